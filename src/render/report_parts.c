#include "render/report_page.h"

#include "render/html.h"

#include <math.h>
#include <string.h>

enum es_status es_page_read_words(const char *words, struct es_page_words *read,
                                  struct es_arena *arena, struct es_error *err)
{
    const char **line;
    size_t n = 0;
    for (const char *at = words; *at != '\0'; at++) {
        n += *at == '\n';
    }
    ES_NEW(arena, line, n + 3, err);
    n = 0;
    while (*words != '\0') {
        const size_t size = strcspn(words, "\n");
        ES_GIVEN(line[n], es_arena_copy_n(arena, words, size), err);
        n++;
        words += size + (words[size] == '\n');
    }
    *read = (struct es_page_words){.finding = n > 0 ? line[0] : "",
                                   .subtitle = n > 1 ? line[1] : "",
                                   .line = line + 2,
                                   .lines = n > 2 ? n - 2 : 0};
    return ES_OK;
}

const char *es_page_number(struct es_speech *speech, size_t n)
{
    char text[ES_TEXT_SIZE];
    es_text_number(text, (double)n, 0, speech->language);
    const char *copy = es_arena_copy(speech->arena, text);
    speech->no_memory = speech->no_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

const struct es_report_chart *es_page_lead(const struct es_report *report)
{
    for (size_t i = 0; i < report->charts; i++) {
        if (report->chart[i].series == NULL) {
            return &report->chart[i];
        }
    }
    return NULL;
}

/* The finding of the bulletin, then that of each series with a way to its chart. */
enum es_status es_page_key(struct es_page *page, struct es_error *err)
{
    const struct es_report_chart *lead = es_page_lead(page->report);
    struct es_page_words words;
    if (lead != NULL) {
        ES_TRY(es_page_read_words(lead->words, &words, page->sheet->arena, err));
        es_page_element(page, "p", "lead", words.finding);
    }
    (void)fputs("<ul class=\"key\">\n", page->out);
    for (size_t i = 0; i < page->report->charts; i++) {
        const struct es_report_chart *chart = &page->report->chart[i];
        if (chart->series != NULL) {
            ES_TRY(es_page_read_words(chart->words, &words, page->sheet->arena, err));
            (void)fprintf(page->out, "<li><a href=\"#%s\">", chart->id);
            es_html_put(page->out, words.finding);
            (void)fputs("</a></li>\n", page->out);
        }
    }
    (void)fputs("</ul>\n", page->out);
    return ES_OK;
}

static void put_list(struct es_page *page, const char *const sentence[], size_t n)
{
    (void)fputs("<ul lang=\"en\">\n", page->out);
    for (size_t i = 0; i < n; i++) {
        es_page_element(page, "li", "", sentence[i]);
    }
    (void)fputs("</ul>\n", page->out);
}

const char *es_page_audit_head(struct es_speech *speech,
                               const struct es_report_audit *audit)
{
    return audit->open == 0   ? es_phrase_plain(speech, ES_TXT_AUDIT_CLEAN)
           : audit->open == 1 ? es_phrase_plain(speech, ES_TXT_AUDIT_OPEN_ONE)
                              : ES_SAY(speech, AUDIT_OPEN_MANY,
                                       {"n", es_page_number(speech, audit->open)});
}

const char *es_page_audit_settled(struct es_speech *speech,
                                  const struct es_report_audit *audit)
{
    return ES_SAY(speech, AUDIT_SETTLED,
                  {"excluded", es_page_number(speech, audit->excluded)},
                  {"known", es_page_number(speech, audit->known)},
                  {"read", es_page_number(speech, audit->read)},
                  {"once", es_page_number(speech, audit->once)});
}

enum es_status es_page_audit(struct es_page *page, struct es_error *err)
{
    const struct es_report_audit *audit = &page->report->audit;
    (void)err;
    es_page_element(page, "p", "", es_page_audit_head(page->speech, audit));
    if (audit->open > 0) {
        put_list(page, audit->open_sentence, audit->open);
    }
    es_page_element(page, "p", "", es_page_audit_settled(page->speech, audit));
    if (audit->agreements > 0) {
        es_page_element(page, "p", "",
                        es_phrase_plain(page->speech, ES_TXT_AUDIT_AGREES));
        put_list(page, audit->agreement, audit->agreements);
    }
    return ES_OK;
}

const char *es_page_method(struct es_page *page, int i)
{
    const struct es_slot slot[] = {
        {"horizon", es_phrase_long_month(page->speech, page->report->horizon_day)}};
    return es_phrase(page->speech, (enum es_chart_text)((int)ES_TXT_METHOD_1 + i), slot,
                     1);
}

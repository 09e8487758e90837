#include "render/report_page.h"

#include "essor/number.h"
#include "render/html.h"
#include "render/report_svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The next field of a table that essor wrote, unquoted, and what ends it: a comma, or the
 * end of the line (then *rest stands behind it). */
static enum es_status next_field(const char **rest, const char **field, bool *last,
                                 struct es_arena *arena, struct es_error *err)
{
    const char *at = *rest;
    char *text;
    size_t n = 0;
    bool quoted = *at == '"';
    at += quoted;
    ES_NEW(arena, text, strlen(at) < 4096 ? strlen(at) + 1 : 4097, err);
    while (*at != '\0' && (quoted || (*at != ',' && *at != '\n'))) {
        if (quoted && *at == '"') {
            at++;
            if (*at != '"') {
                quoted = false;
                continue;
            }
        }
        text[n] = *at++;
        n += n < 4095;
    }
    text[n] = '\0';
    *last = *at != ',';
    *rest = at + (*at != '\0');
    *field = text;
    return ES_OK;
}

static const char *translated(const struct es_speech *speech, const char *word)
{
    static const struct {
        const char *word, *text[2];
    } words[] = {
#define ES_WORD(word, fr, en) {word, {fr, en}},
#include "render/report_words.def"
#undef ES_WORD
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, word) == 0) {
            return words[i].text[speech->language];
        }
    }
    return word;
}

/* A number with as many digits as a reader uses; other words as the language has them. */
static bool put_value(struct es_page *page, const char *field)
{
    char text[ES_TEXT_SIZE], *end;
    const double value = strtod(field, &end);
    const bool number = field[0] != '\0' && *end == '\0' && isfinite(value);
    if (!number) {
        es_html_put(page->out, translated(page->speech, field));
        return false;
    }
    const double size = fabs(value);
    es_text_number(text, value, size >= 1000.0 || size == floor(size) ? 0 : 3,
                   page->speech->language);
    es_html_put(page->out, text);
    return true;
}

static enum es_status put_line(struct es_page *page, const char **rest, bool head,
                               struct es_error *err)
{
    bool last = false;
    (void)fputs("<tr>", page->out);
    while (!last) {
        const char *field;
        ES_TRY(next_field(rest, &field, &last, page->sheet->arena, err));
        (void)fputs(head ? "<th scope=\"col\">" : "<td>", page->out);
        (void)put_value(page, field);
        (void)fputs(head ? "</th>" : "</td>", page->out);
    }
    (void)fputs("</tr>\n", page->out);
    return ES_OK;
}

/* The table that the chart wrote; a first line "series,NAME" is not a part of it. */
static enum es_status put_table(struct es_page *page, const struct es_report_chart *chart,
                                struct es_error *err)
{
    const char *rest = chart->table;
    if (strncmp(rest, "series,", 7) == 0 && strstr(rest, "\npart,") != NULL) {
        rest = strchr(rest, '\n') + 1;
    }
    (void)fputs("<details class=\"numbers\"><summary>", page->out);
    es_html_put(page->out, es_phrase_plain(page->speech, ES_TXT_CHART_NUMBERS));
    (void)fputs(
        "</summary>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"",
        page->out);
    es_html_put(page->out, es_phrase_plain(page->speech, ES_TXT_CHART_SCROLL));
    (void)fputs("\"><table><thead>\n", page->out);
    ES_TRY(put_line(page, &rest, true, err));
    (void)fputs("</thead><tbody>\n", page->out);
    while (*rest != '\0') {
        ES_TRY(put_line(page, &rest, false, err));
    }
    (void)fputs("</tbody></table></div></details>\n", page->out);
    return ES_OK;
}

static enum es_status put_drawing(struct es_page *page,
                                  const struct es_report_chart *chart, const char *svg,
                                  const char *class_name, struct es_error *err)
{
    const char *element, *attributes;
    ES_GIVEN(attributes,
             es_arena_print(page->sheet->arena,
                            " class=\"%s\" role=\"img\" aria-labelledby=\"%s-title\" "
                            "aria-describedby=\"%s-words\"",
                            class_name, chart->id, chart->id),
             err);
    ES_TRY(es_svg_inline(svg, attributes, (int)ES_MARGIN - 4, &element,
                         page->sheet->arena, err));
    (void)fputs(element, page->out);
    (void)fputc('\n', page->out);
    return ES_OK;
}

static enum es_status put_chart(struct es_page *page, const struct es_report_chart *chart,
                                struct es_error *err)
{
    struct es_page_words words;
    ES_TRY(es_page_read_words(chart->words, &words, page->sheet->arena, err));
    (void)fprintf(page->out, "<section class=\"chart\" id=\"%s\">\n<h3 id=\"%s-title\">",
                  chart->id, chart->id);
    es_html_put(page->out, words.finding);
    (void)fputs("</h3>\n", page->out);
    es_page_element(page, "p", "subtitle", words.subtitle);
    (void)fputs("<figure>\n", page->out);
    ES_TRY(put_drawing(page, chart, chart->svg, "wide", err));
    if (chart->narrow != NULL) {
        ES_TRY(put_drawing(page, chart, chart->narrow, "narrow", err));
    }
    (void)fprintf(page->out, "<figcaption id=\"%s-words\">", chart->id);
    for (size_t i = 0; i < words.lines; i++) {
        es_page_element(page, "p", "", words.line[i]);
    }
    (void)fputs("</figcaption>\n</figure>\n", page->out);
    ES_TRY(put_table(page, chart, err));
    (void)fputs("</section>\n", page->out);
    return ES_OK;
}

enum es_status es_page_charts(struct es_page *page, struct es_error *err)
{
    const struct es_report_chart *lead = es_page_lead(page->report);
    for (size_t i = 0; i < page->report->charts; i++) {
        if (&page->report->chart[i] != lead) { /* the bulletin stands above as a table */
            ES_TRY(put_chart(page, &page->report->chart[i], err));
        }
    }
    return ES_OK;
}

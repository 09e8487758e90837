#include "render/report_page.h"

#include "render/html.h"

#include <string.h>

static const char *number(struct es_speech *speech, double value)
{
    char text[ES_TEXT_SIZE];
    es_text_quantity(text, value, 9, speech->language);
    const char *copy = es_arena_copy(speech->arena, text);
    speech->no_memory = speech->no_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* The number with what its source says of how exact it is. */
static const char *qualified(struct es_speech *speech, const struct es_figure *figure)
{
    const char *value = number(speech, figure->value);
    switch (figure->qualifier) {
    case ES_ABOUT:
        return ES_SAY(speech, SAID_ABOUT, {"value", value});
    case ES_AT_LEAST:
        return ES_SAY(speech, MORE_THAN, {"value", value});
    case ES_AT_MOST:
        return ES_SAY(speech, LESS_THAN, {"value", value});
    case ES_NEARLY:
        return ES_SAY(speech, NEARLY, {"value", value});
    case ES_RANGE:
        return ES_SAY(speech, SAID_BETWEEN, {"from", value},
                      {"to", number(speech, figure->value_hi)});
    default:
        return value;
    }
}

const char *es_page_figure(struct es_speech *speech, const struct es_figure *figure)
{
    static const enum es_chart_text forms[ES_KIND_COUNT] = {
        [ES_STOCK] = ES_TXT_SAID_PLAIN,
        [ES_WINDOW_TOTAL] = ES_TXT_SAID_TOTAL,
        [ES_MONTHLY_RATE] = ES_TXT_SAID_MONTHLY,
        [ES_ANNUALISED_RATE] = ES_TXT_SAID_YEARLY,
        [ES_GROWTH_PER_MONTH] = ES_TXT_SAID_GROWTH,
        [ES_SHARE_OF] = ES_TXT_SAID_SHARE,
        [ES_RATIO_TO] = ES_TXT_SAID_RATIO,
        [ES_PERCENT] = ES_TXT_SAID_PERCENT,
        [ES_COUNT] = ES_TXT_SAID_PLAIN,
    };
    const struct es_slot slot[] = {{"value", qualified(speech, figure)},
                                   {"ref", figure->ref}};
    return es_phrase(speech, forms[figure->kind], slot, 2);
}

const char *es_page_window(struct es_speech *speech, const struct es_figure *figure)
{
    const char *to = es_phrase_long_day(speech, figure->to_day);
    if (figure->from_day == figure->to_day) {
        return to;
    }
    return ES_SAY(speech, SPAN, {"from", es_phrase_long_day(speech, figure->from_day)},
                  {"to", to});
}

size_t es_page_used(const struct es_report_series *series)
{
    size_t used = 0;
    for (size_t i = 0; i < series->figures; i++) {
        used += series->figure[i].use == ES_REPORT_USED;
    }
    return used;
}

const char *es_page_use(struct es_speech *speech, const struct es_report_figure *figure)
{
    static const enum es_chart_text whys[] = {
        [ES_REPORT_REPEATED] = ES_TXT_LEFT_REPEATED,
        [ES_REPORT_NEWER] = ES_TXT_LEFT_NEWER,
        [ES_REPORT_LATER] = ES_TXT_LEFT_LATER,
        [ES_REPORT_UNREAD] = ES_TXT_LEFT_UNREAD,
    };
    if (figure->use == ES_REPORT_USED) {
        return es_phrase_plain(speech, ES_TXT_SOURCES_USED);
    }
    return figure->use == ES_REPORT_EXCLUDED
               ? ES_SAY(speech, SOURCES_LEFT, {"why", figure->reason})
               : es_phrase_plain(speech, whys[figure->use]);
}

static void put_source(struct es_page *page, const struct es_figure *figure)
{
    const bool linked = es_html_is_address(figure->source_url);
    (void)fputs("<td>", page->out);
    if (linked) {
        (void)fputs("<a rel=\"noreferrer\" href=\"", page->out);
        es_html_put(page->out, figure->source_url);
        (void)fputs("\">", page->out);
    }
    es_html_put(page->out, figure->source_title);
    (void)fputs(linked ? "</a>" : " ", page->out);
    es_html_put(page->out, linked ? "" : figure->source_url);
    if (figure->published_day != ES_NO_DAY) {
        (void)fputs(" <small>", page->out);
        es_html_put(
            page->out,
            ES_SAY(page->speech, SOURCES_DATED,
                   {"day", es_phrase_long_day(page->speech, figure->published_day)}));
        (void)fputs("</small>", page->out);
    }
    (void)fputs("</td>\n", page->out);
}

static void put_figure(struct es_page *page, const struct es_report_figure *row)
{
    struct es_speech *speech = page->speech;
    (void)fputs(row->use == ES_REPORT_USED ? "<tr>" : "<tr class=\"left\">", page->out);
    es_page_element(page, "td", "", es_page_window(speech, row->figure));
    es_page_element(page, "td", "", es_page_figure(speech, row->figure));
    put_source(page, row->figure);
    es_page_element(page, "td", "", es_page_use(speech, row));
    (void)fputs("</tr>\n", page->out);
}

static void put_head(struct es_page *page)
{
    static const enum es_chart_text heads[] = {ES_TXT_SOURCES_WHEN, ES_TXT_SOURCES_WHAT,
                                               ES_TXT_SOURCES_WHERE, ES_TXT_SOURCES_USE};
    (void)fputs("<thead><tr>", page->out);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        (void)fputs("<th scope=\"col\">", page->out);
        es_html_put(page->out, es_phrase_plain(page->speech, heads[i]));
        (void)fputs("</th>", page->out);
    }
    (void)fputs("</tr></thead>\n<tbody>\n", page->out);
}

static void put_series(struct es_page *page, const struct es_report_series *series)
{
    const size_t used = es_page_used(series);
    const char *summary =
        ES_SAY(page->speech, SOURCES_OF, {"name", series->chart.label},
               {"used", es_page_number(page->speech, used)},
               {"left", es_page_number(page->speech, series->figures - used)});
    (void)fputs("<details class=\"sources\"><summary>", page->out);
    es_html_put(page->out, summary);
    (void)fputs(
        "</summary>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"",
        page->out);
    es_html_put(page->out, summary);
    (void)fputs("\"><table class=\"sources\">\n", page->out);
    put_head(page);
    for (size_t i = 0; i < series->figures; i++) {
        put_figure(page, &series->figure[i]);
    }
    (void)fputs("</tbody></table></div></details>\n", page->out);
}

enum es_status es_page_sources(struct es_page *page, struct es_error *err)
{
    (void)err;
    for (size_t i = 0; i < page->report->n; i++) {
        put_series(page, &page->report->series[i]);
    }
    return ES_OK;
}

#include "render/report_page.h"

#include "render/html.h"

#include <math.h>
#include <string.h>

/* The share at which a bar is full: what lies beyond is told in numbers. */
#define FULL_BAR 1.5
#define BAR_WIDTH 150.0

enum es_status es_page_row(struct es_page *page, const struct es_report_series *series,
                           size_t k, struct es_bulletin_row *row, struct es_error *err)
{
    struct es_chart_series one = series->chart;
    struct es_bulletin_data data;
    one.target += k;
    one.answer += k;
    one.targets = 1;
    const struct es_bulletin bulletin = {
        .subject = "", .series = &one, .n = 1, .sources = ""};
    ES_TRY(es_bulletin_measure(page->sheet, &bulletin, &data, err));
    *row = data.row[0];
    return ES_OK;
}

/* A cell; `order` is what its column is sorted by. */
static void put_cell(struct es_page *page, double order, const char *value,
                     const char *below)
{
    (void)fputs("<td data-order=\"", page->out);
    (void)fprintf(page->out, isfinite(order) ? "%.6g" : "9e99", order);
    (void)fputs("\">", page->out);
    es_html_put(page->out, value);
    if (below[0] != '\0') {
        (void)fputs(" <small>", page->out);
        es_html_put(page->out, below);
        (void)fputs("</small>", page->out);
    }
    (void)fputs("</td>\n", page->out);
}

static void put_name(struct es_page *page, const struct es_chart_series *series)
{
    (void)fputs("<th scope=\"row\">", page->out);
    es_html_put(page->out, series->label);
    if (series->sublabel[0] != '\0') {
        (void)fputs(" <small>", page->out);
        es_html_put(page->out, series->sublabel);
        (void)fputs("</small>", page->out);
    }
    (void)fputs("</th>\n", page->out);
}

/* The present value, and a bar of its share of the target, which the text says too. */
static void put_today(struct es_page *page, const struct es_bulletin_row *row)
{
    const struct es_target_span *current = &row->series.answer[0].current;
    const double share = row->share < FULL_BAR ? row->share : FULL_BAR;
    put_cell(page, current->q50, es_phrase_quantity(page->speech, current->q50),
             es_phrase_range(page->speech, current->q10, current->q90));
    (void)fprintf(
        page->out,
        "<td data-order=\"%.6g\" class=\"share\"><svg viewBox=\"0 0 %g 10\" "
        "aria-hidden=\"true\"><rect class=\"track\" width=\"%g\" height=\"10\"/>"
        "<rect class=\"fill sign-%d\" width=\"%.1f\" height=\"10\"/>"
        "<rect class=\"mark\" x=\"99\" width=\"2\" height=\"10\"/></svg>",
        row->share, BAR_WIDTH, BAR_WIDTH, (int)row->sign, share * 100.0);
    es_html_put(page->out, row->share_text);
    (void)fputs("</td>\n", page->out);
}

static void put_target(struct es_page *page, const struct es_target *target)
{
    const char *per =
        target->per == ES_EACH_MONTH ? es_phrase_plain(page->speech, ES_TXT_A_MONTH) : "";
    const char *level = es_phrase_quantity(page->speech, target->level);
    const char *value = es_arena_print(page->sheet->arena, "%s%s", level, per);
    page->speech->no_memory = page->speech->no_memory || value == NULL;
    put_cell(page, target->level, value != NULL ? value : "",
             target->deadline_day != ES_NO_DAY
                 ? es_phrase_when_short(page->speech, target->deadline_day)
                 : "");
}

static void put_verdict(struct es_page *page, const struct es_bulletin_row *row)
{
    static const char *const signs[ES_SIGNS] = {"▲", "●", "●", "▼"};
    (void)fprintf(page->out,
                  "<td data-order=\"%d\" class=\"verdict\"><span class=\"sign-%d\" "
                  "aria-hidden=\"true\">%s</span> ",
                  (int)row->sign, (int)row->sign, signs[row->sign]);
    es_html_put(page->out, row->cell[ES_COLUMN_VERDICT].value);
    (void)fputs("</td>\n", page->out);
}

static void put_row(struct es_page *page, const struct es_bulletin_row *row)
{
    const struct es_target_answer *answer = &row->series.answer[0];
    const struct es_bulletin_cell *cell = row->cell;
    (void)fputs("<tr>\n", page->out);
    put_name(page, &row->series);
    put_today(page, row);
    put_target(page, &row->series.target[0]);
    put_cell(page, answer->p_by_deadline, cell[ES_COLUMN_CHANCE].value, "");
    put_cell(page, answer->date.q50, cell[ES_COLUMN_DATE].value,
             cell[ES_COLUMN_DATE].below);
    put_cell(page, answer->required.q50, cell[ES_COLUMN_REQUIRED].value,
             cell[ES_COLUMN_REQUIRED].below);
    put_verdict(page, row);
    (void)fputs("</tr>\n", page->out);
}

static void put_head(struct es_page *page)
{
    static const enum es_chart_text heads[] = {
        ES_TXT_HEAD_SERIES, ES_TXT_HEAD_TODAY, ES_TXT_COLUMN_SHARE,  ES_TXT_HEAD_TARGET,
        ES_TXT_HEAD_CHANCE, ES_TXT_HEAD_DATE,  ES_TXT_HEAD_REQUIRED, ES_TXT_HEAD_VERDICT};
    (void)fputs("<thead><tr>\n", page->out);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        (void)fputs("<th scope=\"col\">", page->out);
        es_html_put(page->out, es_phrase_plain(page->speech, heads[i]));
        (void)fputs("</th>\n", page->out);
    }
    (void)fputs("</tr></thead>\n", page->out);
}

/* An opening of a region that scrolls sideways on small screens, by keyboard too. */
static void put_scroll(struct es_page *page, enum es_chart_text label)
{
    (void)fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
                page->out);
    es_html_put(page->out, es_phrase_plain(page->speech, label));
    (void)fputs("\">\n", page->out);
}

static size_t targets_of(const struct es_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->n; i++) {
        n += report->series[i].chart.targets;
    }
    return n;
}

enum es_status es_page_bulletin(struct es_page *page, struct es_error *err)
{
    const struct es_report *report = page->report;
    if (targets_of(report) == 0) {
        es_page_element(page, "p", "",
                        es_phrase_plain(page->speech, ES_TXT_PAGE_NOTHING));
        return ES_OK;
    }
    put_scroll(page, ES_TXT_BULLETIN_SCROLL);
    (void)fputs("<table id=\"bulletin-table\" class=\"bulletin\">\n", page->out);
    es_page_element(page, "caption", "",
                    ES_SAY(page->speech, BULLETIN_CAPTION,
                           {"day", es_phrase_long_day(page->speech, report->as_of_day)}));
    put_head(page);
    (void)fputs("<tbody>\n", page->out);
    for (size_t i = 0; i < report->n; i++) {
        for (size_t k = 0; k < report->series[i].chart.targets; k++) {
            struct es_bulletin_row row;
            ES_TRY(es_page_row(page, &report->series[i], k, &row, err));
            put_row(page, &row);
        }
    }
    (void)fputs("</tbody></table></div>\n", page->out);
    return ES_OK;
}

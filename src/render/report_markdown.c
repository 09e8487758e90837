#include "render/report_page.h"

#include "render/html.h"

#include <string.h>

static void put_line(struct es_page *page, const char *mark, const char *text)
{
    (void)fputs(mark, page->out);
    es_markdown_put(page->out, text);
    (void)fputc('\n', page->out);
}

static void put_head(struct es_page *page, enum es_chart_text text)
{
    (void)fputc('\n', page->out);
    put_line(page, "## ", es_phrase_plain(page->speech, text));
    (void)fputc('\n', page->out);
}

static enum es_status put_findings(struct es_page *page, struct es_error *err)
{
    for (size_t i = 0; i < page->report->charts; i++) {
        struct es_page_words words;
        ES_TRY(es_page_read_words(page->report->chart[i].words, &words,
                                  page->sheet->arena, err));
        put_line(page, "- ", words.finding);
    }
    return ES_OK;
}

static void put_cell(struct es_page *page, const char *value, const char *below)
{
    (void)fputs(" ", page->out);
    es_markdown_put(page->out, value);
    if (below[0] != '\0') {
        (void)fputs(" (", page->out);
        es_markdown_put(page->out, below);
        (void)fputs(")", page->out);
    }
    (void)fputs(" |", page->out);
}

static void put_row(struct es_page *page, const struct es_bulletin_row *row)
{
    const struct es_target *target = &row->series.target[0];
    const struct es_bulletin_cell *cell = row->cell;
    (void)fputs("|", page->out);
    put_cell(page, row->series.label, row->series.sublabel);
    put_cell(page, row->share_text, row->amount_text);
    put_cell(page, es_phrase_target(page->speech, target, row->series.unit),
             target->deadline_day != ES_NO_DAY
                 ? es_phrase_when_short(page->speech, target->deadline_day)
                 : "");
    put_cell(page, cell[ES_COLUMN_CHANCE].value, "");
    put_cell(page, cell[ES_COLUMN_DATE].value, cell[ES_COLUMN_DATE].below);
    put_cell(page, cell[ES_COLUMN_REQUIRED].value, cell[ES_COLUMN_REQUIRED].below);
    put_cell(page, cell[ES_COLUMN_VERDICT].value, "");
    (void)fputc('\n', page->out);
}

static enum es_status put_bulletin(struct es_page *page, struct es_error *err)
{
    static const enum es_chart_text heads[] = {
        ES_TXT_HEAD_SERIES, ES_TXT_COLUMN_SHARE,  ES_TXT_HEAD_TARGET, ES_TXT_HEAD_CHANCE,
        ES_TXT_HEAD_DATE,   ES_TXT_HEAD_REQUIRED, ES_TXT_HEAD_VERDICT};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    const struct es_report *report = page->report;
    (void)fputs("|", page->out);
    for (size_t i = 0; i < COLUMNS; i++) {
        put_cell(page, es_phrase_plain(page->speech, heads[i]), "");
    }
    (void)fputs("\n|", page->out);
    for (size_t i = 0; i < COLUMNS; i++) {
        (void)fputs(" --- |", page->out);
    }
    (void)fputc('\n', page->out);
    for (size_t i = 0; i < report->n; i++) {
        for (size_t k = 0; k < report->series[i].chart.targets; k++) {
            struct es_bulletin_row row;
            ES_TRY(es_page_row(page, &report->series[i], k, &row, err));
            put_row(page, &row);
        }
    }
    return ES_OK;
}

static enum es_status put_charts(struct es_page *page, struct es_error *err)
{
    for (size_t i = 0; i < page->report->charts; i++) {
        const struct es_report_chart *chart = &page->report->chart[i];
        struct es_page_words words;
        ES_TRY(es_page_read_words(chart->words, &words, page->sheet->arena, err));
        if (chart == es_page_lead(page->report)) {
            continue;
        }
        put_line(page, "\n### ", words.finding);
        put_line(page, "\n", words.subtitle);
        for (size_t k = 0; k < words.lines; k++) {
            put_line(page, "\n", words.line[k]);
        }
    }
    return ES_OK;
}

static void put_figure(struct es_page *page, const struct es_report_figure *row)
{
    const struct es_figure *figure = row->figure;
    const bool linked = es_html_is_address(figure->source_url);
    (void)fputs("- ", page->out);
    es_markdown_put(page->out, ES_SAY(page->speech, NAMED,
                                      {"name", es_page_window(page->speech, figure)},
                                      {"value", es_page_figure(page->speech, figure)}));
    (void)fputs(linked ? ". [" : ". ", page->out);
    es_markdown_put(page->out, figure->source_title);
    if (linked) {
        (void)fputs("](<", page->out);
        es_html_put(page->out, figure->source_url);
        (void)fputs(">)", page->out);
    }
    (void)fputs(" (", page->out);
    es_markdown_put(page->out, es_page_use(page->speech, row));
    (void)fputs(")\n", page->out);
}

static void put_sources(struct es_page *page)
{
    for (size_t i = 0; i < page->report->n; i++) {
        const struct es_report_series *series = &page->report->series[i];
        put_line(page, "\n### ", series->chart.label);
        (void)fputc('\n', page->out);
        for (size_t k = 0; k < series->figures; k++) {
            put_figure(page, &series->figure[k]);
        }
    }
}

static void put_audit(struct es_page *page)
{
    const struct es_report_audit *audit = &page->report->audit;
    put_line(page, "", es_page_audit_head(page->speech, audit));
    for (size_t i = 0; i < audit->open; i++) {
        put_line(page, "\n- ", audit->open_sentence[i]);
    }
    put_line(page, "\n", es_page_audit_settled(page->speech, audit));
}

static void put_method(struct es_page *page)
{
    for (int i = 0; i < ES_PAGE_METHOD; i++) {
        put_line(page, i > 0 ? "\n" : "", es_page_method(page, i));
    }
}

static void put_about(struct es_page *page)
{
    put_line(page, "", ES_SAY(page->speech, ABOUT_VERSION, {"version", ESSOR_VERSION}));
    (void)fputc('\n', page->out);
    for (size_t i = 0; i < page->report->inputs; i++) {
        put_line(page, "- ",
                 ES_SAY(page->speech, ABOUT_INPUT, {"name", page->report->input[i].name},
                        {"hash", page->report->input[i].sha256}));
    }
    put_line(page, "- ",
             ES_SAY(page->speech, ABOUT_ALL, {"hash", page->report->fingerprint}));
}

static enum es_status put_all(struct es_page *page, struct es_error *err)
{
    const char *day = es_phrase_long_day(page->speech, page->report->as_of_day);
    put_line(page, "# ", page->report->name);
    put_line(page, "\n", ES_SAY(page->speech, PAGE_AS_OF, {"day", day}));
    put_head(page, ES_TXT_PAGE_KEY);
    ES_TRY(put_findings(page, err));
    put_head(page, ES_TXT_PAGE_BULLETIN);
    ES_TRY(put_bulletin(page, err));
    put_head(page, ES_TXT_PAGE_CHARTS);
    ES_TRY(put_charts(page, err));
    put_head(page, ES_TXT_PAGE_SOURCES);
    put_sources(page);
    put_head(page, ES_TXT_PAGE_AUDIT);
    put_audit(page);
    put_head(page, ES_TXT_PAGE_METHOD);
    put_method(page);
    put_head(page, ES_TXT_PAGE_ABOUT);
    put_about(page);
    return page->speech->no_memory ? es_no_memory(err) : ES_OK;
}

enum es_status es_report_markdown(const struct es_report *report, char **text,
                                  struct es_arena *arena, struct es_error *err)
{
    return es_page_write(report, put_all, text, arena, err);
}

/* report_page.h: the parts of the briefing page, while it is being written. */
#ifndef ESSOR_RENDER_REPORT_PAGE_H
#define ESSOR_RENDER_REPORT_PAGE_H

#include "essor/report.h"
#include "render/bulletin.h"
#include "render/phrase.h"

#include <stdio.h>

struct es_page {
    FILE *out;
    const struct es_report *report;
    struct es_sheet *sheet; /* measures and words what the charts have too */
    struct es_speech *speech;
};

/* A part writes itself to page->out. */
typedef enum es_status es_page_part(struct es_page *page, struct es_error *err);
es_page_part es_page_key, es_page_bulletin, es_page_charts, es_page_sources,
    es_page_audit, es_page_futures;

/* The row of a bulletin that speaks of target k of a series. */
enum es_status es_page_row(struct es_page *page, const struct es_report_series *series,
                           size_t k, struct es_bulletin_row *row, struct es_error *err);

/* The lines of a chart's words: finding, subtitle, the rest. They live in the arena. */
struct es_page_words {
    const char *finding, *subtitle;
    const char *const *line; /* [lines] */
    size_t lines;
};
enum es_status es_page_read_words(const char *words, struct es_page_words *read,
                                  struct es_arena *arena, struct es_error *err);

/* What a figure says, with its qualifier; its window; what became of it. */
const char *es_page_figure(struct es_speech *speech, const struct es_figure *figure);
const char *es_page_window(struct es_speech *speech, const struct es_figure *figure);
const char *es_page_use(struct es_speech *speech, const struct es_report_figure *figure);

/* How many figures of a series are used. */
size_t es_page_used(const struct es_report_series *series);

/* A title of the page's own with a count in it. */
const char *es_page_number(struct es_speech *speech, size_t n);

/* What the audit has come to: the open findings, the settled ones. */
const char *es_page_audit_head(struct es_speech *speech,
                               const struct es_report_audit *audit);
const char *es_page_audit_settled(struct es_speech *speech,
                                  const struct es_report_audit *audit);

/* Paragraph i of the method. */
enum { ES_PAGE_METHOD = ES_TXT_METHOD_6 - ES_TXT_METHOD_1 + 1 };
const char *es_page_method(struct es_page *page, int i);

/* The chart of several series whose finding leads the page, or NULL. */
const struct es_report_chart *es_page_lead(const struct es_report *report);

/* Runs `put` on a page of its own and gives what it wrote. */
enum es_status es_page_write(const struct es_report *report, es_page_part *put,
                             char **text, struct es_arena *arena, struct es_error *err);

/* An escaped text in an element with a class ("" for none). */
void es_page_element(struct es_page *page, const char *element, const char *class_name,
                     const char *text);

#endif

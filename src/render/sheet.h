/*
 * sheet.h: what all charts share: canvas, title, subtitle, notes, and the files.
 *
 * A kind of chart is a template and a function that draws its data onto a sheet: places
 * and texts into the layout, numbers into the script, the table and the alternative text.
 */
#ifndef ESSOR_RENDER_SHEET_H
#define ESSOR_RENDER_SHEET_H

#include "render/phrase.h"
#include "render/script.h"

#include <stdio.h>

#define ES_MARGIN 56.0

struct es_sheet {
    const struct es_chart_style *style;
    struct es_arena *arena;
    struct es_ruler *ruler;
    struct es_layout *layout;
    struct es_script script;
    struct es_speech speech;
    int width, height;
    double scale;
    size_t replaced;
    const char *title, *subtitle;
    const char *table;       /* the numbers drawn, as CSV */
    const char *alternative; /* what a reader who cannot see the picture needs */
};

/* A kind of chart; `draw` gets the struct that the kind's public function takes. */
struct es_sheet_kind {
    const char *template_text;
    enum es_status (*draw)(struct es_sheet *sheet, const void *chart,
                           struct es_error *err);
};

/* Draws the chart and writes its script, table and alternative text. */
enum es_status es_sheet_make(const struct es_sheet_kind *kind, const void *chart,
                             const struct es_chart_style *style, size_t *replaced,
                             struct es_arena *arena, struct es_error *err);

/* The public function of a kind, and the kind itself for tests of its layout. */
#define ES_CHART_OF(name, type)                                                          \
    extern const char es_text_##name[];                                                  \
    extern const struct es_sheet_kind es_kind_##name;                                    \
    const struct es_sheet_kind es_kind_##name = {es_text_##name, draw};                  \
    enum es_status es_chart_##name(const type *chart,                                    \
                                   const struct es_chart_style *style, size_t *replaced, \
                                   struct es_arena *arena, struct es_error *err)         \
    {                                                                                    \
        return es_sheet_make(&es_kind_##name, chart, style, replaced, arena, err);       \
    }

/* Opens the fonts and begins the script; es_sheet_close follows, also after a failure. */
enum es_status es_sheet_open(struct es_sheet *sheet, const struct es_chart_style *style,
                             struct es_arena *arena, struct es_error *err);
void es_sheet_close(struct es_sheet *sheet);

/* A series with every text as it can be drawn. */
enum es_status es_sheet_series(struct es_sheet *sheet,
                               const struct es_chart_series *series,
                               struct es_chart_series *clean, struct es_error *err);
enum es_status es_sheet_clean(struct es_sheet *sheet, const char **text,
                              struct es_error *err);

/* Title and subtitle in at most two lines each; *bottom becomes where the chart may
 * begin. */
enum es_status es_sheet_head(struct es_sheet *sheet, const char *title,
                             const char *subtitle, double *bottom, struct es_error *err);

/*
 * Notes, each a sentence, in lines that hold as many as fit; then the sources, given as
 * "a ; b" and shortened to two lines; the version and fingerprint stand at the right of
 * the last line. A note for which six lines are too few is left out. *top becomes where
 * the chart must end.
 */
enum es_status es_sheet_foot(struct es_sheet *sheet, const char *const note[],
                             size_t notes, const char *sources, double *top,
                             struct es_error *err);

/* A label; width is cut to `room` pixels if that is above 0. */
enum es_status es_sheet_label(struct es_sheet *sheet, struct es_label label, double room,
                              struct es_error *err);

/*
 * What a row is called, left of its middle: the name in one line, or in two where it is
 * wider than the room and the row is high enough, then what it is more exactly. Texts
 * that are still too wide are cut.
 */
struct es_row_name {
    const char *label, *sublabel;
    enum es_look look, below;
    double y, pitch, height, room;
};
enum es_status es_sheet_row_name(struct es_sheet *sheet, const struct es_row_name *name,
                                 struct es_error *err);

/* The table becomes what `put` prints. */
enum es_status es_sheet_table(struct es_sheet *sheet,
                              void (*put)(FILE *out, const void *data), const void *data,
                              struct es_error *err);

/* The alternative text becomes title, subtitle and these lines; empty ones are left out.
 */
enum es_status es_sheet_say(struct es_sheet *sheet, const char *const line[], size_t n,
                            struct es_error *err);

/* Whether the first target was passed, with 90 % probability, before the first figure:
 * when exactly is then beyond what the figures can tell. */
bool es_sheet_passed_unseen(const struct es_chart_series *series);

#endif

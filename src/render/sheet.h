/*
 * sheet.h: what all charts share: canvas, title, subtitle, notes, and the four files.
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
};

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

/* Writes directory/stem.extension. */
enum es_status es_sheet_write(const struct es_sheet *sheet, const char *extension,
                              const char *bytes, size_t size, struct es_error *err);

/* Writes directory/stem.csv with what `put` prints. */
enum es_status es_sheet_write_table(const struct es_sheet *sheet,
                                    void (*put)(FILE *out, const void *data),
                                    const void *data, struct es_error *err);

/* Ends the script with the labels and the template, and writes it. */
enum es_status es_sheet_finish(struct es_sheet *sheet, const char *template_text,
                               struct es_error *err);

/* Whether the first target was passed, with 90 % probability, before the first figure:
 * when exactly is then beyond what the figures can tell. */
bool es_sheet_passed_unseen(const struct es_chart_series *series);

#endif

/* measure.h: how wide a text will be on the picture, and which of its glyphs the fonts
 * have. */
#ifndef ESSOR_RENDER_MEASURE_H
#define ESSOR_RENDER_MEASURE_H

#include "essor/arena.h"
#include "essor/error.h"

#include <stddef.h>

enum es_weight { ES_REGULAR, ES_SEMIBOLD, ES_WEIGHTS };

struct es_ruler;

/* The fontconfig file that measuring and drawing share: Inter, then DejaVu, nothing else.
 */
extern const char es_fonts_conf[];

/* ES_ERR_TOOL if Inter is not installed. */
enum es_status es_measure_open(struct es_ruler **ruler, struct es_error *err);
void es_measure_close(struct es_ruler *ruler);

/* The files of the fonts: Inter, its semi-bold weight, DejaVu Sans; NULL for one that is
 * not installed. */
enum { ES_FONT_FILES = 3 };
enum es_status es_measure_files(const char *path[ES_FONT_FILES], struct es_arena *arena,
                                struct es_error *err);

/* Width of a text in pixels before scaling; 1 pt is 4/3 px. */
double es_measure_width(const struct es_ruler *ruler, const char *text,
                        enum es_weight weight, double points);

/*
 * The text as it can be drawn: control and direction characters are dropped, tabs and
 * line ends become spaces, of which none stay at the end, bytes that are not UTF-8 and
 * glyphs that neither font has become "?". Adds the number of characters changed to
 * *replaced.
 */
enum es_status es_measure_clean(const struct es_ruler *ruler, const char *text,
                                const char **clean, size_t *replaced,
                                struct es_arena *arena, struct es_error *err);

/* The text, or as many of its first whole words as fit into `width` with an ellipsis. */
enum es_status es_measure_cut(const struct es_ruler *ruler, const char **text,
                              enum es_weight weight, double points, double width,
                              struct es_arena *arena, struct es_error *err);

/* How many of the first bytes of a text fit into `width`, cut at a space: all of them if
 * it fits, 0 if not even one word does. No-break spaces do not break. */
size_t es_measure_fit(const struct es_ruler *ruler, const char *text,
                      enum es_weight weight, double points, double width);

#endif

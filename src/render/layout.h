/*
 * layout.h: the texts of a chart, measured and kept apart.
 *
 * Coordinates are pixels before scaling, from the top left corner; a label's y is the
 * middle of its line. Texts never overlap each other and never leave the canvas: what has
 * no place is moved or left out. Marks (points, lines) are avoided where there is a
 * choice.
 */
#ifndef ESSOR_RENDER_LAYOUT_H
#define ESSOR_RENDER_LAYOUT_H

#include "render/measure.h"

#include <stdbool.h>

enum es_colour {
#define ES_COLOUR(name, rgb, contrast) ES_##name,
#include "render/palette.def"
#undef ES_COLOUR
    ES_COLOURS
};

enum es_look {
#define ES_LOOK(name, weight, points) ES_LOOK_##name,
#include "render/looks.def"
#undef ES_LOOK
    ES_LOOKS
};

enum es_align { ES_LEFT, ES_CENTER, ES_RIGHT };

struct es_box {
    double left, top, right, bottom;
};

struct es_label {
    const char *text;
    double x, y;
    enum es_align align;
    enum es_look look;
    enum es_colour colour;
    struct es_box box; /* follows from the rest */
};

enum { ES_LABELS = 160, ES_MARKS = 4000 };

struct es_layout {
    const struct es_ruler *ruler;
    double width, height;
    struct es_label label[ES_LABELS];
    size_t labels;
    struct es_box mark[ES_MARKS];
    size_t marks;
    size_t dropped; /* texts that found no place */
};

enum es_weight es_look_weight(enum es_look look);
double es_look_points(enum es_look look);
double es_look_width(const struct es_ruler *ruler, const char *text, enum es_look look);

bool es_boxes_meet(const struct es_box *a, const struct es_box *b);

/* The box of a label as it would be drawn. */
struct es_box es_layout_box(const struct es_layout *layout, const struct es_label *label);

/* Adds the label if it is inside the canvas and clear of the others; counts it as dropped
 * and returns false otherwise. An empty text is no label: true. */
bool es_layout_add(struct es_layout *layout, struct es_label label);

/* Something drawn that texts should rather not cover. */
void es_layout_mark(struct es_layout *layout, struct es_box mark);

/* Where a block of lines may stand: the middle of its first line. */
struct es_spot {
    double x, y;
    enum es_align align;
};

/* Puts the lines, `pitch` pixels apart, on a free spot: one that covers few marks and
 * stands early in the list; false, and counted as dropped, if there is none. */
bool es_layout_place(struct es_layout *layout, const struct es_label line[], size_t lines,
                     double pitch, const struct es_spot spot[], size_t spots);

/* Moves y[n], which are in increasing order, as little as needed to be `gap` apart and
 * within [top, bottom]. */
void es_layout_spread(double y[], size_t n, double gap, double top, double bottom);

#endif

#include "render/layout.h"

#include <math.h>
#include <string.h>

#define PIXELS_PER_POINT (4.0 / 3.0)

/* Above and below the middle of a line, in font sizes: accents on capitals, descenders.
 */
#define RISE 0.58
#define FALL 0.62
/* Two labels closer than this read as one. */
#define CLEARANCE 3.0
/* A covered mark is as bad as this many places further down the list of spots. */
enum { MARK_COST = 4 };

static const struct {
    enum es_weight weight;
    double points;
} looks[] = {
#define ES_LOOK(name, weight, points) {ES_##weight, points},
#include "render/looks.def"
#undef ES_LOOK
};

enum es_weight es_look_weight(enum es_look look)
{
    return looks[look].weight;
}

double es_look_points(enum es_look look)
{
    return looks[look].points;
}

double es_look_width(const struct es_ruler *ruler, const char *text, enum es_look look)
{
    return es_measure_width(ruler, text, looks[look].weight, looks[look].points);
}

bool es_boxes_meet(const struct es_box *a, const struct es_box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom &&
           b->top < a->bottom;
}

struct es_box es_layout_box(const struct es_layout *layout, const struct es_label *label)
{
    const double width = es_look_width(layout->ruler, label->text, label->look);
    const double size = es_look_points(label->look) * PIXELS_PER_POINT;
    const double left = label->align == ES_LEFT     ? label->x
                        : label->align == ES_CENTER ? label->x - width / 2.0
                                                    : label->x - width;
    return (struct es_box){left, label->y - RISE * size, left + width,
                           label->y + FALL * size};
}

static bool inside(const struct es_layout *layout, const struct es_box *box)
{
    return box->left >= 0.0 && box->top >= 0.0 && box->right <= layout->width &&
           box->bottom <= layout->height;
}

static bool is_free(const struct es_layout *layout, const struct es_box *box)
{
    const struct es_box wide = {box->left - CLEARANCE, box->top, box->right + CLEARANCE,
                                box->bottom};
    if (!inside(layout, box)) {
        return false;
    }
    for (size_t i = 0; i < layout->labels; i++) {
        if (es_boxes_meet(&wide, &layout->label[i].box)) {
            return false;
        }
    }
    return true;
}

bool es_layout_add(struct es_layout *layout, struct es_label label)
{
    if (label.text[0] == '\0') {
        return true;
    }
    label.box = es_layout_box(layout, &label);
    if (layout->labels == ES_LABELS || !is_free(layout, &label.box)) {
        layout->dropped++;
        return false;
    }
    layout->label[layout->labels++] = label;
    return true;
}

void es_layout_mark(struct es_layout *layout, struct es_box mark)
{
    if (layout->marks < ES_MARKS) {
        layout->mark[layout->marks++] = mark;
    }
}

static size_t marks_under(const struct es_layout *layout, const struct es_box *box)
{
    size_t n = 0;
    for (size_t i = 0; i < layout->marks; i++) {
        n += es_boxes_meet(box, &layout->mark[i]);
    }
    return n;
}

static struct es_label line_at(const struct es_layout *layout,
                               const struct es_label *line, const struct es_spot *spot,
                               double below)
{
    struct es_label label = *line;
    label.x = spot->x;
    label.y = spot->y + below;
    label.align = spot->align;
    label.box = es_layout_box(layout, &label);
    return label;
}

/* The marks that the block would cover; false if it would meet a text or leave the
 * canvas. */
static bool block_cost(const struct es_layout *layout, const struct es_label line[],
                       size_t lines, double pitch, const struct es_spot *spot,
                       size_t *cost)
{
    *cost = 0;
    for (size_t i = 0; i < lines; i++) {
        const struct es_label label = line_at(layout, &line[i], spot, pitch * (double)i);
        if (!is_free(layout, &label.box)) {
            return false;
        }
        *cost += marks_under(layout, &label.box);
    }
    return true;
}

bool es_layout_place(struct es_layout *layout, const struct es_label line[], size_t lines,
                     double pitch, const struct es_spot spot[], size_t spots)
{
    const struct es_spot *best = NULL;
    size_t least = 0, marks;
    for (size_t k = 0; k < spots; k++) {
        if (!block_cost(layout, line, lines, pitch, &spot[k], &marks)) {
            continue;
        }
        const size_t cost = MARK_COST * marks + k;
        if (best == NULL || cost < least) {
            best = &spot[k];
            least = cost;
        }
    }
    if (best == NULL || layout->labels + lines > ES_LABELS) {
        layout->dropped += lines;
        return false;
    }
    for (size_t i = 0; i < lines; i++) {
        layout->label[layout->labels++] =
            line_at(layout, &line[i], best, pitch * (double)i);
    }
    return true;
}

void es_layout_spread(double y[], size_t n, double gap, double top, double bottom)
{
    /* Pairs that are too close share the distance; few labels settle in few rounds. */
    for (int round = 0; round < 200; round++) {
        double moved = 0.0;
        for (size_t i = 0; i + 1 < n; i++) {
            const double lack = gap - (y[i + 1] - y[i]);
            if (lack > 1e-9) {
                y[i] -= lack / 2.0;
                y[i + 1] += lack / 2.0;
                moved += lack;
            }
        }
        if (moved < 1e-6) {
            break;
        }
    }
    for (size_t i = 0; i < n; i++) {
        y[i] = fmax(y[i], top + gap * (double)i);
    }
    for (size_t i = n; i-- > 0;) {
        y[i] = fmin(y[i], bottom - gap * (double)(n - 1 - i));
    }
}

/* thin.c: some draws that stand for all. */
#include "essor/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A draw, and where it comes to early and in the end. */
struct standing {
    size_t draw;
    double early, late;
};

static int by_late(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    return x->late != y->late ? (x->late < y->late ? -1 : 1)
                              : (x->draw > y->draw) - (x->draw < y->draw);
}

static int by_early(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    return x->early != y->early ? (x->early < y->early ? -1 : 1) : by_late(a, b);
}

static int by_index(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The knot at or before a day. */
static size_t knot_before(const struct es_outlook *outlook, double day)
{
    size_t i = 0;
    while (i + 1 < es_outlook_knots(outlook) &&
           es_outlook_knot_day(outlook, i + 1) <= day) {
        i++;
    }
    return i;
}

/* Which draws stand for all: picked[n], in their order. */
static void pick_draws(const struct es_outlook *outlook, struct standing list[], int day,
                       size_t n, size_t picked[])
{
    const double golden = 0.6180339887498949; /* so that strata are not taken alike */
    const size_t draws = outlook->draws, strata = (size_t)ceil(sqrt((double)n));
    const size_t late = knot_before(outlook, day);
    const size_t early =
        knot_before(outlook, outlook->as_of_day + 0.1 * (day - outlook->as_of_day));
    for (size_t d = 0; d < draws; d++) {
        list[d] = (struct standing){d, es_outlook_knot(outlook, d, early),
                                    es_outlook_knot(outlook, d, late)};
    }
    qsort(list, draws, sizeof *list, by_late);
    for (size_t s = 0; s < strata; s++) {
        const size_t from = s * draws / strata, to = (s + 1) * draws / strata;
        qsort(list + from, to - from, sizeof *list, by_early);
    }
    for (size_t i = 0; i < n; i++) {
        const double turn = golden * (double)i;
        const double place = (double)i + (n < draws ? turn - floor(turn) : 0.0);
        picked[i] = list[(size_t)(place * (double)draws / (double)n)].draw;
    }
    qsort(picked, n, sizeof *picked, by_index);
}

enum es_status es_outlook_thin(const struct es_outlook *outlook, size_t n, int day,
                               struct es_outlook *thin, size_t **draw,
                               struct es_arena *arena, struct es_error *err)
{
    const size_t row = outlook->months + 1;
    struct es_outlook made = *outlook;
    struct standing *list;
    size_t *picked;
    made.draws = n < outlook->draws ? n : outlook->draws;
    made.track = NULL; /* its rows are those of all draws */
    ES_NEW(arena, list, outlook->draws, err);
    ES_NEW(arena, picked, made.draws, err);
    ES_NEW(arena, made.cumulated, made.draws * row, err);
    pick_draws(outlook, list, day, made.draws, picked);
    for (size_t i = 0; i < made.draws; i++) {
        memcpy(made.cumulated + i * row, outlook->cumulated + picked[i] * row,
               row * sizeof *made.cumulated);
    }
    *thin = made;
    *draw = picked;
    return ES_OK;
}

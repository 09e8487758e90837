/* sum.c: a whole as the sum of its parts, to the last bit. */
#include "sum.h"

#include <math.h>
#include <string.h>

enum { EXACT_BITS = 49 }; /* of a value; sums of parts then need no rounding */

enum es_status es_sum_check(const struct es_split *split, struct es_error *err)
{
    const struct es_outlook *whole = split->whole;
    if (split->parts == 0 || split->parts > ES_MOST_PARTS) {
        return es_fail(err, ES_ERR_ARGUMENT, "%zu parts; a whole has 1 to %d",
                       split->parts, ES_MOST_PARTS);
    }
    for (size_t s = 0; s < split->parts; s++) {
        const struct es_outlook *part = split->part[s];
        if (part->nature != whole->nature || part->first_month != whole->first_month ||
            part->months != whole->months) {
            return es_fail(err, ES_ERR_ARGUMENT,
                           "part %zu has other months than its whole", s + 1);
        }
    }
    return ES_OK;
}

/* A power of two of which the values of a draw become whole multiples, so that sums of
 * parts need no rounding. By draw: one far out must not round off the others. */
static double grid_of(const struct es_split *split, size_t d)
{
    const size_t entries = split->whole->months + 1;
    double sum = 0.0;
    int exponent;
    for (size_t s = 0; s < split->parts; s++) {
        const double *path = split->part[s]->cumulated + d * entries;
        sum += fabs(path[0]);
        for (size_t e = 1; e < entries; e++) {
            sum += fabs(path[e] - path[e - 1]);
        }
    }
    (void)frexp(sum, &exponent);
    return ldexp(1.0, exponent - EXACT_BITS);
}

void es_sum_draw(const struct es_split *split, size_t d)
{
    const size_t entries = split->whole->months + 1;
    const double grid = grid_of(split, d);
    double *whole = split->whole->cumulated + d * entries;
    memset(whole, 0, entries * sizeof whole[0]);
    for (size_t s = 0; s < split->parts; s++) {
        double *path = split->part[s]->cumulated + d * entries;
        for (size_t e = 0; e < entries; e++) {
            path[e] = nearbyint(path[e] / grid) * grid;
            whole[e] += path[e];
        }
    }
}

enum es_status es_cohere_sum(const struct es_split *split, struct es_error *err)
{
    ES_TRY(es_sum_check(split, err));
    for (size_t s = 0; s < split->parts; s++) {
        if (split->part[s]->draws != split->whole->draws) {
            return es_fail(err, ES_ERR_ARGUMENT,
                           "part %zu has other draws than its whole", s + 1);
        }
    }
    for (size_t d = 0; d < split->whole->draws; d++) {
        es_sum_draw(split, d);
    }
    return ES_OK;
}

#include "blocks.h"

#include "essor/date.h"

#include <math.h>

/* Months from the as-of date that stand alone, and how fast blocks grow beyond them. */
#define ALONE_BEFORE 24.0
#define ALONE_AFTER 3.0
#define GROWTH 0.15
#define LONGEST 12.0

/* Months that a block may hold so far from the as-of date. */
static size_t length_at(double months_after)
{
    const double beyond = fmax(months_after - ALONE_AFTER, -ALONE_BEFORE - months_after);
    return beyond <= 0.0 ? 1 : (size_t)fmin(1.0 + floor(GROWTH * beyond), LONGEST);
}

bool es_blocks_cut(const struct es_outlook *outlook, struct es_blocks *blocks)
{
    const int as_of = es_month_of_day(outlook->as_of_day) - outlook->first_month;
    struct es_blocks made = {.entries = outlook->months + 1, .n = 1, .start = {0, 1}};
    while (made.start[made.n] < made.entries && made.n < ES_MOST_BLOCKS) {
        const size_t at = made.start[made.n];
        const size_t end = at + length_at((double)at - 1.0 - as_of);
        made.start[++made.n] = end < made.entries ? end : made.entries;
    }
    *blocks = made;
    return made.start[made.n] == made.entries;
}

void es_blocks_gains(const struct es_outlook *outlook, size_t draw, double gain[])
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    gain[0] = path[0];
    for (size_t i = 0; i < outlook->months; i++) {
        gain[i + 1] = path[i + 1] - path[i];
    }
}

void es_blocks_sum(const struct es_blocks *blocks, const double gain[], double out[])
{
    for (size_t b = 0; b < blocks->n; b++) {
        out[b] = 0.0;
        for (size_t e = blocks->start[b]; e < blocks->start[b + 1]; e++) {
            out[b] += fmax(gain[e], 0.0);
        }
    }
}

static double middle(const struct es_blocks *blocks, size_t b)
{
    return 0.5 * ((double)blocks->start[b] + (double)blocks->start[b + 1] - 1.0);
}

void es_blocks_spread(const struct es_blocks *blocks, const double value[], double out[])
{
    size_t b = 1;
    out[0] = value[0];
    for (size_t e = 1; e < blocks->entries; e++) {
        while (b + 1 < blocks->n && middle(blocks, b + 1) <= (double)e) {
            b++;
        }
        const double here = middle(blocks, b);
        const bool inside = b + 1 < blocks->n && (double)e > here;
        const double way =
            inside ? ((double)e - here) / (middle(blocks, b + 1) - here) : 0.0;
        out[e] = value[b] + (inside ? way * (value[b + 1] - value[b]) : 0.0);
    }
}

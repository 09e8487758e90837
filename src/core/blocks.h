/*
 * blocks.h: the volumes of a path in few numbers.
 *
 * Entry 0 is what was there before the first month, entry i + 1 the gain of month i. Near
 * the as-of date every month is a block of its own; farther off, blocks get longer, as
 * paths are smooth and little is known of a single month.
 */
#ifndef ESSOR_CORE_BLOCKS_H
#define ESSOR_CORE_BLOCKS_H

#include "essor/outlook.h"

enum { ES_MOST_BLOCKS = 96 };

struct es_blocks {
    size_t entries;
    size_t n;
    size_t start[ES_MOST_BLOCKS + 1]; /* first entry of each; the last is `entries` */
};

/* Cuts the months of an outlook. False if there are too many. */
bool es_blocks_cut(const struct es_outlook *outlook, struct es_blocks *blocks);

/* What one draw gains in each entry. */
void es_blocks_gains(const struct es_outlook *outlook, size_t draw, double gain[]);

/* out[b] = the sum of the positive gains of each block. */
void es_blocks_sum(const struct es_blocks *blocks, const double gain[], double out[]);

/* From one value a block to one an entry: a line from the middle of each block to the
 * middle of the next; entry 0 keeps its own. */
void es_blocks_spread(const struct es_blocks *blocks, const double value[], double out[]);

#endif

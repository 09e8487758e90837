/* pair.h: which draws of parts belong with which of their whole. */
#ifndef ESSOR_CORE_PAIR_H
#define ESSOR_CORE_PAIR_H

#include "essor/cohere.h"

/* The correlation of two parts at the same time. Parts of one whole grow together (one
 * software, one campaign), which fits of each alone cannot see. Chosen on the shipped
 * figures as they were known at three past dates; docs/method.md tells what others gave.
 */
#define ES_TOGETHER 0.7

/*
 * Reorders the draws of the parts, which all have as many as the whole, so that what they
 * gain after the as-of date goes with what the whole gains, and so with each other: by
 * ranks, so that every part keeps its draws. place[s][k] becomes where draw k of part s
 * is now.
 */
enum es_status es_pair(const struct es_split *split, size_t *const place[],
                       struct es_arena *arena, struct es_error *err);

#endif

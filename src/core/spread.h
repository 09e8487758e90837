/*
 * spread.h: how far the draws of a whole and of its parts are from sure, by block of time
 * and across it, and how the parts go together.
 */
#ifndef ESSOR_CORE_SPREAD_H
#define ESSOR_CORE_SPREAD_H

#include "blocks.h"
#include "essor/cohere.h"

/*
 * The covariance of ln volumes between blocks b, c of members s, t is, for s = t,
 *
 *   own[s][b][c] + common[s][b] together[b][c] common[s][c],
 *
 * and for two parts common[s][b] together[b][c] common[t][c]. The whole is the last
 * member and has nothing in common with parts: what follows it in them is taken out.
 */
struct es_spread {
    size_t members;   /* the parts, then the whole */
    size_t n;         /* blocks */
    double *own;      /* [members][n][n] */
    double *common;   /* [members][n] */
    double *together; /* [n][n] a correlation */
};

/* From draws of the same number; outlooks of the same months, cut into the blocks. */
enum es_status es_spread_measure(const struct es_split *split,
                                 const struct es_blocks *blocks, struct es_spread *spread,
                                 struct es_arena *arena, struct es_error *err);

#endif

/*
 * rank.h: all families of curves on one series, by how well each would have foreseen it.
 *
 * A family is fitted to the first points and asked for the next ones, from several
 * origins on; the mean absolute error of those forecasts ranks it. How close a curve lies
 * to points that it was fitted to says little of the next ones.
 *
 * Source: Tashman (2000), Out-of-sample tests of forecasting accuracy,
 * doi:10.1016/S0169-2070(00)00065-0.
 */
#ifndef ESSOR_RANK_H
#define ESSOR_RANK_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/model.h"
#include "essor/regression.h"

/* One family. */
struct es_ranked {
    const struct es_model *model;
    enum es_status status; /* ES_OK, or why it has no fit */
    const char *reason;    /* the same in words; "" */
    struct es_regression fit;
    const struct es_model *same_as; /* an earlier family with the same curve in other
                                       parameters, which is ranked for both; NULL */
    double rolling_error; /* in the unit of y; NAN where there are no origins, or where it
                             could not be fitted at one of them */
};

struct es_ranking {
    struct es_ranked *at; /* the best first, after those that converged the others, then
                             those that are the same as another, those that were not
                             fitted last */
    size_t n;
    const struct es_ranked *best; /* the first; converged unless none did */
    size_t fitted;                /* and not the same as another */
    size_t origins;               /* 0: too few points; then AICc ranks */
    struct es_points points;      /* those that count, in the order of time, as fitted */
    size_t ahead;                 /* points foretold from each origin, at most */
};

/*
 * Fits every family that has fewer parameters than the points have different times, and
 * ranks it by its rolling error; by AICc where the points are too few for three origins.
 * From each origin at least half of the points are known, and more times than any family
 * fitted has parameters. Families are worked on side by side; the result does not depend
 * on the number of processors.
 *
 * ES_ERR_FIT if no family could be fitted (message: why the smallest could not), or if
 * nothing tells one from another: too few points for origins, and no two with an AICc;
 * ES_ERR_DATA for a value that is not finite.
 */
enum es_status es_rank(const struct es_points *points,
                       const struct es_regression_options *options,
                       struct es_ranking *ranking, struct es_arena *arena,
                       struct es_error *err);

#endif

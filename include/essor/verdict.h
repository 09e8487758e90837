/*
 * verdict.h: what the data can tell, said before any number.
 */
#ifndef ESSOR_VERDICT_H
#define ESSOR_VERDICT_H

#include "essor/sparse.h"
#include "essor/target.h"

#include <stdint.h>

/* Figures that cannot all be right: two that speak of the same time, or one against all
 * the others. */
struct es_conflict {
    size_t first;
    size_t second; /* ES_ALL_OTHERS: the first is far from what the others say */
    double factor; /* larger over smaller, on the same scale; > 2 */
};
#define ES_ALL_OTHERS SIZE_MAX

/* The effect of leaving one observation out. */
struct es_influence {
    size_t observation;
    struct es_target_span date; /* of the target without it, as es_target_answer.date */
    double p_by_deadline;       /* NAN without a deadline */
    double p_never;
    double months_later; /* how far the median date moves; dates beyond the horizon count
                            as its end */
    double p_change;     /* of p_by_deadline; NAN without a deadline */
    bool refitted;       /* the weights were too uneven, so the series was fitted again */
};

struct es_verdict {
    size_t observations;
    bool ceiling_determined; /* posterior sd of ln ceiling over all families below half
                                its prior sd; of a stock: of where its path ends up */
    double ceiling_q025, ceiling_q10, ceiling_q50, ceiling_q90,
        ceiling_q975; /* over all families */
    double ceiling_sd_log, ceiling_prior_sd_log;
    size_t conflicts;
    struct es_conflict *conflict;
    size_t influences;              /* 0 without a target */
    struct es_influence *influence; /* the strongest first */
};

/*
 * The verdict on a fit. `target` may be NULL: no influence then.
 *
 * Leaving out observation j reweights the draws of each family by 1 / p(y_j | the others,
 * theta), which is known in closed form (Vehtari et al. 2016,
 * doi:10.1007/s11222-016-9696-4), and draws their paths anew; where the effective size of
 * the weights falls below 10 % in a family, the series is fitted again without it. A
 * figure more than 3.5 standard deviations and a factor 2 from what the others predict is
 * a conflict.
 */
enum es_status es_verdict_reach(const struct es_sparse_problem *problem,
                                const struct es_sparse_fit *fit,
                                const struct es_target *target,
                                struct es_verdict *verdict, struct es_arena *arena,
                                struct es_error *err);

/* Pairs of observations that differ by more than a factor 2 on the same scale (level, or
 * gain per month) over windows that overlap by at least half of the longer; levels count
 * as the month around them. */
enum es_status es_conflicts_find(const struct es_sparse_problem *problem,
                                 struct es_conflict **conflict, size_t *n,
                                 struct es_arena *arena, struct es_error *err);

#endif

/*
 * influence.h: what each figure is worth, by leaving it out.
 *
 * Leaving out observation j reweights the draws of each family by 1 / p(y_j | the others,
 * theta), which is known in closed form (Vehtari et al. 2016,
 * doi:10.1007/s11222-016-9696-4), and draws their paths anew; where too few draws count,
 * the series is fitted again.
 */
#ifndef ESSOR_CORE_INFLUENCE_H
#define ESSOR_CORE_INFLUENCE_H

#include "essor/verdict.h"

/* What each observation is off from the prediction of the others. */
struct es_left_out {
    const struct es_sparse_problem *problem;
    const struct es_sparse_fit *fit;
    const struct es_target *target;
    double *e[ES_FAMILIES]; /* [n][draws] in logarithms, by family */
    double *v[ES_FAMILIES]; /* [n] variance of that prediction */
};

enum es_status es_leave_out(const struct es_sparse_problem *problem,
                            const struct es_sparse_fit *fit, struct es_left_out *all,
                            struct es_arena *arena, struct es_error *err);

/* The target's answer without each figure, the strongest first, into the verdict. */
enum es_status es_weigh_figures(const struct es_left_out *all, struct es_verdict *verdict,
                                struct es_arena *arena, struct es_error *err);

#endif

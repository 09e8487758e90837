/*
 * robust.h: losses that do not trust every observation.
 *
 * Iteratively reweighted least squares. The scale is 1.4826 times the median of the
 * absolute residuals; Huber's loss finds it together with the parameters, the other two,
 * which have several optima, start at Huber's answer and keep its scale.
 * Sources: Holland and Welsch (1977), doi:10.1080/03610927708827533, for the constants;
 * Huber (1981), Robust Statistics, 7.8, for the algorithm.
 */
#ifndef ESSOR_CORE_ROBUST_H
#define ESSOR_CORE_ROBUST_H

#include "solver.h"

struct es_robust {
    enum es_loss loss;
    double scale;
    double *weight; /* [n] */
    double *work;   /* [n] */
    bool settled;
};

/* From the least-squares optimum to that of the loss; the solver keeps the weights. */
enum es_status es_robust_fit(struct es_solver *solver, struct es_robust *robust,
                             struct es_descent *descent);

/*
 * The variance that takes the place of the residuals' where covariances are computed:
 * Huber (1981), 7.6, with his correction for small samples. At the point last evaluated
 * with the task's own weights. NAN where the residuals beyond the bend take the
 * curvature away.
 */
double es_robust_variance(const struct es_solver *solver, const struct es_robust *robust,
                          size_t counted, size_t moving);

#endif

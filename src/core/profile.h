/*
 * profile.h: how far a parameter can go before the others can no longer make up for it.
 *
 * tau(theta_k) = sqrt((S(theta_k) - S) / s^2), S(theta_k) the least sum of squares with
 * theta_k given. The interval is where tau stays below the quantile of Student's t, as in
 * Bates and Watts (1988), Nonlinear Regression Analysis, 6.1; found by regula falsi on
 * tau, which is nearly a straight line, on the scale of the search.
 */
#ifndef ESSOR_CORE_PROFILE_H
#define ESSOR_CORE_PROFILE_H

#include "solver.h"

struct es_profile {
    struct es_solver *solver;
    const struct es_descent *best;
    double variance; /* what a rise of the sum of squares by 1 tau^2 is */
    double quantile;
    bool rough; /* whether an end will do for one that is a little farther out */
    struct es_descent better; /* the best met on the way */
};

/*
 * The end of the interval of parameter k below (side -1) or above (side 1); infinite
 * where it is open. std_error may be NAN. ES_ERR_MEMORY.
 */
enum es_status es_profile_end(struct es_profile *profile, size_t k, int side,
                              double std_error, double *end);

/* The optimum of the others with parameter k given, from the best; ES_ERR_FIT where the
 * curve does not exist there. */
enum es_status es_profile_given(struct es_profile *profile, size_t k, double theta,
                                struct es_descent *at);

/* Whether the way to the better point is worth another round. */
bool es_profile_found_better(const struct es_profile *profile);

#endif

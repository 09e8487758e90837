#include "essor/sparse.h"

#include "essor/date.h"

#include <math.h>

/* Annual pace or level that an observation speaks of; NAN if it speaks of neither. */
static double size_of(const struct es_sparse_problem *problem,
                      const struct es_observation *seen)
{
    const double months = es_months_in_window(seen->from_day, seen->to_day);
    if (problem->nature == ES_STOCK_SERIES) {
        return seen->measure == ES_LEVEL ? seen->centre : NAN;
    }
    switch (seen->measure) {
    case ES_SUM:
        return seen->centre / months * 12.0;
    case ES_PER_MONTH:
        return seen->centre * 12.0;
    case ES_PER_YEAR:
        return seen->centre;
    case ES_SHARE: {
        struct es_observation pace = *seen;
        pace.measure = ES_PER_YEAR;
        double sum = 0.0;
        for (size_t d = 0; d < problem->whole->draws; d++) {
            sum += es_outlook_measure(problem->whole, d, &pace, NULL);
        }
        return seen->centre * sum / (double)problem->whole->draws;
    }
    default:
        return NAN;
    }
}

/* Prior knowledge, the same for every series; docs/method.md tells how it was chosen. */
static struct es_prior default_prior(const struct es_sparse_problem *problem,
                                     double largest, double newest_years)
{
    const bool flow = problem->nature == ES_FLOW_SERIES;
    const bool known = isfinite(problem->ceiling);
    return (struct es_prior){
        .mean = {[ES_LN_CEILING] = known ? log(problem->ceiling) : log(2.5 * largest),
                 [ES_LN_DURATION] = log(flow ? 4.0 : 8.0),
                 [ES_MIDPOINT] = newest_years + (flow ? 0.3 : 1.8),
                 [ES_LN_SHAPE] = 0.0},
        .sd = {[ES_LN_CEILING] = known ? problem->ceiling_sd_log : 0.7,
               [ES_LN_DURATION] = 0.5,
               [ES_MIDPOINT] = flow ? 1.5 : 2.5,
               [ES_LN_SHAPE] = 0.7},
    };
}

enum es_status es_sparse_prior(const struct es_sparse_problem *problem,
                               struct es_prior *prior, struct es_error *err)
{
    double largest = 0.0;
    int newest = ES_NO_DAY;
    for (size_t j = 0; j < problem->n; j++) {
        const double size = size_of(problem, &problem->observation[j]);
        largest = size > largest ? size : largest;
        const int end = problem->observation[j].to_day;
        newest = end > newest ? end : newest;
    }
    const bool given =
        isfinite(problem->ceiling) || isfinite(problem->prior.mean[ES_LN_CEILING]);
    if (!given && !(largest > 0.0)) {
        return es_fail(
            err, ES_ERR_DATA,
            "%s: no figure says how large the series is; add one that does, or a "
            "ceiling",
            problem->name);
    }
    struct es_prior made = default_prior(problem, largest, es_years_of_day(newest));
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        if (isfinite(problem->prior.mean[k])) {
            made.mean[k] = problem->prior.mean[k];
        }
        if (isfinite(problem->prior.sd[k])) {
            made.sd[k] = problem->prior.sd[k];
        }
    }
    *prior = made;
    return ES_OK;
}

/*
 * crossing.c: when a level is first reached, read off the fan.
 *
 * P(reached by h) is P(path at h at or above the level), made monotone in h. Its
 * quantiles among the paths that reach the level are the date if reached.
 */
#include "core/dense/parts.h"

/* P(path at step h >= target), linear between the quantiles of the table. */
static double reached_by(const double quantile[], double target)
{
    size_t k = 0;
    while (k < ES_DENSE_LEVELS && quantile[k] < target) {
        k++;
    }
    if (k == 0 || k == ES_DENSE_LEVELS) {
        return k == 0 ? 1.0 : 0.0;
    }
    const double way = (target - quantile[k - 1]) / (quantile[k] - quantile[k - 1]);
    return 1.0 -
           (es_dense_level[k - 1] + way * (es_dense_level[k] - es_dense_level[k - 1]));
}

/* P(reached) within the reach. */
static double reached_within(const struct es_dense_forecast *forecast, size_t reach,
                             double target)
{
    double most = 0.0;
    for (size_t h = 0; h < reach; h++) {
        most = fmax(most, reached_by(forecast->quantile[h], target));
    }
    return most;
}

/* The step at which P(reached) first is `share`, linear between steps. */
static double when(const struct es_dense_forecast *forecast, size_t reach, double target,
                   double share)
{
    double before = 0.0;
    for (size_t h = 0; h < reach; h++) {
        const double reached = fmax(before, reached_by(forecast->quantile[h], target));
        if (reached >= share && reached > 0.0) {
            return (double)h + (share - before) / (reached - before);
        }
        before = reached;
    }
    return INFINITY;
}

void es_dense_cross(const struct es_dense_forecast *forecast, size_t reach, double target,
                    struct es_dense_crossing *crossing)
{
    const double never = 0.005, early = 0.15, late = 0.9;
    *crossing = (struct es_dense_crossing){.share = 1.0};
    if (forecast->last >= target) {
        return;
    }
    const double most = reached_within(forecast, reach, target);
    const double possible = most > never ? most : INFINITY;
    crossing->share = most;
    crossing->early = when(forecast, reach, target, early * possible);
    crossing->middle = when(forecast, reach, target, 0.5 * possible);
    crossing->late = when(forecast, reach, target, late * possible);
}

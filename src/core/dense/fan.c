/*
 * fan.c: what tells how wide the fan is.
 */
#include "core/dense/parts.h"

/* Errors of the combination at the earlier origins, brought to one step by h^0.8. */
static double recent_error(const struct es_dense_sight *sight,
                           struct es_dense_paths *paths, const double weight[])
{
    const double half_life = 0.3 * (double)sight->n;
    double total = 0.0, weights = 0.0;
    for (size_t o = 0; o + 1 < paths->origins; o++) {
        const double w = exp2(-(double)(sight->n - paths->at[o]) / half_life);
        double sum = 0.0, value[ES_DENSE_MEMBERS];
        for (size_t h = 0; h < paths->steps[o]; h++) {
            for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
                value[m] = paths->inner[m][o][h];
            }
            sum += fabs(es_dense_middle(value, weight) - sight->y[paths->at[o] + h]) /
                   pow((double)(h + 1), 0.8);
        }
        total += w * sum / (double)paths->steps[o];
        weights += w;
    }
    return total / weights;
}

/* Mean absolute step of the last fifth, at least three steps. */
static double recent_step(const struct es_dense_sight *sight)
{
    size_t steps = sight->n / 5;
    steps = steps < 3 ? 3 : steps;
    return es_dense_mean_step(sight->y + sight->n - 1 - steps, steps + 1);
}

static double spread(struct es_dense_paths *paths, const double weight[], double middle,
                     size_t h)
{
    double sum = 0.0;
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        const double away = paths->final[m][h] - middle;
        sum += weight[m] * away * away;
    }
    return sqrt(sum);
}

void es_dense_features(const struct es_dense_sight *sight, struct es_dense_paths *paths,
                       enum es_dense_spacing spacing, const double middle[], size_t reach,
                       struct es_dense_forecast *forecast)
{
    const double step = forecast->unit_step, last = sight->y[sight->n - 1];
    const double recent = log(recent_step(sight) / step + 0.05);
    const double error = log(recent_error(sight, paths, forecast->weight) / step + 0.03);
    for (size_t h = 0; h < reach; h++) {
        const double away = spread(paths, forecast->weight, middle[h], h);
        const double feature[ES_DENSE_FEATURES] = {
            1.0,
            log((double)(h + 1)),
            recent,
            error,
            log(away / step + 0.02),
            log(fabs(middle[h] - last) / step + 0.1),
            spacing == ES_DENSE_DAILY,
            spacing == ES_DENSE_QUARTERLY,
            spacing == ES_DENSE_YEARLY,
            spacing == ES_DENSE_IRREGULAR,
        };
        for (size_t k = 0; k < ES_DENSE_FEATURES; k++) {
            forecast->feature[h][k] = feature[k];
        }
    }
}

/*
 * combine.c: weights from errors at earlier origins, and the weighted middle.
 */
#include "core/dense/parts.h"

/* Mean absolute error of a member at an earlier origin, in mean steps up to there. */
static double error_at(const struct es_dense_sight *sight, struct es_dense_paths *paths,
                       size_t member, size_t origin)
{
    const size_t at = paths->at[origin], steps = paths->steps[origin];
    const double least = 1e-3 * es_dense_mean_step(sight->y, sight->n);
    const double step = fmax(es_dense_mean_step(sight->y, at), least);
    double sum = 0.0;
    for (size_t h = 0; h < steps; h++) {
        sum += fabs(paths->inner[member][origin][h] - sight->y[at + h]);
    }
    return sum / (double)steps / fmax(step, 1e-300);
}

/* Mean over the earlier origins; their weights halve over 15 % of the series. */
static double inner_error(const struct es_dense_sight *sight,
                          struct es_dense_paths *paths, size_t member)
{
    const double half_life = 0.15 * (double)sight->n;
    double sum = 0.0, weight = 0.0;
    for (size_t o = 0; o + 1 < paths->origins; o++) {
        const double w = exp2(-(double)(sight->n - paths->at[o]) / half_life);
        sum += w * error_at(sight, paths, member, o);
        weight += w;
    }
    return sum / weight;
}

void es_dense_weigh(const struct es_dense_sight *sight, struct es_dense_paths *paths,
                    double error[], double weight[])
{
    double sorted[ES_DENSE_MEMBERS], sum = 0.0;
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        sorted[m] = error[m] = inner_error(sight, paths, m);
    }
    const double floor = 0.05 * es_dense_median(sorted, ES_DENSE_MEMBERS) + 1e-9;
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        weight[m] = 1.0 / (error[m] + floor);
        sum += weight[m];
    }
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        weight[m] /= sum;
    }
}

/* Mean of the values between the 40th and the 60th percentile of the weights. */
double es_dense_middle(const double value[], const double weight[])
{
    const double from = 0.4, to = 0.6;
    size_t order[ES_DENSE_MEMBERS];
    double below = 0.0, sum = 0.0;
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        size_t k = m;
        for (; k > 0 && value[order[k - 1]] > value[m]; k--) {
            order[k] = order[k - 1];
        }
        order[k] = m;
    }
    for (size_t k = 0; k < ES_DENSE_MEMBERS; k++) {
        const double above = below + weight[order[k]];
        const double share = fmin(above, to) - fmax(below, from);
        sum += share > 0.0 ? share * value[order[k]] : 0.0;
        below = above;
    }
    return sum / (to - from);
}

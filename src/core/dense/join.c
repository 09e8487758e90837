/* join.c: many steps ahead told as fewer. */
#include "core/dense/parts.h"

/* The mean over the steps from..end-1, or the last of them. */
static double joined(const double x[], size_t stride, size_t from, size_t end, bool level)
{
    double sum = 0.0;
    for (size_t h = from; h < end; h++) {
        sum += x[h * stride];
    }
    return level ? x[(end - 1) * stride] : sum / (double)(end - from);
}

void es_dense_join(struct es_dense_forecast *forecast, bool level, const size_t end[],
                   size_t runs)
{
    for (size_t r = 0, from = 0; r < runs; from = end[r++]) {
        forecast->step[r] = forecast->step[level ? end[r] - 1 : (from + end[r] - 1) / 2];
        forecast->mean[r] = joined(forecast->mean, 1, from, end[r], level);
        for (size_t k = 0; k < ES_DENSE_LEVELS; k++) {
            forecast->quantile[r][k] =
                joined(&forecast->quantile[0][k], ES_DENSE_LEVELS, from, end[r], level);
        }
        for (size_t k = 0; k < ES_DENSE_FEATURES; k++) {
            forecast->feature[r][k] = forecast->feature[end[r] - 1][k];
        }
        for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
            forecast->member[m][r] = joined(forecast->member[m], 1, from, end[r], level);
        }
        if (forecast->season != NULL) {
            double *season = forecast->season + forecast->n;
            season[r] = joined(season, 1, from, end[r], level);
        }
    }
    forecast->reach = runs;
}

/*
 * theta.c: simple exponential smoothing plus half the slope of the regression line on
 * time (Assimakopoulos and Nikolopoulos 2000, doi:10.1016/S0169-2070(00)00066-2, in the
 * form of Hyndman and Billah 2003, doi:10.1016/S0169-2070(01)00143-1).
 */
#include "core/dense/parts.h"

enum { GAINS = 20 };

struct smoothed {
    double level[GAINS], squares[GAINS];
};

static double gain_of(size_t k)
{
    return (double)(k + 1) / GAINS;
}

static void take(double y, struct smoothed *s)
{
    for (size_t k = 0; k < GAINS; k++) {
        const double error = y - s->level[k];
        s->squares[k] += error * error;
        s->level[k] += gain_of(k) * error;
    }
}

static size_t best_of(const struct smoothed *s)
{
    size_t best = 0;
    for (size_t k = 1; k < GAINS; k++) {
        best = s->squares[k] < s->squares[best] ? k : best;
    }
    return best;
}

/* Slope of the regression line of the first points. */
static double line_slope(const struct es_dense_sight *sight, size_t at)
{
    double t = 0.0, y = 0.0, tt = 0.0, ty = 0.0;
    const double n = (double)at;
    for (size_t i = 0; i < at; i++) {
        t += sight->t[i];
        y += sight->y[i];
        tt += sight->t[i] * sight->t[i];
        ty += sight->t[i] * sight->y[i];
    }
    return (n * ty - t * y) / (n * tt - t * t);
}

static void forecast(const struct es_dense_sight *sight, const struct smoothed *s,
                     size_t origin, struct es_dense_paths *paths)
{
    const size_t at = paths->at[origin], best = best_of(s);
    const double gain = gain_of(best), *t = sight->t + at - 1;
    const double half = 0.5 * line_slope(sight, at);
    const double lag = (1.0 - pow(1.0 - gain, (double)at)) / gain - 1.0;
    double *path = es_dense_path(paths, ES_DENSE_THETA, origin);
    for (size_t h = 0; h < paths->steps[origin]; h++) {
        path[h] = s->level[best] + half * (t[h + 1] - t[0] + lag);
    }
}

void es_dense_theta(const struct es_dense_sight *sight, struct es_dense_paths *paths)
{
    struct smoothed s = {.squares = {0.0}};
    size_t origin = 0;
    for (size_t k = 0; k < GAINS; k++) {
        s.level[k] = sight->y[0];
    }
    for (size_t i = 1; i < sight->n; i++) {
        take(sight->y[i], &s);
        if (paths->at[origin] == i + 1) {
            forecast(sight, &s, origin++, paths);
        }
    }
}

#include "essor/score.h"

#include "essor/outlook.h"

#include <math.h>
#include <stdlib.h>

/* A draw of no volume at all has no logarithm; it counts as this share of the actual one.
 */
#define NOTHING 1e-6

static int ascending(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* CRPS of sorted draws x against y, as the integral of (F(z) - 1{y <= z})^2. */
static double crps_of_sorted(const double x[], size_t n, double y)
{
    double sum = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        const double below = (double)(i + 1) / (double)n;
        const double left = x[i], right = x[i + 1];
        const double split = fmin(fmax(y, left), right);
        sum += (split - left) * below * below;
        sum += (right - split) * (1.0 - below) * (1.0 - below);
    }
    return sum + fmax(0.0, x[0] - y) + fmax(0.0, y - x[n - 1]);
}

struct es_score es_score_draws(double values[], size_t n, double actual)
{
    static const double levels[] = {0.025, 0.10, 0.50, 0.90, 0.975};
    for (size_t i = 0; i < n; i++) {
        values[i] = log(fmax(values[i], NOTHING * actual));
    }
    const double y = log(actual);
    double q[5];
    es_quantiles(values, n, levels, 5, q);
    qsort(values, n, sizeof *values, ascending);
    size_t below = 0;
    while (below < n && values[below] < y) {
        below++;
    }
    return (struct es_score){
        .crps_log = crps_of_sorted(values, n, y),
        .error_log = fabs(q[2] - y),
        .bias_log = q[2] - y,
        .pit = (double)below / (double)n,
        .in80 = y >= q[1] && y <= q[3],
        .in95 = y >= q[0] && y <= q[4],
    };
}

/* season.c: what months or quarters have of their own. */
#include "core/dense/parts.h"

enum { MOST_YEARS = 64 };

static bool all_positive(const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (y[i] <= 0.0) {
            return false;
        }
    }
    return true;
}

/* Whether the steps' autocorrelation at the season exceeds its 95 % limit. */
static bool repeats(const double *y, size_t n, size_t season, bool factors, double *step)
{
    const size_t steps = n - 1;
    double mean = 0.0, zero = 0.0, limit = 1.0, r = 0.0;
    for (size_t i = 0; i < steps; i++) {
        step[i] = factors ? log(y[i + 1] / y[i]) : y[i + 1] - y[i];
        mean += step[i] / (double)steps;
    }
    for (size_t i = 0; i < steps; i++) {
        step[i] -= mean;
        zero += step[i] * step[i];
    }
    for (size_t lag = 1; lag <= season && zero > 0.0; lag++) {
        r = 0.0;
        for (size_t i = lag; i < steps; i++) {
            r += step[i] * step[i - lag] / zero;
        }
        limit += lag < season ? 2.0 * r * r : 0.0;
    }
    return zero > 0.0 && r > 1.645 * sqrt(limit / (double)steps);
}

size_t es_dense_phase(double t, size_t season)
{
    const double phase = fmod(floor(t + 0.5), (double)season);
    return (size_t)(phase < 0.0 ? phase + (double)season : phase);
}

/* Median over the years of the value against the centred moving average. */
static double phase_index(const struct es_dense_series *series, const double *y,
                          size_t phase, bool factors, size_t *years)
{
    const size_t half = series->season / 2;
    double seen[MOST_YEARS];
    size_t n = 0;
    for (size_t i = half; i + half < series->n && n < MOST_YEARS; i++) {
        if (es_dense_phase(series->t[i], series->season) != phase) {
            continue;
        }
        double sum = 0.5 * (y[i - half] + y[i + half]);
        for (size_t j = i - half + 1; j < i + half; j++) {
            sum += y[j];
        }
        const double average = sum / (double)series->season;
        seen[n++] = factors ? y[i] / average : y[i] - average;
    }
    *years = n;
    return n > 0 ? es_dense_median(seen, n) : factors ? 1.0 : 0.0;
}

bool es_dense_season(const struct es_dense_series *series, const double *y, double *work,
                     double index[], bool *factors)
{
    const size_t season = series->season;
    size_t years[ES_DENSE_MOST_SEASON];
    double mean = 0.0;
    *factors = all_positive(y, series->n);
    if (season == 0 || series->n < 2 * season + 2 ||
        !repeats(y, series->n, season, *factors, work)) {
        return false;
    }
    for (size_t p = 0; p < season; p++) {
        index[p] = phase_index(series, y, p, *factors, &years[p]);
        mean += index[p] / (double)season;
    }
    for (size_t p = 0; p < season; p++) {
        const double trust = (double)years[p] / ((double)years[p] + 0.5);
        index[p] =
            *factors ? 1.0 + (index[p] / mean - 1.0) * trust : (index[p] - mean) * trust;
        if (*factors && index[p] < 0.05) {
            return false;
        }
    }
    return true;
}

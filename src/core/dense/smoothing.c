/*
 * smoothing.c: damped trends by exponential smoothing, averaged over a grid.
 *
 * Level and slope follow each point by a share of the surprise (Gardner and McKenzie
 * 1985, doi:10.1287/mnsc.31.10.1237, in the error-correction form of Hyndman et al. 2008,
 * doi:10.1007/978-3-540-71918-2). Nothing is optimised: all 64 pairs of gains and
 * dampings run side by side in one pass, and their states at each origin are averaged
 * with weights by their errors up to there. That is faster than an optimum, and better on
 * short series.
 *
 * Unequal spacing: over a time d a gain g acts as 1 - (1 - g)^d and a damping as phi^d.
 */
#include "core/dense/parts.h"

#include <string.h>

enum {
    GAINS = 4,
    DAMPINGS = 4,
    PER_DAMPING = GAINS * GAINS,
    LANES = DAMPINGS * PER_DAMPING
};

static const double level_gain[GAINS] = {0.2, 0.5, 0.8, 1.0};
static const double slope_gain[GAINS] = {0.05, 0.2, 0.5, 1.0};
static const double damping[DAMPINGS] = {0.75, 0.88, 0.95, 1.0};

/* States and error sums of all lanes. */
struct lanes {
    double level[LANES], slope[LANES];
    double squares[LANES]; /* sum of squared errors */
    double recent[LANES];  /* sum of absolute errors, the older the less */
    double seen, recently; /* numbers of points in these sums */
};

/* What a time between two points makes of gains and dampings. */
struct stride {
    double time, fade; /* fade: errors over a long time count less */
    double lead[LANES], keep[LANES], level_gain[LANES], slope_gain[LANES];
};

static void make_stride(double time, struct stride *stride)
{
    if (time == stride->time) {
        return;
    }
    stride->time = time;
    stride->fade = pow(time, -0.7);
    for (size_t d = 0; d < DAMPINGS; d++) {
        const double lead = es_dense_damped_time(damping[d], time),
                     keep = pow(damping[d], time);
        for (size_t i = 0; i < PER_DAMPING; i++) {
            const size_t lane = d * PER_DAMPING + i;
            const double level = 1.0 - pow(1.0 - level_gain[i / GAINS], time);
            const double slope = 1.0 - pow(1.0 - slope_gain[i % GAINS], time);
            stride->lead[lane] = lead;
            stride->keep[lane] = keep;
            stride->level_gain[lane] = level;
            stride->slope_gain[lane] = level * slope / time;
        }
    }
}

static void begin(const double *z, const double *t, size_t n, struct lanes *lanes)
{
    const size_t first = n > 3 ? 3 : n - 1;
    const double slope = (z[first] - z[0]) / (t[first] - t[0]);
    memset(lanes, 0, sizeof *lanes);
    for (size_t i = 0; i < LANES; i++) {
        lanes->level[i] = z[0];
        lanes->slope[i] = slope;
    }
}

static void take(double z, double forget, const struct stride *stride,
                 struct lanes *lanes)
{
    for (size_t i = 0; i < LANES; i++) {
        const double ahead = lanes->level[i] + stride->lead[i] * lanes->slope[i];
        const double error = z - ahead, faded = error * stride->fade;
        lanes->level[i] = ahead + stride->level_gain[i] * error;
        lanes->slope[i] =
            stride->keep[i] * lanes->slope[i] + stride->slope_gain[i] * error;
        lanes->squares[i] += faded * faded;
        lanes->recent[i] = forget * lanes->recent[i] + fabs(faded);
    }
    lanes->seen += 1.0;
    lanes->recently = forget * lanes->recently + 1.0;
}

/* One pass over z; snapshots at the origins. */
static void pass(const struct es_dense_sight *sight, const double *z,
                 const struct es_dense_paths *paths, struct lanes at[])
{
    struct lanes lanes;
    struct stride stride = {.time = 0.0};
    const double half_life = fmax(3.0, 0.12 * (double)sight->n);
    const double forget = exp2(-1.0 / half_life);
    size_t origin = 0;
    begin(z, sight->t, sight->n, &lanes);
    for (size_t i = 1; i < sight->n; i++) {
        make_stride(sight->t[i] - sight->t[i - 1], &stride);
        take(z[i], forget, &stride, &lanes);
        if (paths->at[origin] == i + 1) {
            at[origin++] = lanes;
        }
    }
}

/* Weights error^-power of the first `lanes` lanes, sum 1. */
static void weigh_lanes(const double *error, double power, size_t lanes, double weight[])
{
    const double tiny = 1e-12;
    double least = INFINITY, sum = 0.0;
    for (size_t i = 0; i < lanes; i++) {
        least = fmin(least, error[i] + tiny);
    }
    for (size_t i = 0; i < lanes; i++) {
        weight[i] = exp(-power * log((error[i] + tiny) / least));
        sum += weight[i];
    }
    for (size_t i = 0; i < lanes; i++) {
        weight[i] /= sum;
    }
}

/* The average path of the first `dampings` dampings' lanes. */
static void average(const struct lanes *at, const double weight[], size_t dampings,
                    const double *t, size_t steps, double *path)
{
    double level = 0.0, slope[DAMPINGS] = {0.0};
    for (size_t i = 0; i < dampings * PER_DAMPING; i++) {
        level += weight[i] * at->level[i];
        slope[i / PER_DAMPING] += weight[i] * at->slope[i];
    }
    for (size_t h = 0; h < steps; h++) {
        path[h] = level;
        for (size_t d = 0; d < dampings; d++) {
            path[h] += slope[d] * es_dense_damped_time(damping[d], t[h + 1] - t[0]);
        }
    }
}

static void by_likelihood(const struct es_dense_sight *sight, const struct lanes at[],
                          size_t member, struct es_dense_paths *paths)
{
    double weight[LANES];
    for (size_t o = 0; o < paths->origins; o++) {
        weigh_lanes(at[o].squares, at[o].seen, LANES, weight);
        average(&at[o], weight, DAMPINGS, sight->t + paths->at[o] - 1, paths->steps[o],
                es_dense_path(paths, member, o));
    }
}

static void by_recent_errors(const struct es_dense_sight *sight, const struct lanes at[],
                             size_t dampings, size_t member, struct es_dense_paths *paths)
{
    double weight[LANES];
    for (size_t o = 0; o < paths->origins; o++) {
        weigh_lanes(at[o].recent, 3.0 * at[o].recently, dampings * PER_DAMPING, weight);
        average(&at[o], weight, dampings, sight->t + paths->at[o] - 1, paths->steps[o],
                es_dense_path(paths, member, o));
    }
}

static double from_root(double z)
{
    return fmin(fmax(es_dense_square(z), -20.0), 20.0);
}

static double from_log(double z)
{
    return exp(fmin(z, 3.0));
}

static void back(double (*to_level)(double), size_t member, struct es_dense_paths *paths)
{
    for (size_t o = 0; o < paths->origins; o++) {
        double *path = es_dense_path(paths, member, o);
        for (size_t h = 0; h < paths->steps[o]; h++) {
            path[h] = to_level(path[h]);
        }
    }
}

/* Logarithms where the series is positive and not close to 0, else square roots. */
static bool take_logs(const struct es_dense_sight *sight, double *z)
{
    for (size_t i = 0; i < sight->n; i++) {
        if (sight->y[i] <= 1e-4) {
            return false;
        }
    }
    for (size_t i = 0; i < sight->n; i++) {
        z[i] = log(sight->y[i]);
    }
    return true;
}

void es_dense_smooth(const struct es_dense_sight *sight, struct es_dense_paths *paths)
{
    struct lanes at[ES_DENSE_ORIGINS + 1];
    double *z = sight->work;
    pass(sight, sight->y, paths, at);
    by_likelihood(sight, at, ES_DENSE_DAMPED, paths);
    for (size_t i = 0; i < sight->n; i++) {
        z[i] = es_dense_root(sight->y[i]);
    }
    pass(sight, z, paths, at);
    by_likelihood(sight, at, ES_DENSE_DAMPED_ROOT, paths);
    back(from_root, ES_DENSE_DAMPED_ROOT, paths);
    by_recent_errors(sight, at, DAMPINGS, ES_DENSE_RECENT_ROOT, paths);
    back(from_root, ES_DENSE_RECENT_ROOT, paths);
    const bool logs = take_logs(sight, z);
    if (logs) {
        pass(sight, z, paths, at);
    }
    by_recent_errors(sight, at, logs ? 2 : DAMPINGS, ES_DENSE_TAKE_OFF, paths);
    back(logs ? from_log : from_root, ES_DENSE_TAKE_OFF, paths);
}

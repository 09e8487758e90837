/*
 * trends.c: members of a few lines, each from an origin's points alone.
 */
#include "core/dense/parts.h"

enum { FEWEST_SLOPE_POINTS = 5, MOST_SLOPE_POINTS = 12 };

static void damped_line(double level, double slope, double damping, const double *t,
                        size_t steps, double *path)
{
    for (size_t h = 0; h < steps; h++) {
        path[h] = level + slope * es_dense_damped_time(damping, t[h + 1] - t[0]);
    }
}

/* Mean slope, each period back counting three quarters of the next. */
static double recent_slope(const double *t, const double *y, size_t at)
{
    double weight = 1.0, rise = 0.0, run = 0.0;
    for (size_t i = at - 1; i > 0 && weight > 1e-9; i--) {
        const double time = t[i] - t[i - 1];
        rise += weight * (y[i] - y[i - 1]);
        run += weight * time;
        weight *= pow(0.75, time);
    }
    return rise / run;
}

/* Median slope of all pairs of the last fifth (Sen 1968,
 * doi:10.1080/01621459.1968.10480934). */
static double median_slope(const double *t, const double *y, size_t at)
{
    double slope[MOST_SLOPE_POINTS * (MOST_SLOPE_POINTS - 1) / 2];
    size_t points = at / 5, pairs = 0;
    points = points < FEWEST_SLOPE_POINTS ? FEWEST_SLOPE_POINTS : points;
    points = points > MOST_SLOPE_POINTS ? MOST_SLOPE_POINTS : points;
    points = points > at ? at : points;
    for (size_t i = at - points; i < at; i++) {
        for (size_t j = i + 1; j < at; j++) {
            slope[pairs++] = (y[j] - y[i]) / (t[j] - t[i]);
        }
    }
    return es_dense_median(slope, pairs);
}

/* Weighted sums of a regression line. */
struct line {
    double weight, x, y, xx, xy;
};

static void add(struct line *line, double weight, double x, double y)
{
    line->weight += weight;
    line->x += weight * x;
    line->y += weight * y;
    line->xx += weight * x * x;
    line->xy += weight * x * y;
}

static double line_slope(const struct line *line, double least_variance)
{
    const double x = line->x / line->weight, y = line->y / line->weight;
    const double variance = line->xx / line->weight - x * x;
    return variance > least_variance ? (line->xy / line->weight - x * y) / variance : 0.0;
}

/*
 * Slope of the next step = c + a x slope of this one, recent steps first; a is shrunk
 * towards 0 as if by three points.
 */
static void autoregression(const struct es_dense_sight *sight, size_t at, size_t steps,
                           double *path)
{
    const double *t = sight->t, *y = sight->y;
    const double half_life = fmin(0.2 * (double)sight->n, 8.0);
    struct line line = {.weight = 0.0};
    double slope = (y[1] - y[0]) / (t[1] - t[0]), level = y[at - 1];
    for (size_t i = 2; i < at; i++) {
        const double next = (y[i] - y[i - 1]) / (t[i] - t[i - 1]);
        add(&line, exp2(-(double)(at - 1 - i) / half_life), slope, next);
        slope = next;
    }
    double a = line_slope(&line, 1e-30) * line.weight / (line.weight + 3.0);
    a = fmin(fmax(a, -0.98), 0.98);
    const double c = (line.y - a * line.x) / line.weight;
    for (size_t h = 0; h < steps; h++) {
        slope = c + a * slope;
        level += slope * (t[at + h] - t[at + h - 1]);
        path[h] = level;
    }
}

void es_dense_trends(const struct es_dense_sight *sight, struct es_dense_paths *paths)
{
    const double *y = sight->y;
    for (size_t o = 0; o < paths->origins; o++) {
        const size_t at = paths->at[o], steps = paths->steps[o];
        const double *t = sight->t + at - 1, last = y[at - 1];
        damped_line(last, recent_slope(sight->t, y, at), 0.92, t, steps,
                    es_dense_path(paths, ES_DENSE_MEAN_STEP, o));
        damped_line(last, median_slope(sight->t, y, at), 0.96, t, steps,
                    es_dense_path(paths, ES_DENSE_MEDIAN_SLOPE, o));
        autoregression(sight, at, steps,
                       es_dense_path(paths, ES_DENSE_AUTOREGRESSION, o));
    }
}

#include "search.h"

#include <math.h>

double es_search_root(double (*f)(double x, const double known[]), const double known[],
                      double low, double high)
{
    if (!(f(high, known) >= 0.0)) {
        return NAN;
    }
    if (f(low, known) >= 0.0) {
        return low;
    }
    for (double x = 0.5 * low + 0.5 * high; x > low && x < high;
         x = 0.5 * low + 0.5 * high) {
        if (f(x, known) >= 0.0) {
            high = x;
        } else {
            low = x;
        }
    }
    return high;
}

/* Whether the level has reached y at time t. */
static bool reached(const struct es_model *model, const double theta[], double y,
                    double t)
{
    return model->value(theta, t, NULL) >= y;
}

/* From `start`, in steps that double, the first time when the level has reached y, or,
 * going back, has not yet. Infinite where there is none. */
static double stride(const struct es_model *model, const double theta[], double y,
                     double start, double step)
{
    const bool forward = step > 0.0;
    double t = start;
    while (isfinite(t) && reached(model, theta, y, t) != forward) {
        t = start + step;
        step *= 2.0;
    }
    return t;
}

double es_search_time(const struct es_model *model, const double theta[], double y,
                      double from, double to)
{
    const double middle = isfinite(from) ? from : isfinite(to) ? to : 0.0;
    double low = isfinite(from) ? from : stride(model, theta, y, middle, -1.0);
    double high = isfinite(to) ? to : stride(model, theta, y, middle, 1.0);
    if (!(isfinite(low) && isfinite(high)) || reached(model, theta, y, low) ||
        !reached(model, theta, y, high)) {
        return NAN;
    }
    for (double t = 0.5 * low + 0.5 * high; t > low && t < high;
         t = 0.5 * low + 0.5 * high) {
        if (reached(model, theta, y, t)) {
            high = t;
        } else {
            low = t;
        }
    }
    return high;
}

/* The golden section, on a stretch with one maximum. */
static double climb(const struct es_model *model, const double theta[], double from,
                    double to)
{
    enum { STEPS = 50 }; /* 0.618^50 = 4e-11 */
    const double golden = 0.5 * (sqrt(5.0) - 1.0);
    for (int i = 0; i < STEPS; i++) {
        const double left = to - golden * (to - from);
        const double right = from + golden * (to - from);
        if (es_model_slope(model, theta, left) >= es_model_slope(model, theta, right)) {
            to = right;
        } else {
            from = left;
        }
    }
    return 0.5 * from + 0.5 * to;
}

double es_search_steepest(const struct es_model *model, const double theta[], double from,
                          double to)
{
    enum { CELLS = 512 }; /* finer than any two waves that make two maxima */
    const double step = (to - from) / CELLS;
    double best = -INFINITY, best_t = from;
    for (int i = 0; i <= CELLS; i++) {
        const double slope = es_model_slope(model, theta, from + i * step);
        if (slope > best) {
            best = slope;
            best_t = from + i * step;
        }
    }
    return climb(model, theta, fmax(from, best_t - step), fmin(to, best_t + step));
}

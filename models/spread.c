/* spread.c: candidates for a start, by landmarks, for the models that can be placed. */
#include "spread.h"

#include <math.h>

/* How far landmarks may lie from the span of the observations, in spans: a curve seen
 * only early has its midpoint after them, one seen only late before. */
#define EARLIEST_MIDPOINT (-1.0)
#define LATEST_MIDPOINT 3.0
#define SHORTEST_DURATION 0.02
#define LONGEST_DURATION 10.0
#define MOST_SHAPE 20.0     /* and least its inverse */
#define CLOSEST_LAUNCH 0.55 /* durations before the midpoint */
#define FARTHEST_LAUNCH 5.0

/* How far before the observations growth may have started, in spans; how late after
 * their beginning it may start. */
#define LONGEST_BEFORE 10.0
#define SHORTEST_BEFORE 1e-3
#define LATEST_START 0.7
#define STARTS_INSIDE 0.3 /* share of the candidates */

/* Powers of e over the span: hardly bent, and all of the bend in a small part of it. */
#define LEAST_BEND 0.02
#define MOST_BEND 50.0

/* Powers of e between time 0 and the span, which must not overflow. */
#define MOST_REACH 500.0

double es_spread_between(double low, double high, double u)
{
    return low + u * (high - low);
}

double es_spread_log(double low, double high, double u)
{
    return exp(es_spread_between(log(low), log(high), u));
}

static double length_of(const struct es_span *span)
{
    return span->to_years - span->from_years;
}

double es_spread_midpoint(const struct es_span *span, double u)
{
    return span->from_years +
           length_of(span) * es_spread_between(EARLIEST_MIDPOINT, LATEST_MIDPOINT, u);
}

double es_spread_duration(const struct es_span *span, double u)
{
    return length_of(span) * es_spread_log(SHORTEST_DURATION, LONGEST_DURATION, u);
}

double es_spread_shape(double u)
{
    return es_spread_log(1.0 / MOST_SHAPE, MOST_SHAPE, u);
}

double es_spread_start(const struct es_span *span, double u)
{
    const double before = es_spread_log(SHORTEST_BEFORE, LONGEST_BEFORE,
                                        (u - STARTS_INSIDE) / (1.0 - STARTS_INSIDE));
    return span->from_years +
           length_of(span) *
               (u < STARTS_INSIDE ? u / STARTS_INSIDE * LATEST_START : -before);
}

double es_spread_rate(const struct es_span *span, double u)
{
    return es_spread_log(LEAST_BEND, MOST_BEND, u) / length_of(span);
}

double es_spread_reach(const struct es_span *span)
{
    return fmax(fabs(span->from_years), fabs(span->to_years));
}

double es_spread_rate_from_zero(const struct es_span *span, double u)
{
    return fmin(es_spread_rate(span, u), MOST_REACH / es_spread_reach(span));
}

size_t es_model_spread_count(const struct es_model *model)
{
    return model->spread != NULL
               ? model->spread_count
               : 2 + (size_t)model->has_shape + (size_t)model->has_launch;
}

void es_model_spread(const struct es_model *model, const struct es_span *span,
                     const double u[], double theta[])
{
    if (model->spread != NULL) {
        model->spread(span, u, theta);
        return;
    }
    const double midpoint = es_spread_midpoint(span, u[0]);
    const double duration = es_spread_duration(span, u[1]);
    size_t next = 2;
    const double shape = model->has_shape ? es_spread_shape(u[next++]) : 1.0;
    const double lead =
        model->has_launch ? es_spread_log(CLOSEST_LAUNCH, FARTHEST_LAUNCH, u[next]) : 1.0;
    model->place(&(struct es_landmarks){.ceiling = 1.0,
                                        .duration_years = duration,
                                        .midpoint_years = midpoint,
                                        .shape = shape,
                                        .launch_years = midpoint - lead * duration},
                 theta);
}

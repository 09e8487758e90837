/* spread.c: candidates for a start, by landmarks, for the models that can be placed. */
#include "essor/model.h"

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

static double between(double low, double high, double u)
{
    return low + u * (high - low);
}

static double log_between(double low, double high, double u)
{
    return exp(between(log(low), log(high), u));
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
    const double length = span->to_years - span->from_years;
    const double duration =
        length * log_between(SHORTEST_DURATION, LONGEST_DURATION, u[1]);
    const double midpoint =
        span->from_years + length * between(EARLIEST_MIDPOINT, LATEST_MIDPOINT, u[0]);
    size_t next = 2;
    const double shape =
        model->has_shape ? log_between(1.0 / MOST_SHAPE, MOST_SHAPE, u[next++]) : 1.0;
    const double lead =
        model->has_launch ? log_between(CLOSEST_LAUNCH, FARTHEST_LAUNCH, u[next]) : 1.0;
    model->place(&(struct es_landmarks){.ceiling = 1.0,
                                        .duration_years = duration,
                                        .midpoint_years = midpoint,
                                        .shape = shape,
                                        .launch_years = midpoint - lead * duration},
                 theta);
}

#include "coordinate.h"

#include <math.h>

#define MOST_LOG 600.0     /* exp stays finite with room for the derivatives */
#define MOST_LOG_ODDS 34.0 /* beyond, the far end swallows the difference */

double es_coordinate_of(const struct es_unknown *unknown, double theta)
{
    const bool below = isfinite(unknown->lower), above = isfinite(unknown->upper);
    if (below && above) {
        return log(theta - unknown->lower) - log(unknown->upper - theta);
    }
    if (below) {
        return log(theta - unknown->lower);
    }
    return above ? -log(unknown->upper - theta) : theta;
}

static double between(const struct es_unknown *unknown, double x, double *slope)
{
    const double odds = exp(-fmin(fabs(x), MOST_LOG_ODDS));
    const double range = unknown->upper - unknown->lower;
    const double from_near_end = range * (odds / (1.0 + odds));
    *slope = from_near_end / (1.0 + odds);
    return x < 0.0 ? unknown->lower + from_near_end : unknown->upper - from_near_end;
}

double es_coordinate_theta(const struct es_unknown *unknown, double x, double *slope)
{
    const bool below = isfinite(unknown->lower), above = isfinite(unknown->upper);
    double derivative = 1.0, theta = x;
    if (below && above) {
        theta = between(unknown, x, &derivative);
    } else if (below || above) {
        const double way = below ? x : -x;
        derivative = exp(fmin(fmax(way, -MOST_LOG), MOST_LOG));
        theta = below ? unknown->lower + derivative : unknown->upper - derivative;
    }
    if (slope != NULL) {
        *slope = derivative;
    }
    return theta;
}

bool es_coordinate_inside(const struct es_unknown *unknown, double theta)
{
    return theta > unknown->lower && theta < unknown->upper && isfinite(theta);
}

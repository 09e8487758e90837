/*
 * coordinate.h: a parameter with a domain as a coordinate without bounds.
 *
 * theta itself where both ends are open, the logarithm of the distance to the one end,
 * the log odds between two.
 */
#ifndef ESSOR_CORE_COORDINATE_H
#define ESSOR_CORE_COORDINATE_H

#include "essor/regression.h"

double es_coordinate_of(const struct es_unknown *unknown, double theta);

/* theta at x, and dtheta/dx unless slope is NULL. Stays inside the domain. */
double es_coordinate_theta(const struct es_unknown *unknown, double x, double *slope);

bool es_coordinate_inside(const struct es_unknown *unknown, double theta);

#endif

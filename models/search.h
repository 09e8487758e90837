/* search.h: roots and maxima, for the families whose equations have no closed solution.
 */
#ifndef ESSOR_SEARCH_H
#define ESSOR_SEARCH_H

#include "essor/model.h"

/*
 * The least x in [low, high], to the last digit, where f(x, known) is not negative, for
 * an f that never falls. NAN where it is negative at `high`.
 */
double es_search_root(double (*f)(double x, const double known[]), const double known[],
                      double low, double high);

/*
 * The first time between `from` and `to`, where the level never falls and which may be
 * infinite, when it reaches y; NAN where it starts above or never does.
 */
double es_search_time(const struct es_model *model, const double theta[], double y,
                      double from, double to);

/* The time of the steepest slope in [from, to], to some 1e-8 of its length. */
double es_search_steepest(const struct es_model *model, const double theta[], double from,
                          double to);

#endif

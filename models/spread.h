/*
 * spread.h: what candidates for a start are made of.
 *
 * Each takes a coordinate u in [0, 1] to a quantity that covers what the observations can
 * hint at: a curve seen whole, only early, or only late.
 */
#ifndef ESSOR_SPREAD_H
#define ESSOR_SPREAD_H

#include "essor/model.h"

double es_spread_between(double low, double high, double u);

/* The same by ratios; 0 < low < high. */
double es_spread_log(double low, double high, double u);

/* When half of the growth is done, and how long its middle 80 % take. */
double es_spread_midpoint(const struct es_span *span, double u);
double es_spread_duration(const struct es_span *span, double u);

/* An asymmetry, 1 in the middle. */
double es_spread_shape(double u);

/* When growth starts: before the observations, or among them. */
double es_spread_start(const struct es_span *span, double u);

/* A rate in powers of e, slow or fast beside the span; the second one also beside the way
 * from time 0, for the formulas that count from there. */
double es_spread_rate(const struct es_span *span, double u);
double es_spread_rate_from_zero(const struct es_span *span, double u);

/* The farthest from time 0 that the span reaches. */
double es_spread_reach(const struct es_span *span);

#endif

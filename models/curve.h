/*
 * curve.h: from the body of a curve at one time, its value and its values at many.
 *
 * A model file writes
 *
 *   static inline double gompertz_at(const double theta[], double t, double grad[])
 *
 * with es_exp and es_log (elementary.h), choices by ?: and no loops; ES_CURVE(gompertz)
 * then makes gompertz_value and gompertz_values of it, the second in a form that
 * compilers turn into vector instructions.
 */
#ifndef ESSOR_CURVE_H
#define ESSOR_CURVE_H

#include "elementary.h"

#include <stddef.h>

#define ES_CURVE(name)                                                                   \
    static double name##_value(const double theta[], double t, double grad[])            \
    {                                                                                    \
        return name##_at(theta, t, grad);                                                \
    }                                                                                    \
    static void name##_values(const double theta[], const double t[], size_t n,          \
                              double y[], double grad[])                                 \
    {                                                                                    \
        for (size_t i = 0; i < n; i++) {                                                 \
            double at[PARAM_COUNT];                                                      \
            y[i] = name##_at(theta, t[i], grad != NULL ? at : NULL);                     \
            for (size_t k = 0; grad != NULL && k < PARAM_COUNT; k++) {                   \
                grad[k * n + i] = at[k];                                                 \
            }                                                                            \
        }                                                                                \
    }

#endif

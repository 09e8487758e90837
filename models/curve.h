/*
 * curve.h: from the body of a curve at one time, its value and its values at many.
 *
 * A model file writes
 *
 *   ES_INLINE double gompertz_at(const double theta[], double t, double grad[])
 *
 * with es_exp and its like (elementary.h), choices by ?: and no loops; ES_CURVE(gompertz)
 * then makes gompertz_value and gompertz_values of it. The second works on blocks of a
 * fixed length in arrays of its own, which compilers turn into vector instructions: of
 * the width that the processor has, chosen when the program starts. All widths give the
 * same digits, as the body has no operation that depends on its neighbours.
 */
#ifndef ESSOR_CURVE_H
#define ESSOR_CURVE_H

#include "elementary.h"

#include <stddef.h>

enum { ES_BLOCK = 8 }; /* points at a time: one register of the widest kind */

/* The same function for several kinds of processor. Sanitizers run before the choice
 * could be made; their builds set ES_ONE_WIDTH. */
#if defined __x86_64__ && defined __gnu_linux__ && !defined ES_ONE_WIDTH
#ifdef __clang__
#define ES_EVERY_WIDTH __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define ES_EVERY_WIDTH __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#endif
#else
#define ES_EVERY_WIDTH
#endif

/* clang would otherwise unroll a loop of so few turns before it looks for vectors. */
#ifdef __clang__
#define ES_ACROSS _Pragma("clang loop vectorize(enable) unroll(disable)")
#else
#define ES_ACROSS
#endif

/* A whole block by an instruction or two, and the last, shorter one as it comes. */
ES_INLINE void es_copy_block(double to[], const double from[], size_t count)
{
    if (count == ES_BLOCK) {
        memcpy(to, from, ES_BLOCK * sizeof to[0]);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
    }
}

#define ES_CURVE(name)                                                                   \
    static double name##_value(const double theta[], double t, double grad[])            \
    {                                                                                    \
        return name##_at(theta, t, grad);                                                \
    }                                                                                    \
    ES_EVERY_WIDTH                                                                       \
    static void name##_values(const double given[], const double t[], size_t n,          \
                              double y[], double grad[])                                 \
    {                                                                                    \
        double theta[PARAM_COUNT], at[ES_BLOCK] = {0.0}, level[ES_BLOCK];                \
        double slope[PARAM_COUNT][ES_BLOCK];                                             \
        memcpy(theta, given, sizeof theta);                                              \
        for (size_t first = 0; first < n; first += ES_BLOCK) {                           \
            const size_t count = n - first < ES_BLOCK ? n - first : ES_BLOCK;            \
            es_copy_block(at, t + first, count);                                         \
            if (grad == NULL) {                                                          \
                ES_ACROSS for (size_t i = 0; i < ES_BLOCK; i++)                          \
                {                                                                        \
                    level[i] = name##_at(theta, at[i], NULL);                            \
                }                                                                        \
            } else {                                                                     \
                ES_ACROSS for (size_t i = 0; i < ES_BLOCK; i++)                          \
                {                                                                        \
                    double one[PARAM_COUNT];                                             \
                    level[i] = name##_at(theta, at[i], one);                             \
                    for (size_t k = 0; k < PARAM_COUNT; k++) {                           \
                        slope[k][i] = one[k];                                            \
                    }                                                                    \
                }                                                                        \
            }                                                                            \
            es_copy_block(y + first, level, count);                                      \
            for (size_t k = 0; grad != NULL && k < PARAM_COUNT; k++) {                   \
                es_copy_block(grad + k * n + first, slope[k], count);                    \
            }                                                                            \
        }                                                                                \
    }

#endif

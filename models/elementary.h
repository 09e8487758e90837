/*
 * elementary.h: exp, log, expm1 and log1p for the bodies of growth curves.
 *
 * Free of branches and tables, so that a compiler works on several points at once, and
 * made of single operations in a fixed order, so that every vector width gives the same
 * digits. All are good to 1 ulp over the whole range (tests/test_elementary.c measures
 * it), subnormal results, overflow to infinity and NaN included; the sign of a zero is
 * not kept.
 *
 * Method: the argument is reduced to a short interval, a polynomial in Chebyshev
 * interpolation serves there, and the leading terms are added with their rounding errors.
 * See Muller (2016), Elementary Functions, chapters 3 and 11,
 * doi:10.1007/978-1-4899-7983-4.
 */
#ifndef ESSOR_ELEMENTARY_H
#define ESSOR_ELEMENTARY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Into every loop, or the loop stays a loop of calls. */
#ifdef __GNUC__
#define ES_INLINE static inline __attribute__((always_inline))
#else
#define ES_INLINE static inline
#endif

/* ln 2 in two parts: a multiple of the first by an exponent is exact. */
#define ES_LN2_HIGH 0x1.62e42fefa3000p-1
#define ES_LN2_LOW 0x1.3de6af278ece6p-42
#define ES_LOG2_E 0x1.71547652b82fep+0
#define ES_ROUNDER 0x1.8p52 /* added and taken off again, it rounds to an integer */

ES_INLINE uint64_t es_bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

ES_INLINE double es_of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 2^k for an integer k in -1022..1023; 0 for -1023. */
ES_INLINE double es_two_to(double k)
{
    return es_of_bits(es_bits_of(k + (ES_ROUNDER + 1023.0)) << 52);
}

/* y 2^k in two steps, as 2^k itself may be out of range; rounds once at most. */
ES_INLINE double es_scaled(double y, double k)
{
    const double half = (0.5 * k + ES_ROUNDER) - ES_ROUNDER;
    return y * es_two_to(half) * es_two_to(k - half);
}

/* x = k ln 2 + r + lost: |r| <= ln(2) / 2, and `lost` what its rounding took. */
ES_INLINE double es_exp_reduced(double x, double *k, double *lost)
{
    *k = (x * ES_LOG2_E + ES_ROUNDER) - ES_ROUNDER;
    const double high = x - *k * ES_LN2_HIGH, low = *k * ES_LN2_LOW;
    const double r = high - low;
    *lost = (high - r) - low;
    return r;
}

/* (exp(r) - 1 - r) / r^2 - 1/2. */
ES_INLINE double es_exp_rest(double r)
{
    const double q = r * r, qq = q * q;
    const double a =
        r * 0x1.5555555555557p-3 + q * (0x1.5555555555556p-5 + r * 0x1.11111111100cep-7);
    const double b = 0x1.6c16c16c162ccp-10 + r * 0x1.a01a01abef415p-13 +
                     q * (0x1.a01a01a6dcaffp-16 + r * 0x1.71de021a90822p-19);
    const double c =
        0x1.27e4db57442fbp-22 + r * 0x1.af4e196027428p-26 + q * 0x1.1f731ea5352cap-29;
    return a + qq * (b + qq * c);
}

ES_INLINE double es_exp(double x)
{
    /* Beyond these the result is infinite or 0 all the same; NaN passes. */
    x = x > 710.0 ? 710.0 : x;
    x = x < -746.0 ? -746.0 : x;
    double k, lost;
    const double r = es_exp_reduced(x, &k, &lost);
    const double tail = lost + r * r * (0.5 + es_exp_rest(r));
    const double sum = 1.0 + r;
    return es_scaled(sum + (((1.0 - sum) + r) + tail), k);
}

/* exp(x) - 1, without the loss of digits near 0. */
ES_INLINE double es_expm1(double x)
{
    x = x > 710.0 ? 710.0 : x;
    x = x < -40.0 ? -40.0 : x; /* -1 but for 4e-18 */
    double k, lost;
    const double r = es_exp_reduced(x, &k, &lost);
    /* Of r^2 / 2 the leading part, whose square has no error. */
    const double lead = (r + 0x1.8p27) - 0x1.8p27, half = 0.5 * lead * lead;
    const double rest = 0.5 * (r - lead) * (r + lead) + r * r * es_exp_rest(r);
    /* 2^k (1 - 2^-k + r + half + rest), with the errors of the first three sums. */
    const double less = es_two_to(k > 100.0 ? -100.0 : -k);
    const double whole = 1.0 - less, first = whole + r, second = first + half;
    const double other = first - whole, another = second - first;
    const double error = ((1.0 - whole) - less) +
                         ((whole - (first - other)) + (r - other)) +
                         ((first - (second - another)) + (half - another));
    return es_scaled(second + (error + (rest + lost)), k);
}

/*
 * log(2^k (1 + f + lost)), |f| from sqrt(1/2) - 1 to sqrt(2) - 1 and `lost` far below its
 * last digit. With s = f / (2 + f): log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + R).
 */
ES_INLINE double es_log_sum(double k, double f, double lost)
{
    const double s = f / (2.0 + f), z = s * s, zz = z * z;
    const double square = 0.5 * f * f;
    const double even =
        0x1.99999999952abp-2 + zz * (0x1.c71c62ddb431bp-3 + zz * 0x1.39fe16ad885a7p-3);
    const double odd = 0x1.5555555555558p-1 +
                       zz * (0x1.2492492df7663p-2 +
                             zz * (0x1.7462b6e311a89p-3 + zz * 0x1.2b5bd9a316a24p-3));
    const double high = k * ES_LN2_HIGH, sum = high + f, error = (high - sum) + f;
    const double small = s * (square + z * (odd + z * even)) + (k * ES_LN2_LOW + lost);
    return sum + (error - (square - small));
}

/* x = 2^k m with m from sqrt(1/2) to sqrt(2), for normal x > 0. */
ES_INLINE double es_mantissa(double x, double *k)
{
    const uint64_t root = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000;
    const uint64_t bits = es_bits_of(x) + (one - root);
    /* The biased exponent, as the last digits of a number of 53 bits. */
    *k = es_of_bits((bits >> 52) | 0x4330000000000000) - (0x1.0p52 + 1023.0);
    return es_of_bits((bits & 0x000fffffffffffff) + root);
}

/* What a logarithm is where its argument has none, or none that is finite. */
ES_INLINE double es_log_settled(double argument, double log)
{
    const double infinite = argument == 0.0 ? -(double)INFINITY : (double)NAN;
    const double above = argument < (double)INFINITY ? log : argument;
    return argument > 0.0 ? above : infinite;
}

ES_INLINE double es_log(double x)
{
    const double normal = x < 0x1.0p-1022 ? x * 0x1.0p54 : x;
    double k;
    const double m = es_mantissa(normal, &k);
    return es_log_settled(x,
                          es_log_sum(k - (x < 0x1.0p-1022 ? 54.0 : 0.0), m - 1.0, 0.0));
}

/* log(1 + x), without the loss of digits near 0. */
ES_INLINE double es_log1p(double x)
{
    /* 1 + x = sum + rest without error. */
    const double sum = 1.0 + x, other = sum - 1.0;
    const double rest = (1.0 - (sum - other)) + (x - other);
    double k;
    const double m = es_mantissa(sum, &k);
    const double scaled = rest * es_two_to(k > 100.0 ? -1023.0 : -k);
    const double f = (m - 1.0) + scaled, lost = ((m - 1.0) - f) + scaled;
    return es_log_settled(sum, es_log_sum(k, f, lost / (1.0 + f)));
}

#endif

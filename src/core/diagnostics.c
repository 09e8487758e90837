#include "diagnostics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { LEAST_TESTED = 8, MOST_EXACT = 400 };

/* -- runs of residuals of one sign --------------------------------------------------- */

/* Probability of exactly `runs` runs among a and b signs, times C(a + b, a): the ways to
 * cut the one into k heaps and the other into k or k - 1, started with either. */
static double ways(size_t a, size_t b, size_t runs)
{
    const size_t k = runs / 2;
    double even = 1.0, odd = 1.0; /* C(a-1, k-1) C(b-1, k-1), and what odd ones add */
    for (size_t i = 1; i < k; i++) {
        even *= (double)(a - i) / (double)i * ((double)(b - i) / (double)i);
    }
    if (runs % 2 == 0) {
        return 2.0 * even;
    }
    odd = ((double)a - (double)k) / (double)k + ((double)b - (double)k) / (double)k;
    return even * odd;
}

static double choices(size_t n, size_t a)
{
    double product = 1.0;
    for (size_t i = 1; i <= a; i++) {
        product *= (double)(n - a + i) / (double)i;
    }
    return product;
}

/* Twice the smaller tail, both with the number seen. */
static double runs_exact(size_t a, size_t b, size_t runs)
{
    double below = 0.0, all = choices(a + b, a);
    const double here = ways(a, b, runs);
    for (size_t r = 2; r < runs; r++) {
        below += ways(a, b, r);
    }
    return fmin(1.0, 2.0 * fmin(below + here, all - below) / all);
}

static double runs_normal(double a, double b, double runs)
{
    const double n = a + b;
    const double mean = 1.0 + 2.0 * a * b / n;
    const double variance = (mean - 1.0) * (mean - 2.0) / (n - 1.0);
    const double away = fmax(0.0, fabs(runs - mean) - 0.5) / sqrt(variance);
    return 2.0 * gsl_cdf_ugaussian_Q(away);
}

/* Wald and Wolfowitz (1940), doi:10.1214/aoms/1177731909. All of one sign: that alone is
 * a run, with the probability that a fair coin gives it. */
static double runs_p(const double r[], size_t n)
{
    size_t above = 0, runs = 1;
    for (size_t i = 0; i < n; i++) {
        above += r[i] > 0.0;
        runs += i > 0 && (r[i] > 0.0) != (r[i - 1] > 0.0);
    }
    if (above == 0 || above == n) {
        return ldexp(1.0, 1 - (int)(n < 1000 ? n : 1000));
    }
    return n <= MOST_EXACT
               ? runs_exact(above, n - above, runs)
               : runs_normal((double)above, (double)(n - above), (double)runs);
}

/* -- neighbours -----------------------------------------------------------------------
 */

/* Durbin and Watson (1950), doi:10.1093/biomet/37.3-4.409. */
static double durbin_watson(const double r[], size_t n)
{
    double differences = 0.0, squares = n > 0 ? r[0] * r[0] : 0.0;
    for (size_t i = 1; i < n; i++) {
        differences += (r[i] - r[i - 1]) * (r[i] - r[i - 1]);
        squares += r[i] * r[i];
    }
    return squares > 0.0 ? differences / squares : NAN;
}

/* -- normality ------------------------------------------------------------------------
 */

struct moments {
    double second, third, fourth; /* about the mean */
};

static struct moments moments_of(const double r[], size_t n)
{
    double mean = 0.0;
    struct moments m = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        mean += r[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        const double square = (r[i] - mean) * (r[i] - mean);
        m.second += square / (double)n;
        m.third += square * (r[i] - mean) / (double)n;
        m.fourth += square * square / (double)n;
    }
    return m;
}

/* D'Agostino (1970), doi:10.1093/biomet/57.3.679: the skewness follows Johnson's SU. */
static double skewness_deviate(double skewness, double n)
{
    const double y = skewness * sqrt((n + 1.0) * (n + 3.0) / (6.0 * (n - 2.0)));
    const double kurtosis = 3.0 * (n * n + 27.0 * n - 70.0) * (n + 1.0) * (n + 3.0) /
                            ((n - 2.0) * (n + 5.0) * (n + 7.0) * (n + 9.0));
    const double w2 = sqrt(2.0 * (kurtosis - 1.0)) - 1.0;
    const double alpha = sqrt(2.0 / (w2 - 1.0));
    return asinh(y / alpha) / sqrt(0.5 * log(w2));
}

/* Anscombe and Glynn (1983), doi:10.1093/biomet/70.1.227: the kurtosis follows, after its
 * cube root is taken, nearly a normal distribution. */
static double kurtosis_deviate(double kurtosis, double n)
{
    const double mean = 3.0 * (n - 1.0) / (n + 1.0);
    const double variance = 24.0 * n * (n - 2.0) * (n - 3.0) /
                            ((n + 1.0) * (n + 1.0) * (n + 3.0) * (n + 5.0));
    const double x = (kurtosis - mean) / sqrt(variance);
    const double skew = 6.0 * (n * n - 5.0 * n + 2.0) / ((n + 7.0) * (n + 9.0)) *
                        sqrt(6.0 * (n + 3.0) * (n + 5.0) / (n * (n - 2.0) * (n - 3.0)));
    const double freedom =
        6.0 + 8.0 / skew * (2.0 / skew + sqrt(1.0 + 4.0 / (skew * skew)));
    const double part = (1.0 - 2.0 / freedom) / (1.0 + x * sqrt(2.0 / (freedom - 4.0)));
    return (1.0 - 2.0 / (9.0 * freedom) - cbrt(part)) / sqrt(2.0 / (9.0 * freedom));
}

/* D'Agostino and Pearson (1973), doi:10.1093/biomet/60.3.613. The sum of the squares of
 * two deviates: chi-square with 2 degrees of freedom. */
static double normality_p(const double r[], size_t n)
{
    const struct moments m = moments_of(r, n);
    if (!(m.second > 0.0)) {
        return NAN;
    }
    const double skew = skewness_deviate(m.third / pow(m.second, 1.5), (double)n);
    const double tail = kurtosis_deviate(m.fourth / (m.second * m.second), (double)n);
    return exp(-0.5 * (skew * skew + tail * tail));
}

struct es_residual_tests es_diagnostics(const double r[], size_t n)
{
    struct es_residual_tests tests = {
        .runs_p = NAN, .durbin_watson = durbin_watson(r, n), .normality_p = NAN};
    if (n >= LEAST_TESTED) {
        tests.runs_p = runs_p(r, n);
        tests.normality_p = normality_p(r, n);
    }
    return tests;
}

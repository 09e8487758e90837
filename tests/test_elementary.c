/* exp, log, expm1 and log1p of growth curves: how exact, and the same at every width. */
#include "elementary.h"
#include "models.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { POINTS = 1000000, LENGTH = 4096 };

struct span {
    double from, to;
};

typedef double function(double x);
typedef long double reference(long double x);

static double of_exp(double x)
{
    return es_exp(x);
}

static double of_log(double x)
{
    return es_log(x);
}

static double of_expm1(double x)
{
    return es_expm1(x);
}

static double of_log1p(double x)
{
    return es_log1p(x);
}

/* Uniform numbers, the same in every run (Marsaglia (2003), doi:10.18637/jss.v008.i14).
 */
static double uniform(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) * 0x1.0p-53;
}

/* Distance from the true value, in units of the last place of a double of its size. */
static double ulps(double actual, long double exact)
{
    const double nearest = (double)exact;
    int exponent = 0;
    if (isinf(nearest) || isinf(actual)) {
        return actual == nearest ? 0.0 : INFINITY;
    }
    (void)frexp(nearest, &exponent);
    exponent = exponent < DBL_MIN_EXP || nearest == 0.0 ? DBL_MIN_EXP : exponent;
    return (double)fabsl(ldexpl((long double)actual - exact, DBL_MANT_DIG - exponent));
}

/* Largest error over a span: evenly, and at all sizes from its ends to 1e-300 of them. */
static void is_good_to(double limit, function *f, reference *exact, struct span span)
{
    uint64_t state = 88172645463325252;
    double most = 0.0, where = NAN;
    for (int i = 0; i < POINTS; i++) {
        const double u = uniform(&state);
        const double small =
            (u < 0.5 ? span.from : span.to) * pow(10.0, -600.0 * fabs(u - 0.5));
        const double even = span.from + (span.to - span.from) * u;
        const double x = i % 2 == 0 || !(small >= span.from) ? even : small;
        const double error = ulps(f(x), exact(x));
        where = error > most ? x : where;
        most = error > most ? error : most;
    }
    ck_assert_msg(most <= limit, "%g ulp at %a", most, where);
}

/* The reference has 64 bits: its own error is 0.0005 ulp. */
START_TEST(each_is_good_to_one_unit_of_the_last_place)
{
    static const struct span everywhere[] = {
        {-760.0, 720.0}, {-1.0, 1.0}, {-745.2, -700.0}, {709.0, 709.79}};
    for (size_t i = 0; i < sizeof everywhere / sizeof everywhere[0]; i++) {
        is_good_to(0.85, of_exp, expl, everywhere[i]);
        is_good_to(0.85, of_expm1, expm1l, everywhere[i]);
    }
    static const struct span positive[] = {
        {0x1.0p-1074, 0x1.0p-1022}, {0.5, 2.0}, {0.99, 1.01}, {1e-300, 1.7e308}};
    for (size_t i = 0; i < sizeof positive / sizeof positive[0]; i++) {
        is_good_to(0.9, of_log, logl, positive[i]);
        is_good_to(0.9, of_log1p, log1pl, positive[i]);
    }
    is_good_to(0.9, of_log1p, log1pl, (struct span){-1.0 + DBL_EPSILON, 1.0});
}
END_TEST

START_TEST(ends_of_the_range_are_those_of_the_standard)
{
    ck_assert(es_exp(INFINITY) == INFINITY && es_exp(710.0) == INFINITY);
    ck_assert(es_exp(-INFINITY) == 0.0 && es_exp(-746.0) == 0.0 && es_exp(0.0) == 1.0);
    ck_assert(es_exp(-745.1) == 0x1.0p-1074 && isfinite(es_exp(709.78)));
    ck_assert(es_expm1(INFINITY) == INFINITY && es_expm1(-INFINITY) == -1.0);
    ck_assert(es_expm1(0.0) == 0.0 && es_expm1(0x1.0p-1074) == 0x1.0p-1074);
    ck_assert(es_log(0.0) == -INFINITY && es_log(-0.0) == -INFINITY);
    ck_assert(es_log(INFINITY) == INFINITY && es_log(1.0) == 0.0);
    ck_assert(isnan(es_log(-1.0)) && isnan(es_log(-INFINITY)));
    ck_assert(es_log1p(-1.0) == -INFINITY && es_log1p(INFINITY) == INFINITY);
    ck_assert(isnan(es_log1p(-1.5)) && es_log1p(0.0) == 0.0);
    ck_assert(isnan(es_exp(NAN)) && isnan(es_log(NAN)));
    ck_assert(isnan(es_expm1(NAN)) && isnan(es_log1p(NAN)));
}
END_TEST

/* All four over an array, for one kind of processor. */
#define OVER_AN_ARRAY(kind, attribute)                                                   \
    attribute static void over_##kind(const double *restrict x, double *restrict y)      \
    {                                                                                    \
        for (size_t i = 0; i < LENGTH; i++) {                                            \
            y[i] = es_exp(x[i]);                                                         \
            y[LENGTH + i] = es_expm1(x[i]);                                              \
            y[2 * LENGTH + i] = es_log(x[i]);                                            \
            y[3 * LENGTH + i] = es_log1p(x[i]);                                          \
        }                                                                                \
    }
OVER_AN_ARRAY(default, )
#if defined __x86_64__
OVER_AN_ARRAY(avx2, __attribute__((target("avx2"))))
OVER_AN_ARRAY(avx512, __attribute__((target("avx512f"))))
#endif

/* One by one: a volatile number cannot be taken together with its neighbours. */
static void over_single(const double *restrict x, double *restrict y)
{
    for (size_t i = 0; i < LENGTH; i++) {
        const volatile double at = x[i];
        y[i] = es_exp(at);
        y[LENGTH + i] = es_expm1(at);
        y[2 * LENGTH + i] = es_log(at);
        y[3 * LENGTH + i] = es_log1p(at);
    }
}

static void same_digits(const double a[], const double b[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(es_bits_of(a[i]) == es_bits_of(b[i]) ||
                          (isnan(a[i]) && isnan(b[i])),
                      "number %zu: %a and %a", i, a[i], b[i]);
    }
}

START_TEST(every_vector_width_gives_the_same_digits)
{
    static double x[LENGTH], one[4 * LENGTH], many[4 * LENGTH];
    uint64_t state = 362436069;
    for (size_t i = 0; i < LENGTH; i++) { /* all sizes, both signs */
        x[i] = (uniform(&state) - 0.5) * pow(2.0, 40.0 * uniform(&state) - 28.0);
    }
    memcpy(x, (const double[]){0.0, -0.0, INFINITY, -INFINITY, NAN, -1.0, 0x1p-1074},
           7 * sizeof x[0]);
    over_single(x, one);
    over_default(x, many);
    same_digits(one, many, 4 * LENGTH);
#if defined __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        over_avx2(x, many);
        same_digits(one, many, 4 * LENGTH);
    }
    if (__builtin_cpu_supports("avx512f")) {
        over_avx512(x, many);
        same_digits(one, many, 4 * LENGTH);
    }
#endif
}
END_TEST

/* A curve half a year to thirty years long, seen from far before to far after. */
static void values_are_value(const struct es_model *model, size_t n)
{
    enum { MOST = 61 };
    double t[MOST], y[MOST], bare[MOST], grad[ES_MODEL_MAX_PARAMS * MOST], theta[6],
        at[6];
    for (size_t i = 0; i < n; i++) {
        t[i] = -40.0 + 1.7 * (double)i;
    }
    for (int c = 0; c < 8; c++) {
        const double u[ES_MODEL_MAX_SPREAD] = {0.1 * c, 0.9 - 0.1 * c, 0.5,
                                               0.4,     0.3,           0.2};
        es_model_spread(model, &(struct es_span){0.0, 20.0}, u, theta);
        model->values(theta, t, n, y, grad);
        model->values(theta, t, n, bare, NULL);
        same_digits(y, bare, n);
        for (size_t i = 0; i < n; i++) {
            same_digits(&y[i], &(double){model->value(theta, t[i], at)}, 1);
            for (size_t k = 0; k < model->param_count; k++) {
                same_digits(&grad[k * n + i], &at[k], 1);
            }
        }
    }
}

START_TEST(values_at_many_times_have_the_digits_of_the_value_at_each)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        values_are_value(es_model_at(i), 1);
        values_are_value(es_model_at(i), 8);
        values_are_value(es_model_at(i), 61);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("elementary");
    TCase *tests = tcase_create("elementary");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, each_is_good_to_one_unit_of_the_last_place);
    tcase_add_test(tests, ends_of_the_range_are_those_of_the_standard);
    tcase_add_test(tests, every_vector_width_gives_the_same_digits);
    tcase_add_test(tests, values_at_many_times_have_the_digits_of_the_value_at_each);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

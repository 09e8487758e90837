/* The batch path: the answers of the general one, and no answer where there is none. */
#include "essor/regression.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { MOST_POINTS = 200 };

struct series {
    size_t n;
    double t[MOST_POINTS], y[MOST_POINTS], weight[MOST_POINTS];
    double theta[ES_MODEL_MAX_PARAMS]; /* the truth */
};

/* Uniform numbers, the same in every run (Marsaglia (2003), doi:10.18637/jss.v008.i14).
 */
static double uniform(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) * 0x1.0p-53;
}

static double normal(uint64_t *state)
{
    const double radius = sqrt(-2.0 * log(1.0 - uniform(state)));
    return radius * cos(2.0 * 3.14159265358979 * uniform(state));
}

static double between(double low, double high, uint64_t *state)
{
    return low + (high - low) * uniform(state);
}

/* A curve of two to ten years, of which 20 to 95 % of the ceiling have been seen, with
 * errors of a share `noise` of the level. */
static struct series simulate(const struct es_model *model, size_t n, double noise,
                              uint64_t *state)
{
    struct series series = {.n = n};
    const double ceiling = between(1e6, 2e6, state), duration = between(2.0, 10.0, state);
    model->place(&(struct es_landmarks){.ceiling = ceiling,
                                        .duration_years = duration,
                                        .midpoint_years = 10.0,
                                        .shape = between(0.5, 2.0, state),
                                        .launch_years = 10.0 - 1.2 * duration},
                 series.theta);
    const double from = model->inverse(series.theta, 0.01 * ceiling);
    const double to = model->inverse(series.theta, between(0.2, 0.95, state) * ceiling);
    for (size_t i = 0; i < n; i++) {
        const double step = ((double)i + 0.8 * uniform(state)) / (double)n;
        series.t[i] = from + (to - from) * step;
        series.y[i] = model->value(series.theta, series.t[i], NULL);
        series.y[i] *= 1.0 + noise * normal(state);
        series.weight[i] = 1.0;
    }
    return series;
}

static struct es_quick_fit fitted(const struct es_model *model,
                                  const struct series *series)
{
    struct es_quick_fit fit;
    es_fit_quickly(
        model,
        &(struct es_points){
            .n = series->n, .t = series->t, .y = series->y, .weight = series->weight},
        &fit);
    return fit;
}

/* The general path's answer to the same. */
static struct es_regression answered(const struct es_model *model,
                                     const struct es_points *points,
                                     struct es_arena *arena)
{
    struct es_task task;
    struct es_unknown *unknown;
    struct es_regression answer;
    struct es_error err;
    ck_assert_int_eq(es_task_of_model(model, points, &task, &unknown, arena, &err),
                     ES_OK);
    ck_assert_int_eq(es_regress(&task, &(struct es_regression_options){.profile = false},
                                &answer, arena, &err),
                     ES_OK);
    return answer;
}

/* 1e-10 of each parameter, and of the sum of squares. */
static void is_the_answer(const struct es_quick_fit *fit,
                          const struct es_regression *answer)
{
    ck_assert(answer->converged);
    ck_assert_double_le(fabs(fit->rss - answer->rss), 1e-10 * answer->rss);
    for (size_t k = 0; k < answer->params; k++) {
        const double value = answer->estimate[k].value;
        ck_assert_msg(fabs(fit->theta[k] - value) <= 1e-10 * fabs(value),
                      "%s: %.17g is not %.17g", answer->estimate[k].name, fit->theta[k],
                      value);
    }
}

/* Says how many of the series have been fitted; each of them must have the answer. */
static int agreeing(const char *name, int count, double noise)
{
    const struct es_model *model = es_model_find(name);
    uint64_t state = 88172645463325252;
    int converged = 0;
    for (int i = 0; i < count; i++) {
        const struct series series =
            simulate(model, 8 + (size_t)(52.0 * uniform(&state)), noise, &state);
        const struct es_quick_fit fit = fitted(model, &series);
        struct es_arena *arena = NULL;
        ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
        if (fit.converged) {
            const struct es_points points = {series.n, series.t, series.y, NULL, NULL};
            const struct es_regression answer = answered(model, &points, arena);
            is_the_answer(&fit, &answer);
            converged++;
        }
        es_arena_close(arena);
    }
    return converged;
}

START_TEST(answers_are_those_of_the_general_path)
{
    static const char *const names[] = {"logistic", "gompertz", "mirrored_gompertz"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ck_assert_int_ge(agreeing(names[i], 150, 0.02), 145);
        ck_assert_int_ge(agreeing(names[i], 50, 0.1), 40);
    }
}
END_TEST

/* Errors of 1e-9 of a parameter: the data have no others than those of rounding. */
START_TEST(curve_without_noise_is_found_again)
{
    static const char *const names[] = {"logistic", "gompertz", "mirrored_gompertz",
                                        "exponential_saturation"};
    uint64_t state = 362436069;
    for (int i = 0; i < 400; i++) {
        const struct es_model *model = es_model_find(names[i % 4]);
        const struct series series = simulate(model, 8, 0.0, &state);
        const struct es_quick_fit fit = fitted(model, &series);
        ck_assert_msg(fit.converged, "%s, series %d", model->name, i);
        for (size_t k = 0; k < model->param_count; k++) {
            ck_assert_double_le(fabs(fit.theta[k] - series.theta[k]),
                                1e-9 * fabs(series.theta[k]));
        }
    }
}
END_TEST

START_TEST(long_series_are_taken_in_blocks)
{
    const struct es_model *model = es_model_find("gompertz");
    uint64_t state = 521288629;
    const struct series series = simulate(model, MOST_POINTS, 0.03, &state);
    const struct es_points points = {series.n, series.t, series.y, NULL, NULL};
    const struct es_quick_fit fit = fitted(model, &series);
    struct es_arena *arena = NULL;
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    const struct es_regression answer = answered(model, &points, arena);
    ck_assert(fit.converged);
    is_the_answer(&fit, &answer);
    es_arena_close(arena);
}
END_TEST

/* Tolerance 1e-10: a sum in another order. */
static void same_fit(const struct es_quick_fit *a, const struct es_quick_fit *b, size_t p)
{
    ck_assert(a->converged && b->converged);
    for (size_t k = 0; k < p; k++) {
        ck_assert_double_le(fabs(a->theta[k] - b->theta[k]), 1e-10 * fabs(b->theta[k]));
    }
}

START_TEST(weight_of_two_is_a_point_twice_and_of_zero_a_point_not_there)
{
    const struct es_model *model = es_model_find("logistic");
    uint64_t state = 88675123;
    struct series weighted = simulate(model, 24, 0.03, &state), plain = weighted;
    weighted.weight[7] = 2.0;
    weighted.weight[23] = 0.0;
    plain.t[23] = plain.t[7];
    plain.y[23] = plain.y[7];
    const struct es_quick_fit a = fitted(model, &weighted), b = fitted(model, &plain);
    same_fit(&a, &b, model->param_count);
}
END_TEST

START_TEST(scale_multiplies_the_curve)
{
    const struct es_model *model = es_model_find("logistic");
    uint64_t state = 5783321;
    const struct series series = simulate(model, 24, 0.03, &state);
    double y[MOST_POINTS], scale[MOST_POINTS], weight[MOST_POINTS];
    for (size_t i = 0; i < series.n; i++) {
        scale[i] = 1.0 + 0.1 * (double)(i % 5);
        y[i] = series.y[i] * scale[i];
        weight[i] = 1.0 / (scale[i] * scale[i]);
    }
    struct es_quick_fit scaled;
    es_fit_quickly(model, &(struct es_points){series.n, series.t, y, weight, scale},
                   &scaled);
    const struct es_quick_fit plain = fitted(model, &series);
    same_fit(&scaled, &plain, model->param_count);
}
END_TEST

START_TEST(order_of_the_points_does_not_matter)
{
    const struct es_model *model = es_model_find("gompertz");
    uint64_t state = 6615241;
    const struct series sorted = simulate(model, 30, 0.03, &state);
    struct series mixed = sorted;
    for (size_t i = 0; i < 30; i++) { /* 7 and 30 have no common divisor */
        mixed.t[i] = sorted.t[7 * i % 30];
        mixed.y[i] = sorted.y[7 * i % 30];
    }
    const struct es_quick_fit a = fitted(model, &sorted), b = fitted(model, &mixed);
    same_fit(&a, &b, model->param_count);
}
END_TEST

static void has_no_answer(const struct es_points *points)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        struct es_quick_fit fit;
        es_fit_quickly(es_model_at(i), points, &fit);
        ck_assert_msg(!fit.converged, "%s", es_model_at(i)->name);
    }
}

START_TEST(what_cannot_be_fitted_has_not_converged)
{
    static const double t[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    static const double zero[9], y[] = {1, 2, 4, 8, 16, 24, 28, 30, 31};
    double broken[9] = {1, 2, 4, 8, NAN, 24, 28, 30, 31};
    has_no_answer(&(struct es_points){0, t, y, NULL, NULL});
    has_no_answer(&(struct es_points){1, t, y, NULL, NULL});
    has_no_answer(&(struct es_points){9, t, zero, NULL, NULL});
    has_no_answer(&(struct es_points){9, zero, y, NULL, NULL});
    has_no_answer(&(struct es_points){9, t, y, zero, NULL});
    has_no_answer(&(struct es_points){9, t, broken, NULL, NULL});
    has_no_answer(&(struct es_points){9, broken, y, NULL, NULL});
    broken[4] = INFINITY;
    has_no_answer(&(struct es_points){9, t, broken, NULL, NULL});
    has_no_answer(&(struct es_points){9, t, y, NULL, zero});
}
END_TEST

/* The ceiling of a curve that only accelerates, or of one that falls, is nowhere. */
START_TEST(parameter_on_its_way_to_infinity_is_not_converged)
{
    static const char *const names[] = {"logistic", "gompertz", "mirrored_gompertz"};
    double t[20], rising[20], falling[20];
    for (int i = 0; i < 20; i++) {
        t[i] = i;
        rising[i] = exp(0.03 * i * i);
        falling[i] = 100.0 - 4.0 * i;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct es_quick_fit fit;
        es_fit_quickly(es_model_find(names[i]),
                       &(struct es_points){20, t, rising, NULL, NULL}, &fit);
        ck_assert_msg(!fit.converged, "%s", names[i]);
        es_fit_quickly(es_model_find(names[i]),
                       &(struct es_points){20, t, falling, NULL, NULL}, &fit);
        ck_assert_msg(!fit.converged, "%s", names[i]);
    }
}
END_TEST

int main(void)
{
    (void)gsl_set_error_handler_off();
    Suite *suite = suite_create("kernel");
    TCase *tests = tcase_create("kernel");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, answers_are_those_of_the_general_path);
    tcase_add_test(tests, curve_without_noise_is_found_again);
    tcase_add_test(tests, long_series_are_taken_in_blocks);
    tcase_add_test(tests, weight_of_two_is_a_point_twice_and_of_zero_a_point_not_there);
    tcase_add_test(tests, scale_multiplies_the_curve);
    tcase_add_test(tests, order_of_the_points_does_not_matter);
    tcase_add_test(tests, what_cannot_be_fitted_has_not_converged);
    tcase_add_test(tests, parameter_on_its_way_to_infinity_is_not_converged);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

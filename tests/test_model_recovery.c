/* A fit of a curve's own values, without noise and without a start given, finds the curve
 * again. */
#include "essor/model.h"
#include "essor/regression.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 30 };

/* The curve, and the times that show 5 to 95 % of it: from and to; or, where these are
 * equal, those that follow from its inverse. */
static const struct truth {
    const char *model;
    double theta[ES_MODEL_MAX_PARAMS];
    double from, to;
} truths[] = {
    {"bass", {50.0, 0.02, 0.5, 19.0}, 0, 0},
    {"bass_rate", {50.0, 0.02, 0.5, 19.0}, 20, 33},
    {"bi_logistic", {40.0, 5.0, 20.0, 60.0, 4.0, 30.0}, 0, 0},
    {"exponential", {2.0, 0.3}, 0, 10},
    {"exponential_saturation", {60.0, 3.0, 20.0}, 0, 0},
    {"exponential_saturation_floor", {60.0, 10.0, 3.0, 20.0}, 19, 29},
    {"five_parameter_logistic", {60.0, 10.0, 0.8, 23.0, 2.0}, 0, 0},
    {"gamma_shifted_gompertz", {50.0, 0.6, 20.0, 1.5, 19.0}, 0, 0},
    {"generalised_logistic", {60.0, 0.8, 24.0, 1.6, 1.2}, 0, 0},
    {"gompertz", {60.0, 0.5, 23.0}, 0, 0},
    {"gompertz_floor", {60.0, 10.0, 0.5, 23.0}, 0, 0},
    {"linear", {3.0, 0.7}, 0, 10},
    {"log_logistic", {60.0, 2.5, 4.0, 19.0}, 0, 0},
    {"logistic", {60.0, 0.8, 24.0}, 0, 0},
    {"logistic_exponential_ceiling", {60.0, 0.05, 0.8, 24.0}, 19, 34},
    {"logistic_floor", {60.0, 10.0, 0.8, 24.0}, 0, 0},
    {"logistic_linear_ceiling", {60.0, 2.0, 0.8, 24.0}, 19, 34},
    {"michaelis_menten", {60.0, 2.0, 20.0}, 0, 0},
    {"mirrored_gompertz", {60.0, 0.5, 23.0}, 0, 0},
    {"monomolecular", {60.0, 0.4, 20.0}, 20.2, 28},
    {"morgan_mercer_flodin", {60.0, 10.0, 2.5, 4.0, 19.0}, 0, 0},
    {"norton_bass", {40.0, 60.0, 0.02, 0.7, 18.0, 26.0}, 0, 0},
    {"power", {3.0, 1.7, 2.0}, 3, 15},
    {"richards", {60.0, 0.8, 24.0, 2.2}, 0, 0},
    {"SSasymp", {60.0, 10.0, -1.0}, 0.1, 8},
    {"SSasympOff", {60.0, -1.0, 1.5}, 1.6, 10},
    {"SSasympOrig", {60.0, -1.0}, 0.1, 8},
    {"SSbiexp", {3.0, 1.0, 1.0, -1.0}, 0.1, 8},
    {"SSfpl", {10.0, 60.0, 5.0, 1.2}, 0, 0},
    {"SSgompertz", {60.0, 3.0, 0.6}, 0, 0},
    {"SSlogis", {60.0, 5.0, 1.2}, 0, 0},
    {"SSmicmen", {200.0, 0.06}, 0.003, 1.1},
    {"SSweibull", {60.0, 50.0, -5.0, 2.4}, 0, 0},
    {"von_bertalanffy", {60.0, 0.4, 19.0}, 0, 0},
    {"weibull_growth", {60.0, 2.2, 5.0, 19.0}, 0, 0},
};
enum { TRUTHS = sizeof truths / sizeof truths[0] };

static void span_of(const struct truth *truth, const struct es_model *model,
                    struct es_span *span)
{
    double past, future;
    *span = (struct es_span){.from_years = truth->from, .to_years = truth->to};
    if (truth->from == truth->to) {
        model->limits(truth->theta, &past, &future);
        span->from_years = model->inverse(truth->theta, past + 0.05 * (future - past));
        span->to_years = model->inverse(truth->theta, past + 0.95 * (future - past));
    }
}

/* Times that are not evenly spaced, and the curve there. */
static void observe(const struct truth *truth, const struct es_model *model, double t[],
                    double y[])
{
    struct es_span span;
    span_of(truth, model, &span);
    for (int i = 0; i < POINTS; i++) {
        const double u = (double)i / (POINTS - 1);
        const double bent = u + 0.04 * sin(20.0 * u) * u * (1.0 - u) * 4.0;
        t[i] = span.from_years + bent * (span.to_years - span.from_years);
    }
    model->values(truth->theta, t, POINTS, y, NULL);
}

/* Relative to the parameter, a time relative to the time that the points cover. */
static double error_of(const struct es_model *model, size_t k, double estimate,
                       double truth, double length)
{
    const bool moment = model->params[k].dimension == ES_DIM_TIME;
    return fabs(estimate - truth) / (moment ? length : fabs(truth));
}

/* The terms of a sum may have changed places: sorted as the truth is. */
static void sort_terms(const char *name, double theta[])
{
    const bool decays = strcmp(name, "SSbiexp") == 0 && theta[1] < theta[3];
    const bool waves = strcmp(name, "bi_logistic") == 0 && theta[2] > theta[5];
    const size_t half = decays ? 2 : waves ? 3 : 0;
    for (size_t k = 0; k < half; k++) {
        const double first = theta[k];
        theta[k] = theta[half + k];
        theta[half + k] = first;
    }
    if (strcmp(name, "norton_bass") == 0 && theta[4] > theta[5]) {
        for (size_t k = 0; k < 6; k += k == 0 ? 4 : 2) {
            const double first = theta[k];
            theta[k] = theta[k + 1];
            theta[k + 1] = first;
        }
    }
}

static void recover(const struct truth *truth, double tolerance)
{
    const struct es_model *model = es_model_find(truth->model);
    struct es_error err = {0};
    struct es_arena *arena;
    ck_assert_ptr_nonnull(model);
    ck_assert_int_eq(es_arena_open(&arena, &err), ES_OK);
    double t[POINTS], y[POINTS], theta[ES_MODEL_MAX_PARAMS];
    observe(truth, model, t, y);
    struct es_points points = {.n = POINTS, .t = t, .y = y};
    struct es_task task;
    struct es_unknown *unknown;
    struct es_regression answer;
    ck_assert_int_eq(es_task_of_model(model, &points, &task, &unknown, arena, &err),
                     ES_OK);
    if (strcmp(model->name, "bass_rate") == 0) {
        /* Its start is given: the points after it do not tell it, see the model. */
        task.start = truth->theta;
        unknown[3].fixed = true;
    }
    ck_assert_msg(es_regress(&task, NULL, &answer, arena, &err) == ES_OK, "%s: %s",
                  model->name, err.message);
    for (size_t k = 0; k < model->param_count; k++) {
        theta[k] = answer.estimate[k].value;
    }
    sort_terms(model->name, theta);
    for (size_t k = 0; k < model->param_count; k++) {
        const double error =
            error_of(model, k, theta[k], truth->theta[k], t[POINTS - 1] - t[0]);
        ck_assert_msg(error <= tolerance, "%s: %s is %.17g, not %.17g (%g)", model->name,
                      model->params[k].name, theta[k], truth->theta[k], error);
    }
    es_arena_close(arena);
}

/* Tolerance: 1e-9 of the parameter. */
START_TEST(a_fit_of_a_curve_finds_the_curve_again)
{
    recover(&truths[_i], 1e-9);
}
END_TEST

START_TEST(every_model_is_among_them)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        bool found = false;
        for (int j = 0; j < TRUTHS; j++) {
            found = found || strcmp(truths[j].model, es_model_at(i)->name) == 0;
        }
        ck_assert_msg(found, "%s", es_model_at(i)->name);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("recovery");
    tcase_add_loop_test(cases, a_fit_of_a_curve_finds_the_curve_again, 0, TRUTHS);
    tcase_add_test(cases, every_model_is_among_them);
    Suite *suite = suite_create("recovery");
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

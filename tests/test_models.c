/* The laws that every growth model obeys, and what is known of each in closed form. */
#include "models.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Users over years, a share over half a year, documents over a fast decade, a slow
 * service, a change within three weeks. */
static const struct es_landmarks cases[] = {
    {68.4e6, 8.0, 25.5, 1.0, 22.1}, {1.0, 0.5, 3.0, 0.4, 2.2},
    {2.5e8, 4.0, 24.0, 3.0, 22.09}, {1.2e8, 30.0, 40.0, 0.05, 20.0},
    {75.0, 0.05, 23.5, 20.0, 22.1},
};
enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

/* One law, for one model and one curve of it. */
typedef void law(const struct es_model *model, const struct es_landmarks *landmarks,
                 const double theta[]);

static void sweep(law *holds)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        for (int c = 0;
             c < CASE_COUNT && strcmp(es_model_at(i)->params[0].name, "ceiling") == 0;
             c++) {
            double theta[ES_MODEL_MAX_PARAMS];
            es_model_at(i)->place(&cases[c], theta);
            ck_assert_msg(es_model_accepts(es_model_at(i), theta), "%s, case %d",
                          es_model_at(i)->name, c);
            holds(es_model_at(i), &cases[c], theta);
        }
    }
}

static void near(const struct es_model *model, double actual, double expected,
                 double tolerance)
{
    ck_assert_msg(fabs(actual - expected) <= tolerance, "%s: %.17g is not %.17g +- %g",
                  model->name, actual, expected, tolerance);
}

START_TEST(models_stand_in_alphabetical_order_and_are_found_by_name)
{
    size_t count = 0;
    for (; es_model_at(count) != NULL; count++) {
        const struct es_model *model = es_model_at(count);
        ck_assert_ptr_eq(es_model_find(model->name), model);
        ck_assert(count == 0 ||
                  strcasecmp(es_model_at(count - 1)->name, model->name) < 0);
        ck_assert_uint_le(model->param_count, ES_MODEL_MAX_PARAMS);
    }
    ck_assert_uint_ge(count, 6);
    ck_assert_ptr_null(es_model_at(count + 7));
    ck_assert_ptr_null(es_model_find("gompert"));
}
END_TEST

/* Tolerance: 1e-9 of the ceiling, the precision of a date to the second. */
static void landmarks_are_met(const struct es_model *model,
                              const struct es_landmarks *landmarks, const double theta[])
{
    const double ceiling = landmarks->ceiling;
    const double early = model->inverse(theta, 0.1 * ceiling);
    const double middle = landmarks->midpoint_years;
    const double late = early + landmarks->duration_years;

    ck_assert(early < middle && middle < late);
    near(model, model->value(theta, early, NULL), 0.1 * ceiling, 1e-9 * ceiling);
    near(model, model->value(theta, middle, NULL), 0.5 * ceiling, 1e-9 * ceiling);
    near(model, model->value(theta, late, NULL), 0.9 * ceiling, 1e-9 * ceiling);
}

START_TEST(place_reaches_10_50_and_90_percent_at_the_right_times)
{
    sweep(landmarks_are_met);
}
END_TEST

/* What a parameter is measured in, for a step: its own size, or the duration for a time,
 * whose size depends on where years are counted from. */
static double yardstick(const struct es_param *param, double value, double duration_years)
{
    return param->dimension == ES_DIM_TIME || param->dimension == ES_DIM_DURATION
               ? duration_years
               : fabs(value);
}

static double central_difference(const struct es_model *model, const double theta[],
                                 size_t k, double t, double length)
{
    double above[ES_MODEL_MAX_PARAMS], below[ES_MODEL_MAX_PARAMS];
    memcpy(above, theta, model->param_count * sizeof theta[0]);
    memcpy(below, theta, model->param_count * sizeof theta[0]);
    above[k] += cbrt(DBL_EPSILON) * length;
    below[k] -= cbrt(DBL_EPSILON) * length;
    return (model->value(above, t, NULL) - model->value(below, t, NULL)) /
           (above[k] - below[k]);
}

/* Compares dy by yardsticks, as a share of the ceiling, so that one tolerance fits all:
 * 5e-9, that is the third derivative times cbrt(epsilon)^2. */
static void gradient_at(const struct es_model *model,
                        const struct es_landmarks *landmarks, const double theta[],
                        double t)
{
    double grad[ES_MODEL_MAX_PARAMS];
    const double y = model->value(theta, t, grad);
    ck_assert(y == model->value(theta, t, NULL));
    for (size_t k = 0; k < model->param_count; k++) {
        const double length =
            yardstick(&model->params[k], theta[k], landmarks->duration_years);
        const double slope = central_difference(model, theta, k, t, length);
        const double scale = length / landmarks->ceiling;
        ck_assert_msg(fabs((grad[k] - slope) * scale) <= 5e-9,
                      "%s: d/d%s at %g is %g, differences give %g", model->name,
                      model->params[k].name, t, grad[k], slope);
    }
}

static void gradient_is_right(const struct es_model *model,
                              const struct es_landmarks *landmarks, const double theta[])
{
    const double duration = landmarks->duration_years;
    for (int i = -60; i <= 100; i++) {
        const double t = landmarks->midpoint_years + duration * i / 20.0;
        /* Where a curve starts it has a corner, and no derivative. */
        const bool started = model->value(theta, t - duration / 20.0, NULL) > 0.0;
        const bool starts = model->value(theta, t + duration / 20.0, NULL) > 0.0;
        if (started == starts) {
            gradient_at(model, landmarks, theta, t);
        }
    }
}

START_TEST(gradient_agrees_with_central_differences)
{
    sweep(gradient_is_right);
}
END_TEST

/* Tolerance: 1e-11 of the ceiling; the rounding of a time (4e-15 years) times the
 * steepest slope here (some 100 ceilings a year) is 4e-13. */
static void inverse_undoes_value(const struct es_model *model,
                                 const struct es_landmarks *landmarks,
                                 const double theta[])
{
    for (int permille = 1; permille < 1000; permille += 2) {
        const double y = permille / 1000.0 * landmarks->ceiling;
        const double t = model->inverse(theta, y);
        near(model, model->value(theta, t, NULL), y, 1e-11 * landmarks->ceiling);
    }
}

START_TEST(inverse_finds_the_time_of_a_level)
{
    sweep(inverse_undoes_value);
}
END_TEST

static void inverse_knows_its_range(const struct es_model *model,
                                    const struct es_landmarks *landmarks,
                                    const double theta[])
{
    const double never[] = {-1.0, 0.0, landmarks->ceiling, INFINITY, NAN};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        ck_assert_msg(isnan(model->inverse(theta, never[i])), "%s at %g", model->name,
                      never[i]);
    }
}

START_TEST(inverse_of_a_level_never_reached_is_nan)
{
    sweep(inverse_knows_its_range);
}
END_TEST

static void never_falls(const struct es_model *model,
                        const struct es_landmarks *landmarks, const double theta[])
{
    const double rounding = 4 * DBL_EPSILON * landmarks->ceiling;
    double before = 0.0;
    for (int i = -2000; i <= 4000; i++) {
        const double t =
            landmarks->midpoint_years + landmarks->duration_years * i / 500.0;
        const double y = model->value(theta, t, NULL);
        ck_assert_msg(y >= before - rounding && y <= landmarks->ceiling,
                      "%s at %g: %.17g after %.17g", model->name, t, y, before);
        before = y;
    }
}

START_TEST(growth_never_falls_and_never_passes_the_ceiling)
{
    sweep(never_falls);
}
END_TEST

/* Tolerance: 1e-6 of the ceiling; the log-logistic comes near it by powers only. */
static void limits_hold(const struct es_model *model,
                        const struct es_landmarks *landmarks, const double theta[])
{
    const double ceiling = landmarks->ceiling;
    double past[ES_MODEL_MAX_PARAMS], future[ES_MODEL_MAX_PARAMS];
    near(model, model->value(theta, -1e4, past), 0.0, 1e-6 * ceiling);
    near(model, model->value(theta, 1e4, future), ceiling, 1e-6 * ceiling);
    near(model, past[0], 0.0, 1e-6);
    near(model, future[0], 1.0, 1e-6);
    for (size_t k = 1; k < model->param_count; k++) {
        near(model, past[k], 0.0, 1e-6 * ceiling);
        near(model, future[k], 0.0, 1e-6 * ceiling);
    }
}

START_TEST(far_past_is_zero_and_far_future_is_the_ceiling)
{
    sweep(limits_hold);
}
END_TEST

/* The least and the greatest double inside the domain, and three between. */
enum { CORNER_COUNT = 5 };

static double corner(const struct es_param *param, int which)
{
    const double lowest = nextafter(param->lower, INFINITY);
    const double highest = nextafter(param->upper, -INFINITY);
    switch (which) {
    case 0:
        return lowest;
    case 1:
        return highest;
    case 2:
        return fmin(fmax(0.0, lowest), highest);
    case 3:
        return fmin(fmax(1.0, lowest), highest);
    default:
        return fmin(fmax(1e-3, lowest), highest);
    }
}

static void no_nan_at(const struct es_model *model, const double theta[], double t)
{
    double grad[ES_MODEL_MAX_PARAMS];
    ck_assert_msg(!isnan(model->value(theta, t, grad)), "%s at %g", model->name, t);
    for (size_t k = 0; k < model->param_count; k++) {
        ck_assert_msg(!isnan(grad[k]), "%s: d/d%s at %g", model->name,
                      model->params[k].name, t);
    }
}

START_TEST(nothing_inside_the_domain_gives_nan)
{
    static const double times[] = {-1e4, -100.0, -1.0, -1e-9, 0.0, 1e-300,
                                   1e-9, 0.5,    1.0,  100.0, 1e4};
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        const int combinations = (int)pow(CORNER_COUNT, (double)model->param_count);
        for (int combination = 0; combination < combinations; combination++) {
            double theta[ES_MODEL_MAX_PARAMS];
            int digits = combination;
            for (size_t k = 0; k < model->param_count; k++) {
                theta[k] = corner(&model->params[k], digits % CORNER_COUNT);
                digits /= CORNER_COUNT;
            }
            ck_assert(es_model_accepts(model, theta));
            for (size_t j = 0; j < sizeof times / sizeof times[0]; j++) {
                no_nan_at(model, theta, times[j]);
            }
        }
    }
}
END_TEST

/* Tolerances: 1e-12 of the level for the unit, 1e-9 of the ceiling for the shift, where
 * the sum of two times is rounded. */
static void units_do_not_matter(const struct es_model *model,
                                const struct es_landmarks *landmarks,
                                const double theta[])
{
    struct es_landmarks shifted = *landmarks;
    shifted.ceiling *= 1000.0;
    shifted.midpoint_years += 10.0;
    shifted.launch_years += 10.0;
    double thousands[ES_MODEL_MAX_PARAMS], later[ES_MODEL_MAX_PARAMS];
    memcpy(thousands, theta, model->param_count * sizeof theta[0]);
    thousands[0] *= 1000.0;
    model->place(&shifted, later);

    for (int i = -40; i <= 80; i++) {
        const double t = landmarks->midpoint_years + landmarks->duration_years * i / 40.0;
        const double y = 1000.0 * model->value(theta, t, NULL);
        near(model, model->value(thousands, t, NULL), y, 1e-12 * y);
        near(model, model->value(later, t + 10.0, NULL), y, 1e-9 * shifted.ceiling);
    }
}

START_TEST(curve_follows_a_change_of_unit_and_a_shift_of_time)
{
    sweep(units_do_not_matter);
}
END_TEST

static void domain_ends_are_outside(const struct es_model *model,
                                    const struct es_landmarks *landmarks,
                                    const double theta[])
{
    (void)landmarks;
    for (size_t k = 0; k < model->param_count; k++) {
        const struct es_param *param = &model->params[k];
        const double outside[] = {param->lower, param->upper, NAN};
        for (size_t i = 0; i < 3; i++) {
            double altered[ES_MODEL_MAX_PARAMS];
            memcpy(altered, theta, model->param_count * sizeof theta[0]);
            altered[k] = outside[i];
            ck_assert_msg(!es_model_accepts(model, altered), "%s accepts %s = %g",
                          model->name, param->name, outside[i]);
        }
    }
}

START_TEST(domain_excludes_its_ends_and_nan)
{
    sweep(domain_ends_are_outside);
}
END_TEST

/* What the formula gives by hand, as a share of the ceiling. */
static const struct {
    const char *model;
    double theta[ES_MODEL_MAX_PARAMS];
    double t;
    double y;
} known[] = {
    {"exponential_saturation", {1.0, 2.0, 5.0}, 5.0, 0.0},
    {"exponential_saturation", {1.0, 2.0, 5.0}, 4.0, 0.0},
    {"exponential_saturation", {1.0, 2.0, 5.0}, 7.0, 1.0 - 1.0 / 2.718281828459045235},
    {"gompertz", {1.0, 0.7, 3.0}, 3.0, 1.0 / 2.718281828459045235},
    {"log_logistic", {1.0, 2.0, 4.0, 3.0}, 3.0, 0.0},
    {"log_logistic", {1.0, 2.0, 4.0, 3.0}, 7.0, 0.5},
    {"log_logistic", {1.0, 2.0, 4.0, 3.0}, 11.0, 4.0 / 5.0},
    {"log_logistic", {1.0, 3.0, 4.0, 3.0}, 5.0, 1.0 / 9.0},
    {"logistic", {1.0, 2.0, 1.0}, 1.0, 0.5},
    {"logistic", {1.0, 2.1972245773362194, 1.0}, 2.0, 0.9}, /* r = ln 9 */
    {"logistic", {1.0, 2.1972245773362194, 1.0}, 0.0, 0.1},
    {"mirrored_gompertz", {1.0, 0.7, 3.0}, 3.0, 1.0 - 1.0 / 2.718281828459045235},
    {"richards", {1.0, 0.7, 3.0, 1.0}, 3.0, 0.5},
    {"richards", {1.0, 0.7, 3.0, 0.5}, 3.0, 4.0 / 9.0},
    {"richards", {1.0, 0.7, 3.0, 8.0}, 3.0, 0.7598356856515925}, /* 3^(-1/4) */
};

/* Tolerance: 4 epsilon. */
START_TEST(values_agree_with_closed_forms)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const struct es_model *model = es_model_find(known[i].model);
        ck_assert_ptr_nonnull(model);
        near(model, model->value(known[i].theta, known[i].t, NULL), known[i].y,
             4 * DBL_EPSILON);
    }
}
END_TEST

/* Tolerances: 4 epsilon; 2e-3 for the limit, which n = 0.0011 has not quite reached. */
START_TEST(richards_holds_the_logistic_and_nearly_the_gompertz)
{
    const double symmetric[] = {1.0, 0.8, 2.0, 1.0}, late[] = {1.0, 0.8, 2.0, 0.0011};
    for (double t = -10.0; t < 20.0; t += 0.25) {
        near(&es_model_richards, es_model_richards.value(symmetric, t, NULL),
             es_model_logistic.value(symmetric, t, NULL), 4 * DBL_EPSILON);
        near(&es_model_richards, es_model_richards.value(late, t, NULL),
             es_model_gompertz.value(late, t, NULL), 2e-3);
    }
}
END_TEST

/* Tolerance: 4 epsilon. */
START_TEST(mirrored_gompertz_is_gompertz_turned_by_half_a_turn)
{
    const double theta[] = {1.0, 0.8, 2.0};
    for (double age = -10.0; age < 10.0; age += 0.25) {
        near(&es_model_mirrored_gompertz,
             es_model_mirrored_gompertz.value(theta, 2.0 + age, NULL),
             1.0 - es_model_gompertz.value(theta, 2.0 - age, NULL), 4 * DBL_EPSILON);
    }
}
END_TEST

START_TEST(log_logistic_has_no_curve_with_a_launch_after_its_midpoint)
{
    const double launches[] = {25.0, 25.1, NAN};
    for (int i = 0; i < 3; i++) {
        const struct es_landmarks landmarks = {1.0, 4.0, 25.0, 1.0, launches[i]};
        double theta[ES_MODEL_MAX_PARAMS];
        es_model_log_logistic.place(&landmarks, theta);
        for (size_t k = 0; k < es_model_log_logistic.param_count; k++) {
            ck_assert_double_nan(theta[k]);
        }
        ck_assert(!es_model_accepts(&es_model_log_logistic, theta));
    }
}
END_TEST

/* A power of the share overflows when computed as such: 1e-300^-100. */
START_TEST(richards_places_and_inverts_with_an_extreme_shape)
{
    const struct es_landmarks landmarks = {1.0, 4.0, 25.0, 900.0, 0.0};
    double theta[ES_MODEL_MAX_PARAMS];
    es_model_richards.place(&landmarks, theta);
    const double t = es_model_richards.inverse(theta, 1e-300);
    ck_assert_double_finite(t);
    /* Tolerance: 1e-9 relative; the exponent of 690 is rounded. */
    ck_assert_double_eq_tol(es_model_richards.value(theta, t, NULL) / 1e-300, 1.0, 1e-9);
}
END_TEST

int main(void)
{
    TCase *laws = tcase_create("laws");
    tcase_add_test(laws, models_stand_in_alphabetical_order_and_are_found_by_name);
    tcase_add_test(laws, place_reaches_10_50_and_90_percent_at_the_right_times);
    tcase_add_test(laws, gradient_agrees_with_central_differences);
    tcase_add_test(laws, inverse_finds_the_time_of_a_level);
    tcase_add_test(laws, inverse_of_a_level_never_reached_is_nan);
    tcase_add_test(laws, growth_never_falls_and_never_passes_the_ceiling);
    tcase_add_test(laws, far_past_is_zero_and_far_future_is_the_ceiling);
    tcase_add_test(laws, nothing_inside_the_domain_gives_nan);
    tcase_add_test(laws, curve_follows_a_change_of_unit_and_a_shift_of_time);
    tcase_add_test(laws, domain_excludes_its_ends_and_nan);

    TCase *each = tcase_create("each");
    tcase_add_test(each, values_agree_with_closed_forms);
    tcase_add_test(each, richards_holds_the_logistic_and_nearly_the_gompertz);
    tcase_add_test(each, mirrored_gompertz_is_gompertz_turned_by_half_a_turn);
    tcase_add_test(each, log_logistic_has_no_curve_with_a_launch_after_its_midpoint);
    tcase_add_test(each, richards_places_and_inverts_with_an_extreme_shape);

    Suite *suite = suite_create("models");
    suite_add_tcase(suite, laws);
    suite_add_tcase(suite, each);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

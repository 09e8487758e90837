/* All families on one series, ranked by what they would have foreseen. */
#include "folder.h"

#include "essor/rank.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdint.h>

enum { MOST = 60 };

static double t[MOST], y[MOST], weight[MOST], scale[MOST];
static const struct es_regression_options usual = {.loss = ES_LOSS_SQUARES};
static struct es_ranking ranking;

static void set_up(void)
{
    gsl_set_error_handler_off();
    folder_open();
}

/* A logistic with 1 % of noise that alternates, on n yearly thirds. */
static struct es_points logistic_points(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        t[i] = 20.0 + (double)i / 3.0;
        const double noise = 1.0 + 0.01 * sin(12.9898 * (double)i);
        y[i] = 40.0 / (1.0 + exp(-1.5 * (t[i] - 24.0))) * noise;
        weight[i] = scale[i] = 1.0;
    }
    return (struct es_points){.n = n, .t = t, .y = y};
}

static void rank_points(const struct es_points *points)
{
    ck_assert_msg(es_rank(points, &usual, &ranking, arena, &err) == ES_OK, "%s",
                  err.message);
}

static const struct es_ranked *place_of(const char *name)
{
    for (size_t i = 0; i < ranking.n; i++) {
        if (strcmp(ranking.at[i].model->name, name) == 0) {
            return &ranking.at[i];
        }
    }
    ck_abort_msg("no %s", name);
    return NULL;
}

START_TEST(the_family_that_made_the_points_foresees_better_than_other_shapes)
{
    const struct es_points points = logistic_points(24);
    rank_points(&points);
    ck_assert_uint_eq(ranking.origins, 8);
    const struct es_ranked *true_one = place_of("logistic");
    ck_assert_double_lt(true_one->rolling_error, 0.02 * 40.0);
    static const char *const others[] = {"gompertz", "exponential_saturation"};
    for (size_t i = 0; i < 2; i++) {
        ck_assert(true_one < place_of(others[i]));
        ck_assert_double_lt(2.0 * true_one->rolling_error,
                            place_of(others[i])->rolling_error);
    }
}
END_TEST

START_TEST(families_stand_in_the_order_of_their_errors)
{
    const struct es_points points = logistic_points(30);
    rank_points(&points);
    ck_assert_uint_gt(ranking.fitted, 5);
    for (size_t i = 1; i < ranking.fitted; i++) {
        const struct es_ranked *before = &ranking.at[i - 1], *one = &ranking.at[i];
        ck_assert(before->fit.converged || !one->fit.converged);
        ck_assert(before->fit.converged != one->fit.converged ||
                  !(before->rolling_error > one->rolling_error));
    }
    ck_assert_ptr_eq(ranking.best, &ranking.at[0]);
    ck_assert(ranking.best->fit.converged);
}
END_TEST

START_TEST(a_curve_in_other_parameters_is_not_ranked_twice)
{
    const struct es_points points = logistic_points(24);
    rank_points(&points);
    const struct es_ranked *twin = place_of("SSlogis");
    ck_assert_ptr_eq(twin->same_as, es_model_find("logistic"));
    ck_assert(isnan(twin->rolling_error));
    ck_assert(twin >= ranking.at + ranking.fitted);
    ck_assert_ptr_null(place_of("logistic")->same_as);
    ck_assert_ptr_null(place_of("gompertz")->same_as);
}
END_TEST

START_TEST(no_family_has_more_parameters_than_there_are_times)
{
    struct es_points points = logistic_points(12);
    for (size_t i = 0; i < 12; i++) {
        t[i] = 20.0 + (double)(i % 4); /* three points at each of four times */
    }
    rank_points(&points);
    for (size_t i = 0; i < ranking.n; i++) {
        const struct es_ranked *one = &ranking.at[i];
        if (one->model->param_count >= 4) {
            ck_assert_int_eq(one->status, ES_ERR_DATA);
            ck_assert_ptr_nonnull(strstr(one->reason, "points at"));
            ck_assert(isnan(one->rolling_error));
        } else {
            ck_assert_int_eq(one->status, ES_OK);
        }
    }
    points.n = 2;
    ck_assert_int_eq(es_rank(&points, &usual, &ranking, arena, &err), ES_ERR_FIT);
    ck_assert_ptr_nonnull(strstr(err.message, "no family could be fitted"));
}
END_TEST

START_TEST(few_points_are_ranked_by_aicc)
{
    const struct es_points points = logistic_points(7);
    rank_points(&points);
    ck_assert_uint_eq(ranking.origins, 0);
    for (size_t i = 1; i < ranking.fitted; i++) {
        const struct es_ranked *before = &ranking.at[i - 1], *one = &ranking.at[i];
        ck_assert(before->fit.converged != one->fit.converged ||
                  !(before->fit.aicc > one->fit.aicc));
    }
}
END_TEST

START_TEST(points_that_tell_no_family_from_another_are_not_ranked)
{
    const struct es_points four = logistic_points(4);
    ck_assert_int_eq(es_rank(&four, &usual, &ranking, arena, &err), ES_ERR_FIT);
    ck_assert_ptr_nonnull(strstr(err.message, "4 points are too few to compare"));
    const struct es_points seven = logistic_points(7);
    const struct es_regression_options robust = {.loss = ES_LOSS_HUBER};
    ck_assert_int_eq(es_rank(&seven, &robust, &ranking, arena, &err), ES_ERR_FIT);
    ck_assert_ptr_nonnull(strstr(err.message, "a robust loss has no AICc"));
}
END_TEST

START_TEST(the_order_of_the_points_does_not_matter)
{
    struct es_points points = logistic_points(18);
    rank_points(&points);
    const struct es_ranking straight = ranking;
    double t2[MOST], y2[MOST];
    for (size_t i = 0; i < 18; i++) {
        t2[i] = t[17 - i];
        y2[i] = y[17 - i];
    }
    points.t = t2;
    points.y = y2;
    rank_points(&points);
    for (size_t i = 0; i < ranking.n; i++) {
        ck_assert_ptr_eq(ranking.at[i].model, straight.at[i].model);
        const double one = ranking.at[i].rolling_error;
        const double other = straight.at[i].rolling_error;
        ck_assert(one == other || (isnan(one) && isnan(other)));
    }
}
END_TEST

START_TEST(points_of_weight_zero_do_not_count_and_a_scale_multiplies)
{
    struct es_points points = logistic_points(20);
    rank_points(&points);
    const double plain = place_of("logistic")->rolling_error;
    for (size_t i = 0; i < 20; i++) {
        scale[i] = 1.0 + 0.1 * (double)i;
        y[i] *= scale[i];
    }
    points.scale = scale;
    rank_points(&points);
    const double scaled = place_of("logistic")->rolling_error;
    ck_assert(scaled > plain && scaled < 3.0 * plain);
    t[20] = 50.0;
    y[20] = 1e6;
    weight[20] = 0.0;
    scale[20] = 1.0;
    points.weight = weight;
    points.n = 21;
    rank_points(&points);
    ck_assert_uint_eq(ranking.points.n, 20);
    ck_assert_double_eq(place_of("logistic")->rolling_error, scaled);
    t[3] = NAN;
    ck_assert_int_eq(es_rank(&points, &usual, &ranking, arena, &err), ES_ERR_DATA);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rank");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, folder_close);
    tcase_add_test(tests,
                   the_family_that_made_the_points_foresees_better_than_other_shapes);
    tcase_add_test(tests, families_stand_in_the_order_of_their_errors);
    tcase_add_test(tests, a_curve_in_other_parameters_is_not_ranked_twice);
    tcase_add_test(tests, no_family_has_more_parameters_than_there_are_times);
    tcase_add_test(tests, few_points_are_ranked_by_aicc);
    tcase_add_test(tests, points_that_tell_no_family_from_another_are_not_ranked);
    tcase_add_test(tests, the_order_of_the_points_does_not_matter);
    tcase_add_test(tests, points_of_weight_zero_do_not_count_and_a_scale_multiplies);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

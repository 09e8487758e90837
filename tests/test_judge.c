/* test_judge.c: what regular points tell of a ceiling. */
#include "essor/date.h"
#include "project/dense.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum { MONTHS = 48, LOGISTIC = 1 };

/* A logistic stock of ceiling 1000 in its middle after so many months, `size` off by a
 * sign that changes every `run` months, judged. */
static struct es_solution judged;
static double noise[MONTHS];

static void judge_from(double middle, int run, double size)
{
    static const struct es_series series = {
        .id = "s", .nature = ES_STOCK_SERIES, .ceiling = NAN, .limit = INFINITY};
    static struct es_observation seen[MONTHS];
    struct es_error err;
    const int first = es_month_of_day(es_day(2020, 1, 1));
    for (int i = 0; i < MONTHS; i++) {
        noise[i] = i / run % 2 == 0 ? size : -size;
        const double t = (i - middle) / 10.0;
        const int end = es_month_first_day(first + i + 1) - 1;
        seen[i] = (struct es_observation){.measure = ES_LEVEL,
                                          .from_day = end,
                                          .to_day = end,
                                          .centre = 1000.0 / (1.0 + exp(-t)) + noise[i],
                                          .sd_log = 0.01};
    }
    judged = (struct es_solution){.series = &series};
    judged.problem =
        (struct es_sparse_problem){.name = "s",
                                   .nature = ES_STOCK_SERIES,
                                   .observation = seen,
                                   .n = MONTHS,
                                   .as_of_day = seen[MONTHS - 1].to_day,
                                   .horizon_day = seen[MONTHS - 1].to_day + 730,
                                   .ceiling = NAN,
                                   .limit = INFINITY,
                                   .seed = 1};
    ck_assert_int_eq(es_arena_open(&judged.arena, NULL), ES_OK);
    judged.dense = es_arena_array(judged.arena, 1, sizeof *judged.dense);
    ck_assert_int_eq(
        es_dense_grid_make(&judged.problem, &judged.dense->grid, judged.arena, &err),
        ES_OK);
    ck_assert_msg(es_dense_solve(&judged, 200, &err) == ES_OK, "%s", err.message);
    ck_assert_msg(es_dense_judge(&judged, &err) == ES_OK, "%s", err.message);
}

static void judge(int run, double size)
{
    judge_from(20.0, run, size);
}

/* (1 - r) / (1 + r) of the errors that were put in, r with what a fit would take from it;
 * the curve bends a little to them. */
static double worth_of_noise(void)
{
    double products = 0.0, squares = 0.0;
    for (int i = 0; i < MONTHS; i++) {
        squares += noise[i] * noise[i];
        products += i > 0 ? noise[i] * noise[i - 1] : 0.0;
    }
    const double seen = products / squares;
    const double r = seen + (1.0 + 4.0 * seen) / MONTHS;
    return (1.0 - r) / (1.0 + r);
}

START_TEST(errors_that_alternate_leave_points_their_worth)
{
    judge(1, 5.0);
    const struct es_dense_curve *curve = &judged.dense->curve[LOGISTIC];
    ck_assert_double_eq(curve->worth, 1.0);
    ck_assert(curve->determined);
    ck_assert_double_eq_tol(curve->ceiling, 1000.0, 5.0);
    es_arena_close(judged.arena);
}
END_TEST

START_TEST(errors_that_stay_make_points_worth_less)
{
    judge(3, 5.0);
    const struct es_dense_curve *curve = &judged.dense->curve[LOGISTIC];
    ck_assert_double_eq_tol(worth_of_noise(), 0.42, 0.01); /* 1/2 without the fit */
    ck_assert_double_eq_tol(curve->worth, worth_of_noise(), 0.03);
    es_arena_close(judged.arena);
}
END_TEST

START_TEST(both_intervals_are_students_with_the_points_that_these_are_worth)
{
    judge(2, 5.0);
    const struct es_dense_curve *curve = &judged.dense->curve[LOGISTIC];
    const double freedom = MONTHS * curve->worth - 3.0;
    ck_assert_double_gt(freedom, 5.0);
    const double ratio =
        gsl_cdf_tdist_Pinv(0.975, freedom) / gsl_cdf_tdist_Pinv(0.9, freedom);
    ck_assert_double_eq_tol((curve->wide_high - curve->ceiling) /
                                (curve->high - curve->ceiling),
                            ratio, 1e-9);
    ck_assert_double_eq_tol(curve->high + curve->low, 2.0 * curve->ceiling, 1e-6);
    es_arena_close(judged.arena);
}
END_TEST

START_TEST(the_interval_of_the_verdict_holds_those_of_every_curve)
{
    judge(2, 5.0);
    const struct es_verdict *verdict = &judged.verdict;
    ck_assert(verdict->ceiling_determined);
    ck_assert(verdict->ceiling_q025 < verdict->ceiling_q10 &&
              verdict->ceiling_q90 < verdict->ceiling_q975);
    for (int k = 0; k < ES_DENSE_CURVES; k++) {
        const struct es_dense_curve *curve = &judged.dense->curve[k];
        ck_assert(verdict->ceiling_q025 <= curve->wide_low &&
                  curve->wide_high <= verdict->ceiling_q975);
    }
    ck_assert(verdict->ceiling_q10 <= 1000.0 && 1000.0 <= verdict->ceiling_q90);
    es_arena_close(judged.arena);
}
END_TEST

START_TEST(the_ceiling_is_at_least_what_the_forecast_reaches)
{
    judge(2, 5.0);
    const struct es_dense_forecast *forecast = &judged.dense->forecast;
    const size_t last = MONTHS / 2 - 1;
    ck_assert(judged.verdict.ceiling_determined);
    ck_assert(judged.verdict.ceiling_q90 >= es_dense_quantile(forecast, last, 0.9));
    ck_assert(judged.verdict.ceiling_q975 >= es_dense_quantile(forecast, last, 0.975));
    es_arena_close(judged.arena);
}
END_TEST

START_TEST(a_curve_that_is_out_of_the_question_is_not_asked)
{
    judge(1, 1e-6);
    ck_assert_double_gt(judged.dense->curve[0].aicc, judged.dense->curve[LOGISTIC].aicc);
    ck_assert(judged.verdict.ceiling_determined);
    ck_assert_double_eq_tol(judged.verdict.ceiling_q50, 1000.0, 0.1);
    es_arena_close(judged.arena);
}
END_TEST

START_TEST(half_of_a_curve_tells_no_ceiling)
{
    judge_from(MONTHS, 1, 5.0);
    ck_assert(!judged.verdict.ceiling_determined);
    ck_assert(isnan(judged.verdict.ceiling_q50));
    es_arena_close(judged.arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge");
    TCase *cases = tcase_create("whether points tell a ceiling");
    tcase_add_test(cases, errors_that_alternate_leave_points_their_worth);
    tcase_add_test(cases, errors_that_stay_make_points_worth_less);
    tcase_add_test(cases,
                   both_intervals_are_students_with_the_points_that_these_are_worth);
    tcase_add_test(cases, the_interval_of_the_verdict_holds_those_of_every_curve);
    tcase_add_test(cases, the_ceiling_is_at_least_what_the_forecast_reaches);
    tcase_add_test(cases, a_curve_that_is_out_of_the_question_is_not_asked);
    tcase_add_test(cases, half_of_a_curve_tells_no_ceiling);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "essor/score.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

enum { SAMPLE = 20001 };

/* CRPS of a normal distribution (Gneiting and Raftery 2007, equation 5, with the sign of
 * a loss). */
static double crps_normal(double mean, double sd, double y)
{
    const double z = (y - mean) / sd;
    return sd * (z * (2.0 * gsl_cdf_ugaussian_P(z) - 1.0) +
                 2.0 * gsl_ran_ugaussian_pdf(z) - 1.0 / sqrt(M_PI));
}

/* exp of the normal's quantiles at (i + 1/2) / n: a sample without sampling error. */
static void log_normal_sample(double mean, double sd, double values[])
{
    for (size_t i = 0; i < SAMPLE; i++) {
        /* Written backwards, so that sorting has something to do. */
        values[SAMPLE - 1 - i] =
            exp(mean + gsl_cdf_gaussian_Pinv(((double)i + 0.5) / SAMPLE, sd));
    }
}

START_TEST(the_crps_of_a_normal_sample_is_the_closed_form)
{
    static double values[SAMPLE];
    static const double actual_logs[] = {-1.0, 1.0, 2.0, 2.3, 3.0, 6.0};
    for (size_t i = 0; i < sizeof actual_logs / sizeof actual_logs[0]; i++) {
        log_normal_sample(2.0, 0.6, values);
        const struct es_score score = es_score_draws(values, SAMPLE, exp(actual_logs[i]));
        ck_assert_double_eq_tol(score.crps_log, crps_normal(2.0, 0.6, actual_logs[i]),
                                5e-5);
        ck_assert_double_eq_tol(score.error_log, fabs(actual_logs[i] - 2.0), 1e-9);
        ck_assert_double_eq_tol(score.bias_log, 2.0 - actual_logs[i], 1e-9);
    }
}
END_TEST

START_TEST(the_pit_is_the_distribution_function_at_the_actual_value)
{
    static double values[SAMPLE];
    for (double z = -2.5; z < 2.6; z += 0.5) {
        log_normal_sample(0.0, 1.0, values);
        const struct es_score score = es_score_draws(values, SAMPLE, exp(z + 1e-9));
        ck_assert_double_eq_tol(score.pit, gsl_cdf_ugaussian_P(z), 1.0 / SAMPLE);
    }
}
END_TEST

/* The 10 % quantile of a normal is at -1.2816, the 2.5 % quantile at -1.9600. */
START_TEST(the_intervals_end_at_their_quantiles)
{
    static double values[SAMPLE];
    static const struct {
        double z;
        int in80, in95;
    } cases[] = {{0.0, 1, 1},  {1.27, 1, 1},  {-1.27, 1, 1}, {1.29, 0, 1}, {-1.29, 0, 1},
                 {1.95, 0, 1}, {-1.95, 0, 1}, {1.97, 0, 0},  {-1.97, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        log_normal_sample(5.0, 1.0, values);
        const struct es_score score =
            es_score_draws(values, SAMPLE, exp(5.0 + cases[i].z));
        ck_assert_int_eq(score.in80, cases[i].in80);
        ck_assert_int_eq(score.in95, cases[i].in95);
    }
}
END_TEST

START_TEST(one_draw_scores_its_absolute_error)
{
    double above[] = {120.0}, below[] = {80.0}, right[] = {100.0};
    ck_assert_double_eq_tol(es_score_draws(above, 1, 100.0).crps_log, log(1.2), 1e-15);
    ck_assert_double_eq_tol(es_score_draws(below, 1, 100.0).crps_log, log(1.25), 1e-15);
    const struct es_score exact = es_score_draws(right, 1, 100.0);
    ck_assert_double_eq(exact.crps_log, 0.0);
    ck_assert_double_eq(exact.pit, 0.0);
    ck_assert_int_eq(exact.in80, 1);
}
END_TEST

/* Draws at ln 1 and ln e, actual in between: 1/4 of each part. */
START_TEST(two_draws_score_a_quarter_of_their_distance)
{
    double values[] = {exp(1.0), 1.0};
    ck_assert_double_eq_tol(es_score_draws(values, 2, exp(0.3)).crps_log, 0.25, 1e-15);
}
END_TEST

START_TEST(a_draw_of_nothing_keeps_every_score_finite)
{
    double values[] = {0.0, 90.0, 100.0, 110.0}, zeros[] = {0.0, 0.0};
    const struct es_score score = es_score_draws(values, 4, 100.0);
    ck_assert(isfinite(score.crps_log) && isfinite(score.error_log));
    ck_assert_double_eq_tol(score.pit, 0.5, 1e-15);
    /* A millionth of the actual value stands for nothing. */
    ck_assert_double_eq_tol(es_score_draws(zeros, 2, 7.0).crps_log, log(1e6), 1e-9);
}
END_TEST

START_TEST(blur_adds_a_log_normal_error_of_the_given_size)
{
    static double values[SAMPLE];
    for (size_t i = 0; i < SAMPLE; i++) {
        values[i] = 50.0;
    }
    ck_assert_int_eq(es_score_blur(values, SAMPLE, 0.2, 11, NULL), ES_OK);
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < SAMPLE; i++) {
        const double z = log(values[i] / 50.0);
        sum += z / SAMPLE;
        squares += z * z / SAMPLE;
    }
    /* Four standard errors of the mean and of the standard deviation. */
    ck_assert_double_eq_tol(sum, 0.0, 4.0 * 0.2 / sqrt(SAMPLE));
    ck_assert_double_eq_tol(sqrt(squares), 0.2, 4.0 * 0.2 / sqrt(2.0 * SAMPLE));
}
END_TEST

START_TEST(the_same_seed_blurs_alike_and_no_error_blurs_nothing)
{
    double a[] = {1.0, 2.0, 3.0}, b[] = {1.0, 2.0, 3.0}, c[] = {1.0, 2.0, 3.0};
    ck_assert_int_eq(es_score_blur(a, 3, 0.1, 5, NULL), ES_OK);
    ck_assert_int_eq(es_score_blur(b, 3, 0.1, 5, NULL), ES_OK);
    ck_assert_mem_eq(a, b, sizeof a);
    ck_assert_int_eq(es_score_blur(c, 3, 0.0, 5, NULL), ES_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_double_eq(c[i], i + 1.0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("score");
    TCase *cases = tcase_create("how a distribution met what came true");
    tcase_add_test(cases, the_crps_of_a_normal_sample_is_the_closed_form);
    tcase_add_test(cases, the_pit_is_the_distribution_function_at_the_actual_value);
    tcase_add_test(cases, the_intervals_end_at_their_quantiles);
    tcase_add_test(cases, one_draw_scores_its_absolute_error);
    tcase_add_test(cases, two_draws_score_a_quarter_of_their_distance);
    tcase_add_test(cases, a_draw_of_nothing_keeps_every_score_finite);
    tcase_add_test(cases, blur_adds_a_log_normal_error_of_the_given_size);
    tcase_add_test(cases, the_same_seed_blurs_alike_and_no_error_blurs_nothing);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

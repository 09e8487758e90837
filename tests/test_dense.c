/* The dense engine: members against closed forms, limits, degenerate series, and the same
 * answers whatever the unit, the origin of time and the number of threads. */
#include "folder.h"

#include "essor/backtest.h"

#include <math.h>

enum { MOST = 120, REACH = 24 };

static double t[MOST + REACH], y[MOST];
static struct es_dense_forecast forecast;

static struct es_dense_series series_of(size_t n)
{
    for (size_t i = 0; i < n + REACH; i++) {
        t[i] = (double)i;
    }
    return (struct es_dense_series){.n = n,
                                    .t = t,
                                    .y = y,
                                    .reach = REACH,
                                    .ceiling = INFINITY,
                                    .spacing = ES_DENSE_OTHER};
}

static void run(const struct es_dense_series *series)
{
    const enum es_status status =
        es_dense_run(series, &es_dense_pooled, &forecast, arena, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
}

static double logistic(double at)
{
    return 100.0 / (1.0 + exp(-0.25 * (at - 30.0)));
}

static void fill_logistic(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        y[i] = logistic((double)i);
    }
}

/* A pseudo-random walk upwards, the same everywhere. */
static void fill_noisy(size_t n)
{
    uint32_t state = 12345;
    double level = 10.0;
    for (size_t i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        level += 3.0 * ((double)(state >> 8) / 16777216.0) - 0.8;
        y[i] = level;
    }
}

/* The combination and every quantile are finite and in order, at every step. */
static void check_answer(void)
{
    for (size_t h = 0; h < forecast.reach; h++) {
        ck_assert_double_finite(forecast.mean[h]);
        for (size_t k = 0; k < ES_DENSE_LEVELS; k++) {
            ck_assert_double_finite(forecast.quantile[h][k]);
            ck_assert(k == 0 || forecast.quantile[h][k] >= forecast.quantile[h][k - 1]);
        }
    }
    double sum = 0.0;
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        ck_assert_double_ge(forecast.weight[m], 0.0);
        sum += forecast.weight[m];
    }
    ck_assert_double_eq_tol(sum, 1.0, 1e-12);
}

START_TEST(a_straight_line_goes_on)
{
    const struct es_dense_series series = series_of(40);
    for (size_t i = 0; i < series.n; i++) {
        y[i] = 3.0 + 2.0 * (double)i;
    }
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        const double truth = 3.0 + 2.0 * (double)(40 + h);
        ck_assert_double_eq_tol(forecast.member[ES_DENSE_DAMPED][h], truth, 0.01);
        ck_assert_double_eq_tol(forecast.member[ES_DENSE_AUTOREGRESSION][h], truth, 1e-6);
        ck_assert_double_eq_tol(forecast.mean[h], truth, 0.02 * 2.0 * (double)(h + 1));
    }
}
END_TEST

/* The mean step of a line, damped by 0.92 a period: slope (1 - 0.92^h) 0.92 / 0.08. */
START_TEST(a_damped_line_is_the_geometric_sum_of_its_steps)
{
    const struct es_dense_series series = series_of(30);
    for (size_t i = 0; i < series.n; i++) {
        y[i] = 5.0 * (double)i;
    }
    run(&series);
    const double last = y[29];
    for (size_t h = 0; h < REACH; h++) {
        const double steps = 0.92 * (1.0 - pow(0.92, (double)(h + 1))) / 0.08;
        ck_assert_double_eq_tol(forecast.member[ES_DENSE_MEAN_STEP][h],
                                last + 5.0 * steps, 1e-9 * last);
    }
}
END_TEST

START_TEST(theta_adds_half_the_slope_of_the_line)
{
    const struct es_dense_series series = series_of(60);
    for (size_t i = 0; i < series.n; i++) {
        y[i] = 10.0 + 4.0 * (double)i;
    }
    run(&series);
    const double *path = forecast.member[ES_DENSE_THETA];
    for (size_t h = 1; h < REACH; h++) {
        ck_assert_double_eq_tol(path[h] - path[h - 1], 2.0, 1e-9);
    }
}
END_TEST

START_TEST(a_logistic_without_noise_is_followed_by_its_curve)
{
    const struct es_dense_series series = series_of(50);
    fill_logistic(series.n);
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        const double truth = logistic((double)(50 + h));
        ck_assert_double_eq_tol(forecast.member[ES_DENSE_LOGISTIC][h], truth, 0.05);
        ck_assert_double_eq_tol(forecast.mean[h], truth, 0.1);
    }
    ck_assert_double_gt(forecast.weight[ES_DENSE_LOGISTIC], 0.2);
}
END_TEST

START_TEST(a_series_that_never_fell_does_not_fall)
{
    const struct es_dense_series series = series_of(50);
    fill_logistic(series.n);
    run(&series);
    ck_assert(forecast.rising);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_ge(forecast.mean[h], y[49]);
        for (size_t k = 0; k < ES_DENSE_LEVELS; k++) {
            ck_assert_double_ge(forecast.quantile[h][k],
                                h == 0 ? y[49] : forecast.quantile[h - 1][k]);
        }
    }
}
END_TEST

START_TEST(nothing_passes_zero_or_a_ceiling_that_was_kept)
{
    struct es_dense_series series = series_of(40);
    for (size_t i = 0; i < series.n; i++) {
        y[i] = 60.0 - 1.5 * (double)i + (i % 2 == 0 ? 0.4 : 0.0);
    }
    series.ceiling = 61.0;
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_ge(forecast.quantile[h][0], 0.0);
        ck_assert_double_ge(forecast.mean[h], 0.0);
        ck_assert_double_le(forecast.quantile[h][ES_DENSE_LEVELS - 1], 61.0);
    }
}
END_TEST

START_TEST(the_interval_widens_with_the_time_ahead)
{
    const struct es_dense_series series = series_of(80);
    fill_noisy(series.n);
    run(&series);
    check_answer();
    const double near =
        es_dense_quantile(&forecast, 0, 0.9) - es_dense_quantile(&forecast, 0, 0.1);
    const double far = es_dense_quantile(&forecast, REACH - 1, 0.9) -
                       es_dense_quantile(&forecast, REACH - 1, 0.1);
    ck_assert_double_gt(far, 2.0 * near);
}
END_TEST

/* Relative 1e-9: what is left is rounding. */
START_TEST(a_longer_reach_goes_on_with_the_same_draws)
{
    enum { DRAWS = 60, NEAR = 7 };
    static double near[DRAWS * NEAR], far[DRAWS * REACH];
    for (int rising = 0; rising < 2; rising++) {
        struct es_dense_series series = series_of(60);
        (rising ? fill_logistic : fill_noisy)(series.n);
        for (size_t i = 0; i < series.n; i++) { /* a season too */
            y[i] *= rising ? 1.0 : 1.0 + 0.3 * (double)(i % 12 == 3);
        }
        series.season = 12;
        run(&series);
        ck_assert_int_eq(
            es_dense_draw(&forecast, &es_dense_pooled, DRAWS, 5, far, arena, &err),
            ES_OK);
        series.reach = NEAR;
        run(&series);
        ck_assert_int_eq(
            es_dense_draw(&forecast, &es_dense_pooled, DRAWS, 5, near, arena, &err),
            ES_OK);
        ck_assert_int_eq(forecast.season != NULL, !rising);
        for (size_t d = 0; d < DRAWS; d++) {
            ck_assert_int_eq(
                memcmp(near + d * NEAR, far + d * REACH, sizeof near / DRAWS), 0);
        }
    }
}
END_TEST

START_TEST(neither_the_unit_nor_the_origin_of_time_matters)
{
    struct es_dense_series series = series_of(60);
    double mean[REACH], high[REACH];
    fill_noisy(series.n);
    run(&series);
    memcpy(mean, forecast.mean, sizeof mean);
    for (size_t h = 0; h < REACH; h++) {
        high[h] = es_dense_quantile(&forecast, h, 0.9);
    }
    for (size_t i = 0; i < series.n; i++) {
        y[i] *= 1e6;
    }
    for (size_t i = 0; i < series.n + REACH; i++) {
        t[i] += 24288.0;
    }
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_eq_tol(forecast.mean[h] / 1e6, mean[h], 1e-9 * fabs(mean[h]));
        ck_assert_double_eq_tol(es_dense_quantile(&forecast, h, 0.9) / 1e6, high[h],
                                1e-9 * high[h]);
    }
}
END_TEST

/* A curve that steps over a gap: real distances are seen, not the order alone. */
START_TEST(a_gap_counts_as_the_time_it_lasts)
{
    const struct es_dense_series series = series_of(36);
    for (size_t i = 0; i < series.n + REACH; i++) {
        t[i] = (double)i + (i >= 20 ? 6.0 : 0.0);
    }
    for (size_t i = 0; i < series.n; i++) {
        y[i] = 7.0 + 3.0 * t[i];
    }
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_eq_tol(forecast.mean[h], 7.0 + 3.0 * t[36 + h],
                                0.03 * 3.0 * (double)(h + 1));
    }
}
END_TEST

/* Twelve months that repeat, on a line, which spread over 40 % of it either side:
 * foreseen within 5 %. */
START_TEST(a_season_comes_back)
{
    static const double month[12] = {0.7, 0.8, 1.0, 1.1, 1.2, 1.3,
                                     1.2, 0.6, 1.0, 1.1, 1.1, 0.9};
    struct es_dense_series series = series_of(72);
    series.season = 12;
    for (size_t i = 0; i < series.n; i++) {
        y[i] = (100.0 + (double)i) * month[i % 12];
    }
    run(&series);
    for (size_t h = 0; h < 12; h++) {
        const double line = 100.0 + (double)(72 + h);
        ck_assert_double_eq_tol(forecast.mean[h], line * month[(72 + h) % 12],
                                0.05 * line);
    }
}
END_TEST

/* -- degenerate series --------------------------------------------------------------- */

/* Constant, all zero, one jump, falling below zero, 1e300, 1e-300, two values,
 * alternating, one peak. */
enum { DEGENERATE = 9 };

static double degenerate_value(size_t kind, size_t i)
{
    switch (kind) {
    case 0:
        return 5.0;
    case 1:
        return 0.0;
    case 2:
        return i < 12 ? 1.0 : 1000.0;
    case 3:
        return -5.0 - 2.0 * (double)i;
    case 4:
        return 1e300 * (0.5 + 0.02 * (double)i);
    case 5:
        return 1e-300 * (1.0 + (double)i);
    case 6:
        return i < 7 ? 2.0 : 3.0;
    case 7:
        return i % 2 == 0 ? -1.0 : 1.0;
    default:
        return i == 10 ? 1.0 : 0.0;
    }
}

START_TEST(degenerate_series_have_an_answer)
{
    static const size_t lengths[] = {6, 7, 12, 24};
    for (size_t n = 0; n < 4; n++) {
        struct es_dense_series series = series_of(lengths[n]);
        series.season = lengths[n] == 24 ? 4 : 0;
        for (size_t i = 0; i < series.n; i++) {
            y[i] = degenerate_value((size_t)_i, i);
        }
        run(&series);
        check_answer();
    }
}
END_TEST

START_TEST(a_constant_series_stays_where_it_is)
{
    const struct es_dense_series series = series_of(20);
    for (size_t i = 0; i < series.n; i++) {
        y[i] = 5.0;
    }
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_eq_tol(forecast.mean[h], 5.0, 1e-6);
        ck_assert_double_eq_tol(es_dense_quantile(&forecast, h, 0.9), 5.0, 1e-5);
    }
}
END_TEST

static void check_refusal(const struct es_dense_series *series, const char *why)
{
    ck_assert_int_eq(es_dense_run(series, &es_dense_pooled, &forecast, arena, &err),
                     ES_ERR_DATA);
    ck_assert_msg(strstr(err.message, why) != NULL, "%s", err.message);
}

START_TEST(what_cannot_be_forecast_is_refused_with_the_reason)
{
    struct es_dense_series series = series_of(20);
    fill_noisy(20);
    y[7] = 1e301;
    check_refusal(&series, "value 8");
    y[7] = NAN;
    check_refusal(&series, "value 8");
    y[7] = 3.0;
    t[11] = t[10];
    check_refusal(&series, "value 12 does not come later");
    series.n = 5;
    check_refusal(&series, "5 points; at least 6");
}
END_TEST

/* -- crossings ------------------------------------------------------------------------
 */

START_TEST(a_level_is_crossed_where_the_middle_of_the_fan_is)
{
    const struct es_dense_series series = series_of(50);
    struct es_dense_crossing crossing;
    fill_logistic(series.n);
    run(&series);
    const double level = es_dense_quantile(&forecast, 2, 0.5);
    es_dense_cross(&forecast, REACH, level, &crossing);
    ck_assert_double_le(crossing.share, 1.0);
    ck_assert_double_ge(crossing.share, 0.5);
    ck_assert_double_le(crossing.early, crossing.middle);
    ck_assert_double_le(crossing.middle, crossing.late);
    ck_assert_double_le(crossing.middle, 3.0);
    es_dense_cross(&forecast, REACH, y[49], &crossing);
    ck_assert_double_eq(crossing.middle, 0.0);
    es_dense_cross(&forecast, REACH, 1e9, &crossing);
    ck_assert_double_infinite(crossing.middle);
    ck_assert_double_eq(crossing.share, 0.0);
}
END_TEST

/* -- files of series ------------------------------------------------------------------
 */

static const char *make_values(size_t series, size_t n)
{
    char *text = malloc(64 * series * n + 64);
    size_t used = (size_t)sprintf(text, "series_id,x,value\n");
    uint32_t state = 7;
    for (size_t s = 0; s < series; s++) {
        double level = 5.0;
        for (size_t i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            level += (double)(state >> 8) / 16777216.0;
            used += (size_t)sprintf(text + used, "s%03zu,%zu,%.6f\n", s, 2000 + i, level);
        }
    }
    const char *path = file_of("values.csv", text, used);
    free(text);
    return path;
}

static const char *make_splits(size_t series)
{
    char text[16384];
    size_t used = (size_t)sprintf(text, "series_id,origin_index,horizon\n");
    for (size_t s = 0; s < series; s++) {
        used += (size_t)sprintf(text + used, "s%03zu,12,6\ns%03zu,20,10\n", s, s);
    }
    return file_of("splits.csv", text, used);
}

static char *whole_file(const char *path)
{
    char *text = es_arena_array(arena, 1 << 20, 1);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_gt(fread(text, 1, (1 << 20) - 1, file), 0);
    (void)fclose(file);
    return text;
}

START_TEST(the_number_of_threads_changes_no_byte)
{
    static const size_t jobs[] = {1, 2, 7};
    const struct es_backtest_files files = {.values = make_values(40, 30),
                                            .splits = make_splits(40)};
    struct es_backtest backtest;
    struct es_backtest_result result;
    struct es_faults faults = {.n = 0};
    const char *first = NULL;
    ck_assert_int_eq(es_backtest_read(&files, &backtest, &faults, arena, &err), ES_OK);
    for (size_t k = 0; k < 3; k++) {
        const struct es_backtest_paths paths = {.predictions = in_folder("out.csv")};
        ck_assert_int_eq(es_backtest_run(&backtest, NULL, jobs[k], &result, arena, &err),
                         ES_OK);
        ck_assert_uint_eq(result.failed, 0);
        ck_assert_int_eq(es_backtest_write(&backtest, &result, &paths, &err), ES_OK);
        const char *text = whole_file(paths.predictions);
        first = k == 0 ? text : first;
        ck_assert_str_eq(text, first);
    }
}
END_TEST

START_TEST(a_faulty_series_fails_alone)
{
    static const char values[] =
        "series_id,x,value\n"
        "bad,1,1\nbad,2,x2\nbad,3,3\nbad,4,4\nbad,5,5\nbad,6,6\n"
        "good,1,1\ngood,2,2\ngood,3,4\ngood,4,5\ngood,5,7\n"
        "good,6,8\ngood,7,\ngood,8,11\n";
    static const char splits[] =
        "series_id,origin_index,horizon\n"
        "bad,6,2\ngood,6,2\nnone,6,2\ngood,3,2\n";
    const struct es_backtest_files files = {
        .values = file_of("values.csv", values, sizeof values - 1),
        .splits = file_of("splits.csv", splits, sizeof splits - 1)};
    struct es_backtest backtest;
    struct es_backtest_result result;
    struct es_faults faults = {.n = 0};
    ck_assert_int_eq(es_backtest_read(&files, &backtest, &faults, arena, &err), ES_OK);
    ck_assert_uint_eq(es_panel_find(&backtest.panel, "good")->n, 7);
    ck_assert_int_eq(es_backtest_run(&backtest, NULL, 1, &result, arena, &err), ES_OK);
    ck_assert_uint_eq(result.failed, 3);
    for (size_t i = 0; i < backtest.splits; i++) {
        const bool good =
            strcmp(backtest.split[i].id, "good") == 0 && backtest.split[i].origin == 6;
        ck_assert_int_eq(result.answer[i].error.status, good ? ES_OK : ES_ERR_DATA);
    }
    ck_assert_ptr_nonnull(strstr(result.answer[0].error.message, "line 3"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dense");
    TCase *cases = tcase_create("members");
    tcase_add_checked_fixture(cases, folder_open, folder_close);
    tcase_add_test(cases, a_straight_line_goes_on);
    tcase_add_test(cases, a_damped_line_is_the_geometric_sum_of_its_steps);
    tcase_add_test(cases, theta_adds_half_the_slope_of_the_line);
    tcase_add_test(cases, a_logistic_without_noise_is_followed_by_its_curve);
    tcase_add_test(cases, a_series_that_never_fell_does_not_fall);
    tcase_add_test(cases, nothing_passes_zero_or_a_ceiling_that_was_kept);
    tcase_add_test(cases, the_interval_widens_with_the_time_ahead);
    tcase_add_test(cases, a_longer_reach_goes_on_with_the_same_draws);
    tcase_add_test(cases, neither_the_unit_nor_the_origin_of_time_matters);
    tcase_add_test(cases, a_gap_counts_as_the_time_it_lasts);
    tcase_add_test(cases, a_season_comes_back);
    tcase_add_loop_test(cases, degenerate_series_have_an_answer, 0, DEGENERATE);
    tcase_add_test(cases, a_constant_series_stays_where_it_is);
    tcase_add_test(cases, what_cannot_be_forecast_is_refused_with_the_reason);
    tcase_add_test(cases, a_level_is_crossed_where_the_middle_of_the_fan_is);
    tcase_add_test(cases, the_number_of_threads_changes_no_byte);
    tcase_add_test(cases, a_faulty_series_fails_alone);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

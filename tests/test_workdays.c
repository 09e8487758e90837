/* What volumes have of their working days: closed forms, and series that have none. */
#include "folder.h"

#include "essor/date.h"
#include "essor/dense.h"
#include "essor/holiday.h"

#include <math.h>

enum { MONTHS = 60, DAYS = 200, REACH = 24, MOST = 300 };

static double t[MOST], y[MOST], workdays[MOST];
static unsigned char weekday[MOST];
static struct es_dense_forecast forecast;

/* Months from January 2019 on. */
static struct es_dense_series months(void)
{
    const int first = es_month_of_day(es_day(2019, 1, 1));
    for (int i = 0; i < MONTHS + REACH; i++) {
        t[i] = first + i;
        workdays[i] = es_french_workdays(es_month_first_day(first + i),
                                         es_month_first_day(first + i + 1) - 1);
    }
    return (struct es_dense_series){.n = MONTHS,
                                    .t = t,
                                    .y = y,
                                    .season = 12,
                                    .reach = REACH,
                                    .ceiling = INFINITY,
                                    .spacing = ES_DENSE_OTHER,
                                    .workdays = workdays};
}

static struct es_dense_series days(void)
{
    for (int i = 0; i < DAYS + REACH; i++) {
        const int day = es_day(2023, 3, 1) + i;
        t[i] = day;
        weekday[i] = (unsigned char)es_french_weekday(day);
    }
    return (struct es_dense_series){.n = DAYS,
                                    .t = t,
                                    .y = y,
                                    .reach = REACH,
                                    .ceiling = INFINITY,
                                    .spacing = ES_DENSE_DAILY,
                                    .weekday = weekday};
}

static void run(const struct es_dense_series *series)
{
    ck_assert_msg(es_dense_run(series, &es_dense_pooled, &forecast, arena, &err) == ES_OK,
                  "%s", err.message);
}

/* The same everywhere, within -1 and 1. */
static double noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 8388608.0 - 1.0;
}

/* Volumes that are 1,000 a working day, a month having 18 to 23 of them: the power is 1
 * and every month to come is foreseen. */
START_TEST(volumes_per_working_day_are_constant_where_months_are_not)
{
    const struct es_dense_series series = months();
    for (size_t i = 0; i < MONTHS; i++) {
        y[i] = 1000.0 * workdays[i];
    }
    run(&series);
    ck_assert_double_eq_tol(forecast.workday_power, 1.0, 1e-6);
    ck_assert(forecast.factors);
    ck_assert_double_eq_tol(forecast.season[MONTHS] / forecast.season[0],
                            workdays[MONTHS] / workdays[0], 1e-6);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_eq_tol(forecast.mean[h], 1000.0 * workdays[MONTHS + h], 1.0);
    }
}
END_TEST

/* A season, growth by 2 % a month and half of the volume tied to nothing: the power of
 * the working days is found beside them. */
START_TEST(the_power_is_found_beside_season_and_growth)
{
    static const double month[12] = {1.0, 1.0, 1.1, 1.0,  0.95, 1.0,
                                     0.9, 0.6, 1.0, 1.05, 1.0,  0.9};
    const struct es_dense_series series = months();
    uint32_t state = 3;
    for (size_t i = 0; i < MONTHS; i++) {
        y[i] = 500.0 * exp(0.02 * (double)i + 0.01 * noise(&state)) * month[i % 12] *
               pow(workdays[i], 0.6);
    }
    run(&series);
    ck_assert_double_eq_tol(forecast.workday_power, 0.6, 0.1);
}
END_TEST

/* One month in which nearly nothing happened does not hide it. */
START_TEST(an_outlier_does_not_move_the_power)
{
    const struct es_dense_series series = months();
    uint32_t state = 3;
    for (size_t i = 0; i < MONTHS; i++) {
        y[i] = 1000.0 * workdays[i] * exp(0.01 * noise(&state)) * (i == 30 ? 0.1 : 1.0);
    }
    run(&series);
    ck_assert_double_eq_tol(forecast.workday_power, 1.0, 0.15);
}
END_TEST

/* Of a hundred series of noise, whose forecasts then are those without working days, at
 * most two are taken to follow them. */
START_TEST(noise_is_seldom_taken_for_working_days)
{
    struct es_dense_series series = months();
    uint32_t state = 17;
    size_t taken = 0;
    for (size_t k = 0; k < 100; k++) {
        double mean[REACH];
        for (size_t i = 0; i < MONTHS; i++) {
            y[i] = 1000.0 * exp(0.01 * (double)i + 0.1 * noise(&state));
        }
        series.workdays = NULL;
        run(&series);
        memcpy(mean, forecast.mean, sizeof mean);
        series.workdays = workdays;
        run(&series);
        taken += forecast.workday_power > 0.0;
        for (size_t h = 0; h < REACH && forecast.workday_power == 0.0; h++) {
            ck_assert_double_eq(forecast.mean[h], mean[h]);
        }
    }
    ck_assert_uint_le(taken, 2);
}
END_TEST

/* Weekdays 100, Saturdays 30, Sundays and holidays none: foreseen to 1 %, zeros as
 * zeros. */
START_TEST(weekdays_and_holidays_come_back)
{
    static const double level[7] = {100.0, 100.0, 100.0, 100.0, 100.0, 30.0, 0.0};
    const struct es_dense_series series = days();
    for (size_t i = 0; i < DAYS; i++) {
        y[i] = level[weekday[i]];
    }
    run(&series);
    ck_assert(forecast.weekdays);
    ck_assert_uint_eq(forecast.n, DAYS);
    for (size_t i = 0; i < DAYS + REACH; i++) {
        ck_assert_double_eq_tol(forecast.season[i] * 530.0 / 7.0, level[weekday[i]], 0.1);
    }
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_eq_tol(forecast.mean[h], level[weekday[DAYS + h]], 1.0);
        ck_assert_double_le(es_dense_quantile(&forecast, h, 0.1), forecast.mean[h]);
        ck_assert_double_ge(es_dense_quantile(&forecast, h, 0.9), forecast.mean[h]);
    }
}
END_TEST

START_TEST(days_that_are_alike_are_left_alone)
{
    struct es_dense_series series = days();
    uint32_t state = 5;
    double mean[REACH];
    for (size_t i = 0; i < DAYS; i++) {
        y[i] = 100.0 + (double)i + 20.0 * noise(&state);
    }
    run(&series);
    ck_assert(!forecast.weekdays);
    memcpy(mean, forecast.mean, sizeof mean);
    series.weekday = NULL;
    run(&series);
    for (size_t h = 0; h < REACH; h++) {
        ck_assert_double_eq(forecast.mean[h], mean[h]);
    }
}
END_TEST

START_TEST(short_and_degenerate_series_are_left_alone)
{
    struct es_dense_series series = months();
    for (size_t kind = 0; kind < 4; kind++) {
        for (size_t i = 0; i < MONTHS; i++) {
            y[i] = kind == 0 ? 0.0 : kind == 1 ? 5.0 : kind == 2 ? -workdays[i] : 1e300;
        }
        run(&series);
        ck_assert_double_eq(forecast.workday_power, 0.0);
        ck_assert_double_finite(forecast.mean[REACH - 1]);
    }
    for (size_t i = 0; i < MONTHS; i++) {
        y[i] = workdays[i];
    }
    series.n = 25;
    run(&series);
    ck_assert_double_eq(forecast.workday_power, 0.0);
    series = days();
    for (size_t i = 0; i < DAYS; i++) {
        y[i] = 0.0;
    }
    run(&series);
    ck_assert(!forecast.weekdays);
    ck_assert_double_eq(forecast.mean[REACH - 1], 0.0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workdays");
    TCase *cases = tcase_create("workdays");
    tcase_add_checked_fixture(cases, folder_open, folder_close);
    tcase_add_test(cases, volumes_per_working_day_are_constant_where_months_are_not);
    tcase_add_test(cases, the_power_is_found_beside_season_and_growth);
    tcase_add_test(cases, an_outlier_does_not_move_the_power);
    tcase_add_test(cases, noise_is_seldom_taken_for_working_days);
    tcase_add_test(cases, weekdays_and_holidays_come_back);
    tcase_add_test(cases, days_that_are_alike_are_left_alone);
    tcase_add_test(cases, short_and_degenerate_series_are_left_alone);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

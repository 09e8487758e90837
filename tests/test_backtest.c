/* What the shipped figures were worth as forecasts on past dates. */
#include "essor/date.h"
#include "essor/project.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTS = 3, BARRED = 4, ROLLING = 6, MOST_FIGURES = 100 };

static struct es_arena *arena;
static struct es_project project;
static struct es_error err;

static void set_up(void)
{
    struct es_faults faults = {0};
    gsl_set_error_handler_off();
    ck_assert_int_eq(es_arena_open(&arena, &err), ES_OK);
    ck_assert_msg(es_project_open(ESSOR_SOURCE_DIR "/examples/segur", &project, &faults,
                                  arena, &err) == ES_OK,
                  "%s", err.message);
}

static void tear_down(void)
{
    es_arena_close(arena);
}

/* -- the three dates ---------------------------------------------------------------- */

struct sums {
    double crps, cover80, cover95;
    size_t n;
};

static void add(struct sums *sums, const struct es_summary *summary)
{
    const double n = (double)summary->n;
    sums->crps += summary->crps_log * n;
    sums->cover80 += summary->cover80 * n;
    sums->cover95 += summary->cover95 * n;
    sums->n += summary->n;
}

/* The scores of the four series with several later figures, forecast on one date. Returns
 * the CRPS of the date, averaged by series. */
static double score_on(int as_of_day, struct sums by_series[BARRED])
{
    static const char *const barred[BARRED] = {"total", "biologie", "radiologie",
                                               "activation"};
    const struct es_solve_options options = {.as_of_day = as_of_day,
                                             .horizon_day = ES_NO_DAY};
    struct es_solutions solutions = {0};
    struct es_scorecard card;
    ck_assert_int_eq(
        es_project_solve(&project, NULL, 0, &options, &solutions, arena, &err), ES_OK);
    ck_assert_int_eq(
        es_project_scorecard(&project, &project.figures, &solutions, &card, arena, &err),
        ES_OK);
    double crps = 0.0;
    for (size_t i = 0; i < card.series; i++) {
        for (int b = 0; b < BARRED; b++) {
            if (strcmp(card.by_series[i].series->id, barred[b]) == 0) {
                add(&by_series[b], &card.by_series[i]);
                crps += card.by_series[i].crps_log / BARRED;
            }
        }
    }
    es_solutions_close(&solutions);
    return crps;
}

START_TEST(later_figures_fall_where_they_were_predicted)
{
    const int cut[CUTS] = {es_day(2023, 9, 30), es_day(2023, 12, 31),
                           es_day(2024, 6, 30)};
    struct sums by_series[BARRED] = {0};
    for (int c = 0; c < CUTS; c++) {
        const double crps = score_on(cut[c], by_series);
        (void)printf("CRPS of ln value, date %d: %.3f\n", c + 1, crps);
        ck_assert_double_le(crps, 0.17);
    }
    struct sums mean = {0};
    for (int b = 0; b < BARRED; b++) {
        ck_assert_uint_gt(by_series[b].n, 0);
        mean.crps += by_series[b].crps / (double)by_series[b].n / BARRED;
        mean.cover80 += by_series[b].cover80 / (double)by_series[b].n / BARRED;
        mean.cover95 += by_series[b].cover95 / (double)by_series[b].n / BARRED;
    }
    (void)printf(
        "together: CRPS %.4f, 80 %% intervals cover %.3f, 95 %% intervals %.3f\n",
        mean.crps, mean.cover80, mean.cover95);
    ck_assert_double_le(mean.crps, 0.13);
    ck_assert_double_ge(mean.cover80, 0.70);
    ck_assert_double_le(mean.cover80, 0.92);
    ck_assert_double_ge(mean.cover95, 0.90);
}
END_TEST

/* -- activation: three ways to forecast a stock ---------------------------------------
 */

struct later {
    struct es_observation at[MOST_FIGURES];
    size_t n;
};

/* Levels of the series: those known on the date, and those known and observed later. */
static void split_levels(const struct es_series *series, int as_of_day,
                         struct later *known, struct later *later)
{
    struct es_reading *reading;
    size_t n;
    ck_assert_int_eq(es_project_readings(&project, series, project.as_of_day, &reading,
                                         &n, arena, &err),
                     ES_OK);
    known->n = later->n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct es_observation *seen = &reading[i].observation;
        if (reading[i].use != ES_USED || seen->measure != ES_LEVEL) {
            continue;
        }
        const struct es_figure *figure = &project.figures.at[seen->figure];
        if (es_figure_known(figure, as_of_day)) {
            known->at[known->n++] = *seen;
        } else if (seen->to_day > as_of_day) {
            later->at[later->n++] = *seen;
        }
    }
}

static double crps_of(const struct es_outlook *outlook, const struct es_observation *seen,
                      double actual)
{
    double *values = es_arena_array(arena, outlook->draws, sizeof *values);
    ck_assert_ptr_nonnull(values);
    es_outlook_measure_all(outlook, seen, NULL, values);
    ck_assert_int_eq(es_score_blur(values, outlook->draws, seen->sd_log, 1, &err), ES_OK);
    return es_score_draws(values, outlook->draws, actual).crps_log;
}

/* The engine's own way: the discrepancy on the increments. */
static double by_increments(const struct es_series *series, int as_of_day,
                            const struct later *later)
{
    const struct es_solve_options options = {.as_of_day = as_of_day,
                                             .horizon_day = ES_NO_DAY};
    struct es_solutions solutions = {0};
    const char *const names[] = {series->id};
    ck_assert_int_eq(
        es_project_solve(&project, names, 1, &options, &solutions, arena, &err), ES_OK);
    double sum = 0.0;
    for (size_t i = 0; i < later->n; i++) {
        sum += crps_of(&solutions.at[0].fit.outlook, &later->at[i], later->at[i].centre);
    }
    es_solutions_close(&solutions);
    return sum / (double)later->n;
}

/*
 * A level on a day, as the annual pace of a "flow" on that day: the discrepancy then lies
 * on the level itself. A day is 1/28 to 1/31 of a month, which scales the pace by a known
 * factor.
 */
static struct es_observation as_pace(const struct es_observation *level)
{
    struct es_observation pace = *level;
    pace.measure = ES_PER_YEAR;
    pace.from_day = pace.to_day;
    pace.centre *= 12.0 / es_months_in_window(pace.from_day, pace.to_day) / 365.25;
    return pace;
}

static double by_level(const struct es_series *series, int as_of_day,
                       const struct later *known, const struct later *later)
{
    struct es_observation seen[MOST_FIGURES];
    for (size_t i = 0; i < known->n; i++) {
        seen[i] = as_pace(&known->at[i]);
    }
    struct es_sparse_problem problem = {
        .name = "activation by level",
        .nature = ES_STOCK_SERIES,
        .observation = known->at,
        .n = known->n,
        .launch_day = series->launch_day,
        .as_of_day = as_of_day,
        .horizon_day = es_horizon_day(as_of_day, 3),
        .ceiling = NAN,
        .limit = INFINITY,
        .prior = series->prior,
        .seed = 1,
        .draws_per_family = 500,
    };
    struct es_sparse_fit fit;
    ck_assert_int_eq(es_sparse_prior(&problem, &problem.prior, &err), ES_OK);
    problem.nature = ES_FLOW_SERIES;
    problem.observation = seen;
    ck_assert_msg(es_sparse_fit(&problem, &fit, arena, &err) == ES_OK, "%s", err.message);
    double sum = 0.0;
    for (size_t i = 0; i < later->n; i++) {
        const struct es_observation pace = as_pace(&later->at[i]);
        sum += crps_of(&fit.outlook, &pace, pace.centre);
    }
    return sum / (double)later->n;
}

/* The straight line through the last level and the one nearest a year before it. */
static double by_straight_line(const struct later *known, const struct later *later)
{
    const struct es_observation *last = &known->at[0], *before = NULL;
    for (size_t i = 1; i < known->n; i++) {
        last = known->at[i].to_day > last->to_day ? &known->at[i] : last;
    }
    int nearest = 1 << 20;
    for (size_t i = 0; i < known->n; i++) {
        const int off = abs(last->to_day - 365 - known->at[i].to_day);
        if (off < nearest && known->at[i].to_day < last->to_day) {
            nearest = off;
            before = &known->at[i];
        }
    }
    ck_assert_ptr_nonnull(before);
    const double slope =
        (last->centre - before->centre) / (double)(last->to_day - before->to_day);
    double sum = 0.0;
    for (size_t i = 0; i < later->n; i++) {
        const double line =
            last->centre + slope * (double)(later->at[i].to_day - last->to_day);
        sum += fabs(log(line / later->at[i].centre)); /* the CRPS of a point */
    }
    return sum / (double)later->n;
}

START_TEST(activation_is_forecast_better_with_the_discrepancy_on_its_increments)
{
    const int cut[ROLLING] = {es_day(2023, 3, 31), es_day(2023, 6, 30),
                              es_day(2023, 9, 30), es_day(2023, 12, 31),
                              es_day(2024, 3, 31), es_day(2024, 6, 30)};
    const struct es_series *series = es_project_series(&project, "activation");
    double increments = 0.0, level = 0.0, line = 0.0;
    for (int c = 0; c < ROLLING; c++) {
        struct later known, later;
        split_levels(series, cut[c], &known, &later);
        ck_assert_uint_gt(known.n, 1);
        ck_assert_uint_gt(later.n, 0);
        increments += by_increments(series, cut[c], &later) / ROLLING;
        level += by_level(series, cut[c], &known, &later) / ROLLING;
        line += by_straight_line(&known, &later) / ROLLING;
    }
    (void)printf("activation, CRPS of ln level: increments %.3f, level %.3f, line %.3f\n",
                 increments, level, line);
    ck_assert_double_lt(increments, level);
    ck_assert_double_lt(increments, line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("backtest");
    TCase *tests = tcase_create("backtest");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, later_figures_fall_where_they_were_predicted);
    tcase_add_test(tests,
                   activation_is_forecast_better_with_the_discrepancy_on_its_increments);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}

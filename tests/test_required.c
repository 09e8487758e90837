/*
 * The growth that a target takes, made a scenario: half of the draws are there by the
 * deadline, whatever the series.
 */
#include "folder.h"

#include "essor/backtest.h"
#include "essor/whatif.h"

#include <math.h>

enum { CORPUS = 50, DRAWS = 1000, AHEAD = 120, LONGEST = 200 };

/* P(by the deadline) once growth is the median of what is required; NAN where that is not
 * finite, or the target is reached in most draws. */
static double odds_of(const struct es_whatif *whatif, const struct es_target *target)
{
    static const struct es_scenario as_it_is = {.name = NULL};
    struct es_change change = {.kind = ES_CHANGE_GROWTH,
                               .from_day = ES_NO_DAY,
                               .until_day = ES_NO_DAY,
                               .text = "growth"};
    const struct es_scenario scenario = {.change = &change, .n = 1};
    struct es_whatif_answer before, after;
    ck_assert_msg(es_whatif_ask(whatif, target, &as_it_is, 1, 1, &before, &err) == ES_OK,
                  "%s", err.message);
    change.amount = before.target.required.q50;
    if (!isfinite(change.amount) || change.amount < 0.01) {
        return NAN;
    }
    ck_assert_msg(es_whatif_ask(whatif, target, &scenario, 1, 1, &after, &err) == ES_OK,
                  "%s", err.message);
    return after.target.p_by_deadline;
}

/*
 * How far from one half the odds may be. A pace or a level is reached when the clock
 * comes to a day, so the median's own interpolation is all that differs: a few draws. A
 * sum need not grow with the factor where a draw's pace falls (faster, the good months
 * are over sooner), so some draws that reach it at their own factor do not at a higher
 * one.
 */
#define OFF_PACE 0.003
#define OFF_SUM 0.06

/* Levels of the middle forecasts one and three years ahead, by a deadline two
 * years ahead: what is required is finite, and not nothing. */
static size_t check_outlook(const struct es_whatif *whatif, const char *name,
                            const struct es_target *measure)
{
    const struct es_outlook *outlook = whatif->base.outlook;
    const int now = outlook->as_of_day;
    const bool sum = measure->measured != ES_AS_PACE;
    const double error = sum ? OFF_SUM : OFF_PACE;
    size_t met = 0;
    for (int years = sum ? 3 : 1; years <= 3; years += 2) {
        struct es_whatif until = *whatif;
        struct es_whatif_answer then;
        static const struct es_scenario as_it_is = {.name = NULL};
        struct es_target target = *measure;
        target.deadline_day = now + 365 * years;
        target.level = 1.0;
        ck_assert_int_eq(es_whatif_ask(&until, &target, &as_it_is, 1, 1, &then, &err),
                         ES_OK);
        target.level = then.value.q50;
        target.deadline_day = now + 2 * 365;
        const double p = target.level > 0.0 ? odds_of(whatif, &target) : (double)NAN;
        if (!isnan(p)) {
            ck_assert_msg(fabs(p - 0.5) <= error, "%s, %s: P(by) is %g for %g", name,
                          es_measured_name(target.measured), p, target.level);
            met++;
        }
    }
    return met;
}

static struct es_target counted(enum es_nature nature, enum es_measured measured)
{
    return (struct es_target){.id = "t",
                              .per =
                                  nature == ES_STOCK_SERIES ? ES_PER_NONE : ES_EACH_YEAR,
                              .measured = measured};
}

START_TEST(the_median_required_growth_gives_even_odds_for_every_shipped_series)
{
    struct es_project project;
    struct es_faults faults;
    struct es_solutions solutions;
    struct es_solve_options options = {.as_of_day = ES_NO_DAY};
    size_t met = 0;
    ck_assert_int_eq(es_project_open(ESSOR_SOURCE_DIR "/examples/segur", &project,
                                     &faults, arena, &err),
                     ES_OK);
    /* Deadlines two years ahead, growth up to five times as fast. */
    options.horizon_day = es_horizon_day(project.as_of_day, 20);
    ck_assert_int_eq(
        es_project_solve(&project, NULL, 0, &options, &solutions, arena, &err), ES_OK);
    for (size_t i = 0; i < solutions.n; i++) {
        const struct es_solution *solution = &solutions.at[i];
        struct es_whatif whatif;
        ck_assert_int_eq(solution->status, ES_OK);
        ck_assert_int_eq(es_whatif_open(&project, solution,
                                        es_horizon_day(project.as_of_day, 10), &whatif,
                                        arena, &err),
                         ES_OK);
        whatif.horizon_day = project.as_of_day + 4 * 365 + 40;
        const bool stock = solution->series->nature == ES_STOCK_SERIES;
        for (int measured = ES_AS_PACE;
             measured <= (stock || i > 0 ? ES_AS_PACE : ES_AS_YEAR); measured++) {
            const struct es_target target =
                counted(solution->series->nature, (enum es_measured)measured);
            met += check_outlook(&whatif, solution->series->id, &target) > 0;
        }
    }
    (void)printf("%zu measures of %zu series were checked\n", met, solutions.n);
    ck_assert_uint_ge(met, 8); /* of 9; the first DMP grows no more */
    es_solutions_close(&solutions);
}
END_TEST

/* Draws of a series of the corpus, as levels or volumes of months from January 2020 on,
 * whatever their real distance. */
static bool outlook_of(const struct es_panel_series *series, struct es_outlook *outlook)
{
    static double t[LONGEST + AHEAD];
    struct es_dense_forecast forecast;
    double *draw;
    const size_t n = series->n;
    if (n < 24 || n > LONGEST) {
        return false;
    }
    for (size_t i = 0; i < n + AHEAD; i++) {
        t[i] = (double)i;
    }
    const struct es_dense_series dense = {.n = n,
                                          .t = t,
                                          .y = series->y,
                                          .reach = AHEAD,
                                          .ceiling = INFINITY,
                                          .spacing = ES_DENSE_OTHER};
    draw = es_arena_array(arena, (size_t)DRAWS * AHEAD, sizeof *draw);
    ck_assert_ptr_nonnull(draw);
    ck_assert_int_eq(es_dense_run(&dense, &es_dense_pooled, &forecast, arena, &err),
                     ES_OK);
    ck_assert_int_eq(
        es_dense_draw(&forecast, &es_dense_pooled, DRAWS, 1, draw, arena, &err), ES_OK);
    const int first = es_month_of_day(es_day(2020, 1, 1));
    *outlook = (struct es_outlook){.nature = ES_STOCK_SERIES,
                                   .first_month = first,
                                   .as_of_day = es_month_first_day(first + (int)n) - 1,
                                   .months = n + AHEAD,
                                   .draws = DRAWS,
                                   .falls = !forecast.rising};
    outlook->cumulated = es_arena_array(arena, DRAWS * (n + AHEAD + 1), sizeof *draw);
    ck_assert_ptr_nonnull(outlook->cumulated);
    for (size_t d = 0; d < DRAWS; d++) {
        double *path = outlook->cumulated + d * (n + AHEAD + 1);
        memcpy(path + 1, series->y, n * sizeof *path);
        memcpy(path + 1 + n, draw + d * AHEAD, AHEAD * sizeof *path);
        path[0] = path[1];
    }
    return true;
}

START_TEST(the_same_holds_for_series_of_the_corpus)
{
    static struct es_backtest backtest;
    const struct es_backtest_files files = {
        .values = shared_file("data/corpus/values.csv"),
        .series = shared_file("data/corpus/series.csv"),
        .splits = shared_file("data/peers/splits.csv")};
    struct es_faults faults = {.n = 0};
    size_t checked = 0;
    if (files.values == NULL || files.splits == NULL) {
        return;
    }
    ck_assert_msg(es_backtest_read(&files, &backtest, &faults, arena, &err) == ES_OK,
                  "%s", err.message);
    const struct es_series series = {.id = "corpus", .limit = INFINITY};
    const struct es_solution solution = {.series = &series};
    for (size_t i = 0; i < backtest.panel.n && checked < CORPUS; i++) {
        struct es_outlook outlook;
        if (!outlook_of(&backtest.panel.at[i], &outlook)) {
            continue;
        }
        struct es_whatif whatif = {.solution = &solution,
                                   .base = {.outlook = &outlook, .limit = INFINITY},
                                   .horizon_day = outlook.as_of_day + 4 * 365 + 40};
        const struct es_target target = counted(ES_STOCK_SERIES, ES_AS_PACE);
        checked += check_outlook(&whatif, backtest.panel.at[i].id, &target) > 0;
    }
    (void)printf("%zu series of the corpus were checked\n", checked);
    ck_assert_uint_eq(checked, CORPUS);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("required growth");
    TCase *cases = tcase_create("scenarios");
    tcase_add_checked_fixture(cases, folder_open, folder_close);
    tcase_set_timeout(cases, 280); /* seconds, on a busy machine */
    tcase_add_test(cases,
                   the_median_required_growth_gives_even_odds_for_every_shipped_series);
    tcase_add_test(cases, the_same_holds_for_series_of_the_corpus);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

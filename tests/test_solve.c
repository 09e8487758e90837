#include "essor/project.h"
#include "project/index.h"

#include "project/index.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole that grows from 8 to 14 M a month, a part by its share, and a series without a
 * figure before 2030. */
static struct es_figure figure[] = {
    {.id = "w1",
     .series = "all",
     .kind = ES_MONTHLY_RATE,
     .value = 8e6,
     .quoted_step = 1e6},
    {.id = "w2",
     .series = "all",
     .kind = ES_MONTHLY_RATE,
     .value = 11e6,
     .quoted_step = 1e6},
    {.id = "w3",
     .series = "all",
     .kind = ES_MONTHLY_RATE,
     .value = 14e6,
     .quoted_step = 1e6},
    {.id = "s1",
     .series = "part",
     .kind = ES_SHARE_OF,
     .value = 30.0,
     .quoted_step = 1.0},
    {.id = "s2",
     .series = "part",
     .kind = ES_SHARE_OF,
     .value = 35.0,
     .quoted_step = 1.0},
    {.id = "l1",
     .series = "late",
     .kind = ES_MONTHLY_RATE,
     .value = 1e6,
     .quoted_step = 1e5},
};
static const int months[][2] = {{2023, 1}, {2023, 6},  {2023, 12},
                                {2023, 6}, {2023, 12}, {2030, 1}};
enum { FIGURES = 6 };

static const struct es_feed feeds[] = {
    {"all", false, ES_STOCK, 1.0, ES_NO_DAY, ES_NO_DAY},
    {"part", false, ES_STOCK, 1.0, ES_NO_DAY, ES_NO_DAY},
    {"late", false, ES_STOCK, 1.0, ES_NO_DAY, ES_NO_DAY},
};
static struct es_series series[3];
static struct es_target target = {
    .id = "t", .series = "part", .level = 60e6, .per = ES_EACH_YEAR};
static struct es_project project;
static struct es_arena *arena;
static struct es_error error;

static void set_up(void)
{
    static const char *const ids[] = {"whole", "part", "late"};
    ck_assert_int_eq(es_arena_open(&arena, &error), ES_OK);
    for (int i = 0; i < FIGURES; i++) {
        figure[i].version = 1;
        figure[i].zone = figure[i].ref = figure[i].unit = "";
        figure[i].source_title = figure[i].source_url = figure[i].note = "";
        figure[i].from_day = es_day(months[i][0], months[i][1], 1);
        figure[i].to_day =
            es_month_first_day(es_month_of_day(figure[i].from_day) + 1) - 1;
        figure[i].published_day = figure[i].to_day + 5;
        figure[i].value_hi = NAN;
        figure[i].qualifier = ES_ABOUT;
        if (figure[i].kind == ES_SHARE_OF) {
            figure[i].ref = "all";
        }
    }
    for (int i = 0; i < 3; i++) {
        series[i] = (struct es_series){.id = ids[i],
                                       .nature = ES_FLOW_SERIES,
                                       .launch_day = es_day(2022, 1, 1),
                                       .ceiling = NAN,
                                       .ceiling_sd_log = 0.15,
                                       .limit = INFINITY,
                                       .feed = &feeds[i],
                                       .feeds = 1};
        for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
            series[i].prior.mean[k] = series[i].prior.sd[k] = NAN;
        }
    }
    series[1].whole = "whole";
    target.deadline_day = es_day(2025, 12, 31);
    project = (struct es_project){.as_of_day = es_day(2024, 1, 10),
                                  .horizon_years = 3,
                                  .seed = 7,
                                  .figures = {figure, FIGURES},
                                  .targets = {&target, 1},
                                  .series = series,
                                  .series_count = 3};
    ck_assert_int_eq(es_index_make(&project, arena, &error), ES_OK);
}

static void tear_down(void)
{
    es_arena_close(arena);
}

static struct es_solutions solve(const char *const names[], size_t n, size_t jobs)
{
    struct es_solutions solutions;
    const struct es_solve_options how = {
        .as_of_day = ES_NO_DAY, .horizon_day = ES_NO_DAY, .jobs = jobs};
    ck_assert_msg(es_project_solve(&project, names, n, &how, &solutions, arena, &error) ==
                      ES_OK,
                  "%s", error.message);
    return solutions;
}

START_TEST(a_series_that_fails_does_not_stop_the_others)
{
    struct es_solutions all = solve(NULL, 0, 2);
    ck_assert_uint_eq(all.n, 3);
    ck_assert_int_eq(all.at[0].status, ES_OK);
    ck_assert_int_eq(all.at[1].status, ES_OK);
    ck_assert_int_eq(all.at[2].status, ES_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(all.at[2].error.message, "late"));
    ck_assert_uint_eq(all.at[1].targets, 1);
    ck_assert_double_eq(all.at[1].target[0].level, 60e6);
    es_solutions_close(&all);
}
END_TEST

START_TEST(a_part_brings_its_whole_and_nothing_else)
{
    static const char *const names[] = {"part"};
    struct es_solutions one = solve(names, 1, 1);
    ck_assert_uint_eq(one.n, 2);
    ck_assert_str_eq(one.at[0].series->id, "whole");
    ck_assert_ptr_eq(one.at[1].whole, &one.at[0]);
    ck_assert_ptr_eq(es_solutions_find(&one, &series[2]), NULL);
    es_solutions_close(&one);
}
END_TEST

START_TEST(the_number_of_threads_and_the_company_change_nothing)
{
    static const char *const names[] = {"part"};
    struct es_solutions alone = solve(names, 1, 1), all = solve(NULL, 0, 3);
    const struct es_outlook *a = &alone.at[1].fit.outlook, *b = &all.at[1].fit.outlook;
    ck_assert_uint_eq(a->draws, b->draws);
    ck_assert_uint_eq(a->months, b->months);
    ck_assert_mem_eq(a->cumulated, b->cumulated,
                     a->draws * (a->months + 1) * sizeof *a->cumulated);
    es_solutions_close(&alone);
    es_solutions_close(&all);
}
END_TEST

START_TEST(nothing_can_be_solved_when_nothing_is_known)
{
    struct es_solutions none;
    const struct es_solve_options how = {.as_of_day = es_day(2022, 6, 1),
                                         .horizon_day = ES_NO_DAY};
    ck_assert_int_eq(es_project_solve(&project, NULL, 0, &how, &none, arena, &error),
                     ES_ERR_DATA);
    es_solutions_close(&none);
}
END_TEST

START_TEST(a_scorecard_holds_each_later_figure_once_and_says_why_others_are_left_out)
{
    struct es_solutions before;
    const struct es_solve_options how = {.as_of_day = es_day(2023, 7, 10),
                                         .horizon_day = ES_NO_DAY};
    struct es_figure later[FIGURES + 2];
    memcpy(later, figure, sizeof figure);
    later[FIGURES] = figure[2]; /* the same from another source */
    later[FIGURES].id = "copy";
    later[FIGURES + 1] = figure[2];
    later[FIGURES + 1].id = "else";
    later[FIGURES + 1].series = "elsewhere";
    const struct es_figures file = {later, FIGURES + 2};
    struct es_scorecard card;
    ck_assert_int_eq(es_project_solve(&project, NULL, 0, &how, &before, arena, &error),
                     ES_OK);
    ck_assert_int_eq(es_project_scorecard(&project, &file, &before, &card, arena, &error),
                     ES_OK);
    ck_assert_uint_eq(card.hits, 2); /* w3 and s2 */
    ck_assert_uint_eq(card.skips, 6);
    ck_assert_str_eq(card.hit[0].figure->id, "w3");
    ck_assert_double_eq(card.hit[0].observation.centre, 14e6);
    ck_assert_str_eq(card.hit[1].figure->id, "s2");
    for (size_t i = 0; i < card.hits; i++) {
        const struct es_hit *hit = &card.hit[i];
        ck_assert(0.0 < hit->quantile[0] && hit->quantile[0] < hit->quantile[1] &&
                  hit->quantile[1] < hit->quantile[2] &&
                  hit->quantile[2] < hit->quantile[3] &&
                  hit->quantile[3] < hit->quantile[4]);
        /* The median lies between two draws; of their values or of their logarithms. */
        ck_assert_double_eq_tol(hit->score.error_log,
                                fabs(log(hit->quantile[2] / hit->observation.centre)),
                                1e-5);
    }
    ck_assert_uint_eq(card.series, 2);
    ck_assert_double_eq_tol(
        card.all.crps_log,
        0.5 * (card.hit[0].score.crps_log + card.hit[1].score.crps_log), 1e-12);
    es_solutions_close(&before);
}
END_TEST

START_TEST(reading_errors_widen_the_draws_by_their_own_spread)
{
    enum { DRAWS = 20000 };
    static double values[DRAWS];
    double mean = 0.0, square = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        values[i] = 5.0;
    }
    ck_assert_int_eq(es_score_blur(values, DRAWS, 0.1, 42, &error), ES_OK);
    for (int i = 0; i < DRAWS; i++) {
        const double z = log(values[i] / 5.0) / 0.1;
        mean += z / DRAWS;
        square += z * z / DRAWS;
    }
    /* Standard errors of a mean and a variance of 20 000 normals: 0.007 and 0.01. */
    ck_assert_double_eq_tol(mean, 0.0, 0.03);
    ck_assert_double_eq_tol(square, 1.0, 0.04);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("solve");
    TCase *cases = tcase_create("series side by side");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, a_series_that_fails_does_not_stop_the_others);
    tcase_add_test(cases, a_part_brings_its_whole_and_nothing_else);
    tcase_add_test(cases, the_number_of_threads_and_the_company_change_nothing);
    tcase_add_test(cases, nothing_can_be_solved_when_nothing_is_known);
    tcase_add_test(
        cases, a_scorecard_holds_each_later_figure_once_and_says_why_others_are_left_out);
    tcase_add_test(cases, reading_errors_widen_the_draws_by_their_own_spread);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

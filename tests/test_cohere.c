/* Draws of a whole and of its parts that add up. */
#include "essor/cohere.h"
#include "essor/date.h"
#include "essor/project.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 60, DRAWS = 400, PARTS = 3 };

static struct es_arena *arena;
static struct es_error error;
static gsl_rng *random_numbers;
static struct es_outlook whole, part[PARTS];
static struct es_outlook *const parts[PARTS] = {&part[0], &part[1], &part[2]};
static double limit[PARTS + 1];
static struct es_split split;
static struct es_move move[PARTS + 1];

/* Draws of a volume per month that differ from `mean` by a factor for all months together
 * (sd of its logarithm `sd_level`) and one for each (`sd_month`). */
static void fill(struct es_outlook *outlook, double mean, double sd_level,
                 double sd_month)
{
    *outlook = (struct es_outlook){.nature = ES_FLOW_SERIES,
                                   .as_of_day = es_day(2024, 6, 30),
                                   .first_month = es_month_of_day(es_day(2022, 1, 1)),
                                   .months = MONTHS,
                                   .draws = DRAWS};
    outlook->cumulated = es_arena_array(arena, DRAWS * (MONTHS + 1), sizeof(double));
    ck_assert_ptr_nonnull(outlook->cumulated);
    for (size_t d = 0; d < DRAWS; d++) {
        double *path = outlook->cumulated + d * (MONTHS + 1);
        const double level = gsl_ran_gaussian(random_numbers, sd_level);
        for (size_t i = 0; i < MONTHS; i++) {
            const double z = level + gsl_ran_gaussian(random_numbers, sd_month);
            path[i + 1] = path[i] + mean * exp(z);
        }
    }
}

static void set_up(void)
{
    gsl_set_error_handler_off();
    ck_assert_int_eq(es_arena_open(&arena, &error), ES_OK);
    ck_assert_ptr_nonnull(random_numbers = gsl_rng_alloc(gsl_rng_mt19937));
    for (size_t s = 0; s <= PARTS; s++) {
        limit[s] = INFINITY;
    }
    split = (struct es_split){
        .whole = &whole, .part = parts, .limit = limit, .parts = PARTS, .jobs = 1};
    fill(&whole, 10e6, 0.1, 0.02);
    fill(&part[0], 3e6, 0.5, 0.05);
    fill(&part[1], 6e6, 0.3, 0.05);
    fill(&part[2], 0.7e6, 0.8, 0.05);
}

static void tear_down(void)
{
    gsl_rng_free(random_numbers);
    es_arena_close(arena);
}

static void cohere(void)
{
    ck_assert_msg(es_cohere(&split, move, arena, &error) == ES_OK, "%s", error.message);
}

/* Mean and standard deviation over draws of ln of all that is gained. */
static void moments(const struct es_outlook *outlook, double *mean, double *sd)
{
    double sum = 0.0, squares = 0.0;
    for (size_t d = 0; d < outlook->draws; d++) {
        const double x = log(outlook->cumulated[d * (MONTHS + 1) + MONTHS]);
        sum += x / (double)outlook->draws;
        squares += x * x / (double)outlook->draws;
    }
    *mean = sum;
    *sd = sqrt(squares - sum * sum);
}

static void assert_sum(const struct es_outlook *sum,
                       const struct es_outlook *const addend[], size_t n)
{
    const size_t row = sum->months + 1;
    for (size_t i = 0; i < sum->draws * row; i++) {
        double level = 0.0, gained = 0.0;
        for (size_t s = 0; s < n; s++) {
            const double *path = addend[s]->cumulated;
            level += path[i];
            gained += i % row > 0 ? path[i] - path[i - 1] : path[i];
            ck_assert(i % row == 0 || path[i] >= path[i - 1]);
        }
        ck_assert(sum->cumulated[i] == level);
        ck_assert(i % row == 0 || sum->cumulated[i] - sum->cumulated[i - 1] == gained);
    }
}

/* -- the projection -------------------------------------------------------------------
 */

START_TEST(parts_add_up_to_the_last_bit_and_never_fall)
{
    const struct es_outlook *const addend[] = {&part[0], &part[1], &part[2]};
    cohere();
    assert_sum(&whole, addend, PARTS);
}
END_TEST

/* One part is the whole: two independent normal opinions of ln volume, of which the
 * product has the mean of the means and 1 / sqrt 2 of the spread. */
START_TEST(two_opinions_of_the_same_become_their_product)
{
    double mean[2], sd[2], mean_after, sd_after;
    fill(&whole, 10e6, 0.4, 0.0);
    fill(&part[0], 14e6, 0.4, 0.0);
    split.parts = 1;
    moments(&whole, &mean[0], &sd[0]);
    moments(&part[0], &mean[1], &sd[1]);
    limit[1] = INFINITY;
    cohere();
    moments(&whole, &mean_after, &sd_after);
    ck_assert_double_eq_tol(mean_after, 0.5 * (mean[0] + mean[1]), 0.04);
    ck_assert_double_eq_tol(sd_after, 0.4 / sqrt(2.0), 0.03);
}
END_TEST

START_TEST(what_is_sure_stays_and_what_is_open_gives_way)
{
    double mean, sd;
    fill(&whole, 10e6, 0.002, 0.0);
    fill(&part[0], 3e6, 0.002, 0.0);
    fill(&part[2], 1e6, 0.002, 0.0);
    fill(&part[1], 9e6, 0.5, 0.0); /* 6 M are left to it */
    cohere();
    moments(&whole, &mean, &sd);
    ck_assert_double_eq_tol(mean, log(10e6 * MONTHS), 0.01);
    moments(&part[0], &mean, &sd);
    ck_assert_double_eq_tol(mean, log(3e6 * MONTHS), 0.01);
    moments(&part[1], &mean, &sd);
    ck_assert_double_eq_tol(mean, log(6e6 * MONTHS), 0.01);
    ck_assert_double_le(sd, 0.02);
}
END_TEST

START_TEST(parts_without_spread_make_the_whole_follow_them)
{
    const struct es_outlook *const addend[] = {&part[0], &part[1], &part[2]};
    for (size_t s = 0; s < PARTS; s++) {
        fill(&part[s], 1e6 * (double)(s + 1), 0.0, 0.0);
    }
    cohere();
    assert_sum(&whole, addend, PARTS);
    ck_assert_double_eq_tol(whole.cumulated[MONTHS], 6e6 * MONTHS, 1e-3);
}
END_TEST

START_TEST(a_part_stays_below_its_limit)
{
    const struct es_outlook *const addend[] = {&part[0], &part[1], &part[2]};
    limit[1] = 12.0 * 5e6;
    cohere();
    for (size_t d = 0; d < DRAWS; d++) {
        const double *path = part[1].cumulated + d * (MONTHS + 1);
        for (size_t i = 0; i < MONTHS; i++) {
            ck_assert_double_le(path[i + 1] - path[i], 5e6 + 1.0);
        }
    }
    assert_sum(&whole, addend, PARTS);
}
END_TEST

START_TEST(fewer_draws_are_filled_up_and_the_threads_change_nothing)
{
    const size_t bytes = DRAWS * (MONTHS + 1) * sizeof(double);
    double *before[PARTS + 1], *first;
    ck_assert_ptr_nonnull(first = malloc(bytes));
    for (size_t s = 0; s <= PARTS; s++) {
        ck_assert_ptr_nonnull(before[s] = malloc(bytes));
        memcpy(before[s], s < PARTS ? part[s].cumulated : whole.cumulated, bytes);
    }
    part[2].draws = DRAWS / 2;
    cohere();
    ck_assert_uint_eq(part[2].draws, DRAWS);
    memcpy(first, whole.cumulated, bytes);
    for (size_t s = 0; s <= PARTS; s++) {
        memcpy(s < PARTS ? part[s].cumulated : whole.cumulated, before[s], bytes);
        free(before[s]);
    }
    part[2].draws = DRAWS / 2;
    split.jobs = 3;
    cohere();
    ck_assert_mem_eq(first, whole.cumulated, bytes);
    free(first);
}
END_TEST

/* The move that is learned, applied to the draws as they were, gives back the spread and
 * the middle of the draws as they are. */
START_TEST(a_move_can_be_applied_to_other_draws_of_the_same_series)
{
    const size_t values = DRAWS * (MONTHS + 1);
    double mean, sd, mean_again, sd_again;
    struct es_outlook again = part[0];
    ck_assert_ptr_nonnull(again.cumulated =
                              es_arena_array(arena, values, sizeof(double)));
    memcpy(again.cumulated, part[0].cumulated, values * sizeof(double));
    cohere();
    es_move_apply(&move[0], &again);
    moments(&part[0], &mean, &sd);
    moments(&again, &mean_again, &sd_again);
    ck_assert_double_eq_tol(mean_again, mean, 0.02);
    ck_assert_double_le(sd_again, sd);
    ck_assert_double_ge(sd_again, 0.5 * sd);
}
END_TEST

START_TEST(other_months_and_no_parts_are_refused)
{
    part[1].months--;
    ck_assert_int_eq(es_cohere(&split, NULL, arena, &error), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "part 2"));
    part[1].months++;
    part[0].nature = ES_STOCK_SERIES;
    ck_assert_int_eq(es_cohere(&split, NULL, arena, &error), ES_ERR_ARGUMENT);
    split.parts = 0;
    ck_assert_int_eq(es_cohere(&split, NULL, arena, &error), ES_ERR_ARGUMENT);
}
END_TEST

/* -- the shipped project --------------------------------------------------------------
 */

static struct es_project project;

static void open_project(void)
{
    struct es_faults faults = {0};
    set_up();
    ck_assert_msg(es_project_open(ESSOR_SOURCE_DIR "/examples/segur", &project, &faults,
                                  arena, &error) == ES_OK,
                  "%s", error.message);
}

static struct es_solutions solve(const char *name, int as_of_day)
{
    struct es_solutions solutions;
    const struct es_solve_options how = {
        .as_of_day = as_of_day, .horizon_day = ES_NO_DAY, .jobs = 2};
    const char *const names[] = {name};
    ck_assert_msg(es_project_solve(&project, name != NULL ? names : NULL, name != NULL,
                                   &how, &solutions, arena, &error) == ES_OK,
                  "%s", error.message);
    return solutions;
}

static const struct es_solution *found(const struct es_solutions *solutions,
                                       const char *id)
{
    const struct es_solution *solution =
        es_solutions_find(solutions, es_project_series(&project, id));
    ck_assert_ptr_nonnull(solution);
    return solution;
}

/* The parts that have draws, in the project's order, add up to the total. */
static void assert_sectors_add_up(const struct es_solutions *solutions)
{
    const struct es_outlook *addend[8];
    size_t n = 0;
    for (size_t i = 0; i < solutions->n; i++) {
        if (solutions->at[i].whole != NULL && solutions->at[i].status == ES_OK) {
            addend[n++] = &solutions->at[i].fit.outlook;
        }
    }
    ck_assert_uint_ge(n, 2);
    assert_sum(&found(solutions, "total")->fit.outlook, addend, n);
}

START_TEST(the_sectors_are_the_total_whichever_is_asked)
{
    struct es_solutions one = solve("ville", ES_NO_DAY), all = solve(NULL, ES_NO_DAY);
    const struct es_outlook *a = &found(&one, "ville")->fit.outlook;
    const struct es_outlook *b = &found(&all, "ville")->fit.outlook;
    ck_assert_uint_eq(one.n, 6);
    ck_assert_ptr_null(found(&all, "total")->aside);
    assert_sectors_add_up(&one);
    ck_assert_mem_eq(a->cumulated, b->cumulated,
                     a->draws * (a->months + 1) * sizeof(double));
    ck_assert_uint_ge(found(&one, "ville")->targets, 1);
    ck_assert_uint_eq(found(&one, "biologie")->targets, 0); /* not asked */
    es_solutions_close(&one);
    es_solutions_close(&all);
}
END_TEST

/* 300 M documents in 2024, quoted to ten millions; 117 M of biology, to the million. */
START_TEST(published_volumes_are_kept)
{
    static const double middle = 0.5;
    const struct es_observation year = {.measure = ES_SUM,
                                        .from_day = es_day(2024, 1, 1),
                                        .to_day = es_day(2024, 12, 31)};
    struct es_solutions all = solve("total", ES_NO_DAY);
    const struct es_outlook *total = &found(&all, "total")->fit.outlook;
    const struct es_outlook *biology = &found(&all, "biologie")->fit.outlook;
    double *draw = es_arena_array(arena, total->draws, sizeof *draw), median;
    ck_assert_ptr_nonnull(draw);
    es_outlook_measure_all(total, &year, NULL, draw);
    es_quantiles(draw, total->draws, &middle, 1, &median);
    ck_assert_double_eq_tol(median, 300e6, 10e6);
    es_outlook_measure_all(biology, &year, NULL, draw);
    es_quantiles(draw, biology->draws, &middle, 1, &median);
    ck_assert_double_eq_tol(median, 117e6, 4e6);
    es_solutions_close(&all);
}
END_TEST

START_TEST(sectors_that_are_not_known_yet_are_left_to_the_rest)
{
    struct es_solutions early = solve(NULL, es_day(2023, 5, 30));
    const struct es_solution *rest = found(&early, "autres");
    ck_assert_ptr_nonnull(strstr(found(&early, "total")->aside, "ville, radiologie"));
    ck_assert(rest->guessed && rest->status == ES_OK);
    ck_assert_uint_eq(rest->problem.n, 0);
    ck_assert_int_eq(found(&early, "ville")->status, ES_ERR_DATA);
    assert_sectors_add_up(&early);
    es_solutions_close(&early);
}
END_TEST

START_TEST(a_rest_without_figures_is_what_the_sectors_leave)
{
    struct es_solutions early = solve("autres", es_day(2023, 9, 30));
    ck_assert_ptr_null(found(&early, "total")->aside);
    ck_assert(found(&early, "autres")->guessed);
    assert_sectors_add_up(&early);
    es_solutions_close(&early);
}
END_TEST

START_TEST(a_total_alone_says_that_it_has_no_sectors_yet)
{
    struct es_solutions early = solve(NULL, es_day(2023, 3, 31));
    ck_assert_int_eq(found(&early, "total")->status, ES_OK);
    ck_assert_int_eq(found(&early, "autres")->status, ES_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(found(&early, "total")->aside, "no figure is known"));
    es_solutions_close(&early);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cohere");
    TCase *draws = tcase_create("draws"), *shipped = tcase_create("shipped");
    tcase_add_checked_fixture(draws, set_up, tear_down);
    tcase_add_test(draws, parts_add_up_to_the_last_bit_and_never_fall);
    tcase_add_test(draws, two_opinions_of_the_same_become_their_product);
    tcase_add_test(draws, what_is_sure_stays_and_what_is_open_gives_way);
    tcase_add_test(draws, parts_without_spread_make_the_whole_follow_them);
    tcase_add_test(draws, a_part_stays_below_its_limit);
    tcase_add_test(draws, fewer_draws_are_filled_up_and_the_threads_change_nothing);
    tcase_add_test(draws, a_move_can_be_applied_to_other_draws_of_the_same_series);
    tcase_add_test(draws, other_months_and_no_parts_are_refused);
    tcase_add_checked_fixture(shipped, open_project, tear_down);
    tcase_set_timeout(shipped, 300.0);
    tcase_add_test(shipped, the_sectors_are_the_total_whichever_is_asked);
    tcase_add_test(shipped, published_volumes_are_kept);
    tcase_add_test(shipped, sectors_that_are_not_known_yet_are_left_to_the_rest);
    tcase_add_test(shipped, a_rest_without_figures_is_what_the_sectors_leave);
    tcase_add_test(shipped, a_total_alone_says_that_it_has_no_sectors_yet);
    suite_add_tcase(suite, draws);
    suite_add_tcase(suite, shipped);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "essor/date.h"
#include "essor/verdict.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 16 };

struct setting {
    struct es_arena *arena;
    struct es_observation seen[MOST];
    struct es_sparse_problem problem;
    struct es_sparse_fit fit;
    struct es_verdict verdict;
};

/* The truth: a logistic flow of 120 M a year, 3 years from 10 to 90 %, half in May 2023.
 */
#define CEILING 120e6
#define RATE_PER_DAY (4.394449154672439 / 3.0 / 365.25)
#define MIDPOINT_DAY 19500

static double sum_until(double day)
{
    return CEILING / (RATE_PER_DAY * 365.25) *
           log1p(exp(RATE_PER_DAY * (day - MIDPOINT_DAY)));
}

/* The day when the truth stands at a share of its ceiling. */
static int day_at(double share)
{
    return (int)(MIDPOINT_DAY + log(share / (1.0 - share)) / RATE_PER_DAY);
}

static void open_setting(struct setting *setting, int as_of_day)
{
    memset(setting, 0, sizeof *setting);
    ck_assert_int_eq(es_arena_open(&setting->arena, NULL), ES_OK);
    setting->problem = (struct es_sparse_problem){
        .name = "tested",
        .nature = ES_FLOW_SERIES,
        .observation = setting->seen,
        .launch_day = es_day(2020, 1, 1),
        .as_of_day = as_of_day,
        .horizon_day = es_day(2030, 12, 31),
        .ceiling = NAN,
        .ceiling_sd_log = NAN,
        .limit = INFINITY,
        .seed = 7,
        .draws_per_family = 150,
    };
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        setting->problem.prior.mean[k] = setting->problem.prior.sd[k] = NAN;
    }
}

static void add(struct setting *setting, enum es_measure measure, int from_day,
                int to_day, double centre)
{
    ck_assert_uint_lt(setting->problem.n, MOST);
    setting->seen[setting->problem.n] =
        (struct es_observation){.measure = measure,
                                .from_day = from_day,
                                .to_day = to_day,
                                .centre = centre,
                                .sd_log = 0.03,
                                .figure = setting->problem.n};
    setting->problem.n++;
}

/* The true volume of the month that holds a day, times a factor. */
static void add_month(struct setting *setting, int day, double factor)
{
    const int month = es_month_of_day(day);
    const int from = es_month_first_day(month), end = es_month_first_day(month + 1);
    add(setting, ES_PER_MONTH, from, end - 1,
        factor * (sum_until(end) - sum_until(from)));
}

static void reach(struct setting *setting, const struct es_target *target)
{
    struct es_error err = {0};
    ck_assert_msg(es_sparse_fit(&setting->problem, &setting->fit, setting->arena, &err) ==
                      ES_OK,
                  "%s", err.message);
    ck_assert_msg(es_verdict_reach(&setting->problem, &setting->fit, target,
                                   &setting->verdict, setting->arena, &err) == ES_OK,
                  "%s", err.message);
}

static const struct es_target hundred_million = {.id = "t",
                                                 .level = 100e6,
                                                 .per = ES_EACH_YEAR,
                                                 .deadline_day = 20818}; /* 2026-12-31 */

/* -- ceiling ---------------------------------------------------------------------- */

static void is_determined(const struct es_verdict *verdict, size_t n, double ceiling)
{
    ck_assert_uint_eq(verdict->observations, n);
    ck_assert(verdict->ceiling_determined);
    ck_assert_double_eq_tol(verdict->ceiling_prior_sd_log, 0.7, 1e-12);
    ck_assert_double_lt(verdict->ceiling_sd_log, 0.35);
    ck_assert(verdict->ceiling_q10 < ceiling && verdict->ceiling_q90 > ceiling);
    ck_assert_double_eq_tol(verdict->ceiling_q50 / ceiling, 1.0, 0.4);
    ck_assert_uint_eq(verdict->conflicts, 0);
    ck_assert_uint_eq(verdict->influences, 0);
}

/* The ceiling's standard deviation when the truth is seen between two shares of it. */
static double ceiling_sd(double first_share, double last_share)
{
    struct setting setting;
    const int first = day_at(first_share), last = day_at(last_share);
    open_setting(&setting, last + 31);
    for (int i = 0; i < 14; i++) {
        add_month(&setting, first + (last - first) * i / 13, 1.0);
    }
    reach(&setting, NULL);
    const double sd = setting.verdict.ceiling_sd_log;
    es_arena_close(setting.arena);
    return sd;
}

/* A clear part of the doubt is gone; still not determined, since the discrepancy may
 * explain as much as is left. */
START_TEST(a_curve_seen_from_5_to_95_percent_tells_more_than_its_first_tenth)
{
    const double most = ceiling_sd(0.05, 0.95), tenth = ceiling_sd(0.02, 0.10);
    ck_assert_msg(most < 0.85 * tenth, "%g against %g", most, tenth);
}
END_TEST

/* A flow strays by a quarter for a year and a half, so its plateau must be seen longer.
 */
START_TEST(a_logistic_flow_seen_on_its_plateau_determines_its_ceiling)
{
    struct setting setting;
    open_setting(&setting, es_day(2029, 6, 30));
    setting.problem.model = "logistic";
    for (int i = 0; i < 14; i++) {
        add_month(&setting,
                  es_month_first_day(es_month_of_day(es_day(2020, 9, 1)) + 8 * i), 1.0);
    }
    reach(&setting, NULL);
    is_determined(&setting.verdict, 14, CEILING);
    es_arena_close(setting.arena);
}
END_TEST

/* Quick and slow families each have their own idea of the plateau; together they still
 * know it to within a third. */
START_TEST(all_families_together_determine_the_ceiling_of_a_flow_on_its_plateau)
{
    struct setting setting;
    open_setting(&setting, es_day(2029, 6, 30));
    for (int i = 0; i < 14; i++) {
        add_month(&setting,
                  es_month_first_day(es_month_of_day(es_day(2020, 9, 1)) + 8 * i), 1.0);
    }
    reach(&setting, NULL);
    ck_assert_uint_ge(setting.fit.families, 5);
    is_determined(&setting.verdict, 14, CEILING);
    es_arena_close(setting.arena);
}
END_TEST
START_TEST(the_ceiling_of_a_stock_on_its_plateau_is_what_it_has_reached)
{
    struct setting setting;
    const int first = day_at(0.05), last = es_day(2029, 6, 30);
    open_setting(&setting, last);
    setting.problem.nature = ES_STOCK_SERIES;
    for (int i = 0; i < 16; i++) {
        const int day = first + (last - first) * i / 15;
        const double share = 1.0 / (1.0 + exp(-RATE_PER_DAY * (day - MIDPOINT_DAY)));
        add(&setting, ES_LEVEL, day, day, CEILING * share);
    }
    reach(&setting, NULL);
    ck_assert(setting.verdict.ceiling_determined);
    ck_assert_double_eq_tol(setting.verdict.ceiling_q10 / CEILING, 1.0, 0.05);
    ck_assert_double_eq_tol(setting.verdict.ceiling_q50 / CEILING, 1.0, 0.10);
    es_arena_close(setting.arena);
}
END_TEST
START_TEST(the_first_tenth_of_a_curve_says_nothing_of_its_ceiling)
{
    struct setting setting;
    open_setting(&setting, day_at(0.105));
    for (int i = 0; i < 8; i++) {
        const int first = day_at(0.02), last = day_at(0.10);
        add_month(&setting, first + (last - first) * i / 7, 1.0);
    }
    reach(&setting, NULL);
    ck_assert(!setting.verdict.ceiling_determined);
    ck_assert_double_gt(setting.verdict.ceiling_sd_log, 0.35);
    ck_assert_double_gt(setting.verdict.ceiling_q90, 2.0 * setting.verdict.ceiling_q10);
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(a_ceiling_known_beforehand_is_not_found_by_the_figures)
{
    struct setting setting;
    open_setting(&setting, day_at(0.105));
    setting.problem.ceiling = CEILING;
    setting.problem.ceiling_sd_log = 0.1;
    add_month(&setting, day_at(0.05), 1.0);
    add_month(&setting, day_at(0.08), 1.0);
    reach(&setting, NULL);
    ck_assert_double_eq_tol(setting.verdict.ceiling_prior_sd_log, 0.1, 1e-12);
    ck_assert(!setting.verdict.ceiling_determined);
    es_arena_close(setting.arena);
}
END_TEST

/* -- influence -------------------------------------------------------------------- */

/* Four figures of the first year and one, far later, that shows the growth. */
static void early_and_one_late(struct setting *setting)
{
    open_setting(setting, es_day(2024, 6, 30));
    for (int month = 1; month <= 10; month += 3) {
        add_month(setting, es_day(2021, month, 1), 1.0);
    }
    add_month(setting, es_day(2024, 5, 1), 1.0);
}

START_TEST(the_only_late_figure_carries_the_answer)
{
    struct setting setting;
    early_and_one_late(&setting);
    reach(&setting, &hundred_million);
    ck_assert_uint_eq(setting.verdict.influences, 5);
    ck_assert_uint_eq(setting.verdict.influence[0].observation, 4);
    bool met[5] = {false};
    for (size_t i = 0; i < 5; i++) {
        met[setting.verdict.influence[i].observation] = true;
        ck_assert(setting.verdict.influence[i].p_never >= 0.0);
    }
    ck_assert(met[0] && met[1] && met[2] && met[3] && met[4]);
    es_arena_close(setting.arena);
}
END_TEST

/* The answer without figure j, from a fit that never saw it. The as-of date, and so the
 * prior's newest figure, must not depend on j: the last figure stays. */
static struct es_target_answer refit_without(const struct setting *setting, size_t j)
{
    struct es_observation kept[MOST];
    struct es_sparse_problem fewer = setting->problem;
    struct es_sparse_fit fit;
    struct es_target_answer answer;
    fewer.n = 0;
    for (size_t k = 0; k < setting->problem.n; k++) {
        if (k != j) {
            kept[fewer.n++] = setting->seen[k];
        }
    }
    fewer.observation = kept;
    ck_assert_int_eq(es_sparse_fit(&fewer, &fit, setting->arena, NULL), ES_OK);
    ck_assert_int_eq(es_target_ask(&fit.outlook, &hundred_million, INFINITY, &answer,
                                   setting->arena, NULL),
                     ES_OK);
    return answer;
}

/* 240 paths against 900: four standard errors of the probability, 0.14, and a median
 * date within 150 days where the 80 % interval is more than two years wide. */
START_TEST(leaving_out_by_reweighting_agrees_with_a_new_fit)
{
    struct setting setting;
    open_setting(&setting, es_day(2024, 1, 31));
    for (int i = 0; i < 6; i++) {
        add_month(&setting,
                  es_month_first_day(es_month_of_day(es_day(2021, 9, 1)) + 5 * i),
                  i % 2 == 0 ? 1.03 : 0.97);
    }
    reach(&setting, &hundred_million);
    size_t reweighted = 0;
    for (size_t i = 0; i < setting.verdict.influences; i++) {
        const struct es_influence *influence = &setting.verdict.influence[i];
        if (influence->refitted || influence->observation == 5) {
            continue;
        }
        const struct es_target_answer refit =
            refit_without(&setting, influence->observation);
        ck_assert_double_eq_tol(influence->p_by_deadline, refit.p_by_deadline, 0.14);
        ck_assert_double_eq_tol(influence->p_never, refit.p_never, 0.14);
        reweighted++;
    }
    ck_assert_uint_ge(reweighted, 2);
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(a_single_figure_has_nothing_to_be_left_out_against)
{
    struct setting setting;
    open_setting(&setting, es_day(2023, 6, 30));
    add_month(&setting, es_day(2023, 5, 1), 1.0);
    reach(&setting, &hundred_million);
    ck_assert_uint_eq(setting.verdict.influences, 0);
    ck_assert_uint_eq(setting.verdict.conflicts, 0);
    ck_assert(!setting.verdict.ceiling_determined);
    es_arena_close(setting.arena);
}
END_TEST

/* -- conflicts -------------------------------------------------------------------- */

static size_t conflicts(struct setting *setting, struct es_conflict **found)
{
    size_t n = 0;
    ck_assert_int_eq(
        es_conflicts_find(&setting->problem, found, &n, setting->arena, NULL), ES_OK);
    return n;
}

START_TEST(an_annual_pace_read_as_a_month_is_a_conflict_of_factor_12)
{
    struct setting setting;
    struct es_conflict *found;
    open_setting(&setting, es_day(2023, 12, 31));
    add_month(&setting, es_day(2022, 10, 1), 1.0);
    add(&setting, ES_PER_YEAR, es_day(2023, 10, 1), es_day(2023, 10, 31), 60e6);
    add(&setting, ES_PER_MONTH, es_day(2023, 10, 1), es_day(2023, 10, 31), 60e6);
    ck_assert_uint_eq(conflicts(&setting, &found), 1);
    ck_assert_uint_eq(found[0].first, 1);
    ck_assert_uint_eq(found[0].second, 2);
    ck_assert_double_eq_tol(found[0].factor, 12.0, 1e-9);
    reach(&setting, NULL);
    ck_assert_uint_ge(setting.verdict.conflicts, 1);
    ck_assert_double_eq_tol(setting.verdict.conflict[0].factor, 12.0, 1e-9);
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(a_factor_of_two_or_less_is_no_conflict)
{
    struct setting setting;
    struct es_conflict *found;
    open_setting(&setting, es_day(2023, 12, 31));
    add(&setting, ES_PER_MONTH, es_day(2023, 10, 1), es_day(2023, 10, 31), 1.0);
    add(&setting, ES_PER_MONTH, es_day(2023, 10, 1), es_day(2023, 10, 31), 1.999);
    ck_assert_uint_eq(conflicts(&setting, &found), 0);
    setting.seen[1].centre = 2.001;
    ck_assert_uint_eq(conflicts(&setting, &found), 1);
    es_arena_close(setting.arena);
}
END_TEST

/* Growth alone sets a year apart from its last month. */
START_TEST(a_long_window_that_contains_a_month_is_no_conflict)
{
    struct setting setting;
    struct es_conflict *found;
    open_setting(&setting, es_day(2023, 12, 31));
    add(&setting, ES_SUM, es_day(2023, 1, 1), es_day(2023, 12, 31), 12e6);
    add(&setting, ES_PER_MONTH, es_day(2023, 12, 1), es_day(2023, 12, 31), 9e6);
    ck_assert_uint_eq(conflicts(&setting, &found), 0);
    /* Half of the year is half of the longer window. */
    add(&setting, ES_PER_MONTH, es_day(2023, 1, 1), es_day(2023, 7, 2), 9e6);
    ck_assert_uint_eq(conflicts(&setting, &found), 1);
    ck_assert_uint_eq(found[0].first, 0);
    ck_assert_uint_eq(found[0].second, 2);
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(levels_count_as_the_month_around_them_and_not_against_gains)
{
    struct setting setting;
    struct es_conflict *found;
    open_setting(&setting, es_day(2023, 12, 31));
    setting.problem.nature = ES_STOCK_SERIES;
    add(&setting, ES_LEVEL, es_day(2023, 6, 1), es_day(2023, 6, 1), 10e6);
    add(&setting, ES_LEVEL, es_day(2023, 6, 14), es_day(2023, 6, 14), 30e6);
    add(&setting, ES_LEVEL, es_day(2023, 7, 20), es_day(2023, 7, 20), 90e6);
    add(&setting, ES_PER_MONTH, es_day(2023, 6, 1), es_day(2023, 6, 30), 1e6);
    ck_assert_uint_eq(conflicts(&setting, &found), 1);
    ck_assert_uint_eq(found[0].first, 0);
    ck_assert_uint_eq(found[0].second, 1);
    ck_assert_double_eq_tol(found[0].factor, 3.0, 1e-9);
    es_arena_close(setting.arena);
}
END_TEST

/* One month at a tenth of the others' curve, with no other figure of that time. */
START_TEST(a_figure_far_from_what_all_others_say_is_a_conflict_with_them)
{
    struct setting setting;
    open_setting(&setting, es_day(2024, 3, 31));
    for (int i = 0; i < 12; i++) {
        add_month(&setting,
                  es_month_first_day(es_month_of_day(es_day(2022, 1, 1)) + 2 * i),
                  i == 6 ? 0.1 : 1.0);
    }
    reach(&setting, NULL);
    ck_assert_uint_ge(setting.verdict.conflicts, 1);
    bool found = false;
    for (size_t i = 0; i < setting.verdict.conflicts; i++) {
        const struct es_conflict *conflict = &setting.verdict.conflict[i];
        if (conflict->first == 6) {
            ck_assert(conflict->second == ES_ALL_OTHERS);
            ck_assert(conflict->factor > 5.0 && conflict->factor < 15.0);
            found = true;
        }
    }
    ck_assert(found);
    es_arena_close(setting.arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("verdict");
    TCase *cases = tcase_create("what the figures can tell");
    tcase_add_test(cases,
                   a_curve_seen_from_5_to_95_percent_tells_more_than_its_first_tenth);
    tcase_add_test(cases, a_logistic_flow_seen_on_its_plateau_determines_its_ceiling);
    tcase_add_test(cases,
                   all_families_together_determine_the_ceiling_of_a_flow_on_its_plateau);
    tcase_add_test(cases, the_ceiling_of_a_stock_on_its_plateau_is_what_it_has_reached);
    tcase_add_test(cases, the_first_tenth_of_a_curve_says_nothing_of_its_ceiling);
    tcase_add_test(cases, a_ceiling_known_beforehand_is_not_found_by_the_figures);
    tcase_add_test(cases, the_only_late_figure_carries_the_answer);
    tcase_add_test(cases, leaving_out_by_reweighting_agrees_with_a_new_fit);
    tcase_add_test(cases, a_single_figure_has_nothing_to_be_left_out_against);
    suite_add_tcase(suite, cases);
    TCase *pairs = tcase_create("conflicts");
    tcase_add_test(pairs, an_annual_pace_read_as_a_month_is_a_conflict_of_factor_12);
    tcase_add_test(pairs, a_factor_of_two_or_less_is_no_conflict);
    tcase_add_test(pairs, a_long_window_that_contains_a_month_is_no_conflict);
    tcase_add_test(pairs, levels_count_as_the_month_around_them_and_not_against_gains);
    tcase_add_test(pairs, a_figure_far_from_what_all_others_say_is_a_conflict_with_them);
    suite_add_tcase(suite, pairs);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

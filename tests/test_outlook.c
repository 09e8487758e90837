#include "essor/outlook.h"

#include "essor/date.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 60, DRAWS = 3, FIRST_YEAR = 2022 };

/* A logistic pace or level: ceiling 1, half of it at mid-2024. */
struct logistic {
    double rate, midpoint; /* per year, years */
};

static struct logistic lasting(double years_from_10_to_90)
{
    const double ln_81 = 4.394449154672439;
    return (struct logistic){ln_81 / years_from_10_to_90,
                             es_years_of_day(es_day(2024, 7, 1))};
}

static double level_at(struct logistic curve, double day)
{
    return 1.0 / (1.0 + exp(-curve.rate * (es_years_of_day(day) - curve.midpoint)));
}

/* The integral of the same, in years: ln(1 + exp) / rate. */
static double sum_until(struct logistic curve, double day)
{
    return log1p(exp(curve.rate * (es_years_of_day(day) - curve.midpoint))) / curve.rate;
}

static struct es_outlook outlook_of(enum es_nature nature, size_t draws,
                                    double cumulated[])
{
    return (struct es_outlook){
        .nature = nature,
        .as_of_day = es_day(2024, 6, 30),
        .first_month = es_month_of_day(es_day(FIRST_YEAR, 1, 1)),
        .months = MONTHS,
        .draws = draws,
        .cumulated = cumulated,
    };
}

static int bound(size_t i)
{
    return es_month_first_day(es_month_of_day(es_day(FIRST_YEAR, 1, 1)) + (int)i);
}

static void fill(struct logistic curve, double (*at)(struct logistic, double),
                 double factor, double path[])
{
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = factor * at(curve, bound(i));
    }
}

/* -- fewer draws ------------------------------------------------------------------- */

/* 1,500 flows: in the end 1 to 1,500 a month, the draws in an order that hides it; early
 * another order. */
START_TEST(fewer_draws_have_the_quantiles_of_all)
{
    enum { MANY = 1500, FEW = 400 };
    static const double levels[] = {0.1, 0.5, 0.9};
    struct es_arena *arena;
    struct es_outlook all, few;
    size_t *draw = NULL;
    double *path, early[FEW], late[FEW], q[3];
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    path = es_arena_array(arena, MANY * (MONTHS + 1), sizeof *path);
    ck_assert_ptr_nonnull(path);
    all = outlook_of(ES_FLOW_SERIES, MANY, path);
    const size_t now = (size_t)(es_month_of_day(all.as_of_day) - all.first_month);
    for (size_t d = 0; d < MANY; d++) {
        for (size_t i = 0; i < MONTHS; i++) {
            const double gain = i > now + 9 ? 1.0 + (double)(d * 677 % MANY)
                                            : 1.0 + (double)(d * 451 % MANY);
            path[d * (MONTHS + 1) + i + 1] = path[d * (MONTHS + 1) + i] + gain;
        }
    }
    ck_assert_int_eq(
        es_outlook_thin(&all, FEW, es_outlook_end_day(&all), &few, &draw, arena, NULL),
        ES_OK);
    ck_assert_uint_eq(few.draws, FEW);
    for (size_t i = 0; i < FEW; i++) {
        ck_assert(i == 0 || draw[i - 1] < draw[i]);
        ck_assert_mem_eq(few.cumulated + i * (MONTHS + 1), path + draw[i] * (MONTHS + 1),
                         (MONTHS + 1) * sizeof *path);
        early[i] = es_outlook_shown(&few, i, now + 1) / 12.0;
        late[i] = es_outlook_shown(&few, i, MONTHS - 1) / 12.0;
    }
    es_quantiles(early, FEW, levels, 3, q);
    for (int k = 0; k < 3; k++) { /* 400 at random would be off by 30 */
        ck_assert_double_eq_tol(q[k], levels[k] * MANY, 15.0);
    }
    es_quantiles(late, FEW, levels, 3, q);
    for (int k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(q[k], levels[k] * MANY, 15.0);
    }
    ck_assert_int_eq(
        es_outlook_thin(&all, 5000, es_outlook_end_day(&all), &few, &draw, arena, NULL),
        ES_OK);
    ck_assert_uint_eq(few.draws, MANY);
    es_arena_close(arena);
}
END_TEST

/* -- quantiles -------------------------------------------------------------------- */

/* R: quantile(c(7, 1, 3, 10, 4), c(0, .1, .25, .5, .9, 1)), type 7. */
START_TEST(quantiles_are_those_of_type_7)
{
    static const double levels[] = {0.0, 0.1, 0.25, 0.5, 0.9, 1.0};
    static const double expected[] = {1.0, 1.8, 3.0, 4.0, 8.8, 10.0};
    double values[] = {7.0, 1.0, 3.0, 10.0, 4.0}, q[6];
    es_quantiles(values, 5, levels, 6, q);
    for (int i = 0; i < 6; i++) {
        ck_assert_double_eq_tol(q[i], expected[i], 1e-14);
    }
}
END_TEST

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* In the order of a sort, in few distinct ones, all alike, and with no order at all. */
START_TEST(quantiles_of_many_are_those_of_a_sort)
{
    enum { N = 3001 };
    static double values[N], sorted[N];
    double q[ES_QUANTILES];
    uint64_t state = 7;
    for (int shape = 0; shape < 5; shape++) {
        for (size_t i = 0; i < N; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const double any = (double)(state >> 11) * 0x1p-53;
            const double made[] = {any, (double)i, -(double)i, floor(4.0 * any), 5.0};
            values[i] = shape == 0 && i % 10 == 0 ? INFINITY : made[shape];
        }
        memcpy(sorted, values, sizeof sorted);
        qsort(sorted, N, sizeof sorted[0], ascending);
        es_quantiles(values, N, es_quantile_levels, ES_QUANTILES, q);
        for (int k = 0; k < ES_QUANTILES; k++) { /* N - 1 times each is whole */
            const size_t place = (size_t)round(es_quantile_levels[k] * (N - 1));
            ck_assert(isinf(q[k]) ? isinf(sorted[place])
                                  : fabs(q[k] - sorted[place]) <= 1e-9);
        }
        qsort(values, N, sizeof values[0], ascending);
        ck_assert_mem_eq(values, sorted, sizeof sorted); /* none is lost */
    }
}
END_TEST

START_TEST(one_value_is_all_its_quantiles)
{
    double values[] = {42.0}, q[ES_QUANTILES];
    es_quantiles(values, 1, es_quantile_levels, ES_QUANTILES, q);
    for (int i = 0; i < ES_QUANTILES; i++) {
        ck_assert_double_eq(q[i], 42.0);
    }
}
END_TEST

START_TEST(infinities_sort_last_and_take_the_quantiles_that_touch_them)
{
    static const double levels[] = {0.0, 0.25, 0.5, 0.51, 0.75, 1.0};
    double values[] = {INFINITY, 1.0, INFINITY, 3.0, 2.0}, q[6];
    es_quantiles(values, 5, levels, 6, q);
    ck_assert_double_eq(q[0], 1.0);
    ck_assert_double_eq(q[1], 2.0);
    ck_assert_double_eq(q[2], 3.0); /* the last finite one itself */
    ck_assert(isinf(q[3]) && isinf(q[4]) && isinf(q[5]));
}
END_TEST

START_TEST(the_levels_of_forecasts_are_the_documented_ones_and_symmetric)
{
    for (int i = 0; i < ES_QUANTILES; i++) {
        ck_assert_double_eq_tol(
            es_quantile_levels[i] + es_quantile_levels[ES_QUANTILES - 1 - i], 1.0, 1e-15);
    }
    ck_assert_double_eq(es_quantile_levels[0], 0.025);
    ck_assert_double_eq(es_quantile_levels[1], 0.10);
    ck_assert_double_eq(es_quantile_levels[6], 0.50);
}
END_TEST

/* -- inside a month --------------------------------------------------------------- */

START_TEST(the_path_is_exact_at_the_starts_of_months_and_clamped_outside)
{
    double path[MONTHS + 1];
    fill(lasting(1.0), level_at, 1.0, path);
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    for (size_t i = 0; i <= MONTHS; i++) {
        ck_assert_double_eq(es_outlook_at(&outlook, 0, bound(i)), path[i]);
    }
    ck_assert_double_eq(es_outlook_at(&outlook, 0, bound(0) - 400.0), path[0]);
    ck_assert_double_eq(es_outlook_at(&outlook, 0, bound(MONTHS) + 0.25), path[MONTHS]);
    ck_assert_int_eq(es_outlook_end_day(&outlook), es_day(FIRST_YEAR + 5, 1, 1));
}
END_TEST

/* Jumps, flat stretches and a flat start, where a plain cubic spline overshoots. */
START_TEST(the_path_never_falls_inside_a_month)
{
    double path[MONTHS + 1];
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] =
            i < 5 ? 0.0 : (double)(i / 3) + (i >= 20 ? 500.0 : 0.0) + 1e-9 * (double)i;
    }
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    double before = es_outlook_at(&outlook, 0, bound(0));
    int falls = 0, outside = 0;
    for (double day = bound(0); day < bound(MONTHS); day += 0.25) {
        const double here = es_outlook_at(&outlook, 0, day);
        falls += here < before - 1e-12 ? 1 : 0;
        outside += here > path[MONTHS] || here < path[0] ? 1 : 0;
        before = here;
    }
    ck_assert_int_eq(falls, 0);
    ck_assert_int_eq(outside, 0);
}
END_TEST

/* The promise of the header, for paces and for levels; as a share of the volume of the
 * month. The ends of the outlook are left out: slopes there are one-sided. */
START_TEST(inside_a_month_the_path_is_as_close_as_the_header_promises)
{
    static const struct {
        double duration, tolerance;
    } cases[] = {{1.0, 4e-3}, {2.0, 1e-3}, {4.0, 1e-3}, {8.0, 1e-3}};
    double (*const shapes[])(struct logistic, double) = {sum_until, level_at};
    for (size_t k = 0; k < 8; k++) {
        double path[MONTHS + 1], worst = 0.0;
        const struct logistic curve = lasting(cases[k / 2].duration);
        fill(curve, shapes[k % 2], 1.0, path);
        const struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1, path);
        for (size_t i = 1; i + 1 < MONTHS; i++) {
            for (double day = bound(i); day < bound(i + 1); day += 1.0) {
                const double error =
                    es_outlook_at(&outlook, 0, day) - shapes[k % 2](curve, day);
                worst = fmax(worst, fabs(error) / (path[i + 1] - path[i]));
            }
        }
        ck_assert_msg(worst < cases[k / 2].tolerance,
                      "duration %g years: %g of a month's volume", cases[k / 2].duration,
                      worst);
    }
}
END_TEST

/* -- operators -------------------------------------------------------------------- */

/* Draw d is d + 1 times a straight line of 10 a day: every answer is arithmetic. */
static struct es_outlook lines(double cumulated[])
{
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t i = 0; i <= MONTHS; i++) {
            cumulated[d * (MONTHS + 1) + i] =
                10.0 * (double)(d + 1) * (bound(i) - bound(0));
        }
    }
    return outlook_of(ES_FLOW_SERIES, DRAWS, cumulated);
}

START_TEST(each_measure_of_a_straight_line_is_arithmetic)
{
    double cumulated[DRAWS * (MONTHS + 1)];
    const struct es_outlook outlook = lines(cumulated);
    const int from = es_day(2023, 2, 10), to = es_day(2023, 4, 15);
    /* 10 to 28 February is 19/28 of a month, 1 to 15 April 15/30. */
    const double days = 19.0 + 31.0 + 15.0, months = 19.0 / 28.0 + 1.0 + 0.5;
    const struct {
        enum es_measure measure;
        double expected;
    } cases[] = {
        {ES_LEVEL, 20.0 * (to + 0.5 - bound(0))},
        {ES_SUM, 20.0 * days},
        {ES_PER_MONTH, 20.0 * days / months},
        {ES_PER_YEAR, 12.0 * 20.0 * days / months},
        {ES_RATIO, days / months / 31.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct es_observation seen = {.measure = cases[i].measure,
                                            .from_day = from,
                                            .to_day = to,
                                            .ref_from_day = es_day(2022, 12, 1),
                                            .ref_to_day = es_day(2022, 12, 31)};
        ck_assert_double_eq_tol(es_outlook_measure(&outlook, 1, &seen, NULL),
                                cases[i].expected, 1e-8);
    }
}
END_TEST

/* 150 rising paths, no two alike, which are read in blocks together and one by one. */
START_TEST(many_draws_are_measured_as_each_by_itself)
{
    enum { MANY = 150, FEWER = 70 };
    static double parts[MANY * (MONTHS + 1)], wholes[FEWER * (MONTHS + 1)];
    double values[MANY];
    for (size_t d = 0; d < MANY; d++) {
        double sum = 0.0;
        for (size_t i = 0; i <= MONTHS; i++) {
            parts[d * (MONTHS + 1) + i] = sum;
            wholes[d % FEWER * (MONTHS + 1) + i] = 3.0 * sum + (double)i;
            sum += 1.0 + (double)((d + 1) * (i + 1) * 7919 % 101);
        }
    }
    const struct es_outlook part = outlook_of(ES_FLOW_SERIES, MANY, parts);
    const struct es_outlook whole = outlook_of(ES_FLOW_SERIES, FEWER, wholes);
    struct es_observation seen = {.from_day = es_day(2023, 5, 3),
                                  .to_day = es_day(2023, 6, 20),
                                  .ref_from_day = es_day(2022, 12, 5),
                                  .ref_to_day = es_day(2023, 1, 31)};
    for (int measure = ES_LEVEL; measure <= ES_RATIO; measure++) {
        seen.measure = (enum es_measure)measure;
        es_outlook_measure_all(&part, &seen, &whole, values);
        for (size_t d = 0; d < MANY; d++) {
            ck_assert_double_eq(values[d], es_outlook_measure(&part, d, &seen, &whole));
        }
    }
}
END_TEST

START_TEST(a_share_takes_the_draw_of_the_same_index_of_its_whole)
{
    double parts[DRAWS * (MONTHS + 1)], wholes[DRAWS * (MONTHS + 1)], values[DRAWS];
    const struct es_outlook part = lines(parts), whole = lines(wholes);
    for (size_t i = 0; i < DRAWS * (MONTHS + 1); i++) {
        wholes[i] = 4.0 * (double)(1 + i / (MONTHS + 1)) * parts[i];
    }
    const struct es_observation seen = {.measure = ES_SHARE,
                                        .from_day = es_day(2023, 5, 3),
                                        .to_day = es_day(2023, 6, 20)};
    es_outlook_measure_all(&part, &seen, &whole, values);
    ck_assert_double_eq_tol(values[0], 1.0 / 4.0, 1e-12);
    ck_assert_double_eq_tol(values[1], 1.0 / 8.0, 1e-12);
    ck_assert_double_eq_tol(values[2], 1.0 / 12.0, 1e-12);
}
END_TEST

/* A window of days of a logistic pace, against its integral. */
START_TEST(the_sum_over_part_of_a_month_is_the_integral)
{
    double path[MONTHS + 1];
    const struct logistic curve = lasting(2.0);
    fill(curve, sum_until, 1e6, path);
    const struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1, path);
    const struct es_observation seen = {
        .measure = ES_SUM, .from_day = es_day(2024, 3, 9), .to_day = es_day(2024, 5, 21)};
    const double truth = 1e6 * (sum_until(curve, es_day(2024, 5, 22)) -
                                sum_until(curve, es_day(2024, 3, 9)));
    ck_assert_double_eq_tol(es_outlook_measure(&outlook, 0, &seen, NULL) / truth, 1.0,
                            5e-4);
}
END_TEST

START_TEST(a_period_holds_mean_and_quantiles_of_its_draws)
{
    double cumulated[DRAWS * (MONTHS + 1)], scratch[DRAWS];
    const struct es_outlook outlook = lines(cumulated);
    const struct es_observation seen = {
        .measure = ES_SUM, .from_day = es_day(2024, 1, 1), .to_day = es_day(2024, 1, 31)};
    struct es_period period;
    es_outlook_periods(&outlook, &seen, 1, NULL, scratch, &period);
    ck_assert_double_eq_tol(period.mean, 620.0, 1e-8);
    ck_assert_double_eq_tol(period.quantile[6], 620.0, 1e-8);
    ck_assert_double_eq_tol(period.quantile[1], 310.0 + 0.2 * 310.0, 1e-8);
    ck_assert_int_eq(period.from_day, seen.from_day);
    ck_assert_int_eq(period.to_day, seen.to_day);
}
END_TEST

/* -- pace ------------------------------------------------------------------------- */

START_TEST(months_of_28_and_31_days_have_the_same_pace)
{
    double cumulated[DRAWS * (MONTHS + 1)];
    const struct es_outlook outlook = lines(cumulated);
    for (size_t i = 0; i < MONTHS; i++) {
        ck_assert_double_eq_tol(es_outlook_pace(&outlook, 0, i), 3652.5, 1e-8);
        ck_assert_double_eq_tol(es_outlook_shown(&outlook, 0, i), 3652.5, 1e-8);
    }
}
END_TEST

START_TEST(the_pace_is_that_of_three_months_and_of_two_at_the_ends)
{
    double path[MONTHS + 1];
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = (double)(i * i);
    }
    const struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1, path);
    ck_assert_double_eq_tol(es_outlook_pace(&outlook, 0, 0), 365.25 * 4.0 / 59.0, 1e-10);
    ck_assert_double_eq_tol(es_outlook_pace(&outlook, 0, 10),
                            365.25 * (144.0 - 81.0) / 92.0, 1e-10);
    ck_assert_double_eq_tol(es_outlook_pace(&outlook, 0, MONTHS - 1),
                            365.25 * (3600.0 - 3364.0) / 61.0, 1e-10);
}
END_TEST

START_TEST(a_stock_is_shown_as_its_level_at_the_end_of_the_month)
{
    double path[MONTHS + 1];
    fill(lasting(3.0), level_at, 1.0, path);
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    ck_assert_double_eq(es_outlook_shown(&outlook, 0, 0), path[1]);
    ck_assert_double_eq(es_outlook_shown(&outlook, 0, MONTHS - 1), path[MONTHS]);
}
END_TEST

/* -- covers ----------------------------------------------------------------------- */

START_TEST(an_outlook_covers_windows_up_to_its_last_day_and_no_further)
{
    double cumulated[DRAWS * (MONTHS + 1)];
    const struct es_outlook outlook = lines(cumulated);
    struct es_observation seen = {.measure = ES_SUM,
                                  .from_day = es_day(2022, 1, 1),
                                  .to_day = es_day(2026, 12, 31)};
    ck_assert(es_outlook_covers(&outlook, &seen, NULL));
    seen.to_day++;
    ck_assert(!es_outlook_covers(&outlook, &seen, NULL));
    seen.to_day--;
    seen.from_day--;
    ck_assert(!es_outlook_covers(&outlook, &seen, NULL));
}
END_TEST

START_TEST(a_part_that_passes_its_whole_has_a_share_of_one)
{
    double parts[DRAWS * (MONTHS + 1)], wholes[DRAWS * (MONTHS + 1)];
    const struct es_outlook part = lines(parts), whole = lines(wholes);
    for (size_t i = 0; i < DRAWS * (MONTHS + 1); i++) {
        wholes[i] = 0.5 * parts[i];
    }
    const struct es_observation seen = {.measure = ES_SHARE,
                                        .from_day = es_day(2023, 5, 1),
                                        .to_day = es_day(2023, 5, 31)};
    ck_assert_double_eq(es_outlook_measure(&part, 0, &seen, &whole), 1.0);
}
END_TEST
START_TEST(a_share_needs_its_whole_and_a_ratio_its_reference)
{
    double cumulated[DRAWS * (MONTHS + 1)];
    const struct es_outlook outlook = lines(cumulated);
    struct es_outlook shorter = outlook;
    shorter.months = 12;
    struct es_observation seen = {.measure = ES_SHARE,
                                  .from_day = es_day(2023, 1, 1),
                                  .to_day = es_day(2023, 1, 31),
                                  .ref_from_day = es_day(2021, 12, 31),
                                  .ref_to_day = es_day(2022, 1, 30)};
    ck_assert(!es_outlook_covers(&outlook, &seen, NULL));
    ck_assert(!es_outlook_covers(&outlook, &seen, &shorter));
    ck_assert(es_outlook_covers(&outlook, &seen, &outlook));
    seen.measure = ES_RATIO;
    ck_assert(!es_outlook_covers(&outlook, &seen, NULL));
    seen.ref_from_day++;
    ck_assert(es_outlook_covers(&outlook, &seen, NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("outlook");
    TCase *cases = tcase_create("questions asked of draws");
    tcase_add_test(cases, fewer_draws_have_the_quantiles_of_all);
    tcase_add_test(cases, quantiles_are_those_of_type_7);
    tcase_add_test(cases, quantiles_of_many_are_those_of_a_sort);
    tcase_add_test(cases, one_value_is_all_its_quantiles);
    tcase_add_test(cases, infinities_sort_last_and_take_the_quantiles_that_touch_them);
    tcase_add_test(cases, the_levels_of_forecasts_are_the_documented_ones_and_symmetric);
    tcase_add_test(cases, the_path_is_exact_at_the_starts_of_months_and_clamped_outside);
    tcase_add_test(cases, the_path_never_falls_inside_a_month);
    tcase_add_test(cases, inside_a_month_the_path_is_as_close_as_the_header_promises);
    tcase_add_test(cases, each_measure_of_a_straight_line_is_arithmetic);
    tcase_add_test(cases, many_draws_are_measured_as_each_by_itself);
    tcase_add_test(cases, a_share_takes_the_draw_of_the_same_index_of_its_whole);
    tcase_add_test(cases, the_sum_over_part_of_a_month_is_the_integral);
    tcase_add_test(cases, a_period_holds_mean_and_quantiles_of_its_draws);
    tcase_add_test(cases, months_of_28_and_31_days_have_the_same_pace);
    tcase_add_test(cases, the_pace_is_that_of_three_months_and_of_two_at_the_ends);
    tcase_add_test(cases, a_stock_is_shown_as_its_level_at_the_end_of_the_month);
    tcase_add_test(cases, an_outlook_covers_windows_up_to_its_last_day_and_no_further);
    tcase_add_test(cases, a_part_that_passes_its_whole_has_a_share_of_one);
    tcase_add_test(cases, a_share_needs_its_whole_and_a_ratio_its_reference);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

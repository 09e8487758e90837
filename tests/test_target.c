#include "essor/target.h"

#include "essor/date.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

enum { MONTHS = 48, MOST_DRAWS = 100, FIRST_YEAR = 2022 };

static int bound(size_t i)
{
    return es_month_first_day(es_month_of_day(es_day(FIRST_YEAR, 1, 1)) + (int)i);
}

static struct es_outlook outlook_of(enum es_nature nature, size_t draws,
                                    double cumulated[])
{
    return (struct es_outlook){
        .nature = nature,
        .as_of_day = es_day(2023, 12, 31),
        .first_month = es_month_of_day(es_day(FIRST_YEAR, 1, 1)),
        .months = MONTHS,
        .draws = draws,
        .cumulated = cumulated,
    };
}

static void cross(const struct es_outlook *outlook, double level, enum es_per per,
                  double days[])
{
    const struct es_target target = {.level = level, .per = per};
    es_target_crossings(outlook, &target, days);
}

/* A stock that rises by `per_day` from `start`. */
static void line(double start, double per_day, double path[])
{
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = start + per_day * (bound(i) - bound(0));
    }
}

/* A stock that jumps from 1 to 3 within the month that begins at bound(i), so that it
 * passes 2 in the middle of that month. */
static void step(size_t i, double path[])
{
    for (size_t k = 0; k <= MONTHS; k++) {
        path[k] = k <= i ? 1.0 : 3.0;
    }
}

static double middle(size_t i)
{
    return 0.5 * (bound(i) + bound(i + 1));
}

/* The answer for a stock of which `reached` draws of 100 cross 2 in month i and the
 * others never do. */
static struct es_target_answer ask_steps(size_t reached, size_t i, int deadline_day)
{
    static double cumulated[MOST_DRAWS * (MONTHS + 1)];
    for (size_t d = 0; d < MOST_DRAWS; d++) {
        step(d < reached ? i : MONTHS, cumulated + d * (MONTHS + 1));
    }
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, MOST_DRAWS, cumulated);
    const struct es_target target = {
        .id = "t", .level = 2.0, .per = ES_PER_NONE, .deadline_day = deadline_day};
    struct es_target_answer answer;
    struct es_arena *arena;
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    ck_assert_int_eq(es_target_ask(&outlook, &target, INFINITY, &answer, arena, NULL),
                     ES_OK);
    es_arena_close(arena);
    return answer;
}

/* -- crossings -------------------------------------------------------------------- */

START_TEST(a_straight_line_crosses_on_the_day_of_its_equation)
{
    double path[MONTHS + 1], day;
    line(100.0, 2.0, path);
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    for (double level = 101.0; level < 3000.0; level += 77.7) {
        cross(&outlook, level, ES_PER_NONE, &day);
        if (level > path[MONTHS]) {
            ck_assert(isinf(day));
        } else {
            ck_assert_double_eq_tol(day, bound(0) + (level - 100.0) / 2.0, 1e-6);
        }
    }
}
END_TEST

/* f = 1000 / (1 + exp(-k (t - m))) crosses q x 1000 at m + ln(q / (1 - q)) / k; the
 * straight piece of a month lies within half a day of a curve of four years. */
START_TEST(a_logistic_level_crosses_where_its_inverse_says)
{
    double path[MONTHS + 1], day;
    const double k = 4.394449154672439 / 4.0 / 365.25, m = es_day(2024, 1, 1);
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = 1000.0 / (1.0 + exp(-k * (bound(i) - m)));
    }
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    for (double q = 0.15; q < 0.86; q += 0.1) {
        cross(&outlook, 1000.0 * q, ES_PER_NONE, &day);
        ck_assert_double_eq_tol(day, m + log(q / (1.0 - q)) / k, 0.5);
    }
}
END_TEST

/* A flow whose pace is a + b t per day: three months' mean, months of unequal length, is
 * the pace at the middle of the three, within two days of the middle of the month. */
START_TEST(a_rising_pace_crosses_on_the_day_of_its_equation_by_year_and_by_month)
{
    double path[MONTHS + 1], by_year, by_month;
    const double a = 50.0, b = 0.5;
    for (size_t i = 0; i <= MONTHS; i++) {
        const double t = bound(i) - bound(0);
        path[i] = a * t + 0.5 * b * t * t;
    }
    const struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1, path);
    for (double pace = 150.0; pace < 700.0; pace += 50.0) {
        cross(&outlook, 365.25 * pace, ES_EACH_YEAR, &by_year);
        cross(&outlook, 365.25 * pace / 12.0, ES_EACH_MONTH, &by_month);
        ck_assert_double_eq_tol(by_year, bound(0) + (pace - a) / b, 1.5);
        ck_assert_double_eq_tol(by_month, by_year, 1e-6);
    }
}
END_TEST

/* The pace of a logistic flow, from its exact integral. */
START_TEST(a_logistic_pace_crosses_within_two_days_of_its_inverse)
{
    double path[MONTHS + 1], day;
    const double k = 4.394449154672439 / 3.0, m = es_years_of_day(es_day(2024, 1, 1));
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = 120e6 * log1p(exp(k * (es_years_of_day(bound(i)) - m))) / k;
    }
    const struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1, path);
    for (double q = 0.2; q < 0.81; q += 0.1) {
        cross(&outlook, 120e6 * q, ES_EACH_YEAR, &day);
        const double truth = es_day_of_years(m + log(q / (1.0 - q)) / k);
        ck_assert_double_eq_tol(day, truth, 2.0);
    }
}
END_TEST

START_TEST(what_is_there_from_the_start_crosses_on_the_first_day_known)
{
    double path[MONTHS + 1], day;
    line(100.0, 2.0, path);
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    cross(&outlook, 100.0, ES_PER_NONE, &day);
    ck_assert_double_eq(day, bound(0));
    outlook.nature = ES_FLOW_SERIES;
    cross(&outlook, 700.0, ES_EACH_YEAR, &day);
    ck_assert_double_eq(day, middle(0));
}
END_TEST

START_TEST(each_draw_crosses_by_itself)
{
    double cumulated[3 * (MONTHS + 1)], days[3];
    line(0.0, 1.0, cumulated);
    line(0.0, 2.0, cumulated + MONTHS + 1);
    line(0.0, 0.1, cumulated + 2 * (MONTHS + 1));
    const struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 3, cumulated);
    cross(&outlook, 500.0, ES_PER_NONE, days);
    ck_assert_double_eq_tol(days[0], bound(0) + 500.0, 1e-6);
    ck_assert_double_eq_tol(days[1], bound(0) + 250.0, 1e-6);
    ck_assert(isinf(days[2]));
}
END_TEST

/* -- probabilities, dates, growth ------------------------------------------------- */

START_TEST(shares_of_draws_are_the_probabilities)
{
    const struct es_target_answer answer = ask_steps(30, 36, es_day(2025, 6, 30));
    ck_assert_double_eq_tol(answer.p_reached, 0.0, 1e-15);
    ck_assert_double_eq_tol(answer.p_by_deadline, 0.3, 1e-15);
    ck_assert_double_eq_tol(answer.p_never, 0.7, 1e-15);
    ck_assert_int_eq(answer.horizon_day, es_day(2025, 12, 31));
    ck_assert_double_eq_tol(answer.date.q10, middle(36), 1e-6);
    ck_assert(isinf(answer.date.q50) && isinf(answer.date.q90));
    ck_assert_double_eq_tol(answer.date_if_reached.q90, middle(36), 1e-6);
    ck_assert(!answer.above_limit);
}
END_TEST

START_TEST(a_target_that_no_draw_reaches_has_no_date)
{
    const struct es_target_answer answer = ask_steps(0, 0, es_day(2025, 6, 30));
    ck_assert_double_eq(answer.p_never, 1.0);
    ck_assert_double_eq(answer.p_by_deadline, 0.0);
    ck_assert(isinf(answer.date.q10));
    ck_assert(isnan(answer.date_if_reached.q50));
    ck_assert(isinf(answer.required.q10));
    ck_assert_int_eq(answer.state, ES_TARGET_OUT_OF_REACH);
}
END_TEST

/* Every draw crosses in the middle of month 36, January 2025; time must run k times as
 * fast for that day to come by the deadline. */
START_TEST(required_growth_is_the_ratio_of_the_two_delays)
{
    const int deadline = es_day(2024, 6, 30);
    const struct es_target_answer answer = ask_steps(100, 36, deadline);
    const double now = es_day(2024, 1, 1), end = deadline + 1;
    const double k = (middle(36) - now) / (end - now);
    ck_assert_double_gt(k, 2.0);
    ck_assert_double_eq_tol(answer.required.q10, k, 1e-9);
    ck_assert_double_eq_tol(answer.required.q50, k, 1e-9);
    ck_assert_double_eq_tol(answer.required.q90, k, 1e-9);
    ck_assert_double_eq(answer.p_by_deadline, 0.0);
    /* With the deadline on that day, growth is right as it is. */
    const struct es_target_answer just = ask_steps(100, 36, es_day(2025, 1, 16));
    ck_assert_double_eq_tol(just.required.q50, 1.0, 2e-3);
}
END_TEST

START_TEST(nothing_is_required_of_a_draw_that_is_there_already)
{
    const struct es_target_answer answer = ask_steps(100, 3, es_day(2025, 6, 30));
    ck_assert_double_eq(answer.required.q90, 0.0);
    ck_assert_double_eq(answer.p_reached, 1.0);
    ck_assert_double_eq_tol(answer.current.q50, 3.0, 1e-12);
    ck_assert_double_eq_tol(answer.date.q50, middle(3), 1e-6);
}
END_TEST

START_TEST(a_deadline_that_is_past_or_missing_asks_for_no_growth)
{
    const struct es_target_answer past = ask_steps(100, 36, es_day(2023, 6, 30));
    ck_assert(isnan(past.required.q50));
    ck_assert_double_eq(past.p_by_deadline, 0.0);
    const struct es_target_answer today = ask_steps(100, 36, es_day(2023, 12, 31));
    ck_assert(isnan(today.required.q50));
    const struct es_target_answer none = ask_steps(100, 36, ES_NO_DAY);
    ck_assert(isnan(none.required.q50));
    ck_assert(isnan(none.p_by_deadline));
}
END_TEST

START_TEST(the_present_value_is_read_at_the_end_of_the_as_of_day)
{
    double path[MONTHS + 1];
    line(100.0, 2.0, path);
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    outlook.as_of_day = es_day(2023, 5, 17);
    const struct es_target target = {
        .id = "t", .level = 5000.0, .per = ES_PER_NONE, .deadline_day = ES_NO_DAY};
    struct es_target_answer answer;
    struct es_arena *arena;
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    ck_assert_int_eq(es_target_ask(&outlook, &target, 4000.0, &answer, arena, NULL),
                     ES_OK);
    ck_assert_double_eq_tol(answer.current.q50,
                            100.0 + 2.0 * (es_day(2023, 5, 18) - bound(0)), 1e-8);
    ck_assert(answer.above_limit);
    es_arena_close(arena);
}
END_TEST

/* -- measures --------------------------------------------------------------------- */

/* A flow whose pace is a + b t per day, t from the start of 2022: C(t) = a t + b t^2 / 2.
 */
static const double slow = 50.0, more = 0.5;

static double sent(double t)
{
    return slow * t + 0.5 * more * t * t;
}

static struct es_outlook growing(double path[])
{
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = sent(bound(i) - bound(0));
    }
    return outlook_of(ES_FLOW_SERIES, 1, path);
}

static struct es_target flow_target(double level, enum es_measured measured,
                                    int deadline_day)
{
    return (struct es_target){.id = "t",
                              .level = level,
                              .per = ES_EACH_YEAR,
                              .measured = measured,
                              .deadline_day = deadline_day};
}

static struct es_target_answer ask(const struct es_outlook *outlook,
                                   const struct es_target *target)
{
    struct es_target_answer answer;
    struct es_arena *arena;
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    ck_assert_int_eq(es_target_ask(outlook, target, INFINITY, &answer, arena, NULL),
                     ES_OK);
    es_arena_close(arena);
    return answer;
}

/* The sum of the 365 days before t is 365 (a + b t) - b 365^2 / 2: linear in t, so that
 * interpolation between months adds nothing. */
START_TEST(twelve_months_reach_a_level_on_the_day_of_their_equation)
{
    double path[MONTHS + 1], day, monthly;
    const struct es_outlook outlook = growing(path);
    for (double t = 370.0; t < 729.0; t += 33.3) {
        const double level = 365.0 * (slow + more * t) - 0.5 * more * 365.0 * 365.0;
        struct es_target target = flow_target(level, ES_AS_TRAILING, ES_NO_DAY);
        es_target_crossings(&outlook, &target, &day);
        ck_assert_double_eq_tol(day, bound(0) + t, 1e-6);
        target.level /= 12.0;
        target.per = ES_EACH_MONTH;
        es_target_crossings(&outlook, &target, &monthly);
        ck_assert_double_eq_tol(monthly, day, 1e-6);
    }
}
END_TEST

START_TEST(a_calendar_year_reaches_a_level_on_its_last_day)
{
    double path[MONTHS + 1], day;
    const struct es_outlook outlook = growing(path);
    for (int year = 2022; year <= 2026; year++) {
        /* just what the year before holds, and a document more */
        const double from = es_day(year - 1, 1, 1) - bound(0);
        const double level = sent(es_day(year, 1, 1) - bound(0)) - sent(from);
        struct es_target target = flow_target(level + 1.0, ES_AS_YEAR, ES_NO_DAY);
        es_target_crossings(&outlook, &target, &day);
        if (year < 2026) {
            ck_assert_double_eq(day, es_day(year, 12, 31));
        } else {
            ck_assert(isinf(day));
        }
        target.level = level - 1.0;
        es_target_crossings(&outlook, &target, &day);
        ck_assert_double_eq(day, year == 2022 ? es_day(2022, 12, 31)
                                              : es_day(year - 1, 12, 31));
    }
}
END_TEST

/* Up to the middle of 2024 all draws are one; levels lie before it, about it and after.
 */
START_TEST(a_past_that_all_draws_share_changes_no_crossing)
{
    enum { SHARED = 30 };
    static double paths[MOST_DRAWS * (MONTHS + 1)];
    static const enum es_measured measures[] = {ES_AS_PACE, ES_AS_TRAILING, ES_AS_YEAR};
    double one[MONTHS + 1], days[MOST_DRAWS];
    (void)growing(one);
    const struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, MOST_DRAWS, paths);
    for (size_t d = 0; d < MOST_DRAWS; d++) {
        double *path = paths + d * (MONTHS + 1);
        for (size_t i = 0; i <= MONTHS; i++) {
            path[i] = one[i] + (i > SHARED ? (double)(d * (i - SHARED)) * 20.0 : 0.0);
        }
    }
    for (int k = 0; k < 3; k++) {
        for (double level = 40e3; level < 250e3; level += 7e3) {
            const struct es_target target = flow_target(level, measures[k], ES_NO_DAY);
            const struct es_target_answer answer = ask(&outlook, &target);
            es_target_crossings(&outlook, &target, days);
            size_t never = 0;
            for (size_t d = 0; d < MOST_DRAWS; d++) {
                never += isinf(days[d]) ? 1 : 0;
            }
            es_quantiles(days, MOST_DRAWS, (const double[]){0.5}, 1, &days[0]);
            ck_assert_double_eq(answer.date.q50, days[0]);
            ck_assert_double_eq_tol(answer.p_never, (double)never / MOST_DRAWS, 1e-12);
        }
    }
}
END_TEST

START_TEST(a_year_that_the_outlook_holds_in_part_counts_what_it_holds)
{
    double path[MONTHS + 1], day;
    struct es_outlook outlook = growing(path);
    outlook.first_month += 6; /* July 2022 to June 2026 */
    const double half = path[6], year = path[18] - path[6];
    struct es_target target = flow_target(half, ES_AS_YEAR, ES_NO_DAY);
    es_target_crossings(&outlook, &target, &day);
    ck_assert_double_eq(day, es_day(2022, 12, 31));
    target.level = year;
    es_target_crossings(&outlook, &target, &day);
    ck_assert_double_eq(day, es_day(2023, 12, 31));
    target.level = path[MONTHS] - path[MONTHS - 6]; /* the half of 2026 is not over */
    ck_assert_double_lt(target.level, path[42] - path[30]);
    target.level = path[42] - path[30] + 1.0;
    es_target_crossings(&outlook, &target, &day);
    ck_assert(isinf(day));
}
END_TEST

START_TEST(a_rising_pace_is_there_before_twelve_months_and_these_before_a_year)
{
    double path[MONTHS + 1], pace, trailing, year;
    const struct es_outlook outlook = growing(path);
    const struct es_target targets[] = {flow_target(120e3, ES_AS_PACE, ES_NO_DAY),
                                        flow_target(120e3, ES_AS_TRAILING, ES_NO_DAY),
                                        flow_target(120e3, ES_AS_YEAR, ES_NO_DAY)};
    es_target_crossings(&outlook, &targets[0], &pace);
    es_target_crossings(&outlook, &targets[1], &trailing);
    es_target_crossings(&outlook, &targets[2], &year);
    ck_assert(pace < trailing && trailing <= year && isfinite(year));
}
END_TEST

/* On 2024-01-01, t0, time runs k times as fast. What 2024 then holds is s (a + b t0) + b
 * k s^2 / 2, s = 366 days: so k follows from a level. */
START_TEST(the_growth_that_a_sum_requires_is_its_root)
{
    double path[MONTHS + 1];
    const struct es_outlook outlook = growing(path);
    const double s = 366.0, now = es_day(2024, 1, 1) - bound(0);
    for (double k = 0.2; k < 1.9; k += 0.3) {
        const double level = s * (slow + more * now) + 0.5 * more * k * s * s;
        const struct es_target year =
            flow_target(level, ES_AS_YEAR, es_day(2024, 12, 31));
        const struct es_target trailing =
            flow_target(level, ES_AS_TRAILING, es_day(2024, 12, 31));
        ck_assert_double_eq_tol(ask(&outlook, &year).required.q50, k, 1e-6);
        ck_assert_double_eq_tol(ask(&outlook, &trailing).required.q50, k, 1e-6);
        /* 1 is what the path does by itself */
        const bool reached = ask(&outlook, &year).p_by_deadline > 0.5;
        ck_assert_int_eq(reached, k < 1.0);
    }
    /* half of the window lies before t0; the other half has s = 182 days */
    const double half = es_day(2024, 7, 1) - es_day(2024, 1, 1);
    const double before = sent(now) - sent(es_day(2023, 7, 1) - bound(0));
    const double level =
        before + half * (slow + more * now) + 0.5 * more * 1.7 * half * half;
    const struct es_target mid = flow_target(level, ES_AS_TRAILING, es_day(2024, 6, 30));
    ck_assert_double_eq_tol(ask(&outlook, &mid).required.q50, 1.7, 1e-6);
}
END_TEST

START_TEST(a_sum_that_the_outlook_cannot_hold_requires_infinite_growth)
{
    double path[MONTHS + 1];
    const struct es_outlook outlook = growing(path);
    const struct es_target year = flow_target(1e9, ES_AS_YEAR, es_day(2024, 12, 31));
    ck_assert(isinf(ask(&outlook, &year).required.q50));
    const struct es_target past = flow_target(1e9, ES_AS_YEAR, es_day(2023, 6, 30));
    ck_assert(isnan(ask(&outlook, &past).required.q50));
    ck_assert(isnan(ask(&outlook, &past).required_pace.q50));
    /* the last year that ends by June 2024 is over already */
    const struct es_target over = flow_target(1e9, ES_AS_YEAR, es_day(2024, 6, 30));
    ck_assert(isinf(ask(&outlook, &over).required.q50));
    ck_assert(isnan(ask(&outlook, &over).required_pace.q50));
}
END_TEST

START_TEST(the_pace_needed_is_what_is_lacking_over_the_months_left)
{
    double path[MONTHS + 1];
    struct es_outlook outlook = growing(path);
    const double month = 365.25 / 12.0;
    outlook.as_of_day = es_day(2024, 3, 31);
    const double counted =
        sent(es_day(2024, 4, 1) - bound(0)) - sent(es_day(2024, 1, 1) - bound(0));
    const struct es_target year = flow_target(400e3, ES_AS_YEAR, es_day(2024, 12, 31));
    const struct es_target trailing =
        flow_target(400e3, ES_AS_TRAILING, es_day(2024, 12, 31));
    const double needed = (400e3 - counted) / (275.0 / month);
    ck_assert_double_eq_tol(ask(&outlook, &year).required_pace.q50, needed, 1e-6);
    ck_assert_double_eq_tol(ask(&outlook, &trailing).required_pace.q50, needed, 1e-6);
    const struct es_target pace = flow_target(400e3, ES_AS_PACE, es_day(2024, 12, 31));
    const struct es_target_answer answer = ask(&outlook, &pace);
    ck_assert_double_eq_tol(answer.required_pace.q50, 400e3 / 12.0, 1e-9);
    ck_assert_double_eq_tol(answer.present_pace.q50, answer.current.q50 / 12.0, 1e-9);
    /* a year that lies ahead as a whole */
    const struct es_target next = flow_target(400e3, ES_AS_YEAR, es_day(2025, 12, 31));
    ck_assert_double_eq_tol(ask(&outlook, &next).required_pace.q50,
                            400e3 / (365.0 / month), 1e-6);
    /* a stock that gains 2 a day */
    line(100.0, 2.0, path);
    outlook.nature = ES_STOCK_SERIES;
    const struct es_target level = {.id = "t",
                                    .level = 3000.0,
                                    .per = ES_PER_NONE,
                                    .deadline_day = es_day(2024, 12, 31)};
    const struct es_target_answer stock = ask(&outlook, &level);
    ck_assert_double_eq_tol(stock.present_pace.q50, 2.0 * month, 1e-9);
    ck_assert_double_eq_tol(stock.required_pace.q50,
                            (3000.0 - stock.current.q50) / (275.0 / month), 1e-9);
}
END_TEST

START_TEST(of_calendar_years_the_present_one_is_the_last_that_is_over)
{
    double path[MONTHS + 1];
    struct es_outlook outlook = growing(path);
    const struct es_target year = flow_target(1e9, ES_AS_YEAR, ES_NO_DAY);
    ck_assert_double_eq_tol(ask(&outlook, &year).current.q50, path[24] - path[12], 1e-6);
    outlook.as_of_day = es_day(2023, 12, 30);
    ck_assert_double_eq_tol(ask(&outlook, &year).current.q50, path[12], 1e-6);
    outlook.as_of_day = es_day(2022, 6, 30);
    ck_assert_double_eq_tol(ask(&outlook, &year).current.q50, path[6], 1e-6);
}
END_TEST

/* 1 all along but for a month at 3: the mean of three is 5 / 3 at most. */
START_TEST(one_month_that_jumps_does_not_reach_a_level)
{
    double path[MONTHS + 1], day;
    for (size_t i = 0; i <= MONTHS; i++) {
        path[i] = i == 20 ? 3.0 : 1.0;
    }
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1, path);
    outlook.falls = true;
    cross(&outlook, 2.0, ES_PER_NONE, &day);
    ck_assert(isinf(day));
    cross(&outlook, 1.5, ES_PER_NONE, &day); /* 3/4 of the way from 1 to 5/3 */
    ck_assert_double_eq_tol(day, bound(18) + 0.75 * (bound(19) - bound(18)), 1e-6);
}
END_TEST

/* -- states ----------------------------------------------------------------------- */

START_TEST(states_change_at_their_thresholds)
{
    const int ahead = es_day(2025, 6, 30), past = es_day(2023, 6, 30);
    const struct {
        size_t reached, month; /* month 3 lies before the as-of date, 36 after it */
        int deadline;
        enum es_target_state state;
        double p;
    } cases[] = {
        {90, 3, ahead, ES_TARGET_REACHED, 0.90},
        {90, 3, past, ES_TARGET_REACHED, 0.90},
        {89, 3, ahead, ES_TARGET_ON_COURSE, 0.89},
        {90, 36, ahead, ES_TARGET_AHEAD, 0.90},
        {89, 36, ahead, ES_TARGET_ON_COURSE, 0.89},
        {50, 36, ahead, ES_TARGET_ON_COURSE, 0.50},
        {49, 36, ahead, ES_TARGET_AT_RISK, 0.49},
        {10, 36, ahead, ES_TARGET_AT_RISK, 0.10},
        {9, 36, ahead, ES_TARGET_OUT_OF_REACH, 0.09},
        /* the deadline comes before the crossing */
        {100, 36, es_day(2024, 6, 30), ES_TARGET_OUT_OF_REACH, 0.0},
        {100, 36, past, ES_TARGET_MISSED, 0.0},
        {49, 3, past, ES_TARGET_MISSED, 0.49},
        {50, 3, past, ES_TARGET_ON_COURSE, 0.50},
        /* without a deadline the horizon stands in for it */
        {100, 36, ES_NO_DAY, ES_TARGET_ON_COURSE, 1.0},
        {49, 36, ES_NO_DAY, ES_TARGET_AT_RISK, 0.49},
        {9, 36, ES_NO_DAY, ES_TARGET_OUT_OF_REACH, 0.09},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct es_target_answer answer =
            ask_steps(cases[i].reached, cases[i].month, cases[i].deadline);
        ck_assert_msg(answer.state == cases[i].state, "case %zu: %s", i,
                      es_target_state_name(answer.state));
        ck_assert_double_eq_tol(answer.p_state, cases[i].p, 1e-12);
    }
}
END_TEST

/* -- refusals --------------------------------------------------------------------- */

static void refuse(enum es_nature nature, double level, enum es_per per,
                   const char *message)
{
    double path[MONTHS + 1];
    line(100.0, 2.0, path);
    const struct es_outlook outlook = outlook_of(nature, 1, path);
    const struct es_target target = {
        .id = "ville", .level = level, .per = per, .deadline_day = ES_NO_DAY};
    struct es_target_answer answer = {.p_reached = 7.0};
    struct es_error err = {0};
    struct es_arena *arena;
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    ck_assert_int_eq(es_target_ask(&outlook, &target, INFINITY, &answer, arena, &err),
                     ES_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, message);
    ck_assert_double_eq(answer.p_reached, 7.0);
    es_arena_close(arena);
}

START_TEST(a_level_that_is_not_above_zero_is_refused)
{
    const char *message = "target ville: the level must be above zero";
    refuse(ES_STOCK_SERIES, 0.0, ES_PER_NONE, message);
    refuse(ES_STOCK_SERIES, -1.0, ES_PER_NONE, message);
    refuse(ES_FLOW_SERIES, (double)NAN, ES_EACH_YEAR, message);
}
END_TEST

START_TEST(a_period_that_does_not_suit_the_series_is_refused)
{
    refuse(ES_FLOW_SERIES, 5.0, ES_PER_NONE,
           "target ville: a flow needs per = year or month, not none");
    refuse(ES_STOCK_SERIES, 5.0, ES_EACH_YEAR,
           "target ville: a stock needs per = none, not year");
    refuse(ES_STOCK_SERIES, 5.0, ES_EACH_MONTH,
           "target ville: a stock needs per = none, not month");
}
END_TEST

START_TEST(names_of_periods_read_back)
{
    for (int i = 0; i < 3; i++) {
        enum es_per per = ES_PER_NONE;
        ck_assert(es_per_parse(es_per_name((enum es_per)i), &per));
        ck_assert_int_eq((int)per, i);
    }
    enum es_per per = ES_EACH_MONTH;
    ck_assert(!es_per_parse("week", &per));
    ck_assert_int_eq(per, ES_EACH_MONTH);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("target");
    TCase *cases = tcase_create("when a target is reached");
    tcase_add_test(cases, a_straight_line_crosses_on_the_day_of_its_equation);
    tcase_add_test(cases, a_logistic_level_crosses_where_its_inverse_says);
    tcase_add_test(cases,
                   a_rising_pace_crosses_on_the_day_of_its_equation_by_year_and_by_month);
    tcase_add_test(cases, a_logistic_pace_crosses_within_two_days_of_its_inverse);
    tcase_add_test(cases, what_is_there_from_the_start_crosses_on_the_first_day_known);
    tcase_add_test(cases, each_draw_crosses_by_itself);
    tcase_add_test(cases, shares_of_draws_are_the_probabilities);
    tcase_add_test(cases, a_target_that_no_draw_reaches_has_no_date);
    tcase_add_test(cases, required_growth_is_the_ratio_of_the_two_delays);
    tcase_add_test(cases, nothing_is_required_of_a_draw_that_is_there_already);
    tcase_add_test(cases, a_deadline_that_is_past_or_missing_asks_for_no_growth);
    tcase_add_test(cases, the_present_value_is_read_at_the_end_of_the_as_of_day);
    tcase_add_test(cases, twelve_months_reach_a_level_on_the_day_of_their_equation);
    tcase_add_test(cases, a_calendar_year_reaches_a_level_on_its_last_day);
    tcase_add_test(cases, a_past_that_all_draws_share_changes_no_crossing);
    tcase_add_test(cases, a_year_that_the_outlook_holds_in_part_counts_what_it_holds);
    tcase_add_test(cases,
                   a_rising_pace_is_there_before_twelve_months_and_these_before_a_year);
    tcase_add_test(cases, the_growth_that_a_sum_requires_is_its_root);
    tcase_add_test(cases, a_sum_that_the_outlook_cannot_hold_requires_infinite_growth);
    tcase_add_test(cases, the_pace_needed_is_what_is_lacking_over_the_months_left);
    tcase_add_test(cases, of_calendar_years_the_present_one_is_the_last_that_is_over);
    tcase_add_test(cases, one_month_that_jumps_does_not_reach_a_level);
    tcase_add_test(cases, states_change_at_their_thresholds);
    tcase_add_test(cases, a_level_that_is_not_above_zero_is_refused);
    tcase_add_test(cases, a_period_that_does_not_suit_the_series_is_refused);
    tcase_add_test(cases, names_of_periods_read_back);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

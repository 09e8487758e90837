/* The same draws, had growth been another: against curves with their rates changed. */
#include "essor/scenario.h"

#include "essor/date.h"
#include "essor/model.h"
#include "essor/target.h"

#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 2020, YEARS = 30, MONTHS = 12 * YEARS, DRAWS = 40 };
static const double day_0 = 19724.0; /* 2024-01-02, from which growth changes */

static struct es_arena *arena;

static void open_arena(void)
{
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
}

static void close_arena(void)
{
    es_arena_close(arena);
}

static int bound(size_t i)
{
    return es_month_first_day(es_month_of_day(es_day(FIRST_YEAR, 1, 1)) + (int)i);
}

static struct es_outlook outlook_of(enum es_nature nature, size_t draws)
{
    struct es_outlook outlook = {.nature = nature,
                                 .as_of_day = (int)day_0 - 1,
                                 .first_month = es_month_of_day(bound(0)),
                                 .months = MONTHS,
                                 .draws = draws};
    outlook.cumulated = es_arena_array(arena, draws * (MONTHS + 1), sizeof(double));
    ck_assert_ptr_nonnull(outlook.cumulated);
    return outlook;
}

static struct es_clock running(double from_day, double until_day, double rate)
{
    struct es_clock clock = {.n = 0};
    ck_assert_int_eq(es_clock_run(&clock, from_day, until_day, rate, NULL), ES_OK);
    return clock;
}

static struct es_outlook warp(const struct es_outlook *outlook,
                              const struct es_clock *clock, int horizon_day)
{
    struct es_outlook warped;
    ck_assert_int_eq(es_warp(outlook, clock, horizon_day, &warped, arena, NULL), ES_OK);
    return warped;
}

/* Growth factor k from day_0 on, looked at for ten years. */
static struct es_outlook faster(const struct es_outlook *outlook, double k)
{
    const struct es_clock clock = running(day_0, INFINITY, k);
    return warp(outlook, &clock, bound(120) - 1);
}

/* The curve of a family that takes eight years and is half way in the middle of 2024. */
static void place(const struct es_model *model, double theta[])
{
    const struct es_landmarks landmarks = {
        .ceiling = 100.0,
        .duration_years = 8.0,
        .midpoint_years = es_years_of_day(es_day(2024, 7, 1)),
        .shape = 1.5,
        .launch_years = es_years_of_day(es_day(2016, 1, 1))};
    model->place(&landmarks, theta);
}

/* Its integral between two days, by Simpson's rule on an even number of days. */
static double volume(const struct es_model *model, const double theta[], double from,
                     double to)
{
    enum { STEPS = 64 };
    const double h = (to - from) / STEPS;
    double sum = 0.0;
    for (int i = 0; i <= STEPS; i++) {
        const double weight = i == 0 || i == STEPS ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
        sum += weight * model->value(theta, es_years_of_day(from + i * h), NULL);
    }
    return sum * h / 3.0 / 365.25;
}

/* A path that jitters around growth, as draws do: fixed numbers of a linear congruential
 * sequence (Knuth 1997, section 3.3.4, line 26). */
static void jitter(struct es_outlook *outlook)
{
    uint64_t state = 11;
    for (size_t d = 0; d < outlook->draws; d++) {
        double *path = outlook->cumulated + d * (outlook->months + 1);
        for (size_t i = 0; i < outlook->months; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            const double u = (double)(state >> 40) / 16777216.0;
            const double pace = 10.0 / (1.0 + exp(-((double)i - 60.0 - (double)d) / 9.0));
            path[i + 1] = path[i] + pace * (0.6 + 0.8 * u);
        }
    }
}

/* -- the clock -------------------------------------------------------------------- */

static void cross(const struct es_outlook *outlook, double level, enum es_per per,
                  double days[])
{
    const struct es_target target = {.level = level, .per = per};
    es_target_crossings(outlook, &target, days);
}

START_TEST(a_clock_runs_as_it_is_told_and_back)
{
    struct es_clock clock = running(100.0, INFINITY, 2.0);
    ck_assert_int_eq(es_clock_run(&clock, 200.0, 230.0, 0.0, NULL), ES_OK);
    ck_assert_int_eq(es_clock_run(&clock, 300.0, INFINITY, 0.5, NULL), ES_OK);
    static const double days[][2] = {{50.0, 50.0},   {100.0, 100.0}, {150.0, 200.0},
                                     {200.0, 300.0}, {215.0, 300.0}, {230.0, 300.0},
                                     {300.0, 440.0}, {310.0, 450.0}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        ck_assert_double_eq_tol(es_clock_at(&clock, days[i][0]), days[i][1], 1e-9);
        if (days[i][1] != 300.0) {
            ck_assert_double_eq_tol(es_clock_when(&clock, days[i][1]), days[i][0], 1e-9);
        }
    }
    ck_assert_double_eq_tol(es_clock_when(&clock, 300.0), 200.0, 1e-9);
}
END_TEST

START_TEST(a_clock_that_stands_still_never_comes_further)
{
    const struct es_clock clock = running(100.0, INFINITY, 0.0);
    ck_assert_double_eq(es_clock_when(&clock, 100.0), 100.0);
    ck_assert_double_infinite(es_clock_when(&clock, 100.5));
}
END_TEST

START_TEST(changes_of_a_clock_may_come_in_any_order)
{
    struct es_clock one = running(100.0, 500.0, 1.3), other = running(50.0, 200.0, 0.0);
    ck_assert_int_eq(es_clock_run(&one, 50.0, 200.0, 0.0, NULL), ES_OK);
    ck_assert_int_eq(es_clock_run(&other, 100.0, 500.0, 1.3, NULL), ES_OK);
    for (double day = 0.0; day < 700.0; day += 7.0) {
        ck_assert_double_eq_tol(es_clock_at(&one, day), es_clock_at(&other, day), 1e-9);
    }
}
END_TEST

START_TEST(a_clock_refuses_to_run_backwards_and_too_many_changes)
{
    struct es_clock clock = {.n = 0};
    struct es_error err;
    ck_assert_int_eq(es_clock_run(&clock, 0.0, INFINITY, -1.0, &err), ES_ERR_ARGUMENT);
    ck_assert_int_eq(es_clock_run(&clock, 0.0, INFINITY, NAN, &err), ES_ERR_ARGUMENT);
    for (int i = 0; i < ES_MOST_TICKS / 2; i++) {
        ck_assert_int_eq(es_clock_run(&clock, 3.0 * i, 3.0 * i + 1.0, 2.0, &err), ES_OK);
    }
    ck_assert_int_eq(es_clock_run(&clock, 1000.0, INFINITY, 2.0, &err), ES_ERR_ARGUMENT);
}
END_TEST

/* -- curves ----------------------------------------------------------------------- */

/* Every family that has landmarks and a curve for it. */
static bool serves(const struct es_model *model, double k, double theta[],
                   double warped[])
{
    if (model->place == NULL) {
        return false;
    }
    place(model, theta);
    return es_model_accepts(model, theta) &&
           es_model_warp(model, theta, es_years_of_day(day_0), k, warped);
}

START_TEST(growth_of_a_level_is_the_curve_with_its_rate_changed)
{
    static const double factors[] = {0.5, 1.2, 2.0};
    size_t met = 0;
    for (size_t m = 0; es_model_at(m) != NULL; m++) {
        const struct es_model *model = es_model_at(m);
        double theta[ES_MODEL_MAX_PARAMS], warped[ES_MODEL_MAX_PARAMS];
        if (!serves(model, factors[_i], theta, warped)) {
            continue;
        }
        struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1);
        for (size_t i = 0; i <= MONTHS; i++) {
            outlook.cumulated[i] = model->value(theta, es_years_of_day(bound(i)), NULL);
        }
        const struct es_outlook made = faster(&outlook, factors[_i]);
        for (size_t i = 49; i <= made.months; i++) { /* of 100; the error of the cubic */
            const double want = model->value(warped, es_years_of_day(bound(i)), NULL);
            ck_assert_double_eq_tol(made.cumulated[i], want, 2e-3);
        }
        met++;
    }
    ck_assert_uint_ge(met, 5);
}
END_TEST

START_TEST(growth_of_a_flow_is_the_pace_with_its_rate_changed)
{
    static const double factors[] = {0.5, 1.2, 2.0};
    for (size_t m = 0; es_model_at(m) != NULL; m++) {
        const struct es_model *model = es_model_at(m);
        double theta[ES_MODEL_MAX_PARAMS], warped[ES_MODEL_MAX_PARAMS];
        if (!serves(model, factors[_i], theta, warped)) {
            continue;
        }
        struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1);
        for (size_t i = 0; i < MONTHS; i++) {
            outlook.cumulated[i + 1] =
                outlook.cumulated[i] + volume(model, theta, bound(i), bound(i + 1));
        }
        const struct es_outlook made = faster(&outlook, factors[_i]);
        for (size_t i = 49; i < made.months; i++) { /* of 8 a month in the end */
            ck_assert_double_eq_tol(made.cumulated[i + 1] - made.cumulated[i],
                                    volume(model, warped, bound(i), bound(i + 1)), 2e-3);
        }
    }
}
END_TEST

/* -- any path --------------------------------------------------------------------- */

START_TEST(what_was_before_the_change_stays_to_the_last_bit)
{
    struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, DRAWS);
    jitter(&outlook);
    const struct es_outlook made = faster(&outlook, 1.7);
    for (size_t d = 0; d < DRAWS; d++) {
        const double *was = outlook.cumulated + d * (MONTHS + 1);
        ck_assert_int_eq(
            memcmp(made.cumulated + d * (made.months + 1), was, 49 * sizeof(double)), 0);
        ck_assert_double_ne(made.cumulated[d * (made.months + 1) + 50], was[50]);
    }
}
END_TEST

START_TEST(a_clock_that_runs_as_ever_changes_nothing)
{
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        struct es_outlook outlook = outlook_of((enum es_nature)nature, DRAWS);
        jitter(&outlook);
        const struct es_outlook made = faster(&outlook, 1.0);
        double was[DRAWS], is[DRAWS];
        for (size_t d = 0; d < DRAWS; d++) {
            for (size_t i = 0; i <= made.months; i++) {
                ck_assert_double_eq_tol(made.cumulated[d * (made.months + 1) + i],
                                        outlook.cumulated[d * (MONTHS + 1) + i], 1e-9);
            }
        }
        const double level = nature == ES_FLOW_SERIES ? 70.0 : 250.0;
        const enum es_per per = nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE;
        cross(&outlook, level, per, was);
        cross(&made, level, per, is);
        for (size_t d = 0; d < DRAWS; d++) {
            ck_assert(fabs(is[d] - was[d]) < 1e-6 || /* days */
                      (was[d] > bound(119) && isinf(is[d])));
        }
    }
}
END_TEST

START_TEST(a_level_is_reached_when_the_clock_comes_to_its_day)
{
    struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, DRAWS);
    jitter(&outlook);
    static const double factors[] = {0.6, 1.0, 1.1, 1.9, 2.5};
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++) {
        const struct es_clock clock = running(day_0, INFINITY, factors[f]);
        const struct es_outlook made = warp(&outlook, &clock, bound(120) - 1);
        double was[DRAWS], is[DRAWS];
        for (double level = 20.0; level < 140.0; level += 13.0) {
            cross(&outlook, level, ES_EACH_YEAR, was);
            cross(&made, level, ES_EACH_YEAR, is);
            for (size_t d = 0; d < DRAWS; d++) {
                const double due = es_clock_when(&clock, was[d]);
                if (due < bound(119)) {
                    ck_assert_double_eq_tol(is[d], due, 1e-6); /* days */
                } else {
                    ck_assert_double_ge(is[d], bound(119));
                }
            }
        }
    }
}
END_TEST

START_TEST(a_faster_path_is_never_later)
{
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        struct es_outlook outlook = outlook_of((enum es_nature)nature, DRAWS);
        jitter(&outlook);
        const enum es_per per = nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE;
        double slower[DRAWS], day[DRAWS];
        for (double level = 20.0; level < 400.0; level *= 1.3) {
            for (double k = 0.3; k < 2.4; k += 0.1) {
                const struct es_outlook made = faster(&outlook, k);
                cross(&made, level, per, day);
                for (size_t d = 0; d < DRAWS; d++) {
                    /* Days; rounding alone. */
                    ck_assert(k < 0.35 || day[d] <= slower[d] + 1e-6);
                    slower[d] = day[d];
                }
            }
        }
    }
}
END_TEST

START_TEST(time_that_stands_still_holds_the_level_and_the_pace)
{
    struct es_outlook level = outlook_of(ES_STOCK_SERIES, 1);
    struct es_outlook volume_of = outlook_of(ES_FLOW_SERIES, 1);
    const struct es_clock clock = running(bound(60), bound(72), 0.0);
    for (size_t i = 0; i <= MONTHS; i++) {
        const double years = (bound(i) - bound(0)) / 365.25;
        level.cumulated[i] = 5.0 * years;
        volume_of.cumulated[i] = years * years; /* the pace is 2 years */
    }
    const struct es_outlook held = warp(&level, &clock, bound(120) - 1);
    const struct es_outlook even = warp(&volume_of, &clock, bound(120) - 1);
    const double pause = (bound(72) - bound(60)) / 365.25;
    for (size_t i = 60; i <= 120; i++) {
        const double years = (bound(i) - bound(0)) / 365.25;
        const double at = i < 72 ? (bound(60) - bound(0)) / 365.25 : years - pause;
        ck_assert_double_eq_tol(held.cumulated[i], 5.0 * at, 1e-9);
        if (i < 120) { /* years squared; the pace is that of three months */
            const double days = (bound(i + 1) - bound(i)) / 365.25;
            const double middle = i < 72 ? at : at + 0.5 * days;
            ck_assert_double_eq_tol(even.cumulated[i + 1] - even.cumulated[i],
                                    2.0 * middle * days, 2e-3);
        }
    }
}
END_TEST

START_TEST(months_keep_their_season_when_growth_changes)
{
    double index[MONTHS + 1];
    for (size_t i = 0; i <= MONTHS; i++) {
        index[i] = i % 12 == 11 ? 1.4 : i % 12 == 7 ? 0.5 : 1.01;
    }
    struct es_season season = {.factors = true, .index = index};
    struct es_outlook plain = outlook_of(ES_FLOW_SERIES, DRAWS);
    jitter(&plain);
    struct es_outlook seasonal = outlook_of(ES_FLOW_SERIES, DRAWS);
    seasonal.season = &season;
    for (size_t i = 0; i < DRAWS * (MONTHS + 1); i++) {
        const size_t month = i % (MONTHS + 1);
        seasonal.cumulated[i] =
            month == 0
                ? 0.0
                : seasonal.cumulated[i - 1] +
                      index[month - 1] * (plain.cumulated[i] - plain.cumulated[i - 1]);
    }
    const struct es_outlook was = faster(&plain, 1.6), is = faster(&seasonal, 1.6);
    double before[DRAWS], after[DRAWS];
    for (size_t i = 0; i < is.months; i++) {
        ck_assert_double_eq_tol(is.cumulated[i + 1] - is.cumulated[i],
                                index[i] * (was.cumulated[i + 1] - was.cumulated[i]),
                                1e-9);
    }
    cross(&was, 80.0, ES_EACH_YEAR, before);
    cross(&is, 80.0, ES_EACH_YEAR, after);
    for (size_t d = 0; d < DRAWS; d++) { /* the high December does not count */
        ck_assert_double_eq_tol(after[d], before[d], 1e-6);
    }
}
END_TEST

START_TEST(the_point_path_is_warped_like_the_draws)
{
    struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 2);
    jitter(&outlook);
    outlook.point = outlook.cumulated + MONTHS + 1;
    const struct es_outlook made = faster(&outlook, 1.4);
    ck_assert_ptr_ne(made.point, outlook.point);
    ck_assert_int_eq(memcmp(made.point, made.cumulated + made.months + 1,
                            (made.months + 1) * sizeof(double)),
                     0);
}
END_TEST

START_TEST(paths_that_do_not_lead_far_enough_are_refused)
{
    struct es_outlook outlook = outlook_of(ES_FLOW_SERIES, 1), made;
    struct es_error err;
    jitter(&outlook);
    const struct es_clock clock = running(day_0, INFINITY, 2.0);
    /* 26 years from 2024 on are 13 at twice the speed. */
    ck_assert_int_eq(es_warp(&outlook, &clock, es_day(2036, 11, 30), &made, arena, &err),
                     ES_OK);
    ck_assert_int_eq(es_warp(&outlook, &clock, es_day(2037, 2, 28), &made, arena, &err),
                     ES_ERR_ARGUMENT);
    ck_assert_str_eq(err.message,
                     "paths are needed until 2050-04-28 and lead to 2049-12-31");
}
END_TEST

/* -- other changes ---------------------------------------------------------------- */

/* One change, made to paths that grow towards `ceiling`. */
static struct es_outlook changed(const struct es_outlook *outlook,
                                 const struct es_change *change, size_t n, double ceiling)
{
    static double ceilings[DRAWS];
    struct es_outlook made;
    struct es_error err = {.status = ES_OK};
    for (size_t d = 0; d < outlook->draws; d++) {
        ceilings[d] = ceiling;
    }
    const struct es_scenario_base base = {
        .outlook = outlook, .ceiling = ceilings, .limit = INFINITY, .seed = 3};
    ck_assert_msg(
        es_scenario_make(&base, change, n, bound(120) - 1, &made, arena, &err) == ES_OK,
        "%s", err.message);
    return made;
}

static struct es_change change_of(enum es_change_kind kind, double amount)
{
    return (struct es_change){.kind = kind,
                              .from_day = ES_NO_DAY,
                              .until_day = ES_NO_DAY,
                              .amount = amount,
                              .text = "tested"};
}

/* A level, or a pace, of the logistic of `place`, but for its ceiling. */
static void fill(struct es_outlook *outlook, double theta[])
{
    const struct es_model *model = es_model_find("logistic");
    place(model, theta);
    for (size_t i = 0; i <= MONTHS; i++) {
        outlook->cumulated[i] = outlook->nature == ES_STOCK_SERIES
                                    ? model->value(theta, es_years_of_day(bound(i)), NULL)
                                : i == 0
                                    ? 0.0
                                    : outlook->cumulated[i - 1] +
                                          volume(model, theta, bound(i - 1), bound(i));
    }
}

START_TEST(another_ceiling_rescales_the_way_to_it)
{
    double theta[ES_MODEL_MAX_PARAMS];
    const struct es_change change = change_of(ES_CHANGE_CEILING, 150.0);
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1);
    fill(&outlook, theta);
    const struct es_outlook made = changed(&outlook, &change, 1, 100.0);
    const double start =
        es_model_find("logistic")->value(theta, es_years_of_day(day_0), NULL);
    for (size_t i = 0; i <= made.months; i++) { /* 5e-3: the track between two months */
        const double way = outlook.cumulated[i] - start;
        const double want =
            way > 0.0 ? start + way * (150.0 - start) / (100.0 - start) : start + way;
        ck_assert_double_eq_tol(made.cumulated[i], want, 5e-3);
    }
}
END_TEST

START_TEST(a_draw_above_the_new_ceiling_stays_where_it_is)
{
    double theta[ES_MODEL_MAX_PARAMS];
    const struct es_change change = change_of(ES_CHANGE_CEILING, 20.0);
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1);
    fill(&outlook, theta);
    const struct es_outlook made = changed(&outlook, &change, 1, 100.0);
    ck_assert_double_eq_tol(made.cumulated[120], made.cumulated[50], 1e-9);
    ck_assert_double_gt(made.cumulated[50], 20.0);
}
END_TEST

/* The track of the only draw, which is a straight line between its knots. */
static double track_on(const struct es_outlook *outlook, double day)
{
    const struct es_track *track = outlook->track;
    size_t i = 0;
    while (i + 2 < track->n && track->day[i + 1] <= day) {
        i++;
    }
    const double share = (day - track->day[i]) / (track->day[i + 1] - track->day[i]);
    return track->value[i] + share * (track->value[i + 1] - track->value[i]);
}

START_TEST(a_wave_adds_a_logistic_curve)
{
    struct es_change wave = change_of(ES_CHANGE_WAVE, 30.0);
    wave.start_day = bound(75);
    wave.days = bound(87) - bound(75);
    const double middle = 0.5 * (bound(75) + bound(87)), rate = log(81.0) / wave.days;
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        double theta[ES_MODEL_MAX_PARAMS];
        struct es_outlook outlook = outlook_of((enum es_nature)nature, 1);
        fill(&outlook, theta);
        const struct es_outlook made = changed(&outlook, &wave, 1, 100.0);
        for (size_t i = 0; i <= made.months; i++) {
            const double more = made.cumulated[i] - outlook.cumulated[i];
            /* Its integral in years for a flow; what it had on day_0, 0.0002 of it, is
             * left out. */
            const double z = rate * (bound(i) - middle);
            const double want = nature == ES_STOCK_SERIES
                                    ? 30.0 / (1.0 + exp(-z))
                                    : 30.0 * log1p(exp(z)) / (rate * 365.25);
            ck_assert_double_eq_tol(more, want, 0.05);
        }
    }
}
END_TEST

START_TEST(a_slope_adds_so_much_in_each_year)
{
    const struct es_change slope = change_of(ES_CHANGE_SLOPE, 12.0);
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        double theta[ES_MODEL_MAX_PARAMS];
        struct es_outlook outlook = outlook_of((enum es_nature)nature, 1);
        fill(&outlook, theta);
        const struct es_outlook made = changed(&outlook, &slope, 1, 100.0);
        for (size_t i = 0; i <= made.months; i++) {
            const double years = fmax(0.0, (bound(i) - day_0) / 365.25);
            ck_assert_double_eq_tol(made.cumulated[i],
                                    outlook.cumulated[i] + 12.0 * years, 1e-3);
        }
        double was, is; /* nothing is reached before the slope begins */
        const enum es_per per = nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE;
        const double level = nature == ES_FLOW_SERIES ? 50.0 : 44.0;
        cross(&outlook, level, per, &was);
        cross(&made, level, per, &is);
        ck_assert(is >= day_0 - 1e-3 && is <= was);
    }
}
END_TEST

/* Forty days of which a quarter is missing: of a flow their volume, of a stock their
 * gain, from then on. */
START_TEST(a_strike_takes_its_share_of_what_would_have_been_gained)
{
    struct es_change strike = change_of(ES_CHANGE_STRIKE, 0.25);
    strike.from_day = bound(60) + 10;
    strike.until_day = strike.from_day + 40;
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        double theta[ES_MODEL_MAX_PARAMS];
        struct es_outlook outlook = outlook_of((enum es_nature)nature, 1);
        fill(&outlook, theta);
        const struct es_outlook made = changed(&outlook, &strike, 1, 100.0);
        const double lost = 0.25 * (es_outlook_at(&outlook, 0, strike.until_day) -
                                    es_outlook_at(&outlook, 0, strike.from_day));
        for (size_t i = 0; i <= made.months; i++) {
            const double more = made.cumulated[i] - outlook.cumulated[i];
            ck_assert(bound(i) > strike.from_day || more == 0.0);
            if (bound(i) >= strike.until_day) {
                ck_assert_double_eq_tol(more, -lost, 1e-9);
            }
        }
        ck_assert_double_gt(lost, 0.1);
        /* The pace of three months, 91.3 days, that lie around it; a level stays behind.
         */
        const struct es_track *track = made.track;
        struct es_outlook plain = outlook;
        ck_assert_int_eq(es_outlook_lay_track(&plain, arena, NULL), ES_OK);
        for (size_t at = 0; at < track->n; at++) {
            const double day = track->day[at];
            const double want = track_on(&plain, day);
            const bool around = fabs(day - strike.from_day - 20.0) < 20.0;
            const double left = nature == ES_FLOW_SERIES
                                    ? want * (1.0 - 0.25 * 40.0 / 91.3125)
                                    : want - lost;
            if (around && nature == ES_FLOW_SERIES) {
                ck_assert_double_eq_tol(track->value[at], left, 1e-3);
            } else if (day > strike.until_day && nature == ES_STOCK_SERIES) {
                ck_assert_double_eq_tol(track->value[at], left, 0.02);
            } else if (fabs(day - strike.from_day) > 90.0) {
                ck_assert_double_eq_tol(track->value[at], want, 1e-9);
            }
        }
    }
}
END_TEST

START_TEST(of_a_wave_that_has_begun_only_the_rest_is_added)
{
    struct es_change wave = change_of(ES_CHANGE_WAVE, 30.0);
    wave.start_day = (int)day_0 - 150;
    wave.days = 300.0; /* day_0 is its middle */
    wave.begun = true;
    double theta[ES_MODEL_MAX_PARAMS];
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, 1);
    fill(&outlook, theta);
    const struct es_outlook made = changed(&outlook, &wave, 1, 100.0);
    ck_assert_double_eq_tol(made.cumulated[120] - outlook.cumulated[120], 15.0, 1e-6);
}
END_TEST

START_TEST(a_wave_that_is_not_sure_differs_by_draw_and_not_by_call)
{
    struct es_change wave = change_of(ES_CHANGE_WAVE, 30.0);
    wave.start_day = bound(60);
    wave.days = 300.0;
    wave.amount_sd_log = 0.3;
    wave.start_sd_days = 60.0;
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, DRAWS);
    const struct es_outlook one = changed(&outlook, &wave, 1, 100.0);
    const struct es_outlook other = changed(&outlook, &wave, 1, 100.0);
    const size_t size = DRAWS * (one.months + 1) * sizeof(double);
    ck_assert_int_eq(memcmp(one.cumulated, other.cumulated, size), 0);
    double sum = 0.0, squares = 0.0;
    for (size_t d = 0; d < DRAWS; d++) { /* it is over after ten years */
        const double ln = log(one.cumulated[d * (one.months + 1) + 120] / 30.0);
        sum += ln / DRAWS;
        squares += ln * ln / DRAWS;
    }
    ck_assert_double_eq_tol(sum, 0.0, 0.15); /* 3 standard errors of 40 draws */
    ck_assert_double_eq_tol(sqrt(squares), 0.3, 0.1);
}
END_TEST

START_TEST(faster_growth_is_never_later_whatever_else_changes)
{
    struct es_outlook outlook = outlook_of(ES_STOCK_SERIES, DRAWS);
    jitter(&outlook);
    struct es_change change[] = {
        change_of(ES_CHANGE_GROWTH, 1.0), change_of(ES_CHANGE_CEILING, 3000.0),
        change_of(ES_CHANGE_WAVE, 100.0), change_of(ES_CHANGE_SLOPE, 20.0),
        change_of(ES_CHANGE_PAUSE, 0.0)};
    change[2].start_day = bound(70);
    change[2].days = 400.0;
    change[4].from_day = bound(60);
    change[4].until_day = bound(66);
    double slower[DRAWS], day[DRAWS];
    for (double level = 20.0; level < 2500.0; level *= 1.4) {
        for (double k = 0.3; k < 2.4; k += 0.15) {
            change[0].amount = k;
            const struct es_outlook made = changed(&outlook, change, 5, 2400.0);
            cross(&made, level, ES_PER_NONE, day);
            for (size_t d = 0; d < DRAWS; d++) {
                /* Days: a wave is straight between the bends of a track, which are not
                 * the same. */
                ck_assert(k < 0.35 || day[d] <= slower[d] + 0.1);
                slower[d] = day[d];
            }
        }
    }
}
END_TEST

START_TEST(nothing_falls_below_zero_or_passes_the_limit)
{
    double theta[ES_MODEL_MAX_PARAMS];
    const struct es_change changes[] = {change_of(ES_CHANGE_SLOPE, -500.0),
                                        change_of(ES_CHANGE_SLOPE, 900.0)};
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        struct es_outlook outlook = outlook_of((enum es_nature)nature, 1), made;
        fill(&outlook, theta);
        const struct es_scenario_base base = {.outlook = &outlook, .limit = 120.0};
        for (int i = 0; i < 2; i++) {
            ck_assert_int_eq(es_scenario_make(&base, &changes[i], 1, bound(120) - 1,
                                              &made, arena, NULL),
                             ES_OK);
            const double last = nature == ES_STOCK_SERIES
                                    ? made.cumulated[120]
                                    : (made.cumulated[120] - made.cumulated[108]);
            ck_assert_double_eq_tol(last, i == 0 ? 0.0 : 120.0, 0.2); /* leap years */
        }
    }
}
END_TEST

static Suite *scenario_suite(void)
{
    Suite *suite = suite_create("scenario");
    TCase *tests = tcase_create("scenario");
    tcase_add_checked_fixture(tests, open_arena, close_arena);
    tcase_add_test(tests, a_clock_runs_as_it_is_told_and_back);
    tcase_add_test(tests, a_clock_that_stands_still_never_comes_further);
    tcase_add_test(tests, changes_of_a_clock_may_come_in_any_order);
    tcase_add_test(tests, a_clock_refuses_to_run_backwards_and_too_many_changes);
    tcase_add_loop_test(tests, growth_of_a_level_is_the_curve_with_its_rate_changed, 0,
                        3);
    tcase_add_loop_test(tests, growth_of_a_flow_is_the_pace_with_its_rate_changed, 0, 3);
    tcase_add_test(tests, what_was_before_the_change_stays_to_the_last_bit);
    tcase_add_test(tests, a_clock_that_runs_as_ever_changes_nothing);
    tcase_add_test(tests, a_level_is_reached_when_the_clock_comes_to_its_day);
    tcase_add_test(tests, a_faster_path_is_never_later);
    tcase_add_test(tests, time_that_stands_still_holds_the_level_and_the_pace);
    tcase_add_test(tests, months_keep_their_season_when_growth_changes);
    tcase_add_test(tests, the_point_path_is_warped_like_the_draws);
    tcase_add_test(tests, paths_that_do_not_lead_far_enough_are_refused);
    tcase_add_test(tests, another_ceiling_rescales_the_way_to_it);
    tcase_add_test(tests, a_draw_above_the_new_ceiling_stays_where_it_is);
    tcase_add_test(tests, a_wave_adds_a_logistic_curve);
    tcase_add_test(tests, a_slope_adds_so_much_in_each_year);
    tcase_add_test(tests, a_strike_takes_its_share_of_what_would_have_been_gained);
    tcase_add_test(tests, of_a_wave_that_has_begun_only_the_rest_is_added);
    tcase_add_test(tests, a_wave_that_is_not_sure_differs_by_draw_and_not_by_call);
    tcase_add_test(tests, faster_growth_is_never_later_whatever_else_changes);
    tcase_add_test(tests, nothing_falls_below_zero_or_passes_the_limit);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(scenario_suite());
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

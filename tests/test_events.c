/* Events of a project: what is to come, strikes and breaks, as part of its forecasts. */
#include "synthetic.h"

#include "folder.h"

#include "essor/date.h"
#include "essor/project.h"
#include "project/dense.h"
#include "project/events.h"

#include <math.h>

/* A whole of two sectors and a rest, as in January of each year, and a series of points
 * by month, each 3 % more than the one before. */
static const char settings[] =
    "[project]\nname = Events\nhorizon_years = 4\n"
    "[series all]\nnature = flow\nfeed = all\nrest = rest\n"
    "[series big]\nnature = flow\nfeed = big\nwhole = all\n"
    "[series rest]\nnature = flow\nfeed = rest\nwhole = all\n"
    "[series full]\nnature = flow\nfeed = full\n"
    "[series level]\nnature = stock\nfeed = level\n";
static const char head[] =
    "id,version,series,zone,observed_from,observed_to,published,"
    "value,value_hi,unit,kind,ref,qualifier,quoted_step,"
    "date_basis,source_title,source_url,note\n";
enum { POINTS = 36 };

static struct es_project project;
static struct es_solutions solutions;

static void put_month(FILE *out, const char *series, int month, const char *kind,
                      double value)
{
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    es_day_format(es_month_first_day(month), from);
    es_day_format(es_month_first_day(month + 1) - 1, to);
    (void)fprintf(out, ",,%s,,%s,%s,%s,%.0f,,documents,%s,,exact,1,stated,Ministry,,\n",
                  series, strcmp(kind, "stock") == 0 ? to : from, to, to, value, kind);
}

/* What the full series counts in month i, before anything happens to it: tens, of which
 * four fifths are whole documents. */
static double full(int i)
{
    return 10.0 * floor(1e5 * pow(1.03, i) * (i % 2 == 0 ? 1.01 : 0.99));
}

/* The figures; those of the full series are multiplied by times[i]. */
static void write_figures(const double times[POINTS])
{
    FILE *out = fopen(in_folder("figures.csv"), "w");
    ck_assert_ptr_nonnull(out);
    (void)fputs(head, out);
    const int first = es_month_of_day(es_day(2021, 1, 1));
    for (int i = 0; i < POINTS; i++) {
        put_month(out, "full", first + i, "window_total",
                  full(i) * (times != NULL ? times[i] : 1.0));
    }
    for (int year = 0; year < 3; year++) {
        const int month = first + 12 * year + 11;
        put_month(out, "all", month, "monthly_rate", 10e6 * (1 + year));
        put_month(out, "big", month, "monthly_rate", 6e6 * (1 + year));
        put_month(out, "rest", month, "monthly_rate", 4e6 * (1 + year));
        put_month(out, "level", month, "stock", 5e6 * (1 + year));
    }
    ck_assert_int_eq(fclose(out), 0);
}

/* Opens the project with these sections behind the others; ES_OK or what is wrong. */
static enum es_status open_with(const char *events)
{
    struct es_faults faults;
    FILE *out = fopen(in_folder("essor.ini"), "w");
    ck_assert_ptr_nonnull(out);
    (void)fprintf(out, "%s%s", settings, events);
    ck_assert_int_eq(fclose(out), 0);
    return es_project_open(folder, &project, &faults, arena, &err);
}

static const struct es_solution *solve(const char *events, const char *id, int as_of_day)
{
    const struct es_solve_options options = {.as_of_day = as_of_day,
                                             .horizon_day = ES_NO_DAY};
    ck_assert_msg(open_with(events) == ES_OK, "%s", err.message);
    ck_assert_msg(es_project_solve(&project, &id, 1, &options, &solutions, arena, &err) ==
                      ES_OK,
                  "%s", err.message);
    const struct es_solution *solution =
        es_solutions_find(&solutions, es_project_series(&project, id));
    ck_assert_msg(solution->status == ES_OK, "%s", solution->error.message);
    return solution;
}

/* The draws of a series, kept while others are solved. */
static struct es_outlook draws_of(const char *events, const char *id, int as_of_day)
{
    struct es_outlook outlook = solve(events, id, as_of_day)->fit.outlook;
    const size_t n = outlook.draws * (outlook.months + 1);
    double *copy = es_arena_array(arena, n, sizeof *copy);
    memcpy(copy, outlook.cumulated, n * sizeof *copy);
    outlook.cumulated = copy;
    outlook.point = NULL;
    outlook.season = NULL;
    es_solutions_close(&solutions);
    return outlook;
}

static void before_each(void)
{
    folder_open();
    write_figures(NULL);
}

/* -- to come ------------------------------------------------------------------------ */

#define WAVE "[event second]\nseries = big\nchange = wave=2025-01:+12M/year:6m\n"
static const char *const sizes[] = {"full", "big"};

/* The integral of a logistic curve, in years times its height. */
static double wave_volume(double height, int start_day, double days, double day)
{
    const double rate = log(81.0) / days, z = rate * (day - start_day - 0.5 * days);
    return height / (rate * 365.25) * (z > 30.0 ? z : log1p(exp(z)));
}

START_TEST(a_wave_brings_in_every_draw_what_it_says)
{
    const char *id = sizes[_i]; /* dense, sparse */
    const char *events = es_arena_print(arena,
                                        "[event second]\nseries = %s\n"
                                        "change = wave=2025-01:+12M/year:6m\n",
                                        id);
    const struct es_outlook plain = draws_of("", id, ES_NO_DAY);
    const struct es_outlook made = draws_of(events, id, ES_NO_DAY);
    ck_assert_uint_eq(made.months, plain.months);
    ck_assert_uint_eq(made.draws, plain.draws);
    const int start = es_day(2025, 1, 1), as_of = es_day(2024, 1, 1);
    const double days = 6 * 30.4375;
    for (size_t i = 0; i <= made.months; i++) {
        const int day = es_month_first_day(made.first_month + (int)i);
        const double want = day <= as_of ? 0.0
                                         : wave_volume(12e6, start, days, day) -
                                               wave_volume(12e6, start, days, as_of);
        for (size_t d = 0; d < made.draws; d += 97) {
            const size_t at = d * (made.months + 1) + i;
            const double more = made.cumulated[at] - plain.cumulated[at];
            /* Sums of parts are rounded to a few millionths; by month with Simpson's
             * rule: one in a thousand of the year's height. */
            ck_assert_double_eq_tol(more, want, day <= as_of ? 1e-3 : 12e3);
        }
    }
}
END_TEST

/* Whether the whole is the sum of its parts to the last bit. */
static void assert_sum(void)
{
    const struct es_outlook *all = &solutions.at[0].fit.outlook;
    const struct es_outlook *big = &solutions.at[1].fit.outlook;
    const struct es_outlook *rest = &solutions.at[2].fit.outlook;
    ck_assert_uint_eq(all->months, big->months);
    ck_assert_uint_eq(all->draws, rest->draws);
    for (size_t i = 0; i < all->draws * (all->months + 1); i++) {
        ck_assert(all->cumulated[i] == big->cumulated[i] + rest->cumulated[i]);
    }
}

static const char *const to_come[] = {
    WAVE,
    "[event faster]\nseries = big\nchange = growth=x1.5@2024-06\n",
    "[event out]\nseries = big\nchange = strike=2024-06-10..2024-06-20\n",
    "[event rest]\nseries = rest\nchange = slope=+1M/year@2025\n",
};

START_TEST(a_whole_gains_what_its_part_gains_and_stays_its_sum)
{
    const char *part = _i == 3 ? "rest" : "big";
    const struct es_outlook all = draws_of("", "all", ES_NO_DAY);
    const struct es_outlook one = draws_of("", part, ES_NO_DAY);
    const struct es_solution *made = solve(to_come[_i], "all", ES_NO_DAY);
    const struct es_solution *changed =
        es_solutions_find(&solutions, es_project_series(&project, part));
    assert_sum();
    ck_assert_uint_eq(made->fit.outlook.months, all.months);
    double most = 0.0;
    for (size_t i = 0; _i != 1 && i < all.draws * (all.months + 1); i++) {
        const double more = made->fit.outlook.cumulated[i] - all.cumulated[i];
        const double own = changed->fit.outlook.cumulated[i] - one.cumulated[i];
        ck_assert_double_eq_tol(more, own, 1e-6 * fabs(all.cumulated[i]) + 1e-9);
        most = fmax(most, fabs(more));
    }
    ck_assert(_i == 1 || most > 1e4);
    es_solutions_close(&solutions);
}
END_TEST

START_TEST(an_event_counts_from_its_announcement)
{
    static const char told[] = WAVE "announced = 2023-06-15\n";
    const struct es_outlook none = draws_of("", "big", es_day(2023, 6, 14));
    const struct es_outlook before = draws_of(told, "big", es_day(2023, 6, 14));
    const struct es_outlook after = draws_of(told, "big", es_day(2023, 6, 15));
    const size_t n = before.draws * (before.months + 1);
    ck_assert_mem_eq(before.cumulated, none.cumulated, n * sizeof(double));
    const struct es_outlook always = draws_of(WAVE, "big", es_day(2023, 6, 15));
    ck_assert_mem_eq(after.cumulated, always.cumulated, n * sizeof(double));
    ck_assert_double_gt(after.cumulated[n - 1], before.cumulated[n - 1]);
}
END_TEST

/* Half of a wave is gone in its middle: the pace gains the other half. */
START_TEST(a_wave_that_has_begun_counts_with_what_is_left_of_it)
{
    static const char begun[] =
        "[event second]\nseries = full\nchange = wave=2023-10-01:+12M/year:6m\n";
    const int as_of = es_day(2023, 12, 31);
    const struct es_outlook plain = draws_of("", "full", as_of);
    const struct es_outlook made = draws_of(begun, "full", as_of);
    const size_t end = made.months;
    const double more = made.cumulated[end] - made.cumulated[end - 1] -
                        plain.cumulated[end] + plain.cumulated[end - 1];
    const int month = made.first_month + (int)end;
    const double years =
        (es_month_first_day(month) - es_month_first_day(month - 1)) / 365.25;
    ck_assert_double_eq_tol(more / years, 6e6, 6e4); /* 91 of 182.6 days */
}
END_TEST

START_TEST(what_is_not_sure_of_a_wave_spreads_the_draws)
{
    static const char unsure[] = WAVE "wave_sure = 30%\nwave_sd_days = 60\n";
    const struct es_outlook plain = draws_of("", "big", ES_NO_DAY);
    const struct es_outlook made = draws_of(unsure, "big", ES_NO_DAY);
    const size_t row = made.months + 1;
    double sum = 0.0, squares = 0.0;
    for (size_t d = 0; d < made.draws;
         d++) { /* long after the wave: its pace is its size */
        const size_t at = d * row + made.months;
        const double more = made.cumulated[at] - made.cumulated[at - 1] -
                            plain.cumulated[at] + plain.cumulated[at - 1];
        const double ln = log(more * 12.0 / 12e6);
        sum += ln / (double)made.draws;
        squares += ln * ln / (double)made.draws;
    }
    /* Three standard errors of 3,000 draws; months differ from a twelfth by 2 %. */
    ck_assert_double_eq_tol(sum, 0.0, 0.04);
    ck_assert_double_eq_tol(sqrt(squares - sum * sum), 0.3, 0.012);
}
END_TEST

/* Every figure is left out once: the draws without it lead as far, and hold the event. */
START_TEST(dates_without_a_figure_are_those_with_the_event)
{
    const char *id = "big";
    const struct es_solve_options options = {
        .as_of_day = ES_NO_DAY, .horizon_day = ES_NO_DAY, .verdict = true};
    FILE *out = fopen(in_folder("targets.csv"), "w");
    (void)fputs(
        "id,series,level,per,deadline,source_title,source_url,note\n"
        "t,big,300000000,year,2026-12-31,,,\n",
        out);
    ck_assert_int_eq(fclose(out), 0);
    for (int more = 0; more < 2; more++) {
        ck_assert_msg(open_with(more == 0 ? ""
                                          : "[event e]\nseries = big\nchange = "
                                            "wave=2024-03:+900M/year:2m\n"
                                            "change = growth=x1.2@2024-06\n") == ES_OK,
                      "%s", err.message);
        ck_assert_int_eq(
            es_project_solve(&project, &id, 1, &options, &solutions, arena, &err), ES_OK);
        const struct es_solution *solution =
            es_solutions_find(&solutions, es_project_series(&project, id));
        ck_assert_msg(solution->status == ES_OK, "%s", solution->error.message);
        ck_assert_uint_eq(solution->verdict.influences, 3);
        for (size_t i = 0; i < 3; i++) {
            const double p = solution->verdict.influence[i].p_by_deadline;
            ck_assert(more == 1 ? p > 0.99 : p < 0.9);
        }
        es_solutions_close(&solutions);
    }
}
END_TEST

/* -- what depends on it ---------------------------------------------------------------
 */

static void fingerprint(const char *events, const char *id, char hash[65])
{
    ck_assert_msg(open_with(events) == ES_OK, "%s", err.message);
    ck_assert_int_eq(es_project_fingerprint(&project, es_project_series(&project, id),
                                            es_day(2023, 12, 31), es_day(2027, 12, 31),
                                            hash, &err),
                     ES_OK);
}

START_TEST(a_changed_event_changes_the_fingerprint_of_its_series_alone)
{
    static const char *const other[] = {
        WAVE "announced = 2023\n",
        WAVE "label_en = Another name\n",
        WAVE "wave_sure = 10%\n",
        "[event second]\nseries = big\nchange = wave=2025-01:+13M/year:6m\n",
        "[event second]\nseries = big\nbreak = 2022-06-01\nfactor = 1.1\n",
        "[event second]\nseries = big\nbreak = 2022-06-01\n",
        "[event second]\nseries = big\nchange = strike=2023-12-05..2023-12-06\n"};
    static const bool changes[] = {false, false, true, true, true, true, true};
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        char was[65], is[65], apart[65], none[65];
        fingerprint(WAVE, "big", was);
        fingerprint(other[i], "big", is);
        ck_assert_int_eq(strcmp(was, is) != 0, changes[i]);
        fingerprint("", "level", none);
        fingerprint(other[i], "level", apart);
        ck_assert_str_eq(none, apart);
    }
}
END_TEST

START_TEST(events_are_listed_with_what_becomes_of_them)
{
    struct es_event_use *use;
    size_t n;
    ck_assert_msg(
        open_with("[event a]\nseries = big\nchange = strike=2022-03-01..2022-03-10\n"
                  "[event b]\nseries = rest\nbreak = 2022-01-01\n"
                  "[event c]\nseries = full\nchange = growth=x2@2025\n"
                  "[event d]\nseries = big\nchange = wave=2021-06:+1M/year:2m\n"
                  "[event e]\nseries = big\nchange = slope=+1M/year@2024-02\n"
                  "announced = 2024-05\n") == ES_OK,
        "%s", err.message);
    static const enum es_event_state states[] = {ES_EVENT_COUNTED, ES_EVENT_COUNTED,
                                                 ES_EVENT_OVER, ES_EVENT_UNKNOWN};
    ck_assert_int_eq(es_project_events(&project, es_project_series(&project, "all"),
                                       ES_NO_DAY, &use, &n, arena, &err),
                     ES_OK);
    ck_assert_uint_eq(n, 4); /* those of its parts */
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(use[i].state, states[i]);
    }
    ck_assert_int_eq(use[0].until_day, es_day(2022, 3, 11));
    ck_assert_int_eq(es_project_events(&project, es_project_series(&project, "full"),
                                       ES_NO_DAY, &use, &n, arena, &err),
                     ES_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(use[0].state, ES_EVENT_COMING);
}
END_TEST

/* -- strikes that are over, and breaks --------------------------------------------------
 */

START_TEST(a_full_series_is_forecast_as_if_nobody_had_been_on_strike)
{
    double times[POINTS];
    for (int i = 0; i < POINTS; i++) {
        times[i] = i == 32 ? 1.0 - 0.6 * 10.0 / 30.0 : 1.0;
    }
    const struct es_outlook plain = draws_of("", "full", ES_NO_DAY);
    write_figures(times);
    const struct es_outlook left = draws_of("", "full", ES_NO_DAY);
    const struct es_outlook made = draws_of(
        "[event out]\nseries = full\nchange = strike=2023-09-11..2023-09-20:60%\n",
        "full", ES_NO_DAY);
    double off = 0.0;
    for (size_t d = 0; d < made.draws; d++) {
        const size_t at = d * (made.months + 1);
        for (size_t i = 36; i < made.months; i++) {
            const double gain = made.cumulated[at + i + 1] - made.cumulated[at + i];
            const double want = plain.cumulated[at + i + 1] - plain.cumulated[at + i];
            const double was = left.cumulated[at + i + 1] - left.cumulated[at + i];
            ck_assert_double_eq_tol(gain / want, 1.0, 1e-6);
            off = fmax(off, fabs(was / want - 1.0));
        }
        /* What was seen stays as it was. */
        ck_assert_double_eq_tol(made.cumulated[at + 33] - made.cumulated[at + 32],
                                0.8 * full(32), 1.0);
    }
    ck_assert_double_gt(off, 0.05);
}
END_TEST

START_TEST(a_curve_through_few_figures_leaves_out_what_a_strike_took)
{
    /* December 2023, whose figure holds half a month: the pace is twice as much. */
    static const double middle = 0.5;
    const struct es_outlook plain = draws_of("", "rest", ES_NO_DAY);
    const struct es_outlook made = draws_of(
        "[event out]\nseries = rest\nchange = strike=2023-12-01..2023-12-15\n"
        "change = strike=2023-12-16..2023-12-16:50%\n",
        "rest", ES_NO_DAY);
    double gain[2];
    const struct es_outlook *outlook[] = {&plain, &made};
    for (int k = 0; k < 2; k++) {
        double *draw = es_arena_array(arena, plain.draws, sizeof *draw);
        const struct es_observation seen = {.measure = ES_SUM,
                                            .from_day = es_day(2023, 12, 1),
                                            .to_day = es_day(2023, 12, 31)};
        struct es_observation later = seen;
        es_outlook_measure_all(outlook[k], &seen, NULL, draw);
        es_quantiles(draw, plain.draws, &middle, 1, &gain[0]);
        /* The figure is met all the same; sectors that add up give way by a little. */
        ck_assert_double_eq_tol(gain[0], 12e6, 1.5e6);
        later.from_day = es_day(2024, 1, 1);
        later.to_day = es_day(2024, 1, 31);
        es_outlook_measure_all(outlook[k], &later, NULL, draw);
        es_quantiles(draw, plain.draws, &middle, 1, &gain[1]);
        if (k == 0) {
            ck_assert_double_lt(gain[1], 1.25 * gain[0]);
        } else {
            ck_assert_double_gt(gain[1], 1.4 * gain[0]);
        }
    }
}
END_TEST

static const struct es_reading *reading_of(const char *events, const char *id, size_t i)
{
    struct es_reading *reading;
    size_t n;
    ck_assert_msg(open_with(events) == ES_OK, "%s", err.message);
    ck_assert_int_eq(es_project_readings(&project, es_project_series(&project, id),
                                         ES_NO_DAY, &reading, &n, arena, &err),
                     ES_OK);
    ck_assert_uint_lt(i, n);
    return &reading[i];
}

START_TEST(figures_of_before_a_break_are_read_by_the_new_definition)
{
    static const char sure[] =
        "[event b]\nseries = full\nbreak = 2022-04-16\nfactor = 1.2\n";
    const double x = full(14), z = full(15), y = full(16);
    ck_assert_double_eq_tol(reading_of(sure, "full", 14)->observation.centre, 1.2 * x,
                            1e-6 * x);
    ck_assert_double_eq_tol(reading_of(sure, "full", 16)->observation.centre, y,
                            1e-6 * y);
    /* April: half of the days count 1 / 1.2 of what they would. */
    ck_assert_double_eq_tol(reading_of(sure, "full", 15)->observation.centre,
                            z / (0.5 / 1.2 + 0.5), 1e-6 * z);
    ck_assert_ptr_null(reading_of(sure, "full", 14)->observation.common);
    static const char unsure[] =
        "[event b]\nseries = full\nbreak = 2022-04-16\n"
        "factor = 1.2\nfactor_sure = 10%\n";
    ck_assert_double_eq_tol(*reading_of(unsure, "full", 14)->observation.common, 0.1,
                            1e-12);
    ck_assert_double_eq_tol(*reading_of(unsure, "full", 15)->observation.common,
                            0.1 * (0.5 / 1.2) / (0.5 / 1.2 + 0.5), 1e-12);
    ck_assert_double_eq_tol(*reading_of(unsure, "full", 16)->observation.common, 0.0,
                            1e-12);
}
END_TEST

/* Counted 1 / 1.3 as much for 20 months; nobody knows the factor. */
START_TEST(an_unknown_break_of_a_full_series_is_told_by_the_points_around_it)
{
    double times[POINTS];
    for (int i = 0; i < POINTS; i++) {
        times[i] = i < 20 ? 1.0 / 1.3 : 1.0;
    }
    write_figures(times);
    const struct es_solution *solution =
        solve("[event b]\nseries = full\nbreak = 2022-09-01\n", "full", ES_NO_DAY);
    const struct es_dense_grid *grid = &solution->dense->grid;
    for (int i = 0; i < POINTS; i++) {
        const double want = full(i);
        ck_assert_double_eq_tol(grid->y[i] / want, 1.0, 0.02);
    }
    es_solutions_close(&solutions);
}
END_TEST

/* The estimated factor of a simulated break at point 20, as ln of it over the true one.
 */
static double missed_by(const struct es_series *series, double noise, double season,
                        uint64_t *state)
{
    struct es_observation seen[POINTS];
    static const double unsure = 0.7;
    const double ln_factor = 0.4 * (synthetic_uniform(state) - 0.5);
    const int first = es_month_of_day(es_day(2021, 1, 1));
    for (int i = 0; i < POINTS; i++) {
        const double ln = 0.03 * i + noise * synthetic_normal(state) +
                          season * sin(M_PI * i / 6.0) - (i < 20 ? ln_factor : 0.0);
        seen[i] = (struct es_observation){.measure = ES_SUM,
                                          .from_day = es_month_first_day(first + i),
                                          .to_day = es_month_first_day(first + i + 1) - 1,
                                          .centre = 1e6 * exp(ln),
                                          .common = i < 20 ? &unsure : NULL};
    }
    struct es_dense_solution dense = {.grid = {.n = 0}};
    struct es_solution solution = {.series = series, .dense = &dense, .arena = arena};
    solution.problem = (struct es_sparse_problem){.nature = ES_FLOW_SERIES,
                                                  .observation = seen,
                                                  .n = POINTS,
                                                  .commons = 1,
                                                  .as_of_day = es_day(2023, 12, 31),
                                                  .horizon_day = es_day(2024, 12, 31)};
    ck_assert_int_eq(
        es_dense_grid_make(&solution.problem, &dense.grid, arena, &solution.error),
        ES_OK);
    const double before = dense.grid.y[0];
    ck_assert_int_eq(es_breaks_estimate(&project, &solution), ES_OK);
    return log(dense.grid.y[0] / before) - ln_factor;
}

/*
 * 300 series of each kind. Errors of 5 % on six points before and six after, whose common
 * slope is not known, leave 0.058; those of steps of a year, 2 % each, 0.033 (from the
 * matrix of the regression). Bias: three standard errors.
 */
START_TEST(simulated_breaks_are_found_without_bias_and_as_well_as_can_be)
{
    static const double kinds[][3] = {{0.05, 0.0, 0.058}, {0.02, 0.2, 0.033}};
    enum { SERIES = 300 };
    uint64_t state = 20261123;
    ck_assert_msg(open_with("[event b]\nseries = full\nbreak = 2022-09-01\n") == ES_OK,
                  "%s", err.message);
    const struct es_series *series = es_project_series(&project, "full");
    double bias = 0.0, squares = 0.0;
    for (int k = 0; k < SERIES; k++) {
        const double off = missed_by(series, kinds[_i][0], kinds[_i][1], &state);
        bias += off / SERIES;
        squares += off * off / SERIES;
    }
    ck_assert_double_eq_tol(bias, 0.0, 3.0 * kinds[_i][2] / sqrt(SERIES));
    ck_assert_double_eq_tol(sqrt(squares), kinds[_i][2], 0.15 * kinds[_i][2]);
}
END_TEST

/* One error in common: two levels of before the break stay as far apart as they are. */
START_TEST(what_is_not_sure_of_a_break_is_the_same_for_all_figures_before_it)
{
    static const char unsure[] =
        "[event b]\nseries = level\nbreak = 2023-06-01\n"
        "factor = 1\nfactor_sure = 20%\n";
    const struct es_observation seen[] = {{.measure = ES_LEVEL,
                                           .from_day = es_day(2021, 12, 31),
                                           .to_day = es_day(2021, 12, 31)},
                                          {.measure = ES_LEVEL,
                                           .from_day = es_day(2022, 12, 31),
                                           .to_day = es_day(2022, 12, 31)}};
    double sd[2][3];
    for (int k = 0; k < 2; k++) {
        const struct es_outlook made = draws_of(k == 0 ? "" : unsure, "level", ES_NO_DAY);
        double sum[3] = {0.0}, squares[3] = {0.0};
        for (size_t d = 0; d < made.draws; d++) {
            const double a = log(es_outlook_measure(&made, d, &seen[0], NULL));
            const double b = log(es_outlook_measure(&made, d, &seen[1], NULL));
            const double value[3] = {a, b, b - a};
            for (int i = 0; i < 3; i++) {
                sum[i] += value[i] / (double)made.draws;
                squares[i] += value[i] * value[i] / (double)made.draws;
            }
        }
        for (int i = 0; i < 3; i++) {
            sd[k][i] = sqrt(squares[i] - sum[i] * sum[i]);
        }
    }
    ck_assert_double_lt(sd[0][0], 0.01); /* exact figures */
    ck_assert_double_gt(sd[1][0], 0.1);
    ck_assert_double_gt(sd[1][1], 0.1);
    ck_assert_double_lt(sd[1][2], 0.02);
}
END_TEST

/* -- what is refused -------------------------------------------------------------------
 */

static const struct {
    const char *events, *fault;
} faults_of[] = {
    {"[event x]\nseries = bgi\nchange = wave=2025-01:+1M/year:6m\n",
     "there is no series \"bgi\" for the event x"},
    {"[event x]\nseries = big\nchange = growth=x1.2\n",
     "has no date; write growth=x1.2@"},
    {"[event x]\nseries = big\nchange = growth=1..2:0.5@2025\n", "is several changes"},
    {"[event x]\nseries = big\nchange = wvae=2025-01:+1M/year:6m\n",
     "did you mean \"wave\"?"},
    {"[event x]\nseries = big\n", "does not say its change, or its break"},
    {"[event x]\nseries = big\nchange = slope=+1M/year@2025\nfactor = 2\n",
     "has a factor and no break"},
    {"[event x]\nseries = big\nbreak = 2025-01-01\n", "comes after all figures of big"},
    {"[event x]\nseries = all\nchange = slope=+1M/year@2025\n",
     "all is the sum of its parts"},
    {"[event x]\nseries = big\nchange = strike=2025-01..2025-02:150%\n", "no share"},
    {"[event x]\nseries = big\nbraek = 2023\n", "unknown key \"braek\" in [event x]"},
};

START_TEST(an_event_that_cannot_be_is_refused_with_what_would_be_right)
{
    ck_assert_int_eq(open_with(faults_of[_i].events), ES_ERR_PROJECT);
    ck_assert_msg(strstr(err.message, faults_of[_i].fault) != NULL, "%s", err.message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("events");
    TCase *cases = tcase_create("projects");
    tcase_add_checked_fixture(cases, before_each, folder_close);
    tcase_set_timeout(cases, 280); /* seconds, on a busy machine */
    tcase_add_loop_test(cases, a_wave_brings_in_every_draw_what_it_says, 0, 2);
    tcase_add_loop_test(cases, a_whole_gains_what_its_part_gains_and_stays_its_sum, 0, 4);
    tcase_add_test(cases, an_event_counts_from_its_announcement);
    tcase_add_test(cases, a_wave_that_has_begun_counts_with_what_is_left_of_it);
    tcase_add_test(cases, what_is_not_sure_of_a_wave_spreads_the_draws);
    tcase_add_test(cases, dates_without_a_figure_are_those_with_the_event);
    tcase_add_test(cases, a_changed_event_changes_the_fingerprint_of_its_series_alone);
    tcase_add_test(cases, events_are_listed_with_what_becomes_of_them);
    tcase_add_test(cases, a_full_series_is_forecast_as_if_nobody_had_been_on_strike);
    tcase_add_test(cases, a_curve_through_few_figures_leaves_out_what_a_strike_took);
    tcase_add_test(cases, figures_of_before_a_break_are_read_by_the_new_definition);
    tcase_add_test(cases,
                   an_unknown_break_of_a_full_series_is_told_by_the_points_around_it);
    tcase_add_loop_test(
        cases, simulated_breaks_are_found_without_bias_and_as_well_as_can_be, 0, 2);
    tcase_add_test(cases,
                   what_is_not_sure_of_a_break_is_the_same_for_all_figures_before_it);
    tcase_add_loop_test(cases,
                        an_event_that_cannot_be_is_refused_with_what_would_be_right, 0,
                        sizeof faults_of / sizeof faults_of[0]);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

/*
 * The sparse engine as a whole: what it recovers, what it refuses, and how far its
 * linearised posterior is from exact simulation.
 */
#include "core/latent.h"
#include "essor/date.h"
#include "essor/sparse.h"
#include "essor/target.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 16 };

struct setting {
    struct es_arena *arena;
    struct es_observation seen[MOST];
    struct es_sparse_problem problem;
    struct es_sparse_fit fit;
};

/* A logistic flow or stock with these landmarks, the truth of most tests. */
struct truth {
    enum es_nature nature;
    double ceiling, duration_years;
    int midpoint_day;
};

static const struct truth truth_flow = {ES_FLOW_SERIES, 120e6, 3.0, 19500}; /* 2023-05 */

static double curve_at(const struct truth *truth, double day)
{
    const double rate = 4.394449154672439 / truth->duration_years / 365.25;
    return truth->ceiling / (1.0 + exp(-rate * (day - truth->midpoint_day)));
}

/* The integral of the pace until a day, exactly. */
static double sum_until(const struct truth *truth, double day)
{
    const double rate = 4.394449154672439 / truth->duration_years;
    return truth->ceiling / rate *
           log1p(exp(rate / 365.25 * (day - truth->midpoint_day)));
}

static void open_setting(struct setting *setting, enum es_nature nature)
{
    memset(setting, 0, sizeof *setting);
    ck_assert_int_eq(es_arena_open(&setting->arena, NULL), ES_OK);
    setting->problem = (struct es_sparse_problem){
        .name = "tested",
        .nature = nature,
        .observation = setting->seen,
        .launch_day = es_day(2022, 1, 1),
        .as_of_day = es_day(2024, 6, 30),
        .horizon_day = es_day(2027, 12, 31),
        .ceiling = NAN,
        .ceiling_sd_log = NAN,
        .limit = INFINITY,
        .seed = 7,
        .draws_per_family = 200,
    };
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        setting->problem.prior.mean[k] = setting->problem.prior.sd[k] = NAN;
    }
}

static struct es_observation *add(struct setting *setting, enum es_measure measure,
                                  int from_day, int to_day, double centre)
{
    ck_assert_uint_lt(setting->problem.n, MOST);
    struct es_observation *seen = &setting->seen[setting->problem.n];
    *seen = (struct es_observation){.measure = measure,
                                    .from_day = from_day,
                                    .to_day = to_day,
                                    .centre = centre,
                                    .sd_log = 0.03,
                                    .figure = setting->problem.n++};
    return seen;
}

/* The volume of a month, or the level on its last day, `factor` times the truth. */
static struct es_observation *add_month(struct setting *setting,
                                        const struct truth *truth, int year, int month,
                                        double factor)
{
    const int from = es_day(year, month, 1);
    const int end = es_month_first_day(es_month_of_day(from) + 1);
    if (truth->nature == ES_STOCK_SERIES) {
        return add(setting, ES_LEVEL, end - 1, end - 1,
                   factor * curve_at(truth, end - 0.5));
    }
    const double sum = sum_until(truth, end) - sum_until(truth, from);
    return add(setting, ES_PER_MONTH, from, end - 1, factor * sum);
}

static void fit(struct setting *setting)
{
    struct es_error err = {0};
    ck_assert_msg(es_sparse_fit(&setting->problem, &setting->fit, setting->arena, &err) ==
                      ES_OK,
                  "%s", err.message);
}

/* Every path must be finite, never fall and, if `limit` is finite, stay below it. */
static void paths_are_sound(const struct es_outlook *outlook, double limit)
{
    int faults = 0;
    for (size_t d = 0; d < outlook->draws; d++) {
        const double *path = outlook->cumulated + d * (outlook->months + 1);
        for (size_t i = 0; i < outlook->months; i++) {
            const double gained = path[i + 1] - path[i];
            const double held =
                outlook->nature == ES_FLOW_SERIES ? 12.0 * gained : path[i + 1];
            faults += isfinite(path[i + 1]) && gained >= 0.0 ? 0 : 1;
            faults += held <= limit * (1.0 + 1e-9) ? 0 : 1;
        }
    }
    ck_assert_int_eq(faults, 0);
}

static struct es_target_answer ask(struct setting *setting, double level, enum es_per per,
                                   int deadline_day)
{
    const struct es_target target = {
        .id = "t", .level = level, .per = per, .deadline_day = deadline_day};
    struct es_target_answer answer;
    ck_assert_int_eq(es_target_ask(&setting->fit.outlook, &target, setting->problem.limit,
                                   &answer, setting->arena, NULL),
                     ES_OK);
    return answer;
}

static struct es_period period_of(struct setting *setting,
                                  const struct es_observation *seen)
{
    struct es_period period;
    double *scratch =
        es_arena_array(setting->arena, setting->fit.outlook.draws, sizeof *scratch);
    ck_assert_ptr_nonnull(scratch);
    es_outlook_periods(&setting->fit.outlook, seen, 1, setting->problem.whole, scratch,
                       &period);
    return period;
}

static double median_of_month(struct setting *setting, int year, int month)
{
    const int from = es_day(year, month, 1);
    const struct es_observation seen = {
        .measure = ES_PER_YEAR,
        .from_day = from,
        .to_day = es_month_first_day(es_month_of_day(from) + 1) - 1};
    return period_of(setting, &seen).quantile[6];
}

/* -- recovery --------------------------------------------------------------------- */

/* Ten exact figures of a logistic flow and a tight prior around its landmarks: what is
 * left is the discrepancy's doubt, so the mode and the middle of the draws agree with the
 * curve within 3 %. */
START_TEST(exact_figures_of_a_known_curve_give_it_back)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    for (int i = 0; i < 10; i++) {
        add_month(&setting, &truth_flow, 2022 + (3 * i) / 12, (3 * i) % 12 + 1, 1.0)
            ->sd_log = 0.003;
    }
    setting.problem.model = "logistic";
    setting.problem.prior = (struct es_prior){
        .mean = {log(120e6), log(3.0), es_years_of_day(truth_flow.midpoint_day), 0.0},
        .sd = {0.05, 0.05, 0.05, 0.7}};
    fit(&setting);
    const struct es_family_fit *family = &setting.fit.family[0];
    ck_assert_uint_eq(setting.fit.families, 1);
    ck_assert_double_eq_tol(family->mode[ES_LN_CEILING], log(120e6), 0.01);
    ck_assert_double_eq_tol(family->mode[ES_LN_DURATION], log(3.0), 0.01);
    ck_assert_double_eq_tol(family->mode[ES_MIDPOINT],
                            es_years_of_day(truth_flow.midpoint_day), 0.01);
    for (int month = 1; month <= 12; month++) {
        const int from = es_day(2023, month, 1);
        const int end = es_month_first_day(es_month_of_day(from) + 1);
        const double truth = sum_until(&truth_flow, end) - sum_until(&truth_flow, from);
        ck_assert_double_eq_tol(median_of_month(&setting, 2023, month) / truth, 12.0,
                                0.36);
    }
    /* The fitted curve itself, at the middle of months. */
    const struct es_outlook *outlook = &setting.fit.outlook;
    for (size_t i = 0; i < outlook->months; i++) {
        const int first = es_month_first_day(outlook->first_month + (int)i);
        const int next = es_month_first_day(outlook->first_month + (int)i + 1);
        ck_assert_double_eq_tol(setting.fit.curve[i] /
                                    curve_at(&truth_flow, 0.5 * (first + next)),
                                1.0, 0.02);
    }
    paths_are_sound(outlook, INFINITY);
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(the_default_prior_is_that_of_the_method)
{
    struct setting setting;
    struct es_prior prior;
    open_setting(&setting, ES_FLOW_SERIES);
    add(&setting, ES_PER_MONTH, es_day(2023, 1, 1), es_day(2023, 1, 31), 4e6);
    add(&setting, ES_PER_YEAR, es_day(2023, 3, 1), es_day(2023, 3, 31), 40e6);
    ck_assert_int_eq(es_sparse_prior(&setting.problem, &prior, NULL), ES_OK);
    ck_assert_double_eq_tol(prior.mean[ES_LN_CEILING], log(2.5 * 48e6), 1e-12);
    ck_assert_double_eq_tol(prior.mean[ES_LN_DURATION], log(4.0), 1e-12);
    ck_assert_double_eq_tol(prior.mean[ES_MIDPOINT],
                            es_years_of_day(es_day(2023, 3, 31)) + 0.3, 1e-12);
    ck_assert_double_eq(prior.sd[ES_LN_CEILING], 0.7);
    ck_assert_double_eq(prior.sd[ES_MIDPOINT], 1.5);

    setting.problem.ceiling = 90e6;
    setting.problem.ceiling_sd_log = 0.15;
    setting.problem.prior.sd[ES_LN_DURATION] = 0.2;
    ck_assert_int_eq(es_sparse_prior(&setting.problem, &prior, NULL), ES_OK);
    ck_assert_double_eq_tol(prior.mean[ES_LN_CEILING], log(90e6), 1e-12);
    ck_assert_double_eq(prior.sd[ES_LN_CEILING], 0.15);
    ck_assert_double_eq(prior.sd[ES_LN_DURATION], 0.2);
    es_arena_close(setting.arena);
}
END_TEST

/* -- few and strange figures ------------------------------------------------------ */

START_TEST(a_single_figure_gives_an_answer_that_holds_it)
{
    for (int nature = 0; nature < 2; nature++) {
        struct truth truth = truth_flow;
        struct setting setting;
        truth.nature = (enum es_nature)nature;
        open_setting(&setting, truth.nature);
        setting.problem.draws_per_family = 60;
        const struct es_observation *seen = add_month(&setting, &truth, 2023, 6, 1.0);
        fit(&setting);
        ck_assert_uint_eq(setting.fit.families, ES_FAMILIES);
        paths_are_sound(&setting.fit.outlook, INFINITY);
        const struct es_period period = period_of(&setting, seen);
        /* 360 draws with 3 %: the median within 1 %, the 80 % interval of 2.56 sd. */
        ck_assert_double_eq_tol(period.quantile[6] / seen->centre, 1.0, 0.01);
        ck_assert_double_eq_tol(log(period.quantile[11] / period.quantile[1]),
                                2.563 * 0.03, 0.015);
        es_arena_close(setting.arena);
    }
}
END_TEST

START_TEST(a_second_figure_narrows_the_forecast)
{
    double width[2];
    for (int n = 1; n <= 2; n++) {
        struct setting setting;
        open_setting(&setting, ES_FLOW_SERIES);
        add_month(&setting, &truth_flow, 2022, 6, 1.0);
        if (n == 2) {
            add_month(&setting, &truth_flow, 2024, 3, 1.0);
        }
        /* The same prior for both, or the newest figure would move it. */
        setting.problem.ceiling = 120e6;
        setting.problem.ceiling_sd_log = 0.7;
        setting.problem.prior.mean[ES_MIDPOINT] = es_years_of_day(es_day(2023, 6, 1));
        fit(&setting);
        const struct es_observation year = {.measure = ES_SUM,
                                            .from_day = es_day(2025, 1, 1),
                                            .to_day = es_day(2025, 12, 31)};
        const struct es_period period = period_of(&setting, &year);
        width[n - 1] = log(period.quantile[11] / period.quantile[1]);
        es_arena_close(setting.arena);
    }
    ck_assert_double_lt(width[1], 0.7 * width[0]);
}
END_TEST

/* The same month at 4 M and at 48 M: between the two, and no path spoilt. */
START_TEST(figures_that_contradict_each_other_still_give_an_answer)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    setting.problem.draws_per_family = 60;
    add_month(&setting, &truth_flow, 2022, 9, 1.0);
    add(&setting, ES_PER_MONTH, es_day(2023, 10, 1), es_day(2023, 10, 31), 4e6);
    add(&setting, ES_PER_MONTH, es_day(2023, 10, 1), es_day(2023, 10, 31), 48e6);
    fit(&setting);
    paths_are_sound(&setting.fit.outlook, INFINITY);
    const double october = median_of_month(&setting, 2023, 10) / 12.0;
    ck_assert_double_gt(october, 4e6);
    ck_assert_double_lt(october, 48e6);
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(a_target_far_behind_is_reached_for_sure)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    for (int month = 1; month <= 12; month += 2) {
        add_month(&setting, &truth_flow, 2023, month, 1.0);
    }
    fit(&setting);
    const struct es_target_answer answer =
        ask(&setting, 50e6, ES_EACH_YEAR, es_day(2025, 12, 31));
    ck_assert_double_ge(answer.p_reached, 0.99);
    ck_assert_int_eq(answer.state, ES_TARGET_REACHED);
    ck_assert_double_eq(answer.required.q50, 0.0);
    ck_assert(answer.date.q90 < es_day(2024, 1, 1));
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(no_path_passes_the_limit_and_a_target_above_it_is_never_reached)
{
    for (int nature = 0; nature < 2; nature++) {
        struct truth truth = truth_flow;
        struct setting setting;
        truth.nature = (enum es_nature)nature;
        open_setting(&setting, truth.nature);
        setting.problem.limit = 125e6;
        for (int month = 1; month <= 12; month += 3) {
            add_month(&setting, &truth, 2023, month, 1.0);
        }
        fit(&setting);
        paths_are_sound(&setting.fit.outlook, 125e6);
        const enum es_per per =
            truth.nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE;
        const struct es_target_answer answer =
            ask(&setting, 150e6, per, es_day(2025, 12, 31));
        ck_assert(answer.above_limit);
        ck_assert_double_eq(answer.p_never, 1.0);
        ck_assert(isinf(answer.required.q50));
        es_arena_close(setting.arena);
    }
}
END_TEST

/* -- refusals --------------------------------------------------------------------- */

static void refuse(struct setting *setting, enum es_status status, const char *message)
{
    struct es_error err = {0};
    setting->fit.families = 77;
    ck_assert_int_eq(
        es_sparse_fit(&setting->problem, &setting->fit, setting->arena, &err), status);
    ck_assert_str_eq(err.message, message);
    ck_assert_uint_eq(setting->fit.families, 77);
    es_arena_close(setting->arena);
}

START_TEST(no_figure_is_refused)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    refuse(&setting, ES_ERR_DATA, "tested: no figure is known on that date");
}
END_TEST

START_TEST(a_figure_that_is_not_above_zero_is_refused)
{
    static const double values[] = {0.0, -3.0, (double)INFINITY, (double)NAN};
    for (int i = 0; i < 4; i++) {
        struct setting setting;
        open_setting(&setting, ES_FLOW_SERIES);
        add_month(&setting, &truth_flow, 2023, 1, 1.0);
        add(&setting, ES_SUM, es_day(2023, 2, 1), es_day(2023, 2, 28), values[i]);
        refuse(&setting, ES_ERR_DATA, "tested: figure 2 is not above zero");
    }
}
END_TEST

START_TEST(a_window_that_ends_before_it_begins_is_refused)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    add(&setting, ES_SUM, es_day(2023, 2, 2), es_day(2023, 2, 1), 5.0);
    refuse(&setting, ES_ERR_DATA, "tested: the window of figure 1 ends before it begins");
}
END_TEST

START_TEST(a_level_of_a_flow_is_refused)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    add(&setting, ES_LEVEL, es_day(2023, 2, 1), es_day(2023, 2, 1), 5.0);
    refuse(&setting, ES_ERR_DATA,
           "tested: figure 1 is a level, but the series is a flow");
}
END_TEST

START_TEST(a_share_without_its_whole_is_refused)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    add(&setting, ES_SHARE, es_day(2023, 2, 1), es_day(2023, 2, 28), 0.2);
    refuse(&setting, ES_ERR_DATA,
           "tested: figure 1 is a share, but its whole is not known for that window");
}
END_TEST

START_TEST(figures_that_tell_no_size_are_refused)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    struct es_observation *ratio =
        add(&setting, ES_RATIO, es_day(2023, 2, 1), es_day(2023, 2, 28), 2.0);
    ratio->ref_from_day = es_day(2022, 2, 1);
    ratio->ref_to_day = es_day(2022, 2, 28);
    refuse(&setting, ES_ERR_DATA,
           "tested: no figure says how large the series is; add one that does, or a "
           "ceiling");
}
END_TEST

START_TEST(a_model_that_is_no_family_is_refused)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES);
    add_month(&setting, &truth_flow, 2023, 1, 1.0);
    setting.problem.model = "spline";
    refuse(&setting, ES_ERR_ARGUMENT, "tested: no family of curves is called \"spline\"");
}
END_TEST

/* -- seeds ------------------------------------------------------------------------ */

START_TEST(the_same_seed_gives_the_same_bytes_and_another_does_not)
{
    struct setting setting[3];
    for (int i = 0; i < 3; i++) {
        open_setting(&setting[i], ES_FLOW_SERIES);
        add_month(&setting[i], &truth_flow, 2022, 9, 1.0);
        add_month(&setting[i], &truth_flow, 2023, 9, 1.0);
        setting[i].problem.draws_per_family = 50;
        setting[i].problem.seed = i < 2 ? 7 : 8;
        fit(&setting[i]);
    }
    const struct es_outlook *outlook = &setting[0].fit.outlook;
    const size_t bytes =
        outlook->draws * (outlook->months + 1) * sizeof outlook->cumulated[0];
    ck_assert_uint_eq(outlook->draws, 300);
    ck_assert_int_eq(memcmp(outlook->cumulated, setting[1].fit.outlook.cumulated, bytes),
                     0);
    ck_assert_int_ne(memcmp(outlook->cumulated, setting[2].fit.outlook.cumulated, bytes),
                     0);
    for (int i = 0; i < 3; i++) {
        es_arena_close(setting[i].arena);
    }
}
END_TEST

START_TEST(a_later_horizon_goes_on_with_the_same_draws)
{
    for (int nature = ES_FLOW_SERIES; nature <= ES_STOCK_SERIES; nature++) {
        struct setting near, far;
        struct setting *both[] = {&near, &far};
        for (int i = 0; i < 2; i++) {
            const struct truth truth = {(enum es_nature)nature, 120e6, 3.0, 19500};
            open_setting(both[i], truth.nature);
            for (int month = 1; month <= 12; month++) { /* some off the curve */
                (void)add_month(both[i], &truth, 2023, month, month % 3 == 0 ? 1.3 : 1.0);
            }
            both[i]->problem.draws_per_family = 50;
            both[i]->problem.horizon_day = es_day(i == 0 ? 2027 : 2049, 12, 31);
            fit(both[i]);
        }
        const struct es_outlook *a = &near.fit.outlook, *b = &far.fit.outlook;
        ck_assert_uint_eq(b->months, a->months + 22 * 12);
        for (size_t d = 0; d < a->draws; d++) {
            ck_assert_int_eq(memcmp(a->cumulated + d * (a->months + 1),
                                    b->cumulated + d * (b->months + 1),
                                    (a->months + 1) * sizeof(double)),
                             0);
        }
        es_arena_close(near.arena);
        es_arena_close(far.arena);
    }
}
END_TEST

START_TEST(the_number_of_draws_is_free_and_does_not_move_the_median)
{
    double median[2];
    for (int i = 0; i < 2; i++) {
        struct setting setting;
        open_setting(&setting, ES_FLOW_SERIES);
        for (int month = 1; month <= 12; month += 3) {
            add_month(&setting, &truth_flow, 2023, month, 1.0);
        }
        setting.problem.draws_per_family = i == 0 ? 150 : 600;
        fit(&setting);
        ck_assert_uint_eq(setting.fit.outlook.draws, i == 0 ? 900 : 3600);
        median[i] = median_of_month(&setting, 2024, 6);
        es_arena_close(setting.arena);
    }
    /* The pace spreads by about 20 %: 4 standard errors of a median of 900. */
    ck_assert_double_eq_tol(median[0] / median[1], 1.0, 0.04);
}
END_TEST

/* -- figures met ------------------------------------------------------------------ */

/* Mean and standard deviation of ln of an observation's operator over the draws. */
static void moments(struct setting *setting, const struct es_observation *seen,
                    double *mean, double *sd)
{
    const struct es_outlook *outlook = &setting->fit.outlook;
    double sum = 0.0, squares = 0.0;
    for (size_t d = 0; d < outlook->draws; d++) {
        const double ln =
            log(es_outlook_measure(outlook, d, seen, setting->problem.whole));
        sum += ln;
        squares += ln * ln;
    }
    *mean = sum / (double)outlook->draws;
    *sd = sqrt(fmax(0.0, squares / (double)outlook->draws - *mean * *mean));
}

/*
 * Far apart, each figure is almost all that is known of its time: the draws have its
 * centre within two fifths of its error, since curve and discrepancy still pull a little,
 * and its error within a quarter as the width of the central 80 %.
 */
START_TEST(paths_meet_their_figures_with_the_errors_of_these)
{
    for (int nature = 0; nature < 2; nature++) {
        struct truth truth = truth_flow;
        struct setting setting;
        truth.nature = (enum es_nature)nature;
        open_setting(&setting, truth.nature);
        setting.problem.launch_day = ES_NO_DAY; /* the truth has no launch */
        add_month(&setting, &truth, 2022, 3, 1.1);
        add_month(&setting, &truth, 2022, 12, 0.9)->sd_log = 0.05;
        add_month(&setting, &truth, 2023, 11, 1.1);
        if (truth.nature == ES_FLOW_SERIES) {
            const int from = es_day(2024, 1, 1), to = es_day(2024, 6, 30);
            add(&setting, ES_SUM, from, to,
                sum_until(&truth, to + 1) - sum_until(&truth, from));
        }
        fit(&setting);
        for (size_t j = 0; j < setting.problem.n; j++) {
            const struct es_observation *seen = &setting.seen[j];
            const struct es_period period = period_of(&setting, seen);
            const double off = log(period.quantile[6] / seen->centre);
            const double sd = log(period.quantile[11] / period.quantile[1]) / 2.563;
            ck_assert_double_eq_tol(off / seen->sd_log, 0.0, 0.40);
            ck_assert_double_eq_tol(sd / seen->sd_log, 1.0, 0.25);
        }
        es_arena_close(setting.arena);
    }
}
END_TEST

/* A sector known by one month and one share: its draws over the whole's draws are the
 * share, within its error, although the whole itself is known to 10 % only. */
START_TEST(a_sector_over_its_whole_is_the_share_that_was_published)
{
    struct setting whole, part;
    open_setting(&whole, ES_FLOW_SERIES);
    add_month(&whole, &truth_flow, 2022, 9, 1.0)->sd_log = 0.1;
    add_month(&whole, &truth_flow, 2023, 10, 1.0)->sd_log = 0.1;
    fit(&whole);
    open_setting(&part, ES_FLOW_SERIES);
    part.problem.whole = &whole.fit.outlook;
    add_month(&part, &truth_flow, 2022, 9, 0.1);
    const struct es_observation *share =
        add(&part, ES_SHARE, es_day(2023, 10, 1), es_day(2023, 10, 31), 0.25);
    fit(&part);
    double mean, sd, whole_mean, whole_sd;
    moments(&part, share, &mean, &sd);
    ck_assert_double_eq_tol(mean, log(0.25), 0.01);
    ck_assert_double_eq_tol(sd, 0.03, 0.006);
    /* The whole is less sure than the share, so the draws must have gone together. */
    struct es_observation sum = *share;
    sum.measure = ES_SUM;
    moments(&whole, &sum, &whole_mean, &whole_sd);
    ck_assert_double_gt(whole_sd, 0.06);
    es_arena_close(part.arena);
    es_arena_close(whole.arena);
}
END_TEST

/* -- linearisation against exact simulation --------------------------------------- */

enum { SIMULATIONS = 400000, QUANTILES = 3 };

struct simulated {
    const struct es_latent *latent;
    const struct es_model *model;
    size_t last_cell;  /* cells before the moment asked for */
    double *end_level; /* [SIMULATIONS] */
    double *weight;    /* [SIMULATIONS] */
};

/* One draw of parameters and discrepancy from the prior, weighted by the likelihood of
 * the figures; the model itself gives the levels. */
static void simulate_one(struct simulated *all, gsl_rng *random, size_t s)
{
    const struct es_latent *latent = all->latent;
    double params[ES_SPARSE_PARAMS], gain[128], sums[129] = {0.0}, ln_p[MOST], w = 0.0;
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        params[k] = latent->prior.mean[k] +
                    gsl_ran_gaussian_ziggurat(random, latent->prior.sd[k]);
    }
    struct es_curve curve;
    all->weight[s] = all->end_level[s] = 0.0;
    if (!es_latent_place(latent, all->model, params, &curve)) {
        return;
    }
    const double base = es_latent_increments(latent, &curve, all->last_cell, gain);
    for (size_t m = 0; m < all->last_cell; m++) {
        const double gap =
            m > 0 ? es_latent_middle(latent, m) - es_latent_middle(latent, m - 1)
                  : HUGE_VAL;
        const double keep = exp(-gap / latent->length_years);
        w = keep * w +
            gsl_ran_gaussian_ziggurat(random, latent->sd * sqrt(1.0 - keep * keep));
        sums[m + 1] = sums[m] + gain[m] * exp(w);
    }
    es_latent_measure(latent, base, sums, ln_p);
    double square = 0.0;
    for (size_t j = 0; j < latent->n; j++) {
        const double z =
            (latent->ln_y[j] - ln_p[j]) / latent->problem->observation[j].sd_log;
        square += z * z;
    }
    all->weight[s] = exp(-0.5 * square);
    all->end_level[s] = base + sums[all->last_cell];
}

/* Share of the weight at or below a level; and the effective number of simulations. */
static double weighted_share(const struct simulated *all, double level, double *effective)
{
    double below = 0.0, sum = 0.0, squares = 0.0;
    for (size_t s = 0; s < SIMULATIONS; s++) {
        below += all->end_level[s] <= level ? all->weight[s] : 0.0;
        sum += all->weight[s];
        squares += all->weight[s] * all->weight[s];
    }
    *effective = sum * sum / squares;
    return below / sum;
}

/*
 * Six figures of a stock, each to 15 %, with launch: the level at the end of the horizon
 * from the engine against 400,000 draws of the prior weighted by the exact likelihood.
 * The engine's 10, 50 and 90 % quantiles lie at 10, 50 and 90 % of the exact posterior
 * within five points: that is what linearising costs here.
 */
START_TEST(the_linearised_posterior_of_a_stock_agrees_with_exact_simulation)
{
    static const double factors[] = {1.1, 0.85, 1.0, 1.15, 0.9, 1.05};
    static const char *const models[] = {"logistic", "gompertz"};
    const struct truth truth = {ES_STOCK_SERIES, 20e6, 5.0, 19700};
    for (int f = 0; f < 2; f++) {
        struct setting setting;
        struct es_latent *latent;
        double effective;
        open_setting(&setting, ES_STOCK_SERIES);
        setting.problem.horizon_day = es_day(2025, 12, 31);
        for (int i = 0; i < 6; i++) {
            add_month(&setting, &truth, 2022 + (i + 1) / 3, (i + 1) % 3 * 4 + 1,
                      factors[i])
                ->sd_log = 0.15;
        }
        setting.problem.model = models[f];
        setting.problem.draws_per_family = 4000;
        fit(&setting);
        ck_assert_int_eq(es_latent_open(&setting.problem, &latent, setting.arena, NULL),
                         ES_OK);
        struct simulated all = {.latent = latent,
                                .model = es_model_find(models[f]),
                                .last_cell = latent->cells,
                                .end_level = calloc(SIMULATIONS, sizeof(double)),
                                .weight = calloc(SIMULATIONS, sizeof(double))};
        gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
        ck_assert(all.end_level != NULL && all.weight != NULL && random != NULL);
        ck_assert_uint_le(latent->cells, 128);
        for (size_t s = 0; s < SIMULATIONS; s++) {
            simulate_one(&all, random, s);
        }
        const struct es_observation end = {.measure = ES_LEVEL,
                                           .from_day = es_day(2025, 12, 31),
                                           .to_day = es_day(2025, 12, 31)};
        const struct es_period period = period_of(&setting, &end);
        static const int at[QUANTILES] = {1, 6, 11};
        for (int q = 0; q < QUANTILES; q++) {
            const double exact = weighted_share(&all, period.quantile[at[q]], &effective);
            ck_assert_msg(fabs(exact - es_quantile_levels[at[q]]) < 0.05,
                          "%s: the %g quantile lies at %g", models[f],
                          es_quantile_levels[at[q]], exact);
        }
        ck_assert_double_gt(effective, 1000.0);
        gsl_rng_free(random);
        free(all.end_level);
        free(all.weight);
        es_arena_close(setting.arena);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sparse");
    TCase *cases = tcase_create("answers");
    tcase_add_test(cases, exact_figures_of_a_known_curve_give_it_back);
    tcase_add_test(cases, the_default_prior_is_that_of_the_method);
    tcase_add_test(cases, a_single_figure_gives_an_answer_that_holds_it);
    tcase_add_test(cases, a_second_figure_narrows_the_forecast);
    tcase_add_test(cases, figures_that_contradict_each_other_still_give_an_answer);
    tcase_add_test(cases, a_target_far_behind_is_reached_for_sure);
    tcase_add_test(cases,
                   no_path_passes_the_limit_and_a_target_above_it_is_never_reached);
    tcase_add_test(cases, the_same_seed_gives_the_same_bytes_and_another_does_not);
    tcase_add_test(cases, a_later_horizon_goes_on_with_the_same_draws);
    tcase_add_test(cases, the_number_of_draws_is_free_and_does_not_move_the_median);
    tcase_add_test(cases, paths_meet_their_figures_with_the_errors_of_these);
    tcase_add_test(cases, a_sector_over_its_whole_is_the_share_that_was_published);
    tcase_add_test(cases,
                   the_linearised_posterior_of_a_stock_agrees_with_exact_simulation);
    suite_add_tcase(suite, cases);
    TCase *refusals = tcase_create("refusals");
    tcase_add_test(refusals, no_figure_is_refused);
    tcase_add_test(refusals, a_figure_that_is_not_above_zero_is_refused);
    tcase_add_test(refusals, a_window_that_ends_before_it_begins_is_refused);
    tcase_add_test(refusals, a_level_of_a_flow_is_refused);
    tcase_add_test(refusals, a_share_without_its_whole_is_refused);
    tcase_add_test(refusals, figures_that_tell_no_size_are_refused);
    tcase_add_test(refusals, a_model_that_is_no_family_is_refused);
    suite_add_tcase(suite, refusals);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

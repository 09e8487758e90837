/*
 * The latent path, its cells and operators, and their linearisation, against the model
 * integrated in steps of an eighth of a day and against dense matrices written out.
 */
#include "core/latent.h"
#include "core/linear.h"
#include "essor/date.h"

#include <check.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

enum { MOST = 8, STEPS_PER_DAY = 8 };

struct setting {
    struct es_arena *arena;
    struct es_outlook whole; /* 50 documents a day, in two draws */
    struct es_observation seen[MOST];
    struct es_sparse_problem problem;
    struct es_latent *latent;
    double params[ES_SPARSE_PARAMS];
};

static struct es_observation window(enum es_measure measure, int from_day, int to_day)
{
    return (struct es_observation){.measure = measure,
                                   .from_day = from_day,
                                   .to_day = to_day,
                                   .centre = 1.0,
                                   .sd_log = 0.05};
}

/* A day, parts of months, 14 months, a pace, a share and a ratio. */
static size_t flow_windows(struct es_observation seen[])
{
    seen[0] = window(ES_SUM, es_day(2023, 3, 8), es_day(2023, 3, 8));
    seen[1] = window(ES_SUM, es_day(2023, 5, 12), es_day(2023, 7, 3));
    seen[2] = window(ES_PER_YEAR, es_day(2022, 11, 1), es_day(2023, 12, 31));
    seen[3] = window(ES_PER_MONTH, es_day(2024, 2, 1), es_day(2024, 2, 29));
    seen[4] = window(ES_SHARE, es_day(2023, 9, 1), es_day(2023, 9, 30));
    seen[5] = window(ES_RATIO, es_day(2024, 1, 1), es_day(2024, 1, 31));
    seen[5].ref_from_day = es_day(2023, 1, 10);
    seen[5].ref_to_day = es_day(2023, 2, 28);
    return 6;
}

static size_t stock_windows(struct es_observation seen[])
{
    seen[0] = window(ES_LEVEL, es_day(2023, 1, 31), es_day(2023, 1, 31));
    seen[1] = window(ES_LEVEL, es_day(2023, 6, 14), es_day(2023, 6, 14));
    seen[2] = window(ES_PER_MONTH, es_day(2023, 3, 5), es_day(2023, 5, 20));
    seen[3] = window(ES_SUM, es_day(2023, 1, 1), es_day(2023, 12, 31));
    seen[4] = window(ES_RATIO, es_day(2024, 3, 1), es_day(2024, 3, 31));
    seen[4].ref_from_day = es_day(2023, 3, 1);
    seen[4].ref_to_day = es_day(2023, 3, 31);
    return 5;
}

static void make_whole(struct setting *setting)
{
    static double cumulated[2][61];
    setting->whole =
        (struct es_outlook){.nature = ES_FLOW_SERIES,
                            .first_month = es_month_of_day(es_day(2021, 1, 1)),
                            .months = 60,
                            .draws = 2,
                            .cumulated = cumulated[0]};
    for (int i = 0; i <= 60; i++) {
        const int day = es_month_first_day(setting->whole.first_month + i);
        cumulated[0][i] = 40.0 * (day - es_day(2021, 1, 1));
        cumulated[1][i] = 62.5 * (day - es_day(2021, 1, 1));
    }
}

static void open_setting(struct setting *setting, enum es_nature nature, int launch_day)
{
    ck_assert_int_eq(es_arena_open(&setting->arena, NULL), ES_OK);
    make_whole(setting);
    setting->problem = (struct es_sparse_problem){
        .name = "tested",
        .nature = nature,
        .observation = setting->seen,
        .n = nature == ES_FLOW_SERIES ? flow_windows(setting->seen)
                                      : stock_windows(setting->seen),
        .launch_day = launch_day,
        .as_of_day = es_day(2024, 6, 30),
        .horizon_day = es_day(2026, 12, 31),
        .ceiling = NAN,
        .limit = INFINITY,
        .whole = &setting->whole,
    };
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        setting->problem.prior.mean[k] = setting->problem.prior.sd[k] = NAN;
    }
    struct es_error err = {0};
    ck_assert_msg(es_latent_open(&setting->problem, &setting->latent, setting->arena,
                                 &err) == ES_OK,
                  "%s", err.message);
    setting->params[ES_LN_CEILING] = log(12000.0);
    setting->params[ES_LN_DURATION] = log(3.0);
    setting->params[ES_MIDPOINT] = es_years_of_day(es_day(2023, 9, 1));
    setting->params[ES_LN_SHAPE] = 0.3;
}

static struct es_curve curve_of(const struct setting *setting, const char *model)
{
    struct es_curve curve;
    ck_assert(
        es_latent_place(setting->latent, es_model_find(model), setting->params, &curve));
    return curve;
}

/* -- operators -------------------------------------------------------------------- */

/* C gained over a window: the pace summed in small steps, or a difference of levels. */
static double gained(const struct setting *setting, const struct es_curve *curve,
                     double from_day, double end_day)
{
    if (setting->problem.nature == ES_STOCK_SERIES) {
        return es_curve_at(curve, es_years_of_day(end_day)) -
               es_curve_at(curve, es_years_of_day(from_day));
    }
    double sum = 0.0;
    const int steps = (int)((end_day - from_day) * STEPS_PER_DAY);
    for (int i = 0; i < steps; i++) {
        sum += es_curve_at(curve, es_years_of_day(from_day + (i + 0.5) / STEPS_PER_DAY));
    }
    return sum / STEPS_PER_DAY / 365.25;
}

/* What an observation says of the curve without discrepancy. */
static double by_hand(const struct setting *setting, const struct es_curve *curve,
                      const struct es_observation *seen, double moved_days)
{
    const double from = seen->from_day + moved_days, end = seen->to_day + 1 + moved_days;
    const double gain = gained(setting, curve, from, end);
    const double months = es_months_in_window(seen->from_day, seen->to_day);
    switch (seen->measure) {
    case ES_LEVEL:
        return es_curve_at(curve, es_years_of_day(end - 0.5));
    case ES_PER_MONTH:
        return gain / months;
    case ES_PER_YEAR:
        return gain / months * 12.0;
    case ES_RATIO:
        return gain / months /
               (gained(setting, curve, seen->ref_from_day, seen->ref_to_day + 1) /
                es_months_in_window(seen->ref_from_day, seen->ref_to_day));
    default:
        return gain;
    }
}

/* Whether the curve has a hundredth of its ceiling when the first window begins; of less
 * there is nothing to be exact about. */
static bool has_begun(const struct es_curve *curve, const struct es_observation *seen)
{
    const bool ratio = seen->measure == ES_RATIO;
    const int from = ratio ? seen->ref_from_day : seen->from_day;
    return es_curve_at(curve, es_years_of_day(from)) > 120.0;
}

/* The worst relative error of the operators on a curve. */
static double worst_error(struct setting *setting, const char *model, double duration)
{
    const struct es_latent *latent = setting->latent;
    double gain[200], sums[201] = {0.0}, ln_p[MOST], worst = 0.0;
    ck_assert_uint_le(latent->cells, 200);
    setting->params[ES_LN_DURATION] = log(duration);
    const struct es_curve curve = curve_of(setting, model);
    const double base = es_latent_increments(latent, &curve, latent->cells, gain);
    for (size_t m = 0; m < latent->cells; m++) {
        sums[m + 1] = sums[m] + gain[m];
    }
    es_latent_measure(latent, base, sums, ln_p);
    size_t counted = 0;
    for (size_t j = 0; j < latent->n; j++) {
        if (has_begun(&curve, &setting->seen[j])) {
            const double truth = by_hand(setting, &curve, &setting->seen[j], 0.0);
            worst = fmax(worst, fabs(exp(ln_p[j]) / truth - 1.0));
            counted++;
        }
    }
    ck_assert_uint_ge(counted, 2);
    return worst;
}

START_TEST(sums_of_cells_are_the_integral_of_the_pace)
{
    static const char *const models[] = {"logistic", "gompertz", "mirrored_gompertz",
                                         "richards"};
    static const struct {
        double duration, tolerance;
    } cases[] = {{0.5, 3e-4}, {1.0, 1e-5}, {8.0, 1e-8}};
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    for (size_t k = 0; k < 12; k++) {
        const double worst = worst_error(&setting, models[k % 4], cases[k / 4].duration);
        ck_assert_msg(worst < cases[k / 4].tolerance, "%s of %g years: %g", models[k % 4],
                      cases[k / 4].duration, worst);
    }
    es_arena_close(setting.arena);
}
END_TEST

/* The curve begins within a month: L ((b - s) - tau (1 - exp(-(b - s) / tau))). */
START_TEST(a_month_in_which_the_curve_begins_is_integrated_from_there)
{
    struct setting setting;
    double gain[200], worst = 0.0;
    size_t begun = 0;
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    setting.params[ES_MIDPOINT] = es_years_of_day(es_day(2024, 6, 10));
    const struct es_curve curve = curve_of(&setting, "exponential_saturation");
    const double *bound = setting.latent->bound_years;
    const double ceiling = exp(setting.params[ES_LN_CEILING]);
    const double tau = exp(setting.params[ES_LN_DURATION]) / log(9.0);
    const double start = setting.params[ES_MIDPOINT] - tau * log(2.0);
    (void)es_latent_increments(setting.latent, &curve, setting.latent->cells, gain);
    for (size_t m = 0; m < setting.latent->cells; m++) {
        const double age = bound[m + 1] - start;
        if (age <= 0.0) {
            ck_assert_double_eq_tol(gain[m], 0.0, 1e-9 * ceiling);
        } else if (bound[m] < start) {
            const double truth = ceiling * (age - tau * (1.0 - exp(-age / tau)));
            worst = fmax(worst, fabs(gain[m] / truth - 1.0));
            begun++;
        }
    }
    ck_assert_uint_eq(begun, 1);
    ck_assert_double_lt(worst, 1e-4);
    es_arena_close(setting.arena);
}
END_TEST
START_TEST(levels_and_gains_of_a_stock_are_exact)
{
    struct setting setting;
    open_setting(&setting, ES_STOCK_SERIES, ES_NO_DAY);
    for (int f = 0; f < ES_FAMILIES; f++) {
        ck_assert_double_lt(worst_error(&setting, es_family_names[f], 4.0), 1e-11);
    }
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(cells_are_months_cut_at_the_ends_of_windows)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    const struct es_latent *latent = setting.latent;
    ck_assert_int_eq(latent->first_month, es_month_of_day(es_day(2022, 11, 1)));
    ck_assert_uint_eq(latent->months, 50);
    /* 50 months, 8 and 9 March, 12 May, 4 July, 10 January. */
    ck_assert_uint_eq(latent->cells, 55);
    for (size_t m = 0; m < latent->cells; m++) {
        ck_assert_double_lt(latent->bound_years[m], latent->bound_years[m + 1]);
    }
    for (size_t i = 0; i <= latent->months; i++) {
        ck_assert_double_eq_tol(
            latent->bound_years[latent->month_cell[i]],
            es_years_of_day(es_month_first_day(latent->first_month + (int)i)), 1e-12);
    }
    es_arena_close(setting.arena);
}
END_TEST

/* Two draws of the whole, 40 and 62.5 a day: their logarithms are m -/+ ln(62.5/40)/2. */
START_TEST(a_share_has_the_mean_of_its_whole_added_and_its_spread_kept)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    const struct es_latent *latent = setting.latent;
    const double half = 0.5 * log(62.5 / 40.0);
    ck_assert_double_eq_tol(latent->ln_y[4], log(30.0 * 50.0), 1e-9);
    ck_assert_double_eq_tol(latent->whole_draw[4][0], -half, 1e-9);
    ck_assert_double_eq_tol(latent->whole_draw[4][1], half, 1e-9);
    for (size_t i = 0; i < latent->n * latent->n; i++) {
        const bool own = i == 4 * latent->n + 4;
        ck_assert_double_eq_tol(latent->whole_cov[i], own ? half * half : 0.0, 1e-9);
    }
    es_arena_close(setting.arena);
}
END_TEST

/* -- discrepancy ------------------------------------------------------------------ */

START_TEST(the_covariance_decays_with_the_distance_of_the_middles)
{
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    const struct es_latent *latent = setting.latent;
    for (size_t m = 0; m < latent->cells; m++) {
        for (size_t k = 0; k < latent->cells; k++) {
            const double gap =
                0.5 * (latent->bound_years[m] + latent->bound_years[m + 1] -
                       latent->bound_years[k] - latent->bound_years[k + 1]);
            const double expected =
                latent->sd * latent->sd * exp(-fabs(gap) / latent->length_years);
            ck_assert_double_eq_tol(es_latent_covariance(latent, m, k), expected, 1e-14);
        }
    }
    es_arena_close(setting.arena);
}
END_TEST

/* -- launch ----------------------------------------------------------------------- */

START_TEST(a_launched_stock_starts_from_nothing_and_keeps_its_ceiling)
{
    struct setting setting;
    open_setting(&setting, ES_STOCK_SERIES, es_day(2022, 5, 17));
    ck_assert(setting.latent->launched);
    for (int f = 0; f < ES_FAMILIES; f++) {
        const struct es_curve curve = curve_of(&setting, es_family_names[f]);
        const double launch = es_years_of_day(es_day(2022, 5, 17));
        ck_assert_double_eq(es_curve_at(&curve, launch), 0.0);
        ck_assert_double_eq(es_curve_at(&curve, launch - 1.0), 0.0);
        ck_assert_double_gt(es_curve_at(&curve, launch + 1.5), 0.0);
        ck_assert_double_eq_tol(es_curve_at(&curve, 9000.0) / 12000.0, 1.0, 1e-3);
        /* The launch lies inside the first month: nothing was there before it. */
        double gain[200];
        ck_assert_double_eq(
            es_latent_increments(setting.latent, &curve, setting.latent->cells, gain),
            0.0);
    }
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(a_curve_that_has_grown_before_the_launch_is_none_of_this_stock)
{
    struct setting setting;
    struct es_curve curve;
    open_setting(&setting, ES_STOCK_SERIES, es_day(2022, 5, 17));
    setting.params[ES_MIDPOINT] = es_years_of_day(es_day(2010, 1, 1));
    ck_assert(!es_latent_place(setting.latent, es_model_find("logistic"), setting.params,
                               &curve));
    es_arena_close(setting.arena);
}
END_TEST

START_TEST(a_stock_without_a_launch_has_what_was_there_before)
{
    struct setting setting;
    open_setting(&setting, ES_STOCK_SERIES, ES_NO_DAY);
    ck_assert(!setting.latent->launched);
    double gain[200];
    const struct es_curve curve = curve_of(&setting, "logistic");
    const double base =
        es_latent_increments(setting.latent, &curve, setting.latent->cells, gain);
    /* 12000 / (1 + exp(-ln 81 / 3 (t - m))) at the start of 2023 */
    const double age = es_years_of_day(es_day(2023, 1, 1)) - setting.params[ES_MIDPOINT];
    ck_assert_double_eq_tol(base, 12000.0 / (1.0 + exp(-4.394449154672439 / 3.0 * age)),
                            1e-8);
    es_arena_close(setting.arena);
}
END_TEST

/* -- linearisation, against dense matrices ---------------------------------------- */

enum { MOST_CELLS = 64 };

struct dense {
    size_t n, cells;
    double a[MOST][MOST_CELLS];    /* d ln P / d w */
    double gain[MOST_CELLS], base; /* with the discrepancy */
    double k[MOST_CELLS][MOST_CELLS];
    double cross[MOST][MOST_CELLS]; /* a K */
    double shared[MOST][MOST];      /* a K a' */
};

/* Shares of the cells whose middle lies in a window, scaled. */
static void add_shares(const struct es_latent *latent, double from_day, double end_day,
                       struct dense *dense, double base, double scale, double row[])
{
    const double from = es_years_of_day(from_day), end = es_years_of_day(end_day);
    double total = base;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t m = 0; m < dense->cells; m++) {
            const double middle = es_latent_middle(latent, m);
            if (middle > from && middle < end && pass == 0) {
                total += dense->gain[m];
            } else if (middle > from && middle < end) {
                row[m] += scale * dense->gain[m] / total;
            }
        }
    }
}

static void fill_dense(const struct setting *setting, const struct es_linear *linear,
                       struct dense *dense)
{
    const struct es_latent *latent = setting->latent;
    struct es_curve curve;
    *dense = (struct dense){.n = latent->n, .cells = latent->fit_cells};
    ck_assert_uint_le(dense->cells, MOST_CELLS);
    ck_assert(es_latent_place(latent, linear->model, setting->params, &curve));
    dense->base = es_latent_increments(latent, &curve, dense->cells, dense->gain);
    for (size_t m = 0; m < dense->cells; m++) {
        dense->gain[m] *= exp(linear->w[m]);
        for (size_t l = 0; l < dense->cells; l++) {
            dense->k[m][l] = es_latent_covariance(latent, m, l);
        }
    }
    for (size_t j = 0; j < dense->n; j++) {
        const struct es_observation *seen = &setting->seen[j];
        const bool level = seen->measure == ES_LEVEL;
        add_shares(latent, level ? -1e6 : seen->from_day,
                   level ? seen->to_day + 0.5 : seen->to_day + 1, dense,
                   level ? dense->base : 0.0, 1.0, dense->a[j]);
        if (seen->measure == ES_RATIO) {
            add_shares(latent, seen->ref_from_day, seen->ref_to_day + 1, dense, 0.0, -1.0,
                       dense->a[j]);
        }
    }
}

static void multiply(struct dense *dense)
{
    for (size_t j = 0; j < dense->n; j++) {
        for (size_t m = 0; m < dense->cells; m++) {
            for (size_t l = 0; l < dense->cells; l++) {
                dense->cross[j][m] += dense->a[j][l] * dense->k[l][m];
            }
        }
    }
    for (size_t j = 0; j < dense->n; j++) {
        for (size_t i = 0; i < dense->n; i++) {
            for (size_t m = 0; m < dense->cells; m++) {
                dense->shared[j][i] += dense->cross[j][m] * dense->a[i][m];
            }
        }
    }
}

/* A linearisation away from w = 0, and its dense counterpart. */
static struct es_linear *build(struct setting *setting, const char *model,
                               struct dense *dense)
{
    struct es_linear *linear;
    struct es_error err = {0};
    ck_assert_int_eq(es_linear_open(setting->latent, es_model_find(model), &linear,
                                    setting->arena, &err),
                     ES_OK);
    for (size_t m = 0; m < linear->cells; m++) {
        linear->w[m] = 0.3 * sin(0.4 * (double)m) - 0.1;
    }
    ck_assert_msg(es_linear_build(linear, setting->params, &err) == ES_OK, "%s",
                  err.message);
    fill_dense(setting, linear, dense);
    multiply(dense);
    return linear;
}

static void compare(enum es_nature nature, int launch_day)
{
    static struct dense dense;
    struct setting setting;
    open_setting(&setting, nature, launch_day);
    const struct es_linear *linear = build(&setting, "logistic", &dense);
    for (size_t j = 0; j < dense.n; j++) {
        for (size_t m = 0; m < dense.cells; m++) {
            ck_assert_double_eq_tol(linear->cross[j * dense.cells + m], dense.cross[j][m],
                                    1e-12);
        }
        for (size_t i = 0; i < dense.n; i++) {
            const double errors = i == j ? linear->variance[j] : 0.0;
            const double whole = setting.latent->whole_cov[j * dense.n + i];
            ck_assert_double_eq_tol(linear->covariance[j * dense.n + i],
                                    dense.shared[j][i] + errors + whole, 1e-12);
        }
    }
    es_arena_close(setting.arena);
}

START_TEST(edges_give_the_covariance_of_every_measure_of_a_flow)
{
    compare(ES_FLOW_SERIES, ES_NO_DAY);
    compare(ES_FLOW_SERIES, es_day(2022, 1, 3));
}
END_TEST

START_TEST(edges_give_the_covariance_of_every_measure_of_a_stock)
{
    compare(ES_STOCK_SERIES, ES_NO_DAY);
    compare(ES_STOCK_SERIES, es_day(2022, 1, 3));
}
END_TEST

/* V = K - K a' S^-1 a K, with GSL's LU instead of the engine's Cholesky factor. */
START_TEST(what_the_figures_leave_of_the_discrepancy_is_the_schur_complement)
{
    static struct dense dense;
    double s[MOST * MOST], inverse[MOST * MOST];
    struct setting setting;
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    const struct es_linear *linear = build(&setting, "logistic", &dense);
    const size_t n = dense.n;
    for (size_t i = 0; i < n * n; i++) {
        s[i] = linear->covariance[i];
    }
    int sign;
    gsl_matrix_view from = gsl_matrix_view_array(s, n, n);
    gsl_matrix_view to = gsl_matrix_view_array(inverse, n, n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    ck_assert_int_eq(gsl_linalg_LU_decomp(&from.matrix, order, &sign), 0);
    ck_assert_int_eq(gsl_linalg_LU_invert(&from.matrix, order, &to.matrix), 0);
    gsl_permutation_free(order);
    for (size_t m = 0; m < dense.cells; m++) {
        for (size_t l = 0; l < dense.cells; l++) {
            double left = dense.k[m][l];
            for (size_t i = 0; i < n * n; i++) {
                left -= dense.cross[i / n][m] * inverse[i] * dense.cross[i % n][l];
            }
            ck_assert_double_eq_tol(linear->left[m * dense.cells + l], left, 1e-10);
        }
    }
    es_arena_close(setting.arena);
}
END_TEST

/* ln P_j of the path with discrepancy w. */
static void measure_with(const struct setting *setting, const struct dense *dense,
                         const double from_w[], const double w[], double ln_p[])
{
    double sums[MOST_CELLS + 1] = {0.0};
    for (size_t m = 0; m < dense->cells; m++) {
        sums[m + 1] = sums[m] + dense->gain[m] * exp(w[m] - from_w[m]);
    }
    es_latent_measure(setting->latent, dense->base, sums, ln_p);
}

START_TEST(the_rows_are_the_derivatives_by_the_discrepancy)
{
    static struct dense dense;
    const double step = 1e-5;
    for (int nature = 0; nature < 2; nature++) {
        struct setting setting;
        double w[MOST_CELLS], above[MOST], below[MOST];
        open_setting(&setting, (enum es_nature)nature, ES_NO_DAY);
        const struct es_linear *linear = build(&setting, "gompertz", &dense);
        for (size_t m = 0; m < dense.cells; m++) {
            for (size_t l = 0; l < dense.cells; l++) {
                w[l] = linear->w[l];
            }
            w[m] += step;
            measure_with(&setting, &dense, linear->w, w, above);
            w[m] -= 2.0 * step;
            measure_with(&setting, &dense, linear->w, w, below);
            for (size_t j = 0; j < dense.n; j++) {
                ck_assert_double_eq_tol(dense.a[j][m],
                                        (above[j] - below[j]) / (2.0 * step), 1e-9);
            }
        }
        es_arena_close(setting.arena);
    }
}
END_TEST

START_TEST(residuals_are_those_of_the_expansion)
{
    static struct dense dense;
    struct setting setting;
    double ln_p[MOST], residual[MOST];
    open_setting(&setting, ES_FLOW_SERIES, ES_NO_DAY);
    const struct es_linear *linear = build(&setting, "logistic", &dense);
    measure_with(&setting, &dense, linear->w, linear->w, ln_p);
    ck_assert(es_linear_residuals(linear, setting.params, residual));
    for (size_t j = 0; j < dense.n; j++) {
        double along = 0.0; /* a w0 */
        for (size_t m = 0; m < dense.cells; m++) {
            along += dense.a[j][m] * linear->w[m];
        }
        ck_assert_double_eq_tol(
            residual[j], setting.latent->ln_y[j] - ln_p[j] - linear->mean[j] + along,
            1e-9);
    }
    es_arena_close(setting.arena);
}
END_TEST

/* A window placed 10 days wrongly: its error by moving it half a day either way. */
START_TEST(an_unsure_date_counts_as_much_as_the_path_moves_by_it)
{
    for (int nature = 0; nature < 2; nature++) {
        struct setting setting;
        struct es_linear *linear;
        open_setting(&setting, (enum es_nature)nature, ES_NO_DAY);
        for (size_t j = 0; j < setting.problem.n; j++) {
            setting.seen[j].date_sd_days = 10.0;
        }
        ck_assert_int_eq(es_linear_open(setting.latent, es_model_find("logistic"),
                                        &linear, setting.arena, NULL),
                         ES_OK);
        ck_assert_int_eq(es_linear_build(linear, setting.params, NULL), ES_OK);
        const struct es_curve curve = curve_of(&setting, "logistic");
        for (size_t j = 0; j < setting.problem.n; j++) {
            const double per_day = log(by_hand(&setting, &curve, &setting.seen[j], 0.5) /
                                       by_hand(&setting, &curve, &setting.seen[j], -0.5));
            /* Ratios count the window's own place; the reference stays. */
            const double expected = hypot(0.05, 10.0 * per_day);
            ck_assert_double_eq_tol(sqrt(linear->variance[j]) / expected, 1.0, 5e-3);
        }
        es_arena_close(setting.arena);
    }
}
END_TEST

/* -- second order, against Monte Carlo -------------------------------------------- */

enum { SIMULATIONS = 40000 };

/* Mean and variance of ln P(w0 + x) - ln P(w0) - a x for x ~ N(0, V). */
static void simulate(const struct setting *setting, const struct dense *dense,
                     const struct es_linear *linear, double mean[], double variance[])
{
    const size_t cells = dense->cells;
    double *factor = malloc(cells * cells * sizeof factor[0]);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double at[MOST], ln_p[MOST], w[MOST_CELLS], z[MOST_CELLS], squares[MOST] = {0.0};
    ck_assert(factor != NULL && random != NULL);
    for (size_t i = 0; i < cells * cells; i++) {
        factor[i] = linear->left[i] + (i % (cells + 1) == 0 ? 1e-12 : 0.0);
    }
    gsl_matrix_view view = gsl_matrix_view_array(factor, cells, cells);
    ck_assert_int_eq(gsl_linalg_cholesky_decomp1(&view.matrix), 0);
    measure_with(setting, dense, linear->w, linear->w, at);
    for (size_t j = 0; j < dense->n; j++) {
        mean[j] = 0.0;
    }
    for (int s = 0; s < SIMULATIONS; s++) {
        for (size_t m = 0; m < cells; m++) {
            z[m] = gsl_ran_gaussian_ziggurat(random, 1.0);
            w[m] = linear->w[m];
            for (size_t l = 0; l <= m; l++) {
                w[m] += factor[m * cells + l] * z[l];
            }
        }
        measure_with(setting, dense, linear->w, w, ln_p);
        for (size_t j = 0; j < dense->n; j++) {
            double rest = ln_p[j] - at[j];
            for (size_t m = 0; m < cells; m++) {
                rest -= dense->a[j][m] * (w[m] - linear->w[m]);
            }
            mean[j] += rest / SIMULATIONS;
            squares[j] += rest * rest / SIMULATIONS;
        }
    }
    for (size_t j = 0; j < dense->n; j++) {
        variance[j] = squares[j] - mean[j] * mean[j];
    }
    gsl_rng_free(random);
    free(factor);
}

/* With a discrepancy a fifth of the engine's, so that third-order terms are small; five
 * standard errors for the mean, a tenth for the variance. */
START_TEST(second_order_terms_have_the_simulated_mean_and_variance)
{
    static struct dense dense;
    for (int nature = 0; nature < 2; nature++) {
        struct setting setting;
        double mean[MOST], variance[MOST];
        open_setting(&setting, (enum es_nature)nature, ES_NO_DAY);
        setting.latent->sd *= 0.2;
        const struct es_linear *linear = build(&setting, "logistic", &dense);
        simulate(&setting, &dense, linear, mean, variance);
        for (size_t j = 0; j < dense.n; j++) {
            const double error = sqrt(variance[j] / SIMULATIONS);
            ck_assert_double_eq_tol(linear->mean[j], mean[j],
                                    5.0 * error + 0.01 * fabs(mean[j]) + 1e-12);
            ck_assert_double_eq_tol(linear->bend[j], variance[j],
                                    0.1 * variance[j] + 1e-15);
        }
        es_arena_close(setting.arena);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("latent");
    TCase *cases = tcase_create("cells and operators");
    tcase_add_test(cases, sums_of_cells_are_the_integral_of_the_pace);
    tcase_add_test(cases, a_month_in_which_the_curve_begins_is_integrated_from_there);
    tcase_add_test(cases, levels_and_gains_of_a_stock_are_exact);
    tcase_add_test(cases, cells_are_months_cut_at_the_ends_of_windows);
    tcase_add_test(cases, a_share_has_the_mean_of_its_whole_added_and_its_spread_kept);
    tcase_add_test(cases, the_covariance_decays_with_the_distance_of_the_middles);
    tcase_add_test(cases, a_launched_stock_starts_from_nothing_and_keeps_its_ceiling);
    tcase_add_test(cases, a_curve_that_has_grown_before_the_launch_is_none_of_this_stock);
    tcase_add_test(cases, a_stock_without_a_launch_has_what_was_there_before);
    suite_add_tcase(suite, cases);
    TCase *linear = tcase_create("linearisation");
    tcase_add_test(linear, edges_give_the_covariance_of_every_measure_of_a_flow);
    tcase_add_test(linear, edges_give_the_covariance_of_every_measure_of_a_stock);
    tcase_add_test(linear,
                   what_the_figures_leave_of_the_discrepancy_is_the_schur_complement);
    tcase_add_test(linear, the_rows_are_the_derivatives_by_the_discrepancy);
    tcase_add_test(linear, residuals_are_those_of_the_expansion);
    tcase_add_test(linear, an_unsure_date_counts_as_much_as_the_path_moves_by_it);
    tcase_add_test(linear, second_order_terms_have_the_simulated_mean_and_variance);
    suite_add_tcase(suite, linear);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

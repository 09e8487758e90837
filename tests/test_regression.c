/* What a nonlinear regression answers, against closed forms and other programs. */
#include "essor/regression.h"

#include "core/diagnostics.h"
#include "core/robust.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define CLOSE 1e-9 /* relative to a quantity of the size of the answer */

static struct es_arena *arena;
static struct es_error err;
static struct es_task task;
static struct es_unknown *unknown;
static struct es_regression answer;

static void set_up(void)
{
    err = (struct es_error){0};
    ck_assert_int_eq(es_arena_open(&arena, &err), ES_OK);
}

static void tear_down(void)
{
    es_arena_close(arena);
}

/* -- a straight line, a location and two humps as tasks --------------------------------
 */

struct line {
    size_t n;
    const double *x;
};

static void line_values(const void *context, const double theta[], double y[],
                        double grad[])
{
    const struct line *line = context;
    for (size_t i = 0; i < line->n; i++) {
        y[i] = theta[0] + theta[1] * line->x[i];
        if (grad != NULL) {
            grad[i] = 1.0;
            grad[line->n + i] = line->x[i];
        }
    }
}

static const double anywhere[] = {1.0, 1.0, 1.0};

/* y near 2 + 0.5 x. */
enum { LINE_POINTS = 8 };
static const double line_x[LINE_POINTS] = {1, 2, 3, 4, 5, 6, 7, 8};
static const double line_y[LINE_POINTS] = {2.6, 2.9, 3.7, 3.8, 4.7, 4.8, 5.6, 6.1};
static const struct line line_context = {LINE_POINTS, line_x};

static struct es_unknown line_unknown[2];

static void take_line(void)
{
    line_unknown[0] =
        (struct es_unknown){.name = "a", .lower = -INFINITY, .upper = INFINITY};
    line_unknown[1] =
        (struct es_unknown){.name = "b", .lower = -INFINITY, .upper = INFINITY};
    task = (struct es_task){.label = "line",
                            .n = LINE_POINTS,
                            .p = 2,
                            .unknown = line_unknown,
                            .y = line_y,
                            .values = line_values,
                            .context = &line_context,
                            .start = anywhere,
                            .ceiling = ES_NO_PARAM};
}

static void regress(const struct es_regression_options *options)
{
    ck_assert_msg(es_regress(&task, options, &answer, arena, &err) == ES_OK, "%s",
                  err.message);
}

static void near(double value, double expected)
{
    ck_assert_double_eq_tol(value, expected, CLOSE * (1.0 + fabs(expected)));
}

/* Sums about the means, from which all of a straight line follows. */
struct sums {
    double n, x, y, xx, xy, yy;
};

static struct sums sums_of_line(const double weight[])
{
    struct sums s = {0};
    for (size_t i = 0; i < LINE_POINTS; i++) {
        const double w = weight != NULL ? weight[i] : 1.0;
        s.n += w;
        s.x += w * line_x[i];
        s.y += w * line_y[i];
    }
    s.x /= s.n;
    s.y /= s.n;
    for (size_t i = 0; i < LINE_POINTS; i++) {
        const double w = weight != NULL ? weight[i] : 1.0;
        s.xx += w * (line_x[i] - s.x) * (line_x[i] - s.x);
        s.xy += w * (line_x[i] - s.x) * (line_y[i] - s.y);
        s.yy += w * (line_y[i] - s.y) * (line_y[i] - s.y);
    }
    return s;
}

START_TEST(a_straight_line_is_its_closed_form)
{
    const struct sums s = sums_of_line(NULL);
    const double slope = s.xy / s.xx, rss = s.yy - slope * s.xy;
    const double variance = rss / (LINE_POINTS - 2);
    take_line();
    regress(NULL);
    ck_assert(answer.converged);
    near(answer.estimate[1].value, slope);
    near(answer.estimate[0].value, s.y - slope * s.x);
    near(answer.rss, rss);
    near(answer.estimate[1].std_error, sqrt(variance / s.xx));
    near(answer.covariance[1], -s.x * variance / s.xx);
    near(answer.covariance[0], variance * (1.0 / s.n + s.x * s.x / s.xx));
    ck_assert_uint_eq(answer.health.rank, 2);
    const double cosine = s.x / sqrt(s.xx / s.n + s.x * s.x); /* of the two columns */
    near(answer.health.condition, sqrt((1.0 + cosine) / (1.0 - cosine)));
}
END_TEST

START_TEST(the_profile_interval_of_a_linear_parameter_is_its_t_interval)
{
    const struct es_regression_options options = {.profile = true, .level = 0.9};
    take_line();
    regress(&options);
    for (size_t k = 0; k < 2; k++) {
        const struct es_estimate *estimate = &answer.estimate[k];
        const double reach = gsl_cdf_tdist_Qinv(0.05, 6.0) * estimate->std_error;
        near(estimate->wald_low, estimate->value - reach);
        near(estimate->wald_high, estimate->value + reach);
        ck_assert_double_eq_tol(estimate->profile_low, estimate->wald_low, 1e-6 * reach);
        ck_assert_double_eq_tol(estimate->profile_high, estimate->wald_high,
                                1e-6 * reach);
        ck_assert(estimate->determined);
    }
}
END_TEST

START_TEST(likelihood_and_criteria_count_the_variance_as_r_does)
{
    take_line();
    regress(NULL);
    const double n = LINE_POINTS, k = 3.0;
    const double log_l = -0.5 * n * (log(2.0 * M_PI) + 1.0 + log(answer.rss / n));
    near(answer.log_likelihood, log_l);
    near(answer.aic, 2.0 * k - 2.0 * log_l);
    near(answer.aicc, 2.0 * k - 2.0 * log_l + 2.0 * k * (k + 1.0) / (n - k - 1.0));
    near(answer.bic, k * log(n) - 2.0 * log_l);
}
END_TEST

START_TEST(a_known_sd_replaces_the_residuals_and_leaves_the_count)
{
    take_line();
    task.sd = 0.25;
    regress(NULL);
    const struct sums s = sums_of_line(NULL);
    near(answer.estimate[1].std_error, 0.25 / sqrt(s.xx));
    near(answer.estimate[1].wald_high,
         answer.estimate[1].value + 1.959963984540054 * 0.25 / sqrt(s.xx));
    const double log_l =
        -0.5 * (LINE_POINTS * log(2.0 * M_PI * 0.0625) + answer.rss / 0.0625);
    near(answer.log_likelihood, log_l);
    near(answer.aic, 2.0 * 2.0 - 2.0 * log_l);
}
END_TEST

START_TEST(a_weight_of_two_is_an_observation_made_twice)
{
    const double weight[LINE_POINTS] = {1, 2, 1, 1, 2, 1, 0, 1};
    const struct sums s = sums_of_line(weight);
    take_line();
    task.weight = weight;
    regress(NULL);
    near(answer.estimate[1].value, s.xy / s.xx);
    near(answer.rss, s.yy - s.xy * s.xy / s.xx);
    ck_assert_uint_eq(answer.n, 7); /* weights are precisions, not counts */
    near(answer.estimate[1].std_error, sqrt(answer.rss / 5.0 / s.xx));
}
END_TEST

START_TEST(a_weight_of_zero_hides_a_value_that_is_not_finite)
{
    const double weight[LINE_POINTS] = {1, 1, 1, 1, 1, 1, 1, 0};
    double y[LINE_POINTS];
    take_line();
    task.weight = weight;
    regress(NULL);
    const double slope = answer.estimate[1].value;
    memcpy(y, line_y, sizeof y);
    y[7] = NAN;
    task.y = y;
    regress(NULL);
    near(answer.estimate[1].value, slope);
}
END_TEST

START_TEST(a_fixed_parameter_stays_and_is_not_counted)
{
    const double start[] = {2.0, 1.0};
    double xy = 0.0, xx = 0.0;
    for (size_t i = 0; i < LINE_POINTS; i++) {
        xy += line_x[i] * (line_y[i] - 2.0);
        xx += line_x[i] * line_x[i];
    }
    take_line();
    line_unknown[0].fixed = true;
    task.start = start;
    regress(NULL);
    ck_assert_double_eq(answer.estimate[0].value, 2.0);
    ck_assert(answer.estimate[0].fixed);
    ck_assert_double_nan(answer.estimate[0].std_error);
    near(answer.estimate[1].value, xy / xx);
    near(answer.estimate[1].std_error, sqrt(answer.rss / 7.0 / xx));
    ck_assert_uint_eq(answer.p, 1);
}
END_TEST

/* Minimum of |y - a - b x|^2 + (sd_y / sd)^2 (b - mean)^2: ridge regression of the
 * centred data. */
START_TEST(a_prior_is_ridge_regression)
{
    const struct sums s = sums_of_line(NULL);
    take_line();
    line_unknown[1].prior_mean = 0.2;
    line_unknown[1].prior_sd = 0.05;
    task.sd = 0.3;
    regress(NULL);
    const double lambda = 0.3 * 0.3 / (0.05 * 0.05);
    near(answer.estimate[1].value, (s.xy + lambda * 0.2) / (s.xx + lambda));
    near(answer.estimate[1].std_error, 0.3 / sqrt(s.xx + lambda));

    task.sd = 0.0; /* then the residual sd takes its place, and agrees with itself */
    regress(NULL);
    const double own = answer.residual_sd * answer.residual_sd / (0.05 * 0.05);
    near(answer.estimate[1].value, (s.xy + own * 0.2) / (s.xx + own));
    near(answer.estimate[1].std_error, answer.residual_sd / sqrt(s.xx + own));
}
END_TEST

/* -- robust losses
 * ----------------------------------------------------------------------- */

static void location_values(const void *context, const double theta[], double y[],
                            double grad[])
{
    const size_t n = *(const size_t *)context;
    for (size_t i = 0; i < n; i++) {
        y[i] = theta[0];
        if (grad != NULL) {
            grad[i] = 1.0;
        }
    }
}

enum { CHEM = 24 };

/* Determinations of copper in wholemeal flour, in parts per million: Analytical Methods
 * Committee (1989), doi:10.1039/AN9891401693; "chem" of R's MASS. One is far off. */
static const double chem[CHEM] = {2.9,   3.1,  3.4, 3.4, 3.7,  3.7,  2.8,  2.5,
                                  2.4,   2.4,  2.7, 2.2, 5.28, 3.37, 3.03, 3.03,
                                  28.95, 3.77, 3.4, 2.2, 3.5,  3.6,  3.7,  3.7};
static const size_t chem_count = CHEM;
static const struct es_unknown chem_unknown = {
    .name = "level", .lower = -INFINITY, .upper = INFINITY};

static void take_chem(void)
{
    task = (struct es_task){.label = "chem",
                            .n = CHEM,
                            .p = 1,
                            .unknown = &chem_unknown,
                            .y = chem,
                            .values = location_values,
                            .context = &chem_count,
                            .start = anywhere,
                            .ceiling = ES_NO_PARAM};
}

static double psi_weight(enum es_loss loss, double u)
{
    switch (loss) {
    case ES_LOSS_HUBER:
        return fabs(u) <= 1.345 ? 1.0 : 1.345 / fabs(u);
    case ES_LOSS_TUKEY:
        return fabs(u) < 4.685 ? pow(1.0 - pow(u / 4.685, 2.0), 2.0) : 0.0;
    default:
        return 1.0 / (1.0 + pow(u / 2.385, 2.0));
    }
}

/* Median of |y - at| / 0.6745 by counting. */
static double mad_about(double at)
{
    double low[2] = {0.0, 0.0};
    for (size_t i = 0; i < CHEM; i++) {
        size_t below = 0;
        const double away = fabs(chem[i] - at);
        for (size_t j = 0; j < CHEM; j++) {
            const double other = fabs(chem[j] - at);
            below += other < away || (other == away && j < i);
        }
        if (below == CHEM / 2 - 1 || below == CHEM / 2) {
            low[below - (CHEM / 2 - 1)] = away;
        }
    }
    return (low[0] + low[1]) / 2.0 / 0.67448975019608171;
}

/* The root of sum psi((y - at) / scale), by bisection around the bulk. */
static double location(enum es_loss loss, double scale)
{
    double low = 2.0, high = 4.5;
    for (int i = 0; i < 100; i++) {
        const double at = (low + high) / 2.0;
        double sum = 0.0;
        for (size_t j = 0; j < CHEM; j++) {
            sum += psi_weight(loss, (chem[j] - at) / scale) * (chem[j] - at);
        }
        low = sum > 0.0 ? at : low;
        high = sum > 0.0 ? high : at;
    }
    return (low + high) / 2.0;
}

START_TEST(robust_losses_find_the_roots_of_their_equations)
{
    double at = 3.0, scale = 0.0;
    for (int i = 0; i < 200; i++) {
        scale = mad_about(at);
        at = location(ES_LOSS_HUBER, scale);
    }
    const enum es_loss losses[] = {ES_LOSS_HUBER, ES_LOSS_TUKEY, ES_LOSS_CAUCHY};
    for (size_t i = 0; i < 3; i++) {
        const struct es_regression_options options = {.loss = losses[i]};
        take_chem();
        regress(&options);
        ck_assert(answer.converged);
        const double level = location(losses[i], scale);
        near(answer.estimate[0].value, level);
        near(answer.robust_weight[16], psi_weight(losses[i], (28.95 - level) / scale));
        ck_assert_double_nan(answer.aic);
    }
}
END_TEST

/* Huber's (1981) variance of a location: scale^2 sum psi^2 / (n - 1) / (share of
 * residuals within the bend)^2, times his correction. */
START_TEST(the_standard_error_of_hubers_location_is_hubers)
{
    const struct es_regression_options options = {.loss = ES_LOSS_HUBER};
    take_chem();
    regress(&options);
    double squares = 0.0, inside = 0.0;
    for (size_t i = 0; i < CHEM; i++) {
        const double bent = answer.robust_weight[i] * answer.residual[i];
        squares += bent * bent;
        inside += answer.robust_weight[i] == 1.0;
    }
    const double m = inside / CHEM, spread = m * (1.0 - m) * CHEM / (CHEM - 1.0);
    const double kappa = 1.0 + spread / (CHEM * m * m);
    near(answer.estimate[0].std_error, sqrt(squares / 23.0 / CHEM) * kappa / m);
}
END_TEST

/* -- growth curves
 * ------------------------------------------------------------------------ */

enum { CURVE_POINTS = 30 };
static double t[CURVE_POINTS], y[CURVE_POINTS];
static struct es_points points = {.n = CURVE_POINTS, .t = t, .y = y};

/* Noise of a fixed kind: sines that no growth curve can follow. */
static double ripple(size_t i)
{
    return sin(12.9898 * (double)i) + sin(78.233 * (double)i + 1.0);
}

static void take_curve(const char *name, const double theta[], double last, double noise)
{
    const struct es_model *model = es_model_find(name);
    points = (struct es_points){.n = CURVE_POINTS, .t = t, .y = y};
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        t[i] = last * (double)i / (CURVE_POINTS - 1);
        y[i] = model->value(theta, t[i], NULL) + noise * ripple(i);
    }
    ck_assert_msg(es_task_of_model(model, &points, &task, &unknown, arena, &err) == ES_OK,
                  "%s", err.message);
}

static const double grown[] = {100.0, 0.8, 5.0};

START_TEST(exact_data_give_their_parameters_back_without_a_start)
{
    take_curve("logistic", grown, 10.0, 0.0);
    regress(NULL);
    ck_assert_msg(answer.converged, "%s", answer.verdict);
    for (size_t k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(answer.estimate[k].value, grown[k], 1e-10 * grown[k]);
    }
    ck_assert(answer.ceiling_determined);
}
END_TEST

START_TEST(a_scale_column_multiplies_the_curve)
{
    double scale[CURVE_POINTS];
    take_curve("logistic", grown, 10.0, 0.0);
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        scale[i] = 1.0 + 0.1 * (double)i;
        y[i] *= scale[i];
    }
    points.scale = scale;
    regress(NULL);
    ck_assert_msg(answer.converged, "%s", answer.verdict);
    ck_assert_double_eq_tol(answer.estimate[0].value, 100.0, 1e-8);
}
END_TEST

START_TEST(an_exponential_does_not_determine_the_ceiling_of_a_logistic)
{
    for (int noisy = 0; noisy < 2; noisy++) {
        take_curve("logistic", grown, 10.0, 0.0);
        for (size_t i = 0; i < CURVE_POINTS; i++) {
            y[i] = exp(0.3 * t[i]) + 0.02 * noisy * ripple(i);
        }
        regress(NULL);
        ck_assert(!answer.ceiling_determined);
        ck_assert_msg(strstr(answer.verdict,
                             "do not determine ceiling: doubling it "
                             "changes the residual sum by") != NULL,
                      "%s", answer.verdict);
    }
}
END_TEST

START_TEST(a_step_between_two_points_does_not_determine_the_rate)
{
    take_curve("logistic", grown, 10.0, 0.0);
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        y[i] = (i < 15 ? 0.0 : 50.0) + 0.5 * ripple(i);
    }
    regress(NULL);
    ck_assert_msg(!answer.converged && !answer.estimate[1].determined, "%s",
                  answer.verdict);
}
END_TEST

START_TEST(equal_values_determine_no_curve)
{
    take_curve("logistic", grown, 10.0, 0.0);
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        y[i] = 7.0;
    }
    regress(NULL);
    ck_assert_msg(!answer.converged && !answer.estimate[2].determined, "%s",
                  answer.verdict);
}
END_TEST

START_TEST(repeated_times_are_as_good_as_any)
{
    take_curve("logistic", grown, 10.0, 0.0);
    for (size_t i = 0; i + 1 < CURVE_POINTS; i += 2) {
        t[i + 1] = t[i];
        y[i] = es_model_find("logistic")->value(grown, t[i], NULL) + 1.0;
        y[i + 1] = y[i] - 2.0;
    }
    regress(NULL);
    ck_assert_msg(answer.converged, "%s", answer.verdict);
    /* Errors of 1 and -1 at every time leave the curve where it is. */
    ck_assert_double_eq_tol(answer.estimate[0].value, 100.0, 1e-7);
    near(answer.rss, CURVE_POINTS);
}
END_TEST

START_TEST(a_parameter_at_the_end_of_its_domain_is_told)
{
    take_curve("logistic", grown, 10.0, 1.0);
    unknown[0].upper = 80.0;
    regress(NULL);
    ck_assert_msg(answer.converged, "%s", answer.verdict);
    ck_assert(answer.estimate[0].at_bound && !answer.estimate[0].determined);
    ck_assert_double_eq_tol(answer.estimate[0].value, 80.0, 1e-6);
    ck_assert_ptr_nonnull(strstr(answer.verdict, "ceiling is at the end of its domain"));
    ck_assert(!answer.estimate[1].at_bound && !answer.estimate[2].at_bound);
}
END_TEST

START_TEST(series_share_what_they_are_told_to)
{
    const struct es_model *model = es_model_find("logistic");
    const double other[] = {40.0, 0.8, 7.0};
    double t2[CURVE_POINTS], y2[CURVE_POINTS];
    const bool shared[] = {false, true, false};
    take_curve("logistic", grown, 10.0, 0.0);
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        t2[i] = 1.0 + t[i];
        y2[i] = model->value(other, t2[i], NULL);
    }
    const struct es_points sets[] = {points, {.n = CURVE_POINTS, .t = t2, .y = y2}};
    ck_assert_int_eq(
        es_task_of_sets(model, sets, 2, shared, &task, &unknown, arena, &err), ES_OK);
    regress(NULL);
    ck_assert_msg(answer.converged, "%s", answer.verdict);
    const char *const names[] = {"rate", "ceiling.1", "midpoint.1", "ceiling.2",
                                 "midpoint.2"};
    const double values[] = {0.8, 100.0, 5.0, 40.0, 7.0};
    ck_assert_uint_eq(answer.params, 5);
    for (size_t k = 0; k < 5; k++) {
        ck_assert_str_eq(answer.estimate[k].name, names[k]);
        ck_assert_double_eq_tol(answer.estimate[k].value, values[k], 1e-9 * values[k]);
    }
}
END_TEST

START_TEST(one_series_alone_is_a_set_too)
{
    const struct es_model *model = es_model_find("logistic");
    const bool shared[] = {false, false, false};
    take_curve("logistic", grown, 10.0, 0.0);
    ck_assert_int_eq(
        es_task_of_sets(model, &points, 1, shared, &task, &unknown, arena, &err), ES_OK);
    regress(NULL);
    ck_assert_msg(answer.converged, "%s", answer.verdict);
    for (size_t k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(answer.estimate[k].value, grown[k],
                                1e-9 * fabs(grown[k]));
    }
}
END_TEST

/* y = 1 / (1 + (x - c)^2) on data with two humps, one higher: two optima in c. */
static void hump_values(const void *context, const double theta[], double curve[],
                        double grad[])
{
    const struct line *line = context;
    for (size_t i = 0; i < line->n; i++) {
        const double away = line->x[i] - theta[0];
        const double height = 1.0 / (1.0 + away * away);
        curve[i] = height;
        if (grad != NULL) {
            grad[i] = 2.0 * away * height * height;
        }
    }
}

START_TEST(all_distinct_optima_are_kept_best_first)
{
    double x[CURVE_POINTS], two[CURVE_POINTS];
    const double start[] = {20.0};
    const struct es_unknown centre = {.name = "c", .lower = -INFINITY, .upper = INFINITY};
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        x[i] = (double)i;
        two[i] = 0.6 / (1.0 + (x[i] - 22.0) * (x[i] - 22.0)) +
                 0.9 / (1.0 + (x[i] - 7.0) * (x[i] - 7.0));
    }
    const struct line context = {CURVE_POINTS, x};
    task = (struct es_task){.label = "humps",
                            .n = CURVE_POINTS,
                            .p = 1,
                            .unknown = &centre,
                            .y = two,
                            .values = hump_values,
                            .context = &context,
                            .start = start,
                            .ceiling = ES_NO_PARAM};
    regress(NULL);
    ck_assert_msg(answer.converged && answer.optima >= 2, "%s", answer.verdict);
    ck_assert_double_eq_tol(answer.optimum[0].theta[0], 7.0, 0.2);
    ck_assert_double_eq_tol(answer.optimum[1].theta[0], 22.0, 0.2);
    ck_assert(answer.optimum[0].objective < answer.optimum[1].objective);

    const struct es_regression_options only_start = {.starts = 1};
    regress(&only_start);
    ck_assert_uint_eq(answer.optima, 1);
    ck_assert_double_eq_tol(answer.estimate[0].value, 22.0, 0.2);
}
END_TEST

START_TEST(a_solver_that_is_kept_gives_the_same_bits)
{
    struct es_solver *solver;
    struct es_regression again;
    ck_assert_int_eq(es_solver_open(&solver, &err), ES_OK);
    take_line();
    ck_assert_int_eq(es_regress_with(solver, &task, NULL, &answer, arena, &err), ES_OK);
    take_curve("richards", (const double[]){100.0, 0.8, 5.0, 2.0}, 10.0, 1.0);
    regress(NULL);
    ck_assert_int_eq(es_regress_with(solver, &task, NULL, &again, arena, &err), ES_OK);
    for (size_t k = 0; k < 4; k++) {
        ck_assert_double_eq(again.estimate[k].value, answer.estimate[k].value);
        ck_assert_double_eq(again.estimate[k].std_error, answer.estimate[k].std_error);
    }
    es_solver_close(solver);
}
END_TEST

/* -- residuals
 * ----------------------------------------------------------------------------- */

/* A level through +1 +1 -1 -1 +1 +1 -1 -1: 4 runs of 4 signs each. C(8,4) = 70 orders, of
 * which 2 have 2 runs, 6 have 3 and 18 have 4. */
START_TEST(residual_tests_are_their_closed_forms)
{
    const double signs[] = {1, 1, -1, -1, 1, 1, -1, -1};
    const size_t count = 8;
    task = (struct es_task){.label = "signs",
                            .n = 8,
                            .p = 1,
                            .unknown = &chem_unknown,
                            .y = signs,
                            .values = location_values,
                            .context = &count,
                            .start = anywhere,
                            .ceiling = ES_NO_PARAM};
    regress(NULL);
    near(answer.tests.runs_p, 2.0 * 26.0 / 70.0);
    near(answer.tests.durbin_watson, 3.0 * 4.0 / 8.0);

    const size_t order[] = {0, 1, 4, 5, 2, 3, 6, 7};
    task.order = order;
    regress(NULL);
    near(answer.tests.runs_p, 2.0 * 2.0 / 70.0);
    near(answer.tests.durbin_watson, 4.0 / 8.0);
}
END_TEST

/* A uniform number in (0, 1), of Knuth's MMIX generator. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 12) + 0.5) * 0x1p-52;
}

/* Of 4000 samples of 20 the standard error of a share of 5 % is 0.35 %; the distribution
 * of the statistic is an approximation, hence the rest of the tolerance. */
START_TEST(normality_is_refused_to_noise_as_often_as_it_says)
{
    enum { SAMPLES = 4000, SIZE = 20 };
    uint64_t state = 1;
    double normal = 0.0, lopsided = 0.0;
    for (int sample = 0; sample < SAMPLES; sample++) {
        double r[SIZE], bent[SIZE];
        for (size_t i = 0; i < SIZE; i++) {
            r[i] = gsl_cdf_ugaussian_Pinv(uniform(&state));
            bent[i] = exp(r[i]);
        }
        normal += es_diagnostics(r, SIZE).normality_p < 0.05;
        lopsided += es_diagnostics(bent, SIZE).normality_p < 0.05;
    }
    ck_assert_double_eq_tol(normal / SAMPLES, 0.05, 0.015);
    ck_assert_double_ge(lopsided / SAMPLES, 0.75);
}
END_TEST

START_TEST(normality_needs_eight_observations)
{
    take_line();
    task.n = LINE_POINTS;
    regress(NULL);
    ck_assert(answer.tests.normality_p > 0.0 && answer.tests.normality_p <= 1.0);
    const double weight[LINE_POINTS] = {1, 1, 1, 1, 1, 1, 1, 0};
    task.weight = weight;
    regress(NULL);
    ck_assert_double_nan(answer.tests.normality_p);
    ck_assert_double_nan(answer.tests.runs_p);
}
END_TEST

/* -- what is said, and what it rests on
 * ------------------------------------------------------------------------------------ */

/* A logistic seen every half unit of time: with noise, the same with two points far off,
 * and a fall. */
enum { SEEN = 21 };
static const double risen[SEEN] = {
    -1.104, -1.005, 0.9438, -1.771, 0.8486, -0.3897, 4.558, 6.431, 12.06, 16.65, 25.4,
    32.56,  38.55,  43.92,  45.29,  47.78,  49.7,    49.53, 49.32, 52.05, 49.98};
static const double with_outliers[SEEN] = {
    1.124, 0.04731, -0.05449, 0.7353, 60, 1.864, 1.526, 7.977, 10.91, 16.27, 25.98,
    33.16, 39.31,   44.82,    48.8,   5,  50.59, 51.63, 48.7,  49.33, 50.7};
static const double fallen[SEEN] = {
    49.2,  49.67, 50.06, 50.62, 48.53, 46.92,  46.87,  43.51,  39.1,    33.08,  25.11,
    17.29, 10.49, 6.872, 4.209, 1.882, 0.7661, 0.8895, 0.5132, -0.3766, -0.1551};

static void take_seen(const char *name, const double seen[SEEN])
{
    const struct es_model *model = es_model_find(name);
    points = (struct es_points){.n = SEEN, .t = t, .y = y};
    for (size_t i = 0; i < SEEN; i++) {
        t[i] = 0.5 * (double)i;
        y[i] = seen[i];
    }
    ck_assert_msg(es_task_of_model(model, &points, &task, &unknown, arena, &err) == ES_OK,
                  "%s", err.message);
}

static void says(const char *part)
{
    ck_assert_msg(strstr(answer.verdict, part) != NULL, "%s", answer.verdict);
}

START_TEST(a_verdict_names_all_that_is_not_determined_in_one_whole_sentence)
{
    take_seen("generalised_logistic", with_outliers);
    regress(NULL);
    says("Converged. The data do not determine ceiling, rate, shape and crowding");
    const size_t length = strlen(answer.verdict);
    ck_assert(length < 240 && answer.verdict[length - 1] == '.');
}
END_TEST

START_TEST(names_too_long_for_a_verdict_are_counted)
{
    enum { LONG = 300 };
    char name[LONG + 1];
    memset(name, 'a', LONG);
    name[LONG] = '\0';
    take_seen("generalised_logistic", with_outliers);
    unknown[0].name = name;
    regress(NULL);
    says("do not determine 4 of 5 parameters");
    ck_assert_int_eq(answer.verdict[strlen(answer.verdict) - 1], '.');
}
END_TEST

/* Its standard error is 40 times its size; a curve that is still to bend has none. */
START_TEST(a_ceiling_without_bounds_is_doubted_as_others_are)
{
    take_seen("SSasymp", risen);
    regress(NULL);
    ck_assert_msg(answer.converged && answer.estimate[0].std_error > 1e5, "%s",
                  answer.verdict);
    ck_assert(!answer.estimate[0].determined && answer.estimate[1].determined);
    says(
        "do not determine Asym and lrc: doubling Asym changes the residual sum by less "
        "than 0.1 %");
    const struct es_regression_options options = {.profile = true};
    regress(&options);
    ck_assert(isinf(answer.estimate[0].profile_high));
    ck_assert(!answer.estimate[0].determined && answer.estimate[1].determined);
}
END_TEST

/* The level makes up for nothing here: twice the level more than doubles the sum. */
START_TEST(the_parameter_that_is_named_is_the_one_that_the_data_leave_free)
{
    take_seen("power", fallen);
    regress(NULL);
    says("Not converged. The data do not determine start. ");
}
END_TEST

START_TEST(a_profile_is_open_to_the_end_of_the_domain)
{
    const struct es_regression_options options = {.profile = true};
    take_seen("gompertz", with_outliers);
    regress(&options);
    ck_assert_double_eq(answer.estimate[1].profile_low, 0.0);
    ck_assert(!answer.estimate[1].determined);
}
END_TEST

/* exp(1.3 t) is a logistic of any high ceiling: midpoint and ceiling go on together. */
START_TEST(a_ridge_is_open_in_all_parameters_that_it_runs_through)
{
    const struct es_regression_options options = {.profile = true};
    take_seen("logistic", risen);
    points.n = 6;
    for (size_t i = 0; i < points.n; i++) {
        y[i] = 0.05 * exp(1.3 * t[i]) + 0.005 * ripple(i);
    }
    ck_assert_int_eq(es_task_of_model(es_model_find("logistic"), &points, &task, &unknown,
                                      arena, &err),
                     ES_OK);
    regress(&options);
    ck_assert(isinf(answer.estimate[0].profile_high));
    ck_assert_msg(isinf(answer.estimate[2].profile_high), "%g",
                  answer.estimate[2].profile_high);
    ck_assert(isfinite(answer.estimate[2].profile_low));
}
END_TEST

START_TEST(residuals_of_rounding_are_told_and_not_tested)
{
    take_curve("logistic", grown, 10.0, 0.0);
    regress(NULL);
    says("Converged. The residuals are those of rounding.");
    ck_assert_double_nan(answer.tests.runs_p);
    ck_assert_double_nan(answer.tests.durbin_watson);
    ck_assert_double_nan(answer.tests.normality_p);
    ck_assert_double_nan(answer.log_likelihood);
    ck_assert_double_nan(answer.aicc);
}
END_TEST

START_TEST(a_robust_loss_tells_its_scale_and_tests_no_residuals)
{
    const struct es_regression_options options = {.loss = ES_LOSS_HUBER};
    take_chem();
    regress(&options);
    const double scale = mad_about(answer.estimate[0].value);
    ck_assert_double_eq_tol(answer.residual_sd, scale, 1e-8 * scale);
    ck_assert_double_nan(answer.tests.runs_p);
    ck_assert_double_nan(answer.tests.durbin_watson);
    ck_assert_double_nan(answer.tests.normality_p);
}
END_TEST

/* Residuals of 1 and -1 at a scale of 0.1 are all beyond Huber's bend, and psi' is 0. */
START_TEST(a_loss_that_bends_every_residual_tells_no_variance)
{
    double curve[LINE_POINTS], weight[LINE_POINTS];
    take_line();
    for (size_t i = 0; i < LINE_POINTS; i++) {
        curve[i] = line_y[i] + (i % 2 ? 1.0 : -1.0);
        weight[i] = 0.1345;
    }
    const struct es_solver solver = {.task = &task, .n = LINE_POINTS, .curve = curve};
    struct es_robust robust = {.loss = ES_LOSS_HUBER, .scale = 0.1, .weight = weight};
    ck_assert_double_nan(es_robust_variance(&solver, &robust, LINE_POINTS, 2));
    robust.scale = 1.0;
    ck_assert(es_robust_variance(&solver, &robust, LINE_POINTS, 2) > 0.0);
}
END_TEST

/* -- what is refused
 * ----------------------------------------------------------------------- */

static void refused(enum es_status status, const char *part)
{
    ck_assert_int_eq(es_regress(&task, NULL, &answer, arena, &err), status);
    ck_assert_msg(strstr(err.message, part) != NULL, "%s", err.message);
}

START_TEST(what_cannot_be_solved_is_refused_with_the_reason)
{
    double wrong[LINE_POINTS];
    take_line();
    task.n = 1;
    refused(ES_ERR_DATA, "1 observations cannot tell 2 parameters");
    take_line();
    memcpy(wrong, line_y, sizeof wrong);
    wrong[2] = NAN;
    task.y = wrong;
    refused(ES_ERR_DATA, "observation 3 is nan");
    take_line();
    wrong[2] = -1.0;
    task.weight = wrong;
    refused(ES_ERR_DATA, "observation 3 is 3.7 with weight -1");
    take_line();
    line_unknown[1].lower = 1.5;
    refused(ES_ERR_ARGUMENT, "b starts at 1; it must be between 1.5 and inf");
    take_line();
    line_unknown[1].upper = -INFINITY;
    refused(ES_ERR_ARGUMENT, "b has no domain");
}
END_TEST

START_TEST(as_many_observations_as_parameters_leave_no_variance)
{
    take_line();
    task.n = 2;
    const struct line two = {2, line_x};
    task.context = &two;
    regress(NULL);
    ck_assert(answer.converged);
    near(answer.estimate[1].value, 0.3);
    ck_assert_double_nan(answer.residual_sd);
    ck_assert_double_nan(answer.estimate[1].std_error);
    ck_assert_double_nan(answer.aic);
    ck_assert_double_nan(answer.bic);
    ck_assert_double_nan(answer.log_likelihood);
    ck_assert(!answer.estimate[0].determined && !answer.estimate[1].determined);
    says("The curve goes through the points, and nothing is left to judge it by.");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("regression");
    TCase *tests = tcase_create("regression");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_straight_line_is_its_closed_form);
    tcase_add_test(tests, the_profile_interval_of_a_linear_parameter_is_its_t_interval);
    tcase_add_test(tests, likelihood_and_criteria_count_the_variance_as_r_does);
    tcase_add_test(tests, a_known_sd_replaces_the_residuals_and_leaves_the_count);
    tcase_add_test(tests, a_weight_of_two_is_an_observation_made_twice);
    tcase_add_test(tests, a_weight_of_zero_hides_a_value_that_is_not_finite);
    tcase_add_test(tests, a_fixed_parameter_stays_and_is_not_counted);
    tcase_add_test(tests, a_prior_is_ridge_regression);
    tcase_add_test(tests, robust_losses_find_the_roots_of_their_equations);
    tcase_add_test(tests, the_standard_error_of_hubers_location_is_hubers);
    tcase_add_test(tests, exact_data_give_their_parameters_back_without_a_start);
    tcase_add_test(tests, a_scale_column_multiplies_the_curve);
    tcase_add_test(tests, an_exponential_does_not_determine_the_ceiling_of_a_logistic);
    tcase_add_test(tests, a_step_between_two_points_does_not_determine_the_rate);
    tcase_add_test(tests, equal_values_determine_no_curve);
    tcase_add_test(tests, repeated_times_are_as_good_as_any);
    tcase_add_test(tests, a_parameter_at_the_end_of_its_domain_is_told);
    tcase_add_test(tests, series_share_what_they_are_told_to);
    tcase_add_test(tests, one_series_alone_is_a_set_too);
    tcase_add_test(tests, all_distinct_optima_are_kept_best_first);
    tcase_add_test(tests, a_solver_that_is_kept_gives_the_same_bits);
    tcase_add_test(tests, residual_tests_are_their_closed_forms);
    tcase_add_test(tests, normality_is_refused_to_noise_as_often_as_it_says);
    tcase_add_test(tests, normality_needs_eight_observations);
    tcase_add_test(tests, what_cannot_be_solved_is_refused_with_the_reason);
    tcase_add_test(tests, as_many_observations_as_parameters_leave_no_variance);
    tcase_add_test(tests,
                   a_verdict_names_all_that_is_not_determined_in_one_whole_sentence);
    tcase_add_test(tests, names_too_long_for_a_verdict_are_counted);
    tcase_add_test(tests, a_ceiling_without_bounds_is_doubted_as_others_are);
    tcase_add_test(tests,
                   the_parameter_that_is_named_is_the_one_that_the_data_leave_free);
    tcase_add_test(tests, a_profile_is_open_to_the_end_of_the_domain);
    tcase_add_test(tests, a_ridge_is_open_in_all_parameters_that_it_runs_through);
    tcase_add_test(tests, residuals_of_rounding_are_told_and_not_tested);
    tcase_add_test(tests, a_loss_that_bends_every_residual_tells_no_variance);
    tcase_add_test(tests, a_robust_loss_tells_its_scale_and_tests_no_residuals);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

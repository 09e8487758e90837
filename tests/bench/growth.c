/*
 * growth.c: forecasts of simulated growth against what came.
 *
 *   growth [series per cell] [stock|flow] [threads]
 *
 * Cells: logistic, Gompertz, Bass, bi-logistic; additive, multiplicative and
 * autocorrelated noise; 20, 50, 80 % of the ceiling seen. Monthly points go the way of a
 * project's: to the dense engine, its outlook, its verdict and its targets. The levels
 * asked about and their deadlines are drawn without a look at the future: 1.05 to 3 times
 * what was reached, 3 to 36 months ahead. What came true is read off the path that the
 * simulation goes on with, noise included, by the same rule as of a draw.
 *
 * Prints for each cell how many 95 % intervals hold: of the value 12 months ahead, of the
 * ceiling where the verdict is that it is determined, of the date; and the mean interval
 * score (Gneiting and Raftery 2007, doi:10.1198/016214506000001437), in ceilings, of the
 * value 12 months ahead, beside that of a least-squares logistic curve with delta-method
 * prediction intervals. Then, of all cells, how often what had a probability came true.
 * Exit status 1 where a coverage is below 0.89, the mean score is not below the
 * curve's, or a tenth is off by more than 0.05 (three standard errors more are allowed
 * with fewer than 300 series).
 */
#include "essor/date.h"
#include "essor/hash.h"
#include "essor/parallel.h"
#include "essor/regression.h"
#include "project/dense.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum curve { LOGISTIC, GOMPERTZ, BASS, TWO_WAVES, CURVES };
enum noise { ADDITIVE, MULTIPLICATIVE, AUTOCORRELATED, NOISES };
enum { SHARES = 3, CELLS = CURVES * NOISES * SHARES, TENTHS = 10 };
enum { AHEAD = 12, HORIZON = 36, FEWEST = 18, MOST = 400, DRAWS = 1500, SPARE = 2 };
static const char *const curve_names[CURVES] = {"logistic", "gompertz", "bass",
                                                "bi-logistic"};
static const char *const noise_names[NOISES] = {"additive", "multiplicative",
                                                "autocorrelated"};
static const double shares[SHARES] = {0.2, 0.5, 0.8};

#define CEILING 1e6
#define FIRST_SHARE 0.03 /* of the ceiling, where the points begin */
#define ADDED_SD 0.01    /* of the ceiling */
#define FACTOR_SD 0.04   /* of the logarithm */
#define KEEP 0.8         /* autocorrelation of a month */
#define LEAST 1e-3       /* of the ceiling: no point is lower */
#define LEAST_COVERAGE 0.89
#define MOST_OFF 0.05

/* What became of one series. */
struct outcome {
    bool solved, inside, curve_inside, determined, ceiling_inside, date_inside;
    bool curve_found, came;
    double score, curve_score; /* in ceilings */
    double p;
};

struct study {
    size_t n; /* series of a cell */
    enum es_nature nature;
    struct outcome *outcome; /* [CELLS][n] */
};

/* One wave or two. */
struct truth {
    const struct es_model *model[2];
    double theta[2][ES_MODEL_MAX_PARAMS];
    size_t waves;
};

static double level_at(const struct truth *truth, double t_years)
{
    double sum = 0.0;
    for (size_t k = 0; k < truth->waves; k++) {
        sum += truth->model[k]->value(truth->theta[k], t_years, NULL);
    }
    return sum;
}

static double between(gsl_rng *random, double from, double to)
{
    return from + (to - from) * gsl_rng_uniform(random);
}

static void add_wave(struct truth *truth, const char *model,
                     const struct es_landmarks *landmarks)
{
    truth->model[truth->waves] = es_model_find(model);
    truth->model[truth->waves]->place(landmarks, truth->theta[truth->waves]);
    truth->waves++;
}

/* A curve that takes 3 to 9 years from 10 to 90 %. */
static struct truth draw_truth(enum curve curve, gsl_rng *random)
{
    const double duration = exp(between(random, log(3.0), log(9.0)));
    struct truth truth = {.waves = 0};
    struct es_landmarks wave = {.ceiling = CEILING,
                                .duration_years = duration,
                                .midpoint_years = 10.0,
                                .shape = 1.0,
                                .launch_years =
                                    10.0 - duration * between(random, 0.65, 1.0)};
    if (curve != TWO_WAVES) {
        add_wave(&truth, curve_names[curve], &wave);
        return truth;
    }
    const double first = between(random, 0.3, 0.7);
    wave.ceiling = first * CEILING;
    wave.duration_years = 0.6 * duration;
    add_wave(&truth, "logistic", &wave);
    wave.ceiling = CEILING - wave.ceiling;
    wave.midpoint_years += between(random, 0.4, 1.0) * duration;
    add_wave(&truth, "logistic", &wave);
    return truth;
}

/* When the curve reaches a share of its ceiling; every one of them rises. */
static double time_of(const struct truth *truth, double share)
{
    double low = -100.0, high = 100.0;
    for (int i = 0; i < 60; i++) {
        const double middle = 0.5 * (low + high);
        *(level_at(truth, middle) < share * CEILING ? &low : &high) = middle;
    }
    return high;
}

/* The path in months: the last point seen lies at the share, n - 1 of them before. */
struct path {
    size_t n, all;
    int first_month;
    double y[MOST + HORIZON + SPARE]; /* level at the end of the month, or pace */
};

static double noisy(double level, enum noise noise, gsl_rng *random, double *memory)
{
    const double z = gsl_ran_gaussian(random, 1.0);
    *memory = KEEP * *memory + sqrt(1.0 - KEEP * KEEP) * z;
    const double y = noise == ADDITIVE         ? level + ADDED_SD * CEILING * z
                     : noise == MULTIPLICATIVE ? level * exp(FACTOR_SD * z)
                                               : level * exp(FACTOR_SD * *memory);
    return fmax(y, LEAST * CEILING);
}

static void draw_path(const struct truth *truth, enum noise noise, double share,
                      gsl_rng *random, struct path *path)
{
    const double now = time_of(truth, share), first = time_of(truth, FIRST_SHARE);
    double memory = gsl_ran_gaussian(random, 1.0);
    path->n = (size_t)fmin(fmax(12.0 * (now - first), FEWEST), MOST);
    path->all = path->n + HORIZON + SPARE;
    path->first_month = es_month_of_day(es_day(2024, 12, 1)) - (int)path->n + 1;
    for (size_t i = 0; i < path->all; i++) {
        const double t = now + ((double)i - (double)path->n + 1.0) / 12.0;
        path->y[i] = noisy(level_at(truth, t), noise, random, &memory);
    }
}

static int month_end(const struct path *path, size_t i)
{
    return es_month_first_day(path->first_month + (int)i + 1) - 1;
}

/* The figures that the months seen make. A pace is one of equal months. */
static void observe(const struct path *path, enum es_nature nature,
                    struct es_observation seen[])
{
    for (size_t i = 0; i < path->n; i++) {
        const bool stock = nature == ES_STOCK_SERIES;
        seen[i] = (struct es_observation){
            .measure = stock ? ES_LEVEL : ES_PER_YEAR,
            .to_day = month_end(path, i),
            .from_day = stock ? month_end(path, i)
                              : es_month_first_day(path->first_month + (int)i),
            .centre = path->y[i],
            .sd_log = 0.01,
            .figure = i,
        };
    }
}

/* What came, as an outlook of one draw over the months of another. */
static struct es_outlook what_came(const struct es_outlook *like, const struct path *path,
                                   double cumulated[])
{
    struct es_outlook one = *like;
    one.draws = 1;
    one.cumulated = cumulated;
    one.point = NULL;
    double sum = 0.0;
    for (size_t i = 0; i <= one.months; i++) {
        /* a level at the start of a month is that at the end of the month before */
        const size_t at = i == 0 ? 0 : i - 1;
        sum += i == 0 ? 0.0 : path->y[at] / 12.0;
        cumulated[i] = one.nature == ES_STOCK_SERIES ? path->y[at] : sum;
    }
    return one;
}

static double interval_score(double low, double high, double y)
{
    return (high - low + 40.0 * fmax(low - y, 0.0) + 40.0 * fmax(y - high, 0.0)) /
           CEILING;
}

/* The least-squares logistic curve through the points, and where it expects the point 12
 * months ahead. */
static void ask_curve(const struct path *path, struct es_arena *arena,
                      struct outcome *outcome)
{
    const struct es_model *model = es_model_find("logistic");
    const struct es_regression_options options = {.level = 0.95};
    double t[MOST], grad[ES_MODEL_MAX_PARAMS], theta[ES_MODEL_MAX_PARAMS];
    struct es_points points = {.n = path->n, .t = t, .y = path->y};
    struct es_task task;
    struct es_unknown *unknown;
    struct es_regression fit;
    for (size_t i = 0; i < path->n; i++) {
        t[i] = (double)i / 12.0;
    }
    if (es_task_of_model(model, &points, &task, &unknown, arena, NULL) != ES_OK ||
        es_regress(&task, &options, &fit, arena, NULL) != ES_OK || !fit.converged) {
        return;
    }
    for (size_t k = 0; k < fit.params; k++) {
        theta[k] = fit.estimate[k].value;
    }
    const double when = ((double)path->n - 1.0 + AHEAD) / 12.0;
    const double middle = model->value(theta, when, grad);
    double variance = fit.residual_sd * fit.residual_sd;
    for (size_t i = 0; i < fit.params; i++) {
        for (size_t k = 0; k < fit.params; k++) {
            variance += grad[i] * fit.covariance[i * fit.params + k] * grad[k];
        }
    }
    const double half =
        gsl_cdf_tdist_Pinv(0.975, (double)(fit.n - fit.p)) * sqrt(variance);
    const double y = path->y[path->n - 1 + AHEAD];
    outcome->curve_found = isfinite(half);
    outcome->curve_inside = fabs(y - middle) <= half;
    outcome->curve_score = interval_score(middle - half, middle + half, y);
}

static void ask_value(const struct es_solution *solution, const struct path *path,
                      struct outcome *outcome)
{
    const struct es_dense_forecast *forecast = &solution->dense->forecast;
    const double scale = solution->problem.nature == ES_STOCK_SERIES ? 1.0 : 12.0;
    const double low = scale * es_dense_quantile(forecast, AHEAD - 1, 0.025);
    const double high = scale * es_dense_quantile(forecast, AHEAD - 1, 0.975);
    const double y = path->y[path->n - 1 + AHEAD];
    outcome->inside = y >= low && y <= high;
    outcome->score = interval_score(low, high, y);
}

static void ask_ceiling(const struct es_solution *solution, struct outcome *outcome)
{
    const struct es_verdict *verdict = &solution->verdict;
    outcome->determined = verdict->ceiling_determined;
    outcome->ceiling_inside =
        verdict->ceiling_q025 <= CEILING && CEILING <= verdict->ceiling_q975;
}

static void ask_target(const struct es_solution *solution, const struct path *path,
                       gsl_rng *random, struct es_arena *arena, struct outcome *outcome)
{
    static const double ends[] = {0.025, 0.975};
    const struct es_outlook *outlook = &solution->fit.outlook;
    const enum es_per per =
        outlook->nature == ES_STOCK_SERIES ? ES_PER_NONE : ES_EACH_YEAR;
    double *days = es_arena_array(arena, outlook->draws, sizeof *days);
    double *cumulated = es_arena_array(arena, outlook->months + 1, sizeof *cumulated);
    const double *y = path->y + path->n - 3;
    const double now = (y[0] + y[1] + y[2]) / 3.0;
    const double level = now * exp(between(random, log(1.05), log(3.0)));
    const double deadline = es_month_first_day(path->first_month + (int)path->n + 3 +
                                               (int)gsl_rng_uniform_int(random, 34));
    const struct es_outlook came = what_came(outlook, path, cumulated);
    double when, q[2], by = 0.0;
    const struct es_target target = {.level = level, .per = per};
    es_target_crossings(&came, &target, &when);
    es_target_crossings(outlook, &target, days);
    for (size_t d = 0; d < outlook->draws; d++) {
        by += days[d] < deadline;
    }
    es_quantiles(days, outlook->draws, ends, 2, q);
    outcome->p = by / (double)outlook->draws;
    outcome->came = when < deadline;
    outcome->date_inside = when >= q[0] && when <= q[1];
}

static void ask_all(const struct study *study, const struct path *path, uint64_t seed,
                    gsl_rng *random, struct outcome *outcome)
{
    struct es_observation seen[MOST];
    struct es_series series = {
        .id = "simulated", .nature = study->nature, .ceiling = NAN, .limit = INFINITY};
    struct es_solution solution = {.series = &series};
    struct es_error err;
    observe(path, study->nature, seen);
    solution.problem = (struct es_sparse_problem){
        .name = series.id,
        .nature = study->nature,
        .observation = seen,
        .n = path->n,
        .as_of_day = month_end(path, path->n - 1),
        .horizon_day = month_end(path, path->n - 1 + HORIZON),
        .ceiling = NAN,
        .limit = INFINITY,
        .seed = seed,
    };
    if (es_arena_open(&solution.arena, NULL) != ES_OK) {
        abort();
    }
    solution.dense = es_arena_array(solution.arena, 1, sizeof *solution.dense);
    outcome->solved = es_dense_grid_make(&solution.problem, &solution.dense->grid,
                                         solution.arena, &err) == ES_OK &&
                      es_dense_solve(&solution, DRAWS, &err) == ES_OK &&
                      es_dense_judge(&solution, &err) == ES_OK;
    if (outcome->solved) {
        ask_value(&solution, path, outcome);
        ask_ceiling(&solution, outcome);
        ask_target(&solution, path, random, solution.arena, outcome);
        ask_curve(path, solution.arena, outcome);
    } else {
        (void)fprintf(stderr, "%s\n", err.message);
    }
    es_arena_close(solution.arena);
}

static void one_series(void *context, size_t i)
{
    struct study *study = context;
    const size_t cell = i / study->n;
    const enum curve curve = (enum curve)(cell / (NOISES * SHARES));
    const enum noise noise = (enum noise)(cell / SHARES % NOISES);
    const uint64_t seed = es_seed(curve_names[curve], 104729 * i + 17);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    struct path path;
    if (random == NULL) {
        abort();
    }
    gsl_rng_set(random, (unsigned long)(seed & 0xffffffffUL));
    struct truth truth = draw_truth(curve, random);
    draw_path(&truth, noise, shares[cell % SHARES], random, &path);
    ask_all(study, &path, seed, random, &study->outcome[i]);
    gsl_rng_free(random);
}

/* Shares and means of a cell. */
struct tally {
    double n, inside, determined, ceiling, date, score;
    double curves, curve_inside, curve_score, score_beside;
};

static struct tally tally_of(const struct outcome outcome[], size_t n)
{
    struct tally sum = {.n = 0.0};
    for (size_t i = 0; i < n; i++) {
        const struct outcome *one = &outcome[i];
        if (!one->solved) {
            continue;
        }
        sum.n += 1.0;
        sum.inside += one->inside;
        sum.determined += one->determined;
        sum.ceiling += one->determined && one->ceiling_inside;
        sum.date += one->date_inside;
        sum.score += one->score;
        sum.curves += one->curve_found;
        sum.curve_inside += one->curve_found && one->curve_inside;
        sum.curve_score += one->curve_found ? one->curve_score : 0.0;
        sum.score_beside += one->curve_found ? one->score : 0.0;
    }
    return sum;
}

/* Whether a share of n is below what is asked, for more than chance. */
static bool falls_short(double hits, double n, size_t per_cell)
{
    const double slack = per_cell >= 300 ? 0.0 : 3.0 * sqrt(0.95 * 0.05 / fmax(n, 1.0));
    return n > 0.0 && hits / n < LEAST_COVERAGE - slack;
}

static void put_share(double hits, double n, bool short_of)
{
    if (n > 0.0) {
        (void)printf("  %6.3f%c", hits / n, short_of ? '*' : ' ');
    } else {
        (void)printf("  %6s ", "-");
    }
}

static int print_cells(const struct study *study)
{
    int failures = 0;
    double score = 0.0, curve_score = 0.0;
    (void)printf("%-12s %-15s %4s  %7s %7s %7s %7s  %8s %8s %8s %7s\n", "curve", "noise",
                 "seen", "value", "ceiling", "(of)", "date", "score", "beside", "curve",
                 "inside");
    for (size_t c = 0; c < CELLS; c++) {
        const struct tally sum = tally_of(study->outcome + c * study->n, study->n);
        const bool bad[] = {falls_short(sum.inside, sum.n, study->n),
                            falls_short(sum.ceiling, sum.determined, study->n),
                            falls_short(sum.date, sum.n, study->n)};
        (void)printf("%-12s %-15s %3.0f%%", curve_names[c / (NOISES * SHARES)],
                     noise_names[c / SHARES % NOISES], 100.0 * shares[c % SHARES]);
        put_share(sum.inside, sum.n, bad[0]);
        put_share(sum.ceiling, sum.determined, bad[1]);
        (void)printf(" %6.0f ", sum.determined);
        put_share(sum.date, sum.n, bad[2]);
        (void)printf("  %8.4f %8.4f %8.4f %7.3f\n", sum.score / sum.n,
                     sum.score_beside / sum.curves, sum.curve_score / sum.curves,
                     sum.curve_inside / sum.curves);
        failures += bad[0] + bad[1] + bad[2];
        score += sum.score_beside / sum.curves / CELLS;
        curve_score += sum.curve_score / sum.curves / CELLS;
    }
    (void)printf(
        "mean interval score over the cells: %.4f, of the least-squares logistic "
        "%.4f\n",
        score, curve_score);
    return failures + (score < curve_score ? 0 : 1);
}

static int print_reliability(const struct study *study)
{
    double n[TENTHS] = {0.0}, said[TENTHS] = {0.0}, came[TENTHS] = {0.0};
    int failures = 0;
    for (size_t i = 0; i < CELLS * study->n; i++) {
        const struct outcome *one = &study->outcome[i];
        const int k = (int)fmin(10.0 * one->p, TENTHS - 1);
        n[k] += one->solved;
        said[k] += one->solved ? one->p : 0.0;
        came[k] += one->solved && one->came;
    }
    (void)printf("P(by the deadline)  series   said   came\n");
    for (int k = 0; k < TENTHS; k++) {
        const double off = fabs(came[k] - said[k]) / n[k];
        const double slack = study->n >= 300 ? 0.0 : 3.0 * sqrt(0.25 / fmax(n[k], 1.0));
        const bool bad = off > MOST_OFF + slack;
        (void)printf("%.1f to %.1f          %7.0f  %.3f  %.3f%c\n", k / 10.0,
                     (k + 1) / 10.0, n[k], said[k] / n[k], came[k] / n[k],
                     bad ? '*' : ' ');
        failures += bad;
    }
    return failures;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    struct study study = {
        .n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 300,
        .nature =
            argc > 2 && strcmp(argv[2], "flow") == 0 ? ES_FLOW_SERIES : ES_STOCK_SERIES,
    };
    const size_t jobs = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 0;
    study.outcome = calloc(CELLS * study.n, sizeof study.outcome[0]);
    if (study.n == 0 || study.outcome == NULL) {
        (void)fprintf(stderr, "growth [series per cell] [stock|flow] [threads]\n");
        return 2;
    }
    es_parallel_for(CELLS * study.n, jobs, one_series, &study);
    const int failures = print_cells(&study) + print_reliability(&study);
    free(study.outcome);
    return failures == 0 ? 0 : 1;
}

/*
 * calibration.c: simulation-based calibration of the sparse engine (Talts et al. 2018,
 * arXiv:1804.06788).
 *
 *   calibration [data sets per family] [family] [flow|stock] [break|strike]
 *
 * Draws parameters from the prior, a path day by day, and 5 to 12 figures of mixed kinds
 * from it; fits them; ranks the true ceiling, target date and end value among the draws.
 * If the engine is right the ranks are uniform. The generator shares nothing with the
 * engine but the curves, the prior and the size of the discrepancy: it integrates day by
 * day. With a break, what was published before July 2023 counts by another definition, of
 * which is only known that its factor is log-normal with an sd of 0.4; with a strike,
 * four fifths of three weeks of October 2023 are missing. Exit status 1 if a chi-square
 * test over 20 bins fails at 1 % after Holm's correction, or an 80 % interval covers
 * outside 0.78 to 0.82 (three standard errors wider with fewer than 2,000 data sets).
 */
#include "core/latent.h"
#include "essor/date.h"
#include "essor/hash.h"
#include "essor/parallel.h"
#include "essor/sparse.h"
#include "essor/target.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CEILING, DATE, END_VALUE, QUANTITIES };
enum { BINS = 20, RANKED = 99, MOST_FIGURES = 12, FIRST_YEAR = 2022, DAYS = 2100 };
static const char *const quantity_names[QUANTITIES] = {"ceiling", "target date",
                                                       "end value"};

/* Typical ceiling, target and discrepancy of the simulated series. */
#define TYPICAL_CEILING 100.0
#define TARGET 80.0
#define LEAST_FIGURE 1e-9

#define BREAK_SD_LOG 0.4
#define STRIKE_LEFT 0.2

struct design {
    const struct es_model *model;
    enum es_nature nature;
    bool discrepancy, breaks, strikes;
    struct es_prior prior;
    size_t n;
    int *rank;    /* [n][QUANTITIES]; -1: no fit */
    char *inside; /* [n][QUANTITIES] */
};

static struct es_prior prior_of(enum es_nature nature)
{
    const bool flow = nature == ES_FLOW_SERIES;
    const double newest = es_years_of_day(es_day(2024, 9, 1));
    return (struct es_prior){
        .mean = {log(TYPICAL_CEILING), log(flow ? 4.0 : 8.0), newest + (flow ? 0.3 : 1.8),
                 0.0},
        .sd = {0.7, 0.5, flow ? 1.5 : 2.5, 0.7},
    };
}

/* The truth: parameters, and what was gained day by day. */
struct truth {
    double params[ES_SPARSE_PARAMS];
    double until[DAYS + 1]; /* cumulated at the start of each day */
};

static bool draw_curve(const struct design *design, gsl_rng *random, struct truth *truth,
                       double theta[])
{
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        truth->params[k] =
            design->prior.mean[k] + gsl_ran_gaussian(random, design->prior.sd[k]);
    }
    const struct es_landmarks landmarks = {
        .ceiling = exp(truth->params[ES_LN_CEILING]),
        .duration_years = exp(truth->params[ES_LN_DURATION]),
        .midpoint_years = truth->params[ES_MIDPOINT],
        .shape = design->model->has_shape ? exp(truth->params[ES_LN_SHAPE]) : 1.0,
        .launch_years = es_years_of_day(es_day(FIRST_YEAR, 1, 1)),
    };
    design->model->place(&landmarks, theta);
    return es_model_accepts(design->model, theta);
}

static bool on_strike(int day)
{
    return day >= es_day(2023, 10, 10) && day < es_day(2023, 10, 31);
}

static void draw_path(const struct design *design, double sd, double length_years,
                      gsl_rng *random, const double theta[], struct truth *truth)
{
    const double keep = exp(-1.0 / 365.25 / length_years);
    const int first = es_day(FIRST_YEAR, 1, 1);
    const bool stock = design->nature == ES_STOCK_SERIES;
    double w = gsl_ran_gaussian(random, sd);
    double before = design->model->value(theta, es_years_of_day(first), NULL);
    /* A stock starts from nothing at its launch and keeps its ceiling. */
    const double ceiling = exp(truth->params[ES_LN_CEILING]);
    const double stretch = stock ? ceiling / (ceiling - before) : 1.0;
    truth->until[0] = 0.0;
    for (int day = 0; day < DAYS; day++) {
        const double after =
            design->model->value(theta, es_years_of_day(first + day + 1), NULL);
        const double gain =
            stock ? stretch * (after - before) : 0.5 * (before + after) / 365.25;
        const double left = design->strikes && on_strike(first + day) ? STRIKE_LEFT : 1.0;
        truth->until[day + 1] = truth->until[day] + left * gain * exp(w);
        before = after;
        w = keep * w + gsl_ran_gaussian(random, sd * sqrt(1.0 - keep * keep));
    }
}

static double gained(const struct truth *truth, int from_day, int to_day)
{
    const int first = es_day(FIRST_YEAR, 1, 1);
    return truth->until[to_day + 1 - first] - truth->until[from_day - first];
}

static int month_start(int month)
{
    return es_month_first_day(es_month_of_day(es_day(FIRST_YEAR, 1, 1)) + month);
}

/* A window and a measure, at random; months 1 to 31 lie before the as-of date. */
static struct es_observation draw_window(const struct design *design, gsl_rng *random)
{
    const int month = 12 + (int)gsl_rng_uniform_int(random, 20);
    const int kind = (int)gsl_rng_uniform_int(random, 4);
    const int length = kind == 2 ? 3 + (int)gsl_rng_uniform_int(random, 9) : 1;
    struct es_observation seen = {
        .from_day = month_start(month - length + 1),
        .to_day = month_start(month + 1) - 1,
        .sd_log = gsl_rng_uniform_int(random, 5) == 0 ? 0.06 : 0.03,
    };
    if (design->nature == ES_STOCK_SERIES) {
        seen.measure = kind == 2 ? ES_PER_MONTH : ES_LEVEL;
        seen.from_day = kind == 2 ? seen.from_day : seen.to_day;
        return seen;
    }
    static const enum es_measure measures[] = {ES_PER_MONTH, ES_PER_YEAR, ES_SUM,
                                               ES_RATIO};
    seen.measure = measures[kind];
    seen.ref_from_day = month_start(month - 12);
    seen.ref_to_day = month_start(month - 11) - 1;
    return seen;
}

/* The share of a window that lies before the break. */
static double before_break(int from_day, int to_day)
{
    const double days = es_day(2023, 7, 1) - from_day;
    return fmin(fmax(days / (to_day + 1 - from_day), 0.0), 1.0);
}

/* What is gained in a window, as it was counted then. */
static double counted(const struct truth *truth, int from_day, int to_day, double factor)
{
    const int day = es_day(2023, 7, 1);
    const int from = from_day > day ? from_day : day,
              to = to_day < day ? to_day : day - 1;
    const double old = to >= from_day ? gained(truth, from_day, to) : 0.0;
    return old / factor + (from <= to_day ? gained(truth, from, to_day) : 0.0);
}

/* How the published value moves with ln factor, less what the true one does. */
static double exposure(const struct es_observation *seen)
{
    const int from = seen->measure == ES_LEVEL ? seen->to_day : seen->from_day;
    return before_break(from, seen->to_day) -
           (seen->measure == ES_RATIO ? before_break(seen->ref_from_day, seen->ref_to_day)
                                      : 0.0);
}

static double true_value(const struct truth *truth, const struct es_observation *seen,
                         double factor)
{
    const double months = es_months_in_window(seen->from_day, seen->to_day);
    const int first = es_day(FIRST_YEAR, 1, 1);
    const double gain = counted(truth, seen->from_day, seen->to_day, factor);
    switch (seen->measure) {
    case ES_LEVEL:
        return 0.5 *
               (truth->until[seen->to_day - first] +
                truth->until[seen->to_day + 1 - first]) /
               (exposure(seen) > 0.0 ? factor : 1.0);
    case ES_SUM:
        return gain;
    case ES_PER_MONTH:
        return gain / months;
    case ES_PER_YEAR:
        return gain / months * 12.0;
    default:
        return gain / counted(truth, seen->ref_from_day, seen->ref_to_day, factor);
    }
}

/* The figures of a path; false if one of them is nothing, or less than anybody prints:
 * data sets may be refused by what they show, but not by the truth behind. */
static bool draw_figures(const struct design *design, const struct truth *truth,
                         const struct es_observation windows[], size_t n, gsl_rng *random,
                         struct es_observation seen[])
{
    const double factor =
        design->breaks ? exp(gsl_ran_gaussian(random, BREAK_SD_LOG)) : 1.0;
    for (size_t j = 0; j < n; j++) {
        seen[j] = windows[j];
        seen[j].centre = true_value(truth, &seen[j], factor);
        seen[j].centre *= exp(gsl_ran_gaussian(random, seen[j].sd_log));
        if (!(seen[j].centre > LEAST_FIGURE && seen[j].centre < 1.0 / LEAST_FIGURE)) {
            return false;
        }
    }
    return true;
}

/* The truth as an outlook of one draw. */
static struct es_outlook true_outlook(const struct es_outlook *like,
                                      const struct truth *truth, double cumulated[])
{
    struct es_outlook one = *like;
    one.draws = 1;
    one.cumulated = cumulated;
    for (size_t i = 0; i <= one.months; i++) {
        cumulated[i] = truth->until[es_month_first_day(one.first_month + (int)i) -
                                    es_day(FIRST_YEAR, 1, 1)];
    }
    return one;
}

/* Rank among RANKED draws taken at even steps, ties at random, and the 80 % interval. */
static void record(const struct design *design, size_t i, int quantity,
                   const double draws[], size_t n, double truth, gsl_rng *random)
{
    int below = 0, ties = 0;
    for (size_t k = 0; k < RANKED; k++) {
        const double draw = draws[k * n / RANKED];
        below += draw < truth ? 1 : 0;
        ties += draw == truth || (isinf(draw) && isinf(truth)) ? 1 : 0;
    }
    below += ties > 0 ? (int)gsl_rng_uniform_int(random, (unsigned long)ties + 1) : 0;
    design->rank[i * QUANTITIES + (size_t)quantity] = below;
    /* Among 99 draws the central 80 % are the ranks 10 to 89. */
    design->inside[i * QUANTITIES + (size_t)quantity] = below >= 10 && below < 90;
}

static struct es_sparse_problem problem_of(const struct design *design,
                                           const struct es_observation seen[], size_t n,
                                           uint64_t seed)
{
    return (struct es_sparse_problem){
        .name = "simulated",
        .nature = design->nature,
        .observation = seen,
        .n = n,
        .launch_day = es_day(FIRST_YEAR, 1, 1),
        .as_of_day = es_day(2024, 9, 1),
        .horizon_day = es_day(2027, 8, 31),
        .ceiling = NAN,
        .limit = INFINITY,
        .prior = design->prior,
        .model = design->model->name,
        .seed = seed,
        .draws_per_family = 400,
    };
}

static void rank_truth(const struct design *design, size_t i, struct es_sparse_fit *fit,
                       const struct truth *truth, gsl_rng *random, struct es_arena *arena)
{
    const struct es_outlook *outlook = &fit->outlook;
    const size_t n = outlook->draws;
    double *values = es_arena_array(arena, n, sizeof *values);
    double *path = es_arena_array(arena, outlook->months + 1, sizeof *path);
    const struct es_outlook one = true_outlook(outlook, truth, path);
    const struct es_target target = {
        .level = TARGET,
        .per = design->nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE};

    for (size_t d = 0; d < n; d++) {
        values[d] = fit->family[0].draw[d][ES_LN_CEILING];
    }
    record(design, i, CEILING, values, n, truth->params[ES_LN_CEILING], random);

    double date;
    es_target_crossings(&one, &target, &date);
    es_target_crossings(outlook, &target, values);
    record(design, i, DATE, values, n, date, random);

    for (size_t d = 0; d < n; d++) {
        values[d] = es_outlook_shown(outlook, d, outlook->months - 1);
    }
    record(design, i, END_VALUE, values, n, es_outlook_shown(&one, 0, one.months - 1),
           random);
}

static void one_data_set(void *context, size_t i)
{
    struct design *design = context;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    struct truth *truth = calloc(1, sizeof *truth);
    struct es_arena *arena = NULL;
    if (random == NULL || truth == NULL || es_arena_open(&arena, NULL) != ES_OK) {
        abort();
    }
    const uint64_t seed = es_seed(design->model->name, 7919 * i + design->nature);
    gsl_rng_set(random, (unsigned long)(seed & 0xffffffffUL));

    struct es_observation windows[MOST_FIGURES], seen[MOST_FIGURES];
    const size_t n = 5 + gsl_rng_uniform_int(random, 8);
    double common[MOST_FIGURES];
    for (size_t j = 0; j < n; j++) {
        windows[j] = draw_window(design, random);
        common[j] = BREAK_SD_LOG * exposure(&windows[j]);
        windows[j].common = design->breaks ? &common[j] : NULL;
    }
    /* The discrepancy is the engine's own; none when the curves alone are asked for. */
    for (size_t j = 0; j < n; j++) {
        seen[j] = windows[j];
        seen[j].centre = 1.0;
    }
    struct es_sparse_problem problem = problem_of(design, seen, n, seed);
    const struct es_gap strike = {es_day(2023, 10, 10), es_day(2023, 10, 31),
                                  STRIKE_LEFT};
    problem.commons = design->breaks;
    problem.gap = &strike;
    problem.gaps = design->strikes;
    struct es_latent *latent;
    struct es_sparse_fit fit;
    double theta[ES_MODEL_MAX_PARAMS];
    bool drawn = es_latent_open(&problem, &latent, arena, NULL) == ES_OK;
    const double sd = design->discrepancy ? latent->sd : 0.0;
    do {
        if (draw_curve(design, random, truth, theta)) {
            draw_path(design, sd, latent->length_years, random, theta, truth);
            drawn = draw_figures(design, truth, windows, n, random, seen);
        } else {
            drawn = false;
        }
    } while (!drawn);
    struct es_error err;
    if (es_sparse_fit(&problem, &fit, arena, &err) == ES_OK) {
        rank_truth(design, i, &fit, truth, random, arena);
    } else {
        (void)fprintf(stderr, "data set %zu: %s\n", i, err.message);
        design->rank[i * QUANTITIES] = -1;
    }
    es_arena_close(arena);
    free(truth);
    gsl_rng_free(random);
}

struct outcome {
    const struct design *design;
    int quantity;
    double p;
    double coverage;
    size_t fitted;
};

static struct outcome judge(const struct design *design, int quantity)
{
    double count[BINS] = {0};
    struct outcome outcome = {.design = design, .quantity = quantity};
    for (size_t i = 0; i < design->n; i++) {
        if (design->rank[i * QUANTITIES] < 0) {
            continue;
        }
        const int rank = design->rank[i * QUANTITIES + (size_t)quantity];
        count[rank * BINS / (RANKED + 1)] += 1.0;
        outcome.coverage += design->inside[i * QUANTITIES + (size_t)quantity];
        outcome.fitted++;
    }
    const double expected = (double)outcome.fitted / BINS;
    double chi_square = 0.0;
    for (int b = 0; b < BINS; b++) {
        chi_square += (count[b] - expected) * (count[b] - expected) / expected;
        if (getenv("ESSOR_SHOW_BINS") != NULL) {
            (void)printf("%4.0f", count[b]);
        }
    }
    outcome.p = gsl_cdf_chisq_Q(chi_square, BINS - 1);
    outcome.coverage /= (double)outcome.fitted;
    return outcome;
}

static int by_p(const void *left, const void *right)
{
    const struct outcome *a = left, *b = right;
    return (a->p > b->p) - (a->p < b->p);
}

/* Runs one family and nature, and adds its outcomes. */
static size_t run(struct design *design, struct outcome outcomes[])
{
    design->prior = prior_of(design->nature);
    design->rank = calloc(design->n * QUANTITIES, sizeof design->rank[0]);
    design->inside = calloc(design->n * QUANTITIES, sizeof design->inside[0]);
    if (design->rank == NULL || design->inside == NULL) {
        abort();
    }
    es_parallel_for(design->n, 0, one_data_set, design);
    for (int quantity = 0; quantity < QUANTITIES; quantity++) {
        outcomes[quantity] = judge(design, quantity);
        (void)printf(
            "%-22s %-5s %-11s  p %.4f  coverage of 80 %% intervals %.3f  (%zu)\n",
            design->model->name, design->nature == ES_FLOW_SERIES ? "flow" : "stock",
            quantity_names[quantity], outcomes[quantity].p, outcomes[quantity].coverage,
            outcomes[quantity].fitted);
    }
    (void)fflush(stdout);
    free(design->rank);
    free(design->inside);
    return QUANTITIES;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    const size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 2000;
    const char *family = argc > 2 ? argv[2] : "";
    const char *nature = argc > 3 ? argv[3] : "";
    const char *event = argc > 4 ? argv[4] : "";
    const bool discrepancy = getenv("ESSOR_NO_DISCREPANCY") == NULL;
    struct outcome outcomes[ES_FAMILIES * 2 * QUANTITIES];
    static struct design designs[ES_FAMILIES * 2];
    size_t count = 0, used = 0;
    for (size_t f = 0; f < ES_FAMILIES; f++) {
        for (int stock = 0; stock < 2; stock++) {
            const char *name = stock ? "stock" : "flow";
            if ((*family != '\0' && strcmp(family, es_family_names[f]) != 0) ||
                (*nature != '\0' && strcmp(nature, name) != 0)) {
                continue;
            }
            designs[used] = (struct design){
                .model = es_model_find(es_family_names[f]),
                .nature = stock ? ES_STOCK_SERIES : ES_FLOW_SERIES,
                .discrepancy = discrepancy,
                .breaks = strcmp(event, "break") == 0,
                .strikes = strcmp(event, "strike") == 0,
                .n = n,
            };
            count += run(&designs[used++], outcomes + count);
        }
    }
    /* Without a discrepancy the engine is cautious on purpose: only coverage is asked. */
    const double slack = n >= 2000 ? 0.0 : 3.0 * sqrt(0.16 / (double)n);
    qsort(outcomes, count, sizeof outcomes[0], by_p);
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        const double adjusted = outcomes[i].p * (double)(count - i);
        const bool uniform = !discrepancy || adjusted > 0.01;
        const bool covers = discrepancy
                                ? fabs(outcomes[i].coverage - 0.80) <= 0.02 + slack
                                : outcomes[i].coverage >= 0.80 - slack;
        failures += uniform && covers ? 0 : 1;
    }
    (void)printf("%zu of %zu quantities calibrated; smallest p after Holm %.4f\n",
                 count - (size_t)failures, count, outcomes[0].p * (double)count);
    return failures > 0;
}

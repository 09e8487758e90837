/*
 * coherence.c: whether intervals of sectors and of their total still hold what comes,
 * once they are made to add up.
 *
 *   coherence [data sets]
 *
 * Draws four sectors and a rest day by day, whose curves and discrepancies share a part
 * (correlation 0, 0.35 or 0.7), adds them up, and draws figures of the sectors and of the
 * total: of the first sector none for the last year. Fits each by itself as
 * essor does, and makes the draws cohere. For the volumes of the next year and of the two
 * after it: coverage of 80 and 95 % intervals and the mean CRPS of the logarithm, alone
 * and coherent. Exit status 1 if coherence makes the CRPS of the first sector or of all
 * sectors together worse by more than 3 %, or if its 80 % intervals cover less than 0.72
 * or its 95 % ones less than 0.88 (three standard errors less with few data sets) where
 * sectors go together or apart.
 */
#include "essor/cohere.h"
#include "essor/date.h"
#include "essor/hash.h"
#include "essor/parallel.h"
#include "essor/score.h"
#include "essor/sparse.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTORS = 5, MEMBERS = SECTORS + 1, DAYS = 2250, FIGURES = 12, PERIODS = 2 };
enum { DRAWS_OF_FAMILY = 600, FIRST_YEAR = 2022 };
static const double size[SECTORS] = {100.0, 120.0, 20.0, 40.0, 8.0};
static const double correlation[] = {0.0, 0.35, 0.7};
#define DISCREPANCY_SD 0.25
#define DISCREPANCY_YEARS 1.5
#define FIGURE_SD 0.03
#define MOST_WORSE 1.03

/* The truth: cumulated volume at the start of each day, the total last. */
struct truth {
    double until[MEMBERS][DAYS + 1];
};

static int first_day(void)
{
    return es_day(FIRST_YEAR, 1, 1);
}

static int as_of_day(void)
{
    return es_day(FIRST_YEAR + 2, 12, 31);
}

static double gained(const struct truth *truth, size_t s, int from_day, int to_day)
{
    return truth->until[s][to_day + 1 - first_day()] -
           truth->until[s][from_day - first_day()];
}

static struct es_prior prior_of(double ceiling)
{
    return (struct es_prior){.mean = {log(ceiling), log(4.0),
                                      es_years_of_day(es_day(FIRST_YEAR + 3, 4, 1)), 0.0},
                             .sd = {0.7, 0.5, 1.0, 0.7}};
}

static double ceiling_of(size_t s)
{
    double sum = 0.0;
    for (size_t k = 0; k < SECTORS; k++) {
        sum += size[k];
    }
    return s < SECTORS ? size[s] : sum;
}

/* A normal deviate that shares `rho` of its variance with a common one. */
static double deviate(gsl_rng *random, double common, double rho)
{
    return sqrt(rho) * common + sqrt(1.0 - rho) * gsl_ran_ugaussian(random);
}

/* Each sector a logistic curve by the engine's prior, with a discrepancy by day. */
static void draw_truth(double rho, gsl_rng *random, struct truth *truth)
{
    const double keep = exp(-1.0 / 365.25 / DISCREPANCY_YEARS);
    const struct es_model *model = es_model_find("logistic");
    double theta[SECTORS][ES_MODEL_MAX_PARAMS], w[SECTORS], common[4];
    for (int k = 0; k < 4; k++) {
        common[k] = gsl_ran_ugaussian(random);
    }
    for (size_t s = 0; s < SECTORS; s++) {
        const struct es_prior prior = prior_of(size[s]);
        double at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = prior.mean[k] + prior.sd[k] * deviate(random, common[k], rho);
        }
        const struct es_landmarks landmarks = {.ceiling = exp(at[ES_LN_CEILING]),
                                               .duration_years = exp(at[ES_LN_DURATION]),
                                               .midpoint_years = at[ES_MIDPOINT],
                                               .shape = 1.0};
        model->place(&landmarks, theta[s]);
        w[s] = DISCREPANCY_SD * deviate(random, common[3], rho);
    }
    memset(truth, 0, sizeof *truth);
    for (int day = 0; day < DAYS; day++) {
        const double fresh = gsl_ran_ugaussian(random), fade = sqrt(1.0 - keep * keep);
        double *total = truth->until[SECTORS];
        total[day + 1] = total[day];
        for (size_t s = 0; s < SECTORS; s++) {
            const double pace =
                model->value(theta[s], es_years_of_day(first_day() + day + 0.5), NULL);
            const double gain = pace / 365.25 * exp(w[s]);
            truth->until[s][day + 1] = truth->until[s][day] + gain;
            total[day + 1] += gain;
            w[s] = keep * w[s] + DISCREPANCY_SD * fade * deviate(random, fresh, rho);
        }
    }
}

/* Volumes of months or of quarters; the first sector's last ones are a year old. */
static size_t draw_figures(const struct truth *truth, size_t s, gsl_rng *random,
                           struct es_observation figure[])
{
    const size_t n = s == SECTORS ? FIGURES : 3 + gsl_rng_uniform_int(random, 3);
    const int last = s == 0 ? 24 : 36;
    const int start = es_month_of_day(first_day());
    for (size_t j = 0; j < n; j++) {
        const int months = gsl_rng_uniform_int(random, 2) == 0 ? 1 : 3;
        const int end = 8 + (int)gsl_rng_uniform_int(random, (unsigned long)(last - 7));
        figure[j] =
            (struct es_observation){.measure = ES_SUM,
                                    .from_day = es_month_first_day(start + end - months),
                                    .to_day = es_month_first_day(start + end) - 1,
                                    .ref_from_day = ES_NO_DAY,
                                    .ref_to_day = ES_NO_DAY,
                                    .sd_log = FIGURE_SD};
        figure[j].centre = gained(truth, s, figure[j].from_day, figure[j].to_day) *
                           exp(gsl_ran_gaussian(random, FIGURE_SD));
    }
    return n;
}

/* Sums over data sets: [alone, coherent][member][period]. */
struct score {
    double in80, in95, crps;
};
struct card {
    struct score at[2][MEMBERS][PERIODS];
    bool fitted;
};

static void score(const struct es_outlook *outlook, const struct truth *truth, size_t s,
                  struct score at[PERIODS])
{
    double *values = malloc(outlook->draws * sizeof *values);
    for (int p = 0; values != NULL && p < PERIODS; p++) {
        const int year = FIRST_YEAR + 3 + p;
        const struct es_observation window = {.measure = ES_SUM,
                                              .from_day = es_day(year, 1, 1),
                                              .to_day = es_day(year + p, 12, 31)};
        es_outlook_measure_all(outlook, &window, NULL, values);
        const struct es_score got = es_score_draws(
            values, outlook->draws, gained(truth, s, window.from_day, window.to_day));
        at[p] = (struct score){.in80 = got.in80, .in95 = got.in95, .crps = got.crps_log};
    }
    free(values);
}

struct trial {
    double rho;
    struct card *card;
};

static bool fit_all(const struct truth *truth, uint64_t seed, gsl_rng *random,
                    struct es_sparse_fit fit[MEMBERS], struct es_arena *arena)
{
    for (size_t s = 0; s < MEMBERS; s++) {
        struct es_observation *figure = es_arena_array(arena, FIGURES, sizeof *figure);
        struct es_sparse_problem *problem = es_arena_array(arena, 1, sizeof *problem);
        if (figure == NULL || problem == NULL) {
            return false;
        }
        *problem =
            (struct es_sparse_problem){.name = "sector",
                                       .nature = ES_FLOW_SERIES,
                                       .observation = figure,
                                       .n = draw_figures(truth, s, random, figure),
                                       .launch_day = first_day(),
                                       .as_of_day = as_of_day(),
                                       .horizon_day = es_day(FIRST_YEAR + 5, 12, 31),
                                       .ceiling = NAN,
                                       .limit = INFINITY,
                                       .prior = prior_of(ceiling_of(s)),
                                       .model = "logistic",
                                       .seed = es_seed("sector", seed + s),
                                       .draws_per_family = DRAWS_OF_FAMILY,
                                       .jobs = 1};
        if (es_sparse_fit(problem, &fit[s], arena, NULL) != ES_OK) {
            return false;
        }
    }
    return true;
}

static void one_data_set(void *context, size_t i)
{
    struct trial *trial = context;
    struct es_arena *arena = NULL;
    struct es_sparse_fit fit[MEMBERS];
    struct es_outlook *part[SECTORS];
    double limit[MEMBERS];
    struct truth *truth = malloc(sizeof *truth);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (truth == NULL || random == NULL || es_arena_open(&arena, NULL) != ES_OK) {
        abort();
    }
    gsl_rng_set(random, (unsigned long)(7919 * i + (size_t)(100.0 * trial->rho) + 1));
    draw_truth(trial->rho, random, truth);
    if (fit_all(truth, i * MEMBERS, random, fit, arena)) {
        struct card *card = &trial->card[i];
        for (size_t s = 0; s < MEMBERS; s++) {
            score(&fit[s].outlook, truth, s, card->at[0][s]);
            limit[s] = INFINITY;
            if (s < SECTORS) {
                part[s] = &fit[s].outlook;
            }
        }
        const struct es_split split = {.whole = &fit[SECTORS].outlook,
                                       .part = part,
                                       .limit = limit,
                                       .parts = SECTORS,
                                       .jobs = 1};
        card->fitted = es_cohere(&split, NULL, arena, NULL) == ES_OK;
        for (size_t s = 0; s < MEMBERS; s++) {
            score(&fit[s].outlook, truth, s, card->at[1][s]);
        }
    }
    es_arena_close(arena);
    free(truth);
    gsl_rng_free(random);
}

/* Means over data sets and the members from..end-1. */
static struct score mean_of(const struct card card[], size_t n, int coherent, size_t from,
                            size_t end, int period)
{
    struct score mean = {.crps = 0.0};
    double count = 0.0;
    for (size_t i = 0; i < n; i++) {
        for (size_t s = from; s < end && card[i].fitted; s++) {
            const struct score *one = &card[i].at[coherent][s][period];
            mean.in80 += one->in80;
            mean.in95 += one->in95;
            mean.crps += one->crps;
            count += 1.0;
        }
    }
    mean.in80 /= count;
    mean.in95 /= count;
    mean.crps /= count;
    return mean;
}

static int report(const struct card card[], size_t n, double rho)
{
    static const struct {
        const char *name;
        size_t from, end;
        bool asked;
    } rows[] = {{"first sector", 0, 1, true},
                {"all sectors", 0, SECTORS, true},
                {"total", SECTORS, MEMBERS, false}};
    static const char *const periods[PERIODS] = {"next year", "two more"};
    int failures = 0;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        for (int p = 0; p < PERIODS; p++) {
            const struct score a = mean_of(card, n, 0, rows[r].from, rows[r].end, p);
            const struct score b = mean_of(card, n, 1, rows[r].from, rows[r].end, p);
            (void)printf(
                "correlation %.2f  %-12s  %-9s  80 %%: %.3f -> %.3f  95 %%: %.3f "
                "-> %.3f  CRPS of ln: %.3f -> %.3f\n",
                rho, rows[r].name, periods[p], a.in80, b.in80, a.in95, b.in95, a.crps,
                b.crps);
            const double few = 3.0 * sqrt(0.16 / (double)n);
            const bool holds = b.in80 >= 0.72 - few && b.in95 >= 0.88 - few;
            failures += rows[r].asked && !(holds && b.crps <= MOST_WORSE * a.crps);
        }
    }
    (void)fflush(stdout);
    return failures;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    const size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 400;
    int failures = 0;
    for (size_t c = 0; c < sizeof correlation / sizeof correlation[0]; c++) {
        struct trial trial = {.rho = correlation[c],
                              .card = calloc(n, sizeof *trial.card)};
        if (trial.card == NULL) {
            abort();
        }
        es_parallel_for(n, 0, one_data_set, &trial);
        failures += report(trial.card, n, trial.rho);
        free(trial.card);
    }
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/*
 * recovery.c: does a fit from nothing but the observations find the best curve?
 *
 *   recovery [series [family]]
 *
 * Simulates series over all families: 8 to 60 points at uneven times, of which those of a
 * curve with a ceiling show 20 to 95 % of it; errors of 0 to 10 % of the level or of its
 * largest. Each is fitted without a start, and again from the truth. Counts by family
 *
 *   found      the best optimum known, or as good a curve with the word that a parameter
 *              is not determined
 *   open       of these, those with that word
 *   missed     a worse one, or none
 *   false      said to have converged where the gradient is not 0 or the restart from the
 *              truth finds less, by 1e-6 of the sum of squares
 *   quick      converged on the batch path, and how many of them falsely
 *
 * Given a family, it prints each series that was missed. Fails where anything is false,
 * an error is reported for data that have none, or fewer than 99.5 % are found.
 */
#include "essor/parallel.h"
#include "essor/regression.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 8, MOST = 60 };
#define SAME 1e-6
#define FLAT 1e-6   /* a cosine */
#define EXACT 1e-22 /* of the observations' sum of squares: no error left */
#define SEEN 0.2
#define ENOUGH 0.995

struct series {
    const struct es_model *model;
    size_t number, n;
    double t[MOST], y[MOST], theta[ES_MODEL_MAX_PARAMS];
    double noise, square; /* sum of y^2 */
};

struct outcome {
    char *error;
    double rss, known; /* the fit's, and the best known */
    bool found, open, deceived, quick, quick_deceived;
};

struct campaign {
    const struct es_model *model; /* NULL: all in turn */
    size_t families;
    struct outcome *outcome;
};

/* Uniform numbers, the same in every run (Marsaglia (2003), doi:10.18637/jss.v008.i14).
 */
static double uniform(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) * 0x1.0p-53;
}

static double between(double low, double high, uint64_t *state)
{
    return low + (high - low) * uniform(state);
}

static double normal(uint64_t *state)
{
    const double radius = sqrt(-2.0 * log(1.0 - uniform(state)));
    return radius * cos(2.0 * 3.14159265358979 * uniform(state));
}

/* A curve of two to ten years that is seen until it has reached 20 to 95 %. */
static struct es_span place(struct series *series, uint64_t *state)
{
    const struct es_model *model = series->model;
    const double ceiling = between(1e6, 2e6, state), duration = between(2.0, 10.0, state);
    const double launch = 10.0 - duration * between(0.7, 2.5, state);
    model->place(&(struct es_landmarks){.ceiling = ceiling,
                                        .duration_years = duration,
                                        .midpoint_years = 10.0,
                                        .shape = exp(between(-1.5, 1.5, state)),
                                        .launch_years = launch},
                 series->theta);
    const double low = between(0.002, 0.1, state), high = between(0.2, 0.95, state);
    return (struct es_span){model->inverse(series->theta, low * ceiling),
                            model->inverse(series->theta, high * ceiling)};
}

/* A curve of the middle of the cube of candidates. */
static void spread(struct series *series, const struct es_span *span, uint64_t *state)
{
    const struct es_model *model = series->model;
    double u[ES_MODEL_MAX_SPREAD];
    for (size_t k = 0; k < ES_MODEL_MAX_SPREAD; k++) {
        u[k] = between(0.25, 0.75, state);
    }
    es_model_spread(model, span, u, series->theta);
    for (size_t k = 0; k < model->param_count; k++) {
        const enum es_dimension dimension = model->params[k].dimension;
        if (dimension == ES_DIM_LEVEL || dimension == ES_DIM_LEVEL_PER_YEAR) {
            series->theta[k] *= between(50.0, 200.0, state);
        }
    }
}

/* One that reaches a fifth of its ceiling, if it has one, within ten years. */
static struct es_span spread_visibly(struct series *series, uint64_t *state)
{
    const struct es_model *model = series->model;
    const struct es_span span = {0.0, 10.0};
    bool seen;
    do {
        spread(series, &span, state);
        const double end = model->value(series->theta, span.to_years, NULL);
        seen = model->ceiling == ES_NO_PARAM ||
               fabs(end) > SEEN * fabs(series->theta[model->ceiling]);
    } while (!seen);
    return span;
}

static void simulate(struct series *series, const struct es_model *model, size_t number)
{
    uint64_t state = 88172645463325252 + 0x9e3779b97f4a7c15 * (uint64_t)number;
    for (int i = 0; i < 8; i++) { /* neighbouring seeds part */
        (void)uniform(&state);
    }
    *series = (struct series){.model = model, .number = number};
    const struct es_span span =
        model->place != NULL ? place(series, &state) : spread_visibly(series, &state);
    const bool of_level = uniform(&state) < 0.5;
    double largest = 0.0;
    series->n = FEWEST + (size_t)((MOST - FEWEST + 1) * uniform(&state));
    series->noise = fmax(between(-0.01, 0.1, &state), 0.0);
    for (size_t i = 0; i < series->n; i++) {
        series->t[i] = between(span.from_years, span.to_years, &state);
        series->y[i] = model->value(series->theta, series->t[i], NULL);
        largest = fmax(largest, fabs(series->y[i]));
    }
    for (size_t i = 0; i < series->n; i++) {
        const double size = of_level ? series->y[i] : largest;
        series->y[i] += series->noise * size * normal(&state);
        series->square += series->y[i] * series->y[i];
    }
}

/* Less than the best known, by more than rounding. */
static bool worse(const struct series *series, double rss, double known)
{
    return rss > known * (1.0 + SAME) + EXACT * series->square;
}

static enum es_status regress(const struct series *series, const double start[],
                              struct es_regression *answer, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_points *points;
    struct es_task task;
    struct es_unknown *unknown;
    const struct es_regression_options options = {.starts = start != NULL};
    ES_NEW(arena, points, 1, err);
    *points = (struct es_points){.n = series->n, .t = series->t, .y = series->y};
    ES_TRY(es_task_of_model(series->model, points, &task, &unknown, arena, err));
    task.start = start;
    return es_regress(&task, &options, answer, arena, err);
}

static bool says_open(const struct es_regression *answer)
{
    bool open = !answer->ceiling_determined;
    for (size_t k = 0; k < answer->params; k++) {
        open = open || !answer->estimate[k].determined;
    }
    return open;
}

static void judge(const struct series *series, const struct es_regression *answer,
                  const struct es_regression *restart, struct outcome *outcome)
{
    struct es_quick_fit fit;
    es_fit_quickly(series->model,
                   &(struct es_points){.n = series->n, .t = series->t, .y = series->y},
                   &fit);
    outcome->rss = answer->rss;
    outcome->known = restart != NULL ? fmin(answer->rss, restart->rss) : answer->rss;
    outcome->known = fit.converged ? fmin(outcome->known, fit.rss) : outcome->known;
    outcome->open = says_open(answer);
    const bool missed = worse(series, answer->rss, outcome->known);
    const bool steep =
        answer->health.gradient > FLAT && answer->rss > EXACT * series->square;
    outcome->found = !missed && (answer->converged || outcome->open);
    outcome->deceived = answer->converged && (missed || steep);
    outcome->quick = fit.converged;
    outcome->quick_deceived = fit.converged && worse(series, fit.rss, outcome->known);
}

static void work(void *context, size_t number)
{
    const struct campaign *campaign = context;
    struct outcome *outcome = &campaign->outcome[number];
    struct series series;
    struct es_regression answer, restart;
    struct es_arena *arena = NULL;
    struct es_error err = {0};
    simulate(&series,
             campaign->model != NULL ? campaign->model
                                     : es_model_at(number % campaign->families),
             number);
    if (es_arena_open(&arena, NULL) != ES_OK) {
        abort();
    }
    if (regress(&series, NULL, &answer, arena, &err) != ES_OK) {
        outcome->error = strdup(err.message);
    } else {
        const bool again = regress(&series, series.theta, &restart, arena, &err) == ES_OK;
        judge(&series, &answer, again ? &restart : NULL, outcome);
        if (campaign->model != NULL && (!outcome->found || outcome->deceived)) {
            (void)printf(
                "series %zu: %zu points, noise %.3f: sum of squares %.10g, best "
                "known %.10g; %s\n",
                number, series.n, series.noise, outcome->rss, outcome->known,
                answer.verdict);
        }
    }
    es_arena_close(arena);
}

struct tally {
    size_t series, found, open, missed, deceived, errors, quick, quick_deceived;
};

static void add(struct tally *tally, const struct outcome *outcome)
{
    tally->series++;
    tally->errors += outcome->error != NULL;
    tally->found += outcome->found;
    tally->open += outcome->found && outcome->open;
    tally->missed += outcome->error == NULL && !outcome->found;
    tally->deceived += outcome->deceived;
    tally->quick += outcome->quick;
    tally->quick_deceived += outcome->quick_deceived;
}

static void print(const char *name, const struct tally *tally)
{
    (void)printf("%-24s %6zu %7.2f %% %6zu %6zu %6zu %6zu %7zu %6zu\n", name,
                 tally->series, 100.0 * (double)tally->found / (double)tally->series,
                 tally->open, tally->missed, tally->deceived, tally->errors, tally->quick,
                 tally->quick_deceived);
}

/* The table; the last line is that of all. */
static struct tally report(const struct campaign *campaign, size_t count)
{
    struct tally all = {0};
    (void)printf("%-24s %6s %9s %6s %6s %6s %6s %7s %6s\n", "family", "series", "found",
                 "open", "missed", "false", "errors", "quick", "false");
    for (size_t family = 0; family < campaign->families; family++) {
        struct tally tally = {0};
        for (size_t i = family; i < count; i += campaign->families) {
            add(&tally, &campaign->outcome[i]);
            add(&all, &campaign->outcome[i]);
        }
        const struct es_model *model =
            campaign->model != NULL ? campaign->model : es_model_at(family);
        if (tally.series > 0) {
            print(model->name, &tally);
        }
    }
    print("all", &all);
    return all;
}

int main(int argc, char **argv)
{
    const size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 20000;
    struct campaign campaign = {.families = 1,
                                .model = argc > 2 ? es_model_find(argv[2]) : NULL,
                                .outcome = calloc(count + 1, sizeof(struct outcome))};
    if (campaign.outcome == NULL || count < 1 || (argc > 2 && campaign.model == NULL)) {
        (void)fprintf(stderr, "usage: recovery [SERIES [FAMILY]]\n");
        return 2;
    }
    while (campaign.model == NULL && es_model_at(campaign.families) != NULL) {
        campaign.families++;
    }
    (void)gsl_set_error_handler_off();
    es_parallel_for(count, 0, work, &campaign);
    const struct tally all = report(&campaign, count);
    for (size_t i = 0; i < count; i++) {
        if (campaign.outcome[i].error != NULL) {
            (void)printf("series %zu: %s\n", i, campaign.outcome[i].error);
            free(campaign.outcome[i].error);
        }
    }
    free(campaign.outcome);
    return all.deceived + all.errors > 0 || (double)all.found < ENOUGH * (double)count;
}

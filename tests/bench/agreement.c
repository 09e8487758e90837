/*
 * agreement.c: importance resampling against a long ensemble MCMC, on the shipped
 * figures.
 *
 *   agreement PROJECT [series]
 *
 * For every series and family both samplers run until their effective size is at least
 * 4,000; the distributions of ceiling, target date and end value must agree within a
 * Kolmogorov-Smirnov distance of 0.06. Sampling alone gives 0.03 (95 %).
 */
#include "core/paths.h"
#include "core/sampler.h"
#include "essor/hash.h"
#include "essor/parallel.h"
#include "essor/project.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_DISTANCE 0.06
#define ENOUGH 4000.0
enum { DRAWS = 4000, FEW_FIGURES = 16, MOST_TRIES = 1 << 21, MOST_SWEEPS = 1 << 16 };
enum { CEILING, DATE, END_VALUE, QUANTITIES };
static const char *const names[QUANTITIES] = {"ceiling", "target date", "end value"};

struct task {
    const struct es_solution *solution;
    size_t family;
    double distance[QUANTITIES];
    double size[2];
    bool done;
};

static int ascending(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Largest gap between two empirical distributions; infinities count as one value. */
static double distance(double a[], double b[], size_t n)
{
    double most = 0.0;
    size_t i = 0, j = 0;
    qsort(a, n, sizeof a[0], ascending);
    qsort(b, n, sizeof b[0], ascending);
    while (i < n && j < n) {
        const double at = a[i] < b[j] ? a[i] : b[j];
        while (i < n && a[i] <= at) {
            i++;
        }
        while (j < n && b[j] <= at) {
            j++;
        }
        most = fmax(most, fabs((double)i - (double)j) / (double)n);
    }
    return most;
}

/* Draws until they are worth ENOUGH independent ones. */
static enum es_status by_importance(const struct es_density *density,
                                    const struct es_mode *mode, bool twice,
                                    gsl_rng *random, struct es_draws *draws,
                                    struct es_arena *arena)
{
    const struct es_density fixed = {.linear = density->linear};
    const size_t p = es_param_count(density->linear->model);
    struct es_mode place = *mode;
    for (size_t tries = 16000; tries <= MOST_TRIES; tries *= 2) {
        ES_TRY(es_sample_importance(twice ? &fixed : density, &place, tries,
                                    twice ? tries / 4 : DRAWS, random, draws, arena,
                                    NULL));
        if (draws->effective_size <
            ENOUGH) { /* as the engine, from where the draws are */
            place = es_sample_moments(draws, p);
            continue;
        }
        if (twice) {
            ES_TRY(es_sample_refine(density, draws, DRAWS, random, arena, NULL));
        }
        if (draws->effective_size >= ENOUGH) {
            return ES_OK;
        }
    }
    return ES_ERR_FIT;
}

static enum es_status by_ensemble(const struct es_density *density,
                                  const struct es_mode *mode, gsl_rng *random,
                                  struct es_draws *draws, struct es_arena *arena)
{
    for (size_t sweeps = 6000; sweeps <= MOST_SWEEPS; sweeps *= 2) {
        ES_TRY(
            es_sample_ensemble(density, mode, sweeps, DRAWS, random, draws, arena, NULL));
        if (draws->effective_size >= ENOUGH) {
            return ES_OK;
        }
    }
    return ES_ERR_FIT;
}

/* Ceiling, target date and end value of each draw, the paths drawn anew. */
static enum es_status quantities(const struct es_solution *solution,
                                 const struct es_linear *linear,
                                 const struct es_draws *draws, gsl_rng *random,
                                 double *values[], struct es_arena *arena)
{
    const struct es_latent *latent = linear->latent;
    const struct es_outlook *whole = latent->problem->whole;
    struct es_outlook outlook = solution->fit.outlook;
    struct es_paths paths;
    outlook.draws = draws->n;
    ES_NEW(arena, outlook.cumulated, draws->n * (latent->months + 1), NULL);
    ES_TRY(es_paths_open(linear, &paths, arena, NULL));
    for (size_t d = 0; d < draws->n; d++) {
        const size_t paired = whole != NULL ? d % whole->draws : 0;
        double *path = outlook.cumulated + d * (latent->months + 1);
        if (es_paths_draw(&paths, draws->at[d], paired, random, path) == ES_NO_CURVE) {
            return ES_ERR_DEFECT;
        }
        values[CEILING][d] = draws->at[d][ES_LN_CEILING];
        values[END_VALUE][d] = es_outlook_shown(&outlook, d, latent->months - 1);
    }
    es_target_crossings(&outlook, &solution->target[0], values[DATE]);
    return ES_OK;
}

static enum es_status agree(struct task *task, struct es_arena *arena, gsl_rng *random)
{
    const struct es_solution *solution = task->solution;
    struct es_linear *linear = solution->fit.family[task->family].linear;
    const bool stock = solution->problem.nature == ES_STOCK_SERIES;
    struct es_density density = {.linear = linear};
    struct es_draws draws[2];
    struct es_mode mode = {0};
    double *values[2][QUANTITIES];
    ES_TRY(es_mode_find(linear, &mode, NULL));
    if (stock) {
        ES_TRY(
            es_linear_open(linear->latent, linear->model, &density.local, arena, NULL));
    }
    ES_TRY(by_importance(&density, &mode, stock && linear->n > FEW_FIGURES, random,
                         &draws[0], arena));
    ES_TRY(by_ensemble(&density, &mode, random, &draws[1], arena));
    for (int s = 0; s < 2; s++) {
        for (int q = 0; q < QUANTITIES; q++) {
            ES_NEW(arena, values[s][q], DRAWS, NULL);
        }
        ES_TRY(quantities(solution, linear, &draws[s], random, values[s], arena));
        task->size[s] = draws[s].effective_size;
    }
    for (int q = 0; q < QUANTITIES; q++) {
        task->distance[q] = distance(values[0][q], values[1][q], DRAWS);
    }
    return ES_OK;
}

static void run(void *context, size_t i)
{
    struct task *task = (struct task *)context + i;
    struct es_arena *arena = NULL;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (random == NULL || es_arena_open(&arena, NULL) != ES_OK) {
        abort();
    }
    const uint64_t seed = es_seed(task->solution->series->id, task->family);
    gsl_rng_set(random, (unsigned long)(seed & 0xffffffffUL));
    task->done = agree(task, arena, random) == ES_OK;
    es_arena_close(arena);
    gsl_rng_free(random);
}

/* Prints a row; true if the samplers agree. */
static bool report(const struct task *task)
{
    const struct es_family_fit *family = &task->solution->fit.family[task->family];
    bool agrees = task->done;
    (void)printf("%-11s %-22s effective %6.0f %6.0f ", task->solution->series->id,
                 family->model->name, task->size[0], task->size[1]);
    for (int q = 0; q < QUANTITIES; q++) {
        (void)printf(" %s %.3f", names[q], task->distance[q]);
        agrees = agrees && task->distance[q] <= MOST_DISTANCE;
    }
    (void)printf("%s\n", agrees ? "" : task->done ? "  TOO FAR" : "  NOT DONE");
    return agrees;
}

static int compare(const struct es_solutions *solutions, const char *only)
{
    struct task *task = calloc(solutions->n * ES_FAMILIES, sizeof *task);
    size_t n = 0, apart = 0;
    if (task == NULL) {
        return 1;
    }
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        const bool wanted = only == NULL || strcmp(only, solution->series->id) == 0;
        for (size_t f = 0; wanted && f < solution->fit.families; f++) {
            task[n++] = (struct task){.solution = solution, .family = f};
        }
    }
    es_parallel_for(n, 0, run, task);
    for (size_t i = 0; i < n; i++) {
        apart += report(&task[i]) ? 0 : 1;
    }
    free(task);
    (void)printf("%zu of %zu families agree\n", n - apart, n);
    return apart > 0;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    struct es_arena *arena;
    struct es_project project;
    struct es_faults faults = {0};
    struct es_solutions solutions = {0};
    struct es_error err;
    const struct es_solve_options options = {.as_of_day = ES_NO_DAY,
                                             .horizon_day = ES_NO_DAY};
    if (argc < 2 || es_arena_open(&arena, NULL) != ES_OK) {
        (void)fprintf(stderr, "usage: agreement PROJECT [series]\n");
        return 2;
    }
    if (es_project_open(argv[1], &project, &faults, arena, &err) != ES_OK ||
        es_project_solve(&project, NULL, 0, &options, &solutions, arena, &err) != ES_OK) {
        (void)fprintf(stderr, "agreement: %s\n", err.message);
        return 2;
    }
    const int status = compare(&solutions, argc > 2 ? argv[2] : NULL);
    es_solutions_close(&solutions);
    es_arena_close(arena);
    return status;
}

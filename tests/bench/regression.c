/*
 * regression.c: how long a fit takes.
 *
 *   regression [series]
 *
 * Curves of 36 points with 2 % of noise, of which 20 to 95 % of the ceiling have been
 * seen; series on which the batch path does not converge are left to the general path,
 * and only their share is told. Prints the least time of several rounds for a fit of the
 * batch path, self-start included, and of the general path, without it; how far the first
 * is from its limit, points times evaluations times the cost of one exp; and how it
 * scales to two threads.
 */
#include "essor/regression.h"
#include "elementary.h"
#include "essor/parallel.h"

#include "curve.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { POINTS = 36, ROUNDS = 40, MOST_SERIES = 10000, CHUNK = 50, NUMBERS = 1024 };
#define NOISE 0.02

struct batch {
    const struct es_model *model;
    size_t count;
    double t[MOST_SERIES][POINTS], y[MOST_SERIES][POINTS];
    struct es_quick_fit fit[MOST_SERIES];
};

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Uniform numbers, the same in every run (Marsaglia (2003), doi:10.18637/jss.v008.i14).
 */
static double uniform(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) * 0x1.0p-53;
}

static double normal(uint64_t *state)
{
    const double radius = sqrt(-2.0 * log(1.0 - uniform(state)));
    return radius * cos(2.0 * 3.14159265358979 * uniform(state));
}

static void simulate(struct batch *batch, size_t i, uint64_t *state)
{
    const struct es_model *model = batch->model;
    const double ceiling = 1e6 * (1.0 + uniform(state));
    const double duration = 2.0 + 8.0 * uniform(state);
    double theta[ES_MODEL_MAX_PARAMS];
    model->place(&(struct es_landmarks){.ceiling = ceiling,
                                        .duration_years = duration,
                                        .midpoint_years = 10.0,
                                        .shape = 1.0,
                                        .launch_years = 10.0 - duration},
                 theta);
    const double from = model->inverse(theta, 0.01 * ceiling);
    const double to = model->inverse(theta, (0.2 + 0.75 * uniform(state)) * ceiling);
    for (size_t k = 0; k < POINTS; k++) {
        const double t = from + (to - from) * (double)k / (POINTS - 1);
        batch->t[i][k] = t;
        batch->y[i][k] = model->value(theta, t, NULL) * (1.0 + NOISE * normal(state));
    }
}

static struct es_points points_of(const struct batch *batch, size_t i)
{
    return (struct es_points){.n = POINTS, .t = batch->t[i], .y = batch->y[i]};
}

static void fit_chunk(void *context, size_t chunk)
{
    struct batch *batch = context;
    for (size_t i = chunk * CHUNK; i < (chunk + 1) * CHUNK && i < batch->count; i++) {
        const struct es_points points = points_of(batch, i);
        es_fit_quickly(batch->model, &points, &batch->fit[i]);
    }
}

/* Seconds per series: the least of each chunk, as other programs may disturb some. */
static double time_of_kernel(struct batch *batch)
{
    double sum = 0.0;
    for (size_t chunk = 0; chunk * CHUNK < batch->count; chunk++) {
        double least = INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            const double start = seconds();
            fit_chunk(batch, chunk);
            least = fmin(least, seconds() - start);
        }
        sum += least;
    }
    return sum / (double)batch->count;
}

/* Least seconds for the whole batch on so many threads. */
static double time_of_batch(struct batch *batch, size_t jobs)
{
    double least = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        es_parallel_for((batch->count + CHUNK - 1) / CHUNK, jobs, fit_chunk, batch);
        least = fmin(least, seconds() - start);
    }
    return least;
}

/* The general path from a given start, the answer of the kernel put out by 5 %. */
static enum es_status fit_generally(struct es_solver *solver, const struct batch *batch,
                                    size_t i, struct es_arena *arena, double *least)
{
    const struct es_points points = points_of(batch, i);
    const struct es_regression_options options = {.starts = 1};
    struct es_task task;
    struct es_unknown *unknown;
    double start[ES_MODEL_MAX_PARAMS];
    struct es_error err;
    ES_TRY(es_task_of_model(batch->model, &points, &task, &unknown, arena, &err));
    for (size_t k = 0; k < task.p; k++) {
        start[k] = batch->fit[i].theta[k] * 1.05;
    }
    task.start = start;
    for (int round = 0; round < ROUNDS / 4; round++) {
        struct es_regression answer;
        const double before = seconds();
        ES_TRY(es_regress_with(solver, &task, &options, &answer, arena, &err));
        *least = fmin(*least, seconds() - before);
    }
    return ES_OK;
}

static double time_of_general(const struct batch *batch)
{
    const size_t count = batch->count < 100 ? batch->count : 100;
    struct es_solver *solver = NULL;
    double sum = 0.0;
    if (es_solver_open(&solver, NULL) != ES_OK) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        struct es_arena *arena = NULL;
        double least = INFINITY;
        if (es_arena_open(&arena, NULL) != ES_OK ||
            fit_generally(solver, batch, i, arena, &least) != ES_OK) {
            abort();
        }
        sum += least;
        es_arena_close(arena);
    }
    es_solver_close(solver);
    return sum / (double)count;
}

/* exp over an array, as curves take it: in vectors of the width there is. */
ES_EVERY_WIDTH
static void exp_of_all(const double *restrict x, double *restrict y)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        y[i] = es_exp(x[i]);
    }
}

static void library_exp_of_all(const double *restrict x, double *restrict y)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        y[i] = exp(x[i]);
    }
}

static double time_of_exp(void (*all)(const double *restrict x, double *restrict y))
{
    double x[NUMBERS], y[NUMBERS], least = INFINITY;
    for (size_t i = 0; i < NUMBERS; i++) {
        x[i] = -20.0 + 0.02 * (double)i;
    }
    for (int round = 0; round < 100 * ROUNDS; round++) {
        const double start = seconds();
        all(x, y);
        least = fmin(least, seconds() - start);
        x[0] -= 1e-9 * y[1]; /* so that no round can be left out */
    }
    return least / NUMBERS;
}

static void report(struct batch *batch, double exp_seconds, int exps)
{
    uint64_t state = 88172645463325252;
    size_t evaluations = 0, tries = 0;
    for (size_t i = 0; i < batch->count; i++) {
        do {
            const struct es_points points = points_of(batch, i);
            simulate(batch, i, &state);
            es_fit_quickly(batch->model, &points, &batch->fit[i]);
            tries++;
        } while (!batch->fit[i].converged);
    }
    const double one = time_of_kernel(batch);
    const double gain = time_of_batch(batch, 1) / time_of_batch(batch, 2);
    for (size_t i = 0; i < batch->count; i++) {
        evaluations += (size_t)batch->fit[i].iterations;
    }
    const double turns = (double)evaluations / (double)batch->count;
    const double limit = POINTS * turns * exps * exp_seconds;
    const double general = time_of_general(batch);
    (void)printf("%-12s %7.2f us %9.2f %9.2f us %8.1f %9.0f %% %8.1f us %7.1f %7.1f %%\n",
                 batch->model->name, 1e6 * one, gain, 1e6 * limit, turns,
                 100.0 * limit / one, 1e6 * general, general / one,
                 100.0 * (double)batch->count / (double)tries);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int exps;
    } curves[] = {{"logistic", 1}, {"gompertz", 2}, {"bass", 1}};
    const size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : MOST_SERIES;
    struct batch *batch = malloc(sizeof *batch);
    if (batch == NULL || count < 1 || count > MOST_SERIES) {
        (void)fprintf(stderr, "usage: regression [1..%d series]\n", MOST_SERIES);
        return 2;
    }
    (void)gsl_set_error_handler_off();
    const double own = time_of_exp(exp_of_all), library = time_of_exp(library_exp_of_all);
    (void)printf("exp: %.2f ns, of the C library %.2f ns, %.1f times as long\n",
                 1e9 * own, 1e9 * library, library / own);
    (void)printf(
        "%d points    batch path  1 to 2 threads  limit  evaluations  of the limit"
        "  general path  ratio  converged\n",
        POINTS);
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++) {
        batch->model = es_model_find(curves[i].name);
        batch->count = count;
        report(batch, own, curves[i].exps);
    }
    free(batch);
    return 0;
}

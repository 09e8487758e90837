/*
 * dense_time.c: what the parts of the dense engine cost, on a corpus.
 *
 *   dense_time VALUES.csv SERIES.csv SPLITS.csv TARGETS.csv
 *
 * Processor time of each forecast by part, the least of five turns, and of a bare damped
 * trend beside it: level, slope and damping by Nelder and Mead's search for the least
 * squares of the errors one step ahead, as forecast packages do.
 */
#include "core/dense/parts.h"
#include "essor/backtest.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TURNS = 5, SEASON, MEMBERS, ORIGINS, WEIGHTS, INTERVALS, CROSSING, WHOLE, BARE };
enum { FIRST = SEASON, PARTS = BARE + 1 };

static const char *const names[PARTS] = {[SEASON] = "season",
                                         [MEMBERS] = "members, from the end",
                                         [ORIGINS] = "members, from earlier origins",
                                         [WEIGHTS] = "weights",
                                         [INTERVALS] = "intervals, and the rest",
                                         [CROSSING] = "crossings",
                                         [WHOLE] = "whole forecast",
                                         [BARE] = "bare damped trend"};

static double now(void)
{
    struct timespec time = {.tv_sec = 0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1e6 * (double)time.tv_sec + 1e-3 * (double)time.tv_nsec;
}

/* Everything about one forecast. */
struct subject {
    const struct es_backtest *backtest;
    const struct es_split *split;
    struct es_dense_series series;
    struct es_dense_forecast forecast;
    struct es_dense_shape shape;
    struct es_dense_sight sight;
    struct es_dense_paths paths;
    struct es_arena *arena;
};

static void run_members(struct subject *subject, size_t first)
{
    struct es_dense_paths paths = subject->paths;
    for (size_t o = first; o < paths.origins; o++) {
        paths.at[o - first] = paths.at[o];
        paths.steps[o - first] = paths.steps[o];
    }
    paths.origins -= first;
    es_dense_curves(&subject->sight, &paths);
    es_dense_smooth(&subject->sight, &paths);
    es_dense_trends(&subject->sight, &paths);
    es_dense_theta(&subject->sight, &paths);
    if (first == 0) {
        subject->paths = paths;
    }
}

static void weigh(struct subject *subject)
{
    double error[ES_DENSE_MEMBERS], weight[ES_DENSE_MEMBERS], value[ES_DENSE_MEMBERS];
    es_dense_weigh(&subject->sight, &subject->paths, error, weight);
    for (size_t h = 0; h < subject->series.reach; h++) {
        for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
            value[m] = subject->paths.final[m][h];
        }
        subject->forecast.mean[h] = es_dense_middle(value, weight);
    }
}

static void cross(const struct subject *subject)
{
    struct es_dense_crossing crossing;
    for (size_t k = subject->split->target; k != SIZE_MAX;
         k = subject->backtest->target[k].next) {
        const struct es_backtest_target *target = &subject->backtest->target[k];
        es_dense_cross(&subject->forecast, target->reach, target->level, &crossing);
    }
}

/* -- the bare damped trend ---------------------------------------------------------- */

/* Mean squared error one step ahead; the parameters are logits. */
static double misfit(const gsl_vector *x, void *context)
{
    const struct es_dense_sight *sight = context;
    double p[3], level = sight->y[0], slope = sight->y[1] - sight->y[0], squares = 0.0;
    for (size_t k = 0; k < 3; k++) {
        p[k] = 1.0 / (1.0 + exp(-gsl_vector_get(x, k)));
    }
    const double damping = 0.8 + 0.18 * p[2];
    for (size_t i = 1; i < sight->n; i++) {
        const double error = sight->y[i] - (level + damping * slope);
        level += damping * slope + p[0] * error;
        slope = damping * slope + p[0] * p[1] * error;
        squares += error * error;
    }
    return squares / (double)sight->n;
}

static void fit_bare(struct es_dense_sight *sight)
{
    gsl_multimin_fminimizer *search =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 3);
    gsl_vector *start = gsl_vector_calloc(3), *step = gsl_vector_alloc(3);
    gsl_multimin_function f = {misfit, 3, sight};
    gsl_vector_set_all(step, 1.0);
    (void)gsl_multimin_fminimizer_set(search, &f, start, step);
    for (int i = 0; i < 500 && gsl_multimin_fminimizer_iterate(search) == GSL_SUCCESS &&
                    gsl_multimin_fminimizer_size(search) > 1e-4;
         i++) {
    }
    gsl_multimin_fminimizer_free(search);
    gsl_vector_free(start);
    gsl_vector_free(step);
}

/* -- times -------------------------------------------------------------------------- */

static void time_parts(struct subject *subject, double spent[PARTS])
{
    struct es_error err = {.status = ES_OK};
    double at[PARTS + 1];
    at[SEASON] = now();
    (void)es_dense_look(&subject->series, &subject->shape, &subject->sight,
                        subject->arena, &err);
    at[MEMBERS] = now();
    es_dense_choose_origins(subject->series.n, subject->series.reach, &subject->paths);
    memcpy(subject->paths.final, subject->forecast.member, sizeof subject->paths.final);
    run_members(subject, subject->paths.origins - 1);
    at[ORIGINS] = now();
    run_members(subject, 0);
    at[WEIGHTS] = now();
    weigh(subject);
    at[INTERVALS] = now();
    (void)es_dense_run(&subject->series, &es_dense_pooled, &subject->forecast,
                       subject->arena, &err);
    at[CROSSING] = now();
    cross(subject);
    at[WHOLE] = now();
    fit_bare(&subject->sight);
    at[BARE] = now();
    for (int k = SEASON; k < WHOLE; k++) {
        spent[k] = at[k + 1] - at[k];
    }
    spent[BARE] = at[BARE] - at[WHOLE];
    spent[WHOLE] = INFINITY;
}

/* Up to here, members from all origins stand for those from the earlier ones, and all but
 * the crossings for the intervals. */
static void take_apart(double spent[PARTS])
{
    spent[WHOLE] = spent[INTERVALS] + spent[CROSSING];
    spent[INTERVALS] -= spent[SEASON] + spent[ORIGINS] + spent[WEIGHTS];
    spent[ORIGINS] -= spent[MEMBERS];
}

static bool time_split(const struct es_backtest *backtest, const struct es_split *split,
                       double least[PARTS])
{
    struct es_error err = {.status = ES_OK};
    struct subject subject = {.backtest = backtest, .split = split};
    bool good =
        es_arena_open(&subject.arena, &err) == ES_OK &&
        es_backtest_series(split, &subject.series, subject.arena, &err) == ES_OK &&
        es_dense_run(&subject.series, &es_dense_pooled, &subject.forecast, subject.arena,
                     &err) == ES_OK;
    for (int turn = 0; good && turn < TURNS; turn++) {
        double spent[PARTS];
        time_parts(&subject, spent);
        for (int k = FIRST; k < PARTS; k++) {
            least[k] = turn == 0 || spent[k] < least[k] ? spent[k] : least[k];
        }
    }
    take_apart(least);
    es_arena_close(subject.arena);
    return good;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median and sum of a part, us and ms. */
static void report(double *spent, size_t n, int part, double bare)
{
    double *x = calloc(n, sizeof *x), sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        x[i] = spent[i * PARTS + (size_t)part];
        sum += x[i];
    }
    qsort(x, n, sizeof *x, ascending);
    (void)printf("%-30s %8.1f us in the median, %7.1f ms in all", names[part], x[n / 2],
                 sum / 1e3);
    (void)printf(part == WHOLE ? ", %.1f bare damped trends\n" : "\n", sum / bare);
    free(x);
}

int main(int argc, char *argv[])
{
    struct es_error err = {.status = ES_OK};
    struct es_faults faults = {.n = 0};
    struct es_backtest backtest;
    struct es_arena *arena;
    size_t n = 0;
    double bare = 0.0;
    if (argc != 5) {
        (void)fprintf(stderr, "usage: dense_time VALUES SERIES SPLITS TARGETS\n");
        return 2;
    }
    gsl_set_error_handler_off();
    const struct es_backtest_files files = {argv[1], argv[2], argv[3], argv[4]};
    if (es_arena_open(&arena, &err) != ES_OK ||
        es_backtest_read(&files, &backtest, &faults, arena, &err) != ES_OK) {
        (void)fprintf(stderr, "dense_time: %s\n", err.message);
        return 1;
    }
    double *spent = calloc(backtest.splits * PARTS, sizeof *spent);
    for (size_t i = 0; i < backtest.splits; i++) {
        n += time_split(&backtest, &backtest.split[i], spent + n * PARTS);
        bare += n > 0 ? spent[(n - 1) * PARTS + BARE] : 0.0;
    }
    for (int k = FIRST; k < PARTS && n > 0; k++) {
        report(spent, n, k, bare);
    }
    free(spent);
    es_arena_close(arena);
    return 0;
}

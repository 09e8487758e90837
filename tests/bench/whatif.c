/*
 * whatif.c: how long a what-if takes, from the draws that a build left in the store.
 *
 *   whatif PROJECT SERIES [times]
 *
 * Opens the project, recalls the draws and asks one scenario, then a grid of a hundred;
 * prints the least and the median wall time of both in milliseconds. Build the project
 * first; a dense series is solved anew instead.
 */
#include "essor/whatif.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 100, GRID = 100 };

static double milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static int ascending(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static enum es_status find(const struct es_project *project,
                           const struct es_series *series, struct es_solutions *solutions,
                           struct es_whatif *whatif, struct es_arena *arena,
                           struct es_error *err)
{
    const int as_of = project->as_of_day;
    const int horizon = es_horizon_day(as_of, project->horizon_years);
    const struct es_solve_options options = {
        .as_of_day = as_of, .horizon_day = es_whatif_far_day(project, as_of)};
    if (es_whatif_recall(project, series, as_of, horizon, whatif, arena)) {
        return ES_OK;
    }
    ES_TRY(es_project_solve(project, &series->id, 1, &options, solutions, arena, err));
    return es_whatif_open(project, es_solutions_find(solutions, series), horizon, whatif,
                          arena, err);
}

/* `n` factors from 0.8 to 1.6, asked of the series' main target. */
static enum es_status ask(const char *directory, const char *name, size_t n,
                          struct es_arena *arena, struct es_error *err)
{
    struct es_project project;
    struct es_faults faults;
    struct es_solutions solutions = {.n = 0};
    struct es_whatif whatif;
    struct es_target *target;
    struct es_whatif_answer *answer;
    struct es_scenario *scenario;
    struct es_change *change;
    size_t targets;
    ES_TRY(es_project_open(directory, &project, &faults, arena, err));
    const struct es_series *series = es_project_series(&project, name);
    if (series == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT, "no series \"%s\"", name);
    }
    ES_TRY(es_project_targets(&project, series, &target, &targets, arena, err));
    if (targets == 0) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s has no target", name);
    }
    ES_NEW(arena, answer, n + 1, err);
    ES_NEW(arena, scenario, n + 1, err);
    ES_NEW(arena, change, n + 1, err);
    for (size_t i = 1; i <= n; i++) { /* scenario 0 is the series as it is */
        change[i] = (struct es_change){.kind = ES_CHANGE_GROWTH,
                                       .from_day = ES_NO_DAY,
                                       .until_day = ES_NO_DAY,
                                       .text = "growth",
                                       .amount = 0.8 + 0.8 * (double)i / (double)n};
        scenario[i] = (struct es_scenario){.change = &change[i], .n = 1};
    }
    enum es_status status = find(&project, series, &solutions, &whatif, arena, err);
    if (status == ES_OK) {
        status = es_whatif_ask(&whatif, &target[0], scenario, n + 1, 0, answer, err);
    }
    es_solutions_close(&solutions);
    return status;
}

static enum es_status measure(const char *directory, const char *name, size_t n,
                              size_t times, struct es_error *err)
{
    double spent[MOST];
    for (size_t i = 0; i < times; i++) {
        struct es_arena *arena;
        const double start = milliseconds();
        ES_TRY(es_arena_open(&arena, err));
        const enum es_status status = ask(directory, name, n, arena, err);
        es_arena_close(arena);
        if (status != ES_OK) {
            return status;
        }
        spent[i] = milliseconds() - start;
    }
    qsort(spent, times, sizeof spent[0], ascending);
    (void)printf("%s, %zu scenario%s: least %.0f ms, median %.0f ms\n", name, n,
                 n == 1 ? "" : "s", spent[0], spent[times / 2]);
    return ES_OK;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    const size_t times = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 5;
    struct es_error err;
    if (argc < 3 || times < 1 || times > MOST) {
        (void)fprintf(stderr, "usage: whatif PROJECT SERIES [1..%d times]\n", MOST);
        return 2;
    }
    if (measure(argv[1], argv[2], 1, times, &err) != ES_OK ||
        measure(argv[1], argv[2], GRID, times, &err) != ES_OK) {
        (void)fprintf(stderr, "whatif: %s\n", err.message);
        return 1;
    }
    return 0;
}

/*
 * speed.c: how long the statistics of a project take.
 *
 *   speed PROJECT [times]
 *
 * Opens the project and solves all its series, verdicts included, several times; prints
 * the least and the median wall time and the processor time of the median run, in
 * seconds.
 */
#include "essor/project.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 100 };

static double seconds(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

struct run {
    double wall, processor;
};

static int by_wall(const void *left, const void *right)
{
    const struct run *a = left, *b = right;
    return (a->wall > b->wall) - (a->wall < b->wall);
}

static enum es_status solve_once(const char *directory, struct run *run,
                                 struct es_error *err)
{
    struct es_arena *arena;
    struct es_project project;
    struct es_faults faults = {0};
    struct es_solutions solutions = {0};
    const struct es_solve_options options = {
        .as_of_day = ES_NO_DAY, .horizon_day = ES_NO_DAY, .verdict = true};
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = es_project_open(directory, &project, &faults, arena, err);
    const double wall = seconds(CLOCK_MONOTONIC);
    const double processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (status == ES_OK) {
        status = es_project_solve(&project, NULL, 0, &options, &solutions, arena, err);
    }
    run->wall = seconds(CLOCK_MONOTONIC) - wall;
    run->processor = seconds(CLOCK_PROCESS_CPUTIME_ID) - processor;
    es_solutions_close(&solutions);
    es_arena_close(arena);
    return status;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    const size_t times = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 5;
    struct run run[MOST];
    struct es_error err;
    if (argc < 2 || times < 1 || times > MOST) {
        (void)fprintf(stderr, "usage: speed PROJECT [1..%d times]\n", MOST);
        return 2;
    }
    for (size_t i = 0; i < times; i++) {
        if (solve_once(argv[1], &run[i], &err) != ES_OK) {
            (void)fprintf(stderr, "speed: %s\n", err.message);
            return 1;
        }
    }
    qsort(run, times, sizeof run[0], by_wall);
    (void)printf(
        "statistics of all series: least %.2f s, median %.2f s wall; %.2f s "
        "processor\n",
        run[0].wall, run[times / 2].wall, run[times / 2].processor);
    return 0;
}

/*
 * solve.c: the stages from figures to answers. Every series is fitted by itself, wholes
 * before the parts whose shares are read on them; then the draws of a whole and its parts
 * are made to add up; then what is to come is made to them, which a whole has from its
 * parts; then targets and verdicts are asked of them.
 */
#include "essor/project.h"

#include "essor/parallel.h"
#include "project/dense.h"
#include "project/events.h"
#include "project/index.h"
#include "project/pose.h"
#include "project/split.h"

#include <string.h>

struct task {
    const struct es_project *project;
    const struct es_solve_options *options;
    int as_of_day;
    int horizon_day;
    struct es_solution **solution; /* those of this stage */
};

static enum es_status ask_targets(const struct task *task, struct es_solution *solution)
{
    struct es_error *err = &solution->error;
    ES_TRY(es_project_targets(task->project, solution->series, &solution->target,
                              &solution->targets, solution->arena, err));
    ES_NEW(solution->arena, solution->answer, solution->targets, err);
    for (size_t i = 0; i < solution->targets; i++) {
        ES_TRY(es_target_ask(&solution->fit.outlook, &solution->target[i],
                             solution->series->limit, &solution->answer[i],
                             solution->arena, err));
    }
    return ES_OK;
}

static enum es_status pose(const struct task *task, struct es_solution *solution)
{
    ES_TRY(es_arena_open(&solution->arena, &solution->error));
    ES_TRY(es_project_pose(task->project, task->as_of_day, task->horizon_day, solution));
    solution->problem.jobs = task->options->jobs;
    return es_choose_engine(task->project, solution);
}

static enum es_status fit(const struct task *task, struct es_solution *solution)
{
    ES_TRY(es_read_whole(solution));
    if (solution->engine == ES_ENGINE_DENSE) {
        return es_dense_solve(solution, es_dense_draws(task->project, solution->series),
                              &solution->error);
    }
    ES_TRY(es_sparse_fit(&solution->problem, &solution->fit, solution->arena,
                         &solution->error));
    if (solution->guessed) {
        solution->problem.n = 0; /* what it was fitted to is no figure */
    }
    return ES_OK;
}

static enum es_status judge(struct es_solution *solution)
{
    if (solution->engine == ES_ENGINE_DENSE) {
        return es_dense_judge(solution, &solution->error);
    }
    return es_verdict_reach(&solution->problem, &solution->fit,
                            solution->targets > 0 ? &solution->target[0] : NULL,
                            &solution->verdict, solution->arena, &solution->error);
}

static enum es_status ask(const struct task *task, struct es_solution *solution)
{
    ES_TRY(ask_targets(task, solution));
    return task->options->verdict ? judge(solution) : ES_OK;
}

static void pose_one(void *context, size_t i)
{
    const struct task *task = context;
    task->solution[i]->status = pose(task, task->solution[i]);
}

static void fit_one(void *context, size_t i)
{
    const struct task *task = context;
    if (task->solution[i]->status == ES_OK) {
        task->solution[i]->status = fit(task, task->solution[i]);
    }
}

static void ask_one(void *context, size_t i)
{
    const struct task *task = context;
    if (task->solution[i]->asked && task->solution[i]->status == ES_OK) {
        task->solution[i]->status = ask(task, task->solution[i]);
    }
}

static void settle_one(void *context, size_t i)
{
    const struct task *task = context;
    struct es_solution *solution = task->solution[i];
    if (solution->status == ES_OK) {
        solution->status = es_events_settle(solution, task->horizon_day);
    }
}

/* What is known of a series before the first is solved, as bits. */
enum { NEEDED = 1, ASKED = 2, JOINED = 4 /* a whole that its parts add up to */ };

/* Marks the series that are named and their wholes; all as asked without names. */
static enum es_status mark_named(const struct es_project *project,
                                 const char *const names[], size_t n,
                                 unsigned char mark[], struct es_error *err)
{
    for (size_t i = 0; names == NULL && i < project->series_count; i++) {
        mark[i] = NEEDED | ASKED;
    }
    for (size_t i = 0; i < n; i++) {
        const struct es_series *series = es_project_series(project, names[i]);
        if (series == NULL) {
            return es_fail(err, ES_ERR_ARGUMENT, "the project has no series \"%s\"",
                           names[i]);
        }
        const struct es_series *whole = es_project_whole(project, series);
        mark[series - project->series] |= NEEDED | ASKED;
        mark[whole - project->series] |=
            (unsigned char)(NEEDED | (whole->rest != NULL ? JOINED : 0));
    }
    return ES_OK;
}

/* The parts of a whole that they add up to need each other. */
static void mark_parts(const struct es_project *project, unsigned char mark[])
{
    for (size_t i = 0; i < project->series_count; i++) {
        if ((mark[i] & JOINED) != 0) {
            const struct es_places parts = es_index_parts(project, project->series[i].id);
            for (size_t k = 0; k < parts.n; k++) {
                mark[parts.at[k]] |= NEEDED;
            }
        }
    }
}

/* One solution for each series that is asked for or needed, in the project's order. */
static enum es_status lay_out(const struct es_project *project, const char *const names[],
                              size_t n, struct es_solutions *solutions,
                              struct es_arena *arena, struct es_error *err)
{
    unsigned char *mark;
    size_t count = 0;
    ES_NEW(arena, mark, project->series_count, err);
    ES_TRY(mark_named(project, names, n, mark, err));
    mark_parts(project, mark);
    for (size_t i = 0; i < project->series_count; i++) {
        count += mark[i] != 0;
    }
    ES_NEW(arena, solutions->at, count, err);
    for (size_t i = 0; i < project->series_count; i++) {
        if (mark[i] != 0) {
            solutions->at[solutions->n++] = (struct es_solution){
                .series = &project->series[i], .asked = (mark[i] & ASKED) != 0};
        }
    }
    for (size_t i = 0; i < solutions->n; i++) {
        const char *whole = solutions->at[i].series->whole;
        if (whole != NULL) {
            solutions->at[i].whole =
                es_solutions_find(solutions, es_project_series(project, whole));
        }
    }
    return ES_OK;
}

/* Wholes first, since shares are read on their draws. */
static void fit_all(struct task *task, struct es_solutions *solutions)
{
    for (int stage = 0; stage < 2; stage++) {
        size_t count = 0;
        if (stage == 1) {
            es_split_guess(solutions);
        }
        for (size_t i = 0; i < solutions->n; i++) {
            if ((solutions->at[i].whole != NULL) == (stage == 1)) {
                task->solution[count++] = &solutions->at[i];
            }
        }
        es_parallel_for(count, task->options->jobs, fit_one, task);
    }
}

/* Every series on its own. */
static void do_all(struct task *task, struct es_solutions *solutions,
                   void (*work)(void *context, size_t i))
{
    for (size_t i = 0; i < solutions->n; i++) {
        task->solution[i] = &solutions->at[i];
    }
    es_parallel_for(solutions->n, task->options->jobs, work, task);
}

/* All is well if any series is. */
static enum es_status summarise(const struct es_solutions *solutions,
                                struct es_error *err)
{
    for (size_t i = 0; i < solutions->n; i++) {
        if (solutions->at[i].status == ES_OK) {
            return ES_OK;
        }
    }
    if (solutions->n == 0) {
        return es_fail(err, ES_ERR_DATA,
                       "there is no series; essor.ini declares them in "
                       "[series NAME]");
    }
    return es_fail(err, solutions->at[0].status, "%s", solutions->at[0].error.message);
}

enum es_status es_project_solve(const struct es_project *project,
                                const char *const names[], size_t n,
                                const struct es_solve_options *options,
                                struct es_solutions *solutions, struct es_arena *arena,
                                struct es_error *err)
{
    const int as_of =
        options->as_of_day == ES_NO_DAY ? project->as_of_day : options->as_of_day;
    *solutions = (struct es_solutions){.as_of_day = as_of};
    if (as_of == ES_NO_DAY) {
        return es_fail(err, ES_ERR_DATA,
                       "no figure feeds a series, so there is nothing to forecast from");
    }
    struct task task = {.project = project,
                        .options = options,
                        .as_of_day = as_of,
                        .horizon_day =
                            options->horizon_day != ES_NO_DAY
                                ? options->horizon_day
                                : es_horizon_day(as_of, project->horizon_years)};
    ES_TRY(lay_out(project, names, n, solutions, arena, err));
    ES_NEW(arena, task.solution, solutions->n, err);
    do_all(&task, solutions, pose_one);
    es_split_pose(solutions);
    fit_all(&task, solutions);
    ES_TRY(es_split_cohere(solutions, options->jobs, err));
    do_all(&task, solutions, settle_one);
    ES_TRY(es_split_sum(solutions, err));
    do_all(&task, solutions, ask_one);
    return summarise(solutions, err);
}

void es_solutions_close(struct es_solutions *solutions)
{
    for (size_t i = 0; i < solutions->n; i++) {
        es_arena_close(solutions->at[i].arena);
        solutions->at[i].arena = NULL;
    }
    solutions->n = 0;
}

const struct es_solution *es_solutions_find(const struct es_solutions *solutions,
                                            const struct es_series *series)
{
    for (size_t i = 0; i < solutions->n; i++) {
        if (solutions->at[i].series == series) {
            return &solutions->at[i];
        }
    }
    return NULL;
}

/*
 * solve.c: the stages from figures to answers. Every series is fitted by itself, wholes
 * before the parts whose shares are read on them; then, of all draws together, targets
 * and verdicts are asked.
 */
#include "essor/project.h"

#include "essor/hash.h"
#include "essor/parallel.h"
#include "project/dense.h"

#include <string.h>

enum { DRAWS_PER_FAMILY = 500 };

const char *es_engine_name(enum es_engine engine)
{
    return engine == ES_ENGINE_DENSE ? "dense" : "sparse";
}

int es_horizon_day(int as_of_day, int years)
{
    int year, month, day;
    es_day_split(as_of_day, &year, &month, &day);
    const bool leap_day = month == 2 && day == 29;
    return es_day(year + years, month, leap_day ? 28 : day);
}

struct task {
    const struct es_project *project;
    const struct es_solve_options *options;
    int as_of_day;
    int horizon_day;
    struct es_solution **solution; /* those of this stage */
};

static bool needs_whole(const struct es_sparse_problem *problem)
{
    for (size_t i = 0; i < problem->n; i++) {
        if (problem->observation[i].measure == ES_SHARE) {
            return true;
        }
    }
    return false;
}

static enum es_status gather(const struct es_project *project,
                             struct es_solution *solution)
{
    struct es_error *err = &solution->error;
    struct es_reading *reading;
    struct es_observation *observation;
    size_t readings, n = 0, unfit = 0;
    ES_TRY(es_project_readings(project, solution->series, solution->problem.as_of_day,
                               &reading, &readings, solution->arena, err));
    ES_NEW(solution->arena, observation, readings, err);
    for (size_t i = 0; i < readings; i++) {
        if (reading[i].use == ES_USED) {
            observation[n++] = reading[i].observation;
        }
        unfit += reading[i].use == ES_NOT_TAKEN;
    }
    if (n == 0 && unfit > 0) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: none of its figures can be used; essor series %s says why",
                       solution->series->id, solution->series->id);
    }
    if (n == 0) {
        return es_fail(
            err, ES_ERR_DATA,
            "%s: no figure is known on that date; essor series %s lists all of them",
            solution->series->id, solution->series->id);
    }
    solution->problem.observation = observation;
    solution->problem.n = n;
    return ES_OK;
}

enum es_status es_project_pose(const struct es_project *project, int as_of_day,
                               int horizon_day, struct es_solution *solution)
{
    const struct es_series *series = solution->series;
    solution->problem =
        (struct es_sparse_problem){.name = series->id,
                                   .nature = series->nature,
                                   .launch_day = series->launch_day,
                                   .as_of_day = as_of_day,
                                   .horizon_day = horizon_day,
                                   .ceiling = series->ceiling,
                                   .ceiling_sd_log = series->ceiling_sd_log,
                                   .limit = series->limit,
                                   .prior = series->prior,
                                   .seed = es_seed(series->id, project->seed),
                                   .draws_per_family = DRAWS_PER_FAMILY};
    return gather(project, solution);
}

static enum es_status pose(const struct task *task, struct es_solution *solution)
{
    const struct es_series *series = solution->series;
    ES_TRY(es_project_pose(task->project, task->as_of_day, task->horizon_day, solution));
    solution->problem.jobs = task->options->jobs;
    if (!needs_whole(&solution->problem)) {
        return ES_OK;
    }
    if (solution->whole->status != ES_OK) {
        return es_fail(&solution->error, solution->whole->status,
                       "%s: it has shares of %s, which failed: %s", series->id,
                       solution->whole->series->id, solution->whole->error.message);
    }
    solution->problem.whole = &solution->whole->fit.outlook;
    return ES_OK;
}

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

/* Dense by itself where the points are regular and few figures are anything else. */
static enum es_status choose_engine(struct es_solution *solution)
{
    struct es_error *err = &solution->error;
    ES_NEW(solution->arena, solution->dense, 1, err);
    struct es_dense_grid *grid = &solution->dense->grid;
    ES_TRY(es_dense_grid_make(&solution->problem, grid, solution->arena, err));
    solution->engine = solution->series->engine;
    if (solution->engine == ES_ENGINE_BY_DATA) {
        solution->engine = grid->regular && 4 * grid->left_out <= grid->n
                               ? ES_ENGINE_DENSE
                               : ES_ENGINE_SPARSE;
    }
    if (solution->engine == ES_ENGINE_SPARSE) {
        solution->dense = NULL;
    }
    return ES_OK;
}

static enum es_status fit(const struct task *task, struct es_solution *solution)
{
    ES_TRY(es_arena_open(&solution->arena, &solution->error));
    ES_TRY(pose(task, solution));
    ES_TRY(choose_engine(solution));
    if (solution->engine == ES_ENGINE_DENSE) {
        return es_dense_solve(solution, ES_FAMILIES * DRAWS_PER_FAMILY, &solution->error);
    }
    return es_sparse_fit(&solution->problem, &solution->fit, solution->arena,
                         &solution->error);
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

static void fit_one(void *context, size_t i)
{
    const struct task *task = context;
    task->solution[i]->status = fit(task, task->solution[i]);
}

static void ask_one(void *context, size_t i)
{
    const struct task *task = context;
    if (task->solution[i]->status == ES_OK) {
        task->solution[i]->status = ask(task, task->solution[i]);
    }
}

static bool is_wanted(const struct es_project *project, const struct es_series *series,
                      const char *const names[], size_t n)
{
    bool wanted = names == NULL;
    for (size_t i = 0; i < n && !wanted; i++) {
        const struct es_series *named = es_project_series(project, names[i]);
        wanted = named == series || (named != NULL && named->whole != NULL &&
                                     strcmp(named->whole, series->id) == 0);
    }
    return wanted;
}

/* One solution for each series that is asked for or needed, in the project's order. */
static enum es_status lay_out(const struct es_project *project, const char *const names[],
                              size_t n, struct es_solutions *solutions,
                              struct es_arena *arena, struct es_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (es_project_series(project, names[i]) == NULL) {
            return es_fail(err, ES_ERR_ARGUMENT, "the project has no series \"%s\"",
                           names[i]);
        }
    }
    ES_NEW(arena, solutions->at, project->series_count, err);
    for (size_t i = 0; i < project->series_count; i++) {
        if (is_wanted(project, &project->series[i], names, n)) {
            solutions->at[solutions->n++].series = &project->series[i];
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
        for (size_t i = 0; i < solutions->n; i++) {
            if ((solutions->at[i].whole != NULL) == (stage == 1)) {
                task->solution[count++] = &solutions->at[i];
            }
        }
        es_parallel_for(count, task->options->jobs, fit_one, task);
    }
}

static void ask_all(struct task *task, struct es_solutions *solutions)
{
    for (size_t i = 0; i < solutions->n; i++) {
        task->solution[i] = &solutions->at[i];
    }
    es_parallel_for(solutions->n, task->options->jobs, ask_one, task);
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
    fit_all(&task, solutions);
    ask_all(&task, solutions);
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

#include "project/pose.h"

#include "essor/hash.h"
#include "project/dense.h"
#include "project/events.h"
#include "project/index.h"

enum { DRAWS_PER_FAMILY = 500, DENSE_DRAWS = 2000 };

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

size_t es_dense_draws(const struct es_project *project, const struct es_series *series)
{
    const bool alone =
        series->whole == NULL && es_index_parts(project, series->id).n == 0;
    return alone ? DENSE_DRAWS : ES_FAMILIES * DRAWS_PER_FAMILY;
}

static enum es_status gather(const struct es_project *project,
                             struct es_solution *solution)
{
    struct es_error *err = &solution->error;
    struct es_reading *reading;
    struct es_observation *observation;
    size_t readings, n = 0, zeros = 0, unfit = 0;
    ES_TRY(es_project_readings(project, solution->series, solution->problem.as_of_day,
                               &reading, &readings, solution->arena, err));
    ES_NEW(solution->arena, observation, readings, err);
    for (size_t i = 0; i < readings; i++) {
        if (reading[i].use == ES_USED || reading[i].use == ES_ZERO) {
            observation[n++] = reading[i].observation;
        }
        zeros += reading[i].use == ES_ZERO;
        unfit += reading[i].use == ES_NOT_TAKEN;
    }
    if (n == zeros && n + unfit > 0) {
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
    solution->problem = (struct es_sparse_problem){
        .name = series->id,
        .nature = series->nature,
        .launch_day = series->launch_day,
        .as_of_day = as_of_day,
        .horizon_day = horizon_day,
        .ceiling = series->ceiling,
        .ceiling_sd_log = series->ceiling_sd_log,
        .limit = series->limit,
        .prior = series->prior,
        .commons = es_breaks_unsure(project, series, as_of_day),
        .seed = es_seed(series->id, project->seed),
        .draws_per_family = DRAWS_PER_FAMILY};
    ES_TRY(es_events_pose(project, solution, &solution->error));
    return gather(project, solution);
}

/* A curve through a few figures has relative errors, which a zero cannot have. */
static enum es_status drop_zeros(struct es_solution *solution)
{
    struct es_sparse_problem *problem = &solution->problem;
    struct es_observation *kept;
    size_t n = 0;
    ES_NEW(solution->arena, kept, problem->n, &solution->error);
    for (size_t i = 0; i < problem->n; i++) {
        if (problem->observation[i].centre > 0.0) {
            kept[n++] = problem->observation[i];
        }
    }
    problem->observation = kept;
    problem->n = n;
    return ES_OK;
}

enum es_status es_choose_engine(const struct es_project *project,
                                struct es_solution *solution)
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
        return drop_zeros(solution);
    }
    return es_breaks_estimate(project, solution);
}

int es_first_month(const struct es_solution *solution)
{
    const int day = solution->engine == ES_ENGINE_DENSE
                        ? solution->dense->grid.from_day[0]
                        : es_sparse_first_day(&solution->problem);
    return es_month_of_day(day);
}

static bool needs_whole(const struct es_sparse_problem *problem)
{
    for (size_t i = 0; i < problem->n; i++) {
        if (problem->observation[i].measure == ES_SHARE) {
            return true;
        }
    }
    return false;
}

enum es_status es_read_whole(struct es_solution *solution)
{
    const struct es_solution *whole = solution->whole;
    struct es_sparse_problem *problem = &solution->problem;
    if (whole == NULL) {
        return ES_OK;
    }
    if (whole->status == ES_OK && whole->series->rest != NULL) {
        problem->earlier_months =
            es_first_month(solution) - whole->fit.outlook.first_month;
    }
    if (!needs_whole(problem)) {
        return ES_OK;
    }
    if (whole->status != ES_OK) {
        return es_fail(&solution->error, whole->status,
                       "%s: it has shares of %s, which failed: %s", solution->series->id,
                       whole->series->id, whole->error.message);
    }
    problem->whole = &whole->fit.outlook;
    return ES_OK;
}

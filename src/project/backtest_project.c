/* backtest_project.c: a project's own series, forecast from earlier points. */
#include "essor/backtest.h"

#include "essor/parallel.h"
#include "project/dense.h"
#include "project/events.h"

#include <math.h>
#include <string.h>

enum { ORIGINS = 5, FEWEST = 8, FARTHEST = 24 };

/* A series with its points, which all of its origins share. */
struct subject {
    struct es_solution solution;
    struct es_dense_solution dense;
};

struct job {
    struct subject *subject;
    const size_t *of; /* [origins] the subject */
    struct es_backtest_origin *origin;
};

static bool is_wanted(const struct es_project *project, const struct es_series *series,
                      const char *const names[], size_t n)
{
    bool wanted = names == NULL;
    for (size_t i = 0; i < n && !wanted; i++) {
        wanted = es_project_series(project, names[i]) == series;
    }
    return wanted;
}

/* The points at 40, 50, ... 80 % of the series, each at least six and not twice. */
static size_t choose_origins(size_t n, size_t at[ORIGINS])
{
    size_t count = 0;
    for (size_t k = 0; k < ORIGINS && n >= FEWEST; k++) {
        const size_t origin = (4 + k) * n / 10;
        if (origin >= ES_DENSE_FEWEST && (count == 0 || origin > at[count - 1])) {
            at[count++] = origin;
        }
    }
    return count;
}

static size_t horizon_of(size_t n, size_t origin)
{
    size_t horizon = n - origin < origin / 2 ? n - origin : origin / 2;
    return horizon < FARTHEST ? horizon : FARTHEST;
}

/* The mean over the deciles of twice the pinball loss, an approximation of the CRPS
 * (Gneiting and Raftery 2007, doi:10.1198/016214506000001437). */
static double decile_loss(const struct es_dense_forecast *forecast, size_t h,
                          double actual)
{
    double sum = 0.0;
    for (int k = 1; k <= 9; k++) {
        const double level = k / 10.0,
                     off = actual - es_dense_quantile(forecast, h, level);
        sum += 2.0 * (off > 0.0 ? level * off : (level - 1.0) * off) / 9.0;
    }
    return sum;
}

static void take_step(const struct es_dense_grid *grid,
                      const struct es_dense_forecast *forecast, size_t h,
                      struct es_backtest_origin *origin)
{
    static const double levels[] = {0.025, 0.1, 0.5, 0.9, 0.975};
    struct es_backtest_step *step = &origin->step[h];
    const size_t i = origin->points + h;
    step->from_day = grid->from_day[i];
    step->to_day = grid->to_day[i];
    step->actual = grid->y[i] * grid->periods[i];
    step->mean = forecast->mean[h] * grid->periods[i];
    for (size_t k = 0; k < 5; k++) {
        step->quantile[k] = es_dense_quantile(forecast, h, levels[k]) * grid->periods[i];
    }
    const double *q = step->quantile, actual = step->actual;
    origin->cover80 += (actual >= q[1] && actual <= q[3]);
    origin->cover95 += (actual >= q[0] && actual <= q[4]);
    origin->mase += fabs(forecast->mean[h] - grid->y[i]);
    origin->naive_mase += fabs(grid->y[origin->points - 1] - grid->y[i]);
    origin->crps += decile_loss(forecast, h, grid->y[i]);
}

static double mean_step(const double y[], size_t n)
{
    double sum = 0.0;
    for (size_t i = 1; i < n; i++) {
        sum += fabs(y[i] - y[i - 1]);
    }
    return sum / (double)(n - 1);
}

static enum es_status answer(const struct job *job, size_t i, struct es_arena *arena)
{
    struct es_backtest_origin *origin = &job->origin[i];
    const struct es_solution *solution = &job->subject[job->of[i]].solution;
    const struct es_dense_grid *grid = &solution->dense->grid;
    const struct es_dense_series series =
        es_dense_series_of(solution, origin->points, origin->horizon);
    struct es_dense_forecast forecast;
    ES_TRY(es_dense_run(&series, &es_dense_pooled, &forecast, arena, &origin->error));
    for (size_t h = 0; h < origin->horizon; h++) {
        take_step(grid, &forecast, h, origin);
    }
    const double horizon = (double)origin->horizon;
    const double steps = horizon * mean_step(grid->y, origin->points);
    if (!(steps > 0.0)) { /* no step to measure by: a series that has not moved */
        origin->mase = origin->naive_mase = origin->crps = NAN;
    }
    origin->mase /= steps;
    origin->naive_mase /= steps;
    origin->crps /= steps;
    origin->cover80 /= horizon;
    origin->cover95 /= horizon;
    return ES_OK;
}

static void answer_one(void *context, size_t i)
{
    const struct job *job = context;
    struct es_arena *arena;
    if (es_arena_open(&arena, &job->origin[i].error) == ES_OK) {
        (void)answer(job, i, arena);
        es_arena_close(arena);
    }
}

/* The points of every wanted series that has enough; the others are left out. */
static enum es_status gather(const struct es_project *project, const char *const names[],
                             size_t n, int as_of_day, struct subject **subject,
                             size_t *subjects, struct es_arena *arena,
                             struct es_error *err)
{
    struct subject *made;
    size_t count = 0;
    ES_NEW(arena, made, project->series_count, err);
    for (size_t i = 0; i < project->series_count; i++) {
        struct es_solution *solution = &made[count].solution;
        if (!is_wanted(project, &project->series[i], names, n)) {
            continue;
        }
        *solution = (struct es_solution){
            .series = &project->series[i], .arena = arena, .dense = &made[count].dense};
        if (es_project_pose(project, as_of_day, as_of_day, solution) == ES_OK) {
            ES_TRY(es_dense_grid_make(&solution->problem, &made[count].dense.grid, arena,
                                      err));
            ES_TRY(es_breaks_estimate(project, solution));
            count += made[count].dense.grid.n >= FEWEST;
        }
    }
    *subject = made;
    *subjects = count;
    return ES_OK;
}

static enum es_status lay_out(struct subject *subject, size_t subjects, struct job *job,
                              size_t *n, struct es_arena *arena, struct es_error *err)
{
    size_t *of, at[ORIGINS];
    ES_NEW(arena, job->origin, subjects * ORIGINS, err);
    ES_NEW(arena, of, subjects * ORIGINS, err);
    for (size_t s = 0; s < subjects; s++) {
        const struct es_dense_grid *grid = &subject[s].dense.grid;
        const size_t origins = choose_origins(grid->n, at);
        for (size_t k = 0; k < origins; k++) {
            struct es_backtest_origin *origin = &job->origin[*n];
            *origin = (struct es_backtest_origin){.series = subject[s].solution.series,
                                                  .origin_day = grid->to_day[at[k] - 1],
                                                  .points = at[k],
                                                  .horizon = horizon_of(grid->n, at[k])};
            ES_NEW(arena, origin->step, origin->horizon, err);
            of[(*n)++] = s;
        }
    }
    job->subject = subject;
    job->of = of;
    return ES_OK;
}

enum es_status es_project_backtest(const struct es_project *project,
                                   const char *const names[], size_t n, int as_of_day,
                                   size_t jobs, struct es_project_backtest *backtest,
                                   struct es_arena *arena, struct es_error *err)
{
    const int as_of = as_of_day == ES_NO_DAY ? project->as_of_day : as_of_day;
    struct subject *subject;
    struct job job = {.origin = NULL};
    size_t subjects = 0, origins = 0;
    if (as_of != ES_NO_DAY) {
        ES_TRY(gather(project, names, n, as_of, &subject, &subjects, arena, err));
    }
    if (subjects == 0) {
        return es_fail(err, ES_ERR_DATA,
                       "no series has the %d points, levels or volumes that do not "
                       "overlap, that earlier forecasts need",
                       FEWEST);
    }
    ES_TRY(lay_out(subject, subjects, &job, &origins, arena, err));
    es_parallel_for(origins, jobs, answer_one, &job);
    *backtest = (struct es_project_backtest){.origin = job.origin, .n = origins};
    return ES_OK;
}

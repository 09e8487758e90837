/* regression.c: from a task to its answer. */
#include "answer.h"
#include "coordinate.h"
#include "corner.h"
#include "start.h"
#include "task_check.h"
#include "walk.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

enum {
    FOLLOWED = 12,
    ROUNDS = 3,
    CORNER_ROUNDS = 4,
    LOOKED_AT_AGAIN = 1024,
    PRIOR_ROUNDS = 60,
    MOST_STEPS_BACK = 40
};
#define STEP_BACK 4.0
#define COSTS_NOTHING 1e-7 /* of the sum of squares */
#define SAME_OBJECTIVE 1e-9
#define SAME_PLACE 1e-5 /* of coordinates */
#define SAME_SD 1e-11
#define EXACT_COST 1e-25 /* of the sum of squares of y: nothing is left to be better */

/* All that one call has. */
struct run {
    struct es_solver *solver;
    const struct es_task *task;
    struct es_regression_options options;
    struct es_descent *found; /* optima, best first once ranked */
    size_t count;
    bool started; /* the first comes from the given start */
    size_t evaluations;
    struct es_robust robust;
    struct es_answering answering;
    struct es_arena *arena;
    struct es_error *err;
};

/* -- all optima -----------------------------------------------------------------------
 */

static double gap(const struct run *run, const double a[], const double b[])
{
    double most = 0.0;
    for (size_t k = 0; k < run->task->p; k++) {
        const double x = es_coordinate_of(&run->task->unknown[k], a[k]);
        const double y = es_coordinate_of(&run->task->unknown[k], b[k]);
        const double away = fabs(x - y) / (1.0 + fmin(fabs(x), fabs(y)));
        most = x == y ? most : fmax(most, away);
    }
    return most;
}

static bool same_cost(const struct run *run, double a, double b)
{
    return fabs(a - b) <= SAME_OBJECTIVE * fmin(a, b) + EXACT_COST * run->solver->size;
}

/* Whether a is a better answer than b: a lower sum of squares; of two alike, the one that
 * has converged; of two that are but names of each other, the one nearer to the start. */
static bool better(const struct run *run, const struct es_descent *a,
                   const struct es_descent *b)
{
    if (!same_cost(run, a->cost, b->cost)) {
        return a->cost < b->cost;
    }
    if (a->converged != b->converged) {
        return a->converged;
    }
    const double *start = run->task->start;
    return run->started && gap(run, a->theta, start) < gap(run, b->theta, start);
}

/* Puts an optimum in its place among those found; drops it if it is there already, or has
 * not converged and is not the best. */
static void keep(struct run *run, const struct es_descent *descent)
{
    size_t at = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (same_cost(run, run->found[i].cost, descent->cost) &&
            run->found[i].converged == descent->converged &&
            gap(run, run->found[i].theta, descent->theta) < SAME_PLACE) {
            return;
        }
        at = better(run, descent, &run->found[i]) ? at : i + 1;
    }
    if (at > 0 && !descent->converged) {
        return;
    }
    if (run->count > 0 && at == 0 && !run->found[0].converged) {
        run->found[0] = *descent; /* what had not converged was only the best so far */
        return;
    }
    memmove(run->found + at + 1, run->found + at,
            (run->count - at) * sizeof run->found[0]);
    run->found[at] = *descent;
    run->count++;
}

static enum es_status follow(struct run *run, const double theta[])
{
    struct es_descent descent = {.cost = INFINITY};
    memcpy(descent.theta, theta, run->task->p * sizeof theta[0]);
    const enum es_status status = es_descend(run->solver, &descent);
    if (status == ES_ERR_MEMORY) {
        return es_no_memory(run->err);
    }
    if (status == ES_OK && isfinite(descent.cost)) {
        keep(run, &descent);
    }
    return ES_OK;
}

static enum es_status follow_candidates(struct run *run)
{
    struct es_candidate *candidate;
    size_t count;
    const size_t wanted = run->options.starts > 0 ? run->options.starts : FOLLOWED;
    ES_TRY(es_start_find(run->solver, run->options.candidates, wanted, &candidate, &count,
                         run->arena, run->err));
    for (size_t i = 0; i < count; i++) {
        ES_TRY(follow(run, candidate[i].theta));
    }
    return ES_OK;
}

/* From the best into the gaps around it, until there is nothing better. */
static enum es_status turn_corners(struct run *run)
{
    for (int round = 0; round < CORNER_ROUNDS; round++) {
        struct es_descent better;
        if (es_corner_search(run->solver, &run->found[0], &better) != ES_OK) {
            return es_no_memory(run->err);
        }
        if (same_cost(run, better.cost, run->found[0].cost)) {
            return ES_OK;
        }
        keep(run, &better);
    }
    run->found[0].converged = false; /* there may be better ones yet */
    return ES_OK;
}

static enum es_status find_optima(struct run *run)
{
    const size_t most = run->options.starts > 0 ? run->options.starts : FOLLOWED;
    ES_NEW(run->arena, run->found, most + ROUNDS + CORNER_ROUNDS + 2, run->err);
    es_solver_free(run->solver, NULL);
    if (run->started) {
        ES_TRY(follow(run, run->task->start));
    }
    if (!run->started || run->options.starts != 1) {
        ES_TRY(follow_candidates(run));
    }
    if (run->count == 0) {
        return es_fail(run->err, ES_ERR_FIT,
                       "%s: no start leads to a finite curve; check the domains of the "
                       "parameters and the start",
                       run->task->label);
    }
    return run->options.starts == 1 ? ES_OK : turn_corners(run);
}

/*
 * A ceiling on its way to infinity is left where the search ran out of digits. Brings it
 * back as far as that costs nothing, from where profiles and doublings can still be felt.
 */
static enum es_status bring_ceiling_back(struct run *run)
{
    struct es_descent *best = &run->found[0];
    const int ceiling = run->task->ceiling;
    if (best->converged || ceiling == ES_NO_PARAM || run->task->unknown[ceiling].fixed) {
        return ES_OK;
    }
    const double most = best->cost * (1.0 + COSTS_NOTHING);
    struct es_profile profile = {.solver = run->solver, .best = best, .better = *best};
    for (int step = 0; step < MOST_STEPS_BACK; step++) {
        struct es_descent at;
        const double nearer = best->theta[ceiling] / STEP_BACK;
        if (!es_coordinate_inside(&run->task->unknown[ceiling], nearer)) {
            return ES_OK;
        }
        const enum es_status status =
            es_profile_given(&profile, (size_t)ceiling, nearer, &at);
        if (status == ES_ERR_MEMORY) {
            return es_no_memory(run->err);
        }
        if (status != ES_OK || at.cost > most) {
            return ES_OK;
        }
        at.converged = false; /* it is, but for the ceiling */
        at.iterations += best->iterations;
        *best = at;
    }
    return ES_OK;
}

/* -- the residual sd that priors are measured in ------------------------------------- */

static double rss_of(const struct es_solver *solver)
{
    double sum = 0.0;
    for (size_t i = 0; i < solver->n; i++) {
        sum += solver->miss[i] * solver->miss[i];
    }
    return sum;
}

static enum es_status settle_priors(struct run *run)
{
    struct es_solver *solver = run->solver;
    const double freedom = (double)run->answering.counted - (double)run->answering.moving;
    for (int round = 0; round < PRIOR_ROUNDS; round++) {
        if (!es_solver_evaluate(solver, run->found[0].theta, false)) {
            return ES_OK;
        }
        const double sd = sqrt(rss_of(solver) / freedom);
        const bool settled = fabs(sd - solver->prior_root) <= SAME_SD * sd;
        solver->prior_root = sd;
        if (settled) {
            return ES_OK;
        }
        if (es_descend(solver, &run->found[0]) == ES_ERR_MEMORY) {
            return es_no_memory(run->err);
        }
    }
    run->found[0].converged = false;
    return ES_OK;
}

/* Before the first fit: as if the curve explained nine tenths of y. */
static void guess_prior_scale(struct run *run)
{
    struct es_solver *solver = run->solver;
    if (solver->priors > 0 && !(run->task->sd > 0.0)) {
        solver->prior_root = 0.1 * sqrt(solver->size / (double)run->answering.counted);
    }
}

/* -- the answer -----------------------------------------------------------------------
 */

static enum es_status bend(struct run *run)
{
    struct es_solver *solver = run->solver;
    run->robust = (struct es_robust){.loss = run->options.loss};
    if (run->options.loss == ES_LOSS_SQUARES) {
        return ES_OK;
    }
    ES_NEW(run->arena, run->robust.weight, solver->n, run->err);
    ES_NEW(run->arena, run->robust.work, solver->n, run->err);
    for (size_t i = 0; i < solver->n; i++) {
        run->robust.weight[i] = 1.0;
    }
    run->count = 1; /* the others are optima of another loss */
    const enum es_status status = es_robust_fit(solver, &run->robust, &run->found[0]);
    return status == ES_ERR_MEMORY ? es_no_memory(run->err) : ES_OK;
}

static enum es_status list_optima(struct run *run, struct es_regression *answer)
{
    answer->optima = run->count;
    ES_NEW(run->arena, answer->optimum, run->count, run->err);
    for (size_t i = 0; i < run->count; i++) {
        struct es_optimum *optimum = &answer->optimum[i];
        ES_NEW(run->arena, optimum->theta, run->task->p, run->err);
        memcpy(optimum->theta, run->found[i].theta, run->task->p * sizeof(double));
        optimum->objective = run->found[i].cost;
        optimum->converged = run->found[i].converged;
    }
    return ES_OK;
}

double es_student_reach(double level, double freedom)
{
    return freedom > 0.0 ? gsl_cdf_tdist_Qinv((1.0 - level) / 2.0, freedom) : NAN;
}

static double quantile_of(const struct run *run)
{
    const double freedom = (double)run->answering.counted - (double)run->answering.moving;
    if (run->task->sd > 0.0) {
        return gsl_cdf_ugaussian_Qinv((1.0 - run->options.level) / 2.0);
    }
    return es_student_reach(run->options.level, freedom);
}

/* A second and denser look over the domain, where an optimum is about to be called one
 * although the data do not hold all of it. */
static enum es_status look_again(struct run *run, struct es_descent *next)
{
    struct es_candidate *candidate;
    size_t count;
    ES_TRY(es_start_find(run->solver, LOOKED_AT_AGAIN, 2 * FOLLOWED, &candidate, &count,
                         run->arena, run->err));
    for (size_t i = 0; i < count; i++) {
        struct es_descent descent = {.cost = INFINITY};
        memcpy(descent.theta, candidate[i].theta, run->task->p * sizeof descent.theta[0]);
        const enum es_status status = es_descend(run->solver, &descent);
        if (status == ES_ERR_MEMORY) {
            return es_no_memory(run->err);
        }
        if (status == ES_OK && descent.cost < next->cost) {
            *next = descent;
        }
    }
    return ES_OK;
}

/* Walks away from an optimum of which something is not determined, unless the profiles
 * have met a better point already. */
static enum es_status walk_around(struct run *run, const struct es_regression *answer,
                                  struct es_descent *next)
{
    const bool squares = run->options.loss == ES_LOSS_SQUARES;
    double std_error[ES_REGRESSION_MOST_PARAMS];
    bool loose = false;
    for (size_t k = 0; k < answer->params; k++) {
        const struct es_estimate *estimate = &answer->estimate[k];
        std_error[k] = estimate->std_error;
        loose = loose || !(estimate->determined || estimate->fixed);
    }
    if (!squares || !loose || run->options.starts == 1 ||
        next->cost < run->found[0].cost ||
        run->found[0].cost <= EXACT_COST * run->solver->size) {
        return ES_OK;
    }
    const enum es_status status =
        es_walk_around(run->solver, &run->found[0], std_error, next);
    if (status == ES_ERR_MEMORY) {
        return es_no_memory(run->err);
    }
    return answer->converged && run->options.candidates == 0 ? look_again(run, next)
                                                             : ES_OK;
}

/* A profile that meets a better point than the best shows where to go on. */
static enum es_status describe(struct run *run, struct es_regression *answer)
{
    struct es_answering *answering = &run->answering;
    double *work;
    ES_NEW(run->arena, work, run->task->n, run->err);
    for (int round = 0;; round++) {
        struct es_descent next;
        answering->best = &run->found[0];
        es_answer_fill(answering, work);
        if (es_answer_determine(answering, &next) != ES_OK) {
            return es_no_memory(run->err);
        }
        ES_TRY(walk_around(run, answer, &next));
        if (!(next.cost < run->found[0].cost * (1.0 - SAME_OBJECTIVE)) ||
            round == ROUNDS) {
            break;
        }
        if (run->options.loss == ES_LOSS_SQUARES) {
            ES_TRY(follow(run, next.theta));
        }
    }
    ES_TRY(list_optima(run, answer));
    es_answer_say(answering);
    answer->iterations = run->found[0].iterations;
    answer->evaluations = run->solver->evaluations;
    return ES_OK;
}

static struct es_regression_options complete(const struct es_regression_options *options)
{
    struct es_regression_options full = {0};
    if (options != NULL) {
        full = *options;
    }
    full.level = full.level == 0.0 ? 0.95 : full.level;
    return full;
}

enum es_status es_regress_with(struct es_solver *solver, const struct es_task *task,
                               const struct es_regression_options *options,
                               struct es_regression *answer, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_regression made = {0};
    struct run run = {.solver = solver,
                      .task = task,
                      .options = complete(options),
                      .arena = arena,
                      .err = err};
    run.answering = (struct es_answering){.solver = solver,
                                          .options = &run.options,
                                          .robust = &run.robust,
                                          .answer = &made};
    struct es_task_sizes sizes;
    ES_TRY(es_task_check(task, &run.options, &sizes, err));
    run.started = sizes.started;
    run.answering.counted = sizes.counted;
    run.answering.moving = sizes.moving;
    run.answering.level = run.options.level;
    run.answering.quantile = quantile_of(&run);
    ES_TRY(es_solver_take(solver, task, err));
    guess_prior_scale(&run);
    ES_TRY(es_answer_allot(task, &made, arena, err));
    ES_TRY(find_optima(&run));
    ES_TRY(bring_ceiling_back(&run));
    if (solver->priors > 0 && !(task->sd > 0.0)) {
        ES_TRY(settle_priors(&run));
    }
    ES_TRY(bend(&run));
    ES_TRY(describe(&run, &made));
    *answer = made;
    return ES_OK;
}

enum es_status es_regress(const struct es_task *task,
                          const struct es_regression_options *options,
                          struct es_regression *answer, struct es_arena *arena,
                          struct es_error *err)
{
    struct es_solver *solver;
    ES_TRY(es_solver_open(&solver, err));
    const enum es_status status =
        es_regress_with(solver, task, options, answer, arena, err);
    es_solver_close(solver);
    return status;
}

#include "influence.h"

#include "essor/cohere.h"
#include "essor/event.h"
#include "essor/parallel.h"
#include "paths.h"
#include "sampler.h"

#include <math.h>
#include <string.h>

#define DAYS_PER_MONTH (365.25 / 12.0)

#define LEAST_EFFECTIVE_SHARE 0.1
#define LEFT_OUT 1e8 /* variance of a figure that no longer counts */
enum { INFLUENCE_DRAWS = 40 };

/* For one family: what each observation is off from the prediction of the others, by draw
 * (e[n][draws], in logarithms) and the variance of that prediction (v[n]). */
static enum es_status leave_each_out(const struct es_family_fit *family, double e[],
                                     double v[], struct es_arena *arena,
                                     struct es_error *err)
{
    const struct es_linear *linear = family->linear;
    const size_t n = linear->n;
    double *x;
    ES_NEW(arena, x, n, err);
    for (size_t j = 0; j < n; j++) {
        memset(x, 0, n * sizeof x[0]);
        x[j] = 1.0;
        es_linear_solve(linear, x);
        v[j] = 1.0 / x[j];
    }
    for (size_t i = 0; i < family->draws; i++) {
        if (!es_linear_residuals(linear, family->draw[i], x)) {
            return es_fail(err, ES_ERR_DEFECT, "a posterior draw has no curve");
        }
        es_linear_solve(linear, x);
        for (size_t j = 0; j < n; j++) {
            e[j * family->draws + i] = x[j] * v[j];
        }
    }
    return ES_OK;
}

/* A copy of a family that pays no attention to observation j. */
static enum es_status without(const struct es_family_fit *family, size_t j,
                              struct es_family_fit *copy, struct es_arena *arena,
                              struct es_error *err)
{
    const size_t n = family->linear->n;
    struct es_linear *linear;
    double *variance, *covariance;
    ES_NEW(arena, linear, 1, err);
    ES_NEW(arena, variance, n, err);
    ES_NEW(arena, covariance, n * n, err);
    *linear = *family->linear;
    memcpy(variance, linear->variance, n * sizeof variance[0]);
    memcpy(covariance, linear->covariance, n * n * sizeof covariance[0]);
    variance[j] += LEFT_OUT;
    covariance[j * n + j] += LEFT_OUT;
    linear->variance = variance;
    linear->covariance = covariance;
    *copy = *family;
    copy->linear = linear;
    return ES_OK;
}

/* Resamples the family's draws by exp(e^2 / 2v); false if too few of them count. */
static bool reweight(const struct es_family_fit *family, const double e[], double v,
                     double weight[], struct es_family_fit *copy)
{
    double most = -INFINITY, sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < family->draws; i++) {
        weight[i] = 0.5 * e[i] * e[i] / v;
        most = fmax(most, weight[i]);
    }
    for (size_t i = 0; i < family->draws; i++) {
        weight[i] = exp(weight[i] - most);
        sum += weight[i];
        squares += weight[i] * weight[i];
    }
    double reached = weight[0] / sum;
    size_t at = 0;
    for (size_t i = 0; i < copy->draws; i++) {
        const double wanted = ((double)i + 0.5) / (double)copy->draws;
        while (reached < wanted && at + 1 < family->draws) {
            reached += weight[++at] / sum;
        }
        memcpy(copy->draw[i], family->draw[at], sizeof family->draw[at]);
    }
    return sum * sum / squares >= LEAST_EFFECTIVE_SHARE * (double)family->draws;
}

/* The outlook without observation j, by reweighting; *enough tells whether it can be
 * trusted. */
static enum es_status outlook_without(const struct es_left_out *all, size_t j,
                                      struct es_sparse_fit *reduced, bool *enough,
                                      struct es_arena *arena, struct es_error *err)
{
    double *weight;
    ES_NEW(arena, weight, all->problem->draws_per_family, err);
    *reduced = *all->fit;
    *enough = true;
    for (size_t f = 0; f < all->fit->families && *enough; f++) {
        const struct es_family_fit *family = &all->fit->family[f];
        struct es_family_fit *copy = &reduced->family[f];
        ES_TRY(without(family, j, copy, arena, err));
        copy->draws = INFLUENCE_DRAWS;
        ES_NEW(arena, copy->draw, copy->draws, err);
        *enough =
            reweight(family, all->e[f] + j * family->draws, all->v[f][j], weight, copy);
    }
    struct es_outlook *outlook = &reduced->outlook;
    outlook->draws = INFLUENCE_DRAWS * reduced->families;
    outlook->months = reduced->family[0].linear->latent->months; /* events may cut them */
    ES_NEW(arena, outlook->cumulated, outlook->draws * (outlook->months + 1), err);
    for (size_t f = 0; f < reduced->families && *enough; f++) {
        ES_TRY(es_draw_paths(reduced, f, outlook, arena, err));
    }
    return ES_OK;
}

static enum es_status refit_without(const struct es_sparse_problem *problem, size_t j,
                                    struct es_sparse_fit *reduced, struct es_arena *arena,
                                    struct es_error *err)
{
    struct es_sparse_problem *fewer;
    struct es_observation *kept;
    ES_NEW(arena, fewer, 1, err);
    ES_NEW(arena, kept, problem->n, err);
    *fewer = *problem;
    fewer->n = 0;
    for (size_t k = 0; k < problem->n; k++) {
        if (k != j) {
            kept[fewer->n++] = problem->observation[k];
        }
    }
    fewer->observation = kept;
    fewer->draws_per_family = INFLUENCE_DRAWS;
    fewer->jobs = 1;
    return es_sparse_fit(fewer, reduced, arena, err);
}

/* What was made to the draws of the fit since they were drawn. */
static enum es_status change_as(const struct es_sparse_fit *fit,
                                struct es_sparse_fit *reduced, struct es_arena *arena,
                                struct es_error *err)
{
    double *ceiling;
    if (fit->move != NULL) {
        es_move_apply(fit->move, &reduced->outlook);
    }
    if (fit->events == NULL) {
        return ES_OK;
    }
    ES_NEW(arena, ceiling, reduced->outlook.draws, err);
    es_sparse_ceilings(reduced, ceiling);
    return es_events_make(fit->events, ceiling, &reduced->outlook, arena, err);
}

/* The target's answer without observation j. An arena of its own keeps the memory small.
 */
static enum es_status influence_of(const struct es_left_out *all, size_t j,
                                   struct es_influence *influence, struct es_error *err)
{
    struct es_arena *arena;
    struct es_sparse_fit reduced;
    struct es_target_answer answer;
    bool enough = false;
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = outlook_without(all, j, &reduced, &enough, arena, err);
    if (status == ES_OK && !enough) {
        status = refit_without(all->problem, j, &reduced, arena, err);
    }
    *influence = (struct es_influence){
        .observation = j,
        .date = {NAN, NAN, NAN},
        .p_by_deadline = NAN,
        .p_never = NAN,
        .refitted = !enough,
    };
    if (status == ES_ERR_DATA || status == ES_ERR_FIT) {
        es_arena_close(arena); /* without this figure there is no answer at all */
        return ES_OK;
    }
    if (status == ES_OK) {
        status = change_as(all->fit, &reduced, arena, err);
    }
    if (status == ES_OK) {
        status =
            es_target_ask(&reduced.outlook, all->target, INFINITY, &answer, arena, err);
    }
    if (status == ES_OK) {
        influence->date = answer.date;
        influence->p_by_deadline = answer.p_by_deadline;
        influence->p_never = answer.p_never;
    }
    es_arena_close(arena);
    return status;
}

/* What the figure does to the answer with all of them. */
static void compare(const struct es_target_answer *full, struct es_influence *influence)
{
    const double end = full->horizon_day;
    influence->months_later =
        (fmin(influence->date.q50, end) - fmin(full->date.q50, end)) / DAYS_PER_MONTH;
    influence->p_change = influence->p_by_deadline - full->p_by_deadline;
}

/* How much it does, in months: of the median date, and a year for all of P(never). */
static double shift_of(const struct es_influence *influence,
                       const struct es_target_answer *full)
{
    if (isnan(influence->p_never)) {
        return INFINITY;
    }
    return fabs(influence->months_later) +
           12.0 * fabs(influence->p_never - full->p_never);
}

static void strongest_first(struct es_influence influence[], size_t n,
                            const struct es_target_answer *full)
{
    for (size_t i = 1; i < n; i++) { /* insertion keeps the order of equals */
        const struct es_influence moving = influence[i];
        size_t at = i;
        while (at > 0 && shift_of(&influence[at - 1], full) < shift_of(&moving, full)) {
            influence[at] = influence[at - 1];
            at--;
        }
        influence[at] = moving;
    }
}

struct weighing {
    const struct es_left_out *all;
    struct es_influence *influence;
    enum es_status *status;
    struct es_error *error;
};

static void weigh_one(void *context, size_t j)
{
    struct weighing *weighing = context;
    weighing->status[j] =
        influence_of(weighing->all, j, &weighing->influence[j], &weighing->error[j]);
}

enum es_status es_weigh_figures(const struct es_left_out *all, struct es_verdict *verdict,
                                struct es_arena *arena, struct es_error *err)
{
    const size_t n = all->problem->n;
    struct es_target_answer full;
    struct weighing weighing = {.all = all};
    ES_NEW(arena, weighing.influence, n, err);
    ES_NEW(arena, weighing.status, n, err);
    ES_NEW(arena, weighing.error, n, err);
    ES_TRY(es_target_ask(&all->fit->outlook, all->target, INFINITY, &full, arena, err));
    es_parallel_for(n, all->problem->jobs, weigh_one, &weighing);
    for (size_t j = 0; j < n; j++) {
        if (weighing.status[j] != ES_OK) {
            return es_fail(err, weighing.status[j], "%s", weighing.error[j].message);
        }
        compare(&full, &weighing.influence[j]);
    }
    verdict->influence = weighing.influence;
    verdict->influences = n;
    strongest_first(verdict->influence, n, &full);
    return ES_OK;
}

enum es_status es_leave_out(const struct es_sparse_problem *problem,
                            const struct es_sparse_fit *fit, struct es_left_out *all,
                            struct es_arena *arena, struct es_error *err)
{
    *all = (struct es_left_out){.problem = problem, .fit = fit};
    for (size_t f = 0; f < fit->families; f++) {
        const struct es_family_fit *family = &fit->family[f];
        ES_NEW(arena, all->e[f], problem->n * family->draws, err);
        ES_NEW(arena, all->v[f], problem->n, err);
        ES_TRY(leave_each_out(family, all->e[f], all->v[f], arena, err));
    }
    return ES_OK;
}

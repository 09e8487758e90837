#include "essor/rank.h"

#include "essor/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_ORIGINS = 8, LEAST_ORIGINS = 3, POINTS_AHEAD = 4 };
#define SAME_CURVE 1e-7 /* of the sum of both levels, at every point */

/* The points in the order of time; origin[k] points are known at the k-th origin. */
struct rolling {
    struct es_points points;
    size_t origin[MOST_ORIGINS];
    size_t origins;
    const struct es_regression_options *options;
};

/* A point on its way to its place. */
struct placed {
    double t, y, weight, scale;
    size_t order;
};

static int by_time(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    if (x->t != y->t) {
        return x->t < y->t ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

/* The points that count, in the order of time. */
static enum es_status sort_points(const struct es_points *points,
                                  struct es_points *sorted, struct es_arena *arena,
                                  struct es_error *err)
{
    struct placed *placed;
    double *column[4];
    size_t n = 0;
    ES_NEW(arena, placed, points->n, err);
    for (size_t i = 0; i < points->n; i++) {
        const double weight = points->weight != NULL ? points->weight[i] : 1.0;
        const double scale = points->scale != NULL ? points->scale[i] : 1.0;
        if (!isfinite(points->t[i])) {
            return es_fail(err, ES_ERR_DATA, "point %zu has no finite time", i + 1);
        }
        if (weight > 0.0) {
            placed[n++] = (struct placed){points->t[i], points->y[i], weight, scale, i};
        }
    }
    qsort(placed, n, sizeof *placed, by_time);
    for (size_t k = 0; k < 4; k++) {
        ES_NEW(arena, column[k], n, err);
    }
    for (size_t i = 0; i < n; i++) {
        column[0][i] = placed[i].t;
        column[1][i] = placed[i].y;
        column[2][i] = placed[i].weight;
        column[3][i] = placed[i].scale;
    }
    *sorted = (struct es_points){.n = n,
                                 .t = column[0],
                                 .y = column[1],
                                 .weight = points->weight != NULL ? column[2] : NULL,
                                 .scale = points->scale != NULL ? column[3] : NULL};
    return ES_OK;
}

static size_t count_times(const struct es_points *sorted, size_t n)
{
    size_t times = n > 0;
    for (size_t i = 1; i < n; i++) {
        times += sorted->t[i] > sorted->t[i - 1];
    }
    return times;
}

/* Places between different times where enough is known, thinned to MOST_ORIGINS with the
 * first and the last among them. */
static enum es_status choose_origins(struct rolling *rolling, size_t most_params,
                                     struct es_arena *arena, struct es_error *err)
{
    const struct es_points *points = &rolling->points;
    size_t *cut, cuts = 0, times = 1;
    ES_NEW(arena, cut, points->n + 1, err);
    for (size_t m = 1; m < points->n; m++) {
        if (points->t[m] <= points->t[m - 1]) {
            continue;
        }
        if (times > most_params && 2 * m >= points->n) {
            cut[cuts++] = m;
        }
        times++;
    }
    if (cuts < LEAST_ORIGINS) {
        return ES_OK;
    }
    rolling->origins = cuts < MOST_ORIGINS ? cuts : MOST_ORIGINS;
    for (size_t k = 0; k < rolling->origins; k++) {
        rolling->origin[k] = cut[k * (cuts - 1) / (rolling->origins - 1)];
    }
    return ES_OK;
}

/* Fits the first points of a series; `start` [param_count] alone is followed, unless it
 * is NULL: then the search is the usual one. */
static enum es_status fit(const struct rolling *rolling, const struct es_model *model,
                          const struct es_points *points, const double *start,
                          struct es_regression *answer, struct es_arena *arena,
                          struct es_error *err)
{
    struct es_regression_options options = *rolling->options;
    struct es_task task;
    struct es_unknown *unknown;
    ES_TRY(es_task_of_model(model, points, &task, &unknown, arena, err));
    options.profile = options.profile && points->n == rolling->points.n;
    options.starts = start != NULL ? 1 : options.starts;
    task.start = start;
    return es_regress(&task, &options, answer, arena, err);
}

/* What is known of a family at one origin. */
struct guess {
    double theta[ES_MODEL_MAX_PARAMS];
    bool there, converged;
};

static enum es_status fit_first(const struct rolling *rolling,
                                const struct es_model *model, size_t known,
                                const struct guess *before, struct guess *guess)
{
    struct es_points first = rolling->points;
    struct es_regression answer;
    struct es_arena *arena;
    first.n = known;
    ES_TRY(es_arena_open(&arena, NULL));
    const double *start = before != NULL ? before->theta : NULL;
    const enum es_status status =
        fit(rolling, model, &first, start, &answer, arena, NULL);
    guess->there = status == ES_OK;
    guess->converged = status == ES_OK && answer.converged;
    for (size_t k = 0; status == ES_OK && k < model->param_count; k++) {
        guess->theta[k] = answer.estimate[k].value;
    }
    es_arena_close(arena);
    return status;
}

/* From the optimum at the origin before, as someone would who fits again after every new
 * point; from anywhere at the first origin, and where an optimum was lost. */
static enum es_status follow(const struct rolling *rolling, const struct es_model *model,
                             size_t known, struct guess *guess)
{
    const struct guess before = *guess;
    enum es_status status = ES_OK;
    if (before.there) {
        status = fit_first(rolling, model, known, &before, guess);
    }
    if (status != ES_ERR_MEMORY &&
        (!guess->there || (before.converged && !guess->converged))) {
        status = fit_first(rolling, model, known, NULL, guess);
    }
    return status;
}

/* The error of one family's forecasts; not ES_OK where it could not be fitted at one of
 * the origins: means over different origins do not compare. */
static enum es_status foretell(const struct rolling *rolling,
                               const struct es_model *model, double *error)
{
    const struct es_points *points = &rolling->points;
    struct guess guess = {.there = false};
    double sum = 0.0;
    size_t count = 0;
    for (size_t k = 0; k < rolling->origins; k++) {
        const size_t known = rolling->origin[k];
        ES_TRY(follow(rolling, model, known, &guess));
        for (size_t i = known; i < points->n && i < known + POINTS_AHEAD; i++) {
            const double scale = points->scale != NULL ? points->scale[i] : 1.0;
            const double forecast = scale * model->value(guess.theta, points->t[i], NULL);
            sum += fabs(points->y[i] - forecast);
            count++;
        }
    }
    *error = count > 0 ? sum / (double)count : (double)NAN;
    return ES_OK;
}

/* Lists the families, those with too many parameters as not fitted. Returns the most
 * parameters of the others. */
static enum es_status list_families(const struct rolling *rolling,
                                    struct es_ranking *ranking, size_t *most_params,
                                    struct es_arena *arena, struct es_error *err)
{
    const size_t times = count_times(&rolling->points, rolling->points.n);
    size_t n = 0;
    while (es_model_at(n) != NULL) {
        n++;
    }
    ES_NEW(arena, ranking->at, n, err);

    for (size_t i = 0; i < n; i++) {
        struct es_ranked *one = &ranking->at[i];
        const size_t p = es_model_at(i)->param_count;
        *one = (struct es_ranked){
            .model = es_model_at(i), .reason = "", .rolling_error = NAN};
        if (times > p) {
            *most_params = p > *most_params ? p : *most_params;
            continue;
        }
        one->status = ES_ERR_DATA;
        ES_GIVEN(one->reason,
                 es_arena_print(arena, "%zu parameters need points at %zu times or more",
                                p, p + 1),
                 err);
    }
    ranking->n = n;
    return ES_OK;
}

/* An earlier family whose optimum is the same curve: logistic and SSlogis. */
static const struct es_model *find_same(const struct rolling *rolling,
                                        const struct es_ranked *first,
                                        const struct es_ranked *one)
{
    for (const struct es_ranked *other = first; other < one; other++) {
        bool same = other->status == ES_OK && other->fit.converged &&
                    one->fit.converged && other->same_as == NULL &&
                    other->model->param_count == one->model->param_count;
        for (size_t i = 0; same && i < rolling->points.n; i++) {
            const double a = one->fit.fitted[i], b = other->fit.fitted[i];
            same = fabs(a - b) <= SAME_CURVE * (fabs(a) + fabs(b));
        }
        if (same) {
            return other->model;
        }
    }
    return NULL;
}

/* Families side by side, each with an arena of its own. */
struct race {
    const struct rolling *rolling;
    struct es_ranked *at;
    struct es_arena **arena;
    struct es_error *why;
};

static void run_family(void *context, size_t i)
{
    const struct race *race = context;
    struct es_ranked *one = &race->at[i];
    if (one->status == ES_OK) {
        one->status = fit(race->rolling, one->model, &race->rolling->points, NULL,
                          &one->fit, race->arena[i], &race->why[i]);
        one->reason = race->why[i].message;
    }
}

static void run_rolling(void *context, size_t i)
{
    const struct race *race = context;
    struct es_ranked *one = &race->at[i];
    if (one->status == ES_OK && one->same_as == NULL) {
        const enum es_status status =
            foretell(race->rolling, one->model, &one->rolling_error);
        one->status = status == ES_ERR_MEMORY ? status : one->status;
    }
}

static enum es_status open_race(struct race *race, size_t n, struct es_arena *arena,
                                struct es_error *err)
{
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(arena, race->arena, n, err);
    ES_NEW(arena, race->why, n, err);
    enum es_status status = ES_OK;
    for (size_t i = 0; i < n && status == ES_OK; i++) {
        status = es_arena_open(&race->arena[i], err);
    }
    return status;
}

static enum es_status run_race(const struct rolling *rolling, struct es_ranking *ranking,
                               struct es_arena *arena, struct es_error *err)
{
    struct race race = {.rolling = rolling, .at = ranking->at};
    enum es_status status = open_race(&race, ranking->n, arena, err);
    if (status == ES_OK) {
        es_parallel_for(ranking->n, 0, run_family, &race);
        for (size_t i = 0; i < ranking->n; i++) {
            struct es_ranked *one = &ranking->at[i];
            one->same_as =
                one->status == ES_OK ? find_same(rolling, ranking->at, one) : NULL;
            ranking->fitted += one->status == ES_OK && one->same_as == NULL;
        }
        es_parallel_for(ranking->n, 0, run_rolling, &race);
        for (size_t i = 0; i < ranking->n; i++) {
            const bool lost = ranking->at[i].status == ES_ERR_MEMORY;
            status = lost && status == ES_OK ? es_no_memory(err) : status;
        }
    }
    for (size_t i = 0; race.arena != NULL && i < ranking->n; i++) {
        es_arena_join(arena, race.arena[i]);
    }
    return status;
}

/* NAN last. */
static int compare_numbers(double a, double b)
{
    if (isnan(a) || isnan(b)) {
        return isnan(a) - isnan(b);
    }
    return (a > b) - (a < b);
}

static int by_merit(const void *a, const void *b)
{
    const struct es_ranked *x = a, *y = b;
    if ((x->status == ES_OK) != (y->status == ES_OK)) {
        return x->status == ES_OK ? -1 : 1;
    }
    if ((x->same_as == NULL) != (y->same_as == NULL)) {
        return x->same_as == NULL ? -1 : 1;
    }
    if (x->status == ES_OK && x->fit.converged != y->fit.converged) {
        return x->fit.converged ? -1 : 1;
    }
    int order = compare_numbers(x->rolling_error, y->rolling_error);
    if (order == 0 && x->status == ES_OK) {
        order = compare_numbers(x->fit.aicc, y->fit.aicc);
    }
    if (order == 0) {
        order = (x->model->param_count > y->model->param_count) -
                (x->model->param_count < y->model->param_count);
    }
    return order != 0 ? order : strcasecmp(x->model->name, y->model->name);
}

/* The family that needs the fewest points says what is missing. */
static enum es_status refuse_all(const struct es_ranking *ranking, struct es_error *err)
{
    const struct es_ranked *least = &ranking->at[0];
    for (size_t i = 1; i < ranking->n; i++) {
        if (ranking->at[i].model->param_count < least->model->param_count) {
            least = &ranking->at[i];
        }
    }
    return es_fail(err, ES_ERR_FIT, "no family could be fitted; %s: %s",
                   least->model->name, least->reason);
}

/* Whether there is anything to rank by: forecasts, or two families with an AICc. */
static enum es_status check_measures(const struct es_ranking *ranking, enum es_loss loss,
                                     struct es_error *err)
{
    size_t measured = 0;
    for (size_t i = 0; i < ranking->n; i++) {
        const struct es_ranked *one = &ranking->at[i];
        measured += one->status == ES_OK && one->same_as == NULL && !isnan(one->fit.aicc);
    }
    if (ranking->origins > 0 || measured > 1) {
        return ES_OK;
    }
    return es_fail(err, ES_ERR_FIT,
                   "%zu points are too few to compare families of curves: they foretell "
                   "none from the others, and %s",
                   ranking->points.n,
                   loss == ES_LOSS_SQUARES ? "AICc needs three more than parameters"
                                           : "a robust loss has no AICc");
}

enum es_status es_rank(const struct es_points *points,
                       const struct es_regression_options *options,
                       struct es_ranking *ranking, struct es_arena *arena,
                       struct es_error *err)
{
    struct rolling rolling = {.options = options};
    struct es_ranking made = {.ahead = POINTS_AHEAD};
    size_t most_params = 0;
    ES_TRY(sort_points(points, &rolling.points, arena, err));
    ES_TRY(list_families(&rolling, &made, &most_params, arena, err));
    ES_TRY(choose_origins(&rolling, most_params, arena, err));
    made.origins = rolling.origins;
    made.points = rolling.points;
    ES_TRY(run_race(&rolling, &made, arena, err));
    if (made.fitted == 0) {
        return refuse_all(&made, err);
    }
    ES_TRY(check_measures(&made, options->loss, err));
    qsort(made.at, made.n, sizeof *made.at, by_merit);
    made.best = &made.at[0];
    *ranking = made;
    return ES_OK;
}

#include "essor/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ORIGINS = 8, LEAST_ORIGINS = 3, POINTS_AHEAD = 4 };
#define SAME_CURVE 1e-7 /* of the level, at every point */

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

static enum es_status fit(const struct es_model *model, const struct es_points *points,
                          const struct es_regression_options *options,
                          struct es_regression *answer, struct es_arena *arena,
                          struct es_error *err)
{
    struct es_task task;
    struct es_unknown *unknown;
    ES_TRY(es_task_of_model(model, points, &task, &unknown, arena, err));
    return es_regress(&task, options, answer, arena, err);
}

/* Absolute errors of the forecasts from one origin, added to *sum. */
static enum es_status foretell(const struct rolling *rolling,
                               const struct es_model *model, size_t known, double *sum,
                               size_t *count)
{
    const struct es_points *points = &rolling->points;
    struct es_points first = *points;
    struct es_regression_options options = *rolling->options;
    struct es_regression answer;
    struct es_arena *arena;
    double theta[ES_MODEL_MAX_PARAMS];
    first.n = known;
    options.profile = false;
    ES_TRY(es_arena_open(&arena, NULL));
    const enum es_status status = fit(model, &first, &options, &answer, arena, NULL);
    for (size_t k = 0; status == ES_OK && k < model->param_count; k++) {
        theta[k] = answer.estimate[k].value;
    }
    es_arena_close(arena);
    ES_TRY(status);
    for (size_t i = known; i < points->n && i < known + POINTS_AHEAD; i++) {
        const double scale = points->scale != NULL ? points->scale[i] : 1.0;
        const double forecast = scale * model->value(theta, points->t[i], NULL);
        *sum += fabs(points->y[i] - forecast);
        ++*count;
    }
    return ES_OK;
}

/* NAN where the family could not be fitted at one of the origins: means over different
 * origins do not compare. */
static double rolling_error(const struct rolling *rolling, const struct es_model *model)
{
    double sum = 0.0;
    size_t count = 0;
    for (size_t k = 0; k < rolling->origins; k++) {
        if (foretell(rolling, model, rolling->origin[k], &sum, &count) != ES_OK) {
            return NAN;
        }
    }
    return count > 0 ? sum / (double)count : NAN;
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

static enum es_status fit_family(const struct rolling *rolling,
                                 const struct es_ranked *first, struct es_ranked *one,
                                 struct es_arena *arena, struct es_error *err)
{
    struct es_error why = {.status = ES_OK, .message = ""};
    one->status =
        fit(one->model, &rolling->points, rolling->options, &one->fit, arena, &why);
    if (one->status == ES_ERR_MEMORY) {
        return es_no_memory(err);
    }
    if (one->status != ES_OK) {
        ES_GIVEN(one->reason, es_arena_copy(arena, why.message), err);
        return ES_OK;
    }
    one->same_as = find_same(rolling, first, one);
    if (one->same_as == NULL) {
        one->rolling_error = rolling_error(rolling, one->model);
    }
    return ES_OK;
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
    return order != 0 ? order : strcmp(x->model->name, y->model->name);
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
    for (size_t i = 0; i < made.n; i++) {
        if (made.at[i].status == ES_OK) {
            ES_TRY(fit_family(&rolling, made.at, &made.at[i], arena, err));
        }
        made.fitted += made.at[i].status == ES_OK && made.at[i].same_as == NULL;
    }
    if (made.fitted == 0) {
        return es_fail(err, ES_ERR_FIT, "no family could be fitted; %s: %s",
                       made.at[0].model->name, made.at[0].reason);
    }
    qsort(made.at, made.n, sizeof *made.at, by_merit);
    *ranking = made;
    return ES_OK;
}

/* task.c: the tasks of growth models. */
#include "start.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define JUST_BEFORE 1e-3 /* of the span */

/* One series of the task of a model; scratch belongs to the task, so that one task serves
 * one thread. */
struct series {
    const struct es_points *points;
    struct es_span span;
    size_t first; /* row */
    double *grad; /* [param_count][n], where the task has more than one series */
};

struct curves {
    const struct es_model *model;
    struct series *series;
    size_t count, n, p;
    size_t *place; /* [count][param_count] the unknown that a series' parameter is */
};

static bool is_level(const struct es_model *model, size_t k)
{
    return es_dimension_is_level(model->params[k].dimension);
}

static void scale_by(const struct es_points *points, size_t columns, double y[],
                     double grad[])
{
    const size_t n = points->n;
    for (size_t i = 0; i < n && points->scale != NULL; i++) {
        y[i] *= points->scale[i];
        for (size_t k = 0; grad != NULL && k < columns; k++) {
            grad[k * n + i] *= points->scale[i];
        }
    }
}

static void curve_values(const void *context, const double theta[], double y[],
                         double grad[])
{
    const struct curves *curves = context;
    const struct es_points *points = curves->series[0].points;
    curves->model->values(theta, points->t, points->n, y, grad);
    scale_by(points, curves->model->param_count, y, grad);
}

static void curve_candidate(const void *context, size_t index, double theta[])
{
    const struct curves *curves = context;
    double u[ES_MODEL_MAX_SPREAD];
    es_start_cube(es_model_spread_count(curves->model), index, u);
    es_model_spread(curves->model, &curves->series[0].span, u, theta);
}

/* -- several series --------------------------------------------------------------------
 */

static void series_values(const struct curves *curves, size_t s, const double theta[],
                          double y[], double grad[])
{
    const struct series *series = &curves->series[s];
    const size_t count = curves->model->param_count, n = series->points->n;
    const size_t *place = curves->place + s * count;
    double own[ES_MODEL_MAX_PARAMS];
    for (size_t k = 0; k < count; k++) {
        own[k] = theta[place[k]];
    }
    double *from = grad != NULL ? series->grad : NULL;
    curves->model->values(own, series->points->t, n, y + series->first, from);
    scale_by(series->points, count, y + series->first, from);
    for (size_t k = 0; grad != NULL && k < count; k++) {
        memcpy(grad + place[k] * curves->n + series->first, from + k * n,
               n * sizeof grad[0]);
    }
}

static void sets_values(const void *context, const double theta[], double y[],
                        double grad[])
{
    const struct curves *curves = context;
    if (grad != NULL) {
        memset(grad, 0, curves->p * curves->n * sizeof grad[0]);
    }
    for (size_t s = 0; s < curves->count; s++) {
        series_values(curves, s, theta, y, grad);
    }
}

/* The same point of the cube in every series; what they share comes from one of them. */
static void sets_candidate(const void *context, size_t index, double theta[])
{
    const struct curves *curves = context;
    const size_t count = curves->model->param_count;
    double u[ES_MODEL_MAX_SPREAD], own[ES_MODEL_MAX_PARAMS];
    es_start_cube(es_model_spread_count(curves->model), index, u);
    for (size_t turn = 0; turn < curves->count; turn++) {
        const size_t s = (index + 1 + turn) % curves->count;
        es_model_spread(curves->model, &curves->series[s].span, u, own);
        for (size_t k = 0; k < count; k++) {
            theta[curves->place[s * count + k]] = own[k];
        }
    }
}

/* -- making them ------------------------------------------------------------------------
 */

static enum es_status check_points(const struct es_model *model,
                                   const struct es_points *points, struct es_error *err)
{
    for (size_t i = 0; i < points->n; i++) {
        const double scale = points->scale != NULL ? points->scale[i] : 1.0;
        if (!isfinite(points->t[i]) || !isfinite(scale)) {
            return es_fail(err, ES_ERR_DATA,
                           "%s: observation %zu is at time %g with scale %g; both must "
                           "be finite",
                           model->name, i + 1, points->t[i], scale);
        }
    }
    return points->n > 0 ? ES_OK
                         : es_fail(err, ES_ERR_DATA, "%s: no observations", model->name);
}

/* A single moment has no span: a year around it. */
static struct es_span span_of(const struct es_points *points)
{
    struct es_span span = {INFINITY, -INFINITY};
    for (size_t i = 0; i < points->n; i++) {
        span.from_years = fmin(span.from_years, points->t[i]);
        span.to_years = fmax(span.to_years, points->t[i]);
    }
    if (!(span.to_years > span.from_years)) {
        span.from_years -= 0.5;
        span.to_years += 0.5;
    }
    return span;
}

struct moment {
    double t;
    size_t row;
};

static int by_time(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;
    if (x->t != y->t) {
        return (x->t > y->t) - (x->t < y->t);
    }
    return (x->row > y->row) - (x->row < y->row);
}

/* order [n of all]: the rows by time, one series after the other. */
static enum es_status sort_rows(const struct curves *curves, size_t order[],
                                struct es_arena *arena, struct es_error *err)
{
    struct moment *moment;
    ES_NEW(arena, moment, curves->n, err);
    for (size_t s = 0; s < curves->count; s++) {
        const struct series *series = &curves->series[s];
        for (size_t i = 0; i < series->points->n; i++) {
            moment[series->first + i] =
                (struct moment){series->points->t[i], series->first + i};
        }
        qsort(moment + series->first, series->points->n, sizeof *moment, by_time);
    }
    for (size_t i = 0; i < curves->n; i++) {
        order[i] = moment[i].row;
    }
    return ES_OK;
}

static enum es_status take_series(struct curves *curves, const struct es_points sets[],
                                  size_t set_count, struct es_arena *arena,
                                  struct es_error *err)
{
    const size_t count = curves->model->param_count;
    ES_NEW(arena, curves->series, set_count, err);
    ES_NEW(arena, curves->place, set_count * count, err);
    for (size_t s = 0; s < set_count; s++) {
        ES_TRY(check_points(curves->model, &sets[s], err));
        curves->series[s] = (struct series){
            .points = &sets[s], .span = span_of(&sets[s]), .first = curves->n};
        curves->n += sets[s].n;
    }
    curves->count = set_count;
    return ES_OK;
}

static struct es_unknown unknown_of(const struct es_param *param, const char *name)
{
    return (struct es_unknown){.name = name,
                               .lower = param->lower,
                               .upper = param->upper,
                               .moment = param->dimension == ES_DIM_TIME};
}

/* Where every parameter of every series stands among the unknowns. */
static void place_all(struct curves *curves, const bool shared[])
{
    const size_t count = curves->model->param_count;
    for (size_t k = 0; k < count; k++) {
        for (size_t s = 0; s < curves->count && shared[k]; s++) {
            curves->place[s * count + k] = curves->p;
        }
        curves->p += shared[k];
    }
    for (size_t at = 0; at < curves->count * count; at++) {
        if (!shared[at % count]) {
            curves->place[at] = curves->p++;
        }
    }
}

static enum es_status name_all(const struct curves *curves, const bool shared[],
                               struct es_unknown unknown[], bool linear[],
                               struct es_arena *arena, struct es_error *err)
{
    const size_t count = curves->model->param_count;
    for (size_t at = 0; at < curves->count * count; at++) {
        const struct es_param *param = &curves->model->params[at % count];
        const char *name = param->name;
        if (!shared[at % count]) {
            ES_GIVEN(name, es_arena_print(arena, "%s.%zu", param->name, at / count + 1),
                     err);
        }
        unknown[curves->place[at]] = unknown_of(param, name);
        linear[curves->place[at]] = is_level(curves->model, at % count);
    }
    return ES_OK;
}

/* y and weights of all series in a row. */
static enum es_status gather(const struct curves *curves, struct es_task *task,
                             struct es_arena *arena, struct es_error *err)
{
    double *y, *weight;
    ES_NEW(arena, y, curves->n, err);
    ES_NEW(arena, weight, curves->n, err);
    for (size_t s = 0; s < curves->count; s++) {
        const struct series *series = &curves->series[s];
        for (size_t i = 0; i < series->points->n; i++) {
            const double *given = series->points->weight;
            y[series->first + i] = series->points->y[i];
            weight[series->first + i] = given != NULL ? given[i] : 1.0;
        }
    }
    task->y = y;
    task->weight = weight;
    return ES_OK;
}

/* Whether the curve is the same everywhere until a moment, whatever that moment is. */
static bool is_start(const struct curves *curves, size_t k)
{
    const struct es_model *model = curves->model;
    const struct es_span *span = &curves->series[0].span;
    const double little = JUST_BEFORE * (span->to_years - span->from_years);
    double u[ES_MODEL_MAX_SPREAD], theta[ES_MODEL_MAX_PARAMS], grad[ES_MODEL_MAX_PARAMS];
    for (size_t j = 0; j < ES_MODEL_MAX_SPREAD; j++) {
        u[j] = 0.5;
    }
    es_model_spread(model, span, u, theta);
    if (model->params[k].dimension != ES_DIM_TIME || !isfinite(theta[k])) {
        return false;
    }
    (void)model->value(theta, theta[k] - little, grad);
    return grad[k] == 0.0;
}

/* Where a start passes observations. */
static enum es_status find_corners(const struct curves *curves, const size_t order[],
                                   struct es_unknown unknown[], struct es_arena *arena,
                                   struct es_error *err)
{
    const double *t = curves->series[0].points->t;
    double *corner;
    size_t corners = 0;
    ES_NEW(arena, corner, curves->n, err);
    for (size_t i = 0; i < curves->n; i++) {
        if (corners == 0 || t[order[i]] > corner[corners - 1]) {
            corner[corners++] = t[order[i]];
        }
    }
    for (size_t k = 0; k < curves->model->param_count; k++) {
        unknown[k].corner = corner;
        unknown[k].corners = is_start(curves, k) ? corners : 0;
    }
    return ES_OK;
}

enum es_status es_task_of_sets(const struct es_model *model,
                               const struct es_points sets[], size_t set_count,
                               const bool shared[], struct es_task *task,
                               struct es_unknown **unknown, struct es_arena *arena,
                               struct es_error *err)
{
    struct curves *curves;
    struct es_unknown *unknowns;
    bool *linear;
    size_t *order;
    ES_NEW(arena, curves, 1, err);
    curves->model = model;
    ES_TRY(take_series(curves, sets, set_count, arena, err));
    for (size_t s = 0; s < set_count; s++) {
        ES_NEW(arena, curves->series[s].grad, model->param_count * sets[s].n, err);
    }
    place_all(curves, shared);
    if (curves->p > ES_REGRESSION_MOST_PARAMS) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: %zu series make %zu parameters; at most %d can be found "
                       "together: share more of them",
                       model->name, set_count, curves->p, ES_REGRESSION_MOST_PARAMS);
    }
    ES_NEW(arena, unknowns, curves->p, err);
    ES_NEW(arena, linear, curves->p, err);
    ES_NEW(arena, order, curves->n, err);
    ES_TRY(name_all(curves, shared, unknowns, linear, arena, err));
    ES_TRY(sort_rows(curves, order, arena, err));
    struct es_task made = {.label = model->name,
                           .n = curves->n,
                           .p = curves->p,
                           .unknown = unknowns,
                           .values = sets_values,
                           .context = curves,
                           .candidate = sets_candidate,
                           .linear = linear,
                           .ceiling = ES_NO_PARAM,
                           .order = order};
    if (model->ceiling != ES_NO_PARAM && shared[model->ceiling]) {
        made.ceiling = (int)curves->place[model->ceiling];
    }
    ES_TRY(gather(curves, &made, arena, err));
    *task = made;
    *unknown = unknowns;
    return ES_OK;
}

enum es_status es_task_of_model(const struct es_model *model,
                                const struct es_points *points, struct es_task *task,
                                struct es_unknown **unknown, struct es_arena *arena,
                                struct es_error *err)
{
    struct curves *curves;
    struct es_unknown *unknowns;
    bool *linear;
    size_t *order;
    ES_NEW(arena, curves, 1, err);
    curves->model = model;
    ES_TRY(take_series(curves, points, 1, arena, err));
    ES_NEW(arena, unknowns, model->param_count, err);
    ES_NEW(arena, linear, model->param_count, err);
    ES_NEW(arena, order, points->n, err);
    ES_TRY(sort_rows(curves, order, arena, err));
    for (size_t k = 0; k < model->param_count; k++) {
        unknowns[k] = unknown_of(&model->params[k], model->params[k].name);
        linear[k] = is_level(model, k);
    }
    ES_TRY(find_corners(curves, order, unknowns, arena, err));
    *task = (struct es_task){.label = model->name,
                             .n = points->n,
                             .p = model->param_count,
                             .unknown = unknowns,
                             .y = points->y,
                             .weight = points->weight,
                             .values = curve_values,
                             .context = curves,
                             .candidate = curve_candidate,
                             .linear = linear,
                             .ceiling = model->ceiling,
                             .order = order};
    *unknown = unknowns;
    return ES_OK;
}

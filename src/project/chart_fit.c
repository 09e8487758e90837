/* The charts that look into the fit of one series. */
#include "project/charts.h"

#include "essor/date.h"
#include "essor/regression.h"

#include <math.h>
#include <stdlib.h>

static int by_day(const void *a, const void *b)
{
    const struct es_chart_residual *x = a, *y = b;
    return x->day != y->day ? (x->day < y->day ? -1 : 1)
                            : (x->observed > y->observed) - (x->observed < y->observed);
}

/* Figures against the middle of the draws, both on the scale of the chart. */
static enum es_status sparse_residuals(const struct es_chart_work *work,
                                       const struct es_solution *solution,
                                       const struct es_fan *fan,
                                       struct es_residuals_chart *chart,
                                       struct es_error *err)
{
    static const double middle = 0.5;
    const struct es_outlook *outlook = &solution->fit.outlook;
    struct es_chart_residual *at;
    double *values, median;
    ES_NEW(work->arena, at, fan->points, err);
    ES_NEW(work->arena, values, outlook->draws, err);
    for (size_t i = 0; i < fan->points; i++) {
        const struct es_chart_point *point = &fan->point[i];
        const struct es_observation *seen =
            &solution->problem.observation[point->observation];
        es_outlook_measure_all(outlook, seen, solution->problem.whole, values);
        es_quantiles(values, outlook->draws, &middle, 1, &median);
        at[i] =
            (struct es_chart_residual){.day = (point->from_day + point->to_day) / 2,
                                       .observed = point->value,
                                       .fitted = point->value * median / seen->centre};
    }
    chart->at = at;
    chart->n = fan->points;
    return ES_OK;
}

/* The curve that explains the points of a full series best, of those that its ceiling was
 * sought by. */
static enum es_status dense_residuals(const struct es_chart_work *work,
                                      const struct es_solution *solution,
                                      struct es_residuals_chart *chart,
                                      struct es_error *err)
{
    const struct es_dense_curve *curve = solution->dense->curve;
    const struct es_model *model =
        es_model_find(curve[curve[1].aicc < curve[0].aicc ? 1 : 0].model);
    const struct es_regression_options options = {.level = 0.8};
    struct es_series_points points;
    struct es_regression answer;
    struct es_task task;
    struct es_unknown *unknown;
    struct es_chart_residual *at;
    ES_TRY(es_project_points(work->project, solution->series, work->style.as_of_day,
                             &points, work->arena, err));
    const struct es_points given = {.n = points.n, .t = points.t_years, .y = points.y};
    ES_TRY(es_task_of_model(model, &given, &task, &unknown, work->arena, err));
    ES_TRY(es_regress(&task, &options, &answer, work->arena, err));
    ES_NEW(work->arena, at, points.n, err);
    for (size_t i = 0; i < points.n; i++) {
        at[i] = (struct es_chart_residual){
            .day = (int)floor(es_day_of_years(points.t_years[i])),
            .observed = points.y[i],
            .fitted = answer.fitted[i]};
    }
    chart->at = at;
    chart->n = points.n;
    return ES_OK;
}

enum es_status es_draw_residuals(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_residuals_chart chart = {.n = 0};
    struct es_fan fan;
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_fan_of(work, solution, &fan, err));
    chart.series = fan.series;
    ES_TRY(solution->engine == ES_ENGINE_DENSE
               ? dense_residuals(work, solution, &chart, err)
               : sparse_residuals(work, solution, &fan, &chart, err));
    struct es_chart_residual *sorted;
    ES_NEW(work->arena, sorted, chart.n, err);
    for (size_t i = 0; i < chart.n; i++) {
        sorted[i] = chart.at[i];
    }
    qsort(sorted, chart.n, sizeof *sorted, by_day);
    chart.at = sorted;
    return es_chart_residuals(&chart, &work->style, NULL, work->arena, err);
}

/* A stated limit takes the place of a ceiling that the points do not tell. */
enum es_status es_draw_fisher_pry(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_fan fan;
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_fan_of(work, solution, &fan, err));
    struct es_verdict verdict = solution->verdict;
    if (!isfinite(verdict.ceiling_q50)) {
        const double limit = isfinite(solution->series->limit)
                                 ? solution->series->limit
                                 : solution->series->ceiling;
        if (!isfinite(limit)) {
            return es_fail(err, ES_ERR_DATA,
                           "%s: the points do not determine a ceiling; state one in "
                           "essor.ini, limit = or ceiling =",
                           work->task->stem);
        }
        verdict.ceiling_q10 = verdict.ceiling_q50 = verdict.ceiling_q90 = limit;
    }
    fan.series.verdict = &verdict;
    return es_chart_fisher_pry(&fan, &work->style, NULL, work->arena, err);
}

enum es_status es_draw_influence(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_fan fan;
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_fan_of(work, solution, &fan, err));
    if (solution->verdict.influences == 0) {
        return es_fail(err, ES_ERR_DATA, "%s: %s", work->task->stem,
                       solution->targets == 0
                           ? "the series has no target in targets.csv"
                           : "a full series rests on all its points, none is left out");
    }
    return es_chart_influence(&fan, &work->style, NULL, work->arena, err);
}

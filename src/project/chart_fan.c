#include "project/charts.h"

enum es_status es_chart_fan_of(const struct es_chart_work *work,
                               const struct es_solution *solution, struct es_fan *fan,
                               struct es_error *err)
{
    *fan = (struct es_fan){.line = solution->engine == ES_ENGINE_DENSE,
                           .curve = solution->fit.curve,
                           .families = solution->fit.families};
    ES_TRY(es_chart_series_of(work->project, solution, work->style.language, &fan->series,
                              work->arena, err));
    return es_chart_points(work->project, solution, fan, work->arena, err);
}

enum es_status es_draw_fan(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_fan fan;
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_fan_of(work, solution, &fan, err));
    return es_chart_fan(&fan, &work->style, NULL, work->arena, err);
}

#include "project/charts.h"

/* What the forecast counts. */
static enum es_status list_events(const struct es_chart_work *work,
                                  const struct es_solution *solution, struct es_fan *fan,
                                  struct es_error *err)
{
    struct es_event_use *use;
    struct es_chart_event *event;
    size_t n;
    ES_TRY(es_project_events(work->project, solution->series, solution->problem.as_of_day,
                             &use, &n, work->arena, err));
    ES_NEW(work->arena, event, n, err);
    for (size_t i = 0; i < n; i++) {
        if (use[i].state == ES_EVENT_COMING || use[i].state == ES_EVENT_COUNTED) {
            event[fan->events++] = (struct es_chart_event){
                .label = use[i].order->label[work->style.language],
                .from_day = use[i].from_day,
                .until_day = use[i].until_day};
        }
    }
    fan->event = event;
    return ES_OK;
}

enum es_status es_chart_fan_of(const struct es_chart_work *work,
                               const struct es_solution *solution, struct es_fan *fan,
                               struct es_error *err)
{
    *fan = (struct es_fan){.line = solution->engine == ES_ENGINE_DENSE,
                           .curve = solution->fit.curve,
                           .families = solution->fit.families};
    ES_TRY(list_events(work, solution, fan, err));
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

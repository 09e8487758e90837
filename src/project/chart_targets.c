/* The charts of several series that each have a target. */
#include "project/charts.h"

/* The series that were fitted and have a target, with their sources. */
static enum es_status rows_of(const struct es_chart_work *work,
                              struct es_chart_series **rows, size_t *n,
                              const char **sources, struct es_error *err)
{
    const struct es_solution **shown;
    struct es_chart_series *row = NULL;
    size_t solved;
    ES_TRY(es_chart_solved(work, &shown, &solved, err));
    ES_NEW(work->arena, row, solved, err);
    *n = 0;
    for (size_t i = 0; i < solved; i++) {
        if (shown[i]->targets > 0) {
            ES_TRY(es_chart_series_of(work->project, shown[i], work->style.language,
                                      &row[*n], work->arena, err));
            shown[(*n)++] = shown[i];
        }
    }
    if (*n == 0) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: none of its series was fitted and has a target",
                       work->task->stem);
    }
    *rows = row;
    return es_chart_sources(work->project, shown, *n, work->style.language, sources,
                            work->arena, err);
}

enum es_status es_draw_bulletin(const struct es_chart_work *work, struct es_error *err)
{
    struct es_chart_series *row = NULL;
    struct es_bulletin bulletin = {.subject = work->task->subject[work->style.language]};
    ES_TRY(rows_of(work, &row, &bulletin.n, &bulletin.sources, err));
    bulletin.series = row;
    return es_chart_bulletin(&bulletin, &work->style, NULL, work->arena, err);
}

enum es_status es_draw_delay(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_chart_series series;
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_series_of(work->project, solution, work->style.language, &series,
                              work->arena, err));
    if (series.targets == 0) {
        return es_fail(err, ES_ERR_DATA, "%s: the series has no target in targets.csv",
                       work->task->stem);
    }
    return es_chart_delay(&series, &work->style, NULL, work->arena, err);
}

enum es_status es_draw_pace(const struct es_chart_work *work, struct es_error *err)
{
    struct es_chart_series *row = NULL;
    struct es_bulletin rows = {.subject = work->task->subject[work->style.language]};
    ES_TRY(rows_of(work, &row, &rows.n, &rows.sources, err));
    rows.series = row;
    return es_chart_pace(&rows, &work->style, NULL, work->arena, err);
}

enum es_status es_draw_small(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution **shown;
    struct es_fan *panel;
    size_t n;
    ES_TRY(es_chart_solved(work, &shown, &n, err));
    ES_NEW(work->arena, panel, n, err);
    for (size_t i = 0; i < n; i++) {
        ES_TRY(es_chart_fan_of(work, shown[i], &panel[i], err));
    }
    if (n == 0) {
        return es_fail(err, ES_ERR_DATA, "%s: none of its series was fitted",
                       work->task->stem);
    }
    struct es_small_chart small = {.subject = work->task->subject[work->style.language],
                                   .panel = panel,
                                   .n = n < ES_CHART_PANELS ? n : ES_CHART_PANELS};
    ES_TRY(es_chart_sources(work->project, shown, small.n, work->style.language,
                            &small.sources, work->arena, err));
    return es_chart_small(&small, &work->style, NULL, work->arena, err);
}

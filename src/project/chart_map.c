/* The map of a series: the newest figure of each zone. */
#include "project/charts.h"

#include <string.h>

/* Whether a figure of a zone belongs to the series, and was known. */
static bool is_shown(const struct es_chart_work *work, const struct es_series *series,
                     const struct es_figure *figure)
{
    return figure->zone[0] != '\0' && es_project_feed(series, figure) != NULL &&
           es_figure_known(figure, work->style.as_of_day) &&
           es_project_exclusion(series, figure) == NULL &&
           !es_project_superseded(work->project, figure, work->style.as_of_day);
}

/* Replaces what an older figure said of the zone, or adds it. */
static void note_zone(struct es_chart_zone zone[], size_t *n,
                      const struct es_figure *figure)
{
    const struct es_chart_zone newest = {
        .code = figure->zone, .value = figure->value, .day = figure->to_day};
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(zone[i].code, figure->zone) == 0) {
            zone[i] = newest.day >= zone[i].day ? newest : zone[i];
            return;
        }
    }
    zone[(*n)++] = newest;
}

enum es_status es_draw_map(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_series *series = work->task->series[0];
    const struct es_figures *figures = &work->project->figures;
    const enum es_language language = work->style.language;
    struct es_chart_zone *zone;
    struct es_map_chart map = {.id = series->id,
                               .label = series->label[language],
                               .sublabel = series->sublabel[language],
                               .unit = series->unit[language]};
    const struct es_figure **shown;
    size_t used = 0;
    ES_NEW(work->arena, zone, figures->n, err);
    ES_NEW(work->arena, shown, figures->n, err);
    for (size_t i = 0; i < figures->n; i++) {
        const struct es_figure *figure = &figures->at[i];
        if (is_shown(work, series, figure)) {
            map.percent = figure->kind == ES_PERCENT || strcmp(figure->unit, "%") == 0 ||
                          strcmp(figure->unit, "percent") == 0;
            note_zone(zone, &map.n, figure);
            shown[used++] = figure;
        }
    }
    if (map.n == 0) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: no figure of the series has a zone; a map needs the column "
                       "zone of figures.csv, with codes like 75, 2A or 971",
                       work->task->stem);
    }
    map.zone = zone;
    ES_TRY(es_chart_publishers(shown, used, language, &map.sources, work->arena, err));
    return es_chart_map(&map, &work->style, NULL, work->arena, err);
}

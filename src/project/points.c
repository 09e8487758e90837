/* points.c: the figures of a series as points for a plain regression. */
#include "essor/project.h"

#include <stdlib.h>
#include <string.h>

struct point {
    double t_years, y;
    size_t figure;
};

/* The moment between two days, both included. */
static double middle(int from_day, int to_day)
{
    return es_years_of_day(0.5 * ((double)from_day + (double)to_day + 1.0));
}

/* False for a measure that is no level and no volume of the series. */
static bool point_of(const struct es_series *series,
                     const struct es_observation *observation, struct point *point)
{
    const int from = observation->from_day, to = observation->to_day;
    const bool is_stock = series->nature == ES_STOCK_SERIES;
    point->figure = observation->figure;
    point->t_years = is_stock ? middle(to, to) : middle(from, to);
    switch (observation->measure) {
    case ES_LEVEL:
    case ES_PER_YEAR:
        point->y = observation->centre;
        break;
    case ES_PER_MONTH:
        point->y = 12.0 * observation->centre;
        break;
    case ES_SUM:
        point->y = 12.0 * observation->centre / es_months_in_window(from, to);
        break;
    default:
        return false;
    }
    return is_stock == (observation->measure == ES_LEVEL);
}

static int by_time(const void *a, const void *b)
{
    const struct point *x = a, *y = b;
    if (x->t_years != y->t_years) {
        return x->t_years < y->t_years ? -1 : 1;
    }
    return (x->figure > y->figure) - (x->figure < y->figure);
}

enum es_status es_project_points(const struct es_project *project,
                                 const struct es_series *series, int as_of_day,
                                 struct es_series_points *points, struct es_arena *arena,
                                 struct es_error *err)
{
    struct es_series_points made = {.n = 0};
    struct es_reading *reading;
    struct point *point;
    size_t readings;
    ES_TRY(
        es_project_readings(project, series, as_of_day, &reading, &readings, arena, err));
    ES_NEW(arena, point, readings, err);
    for (size_t i = 0; i < readings; i++) {
        if (reading[i].use != ES_USED) {
            continue;
        }
        const bool taken = point_of(series, &reading[i].observation, &point[made.n]);
        made.n += taken;
        made.left_out += !taken;
    }
    qsort(point, made.n, sizeof *point, by_time);
    ES_NEW(arena, made.t_years, made.n, err);
    ES_NEW(arena, made.y, made.n, err);
    ES_NEW(arena, made.figure, made.n, err);
    for (size_t i = 0; i < made.n; i++) {
        made.t_years[i] = point[i].t_years;
        made.y[i] = point[i].y;
        made.figure[i] = point[i].figure;
    }
    *points = made;
    return ES_OK;
}

const struct es_formula_model *es_project_model(const struct es_project *project,
                                                const char *name)
{
    for (size_t i = 0; i < project->models; i++) {
        if (strcmp(project->model[i].id, name) == 0) {
            return &project->model[i];
        }
    }
    return NULL;
}

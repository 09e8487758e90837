/* sight.c: what the members see of a series, and from where. */
#include "core/dense/parts.h"

static double index_at(const struct es_dense_shape *shape, double t)
{
    return shape->index[es_dense_phase(t, shape->season)];
}

static double without_season(const struct es_dense_shape *shape, double t, double y)
{
    if (!shape->seasonal) {
        return y;
    }
    const double index = index_at(shape, t);
    return shape->factors ? y / index : y - index;
}

double es_dense_season_at(const struct es_dense_shape *shape, double t)
{
    return index_at(shape, t) * (shape->factors ? 1.0 : shape->summand_unit);
}

double es_dense_with_season(const struct es_dense_shape *shape, double t, double y)
{
    if (!shape->seasonal) {
        return y;
    }
    const double season = es_dense_season_at(shape, t);
    return shape->factors ? y * season : y + season;
}

/* 1, 2, 4, ... steps back from the end, while 40 % of the series and 4 points are left.
 */
void es_dense_choose_origins(size_t n, size_t reach, struct es_dense_paths *paths)
{
    size_t least = (2 * n + 4) / 5, back[ES_DENSE_ORIGINS], count = 0;
    least = least < 4 ? 4 : least;
    for (size_t b = 1; b + least <= n && count < ES_DENSE_ORIGINS; b *= 2) {
        back[count++] = b;
    }
    const size_t ahead = n / 2 < ES_DENSE_STEPS ? n / 2 : ES_DENSE_STEPS;
    for (size_t o = 0; o < count; o++) {
        const size_t b = back[count - 1 - o];
        paths->at[o] = n - b;
        paths->steps[o] = b < ahead ? b : ahead;
    }
    paths->at[count] = n;
    paths->steps[count] = reach;
    paths->origins = count + 1;
}

/* The series without its season and with largest size 1. First divided by its largest
 * value, so that no sum overflows on the way to the season. */
enum es_status es_dense_look(const struct es_dense_series *series,
                             struct es_dense_shape *shape, struct es_dense_sight *sight,
                             struct es_arena *arena, struct es_error *err)
{
    const size_t n = series->n;
    double *t, *y, unit = es_dense_largest(series->y, n);
    ES_NEW(arena, t, n + series->reach, err);
    ES_NEW(arena, y, n, err);
    ES_NEW(arena, sight->work, 2 * n, err);
    unit = unit > 0.0 ? unit : 1.0;
    for (size_t i = 0; i < n; i++) {
        y[i] = series->y[i] / unit;
    }
    shape->season = series->season;
    shape->seasonal =
        es_dense_season(series, y, sight->work, shape->index, &shape->factors);
    for (size_t i = 0; i < n; i++) {
        y[i] = without_season(shape, series->t[i], y[i]);
    }
    const double rest = es_dense_largest(y, n);
    shape->summand_unit = unit;
    shape->unit = unit * (rest > 0.0 ? rest : 1.0);
    for (size_t i = 0; i < n && rest > 0.0; i++) {
        y[i] /= rest;
    }
    for (size_t i = 0; i < n + series->reach; i++) {
        t[i] = series->t[i] - series->t[0];
    }
    sight->n = n;
    sight->t = t;
    sight->y = y;
    return ES_OK;
}

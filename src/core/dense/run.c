/* run.c: a series, forecast by all members and put together. */
#include "core/dense/parts.h"

#include <string.h>

/* Beyond this a sum of a few values might overflow. */
#define LARGEST 1e300

const char *const es_dense_member_name[ES_DENSE_MEMBERS] = {
    [ES_DENSE_GOMPERTZ] = "gompertz",
    [ES_DENSE_LOGISTIC] = "logistic",
    [ES_DENSE_RICHARDS] = "richards",
    [ES_DENSE_LOG_LOGISTIC] = "log_logistic",
    [ES_DENSE_DAMPED] = "damped_trend",
    [ES_DENSE_DAMPED_ROOT] = "damped_trend_root",
    [ES_DENSE_RECENT_ROOT] = "recent_trend_root",
    [ES_DENSE_TAKE_OFF] = "take_off",
    [ES_DENSE_MEAN_STEP] = "mean_step",
    [ES_DENSE_MEDIAN_SLOPE] = "median_slope",
    [ES_DENSE_THETA] = "theta",
    [ES_DENSE_AUTOREGRESSION] = "autoregression",
};

/* What no value may pass: 0 for a series never below it, its last value for one that
 * never fell, and a known ceiling that was kept so far. */
struct limits {
    double least, most;
    bool rising;
};

static struct limits find_limits(const struct es_dense_series *series)
{
    struct limits limits = {.least = 0.0, .most = series->ceiling, .rising = true};
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < series->n; i++) {
        least = fmin(least, series->y[i]);
        most = fmax(most, series->y[i]);
        limits.rising = limits.rising && (i == 0 || series->y[i] >= series->y[i - 1]);
    }
    limits.least = least >= 0.0 ? 0.0 : -INFINITY;
    limits.least = limits.rising ? series->y[series->n - 1] : limits.least;
    limits.most = most <= series->ceiling ? series->ceiling : INFINITY;
    return limits;
}

static double within(const struct limits *limits, double y)
{
    return fmin(fmax(y, limits->least), limits->most);
}

static double scale_of(const double coefficient[], const double feature[])
{
    double sum = 0.0;
    for (size_t k = 0; k < ES_DENSE_FEATURES; k++) {
        sum += coefficient[k] * feature[k];
    }
    return exp(sum);
}

/* Quantiles of one step. Those of a series that never fell do not fall either, so that
 * each path of one rank is one of growth. */
static void spread_out(const struct limits *limits, const struct es_dense_table *table,
                       size_t h, struct es_dense_forecast *forecast)
{
    const double step = forecast->unit_step;
    const double above = step * scale_of(table->above, forecast->feature[h]);
    const double below = step * scale_of(table->below, forecast->feature[h]);
    for (size_t k = 0; k < ES_DENSE_LEVELS; k++) {
        const double z = table->quantile[k];
        double q = forecast->mean[h] + z * (z > 0.0 ? above : below);
        if (limits->rising && h > 0) {
            q = fmax(q, forecast->quantile[h - 1][k]);
        }
        forecast->quantile[h][k] = within(limits, q);
    }
}

static void combine(const struct es_dense_forecast *forecast, double middle[])
{
    for (size_t h = 0; h < forecast->reach; h++) {
        double value[ES_DENSE_MEMBERS];
        for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
            value[m] = forecast->member[m][h];
        }
        middle[h] = es_dense_middle(value, forecast->weight);
    }
}

/* From the members' space back to the series': season, unit, limits. */
static void back(const struct es_dense_series *series, const struct es_dense_table *table,
                 const struct es_dense_shape *shape, const double middle[],
                 struct es_dense_forecast *forecast)
{
    const struct limits limits = find_limits(series);
    const double *t = series->t + series->n, unit = shape->unit;
    forecast->unit_step *= unit;
    forecast->rising = limits.rising;
    for (size_t h = 0; h < series->reach; h++) {
        const double y = es_dense_with_season(shape, t[h], unit * middle[h]);
        forecast->mean[h] = within(&limits, y);
        spread_out(&limits, table, h, forecast);
        for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
            forecast->member[m][h] =
                es_dense_with_season(shape, t[h], unit * forecast->member[m][h]);
        }
    }
}

/* The season of every point, seen and to come. */
static enum es_status tell_season(const struct es_dense_series *series,
                                  const struct es_dense_shape *shape,
                                  struct es_dense_forecast *forecast,
                                  struct es_arena *arena, struct es_error *err)
{
    const size_t n = series->n + series->reach;
    if (!shape->seasonal) {
        return ES_OK;
    }
    ES_NEW(arena, forecast->season, n, err);
    forecast->factors = shape->factors;
    for (size_t i = 0; i < n; i++) {
        forecast->season[i] = es_dense_season_at(shape, series->t[i]);
    }
    return ES_OK;
}

static enum es_status check(const struct es_dense_series *series, struct es_error *err)
{
    if (series->n < ES_DENSE_FEWEST) {
        return es_fail(err, ES_ERR_DATA, "%zu point%s; at least %d are needed", series->n,
                       series->n == 1 ? "" : "s", ES_DENSE_FEWEST);
    }
    for (size_t i = 0; i < series->n; i++) {
        if (!(fabs(series->y[i]) <= LARGEST)) {
            return es_fail(err, ES_ERR_DATA,
                           "value %zu is %g; it must be finite and at most %g in size",
                           i + 1, series->y[i], LARGEST);
        }
    }
    for (size_t i = 1; i < series->n + series->reach; i++) {
        if (!(series->t[i] > series->t[i - 1]) || !isfinite(series->t[i])) {
            return es_fail(err, ES_ERR_DATA,
                           "value %zu does not come later than the one before it", i + 1);
        }
    }
    return ES_OK;
}

static enum es_status make_room(size_t n, size_t reach,
                                struct es_dense_forecast *forecast,
                                struct es_arena *arena, struct es_error *err)
{
    *forecast = (struct es_dense_forecast){.n = n, .reach = reach};
    ES_NEW(arena, forecast->step, reach, err);
    for (size_t h = 0; h < reach; h++) {
        forecast->step[h] = h + 1;
    }
    ES_NEW(arena, forecast->mean, reach, err);
    ES_NEW(arena, forecast->quantile, reach, err);
    ES_NEW(arena, forecast->feature, reach, err);
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        ES_NEW(arena, forecast->member[m], reach, err);
    }
    return ES_OK;
}

/* A forecast by what the points alone tell. */
static enum es_status forecast_points(const struct es_dense_series *series,
                                      const struct es_dense_table *table,
                                      struct es_dense_forecast *forecast,
                                      struct es_arena *arena, struct es_error *err)
{
    struct es_dense_shape shape;
    struct es_dense_sight sight;
    struct es_dense_paths paths;
    double *middle;
    ES_TRY(make_room(series->n, series->reach, forecast, arena, err));
    ES_TRY(es_dense_look(series, &shape, &sight, arena, err));
    ES_NEW(arena, middle, series->reach, err);
    memcpy(paths.final, forecast->member, sizeof paths.final);
    es_dense_choose_origins(series->n, series->reach, &paths);
    es_dense_curves(&sight, &paths);
    es_dense_smooth(&sight, &paths);
    es_dense_trends(&sight, &paths);
    es_dense_theta(&sight, &paths);
    es_dense_weigh(&sight, &paths, forecast->error, forecast->weight);
    combine(forecast, middle);
    forecast->last = series->y[series->n - 1];
    forecast->unit_step = fmax(es_dense_mean_step(sight.y, sight.n), 1e-9);
    es_dense_features(&sight, &paths, series->spacing, middle, series->reach, forecast);
    back(series, table, &shape, middle, forecast);
    return tell_season(series, &shape, forecast, arena, err);
}

/* The series as if all days were alike; days of hardly any volume tell nothing then. */
static enum es_status without_calendar(const struct es_dense_series *series,
                                       const struct es_dense_calendar *calendar,
                                       struct es_dense_series *plain,
                                       struct es_arena *arena, struct es_error *err)
{
    const double least = 0.1;
    double *t, *y;
    *plain = *series;
    plain->n = 0;
    ES_NEW(arena, t, series->n + series->reach, err);
    ES_NEW(arena, y, series->n, err);
    for (size_t i = 0; i < series->n; i++) {
        if (!calendar->daily || calendar->factor[i] >= least) {
            t[plain->n] = series->t[i];
            y[plain->n++] = series->y[i] / calendar->factor[i];
        }
    }
    memcpy(t + plain->n, series->t + series->n, series->reach * sizeof *t);
    plain->t = t;
    plain->y = y;
    return ES_OK;
}

/* Months have their season by factors beside; where it is added, it stands alone. */
static enum es_status tell_calendar(const struct es_dense_series *series,
                                    const double factor[],
                                    struct es_dense_forecast *forecast,
                                    struct es_arena *arena, struct es_error *err)
{
    const double *season = forecast->season;
    if (season != NULL && !forecast->factors) {
        return ES_OK;
    }
    ES_NEW(arena, forecast->season, series->n + series->reach, err);
    forecast->factors = true;
    for (size_t i = 0; i < series->n + series->reach; i++) {
        forecast->season[i] = factor[i] * (season != NULL ? season[i] : 1.0);
    }
    return ES_OK;
}

static void with_calendar(const double factor[], struct es_dense_forecast *forecast)
{
    forecast->rising = false;
    for (size_t h = 0; h < forecast->reach; h++) {
        forecast->mean[h] *= factor[h];
        for (size_t k = 0; k < ES_DENSE_LEVELS; k++) {
            forecast->quantile[h][k] *= factor[h];
        }
        for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
            forecast->member[m][h] *= factor[h];
        }
    }
}

enum es_status es_dense_run(const struct es_dense_series *series,
                            const struct es_dense_table *table,
                            struct es_dense_forecast *forecast, struct es_arena *arena,
                            struct es_error *err)
{
    struct es_dense_calendar calendar;
    struct es_dense_series plain;
    ES_TRY(check(series, err));
    ES_TRY(es_dense_find_calendar(series, &calendar, arena, err));
    if (!calendar.found) {
        return forecast_points(series, table, forecast, arena, err);
    }
    ES_TRY(without_calendar(series, &calendar, &plain, arena, err));
    ES_TRY(forecast_points(&plain, table, forecast, arena, err));
    with_calendar(calendar.factor + series->n, forecast);
    forecast->n = series->n;
    forecast->last = series->y[series->n - 1];
    forecast->workday_power = calendar.power;
    forecast->weekdays = calendar.daily;
    return tell_calendar(series, calendar.factor, forecast, arena, err);
}

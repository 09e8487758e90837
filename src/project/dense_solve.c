/*
 * dense_solve.c: from a regular series to an outlook.
 *
 * The outlook's months are cut from the series' own periods: a stock is interpolated
 * between its points, and what a flow gained in a window is spread evenly over its days.
 */
#include "project/dense.h"

#include "essor/hash.h"

#include <math.h>
#include <string.h>

enum {
    DAYS_APART = 92,     /* ahead that are drawn one by one */
    LONGEST_PERIOD = 800 /* days */
};

/* A path to be cut into months: its cumulated value at days, increasing. */
struct path {
    double *day, *value;
    size_t n;
};

static void add_knot(struct path *path, double day, double value)
{
    path->day[path->n] = day;
    path->value[path->n++] = value;
}

/* The windows of a flow from `first` on; what lies between two of them counts at the pace
 * of both. */
static void add_flow(const struct es_dense_grid *grid, size_t first, size_t end,
                     const double y[], struct path *path)
{
    double sum = path->n > 0 ? path->value[path->n - 1] : 0.0;
    for (size_t i = first; i < end; i++) {
        const double days = grid->to_day[i] - grid->from_day[i] + 1;
        const double gained = y[i - first] * grid->periods[i];
        if (path->n == 0) {
            add_knot(path, grid->from_day[i], sum);
        } else if (grid->from_day[i] > path->day[path->n - 1]) {
            const size_t k = path->n - 1;
            const double before =
                (path->value[k] - path->value[k - 1]) / (path->day[k] - path->day[k - 1]);
            sum += (grid->from_day[i] - path->day[k]) * 0.5 * (before + gained / days);
            add_knot(path, grid->from_day[i], sum);
        }
        sum += gained;
        add_knot(path, grid->to_day[i] + 1, sum);
    }
}

static void add_stock(const struct es_dense_grid *grid, size_t first, size_t end,
                      const double y[], struct path *path)
{
    for (size_t i = first; i < end; i++) {
        add_knot(path, grid->to_day[i] + 0.5, y[i - first]);
    }
}

static void add(const struct es_dense_grid *grid, enum es_nature nature, bool ahead,
                const double y[], struct path *path)
{
    const size_t first = ahead ? grid->n : 0, end = grid->n + (ahead ? grid->ahead : 0);
    (nature == ES_STOCK_SERIES ? add_stock : add_flow)(grid, first, end, y, path);
}

/* Where a month starts on a path: so far from the knot before to this one. */
struct spot {
    size_t knot;
    double way;
};

/* The start of every month, held at the path's ends: spot[months + 1]. */
static void find_spots(const struct path *path, const struct es_outlook *outlook,
                       struct spot spot[])
{
    size_t k = 1;
    for (size_t i = 0; i <= outlook->months; i++) {
        const double day = es_month_first_day(outlook->first_month + (int)i);
        while (k + 1 < path->n && path->day[k] < day) {
            k++;
        }
        const double way = (day - path->day[k - 1]) / (path->day[k] - path->day[k - 1]);
        spot[i] = (struct spot){k, fmin(fmax(way, 0.0), 1.0)};
    }
}

/* The path at the spots from..end-1. */
static void cut(const struct path *path, const struct spot spot[], size_t from,
                size_t end, double cumulated[])
{
    for (size_t i = from; i < end; i++) {
        const double *at = &path->value[spot[i].knot];
        cumulated[i] = at[-1] + spot[i].way * (at[0] - at[-1]);
    }
}

static enum es_status open_outlook(const struct es_solution *solution, size_t draws,
                                   struct es_outlook *outlook, struct es_error *err)
{
    const struct es_sparse_problem *problem = &solution->problem;
    const int first =
        es_month_of_day(solution->dense->grid.from_day[0]) - problem->earlier_months;
    const int last = es_month_of_day(problem->horizon_day);
    *outlook = (struct es_outlook){.nature = problem->nature,
                                   .as_of_day = problem->as_of_day,
                                   .first_month = first,
                                   .months = (size_t)(last - first + 1),
                                   .draws = draws};
    ES_NEW(solution->arena, outlook->cumulated, draws * (outlook->months + 1), err);
    ES_NEW(solution->arena, outlook->point, outlook->months + 1, err);
    return ES_OK;
}

/* The same of values at all points, seen and to come. */
static void cut_all(const struct es_dense_grid *grid, const struct es_outlook *outlook,
                    const double y[], const struct spot spot[], struct path *path,
                    double cumulated[])
{
    path->n = 0;
    add(grid, outlook->nature, false, y, path);
    add(grid, outlook->nature, true, y + grid->n, path);
    cut(path, spot, 0, outlook->months + 1, cumulated);
}

/* What the months have of the season: of a level, that at their starts; of what they
 * gain, the part by which an even volume would be changed. */
static enum es_status cut_season(const struct es_solution *solution,
                                 const struct spot spot[], struct path *path,
                                 struct es_outlook *outlook, struct es_error *err)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    const struct es_dense_forecast *forecast = &solution->dense->forecast;
    struct es_season *season;
    double *even, *plain, *changed;
    if (forecast->season == NULL) {
        return ES_OK;
    }
    ES_NEW(solution->arena, season, 1, err);
    ES_NEW(solution->arena, even, grid->n + grid->ahead, err);
    ES_NEW(solution->arena, plain, outlook->months + 1, err);
    ES_NEW(solution->arena, changed, outlook->months + 1, err);
    for (size_t i = 0; i < grid->n + grid->ahead; i++) {
        even[i] = 1.0;
    }
    cut_all(grid, outlook, forecast->season, spot, path, changed);
    cut_all(grid, outlook, even, spot, path, plain);
    *season = (struct es_season){.factors = forecast->factors, .index = changed};
    for (size_t i = 0; i < outlook->months && outlook->nature == ES_FLOW_SERIES; i++) {
        const double gained = changed[i + 1] - changed[i];
        const double volume = plain[i + 1] - plain[i];
        changed[i] = season->factors ? (volume > 0.0 ? gained / volume : 1.0) : gained;
    }
    outlook->season = season;
    return ES_OK;
}

/* Cuts the draws, [draws][ahead], each a path of which the first `seen` knots are known:
 * months before them are the same in all. */
static void cut_draws(const struct es_solution *solution, const double draw[],
                      const struct spot spot[], struct path *path,
                      struct es_outlook *outlook)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    const size_t seen = path->n, row = outlook->months + 1;
    size_t same = 0;
    while (same < row && spot[same].knot < seen) {
        same++;
    }
    cut(path, spot, 0, same, outlook->cumulated);
    for (size_t d = 0; d < outlook->draws; d++) {
        double *cumulated = outlook->cumulated + d * row;
        if (d > 0) {
            memcpy(cumulated, outlook->cumulated, same * sizeof *cumulated);
        }
        path->n = seen;
        add(grid, outlook->nature, true, draw + d * grid->ahead, path);
        cut(path, spot, same, row, cumulated);
    }
}

/* Cuts the draws, [draws][ahead], and the combination. */
static enum es_status fill_outlook(const struct es_solution *solution,
                                   const double draw[], struct es_outlook *outlook,
                                   struct es_error *err)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    struct path path = {.n = 0};
    struct spot *spot;
    ES_NEW(solution->arena, path.day, 2 * (grid->n + grid->ahead) + 2, err);
    ES_NEW(solution->arena, path.value, 2 * (grid->n + grid->ahead) + 2, err);
    ES_NEW(solution->arena, spot, outlook->months + 1, err);
    add(grid, outlook->nature, false, grid->y, &path);
    const size_t seen = path.n;
    add(grid, outlook->nature, true, solution->dense->forecast.mean, &path);
    find_spots(&path, outlook, spot);
    cut(&path, spot, 0, outlook->months + 1, outlook->point);
    path.n = seen;
    cut_draws(solution, draw, spot, &path, outlook);
    outlook->falls =
        outlook->nature == ES_STOCK_SERIES && !solution->dense->forecast.rising;
    return cut_season(solution, spot, &path, outlook, err);
}

/* What the path never exceeds, per period. */
static double ceiling_of(const struct es_solution *solution)
{
    static const double per_year[] = {365.25, 365.25 / 7.0, 12.0, 4.0, 1.0, 365.25};
    const struct es_series *series = solution->series;
    const struct es_dense_grid *grid = &solution->dense->grid;
    const double most = isfinite(series->limit)   ? series->limit
                        : !isnan(series->ceiling) ? series->ceiling
                                                  : INFINITY;
    if (series->nature == ES_STOCK_SERIES) {
        return most;
    }
    return most / per_year[grid->pace] *
           (grid->pace == ES_PACE_OTHER ? grid->period_days : 1.0);
}

static enum es_dense_spacing spacing_of(enum es_pace pace)
{
    return pace == ES_PACE_DAY       ? ES_DENSE_DAILY
           : pace == ES_PACE_QUARTER ? ES_DENSE_QUARTERLY
           : pace == ES_PACE_YEAR    ? ES_DENSE_YEARLY
           : pace == ES_PACE_OTHER   ? ES_DENSE_IRREGULAR
                                     : ES_DENSE_OTHER;
}

struct es_dense_series es_dense_series_of(const struct es_solution *solution, size_t n,
                                          size_t reach)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    const size_t season = grid->pace == ES_PACE_MONTH ? 12 : 4;
    return (struct es_dense_series){.n = n,
                                    .t = grid->t,
                                    .y = grid->made_good,
                                    .season = grid->seasonal ? season : 0,
                                    .reach = reach,
                                    .ceiling = ceiling_of(solution),
                                    .spacing = spacing_of(grid->pace),
                                    .workdays = grid->workdays,
                                    .weekday = grid->weekday};
}

/* Whether a day is the last of its month. */
static bool ends_month(int day)
{
    return es_month_of_day(day + 1) != es_month_of_day(day);
}

/* Days far ahead are joined to months, which is all that the outlook has of them. */
static enum es_status join_days(struct es_solution *solution, struct es_error *err)
{
    struct es_dense_grid *grid = &solution->dense->grid;
    size_t *end, runs = 0;
    if (grid->pace != ES_PACE_DAY || grid->ahead <= DAYS_APART) {
        return ES_OK;
    }
    ES_NEW(solution->arena, end, grid->ahead, err);
    for (size_t h = 0; h < grid->ahead; h++) {
        const size_t i = grid->n + h, to = grid->n + runs;
        const size_t from = runs > 0 ? end[runs - 1] : 0;
        if (h < DAYS_APART || h + 1 == grid->ahead || ends_month(grid->to_day[i])) {
            grid->to_day[to] = grid->to_day[i];
            grid->from_day[to] = grid->from_day[grid->n + from];
            grid->t[to] = grid->t[i];
            grid->periods[to] = solution->problem.nature == ES_STOCK_SERIES
                                    ? 1.0
                                    : (double)(h + 1 - from);
            end[runs++] = h + 1;
        }
    }
    es_dense_join(&solution->dense->forecast, solution->problem.nature == ES_STOCK_SERIES,
                  end, runs);
    grid->ahead = runs;
    return ES_OK;
}

enum es_status es_dense_solve(struct es_solution *solution, size_t draws,
                              struct es_error *err)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    struct es_outlook *outlook = &solution->fit.outlook;
    struct es_error why = {.status = ES_OK};
    double *draw;
    const struct es_dense_series series =
        es_dense_series_of(solution, grid->n, grid->ahead);
    if (es_dense_run(&series, &es_dense_pooled, &solution->dense->forecast,
                     solution->arena, &why) != ES_OK) {
        return es_fail(err, why.status, "%s: %s", solution->series->id, why.message);
    }
    ES_TRY(join_days(solution, err));
    ES_NEW(solution->arena, draw, draws * grid->ahead, err);
    ES_TRY(es_dense_draw(&solution->dense->forecast, &es_dense_pooled, draws,
                         solution->problem.seed, draw, solution->arena, err));
    ES_TRY(open_outlook(solution, draws, outlook, err));
    return fill_outlook(solution, draw, outlook, err);
}

enum es_status es_dense_check_reach(const struct es_solution *solution,
                                    struct es_error *err)
{
    if (solution->dense == NULL) {
        return ES_OK;
    }
    const struct es_dense_grid *grid = &solution->dense->grid;
    const int last = grid->to_day[grid->n + grid->ahead - 1];
    char text[ES_DAY_TEXT];
    if (es_outlook_end_day(&solution->fit.outlook) <= last + LONGEST_PERIOD) {
        return ES_OK;
    }
    es_day_format(last, text);
    return es_fail(err, ES_ERR_ARGUMENT,
                   "%s is drawn until %s, which is not far enough for growth so fast; "
                   "a smaller factor or horizon_years in essor.ini needs less",
                   solution->series->id, text);
}

/* dense_grid.c: the figures of a regular series as points in time, and those to come. */
#include "project/dense.h"

#include "essor/date.h"
#include "essor/holiday.h"
#include "project/events.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 12, MOST_AHEAD = 6000 };

/* A volume of which strikes leave less than this is no point of the series. */
#define LEAST_LEFT 0.5

const char *es_pace_name(enum es_pace pace)
{
    static const char *const names[] = {"day",     "week", "month",
                                        "quarter", "year", "other"};
    return names[pace];
}

/* How many days, and how many months, lie between two points. */
static const struct {
    int least_days, most_days, months;
} paces[] = {[ES_PACE_DAY] = {1, 1, 0},       [ES_PACE_WEEK] = {7, 7, 0},
             [ES_PACE_MONTH] = {28, 31, 1},   [ES_PACE_QUARTER] = {90, 92, 3},
             [ES_PACE_YEAR] = {365, 366, 12}, [ES_PACE_OTHER] = {0, 0, 0}};

/* A figure as a point: its window and what was gained in it, or the level at its end. */
struct point {
    int from_day, to_day;
    double value;
    size_t order;
};

/* False for a measure that is no level, and no volume, of the series. */
static bool point_of(const struct es_observation *seen, enum es_nature nature,
                     struct point *point)
{
    const double months = es_months_in_window(seen->from_day, seen->to_day);
    point->from_day = nature == ES_STOCK_SERIES ? seen->to_day : seen->from_day;
    point->to_day = seen->to_day;
    switch (seen->measure) {
    case ES_LEVEL:
    case ES_SUM:
        point->value = seen->centre;
        break;
    case ES_PER_MONTH:
        point->value = seen->centre * months;
        break;
    case ES_PER_YEAR:
        point->value = seen->centre * months / 12.0;
        break;
    default:
        return false;
    }
    return (nature == ES_STOCK_SERIES) == (seen->measure == ES_LEVEL);
}

static int by_end(const void *a, const void *b)
{
    const struct point *x = a, *y = b;
    if (x->to_day != y->to_day) {
        return x->to_day < y->to_day ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

/* Of points that overlap, the one that ends first stays; of levels of one day, the last
 * in the file. */
static size_t drop_overlaps(struct point point[], size_t n, enum es_nature nature)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && point[i].from_day <= point[kept - 1].to_day) {
            if (nature == ES_STOCK_SERIES) {
                point[kept - 1] = point[i];
            }
            continue;
        }
        point[kept++] = point[i];
    }
    return kept;
}

static int ascending(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Whether at least four steps of five are within some days. */
static bool mostly(const struct es_dense_grid *grid, double least, double most)
{
    size_t hits = 0;
    for (size_t i = 1; i < grid->n; i++) {
        const double step = grid->to_day[i] - grid->to_day[i - 1];
        hits += step >= least && step <= most;
    }
    return grid->n > 1 && 5 * hits >= 4 * (grid->n - 1);
}

/* Whether most windows of a flow are as long as the points are apart. */
static bool windows_fill(const struct es_dense_grid *grid)
{
    size_t hits = 0;
    for (size_t i = 1; i < grid->n; i++) {
        const double step = grid->to_day[i] - grid->to_day[i - 1];
        const double length = grid->to_day[i] - grid->from_day[i] + 1;
        hits += length >= 0.75 * grid->period_days && length <= 1.25 * step;
    }
    return 5 * hits >= 4 * (grid->n - 1);
}

static void find_pace(struct es_dense_grid *grid, int step[])
{
    grid->pace = ES_PACE_OTHER;
    grid->period_days = 1.0;
    if (grid->n < 2) {
        return;
    }
    for (size_t i = 1; i < grid->n; i++) {
        step[i - 1] = grid->to_day[i] - grid->to_day[i - 1];
    }
    qsort(step, grid->n - 1, sizeof step[0], ascending);
    grid->period_days = step[(grid->n - 1) / 2];
    for (size_t k = 0; k < ES_PACE_OTHER && grid->pace == ES_PACE_OTHER; k++) {
        if (mostly(grid, paces[k].least_days, paces[k].most_days)) {
            grid->pace = (enum es_pace)k;
        }
    }
    const double period = grid->period_days;
    grid->regular = grid->n >= FEWEST && mostly(grid, 0.75 * period, 1.25 * period);
}

/* The day `k` periods after another, the last of a month after the last of one. */
static int day_after(const struct es_dense_grid *grid, int day, size_t k)
{
    const int months = paces[grid->pace].months * (int)k;
    if (months == 0) {
        return day + (int)floor((double)k * grid->period_days + 0.5);
    }
    const int month = es_month_of_day(day), place = day - es_month_first_day(month);
    const int first = es_month_first_day(month + months);
    const int last = es_month_first_day(month + months + 1) - 1;
    const bool at_end = day + 1 == es_month_first_day(month + 1);
    return at_end || first + place > last ? last : first + place;
}

/* Month numbers serve as times where no two points share one. */
static bool months_serve(const struct es_dense_grid *grid)
{
    bool serve = paces[grid->pace].months > 0;
    for (size_t i = 1; i < grid->n && serve; i++) {
        serve = es_month_of_day(grid->to_day[i]) > es_month_of_day(grid->to_day[i - 1]);
    }
    return serve;
}

static double periods_of(const struct es_dense_grid *grid, enum es_nature nature,
                         int from_day, int to_day)
{
    if (nature == ES_STOCK_SERIES) {
        return 1.0;
    }
    return paces[grid->pace].months > 0
               ? es_months_in_window(from_day, to_day) / paces[grid->pace].months
               : (to_day - from_day + 1) / grid->period_days;
}

/* Times, windows to come, and what each window counts. */
static void complete(struct es_dense_grid *grid, enum es_nature nature)
{
    const double months = paces[grid->pace].months;
    const bool by_month = months_serve(grid);
    const double days = months > 0.0 ? months * 365.25 / 12.0 : grid->period_days;
    const int last = grid->to_day[grid->n - 1];
    for (size_t i = grid->n; i < grid->n + grid->ahead; i++) {
        grid->to_day[i] = day_after(grid, last, i - grid->n + 1);
        grid->from_day[i] =
            nature == ES_STOCK_SERIES ? grid->to_day[i] : grid->to_day[i - 1] + 1;
    }
    for (size_t i = 0; i < grid->n + grid->ahead; i++) {
        grid->t[i] =
            by_month ? es_month_of_day(grid->to_day[i]) / months : grid->to_day[i] / days;
        grid->periods[i] = periods_of(grid, nature, grid->from_day[i], grid->to_day[i]);
    }
    grid->seasonal =
        by_month && (grid->pace == ES_PACE_MONTH || grid->pace == ES_PACE_QUARTER);
}

/* Volumes are taken for French ones: working days count where the data say so. */
static enum es_status count_workdays(struct es_dense_grid *grid, struct es_arena *arena,
                                     struct es_error *err)
{
    const size_t n = grid->n + grid->ahead;
    if (grid->pace == ES_PACE_DAY) {
        ES_NEW(arena, grid->weekday, n, err);
        for (size_t i = 0; i < n; i++) {
            grid->weekday[i] = (unsigned char)es_french_weekday(grid->to_day[i]);
        }
        return ES_OK;
    }
    ES_NEW(arena, grid->workdays, n, err);
    for (size_t i = 0; i < n; i++) {
        grid->workdays[i] =
            es_french_workdays(grid->from_day[i], grid->to_day[i]) / grid->periods[i];
    }
    return ES_OK;
}

/* The share that strikes leave; of a level there is none. */
static double left_of(const struct es_sparse_problem *problem, int from_day, int to_day)
{
    return problem->nature == ES_STOCK_SERIES
               ? 1.0
               : es_gaps_left(problem->gap, problem->gaps, from_day, to_day);
}

static enum es_status gather(const struct es_sparse_problem *problem,
                             struct point **point, size_t *n, struct es_arena *arena,
                             struct es_error *err)
{
    struct point *made;
    size_t count = 0;
    ES_NEW(arena, made, problem->n, err);
    for (size_t i = 0; i < problem->n; i++) {
        made[count].order = problem->observation[i].figure;
        count += point_of(&problem->observation[i], problem->nature, &made[count]) &&
                 left_of(problem, made[count].from_day, made[count].to_day) >= LEAST_LEFT;
    }
    qsort(made, count, sizeof made[0], by_end);
    *n = drop_overlaps(made, count, problem->nature);
    *point = made;
    return ES_OK;
}

/* How many points are to come until the month of the horizon is over. */
static size_t count_ahead(const struct es_dense_grid *grid, int horizon_day)
{
    const int end = es_month_first_day(es_month_of_day(horizon_day) + 1);
    const int last = grid->to_day[grid->n - 1];
    size_t ahead = 1;
    while (ahead < MOST_AHEAD && day_after(grid, last, ahead) < end) {
        ahead++;
    }
    return ahead;
}

enum es_status es_dense_grid_make(const struct es_sparse_problem *problem,
                                  struct es_dense_grid *grid, struct es_arena *arena,
                                  struct es_error *err)
{
    struct point *point;
    struct es_dense_grid seen = {.n = 0};
    int *scratch;
    *grid = seen;
    ES_TRY(gather(problem, &point, &seen.n, arena, err));
    seen.left_out = problem->n - seen.n;
    if (seen.n == 0) {
        return ES_OK;
    }
    ES_NEW(arena, scratch, seen.n, err);
    ES_NEW(arena, seen.from_day, seen.n + MOST_AHEAD, err);
    ES_NEW(arena, seen.to_day, seen.n + MOST_AHEAD, err);
    for (size_t i = 0; i < seen.n; i++) {
        seen.from_day[i] = point[i].from_day;
        seen.to_day[i] = point[i].to_day;
    }
    find_pace(&seen, scratch);
    if (problem->nature == ES_FLOW_SERIES) {
        seen.regular = seen.regular && windows_fill(&seen);
    }
    seen.ahead = count_ahead(&seen, problem->horizon_day);
    ES_NEW(arena, seen.t, seen.n + seen.ahead, err);
    ES_NEW(arena, seen.periods, seen.n + seen.ahead, err);
    ES_NEW(arena, seen.y, seen.n, err);
    ES_NEW(arena, seen.made_good, seen.n, err);
    complete(&seen, problem->nature);
    for (size_t i = 0; i < seen.n; i++) {
        seen.y[i] = point[i].value / seen.periods[i];
        seen.made_good[i] =
            seen.y[i] / left_of(problem, seen.from_day[i], seen.to_day[i]);
    }
    if (problem->nature == ES_FLOW_SERIES) {
        ES_TRY(count_workdays(&seen, arena, err));
    }
    *grid = seen;
    return ES_OK;
}

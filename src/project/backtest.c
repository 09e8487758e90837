/* backtest.c: a file of series, forecast from the origins that another file names. */
#include "essor/backtest.h"

#include "essor/date.h"
#include "essor/holiday.h"
#include "essor/parallel.h"

#include <math.h>
#include <string.h>
#include <time.h>

const char *const es_backtest_column[ES_BACKTEST_COLUMNS] = {
    "mean", "q10", "q20", "q30", "q40",  "q50",
    "q60",  "q70", "q80", "q90", "lo95", "hi95"};
static const double levels[ES_BACKTEST_COLUMNS] = {0.0, 0.1, 0.2, 0.3, 0.4,   0.5,
                                                   0.6, 0.7, 0.8, 0.9, 0.025, 0.975};

struct job {
    const struct es_backtest *backtest;
    const struct es_backtest_tables *tables;
    struct es_backtest_result *result;
};

/* What the distance of neighbouring points suggests, where nobody says it. */
static enum es_panel_pace pace_of(const struct es_panel_series *series, size_t n)
{
    static const struct {
        enum es_panel_pace pace;
        double least, most;
    } paces[] = {{ES_PANEL_DAY, 1.0, 1.0},
                 {ES_PANEL_WEEK, 7.0, 7.0},
                 {ES_PANEL_MONTH, 28.0, 31.0},
                 {ES_PANEL_QUARTER, 90.0, 92.0},
                 {ES_PANEL_YEAR, 365.0, 366.0}};
    if (series->pace != ES_PANEL_NO_PACE || series->axis != ES_PANEL_DAYS) {
        return series->pace;
    }
    for (size_t k = 0; k < sizeof paces / sizeof paces[0]; k++) {
        size_t regular = 0;
        for (size_t i = 1; i < n; i++) {
            const double step = series->x[i] - series->x[i - 1];
            regular += step >= paces[k].least && step <= paces[k].most;
        }
        if (5 * regular >= 4 * (n - 1)) {
            return paces[k].pace;
        }
    }
    return ES_PANEL_IRREGULAR;
}

static double month_of(double day)
{
    return (double)es_month_of_day((int)day);
}

/* The moment of point i in periods, but for a factor where the pace is irregular. */
static double moment(const struct es_panel_series *series, enum es_panel_pace pace,
                     size_t i)
{
    const double x = series->x[i];
    if (series->axis != ES_PANEL_DAYS) {
        return x;
    }
    switch (pace) {
    case ES_PANEL_WEEK:
        return x / 7.0;
    case ES_PANEL_MONTH:
        return month_of(x);
    case ES_PANEL_QUARTER:
        return month_of(x) / 3.0;
    case ES_PANEL_YEAR:
        return floor(month_of(x) / 12.0);
    default:
        return x;
    }
}

static void sort(double x[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double moved = x[i];
        size_t k = i;
        for (; k > 0 && x[k - 1] > moved; k--) {
            x[k] = x[k - 1];
        }
        x[k] = moved;
    }
}

/* The middle distance of the first n moments; 1 where the pace is one of the calendar. */
static double period_of(const struct es_panel_series *series, enum es_panel_pace pace,
                        const double t[], size_t n, double scratch[])
{
    const bool calendar = series->axis == ES_PANEL_DAYS ? pace != ES_PANEL_IRREGULAR
                                                        : pace == ES_PANEL_YEAR;
    if (calendar || series->axis == ES_PANEL_ORDER) {
        return 1.0;
    }
    for (size_t i = 1; i < n; i++) {
        scratch[i - 1] = t[i] - t[i - 1];
    }
    sort(scratch, n - 1);
    return 0.5 * (scratch[(n - 2) / 2] + scratch[(n - 1) / 2]);
}

static enum es_dense_spacing spacing_of(enum es_panel_pace pace)
{
    switch (pace) {
    case ES_PANEL_DAY:
        return ES_DENSE_DAILY;
    case ES_PANEL_QUARTER:
        return ES_DENSE_QUARTERLY;
    case ES_PANEL_YEAR:
        return ES_DENSE_YEARLY;
    case ES_PANEL_IRREGULAR:
        return ES_DENSE_IRREGULAR;
    default:
        return ES_DENSE_OTHER;
    }
}

static enum es_status check_split(const struct es_split *split, struct es_error *err)
{
    if (split->series == NULL) {
        return es_fail(err, ES_ERR_DATA, "%s: there are no values of that series",
                       split->id);
    }
    if (split->series->fault != NULL) {
        return es_fail(err, ES_ERR_DATA, "%s: %s", split->id, split->series->fault);
    }
    if (split->origin > split->series->n || split->origin < ES_DENSE_FEWEST) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: cannot start from %zu points of %zu; at least %d are needed",
                       split->id, split->origin, split->series->n, ES_DENSE_FEWEST);
    }
    return ES_OK;
}

/* Times of the training points, of the points to be forecast that the file has, and on by
 * whole periods. */
static enum es_status fill_times(const struct es_split *split, enum es_panel_pace pace,
                                 size_t reach, double t[], struct es_arena *arena,
                                 struct es_error *err)
{
    const struct es_panel_series *series = split->series;
    const size_t n = split->origin, known = n + split->horizon;
    double *scratch;
    ES_NEW(arena, scratch, n, err);
    for (size_t i = 0; i < n; i++) {
        t[i] = moment(series, pace, i);
    }
    const double period = period_of(series, pace, t, n, scratch);
    for (size_t i = n; i < n + reach; i++) {
        t[i] = i < known && i < series->n ? moment(series, pace, i) : t[i - 1] + period;
    }
    for (size_t i = 0; i < n + reach && period > 0.0; i++) {
        t[i] /= period;
    }
    return ES_OK;
}

/* The working days of months, or the weekdays of days, of volumes said to be French. */
static enum es_status add_calendar(const struct es_split *split, enum es_panel_pace pace,
                                   struct es_dense_series *series, struct es_arena *arena,
                                   struct es_error *err)
{
    const struct es_panel_series *from = split->series;
    const bool may =
        from->french && from->kind == ES_PANEL_FLOW && from->axis == ES_PANEL_DAYS;
    const size_t n = series->n + series->reach;
    double *workdays;
    unsigned char *weekday;
    if (may && pace == ES_PANEL_DAY) {
        ES_NEW(arena, weekday, n, err);
        for (size_t i = 0; i < n; i++) {
            weekday[i] = (unsigned char)es_french_weekday((int)series->t[i]);
        }
        series->weekday = weekday;
    } else if (may && pace == ES_PANEL_MONTH) {
        ES_NEW(arena, workdays, n, err);
        for (size_t i = 0; i < n; i++) {
            const int month = (int)series->t[i];
            workdays[i] = es_french_workdays(es_month_first_day(month),
                                             es_month_first_day(month + 1) - 1);
        }
        series->workdays = workdays;
    }
    return ES_OK;
}

enum es_status es_backtest_series(const struct es_split *split,
                                  struct es_dense_series *series, struct es_arena *arena,
                                  struct es_error *err)
{
    double *t;
    ES_TRY(check_split(split, err));
    const struct es_panel_series *from = split->series;
    const enum es_panel_pace pace = pace_of(from, split->origin);
    const size_t farthest = split->horizon > split->reach ? split->horizon : split->reach;
    const size_t reach = farthest > 0 ? farthest : 1;
    const bool dated = from->axis == ES_PANEL_DAYS;
    const bool capped = from->ceiling > 0.0;
    ES_NEW(arena, t, split->origin + reach, err);
    ES_TRY(fill_times(split, pace, reach, t, arena, err));
    *series = (struct es_dense_series){.n = split->origin,
                                       .t = t,
                                       .y = from->y,
                                       .season = dated && pace == ES_PANEL_MONTH     ? 12
                                                 : dated && pace == ES_PANEL_QUARTER ? 4
                                                                                     : 0,
                                       .reach = reach,
                                       .ceiling = capped ? from->ceiling : INFINITY,
                                       .spacing = spacing_of(pace)};
    return add_calendar(split, pace, series, arena, err);
}

static double processor_seconds(void)
{
    struct timespec time = {.tv_sec = 0};
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void keep_rows(const struct es_split *split,
                      const struct es_dense_forecast *forecast,
                      struct es_backtest_answer *answer)
{
    for (size_t h = 0; h < split->horizon; h++) {
        answer->row[h][0] = forecast->mean[h];
        for (size_t k = 1; k < ES_BACKTEST_COLUMNS; k++) {
            answer->row[h][k] = es_dense_quantile(forecast, h, levels[k]);
        }
    }
}

static enum es_status answer_split(const struct job *job, size_t i,
                                   struct es_arena *arena)
{
    const struct es_split *split = &job->backtest->split[i];
    struct es_backtest_answer *answer = &job->result->answer[i];
    const struct es_dense_table *table =
        job->tables == NULL ? &es_dense_pooled
                            : job->tables->of(job->tables->context, split);
    struct es_dense_series series;
    struct es_dense_forecast forecast;
    struct es_error why = {.status = ES_OK};
    ES_TRY(es_backtest_series(split, &series, arena, &answer->error));
    if (es_dense_run(&series, table, &forecast, arena, &why) != ES_OK) {
        return es_fail(&answer->error, why.status, "%s: %s", split->id, why.message);
    }
    keep_rows(split, &forecast, answer);
    for (size_t k = split->target; k != SIZE_MAX; k = job->backtest->target[k].next) {
        const struct es_backtest_target *target = &job->backtest->target[k];
        es_dense_cross(&forecast, target->reach, target->level,
                       &job->result->crossing[k]);
    }
    return ES_OK;
}

static void answer_one(void *context, size_t i)
{
    const struct job *job = context;
    struct es_backtest_answer *answer = &job->result->answer[i];
    const double start = processor_seconds();
    struct es_arena *arena = NULL;
    if (es_arena_open(&arena, &answer->error) == ES_OK) {
        (void)answer_split(job, i, arena);
        es_arena_close(arena);
    }
    answer->seconds = processor_seconds() - start;
}

enum es_status es_backtest_run(const struct es_backtest *backtest,
                               const struct es_backtest_tables *tables, size_t jobs,
                               struct es_backtest_result *result, struct es_arena *arena,
                               struct es_error *err)
{
    *result = (struct es_backtest_result){.failed = 0};
    struct job job = {.backtest = backtest, .tables = tables, .result = result};
    ES_NEW(arena, result->answer, backtest->splits, err);
    ES_NEW(arena, result->crossing, backtest->targets, err);
    for (size_t i = 0; i < backtest->splits; i++) {
        ES_NEW(arena, result->answer[i].row, backtest->split[i].horizon, err);
    }
    es_parallel_for(backtest->splits, jobs, answer_one, &job);
    for (size_t i = 0; i < backtest->splits; i++) {
        result->failed += result->answer[i].error.status != ES_OK;
    }
    return ES_OK;
}

#include "essor/scenario.h"

#include "essor/date.h"

#include <math.h>
#include <string.h>

/* Days by when rounding may put off the end of a month. */
#define A_MOMENT 1e-6

/* The tick that a day falls to; NULL before the first. */
static const struct es_tick *tick_at(const struct es_clock *clock, double day)
{
    const struct es_tick *found = NULL;
    for (size_t i = 0; i < clock->n && clock->tick[i].day <= day; i++) {
        found = &clock->tick[i];
    }
    return found;
}

double es_clock_at(const struct es_clock *clock, double day)
{
    const struct es_tick *tick = tick_at(clock, day);
    return tick == NULL ? day : tick->path_day + tick->rate * (day - tick->day);
}

double es_clock_when(const struct es_clock *clock, double path_day)
{
    if (clock->n == 0 || path_day <= clock->tick[0].path_day) {
        return path_day;
    }
    for (size_t i = 0; i < clock->n; i++) {
        const struct es_tick *tick = &clock->tick[i];
        const bool last = i + 1 == clock->n;
        if (tick->rate > 0.0 && (last || path_day <= tick[1].path_day)) {
            return tick->day + (path_day - tick->path_day) / tick->rate;
        }
    }
    return INFINITY;
}

/* The place of a tick on that day, made where there is none. */
static size_t cut_at(struct es_clock *clock, double day)
{
    size_t i = 0;
    while (i < clock->n && clock->tick[i].day < day) {
        i++;
    }
    if (i < clock->n && clock->tick[i].day == day) {
        return i;
    }
    const double rate = i > 0 ? clock->tick[i - 1].rate : 1.0;
    memmove(&clock->tick[i + 1], &clock->tick[i], (clock->n - i) * sizeof clock->tick[0]);
    clock->tick[i] = (struct es_tick){day, day, rate};
    clock->n++;
    return i;
}

enum es_status es_clock_run(struct es_clock *clock, double from_day, double until_day,
                            double rate, struct es_error *err)
{
    if (!(rate >= 0.0) || isinf(rate)) {
        return es_fail(err, ES_ERR_ARGUMENT, "time cannot run %g times as fast", rate);
    }
    if (clock->n + 2 > ES_MOST_TICKS) {
        return es_fail(err, ES_ERR_ARGUMENT, "more than %d changes of growth",
                       ES_MOST_TICKS / 2);
    }
    const size_t from = cut_at(clock, from_day);
    const size_t until = isfinite(until_day) ? cut_at(clock, until_day) : clock->n;
    for (size_t i = from; i < until; i++) {
        clock->tick[i].rate *= rate;
    }
    clock->tick[0].path_day = clock->tick[0].day;
    for (size_t i = 1; i < clock->n; i++) {
        const struct es_tick *before = &clock->tick[i - 1];
        clock->tick[i].path_day =
            before->path_day + before->rate * (clock->tick[i].day - before->day);
    }
    return ES_OK;
}

int es_warp_reach_day(const struct es_clock *clock, int horizon_day)
{
    const int end = es_month_first_day(es_month_of_day(horizon_day) + 1);
    const double reach = ceil(es_clock_at(clock, end) - A_MOMENT);
    return reach < INT32_MAX / 2 ? (int)reach - 1 : INT32_MAX / 2;
}

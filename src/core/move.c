#include "move.h"

#include "essor/date.h"

#include <math.h>

enum { YEAR = 12 };
#define DAYS_PER_YEAR 365.25

/* The volume of the last twelve months, or the last level. */
static double late_volume(const struct es_outlook *outlook, const double path[])
{
    const size_t end = outlook->months, year = end > YEAR ? end - YEAR : 0;
    return path[end] - (outlook->nature == ES_FLOW_SERIES ? path[year] : 0.0);
}

/* ln of what is gained in month i, before and after; false if it is not above zero. */
static bool gains(const double before[], const double after[], size_t i, double *x,
                  double *y)
{
    const double from = before[i + 1] - before[i], to = after[i + 1] - after[i];
    *x = log(from);
    *y = log(to);
    return from > 0.0 && to > 0.0;
}

/* The line through the draws of month i. */
static void learn_month(const struct es_outlook *outlook, const double before[], size_t i,
                        struct es_move *move)
{
    const size_t row = outlook->months + 1;
    double n = 0.0, mean_x = 0.0, mean_y = 0.0, xx = 0.0, xy = 0.0, x, y;
    for (size_t d = 0; d < outlook->draws; d++) {
        if (gains(before + d * row, outlook->cumulated + d * row, i, &x, &y)) {
            n += 1.0; /* Welford's update keeps what differs by little */
            const double off_x = x - mean_x, off_y = y - mean_y;
            mean_x += off_x / n;
            mean_y += off_y / n;
            xx += off_x * (x - mean_x);
            xy += off_x * (y - mean_y);
        }
    }
    move->slope[i] = xx > 0.0 ? xy / xx : 1.0;
    move->offset[i] = mean_y - move->slope[i] * mean_x;
}

enum es_status es_move_learn(const struct es_outlook *outlook, const double before[],
                             struct es_move *move, struct es_arena *arena,
                             struct es_error *err)
{
    const size_t row = outlook->months + 1;
    struct es_move made = {.first_month = outlook->first_month,
                           .months = outlook->months};
    ES_NEW(arena, made.end, outlook->draws, err);
    ES_NEW(arena, made.offset, outlook->months, err);
    ES_NEW(arena, made.slope, outlook->months, err);
    for (size_t d = 0; d < outlook->draws; d++) {
        const double was = late_volume(outlook, before + d * row);
        const double is = late_volume(outlook, outlook->cumulated + d * row);
        made.end[d] = was > 0.0 && is > 0.0 ? log(is / was) : 0.0;
    }
    for (size_t i = 0; i < outlook->months; i++) {
        learn_month(outlook, before, i, &made);
    }
    *move = made;
    return ES_OK;
}

void es_move_apply(const struct es_move *move, struct es_outlook *outlook)
{
    const int later = outlook->first_month - move->first_month;
    for (size_t d = 0; d < outlook->draws; d++) {
        double *path = outlook->cumulated + d * (outlook->months + 1);
        double before = path[0], level = path[0];
        for (size_t i = 0; i < outlook->months; i++) {
            const int month = (int)i + later;
            const double gain = path[i + 1] - before;
            before = path[i + 1];
            const bool known = month >= 0 && (size_t)month < move->months && gain > 0.0;
            level +=
                known ? exp(move->offset[month] + move->slope[month] * log(gain)) : gain;
            path[i + 1] = level;
        }
    }
}

void es_move_paces(const struct es_move *move, double pace[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const size_t month = i % move->months;
        const int calendar = move->first_month + (int)month;
        const int days = es_month_first_day(calendar + 1) - es_month_first_day(calendar);
        const double gain = pace[i] * days / DAYS_PER_YEAR;
        if (gain > 0.0) {
            pace[i] *= exp(move->offset[month] + (move->slope[month] - 1.0) * log(gain));
        }
    }
}

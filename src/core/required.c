#include "core/required.h"

#include "essor/date.h"

#include <math.h>

#define DAYS_PER_MONTH (365.25 / 12.0)
#define LEAST_FACTOR 1e-4
enum { TRIED = 24, HALVINGS = 40 };

/* A draw whose time runs `factor` times as fast from `now` on. */
struct warped {
    const struct es_gauge *gauge;
    size_t draw;
    double now, factor;
};

static double sum_until(const struct warped *warped, double day)
{
    const struct es_outlook *outlook = warped->gauge->outlook;
    if (day <= warped->now) {
        return es_outlook_at(outlook, warped->draw, day);
    }
    const double here = es_outlook_at(outlook, warped->draw, warped->now);
    const double there = es_outlook_at(
        outlook, warped->draw, warped->now + warped->factor * (day - warped->now));
    return here + (there - here) / warped->factor;
}

static double first_of_month(int month)
{
    return es_month_first_day(month);
}

/* Whether one of the windows that end after now and by the deadline holds so much: ended
 * by a calendar year, or by any month and the deadline itself. */
static bool reaches(const struct warped *warped, double wanted, double deadline)
{
    const int now = es_month_of_day((int)floor(warped->now));
    const int last = es_month_of_day((int)floor(deadline));
    const bool by_year = warped->gauge->measured == ES_AS_YEAR;
    bool reached = false;
    for (int month = now + 1; month <= last && !reached; month++) {
        const double end = first_of_month(month);
        if (by_year && month % 12 != 0) {
            continue; /* months count from a January */
        }
        reached =
            sum_until(warped, end) - sum_until(warped, first_of_month(month - 12)) >=
            wanted;
    }
    if (reached || by_year) {
        return reached;
    }
    const double start = deadline - (first_of_month(last) - first_of_month(last - 12));
    return sum_until(warped, deadline) - sum_until(warped, start) >= wanted;
}

/* The least factor, between the first of a ladder of them that serves and the one
 * before. */
static double root(struct warped *warped, double wanted, double deadline, double most)
{
    double low = LEAST_FACTOR, high = LEAST_FACTOR;
    for (int i = 0; i <= TRIED; i++) {
        low = high;
        high = LEAST_FACTOR + (most - LEAST_FACTOR) * i / TRIED;
        warped->factor = high;
        if (reaches(warped, wanted, deadline)) {
            break;
        }
        if (i == TRIED) {
            return INFINITY;
        }
    }
    for (int i = 0; i < HALVINGS && high > low; i++) {
        warped->factor = 0.5 * (low + high);
        *(reaches(warped, wanted, deadline) ? &high : &low) = warped->factor;
    }
    return high;
}

static bool is_sum(const struct es_gauge *gauge)
{
    return gauge->per != ES_PER_NONE && gauge->measured != ES_AS_PACE;
}

/* What is counted in a year where the target is reached. */
static double in_a_year(const struct es_gauge *gauge, double level)
{
    return level * (gauge->per == ES_EACH_MONTH ? 12.0 : 1.0);
}

double es_required_growth(const struct es_gauge *gauge, size_t draw, double level,
                          double crossing, const struct es_stretch *stretch)
{
    const double left = stretch->deadline - stretch->now;
    if (crossing < stretch->now) {
        return 0.0;
    }
    if (!is_sum(gauge)) {
        return (crossing - stretch->now) / left;
    }
    const double end = es_outlook_end_day(gauge->outlook);
    struct warped warped = {.gauge = gauge, .draw = draw, .now = stretch->now};
    return root(&warped, in_a_year(gauge, level), stretch->deadline,
                (end - stretch->now) / left);
}

/* The start of the twelve months, or of the last calendar year, that end by a moment. */
static double window_before(const struct es_gauge *gauge, double day, double *end)
{
    const int month = es_month_of_day((int)floor(day));
    if (gauge->measured == ES_AS_YEAR) {
        const int january = month - month % 12;
        *end = first_of_month(january);
        return first_of_month(january - 12);
    }
    *end = day;
    return day - (first_of_month(month) - first_of_month(month - 12));
}

double es_required_pace(const struct es_gauge *gauge, size_t draw, double level,
                        const struct es_stretch *stretch)
{
    const double months = (stretch->deadline - stretch->now) / DAYS_PER_MONTH;
    double end;
    if (gauge->per == ES_PER_NONE) {
        return fmax(0.0, level - es_gauge_now(gauge, draw, &stretch->present)) / months;
    }
    const double wanted = in_a_year(gauge, level);
    if (!is_sum(gauge)) {
        return wanted / 12.0;
    }
    const double start = window_before(gauge, stretch->deadline, &end);
    const double from = fmax(start, stretch->now);
    if (from >= end) {
        return NAN;
    }
    const double counted = start < stretch->now
                               ? es_outlook_at(gauge->outlook, draw, stretch->now) -
                                     es_outlook_at(gauge->outlook, draw, start)
                               : 0.0;
    return fmax(0.0, wanted - counted) / ((end - from) / DAYS_PER_MONTH);
}

static void gains_before(const struct es_outlook *outlook, double day, double paces[])
{
    const struct es_moment now = es_outlook_moment(outlook, day);
    const struct es_moment before =
        es_outlook_moment(outlook, day - 3.0 * DAYS_PER_MONTH);
    for (size_t d = 0; d < outlook->draws; d++) {
        const double *path = outlook->cumulated + d * (outlook->months + 1);
        paces[d] = (es_outlook_read(path, &now) - es_outlook_read(path, &before)) / 3.0;
    }
}

enum es_status es_present_paces(const struct es_gauge *gauge, double day, double paces[],
                                struct es_arena *arena, struct es_error *err)
{
    struct es_gauge pace =
        es_gauge_of(gauge->outlook, &(struct es_target){.per = ES_EACH_MONTH});
    if (gauge->per == ES_PER_NONE) {
        gains_before(gauge->outlook, day, paces);
        return ES_OK;
    }
    ES_TRY(es_gauge_lay(&pace, arena, err));
    const struct es_gauge_moment now = es_gauge_at(&pace, day);
    for (size_t d = 0; d < gauge->outlook->draws; d++) {
        paces[d] = es_gauge_now(&pace, d, &now);
    }
    return ES_OK;
}

#include "core/gauge.h"

#include "essor/date.h"

#include <math.h>
#include <string.h>

static int first_year(const struct es_outlook *outlook)
{
    int year, month, day;
    es_day_split(es_month_first_day(outlook->first_month), &year, &month, &day);
    return year;
}

/* Years whose December lies in the outlook. */
static size_t count_years(const struct es_outlook *outlook)
{
    int year, month, day;
    es_day_split(es_outlook_end_day(outlook), &year, &month, &day);
    return (size_t)(year - first_year(outlook));
}

struct es_gauge es_gauge_of(const struct es_outlook *outlook,
                            const struct es_target *target)
{
    struct es_gauge gauge = {
        .outlook = outlook, .per = target->per, .measured = target->measured};
    if (target->per == ES_PER_NONE) {
        gauge.measured = ES_AS_PACE; /* the same for all levels */
    }
    gauge.knots = gauge.measured == ES_AS_TRAILING ? outlook->months + 1
                  : gauge.measured == ES_AS_YEAR   ? count_years(outlook)
                                                   : es_outlook_knots(outlook);
    return gauge;
}

static double day_of(const struct es_gauge *gauge, size_t i)
{
    const struct es_outlook *outlook = gauge->outlook;
    if (gauge->measured == ES_AS_YEAR) {
        return es_day(first_year(outlook) + (int)i, 12, 31);
    }
    return gauge->measured == ES_AS_TRAILING
               ? es_month_first_day(outlook->first_month + (int)i)
               : es_outlook_knot_day(outlook, i);
}

double es_gauge_day(const struct es_gauge *gauge, size_t i)
{
    return gauge->day != NULL ? gauge->day[i] : day_of(gauge, i);
}

/* Whether the knots are the outlook's own. */
static bool by_knots(const struct es_gauge *gauge)
{
    return gauge->measured == ES_AS_PACE;
}

/* How many starts of months, from the first on, have the same value in every draw. */
static size_t same_months(const struct es_outlook *outlook)
{
    const size_t row = outlook->months + 1;
    const double *first = outlook->cumulated;
    size_t same = row;
    for (size_t d = 1; d < outlook->draws && same > 0; d++) {
        const double *path = first + d * row;
        if (memcmp(path, first, same * sizeof *path) != 0) {
            size_t i = 0;
            while (path[i] == first[i]) {
                i++;
            }
            same = i;
        }
    }
    return same;
}

/* No knot looks at months further ahead than the next two starts. */
static size_t same_knots(const struct es_gauge *gauge)
{
    enum { AHEAD = 2 };
    if (gauge->outlook->track != NULL || gauge->measured == ES_AS_YEAR) {
        return 0;
    }
    const size_t months = same_months(gauge->outlook);
    const size_t knots = months > AHEAD ? months - AHEAD : 0;
    return knots < gauge->knots ? knots : gauge->knots;
}

enum es_status es_gauge_lay(struct es_gauge *gauge, struct es_arena *arena,
                            struct es_error *err)
{
    double *day, *span;
    ES_NEW(arena, day, gauge->knots, err);
    ES_NEW(arena, span, gauge->knots, err);
    for (size_t i = 0; i < gauge->knots; i++) {
        day[i] = day_of(gauge, i);
        span[i] = by_knots(gauge) ? es_outlook_knot_span(gauge->outlook, i) : 0.0;
    }
    gauge->day = day;
    gauge->span = span;
    gauge->same = same_knots(gauge);
    return ES_OK;
}

/* From what is counted in a year to what the target counts. */
static double per_unit(const struct es_gauge *gauge)
{
    return 1.0 / (gauge->per == ES_EACH_MONTH ? 12.0 : 1.0);
}

static const double *path_of(const struct es_outlook *outlook, size_t draw)
{
    return outlook->cumulated + draw * (outlook->months + 1);
}

/* The months from `from` on, twelve at most, before the start of month `end`. */
static double year_sum(const struct es_gauge *gauge, size_t draw, size_t end)
{
    const double *path = path_of(gauge->outlook, draw);
    return per_unit(gauge) * (path[end] - path[end < 12 ? 0 : end - 12]);
}

static double value_at(const struct es_gauge *gauge, size_t draw, size_t i)
{
    const struct es_outlook *outlook = gauge->outlook;
    if (gauge->measured == ES_AS_TRAILING) {
        return year_sum(gauge, draw, i);
    }
    if (gauge->measured == ES_AS_YEAR) {
        const int end = es_month_of_day(es_day(first_year(outlook) + (int)i + 1, 1, 1));
        return year_sum(gauge, draw, (size_t)(end - outlook->first_month));
    }
    const double span =
        gauge->span != NULL ? gauge->span[i] : es_outlook_knot_span(outlook, i);
    return per_unit(gauge) * es_outlook_knot_over(outlook, draw, i, span);
}

/* The same of one draw, not before knot `from`. */
static double crossing(const struct es_gauge *gauge, size_t draw, size_t from,
                       double level)
{
    double before = from > 0 ? value_at(gauge, draw, from - 1) : -INFINITY;
    for (size_t i = from; i < gauge->knots; i++) {
        const double value = value_at(gauge, draw, i);
        if (value >= level) {
            const double day = es_gauge_day(gauge, i);
            if (i == 0 || gauge->measured == ES_AS_YEAR) {
                return day;
            }
            const double earlier = es_gauge_day(gauge, i - 1);
            return earlier + (day - earlier) * (level - before) / (value - before);
        }
        before = value;
    }
    return INFINITY;
}

void es_gauge_crossings(const struct es_gauge *gauge, double level, double days[])
{
    const double first = crossing(gauge, 0, 0, level);
    const bool common = gauge->same > 0 && first <= es_gauge_day(gauge, gauge->same - 1);
    days[0] = first;
    for (size_t d = 1; d < gauge->outlook->draws; d++) {
        days[d] = common ? first : crossing(gauge, d, gauge->same, level);
    }
}

struct es_gauge_moment es_gauge_at(const struct es_gauge *gauge, double day)
{
    struct es_gauge_moment moment = {.day = day};
    size_t i = 0;
    if (gauge->measured == ES_AS_YEAR) {
        while (i < gauge->knots && es_gauge_day(gauge, i) + 1.0 <= day) {
            i++;
        }
        moment.knot = i;
        return moment;
    }
    while (i + 1 < gauge->knots && es_gauge_day(gauge, i + 1) < day) {
        i++;
    }
    moment.knot = i;
    if (i + 1 < gauge->knots && day > es_gauge_day(gauge, i)) {
        moment.part = (day - es_gauge_day(gauge, i)) /
                      (es_gauge_day(gauge, i + 1) - es_gauge_day(gauge, i));
    }
    return moment;
}

/* The last year that is over, or what was counted of the first so far. */
static double year_now(const struct es_gauge *gauge, size_t draw,
                       const struct es_gauge_moment *moment)
{
    return moment->knot > 0
               ? value_at(gauge, draw, moment->knot - 1)
               : per_unit(gauge) * (es_outlook_at(gauge->outlook, draw, moment->day) -
                                    path_of(gauge->outlook, draw)[0]);
}

double es_gauge_now(const struct es_gauge *gauge, size_t draw,
                    const struct es_gauge_moment *moment)
{
    if (gauge->measured == ES_AS_YEAR) {
        return year_now(gauge, draw, moment);
    }
    const double here = value_at(gauge, draw, moment->knot);
    return moment->part > 0.0
               ? here + moment->part * (value_at(gauge, draw, moment->knot + 1) - here)
               : here;
}

#include "core/gauge.h"

#include "essor/date.h"

#include <math.h>

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
    struct es_gauge gauge = {outlook, target->per, target->measured, 0};
    if (target->per == ES_PER_NONE) {
        gauge.measured = ES_AS_PACE; /* the same for all levels */
    }
    gauge.knots = gauge.measured == ES_AS_TRAILING ? outlook->months + 1
                  : gauge.measured == ES_AS_YEAR   ? count_years(outlook)
                                                   : es_outlook_knots(outlook);
    return gauge;
}

double es_gauge_day(const struct es_gauge *gauge, size_t i)
{
    const struct es_outlook *outlook = gauge->outlook;
    if (gauge->measured == ES_AS_YEAR) {
        return es_day(first_year(outlook) + (int)i, 12, 31);
    }
    return gauge->measured == ES_AS_TRAILING
               ? es_month_first_day(outlook->first_month + (int)i)
               : es_outlook_knot_day(outlook, i);
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
    return per_unit(gauge) * es_outlook_knot(outlook, draw, i);
}

double es_gauge_crossing(const struct es_gauge *gauge, size_t draw, double level)
{
    double before = -INFINITY;
    for (size_t i = 0; i < gauge->knots; i++) {
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

/* The last year that is over, or what was counted of the first so far. */
static double year_now(const struct es_gauge *gauge, size_t draw, double day)
{
    size_t over = 0;
    while (over < gauge->knots && es_gauge_day(gauge, over) + 1.0 <= day) {
        over++;
    }
    return over > 0 ? value_at(gauge, draw, over - 1)
                    : per_unit(gauge) * (es_outlook_at(gauge->outlook, draw, day) -
                                         path_of(gauge->outlook, draw)[0]);
}

double es_gauge_now(const struct es_gauge *gauge, size_t draw, double day)
{
    if (gauge->measured == ES_AS_YEAR) {
        return year_now(gauge, draw, day);
    }
    size_t i = 0;
    while (i + 1 < gauge->knots && es_gauge_day(gauge, i + 1) < day) {
        i++;
    }
    const double here = value_at(gauge, draw, i);
    if (i + 1 == gauge->knots || day <= es_gauge_day(gauge, i)) {
        return here;
    }
    const double part = (day - es_gauge_day(gauge, i)) /
                        (es_gauge_day(gauge, i + 1) - es_gauge_day(gauge, i));
    return here + part * (value_at(gauge, draw, i + 1) - here);
}

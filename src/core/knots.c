/* knots.c: what targets ask about along a path, at moments. */
#include "essor/date.h"
#include "essor/outlook.h"

#define DAYS_PER_YEAR 365.25

static int bound_day(const struct es_outlook *outlook, size_t i)
{
    return es_month_first_day(outlook->first_month + (int)i);
}

/* The months around month i whose mean its pace is: from..end-1. */
static size_t first_around(size_t i)
{
    return i > 0 ? i - 1 : 0;
}

static size_t end_around(const struct es_outlook *outlook, size_t i)
{
    return i + 2 < outlook->months ? i + 2 : outlook->months;
}

static int days_around(const struct es_outlook *outlook, size_t i)
{
    return bound_day(outlook, end_around(outlook, i)) -
           bound_day(outlook, first_around(i));
}

/* The pace around month i, which is taken over so many days. */
static double pace_over(const struct es_outlook *outlook, size_t draw, size_t i,
                        double days)
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    return DAYS_PER_YEAR * (path[end_around(outlook, i)] - path[first_around(i)]) / days;
}

double es_outlook_pace(const struct es_outlook *outlook, size_t draw, size_t i)
{
    return pace_over(outlook, draw, i, days_around(outlook, i));
}

/* What month i gained, or the level at its start, without the season. */
static double smooth(const struct es_season *season, size_t i, double value)
{
    if (season == NULL) {
        return value;
    }
    return season->factors ? value / season->index[i] : value - season->index[i];
}

/* pace_over without the season. */
static double smooth_pace(const struct es_outlook *outlook, size_t draw, size_t i,
                          double days)
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    double gained = 0.0;
    for (size_t k = first_around(i); k < end_around(outlook, i); k++) {
        gained += smooth(outlook->season, k, path[k + 1] - path[k]);
    }
    return DAYS_PER_YEAR * gained / days;
}

static double smooth_level(const struct es_outlook *outlook, size_t draw, size_t i)
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    return smooth(outlook->season, i, path[i]);
}

/* The mean of the levels around the start of month i. */
static double middle_level(const struct es_outlook *outlook, size_t draw, size_t i)
{
    const size_t from = i > 0 ? i - 1 : 0;
    const size_t last = i < outlook->months ? i + 1 : i;
    double sum = 0.0;
    for (size_t k = from; k <= last; k++) {
        sum += smooth_level(outlook, draw, k);
    }
    return sum / (double)(last - from + 1);
}

size_t es_outlook_knots(const struct es_outlook *outlook)
{
    if (outlook->track != NULL) {
        return outlook->track->n;
    }
    return outlook->months + (outlook->nature == ES_STOCK_SERIES ? 1 : 0);
}

double es_outlook_knot_day(const struct es_outlook *outlook, size_t i)
{
    if (outlook->track != NULL) {
        return outlook->track->day[i];
    }
    const double start = bound_day(outlook, i);
    return outlook->nature == ES_STOCK_SERIES ? start
                                              : (start + bound_day(outlook, i + 1)) / 2.0;
}

double es_outlook_knot_span(const struct es_outlook *outlook, size_t i)
{
    const bool paced = outlook->track == NULL && outlook->nature == ES_FLOW_SERIES;
    return paced ? days_around(outlook, i) : 0.0;
}

double es_outlook_knot_over(const struct es_outlook *outlook, size_t draw, size_t i,
                            double days)
{
    if (outlook->track != NULL) {
        return outlook->track->value[draw * outlook->track->n + i];
    }
    if (outlook->nature == ES_FLOW_SERIES) {
        return (outlook->season != NULL ? smooth_pace : pace_over)(outlook, draw, i,
                                                                   days);
    }
    return outlook->falls ? middle_level(outlook, draw, i)
                          : smooth_level(outlook, draw, i);
}

double es_outlook_knot(const struct es_outlook *outlook, size_t draw, size_t i)
{
    return es_outlook_knot_over(outlook, draw, i, es_outlook_knot_span(outlook, i));
}

double es_outlook_shown(const struct es_outlook *outlook, size_t draw, size_t i)
{
    if (outlook->nature == ES_FLOW_SERIES) {
        return es_outlook_pace(outlook, draw, i);
    }
    return outlook->cumulated[draw * (outlook->months + 1) + i + 1];
}

/* One row of a track. */
static void lay_row(const struct es_outlook *outlook, size_t draw, const double span[],
                    double row[])
{
    const size_t knots = es_outlook_knots(outlook);
    for (size_t i = 0; i < knots; i++) {
        row[i] = es_outlook_knot_over(outlook, draw, i, span[i]);
    }
}

enum es_status es_outlook_lay_track(struct es_outlook *outlook, struct es_arena *arena,
                                    struct es_error *err)
{
    const size_t rows = outlook->draws + (outlook->point != NULL ? 1 : 0);
    struct es_track *track;
    double *span;
    if (outlook->track != NULL) {
        return ES_OK;
    }
    ES_NEW(arena, track, 1, err);
    track->n = es_outlook_knots(outlook);
    ES_NEW(arena, track->day, track->n, err);
    ES_NEW(arena, track->value, rows * track->n, err);
    ES_NEW(arena, span, track->n, err);
    for (size_t i = 0; i < track->n; i++) {
        track->day[i] = es_outlook_knot_day(outlook, i);
        span[i] = es_outlook_knot_span(outlook, i);
    }
    for (size_t d = 0; d < outlook->draws; d++) {
        lay_row(outlook, d, span, track->value + d * track->n);
    }
    if (outlook->point != NULL) {
        struct es_outlook alone = *outlook;
        alone.cumulated = outlook->point;
        lay_row(&alone, 0, span, track->value + outlook->draws * track->n);
    }
    outlook->track = track;
    return ES_OK;
}

#include "render/fan.h"

#include "essor/date.h"

#include <math.h>
#include <string.h>

static const double levels[ES_FAN_LEVELS] = {0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975};

enum { MOST_DOTS = 150 };
#define DAYS_SHOWN_AHEAD (3 * 365.25)
/* Time shown before the first figure, as a share of that from it to the as-of day. */
#define LEAD_SHARE 0.3
#define LEAST_SPAN_DAYS 20.0
/* The frame ends above the 80 % band, unless that dwarfs all else; never within the 50 %
 * one. */
#define ABOVE_BAND 1.08
#define OUTER_BAND 1.25 /* the 95 % one is held whole where it is no higher than this */
#define MOST_ABOVE_REST 3.0
#define ABOVE_HALF 1.15
/* Bands narrower than this, relative to their value, are a line. */
#define FLAT_SHARE 0.005
#define FLAT_AHEAD 0.1 /* of the time shown */
/* Months on either side that the drawn curves are smoothed over. */
#define SMOOTH_DAYS (3.5 * 30.4)
/* A further target this far above the rest is told, not drawn to scale. */
#define FAR_TARGET 3.0

bool es_fan_is_point(const struct es_chart_point *point)
{
    return point->to_day - point->from_day + 1 <= ES_FAN_POINT_DAYS;
}

double es_fan_point_day(const struct es_chart_point *point)
{
    return (point->from_day + point->to_day + 1) / 2.0;
}

int es_fan_bound(const struct es_chart_point *point)
{
    return point->qualifier == ES_AT_LEAST                                   ? 1
           : point->qualifier == ES_AT_MOST || point->qualifier == ES_NEARLY ? -1
                                                                             : 0;
}

bool es_fan_shows_curves(const struct es_fan_data *data)
{
    return data->fan->families > 1 && data->series.outlook->nature == ES_FLOW_SERIES;
}

bool es_fan_draws_pace(const struct es_fan_data *data)
{
    return data->fan->line && data->series.outlook->nature == ES_FLOW_SERIES;
}

bool es_fan_draws_dots(const struct es_fan_data *data)
{
    return es_fan_draws_pace(data) && data->fan->points <= MOST_DOTS;
}

const struct es_fan_row *es_fan_last_row(const struct es_fan_data *data)
{
    return data->forecasts > 0 ? &data->forecast[data->forecasts - 1]
                               : &data->month[data->months - 1];
}

/* Quantiles of every month; the scratch holds one value for each draw. */
static enum es_status read_months(struct es_sheet *sheet,
                                  const struct es_outlook *outlook,
                                  struct es_fan_data *data, struct es_error *err)
{
    double *values;
    ES_NEW(sheet->arena, values, outlook->draws, err);
    ES_NEW(sheet->arena, data->month, outlook->months, err);
    data->months = outlook->months;
    for (size_t i = 0; i < outlook->months; i++) {
        const int first = es_month_first_day(outlook->first_month + (int)i);
        const int next = es_month_first_day(outlook->first_month + (int)i + 1);
        for (size_t d = 0; d < outlook->draws; d++) {
            values[d] = es_outlook_shown(outlook, d, i);
        }
        data->month[i].day =
            outlook->nature == ES_FLOW_SERIES ? (first + next) / 2.0 : (double)next;
        es_quantiles(values, outlook->draws, levels, ES_FAN_LEVELS, data->month[i].q);
    }
    return ES_OK;
}

/* The row at any day: linear between months, held at the ends. */
static struct es_fan_row row_at(const struct es_fan_data *data, double day)
{
    size_t i = 0;
    while (i < data->months && data->month[i].day < day) {
        i++;
    }
    struct es_fan_row row = data->month[i < data->months ? i : data->months - 1];
    if (i > 0 && i < data->months) {
        const struct es_fan_row *a = &data->month[i - 1], *b = &data->month[i];
        const double u = (day - a->day) / (b->day - a->day);
        for (int k = 0; k < ES_FAN_LEVELS; k++) {
            row.q[k] = a->q[k] + u * (b->q[k] - a->q[k]);
        }
    }
    row.day = day;
    return row;
}

/* The rows from one day to another, with a row at each end. */
static enum es_status cut_rows(struct es_sheet *sheet, const struct es_fan_data *data,
                               const double span[2], struct es_fan_row **rows, size_t *n,
                               struct es_error *err)
{
    struct es_fan_row *cut;
    size_t count = 0;
    ES_NEW(sheet->arena, cut, data->months + 2, err);
    if (span[1] > span[0]) {
        cut[count++] = row_at(data, span[0]);
        for (size_t i = 0; i < data->months; i++) {
            if (data->month[i].day > span[0] && data->month[i].day < span[1]) {
                cut[count++] = data->month[i];
            }
        }
        cut[count++] = row_at(data, span[1]);
    }
    *rows = cut;
    *n = count;
    return ES_OK;
}

/* The value of row i by a weighted line through the rows around it. */
static double smooth_value(const struct es_fan_data *data, size_t i, int level)
{
    const struct es_fan_row *row = data->forecast;
    const double reach =
        i == 0 ? 0.0 : fmin(SMOOTH_DAYS, fmax(row[i].day - row[0].day, 45.0));
    double w0 = 0.0, w1 = 0.0, w2 = 0.0, y0 = 0.0, y1 = 0.0, low = INFINITY, high = 0.0;
    for (size_t k = 0; k < data->forecasts; k++) {
        const double off = (row[k].day - row[i].day) / reach, value = row[k].q[level];
        if (!(fabs(off) < 1.0)) {
            continue;
        }
        const double weight = pow(1.0 - fabs(off * off * off), 3.0), y = log(value);
        w0 += weight;
        w1 += weight * off;
        w2 += weight * off * off;
        y0 += weight * y;
        y1 += weight * off * y;
        low = fmin(low, value);
        high = fmax(high, value);
    }
    const double spread = w0 * w2 - w1 * w1;
    if (!(low > 0.0 && isfinite(high) && spread > 1e-9)) {
        return row[i].q[level];
    }
    return fmin(fmax(exp((w2 * y0 - w1 * y1) / spread), low), high);
}

/*
 * Quantiles of some thousand draws jitter by a percent from month to month. For the eye
 * alone, a line on a logarithmic scale is fitted around each month (Cleveland 1979,
 * doi:10.1080/01621459.1979.10481038); its reach shrinks towards today, where the bands
 * meet the fit. Texts and numbers keep the quantiles as they are.
 */
static enum es_status smooth_rows(struct es_sheet *sheet, struct es_fan_data *data,
                                  struct es_error *err)
{
    ES_NEW(sheet->arena, data->drawn, data->forecasts, err);
    for (size_t i = 0; i < data->forecasts; i++) {
        data->drawn[i].day = data->forecast[i].day;
        for (int k = 0; k < ES_FAN_LEVELS; k++) {
            data->drawn[i].q[k] = smooth_value(data, i, k);
        }
    }
    return ES_OK;
}

static double target_level(const struct es_fan_data *data, size_t i)
{
    const struct es_target *target = &data->series.target[i];
    return target->per == ES_EACH_MONTH ? 12.0 * target->level : target->level;
}

/* The launch, but not so long before the first figure that nothing is to be seen there.
 */
static double first_day(const struct es_outlook *outlook, const struct es_fan_data *data)
{
    const double launch = es_month_first_day(outlook->first_month);
    double figure = INFINITY;
    for (size_t i = 0; i < data->fan->points; i++) {
        figure = fmin(figure, data->fan->point[i].from_day);
    }
    if (!isfinite(figure)) {
        return launch;
    }
    double before = figure - LEAD_SHARE * fmax(data->as_of - figure, 0.0);
    if (data->series.targets > 0 && !es_sheet_passed_unseen(&data->series)) {
        /* nor after the target was reached */
        before = fmin(before, data->series.answer[0].date.q50 - LEAST_SPAN_DAYS);
    }
    before = fmax(before, launch);
    return fmin(es_month_first_day(es_month_of_day((int)before)), figure);
}

/* Whether the outlook ends where it stands today. */
static bool is_flat(const struct es_fan_data *data)
{
    const double now = row_at(data, data->as_of).q[ES_FAN_Q025];
    const double end = data->month[data->months - 1].q[ES_FAN_Q975];
    return end - now <= FLAT_SHARE * end &&
           data->month[data->months - 1].day > data->as_of;
}

static void choose_days(const struct es_outlook *outlook, struct es_fan_data *data)
{
    const double last = data->month[data->months - 1].day;
    data->x_from = first_day(outlook, data);
    data->x_to = data->as_of + DAYS_SHOWN_AHEAD;
    data->flat = is_flat(data);
    if (data->flat) {
        data->x_to = data->as_of + FLAT_AHEAD * (data->as_of - data->x_from);
    }
    if (data->series.targets > 0) {
        const double crossing = data->series.answer[0].date.q50;
        const int deadline = data->series.target[0].deadline_day;
        if (isfinite(crossing)) {
            data->x_to = fmax(data->x_to, crossing + 0.12 * (crossing - data->x_from));
        }
        if (deadline != ES_NO_DAY && !data->flat) {
            data->x_to = fmax(data->x_to, deadline + 90.0);
        }
    }
    for (size_t i = 0; i < data->fan->events; i++) {
        data->x_to = fmax(data->x_to, data->fan->event[i].until_day + 90.0);
    }
    data->x_to = fmin(data->x_to, last);
    for (size_t i = 0; i < data->fan->points; i++) {
        data->x_to = fmax(data->x_to, data->fan->point[i].to_day + 1);
    }
    data->x_to = fmax(data->x_to, data->x_from + LEAST_SPAN_DAYS);
}

/* What the frame must hold: figures, the median, the main target and those near it; and
 * the tops of the bands. */
static double must_hold(const struct es_fan_data *data, double *q75, double *q90,
                        double *q975)
{
    double most = 0.0;
    *q75 = *q90 = *q975 = 0.0;
    for (size_t i = 0; i < data->fan->points; i++) {
        most = fmax(most, data->fan->point[i].value);
    }
    for (size_t i = 0; i < data->fits; i++) {
        most = fmax(most, data->fit[i].q[ES_FAN_Q50]);
    }
    for (size_t i = 0; i < data->forecasts; i++) {
        most = fmax(most, data->forecast[i].q[ES_FAN_Q50]);
        *q75 = fmax(*q75, data->forecast[i].q[ES_FAN_Q75]);
        *q90 = fmax(*q90, data->forecast[i].q[ES_FAN_Q90]);
        *q975 = fmax(*q975, data->forecast[i].q[ES_FAN_Q975]);
    }
    for (size_t i = 0; i < data->targets; i++) {
        const double level = data->level[i];
        if (i == 0 || level <= FAR_TARGET * fmax(most, data->level[0])) {
            most = fmax(most, level);
        }
    }
    return most;
}

static void choose_values(struct es_fan_data *data)
{
    double q75, q90, q975;
    const double most = must_hold(data, &q75, &q90, &q975);
    const double top =
        fmin(ABOVE_BAND * q90, fmax(MOST_ABOVE_REST * most, ABOVE_HALF * q75));
    const double wanted = fmax(most * 1.06, q975 <= OUTER_BAND * top ? q975 * 1.03 : top);
    data->y_to = wanted > 0.0 && isfinite(wanted) ? wanted : 1.0;
    data->capped = q975 > data->y_to;
    data->step = es_plot_step(data->y_to, 6);
}

static enum es_status choose_unit(struct es_sheet *sheet, struct es_fan_data *data,
                                  struct es_error *err)
{
    data->unit = data->series.unit;
    if (data->series.outlook->nature == ES_FLOW_SERIES) {
        ES_GIVEN(data->unit,
                 es_arena_print(sheet->arena, "%s%s", data->series.unit,
                                es_phrase_plain(&sheet->speech, ES_TXT_A_YEAR)),
                 err);
    }
    return ES_OK;
}

/* The events that begin within the frame. */
static enum es_status take_events(struct es_sheet *sheet, struct es_fan_data *data,
                                  struct es_error *err)
{
    const struct es_fan *fan = data->fan;
    ES_NEW(sheet->arena, data->event, fan->events, err);
    for (size_t i = 0; i < fan->events; i++) {
        const struct es_chart_event *event = &fan->event[i];
        if (event->from_day >= data->x_from && event->from_day <= data->x_to) {
            data->event[data->events] = *event;
            ES_TRY(es_sheet_clean(sheet, &data->event[data->events++].label, err));
        }
    }
    return ES_OK;
}

enum es_status es_fan_measure(struct es_sheet *sheet, const struct es_fan *fan,
                              struct es_fan_data *data, struct es_error *err)
{
    const struct es_outlook *outlook = fan->series.outlook;
    if (outlook == NULL || outlook->months == 0 || outlook->draws == 0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: a fan needs draws of at least one month", fan->series.id);
    }
    if (fan->families > ES_FAMILIES) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s: a fan shows at most %d curves",
                       fan->series.id, ES_FAMILIES);
    }
    *data = (struct es_fan_data){.fan = fan, .as_of = sheet->style->as_of_day + 1.0};
    ES_TRY(es_sheet_series(sheet, &fan->series, &data->series, err));
    es_phrase_of_unit(&sheet->speech, data->series.unit);
    ES_TRY(read_months(sheet, outlook, data, err));
    data->targets =
        data->series.targets < ES_FAN_TARGETS ? data->series.targets : ES_FAN_TARGETS;
    for (size_t i = 0; i < data->targets; i++) {
        data->level[i] = target_level(data, i);
    }
    choose_days(outlook, data);
    ES_TRY(take_events(sheet, data, err));
    const double now = fmin(fmax(data->as_of, data->x_from), data->x_to);
    const double past[2] = {fmax(data->month[0].day, data->x_from), now},
                 future[2] = {now, data->x_to};
    ES_TRY(cut_rows(sheet, data, past, &data->fit, &data->fits, err));
    ES_TRY(cut_rows(sheet, data, future, &data->forecast, &data->forecasts, err));
    ES_TRY(smooth_rows(sheet, data, err));
    choose_values(data);
    data->crossing = NAN;
    if (data->targets > 0 && data->series.answer[0].date.q50 >= data->x_from &&
        data->series.answer[0].date.q50 <= data->x_to) {
        data->crossing = data->series.answer[0].date.q50;
    }
    return choose_unit(sheet, data, err);
}

#include "render/fan.h"

#include "essor/date.h"

#include <math.h>
#include <string.h>

static const double levels[ES_FAN_LEVELS] = {0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975};

#define DAYS_SHOWN_AHEAD (3 * 365.25)
/* Time shown before the first figure, as a share of that from it to the as-of day. */
#define LEAD_SHARE 0.3
#define LEAST_SPAN_DAYS 20.0
/* How far above everything else the outer band may push the frame. */
#define MOST_ABOVE_BAND 1.3
#define MOST_ABOVE_REST 2.2
#define MOST_ABOVE_HALF 1.15
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
    if (data->series.targets > 0) { /* nor after the target was reached */
        before = fmin(before, data->series.answer[0].date.q50 - LEAST_SPAN_DAYS);
    }
    before = fmax(before, launch);
    return fmin(es_month_first_day(es_month_of_day((int)before)), figure);
}

static void choose_days(const struct es_outlook *outlook, struct es_fan_data *data)
{
    const double last = data->month[data->months - 1].day;
    data->x_from = first_day(outlook, data);
    data->x_to = data->as_of + DAYS_SHOWN_AHEAD;
    if (data->series.targets > 0) {
        const double crossing = data->series.answer[0].date.q50;
        const int deadline = data->series.target[0].deadline_day;
        if (isfinite(crossing)) {
            data->x_to = fmax(data->x_to, crossing + 0.12 * (crossing - data->x_from));
        }
        if (deadline != ES_NO_DAY) {
            data->x_to = fmax(data->x_to, deadline + 90.0);
        }
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

/* A step of 1, 2, 2.5 or 5 times a power of ten that gives three to six lines. */
static double nice_step(double most)
{
    static const double nice[] = {1.0, 2.0, 2.5, 5.0, 10.0};
    const double raw = most / 6.0;
    const double power = pow(10.0, floor(log10(raw)));
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++) {
        if (nice[i] * power >= raw * 0.999) {
            return nice[i] * power;
        }
    }
    return 10.0 * power;
}

static void choose_values(struct es_fan_data *data)
{
    double q75, q90, q975;
    const double most = must_hold(data, &q75, &q90, &q975);
    const double cap =
        fmin(MOST_ABOVE_BAND * q90, fmax(MOST_ABOVE_REST * most, MOST_ABOVE_HALF * q75));
    const double wanted = fmax(most * 1.06, fmin(q975 * 1.03, fmax(cap, most)));
    data->y_to = wanted > 0.0 && isfinite(wanted) ? wanted : 1.0;
    data->capped = q975 > data->y_to;
    data->step = nice_step(data->y_to);
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
    ES_TRY(read_months(sheet, outlook, data, err));
    data->targets =
        data->series.targets < ES_FAN_TARGETS ? data->series.targets : ES_FAN_TARGETS;
    for (size_t i = 0; i < data->targets; i++) {
        data->level[i] = target_level(data, i);
    }
    choose_days(outlook, data);
    const double now = fmin(fmax(data->as_of, data->x_from), data->x_to);
    const double past[2] = {fmax(data->month[0].day, data->x_from), now},
                 future[2] = {now, data->x_to};
    ES_TRY(cut_rows(sheet, data, past, &data->fit, &data->fits, err));
    ES_TRY(cut_rows(sheet, data, future, &data->forecast, &data->forecasts, err));
    choose_values(data);
    data->crossing = NAN;
    if (data->targets > 0 && data->series.answer[0].date.q50 >= data->x_from &&
        data->series.answer[0].date.q50 <= data->x_to) {
        data->crossing = data->series.answer[0].date.q50;
    }
    return choose_unit(sheet, data, err);
}

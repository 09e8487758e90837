/* Whether figures follow a logistic curve: ln F/(1-F) is then a straight line (Fisher and
 * Pry 1971, doi:10.1016/S0040-1625(71)80005-7). */
#include "render/fan.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FEWEST = 6 };
#define HEADING_ROOM 24.0
#define GRID_ROOM 80.0 /* for the percentages at the left */
#define AXIS_ROOM 66.0
#define EXTREME 12.0 /* shares beyond 6e-6 of either end are held there */
#define TEN_TO_NINETY 4.394449154672439 /* 2 ln 9 */
#define YEAR_DAYS 365.25
#define AHEAD 0.35 /* of the time that the points cover */
#define FULL 1e-9
#define SPAN_ROOM 1.5 /* what the ends of the ceiling may add to the scale */

struct place {
    double day, share, height;
    double low, high; /* height with the ceiling at either end of its interval */
};

struct fisher_pry {
    struct es_sheet *sheet;
    const struct es_fan *fan;
    struct es_chart_series series; /* its texts clean */
    double ceiling;
    struct place *place;
    size_t n, left_out;
    double slope, start, middle; /* height = start + slope * (day - middle) */
    double bend;  /* t value of the square's coefficient; NAN if there are too few */
    double first; /* the day on which the line begins */
    struct es_plot plot;
};

static double height_of(double share)
{
    const double held = fmin(fmax(share, 0.0), 1.0);
    return fmin(fmax(log(held / (1.0 - held)), -EXTREME), EXTREME);
}

static enum es_status measure(struct fisher_pry *it, struct es_error *err)
{
    const struct es_verdict *verdict = it->fan->series.verdict;
    if (verdict == NULL || !(verdict->ceiling_q50 > 0.0) ||
        !isfinite(verdict->ceiling_q50)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: the scale of Fisher and Pry needs a ceiling above 0",
                       it->fan->series.id);
    }
    it->ceiling = verdict->ceiling_q50;
    ES_TRY(es_sheet_series(it->sheet, &it->fan->series, &it->series, err));
    es_phrase_of_unit(&it->sheet->speech, it->series.unit);
    ES_NEW(it->sheet->arena, it->place, it->fan->points, err);
    for (size_t i = 0; i < it->fan->points; i++) {
        const struct es_chart_point *point = &it->fan->point[i];
        const double share = point->value / it->ceiling;
        if (!(share > FULL && share < 1.0 - FULL)) {
            it->left_out++;
            continue;
        }
        it->place[it->n++] =
            (struct place){.day = es_fan_point_day(point),
                           .share = share,
                           .height = height_of(share),
                           .low = height_of(point->value / verdict->ceiling_q90),
                           .high = height_of(point->value / verdict->ceiling_q10)};
    }
    return ES_OK;
}

/* Least squares of a line, then of what a parabola across it takes away: its t value. */
static void fit_line(struct fisher_pry *it)
{
    const double n = (double)it->n;
    double xx = 0.0, xy = 0.0, level = 0.0;
    it->middle = 0.0;
    it->slope = 0.0;
    it->bend = NAN;
    for (size_t i = 0; i < it->n; i++) {
        it->middle += it->place[i].day / n;
        level += it->place[i].height / n;
    }
    for (size_t i = 0; i < it->n; i++) {
        const double x = it->place[i].day - it->middle;
        xx += x * x;
        xy += x * (it->place[i].height - level);
    }
    it->start = level;
    if (!(xx > 0.0)) {
        return;
    }
    it->slope = xy / xx;
    double cubes = 0.0;
    for (size_t i = 0; i < it->n; i++) {
        cubes += pow(it->place[i].day - it->middle, 3.0);
    }
    double zz = 0.0, zr = 0.0, rr = 0.0; /* z: the square without its line */
    for (size_t i = 0; i < it->n; i++) {
        const double x = it->place[i].day - it->middle;
        const double z = x * x - xx / n - cubes / xx * x;
        const double r = it->place[i].height - level - it->slope * x;
        zz += z * z;
        zr += z * r;
        rr += r * r;
    }
    const double rest = it->n > 3 && zz > 0.0 ? (rr - zr * zr / zz) / (n - 3.0) : 0.0;
    it->bend = rest > 0.0 ? zr / sqrt(zz * rest) : NAN;
}

/* About the 97.5 % quantile of Student's t, within 3 % from three degrees of freedom on.
 */
static double critical_t(double freedom)
{
    return 1.96 + 2.4 / freedom + 3.2 / (freedom * freedom);
}

static enum es_chart_text verdict_of(const struct fisher_pry *it)
{
    if (it->n < FEWEST || !(it->slope > 0.0)) {
        return ES_TXT_FP_FEW;
    }
    if (!(fabs(it->bend) > critical_t((double)it->n - 3.0))) {
        return ES_TXT_FP_STRAIGHT;
    }
    return it->bend < 0.0 ? ES_TXT_FP_SLOWING : ES_TXT_FP_SPEEDING;
}

static const char *unit_of(const struct fisher_pry *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct es_outlook *outlook = it->series.outlook;
    return outlook != NULL && outlook->nature == ES_FLOW_SERIES
               ? es_phrase_join(speech, it->series.unit, "",
                                es_phrase_plain(speech, ES_TXT_A_YEAR))
               : it->series.unit;
}

static const char *subtitle_of(const struct fisher_pry *it)
{
    struct es_speech *speech = &it->sheet->speech;
    return ES_SAY(
        speech, FP_SUBTITLE,
        {"label", es_phrase_join(speech, it->series.label, ", ", it->series.sublabel)},
        {"ceiling", es_phrase_rough_amount(speech, it->ceiling, unit_of(it))},
        {"day", es_phrase_long_day(speech, it->sheet->style->as_of_day)});
}

static const char *reading_of(const struct fisher_pry *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const double half = it->middle - it->start / it->slope;
    const double months = TEN_TO_NINETY / it->slope / YEAR_DAYS * 12.0;
    if (it->n < FEWEST || !(it->slope > 0.0) || fabs(half) > 4e5 || months > 2400.0) {
        return "";
    }
    return ES_SAY(speech, FP_READING,
                  {"span", es_phrase_months(speech, fmax(months, 1.0))},
                  {"when", es_phrase_long_month(speech, half)});
}

static const char *span_text(const struct fisher_pry *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct es_verdict *verdict = it->fan->series.verdict;
    const char *low = es_phrase_rough(speech, verdict->ceiling_q10);
    const char *high = es_phrase_rough(speech, verdict->ceiling_q90);
    return strcmp(low, high) == 0 ? ""
                                  : ES_SAY(speech, FP_SPAN, {"low", low}, {"high", high});
}

static const char *left_out_text(const struct fisher_pry *it)
{
    char text[ES_TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%zu", it->left_out);
    return it->left_out == 0   ? ""
           : it->left_out == 1 ? es_phrase_plain(&it->sheet->speech, ES_TXT_FP_ABOVE_ONE)
                               : ES_SAY(&it->sheet->speech, FP_ABOVE, {"n", text});
}

static void choose_scales(struct fisher_pry *it)
{
    double from = INFINITY, to = -INFINITY, low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < it->n; i++) {
        const struct place *place = &it->place[i];
        from = fmin(from, place->day);
        to = fmax(to, place->day);
        low = fmin(low, fmax(place->low, place->height - SPAN_ROOM));
        high = fmax(high, fmin(place->high, place->height + SPAN_ROOM));
    }
    if (it->n == 0) {
        from = it->sheet->style->as_of_day - 200.0;
        to = it->sheet->style->as_of_day;
        low = high = 0.0;
    }
    const double span = fmax(to - from, 30.0);
    it->first = from - 0.04 * span;
    it->plot.x_from = it->first;
    it->plot.x_to = to + AHEAD * span;
    es_plot_clear_left(&it->plot, it->first, GRID_ROOM);
    if (it->slope > 0.0) {
        const double end = it->start + it->slope * (it->plot.x_to - it->middle);
        high = fmax(high, fmin(end, high + 2.0));
    }
    it->plot.y_from = fmin(low, -1.0) - 0.3;
    it->plot.y_to = fmax(high, 1.0) + 0.3;
}

/* Lines at round shares. */
static void label_grid(struct fisher_pry *it)
{
    static const double shares[] = {1e-5, 1e-4, 0.001, 0.01, 0.05,  0.1,    0.25,   0.5,
                                    0.75, 0.9,  0.95,  0.99, 0.999, 0.9999, 0.99999};
    struct es_speech *speech = &it->sheet->speech;
    double line[sizeof shares / sizeof *shares];
    size_t n = 0;
    const double half = 0.0;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        const double height = height_of(shares[i]);
        if (height <= it->plot.y_from || height >= it->plot.y_to) {
            continue;
        }
        char text[ES_TEXT_SIZE];
        const double off = fmin(shares[i], 1.0 - shares[i]);
        es_text_number(text, 100.0 * shares[i],
                       off < 0.00009  ? 3
                       : off < 0.0009 ? 2
                       : off < 0.009  ? 1
                                      : 0,
                       speech->language);
        const double y = es_plot_y(&it->plot, height) - 13.0;
        const struct es_label label = {
            .text = y < it->plot.frame.top ? "" /* too near to the subtitle */
                                           : ES_SAY(speech, PERCENT, {"value", text}),
            .x = it->plot.frame.left,
            .y = y,
            .look = ES_LOOK_LABEL,
            .colour = ES_GREY};
        (void)es_layout_add(it->sheet->layout, label);
        line[n++] = height;
    }
    es_script_block(&it->sheet->script, "grid", line, n, 1);
    es_script_block(&it->sheet->script, "half", &half, 1, 1);
}

/* The line within the frame, from one day to another. */
static void write_line(struct fisher_pry *it, const char *name, double from, double to)
{
    double end[2][2] = {{from, 0.0}, {to, 0.0}};
    bool there = it->n >= 2 && it->slope > 0.0 && to > from;
    for (int i = 0; i < 2; i++) {
        end[i][1] = it->start + it->slope * (end[i][0] - it->middle);
    }
    for (int i = 0; i < 2 && there; i++) {
        const double held = fmin(fmax(end[i][1], it->plot.y_from), it->plot.y_to);
        end[i][0] += (held - end[i][1]) / it->slope;
        end[i][1] = held;
    }
    there = there && end[1][0] > end[0][0];
    es_script_block(&it->sheet->script, name, end[0], there ? 2 : 0, 2);
}

static enum es_status write_points(struct fisher_pry *it, struct es_error *err)
{
    struct es_script *script = &it->sheet->script;
    double *points, *spans, last = -INFINITY;
    ES_NEW(it->sheet->arena, points, 2 * it->n, err);
    ES_NEW(it->sheet->arena, spans, 3 * it->n, err);
    for (size_t i = 0; i < it->n; i++) {
        const struct place *place = &it->place[i];
        points[2 * i] = spans[3 * i] = place->day;
        points[2 * i + 1] = place->height;
        spans[3 * i + 1] = fmax(place->low, it->plot.y_from);
        spans[3 * i + 2] = fmin(place->high, it->plot.y_to);
        last = fmax(last, place->day);
    }
    es_script_block(script, "points", points, it->n, 2);
    es_script_block(script, "spans", spans, it->n, 3);
    write_line(it, "line", it->first, fmin(last, it->plot.x_to));
    write_line(it, "ahead", fmax(last, it->plot.x_from), it->plot.x_to);
    return ES_OK;
}

static enum es_status lay_out(struct fisher_pry *it, struct es_error *err)
{
    struct es_sheet *sheet = it->sheet;
    struct es_speech *speech = &sheet->speech;
    const char *const head[] = {
        es_phrase_about(speech, verdict_of(it), it->series.subject, NULL, 0),
        subtitle_of(it)};
    const char *const notes[] = {reading_of(it), span_text(it),
                                 it->fan->series.verdict->ceiling_determined
                                     ? ""
                                     : es_phrase_plain(speech, ES_TXT_FP_UNKNOWN),
                                 left_out_text(it)};
    ES_TRY(
        es_plot_between(sheet, head, notes, 4, it->series.sources, &it->plot.frame, err));
    it->plot.frame.top += HEADING_ROOM;
    it->plot.frame.bottom -= AXIS_ROOM;
    ES_TRY(es_plot_check_room(sheet, &it->plot.frame, 200.0, 80.0, err));
    choose_scales(it);
    es_plot_write(&sheet->script, &it->plot);
    const struct es_axis axis = {it->plot.x_from, it->plot.x_to, it->plot.frame.left,
                                 it->plot.frame.right, it->plot.frame.bottom};
    double tick[ES_AXIS_TICKS];
    size_t ticks;
    es_axis_label(sheet, &axis, tick, &ticks);
    es_script_block(&sheet->script, "axis", tick, ticks, 1);
    label_grid(it);
    return write_points(it, err);
}

static void put_table(FILE *out, const void *context)
{
    const struct fisher_pry *it = context;
    (void)fputs("series,day,share,height,height_low,height_high,line\n", out);
    for (size_t i = 0; i < it->n; i++) {
        const struct place *place = &it->place[i];
        const double numbers[] = {place->share, place->height, place->low, place->high,
                                  it->start + it->slope * (place->day - it->middle)};
        char day[ES_DAY_TEXT];
        es_day_format((int)floor(place->day), day);
        es_csv_put(out, it->series.label, true);
        (void)fprintf(out, ",%s", day);
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
            (void)fputc(',', out);
            es_csv_put_number(out, numbers[k]);
        }
        (void)fputc('\n', out);
    }
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct fisher_pry it = {.sheet = sheet, .fan = chart};
    ES_TRY(measure(&it, err));
    fit_line(&it);
    ES_TRY(lay_out(&it, err));
    ES_TRY(es_sheet_table(sheet, put_table, &it, err));
    const char *const lines[] = {
        reading_of(&it), it.fan->series.verdict->ceiling_determined
                             ? ""
                             : es_phrase_plain(&sheet->speech, ES_TXT_FP_UNKNOWN)};
    return es_sheet_say(sheet, lines, 2, err);
}

ES_CHART_OF(fisher_pry, struct es_fan)

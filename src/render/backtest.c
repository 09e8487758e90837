/* How good earlier forecasts were: each as a band, under what came true. */
#include "render/fan.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GRID_LINES = 6 };
#define AXIS_ROOM 66.0
#define HEADING_ROOM 46.0
#define GAP 24.0
#define BAND_MOST 2.5 /* of the highest figure or median: bands above are cut */

struct backtest {
    struct es_sheet *sheet;
    const struct es_backtest_chart *chart;
    struct es_chart_series series; /* its texts clean */
    const char *unit;
    struct es_plot plot;
};

static enum es_status check(const struct es_backtest_chart *chart, struct es_error *err)
{
    if (chart->n < 1 || chart->n > ES_CHART_FORECASTS || chart->inside > chart->tested) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: a backtest shows 1 to %d earlier forecasts, not %zu",
                       chart->fan.series.id, ES_CHART_FORECASTS, chart->n);
    }
    for (size_t i = 0; i < chart->n; i++) {
        if (chart->forecast[i].n == 0) {
            return es_fail(err, ES_ERR_ARGUMENT, "%s: a forecast has no days",
                           chart->fan.series.id);
        }
    }
    return ES_OK;
}

static const char *title_of(const struct backtest *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const size_t tested = it->chart->tested, inside = it->chart->inside;
    const struct es_slot slot[] = {{"tested", es_phrase_count(speech, tested, false)},
                                   {"hits", es_phrase_count(speech, inside, false)}};
    const enum es_chart_text id =
        tested == 0 ? ES_TXT_BACKTEST_UNTESTED
        : tested == 1
            ? (inside == 1 ? ES_TXT_BACKTEST_SINGLE_IN : ES_TXT_BACKTEST_SINGLE_OUT)
        : inside == tested ? ES_TXT_BACKTEST_ALL
        : inside == 0      ? ES_TXT_BACKTEST_NONE
        : inside == 1      ? ES_TXT_BACKTEST_ONE
                           : ES_TXT_BACKTEST_SOME;
    return es_phrase_about(speech, id, it->series.subject, slot, 2);
}

static void choose_scales(struct backtest *it)
{
    const struct es_backtest_chart *chart = it->chart;
    double from = INFINITY, to = -INFINITY, low = 0.0, high = 0.0, top = 0.0;
    for (size_t i = 0; i < chart->fan.points; i++) {
        const struct es_chart_point *point = &chart->fan.point[i];
        from = fmin(from, es_fan_point_day(point));
        to = fmax(to, es_fan_point_day(point));
        low = fmin(low, point->value);
        high = fmax(high, point->value);
    }
    for (size_t i = 0; i < chart->n; i++) {
        const struct es_chart_forecast *forecast = &chart->forecast[i];
        from = fmin(from, forecast->as_of_day);
        for (size_t k = 0; k < forecast->n; k++) {
            from = fmin(from, forecast->row[k][0]);
            to = fmax(to, forecast->row[k][0]);
            low = fmin(low, forecast->row[k][1]);
            high = fmax(high, forecast->row[k][2]);
            top = fmax(top, forecast->row[k][3]);
        }
    }
    const double air = fmax(0.02 * (to - from), 1.0);
    it->plot.x_from = from - air;
    it->plot.x_to = to + air;
    es_plot_hold(&it->plot, low, fmax(high, fmin(top, BAND_MOST * high)));
    es_plot_clear_grid(it->sheet, &it->plot, from, GRID_LINES, es_phrase_quantity);
}

/* How the days of forecasts are said: the less, the less room there is between them. */
enum naming { MADE, MONTH, YEAR };

static const char *name_of(const struct backtest *it, size_t i, enum naming naming)
{
    struct es_speech *speech = &it->sheet->speech;
    const int day = it->chart->forecast[i].as_of_day;
    const char *when = es_phrase_month(speech, day);
    char text[16];
    int year, month, date;
    es_day_split(day, &year, &month, &date);
    (void)snprintf(text, sizeof text, "%d", year);
    return naming == MADE    ? ES_SAY(speech, MADE_IN, {"when", when})
           : naming == MONTH ? when
                             : es_phrase_join(speech, text, "", "");
}

/* Whole ones stand beside their lines, short ones above them. */
static bool have_room(const struct backtest *it, enum naming naming)
{
    double right = -INFINITY;
    for (size_t i = 0; i < it->chart->n; i++) {
        const double x = es_plot_x(&it->plot, it->chart->forecast[i].as_of_day + 1.0);
        const double width =
            es_look_width(it->sheet->ruler, name_of(it, i, naming), ES_LOOK_LABEL);
        const double left = naming == MADE ? x : x - width / 2.0;
        if (left < right + GAP) {
            return false;
        }
        right = left + width;
    }
    return right <= it->plot.frame.right;
}

/* The day of each forecast above its beginning. */
static enum es_status label_origins(struct backtest *it, struct es_error *err)
{
    const struct es_backtest_chart *chart = it->chart;
    const double y = it->plot.frame.top - 20.0;
    const enum naming naming = have_room(it, MADE)    ? MADE
                               : have_room(it, MONTH) ? MONTH
                                                      : YEAR;
    double *row;
    ES_NEW(it->sheet->arena, row, 2 * chart->n, err);
    for (size_t i = 0; i < chart->n; i++) {
        const double day = chart->forecast[i].as_of_day + 1.0;
        const double x = es_plot_x(&it->plot, day);
        const struct es_label label = {
            .text = name_of(it, i, naming), .look = ES_LOOK_LABEL, .colour = ES_GREY};
        const struct es_spot spot[] = {{x, y, naming == MADE ? ES_LEFT : ES_CENTER},
                                       {x, y, ES_RIGHT}};
        (void)es_layout_place(it->sheet->layout, &label, 1, 0.0, spot, 2);
        row[2 * i] = day;
        row[2 * i + 1] = y + 16.0;
    }
    es_script_block(&it->sheet->script, "origins", row, chart->n, 2);
    return ES_OK;
}

static double held(const struct backtest *it, double value)
{
    return fmin(fmax(value, it->plot.y_from), it->plot.y_to);
}

/* All forecasts in one block each for bands and medians, two empty lines between them. */
static void write_forecasts(struct backtest *it)
{
    const struct es_backtest_chart *chart = it->chart;
    struct es_script *script = &it->sheet->script;
    es_script_print(script, "FORECASTS = %zu\n$bands << END\n", chart->n);
    for (size_t i = 0; i < chart->n; i++) {
        es_script_print(script, "%s", i > 0 ? "\n\n" : "");
        for (size_t k = 0; k < chart->forecast[i].n; k++) {
            const double *row = chart->forecast[i].row[k];
            es_script_print(script, "%.10g %.10g %.10g\n", row[0], held(it, row[1]),
                            held(it, row[3]));
        }
    }
    es_script_print(script, "END\n$medians << END\n");
    for (size_t i = 0; i < chart->n; i++) {
        es_script_print(script, "%s", i > 0 ? "\n\n" : "");
        for (size_t k = 0; k < chart->forecast[i].n; k++) {
            const double *row = chart->forecast[i].row[k];
            es_script_print(script, "%.10g %.10g\n", row[0], held(it, row[2]));
        }
    }
    es_script_print(script, "END\n");
}

static enum es_status write_points(struct backtest *it, struct es_error *err)
{
    const struct es_fan *fan = &it->chart->fan;
    double *row;
    ES_NEW(it->sheet->arena, row, 2 * fan->points, err);
    for (size_t i = 0; i < fan->points; i++) {
        row[2 * i] = es_fan_point_day(&fan->point[i]);
        row[2 * i + 1] = fan->point[i].value;
    }
    es_script_block(&it->sheet->script, "points", row, fan->points, 2);
    return ES_OK;
}

static enum es_status lay_out(struct backtest *it, struct es_error *err)
{
    struct es_sheet *sheet = it->sheet;
    struct es_speech *speech = &sheet->speech;
    struct es_frame *frame = &it->plot.frame;
    double tick[ES_AXIS_TICKS];
    size_t ticks;
    const char *const head[] = {
        title_of(it),
        ES_SAY(
            speech, BACKTEST_SUBTITLE,
            {"name", es_phrase_join(speech, it->series.label, ", ", it->series.sublabel)},
            {"unit", it->unit},
            {"day", es_phrase_long_day(speech, sheet->style->as_of_day)})};
    const char *const notes[] = {
        es_phrase_plain(speech, ES_TXT_BACKTEST_READING),
        it->chart->n > 1 ? es_phrase_plain(speech, ES_TXT_BACKTEST_COUNT) : ""};
    ES_TRY(es_plot_between(sheet, head, notes, 2, it->series.sources, frame, err));
    frame->top += HEADING_ROOM;
    frame->bottom -= AXIS_ROOM;
    ES_TRY(es_plot_check_room(sheet, frame, 200.0, 80.0, err));
    choose_scales(it);
    es_plot_write(&sheet->script, &it->plot);
    const struct es_axis axis = {it->plot.x_from, it->plot.x_to, frame->left,
                                 frame->right, frame->bottom};
    es_axis_label(sheet, &axis, tick, &ticks);
    es_script_block(&sheet->script, "ticks", tick, ticks, 1);
    ES_TRY(label_origins(it, err));
    es_plot_grid(sheet, &it->plot, "grid", GRID_LINES, es_phrase_quantity);
    write_forecasts(it);
    return write_points(it, err);
}

static void put_table(FILE *out, const void *context)
{
    const struct backtest *it = context;
    (void)fputs("series,part,made,day,q10,median,q90\n", out);
    for (size_t i = 0; i < it->chart->n; i++) {
        const struct es_chart_forecast *forecast = &it->chart->forecast[i];
        char made[ES_DAY_TEXT], day[ES_DAY_TEXT];
        es_day_format(forecast->as_of_day, made);
        for (size_t k = 0; k < forecast->n; k++) {
            es_day_format((int)floor(forecast->row[k][0]), day);
            es_csv_put(out, it->series.label, true);
            (void)fprintf(out, ",forecast,%s,%s", made, day);
            for (int q = 1; q < 4; q++) {
                (void)fputc(',', out);
                es_csv_put_number(out, forecast->row[k][q]);
            }
            (void)fputc('\n', out);
        }
    }
    for (size_t i = 0; i < it->chart->fan.points; i++) {
        char day[ES_DAY_TEXT];
        es_day_format((int)floor(es_fan_point_day(&it->chart->fan.point[i])), day);
        es_csv_put(out, it->series.label, true);
        (void)fprintf(out, ",figure,,%s,,", day);
        es_csv_put_number(out, it->chart->fan.point[i].value);
        (void)fputs(",\n", out);
    }
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct backtest it = {.sheet = sheet, .chart = chart};
    ES_TRY(check(chart, err));
    ES_TRY(es_sheet_series(sheet, &it.chart->fan.series, &it.series, err));
    es_phrase_of_unit(&sheet->speech, it.series.unit);
    const struct es_outlook *outlook = it.series.outlook;
    const bool flow = outlook != NULL && outlook->nature == ES_FLOW_SERIES;
    it.unit = es_phrase_join(&sheet->speech, it.series.unit, "",
                             flow ? es_phrase_plain(&sheet->speech, ES_TXT_A_YEAR) : "");
    ES_TRY(lay_out(&it, err));
    ES_TRY(es_sheet_table(sheet, put_table, &it, err));
    return es_sheet_say(sheet, NULL, 0, err);
}

ES_CHART_OF(backtest, struct es_backtest_chart)

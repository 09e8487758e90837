#include "render/fan.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_row(FILE *out, const char *part, const struct es_fan_row *row, bool bands)
{
    char day[ES_DAY_TEXT];
    es_day_format((int)floor(row->day), day);
    (void)fprintf(out, "%s,%s,,", part, day);
    for (int k = 0; k < ES_FAN_LEVELS; k++) {
        (void)fputc(',', out);
        if (bands || k == ES_FAN_Q50) {
            es_csv_put_number(out, row->q[k]);
        }
    }
    (void)fputs(",\n", out);
}

static void put_figure(FILE *out, const struct es_chart_point *point)
{
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    es_day_format(point->from_day, from);
    es_day_format(point->to_day, to);
    (void)fprintf(out, "%s,%s,%s,", point->derived ? "derived figure" : "figure", from,
                  to);
    es_csv_put_number(out, point->value);
    (void)fprintf(out, ",,,,,,,,%s\n", es_qualifier_name(point->qualifier));
}

static void put_target(FILE *out, const struct es_fan_data *data, size_t i)
{
    char deadline[ES_DAY_TEXT];
    es_day_format(data->series.target[i].deadline_day, deadline);
    (void)fprintf(out, "target,,%s,", deadline);
    es_csv_put_number(out, data->level[i]);
    (void)fputs(",,,,,,,,\n", out);
}

static void put_event(FILE *out, const struct es_chart_event *event)
{
    char from[ES_DAY_TEXT], until[ES_DAY_TEXT];
    es_day_format(event->from_day, from);
    es_day_format(event->until_day, until);
    (void)fprintf(out, "event,%s,%s,,,,,,,,,", from, until);
    es_csv_put(out, event->label, true);
    (void)fputc('\n', out);
}

/* The numbers drawn, in one table whose first column says what a row is. */
static void put_table(FILE *out, const void *context)
{
    const struct es_fan_data *data = context;
    (void)fputs("series,", out);
    es_csv_put(out, data->series.label, true);
    (void)fputs("\npart,from,to,value,q025,q10,q25,median,q75,q90,q975,qualifier\n", out);
    for (size_t i = 0; i < data->fits; i++) {
        put_row(out, "fit", &data->fit[i], false);
    }
    for (size_t i = 0; i < data->forecasts; i++) {
        put_row(out, "forecast", &data->forecast[i], true);
    }
    for (size_t i = 0; i < data->fan->points; i++) {
        put_figure(out, &data->fan->point[i]);
    }
    for (size_t i = 0; i < data->targets; i++) {
        put_target(out, data, i);
    }
    for (size_t i = 0; i < data->events; i++) {
        put_event(out, &data->event[i]);
    }
}

/* Finding, what is shown, range, verdict: what a reader who cannot see the picture needs.
 */
static enum es_status write_alternative(struct es_sheet *sheet,
                                        const struct es_fan_data *data,
                                        struct es_error *err)
{
    struct es_speech *speech = &sheet->speech;
    const struct es_target_answer *answer = data->series.answer;
    const char *lines[] = {"", es_fan_reading(speech, data), es_fan_ceiling(speech, data),
                           es_fan_influence(speech, data), es_fan_events(speech, data)};
    if (data->targets > 0) {
        const char *never = es_fan_never(speech, data);
        ES_GIVEN(
            lines[0],
            es_arena_print(
                sheet->arena, "%s, %s%s%s.", es_fan_target_label(speech, data, 0),
                ES_SAY(speech, CROSSING_SPAN,
                       {"dates", es_phrase_dates(speech, answer->date.q10,
                                                 answer->date.q90, answer->horizon_day)}),
                never[0] != '\0' ? ". " : "", never),
            err);
    }
    return es_sheet_say(sheet, lines, sizeof lines / sizeof *lines, err);
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct es_fan_data data;
    ES_TRY(es_fan_measure(sheet, chart, &data, err));
    ES_TRY(es_fan_lay_out(sheet, &data, err));
    ES_TRY(es_sheet_table(sheet, put_table, &data, err));
    return write_alternative(sheet, &data, err);
}

ES_CHART_OF(fan, struct es_fan)

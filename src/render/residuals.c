/* Whether a fit holds: four panels of what it leaves. */
#include "render/residuals.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 4, LAGS = 12 };
#define NEXT_TO_NOTHING 0.02 /* of the largest fitted value */
#define CHANCE 1.96          /* standard errors that chance alone seldom passes */

/* Relative to the fit, unless that is next to nothing somewhere. */
static void make_residuals(struct es_residuals_data *data)
{
    double least = INFINITY, largest = 0.0;
    for (size_t i = 0; i < data->n; i++) {
        least = fmin(least, data->at[i].fitted);
        largest = fmax(largest, data->at[i].fitted);
    }
    data->relative = least > NEXT_TO_NOTHING * largest;
    for (size_t i = 0; i < data->n; i++) {
        const double by = data->relative ? data->at[i].fitted : 1.0;
        data->left[i] = (data->at[i].observed - data->at[i].fitted) / by;
    }
}

/* Correlation with oneself some figures before, about 0. */
static double correlation(const double left[], size_t n, size_t lag)
{
    double own = 0.0, cross = 0.0;
    for (size_t i = 0; i < n; i++) {
        own += left[i] * left[i];
        cross += i >= lag ? left[i] * left[i - lag] : 0.0;
    }
    return own > 0.0 ? cross / own : 0.0;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum es_status check(const struct es_residuals_chart *chart, struct es_error *err)
{
    if (chart->n < FEWEST) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: residuals need at least %d figures, not %zu",
                       chart->series.id, FEWEST, chart->n);
    }
    for (size_t i = 0; i < chart->n; i++) {
        if (!isfinite(chart->at[i].observed) || !isfinite(chart->at[i].fitted)) {
            return es_fail(err, ES_ERR_ARGUMENT, "%s: a residual is no number",
                           chart->series.id);
        }
    }
    return ES_OK;
}

static enum es_status measure(struct es_residuals_data *data,
                              const struct es_residuals_chart *chart,
                              struct es_error *err)
{
    struct es_arena *arena = data->sheet->arena;
    static const double half = 0.5;
    double *size;
    ES_TRY(check(chart, err));
    data->n = chart->n;
    data->at = chart->at;
    ES_TRY(es_sheet_series(data->sheet, &chart->series, &data->series, err));
    es_phrase_of_unit(&data->sheet->speech, data->series.unit);
    ES_NEW(arena, data->left, data->n, err);
    ES_NEW(arena, data->sorted, data->n, err);
    ES_NEW(arena, size, data->n, err);
    make_residuals(data);
    double squares = 0.0;
    for (size_t i = 0; i < data->n; i++) {
        size[i] = fabs(data->left[i]);
        squares += data->left[i] * data->left[i] / (double)data->n;
    }
    memcpy(data->sorted, data->left, data->n * sizeof *data->left);
    qsort(data->sorted, data->n, sizeof *data->sorted, by_size);
    es_quantiles(size, data->n, &half, 1, &data->median);
    data->sd = sqrt(squares);
    data->lags = data->n / 2 < LAGS ? data->n / 2 : LAGS;
    for (size_t k = 1; k <= data->lags; k++) {
        data->lag[k - 1] = correlation(data->left, data->n, k);
    }
    data->noise = CHANCE / sqrt((double)data->n);
    return ES_OK;
}

static const char *title_of(const struct es_residuals_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_slot slot[] = {{"half", es_residuals_size(data, data->median)}};
    const enum es_chart_text id = data->sd == 0.0              ? ES_TXT_RESIDUALS_NONE
                                  : data->lag[0] > data->noise ? ES_TXT_RESIDUALS_FOLLOW
                                  : data->lag[0] < -data->noise
                                      ? ES_TXT_RESIDUALS_ALTERNATE
                                      : ES_TXT_RESIDUALS_FINE;
    return es_phrase_about(speech, id, data->series.subject, slot, 1);
}

static const char *subtitle_of(const struct es_residuals_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    char count[ES_TEXT_SIZE];
    es_text_number(count, (double)data->n, 0, speech->language);
    return ES_SAY(speech, RESIDUALS_SUBTITLE,
                  {"label", es_phrase_join(speech, data->series.label, ", ",
                                           data->series.sublabel)},
                  {"n", count},
                  {"day", es_phrase_long_day(speech, data->sheet->style->as_of_day)});
}

/* The figure that is furthest from the fit. */
static const char *reading_of(const struct es_residuals_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    size_t most = 0;
    for (size_t i = 1; i < data->n; i++) {
        most = fabs(data->left[i]) > fabs(data->left[most]) ? i : most;
    }
    const struct es_slot slot[] = {
        {"value", es_phrase_amount(speech, data->at[most].observed, data->series.unit)},
        {"when", es_phrase_long_month(speech, data->at[most].day)},
        {"size", es_residuals_size(data, fabs(data->left[most]))}};
    return es_phrase(speech,
                     data->left[most] >= 0.0 ? ES_TXT_RESIDUALS_READING_ABOVE
                                             : ES_TXT_RESIDUALS_READING_BELOW,
                     slot, 3);
}

static void put_table(FILE *out, const void *context)
{
    const struct es_residuals_data *data = context;
    (void)fputs("series,day,observed,fitted,residual\n", out);
    for (size_t i = 0; i < data->n; i++) {
        char day[ES_DAY_TEXT];
        es_day_format(data->at[i].day, day);
        es_csv_put(out, data->series.label, true);
        (void)fprintf(out, ",%s,", day);
        es_csv_put_number(out, data->at[i].observed);
        (void)fputc(',', out);
        es_csv_put_number(out, data->at[i].fitted);
        (void)fputc(',', out);
        es_csv_put_number(out, data->left[i]);
        (void)fputc('\n', out);
    }
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct es_residuals_data data = {.sheet = sheet};
    ES_TRY(measure(&data, chart, err));
    const char *const head[] = {title_of(&data), subtitle_of(&data)};
    const char *const notes[] = {reading_of(&data),
                                 es_phrase_plain(&sheet->speech, ES_TXT_RESIDUALS_NOISE)};
    ES_TRY(es_plot_between(sheet, head, notes, 2, data.series.sources, &data.frame, err));
    ES_TRY(es_residuals_lay_out(&data, err));
    ES_TRY(es_sheet_table(sheet, put_table, &data, err));
    return es_sheet_say(sheet, notes, 1, err);
}

ES_CHART_OF(residuals, struct es_residuals_chart)

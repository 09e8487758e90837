/*
 * report_futures.c: the draws of the page's what-if, small enough to be sent.
 *
 * What targets ask about (es_outlook_knot) is kept at each month until the horizon and at
 * each half year beyond, each value as one of 4096 steps between the least and the
 * greatest of its month: of its logarithm, so that the error is a share of the value.
 */
#include "render/report_page.h"

#include "essor/base64.h"
#include "essor/date.h"
#include "render/html.h"

#include <math.h>
#include <string.h>

enum { STEPS = 4095, SPARSE = 6, MONTHS_BEFORE = 3, MONTHS_SHOWN_BEFORE = 24 };

/* Within a script: no mark that could end it. */
static void put_string(FILE *out, const char *text)
{
    (void)fputc('"', out);
    for (; *text != '\0'; text++) {
        const unsigned char byte = (unsigned char)*text;
        if (byte < 0x20 || strchr("\"\\<>&'", byte) != NULL) {
            (void)fprintf(out, "\\u%04x", byte);
        } else {
            (void)fputc(byte, out);
        }
    }
    (void)fputc('"', out);
}

static void put_number(FILE *out, double value)
{
    if (isfinite(value)) {
        (void)fprintf(out, "%.7g", value);
    } else {
        (void)fputs("null", out);
    }
}

/* The least and the greatest of some values, and how they are told apart. */
struct scale {
    double low, high;
};

static struct scale scale_of(const double values[], size_t n)
{
    struct scale scale = {INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        scale.low = fmin(scale.low, values[i]);
        scale.high = fmax(scale.high, values[i]);
    }
    return scale;
}

static unsigned step_of(const struct scale *scale, double value)
{
    const bool ratio = scale->low > 0.0;
    const double range = ratio ? log(scale->high / scale->low) : scale->high - scale->low;
    const double way = ratio ? log(value / scale->low) : value - scale->low;
    return range > 0.0 ? (unsigned)lround(STEPS * way / range) : 0U;
}

static void put_scale(FILE *out, const struct scale *scale)
{
    (void)fputc('[', out);
    put_number(out, scale->low);
    (void)fputc(',', out);
    put_number(out, scale->high);
    (void)fputc(']', out);
}

/* Which knots are kept: [*n] of them. */
static enum es_status choose_knots(const struct es_page *page,
                                   const struct es_outlook *outlook, size_t **knot,
                                   size_t *n, struct es_error *err)
{
    const size_t knots = es_outlook_knots(outlook);
    const double from = outlook->as_of_day - 31.0 * MONTHS_BEFORE;
    const double horizon = page->report->horizon_day + 31.0;
    size_t *kept, beyond = 0;
    ES_NEW(page->sheet->arena, kept, knots, err);
    *n = 0;
    for (size_t i = 0; i < knots; i++) {
        const double day = es_outlook_knot_day(outlook, i);
        beyond += day > horizon;
        if (day >= from && (day <= horizon || beyond % SPARSE == 0 || i + 1 == knots)) {
            kept[(*n)++] = i;
        }
    }
    *knot = kept;
    return ES_OK;
}

static enum es_status put_knots(struct es_page *page, const struct es_outlook *outlook,
                                struct es_error *err)
{
    size_t *knot = NULL, n = 0;
    struct scale *scale;
    double *values;
    ES_TRY(choose_knots(page, outlook, &knot, &n, err));
    ES_NEW(page->sheet->arena, scale, n, err);
    ES_NEW(page->sheet->arena, values, outlook->draws, err);
    (void)fputs("\"days\":[", page->out);
    for (size_t i = 0; i < n; i++) {
        (void)fprintf(page->out, "%s%.1f", i > 0 ? "," : "",
                      es_outlook_knot_day(outlook, knot[i]));
    }
    (void)fputs("],\"scales\":[", page->out);
    for (size_t i = 0; i < n; i++) {
        for (size_t d = 0; d < outlook->draws; d++) {
            values[d] = es_outlook_knot(outlook, d, knot[i]);
        }
        scale[i] = scale_of(values, outlook->draws);
        (void)fputs(i > 0 ? "," : "", page->out);
        put_scale(page->out, &scale[i]);
    }
    (void)fputs("],\"paths\":\"", page->out);
    for (size_t d = 0; d < outlook->draws; d++) {
        for (size_t i = 0; i < n; i++) {
            es_base64_put_12(page->out,
                             step_of(&scale[i], es_outlook_knot(outlook, d, knot[i])));
        }
    }
    (void)fputs("\"", page->out);
    return ES_OK;
}

static void put_ceilings(struct es_page *page, const struct es_report_futures *futures)
{
    const size_t draws = futures->outlook->draws;
    const struct scale scale = scale_of(futures->ceiling, draws);
    (void)fputs(",\"ceilingScale\":", page->out);
    put_scale(page->out, &scale);
    (void)fputs(",\"ceilings\":\"", page->out);
    for (size_t d = 0; d < draws; d++) {
        es_base64_put_12(page->out, step_of(&scale, futures->ceiling[d]));
    }
    (void)fputs("\"", page->out);
}

/* When each draw reached the target, where that was before the as-of date is over. */
static enum es_status put_reached(struct es_page *page,
                                  const struct es_chart_series *series,
                                  const struct es_outlook *outlook, struct es_error *err)
{
    double *days;
    ES_NEW(page->sheet->arena, days, outlook->draws, err);
    es_target_crossings(outlook, &series->target[0], days);
    (void)fputs(",\"reached\":[", page->out);
    for (size_t d = 0; d < outlook->draws; d++) {
        (void)fputs(d > 0 ? "," : "", page->out);
        put_number(page->out, days[d] < outlook->as_of_day + 1.0 ? days[d] : (double)NAN);
    }
    (void)fputs("]", page->out);
    return ES_OK;
}

/* The months behind us: day, and 10, 50 and 90 %. */
static enum es_status put_past(struct es_page *page, const struct es_outlook *outlook,
                               struct es_error *err)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    double *values, quantile[3];
    bool first = true;
    ES_NEW(page->sheet->arena, values, outlook->draws, err);
    (void)fputs(",\"past\":[", page->out);
    for (size_t i = 0; i < es_outlook_knots(outlook); i++) {
        const double day = es_outlook_knot_day(outlook, i);
        if (day > outlook->as_of_day ||
            day < outlook->as_of_day - 31 * MONTHS_SHOWN_BEFORE) {
            continue;
        }
        for (size_t d = 0; d < outlook->draws; d++) {
            values[d] = es_outlook_knot(outlook, d, i);
        }
        es_quantiles(values, outlook->draws, levels, 3, quantile);
        (void)fprintf(page->out, "%s[%.1f,%.6g,%.6g,%.6g]", first ? "" : ",", day,
                      quantile[0], quantile[1], quantile[2]);
        first = false;
    }
    (void)fputs("]", page->out);
    return ES_OK;
}

/* The last knot that an outlook until the horizon would have. */
static double last_knot(const struct es_page *page, const struct es_outlook *outlook)
{
    const int month = es_month_of_day(page->report->horizon_day);
    const double start = es_month_first_day(month), end = es_month_first_day(month + 1);
    return outlook->nature == ES_STOCK_SERIES ? end : (start + end) / 2.0;
}

static enum es_status put_series(struct es_page *page,
                                 const struct es_report_series *series,
                                 struct es_error *err)
{
    const struct es_chart_series *chart = &series->chart;
    const struct es_target *target = &chart->target[0];
    const struct es_outlook *outlook = series->futures.outlook;
    (void)fputs("{\"id\":", page->out);
    put_string(page->out, chart->id);
    (void)fputs(",\"label\":", page->out);
    put_string(page->out, chart->label);
    (void)fputs(",\"unit\":", page->out);
    put_string(page->out, chart->unit);
    (void)fprintf(page->out, ",\"last\":%.1f,\"level\":", last_knot(page, outlook));
    put_number(page->out, target->level * (target->per == ES_EACH_MONTH ? 12.0 : 1.0));
    (void)fputs(",\"target\":", page->out);
    put_string(page->out, es_phrase_target(page->speech, target, chart->unit));
    (void)fputs(",\"deadline\":", page->out);
    put_number(page->out,
               target->deadline_day != ES_NO_DAY ? target->deadline_day : (double)NAN);
    (void)fputs(",\"limit\":", page->out);
    put_number(page->out, series->futures.limit);
    (void)fputs(",", page->out);
    ES_TRY(put_knots(page, outlook, err));
    put_ceilings(page, &series->futures);
    ES_TRY(put_reached(page, chart, outlook, err));
    ES_TRY(put_past(page, outlook, err));
    (void)fputs("}", page->out);
    return ES_OK;
}

/* The texts that the script needs, under the names that it knows them by. */
static void put_texts(struct es_page *page)
{
    static const struct {
        const char *name;
        enum es_chart_text text;
    } texts[] = {
#define ES_CHART_TEXT(id, fr, en) {#id, ES_TXT_##id},
#include "render/report_live.def"
#undef ES_CHART_TEXT
    };
    (void)fputs("\"texts\":{", page->out);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        (void)fprintf(page->out, "%s\"%s\":", i > 0 ? "," : "", texts[i].name);
        put_string(page->out, es_phrase_plain(page->speech, texts[i].text));
    }
    (void)fputs("},\"months\":[", page->out);
    for (int i = 1; i <= 12; i++) {
        (void)fputs(i > 1 ? "," : "", page->out);
        put_string(page->out, es_text_month_name(i, page->speech->language));
    }
    (void)fputs("]", page->out);
}

/* What counts the sum of a year cannot be read off the knots, and what is reached no
 * change to come moves. */
static bool can_change(const struct es_report_series *series)
{
    return series->futures.outlook != NULL && series->chart.targets > 0 &&
           series->chart.target[0].measured == ES_AS_PACE &&
           series->chart.answer[0].state != ES_TARGET_REACHED;
}

enum es_status es_page_futures(struct es_page *page, struct es_error *err)
{
    const struct es_report *report = page->report;
    bool first = true;
    (void)fprintf(page->out, "{\"language\":\"%s\",\"asOf\":%d,\"horizon\":%d,",
                  es_language_code(report->language), report->as_of_day,
                  report->horizon_day);
    put_texts(page);
    (void)fputs(",\"series\":[", page->out);
    for (size_t i = 0; i < report->n; i++) {
        if (can_change(&report->series[i])) {
            (void)fputs(first ? "\n" : ",\n", page->out);
            ES_TRY(put_series(page, &report->series[i], err));
            first = false;
        }
    }
    (void)fputs("]}", page->out);
    return ES_OK;
}

#include "render/report_page.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <string.h>

/* The beginning of a row: series, item and name, first and last day. */
static void begin(struct es_page *page, const char *series, const char *item,
                  const char *name)
{
    es_csv_put(page->out, series, true);
    (void)fputc(',', page->out);
    es_csv_put(page->out, item, true);
    (void)fprintf(page->out, ",%s,", name);
}

static void put_day(FILE *out, double day)
{
    char text[ES_DAY_TEXT] = "";
    if (isfinite(day)) {
        es_day_format((int)floor(day), text);
    }
    (void)fputs(text, out);
}

static void put_value(struct es_page *page, const struct es_target *target,
                      const char *name, double value)
{
    begin(page, target->series, target->id, name);
    (void)fputs(",,", page->out);
    es_csv_put_number(page->out, isfinite(value) ? value : (double)NAN);
    (void)fputc('\n', page->out);
}

static void put_span(struct es_page *page, const struct es_target *target,
                     const char *name, const struct es_target_span *span)
{
    const double value[] = {span->q10, span->q50, span->q90};
    static const char *const quantile[] = {"q10", "q50", "q90"};
    for (int i = 0; i < 3; i++) {
        char whole[40];
        (void)snprintf(whole, sizeof whole, "%s_%s", name, quantile[i]);
        put_value(page, target, whole, value[i]);
    }
}

/* Dates stand as first and last day, without a value; what never comes has neither. */
static void put_dates(struct es_page *page, const struct es_target *target,
                      const struct es_target_answer *answer)
{
    const double day[] = {answer->date.q10, answer->date.q50, answer->date.q90};
    static const char *const names[] = {"date_q10", "date_q50", "date_q90"};
    for (int i = 0; i < 3; i++) {
        begin(page, target->series, target->id, names[i]);
        put_day(page->out, day[i]);
        (void)fputc(',', page->out);
        put_day(page->out, day[i]);
        (void)fputs(",\n", page->out);
    }
}

static void put_target(struct es_page *page, const struct es_target *target,
                       const struct es_target_answer *answer)
{
    put_value(page, target, "level", target->level);
    put_span(page, target, "current", &answer->current);
    put_value(page, target, "p_by_deadline", answer->p_by_deadline);
    put_value(page, target, "p_never", answer->p_never);
    put_span(page, target, "required", &answer->required);
    put_dates(page, target, answer);
}

/* The annual pace, or the level at the end, of each month after the as-of date. */
static enum es_status put_forecast(struct es_page *page,
                                   const struct es_chart_series *series,
                                   struct es_error *err)
{
    static const double levels[] = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};
    static const char *const names[] = {"q025", "q10", "q25", "q50",
                                        "q75",  "q90", "q975"};
    enum { LEVELS = 7 };
    const struct es_outlook *outlook = series->outlook;
    const int first = es_month_of_day(outlook->as_of_day) + 1 - outlook->first_month;
    double *values;
    ES_NEW(page->sheet->arena, values, outlook->draws, err);
    for (size_t i = first > 0 ? (size_t)first : 0; i < outlook->months; i++) {
        double quantile[LEVELS];
        for (size_t d = 0; d < outlook->draws; d++) {
            values[d] = es_outlook_shown(outlook, d, i);
        }
        es_quantiles(values, outlook->draws, levels, LEVELS, quantile);
        for (int k = 0; k < LEVELS; k++) {
            begin(page, series->id, "forecast", names[k]);
            put_day(page->out, es_month_first_day(outlook->first_month + (int)i));
            (void)fputc(',', page->out);
            put_day(page->out, es_month_first_day(outlook->first_month + (int)i + 1) - 1);
            (void)fputc(',', page->out);
            es_csv_put_number(page->out, quantile[k]);
            (void)fputc('\n', page->out);
        }
    }
    return ES_OK;
}

static enum es_status put_all(struct es_page *page, struct es_error *err)
{
    (void)fputs("series,item,name,from,to,value\n", page->out);
    for (size_t i = 0; i < page->report->n; i++) {
        const struct es_chart_series *series = &page->report->series[i].chart;
        for (size_t k = 0; k < series->targets; k++) {
            put_target(page, &series->target[k], &series->answer[k]);
        }
        ES_TRY(put_forecast(page, series, err));
    }
    return ES_OK;
}

enum es_status es_report_csv(const struct es_report *report, char **text,
                             struct es_arena *arena, struct es_error *err)
{
    return es_page_write(report, put_all, text, arena, err);
}

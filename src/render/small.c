/* Small multiples: every series at a glance. */
#include "render/small.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { YEAR = 12 };
#define AHEAD_DAYS (3 * 365.25)
#define BEFORE 0.15 /* of the time since the first figure */
#define GROWING 0.01

static const double levels[] = {0.1, 0.5, 0.9};

/* The median in the month of the as-of day and a year before. */
static void read_present(struct es_small_panel *panel)
{
    const struct es_outlook *outlook = panel->series.outlook;
    const int month = es_month_of_day(outlook->as_of_day) - outlook->first_month;
    const int most = (int)panel->months - 1;
    const size_t now = (size_t)(month < 0 ? 0 : month > most ? most : month);
    const size_t before = now > YEAR ? now - YEAR : 0;
    panel->now = panel->row[4 * now + 2];
    const double then = panel->row[4 * before + 2];
    panel->growth = then > 0.0 && now > before ? panel->now / then - 1.0 : (double)NAN;
}

static void word_state(struct es_small_data *data, struct es_small_panel *panel)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_target_answer *answer = panel->series.answer;
    panel->state = "";
    panel->colour = ES_TEXT;
    if (panel->series.targets == 0) {
        return;
    }
    if (answer->state == ES_TARGET_REACHED) {
        panel->state = es_phrase_plain(speech, ES_TXT_ALREADY);
        panel->colour = ES_GREEN;
    } else if (answer->date.q50 < data->as_of) {
        panel->state = es_phrase_plain(speech, ES_TXT_SMALL_PROBABLE);
        panel->colour = ES_GREEN;
    } else if (isfinite(answer->date.q50)) {
        panel->state = es_phrase_month(speech, answer->date.q50);
        panel->colour = ES_BLUE;
    } else {
        panel->state = ES_SAY(speech, NOT_BEFORE,
                              {"when", es_phrase_month(speech, answer->horizon_day)});
        panel->colour = ES_VERMILION;
    }
}

static double level_of(const struct es_target *target)
{
    return target->per == ES_EACH_MONTH ? 12.0 * target->level : target->level;
}

static enum es_status measure_panel(struct es_small_data *data,
                                    struct es_small_panel *panel,
                                    const struct es_fan *fan, struct es_error *err)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_outlook *outlook = fan->series.outlook;
    if (outlook == NULL || outlook->months == 0 || outlook->draws == 0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: a panel needs draws of at least one month", fan->series.id);
    }
    panel->fan = fan;
    ES_TRY(es_sheet_series(data->sheet, &fan->series, &panel->series, err));
    ES_TRY(es_plot_months(data->sheet, outlook, levels, 3, &panel->row, err));
    panel->months = outlook->months;
    read_present(panel);
    word_state(data, panel);
    const char *per =
        outlook->nature == ES_FLOW_SERIES ? es_phrase_plain(speech, ES_TXT_A_YEAR) : "";
    es_phrase_of_unit(speech, panel->series.unit);
    panel->value = es_phrase_join(speech, es_phrase_rough(speech, panel->now), "", per);
    speech->sign = NULL;
    double first = INFINITY;
    for (size_t i = 0; i < fan->points; i++) {
        first = fmin(first, fan->point[i].from_day);
    }
    first = isfinite(first) ? first : panel->row[0];
    panel->from = first - BEFORE * fmax(data->as_of - first, 30.0);
    data->to =
        fmax(data->to, fmin(es_outlook_end_day(outlook), data->as_of + AHEAD_DAYS));
    return ES_OK;
}

/* What each panel must hold of its own between the shared ends. */
static void hold(const struct es_small_data *data, struct es_small_panel *panel)
{
    panel->low = 0.0;
    panel->high = 0.0;
    for (size_t i = 0; i < panel->months; i++) {
        const double *row = panel->row + 4 * i;
        if (row[0] >= panel->from && row[0] <= data->to) {
            const bool ahead = row[0] > data->as_of;
            panel->low = fmin(panel->low, row[2]);
            panel->high = fmax(panel->high, ahead ? fmin(row[3], 2.0 * row[2]) : row[2]);
        }
    }
    for (size_t i = 0; i < panel->fan->points; i++) {
        panel->low = fmin(panel->low, panel->fan->point[i].value);
        panel->high = fmax(panel->high, panel->fan->point[i].value);
    }
    const double level = panel->series.targets > 0 ? level_of(panel->series.target) : 0.0;
    if (level <= 4.0 * panel->high) { /* a far target is told, not drawn to scale */
        panel->high = fmax(panel->high, level);
    }
}

static const char *count_targets(const struct es_small_data *data, size_t held,
                                 size_t all)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_slot slot[] = {{"held", es_phrase_count(speech, held, true)},
                                   {"all", es_phrase_count(speech, all, false)}};
    return es_phrase(
        speech,
        all == 1      ? (held == 1 ? ES_TXT_SMALL_ONE_ALL_REACHED : ES_TXT_SMALL_ONE_NONE)
        : held == all ? ES_TXT_SMALL_ALL_REACHED
        : held == 0   ? ES_TXT_SMALL_NONE
        : held == 1   ? ES_TXT_SMALL_ONE
                      : ES_TXT_SMALL_SOME,
        slot, 2);
}

static const char *growth_text(struct es_speech *speech, double growth)
{
    char text[ES_TEXT_SIZE];
    if (growth >= 1.0) {
        return es_phrase_times(speech, 1.0 + growth);
    }
    es_text_number(text, 100.0 * growth, growth < 0.095 ? 1 : 0, speech->language);
    return es_phrase_join(speech, "+", "", ES_SAY(speech, PERCENT, {"value", text}));
}

/* Without any target: which series grows fastest. */
static const char *growth_title(const struct es_small_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_small_panel *best = NULL;
    for (size_t i = 0; i < data->n; i++) {
        const struct es_small_panel *panel = &data->panel[i];
        if (panel->growth > GROWING && (best == NULL || panel->growth > best->growth)) {
            best = panel;
        }
    }
    if (best == NULL) {
        return data->n == 1 ? es_phrase_plain(speech, ES_TXT_SMALL_ONE_STILL)
                            : ES_SAY(speech, SMALL_STILL,
                                     {"all", es_phrase_count(speech, data->n, false)});
    }
    return ES_SAY_OF(speech, SMALL_FASTEST, best->series.subject,
                     {"growth", growth_text(speech, best->growth)});
}

const char *es_small_title(const struct es_small_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_small_panel *next = NULL;
    size_t held = 0, all = 0;
    int horizon = 0;
    for (size_t i = 0; i < data->n; i++) {
        const struct es_small_panel *panel = &data->panel[i];
        if (panel->series.targets == 0) {
            continue;
        }
        const struct es_target_answer *answer = panel->series.answer;
        all++;
        horizon = answer->horizon_day;
        if (answer->state == ES_TARGET_REACHED) {
            held++;
        } else if (answer->date.q50 > data->as_of && isfinite(answer->date.q50) &&
                   (next == NULL || answer->date.q50 < next->series.answer->date.q50)) {
            next = panel;
        }
    }
    if (all == 0) {
        return growth_title(data);
    }
    const char *finding = count_targets(data, held, all);
    if (held == all) {
        return finding;
    }
    return next != NULL
               ? ES_SAY(speech, SMALL_NEXT, {"finding", finding},
                        {"when",
                         es_phrase_long_month(speech, next->series.answer->date.q50)},
                        {"name", next->series.label})
               : ES_SAY(speech, SMALL_NO_NEXT, {"finding", finding},
                        {"horizon", es_phrase_long_month(speech, horizon)});
}

const char *es_small_reading(const struct es_small_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    return ES_SAY(speech, SMALL_READING, {"name", data->panel[0].series.label},
                  {"value", data->panel[0].value},
                  {"day", es_phrase_long_day(speech, data->sheet->style->as_of_day)});
}

static void put_table(FILE *out, const void *context)
{
    const struct es_small_data *data = context;
    (void)fputs("series,day,q10,median,q90\n", out);
    for (size_t k = 0; k < data->n; k++) {
        const struct es_small_panel *panel = &data->panel[k];
        for (size_t i = 0; i < panel->months; i++) {
            const double *row = panel->row + 4 * i;
            char day[ES_DAY_TEXT];
            if (row[0] < panel->from || row[0] > data->to) {
                continue;
            }
            es_day_format((int)floor(row[0]), day);
            es_csv_put(out, panel->series.label, true);
            (void)fprintf(out, ",%s", day);
            for (int q = 1; q < 4; q++) {
                (void)fputc(',', out);
                es_csv_put_number(out, row[q]);
            }
            (void)fputc('\n', out);
        }
    }
}

static enum es_status say(struct es_small_data *data, struct es_error *err)
{
    struct es_sheet *sheet = data->sheet;
    const char *line[ES_CHART_PANELS];
    for (size_t i = 0; i < data->n; i++) {
        const struct es_small_panel *panel = &data->panel[i];
        line[i] = ES_SAY(
            &sheet->speech, NAMED, {"name", panel->series.label},
            {"value", es_phrase_join(&sheet->speech, panel->value, ", ", panel->state)});
    }
    return es_sheet_say(sheet, line, data->n, err);
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    const struct es_small_chart *small = chart;
    struct es_small_data data = {.sheet = sheet,
                                 .subject = small->subject,
                                 .sources = small->sources,
                                 .n = small->n,
                                 .to = -INFINITY,
                                 .as_of = sheet->style->as_of_day + 1.0};
    if (small->n < 1 || small->n > ES_CHART_PANELS) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "small multiples show 1 to %d series, not %zu", ES_CHART_PANELS,
                       small->n);
    }
    ES_TRY(es_sheet_clean(sheet, &data.subject, err));
    ES_TRY(es_sheet_clean(sheet, &data.sources, err));
    ES_NEW(sheet->arena, data.panel, data.n, err);
    for (size_t i = 0; i < data.n; i++) {
        ES_TRY(measure_panel(&data, &data.panel[i], &small->panel[i], err));
    }
    for (size_t i = 0; i < data.n; i++) {
        data.to = fmax(data.to, data.panel[i].from + 30.0);
    }
    for (size_t i = 0; i < data.n; i++) {
        hold(&data, &data.panel[i]);
    }
    ES_TRY(es_small_lay_out(&data, err));
    ES_TRY(es_sheet_table(sheet, put_table, &data, err));
    return say(&data, err);
}

ES_CHART_OF(small, struct es_small_chart)

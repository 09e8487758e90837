/* Which figure carries the answer: the target's date, or its odds, without each figure.
 */
#include "render/fan.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 16 };
#define HEADING_ROOM 52.0
#define AXIS_ROOM 66.0
#define ROW_LEAST 38.0
#define ROW_MOST 120.0
#define GAP 24.0
#define MONTH_DAYS 30.4375
#define WEAK_SHARE                                                                       \
    0.15 /* of the 80 % interval: a date that moves by less is the same                  \
          */
#define WEAK_MONTHS 1.5
#define WEAK_ODDS 0.02

struct row {
    const struct es_influence *influence;
    const char *figure, *effect;
    double value; /* day, or percent; INFINITY beyond the horizon */
};

struct influence {
    struct es_sheet *sheet;
    const struct es_fan *fan;
    struct es_chart_series series; /* its texts clean */
    const struct es_target_answer *answer;
    bool odds; /* the date is not within the horizon, so what moves is its odds */
    double all;
    struct row *row;
    size_t n, shown;
    double name_width, effect_width;
    struct es_frame frame;
    struct es_plot plot;
};

static const char *figure_of(const struct influence *it, size_t observation)
{
    struct es_speech *speech = &it->sheet->speech;
    for (size_t i = 0; i < it->fan->points; i++) {
        if (it->fan->point[i].observation == observation) {
            return es_fan_figure(speech, &it->fan->point[i]);
        }
    }
    for (size_t i = 0; i < it->fan->others; i++) {
        if (it->fan->other[i].observation == observation) {
            return es_fan_aside(speech, &it->fan->other[i]);
        }
    }
    return "\u2013";
}

static const char *points_text(struct es_speech *speech, double points)
{
    char text[ES_TEXT_SIZE];
    es_text_number(text, fabs(round(points)), 0, speech->language);
    return round(points) == 0.0 ? es_phrase_plain(speech, ES_TXT_UNCHANGED)
           : points > 0.0       ? ES_SAY(speech, POINTS_UP, {"n", text})
                                : ES_SAY(speech, POINTS_DOWN, {"n", text});
}

static const char *effect_of(const struct influence *it, double value)
{
    struct es_speech *speech = &it->sheet->speech;
    if (it->odds) {
        return points_text(speech, value - it->all);
    }
    if (!isfinite(value)) {
        return ES_SAY(speech, NOT_BEFORE,
                      {"when", es_phrase_month(speech, it->answer->horizon_day)});
    }
    const double months = (value - it->all) / MONTH_DAYS;
    const char *span = es_phrase_months(speech, months);
    return round(fabs(months)) == 0.0 ? es_phrase_plain(speech, ES_TXT_UNCHANGED)
           : months < 0.0             ? ES_SAY(speech, EARLIER, {"span", span})
                                      : ES_SAY(speech, LATER, {"span", span});
}

/* By how much a row moves the answer; what leaves the horizon moves it most. */
static double move_of(const struct influence *it, const struct row *row)
{
    return fabs(row->value - it->all);
}

static enum es_status measure(struct influence *it, struct es_error *err)
{
    const struct es_verdict *verdict = it->fan->series.verdict;
    if (it->fan->series.targets == 0 || verdict == NULL || verdict->influences == 0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: influence needs a target and figures that bear on it",
                       it->fan->series.id);
    }
    ES_TRY(es_sheet_series(it->sheet, &it->fan->series, &it->series, err));
    es_phrase_of_unit(&it->sheet->speech, it->series.unit);
    it->answer = &it->series.answer[0];
    it->odds = !isfinite(it->answer->date.q50);
    it->all = it->odds ? 100.0 * (1.0 - it->answer->p_never) : it->answer->date.q50;
    it->n = verdict->influences;
    ES_NEW(it->sheet->arena, it->row, it->n, err);
    for (size_t i = 0; i < it->n; i++) {
        const struct es_influence *influence = &verdict->influence[i];
        struct row row = {.influence = influence,
                          .figure = figure_of(it, influence->observation),
                          .value = it->odds ? 100.0 * (1.0 - influence->p_never)
                                            : influence->date.q50};
        row.effect = effect_of(it, row.value);
        size_t k = i;
        for (; k > 0 && move_of(it, &it->row[k - 1]) < move_of(it, &row); k--) {
            it->row[k] = it->row[k - 1];
        }
        it->row[k] = row;
    }
    return ES_OK;
}

/* Whether the answer is the same without the figure, given how open it is anyway. */
static bool is_weak(const struct influence *it, const struct row *row)
{
    const struct es_target_span *date = &it->answer->date;
    if (it->odds) {
        return move_of(it, row) < 100.0 * WEAK_ODDS;
    }
    const double width = fmin(date->q90, it->answer->horizon_day) - date->q10;
    return move_of(it, row) < fmax(WEAK_SHARE * width, WEAK_MONTHS * MONTH_DAYS);
}

static const char *title_of(const struct influence *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct row *most = &it->row[0];
    const double months = (most->value - it->all) / MONTH_DAYS;
    const char *span =
        isfinite(months) ? es_phrase_months(speech, fmax(fabs(months), 1.0)) : "";
    const struct es_slot slot[] = {
        {"figure", most->figure},
        {"span", span},
        {"of_span", es_phrase_of(speech, span)},
        {"before", es_phrase_percent(speech, it->odds ? it->all / 100.0 : 0.0)},
        {"after", es_phrase_percent(speech, it->odds ? most->value / 100.0 : 0.0)},
        {"horizon", es_phrase_long_month(speech, it->answer->horizon_day)}};
    const bool weak = is_weak(it, most);
    const enum es_chart_text id = it->odds && weak         ? ES_TXT_INFLUENCE_ODDS_SAME
                                  : it->odds               ? ES_TXT_INFLUENCE_ODDS
                                  : weak                   ? ES_TXT_INFLUENCE_WEAK
                                  : !isfinite(most->value) ? ES_TXT_INFLUENCE_STRONG_NEVER
                                  : months < 0.0 ? ES_TXT_INFLUENCE_STRONG_EARLIER
                                                 : ES_TXT_INFLUENCE_STRONG_LATER;
    return es_phrase_about(speech, id, it->series.subject, slot, 6);
}

static const char *subtitle_of(const struct influence *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct es_slot slot[] = {
        {"label", es_phrase_join(speech, it->series.label, ", ", it->series.sublabel)},
        {"target", es_phrase_target(speech, it->series.target, it->series.unit)},
        {"horizon", es_phrase_long_month(speech, it->answer->horizon_day)},
        {"day", es_phrase_long_day(speech, it->sheet->style->as_of_day)}};
    return es_phrase(speech,
                     it->odds ? ES_TXT_INFLUENCE_SUBTITLE_ODDS
                              : ES_TXT_INFLUENCE_SUBTITLE_DATE,
                     slot, 4);
}

static const char *value_text(const struct influence *it, double value)
{
    struct es_speech *speech = &it->sheet->speech;
    return it->odds ? es_phrase_percent(speech, value / 100.0)
                    : es_phrase_month(speech, value);
}

static const char *reading_of(const struct influence *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct row *most = &it->row[0];
    if (!isfinite(most->value)) {
        return "";
    }
    return it->odds ? ES_SAY(speech, INFLUENCE_READING_ODDS, {"figure", most->figure},
                             {"chance", value_text(it, most->value)})
                    : ES_SAY(speech, INFLUENCE_READING, {"figure", most->figure},
                             {"when", es_phrase_long_month(speech, most->value)});
}

static const char *rest_text(const struct influence *it)
{
    char text[ES_TEXT_SIZE];
    const size_t rest = it->n - it->shown;
    (void)snprintf(text, sizeof text, "%zu", rest);
    return rest == 0   ? ""
           : rest == 1 ? es_phrase_plain(&it->sheet->speech, ES_TXT_INFLUENCE_REST_ONE)
                       : ES_SAY(&it->sheet->speech, INFLUENCE_REST, {"n", text});
}

static void choose_scale(struct influence *it)
{
    double low = it->all, high = it->all;
    bool never = false;
    for (size_t i = 0; i < it->shown; i++) {
        never = never || !isfinite(it->row[i].value);
        if (isfinite(it->row[i].value)) {
            low = fmin(low, it->row[i].value);
            high = fmax(high, it->row[i].value);
        }
    }
    const double least = it->odds ? 10.0 : 180.0;
    const double span = fmax(high - low, least);
    it->plot.x_from = (low + high - span) / 2.0 - 0.08 * span;
    it->plot.x_to = (low + high + span) / 2.0 + (never ? 0.3 : 0.08) * span;
    if (it->odds) { /* no odds below 0 or above all */
        it->plot.x_from = fmax(it->plot.x_from, 0.0);
        it->plot.x_to = fmin(it->plot.x_to, 100.0);
    }
}

static double row_y(const struct influence *it, size_t i)
{
    const struct es_frame *frame = &it->plot.frame;
    return frame->top +
           (frame->bottom - frame->top) / (double)it->shown * ((double)i + 0.5);
}

static enum es_status label_rows(struct influence *it, struct es_error *err)
{
    double *rule;
    ES_NEW(it->sheet->arena, rule, it->shown, err);
    for (size_t i = 0; i < it->shown; i++) {
        struct es_label label = {.text = it->row[i].figure,
                                 .x = it->frame.left,
                                 .y = row_y(it, i),
                                 .look = ES_LOOK_LABEL,
                                 .colour = ES_INK};
        ES_TRY(es_sheet_label(it->sheet, label, it->name_width, err));
        const double move = it->row[i].value - it->all;
        const bool better = it->odds ? move > 0.0 : move < 0.0;
        label.text = it->row[i].effect;
        label.x = it->frame.right - it->effect_width;
        label.look = ES_LOOK_STRONG;
        label.colour =
            strcmp(label.text, es_phrase_plain(&it->sheet->speech, ES_TXT_UNCHANGED)) == 0
                ? ES_GREY
            : better ? ES_GREEN
                     : ES_VERMILION;
        ES_TRY(es_sheet_label(it->sheet, label, it->effect_width * 1.01, err));
        rule[i] = row_y(it, i) +
                  (it->plot.frame.bottom - it->plot.frame.top) / (double)it->shown / 2.0;
    }
    es_script_block(&it->sheet->script, "rows", rule, it->shown - 1, 1);
    return ES_OK;
}

static enum es_status write_rows(struct influence *it, struct es_error *err)
{
    struct es_script *script = &it->sheet->script;
    double *earlier, *later, *never;
    size_t e = 0, l = 0, n = 0;
    ES_NEW(it->sheet->arena, earlier, 3 * it->shown, err);
    ES_NEW(it->sheet->arena, later, 3 * it->shown, err);
    ES_NEW(it->sheet->arena, never, 3 * it->shown, err);
    for (size_t i = 0; i < it->shown; i++) {
        const double value = it->row[i].value, move = value - it->all;
        const bool better = it->odds ? move > 0.0 : move < 0.0;
        const double line[] = {row_y(it, i), isfinite(value) ? value : it->all, it->all};
        memcpy(!isfinite(value) ? never + 3 * n++
               : better         ? earlier + 3 * e++
                                : later + 3 * l++,
               line, sizeof line);
    }
    es_script_block(script, "earlier", earlier, e, 3);
    es_script_block(script, "later", later, l, 3);
    es_script_block(script, "never", never, n, 3);
    es_script_block(script, "all", &it->all, 1, 1);
    return ES_OK;
}

/* Percentages under the frame. */
static void label_odds(struct influence *it, double tick[ES_AXIS_TICKS], size_t *ticks)
{
    const double step = es_plot_step(it->plot.x_to - it->plot.x_from, 6);
    *ticks = 0;
    for (double at = ceil(it->plot.x_from / step) * step;
         at <= it->plot.x_to && *ticks < ES_AXIS_TICKS; at += step) {
        const struct es_label label = {
            .text = es_phrase_percent(&it->sheet->speech, at / 100.0),
            .x = es_plot_x(&it->plot, at),
            .y = it->plot.frame.bottom + 22.0,
            .align = ES_CENTER,
            .look = ES_LOOK_LABEL,
            .colour = ES_GREY};
        (void)es_layout_add(it->sheet->layout, label);
        tick[(*ticks)++] = at;
    }
}

static void label_axis(struct influence *it)
{
    struct es_sheet *sheet = it->sheet;
    const struct es_frame *frame = &it->plot.frame;
    const struct es_axis axis = {it->plot.x_from, it->plot.x_to, frame->left,
                                 frame->right, frame->bottom};
    double tick[ES_AXIS_TICKS];
    size_t ticks;
    if (it->odds) {
        label_odds(it, tick, &ticks);
    } else {
        es_axis_label(sheet, &axis, tick, &ticks);
    }
    es_script_block(&sheet->script, "ticks", tick, ticks, 1);
    const struct es_label label = {
        .text = ES_SAY(&sheet->speech, INFLUENCE_ALL, {"value", value_text(it, it->all)}),
        .look = ES_LOOK_STRONG,
        .colour = ES_INK};
    const double x = es_plot_x(&it->plot, it->all), y = frame->top - 20.0;
    const struct es_spot spot[] = {{x, y, ES_CENTER}, {x, y, ES_LEFT}, {x, y, ES_RIGHT}};
    (void)es_layout_place(sheet->layout, &label, 1, 0.0, spot, 3);
}

/* Names at the left, what they do at the right, and the plot between. */
static enum es_status place_columns(struct influence *it, struct es_error *err)
{
    for (size_t i = 0; i < it->shown; i++) {
        it->name_width =
            fmax(it->name_width,
                 es_look_width(it->sheet->ruler, it->row[i].figure, ES_LOOK_LABEL));
        it->effect_width =
            fmax(it->effect_width,
                 es_look_width(it->sheet->ruler, it->row[i].effect, ES_LOOK_STRONG));
    }
    it->name_width =
        fmin(it->name_width * 1.01, 0.35 * (it->frame.right - it->frame.left));
    it->plot.frame = it->frame;
    it->plot.frame.left += it->name_width + GAP;
    it->plot.frame.right -= it->effect_width * 1.01 + GAP;
    it->plot.frame.top += HEADING_ROOM;
    it->plot.frame.bottom -= AXIS_ROOM;
    const double most = it->plot.frame.top + ROW_MOST * (double)it->shown;
    it->plot.frame.bottom = fmin(it->plot.frame.bottom, most);
    return es_plot_check_room(it->sheet, &it->plot.frame, 160.0, 26.0 * (double)it->shown,
                              err);
}

static enum es_status lay_out(struct influence *it, struct es_error *err)
{
    struct es_sheet *sheet = it->sheet;
    const double rows = floor(fmax(sheet->height - 360.0, ROW_LEAST) / ROW_LEAST);
    const size_t most = rows < ROWS ? (size_t)rows : ROWS;
    it->shown = it->n < most ? it->n : most;
    const char *const head[] = {title_of(it), subtitle_of(it)};
    const char *const notes[] = {reading_of(it), rest_text(it)};
    ES_TRY(es_plot_between(sheet, head, notes, 2, it->series.sources, &it->frame, err));
    ES_TRY(place_columns(it, err));
    choose_scale(it);
    es_plot_write(&sheet->script, &it->plot);
    es_script_print(&sheet->script, "RULE_FROM = %.1f; RULE_TO = %.1f\n", it->frame.left,
                    it->frame.right);
    label_axis(it);
    ES_TRY(label_rows(it, err));
    return write_rows(it, err);
}

static void put_table(FILE *out, const void *context)
{
    const struct influence *it = context;
    (void)fputs("series,without,date_q10,date_q50,date_q90,p_by_deadline,p_never\n", out);
    for (size_t i = 0; i < it->n; i++) {
        const struct es_influence *influence = it->row[i].influence;
        const double days[] = {influence->date.q10, influence->date.q50,
                               influence->date.q90};
        const double odds[] = {influence->p_by_deadline, influence->p_never};
        es_csv_put(out, it->series.label, true);
        (void)fputc(',', out);
        es_csv_put(out, it->row[i].figure, true);
        for (int k = 0; k < 3; k++) {
            char text[ES_DAY_TEXT] = "";
            if (isfinite(days[k])) {
                es_day_format((int)floor(days[k]), text);
            }
            (void)fprintf(out, ",%s", text);
        }
        for (int k = 0; k < 2; k++) {
            (void)fputc(',', out);
            if (isfinite(odds[k])) {
                es_csv_put_number(out, odds[k]);
            }
        }
        (void)fputc('\n', out);
    }
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct influence it = {.sheet = sheet, .fan = chart};
    const char *line[ROWS];
    ES_TRY(measure(&it, err));
    ES_TRY(lay_out(&it, err));
    ES_TRY(es_sheet_table(sheet, put_table, &it, err));
    for (size_t i = 0; i < it.shown; i++) {
        line[i] = ES_SAY(&sheet->speech, NAMED, {"name", it.row[i].figure},
                         {"value", it.row[i].effect});
    }
    return es_sheet_say(sheet, line, it.shown, err);
}

ES_CHART_OF(influence, struct es_fan)

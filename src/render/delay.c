/* When a target is reached: the draws' dates as a histogram, "never" as a bar of its own.
 */
#include "essor/csvout.h"
#include "essor/date.h"
#include "render/axis.h"
#include "render/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BINS = 30, LEAST_BINS = 6, PITCH = 25 };
#define HEADING_ROOM 112.0 /* for median, interval and deadline above the bars */
#define AXIS_ROOM 66.0     /* for two rows of dates */
#define NEVER_HALF 42.0
#define NEAR 6.0        /* a bar so far from a line is under it */
#define TEXT_ABOVE 30.0 /* of a bar */
#define TAIL 0.01   /* of the futures at either end, counted with the bar before them */
#define SHOWN 0.005 /* a smaller share is drawn, not told */

struct bin {
    int from_day, to_day; /* the day after its last */
    double share;
};

struct delay {
    struct es_sheet *sheet;
    struct es_chart_series series; /* its texts clean */
    const struct es_target_answer *answer;
    struct bin bin[BINS + 1];
    size_t bins;
    int months; /* of a bin */
    double never;
    double never_width;
    bool tails; /* some futures lie beyond the bars */
    bool early; /* the deadline tells bars apart */
    struct es_plot plot;
};

static int multiple_below(int month, int step)
{
    const int since_zero = month + 1970 * 12;
    return since_zero / step * step - 1970 * 12;
}

/* Bars of one to sixty months, whichever give at most BINS of them. */
static void choose_bins(struct delay *delay, double low, double high)
{
    static const int lengths[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
    int first = 0, count = 0;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        delay->months = lengths[i];
        first = multiple_below(es_month_of_day((int)floor(low)), lengths[i]);
        count = (es_month_of_day((int)floor(high)) - first) / lengths[i] + 1;
        if (count <= BINS) {
            break;
        }
    }
    if (count < LEAST_BINS) {
        first -= (LEAST_BINS - count) / 2 * delay->months;
        count = LEAST_BINS;
    }
    delay->bins = (size_t)(count < BINS ? count : BINS);
    for (size_t i = 0; i < delay->bins; i++) {
        delay->bin[i].from_day = es_month_first_day(first + (int)i * delay->months);
        delay->bin[i].to_day = es_month_first_day(first + (int)(i + 1) * delay->months);
    }
}

static void count_days(struct delay *delay, const double days[], size_t n)
{
    for (size_t d = 0; d < n; d++) {
        if (!isfinite(days[d])) {
            continue;
        }
        size_t i = 0;
        while (i + 1 < delay->bins && days[d] >= delay->bin[i].to_day) {
            i++;
        }
        delay->bin[i].share += 1.0 / (double)n;
        delay->tails = delay->tails || days[d] < delay->bin[0].from_day ||
                       days[d] >= delay->bin[delay->bins - 1].to_day;
    }
}

static enum es_status measure(struct delay *delay, struct es_error *err)
{
    const struct es_outlook *outlook = delay->series.outlook;
    const struct es_target *target = delay->series.target;
    const double ends[] = {TAIL, 1.0 - TAIL};
    double *days, *sorted, cut[2];
    size_t finite = 0;
    ES_NEW(delay->sheet->arena, days, outlook->draws, err);
    ES_NEW(delay->sheet->arena, sorted, outlook->draws, err);
    es_target_crossings(outlook, target, days);
    for (size_t d = 0; d < outlook->draws; d++) {
        if (isfinite(days[d])) {
            sorted[finite++] = days[d];
        }
    }
    delay->never = 1.0 - (double)finite / (double)outlook->draws;
    if (finite == 0) {
        choose_bins(delay, outlook->as_of_day, delay->answer->horizon_day);
        return ES_OK;
    }
    es_quantiles(sorted, finite, ends, 2, cut);
    choose_bins(delay, cut[0], cut[1]);
    count_days(delay, days, outlook->draws);
    const int deadline = target->deadline_day;
    delay->early = deadline != ES_NO_DAY && deadline >= delay->bin[0].from_day &&
                   deadline < delay->bin[delay->bins - 1].to_day;
    return ES_OK;
}

/* "D’ici à": the sentence for what is left to happen. */
static const char *title_ahead(struct delay *delay)
{
    const struct es_target_answer *answer = delay->answer;
    struct es_speech *speech = &delay->sheet->speech;
    const bool both = isfinite(answer->date.q10) && isfinite(answer->date.q90);
    const struct es_slot slot[] = {
        {"target", es_phrase_target(speech, delay->series.target, delay->series.unit)},
        {"chance", es_phrase_percent(speech, both ? 0.8 : 1.0 - answer->p_never)},
        {"never", es_phrase_percent(speech, answer->p_never)},
        {"horizon", es_phrase_long_month(speech, answer->horizon_day)},
        {"when",
         isfinite(answer->date.q50) ? es_phrase_when(speech, answer->date.q50) : ""},
        {"from", both ? es_phrase_long_month(speech, answer->date.q10) : ""},
        {"to", both ? es_phrase_long_month(speech, answer->date.q90) : ""}};
    const enum es_chart_text id = both                         ? ES_TXT_DELAY_BETWEEN
                                  : isfinite(answer->date.q50) ? ES_TXT_DELAY_OPEN
                                  : answer->p_never < 0.995    ? ES_TXT_DELAY_UNLIKELY
                                                               : ES_TXT_DELAY_NEVER;
    return es_phrase_about(speech, id, delay->series.subject, slot,
                           sizeof slot / sizeof *slot);
}

static const char *title_of(struct delay *delay)
{
    const struct es_target_answer *answer = delay->answer;
    struct es_speech *speech = &delay->sheet->speech;
    const char *subject = delay->series.subject;
    const char *target =
        es_phrase_target(speech, delay->series.target, delay->series.unit);
    if (answer->above_limit) {
        return ES_SAY_OF(speech, DELAY_NEVER, subject, {"target", target},
                         {"horizon", es_phrase_long_month(speech, answer->horizon_day)});
    }
    if (es_sheet_passed_unseen(&delay->series)) {
        return ES_SAY_OF(speech, FAN_REACHED_BEFORE, subject, {"target", target},
                         {"when", es_phrase_when(speech, delay->series.first_day)});
    }
    if (answer->state == ES_TARGET_REACHED && isfinite(answer->date.q90)) {
        const char *from = es_phrase_long_month(speech, answer->date.q10);
        const char *to = es_phrase_long_month(speech, answer->date.q90);
        return strcmp(from, to) == 0
                   ? ES_SAY_OF(speech, FAN_REACHED, subject, {"target", target},
                               {"when", from})
                   : ES_SAY_OF(speech, DELAY_PASSED, subject, {"target", target},
                               {"from", from}, {"to", to});
    }
    if (answer->date.q50 <= delay->series.outlook->as_of_day) {
        return ES_SAY_OF(speech, FAN_PROBABLY, subject, {"target", target},
                         {"chance", es_phrase_percent(speech, answer->p_reached)});
    }
    return title_ahead(delay);
}

static const char *subtitle_of(struct delay *delay)
{
    struct es_speech *speech = &delay->sheet->speech;
    char count[ES_TEXT_SIZE];
    es_text_number(count, (double)delay->series.outlook->draws, 0, speech->language);
    return ES_SAY(speech, DELAY_SUBTITLE,
                  {"label", es_phrase_join(speech, delay->series.label, ", ",
                                           delay->series.sublabel)},
                  {"n", count},
                  {"day", es_phrase_long_day(speech, delay->sheet->style->as_of_day)});
}

static const struct bin *tallest(const struct delay *delay)
{
    const struct bin *best = &delay->bin[0];
    for (size_t i = 1; i < delay->bins; i++) {
        best = delay->bin[i].share > best->share ? &delay->bin[i] : best;
    }
    return best;
}

static const char *reading_of(struct delay *delay)
{
    struct es_speech *speech = &delay->sheet->speech;
    const struct bin *bin = tallest(delay);
    if (!(bin->share > 0.0)) {
        return "";
    }
    const char *first = es_phrase_month(speech, bin->from_day);
    const char *when = delay->months == 1
                           ? ES_SAY(speech, IN_MONTH, {"when", first})
                           : ES_SAY(speech, FROM_TO, {"from", first},
                                    {"to", es_phrase_month(speech, bin->to_day - 1)});
    return ES_SAY(speech, DELAY_READING, {"share", es_phrase_percent(speech, bin->share)},
                  {"when", when});
}

/* Shares above their bars, the highest first: what has no room is told by the others. */
static void label_bars(struct delay *delay)
{
    bool done[BINS + 1] = {false};
    for (size_t round = 0; round < delay->bins; round++) {
        size_t best = delay->bins;
        for (size_t i = 0; i < delay->bins; i++) {
            if (!done[i] &&
                (best == delay->bins || delay->bin[i].share > delay->bin[best].share)) {
                best = i;
            }
        }
        const struct bin *bin = &delay->bin[best];
        done[best] = true;
        if (bin->share < SHOWN) {
            return;
        }
        const struct es_label label = {
            .text = es_phrase_percent(&delay->sheet->speech, bin->share),
            .x = es_plot_x(&delay->plot, (bin->from_day + bin->to_day) / 2.0),
            .y = es_plot_y(&delay->plot, bin->share) - 16.0,
            .align = ES_CENTER,
            .look = ES_LOOK_LABEL,
            .colour = ES_TEXT};
        (void)es_layout_add(delay->sheet->layout, label);
    }
}

/* Where the line of the median ends: above the bars near it and their texts. */
static double above_bars(const struct delay *delay, double x)
{
    double top = delay->plot.frame.bottom;
    for (size_t i = 0; i < delay->bins; i++) {
        const struct bin *bin = &delay->bin[i];
        if (es_plot_x(&delay->plot, bin->from_day) < x + NEAR &&
            es_plot_x(&delay->plot, bin->to_day) > x - NEAR) {
            const double text = bin->share < SHOWN ? 0.0 : TEXT_ABOVE;
            top = fmin(top, es_plot_y(&delay->plot, bin->share) - text);
        }
    }
    return top;
}

static void place_median(struct delay *delay)
{
    struct es_speech *speech = &delay->sheet->speech;
    const struct es_target_answer *answer = delay->answer;
    struct es_script *script = &delay->sheet->script;
    const struct es_plot *plot = &delay->plot;
    const double top = plot->frame.top - HEADING_ROOM + 20.0;
    const double median[] = {answer->date.q50, top,
                             above_bars(delay, es_plot_x(plot, answer->date.q50))};
    const double span[] = {fmax(answer->date.q10, plot->x_from),
                           fmin(answer->date.q90, plot->x_to), top + PITCH + 22.0};
    const bool inside = median[0] >= plot->x_from && median[0] <= plot->x_to;
    es_script_block(script, "median", median, inside, 3);
    es_script_block(script, "span", span,
                    inside && span[1] > span[0] && isfinite(answer->date.q90), 3);
    if (inside) {
        const struct es_label line[] = {
            {.text =
                 ES_SAY(speech, CROSSING, {"when", es_phrase_month(speech, median[0])}),
             .look = ES_LOOK_STRONG,
             .colour = ES_INK},
            {.text = ES_SAY(
                 speech, CROSSING_SPAN,
                 {"dates", es_phrase_dates(speech, answer->date.q10, answer->date.q90,
                                           answer->horizon_day)}),
             .look = ES_LOOK_LABEL,
             .colour = ES_TEXT}};
        const double x = es_plot_x(plot, median[0]);
        const struct es_spot spot[] = {{x + 12.0, top, ES_LEFT},
                                       {x - 12.0, top, ES_RIGHT}};
        (void)es_layout_place(delay->sheet->layout, line, 2, PITCH, spot, 2);
        es_layout_mark(delay->sheet->layout,
                       (struct es_box){x - 4.0, top, x + 4.0, plot->frame.bottom});
    }
}

static void place_deadline(struct delay *delay)
{
    struct es_speech *speech = &delay->sheet->speech;
    const int day = delay->series.target[0].deadline_day;
    const double y = delay->plot.frame.top - HEADING_ROOM + 84.0;
    const double end[] = {day + 1.0, y + 16.0};
    es_script_block(&delay->sheet->script, "deadline", end, delay->early, 2);
    if (delay->early) {
        const struct es_label line = {
            .text = ES_SAY(
                speech, DELAY_DEADLINE, {"when", es_phrase_when_short(speech, day)},
                {"share", es_phrase_percent(speech, delay->answer->p_by_deadline)}),
            .look = ES_LOOK_STRONG,
            .colour = ES_VERMILION};
        const double x = es_plot_x(&delay->plot, end[0]);
        const double median = delay->answer->date.q50;
        const bool beyond = median > end[0] && median <= delay->plot.x_to;
        const double right = es_plot_x(&delay->plot, beyond ? median : end[0]) + 12.0;
        /* above its line, or else beyond the median's */
        const struct es_spot spot[] = {{x - 2.0, y, ES_LEFT},
                                       {x, y, ES_CENTER},
                                       {x + 2.0, y, ES_RIGHT},
                                       {right, y, ES_LEFT}};
        (void)es_layout_place(delay->sheet->layout, &line, 1, PITCH, spot, 4);
    }
}

static const char *never_text(struct delay *delay)
{
    struct es_speech *speech = &delay->sheet->speech;
    return ES_SAY(speech, NOT_BEFORE,
                  {"when", es_phrase_month(speech, delay->answer->horizon_day)});
}

static void place_never(struct delay *delay, double x)
{
    struct es_label label = {.text =
                                 es_phrase_percent(&delay->sheet->speech, delay->never),
                             .x = x,
                             .y = es_plot_y(&delay->plot, delay->never) - 16.0,
                             .align = ES_CENTER,
                             .look = ES_LOOK_STRONG,
                             .colour = ES_VERMILION};
    (void)es_layout_add(delay->sheet->layout, label);
    label.text = never_text(delay);
    label.y = delay->plot.frame.bottom + 22.0;
    (void)es_layout_add(delay->sheet->layout, label);
}

static enum es_status write_bars(struct delay *delay, struct es_error *err)
{
    struct es_script *script = &delay->sheet->script;
    const int deadline = delay->series.target[0].deadline_day;
    double *row, *early;
    size_t n = 0;
    ES_NEW(delay->sheet->arena, row, 3 * delay->bins, err);
    ES_NEW(delay->sheet->arena, early, 3 * delay->bins, err);
    for (size_t i = 0; i < delay->bins; i++) {
        const struct bin *bin = &delay->bin[i];
        const double line[] = {bin->from_day, bin->to_day, bin->share};
        memcpy(row + 3 * i, line, sizeof line);
        if (!delay->early || bin->to_day - 1 <= deadline) {
            memcpy(early + 3 * n++, line, sizeof line);
        }
    }
    es_script_block(script, "bars", row, delay->bins, 3);
    es_script_block(script, "early", early, n, 3);
    es_script_block(script, "never", &delay->never, delay->never > 0.0, 1);
    return ES_OK;
}

static enum es_status lay_out(struct delay *delay, struct es_error *err)
{
    struct es_sheet *sheet = delay->sheet;
    struct es_plot *plot = &delay->plot;
    struct es_script *script = &sheet->script;
    const char *const head[] = {title_of(delay), subtitle_of(delay)};
    const char *const notes[] = {
        reading_of(delay),
        delay->early ? es_phrase_plain(&sheet->speech, ES_TXT_DELAY_DEADLINE_PALE) : "",
        delay->tails ? es_phrase_plain(&sheet->speech, ES_TXT_DELAY_TAILS) : ""};
    ES_TRY(
        es_plot_between(sheet, head, notes, 3, delay->series.sources, &plot->frame, err));
    const bool never = delay->never > 0.0;
    const double right = plot->frame.right;
    plot->frame.top += HEADING_ROOM;
    plot->frame.bottom -= AXIS_ROOM;
    delay->never_width =
        es_look_width(sheet->ruler, never_text(delay), ES_LOOK_STRONG) * 1.01;
    plot->frame.right -= never ? delay->never_width + 40.0 : 0.0;
    ES_TRY(es_plot_check_room(sheet, &plot->frame, 200.0, 80.0, err));
    plot->x_from = delay->bin[0].from_day;
    plot->x_to = delay->bin[delay->bins - 1].to_day;
    plot->y_to = fmax(fmax(tallest(delay)->share, delay->never), 0.01) * 1.12;
    es_plot_write(script, plot);
    const double never_x = right - delay->never_width / 2.0;
    es_script_print(script, "NEVER = %.1f; NEVER_HALF = %.1f\n", never_x, NEVER_HALF);
    const struct es_axis axis = {plot->x_from, plot->x_to, plot->frame.left,
                                 plot->frame.right, plot->frame.bottom};
    double tick[ES_AXIS_TICKS];
    size_t ticks;
    if (never) {
        place_never(delay, never_x);
    }
    es_axis_label(sheet, &axis, tick, &ticks);
    es_script_block(script, "ticks", tick, ticks, 1);
    const double lines[][2] = {{plot->frame.left, plot->frame.right - plot->frame.left},
                               {right - delay->never_width, delay->never_width}};
    es_script_block(script, "axis", lines[0], never ? 2 : 1, 2);
    ES_TRY(write_bars(delay, err));
    place_median(delay);
    place_deadline(delay);
    label_bars(delay);
    return ES_OK;
}

static void put_table(FILE *out, const void *context)
{
    const struct delay *delay = context;
    (void)fputs("series,from,to,share\n", out);
    for (size_t i = 0; i < delay->bins; i++) {
        char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
        es_day_format(delay->bin[i].from_day, from);
        es_day_format(delay->bin[i].to_day - 1, to);
        es_csv_put(out, delay->series.label, true);
        (void)fprintf(out, ",%s,%s,", from, to);
        es_csv_put_number(out, delay->bin[i].share);
        (void)fputc('\n', out);
    }
    es_csv_put(out, delay->series.label, true);
    (void)fputs(",never,,", out);
    es_csv_put_number(out, delay->never);
    (void)fputc('\n', out);
}

static enum es_status check(const struct es_chart_series *series, struct es_error *err)
{
    if (series->targets == 0 || series->outlook == NULL || series->outlook->draws == 0 ||
        series->outlook->months == 0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: the dates of a target need a target and draws", series->id);
    }
    return ES_OK;
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    const struct es_chart_series *series = chart;
    struct delay delay = {.sheet = sheet, .answer = series->answer};
    ES_TRY(check(series, err));
    ES_TRY(es_sheet_series(sheet, series, &delay.series, err));
    es_phrase_of_unit(&sheet->speech, delay.series.unit);
    ES_TRY(measure(&delay, err));
    ES_TRY(lay_out(&delay, err));
    ES_TRY(es_sheet_table(sheet, put_table, &delay, err));
    struct es_speech *speech = &sheet->speech;
    const char *const lines[] = {
        reading_of(&delay),
        ES_SAY(speech, CROSSING_SPAN,
               {"dates",
                es_phrase_dates(speech, delay.answer->date.q10, delay.answer->date.q90,
                                delay.answer->horizon_day)}),
        delay.never > 0.0
            ? ES_SAY(speech, NEVER_BEFORE,
                     {"share", es_phrase_percent(speech, delay.never)},
                     {"when", es_phrase_month(speech, delay.answer->horizon_day)})
            : ""};
    return es_sheet_say(sheet, lines, 3, err);
}

ES_CHART_OF(delay, struct es_chart_series)

/* What would change: the same draws under other growth. */
#include "render/fan.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PITCH = 25, SPOTS = 8, GRID_LINES = 6 };
#define AXIS_ROOM 66.0
#define EDGE_GAP 18.0
#define LEAD 0.35 /* of the time shown ahead that is shown before, at least */
#define AHEAD_LEAST 365.0
#define AHEAD_MOST (8 * 365.25)
#define BEYOND 1.25   /* time shown past the last crossing */
#define BAND_MOST 1.6 /* of the highest median or figure: a band above it is cut */
#define DROP_CLEAR 7.5
#define PASSED_AHEAD 730.0 /* shown of what comes after a target that is passed */
#define MONTH_DAYS 30.4375

static const double levels[] = {0.1, 0.5, 0.9};
static const enum es_colour colours[ES_CHART_SCENARIOS] = {ES_BLUE, ES_GREEN,
                                                           ES_VERMILION, ES_PLUM};

struct path {
    const struct es_chart_scenario *scenario;
    const char *label; /* clean */
    double *row;       /* [months][4] day, 10, 50, 90 % */
    double crossing;   /* median; INFINITY, NAN without a target */
};

struct whatif {
    struct es_sheet *sheet;
    const struct es_whatif_chart *chart;
    struct es_chart_series series; /* its texts clean */
    struct path path[ES_CHART_SCENARIOS];
    size_t n;
    double level;        /* of the target on the scale of the chart; NAN */
    double as_of, first; /* the first day that something is drawn on */
    const char *unit;
    struct es_plot plot;
};

static enum es_status check(const struct es_whatif_chart *chart, struct es_error *err)
{
    if (chart->n < 2 || chart->n > ES_CHART_SCENARIOS) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s: a what-if shows 2 to %d cases, not %zu",
                       chart->fan.series.id, ES_CHART_SCENARIOS, chart->n);
    }
    for (size_t i = 0; i < chart->n; i++) {
        const struct es_outlook *outlook = chart->scenario[i].outlook;
        if (outlook == NULL || outlook->months == 0 || outlook->draws == 0) {
            return es_fail(err, ES_ERR_ARGUMENT,
                           "%s: a case needs draws of at least one month",
                           chart->fan.series.id);
        }
    }
    return ES_OK;
}

static enum es_status measure(struct whatif *it, struct es_error *err)
{
    struct es_sheet *sheet = it->sheet;
    ES_TRY(check(it->chart, err));
    ES_TRY(es_sheet_series(sheet, &it->chart->fan.series, &it->series, err));
    es_phrase_of_unit(&sheet->speech, it->series.unit);
    const struct es_target *target = it->series.targets > 0 ? it->series.target : NULL;
    it->n = it->chart->n;
    it->as_of = sheet->style->as_of_day + 1.0;
    it->level = target == NULL                 ? (double)NAN
                : target->per == ES_EACH_MONTH ? 12.0 * target->level
                                               : target->level;
    for (size_t i = 0; i < it->n; i++) {
        struct path *path = &it->path[i];
        path->scenario = &it->chart->scenario[i];
        path->label = path->scenario->label;
        path->crossing = target != NULL && path->scenario->answer != NULL
                             ? path->scenario->answer->date.q50
                             : (double)NAN;
        ES_TRY(es_sheet_clean(sheet, &path->label, err));
        ES_TRY(
            es_plot_months(sheet, path->scenario->outlook, levels, 3, &path->row, err));
    }
    const bool flow = it->path[0].scenario->outlook->nature == ES_FLOW_SERIES;
    it->unit = es_phrase_join(&sheet->speech, it->series.unit, "",
                              flow ? es_phrase_plain(&sheet->speech, ES_TXT_A_YEAR) : "");
    return ES_OK;
}

/* The median of a path, or an end of its interval, on a day. */
static double path_at(const struct path *path, size_t column, double day)
{
    return es_plot_on_day(path->row, path->scenario->outlook->months, 4, column, day);
}

static double median_at(const struct path *path, double day)
{
    return path_at(path, 2, day);
}

/* Whether the target was passed before the cases part: then they have one date. */
static bool passed(const struct whatif *it)
{
    return it->path[0].crossing < it->as_of;
}

/* Until some time after the last median crossing, within what the outlooks hold. */
static void choose_days(struct whatif *it)
{
    double end = INFINITY, last = it->as_of, first = INFINITY;
    for (size_t i = 0; i < it->n; i++) {
        const struct path *path = &it->path[i];
        const size_t months = path->scenario->outlook->months;
        end = fmin(end, path->row[4 * (months - 1)]);
        last = passed(it)                 ? fmax(last, it->as_of + PASSED_AHEAD)
               : isfinite(path->crossing) ? fmax(last, path->crossing)
               : isnan(path->crossing)    ? fmax(last, it->as_of + 3 * AHEAD_LEAST)
                                          : fmax(last, it->as_of + AHEAD_MOST);
    }
    for (size_t i = 0; i < it->chart->fan.points; i++) {
        first = fmin(first, it->chart->fan.point[i].from_day);
    }
    const double ahead = fmin(fmax(BEYOND * (last - it->as_of), AHEAD_LEAST), AHEAD_MOST);
    it->plot.x_to = fmax(fmin(it->as_of + ahead, end), it->as_of + 1.0);
    const double before = it->as_of - LEAD * (it->plot.x_to - it->as_of);
    it->plot.x_from = fmax(fmin(first, before), it->path[0].row[0]);
    it->plot.x_from = fmin(it->plot.x_from, it->as_of - 1.0);
    it->first = it->plot.x_from;
}

static void choose_values(struct whatif *it)
{
    double low = 0.0, high = isnan(it->level) ? 0.0 : it->level, band = 0.0;
    for (size_t i = 0; i < it->n; i++) {
        const size_t months = it->path[i].scenario->outlook->months;
        for (size_t k = 0; k < months; k++) {
            const double *row = it->path[i].row + 4 * k;
            if (row[0] >= it->plot.x_from && row[0] <= it->plot.x_to) {
                low = fmin(low, row[2]);
                high = fmax(high, row[2]);
                band = i == 0 && row[0] > it->as_of ? fmax(band, row[3]) : band;
            }
        }
    }
    for (size_t i = 0; i < it->chart->fan.points; i++) {
        low = fmin(low, it->chart->fan.point[i].value);
        high = fmax(high, it->chart->fan.point[i].value);
    }
    es_plot_hold(&it->plot, low, fmax(high, fmin(band, BAND_MOST * high)));
}

/* The case whose date differs most from that as things are; what leaves or enters the
 * horizon differs most of all. */
static const struct path *telling(const struct whatif *it)
{
    const struct path *best = &it->path[1];
    double most = 0.0;
    for (size_t i = 1; i < it->n; i++) {
        const struct path *path = &it->path[i];
        const bool both = isfinite(path->crossing) && isfinite(it->path[0].crossing);
        const double moved = both ? fabs(path->crossing - it->path[0].crossing)
                             : path->crossing == it->path[0].crossing ? 0.0
                                                                      : 1e6;
        if (moved > 1.5 * most) { /* of two alike the first, which is the faster */
            most = moved;
            best = path;
        }
    }
    return best;
}

static const char *date_title(const struct whatif *it, const struct path *path)
{
    struct es_speech *speech = &it->sheet->speech;
    const double base = it->path[0].crossing, days = path->crossing - base;
    const int horizon = it->path[0].scenario->answer->horizon_day;
    const double end = it->plot.x_to;
    const bool both = isfinite(base) && isfinite(path->crossing);
    const struct es_slot slot[] = {
        {"label", path->label},
        {"span",
         both ? es_phrase_months(speech, fmax(fabs(days) / MONTH_DAYS, 1.0)) : ""},
        {"when",
         isfinite(path->crossing) ? es_phrase_long_month(speech, path->crossing) : ""},
        {"horizon", es_phrase_long_month(speech, horizon)},
        {"value", es_phrase_rough_amount(speech, median_at(path, end), it->unit)},
        {"then", es_phrase_long_month(speech, end - 1.0)},
        {"base", es_phrase_rough(speech, median_at(&it->path[0], end))}};
    enum es_chart_text id = ES_TXT_WHATIF_NEVER;
    if (passed(it)) {
        id = ES_TXT_WHATIF_PASSED;
    } else if (both) {
        id = fabs(days) < MONTH_DAYS / 2.0 ? ES_TXT_WHATIF_SAME
             : days < 0.0                  ? ES_TXT_WHATIF_EARLIER
                                           : ES_TXT_WHATIF_LATER;
    } else if (isfinite(base)) {
        id = ES_TXT_WHATIF_LOST;
    } else if (isfinite(path->crossing)) {
        id = ES_TXT_WHATIF_GAINED;
    }
    return es_phrase_about(speech, id, it->series.subject, slot, 7);
}

static const char *title_of(const struct whatif *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct path *path = telling(it);
    const double end = it->plot.x_to;
    if (!isnan(it->level)) {
        return date_title(it, path);
    }
    return ES_SAY_OF(
        speech, WHATIF_END, it->series.subject, {"label", path->label},
        {"value", es_phrase_rough_amount(speech, median_at(path, end), it->unit)},
        {"when", es_phrase_long_month(speech, end - 1.0)},
        {"base", es_phrase_rough(speech, median_at(&it->path[0], end))});
}

static const char *reading_of(const struct whatif *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const struct path *path = telling(it);
    return isfinite(path->crossing)
               ? ES_SAY(speech, WHATIF_READING, {"label", path->label},
                        {"when", es_phrase_long_month(speech, path->crossing)})
               : "";
}

/* Names of the paths at the right edge, apart from each other. */
static void label_paths(struct whatif *it)
{
    const double end = it->plot.x_to;
    double y[ES_CHART_SCENARIOS];
    size_t order[ES_CHART_SCENARIOS];
    for (size_t i = 0; i < it->n; i++) {
        const double at =
            es_plot_y(&it->plot, fmin(median_at(&it->path[i], end), it->plot.y_to));
        size_t k = i;
        for (; k > 0 && y[k - 1] > at; k--) {
            y[k] = y[k - 1];
            order[k] = order[k - 1];
        }
        y[k] = at;
        order[k] = i;
    }
    es_layout_spread(y, it->n, PITCH + 1.0, it->plot.frame.top + 8.0,
                     it->plot.frame.bottom - 4.0);
    for (size_t k = 0; k < it->n; k++) {
        const struct es_label label = {.text = it->path[order[k]].label,
                                       .x = it->plot.frame.right + EDGE_GAP,
                                       .y = y[k],
                                       .look = ES_LOOK_STRONG,
                                       .colour = colours[order[k]]};
        (void)es_layout_add(it->sheet->layout, label);
    }
}

/* The date of each crossing beside its drop line, just above the axis or higher. */
static void label_crossings(struct whatif *it)
{
    double drop[ES_CHART_SCENARIOS][3];
    size_t n = 0;
    for (size_t i = 0; i < it->n; i++) {
        const double day = it->path[i].crossing;
        const bool again = i > 0 && passed(it); /* one date for all */
        if (!(day >= it->plot.x_from && day <= it->plot.x_to) || again) {
            continue;
        }
        const double row[] = {day, it->level, (double)(i + 1)};
        memcpy(drop[n++], row, sizeof row);
        const double x = es_plot_x(&it->plot, day);
        es_layout_mark(it->sheet->layout,
                       (struct es_box){x - DROP_CLEAR, es_plot_y(&it->plot, it->level),
                                       x + DROP_CLEAR, it->plot.frame.bottom});
    }
    for (size_t k = 0; k < n; k++) {
        const double x = es_plot_x(&it->plot, drop[k][0]);
        const struct es_label label = {
            .text = es_phrase_month(&it->sheet->speech, drop[k][0]),
            .look = ES_LOOK_STRONG,
            .colour = colours[(size_t)drop[k][2] - 1]};
        struct es_spot spot[SPOTS];
        for (int s = 0; s < SPOTS; s++) {
            const double y = it->plot.frame.bottom - 20.0 - 26.0 * (s / 2);
            spot[s] = s % 2 ? (struct es_spot){x - 8.0, y, ES_RIGHT}
                            : (struct es_spot){x + 8.0, y, ES_LEFT};
        }
        (void)es_layout_place(it->sheet->layout, &label, 1, 0.0, spot, SPOTS);
    }
    es_script_block(&it->sheet->script, "drops", drop[0], n, 3);
}

static void label_target(struct whatif *it)
{
    struct es_speech *speech = &it->sheet->speech;
    const bool targets = it->series.targets > 0;
    es_script_block(&it->sheet->script, "target", &it->level, targets, 1);
    if (!targets) {
        return;
    }
    const struct es_label label = {
        .text =
            ES_SAY(speech, TARGET_IS, {"value", es_phrase_quantity(speech, it->level)}),
        .look = ES_LOOK_STRONG,
        .colour = ES_INK};
    const double y = es_plot_y(&it->plot, it->level) - 15.0;
    struct es_spot spot[SPOTS];
    for (int s = 0; s < SPOTS; s++) {
        spot[s] = (struct es_spot){it->plot.frame.left + 90.0 + 60.0 * (s / 2),
                                   s % 2 ? y + 30.0 : y, ES_LEFT};
    }
    (void)es_layout_place(it->sheet->layout, &label, 1, 0.0, spot, SPOTS);
}

/* A path's median between two days into a block, with its band if `band`. */
static enum es_status write_path(struct whatif *it, const char *name,
                                 const struct path *path, const double span[2], bool band,
                                 struct es_error *err)
{
    const size_t months = path->scenario->outlook->months;
    const size_t columns = band ? 3 : 2;
    double *rows;
    size_t n = 0;
    ES_NEW(it->sheet->arena, rows, columns * (months + 2), err);
    for (size_t i = 0; i < months + 2; i++) {
        const double day = i == 0            ? span[0]
                           : i == months + 1 ? span[1]
                                             : path->row[4 * (i - 1)];
        if (day < span[0] || day > span[1]) {
            continue;
        }
        double *row = rows + columns * n++;
        row[0] = day;
        row[1] = fmax(path_at(path, band ? 1 : 2, day), it->plot.y_from);
        row[1] = fmin(row[1], it->plot.y_to);
        if (band) {
            row[2] = fmin(path_at(path, 3, day), it->plot.y_to);
        }
    }
    es_script_block(&it->sheet->script, name, rows, n, columns);
    return ES_OK;
}

static enum es_status write_points(struct whatif *it, struct es_error *err)
{
    const struct es_fan *fan = &it->chart->fan;
    double *row;
    size_t n = 0;
    ES_NEW(it->sheet->arena, row, 2 * fan->points, err);
    for (size_t i = 0; i < fan->points; i++) {
        const double day = es_fan_point_day(&fan->point[i]);
        if (day >= it->plot.x_from && day <= it->plot.x_to) {
            row[2 * n] = day;
            row[2 * n++ + 1] = fan->point[i].value;
        }
    }
    es_script_block(&it->sheet->script, "points", row, n, 2);
    return ES_OK;
}

static enum es_status write_paths(struct whatif *it, struct es_error *err)
{
    const double past[2] = {it->first, it->as_of}, ahead[2] = {it->as_of, it->plot.x_to};
    ES_TRY(write_path(it, "past", &it->path[0], past, false, err));
    ES_TRY(write_path(it, "band", &it->path[0], ahead, true, err));
    for (size_t i = 0; i < ES_CHART_SCENARIOS; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "path%zu", i + 1);
        if (i < it->n) {
            ES_TRY(write_path(it, name, &it->path[i], ahead, false, err));
        } else {
            es_script_block(&it->sheet->script, name, NULL, 0, 2);
        }
    }
    return write_points(it, err);
}

static enum es_status lay_out(struct whatif *it, struct es_error *err)
{
    struct es_sheet *sheet = it->sheet;
    struct es_speech *speech = &sheet->speech;
    struct es_frame *frame = &it->plot.frame;
    double widest = 0.0, tick[ES_AXIS_TICKS];
    size_t ticks;
    choose_days(it);
    choose_values(it);
    const char *day = es_phrase_long_day(speech, sheet->style->as_of_day);
    const char *const head[] = {
        title_of(it), ES_SAY(speech, WHATIF_SUBTITLE,
                             {"name", es_phrase_join(speech, it->series.label, ", ",
                                                     it->series.sublabel)},
                             {"unit", it->unit}, {"day", day})};
    const char *const notes[] = {
        reading_of(it), it->chart->named ? ES_SAY(speech, WHATIF_BAND_NAMED, {"day", day})
                                         : ES_SAY(speech, WHATIF_BAND, {"day", day})};
    ES_TRY(es_plot_between(sheet, head, notes, 2, it->series.sources, frame, err));
    const double most = 0.3 * (frame->right - frame->left);
    for (size_t i = 0; i < it->n; i++) {
        ES_TRY(es_measure_cut(sheet->ruler, &it->path[i].label,
                              es_look_weight(ES_LOOK_STRONG),
                              es_look_points(ES_LOOK_STRONG), most, sheet->arena, err));
        widest =
            fmax(widest, es_look_width(sheet->ruler, it->path[i].label, ES_LOOK_STRONG));
    }
    frame->top += 24.0;
    frame->bottom -= AXIS_ROOM;
    frame->right -= widest * 1.01 + EDGE_GAP;
    ES_TRY(es_plot_check_room(sheet, frame, 200.0, 80.0, err));
    es_plot_clear_grid(sheet, &it->plot, it->first, GRID_LINES, es_phrase_quantity);
    es_plot_write(&sheet->script, &it->plot);
    const struct es_axis axis = {it->plot.x_from, it->plot.x_to, frame->left,
                                 frame->right, frame->bottom};
    es_axis_label(sheet, &axis, tick, &ticks);
    es_script_block(&sheet->script, "ticks", tick, ticks, 1);
    label_paths(it);
    label_crossings(it);
    label_target(it);
    es_plot_grid(sheet, &it->plot, "grid", GRID_LINES, es_phrase_quantity);
    return write_paths(it, err);
}

static void put_table(FILE *out, const void *context)
{
    const struct whatif *it = context;
    (void)fputs("series,case,day,q10,median,q90\n", out);
    for (size_t i = 0; i < it->n; i++) {
        const struct path *path = &it->path[i];
        for (size_t k = 0; k < path->scenario->outlook->months; k++) {
            const double *row = path->row + 4 * k;
            char day[ES_DAY_TEXT];
            if (row[0] < it->plot.x_from || row[0] > it->plot.x_to) {
                continue;
            }
            es_day_format((int)floor(row[0]), day);
            es_csv_put(out, it->series.label, true);
            (void)fputc(',', out);
            es_csv_put(out, path->label, true);
            (void)fprintf(out, ",%s", day);
            for (int q = 1; q < 4; q++) {
                (void)fputc(',', out);
                es_csv_put_number(out, row[q]);
            }
            (void)fputc('\n', out);
        }
    }
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct whatif it = {.sheet = sheet, .chart = chart};
    const char *line[ES_CHART_SCENARIOS];
    ES_TRY(measure(&it, err));
    ES_TRY(lay_out(&it, err));
    ES_TRY(es_sheet_table(sheet, put_table, &it, err));
    for (size_t i = 0; i < it.n; i++) {
        const struct path *path = &it.path[i];
        const char *date = isfinite(path->crossing)
                               ? es_phrase_month(&sheet->speech, path->crossing)
                               : "\u2013";
        line[i] = ES_SAY(&sheet->speech, NAMED, {"name", path->label}, {"value", date});
    }
    return es_sheet_say(sheet, line, isnan(it.level) ? 0 : it.n, err);
}

enum es_status es_chart_growth_label(enum es_language language, double rate,
                                     const char **label, struct es_arena *arena,
                                     struct es_error *err)
{
    struct es_speech speech = {.language = language, .arena = arena};
    char text[ES_TEXT_SIZE];
    es_text_number(text, 100.0 * (rate - 1.0), 0, language);
    const char *change = es_phrase_join(&speech, rate > 1.0 ? "+" : "", "",
                                        ES_SAY(&speech, PERCENT, {"value", text}));
    const char *whole = rate == 1.0 ? es_phrase_plain(&speech, ES_TXT_WHATIF_BASE)
                                    : ES_SAY(&speech, WHATIF_GROWTH, {"change", change});
    *label = whole;
    return speech.no_memory ? es_no_memory(err) : ES_OK;
}

ES_CHART_OF(whatif, struct es_whatif_chart)

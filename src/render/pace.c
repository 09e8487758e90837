/* Whether the present pace is enough: the gain of the last twelve months against the gain
 * a year that each target needs. */
#include "essor/csvout.h"
#include "essor/date.h"
#include "render/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { YEAR = 12 };
#define YEAR_DAYS 365.25
#define NAME_MOST 300.0
#define NAME_LEAST 150.0
#define COLUMN_GAP 30.0
#define ROW_LEAST 62.0
#define ROW_MOST 140.0
#define HEADER_ROOM 66.0
#define BAR_LEAST 140.0
#define TEXT_GAP 12.0

struct row {
    struct es_chart_series series; /* its texts clean */
    double now, need;              /* gain a year, in the unit of the chart's scale */
    double factor;                 /* need over now: 1 or less is enough; INFINITY */
    bool reached, catch_up;        /* no deadline ahead: within a year */
    const char *now_text, *need_text;
    const char *target_text, *when_text;
};

struct pace {
    struct es_sheet *sheet;
    struct row *row; /* the furthest from what they need first */
    size_t n, shown;
    const char *subject, *sources;
    struct es_frame frame;
    enum es_look name_look; /* smaller where names are long */
    double name_width, target_width, factor_width, text_width;
    double bar_left, bar_right, row_height;
};

/* The months of the outlook that hold a day and the one a year before, as far as it goes
 * back. */
static void year_of(const struct es_outlook *outlook, size_t *before, size_t *last)
{
    const int month = es_month_of_day(outlook->as_of_day) - outlook->first_month;
    const int most = (int)outlook->months - 1;
    *last = (size_t)(month < 0 ? 0 : month > most ? most : month);
    *before = *last > YEAR ? *last - YEAR : 0;
}

static double median_gain(const struct es_outlook *outlook, double scratch[])
{
    static const double middle = 0.5;
    double median;
    size_t before, last;
    year_of(outlook, &before, &last);
    const double years = last > before ? (double)(last - before) / YEAR : 1.0;
    for (size_t d = 0; d < outlook->draws; d++) {
        scratch[d] =
            (es_outlook_shown(outlook, d, last) - es_outlook_shown(outlook, d, before)) /
            years;
    }
    es_quantiles(scratch, outlook->draws, &middle, 1, &median);
    return median;
}

static enum es_status measure_row(struct pace *pace, struct row *row,
                                  struct es_error *err)
{
    const struct es_outlook *outlook = row->series.outlook;
    const struct es_target *target = row->series.target;
    const struct es_target_answer *answer = row->series.answer;
    const double yearly = target->per == ES_EACH_MONTH ? 12.0 : 1.0;
    double *scratch;
    ES_NEW(pace->sheet->arena, scratch, outlook->draws, err);
    row->now = median_gain(outlook, scratch);
    row->reached = answer->state == ES_TARGET_REACHED;
    row->catch_up =
        target->deadline_day == ES_NO_DAY || target->deadline_day <= outlook->as_of_day;
    const double years =
        row->catch_up ? 1.0 : (target->deadline_day - outlook->as_of_day) / YEAR_DAYS;
    row->need = fmax(yearly * (target->level - answer->current.q50) / years, 0.0);
    row->factor = row->reached || row->need == 0.0 ? 0.0
                  : row->now > 0.0                 ? row->need / row->now
                                                   : INFINITY;
    return ES_OK;
}

static void word_row(struct pace *pace, struct row *row)
{
    struct es_speech *speech = &pace->sheet->speech;
    const struct es_target *target = row->series.target;
    es_phrase_of_unit(speech, row->series.unit);
    const char *sign = speech->sign;
    speech->sign = sign == NULL ? NULL : es_phrase_plain(speech, ES_TXT_POINTS);
    row->now_text =
        ES_SAY(speech, PACE_NOW, {"value", es_phrase_signed(speech, row->now)});
    const struct es_slot need[] = {{"value", es_phrase_signed(speech, row->need)}};
    row->need_text = es_phrase(
        speech, row->catch_up ? ES_TXT_PACE_NEEDED_NEXT : ES_TXT_PACE_NEEDED, need, 1);
    speech->sign = sign;
    row->target_text = es_phrase_quantity(speech, target->level);
    row->when_text = target->deadline_day == ES_NO_DAY
                         ? es_phrase_plain(speech, ES_TXT_NO_DEADLINE)
                         : es_phrase_when_short(speech, target->deadline_day);
    speech->sign = NULL;
}

/* The furthest first; equals keep their order. */
static void sort_rows(struct row row[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct row moved = row[i];
        size_t k = i;
        for (; k > 0 && row[k - 1].factor < moved.factor; k--) {
            row[k] = row[k - 1];
        }
        row[k] = moved;
    }
}

static enum es_status measure(struct pace *pace, const struct es_bulletin *rows,
                              struct es_error *err)
{
    if (rows->n < 1) {
        return es_fail(err, ES_ERR_ARGUMENT, "a comparison of paces has no rows");
    }
    pace->n = rows->n;
    pace->subject = rows->subject;
    pace->sources = rows->sources;
    ES_TRY(es_sheet_clean(pace->sheet, &pace->subject, err));
    ES_TRY(es_sheet_clean(pace->sheet, &pace->sources, err));
    ES_NEW(pace->sheet->arena, pace->row, pace->n, err);
    for (size_t i = 0; i < pace->n; i++) {
        const struct es_chart_series *series = &rows->series[i];
        if (series->targets == 0 || series->outlook == NULL ||
            series->outlook->draws == 0 || series->outlook->months == 0) {
            return es_fail(err, ES_ERR_ARGUMENT, "%s: a pace needs a target and draws",
                           series->id);
        }
        ES_TRY(es_sheet_series(pace->sheet, series, &pace->row[i].series, err));
        ES_TRY(measure_row(pace, &pace->row[i], err));
        word_row(pace, &pace->row[i]);
    }
    sort_rows(pace->row, pace->n);
    return ES_OK;
}

/* What the rows come to, before the furthest of them is named. */
static const char *finding_of(struct pace *pace, size_t enough, size_t reached)
{
    struct es_speech *speech = &pace->sheet->speech;
    const struct es_slot slot[] = {
        {"all", es_phrase_count(speech, pace->n, false)},
        {"enough", es_phrase_count(speech, enough + reached, true)},
        {"subject", pace->subject}};
    if (reached == pace->n) {
        return pace->n == 1 ? ES_SAY_OF(speech, PACE_ONE_REACHED,
                                        pace->row[0].series.subject, {"all", ""})
                            : es_phrase(speech, ES_TXT_PACE_ALL_REACHED, slot, 3);
    }
    return es_phrase(speech,
                     enough + reached == pace->n ? ES_TXT_PACE_ALL_ENOUGH
                     : pace->n == 1              ? ES_TXT_PACE_SINGLE
                     : enough + reached == 0     ? ES_TXT_PACE_NONE
                     : enough + reached == 1     ? ES_TXT_PACE_SOME_ONE
                                                 : ES_TXT_PACE_SOME,
                     slot, 3);
}

static const char *title_of(struct pace *pace)
{
    struct es_speech *speech = &pace->sheet->speech;
    const struct row *worst = &pace->row[0];
    size_t enough = 0, reached = 0;
    for (size_t i = 0; i < pace->n; i++) {
        reached += pace->row[i].reached;
        enough += !pace->row[i].reached && pace->row[i].factor <= 1.0;
    }
    const char *finding = finding_of(pace, enough, reached);
    if (worst->factor <= 1.0) {
        return finding;
    }
    const bool many = es_phrase_is_plural(speech, worst->series.subject);
    return isfinite(worst->factor)
               ? ES_SAY_OF(speech, PACE_WORST, worst->series.subject,
                           {"finding", finding},
                           {"factor", es_phrase_factor(speech, worst->factor)})
               : ES_SAY_OF(speech, PACE_STALLED, worst->series.subject,
                           {"finding", finding}, {"s", many ? "nt" : ""});
}

static const char *reading_of(struct pace *pace)
{
    struct es_speech *speech = &pace->sheet->speech;
    const struct row *row = &pace->row[0];
    if (row->reached || row->factor == 0.0) {
        return "";
    }
    const char *when =
        row->catch_up
            ? es_phrase_plain(speech, ES_TXT_PACE_CATCH_UP)
            : ES_SAY(speech, PACE_BY,
                     {"when", es_phrase_when(speech, row->series.target->deadline_day)});
    return ES_SAY_OF(
        speech, PACE_READING, row->series.subject,
        {"now", es_phrase_rough_amount(speech, row->now, row->series.unit)},
        {"target", es_phrase_target(speech, row->series.target, row->series.unit)},
        {"when", when}, {"need", es_phrase_rough(speech, row->need)});
}

static double widest(const struct pace *pace, double least, const char *text,
                     enum es_look look)
{
    return fmax(least, es_look_width(pace->sheet->ruler, text, look) * 1.01);
}

static const char *factor_text(struct pace *pace, const struct row *row)
{
    struct es_speech *speech = &pace->sheet->speech;
    return row->reached            ? es_phrase_plain(speech, ES_TXT_PACE_REACHED)
           : row->factor <= 1.0    ? es_phrase_plain(speech, ES_TXT_PACE_ENOUGH)
           : isfinite(row->factor) ? es_phrase_times(speech, row->factor)
                                   : es_phrase_plain(speech, ES_TXT_PACE_STOPPED);
}

/* Bars take what the columns leave. */
static void spread_columns(struct pace *pace)
{
    const double target =
        pace->target_width > 0.0 ? pace->target_width + COLUMN_GAP : 0.0;
    pace->bar_left = pace->frame.left + pace->name_width + COLUMN_GAP;
    pace->bar_right = pace->frame.right - pace->factor_width - COLUMN_GAP - target -
                      pace->text_width - TEXT_GAP;
}

static enum es_status place_columns(struct pace *pace, struct es_error *err)
{
    const struct es_speech *speech = &pace->sheet->speech;
    const double most = fmin(NAME_MOST, 0.25 * (pace->frame.right - pace->frame.left));
    pace->name_look = ES_LOOK_NAME;
    for (size_t i = 0; i < pace->shown; i++) {
        const char *name = pace->row[i].series.label;
        if (es_look_width(pace->sheet->ruler, name, ES_LOOK_NAME) > most) {
            pace->name_look = ES_LOOK_STRONG;
        }
    }
    for (size_t i = 0; i < pace->shown; i++) {
        const struct row *row = &pace->row[i];
        pace->name_width =
            widest(pace, pace->name_width, row->series.label, pace->name_look);
        pace->name_width =
            widest(pace, pace->name_width, row->series.sublabel, ES_LOOK_SMALL);
        pace->target_width =
            widest(pace, pace->target_width, row->target_text, ES_LOOK_NAME);
        pace->target_width =
            widest(pace, pace->target_width, row->when_text, ES_LOOK_SMALL);
        pace->factor_width =
            widest(pace, pace->factor_width, factor_text(pace, row), ES_LOOK_VALUE);
        pace->text_width = widest(pace, pace->text_width, row->now_text, ES_LOOK_LABEL);
        pace->text_width = widest(pace, pace->text_width, row->need_text, ES_LOOK_LABEL);
    }
    pace->factor_width =
        widest(pace, pace->factor_width,
               es_phrase_plain(speech, ES_TXT_PACE_COLUMN_FACTOR), ES_LOOK_LABEL);
    pace->name_width = fmin(pace->name_width, most);
    spread_columns(pace);
    if (pace->bar_right - pace->bar_left < BAR_LEAST) { /* targets are in the table */
        pace->target_width = 0.0;
        spread_columns(pace);
    }
    if (pace->bar_right - pace->bar_left < BAR_LEAST) {
        pace->name_width = fmin(pace->name_width, NAME_LEAST);
        spread_columns(pace);
    }
    const struct es_frame bars = {pace->bar_left, pace->bar_right, 0.0, 1.0};
    return es_plot_check_room(pace->sheet, &bars, BAR_LEAST, 0.0, err);
}

static void add(struct pace *pace, const char *text, double x, double y,
                enum es_look look, enum es_colour colour)
{
    const struct es_label label = {
        .text = text, .x = x, .y = y, .look = look, .colour = colour};
    (void)es_layout_add(pace->sheet->layout, label);
}

static double row_y(const struct pace *pace, size_t i)
{
    return pace->frame.top + pace->row_height * ((double)i + 0.5);
}

/* Where a bar ends: rows are of different units, so each is relative to its longer bar.
 */
static double bar_end(const struct pace *pace, const struct row *row, double gain)
{
    const double most = fmax(fabs(row->now), row->need);
    const double share = most > 0.0 ? fmax(gain, 0.0) / most : 0.0;
    return pace->bar_left + share * (pace->bar_right - pace->bar_left);
}

static enum es_status label_row(struct pace *pace, size_t i, struct es_error *err)
{
    const struct row *row = &pace->row[i];
    const double y = row_y(pace, i);
    const double target =
        pace->frame.right - pace->factor_width - COLUMN_GAP - pace->target_width;
    const struct es_row_name name = {.label = row->series.label,
                                     .sublabel = row->series.sublabel,
                                     .look = pace->name_look,
                                     .below = ES_LOOK_SMALL,
                                     .y = y,
                                     .pitch = 28.0,
                                     .height = pace->row_height,
                                     .room = pace->name_width};
    ES_TRY(es_sheet_row_name(pace->sheet, &name, err));
    const bool good = row->factor <= 1.0;
    add(pace, row->now_text, bar_end(pace, row, row->now) + TEXT_GAP, y - 14.0,
        ES_LOOK_STRONG, good ? ES_GREEN : ES_VERMILION);
    if (row->need > 0.0) {
        add(pace, row->need_text, bar_end(pace, row, row->need) + TEXT_GAP, y + 14.0,
            ES_LOOK_LABEL, ES_TEXT);
    }
    if (pace->target_width > 0.0) {
        add(pace, row->target_text, target, y - 14.0, ES_LOOK_NAME, ES_INK);
        add(pace, row->when_text, target, y + 14.0, ES_LOOK_SMALL, ES_TEXT);
    }
    add(pace, factor_text(pace, row), pace->frame.right - pace->factor_width, y,
        ES_LOOK_VALUE, good ? ES_GREEN : ES_VERMILION);
    return ES_OK;
}

static void label_header(struct pace *pace)
{
    const struct es_speech *speech = &pace->sheet->speech;
    const double y = pace->frame.top - 26.0;
    const double factor = pace->frame.right - pace->factor_width;
    add(pace, es_phrase_plain(speech, ES_TXT_PACE_COLUMN_FACTOR), factor, y,
        ES_LOOK_LABEL, ES_GREY);
    if (pace->target_width > 0.0) {
        add(pace, es_phrase_plain(speech, ES_TXT_PACE_COLUMN_TARGET),
            factor - COLUMN_GAP - pace->target_width, y, ES_LOOK_LABEL, ES_GREY);
    }
    add(pace, es_phrase_plain(speech, ES_TXT_PACE_COLUMN_NOW), pace->bar_left, y,
        ES_LOOK_LABEL, ES_GREY);
}

static enum es_status write_bars(struct pace *pace, struct es_error *err)
{
    struct es_script *script = &pace->sheet->script;
    double *good, *bad, *need, *line;
    size_t goods = 0, bads = 0, needs = 0;
    ES_NEW(pace->sheet->arena, good, 2 * pace->shown, err);
    ES_NEW(pace->sheet->arena, bad, 2 * pace->shown, err);
    ES_NEW(pace->sheet->arena, need, 2 * pace->shown, err);
    ES_NEW(pace->sheet->arena, line, pace->shown, err);
    for (size_t i = 0; i < pace->shown; i++) {
        const struct row *row = &pace->row[i];
        const double y = row_y(pace, i);
        double *now = row->factor <= 1.0 ? good + 2 * goods++ : bad + 2 * bads++;
        now[0] = y - 14.0;
        now[1] = bar_end(pace, row, row->now);
        if (row->need > 0.0) {
            need[2 * needs] = y + 14.0;
            need[2 * needs++ + 1] = bar_end(pace, row, row->need);
        }
        line[i] = pace->frame.top + pace->row_height * (double)(i + 1);
    }
    es_script_print(script, "\n# Places in pixels\n");
    es_script_print(script,
                    "LEFT = %.1f; RIGHT = %.1f; TOP = %.1f; FROM = %.1f; HALF = 9\n",
                    pace->frame.left, pace->frame.right, pace->frame.top, pace->bar_left);
    es_script_block(script, "enough", good, goods, 2);
    es_script_block(script, "short", bad, bads, 2);
    es_script_block(script, "need", need, needs, 2);
    es_script_block(script, "rows", line, pace->shown, 1);
    return ES_OK;
}

static const char *not_shown(struct pace *pace)
{
    char text[ES_TEXT_SIZE];
    const size_t rest = pace->n - pace->shown;
    (void)snprintf(text, sizeof text, "%zu", rest);
    return rest == 0   ? ""
           : rest == 1 ? es_phrase_plain(&pace->sheet->speech, ES_TXT_NOT_SHOWN_ONE)
                       : ES_SAY(&pace->sheet->speech, NOT_SHOWN, {"n", text});
}

/* How many rows there is room for; all but one of the notes are known before. */
static size_t rows_that_fit(const struct pace *pace)
{
    const double free = pace->sheet->height - 330.0;
    const double most = floor(fmax(free, ROW_LEAST) / ROW_LEAST);
    return (double)pace->n < most ? pace->n : (size_t)most;
}

static enum es_status lay_out(struct pace *pace, struct es_error *err)
{
    struct es_sheet *sheet = pace->sheet;
    struct es_speech *speech = &sheet->speech;
    bool catch_up = false;
    pace->shown = rows_that_fit(pace);
    for (size_t i = 0; i < pace->shown; i++) {
        catch_up = catch_up || (pace->row[i].catch_up && pace->row[i].need > 0.0);
    }
    const char *const head[] = {
        title_of(pace),
        ES_SAY(speech, PACE_SUBTITLE,
               {"day", es_phrase_long_day(speech, sheet->style->as_of_day)})};
    const char *const notes[] = {
        reading_of(pace),
        catch_up ? es_phrase_plain(speech, ES_TXT_PACE_NO_DEADLINE) : "",
        not_shown(pace)};
    ES_TRY(es_plot_between(sheet, head, notes, 3, pace->sources, &pace->frame, err));
    pace->frame.top += HEADER_ROOM;
    pace->frame.bottom -= 14.0;
    pace->row_height =
        fmin((pace->frame.bottom - pace->frame.top) / (double)pace->shown, ROW_MOST);
    ES_TRY(es_plot_check_room(sheet, &pace->frame, 0.0, 52.0 * (double)pace->shown, err));
    ES_TRY(place_columns(pace, err));
    label_header(pace);
    for (size_t i = 0; i < pace->shown; i++) {
        ES_TRY(label_row(pace, i, err));
    }
    return write_bars(pace, err);
}

static void put_table(FILE *out, const void *context)
{
    const struct pace *pace = context;
    (void)fputs(
        "series,unit,target,per,deadline,gain_last_year,gain_required,"
        "required_over_present\n",
        out);
    for (size_t i = 0; i < pace->n; i++) {
        const struct row *row = &pace->row[i];
        const struct es_target *target = row->series.target;
        char deadline[ES_DAY_TEXT];
        es_day_format(target->deadline_day, deadline);
        es_csv_put(out, row->series.label, true);
        (void)fputc(',', out);
        es_csv_put(out, row->series.unit, true);
        (void)fputc(',', out);
        es_csv_put_number(out, target->level);
        (void)fprintf(out, ",%s,%s,", es_per_name(target->per), deadline);
        es_csv_put_number(out, row->now);
        (void)fputc(',', out);
        es_csv_put_number(out, row->need);
        (void)fputc(',', out);
        if (isfinite(row->factor)) {
            es_csv_put_number(out, row->factor);
        }
        (void)fputc('\n', out);
    }
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct pace pace = {.sheet = sheet};
    const char **line;
    ES_TRY(measure(&pace, chart, err));
    ES_TRY(lay_out(&pace, err));
    ES_TRY(es_sheet_table(sheet, put_table, &pace, err));
    ES_NEW(sheet->arena, line, pace.n, err);
    for (size_t i = 0; i < pace.n; i++) {
        const struct row *row = &pace.row[i];
        ES_GIVEN(line[i],
                 es_arena_print(sheet->arena, "%s (%s, %s): %s, %s, %s.",
                                row->series.label, row->target_text, row->when_text,
                                row->now_text, row->need_text, factor_text(&pace, row)),
                 err);
    }
    return es_sheet_say(sheet, line, pace.n, err);
}

ES_CHART_OF(pace, struct es_bulletin)

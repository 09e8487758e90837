/* phrase_figure.c: window, value, unit, qualifier and reference of a figure whose kind is
 * known. */
#include "intake/phrase_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDEST_LEVEL_DAYS = 100 };

static struct es_mark *mark_at(const struct es_sense *sense, size_t i)
{
    return &sense->marks->at[i];
}

/* A level stands on a day: that of the text, or the middle of a period that is not long.
 */
static bool place_level(struct es_sense *sense, struct es_window *window)
{
    const int days = window->to_day - window->from_day + 1;
    if (window->part == ES_PART_WHOLE && days > WIDEST_LEVEL_DAYS) {
        return es_sense_refuse(sense, ES_NO_KIND,
                               "a level has a day, and this period is long: a total?");
    }
    if (window->part == ES_PART_WHOLE && days > 1) {
        window->from_day += (days - 1) / 2;
        window->to_day = window->from_day;
        window->basis = ES_INFERRED;
    }
    window->from_day = window->to_day = es_window_day(window);
    sense->when.since_used = sense->when.since_launch; /* all there are */
    return true;
}

/* A pace on a day is that of the month up to it. */
static void place_pace(struct es_when *when, struct es_window *window)
{
    if (when->since) {
        window->to_day = es_window_day(window);
        window->from_day = when->since_day;
        when->since_used = true;
    } else if (when->months > 0) {
        when->months_used = true;
        *window = es_window_before(window, when->months);
    } else if (window->from_day == window->to_day) {
        const bool stated = window->basis == ES_STATED;
        *window = es_window_before(window, 1);
        window->basis = stated ? ES_INFERRED : window->basis;
    }
}

static bool place_total(struct es_sense *sense, const struct es_clues *clues,
                        struct es_window *window)
{
    struct es_when *when = &sense->when;
    const int launch = sense->context->launch_day;
    when->since_used = when->since;
    when->months_used = !when->since;
    if (when->since) {
        window->to_day = es_window_day(window);
        window->from_day = when->since_day;
    } else if (when->months > 0) {
        *window = es_window_before(window, when->months);
    } else if (clues->cumul && !es_sense_is_extended(sense)) {
        if (launch == ES_NO_DAY) {
            return es_sense_refuse(sense, ES_NO_WINDOW,
                                   "a total since when? The launch is not known");
        }
        window->to_day = es_window_day(window);
        window->from_day = launch;
    }
    return true;
}

static bool place(struct es_sense *sense, const struct es_clues *clues, enum es_kind kind,
                  struct es_window *window)
{
    const bool level = clues->level || kind == ES_PERCENT;
    if (!sense->when.known) {
        return es_sense_no_window(sense);
    }
    *window = sense->when.window;
    switch (kind) {
    case ES_STOCK:
        return place_level(sense, window);
    case ES_WINDOW_TOTAL:
        return place_total(sense, clues, window);
    case ES_MONTHLY_RATE:
    case ES_ANNUALISED_RATE:
    case ES_GROWTH_PER_MONTH:
        place_pace(&sense->when, window);
        return true;
    case ES_RATIO_TO:
        if (!sense->when.dated && !level) {
            return es_sense_no_window(sense);
        }
        break;
    case ES_SHARE_OF:
    case ES_PERCENT:
    case ES_COUNT:
    case ES_KIND_COUNT:
        break;
    }
    if (level && window->part != ES_PART_WHOLE) {
        window->from_day = window->to_day = es_window_day(window);
    }
    return true;
}

/* "Sur un an" leads to what a ratio compares with. */
static void move_durations(const struct es_sense *sense)
{
    for (size_t i = 0; i < sense->marks->n; i++) {
        struct es_mark *mark = mark_at(sense, i);
        if (mark->type == MARK_DURATION || mark->type == MARK_DURATION_OF) {
            mark->part = ES_PART_REF;
        }
    }
}

/* What a ratio compares with, as "SERIES FROM/TO". */
static bool refer(struct es_sense *sense, const struct es_window *window)
{
    struct es_when *when = &sense->when;
    when->months_used = when->reference_used = true;
    struct es_window reference = when->compared ? when->reference : *window;
    if (!when->compared && when->months == 0) {
        return es_sense_refuse(sense, ES_NO_REFERENCE, "compared with when?");
    }
    if (*sense->context->series == '\0') {
        return es_sense_refuse(sense, ES_NO_REFERENCE, "of which series?");
    }
    if (!when->compared) {
        es_window_shift(&reference, when->months);
        move_durations(sense);
    }
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    es_day_format(reference.from_day, from);
    es_day_format(reference.to_day, to);
    const char *ref =
        es_arena_print(sense->arena, "%s %s/%s", sense->context->series, from, to);
    sense->lost = sense->lost || ref == NULL;
    sense->phrase->figure.ref = ref != NULL ? ref : "";
    return true;
}

/* "+40 %" is 1.4 times. */
static double ratio_of(double percent, int rise)
{
    return isnan(percent) ? percent : (100.0 + rise * percent) / 100.0;
}

static void put_value(const struct es_sense *sense, const struct es_clues *clues,
                      struct es_figure *figure)
{
    const struct es_stated *stated = &sense->stated;
    const bool compared = figure->kind == ES_RATIO_TO && stated->form == STATED_SHARE;
    figure->value = stated->value;
    figure->value_hi = stated->value_hi;
    figure->quoted_step = stated->step;
    if (compared) {
        figure->value = ratio_of(stated->value, clues->rise);
        figure->value_hi = ratio_of(stated->value_hi, clues->rise);
        figure->quoted_step = es_power_of_ten((int)round(log10(stated->step)) - 2);
    }
}

static void put_unit(struct es_sense *sense, const struct es_clues *clues,
                     struct es_figure *figure)
{
    static const char *const per[] = {[PACE_NONE] = "",
                                      [PACE_MONTH] = " per month",
                                      [PACE_YEAR] = " per year",
                                      [PACE_WEEK] = " per week",
                                      [PACE_DAY] = " per day"};
    const bool monthly =
        figure->kind == ES_MONTHLY_RATE || figure->kind == ES_GROWTH_PER_MONTH;
    const enum es_pace pace = monthly                              ? PACE_MONTH
                              : figure->kind == ES_ANNUALISED_RATE ? PACE_YEAR
                                                                   : clues->pace;
    if (figure->kind == ES_RATIO_TO) {
        figure->unit = "times";
        return;
    }
    if (sense->stated.form == STATED_SHARE) {
        figure->unit = "percent";
        return;
    }
    const char *unit = clues->noun != NULL ? clues->noun->text : sense->context->unit;
    const char *whole = es_arena_print(sense->arena, "%s%s", unit, per[pace]);
    sense->lost = sense->lost || whole == NULL;
    figure->unit = whole != NULL ? whole : "";
}

/* One word of precision at most; a range needs none. */
static bool put_qualifier(struct es_sense *sense, struct es_figure *figure)
{
    bool found = false;
    figure->qualifier = sense->stated.to_last_digit ? ES_EXACT : ES_ABOUT;
    for (size_t i = 0; i < sense->marks->n; i++) {
        struct es_mark *mark = mark_at(sense, i);
        if (mark->type != MARK_QUALIFIER || mark->part != ES_NO_MARK) {
            continue;
        }
        if (found || !isnan(sense->stated.value_hi)) {
            return es_sense_refuse(sense, ES_UNKNOWN_WORD,
                                   "\"%s\" is a second word for how exact it is",
                                   es_sense_quote(sense, i, 1));
        }
        found = true;
        figure->qualifier = (enum es_qualifier)mark->number;
        mark->part = ES_PART_QUALIFIER;
    }
    for (size_t i = 0; !isnan(figure->value_hi) && i < sense->stated.first; i++) {
        struct es_mark *mark = mark_at(sense, i);
        if (mark->type == MARK_LINK && mark->number == LINK_BETWEEN) {
            mark->part = ES_PART_VALUE;
        }
    }
    figure->qualifier = isnan(figure->value_hi) ? figure->qualifier : ES_RANGE;
    return true;
}

/* A second date that says something else than the kind has room for; "de 8 à 9 millions
 * entre avril et août", which are two figures. */
static bool check_dates(struct es_sense *sense)
{
    const struct es_when *when = &sense->when;
    const bool spare = (when->since && !when->since_used) ||
                       (when->months > 0 && !when->months_used) ||
                       (when->compared && !when->reference_used);
    const size_t first = sense->stated.first;
    const struct es_mark *before = first > 0 ? mark_at(sense, first - 1) : NULL;
    const bool from = before != NULL && before->type == MARK_LINK &&
                      before->number == LINK_OF && !isnan(sense->stated.value_hi);
    if (from && when->window.grain == ES_GRAIN_SPAN) {
        return es_sense_refuse(sense, ES_TWO_NUMBERS,
                               "from one number to another between two dates: these are "
                               "two figures");
    }
    return !spare || es_sense_refuse(sense, ES_TWO_WINDOWS,
                                     "one of its dates has no place in a figure of the "
                                     "kind %s",
                                     es_kind_name(sense->phrase->figure.kind));
}

bool es_sense_figure(struct es_sense *sense)
{
    struct es_clues clues;
    struct es_window window;
    struct es_figure *figure = &sense->phrase->figure;
    if (!es_sense_clues(sense, &clues) || !es_sense_kind(sense, &clues, &figure->kind) ||
        !place(sense, &clues, figure->kind, &window)) {
        return false;
    }
    if (window.from_day > window.to_day) {
        return es_sense_refuse(sense, ES_BAD_DATE, "the window ends before it begins");
    }
    put_unit(sense, &clues, figure);
    figure->from_day = window.from_day;
    figure->to_day = window.to_day;
    figure->basis = window.basis;
    put_value(sense, &clues, figure);
    if (figure->kind == ES_SHARE_OF) {
        figure->ref = sense->context->whole;
    }
    return put_qualifier(sense, figure) &&
           (figure->kind != ES_RATIO_TO || refer(sense, &window)) && check_dates(sense);
}

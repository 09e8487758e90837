/* phrase_kind.c: what kind of figure the words state: a level, a total, a pace, a share.
 */
#include "intake/phrase_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct es_mark *mark_at(const struct es_sense *sense, size_t i)
{
    return &sense->marks->at[i];
}

/* The first noun after the number, with nothing but small words between; else a noun of
 * things sent that stands before it. */
static struct es_mark *find_noun(const struct es_sense *sense)
{
    const struct es_stated *stated = &sense->stated;
    for (size_t i = stated->first; i < sense->marks->n; i++) {
        struct es_mark *mark = mark_at(sense, i);
        const bool of = mark->type == MARK_LINK && mark->number == LINK_OF;
        const bool passed = mark->type == MARK_FILLER || mark->type == MARK_EVENT ||
                            mark->type == MARK_PER || mark->type == MARK_GROWTH ||
                            mark->type == MARK_WHOLE || mark->type == MARK_CUMUL || of;
        if (mark->type == MARK_NOUN) {
            return mark;
        }
        if (i >= stated->end && !passed) {
            break;
        }
    }
    for (size_t i = stated->first; i > 0; i--) {
        struct es_mark *mark = mark_at(sense, i - 1);
        if (mark->type == MARK_NOUN && mark->number == (int)NOUN_FLOW) {
            return mark;
        }
    }
    return NULL;
}

/* Only one pace is possible. */
static bool read_pace(struct es_sense *sense, struct es_clues *clues)
{
    for (size_t i = 0; i < sense->marks->n; i++) {
        struct es_mark *mark = mark_at(sense, i);
        if (mark->type != MARK_PER) {
            continue;
        }
        if (clues->pace != PACE_NONE && clues->pace != (enum es_pace)mark->number) {
            return es_sense_refuse(sense, ES_NO_KIND,
                                   "it has two paces: \"%s\" is another",
                                   es_sense_quote(sense, i, 1));
        }
        clues->pace = (enum es_pace)mark->number;
        mark->part = ES_PART_KIND;
    }
    return true;
}

/* "300 000 de plus", "300 000 nouveaux": after the number; "de plus," before it only
 * begins a sentence. */
static bool read_growth(struct es_sense *sense)
{
    const int at = es_marks_find(sense->marks, sense->stated.end, MARK_GROWTH);
    if (at != ES_NO_MARK) {
        mark_at(sense, (size_t)at)->part = ES_PART_KIND;
    }
    return at != ES_NO_MARK;
}

/* "47,5 % de plus", "40% more": right after the number. */
static int read_more(struct es_sense *sense)
{
    if (sense->stated.end >= sense->marks->n) {
        return 0;
    }
    struct es_mark *mark = mark_at(sense, sense->stated.end);
    const bool more = mark->type == MARK_MORE || mark->type == MARK_GROWTH;
    if (!more && mark->type != MARK_LESS) {
        return 0;
    }
    mark->part = ES_PART_KIND;
    return more ? 1 : -1;
}

static void read_rise(struct es_sense *sense, struct es_clues *clues)
{
    const bool share = sense->stated.form == STATED_SHARE;
    if (es_sense_use(sense, MARK_RISE, ES_PART_KIND)) {
        clues->rise = 1;
    } else if (es_sense_use(sense, MARK_FALL, ES_PART_KIND)) {
        clues->rise = -1;
    } else if (share) {
        clues->rise = sense->stated.sign != 0 ? sense->stated.sign : read_more(sense);
    }
}

static void read_nature(const struct es_sense *sense, struct es_clues *clues)
{
    const enum es_noun noun =
        clues->noun != NULL ? (enum es_noun)clues->noun->number : NOUN_NONE;
    clues->seen = noun == NOUN_SEEN;
    if (sense->context->has_nature) {
        clues->level = sense->context->nature == ES_STOCK_SERIES;
        clues->flow = !clues->level;
    } else {
        clues->flow = noun == NOUN_FLOW;
        clues->level = noun == NOUN_LEVEL || noun == NOUN_ACTOR || noun == NOUN_EVENT;
    }
    clues->growth = clues->growth || noun == NOUN_EVENT;
}

bool es_sense_clues(struct es_sense *sense, struct es_clues *clues)
{
    struct es_mark *noun = find_noun(sense);
    *clues = (struct es_clues){.noun = noun};
    if (noun != NULL) {
        noun->part = sense->stated.form == STATED_PLAIN ? ES_PART_UNIT : ES_PART_IGNORED;
    }
    clues->average = es_sense_use(sense, MARK_AVERAGE, ES_PART_KIND);
    clues->cumul = es_sense_use(sense, MARK_CUMUL, ES_PART_KIND);
    read_rise(sense, clues);
    clues->growth = (sense->stated.sign > 0 && sense->stated.form == STATED_PLAIN) ||
                    (clues->rise > 0 && sense->stated.form == STATED_PLAIN) ||
                    (sense->stated.form == STATED_PLAIN && read_growth(sense));
    clues->whole = sense->stated.form == STATED_SHARE &&
                   es_sense_use(sense, MARK_WHOLE, ES_PART_REF);
    read_nature(sense, clues);
    const bool falls =
        sense->stated.form == STATED_PLAIN && (sense->stated.sign < 0 || clues->rise < 0);
    return falls ? es_sense_refuse(sense, ES_NO_KIND, "no kind of figure is a loss")
                 : read_pace(sense, clues);
}

/* "profils" in a series of what is sent, or the other way round. */
static bool check_noun(struct es_sense *sense, const struct es_clues *clues)
{
    if (clues->noun == NULL || !sense->context->has_nature) {
        return true;
    }
    const enum es_noun noun = (enum es_noun)clues->noun->number;
    const bool flow = noun == NOUN_FLOW, seen = noun == NOUN_SEEN || noun == NOUN_NONE;
    return seen || flow == clues->flow ||
           es_sense_refuse(sense, ES_NO_KIND, "%s are %s, and the series is one of %s",
                           clues->noun->text, flow ? "sent" : "there",
                           flow ? "levels" : "what is sent");
}

bool es_sense_no_window(struct es_sense *sense)
{
    return es_sense_refuse(sense, ES_NO_WINDOW, "it does not say when");
}

bool es_sense_is_extended(const struct es_sense *sense)
{
    const struct es_window *window = &sense->when.window;
    return window->grain != ES_GRAIN_DAY && window->part == ES_PART_WHOLE;
}

/* The kind of a plain number with a pace. */
static bool kind_of_pace(struct es_sense *sense, const struct es_clues *clues,
                         enum es_kind *kind)
{
    const bool counted = clues->pace == PACE_WEEK || clues->pace == PACE_DAY;
    if (counted || clues->seen) {
        *kind = ES_COUNT;
        return true;
    }
    if (clues->pace == PACE_MONTH && !clues->flow && (clues->growth || clues->level)) {
        *kind = ES_GROWTH_PER_MONTH;
        return true;
    }
    if (clues->flow && !clues->growth) {
        *kind = clues->pace == PACE_MONTH ? ES_MONTHLY_RATE : ES_ANNUALISED_RATE;
        return true;
    }
    return es_sense_refuse(sense, ES_NO_KIND,
                           "a pace per %s is known of what is sent, not of a level",
                           clues->pace == PACE_MONTH ? "month" : "year");
}

/* "450 000 profils activés en janvier": in that month, or at that time? */
static bool happened(const struct es_sense *sense)
{
    return sense->when.known &&
           es_marks_find(sense->marks, 0, MARK_EVENT) != ES_NO_MARK &&
           es_marks_find(sense->marks, 0, MARK_STATE) == ES_NO_MARK;
}

/* The kind of a plain number without a pace: a level, or a total over the window. */
static bool kind_of_amount(struct es_sense *sense, const struct es_clues *clues,
                           enum es_kind *kind)
{
    const struct es_when *when = &sense->when;
    const bool since = when->since || when->months > 0;
    if (clues->average) {
        return es_sense_refuse(sense, ES_NO_KIND, "an average per month, or per year?");
    }
    if (clues->seen) {
        *kind = ES_COUNT;
        return true;
    }
    const bool window = since || (when->dated && es_sense_is_extended(sense));
    const bool total = clues->flow
                           ? window || clues->cumul
                           : clues->level && window &&
                                 (clues->growth || (since && !when->since_launch) ||
                                  when->window.grain == ES_GRAIN_SPAN);
    if (total) {
        *kind = ES_WINDOW_TOTAL;
        return true;
    }
    const bool point = when->known && !es_sense_is_extended(sense);
    if (clues->level && !clues->growth && !point && happened(sense)) {
        return es_sense_refuse(sense, ES_NO_KIND,
                               "as many in the period, or as many by then?");
    }
    if (!clues->flow && !clues->growth && (clues->level || point)) {
        *kind = ES_STOCK;
        return true;
    }
    if (clues->flow && !when->dated) {
        return es_sense_no_window(sense);
    }
    return es_sense_refuse(sense, ES_NO_KIND,
                           clues->flow
                               ? "a number of things sent, on a day: a pace, or a total "
                                 "since when?"
                               : "a level, a total or a pace? The words do not tell");
}

static bool is_of_whole(const struct es_sense *sense, const struct es_clues *clues)
{
    const struct es_phrase_context *context = sense->context;
    const bool same = clues->noun != NULL && *context->unit != '\0' &&
                      strcmp(clues->noun->text, context->unit) == 0;
    return *context->whole != '\0' && (clues->whole || same);
}

/* Whether a number of that form and pace can be of the kind that the caller states. */
static bool check_kind(struct es_sense *sense, const struct es_clues *clues,
                       enum es_kind kind)
{
    const enum es_stated_form form = sense->stated.form;
    const bool share = kind == ES_SHARE_OF || kind == ES_PERCENT;
    const bool monthly = kind == ES_MONTHLY_RATE || kind == ES_GROWTH_PER_MONTH;
    const bool compared = form == STATED_RATIO || clues->rise != 0;
    const bool fits = kind == ES_RATIO_TO ? form != STATED_PLAIN && compared
                      : share             ? form == STATED_SHARE && !compared
                                          : form == STATED_PLAIN;
    const bool change = clues->growth && kind == ES_STOCK && clues->noun == NULL;
    const bool averaged = clues->average && (kind == ES_STOCK || kind == ES_WINDOW_TOTAL);
    const bool paced = clues->pace == PACE_NONE || kind == ES_COUNT ||
                       (clues->pace == PACE_MONTH && monthly) ||
                       (clues->pace == PACE_YEAR && kind == ES_ANNUALISED_RATE);
    return (fits && paced && !change && !averaged) ||
           es_sense_refuse(sense, ES_NO_KIND, "the words do not fit the kind %s",
                           es_kind_name(kind));
}

bool es_sense_kind(struct es_sense *sense, const struct es_clues *clues,
                   enum es_kind *kind)
{
    const struct es_stated *stated = &sense->stated;
    if (clues->noun == NULL && *sense->context->unit == '\0' &&
        stated->form == STATED_PLAIN) {
        return es_sense_refuse(sense, ES_NO_UNIT, "it does not say what is counted");
    }
    if (sense->context->has_kind) {
        *kind = sense->context->kind;
        return check_kind(sense, clues, *kind);
    }
    if (stated->form == STATED_RATIO ||
        (stated->form == STATED_SHARE && clues->rise != 0)) {
        *kind = ES_RATIO_TO;
        return true;
    }
    if (stated->form == STATED_SHARE) {
        *kind = is_of_whole(sense, clues) ? ES_SHARE_OF : ES_PERCENT;
        return clues->pace == PACE_NONE ||
               es_sense_refuse(sense, ES_NO_KIND, "a percentage has no pace");
    }
    return check_noun(sense, clues) &&
           (clues->pace != PACE_NONE ? kind_of_pace(sense, clues, kind)
                                     : kind_of_amount(sense, clues, kind));
}

/* phrase_when.c: the dates of a text: the window itself, since when, compared with when.
 */
#include "intake/phrase_parts.h"

#include <stdlib.h>
#include <string.h>

static bool is_passed_over(enum es_mark_type type)
{
    return type == MARK_FILLER || type == MARK_ASIDE || type == MARK_LINK;
}

/* The mark before one, small words passed over. */
static struct es_mark *mark_before(const struct es_sense *sense, size_t at)
{
    while (at > 0 && is_passed_over(sense->marks->at[at - 1].type)) {
        at--;
    }
    return at > 0 ? &sense->marks->at[at - 1] : NULL;
}

static int days_of_month(int month)
{
    return es_month_first_day(month + 1) - es_month_first_day(month);
}

/* The same day of an earlier month, or its last one. */
static int day_before(int day, int months)
{
    int year, month, date;
    es_day_split(day, &year, &month, &date);
    const int earlier = es_month_of_day(day) - months, days = days_of_month(earlier);
    return es_month_first_day(earlier) + (date < days ? date : days) - 1;
}

void es_window_shift(struct es_window *window, int months)
{
    const int month = es_month_of_day(window->to_day);
    const bool whole = window->to_day + 1 == es_month_first_day(month + 1) &&
                       window->from_day < window->to_day;
    window->from_day = day_before(window->from_day, months);
    window->to_day = whole ? es_month_first_day(month - months + 1) - 1
                           : day_before(window->to_day, months);
}

struct es_window es_window_before(const struct es_window *end, int months)
{
    struct es_window window = *end;
    window.to_day = es_window_day(end);
    window.grain = ES_GRAIN_SPAN;
    window.part = ES_PART_WHOLE;
    struct es_window next = {.from_day = window.to_day + 1, .to_day = window.to_day + 1};
    es_window_shift(&next, months);
    window.from_day = next.from_day;
    return window;
}

/* "Par rapport à", "le double de". */
static bool compares(const struct es_mark *mark)
{
    return mark->type == MARK_THAN ||
           (mark->type == MARK_FACTOR && strcmp(mark->text, "of") == 0);
}

/* A date after "depuis", after "que", or on its own. */
static bool take_date(struct es_sense *sense, size_t at)
{
    struct es_when *when = &sense->when;
    struct es_mark *mark = &sense->marks->at[at], *before = mark_before(sense, at);
    const struct es_window *window = &mark->found.reading[0];
    const bool since = before != NULL && before->type == MARK_SINCE;
    const bool compared = before != NULL && compares(before);
    mark->part = compared ? ES_PART_REF : ES_PART_WINDOW;
    if (since ? when->since : compared ? when->compared : when->dated) {
        return es_sense_refuse(sense, ES_TWO_WINDOWS,
                               "a figure has one date, and \"%s\" is another",
                               es_sense_quote(sense, at, 1));
    }
    if (since) {
        when->since = true;
        when->since_day = window->from_day;
        before->part = ES_PART_WINDOW;
        if (window->grain == ES_GRAIN_SPAN && !when->known) { /* "depuis le 6 au 13" */
            when->dated = when->known = true;
            when->window = *window;
        }
    } else if (compared) {
        when->compared = true;
        when->reference = *window;
        if (before->part == ES_NO_MARK) {
            before->part = ES_PART_REF;
        }
    } else {
        when->dated = when->known = true;
        when->window = *window;
    }
    return true;
}

static bool check_date(struct es_sense *sense, size_t at)
{
    const struct es_window_found *found = &sense->marks->at[at].found;
    const char *text = es_sense_quote(sense, at, 1);
    char one[ES_DAY_TEXT], other[ES_DAY_TEXT];
    switch (found->status) {
    case ES_WINDOW_IMPOSSIBLE:
        return es_sense_refuse(sense, ES_BAD_DATE, "\"%s\" cannot be: %s", text,
                               found->rule);
    case ES_WINDOW_DOUBTFUL:
        es_day_format(found->reading[0].from_day, one);
        es_day_format(found->reading[1].from_day, other);
        return es_sense_refuse(sense, ES_BAD_DATE,
                               "\"%s\" has two readings: from %s or from %s", text, one,
                               other);
    case ES_WINDOW_GOOD:
    case ES_WINDOW_BAD:
        break;
    }
    return true;
}

/* "Depuis le début de l'année": of the publication, or of what the caller knows. */
static bool take_year_start(struct es_sense *sense, struct es_mark *mark,
                            struct es_mark *since)
{
    const struct es_phrase_context *context = sense->context;
    const int day =
        context->published_day != ES_NO_DAY ? context->published_day : context->to_day;
    int year, month, date;
    if (day == ES_NO_DAY) {
        return es_sense_refuse(sense, ES_NO_WINDOW, "of which year?");
    }
    es_day_split(day, &year, &month, &date);
    mark->part = since->part = ES_PART_WINDOW;
    sense->when.since = true;
    sense->when.since_day = es_day(year, 1, 1);
    return true;
}

static bool take_launch(struct es_sense *sense, size_t at)
{
    struct es_mark *mark = &sense->marks->at[at], *before = mark_before(sense, at);
    if (before == NULL || before->type != MARK_SINCE) {
        return true; /* refused later, as a word that nothing uses */
    }
    if (mark->number > 0) {
        return take_year_start(sense, mark, before);
    }
    if (sense->context->launch_day == ES_NO_DAY) {
        return es_sense_refuse(sense, ES_NO_WINDOW, "the day of the launch is not known");
    }
    mark->part = before->part = ES_PART_WINDOW;
    sense->when.since = sense->when.since_launch = true;
    sense->when.since_day = sense->context->launch_day;
    return true;
}

/* A number of months ago, which something is compared with. */
static void take_ago(struct es_sense *sense, struct es_mark *mark, struct es_mark *before)
{
    sense->when.months = mark->number;
    mark->part = ES_PART_REF;
    if (before != NULL && compares(before) && before->part == ES_NO_MARK) {
        before->part = ES_PART_REF;
    }
}

/* The whole month, quarter or year before that of a day; the week, the day before it. */
static struct es_window window_before(int day, int unit)
{
    struct es_window window = {.basis = ES_STATED, .grain = ES_GRAIN_DAY};
    const int month = es_month_of_day(day);
    if (unit > 0) {
        const int next = month - (month % unit + unit) % unit; /* month 0: January 1970 */
        window.from_day = es_month_first_day(next - unit);
        window.to_day = es_month_first_day(next) - 1;
        window.grain = unit == 1   ? ES_GRAIN_MONTH
                       : unit == 3 ? ES_GRAIN_QUARTER
                                   : ES_GRAIN_YEAR;
        return window;
    }
    const int weekday = ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    const int first = unit == -7 ? day - weekday + unit : day + unit;
    window.from_day = first;
    window.to_day = first - unit - 1;
    window.grain = unit == -7 ? ES_GRAIN_WEEK : ES_GRAIN_DAY;
    return window;
}

/* "Le mois dernier": the date of a number, or what it is compared with. A change of a
 * percentage "l'an dernier" may be either, and is left to be refused. */
static bool take_last(struct es_sense *sense, size_t at)
{
    struct es_when *when = &sense->when;
    struct es_mark *mark = &sense->marks->at[at], *before = mark_before(sense, at);
    const int day = sense->context->published_day;
    const bool compared = before != NULL && compares(before);
    const bool change = sense->stated.form == STATED_RATIO ||
                        (sense->stated.form == STATED_SHARE &&
                         (sense->stated.sign != 0 ||
                          es_marks_find(sense->marks, 0, MARK_RISE) != ES_NO_MARK ||
                          es_marks_find(sense->marks, 0, MARK_FALL) != ES_NO_MARK));
    if (compared && mark->number > 0) {
        take_ago(sense, mark, before);
        return true;
    }
    if (compared || change || (before != NULL && before->type == MARK_SINCE)) {
        return true;
    }
    if (when->dated) {
        return es_sense_refuse(sense, ES_TWO_WINDOWS,
                               "a figure has one date, and \"%s\" is another",
                               es_sense_quote(sense, at, 1));
    }
    if (day == ES_NO_DAY) {
        return es_sense_refuse(sense, ES_NO_WINDOW,
                               "it speaks of the day of its publication, not known here");
    }
    mark->part = ES_PART_WINDOW;
    when->dated = when->known = true;
    when->window = window_before(day, mark->number);
    return true;
}

/* How many months a duration is: its own number times that of the table. */
static void take_duration(struct es_sense *sense, struct es_mark *mark)
{
    const long count =
        mark->type == MARK_DURATION ? strtol(mark->numeral.digits, NULL, 10) : 1;
    enum { LONGEST = 600 };
    const long months = count * mark->number;
    sense->when.months = months > 0 && months <= LONGEST ? (int)months : 0;
    mark->part = sense->when.months > 0 ? ES_PART_WINDOW : ES_NO_MARK;
}

static bool take_mark(struct es_sense *sense, size_t at)
{
    struct es_mark *mark = &sense->marks->at[at];
    switch (mark->type) {
    case MARK_DATE:
        return check_date(sense, at) && take_date(sense, at);
    case MARK_LAUNCH:
        return take_launch(sense, at);
    case MARK_DURATION:
    case MARK_DURATION_OF:
        take_duration(sense, mark);
        return true;
    case MARK_AGO:
        take_ago(sense, mark, mark_before(sense, at));
        return true;
    case MARK_LAST:
        return take_last(sense, at);
    default:
        return true;
    }
}

/* What the caller knows, where the text gives no date of its own. */
static bool take_context(struct es_sense *sense)
{
    struct es_when *when = &sense->when;
    const struct es_phrase_context *context = sense->context;
    const bool now = es_sense_use(sense, MARK_NOW, ES_PART_WINDOW);
    if (when->known) {
        return true;
    }
    if (now && context->published_day == ES_NO_DAY) {
        return es_sense_refuse(sense, ES_NO_WINDOW,
                               "it speaks of the day of its publication, not known here");
    }
    if (!now && context->from_day != ES_NO_DAY && context->to_day != ES_NO_DAY) {
        const bool day = context->from_day == context->to_day;
        when->dated = when->known = true;
        when->window = (struct es_window){.from_day = context->from_day,
                                          .to_day = context->to_day,
                                          .basis = ES_STATED,
                                          .grain = day ? ES_GRAIN_DAY : ES_GRAIN_SPAN};
    } else if (context->published_day != ES_NO_DAY) {
        when->known = true;
        when->window = (struct es_window){.from_day = context->published_day,
                                          .to_day = context->published_day,
                                          .basis = ES_PUBLISHED,
                                          .grain = ES_GRAIN_DAY};
    }
    return true;
}

bool es_sense_when(struct es_sense *sense)
{
    for (size_t at = 0; at < sense->marks->n; at++) {
        if (!take_mark(sense, at)) {
            return false;
        }
    }
    return take_context(sense);
}

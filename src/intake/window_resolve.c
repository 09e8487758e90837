/* window_resolve.c: the days that the parts of a date stand for, or the rule they break.
 */
#include "essor/text.h"
#include "intake/window_form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1800, LAST_YEAR = 2199, DECEMBER = 12, WEEK = 7 };

__attribute__((format(printf, 2, 3))) static enum es_window_status
refuse(char rule[ES_RULE_TEXT], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(rule, ES_RULE_TEXT, format, args);
    va_end(args);
    return ES_WINDOW_IMPOSSIBLE;
}

/* The first day of a month, also of the 13th. */
static int month_first(int year, int month)
{
    return month > DECEMBER ? es_day(year + 1, month - DECEMBER, 1)
                            : es_day(year, month, 1);
}

static int days_in_month(int year, int month)
{
    return month_first(year, month + 1) - month_first(year, month);
}

/* Monday is 0; 1970-01-01 was a Thursday. */
static int weekday_of(int day)
{
    return ((day + 3) % WEEK + WEEK) % WEEK;
}

static enum es_window_status refuse_day(const struct es_civil *date,
                                        char rule[ES_RULE_TEXT])
{
    char month[ES_TEXT_SIZE];
    es_text_long_month(month, month_first(date->year, date->month), ES_EN);
    if (date->month != 2) { /* only February depends on the year */
        month[strcspn(month, " ")] = '\0';
    }
    return refuse(rule, "%s has %d days", month, days_in_month(date->year, date->month));
}

static enum es_window_status check(const struct es_civil *date, bool any_year,
                                   char rule[ES_RULE_TEXT])
{
    const int least = any_year ? 1 : FIRST_YEAR, most = any_year ? 9999 : LAST_YEAR;
    if (date->year < least || date->year > most) {
        return refuse(rule, "years go from %d to %d", least, most);
    }
    if (date->month != ES_NO_PART && (date->month < 1 || date->month > DECEMBER)) {
        return refuse(rule, "months go from 1 to 12");
    }
    if (date->day != ES_NO_PART && date->day < 1) {
        return refuse(rule, "days begin with 1");
    }
    if (date->day != ES_NO_PART && date->day > days_in_month(date->year, date->month)) {
        return refuse_day(date, rule);
    }
    return ES_WINDOW_GOOD;
}

static int first_day(const struct es_civil *date)
{
    return es_day(date->year, date->month != ES_NO_PART ? date->month : 1,
                  date->day != ES_NO_PART ? date->day : 1);
}

static int last_day(const struct es_civil *date)
{
    if (date->day != ES_NO_PART) {
        return first_day(date);
    }
    return date->month != ES_NO_PART ? month_first(date->year, date->month + 1) - 1
                                     : es_day(date->year, DECEMBER, 31);
}

static struct es_window whole(const struct es_civil *date, enum es_grain grain)
{
    return (struct es_window){.from_day = first_day(date),
                              .to_day = last_day(date),
                              .basis = ES_STATED,
                              .grain = grain};
}

/* `count` months from one on, 1 for January. */
static struct es_window months_from(int year, int month, int count, enum es_grain grain)
{
    return (struct es_window){.from_day = month_first(year, month),
                              .to_day = month_first(year, month + count) - 1,
                              .basis = ES_STATED,
                              .grain = grain};
}

static enum es_window_status resolve_civil(const struct es_date_parts *parts,
                                           struct es_window *window,
                                           char rule[ES_RULE_TEXT])
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    const struct es_civil *date = &parts->first;
    if (check(date, true, rule) != ES_WINDOW_GOOD) {
        return ES_WINDOW_IMPOSSIBLE;
    }
    const int day = first_day(date), weekday = weekday_of(day);
    if (parts->weekday != ES_NO_WEEKDAY && parts->weekday != weekday) {
        char text[ES_TEXT_SIZE];
        es_text_long_day(text, day, ES_EN);
        return refuse(rule, "%.48s is a %s", text, names[weekday]);
    }
    *window = whole(date, ES_GRAIN_DAY);
    return ES_WINDOW_GOOD;
}

/* "03/04/2023": the day first, the month first, or either. */
static enum es_window_status resolve_ordered(const struct es_date_parts *parts,
                                             enum es_day_order order,
                                             struct es_window reading[2],
                                             char rule[ES_RULE_TEXT])
{
    struct es_date_parts swapped = *parts;
    struct es_window first, second;
    char why[ES_RULE_TEXT], other[ES_RULE_TEXT];
    swapped.first.day = parts->first.month;
    swapped.first.month = parts->first.day;
    const bool day_first = resolve_civil(parts, &first, why) == ES_WINDOW_GOOD;
    const bool month_first_fits =
        resolve_civil(&swapped, &second, other) == ES_WINDOW_GOOD;
    if (order == ES_DAY_FIRST ? !day_first
                              : order == ES_MONTH_FIRST && !month_first_fits) {
        const char *place = order == ES_DAY_FIRST ? "day" : "month";
        const bool reversed = day_first || month_first_fits;
        return reversed ? refuse(rule, "%.60s, and the %s comes first",
                                 order == ES_DAY_FIRST ? why : other, place)
                        : refuse(rule, "%s", order == ES_DAY_FIRST ? why : other);
    }
    if (!day_first && !month_first_fits) {
        return refuse(rule, "%s", why);
    }
    reading[0] = order == ES_MONTH_FIRST || !day_first ? second : first;
    reading[1] = second;
    const bool doubt = order == ES_ORDER_UNKNOWN && day_first && month_first_fits;
    return doubt && first.from_day != second.from_day ? ES_WINDOW_DOUBTFUL
                                                      : ES_WINDOW_GOOD;
}

static void take_part_of_month(struct es_window *window)
{
    const int first = window->from_day;
    switch (window->part) {
    case ES_PART_START:
        window->to_day = first + 9;
        break;
    case ES_PART_MIDDLE:
        window->from_day = first + 10;
        window->to_day = first + 19;
        break;
    case ES_PART_END:
        window->from_day = first + 20;
        break;
    case ES_PART_WHOLE:
        break;
    }
}

static void take_part_of_year(struct es_window *window, int year)
{
    switch (window->part) {
    case ES_PART_START:
        window->to_day = es_day(year, 1, 31);
        break;
    case ES_PART_MIDDLE:
        window->from_day = es_day(year, 6, 15);
        window->to_day = es_day(year, 7, 15);
        break;
    case ES_PART_END:
        window->from_day = es_day(year, DECEMBER, 1);
        break;
    case ES_PART_WHOLE:
        return;
    }
    window->basis = ES_INFERRED;
}

static enum es_window_status resolve_period(enum es_date_form form,
                                            const struct es_date_parts *parts,
                                            struct es_window *window,
                                            char rule[ES_RULE_TEXT])
{
    const bool month = form == DATE_MONTH;
    if (check(&parts->first, false, rule) != ES_WINDOW_GOOD) {
        return ES_WINDOW_IMPOSSIBLE;
    }
    *window = whole(&parts->first, month ? ES_GRAIN_MONTH : ES_GRAIN_YEAR);
    window->part = parts->part;
    if (month) {
        take_part_of_month(window);
    } else {
        take_part_of_year(window, parts->first.year);
    }
    return ES_WINDOW_GOOD;
}

/* A quarter or half: `number` of them of `months` months make a year. */
static enum es_window_status resolve_share(const struct es_date_parts *parts, int months,
                                           struct es_window *window,
                                           char rule[ES_RULE_TEXT])
{
    const int number = parts->number, count = DECEMBER / months;
    if (check(&parts->first, false, rule) != ES_WINDOW_GOOD) {
        return ES_WINDOW_IMPOSSIBLE;
    }
    if (number < 1 || number > count) {
        return refuse(rule, "%s go from 1 to %d", months == 3 ? "quarters" : "halves",
                      count);
    }
    *window = months_from(parts->first.year, (number - 1) * months + 1, months,
                          months == 3 ? ES_GRAIN_QUARTER : ES_GRAIN_HALF);
    return ES_WINDOW_GOOD;
}

static struct es_window week_from(int day)
{
    return (struct es_window){.from_day = day,
                              .to_day = day + WEEK - 1,
                              .basis = ES_STATED,
                              .grain = ES_GRAIN_WEEK};
}

/* ISO 8601: week 1 holds 4 January. */
static enum es_window_status resolve_week(const struct es_date_parts *parts,
                                          struct es_window *window,
                                          char rule[ES_RULE_TEXT])
{
    const int year = parts->first.year;
    if (check(&parts->first, false, rule) != ES_WINDOW_GOOD) {
        return ES_WINDOW_IMPOSSIBLE;
    }
    const int fourth = es_day(year, 1, 4), next = es_day(year + 1, 1, 4);
    const int start = fourth - weekday_of(fourth), end = next - weekday_of(next);
    const int weeks = (end - start) / WEEK;
    if (parts->number < 1 || parts->number > weeks) {
        return refuse(rule, "%d has the weeks 1 to %d", year, weeks);
    }
    *window = week_from(start + (parts->number - 1) * WEEK);
    return ES_WINDOW_GOOD;
}

static enum es_window_status resolve_season(const struct es_date_parts *parts,
                                            struct es_window reading[2],
                                            char rule[ES_RULE_TEXT])
{
    static const int start[] = {3, 7, 9, 12}, months[] = {3, 2, 3, 3};
    enum { WINTER = 3 };
    const int season = parts->season, year = parts->first.year;
    const int other = parts->second.year;
    if (check(&parts->first, false, rule) != ES_WINDOW_GOOD) {
        return ES_WINDOW_IMPOSSIBLE;
    }
    if (other != ES_NO_PART && (season != WINTER || other != year + 1)) {
        return refuse(rule, "only a winter has two years, one after the other");
    }
    reading[0] = months_from(year, start[season], months[season], ES_GRAIN_SEASON);
    reading[0].basis = ES_INFERRED;
    if (season != WINTER || other != ES_NO_PART) {
        return ES_WINDOW_GOOD;
    }
    reading[1] = months_from(year - 1, start[season], months[season], ES_GRAIN_SEASON);
    reading[1].basis = ES_INFERRED;
    return ES_WINDOW_DOUBTFUL;
}

/* What the first date of a span leaves out is that of the second: "1er juillet au 31 août
 * 2023", "novembre à février 2024". */
static enum es_window_status resolve_span(const struct es_date_parts *parts,
                                          struct es_window *window,
                                          char rule[ES_RULE_TEXT])
{
    struct es_civil first = parts->first;
    const struct es_civil second = parts->second;
    const bool own_year = first.year != ES_NO_PART;
    const bool own_month = first.month != ES_NO_PART;
    first.year = own_year ? first.year : second.year;
    first.month = own_month || first.day == ES_NO_PART ? first.month : second.month;
    if (!own_year && own_month && first.month > second.month) {
        first.year--;
    }
    if (check(&first, false, rule) != ES_WINDOW_GOOD ||
        check(&second, false, rule) != ES_WINDOW_GOOD) {
        return ES_WINDOW_IMPOSSIBLE;
    }
    *window = whole(&first, ES_GRAIN_SPAN);
    window->to_day = last_day(&second);
    return window->from_day <= window->to_day
               ? ES_WINDOW_GOOD
               : refuse(rule, "a window ends on the day it begins, or later");
}

enum es_window_status es_date_resolve(enum es_date_form form,
                                      const struct es_date_parts *parts,
                                      enum es_day_order order,
                                      struct es_window reading[2],
                                      char rule[ES_RULE_TEXT])
{
    struct es_date_parts last = *parts;
    switch (form) {
    case DATE_CIVIL:
        return resolve_civil(parts, reading, rule);
    case DATE_ORDERED:
        return resolve_ordered(parts, order, reading, rule);
    case DATE_QUARTER:
        return resolve_share(parts, 3, reading, rule);
    case DATE_LAST_QUARTER:
        last.number = 4;
        return resolve_share(&last, 3, reading, rule);
    case DATE_HALF:
        return resolve_share(parts, 6, reading, rule);
    case DATE_WEEK:
        return resolve_week(parts, reading, rule);
    case DATE_WEEK_OF: {
        const enum es_window_status status = resolve_civil(parts, reading, rule);
        if (status == ES_WINDOW_GOOD) {
            reading[0] = week_from(reading[0].from_day);
        }
        return status;
    }
    case DATE_SEASON:
        return resolve_season(parts, reading, rule);
    case DATE_SPAN:
        return resolve_span(parts, reading, rule);
    case DATE_MONTH:
    case DATE_YEAR:
        break;
    }
    return resolve_period(form, parts, reading, rule);
}

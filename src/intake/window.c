#include "essor/window.h"

#include "essor/number.h"
#include "intake/window_form.h"
#include "intake/window_scan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *pattern;
    enum es_date_form form;
} forms[] = {
#define ES_DATE(pattern, form) {pattern, form},
#include "intake/window.def"
#undef ES_DATE
};

static bool same_days(const struct es_window *a, const struct es_window *b)
{
    return a->from_day == b->from_day && a->to_day == b->to_day;
}

/* Of two forms of equal length the possible one counts; two that differ are a doubt. */
static void weigh(struct es_window_found *found, const struct es_window_found *next)
{
    if (next->status == ES_WINDOW_IMPOSSIBLE) {
        return;
    }
    if (found->status == ES_WINDOW_IMPOSSIBLE) {
        *found = *next;
    } else if (found->status == ES_WINDOW_GOOD && next->status == ES_WINDOW_GOOD &&
               !same_days(&found->reading[0], &next->reading[0])) {
        found->status = ES_WINDOW_DOUBTFUL;
        found->reading[1] = next->reading[0];
    }
}

/* The year of a date without one: the last in which it begins by `near_day`. */
static void take_near_year(enum es_date_form form, struct es_date_parts *parts,
                           int near_day)
{
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    int month, day;
    es_day_split(near_day, &parts->first.year, &month, &day);
    if (es_date_resolve(form, parts, ES_DAY_FIRST, reading, rule) == ES_WINDOW_GOOD &&
        reading[0].from_day > near_day) {
        parts->first.year--;
    }
}

/* Reads the parts of a date as a form has them; false for one whose year is not known. */
static bool resolve(enum es_date_form form, struct es_date_parts *parts,
                    enum es_day_order order, int near_day, struct es_window_found *found)
{
    *found = (struct es_window_found){.near = parts->first.year == ES_NO_PART &&
                                              parts->second.year == ES_NO_PART};
    if (found->near && near_day == ES_NO_DAY) {
        return false;
    }
    if (found->near) {
        take_near_year(form, parts, near_day);
    }
    found->status = es_date_resolve(form, parts, order, found->reading, found->rule);
    found->reading[0].basis = found->near ? ES_INFERRED : found->reading[0].basis;
    return true;
}

size_t es_window_scan(const struct es_lexemes *lexemes, size_t at,
                      enum es_day_order order, int near_day,
                      struct es_window_found *found)
{
    size_t longest = 0;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct es_date_parts parts;
        const size_t n = es_date_match(forms[i].pattern, lexemes, at, &parts);
        struct es_window_found next;
        if (n == 0 || n < longest ||
            !resolve(forms[i].form, &parts, order, near_day, &next)) {
            continue;
        }
        if (n > longest) {
            *found = next;
            longest = n;
        } else {
            weigh(found, &next);
        }
    }
    return longest;
}

/* "20230913": eight digits as ISO 8601 has them without its dashes. */
static enum es_window_status parse_compact(const char *digits, struct es_window *window,
                                           char rule[ES_RULE_TEXT])
{
    char text[ES_DAY_TEXT];
    struct es_lexemes lexemes;
    struct es_window_found found;
    (void)snprintf(text, sizeof text, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    if (!es_lexemes_read(text, &lexemes) ||
        es_window_scan(&lexemes, 0, ES_ORDER_UNKNOWN, ES_NO_DAY, &found) != lexemes.n) {
        return ES_WINDOW_BAD;
    }
    if (found.status == ES_WINDOW_IMPOSSIBLE) {
        memcpy(rule, found.rule, ES_RULE_TEXT);
    } else {
        *window = found.reading[0];
    }
    return found.status;
}

/* Days since the epoch of a spreadsheet. That of 1900 counts a 29 February 1900 as day
 * 60, which never was. */
static enum es_window_status parse_serial(const char *text, enum es_serial serial,
                                          struct es_window *window,
                                          char rule[ES_RULE_TEXT])
{
    enum { LAST_SERIAL = 2958465, NO_DAY_1900 = 60 };
    double number;
    if (es_number_parse(text, &number) != ES_NUMBER_GOOD) {
        return ES_WINDOW_BAD;
    }
    const double least = serial == ES_SERIAL_1900 ? 1.0 : 0.0;
    if (!(number >= least && number < LAST_SERIAL + 1.0)) {
        (void)snprintf(rule, ES_RULE_TEXT, "serial dates go from %.0f to %d", least,
                       LAST_SERIAL);
        return ES_WINDOW_IMPOSSIBLE;
    }
    const int days = (int)floor(number);
    if (serial == ES_SERIAL_1900 && days == NO_DAY_1900) {
        (void)snprintf(rule, ES_RULE_TEXT, "February 1900 has 28 days");
        return ES_WINDOW_IMPOSSIBLE;
    }
    const int before = days < NO_DAY_1900 ? es_day(1899, 12, 31) : es_day(1899, 12, 30);
    const int day = days + (serial == ES_SERIAL_1900 ? before : es_day(1904, 1, 1));
    *window = (struct es_window){
        .from_day = day, .to_day = day, .basis = ES_STATED, .grain = ES_GRAIN_DAY};
    return ES_WINDOW_GOOD;
}

/* Whether what follows a date is nothing, a full stop or a time of day, which says
 * nothing more of the day. */
static bool ends_there(const struct es_lexemes *lexemes, size_t at)
{
    size_t digits = 0;
    if (at + 1 == lexemes->n && strcmp(lexemes->at[at].text, ".") == 0) {
        return true;
    }
    for (size_t i = at; i < lexemes->n; i++) {
        const struct es_lexeme *lexeme = &lexemes->at[i];
        const bool time =
            lexeme->type == ES_LEX_DIGITS
                ? lexeme->length == 2 || digits >= 3
                : strchr(":.+-tz", lexeme->text[0]) != NULL && strlen(lexeme->text) == 1;
        digits += lexeme->type == ES_LEX_DIGITS ? 1 : 0;
        if (!time) {
            return false;
        }
    }
    return at == lexemes->n || digits >= 2;
}

enum es_window_status es_window_parse(const char *text,
                                      const struct es_window_style *style,
                                      struct es_window reading[2],
                                      char rule[ES_RULE_TEXT])
{
    struct es_lexemes lexemes;
    struct es_window_found found;
    if (!es_lexemes_read(text, &lexemes) || lexemes.n == 0) {
        return ES_WINDOW_BAD;
    }
    if (style->serial != ES_NO_SERIAL) {
        const enum es_window_status status =
            parse_serial(text, style->serial, reading, rule);
        if (status != ES_WINDOW_BAD) {
            return status;
        }
    }
    const struct es_lexeme *first = &lexemes.at[0];
    if (lexemes.n == 1 && first->type == ES_LEX_DIGITS && first->length == 8) {
        return parse_compact(first->text, reading, rule);
    }
    const size_t n = es_window_scan(&lexemes, 0, style->order, ES_NO_DAY, &found);
    if (n == 0 || !ends_there(&lexemes, n)) {
        return ES_WINDOW_BAD;
    }
    if (found.status == ES_WINDOW_IMPOSSIBLE) {
        memcpy(rule, found.rule, ES_RULE_TEXT);
        return found.status;
    }
    reading[0] = found.reading[0];
    if (found.status == ES_WINDOW_DOUBTFUL) {
        reading[1] = found.reading[1];
    }
    return found.status;
}

int es_window_day(const struct es_window *window)
{
    switch (window->part) {
    case ES_PART_START:
        return window->from_day;
    case ES_PART_MIDDLE:
        return window->from_day + (window->to_day - window->from_day) / 2;
    case ES_PART_WHOLE:
    case ES_PART_END:
        break;
    }
    return window->to_day;
}

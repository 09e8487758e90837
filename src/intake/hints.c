#include "intake/hints.h"

#include "essor/date.h"
#include "essor/intake.h"
#include "essor/number.h"
#include "essor/suggest.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NUMBER = 40 };

/* A change that may turn a text into a number. */
struct repair {
    const char *drop[4];   /* texts taken out, NULL at the end */
    const char *from, *to; /* characters replaced one by one */
    const char *hint;      /* with %s for the number that results */
};

static const struct repair repairs[] = {
    {{NULL}, "Oo", "00", "letter O where a zero is expected? %s"},
    {{NULL}, "lI", "11", "letter l or I where a one is expected? %s"},
    {{NULL}, ",", ".", "a decimal point is expected: %s"},
    {{","}, "", "", "no separators between thousands: %s"},
    {{" ", "\xc2\xa0", "\xe2\x80\xaf"}, "", "", "no blanks between digits: %s"},
    {{" ", "\xc2\xa0", "\xe2\x80\xaf"}, ",", ".", "no blanks, and a decimal point: %s"},
    {{"%", " ", "\xe2\x80\xaf"}, ",", ".", "a percentage stands without its sign: %s"},
    {{"\xe2\x88\x92"}, "", "", "a minus sign is written -: -%s"},
    {{" ", "M", "\xc2\xa0"}, ",", ".", "write the number out: %se6"},
};

/* Whether `drop` begins the text; returns its length. */
static size_t dropped(const struct repair *repair, const char *at)
{
    for (size_t i = 0; i < 4 && repair->drop[i] != NULL; i++) {
        const size_t length = strlen(repair->drop[i]);
        if (strncmp(at, repair->drop[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

static void mend(const struct repair *repair, const char *text, char mended[])
{
    size_t used = 0;
    while (*text != '\0') {
        const size_t skip = dropped(repair, text);
        if (skip > 0) {
            text += skip;
            continue;
        }
        const char *known = strchr(repair->from, *text);
        const char *taken = known == NULL ? text : repair->to + (known - repair->from);
        mended[used++] = *taken;
        text++;
    }
    mended[used] = '\0';
}

/* The hint with the number in the place of its %s. */
static const char *fill(const char *hint, const char *number, struct es_arena *arena)
{
    const char *gap = strstr(hint, "%s");
    return es_arena_print(arena, "%.*s%s%s", (int)(gap - hint), hint, number, gap + 2);
}

const char *es_hint_number(const char *text, struct es_arena *arena)
{
    char mended[LONGEST_NUMBER + 1];
    double value;
    if (strlen(text) > LONGEST_NUMBER) {
        return NULL;
    }
    /* "9,200,000" and "1,234" have separators, "12,5" a decimal comma. */
    const char *comma = strchr(text, ',');
    const bool thousands = comma != NULL && strlen(comma) % 4 == 0 && text[0] != '0';
    for (size_t i = 0; i < sizeof repairs / sizeof repairs[0]; i++) {
        const bool decimal_comma =
            repairs[i].from[0] == ',' && repairs[i].drop[0] == NULL;
        if (decimal_comma && thousands) {
            continue;
        }
        mend(&repairs[i], text, mended);
        if (es_number_parse(mended, &value) == ES_NUMBER_GOOD) {
            return fill(repairs[i].hint, mended, arena);
        }
    }
    return NULL;
}

/* Reads up to three numbers with one separator each; returns how many fill the text. */
static int split_numbers(const char *text, long part[3], size_t length[3])
{
    int n = 0;
    while (n < 3) {
        const size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 4) {
            return 0;
        }
        part[n] = strtol(text, NULL, 10);
        length[n++] = digits;
        text += digits;
        if (*text == '\0') {
            return n;
        }
        if (strchr("/.- ", *text++) == NULL) {
            return 0;
        }
    }
    return 0;
}

static bool exists(long year, long month, long day)
{
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    int y, m, d;
    es_day_split(es_day((int)year, (int)month, (int)day), &y, &m, &d);
    return m == month && d == day;
}

/* A date that is well written but not in the calendar. */
static const char *hint_calendar(long year, long month, struct es_arena *arena)
{
    if (month < 1 || month > 12) {
        return "months go from 01 to 12";
    }
    const int number = (int)(year - 1970) * 12 + (int)month - 1;
    return es_arena_print(arena, "%04ld-%02ld has %d days", year, month,
                          es_month_first_day(number + 1) - es_month_first_day(number));
}

const char *es_hint_date(const char *text, struct es_arena *arena)
{
    long part[3];
    size_t length[3];
    const int n = split_numbers(text, part, length);
    if (n == 2 && length[0] == 4 && part[1] >= 1 && part[1] <= 12) {
        return es_arena_print(arena, "a day is needed: %04ld-%02ld-01 or another",
                              part[0], part[1]);
    }
    if (n == 3 && length[2] == 4 && exists(part[2], part[1], part[0])) {
        return es_arena_print(arena, "day, month, year? write %04ld-%02ld-%02ld", part[2],
                              part[1], part[0]);
    }
    if (n == 3 && length[0] == 4) {
        return exists(part[0], part[1], part[2])
                   ? es_arena_print(arena, "write %04ld-%02ld-%02ld", part[0], part[1],
                                    part[2])
                   : hint_calendar(part[0], part[1], arena);
    }
    return "year, month and day, as in 2023-09-13";
}

const char *es_hint_word(const char *text, const char *const words[], size_t n,
                         struct es_arena *arena)
{
    const char *near = es_suggest(text, words, n);
    if (near != NULL) {
        return es_arena_print(arena, "did you mean \"%s\"?", near);
    }
    const char *all = "one of";
    for (size_t i = 0; i < n && all != NULL; i++) {
        all = es_arena_print(arena, "%s%s %s", all, i > 0 ? "," : "", words[i]);
    }
    return all;
}

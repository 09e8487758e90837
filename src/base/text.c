#include "essor/text.h"

#include "essor/date.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NARROW_SPACE "\xe2\x80\xaf" /* U+202F */
#define HARD_SPACE "\xc2\xa0"       /* U+00A0 */
#define MINUS "\xe2\x88\x92"        /* U+2212 */
#define INFINITY_SIGN "\xe2\x88\x9e"
#define TIMES HARD_SPACE "\xc3\x97" HARD_SPACE
#define EN_DASH "\xe2\x80\x93"

enum { DIGITS = 15, SCALES = 4, FULL_DIGITS = 4 };

struct language {
    const char *code, *thousands, *point, *to, *percent, *minus;
    const char *scale[SCALES]; /* 1, thousand, million, thousand million; NULL: none */
    const char *month[12], *long_month[12];
};

static const struct language languages[] = {
    [ES_FR] = {.code = "fr",
               .thousands = NARROW_SPACE,
               .point = ",",
               .to = " à ",
               .percent = NARROW_SPACE "%",
               .minus = MINUS,
               .scale = {"", NULL, HARD_SPACE "M", HARD_SPACE "Md"},
               .month = {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.",
                         "août", "sept.", "oct.", "nov.", "déc."},
               .long_month = {"janvier", "février", "mars", "avril", "mai", "juin",
                              "juillet", "août", "septembre", "octobre", "novembre",
                              "décembre"}},
    [ES_EN] = {.code = "en",
               .thousands = ",",
               .point = ".",
               .to = " to ",
               .percent = "%",
               .minus = MINUS,
               .scale = {"", "k", "M", "bn"},
               .month = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
                         "Oct", "Nov", "Dec"},
               .long_month = {"January", "February", "March", "April", "May", "June",
                              "July", "August", "September", "October", "November",
                              "December"}},
};

/* 0.d1 d2 d3 ... x 10^point, without zeros at the end: digits to round as people do. */
struct decimal {
    bool negative;
    int point;
    int count;
    char digit[DIGITS + 1];
};

static void drop_zeros(struct decimal *number)
{
    while (number->count > 0 && number->digit[number->count - 1] == '0') {
        number->count--;
    }
    if (number->count == 0) {
        number->point = 1;
        number->negative = false;
    }
}

/* Of a finite value. The digits are picked from "d.dddde+xx", whatever its decimal point.
 */
static struct decimal decimal_of(double value)
{
    struct decimal number = {.negative = value < 0.0};
    char text[64];
    (void)snprintf(text, sizeof text, "%.*e", DIGITS - 1, fabs(value));
    const char *exponent = strchr(text, 'e');
    for (const char *at = text; at < exponent; at++) {
        if (*at >= '0' && *at <= '9' && number.count < DIGITS) {
            number.digit[number.count++] = *at;
        }
    }
    number.point = (int)strtol(exponent + 1, NULL, 10) + 1;
    drop_zeros(&number);
    return number;
}

/* Rounds to `decimals` decimals, or to tens, hundreds ... where that is negative. */
static void round_decimals(struct decimal *number, int decimals)
{
    const int keep = number->point + decimals;
    if (keep >= number->count) {
        return;
    }
    const bool up = keep >= 0 && number->digit[keep] >= '5';
    number->count = keep > 0 ? keep : 0;
    int i = number->count - 1;
    while (up && i >= 0 && number->digit[i] == '9') {
        number->digit[i--] = '0';
    }
    if (up && i >= 0) {
        number->digit[i] = (char)(number->digit[i] + 1);
    } else if (up) { /* 99,6 is 100, and 0,6 is 1 */
        number->digit[0] = '1';
        number->count = 1;
        number->point++;
    }
    drop_zeros(number);
}

static void append(char *text, size_t size, const char *more)
{
    const size_t length = strlen(text);
    (void)snprintf(text + length, size - length, "%s", more);
}

static void append_digit(char *text, size_t size, const struct decimal *number, int i)
{
    const bool there = i >= 0 && i < number->count;
    const size_t length = strlen(text);
    (void)snprintf(text + length, size - length, "%.1s", there ? &number->digit[i] : "0");
}

/* Appends the number with at least `decimals` decimals, and all its digits. */
static void append_decimal(char *text, size_t size, const struct decimal *number,
                           int decimals, const struct language *in)
{
    const int whole = number->point > 1 ? number->point : 1;
    const int shift = number->point - whole; /* leading zeros of 0,05 */
    const int own = number->count - number->point;
    const int fraction = own > decimals ? own : decimals;
    append(text, size, number->negative ? in->minus : "");
    for (int i = 0; i < whole; i++) {
        append(text, size, i > 0 && (whole - i) % 3 == 0 ? in->thousands : "");
        append_digit(text, size, number, i + shift);
    }
    append(text, size, fraction > 0 ? in->point : "");
    for (int i = whole; i < whole + fraction; i++) {
        append_digit(text, size, number, i + shift);
    }
}

static void append_power(char *text, size_t size, struct decimal number,
                         const struct language *in)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴",
                                         "⁵", "⁶", "⁷", "⁸", "⁹"};
    char exponent[16];
    (void)snprintf(exponent, sizeof exponent, "%d", number.point - 1);
    number.point = 1;
    append_decimal(text, size, &number, 0, in);
    append(text, size, TIMES "10");
    for (const char *at = exponent; *at != '\0'; at++) {
        append(text, size, *at == '-' ? "⁻" : raised[*at - '0']);
    }
}

static bool needs_power(const struct decimal *number)
{
    return number->point > DIGITS || (number->count > 0 && number->point < -5);
}

/* Whether the value is no finite number; its sign of infinity or dash is then in the
 * text. */
static bool write_special(char text[ES_TEXT_SIZE], double value)
{
    if (isfinite(value)) {
        return false;
    }
    (void)snprintf(text, ES_TEXT_SIZE, "%s%s", value < 0.0 ? MINUS : "",
                   isnan(value) ? EN_DASH : INFINITY_SIGN);
    return true;
}

/* Rounds a value to about `digits` digits and tells its scale: 0, or thousands, millions
 * ... */
static int scale_quantity(double value, int digits, const struct language *in,
                          struct decimal *number)
{
    *number = decimal_of(value);
    if (number->point <= FULL_DIGITS) {
        round_decimals(number, digits > number->point ? digits - number->point : 0);
    }
    if (number->point <= FULL_DIGITS) {
        return 0;
    }
    round_decimals(number, digits - number->point);
    int scale = (number->point - 1) / 3;
    scale = scale < SCALES ? scale : SCALES - 1;
    return in->scale[scale] == NULL ? 0 : scale;
}

const char *es_language_code(enum es_language language)
{
    return languages[language].code;
}

void es_text_quantity(char text[ES_TEXT_SIZE], double value, int digits,
                      enum es_language language)
{
    const struct language *in = &languages[language];
    if (write_special(text, value)) {
        return;
    }
    struct decimal number;
    const int scale = scale_quantity(value, digits, in, &number);
    text[0] = '\0';
    if (needs_power(&number)) {
        append_power(text, ES_TEXT_SIZE, number, in);
        return;
    }
    number.point -= 3 * scale;
    append_decimal(text, ES_TEXT_SIZE, &number, 0, in);
    append(text, ES_TEXT_SIZE, in->scale[scale]);
}

/* One end of a range in the unit of the larger end, with no more decimals than that end
 * could have, but one at least. */
static void write_end(char text[ES_TEXT_SIZE], double value, int digits, int scale,
                      int decimals, const struct language *in)
{
    struct decimal number = decimal_of(value);
    number.point -= number.count > 0 ? 3 * scale : 0;
    const int own = digits - number.point;
    const int floor = scale == 0 && own < 0 && number.point <= FULL_DIGITS ? 0 : own;
    round_decimals(&number, floor < decimals ? floor : decimals);
    text[0] = '\0';
    append_decimal(text, ES_TEXT_SIZE, &number, 0, in);
}

/* Two ends that cannot share a unit. */
static void write_apart(char text[2 * ES_TEXT_SIZE], double low, double high, int digits,
                        enum es_language language)
{
    char first[ES_TEXT_SIZE], last[ES_TEXT_SIZE];
    es_text_quantity(first, low, digits, language);
    es_text_quantity(last, high, digits, language);
    (void)snprintf(text, (size_t)2 * ES_TEXT_SIZE, "%s%s%s", first,
                   languages[language].to, last);
}

void es_text_range(char text[2 * ES_TEXT_SIZE], double low, double high, int digits,
                   enum es_language language)
{
    const struct language *in = &languages[language];
    const double larger = fabs(high) >= fabs(low) ? high : low;
    struct decimal number = {0};
    const int scale = isfinite(larger) ? scale_quantity(larger, digits, in, &number) : 0;
    if (!isfinite(low) || !isfinite(high) || needs_power(&number)) {
        write_apart(text, low, high, digits, language);
        return;
    }
    const int room = digits - (number.point - 3 * scale);
    const int decimals = room > 1 ? room : 1;
    char first[ES_TEXT_SIZE], last[ES_TEXT_SIZE];
    write_end(first, low, digits, scale, decimals, in);
    write_end(last, high, digits, scale, decimals, in);
    const bool same = strcmp(first, last) == 0;
    (void)snprintf(text, (size_t)2 * ES_TEXT_SIZE, "%s%s%s%s", same ? "" : first,
                   same ? "" : in->to, last, in->scale[scale]);
}

void es_text_number(char text[ES_TEXT_SIZE], double value, int decimals,
                    enum es_language language)
{
    if (write_special(text, value)) {
        return;
    }
    struct decimal number = decimal_of(value);
    round_decimals(&number, decimals);
    text[0] = '\0';
    if (number.point > DIGITS) {
        append_power(text, ES_TEXT_SIZE, number, &languages[language]);
    } else {
        append_decimal(text, ES_TEXT_SIZE, &number, decimals, &languages[language]);
    }
}

void es_text_percent(char text[ES_TEXT_SIZE], double share, enum es_language language)
{
    const char *sign = languages[language].percent;
    char number[ES_TEXT_SIZE];
    if (share > 0.0 && share < 0.005) {
        (void)snprintf(text, ES_TEXT_SIZE, "<" HARD_SPACE "1%s", sign);
    } else if (share >= 0.995 && share < 1.0) {
        (void)snprintf(text, ES_TEXT_SIZE, ">" HARD_SPACE "99%s", sign);
    } else {
        es_text_number(number, share * 100.0, 0, language);
        (void)snprintf(text, ES_TEXT_SIZE, "%.48s%s", number, isnan(share) ? "" : sign);
    }
}

/* "13 sept. 2023", or without the day. */
static void write_date(char text[ES_TEXT_SIZE], int day, bool with_day,
                       const char *const months[12], enum es_language language)
{
    text[0] = '\0';
    if (day == ES_NO_DAY) {
        return;
    }
    int year, month, date;
    es_day_split(day, &year, &month, &date);
    char first[16] = "";
    if (with_day) {
        (void)snprintf(first, sizeof first, "%d%s ", date,
                       language == ES_FR && date == 1 ? "er" : "");
    }
    (void)snprintf(text, ES_TEXT_SIZE, "%s%s %d", first, months[month - 1], year);
}

void es_text_long_day(char text[ES_TEXT_SIZE], int day, enum es_language language)
{
    write_date(text, day, true, languages[language].long_month, language);
}

void es_text_month(char text[ES_TEXT_SIZE], int day, enum es_language language)
{
    write_date(text, day, false, languages[language].month, language);
}

void es_text_long_month(char text[ES_TEXT_SIZE], int day, enum es_language language)
{
    write_date(text, day, false, languages[language].long_month, language);
}

const char *es_text_month_name(int month, enum es_language language)
{
    return languages[language].month[month - 1];
}

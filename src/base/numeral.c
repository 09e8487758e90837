#include "base/numeral.h"

#include "essor/number.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THOUSAND = 3, ROUND_FROM = 3 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

size_t es_blank_span(const char *text)
{
    static const char *const blanks[] = {
        " ", "\t", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (strncmp(text, blanks[i], strlen(blanks[i])) == 0) {
            return strlen(blanks[i]);
        }
    }
    const unsigned char last =
        strncmp(text, "\xe2\x80", 2) == 0 ? (unsigned char)text[2] : 0;
    return last >= 0x80 && last <= 0x8a ? 3 : 0; /* U+2000 to U+200A */
}

/* The sign at the start of the text that can stand inside a number; its bytes, and ' '
 * for any blank. */
static size_t read_mark(const char *text, char *mark)
{
    const size_t blank = es_blank_span(text);
    if (blank > 0) {
        *mark = ' ';
        return blank;
    }
    if (*text == '.' || *text == ',' || *text == '\'') {
        *mark = *text;
        return 1;
    }
    *mark = '\'';
    return strncmp(text, "\xe2\x80\x99", 3) == 0 ? 3 : 0; /* U+2019 */
}

/* Blanks and apostrophes only part thousands; after "12 juillet 2023" no group follows.
 */
static bool fits(const struct es_numeral *numeral, char mark, size_t digits)
{
    if (mark == '.' || mark == ',') {
        return digits > 0;
    }
    const char before = numeral->mark[numeral->groups - 1];
    const size_t length = numeral->length[numeral->groups - 1];
    const bool first = numeral->groups == 1;
    return digits == THOUSAND && (first ? length <= THOUSAND : before == mark);
}

static void add_group(struct es_numeral *numeral, char mark, const char *text,
                      size_t length)
{
    const size_t used = strlen(numeral->digits);
    memcpy(numeral->digits + used, text, length);
    numeral->mark[numeral->groups] = mark;
    numeral->length[numeral->groups++] = length;
}

static size_t read_exponent(const char *text, struct es_numeral *numeral)
{
    if (*text != 'e' && *text != 'E') {
        return 0;
    }
    const size_t sign = text[1] == '+' || text[1] == '-' ? 1 : 0;
    const size_t digits = count_digits(text + 1 + sign);
    if (digits == 0 || digits > 3) {
        return 0;
    }
    numeral->exponent = (int)strtol(text + 1, NULL, 10);
    return 1 + sign + digits;
}

size_t es_numeral_read(const char *text, struct es_numeral *numeral)
{
    *numeral = (struct es_numeral){.groups = 0};
    size_t at = 0, step = 0, used = 0;
    size_t digits = count_digits(text);
    char mark = '\0';
    while (digits > 0 && used + digits < ES_NUMERAL_TEXT &&
           numeral->groups < ES_NUMERAL_GROUPS) {
        add_group(numeral, mark, text + at + step, digits);
        used += digits;
        at += step + digits;
        step = read_mark(text + at, &mark);
        digits = step > 0 ? count_digits(text + at + step) : 0;
        digits = fits(numeral, mark, digits) ? digits : 0;
    }
    const bool cut = digits > 0 || is_digit(text[at]);
    return cut ? 0 : at + (at > 0 ? read_exponent(text + at, numeral) : 0);
}

size_t es_amount_span(const char *text)
{
    struct es_numeral numeral;
    return es_numeral_read(text, &numeral);
}

/* The digits after the decimal sign; SIZE_MAX if the groups do not fit that sign. */
static size_t count_decimals(const struct es_numeral *numeral, char decimal)
{
    if (numeral->groups == 0) {
        return SIZE_MAX; /* more digits than a number has */
    }
    const size_t last = numeral->groups - 1;
    const bool has = last > 0 && numeral->mark[last] == decimal;
    const size_t thousands = has ? last : numeral->groups; /* groups before the sign */
    for (size_t i = 1; i < thousands; i++) {
        if (numeral->mark[i] == decimal || numeral->mark[i] != numeral->mark[1] ||
            numeral->length[i] != THOUSAND) {
            return SIZE_MAX;
        }
    }
    const bool grouped = thousands > 1;
    if (grouped && (numeral->length[0] > THOUSAND || numeral->digits[0] == '0')) {
        return SIZE_MAX;
    }
    return has ? numeral->length[last] : 0;
}

enum es_amount_status es_numeral_value(const struct es_numeral *numeral, char decimal,
                                       int power, double *value)
{
    const size_t decimals = count_decimals(numeral, decimal);
    if (decimals == SIZE_MAX) {
        return ES_AMOUNT_BAD;
    }
    /* One reading of all digits with their exponent rounds once: 9.2 x 1e6 would twice.
     */
    char text[ES_NUMERAL_TEXT + 24];
    (void)snprintf(text, sizeof text, "%se%d", numeral->digits,
                   power + numeral->exponent - (int)decimals);
    switch (es_number_parse(text, value)) {
    case ES_NUMBER_GOOD:
        return ES_AMOUNT_GOOD;
    case ES_NUMBER_OUT_OF_RANGE:
        return ES_AMOUNT_OUT_OF_RANGE;
    case ES_NUMBER_BAD:
        break;
    }
    return ES_AMOUNT_BAD;
}

int es_numeral_place(const struct es_numeral *numeral, char decimal, bool rounded)
{
    const size_t decimals = count_decimals(numeral, decimal);
    const size_t length = strlen(numeral->digits);
    size_t zeros = 0;
    while (zeros < length && numeral->digits[length - 1 - zeros] == '0') {
        zeros++;
    }
    const bool whole = decimals == 0 && numeral->exponent == 0;
    const bool rounds = rounded && whole && length >= ROUND_FROM && zeros < length;
    return rounds ? (int)zeros : numeral->exponent - (int)decimals;
}

double es_power_of_ten(int power)
{
    char text[16];
    double value = 0.0;
    (void)snprintf(text, sizeof text, "1e%d", power);
    return es_number_parse(text, &value) == ES_NUMBER_GOOD ? value : 0.0;
}

#include "essor/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_digits(const char *at)
{
    return at + strspn(at, "0123456789");
}

/* Whether the text has the form that number.h promises. */
static int is_plain(const char *text)
{
    const char *at = text + (*text == '+' || *text == '-');
    const char *whole = skip_digits(at);
    const char *fraction = *whole == '.' ? skip_digits(whole + 1) : whole;
    if (whole == at || (*whole == '.' && fraction == whole + 1)) {
        return 0;
    }
    if (*fraction != 'e' && *fraction != 'E') {
        return *fraction == '\0';
    }
    const char *exponent = fraction + 1;
    exponent += *exponent == '+' || *exponent == '-';
    const char *end = skip_digits(exponent);
    return end != exponent && *end == '\0';
}

/* A program that uses the library may have set a locale with a decimal comma; strtod and
 * printf follow the thread's. Returns what give_back needs. */
static locale_t take_c_locale(void)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return c == (locale_t)0 ? (locale_t)0 : uselocale(c);
}

static void give_back(locale_t old)
{
    if (old != (locale_t)0) {
        freelocale(uselocale(old));
    }
}

/* Reads up to 15 digits with a decimal point. Both the digits and the power of ten are
 * then exact, so that one division rounds as strtod does (Clinger 1990), at a tenth of
 * its time. False for any other text. */
static int read_short(const char *text, double *value)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *at = text + (*text == '-');
    uint64_t digits = 0;
    int n = 0, fraction = -1;
    for (; (*at >= '0' && *at <= '9') || (*at == '.' && fraction < 0 && n > 0); at++) {
        if (*at == '.') {
            fraction = 0;
            continue;
        }
        digits = digits * 10 + (uint64_t)(*at - '0');
        fraction += fraction >= 0;
        if (++n > DBL_DIG) {
            return 0;
        }
    }
    if (*at != '\0' || n == 0 || fraction == 0) {
        return 0;
    }
    const double size = (double)digits / powers[fraction < 0 ? 0 : fraction];
    *value = *text == '-' ? -size : size;
    return 1;
}

/* The shortest digits of a whole number that has at most 15. */
static int write_short(char text[ES_NUMBER_TEXT], double value)
{
    if (!(fabs(value) < 1e15) || value != floor(value) || signbit(value)) {
        return 0;
    }
    char digits[DBL_DIG + 1];
    size_t n = 0;
    uint64_t left = (uint64_t)value;
    do {
        digits[n++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    for (size_t i = 0; i < n; i++) {
        text[i] = digits[n - 1 - i];
    }
    text[n] = '\0';
    return 1;
}

enum es_number_status es_number_parse(const char *text, double *value)
{
    if (read_short(text, value)) {
        return ES_NUMBER_GOOD;
    }
    if (!is_plain(text)) {
        return ES_NUMBER_BAD;
    }
    const locale_t old = take_c_locale();
    const double parsed = strtod(text, NULL);
    give_back(old);
    const size_t mantissa = strcspn(text, "eE");
    const int zero = strcspn(text, "123456789") >= mantissa;
    if (!isfinite(parsed) || (!zero && fabs(parsed) < DBL_MIN)) {
        return ES_NUMBER_OUT_OF_RANGE;
    }
    *value = parsed;
    return ES_NUMBER_GOOD;
}

enum es_number_status es_number_parse_bare(const char *text, double *value)
{
    enum { LONGEST = 400 };
    char plain[LONGEST + 3];
    size_t used = 0;
    const char *point = strchr(text, '.');
    if (point == NULL || strlen(text) > LONGEST) {
        return es_number_parse(text, value);
    }
    const int before = point > text && point[-1] >= '0' && point[-1] <= '9';
    const int after = point[1] >= '0' && point[1] <= '9';
    for (const char *at = text; *at != '\0'; at++) {
        if (at == point && !before && after) {
            plain[used++] = '0';
        }
        plain[used++] = *at;
        if (at == point && before && !after) {
            plain[used++] = '0';
        }
    }
    plain[used] = '\0';
    return es_number_parse(plain, value);
}

void es_number_format(char text[ES_NUMBER_TEXT], double value)
{
    text[0] = '\0';
    if (isnan(value) || write_short(text, value)) {
        return;
    }
    const locale_t old = take_c_locale();
    for (int digits = DBL_DIG; digits <= DBL_DECIMAL_DIG; digits++) {
        (void)snprintf(text, ES_NUMBER_TEXT, "%.*g", digits, value);
        const double back = strtod(text, NULL);
        if (back == value) {
            break;
        }
    }
    give_back(old);
}

#include "essor/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
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

enum es_number_status es_number_parse(const char *text, double *value)
{
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
    if (isnan(value)) {
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

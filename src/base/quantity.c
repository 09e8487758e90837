#include "essor/quantity.h"

#include "essor/number.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *suffix;
    double factor;
} scales[] = {
    {"", 1.0}, {"k", 1e3}, {"M", 1e6}, {"Md", 1e9}, {"bn", 1e9}, {"G", 1e9}, {"%", 0.01},
};

enum { LONGEST = 40 };

/* The number before a suffix, with its one decimal comma made a point. */
static bool parse_plain(const char *text, size_t length, double *value)
{
    char plain[LONGEST + 1];
    if (length == 0 || length > LONGEST) {
        return false;
    }
    memcpy(plain, text, length);
    plain[length] = '\0';
    char *comma = strchr(plain, ',');
    if (comma != NULL) {
        *comma = '.';
    }
    return es_number_parse(plain, value) == ES_NUMBER_GOOD;
}

/* The value and the factor of its suffix. */
static bool parse_scaled(const char *text, double *value, double *factor)
{
    const size_t length = strspn(text, "+-0123456789.,eE");
    const char *suffix = text + length + strspn(text + length, " ");
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        if (strcmp(suffix, scales[i].suffix) == 0) {
            *factor = scales[i].factor;
            return parse_plain(text, length, value);
        }
    }
    return false;
}

bool es_quantity_parse(const char *text, double *value)
{
    double number, factor;
    if (strchr(text, '%') != NULL || !parse_scaled(text, &number, &factor)) {
        return false;
    }
    *value = number * factor;
    return true;
}

bool es_share_parse(const char *text, double *share)
{
    double number, factor;
    const bool percent = strchr(text, '%') != NULL;
    if (!parse_scaled(text, &number, &factor) || number < 0.0 || number * factor > 1.0 ||
        (!percent && factor != 1.0)) {
        return false;
    }
    *share = number * factor;
    return true;
}

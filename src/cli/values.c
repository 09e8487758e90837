#include "cli/options.h"

#include "essor/amount.h"
#include "essor/number.h"
#include "essor/quantity.h"
#include "essor/window.h"

#include <math.h>
#include <string.h>

enum { LONGEST_NUMBER = 32 };

/* A value that is being read. */
struct given {
    struct session *session;
    const struct option *option;
    const char *value;
    const char *called; /* "--jobs", or where else the value stands */
};

/* Why a value was refused, and what would be right. */
static enum es_status refuse_reading(const struct given *given, const char *why)
{
    return es_fail(given->session->error, ES_ERR_ARGUMENT, "%s cannot be \"%s\"; %s",
                   given->called, given->value, why);
}

static enum es_status refuse_value(const struct given *given, const char *right)
{
    return es_fail(given->session->error, ES_ERR_ARGUMENT,
                   "%s cannot be \"%s\"; it takes %s", given->called, given->value,
                   right);
}

static bool is_choice(const struct option *option, const char *value)
{
    for (size_t i = 0; option->choice[i] != NULL; i++) {
        if (strcmp(option->choice[i], value) == 0) {
            return true;
        }
    }
    return false;
}

static bool parse_months(const char *text, int *months)
{
    char number[LONGEST_NUMBER];
    double count;
    const size_t length = strlen(text);
    if (length < 2 || length >= sizeof number ||
        (text[length - 1] != 'm' && text[length - 1] != 'y')) {
        return false;
    }
    memcpy(number, text, length - 1);
    number[length - 1] = '\0';
    if (es_number_parse(number, &count) != ES_NUMBER_GOOD || floor(count) != count) {
        return false;
    }
    count *= text[length - 1] == 'y' ? 12.0 : 1.0;
    if (count < 1.0 || count > 600.0) {
        return false;
    }
    *months = (int)count;
    return true;
}

static bool parse_count(const char *text, double most, size_t *count)
{
    double number;
    if (es_number_parse(text, &number) != ES_NUMBER_GOOD || floor(number) != number ||
        number < 1.0 || number > most) {
        return false;
    }
    *count = (size_t)number;
    return true;
}

static enum es_status set_choice(const struct given *given, const char **place)
{
    const struct option *option = given->option;
    if (is_choice(given->option, given->value)) {
        *place = given->value;
        return ES_OK;
    }
    char right[128] = "";
    size_t used = 0;
    for (size_t i = 0; option->choice[i] != NULL; i++) {
        const char *joint = i == 0 ? "" : option->choice[i + 1] == NULL ? " or " : ", ";
        used += (size_t)snprintf(right + used, sizeof right - used, "%s%s", joint,
                                 option->choice[i]);
    }
    return refuse_value(given, right);
}

static enum es_status set_quantity(const struct given *given, double *quantity)
{
    double number;
    struct es_amount reading[2];
    if (es_quantity_parse(given->value, &number) && number > 0.0) {
        *quantity = number;
        return ES_OK;
    }
    if (es_amount_parse(given->value, ES_DECIMAL_UNKNOWN, reading) ==
        ES_AMOUNT_DOUBTFUL) {
        char one[ES_NUMBER_TEXT], other[ES_NUMBER_TEXT], why[128];
        es_number_format(one, reading[0].value);
        es_number_format(other, reading[1].value);
        (void)snprintf(why, sizeof why, "is it %s or %s?", one, other);
        return refuse_reading(given, why);
    }
    return refuse_value(given, "a number above 0, as in 150M");
}

/* A date as people write it; of a longer period the day it stands for. */
static enum es_status set_day(const struct given *given, int *day)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT], one[ES_DAY_TEXT], other[ES_DAY_TEXT], why[128];
    switch (es_window_parse(given->value, &style, reading, rule)) {
    case ES_WINDOW_GOOD:
        *day = es_window_day(&reading[0]);
        return ES_OK;
    case ES_WINDOW_IMPOSSIBLE:
        return refuse_reading(given, rule);
    case ES_WINDOW_DOUBTFUL:
        es_day_format(es_window_day(&reading[0]), one);
        es_day_format(es_window_day(&reading[1]), other);
        (void)snprintf(why, sizeof why, "is it %s or %s?", one, other);
        return refuse_reading(given, why);
    case ES_WINDOW_BAD:
        break;
    }
    return refuse_reading(given,
                          "it takes a date, as in 2023-09-13, sept. 2023 or fin 2026");
}

static enum es_status set_value(const struct given *given)
{
    void *place = (unsigned char *)&given->session->options + given->option->offset;
    double number;
    switch (given->option->type) {
    case OPTION_FLAG:
        *(bool *)place = true;
        return ES_OK;
    case OPTION_BETWEEN: /* an argument */
        return ES_OK;
    case OPTION_TEXT:
        *(const char **)place = given->value;
        return ES_OK;
    case OPTION_CHOICE:
        return set_choice(given, place);
    case OPTION_DAY:
        return set_day(given, place);
    case OPTION_QUANTITY:
        return set_quantity(given, place);
    case OPTION_MONTHS:
        return parse_months(given->value, place)
                   ? ES_OK
                   : refuse_value(given,
                                  "months or years, from 1m to 50y, as in 24m or 2y");
    case OPTION_SHARE:
        if (!es_share_parse(given->value, &number) || !(number > 0.0 && number < 1.0)) {
            return refuse_value(given, "a share between 0 and 1, as in 0.95 or 95%");
        }
        *(double *)place = number;
        return ES_OK;
    case OPTION_COUNT:
        return parse_count(given->value, 64.0, place)
                   ? ES_OK
                   : refuse_value(given, "a whole number from 1 to 64");
    case OPTION_DRAWS:
        return parse_count(given->value, 1e6, place)
                   ? ES_OK
                   : refuse_value(given, "a whole number from 1 to 1000000");
    }
    return ES_OK;
}

enum es_status cli_set_option(struct session *session, const struct option *option,
                              const char *value, const char *called)
{
    return set_value(&(struct given){session, option, value, called});
}

#include "essor/quantity.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

bool es_quantity_amount(const char *text, struct es_amount *amount)
{
    const char *point = strchr(text, '.');
    const bool decimal = point != NULL && strpbrk(point + 1, ".,") == NULL &&
                         memchr(text, ',', (size_t)(point - text)) == NULL;
    struct es_amount reading[2];
    if (es_amount_parse(text, decimal ? ES_DECIMAL_POINT : ES_DECIMAL_UNKNOWN, reading) !=
        ES_AMOUNT_GOOD) {
        return false;
    }
    *amount = reading[0];
    return !amount->missing && isnan(amount->value_hi) &&
           amount->bound == ES_BOUND_NONE && isfinite(amount->value);
}

bool es_quantity_parse(const char *text, double *value)
{
    struct es_amount amount;
    if (!es_quantity_amount(text, &amount) || amount.percent || amount.times) {
        return false;
    }
    *value = amount.value;
    return true;
}

bool es_share_parse(const char *text, double *share)
{
    struct es_amount amount;
    if (!es_quantity_amount(text, &amount) || amount.times) {
        return false;
    }
    const double value = amount.percent ? amount.value / 100.0 : amount.value;
    if (!(value >= 0.0 && value <= 1.0)) {
        return false;
    }
    *share = value;
    return true;
}

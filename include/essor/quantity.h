/* quantity.h: numbers as people type them in settings and options. */
#ifndef ESSOR_QUANTITY_H
#define ESSOR_QUANTITY_H

#include "essor/amount.h"

#include <stdbool.h>

/* One number, which may be a change in percent or a ratio; one point alone is a decimal
 * point. False for a range, a bound, what has two readings or is not available. */
bool es_quantity_amount(const char *text, struct es_amount *amount);

/*
 * Reads "34200000", "34.2M", "34,2 M", "1.2 Md", "1.2bn", "500k", "1.5e6", "3,5
 * millions", "34 200 000": what es_amount_parse reads without sign of change, bound or %.
 * One point alone is a decimal point. False, with *value untouched, for anything else,
 * "1,234" included, which may be a thousand or little more than one.
 */
bool es_quantity_parse(const char *text, double *value);

/* Reads a share as "15%", "15 %", "0.15" or "0,15"; a plain number above 1 is refused, as
 * nobody can tell whether it is a percentage. */
bool es_share_parse(const char *text, double *share);

#endif

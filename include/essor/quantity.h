/* quantity.h: numbers as people type them in settings and options. */
#ifndef ESSOR_QUANTITY_H
#define ESSOR_QUANTITY_H

#include <stdbool.h>

/*
 * Reads "34200000", "34.2M", "34,2 M", "1.2 Md", "1.2bn", "500k", "1.5e6": a number with
 * a decimal point or comma, then k (thousand), M (million), Md, bn or G (billion) or
 * nothing, with or without a blank between. False, with *value untouched, for anything
 * else.
 */
bool es_quantity_parse(const char *text, double *value);

/* Reads a share as "15%", "15 %", "0.15" or "0,15"; a plain number above 1 is refused, as
 * nobody can tell whether it is a percentage. */
bool es_share_parse(const char *text, double *share);

#endif

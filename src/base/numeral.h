/* numeral.h: the digits of a number as people write them, before anybody says which sign
 * is the decimal one. */
#ifndef ESSOR_BASE_NUMERAL_H
#define ESSOR_BASE_NUMERAL_H

#include "essor/amount.h"

enum { ES_NUMERAL_GROUPS = 12, ES_NUMERAL_TEXT = 64 };

/* "1 234,5" is three groups; mark[i] stands before group i: '.', ',', '\'' or ' ' (any
 * blank). */
struct es_numeral {
    char digits[ES_NUMERAL_TEXT]; /* all groups, one after the other */
    size_t length[ES_NUMERAL_GROUPS];
    char mark[ES_NUMERAL_GROUPS];
    size_t groups;
    int exponent; /* "1.5e6" */
};

/* Reads the longest numeral at the start of the text; returns its bytes, 0 if none. */
size_t es_numeral_read(const char *text, struct es_numeral *numeral);

/* The value with that decimal sign, times ten to a power; bad if the groups do not fit
 * the sign. *value stays untouched unless it is good. */
enum es_amount_status es_numeral_value(const struct es_numeral *numeral, char decimal,
                                       int power, double *value);

/* The power of ten of the last digit: -1 for "12,5". `rounded`: zeros at the end of a
 * whole number from 100 on do not count as given. The groups fit the sign. */
int es_numeral_place(const struct es_numeral *numeral, char decimal, bool rounded);

double es_power_of_ten(int power);

#endif

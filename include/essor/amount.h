/*
 * amount.h: numbers as people write them: "1 234,5" with any kind of blank, "1.234,5",
 * "1,234.5", "12,5 M", "1,2 Md", "3,5 millions", "14 %", "+200 000", "<5", "x1.5",
 * "180-200 M", "n.d.".
 *
 * Nothing is guessed. "1,234" may be a thousand or little more than one: unless the
 * caller says which sign is the decimal one, the answer is both readings.
 */
#ifndef ESSOR_AMOUNT_H
#define ESSOR_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

/* The decimal sign of a text. Once it is stated, the other sign can only stand between
 * thousands: "12.5" is then no number of a text with a decimal comma. */
enum es_decimal { ES_DECIMAL_UNKNOWN, ES_DECIMAL_POINT, ES_DECIMAL_COMMA };

enum es_amount_status {
    ES_AMOUNT_GOOD,
    ES_AMOUNT_BAD,         /* not a number, or more than a number */
    ES_AMOUNT_DOUBTFUL,    /* two readings */
    ES_AMOUNT_OUT_OF_RANGE /* beyond 1.8e308, or not 0 and below 2.2e-308 in size */
};

/* What stands before the number: nothing, "<", ">", "~". */
enum es_bound { ES_BOUND_NONE, ES_BOUND_BELOW, ES_BOUND_ABOVE, ES_BOUND_AROUND };

struct es_amount {
    double value; /* 12.5e6 for "12,5 M", 14 for "14 %"; NAN where it is not available */
    double value_hi; /* upper end of a range, else NAN */
    double step;     /* size of the last digit given: 1e5 for "12,5 M" and for "1200000".
                        Zeros at the end of a whole number from 100 on count as rounded
                        away, but not before "M" or "%" */
    enum es_bound bound;
    int sign;     /* 1 or -1 where one is written, as for a change; else 0 */
    bool percent; /* followed by % */
    bool times;   /* a ratio: "x5", "×1,5", "5x" */
    bool missing; /* "n.d.", "n/a", "n.c.", "-", "..": not available */
};

/*
 * Reads the whole text, blanks around it dropped. reading[0] is the answer where the
 * status is good. For a doubtful text reading[0] takes the sign as the decimal one and
 * reading[1] as the one between thousands. Otherwise both stay untouched, as reading[1]
 * does for a good text. "billion" is 1e9 beside a stated decimal point, and unknown
 * elsewhere, since it is a thousand times that in French.
 */
enum es_amount_status es_amount_parse(const char *text, enum es_decimal decimal,
                                      struct es_amount reading[2]);

/* How many bytes at the start of `text` are one number without its sign, "1 234,5" of
 * "1 234,5 millions"; 0 if it begins with none. */
size_t es_amount_span(const char *text);

/* The bytes of a blank of any kind at the start of `text`: space, tab, U+00A0, U+2000 to
 * U+200A, U+202F, U+205F, U+3000; 0 if there is none. */
size_t es_blank_span(const char *text);

#endif

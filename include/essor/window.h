/*
 * window.h: dates as people write them: "2023-09-13", "31/12/2023", "13 septembre 2023",
 * "sept. 2023", "T3 2023", "2023-Q3", "S38 2023", "été 2023", "fin 2023", "mi-2023",
 * "2023", "du 1er juillet au 31 août 2023", and serial numbers of spreadsheets. French
 * and English names are read alike.
 *
 * Each is a window of days. Nothing is guessed: a text with two readings gives both, and
 * a date that cannot exist names the rule it breaks.
 */
#ifndef ESSOR_WINDOW_H
#define ESSOR_WINDOW_H

#include "essor/figure.h"

/* "03/04/2023" is 3 April in French, 4 March in the United States. */
enum es_day_order { ES_ORDER_UNKNOWN, ES_DAY_FIRST, ES_MONTH_FIRST };

/* What a bare number is: no date, or days since the epoch of a spreadsheet. */
enum es_serial { ES_NO_SERIAL, ES_SERIAL_1900, ES_SERIAL_1904 };

/* What the caller knows; {0} for nothing. */
struct es_window_style {
    enum es_day_order order;
    enum es_serial serial;
};

enum es_window_status {
    ES_WINDOW_GOOD,
    ES_WINDOW_BAD,        /* not a date, or more than a date */
    ES_WINDOW_IMPOSSIBLE, /* a date that the calendar does not have */
    ES_WINDOW_DOUBTFUL    /* two readings */
};

/* How wide the words are; ES_GRAIN_SPAN is from one date to another. */
enum es_grain {
    ES_GRAIN_DAY,
    ES_GRAIN_WEEK,
    ES_GRAIN_MONTH,
    ES_GRAIN_QUARTER,
    ES_GRAIN_HALF,
    ES_GRAIN_SEASON,
    ES_GRAIN_YEAR,
    ES_GRAIN_SPAN
};

/* The part of it that is meant: "début", "mi-", "fin". */
enum es_part { ES_PART_WHOLE, ES_PART_START, ES_PART_MIDDLE, ES_PART_END };

struct es_window {
    int from_day, to_day; /* both included */
    enum es_basis basis;  /* ES_STATED; ES_INFERRED for seasons and for parts of a year */
    enum es_grain grain;
    enum es_part part;
};

enum { ES_RULE_TEXT = 96 };

/*
 * Reads the whole text, blanks around it and a time of day after it dropped. reading[0]
 * is the answer where the status is good; both readings are filled where it is doubtful
 * ("03/04/2023" in an unknown order, "S1 2023": half or week, "hiver 2023"). `rule`, for
 * a date that is impossible, says why: "April has 30 days"; else it stays untouched, as
 * the readings do.
 *
 * Summer is July and August, the other seasons are three months: March to May, September
 * to November, December to February. The end of a year is December, its start January,
 * its middle 15 June to 15 July; the parts of a month have ten days or what remains of
 * it. Years have four digits (1800 to 2199, any in YYYY-MM-DD) or, after day and month,
 * two: 70 to 99 are of the last century.
 */
enum es_window_status es_window_parse(const char *text,
                                      const struct es_window_style *style,
                                      struct es_window reading[2],
                                      char rule[ES_RULE_TEXT]);

/* The day that a window stands for where one is wanted: its last day, but for the start
 * (first day) or the middle (middle day) of a period. */
int es_window_day(const struct es_window *window);

#endif

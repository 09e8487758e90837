/* window_form.h: the parts of a date, as the forms of window.def find them. */
#ifndef ESSOR_INTAKE_WINDOW_FORM_H
#define ESSOR_INTAKE_WINDOW_FORM_H

#include "essor/window.h"
#include "intake/lexeme.h"

enum es_date_form {
    DATE_CIVIL,
    DATE_ORDERED, /* day and month in the order of the language */
    DATE_MONTH,
    DATE_QUARTER,
    DATE_LAST_QUARTER,
    DATE_HALF,
    DATE_WEEK,
    DATE_WEEK_OF, /* the seven days from a date on */
    DATE_SEASON,
    DATE_YEAR,
    DATE_SPAN
};

enum { ES_NO_PART = -1, ES_NO_WEEKDAY = -1 };

/* ES_NO_PART for what is not said. */
struct es_civil {
    int year, month, day;
};

struct es_date_parts {
    struct es_civil first, second;
    int number;  /* of a quarter, half or week */
    int weekday; /* 0: Monday; ES_NO_WEEKDAY */
    int season;  /* 0: spring */
    enum es_part part;
};

/* Matches a pattern from lexeme `at` on; the lexemes it takes, 0 if it does not fit. */
size_t es_date_match(const char *pattern, const struct es_lexemes *lexemes, size_t at,
                     struct es_date_parts *parts);

/*
 * The window of the parts: one reading, or two where it is doubtful. `rule` is filled
 * where it is impossible.
 */
enum es_window_status es_date_resolve(enum es_date_form form,
                                      const struct es_date_parts *parts,
                                      enum es_day_order order,
                                      struct es_window reading[2],
                                      char rule[ES_RULE_TEXT]);

#endif

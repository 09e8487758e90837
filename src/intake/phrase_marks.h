/* phrase_marks.h: a text as marked stretches, before they are put together. */
#ifndef ESSOR_INTAKE_PHRASE_MARKS_H
#define ESSOR_INTAKE_PHRASE_MARKS_H

#include "base/numeral.h"
#include "essor/phrase.h"
#include "intake/lexeme.h"
#include "intake/window_scan.h"

enum es_mark_type {
    MARK_UNKNOWN,
    MARK_FILLER, /* says nothing of the number */
    MARK_ASIDE,  /* the same, and nothing is counted across it */
    MARK_EVENT,  /* says nothing of the number, but that something happened ... */
    MARK_STATE,  /* ... or was so */
    MARK_LINK,
    MARK_NUMBER,
    MARK_ARTICLE, /* "un", "a": one, if a scale or a share follows */
    MARK_DATE,
    MARK_SCALE,
    MARK_PERCENT,
    MARK_TIMES,
    MARK_MORE,
    MARK_LESS,
    MARK_QUALIFIER,
    MARK_PER,
    MARK_AVERAGE,
    MARK_GROWTH,
    MARK_PLUS,
    MARK_RISE,
    MARK_FALL,
    MARK_MULTIPLY,
    MARK_DIVIDE,
    MARK_FACTOR,
    MARK_FRACTION,
    MARK_WHOLE,
    MARK_NOUN,
    MARK_SINCE,
    MARK_LAUNCH,
    MARK_NOW,
    MARK_CUMUL,
    MARK_THAN,
    MARK_AGO,
    MARK_LAST,     /* the month, quarter, year before the day of publication; # months, or
                      days where it is negative */
    MARK_HALF,     /* one half more of what stands before it */
    MARK_DURATION, /* # months, times the number */
    MARK_DURATION_OF, /* so many months */
    MARK_REFUSE
};

enum es_pace { PACE_NONE, PACE_MONTH, PACE_YEAR, PACE_WEEK, PACE_DAY };
enum es_link { LINK_OF, LINK_BETWEEN, LINK_TO, LINK_AND, LINK_ON, LINK_DASH };
enum es_noun { NOUN_NONE, NOUN_FLOW, NOUN_LEVEL, NOUN_ACTOR, NOUN_EVENT, NOUN_SEEN };

enum { ES_NO_MARK = -1 };

struct es_mark {
    enum es_mark_type type;
    int number;       /* as the table of words says */
    const char *text; /* the same */
    size_t first, n;  /* lexemes */
    int part;         /* enum es_phrase_part, or ES_NO_MARK while nothing uses it */
    struct es_numeral numeral;    /* of a number, and of a duration */
    struct es_window_found found; /* of a date */
};

struct es_marks {
    const struct es_lexemes *lexemes;
    enum es_phrase_language language; /* French or English */
    size_t n;
    struct es_mark *at; /* room for as many as there are lexemes */
};

/* The decimal sign of the language. */
char es_marks_point(const struct es_marks *marks);

/* Cuts the lexemes up: the longest known words, dates and numbers, from left to right.
 * Dates without a year are those before `near_day`, unless that is ES_NO_DAY. */
void es_marks_read(const struct es_lexemes *lexemes, enum es_phrase_language language,
                   int near_day, struct es_marks *marks);

/* The nearest mark of the type from `at` on, or ES_NO_MARK. */
int es_marks_find(const struct es_marks *marks, size_t at, enum es_mark_type type);

#endif

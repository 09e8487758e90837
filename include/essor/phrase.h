/*
 * phrase.h: the figure that a sentence states: "Plus de 12 millions de documents par mois
 * à l'été 2023", "One in five insured people has activated a profile".
 *
 * Each part of the figure follows from words that are named beside it. A word that no
 * rule knows, a second number, a missing date or kind ends the reading: nothing is
 * invented.
 */
#ifndef ESSOR_PHRASE_H
#define ESSOR_PHRASE_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/figure.h"
#include "essor/observation.h"

#include <stdbool.h>
#include <stddef.h>

/* Why a text is refused: name, what is missing or wrong. */
#define ES_REFUSAL_LIST(X)                                                               \
    X(ES_UNDERSTOOD, "it is understood")                                                 \
    X(ES_UNKNOWN_WORD, "a word that is not known, or not known there")                   \
    X(ES_TOO_LONG, "more than 2 000 bytes or 256 words, or not UTF-8")                   \
    X(ES_NOT_A_FIGURE, "an aim, a forecast, a denial, a question")                       \
    X(ES_NO_NUMBER, "no number")                                                         \
    X(ES_BAD_NUMBER, "a number that cannot be read")                                     \
    X(ES_DOUBTFUL_NUMBER, "a number with two readings")                                  \
    X(ES_TWO_NUMBERS, "more numbers than one figure has")                                \
    X(ES_BAD_DATE, "a date that cannot be, or has two readings")                         \
    X(ES_NO_WINDOW, "no date")                                                           \
    X(ES_TWO_WINDOWS, "more dates than one figure has")                                  \
    X(ES_NO_KIND, "a level, a total or a pace: the words do not tell")                   \
    X(ES_NO_UNIT, "what is counted is not said")                                         \
    X(ES_NO_REFERENCE, "what a ratio compares with is not said")                         \
    X(ES_TWO_LANGUAGES, "it says different things in French and in English")

enum es_refusal {
#define ES_REFUSAL_ENUMERATOR(name, meaning) name,
    ES_REFUSAL_LIST(ES_REFUSAL_ENUMERATOR)
#undef ES_REFUSAL_ENUMERATOR
};

enum es_phrase_language { ES_PHRASE_ANY, ES_PHRASE_FR, ES_PHRASE_EN };

/* What the caller knows beside the text. Days may be ES_NO_DAY, texts "". */
struct es_phrase_context {
    enum es_phrase_language language;
    const char *series; /* of the figure */
    const char *unit;   /* of the series, where the text names none */
    const char *whole;  /* series that shares of it refer to */
    bool has_nature;
    enum es_nature nature;
    bool has_kind; /* stated by the caller */
    enum es_kind kind;
    int launch_day;       /* "since the launch" */
    int published_day;    /* the window, where the text states none: basis "published" */
    int from_day, to_day; /* the window, where the text states none: basis "stated" */
};

/* A context that knows nothing. */
struct es_phrase_context es_phrase_context_empty(void);

/* The parts of a figure that words lead to. */
enum es_phrase_part {
    ES_PART_KIND,
    ES_PART_WINDOW,
    ES_PART_VALUE,
    ES_PART_UNIT,
    ES_PART_QUALIFIER,
    ES_PART_REF,
    ES_PART_IGNORED, /* words that say nothing of the number */
    ES_PHRASE_PARTS
};

struct es_phrase {
    enum es_refusal refusal;
    const char *why;  /* a sentence; "" where it is understood */
    const char *hint; /* what would help; "" if nothing is known to */
    enum es_phrase_language language;
    struct es_figure figure;            /* without id, version and source */
    const char *words[ES_PHRASE_PARTS]; /* "Plus de ... documents": as the text has them;
                                           "" for a part that follows from no word */
};

/*
 * Reads a text, or a cell of a table. ES_OK with the figure; ES_FINDING with refusal, why
 * and hint; ES_ERR_MEMORY.
 *
 * "5 fois plus que" and "five times more than" are five times as much, as the press uses
 * them. A share in words ("un sur cinq", "two thirds") is exact to 5 points, or to one
 * n-th for n above 20. A number without words of precision is "exact" if it is written
 * out to its last digit, else "about". A pace on a day is that of the month up to it.
 */
enum es_status es_phrase_read(const char *text, const struct es_phrase_context *context,
                              struct es_phrase *phrase, struct es_arena *arena,
                              struct es_error *err);

#endif

/* window_match.c: finds the parts of a date by a pattern of window.def. */
#include "intake/window_form.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_ELEMENT = 40 };

/* Lists of names: the n-th line has all names of the n-th thing. */
static const char *const months[12] = {" janvier janv jan january ",
                                       " fevrier fevr fev february feb ",
                                       " mars mar march ",
                                       " avril avr april apr ",
                                       " mai may ",
                                       " juin june jun ",
                                       " juillet juill juil july jul ",
                                       " aout august aug ",
                                       " septembre sept sep september ",
                                       " octobre october oct ",
                                       " novembre november nov ",
                                       " decembre december dec "};
static const char *const weekdays[7] = {
    " lundi monday ",    " mardi tuesday ",   " mercredi wednesday ", " jeudi thursday ",
    " vendredi friday ", " samedi saturday ", " dimanche sunday "};
static const char *const seasons[4] = {" printemps spring ", " ete summer ",
                                       " automne autumn fall ", " hiver winter "};
static const char *const edges[4] = {[ES_PART_START] = " debut start beginning early ",
                                     [ES_PART_MIDDLE] = " mi mid milieu middle ",
                                     [ES_PART_END] = " fin end late "};
static const char *const ordinals[5] = {[1] = " premier premiere first ",
                                        [2] = " deuxieme second seconde ",
                                        [3] = " troisieme third ",
                                        [4] = " quatrieme fourth "};

/* The line that has the word, or ES_NO_PART. */
static int find_name(const char *word, const char *const names[], int n)
{
    char padded[ES_LEXEME_TEXT + 2] = " ";
    (void)strcat(padded, word); // NOLINT: a lexeme's text leaves room for both blanks
    (void)strcat(padded, " ");  // NOLINT
    for (int i = 0; i < n; i++) {
        if (names[i] != NULL && strstr(names[i], padded) != NULL) {
            return i;
        }
    }
    return ES_NO_PART;
}

/* The number that the lexeme is, if it has so many digits; else ES_NO_PART. */
static int read_digits(const struct es_lexeme *lexeme, size_t least, size_t most)
{
    const size_t length = strlen(lexeme->text);
    const bool fits = lexeme->type == ES_LEX_DIGITS && lexeme->length == length &&
                      length >= least && length <= most;
    return fits ? (int)strtol(lexeme->text, NULL, 10) : ES_NO_PART;
}

static int read_year(const struct es_lexeme *lexeme, bool two_digits)
{
    const int year = read_digits(lexeme, 4, 4);
    const int last = two_digits ? read_digits(lexeme, 2, 2) : ES_NO_PART;
    return last == ES_NO_PART ? year : last + (last < 70 ? 2000 : 1900);
}

static int read_name(const struct es_lexeme *lexeme, const char *const names[], int n)
{
    return lexeme->type == ES_LEX_WORD ? find_name(lexeme->text, names, n) : ES_NO_PART;
}

static bool keep(int *place, int value)
{
    *place = value;
    return value != ES_NO_PART;
}

static bool keep_month(int *place, int month)
{
    return keep(place, month == ES_NO_PART ? ES_NO_PART : month + 1);
}

static bool keep_edge(const struct es_lexeme *lexeme, struct es_date_parts *parts)
{
    const int part = read_name(lexeme, edges, 4);
    parts->part = part == ES_NO_PART ? ES_PART_WHOLE : (enum es_part)part;
    return part != ES_NO_PART;
}

/* Reads one lexeme as what a letter of a pattern stands for. */
static bool take_letter(char letter, const struct es_lexeme *lexeme,
                        struct es_date_parts *parts)
{
    struct es_civil *first = &parts->first, *second = &parts->second;
    switch (letter) {
    case 'D':
        return keep(&first->day, read_digits(lexeme, 1, 2));
    case 'N':
        return keep(&first->month, read_digits(lexeme, 1, 2));
    case 'M':
        return keep_month(&first->month, read_name(lexeme, months, 12));
    case 'Y':
        return keep(&first->year, read_year(lexeme, false));
    case 'y':
        return keep(&first->year, read_year(lexeme, true));
    case 'd':
        return keep(&second->day, read_digits(lexeme, 1, 2));
    case 'n':
        return keep(&second->month, read_digits(lexeme, 1, 2));
    case 'm':
        return keep_month(&second->month, read_name(lexeme, months, 12));
    case 'z':
        return keep(&second->year, read_year(lexeme, false));
    case 'G':
        return keep(&parts->weekday, read_name(lexeme, weekdays, 7));
    case 'S':
        return keep(&parts->season, read_name(lexeme, seasons, 4));
    case 'E':
        return keep_edge(lexeme, parts);
    case 'O':
        return keep(&parts->number, read_name(lexeme, ordinals, 5));
    case 'Q':
        return keep(&parts->number, read_digits(lexeme, 1, 1));
    default:
        return keep(&parts->number, read_digits(lexeme, 1, 2));
    }
}

static bool take_element(const char *element, size_t length,
                         const struct es_lexeme *lexeme, struct es_date_parts *parts)
{
    const bool letter = length == 1 && strchr("DNMYydnmzGSEOQW", *element) != NULL;
    return letter ? take_letter(*element, lexeme, parts)
                  : es_lexeme_is_among(element, length, lexeme->text);
}

/* One level for each element of the pattern, of which there are less than 30. */
static size_t match(const char *pattern, const struct es_lexemes *lexemes, size_t at,
                    struct es_date_parts *parts)
{
    pattern += strspn(pattern, " ");
    const size_t size = strcspn(pattern, " ");
    if (size == 0) {
        return at;
    }
    const bool optional = pattern[size - 1] == '?';
    const struct es_date_parts before = *parts;
    if (at < lexemes->n &&
        take_element(pattern, optional ? size - 1 : size, &lexemes->at[at], parts)) {
        const size_t end = match(pattern + size, lexemes, at + 1, parts);
        if (end > 0) {
            return end;
        }
    }
    *parts = before;
    return optional ? match(pattern + size, lexemes, at, parts) : 0;
}

size_t es_date_match(const char *pattern, const struct es_lexemes *lexemes, size_t at,
                     struct es_date_parts *parts)
{
    const struct es_civil none = {ES_NO_PART, ES_NO_PART, ES_NO_PART};
    *parts = (struct es_date_parts){.first = none,
                                    .second = none,
                                    .number = ES_NO_PART,
                                    .weekday = ES_NO_WEEKDAY,
                                    .season = ES_NO_PART};
    const size_t end = match(pattern, lexemes, at, parts);
    return end > at ? end - at : 0;
}

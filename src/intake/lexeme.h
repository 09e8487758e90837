/* lexeme.h: a text as words, runs of digits and single signs. */
#ifndef ESSOR_INTAKE_LEXEME_H
#define ESSOR_INTAKE_LEXEME_H

#include <stdbool.h>
#include <stddef.h>

enum { ES_LEXEMES = 256, ES_LEXEME_TEXT = 24, ES_LEXEME_SOURCE = 2000 };

enum es_lexeme_type { ES_LEX_WORD, ES_LEX_DIGITS, ES_LEX_SIGN };

/* A word in small letters without accents ("ÉTÉ" is "ete"), digits, or a sign (one
 * character, dashes of all kinds as "-"). What does not fit in `text` is cut: such a word
 * is in no list. */
struct es_lexeme {
    enum es_lexeme_type type;
    bool glued;            /* no blank before it */
    size_t offset, length; /* in the source, bytes */
    char text[ES_LEXEME_TEXT];
};

struct es_lexemes {
    const char *source;
    size_t n;
    struct es_lexeme at[ES_LEXEMES];
};

/* Apostrophes, and hyphens between letters, part words and are dropped. False if the text
 * is longer than the limits or is not UTF-8; controls are blanks. */
bool es_lexemes_read(const char *text, struct es_lexemes *lexemes);

/* Whether a text is one of "a|b|c", of which `length` bytes are given. */
bool es_lexeme_is_among(const char *texts, size_t length, const char *text);

#endif

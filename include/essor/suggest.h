/* suggest.h: "did you mean". */
#ifndef ESSOR_SUGGEST_H
#define ESSOR_SUGGEST_H

#include <stddef.h>

/*
 * The candidate that the word most probably stands for, or NULL if none is near: at most
 * one typing error (a letter missing, too many, wrong, or two swapped) per three letters.
 * Upper and lower case ASCII letters are the same. Of equally near candidates the first.
 */
const char *es_suggest(const char *word, const char *const candidates[], size_t n);

#endif

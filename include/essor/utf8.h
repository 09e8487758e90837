/* utf8.h: characters of a text that may be anything. */
#ifndef ESSOR_UTF8_H
#define ESSOR_UTF8_H

#include "essor/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ES_UTF8_BAD = -1 };

/* Bytes of the character at `at`, at least 1; its code point in *code, or ES_UTF8_BAD for
 * a byte that begins none (overlong forms and surrogates included). at < end. */
size_t es_utf8_next(const char *at, const char *end, int32_t *code);

/* Whether a terminal or a font must not see the character: controls, and marks that turn
 * the direction of writing around. Tab, CR and LF count as controls. */
bool es_utf8_is_control(int32_t code);

/* Characters in a text of `length` bytes. */
size_t es_utf8_count(const char *text, size_t length);

/* A copy fit for a terminal, of at most `most` characters and then "...": blank for tab,
 * CR and LF, U+FFFD for other controls and for bytes that are not UTF-8. NULL without
 * memory. */
char *es_utf8_shown(const char *text, size_t length, size_t most, struct es_arena *arena);

#endif

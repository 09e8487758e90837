/* hints.h: what a wrong cell was probably meant to be; NULL where nothing is probable. */
#ifndef ESSOR_INTAKE_HINTS_H
#define ESSOR_INTAKE_HINTS_H

#include "essor/arena.h"

#include <stddef.h>

const char *es_hint_number(const char *text, struct es_arena *arena);

/* The nearest of the words, or all of them. */
const char *es_hint_word(const char *text, const char *const words[], size_t n,
                         struct es_arena *arena);

#endif

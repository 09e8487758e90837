/*
 * promises.h: what the headers promise of any text and any file, for the drivers that try
 * to break it.
 */
#ifndef ESSOR_TESTS_PROMISES_H
#define ESSOR_TESTS_PROMISES_H

#include "essor/arena.h"

#include <stddef.h>
#include <stdint.h>

/* What reads one text; 0 if every promise is kept. The bits choose what the caller would
 * state beside it. */
typedef int check_text(uint64_t bits, const char *text);

check_text check_amount;
check_text check_window;
check_text check_phrase;

/* The check of "amount", "window" or "phrase"; NULL for another name. */
check_text *find_check(const char *subject);

/* Imports a file, workbooks included; the promise that is broken, or NULL. */
const char *check_file(const char *path, size_t how, struct es_arena *arena);

#endif

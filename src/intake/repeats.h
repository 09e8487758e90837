/*
 * repeats.h: finds what a file says twice, in eight bytes a figure.
 *
 * First every key is noted; those that occur more than once are then looked at again, in
 * a second reading of the file.
 */
#ifndef ESSOR_INTAKE_REPEATS_H
#define ESSOR_INTAKE_REPEATS_H

#include "essor/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct es_repeats;

enum es_status es_repeats_open(struct es_repeats **repeats, struct es_error *err);
void es_repeats_close(struct es_repeats *repeats); /* NULL is allowed */

/* Notes a key. */
enum es_status es_repeats_add(struct es_repeats *repeats, uint64_t key,
                              struct es_error *err);

/* Forgets all keys. */
void es_repeats_clear(struct es_repeats *repeats);

/* Puts the keys in order; returns how many of them occur more than once. */
size_t es_repeats_sort(struct es_repeats *repeats);

/* After that: whether a key occurs more than once. */
bool es_repeats_twice(const struct es_repeats *repeats, uint64_t key);

#endif

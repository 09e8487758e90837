/*
 * arena.h: memory with one owner.
 *
 * Who opens an arena closes it; who is handed one may put results in it; nothing else is
 * freed by hand. An arena is not shared between threads: each worker opens its own.
 */
#ifndef ESSOR_ARENA_H
#define ESSOR_ARENA_H

#include "essor/error.h"

#include <stddef.h>

struct es_arena;

/* ES_OK, or ES_ERR_MEMORY with *arena untouched. */
enum es_status es_arena_open(struct es_arena **arena, struct es_error *err);

/* Frees everything that the arena holds; NULL is allowed. */
void es_arena_close(struct es_arena *arena);

/* Frees what the arena holds but keeps it open, with a block of memory for what comes
 * next. */
void es_arena_clear(struct es_arena *arena);

/* Hands all that `other` holds to `arena`, and closes `other`; NULL is allowed. So a
 * worker's results outlive it. */
void es_arena_join(struct es_arena *arena, struct es_arena *other);

/* Zeroed memory for `count` objects of `size` bytes, aligned for any type; NULL when
 * there is none (a product that overflows included). A count of 0 gives a valid pointer.
 */
void *es_arena_array(struct es_arena *arena, size_t count, size_t size);

/* A copy of `text`, or of its first `length` bytes; NULL when there is no memory. */
char *es_arena_copy(struct es_arena *arena, const char *text);
char *es_arena_copy_n(struct es_arena *arena, const char *text, size_t length);

/* The formatted text, of any length; NULL when there is no memory. */
__attribute__((format(printf, 2, 3))) char *es_arena_print(struct es_arena *arena,
                                                           const char *format, ...);

/* The status of a failed allocation, with its message. */
enum es_status es_no_memory(struct es_error *err);

/* `pointer` becomes an array of `count` zeroed objects, or the function returns. */
#define ES_NEW(arena, pointer, count, err)                                               \
    do {                                                                                 \
        (pointer) = es_arena_array((arena), (count), sizeof *(pointer));                 \
        if ((pointer) == NULL) {                                                         \
            return es_no_memory(err);                                                    \
        }                                                                                \
    } while (0)

/* `pointer` becomes what `call` allocates, or the function returns. */
#define ES_GIVEN(pointer, call, err)                                                     \
    do {                                                                                 \
        (pointer) = (call);                                                              \
        if ((pointer) == NULL) {                                                         \
            return es_no_memory(err);                                                    \
        }                                                                                \
    } while (0)

#endif

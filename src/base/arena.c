#include "essor/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct block {
    struct block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

struct es_arena {
    struct block *blocks; /* the one in use first */
};

enum es_status es_no_memory(struct es_error *err)
{
    return es_fail(err, ES_ERR_MEMORY, "out of memory");
}

enum es_status es_arena_open(struct es_arena **arena, struct es_error *err)
{
    struct es_arena *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return es_no_memory(err);
    }
    *arena = opened;
    return ES_OK;
}

void es_arena_close(struct es_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    for (struct block *block = arena->blocks; block != NULL;) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}

void es_arena_clear(struct es_arena *arena)
{
    struct block *kept = arena->blocks;
    if (kept == NULL) {
        return;
    }
    while (kept->next != NULL) {
        struct block *next = kept->next;
        kept->next = next->next;
        free(next);
    }
    memset(kept->bytes, 0, kept->used);
    kept->used = 0;
}

void es_arena_join(struct es_arena *arena, struct es_arena *other)
{
    if (other == NULL) {
        return;
    }
    struct block **end = &arena->blocks; /* the one in use stays first */
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = other->blocks;
    free(other);
}

static struct block *add_block(struct es_arena *arena, size_t least)
{
    const size_t size = least > BLOCK_BYTES ? least : BLOCK_BYTES;
    if (size > SIZE_MAX - sizeof(struct block)) {
        return NULL;
    }
    struct block *block = calloc(1, sizeof *block + size);
    if (block != NULL) {
        *block = (struct block){.next = arena->blocks, .size = size};
        arena->blocks = block;
    }
    return block;
}

void *es_arena_array(struct es_arena *arena, size_t count, size_t size)
{
    const size_t grain = alignof(max_align_t);
    if (size != 0 && count > (SIZE_MAX - grain) / size) {
        return NULL;
    }
    const size_t wanted = (count * size + grain - 1) / grain * grain;
    struct block *block = arena->blocks;
    if (block == NULL || wanted > block->size - block->used) {
        block = add_block(arena, wanted);
    }
    if (block == NULL) {
        return NULL;
    }
    void *memory = block->bytes + block->used;
    block->used += wanted;
    return memory;
}

char *es_arena_copy_n(struct es_arena *arena, const char *text, size_t length)
{
    char *copy = es_arena_array(arena, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *es_arena_copy(struct es_arena *arena, const char *text)
{
    return es_arena_copy_n(arena, text, strlen(text));
}

char *es_arena_print(struct es_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    char *text = length < 0 ? NULL : es_arena_array(arena, (size_t)length + 1, 1);
    if (text != NULL) {
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(args);
    return text;
}

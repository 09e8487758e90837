#include "intake/repeats.h"

#include "essor/arena.h"

#include <malloc.h>
#include <stdlib.h>

enum { FIRST_ROOM = 1024, LARGE_ROOM = 100 * 1000 };

struct es_repeats {
    uint64_t *key;
    size_t n, room;
};

enum es_status es_repeats_open(struct es_repeats **repeats, struct es_error *err)
{
    struct es_repeats *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    *repeats = made;
    return ES_OK;
}

void es_repeats_close(struct es_repeats *repeats)
{
    if (repeats != NULL) {
        const bool large = repeats->room > LARGE_ROOM;
        free(repeats->key);
        free(repeats);
        if (large) {
            /* Otherwise the C library keeps the pages: its threshold for giving them
             * back has grown with the arrays before. */
            (void)malloc_trim(0);
        }
    }
}

enum es_status es_repeats_add(struct es_repeats *repeats, uint64_t key,
                              struct es_error *err)
{
    if (repeats->n == repeats->room) {
        /* Half as much again, since memory is what millions of rows are short of. */
        const size_t room =
            repeats->room == 0 ? FIRST_ROOM : repeats->room + repeats->room / 2;
        uint64_t *larger = realloc(repeats->key, room * sizeof *larger);
        if (larger == NULL) {
            return es_no_memory(err);
        }
        repeats->key = larger;
        repeats->room = room;
    }
    repeats->key[repeats->n++] = key;
    return ES_OK;
}

void es_repeats_clear(struct es_repeats *repeats)
{
    repeats->n = 0;
}

static int by_key(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Sorts by the bits from `bit` down, in place: the keys are hashes, so that each of the
 * 256 parts gets its share. What is small is left to qsort. */
static void sort_part(uint64_t key[], size_t n, unsigned bit)
{
    enum { SMALL = 4096, PARTS = 256 };
    size_t next[PARTS] = {0}, end[PARTS];
    if (n <= SMALL || bit < 8) {
        qsort(key, n, sizeof *key, by_key);
        return;
    }
    const unsigned shift = bit - 8;
    for (size_t i = 0; i < n; i++) {
        next[key[i] >> shift & 0xff]++;
    }
    for (size_t part = 0, start = 0; part < PARTS; part++) {
        const size_t size = next[part];
        next[part] = start;
        start += size;
        end[part] = start;
    }
    for (size_t part = 0; part < PARTS; part++) {
        while (next[part] < end[part]) {
            uint64_t *here = &key[next[part]];
            const size_t home = *here >> shift & 0xff;
            uint64_t *there = &key[next[home]++];
            const uint64_t moved = *there;
            *there = *here;
            *here = moved;
        }
    }
    for (size_t part = 0, start = 0; part < PARTS; part++) {
        sort_part(key + start, end[part] - start, shift);
        start = end[part];
    }
}

size_t es_repeats_sort(struct es_repeats *repeats)
{
    size_t twice = 0;
    if (repeats->n > 0) {
        sort_part(repeats->key, repeats->n, 64);
    }
    for (size_t i = 1; i < repeats->n; i++) {
        const bool first = i < 2 || repeats->key[i - 2] != repeats->key[i];
        twice += repeats->key[i - 1] == repeats->key[i] && first;
    }
    return twice;
}

/* The first place of the key, or that where it would stand. */
static size_t find(const struct es_repeats *repeats, uint64_t key)
{
    size_t low = 0, high = repeats->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (repeats->key[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool es_repeats_twice(const struct es_repeats *repeats, uint64_t key)
{
    const size_t at = find(repeats, key);
    return at + 1 < repeats->n && repeats->key[at] == key && repeats->key[at + 1] == key;
}

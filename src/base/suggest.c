#include "essor/suggest.h"

#include <string.h>

enum { LONGEST = 63 };

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The row of the table behind letter i of a, from the two rows above it. */
static void fill_row(size_t *now, const size_t *above, const size_t *before, size_t i,
                     const char *const word[2])
{
    const char *a = word[0], *b = word[1];
    now[0] = i;
    for (size_t j = 1; b[j - 1] != '\0'; j++) {
        const int x = lower(a[i - 1]), y = lower(b[j - 1]);
        now[j] = least(above[j - 1] + (x != y), 1 + least(above[j], now[j - 1]));
        if (i > 1 && j > 1 && x == lower(b[j - 2]) && y == lower(a[i - 2])) {
            now[j] = least(now[j], before[j - 2] + 1);
        }
    }
}

/* Typing errors between two words of at most LONGEST bytes: the restricted distance of
 * Damerau (1964), doi:10.1145/363958.363994. */
static size_t distance(const char *a, const char *b)
{
    size_t row[3][LONGEST + 1] = {{0}};
    size_t *before = row[0], *above = row[1], *now = row[2];
    const size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++) {
        above[j] = j;
    }
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        fill_row(now, above, before, i, (const char *const[]){a, b});
        size_t *oldest = before;
        before = above;
        above = now;
        now = oldest;
    }
    return above[length];
}

const char *es_suggest(const char *word, const char *const candidates[], size_t n)
{
    const size_t length = strlen(word);
    const char *nearest = NULL;
    if (length == 0 || length > LONGEST) {
        return NULL;
    }
    size_t bound =
        length < 3 ? 1 : (length + 2) / 3; /* still allowed; then to be beaten */
    bound = least(bound, length - 1) + 1;
    for (size_t i = 0; i < n; i++) {
        if (strlen(candidates[i]) > LONGEST) {
            continue;
        }
        const size_t errors = distance(word, candidates[i]);
        if (errors < bound) {
            bound = errors;
            nearest = candidates[i];
        }
    }
    return nearest;
}

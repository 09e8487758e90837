/*
 * fuzz.c: changes known texts at random and reads them, to find what crashes, hangs or
 * breaks a promise of the headers.
 *
 * usage: fuzz amount|window|phrase SEEDS ROUNDS [START]
 *
 * SEEDS is a file with one text a line (cells parted by tabs count one by one). The same
 * seeds, rounds and start give the same texts. A broken promise ends with the text and
 * exit status 1.
 */
#include "promises.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 2100, MOST_SEEDS = 8192, LONGEST_LINE = 4096 };

struct random {
    uint64_t state;
};

/* Vigna's splitmix64, public domain by its author: small, and the same everywhere. */
static uint64_t draw(struct random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t below(struct random *random, size_t n)
{
    return (size_t)(draw(random) % n);
}

struct seeds {
    char *at[MOST_SEEDS];
    size_t n;
};

static void add_seed(struct seeds *seeds, const char *text)
{
    char *copy = seeds->n < MOST_SEEDS ? strdup(text) : NULL;
    if (copy != NULL) {
        seeds->at[seeds->n++] = copy;
    }
}

static int read_seeds(const char *path, struct seeds *seeds)
{
    char line[LONGEST_LINE];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return -1;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *cell = line;
        while (cell != NULL) {
            char *tab = strchr(cell, '\t');
            if (tab != NULL) {
                *tab++ = '\0';
            }
            add_seed(seeds, cell);
            cell = tab;
        }
    }
    (void)fclose(file);
    return seeds->n > 0 ? 0 : -1;
}

/* What is likely to matter where it does not belong. */
static const char *const pieces[] = {
    "%",        " ",      "\xe2\x80\xaf", "-",          "+",    "<",          ",",
    ".",        "/",      "..",           "1",          "0",    "9999999999", "e",
    "e999",     "M",      "Md",           "k",          "fois", "million",    "de",
    "à",        "et",     "sur",          "un",         "deux", "par mois",   "en",
    "2023",     "31",     "février",      "T3",         "S53",  "hiver",      "fin",
    "mi-",      "depuis", "qu'en",        "hausse de",  "\xc3", "\xff",       "\xe2\x80",
    "\xcc\x81", "\x01",   "\t",           "'",          "’",    "entre",      "plus de",
    "20",       "0000",   "12/31/2023",   "2023-02-30", "x",    "×",          "n.d.",
    "month"};

static void insert(char *text, size_t at, const char *piece)
{
    const size_t length = strlen(text), more = strlen(piece);
    if (length + more < LONGEST) {
        memmove(text + at + more, text + at, length - at + 1);
        memcpy(text + at, piece, more);
    }
}

static void change(struct random *random, const struct seeds *seeds, char *text)
{
    const size_t length = strlen(text), at = below(random, length + 1);
    const size_t n = length > at ? 1 + below(random, length - at) : 0;
    switch (below(random, 6)) {
    case 0: /* a byte becomes another */
        if (at < length) {
            text[at] = (char)(1 + below(random, 255));
        }
        break;
    case 1: /* a stretch goes */
        memmove(text + at, text + at + n, length - at - n + 1);
        break;
    case 2: /* a piece comes in */
    case 3:
        insert(text, at, pieces[below(random, sizeof pieces / sizeof pieces[0])]);
        break;
    case 4: /* the rest is that of another seed */
        text[at] = '\0';
        insert(text, at, seeds->at[below(random, seeds->n)]);
        break;
    default: /* twice the same */
        if (2 * length < LONGEST) {
            memmove(text + length, text, length);
            text[2 * length] = '\0';
        }
    }
}

static int run(const char *subject, const struct seeds *seeds, unsigned long rounds,
               unsigned long start)
{
    struct random random = {start};
    check_text *check = find_check(subject);
    char text[2 * LONGEST];
    for (unsigned long round = 0; round < rounds; round++) {
        (void)snprintf(text, LONGEST, "%s", seeds->at[below(&random, seeds->n)]);
        for (size_t changes = below(&random, 5); changes > 0; changes--) {
            change(&random, seeds, text);
        }
        if (check(draw(&random), text) != 0) {
            (void)fprintf(stderr, "%s, round %lu: a promise is broken by \"%s\"\n",
                          subject, round, text);
            return 1;
        }
    }
    (void)printf("%s: %lu texts read\n", subject, rounds);
    return 0;
}

int main(int argc, char *argv[])
{
    static struct seeds seeds; // NOLINT: a driver's own, too large for the stack
    if (argc < 4 || find_check(argv[1]) == NULL || read_seeds(argv[2], &seeds) != 0) {
        (void)fprintf(stderr, "usage: fuzz amount|window|phrase SEEDS ROUNDS [START]\n");
        return 2;
    }
    const unsigned long rounds = strtoul(argv[3], NULL, 10);
    const int status =
        run(argv[1], &seeds, rounds, argc > 4 ? strtoul(argv[4], NULL, 10) : 1);
    for (size_t i = 0; i < seeds.n; i++) {
        free(seeds.at[i]);
    }
    return status;
}

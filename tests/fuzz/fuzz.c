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
#include "essor/amount.h"
#include "essor/phrase.h"
#include "essor/window.h"

#include <math.h>
#include <stdint.h>
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

static int check_amount(struct random *random, const char *text)
{
    struct es_amount reading[2];
    const enum es_decimal decimal = (enum es_decimal)below(random, 3);
    const enum es_amount_status status = es_amount_parse(text, decimal, reading);
    if (es_amount_span(text) > strlen(text)) {
        return -1;
    }
    if (status == ES_AMOUNT_DOUBTFUL) {
        return reading[0].value == reading[1].value ? -1 : 0;
    }
    if (status != ES_AMOUNT_GOOD || reading[0].missing) {
        return 0;
    }
    const int range =
        isnan(reading[0].value_hi) || reading[0].value < reading[0].value_hi;
    return isfinite(reading[0].value) && reading[0].step >= 0.0 && range ? 0 : -1;
}

static int check_days(int from, int to)
{
    return from <= to && from > -800000 && to < 3000000 ? 0 : -1;
}

static int check_window(struct random *random, const char *text)
{
    const struct es_window_style style = {(enum es_day_order)below(random, 3),
                                          (enum es_serial)below(random, 3)};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT] = "";
    switch (es_window_parse(text, &style, reading, rule)) {
    case ES_WINDOW_IMPOSSIBLE:
        return rule[0] != '\0' && memchr(rule, '\0', sizeof rule) != NULL ? 0 : -1;
    case ES_WINDOW_DOUBTFUL:
        return check_days(reading[0].from_day, reading[0].to_day) |
               check_days(reading[1].from_day, reading[1].to_day);
    case ES_WINDOW_GOOD:
        return check_days(reading[0].from_day, reading[0].to_day);
    case ES_WINDOW_BAD:
        break;
    }
    return 0;
}

static struct es_phrase_context draw_context(struct random *random)
{
    struct es_phrase_context context = es_phrase_context_empty();
    const uint64_t bits = draw(random);
    context.language = (enum es_phrase_language)(bits % 3);
    context.series = bits & 4 ? "docs" : "";
    context.unit = bits & 8 ? "documents" : "";
    context.whole = bits & 16 ? "all_docs" : "";
    context.has_nature = (bits & 32) != 0;
    context.nature = bits & 64 ? ES_FLOW_SERIES : ES_STOCK_SERIES;
    context.launch_day = bits & 128 ? es_day(2022, 2, 3) : ES_NO_DAY;
    context.published_day = bits & 256 ? es_day(2024, 2, 29) : ES_NO_DAY;
    context.has_kind = (bits & 7680) == 0;
    context.kind = (enum es_kind)(bits >> 20) % ES_KIND_COUNT;
    return context;
}

static int check_figure(const struct es_figure *figure)
{
    const int ratio = figure->kind == ES_RATIO_TO || figure->kind == ES_SHARE_OF;
    const int range = (figure->qualifier == ES_RANGE) == !isnan(figure->value_hi);
    return isfinite(figure->value) && figure->quoted_step > 0.0 &&
                   *figure->unit != '\0' && figure->kind < ES_KIND_COUNT &&
                   figure->qualifier < ES_QUALIFIER_COUNT && range &&
                   (!ratio || *figure->ref != '\0' || figure->kind == ES_SHARE_OF)
               ? check_days(figure->from_day, figure->to_day)
               : -1;
}

static int check_phrase(struct random *random, const char *text)
{
    const struct es_phrase_context context = draw_context(random);
    struct es_arena *arena;
    struct es_phrase phrase;
    if (es_arena_open(&arena, NULL) != ES_OK) {
        return 0;
    }
    const enum es_status status = es_phrase_read(text, &context, &phrase, arena, NULL);
    const int kept = status == ES_OK ? check_figure(&phrase.figure)
                                     : (phrase.refusal != ES_UNDERSTOOD ? 0 : -1);
    es_arena_close(arena);
    return kept;
}

static const struct {
    const char *name;
    int (*check)(struct random *random, const char *text);
} subjects[] = {
    {"amount", check_amount}, {"window", check_window}, {"phrase", check_phrase}};

static int run(int subject, const struct seeds *seeds, unsigned long rounds,
               unsigned long start)
{
    struct random random = {start};
    char text[2 * LONGEST];
    for (unsigned long round = 0; round < rounds; round++) {
        (void)snprintf(text, LONGEST, "%s", seeds->at[below(&random, seeds->n)]);
        for (size_t changes = below(&random, 5); changes > 0; changes--) {
            change(&random, seeds, text);
        }
        if (subjects[subject].check(&random, text) != 0) {
            (void)fprintf(stderr, "%s, round %lu: a promise is broken by \"%s\"\n",
                          subjects[subject].name, round, text);
            return 1;
        }
    }
    (void)printf("%s: %lu texts read\n", subjects[subject].name, rounds);
    return 0;
}

int main(int argc, char *argv[])
{
    static struct seeds seeds; // NOLINT: a driver's own, too large for the stack
    int subject = -1;
    for (int i = 0; argc >= 4 && i < 3; i++) {
        subject = strcmp(argv[1], subjects[i].name) == 0 ? i : subject;
    }
    if (subject < 0 || read_seeds(argv[2], &seeds) != 0) {
        (void)fprintf(stderr, "usage: fuzz amount|window|phrase SEEDS ROUNDS [START]\n");
        return 2;
    }
    const unsigned long rounds = strtoul(argv[3], NULL, 10);
    const int status =
        run(subject, &seeds, rounds, argc > 4 ? strtoul(argv[4], NULL, 10) : 1);
    for (size_t i = 0; i < seeds.n; i++) {
        free(seeds.at[i]);
    }
    return status;
}

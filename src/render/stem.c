#include "essor/chart.h"
#include "essor/hash.h"

#include <ctype.h>
#include <string.h>

/* What is left of a letter without its accent; by UTF-8 bytes. */
static const struct {
    const char *from, *to;
} accents[] = {
    {"à", "a"}, {"á", "a"},  {"â", "a"}, {"ã", "a"}, {"ä", "a"}, {"å", "a"},  {"æ", "ae"},
    {"ç", "c"}, {"è", "e"},  {"é", "e"}, {"ê", "e"}, {"ë", "e"}, {"ì", "i"},  {"í", "i"},
    {"î", "i"}, {"ï", "i"},  {"ñ", "n"}, {"ò", "o"}, {"ó", "o"}, {"ô", "o"},  {"õ", "o"},
    {"ö", "o"}, {"œ", "oe"}, {"ù", "u"}, {"ú", "u"}, {"û", "u"}, {"ü", "u"},  {"ÿ", "y"},
    {"À", "a"}, {"Â", "a"},  {"Ä", "a"}, {"Ç", "c"}, {"È", "e"}, {"É", "e"},  {"Ê", "e"},
    {"Ë", "e"}, {"Î", "i"},  {"Ï", "i"}, {"Ô", "o"}, {"Ö", "o"}, {"Œ", "oe"}, {"Ù", "u"},
    {"Û", "u"}, {"Ü", "u"},
};

/* The replacement of what begins at `at`, and how many bytes it stands for. */
static const char *replace(const char *at, size_t *bytes)
{
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        *bytes = strlen(accents[i].from);
        if (strncmp(at, accents[i].from, *bytes) == 0) {
            return accents[i].to;
        }
    }
    *bytes = 1;
    return "-";
}

enum { MOST_BYTES = 60 };

enum es_status es_chart_stem(const char *kind, const char *name, char **stem,
                             struct es_arena *arena, struct es_error *err)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const bool changed = strspn(name, plain) != strlen(name) ||
                         strlen(name) >= MOST_BYTES || name[0] == '\0';
    char kept[MOST_BYTES + 1];
    size_t n = 0;
    char hash[ES_HASH_TEXT];
    es_hash_bytes(name, strlen(name), hash);
    for (size_t bytes = 1; *name != '\0' && n + 2 <= MOST_BYTES; name += bytes) {
        const char low[] = {(char)tolower((unsigned char)*name), '\0'};
        bytes = 1;
        const char *put = strchr(plain, low[0]) != NULL ? low : replace(name, &bytes);
        if (strcmp(put, "-") == 0 && changed && n > 0 && kept[n - 1] == '-') {
            continue; /* one dash for any run of them */
        }
        memcpy(kept + n, put, strlen(put));
        n += strlen(put);
    }
    kept[n] = '\0';
    ES_GIVEN(*stem,
             changed ? es_arena_print(arena, "%s-%s-%.6s", kind, kept, hash)
                     : es_arena_print(arena, "%s-%s", kind, kept),
             err);
    return ES_OK;
}

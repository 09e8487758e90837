/*
 * tables.c: changes small tables at random and imports them, to find what crashes, hangs
 * or breaks a promise of intake.h.
 *
 * usage: tables csv|xlsx ROUNDS [START]
 *        tables csv|xlsx seeds FOLDER
 *
 * The same rounds and start give the same files. A broken promise leaves the file in
 * tables-fault.bin and ends with exit status 1. The seeds are those of cover.c.
 */
#include "promises.h"
#include "samples.h"

#include <stdbool.h>
#include <unistd.h>

enum { LONGEST = 16384 };

/* Vigna's splitmix64, public domain by its author: small, and the same everywhere. */
struct random {
    uint64_t state;
};

static size_t below(struct random *random, size_t n)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (size_t)((z ^ (z >> 31)) % n);
}

struct bytes {
    char at[LONGEST];
    size_t n;
};

/* What is likely to matter where it does not belong. */
static const char *const pieces[] = {"\"",
                                     ",",
                                     ";",
                                     "\t",
                                     "|",
                                     "\r",
                                     "\n",
                                     "\r\n",
                                     "\xff",
                                     "é",
                                     "\1",
                                     "\xe9",
                                     "2023-02-30",
                                     "03/04/2023",
                                     "1,5",
                                     "1.234",
                                     "<v>",
                                     "</v>",
                                     "",
                                     "'",
                                     "<row>",
                                     "</row>",
                                     "<c r=\"A1\">",
                                     "</c>",
                                     "t=\"s\"",
                                     "&lt;",
                                     "]]>",
                                     "1904",
                                     "9999999999999999999999",
                                     "-1",
                                     "\xe2\x80\xae",
                                     "<!DOCTYPE a>",
                                     "%",
                                     "ville"};

static void cut(struct bytes *bytes, size_t at, size_t n)
{
    memmove(bytes->at + at, bytes->at + at + n, bytes->n - at - n);
    bytes->n -= n;
}

static void insert(struct bytes *bytes, size_t at, const char *piece, size_t n)
{
    if (bytes->n + n <= LONGEST) {
        memmove(bytes->at + at + n, bytes->at + at, bytes->n - at);
        memcpy(bytes->at + at, piece, n);
        bytes->n += n;
    }
}

static void change(struct random *random, struct bytes *bytes)
{
    const size_t at = below(random, bytes->n + 1);
    const size_t rest = bytes->n - at, n = rest > 0 ? 1 + below(random, rest) : 0;
    const size_t few = n > 40 ? below(random, 40) : n;
    const char *piece = pieces[below(random, sizeof pieces / sizeof pieces[0])];
    char copy[64];
    switch (below(random, 5)) {
    case 0:
        if (rest > 0) {
            bytes->at[at] = (char)below(random, 256);
        }
        break;
    case 1:
        cut(bytes, at, few);
        break;
    case 2: /* twice the same */
        memcpy(copy, bytes->at + at, few);
        insert(bytes, at, copy, few);
        break;
    default:
        insert(bytes, at, piece, strlen(piece));
        break;
    }
}

static void write_file(const char *path, const struct bytes *bytes)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes->at, 1, bytes->n, file) != bytes->n ||
        fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void read_bytes(const char *path, struct bytes *bytes)
{
    FILE *file = fopen(path, "rb");
    bytes->n = file == NULL ? 0 : fread(bytes->at, 1, LONGEST, file);
    if (file != NULL) {
        (void)fclose(file);
    }
}

static void change_some(struct random *random, struct bytes *bytes)
{
    for (size_t n = 1 + below(random, 6); n > 0; n--) {
        change(random, bytes);
    }
}

static void take_text(struct bytes *bytes, const char *text, size_t n)
{
    bytes->n = n;
    memcpy(bytes->at, text, n);
}

static void make_csv(struct random *random, const char *path)
{
    struct bytes bytes;
    const char *table = tables[below(random, TABLES)];
    take_text(&bytes, table, sample_size(table));
    change_some(random, &bytes);
    write_file(path, &bytes);
}

/* Changes the text of one part, or the bytes of the archive. */
static void make_xlsx(struct random *random, const char *path)
{
    struct part parts[] = {SAMPLE_BOOK};
    struct bytes bytes;
    const bool whole = below(random, 4) == 0;
    const size_t i = below(random, SAMPLE_PARTS);
    take_text(&bytes, parts[i].text, strlen(parts[i].text));
    if (!whole) {
        change_some(random, &bytes);
    }
    bytes.n = bytes.n < LONGEST ? bytes.n : LONGEST - 1;
    bytes.at[bytes.n] = '\0';
    parts[i].text = bytes.at;
    if (make_book(path, parts, SAMPLE_PARTS) == 0 && whole) {
        read_bytes(path, &bytes);
        change_some(random, &bytes);
        write_file(path, &bytes);
    }
}

/* Writes a seed for cover.c: a byte that says how it is meant, and the content. */
static void write_seed(const char *folder, size_t number, const struct bytes *bytes)
{
    char path[512];
    struct bytes seed = *bytes;
    (void)snprintf(path, sizeof path, "%s/%zu", folder, number);
    insert(&seed, 0, &(char){(char)('0' + number)}, 1);
    write_file(path, &seed);
}

static void write_seeds(bool csv, const char *folder)
{
    struct bytes bytes;
    struct part parts[] = {SAMPLE_BOOK};
    for (size_t i = 0; i < (csv ? TABLES : SAMPLE_PARTS); i++) {
        const char *text = csv ? tables[i] : parts[i].text;
        take_text(&bytes, text, csv ? sample_size(text) : strlen(text));
        write_seed(folder, i, &bytes);
    }
    char path[512];
    (void)snprintf(path, sizeof path, "%s/book", folder);
    if (!csv && make_book(path, parts, SAMPLE_PARTS) == 0) {
        read_bytes(path, &bytes);
        write_seed(folder, SAMPLE_PARTS, &bytes);
        (void)unlink(path);
    }
}

static const char *try_rounds(bool csv, unsigned long rounds, uint64_t start,
                              const char *path)
{
    struct random random = {start};
    struct es_arena *arena;
    const char *broken = es_arena_open(&arena, NULL) == ES_OK ? NULL : "there is memory";
    for (unsigned long i = 0; i < rounds && broken == NULL; i++) {
        if (csv) {
            make_csv(&random, path);
        } else {
            make_xlsx(&random, path);
        }
        broken = check_file(path, below(&random, 63), arena);
        es_arena_clear(arena);
    }
    es_arena_close(arena);
    return broken;
}

int main(int argc, char *argv[])
{
    char path[] = "/tmp/essor-tables-XXXXXX";
    if (argc < 3) {
        (void)fprintf(stderr,
                      "usage: tables csv|xlsx ROUNDS [START]\n"
                      "       tables csv|xlsx seeds FOLDER\n");
        return 2;
    }
    const bool csv = strcmp(argv[1], "csv") == 0;
    if (argc > 3 && strcmp(argv[2], "seeds") == 0) {
        write_seeds(csv, argv[3]);
        return 0;
    }
    const int fd = mkstemp(path);
    const char *broken = try_rounds(csv, strtoul(argv[2], NULL, 10),
                                    argc > 3 ? strtoull(argv[3], NULL, 10) : 1, path);
    if (broken != NULL) {
        (void)rename(path, "tables-fault.bin");
        (void)fprintf(stderr, "tables-fault.bin breaks: %s\n", broken);
        return 1;
    }
    (void)close(fd);
    (void)unlink(path);
    return 0;
}

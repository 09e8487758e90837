/*
 * cover.c: the driver for libFuzzer, which changes its inputs by what code they reach.
 * cover.sh runs it.
 *
 * FUZZ_SUBJECT is one of "amount", "window", "phrase", "csv", "xlsx". Texts have four
 * bytes before them that choose what the caller states, files have one. That of a
 * workbook says which of its parts the rest is, or that it is the archive.
 */
#include "promises.h"
#include "samples.h"

#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHOICE = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void stop(const char *broken)
{
    (void)fprintf(stderr, "a promise is broken: %s\n", broken);
    abort();
}

static void try_text(check_text *check, const uint8_t *data, size_t size)
{
    uint32_t bits;
    char *text =
        size < CHOICE ? NULL : strndup((const char *)data + CHOICE, size - CHOICE);
    if (text == NULL) {
        return;
    }
    memcpy(&bits, data, CHOICE);
    if (check(bits, text) != 0) {
        stop(text);
    }
    free(text);
}

static bool write_plain(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    const bool whole = file != NULL && fwrite(data, 1, size, file) == size;
    return file != NULL && fclose(file) == 0 && whole;
}

static bool write_book(const char *path, size_t part, const uint8_t *data, size_t size)
{
    struct part parts[] = {SAMPLE_BOOK};
    char *text = strndup((const char *)data, size);
    parts[part].text = text;
    const bool made = text != NULL && make_book(path, parts, SAMPLE_PARTS) == 0;
    free(text);
    return made;
}

static void try_file(bool csv, const uint8_t *data, size_t size)
{
    static char path[] = "/dev/shm/essor-cover-XXXXXX"; // NOLINT: one for all inputs
    struct es_arena *arena;
    if (size == 0 || (path[sizeof path - 2] == 'X' && mkstemp(path) < 0)) {
        return;
    }
    const size_t part = (size_t)(data[0] - '0');
    const bool made = csv || part >= SAMPLE_PARTS
                          ? write_plain(path, data + 1, size - 1)
                          : write_book(path, part, data + 1, size - 1);
    if (made && es_arena_open(&arena, NULL) == ES_OK) {
        const char *broken = check_file(path, csv ? data[0] : 1, arena);
        es_arena_close(arena);
        if (broken != NULL) {
            stop(broken);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_text *check = find_check(FUZZ_SUBJECT);
    if (check != NULL) {
        try_text(check, data, size);
    } else {
        try_file(strcmp(FUZZ_SUBJECT, "csv") == 0, data, size);
    }
    return 0;
}

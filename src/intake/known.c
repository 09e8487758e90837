/* known.c: which figures of a file are new. */
#include "essor/hash.h"
#include "essor/intake.h"
#include "intake/identity.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };
static const char reason_mark[] = "[correction: ";

/* One version of a figure; an empty slot has version 0. */
struct entry {
    uint64_t id, content;
    int version;
};

/* A table of open addressing, at most two thirds full. */
struct es_known {
    struct entry *entry;
    size_t slots, n;
};

enum es_status es_known_open(struct es_known **known, struct es_error *err)
{
    struct es_known *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    *known = made;
    return ES_OK;
}

void es_known_close(struct es_known *known)
{
    if (known != NULL) {
        free(known->entry);
        free(known);
    }
}

size_t es_known_count(const struct es_known *known)
{
    return known->n;
}

static void put(struct entry entry[], size_t slots, const struct entry *added)
{
    size_t at = added->id & (slots - 1);
    while (entry[at].version != 0) {
        at = (at + 1) & (slots - 1);
    }
    entry[at] = *added;
}

static bool grow(struct es_known *known)
{
    const size_t slots = known->slots == 0 ? FIRST_SLOTS : known->slots * 2;
    struct entry *entry = calloc(slots, sizeof *entry);
    if (entry == NULL) {
        return false;
    }
    for (size_t i = 0; i < known->slots; i++) {
        if (known->entry[i].version != 0) {
            put(entry, slots, &known->entry[i]);
        }
    }
    free(known->entry);
    known->entry = entry;
    known->slots = slots;
    return true;
}

/* The length of the note without the reason of a correction. */
static size_t without_reason(const char *note)
{
    const char *mark = strstr(note, reason_mark);
    size_t length = mark == NULL ? strlen(note) : (size_t)(mark - note);
    while (mark != NULL && length > 0 && note[length - 1] == ' ') {
        length--;
    }
    return length;
}

/* A hash of what a figure says, but for a reason. */
static uint64_t content_of(const struct es_figure *figure)
{
    const size_t length = without_reason(figure->note);
    if (figure->note[length] == '\0') {
        return es_figure_content(figure);
    }
    struct es_figure bare = *figure;
    char note[4096] = "";
    if (length < sizeof note) {
        memcpy(note, figure->note, length);
        bare.note = note;
    }
    return es_figure_content(&bare);
}

enum es_status es_known_add(struct es_known *known, const struct es_figure *figure,
                            struct es_error *err)
{
    if (known->n * 3 >= known->slots * 2 && !grow(known)) {
        return es_no_memory(err);
    }
    put(known->entry, known->slots,
        &(struct entry){.id = es_hash_text(0, figure->id),
                        .content = content_of(figure),
                        .version = figure->version});
    known->n++;
    return ES_OK;
}

enum es_novelty es_known_judge(const struct es_known *known, struct es_figure *figure)
{
    if (known->n == 0) {
        return ES_NEW_FIGURE;
    }
    const uint64_t id = es_hash_text(0, figure->id), content = content_of(figure);
    int newest = 0;
    for (size_t at = id & (known->slots - 1); known->entry[at].version != 0;
         at = (at + 1) & (known->slots - 1)) {
        const struct entry *entry = &known->entry[at];
        if (entry->id == id && entry->content == content) {
            return ES_KNOWN_ALREADY;
        }
        if (entry->id == id && entry->version > newest) {
            newest = entry->version;
        }
    }
    if (figure->version <= newest) {
        figure->version = newest + 1;
    }
    return newest == 0 ? ES_NEW_FIGURE : ES_CORRECTION;
}

const char *es_note_reason(const char *note, const char *reason, struct es_arena *arena)
{
    return es_arena_print(arena, "%.*s%s%s%s]", (int)without_reason(note), note,
                          without_reason(note) > 0 ? " " : "", reason_mark, reason);
}

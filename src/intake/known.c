/* known.c: which figures of a file are new. */
#include "essor/hash.h"
#include "essor/intake.h"
#include "intake/identity.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };
static const char reason_mark[] = "[correction: ";

/* One version of a figure in 16 bytes, since millions may be known: its hashes are cut to
 * what tells 3 million figures apart but for one time in 8 000. An empty slot has version
 * 0. */
struct entry {
    uint64_t id : 56;
    uint64_t key_high : 8; /* of what a made id depends on */
    uint64_t content : 36;
    uint64_t version : 20; /* at most a million, as files may have */
    uint64_t key_low : 8;
};

/* A table of open addressing, at most nine tenths full. */
struct es_known {
    struct entry *entry;
    size_t slots, n;
    bool any_publication;
};

enum es_status es_known_open(bool any_publication, struct es_known **known,
                             struct es_error *err)
{
    struct es_known *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    made->any_publication = any_publication;
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

/* A hash of what a figure says, but for what makes no difference. */
static uint64_t content_of(const struct es_known *known, const struct es_figure *figure)
{
    const size_t length = without_reason(figure->note);
    struct es_figure bare = *figure;
    char note[4096] = "";
    if (known->any_publication) {
        bare.published_day = ES_NO_DAY;
    }
    if (figure->note[length] != '\0' && length < sizeof note) {
        memcpy(note, figure->note, length);
        bare.note = note;
    }
    return es_figure_content(&bare);
}

/* A figure as the table has it. */
static struct entry entry_of(const struct es_known *known, const struct es_figure *figure)
{
    const uint64_t key = es_figure_key(figure);
    return (struct entry){.id = es_hash_text(0, figure->id) & 0xffffffffffffff,
                          .key_high = key >> 8 & 0xff,
                          .key_low = key & 0xff,
                          .content = content_of(known, figure) & 0xfffffffff,
                          .version = (uint64_t)figure->version & 0xfffff};
}

/* Where the search for an id begins. */
static size_t home(const struct entry *entry, size_t slots)
{
    return (size_t)((uint64_t)(entry->id >> 24) * slots >> 32);
}

static size_t next(size_t at, size_t slots)
{
    return at + 1 < slots ? at + 1 : 0;
}

static void put(struct entry entry[], size_t slots, const struct entry *added)
{
    size_t at = home(added, slots);
    while (entry[at].version != 0) {
        at = next(at, slots);
    }
    entry[at] = *added;
}

static bool resize(struct es_known *known, size_t slots)
{
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

enum es_status es_known_expect(struct es_known *known, size_t figures,
                               struct es_error *err)
{
    const size_t slots = figures + figures / 9 + FIRST_SLOTS;
    return slots <= known->slots || resize(known, slots) ? ES_OK : es_no_memory(err);
}

enum es_status es_known_add(struct es_known *known, const struct es_figure *figure,
                            struct es_error *err)
{
    if (known->n * 10 >= known->slots * 9) {
        ES_TRY(es_known_expect(known, known->n * 2, err));
    }
    const struct entry added = entry_of(known, figure);
    put(known->entry, known->slots, &added);
    known->n++;
    return ES_OK;
}

/* What is known under an id. */
struct found {
    bool any, same_key, same_content;
    int newest; /* version */
};

static struct found find(const struct es_known *known, const struct es_figure *figure)
{
    const struct entry wanted = entry_of(known, figure);
    struct found found = {.any = false};
    if (known->n == 0) {
        return found;
    }
    for (size_t at = home(&wanted, known->slots); known->entry[at].version != 0;
         at = next(at, known->slots)) {
        const struct entry *entry = &known->entry[at];
        if (entry->id == wanted.id) {
            const int version = (int)entry->version;
            found.any = true;
            found.same_key = found.same_key || (entry->key_high == wanted.key_high &&
                                                entry->key_low == wanted.key_low);
            found.same_content = found.same_content || entry->content == wanted.content;
            found.newest = version > found.newest ? version : found.newest;
        }
    }
    return found;
}

/* Whether the id was made, and not given. */
static enum es_status is_made(const struct es_figure *figure, bool *made,
                              struct es_arena *arena, struct es_error *err)
{
    const char *id;
    ES_GIVEN(id, es_figure_make_id(figure, arena), err);
    *made = strcmp(id, figure->id) == 0;
    return ES_OK;
}

enum es_status es_known_judge(const struct es_known *known, struct es_figure *figure,
                              enum es_novelty *novelty, struct es_arena *arena,
                              struct es_error *err)
{
    const char *id = figure->id;
    struct found found = find(known, figure);
    bool made = false;
    if (found.any && !found.same_key) {
        ES_TRY(is_made(figure, &made, arena, err));
    }
    for (int i = 2; made && found.any && !found.same_key; i++) {
        ES_GIVEN(figure->id, es_arena_print(arena, "%s-%d", id, i), err);
        found = find(known, figure);
    }
    *novelty = found.same_content ? ES_KNOWN_ALREADY
               : found.any        ? ES_CORRECTION
                                  : ES_NEW_FIGURE;
    if (*novelty != ES_KNOWN_ALREADY && figure->version <= found.newest) {
        figure->version = found.newest + 1;
    }
    return ES_OK;
}

const char *es_note_reason(const char *note, const char *reason, struct es_arena *arena)
{
    return es_arena_print(arena, "%.*s%s%s%s]", (int)without_reason(note), note,
                          without_reason(note) > 0 ? " " : "", reason_mark, reason);
}

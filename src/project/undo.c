#include "essor/file.h"
#include "essor/import.h"
#include "essor/store.h"
#include "project/import_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

/* figures.csv as an import found it. */
struct restoring {
    const char *path;
    const struct es_import *record;
};

/* Copies the bytes that were there before the import. */
static enum es_status copy_first_bytes(const struct restoring *restoring, FILE *out,
                                       struct es_error *err)
{
    char bytes[PIECE];
    size_t left = restoring->record->before_size, got = 1;
    FILE *in = fopen(restoring->path, "rb");
    if (in == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot read %s: %s", restoring->path,
                       strerror(errno));
    }
    while (left > 0 && got > 0) {
        got = fread(bytes, 1, left < sizeof bytes ? left : sizeof bytes, in);
        (void)fwrite(bytes, 1, got, out);
        left -= got;
    }
    (void)fclose(in);
    return left == 0 ? ES_OK
                     : es_fail(err, ES_ERR_IO, "%s was cut short while it was read",
                               restoring->path);
}

static enum es_status put_before(FILE *out, void *context, struct es_error *err)
{
    const struct restoring *restoring = context;
    const struct es_import *record = restoring->record;
    if (record->before_text == NULL) {
        return copy_first_bytes(restoring, out, err);
    }
    (void)fwrite(record->before_text, 1, record->before_text_size, out);
    return ES_OK;
}

static enum es_status restore(const char *path, const struct es_import *record,
                              struct es_error *err)
{
    char now[ES_QUICK_TEXT];
    ES_TRY(es_hash_quick(path, now, err));
    if (strcmp(now, record->after_hash) != 0) {
        return es_fail(err, ES_ERR_DATA,
                       "%s was changed after the import of %s; take that change back "
                       "first, or remove the figures by hand",
                       path, record->finished_at);
    }
    if (record->before_hash[0] == '\0') { /* there was none */
        return unlink(path) == 0 ? ES_OK
                                 : es_fail(err, ES_ERR_IO, "cannot remove %s: %s", path,
                                           strerror(errno));
    }
    return es_file_make(path, put_before, &(struct restoring){path, record}, err);
}

static enum es_status undo(struct es_store *store, const char *path,
                           struct es_undone *undone, struct es_arena *arena,
                           struct es_error *err)
{
    struct es_import record = {.id = 0};
    char now[ES_TIME_TEXT];
    es_time_now(now);
    ES_TRY(es_store_undo_begin(store, &record, arena, err));
    const enum es_status status = restore(path, &record, err);
    ES_TRY(es_store_undo_end(store, &record, now, status, err));
    *undone = (struct es_undone){record.finished_at, record.files, record.added};
    return ES_OK;
}

enum es_status es_project_undo(const char *directory, struct es_undone *undone,
                               struct es_arena *arena, struct es_error *err)
{
    struct es_store *store;
    char *database, *path;
    ES_GIVEN(database, es_arena_print(arena, "%s/essor.db", directory), err);
    ES_GIVEN(path, es_arena_print(arena, "%s/figures.csv", directory), err);
    if (access(database, F_OK) != 0) {
        return es_fail(err, ES_ERR_DATA, "there is no import to take back: no %s",
                       database);
    }
    ES_TRY(es_store_open(database, &store, err));
    const enum es_status status = undo(store, path, undone, arena, err);
    es_store_close(store);
    return status;
}

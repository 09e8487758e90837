#include "store/figure_row.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

struct es_store_import {
    struct es_store *store;
    struct es_statement insert;
    struct es_arena *scratch; /* for rows that are compared */
    int64_t id;
    bool bulk;
};

/* What is written to the log is written twice, which costs a large import half its time.
 * A store that another program has open keeps its log. */
static void leave_log(struct es_db *db)
{
    (void)es_db_run(db, "PRAGMA journal_mode = TRUNCATE", NULL);
}

static void take_log_up(struct es_db *db)
{
    (void)es_db_run(db, "PRAGMA journal_mode = WAL", NULL);
}

static enum es_status begin(struct es_store_import *import, struct es_error *err)
{
    struct es_db *db = &import->store->db;
    ES_TRY(es_arena_open(&import->scratch, err));
    if (import->bulk) {
        leave_log(db);
    }
    ES_TRY(es_db_begin(db, err));
    const enum es_status status =
        es_db_ask(db, "SELECT coalesce(max(id), 0) + 1 FROM import", &import->id, err);
    if (status != ES_OK) {
        return es_db_end(db, status, err);
    }
    import->insert = es_db_prepare(db, "INSERT INTO figure (" ES_FIGURE_ROW
                                       ", import) VALUES "
                                       "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
                                       "ON CONFLICT (id, version) DO NOTHING");
    return ES_OK;
}

static void let_go(struct es_store_import *import)
{
    if (import->bulk) {
        take_log_up(&import->store->db);
    }
    es_arena_close(import->scratch);
    free(import);
}

enum es_status es_store_import_begin(struct es_store *store, bool bulk,
                                     struct es_store_import **import,
                                     struct es_error *err)
{
    struct es_store_import *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    made->store = store;
    made->bulk = bulk;
    const enum es_status status = begin(made, err);
    if (status != ES_OK) {
        let_go(made);
        return status;
    }
    *import = made;
    return ES_OK;
}

/* Whether two figures are made to have the same id. */
static bool same_key(const struct es_figure *a, const struct es_figure *b)
{
    return strcmp(a->series, b->series) == 0 && strcmp(a->zone, b->zone) == 0 &&
           a->from_day == b->from_day && a->to_day == b->to_day && a->kind == b->kind &&
           strcmp(a->ref, b->ref) == 0 && strcmp(a->source_title, b->source_title) == 0 &&
           strcmp(a->source_url, b->source_url) == 0;
}

static bool same_number(double a, double b)
{
    return a == b || (a != a && b != b);
}

static bool same_content(const struct es_figure *a, const struct es_figure *b)
{
    return same_key(a, b) && a->published_day == b->published_day &&
           same_number(a->value, b->value) && same_number(a->value_hi, b->value_hi) &&
           a->qualifier == b->qualifier && same_number(a->quoted_step, b->quoted_step) &&
           a->basis == b->basis && strcmp(a->unit, b->unit) == 0 &&
           strcmp(a->note, b->note) == 0;
}

/* Compares a figure with the one that has its id and version. */
static enum es_status compare(struct es_store_import *import,
                              const struct es_figure *figure, enum es_stored *stored,
                              struct es_error *err)
{
    struct es_figure there;
    bool lost = false;
    es_arena_clear(import->scratch);
    struct es_statement select =
        es_db_prepare(&import->store->db, "SELECT " ES_FIGURE_ROW
                                          " FROM figure WHERE id = ? AND version = ?");
    es_db_put_text(&select, figure->id);
    es_db_put_whole(&select, figure->version);
    if (es_db_next(&select)) {
        es_figure_row_take(&select, &there, import->scratch, &lost);
        *stored = same_content(figure, &there) ? ES_STORED_BEFORE
                  : same_key(figure, &there)   ? ES_STORED_OTHER
                                               : ES_STORED_CLASH;
    }
    ES_TRY(es_db_finish(&select, err));
    return lost ? es_no_memory(err) : ES_OK;
}

enum es_status es_store_import_put(struct es_store_import *import,
                                   const struct es_figure *figure, enum es_stored *stored,
                                   struct es_error *err)
{
    char days[ES_FIGURE_ROW_DAYS][ES_DAY_TEXT];
    es_figure_row_put(&import->insert, figure, days);
    es_db_put_whole(&import->insert, import->id);
    *stored = ES_STORED_NOW;
    if (es_db_write(&import->insert) == 1) {
        return ES_OK;
    }
    if (import->insert.code != 0) {
        return es_db_finish(&import->insert, err);
    }
    return compare(import, figure, stored, err);
}

enum es_status es_store_import_known(struct es_store_import *import,
                                     const struct es_figure *figure, struct es_error *err)
{
    char days[ES_FIGURE_ROW_DAYS][ES_DAY_TEXT];
    es_figure_row_put(&import->insert, figure, days);
    es_db_put_bytes(&import->insert, NULL, 0);
    (void)es_db_write(&import->insert);
    return import->insert.code == 0 ? ES_OK : es_db_finish(&import->insert, err);
}

static enum es_status record_import(struct es_store_import *import,
                                    const struct es_import *record, struct es_error *err)
{
    struct es_statement insert = es_db_prepare(
        &import->store->db,
        "INSERT INTO import (id, finished_at, files, added, before_hash, before_size, "
        "before_text, after_hash) VALUES (?,?,?,?,?,?,?,?)");
    es_db_put_whole(&insert, import->id);
    es_db_put_text(&insert, record->finished_at);
    es_db_put_text(&insert, record->files);
    es_db_put_whole(&insert, (int64_t)record->added);
    es_db_put_text(&insert, record->before_hash);
    es_db_put_whole(&insert, (int64_t)record->before_size);
    es_db_put_bytes(&insert, record->before_text, record->before_text_size);
    es_db_put_text(&insert, record->after_hash);
    (void)es_db_write(&insert);
    return es_db_finish(&insert, err);
}

enum es_status es_store_import_end(struct es_store_import *import,
                                   const struct es_import *record, enum es_status status,
                                   struct es_error *err)
{
    const enum es_status finished =
        import->insert.handle == NULL
            ? status
            : es_db_finish(&import->insert, status == ES_OK ? err : NULL);
    status = status == ES_OK ? finished : status;
    if (status == ES_OK && record->added > 0) {
        status = record_import(import, record, err);
    }
    status = es_db_end(&import->store->db, status, err);
    let_go(import);
    return status;
}

static enum es_status keep_text(const char **kept, const char *text,
                                struct es_arena *arena, struct es_error *err)
{
    ES_GIVEN(*kept, es_arena_copy(arena, text), err);
    return ES_OK;
}

/* Takes the record out of its row. */
static enum es_status take_record(struct es_statement *select, struct es_import *record,
                                  struct es_arena *arena, struct es_error *err)
{
    record->id = es_db_take_whole(select);
    ES_TRY(keep_text(&record->finished_at, es_db_take_text(select), arena, err));
    ES_TRY(keep_text(&record->files, es_db_take_text(select), arena, err));
    record->added = (size_t)es_db_take_whole(select);
    ES_TRY(keep_text(&record->before_hash, es_db_take_text(select), arena, err));
    record->before_size = (size_t)es_db_take_whole(select);
    const char *text = es_db_take_bytes(select, &record->before_text_size);
    record->before_text = NULL;
    if (text != NULL) {
        ES_GIVEN(record->before_text,
                 es_arena_copy_n(arena, text, record->before_text_size), err);
    }
    return keep_text(&record->after_hash, es_db_take_text(select), arena, err);
}

static enum es_status find_last(struct es_db *db, struct es_import *record, bool *found,
                                struct es_arena *arena, struct es_error *err)
{
    struct es_statement select =
        es_db_prepare(db,
                      "SELECT id, finished_at, files, added, before_hash, before_size, "
                      "before_text, after_hash FROM import WHERE undone_at IS NULL "
                      "ORDER BY id DESC LIMIT 1");
    *found = es_db_next(&select);
    enum es_status status = ES_OK;
    if (*found) {
        status = take_record(&select, record, arena, err);
    }
    const enum es_status finished = es_db_finish(&select, status == ES_OK ? err : NULL);
    return status == ES_OK ? finished : status;
}

enum es_status es_store_undo_begin(struct es_store *store, struct es_import *record,
                                   struct es_arena *arena, struct es_error *err)
{
    bool found = false;
    ES_TRY(es_db_begin(&store->db, err));
    enum es_status status = find_last(&store->db, record, &found, arena, err);
    if (status == ES_OK && !found) {
        status = es_fail(err, ES_ERR_DATA, "there is no import to take back");
    }
    return status == ES_OK ? ES_OK : es_db_end(&store->db, status, err);
}

static enum es_status forget(struct es_db *db, const struct es_import *record,
                             const char *undone_at, struct es_error *err)
{
    struct es_statement remove = es_db_prepare(db, "DELETE FROM figure WHERE import = ?");
    es_db_put_whole(&remove, record->id);
    (void)es_db_write(&remove);
    ES_TRY(es_db_finish(&remove, err));
    struct es_statement mark =
        es_db_prepare(db, "UPDATE import SET undone_at = ? WHERE id = ?");
    es_db_put_text(&mark, undone_at);
    es_db_put_whole(&mark, record->id);
    (void)es_db_write(&mark);
    return es_db_finish(&mark, err);
}

enum es_status es_store_undo_end(struct es_store *store, const struct es_import *record,
                                 const char *undone_at, enum es_status status,
                                 struct es_error *err)
{
    if (status == ES_OK) {
        status = forget(&store->db, record, undone_at, err);
    }
    return es_db_end(&store->db, status, err);
}

enum es_status es_store_last_after(struct es_store *store, const char **hash,
                                   struct es_arena *arena, struct es_error *err)
{
    struct es_import record = {.after_hash = ""};
    bool found;
    ES_TRY(find_last(&store->db, &record, &found, arena, err));
    *hash = record.after_hash;
    return ES_OK;
}

enum es_status es_store_imported_at(struct es_store *store,
                                    const struct es_figure *figure, const char **when,
                                    struct es_arena *arena, struct es_error *err)
{
    struct es_statement select =
        es_db_prepare(&store->db,
                      "SELECT finished_at FROM figure "
                      "JOIN import ON import.id = figure.import "
                      "WHERE figure.id = ? AND figure.version = ?");
    es_db_put_text(&select, figure->id);
    es_db_put_whole(&select, figure->version);
    const char *found = es_db_next(&select) ? es_db_take_text(&select) : "";
    const enum es_status kept = keep_text(when, found, arena, err);
    const enum es_status finished = es_db_finish(&select, kept == ES_OK ? err : NULL);
    return kept == ES_OK ? finished : kept;
}

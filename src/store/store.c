#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { APPLICATION = 0x65737372 }; /* "essr" */

extern const char es_text_schema[], es_text_imports[], es_text_measures[],
    es_text_notes[], es_text_solved[];

/* Step i brings a store of version i to version i + 1. */
static const char *const migrations[] = {es_text_schema, es_text_imports,
                                         es_text_measures, es_text_notes, es_text_solved};
enum { NEWEST = sizeof migrations / sizeof migrations[0] };

/* A file is ours, or new and still empty; anything else is left alone. */
static enum es_status recognise(struct es_db *db, int64_t *version, struct es_error *err)
{
    int64_t application = 0, tables = 0;
    ES_TRY(es_db_ask(db, "PRAGMA application_id", &application, err));
    ES_TRY(es_db_ask(db, "PRAGMA user_version", version, err));
    ES_TRY(es_db_ask(db, "SELECT count(*) FROM sqlite_schema", &tables, err));
    const bool empty = application == 0 && *version == 0 && tables == 0;
    if (!empty && application != APPLICATION) {
        return es_fail(err, ES_ERR_STORE, "%s is the database of another program",
                       db->path);
    }
    if (*version > NEWEST) {
        return es_fail(err, ES_ERR_STORE,
                       "%s was made by a newer essor (store version %lld, this one reads "
                       "up to %d); use that version",
                       db->path, (long long)*version, NEWEST);
    }
    if (!empty && *version < 1) {
        return es_fail(err, ES_ERR_STORE, "%s has no version of an essor store",
                       db->path);
    }
    return ES_OK;
}

static enum es_status run_migrations(struct es_db *db, struct es_error *err)
{
    int64_t version;
    ES_TRY(
        recognise(db, &version, err)); /* again: another program may have been faster */
    enum es_status status = ES_OK;
    for (; version < NEWEST && status == ES_OK; version++) {
        status = es_db_run(db, migrations[version], err);
    }
    return status;
}

/* Readers of a write-ahead log never wait for a writer, and a commit is one sync. */
static enum es_status bring_up_to_date(struct es_db *db, struct es_error *err)
{
    int64_t version;
    ES_TRY(recognise(db, &version, err));
    ES_TRY(es_db_run(db, "PRAGMA journal_mode = WAL", err));
    if (version == NEWEST) {
        return ES_OK;
    }
    ES_TRY(es_db_begin(db, err));
    return es_db_end(db, run_migrations(db, err), err);
}

/* SQLite reads some names as something else than a file: "", ":memory:",
 * "file:x?mode=ro". */
static const char *plain_prefix(const char *path)
{
    const bool special =
        path[0] == '\0' || path[0] == ':' || strncmp(path, "file:", strlen("file:")) == 0;
    return special ? "./" : "";
}

enum es_status es_store_open(const char *path, struct es_store **store,
                             struct es_error *err)
{
    const char *prefix = plain_prefix(path);
    const size_t size = strlen(prefix) + strlen(path) + 1;
    struct es_store *opened = calloc(1, sizeof *opened + size);
    if (opened == NULL) {
        return es_no_memory(err);
    }
    (void)snprintf(opened->path, size, "%s%s", prefix, path);
    enum es_status status = es_db_open(&opened->db, opened->path, err);
    if (status == ES_OK) {
        status = bring_up_to_date(&opened->db, err);
    }
    if (status != ES_OK) {
        es_store_close(opened);
        return status;
    }
    *store = opened;
    return ES_OK;
}

void es_store_close(struct es_store *store)
{
    if (store != NULL) {
        es_db_close(&store->db);
        free(store);
    }
}

enum es_status es_store_check(struct es_store *store, struct es_error *err)
{
    struct es_statement check = es_db_prepare(&store->db, "PRAGMA integrity_check(1)");
    if (es_db_next(&check) && strcmp(es_db_take_text(&check), "ok") != 0) {
        es_db_damaged(&check);
    }
    ES_TRY(es_db_finish(&check, err));
    struct es_statement keys = es_db_prepare(&store->db, "PRAGMA foreign_key_check");
    if (es_db_next(&keys)) {
        es_db_damaged(&keys);
    }
    return es_db_finish(&keys, err);
}

enum es_status es_store_size(struct es_store *store, int64_t *bytes, struct es_error *err)
{
    int64_t pages = 0, unused = 0, each = 0;
    ES_TRY(es_db_ask(&store->db, "PRAGMA page_count", &pages, err));
    ES_TRY(es_db_ask(&store->db, "PRAGMA freelist_count", &unused, err));
    ES_TRY(es_db_ask(&store->db, "PRAGMA page_size", &each, err));
    *bytes = (pages - unused) * each;
    return ES_OK;
}

/* The statement that counts a table's rows; NULL for a table that is not ours. */
static const char *count_of(const char *table)
{
    static const char *const counts[][2] = {
        {"figure", "SELECT count(*) FROM figure"},
        {"run", "SELECT count(*) FROM run"},
        {"forecast", "SELECT count(*) FROM forecast"},
        {"target", "SELECT count(*) FROM target"},
        {"answer", "SELECT count(*) FROM answer"},
        {"note", "SELECT count(*) FROM note"},
        {"artefact", "SELECT count(*) FROM artefact"},
        {"import", "SELECT count(*) FROM import"},
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (strcmp(counts[i][0], table) == 0) {
            return counts[i][1];
        }
    }
    return NULL;
}

enum es_status es_store_count(struct es_store *store, const char *table, long long *rows,
                              struct es_error *err)
{
    const char *sql = count_of(table);
    if (sql == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT, "the store has no table \"%s\"", table);
    }
    int64_t n = 0;
    ES_TRY(es_db_ask(&store->db, sql, &n, err));
    *rows = n;
    return ES_OK;
}

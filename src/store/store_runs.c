#include "store/store.h"

/* A seed is unsigned, SQLite's numbers are not: the same bits. */
static int64_t signed_bits(uint64_t seed)
{
    return seed <= INT64_MAX ? (int64_t)seed : -1 - (int64_t)(UINT64_MAX - seed);
}

static enum es_status insert_run(struct es_db *db, const struct es_run *run, int64_t *id,
                                 struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db,
                      "INSERT INTO run (as_of, seed, inputs_hash, engine_version, "
                      "finished_at) VALUES (?,?,?,?,?)");
    es_db_put_day(&insert, run->as_of_day);
    es_db_put_whole(&insert, signed_bits(run->seed));
    es_db_put_text(&insert, run->inputs_hash);
    es_db_put_text(&insert, run->engine_version);
    es_db_put_text(&insert, run->finished_at);
    (void)es_db_write(&insert);
    ES_TRY(es_db_finish(&insert, err));
    return es_db_ask(db, "SELECT last_insert_rowid()", id, err);
}

static enum es_status insert_artefacts(struct es_db *db, int64_t run,
                                       const struct es_artefact artefacts[], size_t n,
                                       struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO artefact (run, path, hash) VALUES (?,?,?)");
    for (size_t i = 0; i < n; i++) {
        es_db_put_whole(&insert, run);
        es_db_put_text(&insert, artefacts[i].path);
        es_db_put_text(&insert, artefacts[i].hash);
        (void)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

/* The notes that the run found or made, as far as there are any. */
static enum es_status insert_run_notes(struct es_db *db, int64_t run,
                                       const char *const key[], size_t n,
                                       struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db,
                      "INSERT OR IGNORE INTO run_note (run, note) SELECT ?, id FROM note "
                      "WHERE key = ?");
    for (size_t i = 0; i < n; i++) {
        es_db_put_whole(&insert, run);
        es_db_put_text(&insert, key[i]);
        (void)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

enum es_status es_store_put_run(struct es_store *store, const struct es_run *run,
                                const char *const key[], size_t keys,
                                const struct es_artefact artefacts[],
                                size_t artefact_count, struct es_error *err)
{
    struct es_db *db = &store->db;
    int64_t id = 0;
    ES_TRY(es_db_begin(db, err));
    enum es_status status = insert_run(db, run, &id, err);
    if (status == ES_OK) {
        status = insert_run_notes(db, id, key, keys, err);
    }
    if (status == ES_OK) {
        status = insert_artefacts(db, id, artefacts, artefact_count, err);
    }
    return es_db_end(db, status, err);
}

/* Texts of one column, kept. */
static enum es_status take_keys(struct es_db *db, int64_t run, const char ***key,
                                size_t *n, struct es_arena *arena, struct es_error *err)
{
    int64_t count = 0;
    struct es_statement ask =
        es_db_prepare(db, "SELECT count(*) FROM run_note WHERE run = ?");
    es_db_put_whole(&ask, run);
    count = es_db_next(&ask) ? es_db_take_whole(&ask) : 0;
    ES_TRY(es_db_finish(&ask, err));
    ES_NEW(arena, *key, (size_t)count, err);
    *n = 0;
    struct es_statement select =
        es_db_prepare(db,
                      "SELECT key FROM note JOIN run_note ON run_note.note = note.id "
                      "WHERE run = ? ORDER BY series, key");
    es_db_put_whole(&select, run);
    bool lost = false;
    while (*n < (size_t)count && es_db_next(&select)) {
        (*key)[*n] = es_arena_copy(arena, es_db_take_text(&select));
        lost = lost || (*key)[(*n)++] == NULL;
    }
    ES_TRY(es_db_finish(&select, err));
    return lost ? es_no_memory(err) : ES_OK;
}

enum es_status es_store_last_run(struct es_store *store, struct es_run *run,
                                 const char ***key, size_t *keys, bool *found,
                                 struct es_arena *arena, struct es_error *err)
{
    struct es_db *db = &store->db;
    struct es_statement select =
        es_db_prepare(db,
                      "SELECT id, as_of, seed, inputs_hash, engine_version, "
                      "finished_at FROM run ORDER BY id DESC LIMIT 1");
    int64_t id = 0;
    *found = es_db_next(&select);
    if (*found) {
        id = es_db_take_whole(&select);
        run->as_of_day = es_db_take_day(&select);
        run->seed = (uint64_t)es_db_take_whole(&select);
        run->inputs_hash = es_arena_copy(arena, es_db_take_text(&select));
        run->engine_version = es_arena_copy(arena, es_db_take_text(&select));
        run->finished_at = es_arena_copy(arena, es_db_take_text(&select));
    }
    ES_TRY(es_db_finish(&select, err));
    if (*found && (run->inputs_hash == NULL || run->engine_version == NULL ||
                   run->finished_at == NULL)) {
        return es_no_memory(err);
    }
    return *found ? take_keys(db, id, key, keys, arena, err) : ES_OK;
}

#include "store/store.h"

enum es_status es_store_put_solved(struct es_store *store, const struct es_solved *solved,
                                   struct es_error *err)
{
    struct es_db *db = &store->db;
    ES_TRY(es_db_begin(db, err));
    struct es_statement insert = es_db_prepare(
        db, "INSERT OR REPLACE INTO solved (series, key, content) VALUES (?,?,?)");
    es_db_put_text(&insert, solved->series);
    es_db_put_text(&insert, solved->key);
    es_db_put_bytes(&insert, solved->content, solved->size);
    (void)es_db_write(&insert);
    return es_db_end(db, es_db_finish(&insert, err), err);
}

enum es_status es_store_has_solved(struct es_store *store, const char *series,
                                   const char *key, bool *has, struct es_error *err)
{
    struct es_statement select = es_db_prepare(
        &store->db, "SELECT count(*) FROM solved WHERE series = ? AND key = ?");
    es_db_put_text(&select, series);
    es_db_put_text(&select, key);
    *has = es_db_next(&select) && es_db_take_whole(&select) > 0;
    return es_db_finish(&select, err);
}

enum es_status es_store_get_solved(struct es_store *store, const char *series,
                                   const char *key, struct es_solved *solved,
                                   struct es_arena *arena, struct es_error *err)
{
    struct es_statement select =
        es_db_prepare(&store->db,
                      "SELECT rowid, length(content) FROM solved "
                      "WHERE series = ? AND key = ?");
    struct es_blob blob = {.table = "solved", .column = "content"};
    es_db_put_text(&select, series);
    es_db_put_text(&select, key);
    const bool found = es_db_next(&select);
    if (found) {
        blob.row = es_db_take_whole(&select);
        blob.size = (size_t)es_db_take_whole(&select);
    }
    ES_TRY(es_db_finish(&select, err));
    *solved = (struct es_solved){.series = series, .key = key};
    if (!found) {
        return ES_OK;
    }
    ES_GIVEN(blob.bytes, es_arena_array(arena, blob.size, 1), err);
    ES_TRY(es_db_read_blob(&store->db, &blob, err));
    solved->content = blob.bytes;
    solved->size = blob.size;
    return ES_OK;
}

enum es_status es_store_list_solved(struct es_store *store, const char ***series,
                                    size_t *n, struct es_arena *arena,
                                    struct es_error *err)
{
    int64_t count = 0;
    bool lost = false;
    ES_TRY(es_db_ask(&store->db, "SELECT count(*) FROM solved", &count, err));
    ES_NEW(arena, *series, (size_t)count, err);
    struct es_statement select =
        es_db_prepare(&store->db, "SELECT series FROM solved ORDER BY series");
    for (*n = 0; *n < (size_t)count && es_db_next(&select); ++*n) {
        (*series)[*n] = es_arena_copy(arena, es_db_take_text(&select));
        lost = lost || (*series)[*n] == NULL;
    }
    ES_TRY(es_db_finish(&select, err));
    return lost ? es_no_memory(err) : ES_OK;
}

#include "store/note_row.h"
#include "store/store.h"

#include <string.h>

/* A target's source is a remark, which changes no answer and no key. */
#define TARGET_ASKED "id, level, per, measure, deadline"

/* Whether a table has another content for `theirs` than for `ours`; NULL is like NULL. */
#define ROWS(store, table, columns, note)                                                \
    "SELECT " columns " FROM " store "." table " WHERE note = " note ".id"
#define DIFFERS(table, columns)                                                          \
    "EXISTS (" ROWS("shard", table, columns, "theirs") " EXCEPT " ROWS(                  \
        "main", table, columns, "ours") ") OR "                                          \
    "EXISTS (" ROWS("main", table, columns, "ours") " EXCEPT " ROWS(                     \
        "shard", table, columns, "theirs") ")"

static const char conflict[] =
    "SELECT theirs.series FROM shard.note AS theirs JOIN main.note AS ours USING (key) "
    "WHERE " DIFFERS("forecast", ES_FORECAST_ROW) " OR " DIFFERS(
        "target", TARGET_ASKED) " OR " DIFFERS("answer",
                                               ES_ANSWER_ROW) " ORDER BY 1 LIMIT 1";

#define TAKE(table, columns)                                                             \
    "INSERT INTO main." table " (note, " columns                                         \
    ") SELECT (SELECT id FROM main.note "                                                \
    "WHERE key = (SELECT key FROM fresh WHERE fresh.theirs = note)), " columns           \
    " FROM shard." table " WHERE note IN (SELECT theirs FROM fresh);"

static const char take[] =
    "CREATE TEMP TABLE fresh (theirs INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT;"
    "INSERT INTO fresh SELECT id, key FROM shard.note "
    "WHERE key NOT IN (SELECT key FROM main.note);"
    "INSERT INTO main.note (key, series) SELECT key, series FROM shard.note "
    "WHERE id IN (SELECT theirs FROM fresh) ORDER BY series, key;" TAKE("forecast",
                                                                        ES_FORECAST_ROW)
        TAKE("target", ES_TARGET_ROW) TAKE("answer", ES_ANSWER_ROW);

/* Nothing may contradict what is there. */
static enum es_status look_for_conflict(struct es_db *db, const char *path,
                                        struct es_error *err)
{
    struct es_statement select = es_db_prepare(db, conflict);
    const bool found = es_db_next(&select);
    if (found) {
        (void)es_fail(err, ES_ERR_DATA,
                      "%s answers \"%s\" otherwise than the store does from the same "
                      "figures; build both with the same essor on machines of one kind",
                      path, es_db_take_text(&select));
    }
    const enum es_status status = es_db_finish(&select, found ? NULL : err);
    return found ? ES_ERR_DATA : status;
}

static enum es_status merge_attached(struct es_db *db, const char *path, size_t *taken,
                                     struct es_error *err)
{
    int64_t count = 0;
    ES_TRY(look_for_conflict(db, path, err));
    ES_TRY(es_db_begin(db, err));
    enum es_status status = es_db_run(db, take, err);
    if (status == ES_OK) {
        status = es_db_ask(db, "SELECT count(*) FROM fresh", &count, err);
    }
    if (status == ES_OK) {
        status = es_db_run(db, "DROP TABLE fresh", err);
    }
    status = es_db_end(db, status, err);
    *taken = status == ES_OK ? (size_t)count : 0;
    return status;
}

enum es_status es_store_merge(struct es_store *store, struct es_store *shard,
                              size_t *taken, struct es_error *err)
{
    struct es_db *db = &store->db;
    struct es_statement attach = es_db_prepare(db, "ATTACH ? AS shard");
    es_db_put_text(&attach, shard->path);
    (void)es_db_write(&attach);
    ES_TRY(es_db_finish(&attach, err));
    const enum es_status status = merge_attached(db, shard->path, taken, err);
    (void)es_db_run(db, "DETACH shard", NULL);
    return status;
}

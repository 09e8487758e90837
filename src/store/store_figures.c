#include "store/figure_row.h"
#include "store/store.h"

static enum es_status insert_figures(struct es_db *db, const struct es_figures *figures,
                                     size_t *added, struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO figure (" ES_FIGURE_ROW
                          ") VALUES "
                          "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
                          "ON CONFLICT (id, version) DO NOTHING");
    char days[ES_FIGURE_ROW_DAYS][ES_DAY_TEXT];
    for (size_t i = 0; i < figures->n; i++) {
        es_figure_row_put(&insert, &figures->at[i], days);
        *added += (size_t)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

enum es_status es_store_put_figures(struct es_store *store,
                                    const struct es_figures *figures, size_t *added,
                                    struct es_error *err)
{
    size_t n = 0;
    ES_TRY(es_db_begin(&store->db, err));
    const enum es_status inserted = insert_figures(&store->db, figures, &n, err);
    ES_TRY(es_db_end(&store->db, inserted, err));
    if (added != NULL) {
        *added = n;
    }
    return ES_OK;
}

static enum es_status select_figures(struct es_db *db, struct es_figures *figures,
                                     struct es_arena *arena, struct es_error *err)
{
    int64_t rows = 0;
    struct es_figures found = {0};
    ES_TRY(es_db_ask(db, "SELECT count(*) FROM figure", &rows, err));
    ES_NEW(arena, found.at, (size_t)rows, err);
    struct es_statement select =
        es_db_prepare(db, "SELECT " ES_FIGURE_ROW " FROM figure ORDER BY id, version");
    bool lost = false;
    while (!lost && found.n < (size_t)rows && es_db_next(&select)) {
        es_figure_row_take(&select, &found.at[found.n++], arena, &lost);
    }
    ES_TRY(es_db_finish(&select, err));
    if (lost) {
        return es_no_memory(err);
    }
    *figures = found;
    return ES_OK;
}

enum es_status es_store_get_figures(struct es_store *store, struct es_figures *figures,
                                    struct es_arena *arena, struct es_error *err)
{
    /* One transaction, so that the count is that of the rows. */
    struct es_figures found;
    ES_TRY(es_db_run(&store->db, "BEGIN", err));
    const enum es_status selected = select_figures(&store->db, &found, arena, err);
    ES_TRY(es_db_end(&store->db, selected, err));
    *figures = found;
    return ES_OK;
}

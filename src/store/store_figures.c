#include "store/store.h"

/* The order of the columns in both statements, and of put_figure and take_figure. */
#define COLUMNS                                                                          \
    "id, version, series, zone, observed_from, observed_to, published, value, "          \
    "value_hi, "                                                                         \
    "unit, kind, ref, qualifier, quoted_step, date_basis, source_title, source_url, "    \
    "note"

static void put_figure(struct es_statement *insert, const struct es_figure *figure)
{
    es_db_put_text(insert, figure->id);
    es_db_put_whole(insert, figure->version);
    es_db_put_text(insert, figure->series);
    es_db_put_text(insert, figure->zone);
    es_db_put_day(insert, figure->from_day);
    es_db_put_day(insert, figure->to_day);
    es_db_put_day(insert, figure->published_day);
    es_db_put_number(insert, figure->value);
    es_db_put_number(insert, figure->value_hi);
    es_db_put_text(insert, figure->unit);
    es_db_put_text(insert, es_kind_name(figure->kind));
    es_db_put_text(insert, figure->ref);
    es_db_put_text(insert, es_qualifier_name(figure->qualifier));
    es_db_put_number(insert, figure->quoted_step);
    es_db_put_text(insert, es_basis_name(figure->basis));
    es_db_put_text(insert, figure->source_title);
    es_db_put_text(insert, figure->source_url);
    es_db_put_text(insert, figure->note);
}

static enum es_status insert_figures(struct es_db *db, const struct es_figures *figures,
                                     size_t *added, struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO figure (" COLUMNS
                          ") VALUES "
                          "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
                          "ON CONFLICT (id, version) DO NOTHING");
    for (size_t i = 0; i < figures->n; i++) {
        put_figure(&insert, &figures->at[i]);
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

/* A text of the row, kept in the arena; "" once memory has run out. */
static const char *keep(struct es_statement *select, struct es_arena *arena, bool *lost)
{
    const char *text = es_arena_copy(arena, es_db_take_text(select));
    *lost = *lost || text == NULL;
    return text == NULL ? "" : text;
}

/* One row; a word that no version of essor wrote marks it as damaged. */
static void take_figure(struct es_statement *select, struct es_figure *figure,
                        struct es_arena *arena, bool *lost)
{
    figure->id = keep(select, arena, lost);
    figure->version = (int)es_db_take_whole(select);
    figure->series = keep(select, arena, lost);
    figure->zone = keep(select, arena, lost);
    figure->from_day = es_db_take_day(select);
    figure->to_day = es_db_take_day(select);
    figure->published_day = es_db_take_day(select);
    figure->value = es_db_take_number(select);
    figure->value_hi = es_db_take_number(select);
    figure->unit = keep(select, arena, lost);
    const bool kind = es_kind_parse(es_db_take_text(select), &figure->kind);
    figure->ref = keep(select, arena, lost);
    const bool qualifier =
        es_qualifier_parse(es_db_take_text(select), &figure->qualifier);
    figure->quoted_step = es_db_take_number(select);
    const bool basis = es_basis_parse(es_db_take_text(select), &figure->basis);
    figure->source_title = keep(select, arena, lost);
    figure->source_url = keep(select, arena, lost);
    figure->note = keep(select, arena, lost);
    if (!kind || !qualifier || !basis) {
        es_db_damaged(select);
    }
}

static enum es_status select_figures(struct es_db *db, struct es_figures *figures,
                                     struct es_arena *arena, struct es_error *err)
{
    int64_t rows = 0;
    struct es_figures found = {0};
    ES_TRY(es_db_ask(db, "SELECT count(*) FROM figure", &rows, err));
    ES_NEW(arena, found.at, (size_t)rows, err);
    struct es_statement select =
        es_db_prepare(db, "SELECT " COLUMNS " FROM figure ORDER BY id, version");
    bool lost = false;
    while (!lost && found.n < (size_t)rows && es_db_next(&select)) {
        take_figure(&select, &found.at[found.n++], arena, &lost);
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

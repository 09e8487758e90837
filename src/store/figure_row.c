#include "store/figure_row.h"

void es_figure_row_put(struct es_statement *insert, const struct es_figure *figure,
                       char days[ES_FIGURE_ROW_DAYS][ES_DAY_TEXT])
{
    es_day_format(figure->from_day, days[0]);
    es_day_format(figure->to_day, days[1]);
    es_db_put_text(insert, figure->id);
    es_db_put_whole(insert, figure->version);
    es_db_put_text(insert, figure->series);
    es_db_put_text(insert, figure->zone);
    es_db_put_text(insert, days[0]);
    es_db_put_text(insert, days[1]);
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

/* A text of the row, kept in the arena; "" once memory has run out. */
static const char *keep(struct es_statement *select, struct es_arena *arena, bool *lost)
{
    const char *text = es_arena_copy(arena, es_db_take_text(select));
    *lost = *lost || text == NULL;
    return text == NULL ? "" : text;
}

void es_figure_row_take(struct es_statement *select, struct es_figure *figure,
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

/* figure_row.h: a figure as a row of the store. */
#ifndef ESSOR_STORE_FIGURE_ROW_H
#define ESSOR_STORE_FIGURE_ROW_H

#include "store/db.h"

#include "essor/arena.h"
#include "essor/date.h"
#include "essor/figure.h"

/* Its columns, in the order of the functions below. */
#define ES_FIGURE_ROW                                                                    \
    "id, version, series, zone, observed_from, observed_to, published, value, "          \
    "value_hi, "                                                                         \
    "unit, kind, ref, qualifier, quoted_step, date_basis, source_title, source_url, "    \
    "note"

/* Puts a figure in; it and `days` must live until the row is written. */
enum { ES_FIGURE_ROW_DAYS = 2 };
void es_figure_row_put(struct es_statement *insert, const struct es_figure *figure,
                       char days[ES_FIGURE_ROW_DAYS][ES_DAY_TEXT]);

/* Takes one out, its texts kept in the arena; *lost is set once memory has run out. A
 * word that no version of essor wrote marks the statement as damaged. */
void es_figure_row_take(struct es_statement *select, struct es_figure *figure,
                        struct es_arena *arena, bool *lost);

#endif

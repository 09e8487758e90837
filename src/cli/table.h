/* table.h: rows and columns for people, or the same as CSV. */
#ifndef ESSOR_CLI_TABLE_H
#define ESSOR_CLI_TABLE_H

#include "cli/cli.h"

/* A column's title, the name it has in CSV, and how it is aligned. */
struct column {
    const char *title;
    const char *name;
    bool right;
};

struct table;

/* An empty table; NULL if there is no memory, which the calls below take. */
struct table *table_open(struct session *session, const struct column columns[],
                         size_t n);

/* The next cell, row by row: what people see, and what CSV holds. */
void table_text(struct table *table, const char *text);
void table_quantity(struct table *table, double value);
void table_factor(struct table *table, double value);
void table_share(struct table *table, double share);
/* With so many significant digits; infinity as "inf". */
void table_digits(struct table *table, double value, int digits);
void table_number(struct table *table, double value, int decimals);
/* Of the cell just put: people see its unit behind it, or "-" in its place; CSV keeps the
 * number alone. */
void table_unit(struct table *table, const char *unit);
/* The same with other words in its place. */
void table_show(struct table *table, const char *text);
void table_hide(struct table *table);
void table_count(struct table *table, size_t count);
void table_day(struct table *table, int day);
/* A moment, or "not before" the horizon where it is infinite. */
void table_moment(struct table *table, double day, int horizon_day);

/* The same as a table of Markdown. */
enum es_status table_markdown(struct table *table);

/* To the data stream, as text or, with --csv, as CSV. ES_ERR_MEMORY if a cell was lost.
 */
enum es_status table_print(struct table *table);

#endif

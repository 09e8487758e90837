/* plain_row.h: a row of a plain file on its way to figures; what the parts of plain.c
 * share. */
#ifndef ESSOR_INTAKE_PLAIN_ROW_H
#define ESSOR_INTAKE_PLAIN_ROW_H

#include "intake/plain.h"

enum { ES_PLAIN_DATES = 1024, ES_PLAIN_SERIES = 256, ES_PLAIN_KEPT = 40 };

/* A text with two readings that nothing has decided yet. */
struct es_doubt {
    struct es_record row; /* of the first; n is 0 while there is none */
    size_t cell, count;
    bool comma; /* of a number: one of them holds a comma */
    const char *readings[2];
};

/* Dates come again and again, for each series of a file. */
struct es_known_date {
    char text[ES_PLAIN_KEPT];
    struct es_window window;
};

struct es_known_series {
    char name[ES_PLAIN_KEPT];
    bool known;
    struct es_series_facts facts;
};

struct es_plain {
    const struct es_layout *layout;
    const struct es_reading_style *style;
    struct es_fault_list *faults; /* NULL in a second reading */
    struct es_arena *arena;
    struct es_arena *scratch; /* of one row */
    const char *title;
    enum es_decimal decimal;
    enum es_day_order order;
    int decimal_line, order_line; /* that decided; 0: the caller did */
    struct es_doubt number, date;
    struct es_doubt total;    /* over a day, or over what it begins or ends? */
    int total_day;            /* of the first such total */
    bool all_first, all_last; /* days of months */
    bool many_days;           /* not all the same */
    bool has_period;
    enum es_grain period; /* that a day stands for */
    bool revised;         /* an order of days that some dates had been read against */
    struct es_known_date dates[ES_PLAIN_DATES];
    struct es_known_series series[ES_PLAIN_SERIES];
    const char *unknown[64]; /* series already reported as such */
    size_t unknowns;
};

/* A row on its way to figures. */
struct es_row {
    struct es_plain *plain;
    const struct es_record *record;
    struct es_figure figure; /* what its values share */
    bool bad;
};

/* What the cell of a value holds. */
enum es_cell_form { ES_CELL_NUMBER, ES_CELL_WORDS };

/* Whether faults are no longer told, so that their words need not be found. */
bool es_plain_is_mute(const struct es_plain *plain);

/* A text as faults quote it. */
const char *es_plain_quote(const struct es_plain *plain, const char *text);

/* The cell of a role, or -1; its text, "" if no column has it. */
int es_row_cell(const struct es_row *row, enum es_role role);
const char *es_row_text(const struct es_row *row, enum es_role role);

/* Notes a text with two readings: the first is kept, the others are counted. */
enum es_status es_row_doubt(const struct es_row *row, struct es_doubt *doubt, size_t cell,
                            const char *const readings[2], struct es_error *err);

/* Reports a doubt that nothing in the file has settled. */
void es_plain_report_doubt(struct es_plain *plain, const struct es_doubt *doubt,
                           const char *what, const char *hint);

void es_row_refuse_empty(struct es_row *row, enum es_role role);

/* "2023-08-01", "2023-08-01 to 2023-08-31" */
enum { ES_WINDOW_TEXT = 2 * ES_DAY_TEXT + 4 };
void es_plain_print_window(const struct es_window *window, char text[ES_WINDOW_TEXT]);

/* The place of a text in a table of recent ones. */
unsigned es_plain_slot(const char *text, unsigned slots);

/* plain_date.c: the window of the row and the day of its publication; what is no date is
 * reported. */
enum es_status es_row_read_dates(struct es_row *row, struct es_error *err);
void es_plain_settle_order(struct es_plain *plain);

/* plain_period.c: whether a volume is that of the day it is dated to. */
enum es_status es_row_read_period(struct es_row *row, size_t cell,
                                  struct es_figure *figure, struct es_error *err);
void es_plain_settle_period(struct es_plain *plain);

/* plain_amount.c: the number of a cell; a missing one where it holds something else. */
enum es_status es_row_read_amount(struct es_row *row, size_t cell,
                                  struct es_amount *amount, enum es_cell_form *form,
                                  struct es_error *err);
void es_row_refuse_number(struct es_row *row, size_t cell);
void es_plain_settle_decimal(struct es_plain *plain);

/* plain_series.c: kind and unit of a value, by its series. */
void es_row_find_kind(struct es_row *row, const struct es_value_column *column,
                      const struct es_amount *amount, struct es_figure *figure);

/* What the caller knows of a series, or NULL; `own` has room for it. */
const struct es_series_facts *es_row_facts(const struct es_row *row,
                                           const struct es_value_column *column,
                                           const char *series,
                                           struct es_known_series *own);

/* The kind in the row's column "kind"; false if it has none, or an unknown one, which
 * makes the row bad. */
bool es_row_stated_kind(struct es_row *row, enum es_kind *kind);

/* Whether the row's column "unit" says percent. */
bool es_row_has_percent_unit(const struct es_row *row);
void es_row_refuse_series(struct es_row *row, const struct es_value_column *column,
                          const char *series);

/* plain_words.c: the figure that the words of a value state, as figures have it but for
 * its series. */
enum es_status es_row_read_words(struct es_row *row, const struct es_value_column *column,
                                 struct es_figure *figure, struct es_error *err);

#endif

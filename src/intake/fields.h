/* fields.h: the cells of a row by the names of their columns, with what they must hold.
 */
#ifndef ESSOR_INTAKE_FIELDS_H
#define ESSOR_INTAKE_FIELDS_H

#include "intake/record.h"

#include "essor/amount.h"
#include "essor/window.h"

#include <stdbool.h>
#include <stddef.h>

enum es_column_need {
    ES_COLUMN_FREE,   /* the column may be missing */
    ES_COLUMN_EMPTY,  /* the column is there, its cells may be empty */
    ES_COLUMN_FILLED, /* no cell may be empty */
};

struct es_column {
    const char *name;
    enum es_column_need need;
};

/* A kind of file. */
struct es_columns {
    const struct es_column *column;
    size_t n; /* at most ES_FIELDS_MOST */
};
enum { ES_FIELDS_MOST = 24 };

/* One row being read. A fault of any cell is reported and makes it bad. */
struct es_fields {
    struct es_fault_list *faults;
    const struct es_columns *columns;
    int place[ES_FIELDS_MOST]; /* of each column in the file; -1: missing */
    const struct es_record *row;
    bool incomplete; /* a column is missing: every row is bad */
    bool bad;
    struct es_arena *arena; /* of the faults */
    /* Of a file that a spreadsheet may have saved again; see es_fields_allow. */
    bool resaved;
    bool fine; /* numbers of the row have decimals, as their step shows */
    enum es_decimal decimal;
    enum es_day_order order;
    struct es_record doubt; /* the first row with a date of two readings; n is 0 while
                               there is none */
    size_t doubt_cell, doubts;
};

/* Finds the columns in a header (NULL: there is none); its faults are reported. */
void es_fields_open(struct es_fields *fields, struct es_fault_list *faults,
                    const struct es_record *header, const struct es_columns *columns);

/* Takes a row and reports cells that are empty and must not be. */
void es_fields_take(struct es_fields *fields, const struct es_record *row);

/* A cell's text; "" for a missing column. */
const char *es_fields_text(const struct es_fields *fields, size_t column);

/*
 * Allows what a spreadsheet makes of a file that essor wrote: decimal commas where fields
 * are not parted by commas, and days as 31/08/2023. Days with two readings (03/04/2023)
 * are day-first where another cell of the file shows it; es_fields_settle reports them
 * where none does. A number with two readings ("1,234") is decided by fields->fine.
 */
void es_fields_allow(struct es_fields *fields, enum es_decimal decimal,
                     enum es_day_order order);
void es_fields_settle(struct es_fields *fields);

/* A cell read as a day (ES_NO_DAY if empty), a number (NAN if empty), a whole number
 * within bounds (`least` if empty). */
int es_fields_day(struct es_fields *fields, size_t column);
double es_fields_number(struct es_fields *fields, size_t column);
int es_fields_whole(struct es_fields *fields, size_t column, int least, int most);

/* Reports a cell that is none of the words. */
void es_fields_unknown(struct es_fields *fields, size_t column, const char *const words[],
                       size_t n);

/* Reports any other fault of a cell. */
void es_fields_fault(struct es_fields *fields, size_t column, enum es_fault_code code,
                     const char *message, const char *hint);

#endif

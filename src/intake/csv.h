/* csv.h: a CSV file as a table of cells that know where they stand. */
#ifndef ESSOR_INTAKE_CSV_H
#define ESSOR_INTAKE_CSV_H

#include "intake/faults.h"

#include "essor/arena.h"
#include "essor/error.h"

#include <stddef.h>

enum {
    ES_CSV_MOST_BYTES = 64 * 1024 * 1024,
    ES_CSV_MOST_FIELD = 64 * 1024, /* bytes in the file, quotes included */
    ES_CSV_MOST_COLUMNS = 256,
    ES_CSV_MOST_ROWS = 1000000
};

struct es_csv_cell {
    const char *text; /* without its quotes; blanks around an unquoted text are dropped */
    struct es_span span; /* with its quotes */
};

/* The first row is the header; every row has `columns` cells. */
struct es_csv {
    struct es_fault_list faults;
    size_t columns;
    const struct es_csv_cell **row;
    size_t rows;
};

/*
 * Reads a file of comma-separated values strictly: UTF-8 (a byte order mark is skipped),
 * lines that end with LF, CR or CRLF. Faulty rows are reported in csv->faults and left
 * out, so that the others can still be looked at. ES_ERR_IO if the file cannot be read.
 */
enum es_status es_csv_read(const char *path, struct es_csv *csv, struct es_arena *arena,
                           struct es_error *err);

#endif

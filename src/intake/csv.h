/* csv.h: the rows of a CSV file, one by one, however long the file is. */
#ifndef ESSOR_INTAKE_CSV_H
#define ESSOR_INTAKE_CSV_H

#include "intake/record.h"
#include "intake/source.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    ES_CSV_MOST_FIELD = 64 * 1024,    /* bytes */
    ES_CSV_MOST_RECORD = 1024 * 1024, /* bytes in the file */
    ES_CSV_MOST_COLUMNS = 4096
};

struct es_csv;

/* Begins to read a decoded source, with a separator between fields. Faults are reported
 * in `faults`, NULL for nowhere; both must outlive the reading. */
enum es_status es_csv_open(struct es_source *source, char separator,
                           struct es_fault_list *faults, struct es_csv **csv,
                           struct es_error *err);
void es_csv_close(struct es_csv *csv); /* NULL is allowed; leaves the source open */

/*
 * The next row, valid until the next call; record->n is 0 behind the last one. The first
 * is the header; every other has as many cells. Quotes are read strictly (RFC 4180),
 * lines end with LF, CR or CRLF. Faulty rows are reported and left out.
 */
enum es_status es_csv_next(struct es_csv *csv, struct es_record *record,
                           struct es_error *err);

/* Goes back to the header. Faults of rows are not reported again. */
enum es_status es_csv_restart(struct es_csv *csv, struct es_error *err);

/* How many rows were left out as faulty. */
size_t es_csv_refused(const struct es_csv *csv);

#endif

/* rows.h: the rows of a file, whatever it is: CSV of any separator and
 * encoding, or a sheet of a workbook. */
#ifndef ESSOR_INTAKE_ROWS_H
#define ESSOR_INTAKE_ROWS_H

#include "intake/record.h"

struct es_rows;

/*
 * Opens a file ("-": the standard input) and reads its header. `how` may be NULL. Faults
 * behind which nothing can be understood leave *rows NULL, with ES_OK. ES_ERR_IO if the
 * file cannot be read.
 */
enum es_status es_rows_open(const char *path, const struct es_file_style *how,
                            struct es_rows **rows, struct es_fault_list *faults,
                            struct es_error *err);
void es_rows_close(struct es_rows *rows); /* NULL is allowed */

/* The first row; it lives as long as the faults' arena. */
const struct es_record *es_rows_header(const struct es_rows *rows);

/* The next row behind the header, valid until the next call; record->n is 0 behind the
 * last. Faulty rows are reported and left out. */
enum es_status es_rows_next(struct es_rows *rows, struct es_record *record,
                            struct es_error *err);

/* Back to the first row behind the header; faults are not reported again. */
enum es_status es_rows_restart(struct es_rows *rows, struct es_error *err);

#endif

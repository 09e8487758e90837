/* workbook.h: the rows of a sheet of an .xlsx workbook, one by one. */
#ifndef ESSOR_INTAKE_WORKBOOK_H
#define ESSOR_INTAKE_WORKBOOK_H

#include "intake/record.h"

struct es_workbook;

/*
 * Opens a sheet of the workbook behind a descriptor: the named one, or the first if
 * `sheet` is NULL. What cannot be read is reported, and *workbook is NULL then. The
 * faults must outlive it.
 */
enum es_status es_workbook_open(int fd, const char *sheet, struct es_workbook **workbook,
                                struct es_fault_list *faults, struct es_error *err);
void es_workbook_close(struct es_workbook *workbook); /* NULL is allowed */

/*
 * The next row that is not empty, valid until the next call; record->n is 0 behind the
 * last. The first is the header; every other has as many cells, empty ones added. A cell
 * behind the header's last is reported, and its row left out. Formulas have the value
 * that the workbook keeps of them.
 */
enum es_status es_workbook_next(struct es_workbook *workbook, struct es_record *record,
                                struct es_error *err);

/* Goes back to the header; faults are not reported again. */
enum es_status es_workbook_restart(struct es_workbook *workbook, struct es_error *err);

#endif

/* workbook_parts.h: what a workbook says beside its sheets: their names, the texts that
 * cells share, the formats of numbers. */
#ifndef ESSOR_INTAKE_WORKBOOK_PARTS_H
#define ESSOR_INTAKE_WORKBOOK_PARTS_H

#include "intake/cell_format.h"
#include "intake/package.h"

enum { ES_WORKBOOK_MOST_TEXT = 64 * 1024 }; /* bytes of a cell, as in CSV */

struct es_workbook_parts {
    const char *sheet_part; /* name in the archive */
    const char *sheet_name;
    bool from_1904;
    const char **text; /* [texts] shared */
    size_t texts;
    unsigned char *format; /* [formats] of cells, by style: enum es_cell_format */
    size_t formats;
};

/* Reads them for the named sheet, or the first. parts->sheet_part is NULL after a fault.
 */
enum es_status es_workbook_parts_read(struct es_package *package, const char *sheet,
                                      struct es_workbook_parts *parts,
                                      struct es_fault_list *faults, struct es_error *err);

#endif

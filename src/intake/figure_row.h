/* figure_row.h: a row of a canonical figure file. */
#ifndef ESSOR_INTAKE_FIGURE_ROW_H
#define ESSOR_INTAKE_FIGURE_ROW_H

#include "intake/fields.h"

#include "essor/figure.h"

/* Finds the columns in the header (NULL: there is none). */
void es_figure_row_open(struct es_fields *fields, struct es_fault_list *faults,
                        const struct es_record *header);

/* Reads a row; its texts live as long as the row, its id may be "". False after a fault.
 */
bool es_figure_row_read(struct es_fields *fields, const struct es_record *row,
                        struct es_figure *figure);

#endif

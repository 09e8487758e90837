/* separator.h: what stands between the fields of a CSV file. */
#ifndef ESSOR_INTAKE_SEPARATOR_H
#define ESSOR_INTAKE_SEPARATOR_H

#include "intake/csv.h"

/*
 * Finds the separator: of comma, semicolon, tab and bar the one that cuts the header into
 * fields and the first rows into as many. Two that do are a fault, with both readings; a
 * header that none of them cuts has one column. *separator is 0 after a fault. Leaves the
 * source at its beginning.
 */
enum es_status es_separator_find(struct es_source *source, struct es_fault_list *faults,
                                 char *separator, struct es_error *err);

#endif

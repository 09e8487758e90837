/* record.h: one row of a file, of whatever kind the file is. */
#ifndef ESSOR_INTAKE_RECORD_H
#define ESSOR_INTAKE_RECORD_H

#include "intake/faults.h"

#include <stddef.h>

struct es_record {
    const char **cell; /* texts without quotes; blanks around an unquoted one dropped */
    const bool
        *numeric; /* [n] a number of a sheet, with a decimal point; NULL: none is */
    size_t n;
    int line;        /* on which it begins, 1-based; of a sheet: the row */
    const char *raw; /* as it stands in the file; NULL in a sheet */
    size_t raw_size;
    char separator;    /* between the fields of `raw` */
    const char *sheet; /* name; NULL outside a workbook */
};

/* Where a cell stands; k may be one past the last. The place's texts are in the arena; ""
 * without memory. */
struct es_place es_record_place(const struct es_record *record, size_t k,
                                struct es_arena *arena);

/* Where a byte of the record stands, with the line that holds it. */
struct es_place es_record_byte_place(const struct es_record *record, size_t from,
                                     size_t to, struct es_arena *arena);

/* The bytes of field k in `raw`, its quotes included. */
void es_record_bytes(const struct es_record *record, size_t k, size_t *from, size_t *to);

/* The line of a cell. */
int es_record_line(const struct es_record *record, size_t k);

/* Reports a fault of a cell; `list` may be NULL, where faults are known already. */
__attribute__((format(printf, 6, 7))) void
es_record_fault(struct es_fault_list *list, const struct es_record *record, size_t k,
                enum es_fault_code code, const char *hint, const char *format, ...);

/* A copy that stays; false without memory. */
bool es_record_keep(const struct es_record *record, struct es_record *kept,
                    struct es_arena *arena);

#endif

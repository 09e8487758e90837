/* table.h: a small file as a table, whole in memory. */
#ifndef ESSOR_INTAKE_TABLE_H
#define ESSOR_INTAKE_TABLE_H

#include "intake/record.h"

enum { ES_TABLE_MOST_ROWS = 1000000, ES_TABLE_MOST_BYTES = 64 * 1024 * 1024 };

/* The first row is the header; every row has `columns` cells. */
struct es_table {
    struct es_fault_list faults;
    size_t columns;
    struct es_record *row;
    size_t rows;
};

/* Reads a file of any kind that rows.h knows. Faulty rows are reported in table->faults
 * and left out, so that the others can still be looked at. ES_ERR_IO if the file cannot
 * be read. */
enum es_status es_table_read(const char *path, struct es_table *table,
                             struct es_arena *arena, struct es_error *err);

#endif

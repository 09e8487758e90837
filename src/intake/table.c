#include "intake/table.h"

#include "intake/rows.h"

#include <string.h>

/* Twice the room for rows, or the first. */
static bool grow(struct es_table *table, size_t *room, struct es_arena *arena)
{
    const size_t wanted = *room == 0 ? 64 : *room * 2;
    struct es_record *row = es_arena_array(arena, wanted, sizeof *row);
    if (row == NULL) {
        return false;
    }
    if (table->rows > 0) {
        memcpy(row, table->row, table->rows * sizeof *row);
    }
    table->row = row;
    *room = wanted;
    return true;
}

/* Whether one more row, of that many bytes in all, may be kept. */
static bool has_room(struct es_table *table, const struct es_record *record, size_t bytes)
{
    if (table->rows <= ES_TABLE_MOST_ROWS && bytes <= ES_TABLE_MOST_BYTES) {
        return true;
    }
    es_record_fault(&table->faults, record, 0, ES_FAULT_E105, NULL,
                    "the file has more than %d rows or %d MiB", ES_TABLE_MOST_ROWS,
                    ES_TABLE_MOST_BYTES / 1024 / 1024);
    return false;
}

static size_t bytes_of(const struct es_record *record)
{
    size_t bytes = record->raw_size + sizeof *record;
    for (size_t i = 0; i < record->n; i++) {
        bytes += sizeof record->cell[i] + strlen(record->cell[i]);
    }
    return bytes;
}

static enum es_status take_rows(struct es_rows *rows, struct es_table *table,
                                struct es_arena *arena, struct es_error *err)
{
    struct es_record record = *es_rows_header(rows);
    size_t room = 0, bytes = 0;
    table->columns = record.n;
    while (record.n > 0) {
        bytes += bytes_of(&record);
        if (!has_room(table, &record, bytes)) {
            return ES_OK;
        }
        if (table->rows == room && !grow(table, &room, arena)) {
            return es_no_memory(err);
        }
        if (!es_record_keep(&record, &table->row[table->rows++], arena)) {
            return es_no_memory(err);
        }
        ES_TRY(es_rows_next(rows, &record, err));
    }
    return ES_OK;
}

enum es_status es_table_read(const char *path, struct es_table *table,
                             struct es_arena *arena, struct es_error *err)
{
    const char *file;
    struct es_rows *rows;
    ES_GIVEN(file, es_arena_copy(arena, path), err);
    *table = (struct es_table){.rows = 0};
    es_fault_list_open(&table->faults, file, arena);
    ES_TRY(es_rows_open(path, NULL, &rows, &table->faults, err));
    if (rows == NULL) {
        return ES_OK;
    }
    const enum es_status status = take_rows(rows, table, arena, err);
    es_rows_close(rows);
    return status;
}

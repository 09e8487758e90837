#include "intake/rows.h"

#include "intake/csv.h"
#include "intake/separator.h"

#include <stdlib.h>

struct es_rows {
    struct es_source *source;
    struct es_csv *csv;
    struct es_record header;
};

/* Opens the text with the separator that is given or found; rows->csv stays NULL after a
 * fault. */
static enum es_status open_text(struct es_rows *rows, const struct es_file_style *how,
                                struct es_fault_list *faults, struct es_error *err)
{
    const size_t before = faults->n;
    char separator = how->separator;
    ES_TRY(es_source_decode(rows->source, how->encoding, faults, err));
    if (faults->n > before) {
        return ES_OK;
    }
    if (separator == '\0') {
        ES_TRY(es_separator_find(rows->source, faults, &separator, err));
    }
    return separator == '\0'
               ? ES_OK
               : es_csv_open(rows->source, separator, faults, &rows->csv, err);
}

/* Reads and keeps the header; false if there is none. */
static enum es_status read_header(struct es_rows *rows, struct es_fault_list *faults,
                                  bool *found, struct es_error *err)
{
    struct es_record record;
    const size_t before = faults->n;
    ES_TRY(es_csv_next(rows->csv, &record, err));
    *found = record.n > 0;
    if (!*found && faults->n == before) {
        es_fault_add(faults, NULL, ES_FAULT_E101, NULL, "the file is empty");
    }
    return *found && !es_record_keep(&record, &rows->header, faults->arena)
               ? es_no_memory(err)
               : ES_OK;
}

enum es_status es_rows_open(const char *path, const struct es_file_style *how,
                            struct es_rows **rows, struct es_fault_list *faults,
                            struct es_error *err)
{
    static const struct es_file_style anyhow = {.separator = '\0'};
    struct es_rows *made = calloc(1, sizeof *made);
    bool found = false;
    *rows = NULL;
    if (made == NULL) {
        return es_no_memory(err);
    }
    enum es_status status = es_source_open(path, &made->source, err);
    if (status == ES_OK) {
        status = open_text(made, how == NULL ? &anyhow : how, faults, err);
    }
    if (status == ES_OK && made->csv != NULL) {
        status = read_header(made, faults, &found, err);
    }
    if (status != ES_OK || !found) {
        es_rows_close(made);
        return status;
    }
    *rows = made;
    return ES_OK;
}

void es_rows_close(struct es_rows *rows)
{
    if (rows != NULL) {
        es_csv_close(rows->csv);
        es_source_close(rows->source);
        free(rows);
    }
}

const struct es_record *es_rows_header(const struct es_rows *rows)
{
    return &rows->header;
}

enum es_status es_rows_next(struct es_rows *rows, struct es_record *record,
                            struct es_error *err)
{
    return es_csv_next(rows->csv, record, err);
}

enum es_status es_rows_restart(struct es_rows *rows, struct es_error *err)
{
    struct es_record header;
    ES_TRY(es_csv_restart(rows->csv, err));
    return es_csv_next(rows->csv, &header, err);
}

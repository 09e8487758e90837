#include "intake/rows.h"

#include "intake/csv.h"
#include "intake/separator.h"
#include "intake/workbook.h"

#include <stdlib.h>

struct es_rows {
    struct es_source *source;
    struct es_csv *csv;           /* of a text, or */
    struct es_workbook *workbook; /* of a workbook; both NULL after a fault */
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

/* Opens whatever the file is. */
static enum es_status open_any(struct es_rows *rows, const struct es_file_style *how,
                               struct es_fault_list *faults, struct es_error *err)
{
    static const char old_workbook[] = "\xd0\xcf\x11\xe0", archive[] = "PK\3\4";
    if (es_source_begins(rows->source, archive, sizeof archive - 1)) {
        return es_workbook_open(es_source_descriptor(rows->source), how->sheet,
                                &rows->workbook, faults, err);
    }
    if (es_source_begins(rows->source, old_workbook, sizeof old_workbook - 1)) {
        es_fault_add(faults, NULL, ES_FAULT_E106, "save it as .xlsx, without a password",
                     "this is an old or a protected workbook");
        return ES_OK;
    }
    if (how->sheet != NULL) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s is no workbook: it has no sheets",
                       faults->file);
    }
    return open_text(rows, how, faults, err);
}

static enum es_status next_row(struct es_rows *rows, struct es_record *record,
                               struct es_error *err)
{
    return rows->csv != NULL ? es_csv_next(rows->csv, record, err)
                             : es_workbook_next(rows->workbook, record, err);
}

/* Reads and keeps the header; false if there is none. */
static enum es_status read_header(struct es_rows *rows, struct es_fault_list *faults,
                                  bool *found, struct es_error *err)
{
    struct es_record record;
    const size_t before = faults->n;
    ES_TRY(next_row(rows, &record, err));
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
        status = open_any(made, how == NULL ? &anyhow : how, faults, err);
    }
    if (status == ES_OK && (made->csv != NULL || made->workbook != NULL)) {
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
        es_workbook_close(rows->workbook);
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
    return next_row(rows, record, err);
}

enum es_status es_rows_restart(struct es_rows *rows, struct es_error *err)
{
    struct es_record header;
    ES_TRY(rows->csv != NULL ? es_csv_restart(rows->csv, err)
                             : es_workbook_restart(rows->workbook, err));
    return next_row(rows, &header, err);
}

#include "intake/workbook.h"

#include "essor/utf8.h"
#include "intake/csv.h"
#include "intake/workbook_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 1 << 20 }; /* of a sheet, by its format */

/* What the text of an element is. */
enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT };

struct es_workbook {
    struct es_package *package;
    struct es_workbook_parts parts;
    struct es_fault_list *faults;
    struct es_xml *part; /* of the sheet; NULL once it cannot be read on */
    bool quiet;          /* faults are known already */

    /* The row being read. */
    int line;
    size_t n, columns;
    const char *cell[ES_CSV_MOST_COLUMNS];
    bool numeric[ES_CSV_MOST_COLUMNS];
    bool beyond;          /* a cell lies beyond all measure */
    struct es_arena *row; /* of its texts */

    /* The cell being read. */
    size_t column;
    enum cell_type type;
    enum es_cell_format format;
    bool inside; /* an element whose text counts */
    size_t length;
    char text[ES_WORKBOOK_MOST_TEXT + 1];
    bool lost; /* memory ran out */
};

/* The column of "C12", from 0 on; the next one if the reference is missing. */
static size_t find_column(const struct es_workbook *workbook, const char *reference)
{
    size_t column = 0;
    if (reference == NULL) {
        return workbook->column + 1;
    }
    for (; *reference >= 'A' && *reference <= 'Z' && column <= ES_CSV_MOST_COLUMNS;
         reference++) {
        column = column * 26 + (size_t)(*reference - 'A') + 1;
    }
    return column == 0 ? workbook->column + 1 : column - 1;
}

static void start_row(struct es_workbook *workbook, const char *const attribute[])
{
    const char *number = es_attribute(attribute, "r");
    const long line = number == NULL ? 0 : strtol(number, NULL, 10);
    workbook->line = line > 0 && line <= MOST_ROWS ? (int)line : workbook->line + 1;
    workbook->n = 0;
    workbook->column = SIZE_MAX;
    workbook->beyond = false;
    es_arena_clear(workbook->row);
}

static void start_cell(struct es_workbook *workbook, const char *const attribute[])
{
    const char *type = es_attribute(attribute, "t"),
               *style = es_attribute(attribute, "s");
    const size_t i = style == NULL ? 0 : (size_t)strtoul(style, NULL, 10);
    workbook->column = find_column(workbook, es_attribute(attribute, "r"));
    workbook->format = i < workbook->parts.formats
                           ? (enum es_cell_format)workbook->parts.format[i]
                           : ES_CELL_NUMBER;
    workbook->type = type == NULL || strcmp(type, "n") == 0 ? CELL_NUMBER
                     : strcmp(type, "s") == 0               ? CELL_SHARED
                                                            : CELL_TEXT;
    workbook->length = 0;
}

static void start_element(void *context, const char *name, const char *const attribute[])
{
    struct es_workbook *workbook = context;
    if (strcmp(name, "row") == 0) {
        start_row(workbook, attribute);
    } else if (strcmp(name, "c") == 0) {
        start_cell(workbook, attribute);
    }
    workbook->inside = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
}

static void take_text(void *context, const char *text, size_t size)
{
    struct es_workbook *workbook = context;
    const size_t room = ES_WORKBOOK_MOST_TEXT - workbook->length;
    if (workbook->inside) {
        const size_t taken = size < room ? size : room;
        memcpy(workbook->text + workbook->length, text, taken);
        workbook->length += taken;
    }
}

/* The text that the cell shows; NULL without memory. */
static const char *show_cell(struct es_workbook *workbook, bool *numeric)
{
    char text[ES_CELL_TEXT];
    workbook->text[workbook->length] = '\0';
    *numeric = false;
    if (workbook->type == CELL_SHARED) {
        const size_t i = (size_t)strtoul(workbook->text, NULL, 10);
        return i < workbook->parts.texts ? workbook->parts.text[i] : "#REF!";
    }
    if (workbook->type == CELL_NUMBER && es_cell_print(workbook->text, workbook->format,
                                                       workbook->parts.from_1904, text)) {
        *numeric = true;
        return es_arena_copy(workbook->row, text);
    }
    return es_arena_copy_n(workbook->row, workbook->text, workbook->length);
}

static void end_cell(struct es_workbook *workbook)
{
    bool numeric;
    if (workbook->length == 0) {
        return;
    }
    if (workbook->column >= ES_CSV_MOST_COLUMNS) {
        workbook->beyond = true;
        return;
    }
    const char *text = show_cell(workbook, &numeric);
    if (text == NULL) {
        workbook->lost = true;
        return;
    }
    for (; workbook->n <= workbook->column; workbook->n++) {
        workbook->cell[workbook->n] = "";
        workbook->numeric[workbook->n] = false;
    }
    workbook->cell[workbook->column] = text;
    workbook->numeric[workbook->column] = numeric;
}

static void end_element(void *context, const char *name)
{
    struct es_workbook *workbook = context;
    workbook->inside = false;
    if (strcmp(name, "c") == 0) {
        end_cell(workbook);
    } else if (strcmp(name, "row") == 0 && (workbook->n > 0 || workbook->beyond)) {
        es_xml_pause(workbook->part);
    }
}

static enum es_status open_sheet(struct es_workbook *workbook, struct es_error *err)
{
    static const struct es_xml_reader reader = {
        .start = start_element, .end = end_element, .text = take_text};
    es_xml_close(workbook->part);
    workbook->part = NULL;
    workbook->line = 0;
    workbook->columns = 0;
    return es_xml_open(workbook->package, workbook->parts.sheet_part, &reader, workbook,
                       &workbook->part, err);
}

/* Leaves workbook->part NULL after a fault. */
static enum es_status open_all(struct es_workbook *workbook, int fd, const char *sheet,
                               struct es_error *err)
{
    ES_TRY(es_arena_open(&workbook->row, err));
    ES_TRY(es_package_open(fd, &workbook->package, workbook->faults, err));
    if (workbook->package == NULL) {
        return ES_OK;
    }
    ES_TRY(es_workbook_parts_read(workbook->package, sheet, &workbook->parts,
                                  workbook->faults, err));
    return workbook->parts.sheet_part == NULL ? ES_OK : open_sheet(workbook, err);
}

enum es_status es_workbook_open(int fd, const char *sheet, struct es_workbook **workbook,
                                struct es_fault_list *faults, struct es_error *err)
{
    struct es_workbook *made = calloc(1, sizeof *made);
    *workbook = NULL;
    if (made == NULL) {
        return es_no_memory(err);
    }
    made->faults = faults;
    const enum es_status status = open_all(made, fd, sheet, err);
    if (status != ES_OK || made->part == NULL) {
        es_workbook_close(made);
        return status;
    }
    *workbook = made;
    return ES_OK;
}

void es_workbook_close(struct es_workbook *workbook)
{
    if (workbook != NULL) {
        es_xml_close(workbook->part);
        es_package_close(workbook->package);
        es_arena_close(workbook->row);
        free(workbook);
    }
}

enum es_status es_workbook_restart(struct es_workbook *workbook, struct es_error *err)
{
    workbook->quiet = true;
    es_package_mute(workbook->package);
    return open_sheet(workbook, err);
}

/* The row as a record, filled up to the header's width. */
static struct es_record make_record(struct es_workbook *workbook)
{
    for (; workbook->n < workbook->columns; workbook->n++) {
        workbook->cell[workbook->n] = "";
        workbook->numeric[workbook->n] = false;
    }
    return (struct es_record){.cell = workbook->cell,
                              .numeric = workbook->numeric,
                              .n = workbook->n,
                              .line = workbook->line,
                              .sheet = workbook->parts.sheet_name};
}

/* Reports control characters, as in a text file. */
static void check_characters(struct es_workbook *workbook, const struct es_record *record)
{
    for (size_t k = 0; k < record->n && !workbook->quiet; k++) {
        const char *at = record->cell[k], *end = at + strlen(at);
        while (at < end) {
            int32_t code;
            at += es_utf8_next(at, end, &code);
            const bool space = code == '\t' || code == '\n' || code == '\r';
            if (!space && es_utf8_is_control(code)) {
                es_record_fault(workbook->faults, record, k, ES_FAULT_E106, NULL,
                                "the control character U+%04X", (unsigned)code);
            }
        }
    }
}

/* Whether the row can be handed out. */
static bool accept(struct es_workbook *workbook, const struct es_record *record)
{
    const bool header = workbook->columns == 0;
    if (header && !workbook->beyond) {
        workbook->columns = record->n;
        return true;
    }
    if (!workbook->beyond && record->n == workbook->columns) {
        return true;
    }
    if (!workbook->quiet && workbook->beyond) {
        es_record_fault(workbook->faults, record, 0, ES_FAULT_E105, NULL,
                        "the row has more than %d columns", ES_CSV_MOST_COLUMNS);
    } else if (!workbook->quiet) {
        es_record_fault(workbook->faults, record, record->n - 1, ES_FAULT_E103,
                        "every column needs a name in the first row of the table",
                        "a cell beyond the %zu columns of the header", workbook->columns);
    }
    return false;
}

enum es_status es_workbook_next(struct es_workbook *workbook, struct es_record *record,
                                struct es_error *err)
{
    for (;;) {
        record->n = 0;
        if (workbook->part == NULL || es_xml_ended(workbook->part)) {
            return ES_OK;
        }
        workbook->n = 0;
        workbook->beyond = false;
        es_xml_run(workbook->part);
        if (workbook->lost || es_xml_lost(workbook->part)) {
            return es_no_memory(err);
        }
        if (es_xml_ended(workbook->part) || (workbook->n == 0 && !workbook->beyond)) {
            continue;
        }
        *record = make_record(workbook);
        check_characters(workbook, record);
        if (accept(workbook, record)) {
            return ES_OK;
        }
    }
}

#include "intake/csv.h"

#include "essor/file.h"
#include "intake/utf8.h"

#include <csv.h>
#include <string.h>

/* One pass over the text, with libcsv's automaton fed byte by byte so that the place of
 * every field is known. */
struct scan {
    struct es_csv *csv;
    struct es_arena *arena;
    struct csv_parser parser;
    size_t at;    /* the byte being read */
    size_t start; /* first byte of the field, once `begun` */
    bool begun;
    bool stopped; /* by a fault behind which nothing can be understood */
    struct es_csv_cell cell[ES_CSV_MOST_COLUMNS];
    size_t n;
    enum es_status status;
};

static struct es_span span_of(size_t from, size_t to)
{
    return (struct es_span){(uint32_t)from, (uint32_t)(to - from)};
}

/* The field from scan->start to before scan->at, without blanks behind it. */
static struct es_span field_span(const struct scan *scan)
{
    const char *text = scan->csv->faults.text;
    const size_t start = scan->begun ? scan->start : scan->at;
    size_t end = scan->at;
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
        end--;
    }
    return span_of(start, end);
}

static void take_field(void *field, size_t length, void *context)
{
    struct scan *scan = context;
    if (scan->n < ES_CSV_MOST_COLUMNS) {
        const char *text = "";
        if (length > 0) {
            text = es_arena_copy_n(scan->arena, field, length);
        }
        if (text == NULL) {
            scan->status = ES_ERR_MEMORY;
            text = "";
        }
        scan->cell[scan->n] = (struct es_csv_cell){text, field_span(scan)};
    }
    scan->n++;
    scan->begun = false;
}

static void keep_row(struct scan *scan)
{
    struct es_csv *csv = scan->csv;
    struct es_csv_cell *row = es_arena_array(scan->arena, scan->n, sizeof *row);
    if (row == NULL) {
        scan->status = ES_ERR_MEMORY;
        return;
    }
    memcpy(row, scan->cell, scan->n * sizeof *row);
    csv->row[csv->rows++] = row;
}

static void report_width(struct scan *scan)
{
    const size_t columns = scan->csv->columns;
    const size_t last = scan->n < columns ? scan->n - 1 : columns;
    const size_t shown = last < ES_CSV_MOST_COLUMNS ? last : ES_CSV_MOST_COLUMNS - 1;
    const char *hint = scan->n > columns
                           ? "a text that holds a comma stands in quotes: \"a, b\""
                           : "an empty field keeps its comma";
    es_fault_add(&scan->csv->faults, scan->cell[shown].span, ES_FAULT_E103, hint,
                 "the row has %zu field%s, the header %zu", scan->n,
                 scan->n == 1 ? "" : "s", columns);
}

/* A header of one field that holds other separators is that of another kind of file. */
static void take_header(struct scan *scan)
{
    struct es_fault_list *faults = &scan->csv->faults;
    const struct es_csv_cell *cell = &scan->cell[0];
    if (scan->n > ES_CSV_MOST_COLUMNS) {
        es_fault_add(faults, cell->span, ES_FAULT_E105, NULL,
                     "the header has %zu columns, more than %d", scan->n,
                     ES_CSV_MOST_COLUMNS);
        scan->stopped = true;
    } else if (scan->n == 1 && strpbrk(cell->text, ";\t|") != NULL) {
        const char separator = *strpbrk(cell->text, ";\t|");
        es_fault_add(faults, cell->span, ES_FAULT_E100,
                     "save the file with commas between the fields",
                     "the fields are separated by %s, not by commas",
                     separator == ';'    ? "semicolons"
                     : separator == '\t' ? "tabs"
                                         : "bars");
        scan->stopped = true;
    } else {
        scan->csv->columns = scan->n;
        keep_row(scan);
    }
}

static void take_row(int terminator, void *context)
{
    struct scan *scan = context;
    (void)terminator;
    if (scan->csv->columns == 0) {
        take_header(scan);
    } else if (scan->n != scan->csv->columns) {
        report_width(scan);
    } else if (scan->csv->rows > ES_CSV_MOST_ROWS) {
        es_fault_add(&scan->csv->faults, scan->cell[0].span, ES_FAULT_E105, NULL,
                     "the file has more than %d rows", ES_CSV_MOST_ROWS);
        scan->stopped = true;
    } else {
        keep_row(scan);
    }
    scan->n = 0;
    scan->begun = false;
}

/* True if the automaton is ready; it then needs csv_free. */
static bool start_parser(struct scan *scan)
{
    if (csv_init(&scan->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        scan->status = ES_ERR_MEMORY;
        return false;
    }
    csv_set_blk_size(&scan->parser, 4096);
    return true;
}

/* Reports what strict reading refused, drops the row and goes on with the next line. */
static void refuse_row(struct scan *scan)
{
    struct es_fault_list *faults = &scan->csv->faults;
    if (csv_error(&scan->parser) != CSV_EPARSE) {
        scan->status = ES_ERR_MEMORY;
        return;
    }
    const bool behind = scan->begun && faults->text[scan->start] == '"';
    es_fault_add(faults, span_of(scan->at, scan->at + 1), ES_FAULT_E102,
                 behind ? "a quote inside a quoted field is written twice: \"\""
                        : "put the whole field in quotes, and its own quotes twice: \"\"",
                 behind ? "text behind a closing quote"
                        : "a quote inside a field that does not begin with one");
    while (scan->at < faults->size && faults->text[scan->at] != '\n' &&
           faults->text[scan->at] != '\r') {
        scan->at++;
    }
    csv_free(&scan->parser);
    scan->n = 0;
    scan->begun = false;
    /* Without a header nothing can be understood. */
    if (!start_parser(scan) || scan->csv->columns == 0) {
        scan->stopped = true;
    }
}

static void refuse_length(struct scan *scan)
{
    const bool quoted = scan->csv->faults.text[scan->start] == '"';
    es_fault_add(&scan->csv->faults, span_of(scan->start, scan->start + 1), ES_FAULT_E105,
                 quoted ? "is the quote at its beginning closed?" : NULL,
                 "a field longer than %d bytes", ES_CSV_MOST_FIELD);
    scan->stopped = true;
}

static void take_byte(struct scan *scan)
{
    const char byte = scan->csv->faults.text[scan->at];
    if (!scan->begun && strchr(" \t\r\n", byte) == NULL) {
        scan->begun = true;
        scan->start = scan->at;
    }
    if (scan->begun && scan->at - scan->start > ES_CSV_MOST_FIELD) {
        refuse_length(scan);
    } else if (csv_parse(&scan->parser, &byte, 1, take_field, take_row, scan) != 1) {
        refuse_row(scan);
    }
}

static void scan_rows(struct scan *scan)
{
    struct es_fault_list *faults = &scan->csv->faults;
    if (!start_parser(scan)) {
        return;
    }
    for (; scan->at < faults->size && !scan->stopped && scan->status == ES_OK;
         scan->at++) {
        take_byte(scan);
    }
    if (!scan->stopped && scan->status == ES_OK &&
        csv_fini(&scan->parser, take_field, take_row, scan) != 0) {
        es_fault_add(faults, span_of(scan->start, scan->start + 1), ES_FAULT_E102, NULL,
                     "this quote is never closed");
    }
    csv_free(&scan->parser);
}

/* Many NULs at the beginning: a picture, a program, a spreadsheet in its own format. */
static bool is_binary(const struct es_fault_list *faults)
{
    enum { FEW_NULS = 8 };
    const size_t looked_at = faults->size < 1024 ? faults->size : 1024;
    size_t nuls = 0;
    for (size_t i = 0; i < looked_at; i++) {
        nuls += faults->text[i] == '\0';
    }
    return nuls >= FEW_NULS && nuls > looked_at / 16;
}

/* Reports bytes that are not UTF-8, once a line, and control characters. */
static void check_characters(struct es_fault_list *faults)
{
    const char *text = faults->text, *end = text + faults->size;
    bool reported = false; /* on this line */
    size_t size;
    for (const char *at = text; at < end; at += size) {
        int32_t code;
        size = es_utf8_next(at, end, &code);
        const struct es_span span =
            span_of((size_t)(at - text), (size_t)(at - text) + size);
        if (code == '\n' || code == '\r') {
            reported = false;
        } else if (code == ES_UTF8_BAD && !reported) {
            reported = true;
            es_fault_add(faults, span, ES_FAULT_E104,
                         "save the file as UTF-8; is it Windows-1252 or Latin-1?",
                         "the byte %02X is not UTF-8", (unsigned)(unsigned char)*at);
        } else if (code != '\t' && es_utf8_is_control(code)) {
            es_fault_add(faults, span, ES_FAULT_E106, NULL,
                         "the control character U+%04X", (unsigned)code);
        }
    }
}

/* Takes the text in, from behind a byte order mark. */
static void take_text(struct es_fault_list *faults, const char *text, size_t size)
{
    const size_t mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    faults->text = text + mark;
    faults->size = size - mark;
}

static bool is_utf16(const struct es_fault_list *faults)
{
    return faults->size >= 2 && (memcmp(faults->text, "\xff\xfe", 2) == 0 ||
                                 memcmp(faults->text, "\xfe\xff", 2) == 0);
}

/* Lines bound the number of rows. */
static size_t count_line_ends(const struct es_fault_list *faults)
{
    size_t n = 0;
    for (size_t i = 0; i < faults->size; i++) {
        n += faults->text[i] == '\n' || faults->text[i] == '\r';
    }
    return n;
}

static enum es_status scan_text(struct es_csv *csv, struct es_arena *arena,
                                struct es_error *err)
{
    check_characters(&csv->faults);
    const size_t lines = count_line_ends(&csv->faults) + 1;
    const size_t most = ES_CSV_MOST_ROWS + 1;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(arena, csv->row, lines < most ? lines : most, err);
    struct scan *scan;
    ES_NEW(arena, scan, 1, err);
    *scan = (struct scan){.csv = csv, .arena = arena, .status = ES_OK};
    scan_rows(scan);
    if (scan->status != ES_OK) {
        return es_no_memory(err);
    }
    if (csv->rows == 0 && csv->faults.n == 0) {
        es_fault_add_file(&csv->faults, ES_FAULT_E101, "the file is empty");
    }
    return ES_OK;
}

enum es_status es_csv_read(const char *path, struct es_csv *csv, struct es_arena *arena,
                           struct es_error *err)
{
    const char *file;
    ES_GIVEN(file, es_arena_copy(arena, path), err);
    *csv = (struct es_csv){0};
    es_fault_list_open(&csv->faults, file, arena);
    char *text = NULL;
    size_t size = 0;
    const enum es_status status =
        es_file_read(path, ES_CSV_MOST_BYTES, &text, &size, arena, err);
    if (status == ES_ERR_DATA) {
        es_fault_add_file(&csv->faults, ES_FAULT_E105, "the file is longer than 64 MiB");
        return ES_OK;
    }
    ES_TRY(status);
    take_text(&csv->faults, text, size);
    if (is_utf16(&csv->faults)) {
        es_fault_add(&csv->faults, span_of(0, 1), ES_FAULT_E104, "save the file as UTF-8",
                     "the file is UTF-16");
        return ES_OK;
    }
    if (is_binary(&csv->faults)) {
        es_fault_add_file(&csv->faults, ES_FAULT_E106,
                          "this is not a text file: save the table as CSV");
        return ES_OK;
    }
    return scan_text(csv, arena, err);
}

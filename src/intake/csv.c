#include "intake/csv.h"

#include "essor/utf8.h"

#include <csv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 * 1024 };

/* libcsv's automaton is fed line by line: the lines of a record stay together in `text`,
 * so that a place is looked for only once there is a fault. */
struct es_csv {
    struct es_source *source;
    struct es_fault_list *faults;
    char separator;
    bool quiet;   /* faults are known already */
    bool stopped; /* by a fault behind which nothing can be understood */
    bool at_end;  /* of the source */
    bool ready;   /* the automaton needs csv_free */
    struct csv_parser parser;

    char *text;
    size_t room, begin, at, end; /* record, line to be fed, end of what is read */
    size_t feed;                 /* the next LF, if between `at` and `end` */
    int begin_line, line;

    char *fields; /* texts of the record, each with a NUL */
    size_t used;
    size_t *offset;
    const char **cell;
    size_t n, columns;
    size_t too_long; /* the field that is; SIZE_MAX: none */
    size_t refused;  /* rows */
    bool complete;
    enum es_status status;
};

static void take_field(void *field, size_t length, void *context)
{
    struct es_csv *csv = context;
    if (length > ES_CSV_MOST_FIELD && csv->too_long == SIZE_MAX) {
        csv->too_long = csv->n;
    }
    if (csv->n < ES_CSV_MOST_COLUMNS) {
        csv->offset[csv->n] = csv->used;
        if (length > 0) {
            memcpy(csv->fields + csv->used, field, length);
        }
        csv->fields[csv->used + length] = '\0';
        csv->used += length + 1;
    }
    csv->n++;
}

static void take_row(int terminator, void *context)
{
    struct es_csv *csv = context;
    (void)terminator;
    csv->complete = true;
}

static bool start_parser(struct es_csv *csv)
{
    if (csv->ready) {
        csv_free(&csv->parser);
    }
    csv->ready = csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    csv->status = csv->ready ? csv->status : ES_ERR_MEMORY;
    csv_set_delim(&csv->parser, (unsigned char)csv->separator);
    csv_set_blk_size(&csv->parser, 4096);
    return csv->ready;
}

/* A field of the record costs its bytes and a NUL, for which its separator makes room. */
static bool make_room(struct es_csv *csv, size_t room)
{
    char *text = realloc(csv->text, room);
    csv->text = text == NULL ? csv->text : text;
    char *fields = realloc(csv->fields, room + 1);
    csv->fields = fields == NULL ? csv->fields : fields;
    const bool made = text != NULL && fields != NULL;
    csv->room = made ? room : csv->room;
    return made;
}

enum es_status es_csv_open(struct es_source *source, char separator,
                           struct es_fault_list *faults, struct es_csv **csv,
                           struct es_error *err)
{
    struct es_csv *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    *made = (struct es_csv){.source = source,
                            .faults = faults,
                            .separator = separator,
                            .quiet = faults == NULL,
                            .feed = SIZE_MAX,
                            .begin_line = 1,
                            .line = 1,
                            .status = ES_OK};
    made->offset = calloc(ES_CSV_MOST_COLUMNS, sizeof *made->offset);
    made->cell = calloc(ES_CSV_MOST_COLUMNS, sizeof *made->cell);
    if (made->offset == NULL || made->cell == NULL || !make_room(made, FIRST_ROOM) ||
        !start_parser(made)) {
        es_csv_close(made);
        return es_no_memory(err);
    }
    *csv = made;
    return ES_OK;
}

void es_csv_close(struct es_csv *csv)
{
    if (csv == NULL) {
        return;
    }
    if (csv->ready) {
        csv_free(&csv->parser);
    }
    free(csv->text);
    free(csv->fields);
    free(csv->offset);
    free((void *)csv->cell);
    free(csv);
}

enum es_status es_csv_restart(struct es_csv *csv, struct es_error *err)
{
    csv->quiet = true;
    csv->stopped = csv->at_end = false;
    csv->begin = csv->at = csv->end = csv->columns = 0;
    csv->feed = SIZE_MAX;
    csv->line = csv->begin_line = 1;
    csv->refused = 0;
    if (!start_parser(csv)) {
        return es_no_memory(err);
    }
    return es_source_rewind(csv->source, err);
}

size_t es_csv_refused(const struct es_csv *csv)
{
    return csv->refused;
}

/* The record so far, up to `size` bytes behind the line being fed. */
static struct es_record record_so_far(const struct es_csv *csv, size_t size)
{
    return (struct es_record){.line = csv->begin_line,
                              .raw = csv->text + csv->begin,
                              .raw_size = csv->at + size - csv->begin,
                              .separator = csv->separator};
}

/* Reports a fault of the bytes [from, to) of a record. */
static void report(const struct es_csv *csv, const struct es_record *record,
                   const size_t bytes[2], enum es_fault_code code, const char *hint,
                   const char *message)
{
    if (csv->quiet) {
        return;
    }
    struct es_place place = {.line = record->line};
    if (!es_fault_list_full(csv->faults)) {
        place = es_record_byte_place(record, bytes[0], bytes[1], csv->faults->arena);
    }
    es_fault_add(csv->faults, &place, code, hint, "%s", message);
}

/* Moves the record to the front and reads on behind what is there. */
static enum es_status refill(struct es_csv *csv, struct es_error *err)
{
    size_t got;
    memmove(csv->text, csv->text + csv->begin, csv->end - csv->begin);
    csv->end -= csv->begin;
    csv->at -= csv->begin;
    csv->begin = 0;
    csv->feed = SIZE_MAX;
    if (csv->room - csv->end < ES_SOURCE_LEAST_ROOM && !make_room(csv, csv->room * 2)) {
        return es_no_memory(err);
    }
    ES_TRY(es_source_read(csv->source, csv->text + csv->end, csv->room - csv->end, &got,
                          err));
    csv->end += got;
    csv->at_end = got == 0;
    return ES_OK;
}

/* Bytes of the line at `at`, its end included; 0 if its end is not yet there. */
static size_t line_size(struct es_csv *csv)
{
    if (csv->feed < csv->at || csv->feed >= csv->end) {
        const char *feed = memchr(csv->text + csv->at, '\n', csv->end - csv->at);
        csv->feed = feed == NULL ? csv->end : (size_t)(feed - csv->text);
    }
    const char *start = csv->text + csv->at;
    const char *cr = memchr(start, '\r', csv->feed - csv->at);
    if (cr == NULL) {
        return csv->feed < csv->end ? csv->feed + 1 - csv->at : 0;
    }
    const size_t behind = (size_t)(cr - start) + 1;
    if (csv->at + behind == csv->end && !csv->at_end) {
        return 0; /* is it followed by LF? */
    }
    return csv->at + behind == csv->feed && csv->feed < csv->end ? behind + 1 : behind;
}

static void report_length(struct es_csv *csv, const struct es_record *record, size_t k)
{
    size_t from, to;
    char message[64];
    es_record_bytes(record, k, &from, &to);
    const bool quoted = from < record->raw_size && record->raw[from] == '"';
    (void)snprintf(message, sizeof message, "a field longer than %d bytes",
                   ES_CSV_MOST_FIELD);
    report(csv, record, (size_t[]){from, from + 1}, ES_FAULT_E105,
           quoted ? "is the quote at its beginning closed?" : NULL, message);
}

/* The field being read has no end in sight. */
static void refuse_length(struct es_csv *csv)
{
    const struct es_record record = record_so_far(csv, csv->end - csv->at);
    report_length(csv, &record, csv->n);
    csv->refused++;
    csv->stopped = true;
}

/* The size of the next line, read in if need be; 0 at the end and once stopped. */
static enum es_status find_line(struct es_csv *csv, size_t *size, struct es_error *err)
{
    for (;;) {
        *size = csv->at < csv->end ? line_size(csv) : 0;
        if (*size == 0 && csv->at_end) {
            *size = csv->end - csv->at;
            return ES_OK;
        }
        if (*size > 0) {
            return ES_OK;
        }
        if (csv->end - csv->begin > ES_CSV_MOST_RECORD) {
            refuse_length(csv);
            return ES_OK;
        }
        ES_TRY(refill(csv, err));
    }
}

/* Whether a line holds nothing but printable ASCII, tabs and its end. */
static bool is_plain(const char *line, size_t size)
{
    unsigned seen = 0; /* without branches, so that many bytes are looked at at once */
    for (size_t i = 0; i < size; i++) {
        const unsigned byte = (unsigned char)line[i];
        const unsigned control = (unsigned)(byte < 0x20) | (unsigned)(byte >= 0x7f);
        const unsigned space = (unsigned)(byte == '\t') | (unsigned)(byte == '\n') |
                               (unsigned)(byte == '\r');
        seen |= control & ~space;
    }
    return seen == 0;
}

static void report_character(struct es_csv *csv, const struct es_record *line,
                             const size_t bytes[2], int32_t code)
{
    char message[96];
    const unsigned byte = (unsigned char)line->raw[bytes[0]];
    const char *encoding = es_source_encoding(csv->source);
    if (code != ES_UTF8_BAD) {
        (void)snprintf(message, sizeof message, "the control character U+%04X",
                       (unsigned)code);
        report(csv, line, bytes, ES_FAULT_E106, NULL, message);
    } else if (strcmp(encoding, "UTF-8") == 0) {
        (void)snprintf(message, sizeof message, "the byte %02X is not UTF-8", byte);
        report(csv, line, bytes, ES_FAULT_E104,
               "is the text damaged, or in another encoding? "
               "--encoding windows-1252 reads it so",
               message);
    } else {
        (void)snprintf(message, sizeof message, "what stands here is not %s", encoding);
        report(csv, line, bytes, ES_FAULT_E104, NULL, message);
    }
}

/* Reports bytes that are not of the encoding, once a line, and control characters. */
static void check_characters(struct es_csv *csv, size_t size)
{
    const struct es_record line = {
        .line = csv->line, .raw = csv->text + csv->at, .raw_size = size};
    const char *end = line.raw + size;
    bool reported = false;
    if (csv->quiet || is_plain(line.raw, size)) {
        return;
    }
    for (const char *at = line.raw; at < end;) {
        int32_t code;
        const size_t width = es_utf8_next(at, end, &code);
        const size_t from = (size_t)(at - line.raw);
        const bool space = code == '\t' || code == '\n' || code == '\r';
        if ((code == ES_UTF8_BAD && !reported) || (!space && es_utf8_is_control(code))) {
            report_character(csv, &line, (size_t[]){from, from + width}, code);
            reported = reported || code == ES_UTF8_BAD;
        }
        at += width;
    }
}

static void begin_record(struct es_csv *csv)
{
    csv->begin = csv->at;
    csv->begin_line = csv->line;
    csv->n = csv->used = 0;
    csv->too_long = SIZE_MAX;
    csv->complete = false;
}

/* Reports what strict reading refused, drops the row and goes on with the next line. */
static void refuse_row(struct es_csv *csv, size_t fed)
{
    if (csv_error(&csv->parser) != CSV_EPARSE) {
        csv->status = ES_ERR_MEMORY;
        return;
    }
    csv->refused++;
    const struct es_record record = record_so_far(csv, fed);
    const size_t here = record.raw_size;
    size_t from, to;
    es_record_bytes(&record, csv->n, &from, &to);
    const bool behind = from < here && record.raw[from] == '"';
    const struct es_record shown = record_so_far(csv, csv->end - csv->at);
    report(csv, &shown, (size_t[]){here, here + 1}, ES_FAULT_E102,
           behind ? "a quote inside a quoted field is written twice: \"\""
                  : "put the whole field in quotes, and its own quotes twice: \"\"",
           behind ? "text behind a closing quote"
                  : "a quote inside a field that does not begin with one");
    /* Without a header nothing can be understood. */
    if (!start_parser(csv) || csv->columns == 0) {
        csv->stopped = true;
    }
}

static bool only_blanks(const struct es_csv *csv, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char byte = csv->text[csv->at + i];
        if (byte == csv->separator || strchr(" \t\r\n", byte) == NULL || byte == '\0') {
            return false;
        }
    }
    return true;
}

static void move_on(struct es_csv *csv, size_t size)
{
    csv->at += size;
    csv->line++;
}

/* Feeds the next line; a line of blanks between records is none. */
static void feed_line(struct es_csv *csv, size_t size)
{
    const bool between = csv->begin == csv->at;
    if (between && only_blanks(csv, size)) {
        move_on(csv, size);
        begin_record(csv);
        return;
    }
    check_characters(csv, size);
    const size_t fed =
        csv_parse(&csv->parser, csv->text + csv->at, size, take_field, take_row, csv);
    if (fed != size) {
        refuse_row(csv, fed);
        move_on(csv, size);
        begin_record(csv);
        return;
    }
    if (!csv->complete && csv->parser.entry_pos > ES_CSV_MOST_FIELD) {
        refuse_length(csv);
    }
    move_on(csv, size);
}

/* The end of the text ends the last record, or leaves a quote open. */
static void finish(struct es_csv *csv)
{
    if (csv_fini(&csv->parser, take_field, take_row, csv) == 0) {
        return;
    }
    const struct es_record record = record_so_far(csv, 0);
    size_t from, to;
    es_record_bytes(&record, csv->n, &from, &to);
    report(csv, &record, (size_t[]){from, from + 1}, ES_FAULT_E102, NULL,
           "this quote is never closed");
    csv->refused++;
    csv->stopped = true;
}

/* Gathers the lines of one record; csv->complete stays false at the end. */
static enum es_status gather(struct es_csv *csv, struct es_error *err)
{
    begin_record(csv);
    while (!csv->complete && !csv->stopped) {
        size_t size;
        ES_TRY(find_line(csv, &size, err));
        if (csv->stopped) {
            break;
        }
        if (size == 0) {
            finish(csv);
            break;
        }
        feed_line(csv, size);
        if (csv->status != ES_OK) {
            return es_no_memory(err);
        }
    }
    return ES_OK;
}

static void fill_record(struct es_csv *csv, struct es_record *record)
{
    const size_t n = csv->n < ES_CSV_MOST_COLUMNS ? csv->n : ES_CSV_MOST_COLUMNS;
    for (size_t i = 0; i < n; i++) {
        csv->cell[i] = csv->fields + csv->offset[i];
    }
    *record = record_so_far(csv, 0);
    record->cell = csv->cell;
    record->n = n;
}

static void report_width(struct es_csv *csv, const struct es_record *record)
{
    const size_t columns = csv->columns;
    const size_t place = csv->n < columns ? csv->n - 1 : columns;
    const char *hint = csv->n > columns
                           ? "a text that holds a separator stands in quotes: \"a, b\""
                           : "an empty field keeps its separator";
    if (!csv->quiet) {
        es_record_fault(csv->faults, record, place, ES_FAULT_E103, hint,
                        "the row has %zu field%s, the header %zu", csv->n,
                        csv->n == 1 ? "" : "s", columns);
    }
}

static void refuse_header(struct es_csv *csv, const struct es_record *record)
{
    if (!csv->quiet) {
        es_record_fault(csv->faults, record, 0, ES_FAULT_E105, NULL,
                        "the header has %zu columns, more than %d", csv->n,
                        ES_CSV_MOST_COLUMNS);
    }
    csv->stopped = true;
}

/* Whether the row can be handed out. */
static bool accept(struct es_csv *csv, const struct es_record *record)
{
    const bool header = csv->columns == 0;
    csv->columns = header ? csv->n : csv->columns;
    bool good = false;
    if (csv->too_long != SIZE_MAX) {
        report_length(csv, record, csv->too_long);
        csv->stopped = header;
    } else if (header && csv->n > ES_CSV_MOST_COLUMNS) {
        refuse_header(csv, record);
    } else if (csv->n != csv->columns) {
        report_width(csv, record);
    } else {
        good = true;
    }
    csv->refused += !good;
    return good;
}

enum es_status es_csv_next(struct es_csv *csv, struct es_record *record,
                           struct es_error *err)
{
    for (;;) {
        record->n = 0;
        if (csv->stopped) {
            return ES_OK;
        }
        ES_TRY(gather(csv, err));
        if (!csv->complete) {
            return ES_OK;
        }
        fill_record(csv, record);
        if (accept(csv, record)) {
            return ES_OK;
        }
    }
}

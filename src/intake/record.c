#include "intake/record.h"

#include "essor/utf8.h"

#include <string.h>

/* Bytes of the line end at `at`: LF, CR or CRLF; 0 if there is none. */
static size_t line_end(const struct es_record *record, size_t at)
{
    const char *text = record->raw;
    if (at >= record->raw_size || (text[at] != '\n' && text[at] != '\r')) {
        return 0;
    }
    const bool both =
        text[at] == '\r' && at + 1 < record->raw_size && text[at + 1] == '\n';
    return both ? 2 : 1;
}

static bool is_blank(const struct es_record *record, size_t at)
{
    const char byte = record->raw[at];
    return byte != record->separator && (byte == ' ' || byte == '\t');
}

/* The byte behind a field that begins with a quote, its quotes included. */
static size_t skip_quoted(const struct es_record *record, size_t at)
{
    const char *text = record->raw;
    for (at++; at < record->raw_size; at++) {
        if (text[at] == '"' && (at + 1 == record->raw_size || text[at + 1] != '"')) {
            return at + 1;
        }
        at += text[at] == '"';
    }
    return record->raw_size;
}

/* The field that begins at or behind the blanks at `from`: its first byte, and that
 * behind it. Returns where its separator or line end stands. */
static size_t find_field(const struct es_record *record, size_t *from, size_t *to)
{
    const char *text = record->raw;
    size_t at = *from;
    while (at < record->raw_size && is_blank(record, at)) {
        at++;
    }
    *from = at;
    if (at < record->raw_size && text[at] == '"') {
        at = skip_quoted(record, at);
    }
    while (at < record->raw_size && text[at] != record->separator &&
           line_end(record, at) == 0) {
        at++;
    }
    *to = at;
    while (*to > *from && is_blank(record, *to - 1)) {
        (*to)--;
    }
    return at;
}

struct es_place es_record_byte_place(const struct es_record *record, size_t from,
                                     size_t to, struct es_arena *arena)
{
    size_t start = 0, end = from;
    struct es_place place = {.line = record->line};
    for (size_t at = 0; at < from;) {
        const size_t size = line_end(record, at);
        at += size > 0 ? size : 1;
        if (size > 0 && at <= from) {
            place.line++;
            start = at;
        }
    }
    while (end < record->raw_size && line_end(record, end) == 0) {
        end++;
    }
    const size_t marked = to < end ? to : end;
    const size_t width =
        marked > from ? es_utf8_count(record->raw + from, marked - from) : 0;
    place.column = (int)es_utf8_count(record->raw + start, from - start) + 1;
    place.width = width > 0 ? (int)width : 1;
    const char *source = es_utf8_shown(record->raw + start, end - start, SIZE_MAX, arena);
    place.source = source == NULL ? "" : source;
    return place;
}

/* "Sheet1!C12" */
static const char *name_cell(const struct es_record *record, size_t k,
                             struct es_arena *arena)
{
    char letters[8];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (size_t left = k + 1; left > 0 && at > 0; left = (left - 1) / 26) {
        letters[--at] = (char)('A' + (left - 1) % 26);
    }
    const char *sheet = es_utf8_shown(record->sheet, strlen(record->sheet), 40, arena);
    const char *cell = es_arena_print(arena, "%s!%s%d", sheet == NULL ? "" : sheet,
                                      letters + at, record->line);
    return cell == NULL ? "" : cell;
}

/* A row of a sheet is shown with bars between its cells. */
static struct es_place sheet_place(const struct es_record *record, size_t k,
                                   struct es_arena *arena)
{
    enum { MOST_SHOWN = 40 };
    struct es_place place = {.cell = name_cell(record, k, arena),
                             .line = record->line,
                             .column = 1,
                             .width = 1,
                             .source = ""};
    const char *source = "";
    for (size_t i = 0; i < record->n && i < k + MOST_SHOWN && source != NULL; i++) {
        const char *cell = es_fault_quote(record->cell[i], arena);
        if (i == k) {
            place.column = (int)es_utf8_count(source, strlen(source)) + (i > 0 ? 4 : 1);
            place.width = (int)es_utf8_count(cell, strlen(cell));
        }
        source = es_arena_print(arena, "%s%s%s", source, i > 0 ? " | " : "", cell);
    }
    place.source = source == NULL ? "" : source;
    return place;
}

void es_record_bytes(const struct es_record *record, size_t k, size_t *from, size_t *to)
{
    *from = 0;
    size_t at = find_field(record, from, to);
    for (size_t i = 0; i < k && at < record->raw_size; i++) {
        *from = line_end(record, at) > 0 ? at : at + 1;
        at = find_field(record, from, to);
    }
}

struct es_place es_record_place(const struct es_record *record, size_t k,
                                struct es_arena *arena)
{
    if (record->raw == NULL) {
        return sheet_place(record, k, arena);
    }
    size_t from, to;
    es_record_bytes(record, k, &from, &to);
    return es_record_byte_place(record, from, to, arena);
}

int es_record_line(const struct es_record *record, size_t k)
{
    int line = record->line;
    size_t from = 0, to;
    if (record->raw == NULL || memchr(record->raw, '"', record->raw_size) == NULL) {
        return line;
    }
    es_record_bytes(record, k, &from, &to);
    for (size_t at = 0; at < from;) {
        const size_t size = line_end(record, at);
        at += size > 0 ? size : 1;
        line += size > 0;
    }
    return line;
}

void es_record_fault(struct es_fault_list *list, const struct es_record *record, size_t k,
                     enum es_fault_code code, const char *hint, const char *format, ...)
{
    struct es_place place = {.line = record->line};
    if (list == NULL) {
        return;
    }
    if (!es_fault_list_full(list)) {
        place = es_record_place(record, k, list->arena);
    }
    va_list args;
    va_start(args, format);
    es_fault_add_list(list, &place, code, hint, format, args);
    va_end(args);
}

bool es_record_keep(const struct es_record *record, struct es_record *kept,
                    struct es_arena *arena)
{
    const char **cell = es_arena_array(arena, record->n, sizeof *cell);
    const char *raw = NULL;
    bool whole = cell != NULL;
    for (size_t i = 0; whole && i < record->n; i++) {
        cell[i] = record->cell[i][0] == '\0' ? "" : es_arena_copy(arena, record->cell[i]);
        whole = cell[i] != NULL;
    }
    if (whole && record->raw != NULL) {
        raw = es_arena_copy_n(arena, record->raw, record->raw_size);
        whole = raw != NULL;
    }
    bool *numeric = NULL;
    if (whole && record->numeric != NULL) {
        numeric = es_arena_array(arena, record->n, sizeof *numeric);
        whole = numeric != NULL;
    }
    if (numeric != NULL) {
        memcpy(numeric, record->numeric, record->n * sizeof *numeric);
    }
    *kept = *record;
    kept->numeric = numeric;
    kept->cell = cell;
    kept->raw = raw;
    return whole;
}

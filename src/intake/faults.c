#include "intake/faults.h"

#include "intake/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LISTED = 1000, MOST_QUOTED = 40, MESSAGE_SIZE = 512 };

static const struct es_cursor beginning = {.line = 1, .column = 1};

void es_fault_list_open(struct es_fault_list *list, const char *file,
                        struct es_arena *arena)
{
    *list = (struct es_fault_list){
        .arena = arena, .file = file, .text = "", .cursor = beginning, .status = ES_OK};
}

const char *es_fault_quote(const char *text, struct es_arena *arena)
{
    const char *shown = es_utf8_shown(text, strlen(text), MOST_QUOTED, arena);
    return shown == NULL ? "?" : shown;
}

/* Bytes of the line end at `at`: LF, CR or CRLF; 0 if there is none. */
static size_t line_end(const struct es_fault_list *list, size_t at)
{
    if (at >= list->size || (list->text[at] != '\n' && list->text[at] != '\r')) {
        return 0;
    }
    const bool both =
        list->text[at] == '\r' && at + 1 < list->size && list->text[at + 1] == '\n';
    return both ? 2 : 1;
}

/* Moves the cursor to the character that holds the byte; a line end belongs to its line.
 */
static void move_to(struct es_fault_list *list, size_t offset)
{
    struct es_cursor *cursor = &list->cursor;
    if (offset < cursor->offset) {
        *cursor = beginning;
    }
    while (cursor->offset < list->size) {
        const size_t end = line_end(list, cursor->offset);
        const char *at = list->text + cursor->offset;
        int32_t code;
        const size_t size =
            end > 0 ? end : es_utf8_next(at, list->text + list->size, &code);
        if (cursor->offset + size > offset) {
            return;
        }
        cursor->offset += size;
        cursor->column = end > 0 ? 1 : cursor->column + 1;
        if (end > 0) {
            cursor->line++;
            cursor->line_start = cursor->offset;
        }
    }
}

int es_fault_line(struct es_fault_list *list, uint32_t offset)
{
    move_to(list, offset);
    return list->cursor.line;
}

/* Room for one more fault; NULL once the list is full or there is no memory. */
static struct es_found_fault *next_fault(struct es_fault_list *list)
{
    if (list->status == ES_OK && list->found == NULL) {
        list->found = es_arena_array(list->arena, MOST_LISTED, sizeof *list->found);
        list->status = list->found == NULL ? ES_ERR_MEMORY : ES_OK;
    }
    if (list->status != ES_OK) {
        return NULL;
    }
    if (list->n == MOST_LISTED) {
        list->unlisted++;
        return NULL;
    }
    return &list->found[list->n++];
}

static void fill_fault(struct es_fault_list *list, struct es_found_fault *found,
                       enum es_fault_code code, const char *hint, const char *message)
{
    const char *kept = es_arena_copy(list->arena, message);
    if (kept == NULL) {
        list->status = ES_ERR_MEMORY;
    }
    found->fault = (struct es_fault){.code = code,
                                     .file = list->file,
                                     .message = kept,
                                     .source = "",
                                     .hint = hint == NULL ? "" : hint};
}

void es_fault_add(struct es_fault_list *list, struct es_span span,
                  enum es_fault_code code, const char *hint, const char *format, ...)
{
    struct es_found_fault *found = next_fault(list);
    if (found == NULL) {
        return;
    }
    char message[MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    fill_fault(list, found, code, hint, message);
    found->span = span;
    found->fault.width = 1; /* it has a place */
}

void es_fault_add_file(struct es_fault_list *list, enum es_fault_code code,
                       const char *message)
{
    struct es_found_fault *found = next_fault(list);
    if (found != NULL) {
        fill_fault(list, found, code, NULL, message);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct es_found_fault *x = a, *y = b;
    if (x->span.offset != y->span.offset) {
        return x->span.offset < y->span.offset ? -1 : 1;
    }
    return (x->fault.code > y->fault.code) - (x->fault.code < y->fault.code);
}

/* The last line that a fault was found on, shown once for all of its faults. */
struct shown_line {
    size_t end;
    int line;
    const char *text;
};

static enum es_status show_line(struct es_fault_list *list, struct shown_line *shown,
                                struct es_error *err)
{
    const struct es_cursor *cursor = &list->cursor;
    if (shown->line == cursor->line) {
        return ES_OK;
    }
    size_t end = cursor->offset;
    while (end < list->size && line_end(list, end) == 0) {
        end++;
    }
    const char *line = list->text + cursor->line_start;
    ES_GIVEN(shown->text,
             es_utf8_shown(line, end - cursor->line_start, SIZE_MAX, list->arena), err);
    shown->end = end;
    shown->line = cursor->line;
    return ES_OK;
}

/* Gives a fault its line, column, width and source. */
static enum es_status locate(struct es_fault_list *list, struct es_found_fault *found,
                             struct shown_line *shown, struct es_error *err)
{
    struct es_fault *fault = &found->fault;
    if (fault->width == 0) { /* of the whole file */
        fault->width = 1;
        return ES_OK;
    }
    move_to(list, found->span.offset);
    ES_TRY(show_line(list, shown, err));
    const size_t start = found->span.offset;
    const size_t rest = shown->end > start ? shown->end - start : 0;
    const size_t marked = found->span.length < rest ? found->span.length : rest;
    const size_t width = es_utf8_count(list->text + start, marked);
    fault->line = list->cursor.line;
    fault->column = list->cursor.column;
    fault->width = width > 0 ? (int)width : 1;
    fault->source = shown->text;
    return ES_OK;
}

/* The first fault stands for all of them. */
static enum es_status describe(const struct es_faults *faults, struct es_error *err)
{
    const struct es_fault *first = &faults->at[0];
    const char *more = faults->n > 1 ? " (and more)" : "";
    if (first->line == 0) {
        return es_fail(err, ES_FINDING, "%s: %s%s", first->file, first->message, more);
    }
    return es_fail(err, ES_FINDING, "%s:%d:%d: %s%s", first->file, first->line,
                   first->column, first->message, more);
}

/* Puts the faults in order and says where each stands. */
static enum es_status locate_all(struct es_fault_list *list, struct es_fault located[],
                                 struct es_error *err)
{
    struct shown_line shown = {0};
    enum es_status status = ES_OK;
    qsort(list->found, list->n, sizeof *list->found, by_place);
    for (size_t i = 0; i < list->n && status == ES_OK; i++) {
        status = locate(list, &list->found[i], &shown, err);
        located[i] = list->found[i].fault;
    }
    return status;
}

enum es_status es_fault_list_close(struct es_fault_list *list, struct es_faults *faults,
                                   struct es_error *err)
{
    if (list->status != ES_OK) {
        return es_no_memory(err);
    }
    struct es_faults located = {.n = list->n, .unlisted = list->unlisted};
    if (list->n == 0) {
        *faults = located;
        return ES_OK;
    }
    ES_NEW(list->arena, located.at, list->n, err);
    ES_TRY(locate_all(list, located.at, err));
    *faults = located;
    return describe(&located, err);
}

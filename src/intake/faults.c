#include "intake/faults.h"

#include "intake/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LISTED = 1000, MOST_QUOTED = 40, MESSAGE_SIZE = 512 };

void es_fault_list_open(struct es_fault_list *list, const char *file,
                        struct es_arena *arena)
{
    *list = (struct es_fault_list){.arena = arena,
                                   .file = file,
                                   .text = "",
                                   .status = ES_OK,
                                   .line = 1,
                                   .shown_start = SIZE_MAX};
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

/* Moves the count of lines to the line that holds the byte. */
static void count_lines(struct es_fault_list *list, size_t offset)
{
    if (offset < list->line_start) {
        list->counted = list->line_start = 0;
        list->line = 1;
    }
    while (list->counted < list->size && list->counted <= offset) {
        const size_t end = line_end(list, list->counted);
        if (end > 0 && list->counted + end > offset) {
            break; /* the line end belongs to its line */
        }
        list->counted += end > 0 ? end : 1;
        if (end > 0) {
            list->line++;
            list->line_start = list->counted;
        }
    }
}

int es_fault_line(struct es_fault_list *list, uint32_t offset)
{
    count_lines(list, offset);
    return list->line;
}

/* The line at list->line_start, fit for a terminal; faults of one line share it. */
static const char *show_line(struct es_fault_list *list, size_t end)
{
    if (list->shown_start != list->line_start) {
        const char *shown = es_utf8_shown(list->text + list->line_start,
                                          end - list->line_start, SIZE_MAX, list->arena);
        list->shown = shown;
        list->shown_start = shown == NULL ? SIZE_MAX : list->line_start;
    }
    return list->shown;
}

static void locate(struct es_fault_list *list, struct es_span span,
                   struct es_fault *fault)
{
    count_lines(list, span.offset);
    size_t end = span.offset;
    while (end < list->size && line_end(list, end) == 0) {
        end++;
    }
    const size_t rest = end - span.offset;
    const size_t marked = span.length < rest ? span.length : rest;
    const char *line = list->text + list->line_start;
    const size_t width = es_utf8_count(list->text + span.offset, marked);
    fault->line = list->line;
    fault->column = (int)es_utf8_count(line, span.offset - list->line_start) + 1;
    fault->width = width > 0 ? (int)width : 1;
    fault->source = show_line(list, end);
}

/* Room for one more fault; NULL once the list is full or there is no memory. */
static struct es_fault *next_fault(struct es_fault_list *list)
{
    struct es_faults *found = &list->found;
    if (list->status == ES_OK && found->at == NULL) {
        found->at = es_arena_array(list->arena, MOST_LISTED, sizeof *found->at);
        list->status = found->at == NULL ? ES_ERR_MEMORY : ES_OK;
    }
    if (list->status != ES_OK) {
        return NULL;
    }
    if (found->n == MOST_LISTED) {
        found->unlisted++;
        return NULL;
    }
    return &found->at[found->n];
}

static void keep(struct es_fault_list *list, struct es_fault *fault)
{
    const bool whole = fault->message != NULL && fault->source != NULL;
    list->status = whole ? ES_OK : ES_ERR_MEMORY;
    list->found.n += whole ? 1 : 0;
}

void es_fault_add(struct es_fault_list *list, struct es_span span,
                  enum es_fault_code code, const char *hint, const char *format, ...)
{
    struct es_fault *fault = next_fault(list);
    if (fault == NULL) {
        return;
    }
    char message[MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    *fault = (struct es_fault){.code = code,
                               .file = list->file,
                               .message = es_arena_copy(list->arena, message),
                               .hint = hint == NULL ? "" : hint};
    locate(list, span, fault);
    keep(list, fault);
}

void es_fault_add_file(struct es_fault_list *list, enum es_fault_code code,
                       const char *message)
{
    struct es_fault *fault = next_fault(list);
    if (fault == NULL) {
        return;
    }
    *fault = (struct es_fault){.code = code,
                               .file = list->file,
                               .message = es_arena_copy(list->arena, message),
                               .source = "",
                               .hint = ""};
    keep(list, fault);
}

static int by_place(const void *a, const void *b)
{
    const struct es_fault *x = a, *y = b;
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    if (x->column != y->column) {
        return x->column < y->column ? -1 : 1;
    }
    return (x->code > y->code) - (x->code < y->code);
}

enum es_status es_fault_list_close(struct es_fault_list *list, struct es_faults *faults,
                                   struct es_error *err)
{
    if (list->status != ES_OK) {
        return es_no_memory(err);
    }
    if (list->found.n == 0) {
        *faults = (struct es_faults){0};
        return ES_OK;
    }
    qsort(list->found.at, list->found.n, sizeof *list->found.at, by_place);
    *faults = list->found;
    const struct es_fault *first = &faults->at[0];
    return es_fail(err, ES_FINDING, "%s:%d:%d: %s%s", first->file, first->line,
                   first->column, first->message, faults->n > 1 ? " (and more)" : "");
}

#include "intake/faults.h"

#include "essor/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LISTED = 1000, MOST_QUOTED = 40, MESSAGE_SIZE = 512 };

void es_fault_list_open(struct es_fault_list *list, const char *file,
                        struct es_arena *arena)
{
    *list = (struct es_fault_list){.arena = arena, .file = file, .status = ES_OK};
}

const char *es_fault_quote(const char *text, struct es_arena *arena)
{
    const char *shown = es_utf8_shown(text, strlen(text), MOST_QUOTED, arena);
    return shown == NULL ? "?" : shown;
}

bool es_fault_list_full(const struct es_fault_list *list)
{
    return list->n == MOST_LISTED;
}

/* Room for one more fault; NULL once the list is full or there is no memory. */
static struct es_fault *next_fault(struct es_fault_list *list)
{
    if (list->status == ES_OK && list->found == NULL) {
        list->found = es_arena_array(list->arena, MOST_LISTED, sizeof *list->found);
        list->status = list->found == NULL ? ES_ERR_MEMORY : ES_OK;
    }
    if (list->status != ES_OK) {
        return NULL;
    }
    if (es_fault_list_full(list)) {
        list->unlisted++;
        return NULL;
    }
    return &list->found[list->n++];
}

void es_fault_add_list(struct es_fault_list *list, const struct es_place *place,
                       enum es_fault_code code, const char *hint, const char *format,
                       va_list args)
{
    static const struct es_place whole_file = {.width = 1, .source = ""};
    struct es_fault *fault = next_fault(list);
    if (fault == NULL) {
        return;
    }
    char message[MESSAGE_SIZE];
    (void)vsnprintf(message, sizeof message, format, args);
    const char *kept = es_arena_copy(list->arena, message);
    if (kept == NULL) {
        list->status = ES_ERR_MEMORY;
    }
    const struct es_place *at = place == NULL ? &whole_file : place;
    *fault = (struct es_fault){.code = code,
                               .file = list->file,
                               .line = at->line,
                               .column = at->column,
                               .width = at->width > 0 ? at->width : 1,
                               .message = kept,
                               .source = at->source == NULL ? "" : at->source,
                               .hint = hint == NULL ? "" : hint,
                               .cell = at->cell};
}

void es_fault_add(struct es_fault_list *list, const struct es_place *place,
                  enum es_fault_code code, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    es_fault_add_list(list, place, code, hint, format, args);
    va_end(args);
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

/* The first fault stands for all of them. */
static enum es_status describe(const struct es_faults *faults, struct es_error *err)
{
    const struct es_fault *first = &faults->at[0];
    const char *more = faults->n > 1 ? " (and more)" : "";
    if (first->line == 0) {
        return es_fail(err, ES_FINDING, "%s: %s%s", first->file, first->message, more);
    }
    if (first->cell != NULL) {
        return es_fail(err, ES_FINDING, "%s:%s: %s%s", first->file, first->cell,
                       first->message, more);
    }
    return es_fail(err, ES_FINDING, "%s:%d:%d: %s%s", first->file, first->line,
                   first->column, first->message, more);
}

enum es_status es_fault_list_close(struct es_fault_list *list, struct es_faults *faults,
                                   struct es_error *err)
{
    if (list->status != ES_OK) {
        return es_no_memory(err);
    }
    if (list->n > 0) {
        qsort(list->found, list->n, sizeof *list->found, by_place);
    }
    *faults = (struct es_faults){list->found, list->n, list->unlisted};
    return list->n == 0 ? ES_OK : describe(faults, err);
}

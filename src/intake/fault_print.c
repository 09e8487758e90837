#include "essor/intake.h"
#include "intake/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 100, BEFORE_CARET = 40 };
#define ELLIPSIS "\xe2\x80\xa6"

static const char *const code_names[] = {
#define FAULT_NAME(code, meaning) [ES_FAULT_##code] = #code,
    ES_FAULT_LIST(FAULT_NAME)
#undef FAULT_NAME
};

/* The byte at which character i of the text begins, or its end. */
static const char *character(const char *text, size_t i)
{
    const char *end = text + strlen(text);
    int32_t code;
    while (text < end && i > 0) {
        text += es_utf8_next(text, end, &code);
        i--;
    }
    return text;
}

static void repeat(FILE *out, int c, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        (void)fputc(c, out);
    }
}

/* The source line, cut to a window around the caret, and the caret below it. */
static void print_source(FILE *out, const struct es_fault *fault)
{
    const size_t characters = es_utf8_count(fault->source, strlen(fault->source));
    /* An empty field at the end of a line stands just behind it. */
    const size_t wanted = (size_t)fault->column - 1;
    const size_t caret = wanted < characters ? wanted : characters;
    size_t first = 0;
    if (characters > WINDOW && caret > BEFORE_CARET) {
        first = caret - BEFORE_CARET;
        first = first + WINDOW > characters ? characters - WINDOW : first;
    }
    const char *from = character(fault->source, first);
    const char *to = character(from, WINDOW);
    const size_t room = WINDOW + 1 - (caret - first);
    const size_t width = (size_t)fault->width < room ? (size_t)fault->width : room;
    const int gutter = fprintf(out, "%4d", fault->line);
    (void)fprintf(out, " | %s%.*s%s\n", first > 0 ? ELLIPSIS : "", (int)(to - from), from,
                  *to != '\0' ? ELLIPSIS : "");
    repeat(out, ' ', gutter > 0 ? (size_t)gutter : 4);
    (void)fputs(" | ", out);
    repeat(out, ' ', caret - first + (first > 0 ? 1 : 0));
    (void)fputc('^', out);
    repeat(out, '~', width - 1);
    (void)fputc('\n', out);
}

static void print_fault(FILE *out, const struct es_fault *fault, const char *file)
{
    (void)fputs(file, out);
    if (fault->line > 0) {
        (void)fprintf(out, ":%d:%d", fault->line, fault->column);
    }
    (void)fprintf(out, ": error %s: %s\n", code_names[fault->code], fault->message);
    if (fault->line > 0) {
        print_source(out, fault);
    }
    if (fault->hint[0] != '\0') {
        (void)fprintf(out, "  hint: %s\n", fault->hint);
    }
}

enum es_status es_fault_print(const struct es_fault *fault, char **text,
                              struct es_arena *arena, struct es_error *err)
{
    const char *file;
    ES_GIVEN(file, es_utf8_shown(fault->file, strlen(fault->file), SIZE_MAX, arena), err);
    char *printed = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&printed, &size);
    if (out == NULL) {
        return es_no_memory(err);
    }
    print_fault(out, fault, file);
    const bool lost = ferror(out) != 0;
    char *copy = NULL;
    if (fclose(out) == 0 && !lost) {
        copy = es_arena_copy_n(arena, printed, size);
    }
    free(printed);
    if (copy == NULL) {
        return es_no_memory(err);
    }
    *text = copy;
    return ES_OK;
}

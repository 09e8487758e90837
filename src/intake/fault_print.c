#include "essor/intake.h"
#include "essor/utf8.h"

#include <stdio.h>
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

/* The source line, cut to a window around the caret, and the caret below it. */
static char *print_source(const struct es_fault *fault, struct es_arena *arena)
{
    char under[WINDOW + 1] = {0};
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
    memset(under, '~', width - 1);
    const int gutter = snprintf(NULL, 0, "%4d", fault->line);
    const int indent = (int)(caret - first) + (first > 0 ? 1 : 0);
    return es_arena_print(arena, "%4d | %s%.*s%s\n%*s | %*s^%s\n", fault->line,
                          first > 0 ? ELLIPSIS : "", (int)(to - from), from,
                          *to != '\0' ? ELLIPSIS : "", gutter, "", indent, "", under);
}

enum es_status es_fault_print(const struct es_fault *fault, char **text,
                              struct es_arena *arena, struct es_error *err)
{
    const bool whole = fault->line == 0;
    const char *file, *place = "", *source = "";
    char *printed;
    ES_GIVEN(file, es_utf8_shown(fault->file, strlen(fault->file), SIZE_MAX, arena), err);
    if (!whole) {
        ES_GIVEN(place,
                 fault->cell != NULL
                     ? es_arena_print(arena, ":%s", fault->cell)
                     : es_arena_print(arena, ":%d:%d", fault->line, fault->column),
                 err);
        ES_GIVEN(source, print_source(fault, arena), err);
    }
    const bool hint = fault->hint[0] != '\0';
    ES_GIVEN(printed,
             es_arena_print(arena, "%s%s: error %s: %s\n%s%s%s%s", file, place,
                            code_names[fault->code], fault->message, source,
                            hint ? "  hint: " : "", fault->hint, hint ? "\n" : ""),
             err);
    *text = printed;
    return ES_OK;
}

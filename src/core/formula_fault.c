#include "core/formula_fault.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { BEFORE_CARET = 30, WINDOW = 60 };

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t characters(const char *text, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        count += !is_continuation(text[i]);
    }
    return count;
}

/* The byte so many characters before `at`, or the first. */
static size_t step_back(const char *text, size_t at, size_t count)
{
    while (at > 0 && count > 0) {
        at--;
        count -= !is_continuation(text[at]);
    }
    return at;
}

/* At most WINDOW characters from `from` on, without controls. */
static void copy_window(const char *text, size_t from, char window[4 * WINDOW + 1])
{
    size_t used = 0, count = 0;
    for (size_t i = from; text[i] != '\0' && used < 4 * (size_t)WINDOW; i++) {
        const unsigned char byte = (unsigned char)text[i];
        count += !is_continuation(text[i]);
        if (count > WINDOW) {
            break;
        }
        const bool blank = byte == '\t' || byte == '\n' || byte == '\r';
        window[used++] = blank ? ' ' : byte < 0x20 || byte == 0x7F ? '?' : text[i];
        /* C1 controls, which some terminals obey */
        if (byte == 0xC2 && ((unsigned char)text[i + 1] & 0xE0) == 0x80) {
            window[used - 1] = '?';
        }
    }
    window[used] = '\0';
}

enum es_status es_formula_fault(const char *text, size_t from, size_t to,
                                const char *message, struct es_error *err)
{
    char window[4 * WINDOW + 1], tail[WINDOW + 1] = "";
    const size_t first = step_back(text, from, BEFORE_CARET);
    const size_t before = characters(text, first, from);
    size_t width = characters(text, from, to);
    width = width == 0 ? 1 : width > WINDOW - before ? WINDOW - before : width;
    memset(tail, '~', width - 1);
    tail[width - 1] = '\0';
    copy_window(text, first, window);
    return es_fail(err, ES_ERR_ARGUMENT, "formula, character %zu: %s\n  %s\n  %*s^%s",
                   characters(text, 0, from) + 1, message, window, (int)before, "", tail);
}

enum es_status es_formula_unexpected(const char *text, size_t at, struct es_error *err)
{
    const char c = text[at];
    const char *message = "an operator is missing here: + - * / or ^";
    if (c == ')') {
        message = "this parenthesis was never opened";
    } else if (c == ',') {
        message = "no comma here; numbers have a decimal point, as in 1.5";
    } else if (c == '=') {
        message = "no = here; the formula is the right-hand side only";
    } else if (c == '[' || c == '{' || c == ']' || c == '}') {
        message = "write round parentheses";
    } else if (strchr("<>!&|?:;@#$%\"'~\\", c) != NULL) {
        message = "this character has no meaning; a formula has + - * / ^ ( )";
    }
    return es_formula_fault(text, at, at + 1, message, err);
}

enum es_status es_formula_missing(const char *text, size_t at, struct es_error *err)
{
    if (text[at] == '\0') {
        const size_t last = step_back(text, at, 1);
        return es_formula_fault(text, last, at, "something is missing after this", err);
    }
    if (strchr("*/^)", text[at]) != NULL) {
        return es_formula_fault(
            text, at, at + 1, "a number, a name or a parenthesis is missing before this",
            err);
    }
    return es_formula_unexpected(text, at, err);
}

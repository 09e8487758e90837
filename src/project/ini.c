#include "project/ini.h"

#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What inih keeps of a line and of a section's name in Debian's build; the rest it cuts.
 */
enum { LONGEST_LINE = 199, LONGEST_NAME = 49, MOST_FAULTS = 1000 };

static size_t width_of(const char *text)
{
    size_t width = 0;
    for (; *text != '\0'; text++) {
        width += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return width > 0 ? width : 1;
}

/* Where faults are kept; doubled when full, the old copy stays in the arena. */
static struct es_fault *next_fault(struct es_ini *ini)
{
    struct es_faults *faults = ini->faults;
    const bool full = (faults->n & (faults->n - 1)) == 0; /* at 0, 1, 2, 4, 8, ... */
    if (full) {
        const size_t room = faults->n == 0 ? 1 : 2 * faults->n;
        struct es_fault *grown = es_arena_array(ini->arena, room, sizeof *grown);
        if (grown == NULL) {
            return NULL;
        }
        if (faults->n > 0) {
            memcpy(grown, faults->at, faults->n * sizeof *grown);
        }
        faults->at = grown;
    }
    return &faults->at[faults->n];
}

static void place(const struct es_ini *ini, const char *word, struct es_fault *fault)
{
    if (fault->line < 1 || (size_t)fault->line > ini->lines) {
        return;
    }
    fault->source = ini->line[fault->line - 1];
    const char *found =
        word != NULL && *word != '\0' ? strstr(fault->source, word) : NULL;
    const char *shown = found != NULL ? word : fault->source;
    fault->width = (int)width_of(shown);
    for (const char *at = fault->source; found != NULL && at < found; at++) {
        fault->column += ((unsigned char)*at & 0xC0) != 0x80;
    }
}

void es_ini_fault(struct es_ini *ini, enum es_fault_code code, int line, const char *word,
                  const char *hint, const char *format, ...)
{
    if (ini->faults->n >= MOST_FAULTS) {
        ini->faults->unlisted++;
        return;
    }
    char message[400];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    struct es_fault *fault = next_fault(ini);
    const char *kept = es_arena_copy(ini->arena, message);
    const char *kept_hint = es_arena_copy(ini->arena, hint);
    if (fault == NULL || kept == NULL || kept_hint == NULL) {
        ini->exhausted = true;
        return;
    }
    *fault = (struct es_fault){.code = code,
                               .file = ini->path,
                               .line = line,
                               .column = 1,
                               .width = 1,
                               .message = kept,
                               .source = "",
                               .hint = kept_hint};
    place(ini, word, fault);
    ini->faults->n++;
}

/* The pass over the lines. */
struct scan {
    struct es_ini *ini;
    size_t next_line;
    struct es_ini_entry *entry; /* the next free one */
    bool expected;              /* the line handed out last must reach the handler */
    bool known_section;
};

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\r\f\v");
}

static char *copy_trimmed(struct es_arena *arena, const char *from, size_t length)
{
    while (length > 0 && strchr(" \t\r\f\v", from[length - 1]) != NULL) {
        length--;
    }
    return es_arena_copy_n(arena, from, length);
}

static void begin_section(struct scan *scan, const char *text, int line)
{
    struct es_ini *ini = scan->ini;
    const char *inside = skip_blanks(text + 1);
    const size_t length = strcspn(inside, "]");
    scan->known_section = inside[length] == ']' && length <= LONGEST_NAME;
    if (inside[length] != ']') {
        es_ini_fault(ini, ES_FAULT_E301, line, text, "close it with ]",
                     "a section that is not closed");
    } else if (length > LONGEST_NAME) {
        es_ini_fault(ini, ES_FAULT_E300, line, text, "names have at most 40 characters",
                     "a section name of %zu bytes; the longest allowed has %d", length,
                     LONGEST_NAME);
    }
    if (!scan->known_section) {
        return;
    }
    const size_t kind = strcspn(inside, " \t]");
    const char *name = skip_blanks(inside + kind);
    struct es_ini_section *section = &ini->section[ini->sections++];
    *section = (struct es_ini_section){
        .kind = es_arena_copy_n(ini->arena, inside, kind),
        .name = copy_trimmed(ini->arena, name, (size_t)(inside + length - name)),
        .line = line,
        .entry = scan->entry};
    ini->exhausted |= section->kind == NULL || section->name == NULL;
}

/* A line that was handed out and never came back as key and value. */
static void settle(struct scan *scan)
{
    if (scan->expected) {
        es_ini_fault(scan->ini, ES_FAULT_E301, (int)scan->next_line, NULL,
                     "write key = value, [section], or # before a remark",
                     "neither a section nor a setting");
    }
    scan->expected = false;
}

/* Hands the next line to inih, as fgets would; blank where the line is not for it. */
static char *hand_line(char *buffer, int size, void *stream)
{
    struct scan *scan = stream;
    struct es_ini *ini = scan->ini;
    settle(scan);
    if (scan->next_line >= ini->lines) {
        return NULL;
    }
    /* Leading blanks would make it the continuation of the line before. */
    const char *text = skip_blanks(ini->line[scan->next_line++]);
    const int line = (int)scan->next_line;
    buffer[0] = '\0';
    if (strlen(text) > LONGEST_LINE || strlen(text) >= (size_t)size) {
        es_ini_fault(ini, ES_FAULT_E300, line, NULL, "say it in fewer words",
                     "a line of %zu bytes; the longest allowed has %d", strlen(text),
                     LONGEST_LINE);
        return buffer;
    }
    if (*text == '[') {
        begin_section(scan, text, line);
    } else if (*text != '\0' && *text != '#' && *text != ';') {
        scan->expected = true;
    }
    if (*text != '[') {
        memcpy(buffer, text, strlen(text) + 1);
    }
    return buffer;
}

static int take_entry(void *user, const char *section, const char *key, const char *value)
{
    (void)section; /* ours, which is not cut */
    struct scan *scan = user;
    struct es_ini *ini = scan->ini;
    scan->expected = false;
    if (ini->sections == 0 && !scan->known_section) {
        es_ini_fault(ini, ES_FAULT_E301, (int)scan->next_line, key,
                     "begin with [project]", "a setting before the first section");
        return 1;
    }
    if (!scan->known_section) {
        return 1; /* its section is at fault already */
    }
    struct es_ini_entry *entry = scan->entry++;
    *entry = (struct es_ini_entry){.key = es_arena_copy(ini->arena, key),
                                   .value = es_arena_copy(ini->arena, value),
                                   .line = (int)scan->next_line};
    ini->exhausted |= entry->key == NULL || entry->value == NULL;
    ini->section[ini->sections - 1].entries++;
    return 1;
}

static enum es_status split_lines(struct es_ini *ini, const char *text, size_t size,
                                  struct es_error *err)
{
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += text[i] == '\n';
    }
    ES_NEW(ini->arena, ini->line, lines, err);
    const char *at = text, *end = text + size;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const size_t length = (size_t)((stop != NULL ? stop : end) - at);
        ES_GIVEN(ini->line[ini->lines], copy_trimmed(ini->arena, at, length), err);
        ini->lines++;
        at += length + 1;
    }
    return ES_OK;
}

enum es_status es_ini_read(const char *path, const char *text, size_t size,
                           struct es_ini *ini, struct es_faults *faults,
                           struct es_arena *arena, struct es_error *err)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    *ini = (struct es_ini){.path = path, .faults = faults, .arena = arena};
    if (strlen(text) != size) {
        return es_fail(err, ES_ERR_PROJECT, "%s holds a NUL byte; it must be plain text",
                       path);
    }
    if (strncmp(text, byte_order_mark, 3) == 0) {
        text += 3;
        size -= 3;
    }
    ES_TRY(split_lines(ini, text, size, err));
    struct scan scan = {.ini = ini};
    ES_NEW(arena, ini->section, ini->lines, err); /* no more of them than lines */
    ES_NEW(arena, scan.entry, ini->lines, err);
    if (ini_parse_stream(hand_line, &scan, take_entry, &scan) < 0 || ini->exhausted) {
        return es_no_memory(err);
    }
    return ES_OK;
}

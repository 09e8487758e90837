/* ini.h: the lines of a project file, with their places, before they mean anything. */
#ifndef ESSOR_PROJECT_INI_H
#define ESSOR_PROJECT_INI_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/intake.h"

#include <stdbool.h>

struct es_ini_entry {
    const char *key;
    const char *value;
    int line;
};

/* "[series ville]" has the kind "series" and the name "ville". */
struct es_ini_section {
    const char *kind;
    const char *name;
    int line;
    struct es_ini_entry *entry;
    size_t entries;
};

struct es_ini {
    const char *path;  /* as faults name it */
    const char **line; /* the text, by line */
    size_t lines;
    struct es_ini_section *section;
    size_t sections;
    struct es_faults *faults;
    struct es_arena *arena;
    bool exhausted; /* a fault could not be recorded for want of memory */
};

/*
 * Splits the text of a project file into sections and entries. Whatever the parser would
 * cut or skip in silence becomes a fault: lines over 199 bytes, names over 49, lines that
 * are neither section nor key = value, entries before the first section. " ;" begins a
 * comment.
 */
enum es_status es_ini_read(const char *path, const char *text, size_t size,
                           struct es_ini *ini, struct es_faults *faults,
                           struct es_arena *arena, struct es_error *err);

/* Records a fault at a word of a line (the whole line if the word is not there); a line
 * of 0 stands for the whole file. */
__attribute__((format(printf, 6, 7))) void
es_ini_fault(struct es_ini *ini, enum es_fault_code code, int line, const char *word,
             const char *hint, const char *format, ...);

#endif

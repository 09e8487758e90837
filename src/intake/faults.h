/* faults.h: gathers the faults of one file. */
#ifndef ESSOR_INTAKE_FAULTS_H
#define ESSOR_INTAKE_FAULTS_H

#include "essor/arena.h"
#include "essor/intake.h"

#include <stddef.h>
#include <stdint.h>

/* A stretch of the file's bytes. */
struct es_span {
    uint32_t offset;
    uint32_t length;
};

/* A place in the text that moves forward: its line and, within that, its column. */
struct es_cursor {
    size_t offset, line_start;
    int line, column; /* 1-based */
};

struct es_found_fault {
    struct es_fault fault;
    struct es_span span; /* located once all faults are there, in one pass */
};

struct es_fault_list {
    struct es_found_fault *found;
    size_t n, unlisted;
    struct es_arena *arena;
    const char *file;
    const char *text;
    size_t size;
    struct es_cursor cursor;
    enum es_status status; /* ES_ERR_MEMORY once a fault could not be kept */
};

void es_fault_list_open(struct es_fault_list *list, const char *file,
                        struct es_arena *arena);

/* Adds a fault at a stretch of the text; `hint` may be NULL. */
__attribute__((format(printf, 5, 6))) void
es_fault_add(struct es_fault_list *list, struct es_span span, enum es_fault_code code,
             const char *hint, const char *format, ...);

/* Adds a fault of the whole file. */
void es_fault_add_file(struct es_fault_list *list, enum es_fault_code code,
                       const char *message);

/* The line, 1-based, that holds a byte of the text. */
int es_fault_line(struct es_fault_list *list, uint32_t offset);

/* The faults in the order of the file. ES_FINDING if there are any, ES_OK if none. */
enum es_status es_fault_list_close(struct es_fault_list *list, struct es_faults *faults,
                                   struct es_error *err);

/* A text as messages quote it: short, without controls; never NULL. */
const char *es_fault_quote(const char *text, struct es_arena *arena);

#endif

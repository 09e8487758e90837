/* faults.h: gathers the faults of one file. */
#ifndef ESSOR_INTAKE_FAULTS_H
#define ESSOR_INTAKE_FAULTS_H

#include "essor/arena.h"
#include "essor/intake.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Where something stands; see es_fault. `source` lives in the arena of the faults. */
struct es_place {
    const char *cell; /* of a workbook: "Sheet1!C12"; else NULL */
    int line, column, width;
    const char *source;
};

struct es_fault_list {
    struct es_fault *found;
    size_t n, unlisted;
    struct es_arena *arena;
    const char *file;
    enum es_status status; /* ES_ERR_MEMORY once a fault could not be kept */
};

void es_fault_list_open(struct es_fault_list *list, const char *file,
                        struct es_arena *arena);

/* Whether further faults are only counted: their places need not be found. */
bool es_fault_list_full(const struct es_fault_list *list);

/* Adds a fault; `place` is NULL for one of the whole file, `hint` may be NULL. */
__attribute__((format(printf, 5, 6))) void
es_fault_add(struct es_fault_list *list, const struct es_place *place,
             enum es_fault_code code, const char *hint, const char *format, ...);
__attribute__((format(printf, 5, 0))) void
es_fault_add_list(struct es_fault_list *list, const struct es_place *place,
                  enum es_fault_code code, const char *hint, const char *format,
                  va_list args);

/* The faults in the order of the file. ES_FINDING if there are any, ES_OK if none. */
enum es_status es_fault_list_close(struct es_fault_list *list, struct es_faults *faults,
                                   struct es_error *err);

/* A text as messages quote it: short, without controls; never NULL. */
const char *es_fault_quote(const char *text, struct es_arena *arena);

#endif

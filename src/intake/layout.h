/* layout.h: which column of a file holds what. */
#ifndef ESSOR_INTAKE_LAYOUT_H
#define ESSOR_INTAKE_LAYOUT_H

#include "intake/record.h"

#include "essor/window.h"

#include <stdbool.h>

enum es_role {
#define ES_ROLE(name, text, synonyms) ES_ROLE_##name,
#include "intake/roles.def"
#undef ES_ROLE
    ES_ROLES
};

/* A column of values. */
struct es_value_column {
    size_t cell;
    const char *series; /* NULL: named by the row */
    const char *suffix; /* of the series; "" */
    bool percent;       /* whatever the series is */
    bool dated;         /* by the header, with `window`; else by the row */
    struct es_window window;
};

struct es_layout {
    bool canonical;     /* the columns of essor's own figure files; nothing below */
    int role[ES_ROLES]; /* cell, or -1 */
    struct es_value_column *value;
    size_t values;
    bool has_period; /* the name of the column of dates says what a day stands for */
    enum es_grain period;
    const char *const *unused; /* names of columns that stand for nothing */
    size_t unused_count;
};

/* The role's name in --map. */
const char *es_role_name(enum es_role role);

/*
 * Understands a header: the canonical columns; one value a row with its series and date
 * (long); a date and one column for each series, or a series and one column for each date
 * (wide); the government's barometer. `style` decides what the names leave open. What is
 * not understood is reported; the layout then has no values.
 */
enum es_status es_layout_find(const struct es_record *header,
                              const struct es_reading_style *style,
                              struct es_layout *layout, struct es_fault_list *faults,
                              struct es_error *err);

#endif

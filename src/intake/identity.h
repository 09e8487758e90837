/* identity.h: which figures are the same, and what a figure without an id is called. */
#ifndef ESSOR_INTAKE_IDENTITY_H
#define ESSOR_INTAKE_IDENTITY_H

#include "essor/arena.h"
#include "essor/figure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An order of figures by content: everything but id, version and line. 0: the same
 * content. */
int es_figure_compare(const struct es_figure *a, const struct es_figure *b);

/* A hash of what es_figure_compare compares. */
uint64_t es_figure_content(const struct es_figure *figure);

/* A hash of what a made id depends on. */
uint64_t es_figure_key(const struct es_figure *figure);

/*
 * The id of a figure that has none: series, month of its window's start, six digits of a
 * hash of series, zone, window, kind, reference and source. Not of the value, so that a
 * corrected value keeps the id. NULL without memory.
 */
const char *es_figure_make_id(const struct es_figure *figure, struct es_arena *arena);

/* A figure in its place among others. */
struct es_figure_entry {
    struct es_figure *figure;
    size_t order;
    bool given; /* made by essor, or of the file that is merged in */
};

/* For qsort over entries: by id, then content, version, or nothing; then order. */
int es_entry_by_content(const void *a, const void *b);
int es_entry_by_version(const void *a, const void *b);
int es_entry_by_id(const void *a, const void *b);

#endif

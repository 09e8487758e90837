/*
 * plain.h: figures from the rows of plain files.
 *
 * "1,234" and "03/04/2023" have two readings. What decides is asked of the whole file:
 * one cell that has a single reading decides for all the others, and the first reading
 * of the file finds it. Files that never decide are refused.
 */
#ifndef ESSOR_INTAKE_PLAIN_H
#define ESSOR_INTAKE_PLAIN_H

#include "intake/layout.h"

#include "essor/amount.h"
#include "essor/figure.h"

struct es_plain;

/* What is done with a figure; `cell` is where its value stands. Its texts live as long as
 * the row. */
typedef enum es_status es_plain_take(void *context, const struct es_figure *figure,
                                     const struct es_record *row, size_t cell,
                                     struct es_error *err);

/* `scratch` is emptied by the caller with every row. */
enum es_status es_plain_open(const struct es_layout *layout,
                             const struct es_reading_style *style,
                             struct es_fault_list *faults, struct es_arena *scratch,
                             struct es_plain **plain, struct es_error *err);

/* Hands out the figures of a row; its faults are reported, unless es_plain_settle was
 * called. */
enum es_status es_plain_row(struct es_plain *plain, const struct es_record *row,
                            es_plain_take *take, void *context, struct es_error *err);

/* Ends the first reading: reports what the file left open. True if it decided something
 * after figures had been read otherwise. */
bool es_plain_settle(struct es_plain *plain);

#endif

/*
 * formula.h: a curve written by its user, with exact derivatives.
 *
 * `+ - * / ^ ( )` (** is ^), exp, log, sqrt, sin, cos, atan, tanh, pi and numbers; names
 * of columns are data, every other name is a parameter. A column whose name is not a word
 * stands in backquotes. Arithmetic and nothing else: no assignment, no call of anything
 * that is not in this list.
 */
#ifndef ESSOR_FORMULA_H
#define ESSOR_FORMULA_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/regression.h"

#include <stdbool.h>
#include <stddef.h>

enum { ES_FORMULA_MOST_BYTES = 4096, ES_FORMULA_MOST_DEPTH = 200 };

struct es_formula;

/* Columns of a file: values of each name, [n] long. */
struct es_columns_of {
    size_t n;
    size_t count;
    const char *const *name;     /* [count] */
    const double *const *column; /* [count][n] */
};

/*
 * Reads a formula. With columns of no rows it tells its names and nothing else.
 * ES_ERR_ARGUMENT for what is not one: the message has the position, the text with a
 * caret under it, and what would be right.
 */
enum es_status es_formula_read(const char *text, const struct es_columns_of *columns,
                               struct es_formula **formula, struct es_arena *arena,
                               struct es_error *err);

/* The parameters, in the order of their first appearance. */
size_t es_formula_param_count(const struct es_formula *formula);
const char *es_formula_param(const struct es_formula *formula, size_t k);

/* Whether it needs the column, by its place among those given. */
bool es_formula_uses(const struct es_formula *formula, size_t column);

/* Its values at all rows; grad[k * n + i] by forward differentiation, or NULL. */
void es_formula_values(const struct es_formula *formula, const double theta[], double y[],
                       double grad[]);

/* A parameter by its name. */
struct es_named_value {
    const char *name;
    double value;
    bool date; /* it was written as one */
};

/*
 * Reads "b1=1,b2=150M": numbers as people type them (es_quantity_parse) or dates, which
 * stand for years since 2000. Where the pairs are separated by semicolons, numbers may
 * have a decimal comma: "b1=1,5;b2=2". ES_ERR_ARGUMENT says which pair is wrong.
 */
enum es_status es_named_values_read(const char *text, struct es_named_value **list,
                                    size_t *n, struct es_arena *arena,
                                    struct es_error *err);

/*
 * The task of a formula: `start` has a value for every parameter (ES_ERR_ARGUMENT names
 * those that lack one, and those given that the formula does not have).
 */
enum es_status es_task_of_formula(const struct es_formula *formula, const double y[],
                                  const struct es_named_value start[], size_t starts,
                                  struct es_task *task, struct es_unknown **unknown,
                                  struct es_arena *arena, struct es_error *err);

#endif

/* formula.h: a formula as the steps of its evaluation, each after those that it needs. */
#ifndef ESSOR_CORE_FORMULA_H
#define ESSOR_CORE_FORMULA_H

#include "essor/formula.h"

#include <stdint.h>

/* Functions: name, step. */
#define ES_FORMULA_FUNCTIONS(X)                                                          \
    X(exp, STEP_EXP)                                                                     \
    X(log, STEP_LOG)                                                                     \
    X(sqrt, STEP_SQRT)                                                                   \
    X(sin, STEP_SIN)                                                                     \
    X(cos, STEP_COS)                                                                     \
    X(atan, STEP_ATAN)                                                                   \
    X(tanh, STEP_TANH)

enum es_step_kind {
    STEP_NUMBER,
    STEP_COLUMN,
    STEP_PARAM,
    STEP_NEGATE,
    STEP_ADD,
    STEP_SUBTRACT,
    STEP_MULTIPLY,
    STEP_DIVIDE,
    STEP_POWER,
#define FORMULA_STEP(name, step) step,
    ES_FORMULA_FUNCTIONS(FORMULA_STEP)
#undef FORMULA_STEP
};

enum { ES_NO_STEP = -1 };

struct es_step {
    enum es_step_kind kind;
    int a, b;             /* operands, ES_NO_STEP where there is none */
    double number;        /* of STEP_NUMBER */
    const double *column; /* of STEP_COLUMN, [rows] */
    double *own;          /* the same where it was computed here, not given */
    size_t param;         /* of STEP_PARAM */
    uint64_t params;      /* bit k: depends on parameter k */
    bool varies;          /* from row to row */
};

struct es_formula {
    size_t rows;
    struct es_step *step;
    size_t steps;
    const char **param;
    size_t params;
    const char *const *column_name;
    bool *column_used;
    size_t columns;
};

/* Values of all rows of the last step of the first `steps`, and derivatives; see
 * es_formula_values. */
void es_formula_run(const struct es_formula *formula, size_t steps, const double theta[],
                    double y[], double grad[]);

#endif

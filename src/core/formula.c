/*
 * formula.c: values and exact derivatives of a formula, by forward differentiation.
 *
 * Rows are taken in blocks that fit a fixed array on the stack, every step over the whole
 * block, so that the loops are those of a vector machine. A step that does not depend on
 * a parameter is left out of that parameter's pass.
 *
 * Source: Griewank and Walther (2008), Evaluating derivatives, chapter 3,
 * doi:10.1137/1.9780898717761.
 */
#include "core/formula.h"

#include <math.h>

enum { WORK_DOUBLES = 16384, LONGEST_BLOCK = 256 };

/* Of one block: a row of `length` numbers for each step. */
struct block {
    const struct es_formula *formula;
    size_t steps, first, length;
    const double *theta;
    double *value;  /* [steps][length] */
    double *slope;  /* [steps][length] derivative by the first operand, of functions */
    double *second; /* [steps][length] of powers: derivative by the exponent */
    double *change; /* [steps][length] derivative by the parameter at hand */
};

/* A product of derivatives. Where one is exactly zero, so is the product, however
 * infinite the other: sqrt(b x) does not move with b where x = 0. */
static inline double chain(double slope, double change)
{
    return slope == 0.0 || change == 0.0 ? 0.0 : slope * change;
}

static double power_slope(double base, double exponent, double value)
{
    if (exponent == 0.0) {
        return 0.0;
    }
    if (exponent == 2.0) {
        return 2.0 * base;
    }
    const bool safe = base != 0.0 && value != 0.0 && isfinite(value);
    return safe ? exponent * (value / base) : exponent * pow(base, exponent - 1.0);
}

static void run_power(const struct block *block, const struct es_step *step, size_t i,
                      size_t n)
{
    const size_t length = block->length;
    const double *a = block->value + (size_t)step->a * length;
    const double *b = block->value + (size_t)step->b * length;
    double *value = block->value + i * length, *slope = block->slope + i * length;
    double *second = block->second + i * length;
    const bool exponent_moves = block->formula->step[step->b].params != 0;
    for (size_t r = 0; r < n; r++) {
        value[r] = b[r] == 2.0 ? a[r] * a[r] : pow(a[r], b[r]);
        slope[r] = power_slope(a[r], b[r], value[r]);
        second[r] = !exponent_moves || value[r] == 0.0 ? 0.0 : value[r] * log(a[r]);
    }
}

/* 1 - tanh^2 without its cancellation. */
static inline double tanh_slope(double a)
{
    const double e = exp(-2.0 * fabs(a));
    return 4.0 * e / ((1.0 + e) * (1.0 + e));
}

#define EACH_ROW(statement)                                                              \
    for (size_t r = 0; r < n; r++) {                                                     \
        statement;                                                                       \
    }                                                                                    \
    break

static void run_function(const struct block *block, const struct es_step *step, size_t i,
                         size_t n)
{
    const double *a = block->value + (size_t)step->a * block->length;
    double *value = block->value + i * block->length;
    double *slope = block->slope + i * block->length;
    switch (step->kind) {
    case STEP_EXP:
        EACH_ROW(value[r] = slope[r] = exp(a[r]));
    case STEP_LOG:
        EACH_ROW(value[r] = log(a[r]); slope[r] = 1.0 / a[r]);
    case STEP_SQRT:
        EACH_ROW(value[r] = sqrt(a[r]); slope[r] = 0.5 / value[r]);
    case STEP_SIN:
        EACH_ROW(value[r] = sin(a[r]); slope[r] = cos(a[r]));
    case STEP_COS:
        EACH_ROW(value[r] = cos(a[r]); slope[r] = -sin(a[r]));
    case STEP_ATAN:
        EACH_ROW(value[r] = atan(a[r]); slope[r] = 1.0 / (1.0 + a[r] * a[r]));
    default: /* tanh */
        EACH_ROW(value[r] = tanh(a[r]); slope[r] = tanh_slope(a[r]));
    }
}

static void run_arithmetic(const struct block *block, const struct es_step *step,
                           size_t i, size_t n)
{
    const double *a = block->value + (size_t)step->a * block->length;
    const double *b = step->b < 0 ? a : block->value + (size_t)step->b * block->length;
    double *value = block->value + i * block->length;
    switch (step->kind) {
    case STEP_NEGATE:
        EACH_ROW(value[r] = -a[r]);
    case STEP_ADD:
        EACH_ROW(value[r] = a[r] + b[r]);
    case STEP_SUBTRACT:
        EACH_ROW(value[r] = a[r] - b[r]);
    case STEP_MULTIPLY:
        EACH_ROW(value[r] = a[r] * b[r]);
    default: /* STEP_DIVIDE */
        EACH_ROW(value[r] = a[r] / b[r]);
    }
}

/* What does not vary is computed for the first row and copied to the others. */
static void spread(const struct es_step *step, double row[], size_t length)
{
    for (size_t r = 1; r < length && !step->varies; r++) {
        row[r] = row[0];
    }
}

static void run_step(const struct block *block, size_t i)
{
    const struct es_step *step = &block->formula->step[i];
    const size_t n = step->varies ? block->length : 1;
    double *value = block->value + i * block->length;
    switch (step->kind) {
    case STEP_NUMBER:
        EACH_ROW(value[r] = step->number);
    case STEP_COLUMN:
        EACH_ROW(value[r] = step->column[block->first + r]);
    case STEP_PARAM:
        EACH_ROW(value[r] = block->theta[step->param]);
    case STEP_NEGATE:
    case STEP_ADD:
    case STEP_SUBTRACT:
    case STEP_MULTIPLY:
    case STEP_DIVIDE:
        run_arithmetic(block, step, i, n);
        break;
    case STEP_POWER:
        run_power(block, step, i, n);
        break;
    default:
        run_function(block, step, i, n);
    }
    spread(step, value, block->length);
}

/* Derivatives of a quotient. One whose denominator overflowed stays at zero: it is
 * 1 / (1 + exp(z)) with a large z. */
static inline double quotient_change(double value, double b, double change_a,
                                     double change_b)
{
    return isinf(b) ? 0.0 : (change_a - chain(value, change_b)) / b;
}

/* The derivative of step i by the parameter at hand, from those of its operands. */
static void change_step(const struct block *block, const struct es_step *step, size_t i,
                        size_t n)
{
    const size_t length = block->length;
    const size_t at_a = (size_t)step->a * length;
    const size_t at_b = step->b < 0 ? at_a : (size_t)step->b * length;
    const double *a = block->value + at_a, *b = block->value + at_b;
    const double *value = block->value + i * length, *slope = block->slope + i * length;
    const double *second = block->second + i * length;
    const double *da = block->change + at_a, *db = block->change + at_b;
    double *change = block->change + i * length;
    switch (step->kind) {
    case STEP_NEGATE:
        EACH_ROW(change[r] = -da[r]);
    case STEP_ADD:
        EACH_ROW(change[r] = da[r] + db[r]);
    case STEP_SUBTRACT:
        EACH_ROW(change[r] = da[r] - db[r]);
    case STEP_MULTIPLY:
        EACH_ROW(change[r] = chain(a[r], db[r]) + chain(b[r], da[r]));
    case STEP_DIVIDE:
        EACH_ROW(change[r] = quotient_change(value[r], b[r], da[r], db[r]));
    case STEP_POWER:
        EACH_ROW(change[r] = chain(slope[r], da[r]) + chain(second[r], db[r]));
    default:
        EACH_ROW(change[r] = chain(slope[r], da[r]));
    }
}

static void change_by(const struct block *block, size_t param)
{
    for (size_t i = 0; i < block->steps; i++) {
        const struct es_step *step = &block->formula->step[i];
        double *change = block->change + i * block->length;
        if ((step->params >> param & 1) == 0 || step->kind == STEP_PARAM) {
            const double constant = (step->params >> param & 1) != 0 ? 1.0 : 0.0;
            for (size_t r = 0; r < block->length; r++) {
                change[r] = constant;
            }
            continue;
        }
        change_step(block, step, i, step->varies ? block->length : 1);
        spread(step, change, block->length);
    }
}

static void copy(const double from[], size_t n, double to[])
{
    for (size_t r = 0; r < n; r++) {
        to[r] = from[r];
    }
}

static void run_block(const struct block *block, double y[], double grad[])
{
    const size_t last = (block->steps - 1) * block->length;
    for (size_t i = 0; i < block->steps; i++) {
        run_step(block, i);
    }
    copy(block->value + last, block->length, y + block->first);
    for (size_t k = 0; grad != NULL && k < block->formula->params; k++) {
        change_by(block, k);
        copy(block->change + last, block->length,
             grad + k * block->formula->rows + block->first);
    }
}

void es_formula_run(const struct es_formula *formula, size_t steps, const double theta[],
                    double y[], double grad[])
{
    double work[WORK_DOUBLES];
    const size_t fits = WORK_DOUBLES / (4 * steps);
    const size_t most = fits < LONGEST_BLOCK ? fits : LONGEST_BLOCK;
    for (size_t first = 0; first < formula->rows; first += most) {
        const size_t rest = formula->rows - first;
        const size_t length = rest < most ? rest : most;
        const struct block block = {.formula = formula,
                                    .steps = steps,
                                    .first = first,
                                    .length = length,
                                    .theta = theta,
                                    .value = work,
                                    .slope = work + steps * length,
                                    .second = work + 2 * steps * length,
                                    .change = work + 3 * steps * length};
        run_block(&block, y, grad);
    }
}

void es_formula_values(const struct es_formula *formula, const double theta[], double y[],
                       double grad[])
{
    es_formula_run(formula, formula->steps, theta, y, grad);
}

size_t es_formula_param_count(const struct es_formula *formula)
{
    return formula->params;
}

const char *es_formula_param(const struct es_formula *formula, size_t k)
{
    return formula->param[k];
}

bool es_formula_uses(const struct es_formula *formula, size_t column)
{
    return formula->column_used[column];
}

/*
 * formula_read.c: reads a formula by recursive descent.
 *
 *   sum     = product { ("+" | "-") product }
 *   product = signed { ("*" | "/") signed }
 *   signed  = ("-" | "+") signed | power
 *   power   = atom [ ("^" | "**") signed ]
 *   atom    = number | name | function "(" sum ")" | "(" sum ")"
 *
 * so that -x^2 is -(x^2), 2^3^2 is 2^(3^2) and 2^-1 needs no parentheses, as in R.
 */
#include "core/formula.h"

#include "core/formula_fault.h"

#include "essor/number.h"
#include "essor/suggest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MOST_SPARE = 64 };

static const struct {
    const char *name;
    enum es_step_kind step;
} functions[] = {
#define FUNCTION_ENTRY(name, step) {#name, step},
    ES_FORMULA_FUNCTIONS(FUNCTION_ENTRY)
#undef FUNCTION_ENTRY
};

/* What other languages call the same. */
static const struct {
    const char *name, *right;
} foreign[] = {
    {"ln", "write log, which is the natural logarithm"},
    {"log10", "write log(x)/log(10)"},
    {"log2", "write log(x)/log(2)"},
    {"pow", "write x^p"},
    {"arctan", "write atan"},
    {"sqr", "write x^2"},
};

struct parser {
    const char *text;
    size_t at;
    size_t depth;
    struct es_formula *formula;
    const struct es_columns_of *columns;
    struct es_arena *arena;
    struct es_error *err;
    double *spare[MOST_SPARE]; /* rows of data that no step needs any longer */
    size_t spares;
};

static enum es_status fault(const struct parser *parser, size_t from, size_t to,
                            const char *message)
{
    return es_formula_fault(parser->text, from, to, message, parser->err);
}

static void skip_blanks(struct parser *parser)
{
    parser->at += strspn(parser->text + parser->at, " \t\r\n");
}

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* -- steps -------------------------------------------------------------------------- */

static double *rows_of_data(struct parser *parser, size_t n)
{
    if (parser->spares > 0 && n > 1) {
        return parser->spare[--parser->spares];
    }
    return es_arena_array(parser->arena, n, sizeof(double));
}

static void give_back(struct parser *parser, const struct es_step *step)
{
    if (step->own != NULL && parser->spares < MOST_SPARE) {
        parser->spare[parser->spares++] = step->own;
    }
}

/* Computes once what depends on no parameter: the step and its operands, which are the
 * last ones, become one number or one column. */
static enum es_status fold(struct parser *parser, struct es_step *step, int *index)
{
    struct es_formula *formula = parser->formula;
    struct es_step three[3];
    const size_t operands = step->b == ES_NO_STEP ? 1 : 2;
    const size_t first = formula->steps - operands;
    memcpy(three, formula->step + first, operands * sizeof *three);
    three[operands] = *step;
    three[operands].a = 0;
    three[operands].b = step->b == ES_NO_STEP ? ES_NO_STEP : 1;
    const struct es_formula small = {
        .rows = step->varies ? formula->rows : 1, .step = three, .steps = operands + 1};
    double *rows;
    ES_GIVEN(rows, rows_of_data(parser, small.rows), parser->err);
    es_formula_values(&small, NULL, rows, NULL);
    for (size_t i = 0; i < operands; i++) {
        give_back(parser, &three[i]);
    }
    formula->steps = first;
    formula->step[first] = step->varies ? (struct es_step){.kind = STEP_COLUMN,
                                                           .a = ES_NO_STEP,
                                                           .b = ES_NO_STEP,
                                                           .column = rows,
                                                           .own = rows,
                                                           .varies = true}
                                        : (struct es_step){.kind = STEP_NUMBER,
                                                           .a = ES_NO_STEP,
                                                           .b = ES_NO_STEP,
                                                           .number = rows[0]};
    *index = (int)formula->steps++;
    return ES_OK;
}

static int add_leaf(struct parser *parser, struct es_step leaf)
{
    leaf.a = leaf.b = ES_NO_STEP;
    parser->formula->step[parser->formula->steps] = leaf;
    return (int)parser->formula->steps++;
}

/* Adds an operation; `b` may be ES_NO_STEP. */
static enum es_status add_step(struct parser *parser, enum es_step_kind kind, int a,
                               int b, int *index)
{
    struct es_formula *formula = parser->formula;
    const struct es_step *first = &formula->step[a];
    const struct es_step *other = b == ES_NO_STEP ? first : &formula->step[b];
    struct es_step step = {.kind = kind,
                           .a = a,
                           .b = b,
                           .params = first->params | other->params,
                           .varies = first->varies || other->varies};
    if (step.params == 0 && (!step.varies || formula->rows > 0)) {
        return fold(parser, &step, index);
    }
    formula->step[formula->steps] = step;
    *index = (int)formula->steps++;
    return ES_OK;
}

/* -- atoms -------------------------------------------------------------------------- */

static enum es_status read_sum(struct parser *parser, int *index);

static size_t skip_digits(const char *text, size_t at)
{
    return at + strspn(text + at, "0123456789");
}

/* The end of a number: digits[.digits][e[+-]digits], where one of the first two may be
 * missing. */
static size_t number_end(const char *text, size_t at)
{
    size_t end = skip_digits(text, at);
    if (text[end] == '.') {
        end = skip_digits(text, end + 1);
    }
    if (text[end] == 'e' || text[end] == 'E') {
        const size_t sign = text[end + 1] == '+' || text[end + 1] == '-';
        if (is_digit(text[end + 1 + sign])) {
            end = skip_digits(text, end + 1 + sign);
        }
    }
    return end;
}

static enum es_status read_number(struct parser *parser, int *index)
{
    const size_t from = parser->at, to = number_end(parser->text, from);
    char *plain;
    double value;
    ES_GIVEN(plain, es_arena_copy_n(parser->arena, parser->text + from, to - from),
             parser->err);
    if (es_number_parse_bare(plain, &value) != ES_NUMBER_GOOD) {
        return fault(parser, from, to, "a number too large or too small");
    }
    if (parser->text[to] == ',' && is_digit(parser->text[to + 1])) {
        return fault(parser, to, to + 1, "numbers have a decimal point, as in 1.5");
    }
    parser->at = to;
    *index = add_leaf(parser, (struct es_step){.kind = STEP_NUMBER, .number = value});
    return ES_OK;
}

/* A name, or any text in backquotes: `number of users`. */
static enum es_status read_name(struct parser *parser, char **name)
{
    const char *text = parser->text;
    size_t from = parser->at, to = from;
    if (text[from] == '`') {
        from++;
        to = from + strcspn(text + from, "`");
        if (text[to] == '\0' || to == from) {
            return fault(parser, from - 1, to,
                         "a name in backquotes ends with another `");
        }
        parser->at = to + 1;
    } else {
        while (starts_name(text[to]) || is_digit(text[to]) || text[to] == '.') {
            to++;
        }
        parser->at = to;
    }
    ES_GIVEN(*name, es_arena_copy_n(parser->arena, text + from, to - from), parser->err);
    return ES_OK;
}

static int function_of(const char *name)
{
    for (size_t i = 0; i < COUNT(functions); i++) {
        if (strcmp(functions[i].name, name) == 0) {
            return (int)i;
        }
    }
    return ES_NO_STEP;
}

static int column_of(const struct parser *parser, const char *name)
{
    for (size_t k = 0; k < parser->columns->count; k++) {
        if (strcmp(parser->columns->name[k], name) == 0) {
            return (int)k;
        }
    }
    return ES_NO_STEP;
}

static int param_of(const struct es_formula *formula, const char *name)
{
    for (size_t k = 0; k < formula->params; k++) {
        if (strcmp(formula->param[k], name) == 0) {
            return (int)k;
        }
    }
    return ES_NO_STEP;
}

/* "name(" where the name is no function: what was probably meant. */
static enum es_status refuse_call(const struct parser *parser, const char *name,
                                  size_t from, size_t to)
{
    char message[160];
    const char *names[COUNT(functions)];
    for (size_t i = 0; i < COUNT(functions); i++) {
        names[i] = functions[i].name;
    }
    const char *near = es_suggest(name, names, COUNT(names));
    const char *right = NULL;
    for (size_t i = 0; i < COUNT(foreign); i++) {
        right = strcmp(foreign[i].name, name) == 0 ? foreign[i].right : right;
    }
    if (column_of(parser, name) >= 0 || param_of(parser->formula, name) >= 0) {
        (void)snprintf(message, sizeof message,
                       "\"%.40s\" is no function; a product has a *", name);
    } else if (right != NULL || near == NULL) {
        (void)snprintf(message, sizeof message, "unknown function \"%.40s\"; %s", name,
                       right != NULL ? right
                                     : "there are exp, log, sqrt, sin, cos, atan, tanh");
    } else {
        (void)snprintf(message, sizeof message,
                       "unknown function \"%.40s\"; did you mean \"%s\"?", name, near);
    }
    return fault(parser, from, to, message);
}

static enum es_status read_call(struct parser *parser, enum es_step_kind kind, int *index)
{
    const size_t open = parser->at++;
    int inner;
    skip_blanks(parser);
    if (parser->text[parser->at] == ')') {
        return fault(parser, open, parser->at + 1, "the function needs an argument");
    }
    ES_TRY(read_sum(parser, &inner));
    if (parser->text[parser->at] == ',') {
        return fault(parser, parser->at, parser->at + 1,
                     "functions have one argument, numbers a decimal point");
    }
    if (parser->text[parser->at] != ')') {
        return fault(parser, open, open + 1, "this parenthesis is never closed");
    }
    parser->at++;
    return add_step(parser, kind, inner, ES_NO_STEP, index);
}

static enum es_status use_param(struct parser *parser, char *name, size_t from,
                                int *index)
{
    struct es_formula *formula = parser->formula;
    int k = param_of(formula, name);
    if (k < 0 && formula->params == ES_REGRESSION_MOST_PARAMS) {
        return fault(parser, from, parser->at, "more than 64 parameters");
    }
    if (k < 0) {
        k = (int)formula->params++;
        formula->param[k] = name;
    }
    *index = add_leaf(parser, (struct es_step){.kind = STEP_PARAM,
                                               .param = (size_t)k,
                                               .params = (uint64_t)1 << k});
    return ES_OK;
}

static enum es_status read_named(struct parser *parser, int *index)
{
    char *name = NULL;
    const size_t from = parser->at;
    const bool quoted = parser->text[from] == '`';
    ES_TRY(read_name(parser, &name));
    const size_t to = parser->at;
    const int function = quoted ? ES_NO_STEP : function_of(name);
    const bool is_pi = !quoted && strcmp(name, "pi") == 0;
    const int column = column_of(parser, name);
    skip_blanks(parser);
    const bool called = parser->text[parser->at] == '(';
    if (called && function >= 0) {
        return read_call(parser, functions[function].step, index);
    }
    if (called) {
        return refuse_call(parser, name, from, to);
    }
    if ((function >= 0 || is_pi) && column >= 0) {
        return fault(parser, from, to,
                     is_pi ? "pi is a number and a column; write `pi` for the column"
                           : "a function and a column; put the column in backquotes");
    }
    if (function >= 0) {
        return fault(parser, from, to, "a function needs its argument in parentheses");
    }
    if (is_pi) {
        *index = add_leaf(parser, (struct es_step){.kind = STEP_NUMBER,
                                                   .number = 3.14159265358979323846});
        return ES_OK;
    }
    if (column >= 0) {
        parser->formula->column_used[column] = true;
        *index =
            add_leaf(parser, (struct es_step){.kind = STEP_COLUMN,
                                              .column = parser->columns->column[column],
                                              .varies = true});
        return ES_OK;
    }
    return use_param(parser, name, from, index);
}

static enum es_status read_group(struct parser *parser, int *index)
{
    const size_t open = parser->at++;
    skip_blanks(parser);
    if (parser->text[parser->at] == ')') {
        return fault(parser, open, parser->at + 1, "nothing between the parentheses");
    }
    ES_TRY(read_sum(parser, index));
    if (parser->text[parser->at] != ')') {
        return parser->text[parser->at] == '\0'
                   ? fault(parser, open, open + 1, "this parenthesis is never closed")
                   : es_formula_unexpected(parser->text, parser->at, parser->err);
    }
    parser->at++;
    return ES_OK;
}

static enum es_status read_atom(struct parser *parser, int *index)
{
    const char c = parser->text[parser->at];
    enum es_status status;
    if (c == '(') {
        status = read_group(parser, index);
    } else if (is_digit(c) || (c == '.' && is_digit(parser->text[parser->at + 1]))) {
        status = read_number(parser, index);
    } else if (starts_name(c) || c == '`') {
        status = read_named(parser, index);
    } else {
        status = es_formula_missing(parser->text, parser->at, parser->err);
    }
    skip_blanks(parser);
    return status;
}

/* -- operators ---------------------------------------------------------------------- */

/* The length of the operator ^ or ** at the place, or 0. */
static size_t power_sign(const struct parser *parser)
{
    const char *at = parser->text + parser->at;
    return at[0] == '^' ? 1 : at[0] == '*' && at[1] == '*' ? 2 : 0;
}

static enum es_status read_signed(struct parser *parser, int *index)
{
    skip_blanks(parser);
    const char sign = parser->text[parser->at];
    int a, b;
    if (++parser->depth > ES_FORMULA_MOST_DEPTH) {
        return fault(parser, parser->at, parser->at + 1, "nested too deeply");
    }
    if (sign == '-' || sign == '+') {
        parser->at++;
        ES_TRY(read_signed(parser, &a));
        parser->depth--;
        *index = a;
        return sign == '+' ? ES_OK : add_step(parser, STEP_NEGATE, a, ES_NO_STEP, index);
    }
    ES_TRY(read_atom(parser, &a));
    *index = a;
    const size_t power = power_sign(parser);
    if (power > 0) {
        parser->at += power;
        ES_TRY(read_signed(parser, &b));
        ES_TRY(add_step(parser, STEP_POWER, a, b, index));
    }
    parser->depth--;
    return ES_OK;
}

static enum es_status read_product(struct parser *parser, int *index)
{
    int a, b;
    ES_TRY(read_signed(parser, &a));
    for (;;) {
        const char sign = parser->text[parser->at];
        if ((sign != '*' && sign != '/') || power_sign(parser) > 0) {
            *index = a;
            return ES_OK;
        }
        parser->at++;
        ES_TRY(read_signed(parser, &b));
        ES_TRY(add_step(parser, sign == '*' ? STEP_MULTIPLY : STEP_DIVIDE, a, b, &a));
    }
}

static enum es_status read_sum(struct parser *parser, int *index)
{
    int a, b;
    ES_TRY(read_product(parser, &a));
    for (;;) {
        const char sign = parser->text[parser->at];
        if (sign != '+' && sign != '-') {
            *index = a;
            return ES_OK;
        }
        parser->at++;
        ES_TRY(read_product(parser, &b));
        ES_TRY(add_step(parser, sign == '+' ? STEP_ADD : STEP_SUBTRACT, a, b, &a));
    }
}

enum es_status es_formula_read(const char *text, const struct es_columns_of *columns,
                               struct es_formula **formula, struct es_arena *arena,
                               struct es_error *err)
{
    static const struct es_columns_of none = {.n = 0};
    const size_t length = strlen(text);
    struct es_formula *made;
    int last;
    if (length > ES_FORMULA_MOST_BYTES) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "a formula of %zu bytes; the longest allowed has %d", length,
                       ES_FORMULA_MOST_BYTES);
    }
    ES_NEW(arena, made, 1, err);
    ES_NEW(arena, made->step, length + 1, err);
    ES_NEW(arena, made->param, ES_REGRESSION_MOST_PARAMS, err);
    const struct es_columns_of *given = columns == NULL ? &none : columns;
    ES_NEW(arena, made->column_used, given->count, err);
    struct parser parser = {
        .text = text, .formula = made, .columns = given, .arena = arena, .err = err};
    made->rows = given->n;
    made->column_name = given->name;
    made->columns = given->count;
    skip_blanks(&parser);
    if (parser.text[parser.at] == '\0') {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "the formula is empty; write one as in a*exp(b*x)");
    }
    ES_TRY(read_sum(&parser, &last));
    if (text[parser.at] != '\0') {
        return es_formula_unexpected(text, parser.at, err);
    }
    *formula = made;
    return ES_OK;
}

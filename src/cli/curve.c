#include "cli/options.h"
#include "cli/regress.h"

#include "essor/suggest.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* What each option takes from the file. */
enum { PART_X, PART_Y, PART_WEIGHTS, PART_SCALE, PART_FORMULA, PARTS };

static const char *const part_names[PARTS] = {"--x", "--y", "--weights", "--scale",
                                              "--formula"};

/* The file, and what was asked of it. */
struct curve {
    const char *path;
    struct es_grid *grid;
    const char *text[PARTS]; /* as typed; NULL: not given */
    const char **name;       /* [columns] of the header */
    size_t columns;
    bool *used;            /* [columns] */
    const double **column; /* [columns][n], NULL where it is not used */
    bool *dates;           /* [columns] */
    struct es_numbers numbers;
    struct es_columns_of data; /* the same for formulas */
    double *value[PARTS];      /* [n]; NULL: not given */
};

static enum es_status end_of_reading(struct session *session, const struct curve *curve,
                                     enum es_status status,
                                     const struct es_faults *faults)
{
    if (status != ES_FINDING) {
        return status;
    }
    ES_TRY(cli_print_faults(session, faults));
    const size_t n = faults->n + faults->unlisted;
    return es_fail(session->error, ES_ERR_DATA, "%zu fault%s in %s", n, n == 1 ? "" : "s",
                   curve->path);
}

static enum es_status read_header(struct session *session, struct curve *curve)
{
    struct es_faults faults = {.at = NULL};
    const enum es_status status =
        es_grid_read(curve->path, &curve->grid, &faults, session->arena, session->error);
    ES_TRY(end_of_reading(session, curve, status, &faults));
    curve->columns = es_grid_column_count(curve->grid);
    ES_NEW(session->arena, curve->name, curve->columns, session->error);
    ES_NEW(session->arena, curve->used, curve->columns, session->error);
    ES_NEW(session->arena, curve->dates, curve->columns, session->error);
    ES_NEW(session->arena, curve->column, curve->columns, session->error);
    for (size_t k = 0; k < curve->columns; k++) {
        curve->name[k] = es_grid_column(curve->grid, k);
    }
    curve->data = (struct es_columns_of){
        .count = curve->columns, .name = curve->name, .column = curve->column};
    return ES_OK;
}

static enum es_status refuse_column(struct session *session, const struct curve *curve,
                                    size_t part, const char *name)
{
    const char *near = es_suggest(name, curve->name, curve->columns);
    const char *all = "";
    if (near != NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s: %s has no column \"%s\"; did you mean \"%s\"?",
                       part_names[part], curve->path, name, near);
    }
    for (size_t k = 0; k < curve->columns; k++) {
        ES_GIVEN(all,
                 es_arena_print(session->arena, "%s%s%s", all, k > 0 ? ", " : "",
                                curve->name[k]),
                 session->error);
    }
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "%s: %s has no column \"%s\"; it has %s", part_names[part],
                   curve->path, name, all);
}

/* A part other than the curve itself has no parameters: all of its names are columns. */
static enum es_status find_columns(struct session *session, struct curve *curve,
                                   size_t part)
{
    struct es_formula *formula;
    struct es_error why = {.status = ES_OK};
    const char *text = curve->text[part];
    const int plain =
        text == NULL || part == PART_FORMULA ? -1 : es_grid_find(curve->grid, text);
    if (text == NULL) {
        return ES_OK;
    }
    if (plain >= 0) {
        curve->used[plain] = true;
        return ES_OK;
    }
    const enum es_status status =
        es_formula_read(text, &curve->data, &formula, session->arena, &why);
    if (status != ES_OK) {
        return part == PART_FORMULA ? es_fail(session->error, status, "%s", why.message)
                                    : es_fail(session->error, status, "%s: %s",
                                              part_names[part], why.message);
    }
    if (part != PART_FORMULA && es_formula_param_count(formula) > 0) {
        return refuse_column(session, curve, part, es_formula_param(formula, 0));
    }
    for (size_t k = 0; k < curve->columns; k++) {
        curve->used[k] = curve->used[k] || es_formula_uses(formula, k);
    }
    return ES_OK;
}

/* Takes the columns in use as numbers. */
static enum es_status read_columns(struct session *session, struct curve *curve)
{
    struct es_faults faults = {.at = NULL};
    size_t *wanted, n = 0;
    ES_NEW(session->arena, wanted, curve->columns, session->error);
    for (size_t k = 0; k < curve->columns; k++) {
        if (curve->used[k]) {
            wanted[n++] = k;
        }
    }
    const enum es_status status = es_grid_take(curve->grid, wanted, n, &curve->numbers,
                                               &faults, session->arena, session->error);
    ES_TRY(end_of_reading(session, curve, status, &faults));
    for (size_t i = 0; i < n; i++) {
        curve->column[wanted[i]] = curve->numbers.value[i];
        curve->dates[wanted[i]] = curve->numbers.dates[i];
    }
    curve->data.n = curve->numbers.n;
    if (curve->numbers.left_out > 0) {
        cli_say(session,
                "%s: %zu row%s left out, with an empty cell in a column that is used",
                curve->path, curve->numbers.left_out,
                curve->numbers.left_out == 1 ? "" : "s");
    }
    return ES_OK;
}

/* Computes a part for every row. */
static enum es_status compute(struct session *session, struct curve *curve, size_t part)
{
    struct es_formula *formula;
    const char *text = curve->text[part];
    const size_t n = curve->numbers.n;
    if (text == NULL || part == PART_FORMULA) {
        return ES_OK;
    }
    ES_NEW(session->arena, curve->value[part], n, session->error);
    const int plain = es_grid_find(curve->grid, text);
    if (plain >= 0) {
        memcpy(curve->value[part], curve->column[plain], n * sizeof(double));
    } else {
        ES_TRY(es_formula_read(text, &curve->data, &formula, session->arena,
                               session->error));
        es_formula_values(formula, NULL, curve->value[part], NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const double value = curve->value[part][i];
        if (!isfinite(value) || (part == PART_WEIGHTS && value < 0.0)) {
            return es_fail(session->error, ES_ERR_DATA,
                           "%s:%d: %s %s is %g; it must be %s", curve->path,
                           curve->numbers.line[i], part_names[part], text, value,
                           part == PART_WEIGHTS ? "zero or more" : "finite");
        }
    }
    return ES_OK;
}

static enum es_status read_curve(struct session *session, struct curve *curve)
{
    ES_TRY(read_header(session, curve));
    for (size_t part = 0; part < PARTS; part++) {
        ES_TRY(find_columns(session, curve, part));
    }
    ES_TRY(read_columns(session, curve));
    for (size_t part = 0; part < PARTS; part++) {
        ES_TRY(compute(session, curve, part));
    }
    return ES_OK;
}

/* What cannot be asked together, before any file is read. */
static enum es_status check_options(struct session *session)
{
    const struct options *options = &session->options;
    struct es_error *err = session->error;
    if (options->y == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT, "curve needs --y COL: what is fitted");
    }
    if ((options->model == NULL) == (options->formula == NULL)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "curve needs %s: --model NAME (or auto), or --formula TEXT with "
                       "--start LIST",
                       options->model == NULL ? "a curve" : "one curve, not two");
    }
    if (options->model != NULL && options->x == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "--model needs --x COL: the column of numbers or dates that the "
                       "curve is drawn over");
    }
    if (options->formula != NULL && options->scale != NULL) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "--scale goes with --model; a formula has a factor of its own");
    }
    return ES_OK;
}

/* The project of --project, for its own models: only where it is one and the name is no
 * family. */
static enum es_status choose(struct session *session, struct curve_choice *choice)
{
    const char *name = session->options.model;
    struct es_project *project = NULL;
    char *path;
    ES_GIVEN(path,
             es_arena_print(session->arena, "%s/essor.ini", session->options.project),
             session->error);
    if (es_model_find(name) == NULL && strcmp(name, "auto") != 0 &&
        access(path, F_OK) == 0) {
        ES_NEW(session->arena, project, 1, session->error);
        ES_TRY(cli_open_project(session, project));
    }
    return cli_choose_curve(session, project, name, choice);
}

static struct regress asked(const struct session *session, const struct curve *curve)
{
    const int x =
        curve->text[PART_X] != NULL ? es_grid_find(curve->grid, curve->text[PART_X]) : -1;
    return (struct regress){
        .subject = curve->path,
        .model = session->options.formula != NULL ? "formula" : session->options.model,
        .formula = session->options.formula,
        .points = {.n = curve->numbers.n,
                   .t = curve->value[PART_X],
                   .y = curve->value[PART_Y],
                   .weight = curve->value[PART_WEIGHTS],
                   .scale = curve->value[PART_SCALE]},
        .left_out = curve->numbers.left_out,
        .dates = x >= 0 && curve->dates[x]};
}

static enum es_status fit(struct session *session, const struct curve *curve,
                          const struct curve_choice *choice, struct regress *regress)
{
    if (session->options.formula != NULL) {
        return cli_regress_formula(session, &curve->data, NULL, regress);
    }
    if (choice->own != NULL) {
        return cli_regress_own(session, choice->own, regress);
    }
    regress->family = choice->family;
    return cli_regress_family(session, regress);
}

static enum es_status run(struct session *session)
{
    const struct options *options = &session->options;
    struct curve curve = {.path = options->argument[0],
                          .text = {options->x, options->y, options->weights,
                                   options->scale, options->formula}};
    struct curve_choice choice = {.family = NULL};
    ES_TRY(check_options(session));
    if (options->model != NULL) {
        ES_TRY(choose(session, &choice));
    }
    ES_TRY(read_curve(session, &curve));
    if (curve.numbers.n == 0) {
        return es_fail(session->error, ES_ERR_DATA, "%s has no row to fit a curve to",
                       curve.path);
    }
    struct regress regress = asked(session, &curve);
    ES_TRY(fit(session, &curve, &choice, &regress));
    return cli_report_regression(session, &regress, NULL);
}

static const struct option options[] = {
    {"x", OPTION_TEXT, "COL", "column of numbers or dates, or a formula of columns",
     offsetof(struct options, x), NULL},
    {"y", OPTION_TEXT, "COL", "column that is fitted, or a formula of columns",
     offsetof(struct options, y), NULL},
    {"model", OPTION_TEXT, "MODEL", "a growth curve (essor models), or auto for all",
     offsetof(struct options, model), NULL},
    {"formula", OPTION_TEXT, "TEXT", "a curve of one's own, as in b1*(1-exp(-b2*x))",
     offsetof(struct options, formula), NULL},
    {"weights", OPTION_TEXT, "COL", "1 / variance of each row, up to a factor",
     offsetof(struct options, weights), NULL},
    {"scale", OPTION_TEXT, "COL", "the curve is multiplied by it, row by row",
     offsetof(struct options, scale), NULL},
    OPTIONS_OF_REGRESSION,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor curve users.csv --x month --y users --model gompertz",
    "essor curve users.csv --x month --y users --model auto",
    "essor curve BoxBOD.csv --y y --formula \"b1*(1-exp(-b2*x))\" --start b1=100,b2=0.75",
    "essor curve nelson.csv --y \"log(y)\" --formula \"b1-b2*x1*exp(-b3*x2)\" --start "
    "b1=2,b2=1e-4,b3=-0.01",
    NULL};

const struct command cli_curve = {
    .name = "curve",
    .arguments = "FILE",
    .summary =
        "Nonlinear regression on columns of a CSV file: a growth curve or a formula",
    .details =
        "\nFILE has a header; cells of the columns used are numbers, or dates as "
        "2024-07-31,\nwhich count in years since 2000. Rows with an empty one are left "
        "out. A formula has\n+ - * / ^ ( ), exp, log, sqrt, sin, cos, atan, tanh, pi and "
        "numbers; names of columns\nare data (in backquotes where they are no words), "
        "all "
        "others are parameters.\nThe verdict comes first: whether the points determine "
        "every parameter.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1,
    .run = run,
};

/* formula_task.c: a formula and its start as a task of the regression. */
#include "core/formula.h"

#include "essor/date.h"
#include "essor/number.h"
#include "essor/quantity.h"
#include "essor/suggest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void values(const void *context, const double theta[], double y[], double grad[])
{
    es_formula_values(context, theta, y, grad);
}

static const struct es_named_value *find(const struct es_named_value start[], size_t n,
                                         const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(start[i].name, name) == 0) {
            return &start[i];
        }
    }
    return NULL;
}

static bool is_column(const struct es_formula *formula, const char *name)
{
    for (size_t k = 0; k < formula->columns; k++) {
        if (strcmp(formula->column_name[k], name) == 0) {
            return true;
        }
    }
    return false;
}

/* A start for what is no parameter. */
static enum es_status refuse_stranger(const struct es_formula *formula, const char *name,
                                      struct es_error *err)
{
    if (is_column(formula, name)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "\"%s\" is a column of the file, not a parameter of the formula; "
                       "it takes no start",
                       name);
    }
    const char *near = es_suggest(name, formula->param, formula->params);
    return near != NULL
               ? es_fail(err, ES_ERR_ARGUMENT,
                         "the formula has no parameter \"%s\"; did you mean \"%s\"?",
                         name, near)
               : es_fail(err, ES_ERR_ARGUMENT, "the formula has no parameter \"%s\"",
                         name);
}

/* Names all parameters without a start. */
static enum es_status check_start(const struct es_formula *formula,
                                  const struct es_named_value start[], size_t n,
                                  struct es_error *err)
{
    char missing[256] = "";
    size_t used = 0, count = 0;
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t k = 0; k < formula->params; k++) {
            known |= strcmp(formula->param[k], start[i].name) == 0;
        }
        if (!known) {
            return refuse_stranger(formula, start[i].name, err);
        }
    }
    for (size_t k = 0; k < formula->params; k++) {
        if (find(start, n, formula->param[k]) == NULL && used < sizeof missing - 1) {
            const int wrote = snprintf(missing + used, sizeof missing - used, "%s%s",
                                       count > 0 ? ", " : "", formula->param[k]);
            used += wrote > 0 ? (size_t)wrote : 0;
            count++;
        }
    }
    return count == 0 ? ES_OK
                      : es_fail(err, ES_ERR_ARGUMENT,
                                "no start for %s, which %s a parameter of the formula; "
                                "give %s=NUMBER (columns of the file need none)",
                                missing, count == 1 ? "is" : "are each",
                                count == 1 ? missing : "each NAME");
}

enum es_status es_task_of_formula(const struct es_formula *formula, const double y[],
                                  const struct es_named_value start[], size_t starts,
                                  struct es_task *task, struct es_unknown **unknown,
                                  struct es_arena *arena, struct es_error *err)
{
    const size_t p = formula->params;
    struct es_unknown *unknowns;
    double *first;
    if (p == 0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "the formula has no parameter: all of its names are columns");
    }
    ES_TRY(check_start(formula, start, starts, err));
    ES_NEW(arena, unknowns, p, err);
    ES_NEW(arena, first, p, err);
    for (size_t k = 0; k < p; k++) {
        unknowns[k] = (struct es_unknown){
            .name = formula->param[k], .lower = -INFINITY, .upper = INFINITY};
        first[k] = find(start, starts, formula->param[k])->value;
    }
    *task = (struct es_task){.label = "formula",
                             .n = formula->rows,
                             .p = p,
                             .unknown = unknowns,
                             .y = y,
                             .values = values,
                             .context = formula,
                             .start = first,
                             .ceiling = ES_NO_PARAM};
    *unknown = unknowns;
    return ES_OK;
}

/* -- lists of named values ---------------------------------------------------------- */

/* "1.5", "-2e-3", "150M", or a date as its time in years since 2000. */
static bool read_value(const char *text, struct es_named_value *value)
{
    int day;
    value->date = es_day_parse(text, &day);
    if (value->date) {
        value->value = es_years_of_day(day);
        return true;
    }
    return es_number_parse_bare(text, &value->value) == ES_NUMBER_GOOD ||
           es_quantity_parse(text, &value->value);
}

/* The text without blanks around it, copied. */
static char *trimmed(const char *from, size_t length, struct es_arena *arena)
{
    while (length > 0 && (*from == ' ' || *from == '\t')) {
        from++;
        length--;
    }
    while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\t')) {
        length--;
    }
    return es_arena_copy_n(arena, from, length);
}

static enum es_status read_pair(const char *from, size_t length,
                                struct es_named_value *value, struct es_arena *arena,
                                struct es_error *err)
{
    char *name, *number;
    const char *sign = memchr(from, '=', length);
    if (sign == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "\"%.*s\" is not NAME=NUMBER; a list is b1=1,b2=2, or b1=1,5;b2=2 "
                       "with decimal commas",
                       (int)(length < 60 ? length : 60), from);
    }
    ES_GIVEN(name, trimmed(from, (size_t)(sign - from), arena), err);
    ES_GIVEN(number, trimmed(sign + 1, (size_t)(from + length - sign - 1), arena), err);
    if (*name == '\0') {
        return es_fail(err, ES_ERR_ARGUMENT, "a name is missing before =%.40s", number);
    }
    if (!read_value(number, value)) {
        return es_fail(
            err, ES_ERR_ARGUMENT,
            "%.60s cannot be \"%.40s\"; it takes a number, as in 1.5, -2e-3 or "
            "150M, or a date",
            name, number);
    }
    value->name = name;
    return ES_OK;
}

enum es_status es_named_values_read(const char *text, struct es_named_value **list,
                                    size_t *n, struct es_arena *arena,
                                    struct es_error *err)
{
    const char *separator = strchr(text, ';') != NULL ? ";" : ",";
    struct es_named_value *made;
    size_t count = 0;
    ES_NEW(arena, made, strlen(text) / 2 + 1, err); /* a pair takes two bytes at least */
    for (const char *at = text; *at != '\0';) {
        const size_t length = strcspn(at, separator);
        const bool blank = strspn(at, " \t") >= length;
        if (!blank) {
            ES_TRY(read_pair(at, length, &made[count], arena, err));
            if (find(made, count, made[count].name) != NULL) {
                return es_fail(err, ES_ERR_ARGUMENT, "%.60s is given twice",
                               made[count].name);
            }
            count++;
        }
        at += length + (at[length] != '\0');
    }
    *list = made;
    *n = count;
    return ES_OK;
}

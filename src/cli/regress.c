#include "cli/regress.h"

#include "cli/options.h"

#include "essor/suggest.h"

#include <stdlib.h>
#include <string.h>

const char *const cli_losses[] = {"squares", "huber", "tukey", "cauchy", NULL};

static enum es_loss loss_of(const char *name)
{
    size_t i = 0;
    while (name != NULL && cli_losses[i] != NULL && strcmp(cli_losses[i], name) != 0) {
        i++;
    }
    return name == NULL ? ES_LOSS_SQUARES : (enum es_loss)i;
}

static struct es_regression_options options_of(const struct session *session)
{
    const struct options *options = &session->options;
    return (struct es_regression_options){.loss = loss_of(options->loss),
                                          .profile = options->profile,
                                          .level = options->confidence};
}

/* -- models by name ----------------------------------------------------------------- */

/* Adds the words of a text; NULL has none. */
static enum es_status add_words(struct session *session, const char *text,
                                const char **names, size_t *n)
{
    while (text != NULL && *text != '\0') {
        const size_t length = strcspn(text, " ");
        ES_GIVEN(names[*n], es_arena_copy_n(session->arena, text, length),
                 session->error);
        (*n)++;
        text += length;
        text += strspn(text, " ");
    }
    return ES_OK;
}

static size_t count_words(const char *text)
{
    size_t words = text != NULL;
    for (; text != NULL && *text != '\0'; text++) {
        words += *text == ' ';
    }
    return words;
}

enum es_status cli_model_names(struct session *session, size_t room, const char ***names,
                               size_t *n)
{
    const struct es_model *one;
    size_t most = room, count = 0;
    for (size_t i = 0; (one = es_model_at(i)) != NULL; i++) {
        most += 1 + count_words(one->synonyms);
    }
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(session->arena, *names, most, session->error);
    for (size_t i = 0; (one = es_model_at(i)) != NULL; i++) {
        (*names)[count++] = one->name;
        ES_TRY(add_words(session, one->synonyms, *names, &count));
    }
    *n = count;
    return ES_OK;
}

static enum es_status refuse_model(struct session *session,
                                   const struct es_project *project, const char *name)
{
    const size_t own = project != NULL ? project->models : 0;
    const char **names;
    size_t n;
    ES_TRY(cli_model_names(session, own + 1, &names, &n));
    for (size_t i = 0; i < own; i++) {
        names[n++] = project->model[i].id;
    }
    names[n++] = "auto";
    const char *near = es_suggest(name, names, n);
    return es_fail(session->error, ES_ERR_ARGUMENT, "there is no model \"%s\"; %s%s%s",
                   name, near != NULL ? "did you mean \"" : "essor models lists them",
                   near != NULL ? near : "", near != NULL ? "\"?" : "");
}

enum es_status cli_choose_curve(struct session *session, const struct es_project *project,
                                const char *name, struct curve_choice *choice)
{
    *choice = (struct curve_choice){.family = es_model_find(name)};
    if (choice->family != NULL || strcmp(name, "auto") == 0) {
        return ES_OK;
    }
    choice->own = project != NULL ? es_project_model(project, name) : NULL;
    return choice->own != NULL ? ES_OK : refuse_model(session, project, name);
}

/* -- what --start and --fix say ----------------------------------------------------- */

/* Values by name, each name once. */
struct given {
    struct es_named_value *at;
    size_t n;
    size_t fixed; /* the first ones */
};

static const struct es_named_value *find_given(const struct given *given,
                                               const char *name)
{
    for (size_t i = 0; i < given->n; i++) {
        if (strcmp(given->at[i].name, name) == 0) {
            return &given->at[i];
        }
    }
    return NULL;
}

/* Adds the values of a list whose names are not there yet; `option` names it in messages,
 * NULL for what is not typed. */
static enum es_status add_given(struct session *session, const char *text,
                                const char *option, struct given *given)
{
    struct es_named_value *list, *both;
    size_t n;
    struct es_error why;
    if (text == NULL) {
        return ES_OK;
    }
    const enum es_status status =
        es_named_values_read(text, &list, &n, session->arena, &why);
    if (status != ES_OK) {
        return es_fail(session->error, status, "%s%s%s", option != NULL ? option : "",
                       option != NULL ? ": " : "", why.message);
    }
    ES_NEW(session->arena, both, given->n + n, session->error);
    for (size_t i = 0; i < given->n; i++) {
        both[i] = given->at[i];
    }
    given->at = both;
    for (size_t i = 0; i < n; i++) {
        if (find_given(given, list[i].name) == NULL) {
            both[given->n++] = list[i];
        }
    }
    return ES_OK;
}

static enum es_status read_given(struct session *session, const char *start,
                                 struct given *given)
{
    const struct options *options = &session->options;
    *given = (struct given){.n = 0};
    ES_TRY(add_given(session, options->fix, "--fix", given));
    given->fixed = given->n;
    ES_TRY(add_given(session, options->start, "--start", given));
    return add_given(session, start, NULL, given);
}

/* The parameter of that name, or of that symbol in the family's formula; -1 if none. */
static int find_param(const struct regress *regress, const char *name)
{
    for (size_t k = 0; k < regress->task.p; k++) {
        const bool symbol = regress->family != NULL &&
                            strcmp(regress->family->params[k].symbol, name) == 0;
        if (symbol || strcmp(regress->unknown[k].name, name) == 0) {
            return (int)k;
        }
    }
    return -1;
}

static enum es_status refuse_param(struct session *session, const struct regress *regress,
                                   const char *name)
{
    const char *names[ES_REGRESSION_MOST_PARAMS];
    const char *all = "";
    for (size_t k = 0; k < regress->task.p; k++) {
        names[k] = regress->unknown[k].name;
        ES_GIVEN(
            all,
            es_arena_print(session->arena, "%s%s%s", all, k > 0 ? ", " : "", names[k]),
            session->error);
    }
    const char *near = es_suggest(name, names, regress->task.p);
    return near != NULL ? es_fail(session->error, ES_ERR_ARGUMENT,
                                  "%s has no parameter \"%s\"; did you mean \"%s\"?",
                                  regress->model, name, near)
                        : es_fail(session->error, ES_ERR_ARGUMENT,
                                  "%s has no parameter \"%s\"; it has %s", regress->model,
                                  name, all);
}

/* Where x is a date, so are moments, and nothing else is: 2020.5 years after 2000 is the
 * year 4020. */
static enum es_status check_moment(struct session *session, const struct regress *regress,
                                   size_t k, const struct es_named_value *given,
                                   const char *option)
{
    const bool moment =
        regress->family != NULL && regress->family->params[k].dimension == ES_DIM_TIME;
    if (!moment || given->date == regress->dates) {
        return ES_OK;
    }
    if (given->date) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s: %s cannot be a date: x has numbers; give a number of the "
                       "same kind",
                       option, given->name);
    }
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "%s: %s cannot be %g: x has dates; write one, as in %s=2020-07-01",
                   option, given->name, given->value, given->name);
}

/* Starts the task at what is given and fixes what is to be fixed; a family's other
 * parameters start at its first candidate. */
static enum es_status apply_given(struct session *session, const struct given *given,
                                  struct regress *regress)
{
    struct es_task *task = &regress->task;
    double *start;
    size_t fixed = 0;
    if (given->n == 0) {
        return ES_OK;
    }
    ES_NEW(session->arena, start, task->p, session->error);
    if (task->start != NULL) {
        memcpy(start, task->start, task->p * sizeof *start);
    } else {
        task->candidate(task->context, 0, start);
    }
    for (size_t i = 0; i < given->n; i++) {
        const int k = find_param(regress, given->at[i].name);
        if (k < 0) {
            return refuse_param(session, regress, given->at[i].name);
        }
        ES_TRY(check_moment(session, regress, (size_t)k, &given->at[i],
                            i < given->fixed ? "--fix" : "--start"));
        start[k] = given->at[i].value;
        fixed += i < given->fixed;
        regress->unknown[k].fixed = regress->unknown[k].fixed || i < given->fixed;
    }
    task->start = start;
    return fixed < task->p ? ES_OK
                           : es_fail(session->error, ES_ERR_ARGUMENT,
                                     "--fix leaves no parameter to be found");
}

/* -- fits --------------------------------------------------------------------------- */

static enum es_status solve(struct session *session, struct regress *regress)
{
    const struct es_regression_options how = options_of(session);
    regress->task.label = regress->subject;
    return es_regress(&regress->task, &how, &regress->answer, session->arena,
                      session->error);
}

static enum es_status rank(struct session *session, struct regress *regress)
{
    const struct es_regression_options how = options_of(session);
    const struct options *options = &session->options;
    if (options->start != NULL || options->fix != NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s needs one model: --model auto tries all of them",
                       options->fix != NULL ? "--fix" : "--start");
    }
    ES_TRY(es_rank(&regress->points, &how, &regress->ranking, session->arena,
                   session->error));
    const struct es_ranked *best = regress->ranking.best;
    regress->family = best->model;
    regress->model = best->model->name;
    regress->formula = best->model->formula;
    regress->points = regress->ranking.points;
    regress->answer = best->fit;
    return ES_OK;
}

enum es_status cli_regress_family(struct session *session, struct regress *regress)
{
    struct given given;
    if (regress->family == NULL) {
        return rank(session, regress);
    }
    regress->model = regress->family->name; /* not the synonym that was typed */
    regress->formula = regress->family->formula;
    ES_TRY(read_given(session, NULL, &given));
    ES_TRY(es_task_of_model(regress->family, &regress->points, &regress->task,
                            &regress->unknown, session->arena, session->error));
    ES_TRY(apply_given(session, &given, regress));
    return solve(session, regress);
}

/* The rows by x, where a formula has one: its residuals are compared in that order. */
struct row {
    double x;
    size_t i;
};

static int by_x(const void *a, const void *b)
{
    const struct row *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->i > q->i) - (p->i < q->i);
}

static enum es_status put_in_order(struct session *session, struct regress *regress)
{
    const struct es_points *points = &regress->points;
    struct row *row;
    size_t *order;
    if (points->t == NULL) {
        return ES_OK;
    }
    ES_NEW(session->arena, row, points->n, session->error);
    ES_NEW(session->arena, order, points->n, session->error);
    for (size_t i = 0; i < points->n; i++) {
        row[i] = (struct row){points->t[i], i};
    }
    qsort(row, points->n, sizeof *row, by_x);
    for (size_t i = 0; i < points->n; i++) {
        order[i] = row[i].i;
    }
    regress->task.order = order;
    return ES_OK;
}

enum es_status cli_regress_formula(struct session *session,
                                   const struct es_columns_of *columns, const char *start,
                                   struct regress *regress)
{
    struct es_formula *formula;
    struct given given;
    ES_TRY(read_given(session, start, &given));
    ES_TRY(es_formula_read(regress->formula, columns, &formula, session->arena,
                           session->error));
    ES_TRY(es_task_of_formula(formula, regress->points.y, given.at, given.n,
                              &regress->task, &regress->unknown, session->arena,
                              session->error));
    regress->task.weight = regress->points.weight;
    ES_TRY(put_in_order(session, regress));
    ES_TRY(apply_given(session, &given, regress));
    return solve(session, regress);
}

enum es_status cli_regress_own(struct session *session,
                               const struct es_formula_model *own,
                               struct regress *regress)
{
    static const char *const name[] = {"t"};
    const double origin = es_years_of_day(own->origin_day);
    const struct es_points *points = &regress->points;
    double *t;
    ES_NEW(session->arena, t, points->n, session->error);
    for (size_t i = 0; i < points->n; i++) {
        t[i] = points->t[i] - origin;
    }
    const double *const column[] = {t};
    const struct es_columns_of columns = {points->n, 1, name, column};
    regress->formula = own->formula;
    return cli_regress_formula(session, &columns, own->start, regress);
}

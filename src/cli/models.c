#include "cli/options.h"
#include "cli/table.h"

#include "essor/json.h"
#include "essor/model.h"
#include "essor/suggest.h"

#include <jansson.h>
#include <string.h>

static json_t *parameter_list(const struct es_model *model)
{
    json_t *list = json_array();
    for (size_t i = 0; i < model->param_count; i++) {
        const struct es_param *param = &model->params[i];
        (void)json_array_append_new(
            list,
            json_pack("{ss ss ss ss so so}", "name", param->name, "symbol", param->symbol,
                      "unit", es_dimension_unit(param->dimension), "meaning",
                      param->meaning, "lower", es_json_number(param->lower), "upper",
                      es_json_number(param->upper)));
    }
    return list;
}

static json_t *model_json(const struct es_model *model)
{
    return json_pack("{ss ss ss ss so}", "name", model->name, "title", model->title,
                     "formula", model->formula, "source", model->source, "parameters",
                     parameter_list(model));
}

static enum es_status find_model(struct session *session, const char *name,
                                 const struct es_model **model)
{
    enum { MOST_MODELS = 64 };
    const char *names[MOST_MODELS];
    size_t n = 0;
    for (const struct es_model *one; n < MOST_MODELS && (one = es_model_at(n)) != NULL;) {
        names[n++] = one->name;
    }
    *model = es_model_find(name);
    if (*model != NULL) {
        return ES_OK;
    }
    const char *near = es_suggest(name, names, n);
    return es_fail(session->error, ES_ERR_ARGUMENT, "there is no model \"%s\"; %s%s%s",
                   name, near != NULL ? "did you mean \"" : "essor models lists them",
                   near != NULL ? near : "", near != NULL ? "\"?" : "");
}

/* The table of all models, or of the parameters of one. */
static enum es_status print_all(struct session *session)
{
    static const struct column columns[] = {{"name", "name", false},
                                            {"title", "title", false},
                                            {"formula", "formula", false},
                                            {"source", "source", false}};
    struct table *table = table_open(session, columns, 4);
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        table_text(table, model->name);
        table_text(table, model->title);
        table_text(table, model->formula);
        table_text(table, model->source);
    }
    return table_print(table);
}

static enum es_status print_one(struct session *session, const struct es_model *model)
{
    static const struct column columns[] = {{"parameter", "name", false},
                                            {"symbol", "symbol", false},
                                            {"unit", "unit", false},
                                            {"meaning", "meaning", false}};
    struct table *table = table_open(session, columns, 4);
    for (size_t i = 0; i < model->param_count; i++) {
        table_text(table, model->params[i].name);
        table_text(table, model->params[i].symbol);
        table_text(table, es_dimension_unit(model->params[i].dimension));
        table_text(table, model->params[i].meaning);
    }
    if (!session->options.csv) {
        (void)fprintf(session->out, "%s: %s\n%s\n\n", model->title, model->formula,
                      model->source);
    }
    return table_print(table);
}

static enum es_status run(struct session *session)
{
    const struct es_model *only = NULL;
    if (session->options.arguments > 0) {
        ES_TRY(find_model(session, session->options.argument[0], &only));
    }
    if (!session->options.json) {
        return only != NULL ? print_one(session, only) : print_all(session);
    }
    json_t *list = json_array();
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        if (only == NULL || es_model_at(i) == only) {
            (void)json_array_append_new(list, model_json(es_model_at(i)));
        }
    }
    return cli_write_json(session, json_pack("{so}", "models", list));
}

static const struct option options[] = {OPTION_JSON, OPTION_CSV};
static const char *const examples[] = {"essor models", "essor models gompertz",
                                       "essor models --json", NULL};

const struct command cli_models = {
    .name = "models",
    .arguments = "[NAME]",
    .summary = "The growth curves: formula, parameters, source",
    .details = "",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1,
    .run = run,
};

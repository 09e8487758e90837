#include "cli/options.h"
#include "cli/regress.h"
#include "cli/table.h"

#include "essor/json.h"
#include "essor/model.h"
#include "essor/suggest.h"

#include <jansson.h>
#include <math.h>
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
    return json_pack("{ss ss ss ss so ss ss}", "name", model->name, "title", model->title,
                     "formula", model->formula, "source", model->source, "parameters",
                     parameter_list(model), "growth", model->growth, "about",
                     model->about);
}

static enum es_status find_model(struct session *session, const char *name,
                                 const struct es_model **model)
{
    const char **names;
    size_t n;
    *model = es_model_find(name);
    if (*model != NULL) {
        return ES_OK;
    }
    ES_TRY(cli_model_names(session, 0, &names, &n));
    const char *near = es_suggest(name, names, n);
    return es_fail(session->error, ES_ERR_ARGUMENT, "there is no model \"%s\"; %s%s%s",
                   name,
                   near != NULL ? "did you mean \"" : "without a name, all are listed",
                   near != NULL ? near : "", near != NULL ? "\"?" : "");
}

/* For people what fits a terminal; a file has room for the sources. */
static enum es_status print_all(struct session *session)
{
    static const struct column columns[] = {{"name", "name", false},
                                            {"title", "title", false},
                                            {"formula", "formula", false},
                                            {"source", "source", false}};
    const size_t shown = session->options.csv ? 4 : 3;
    struct table *table = table_open(session, columns, shown);
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        table_text(table, model->name);
        table_text(table, model->title);
        table_text(table, model->formula);
        if (session->options.csv) {
            table_text(table, model->source);
        }
    }
    return table_print(table);
}

static enum es_status print_params(struct session *session, const struct es_model *model)
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
    return table_print(table);
}

/* A level that a curve of the family tends to, in its symbols: 0, one of them, what two
 * of them give, or no bound. */
static void put_limit(FILE *out, const struct es_model *model, const double theta[],
                      double limit)
{
    if (limit == 0.0 || !isfinite(limit)) {
        (void)fputs(limit == 0.0 ? "0" : limit > 0.0 ? "infinity" : "-infinity", out);
        return;
    }
    for (size_t i = 0; i < model->param_count; i++) {
        const char *symbol = model->params[i].symbol;
        if (theta[i] == limit) {
            (void)fputs(symbol, out);
            return;
        }
        for (size_t j = i + 1; j < model->param_count; j++) {
            const bool sum = theta[i] + theta[j] == limit;
            if (sum || theta[i] - theta[j] == limit) {
                (void)fprintf(out, "%s %s %s", symbol, sum ? "+" : "-",
                              model->params[j].symbol);
                return;
            }
        }
    }
}

/* As they are for a curve that grows: with levels that no sum confuses. */
static void print_limits(FILE *out, const struct es_model *model)
{
    const struct es_span span = {.from_years = 0.0, .to_years = 1.0};
    const double middle[ES_MODEL_MAX_SPREAD] = {0.52, 0.52, 0.52, 0.52, 0.52, 0.52};
    double theta[ES_MODEL_MAX_PARAMS], past, future;
    es_model_spread(model, &span, middle, theta);
    for (size_t k = 0; k < model->param_count; k++) {
        if (es_dimension_is_level(model->params[k].dimension)) {
            theta[k] = (int)k == model->ceiling ? 7000.0 : 100.0 * (double)(1 << 2 * k);
        }
    }
    model->limits(theta, &past, &future);
    (void)fputs("Limits: ", out);
    put_limit(out, model, theta, past);
    (void)fputs(" in the far past, ", out);
    put_limit(out, model, theta, future);
    (void)fputs(" in the far future.\n", out);
}

/* What becomes of a parameter when time runs k times as fast; "" where it stays. */
static void describe_faster(const struct es_param *param, char text[], size_t size)
{
    const char *symbol = param->symbol;
    text[0] = '\0';
    switch (param->dimension) {
    case ES_DIM_RATE:
    case ES_DIM_LEVEL_PER_YEAR:
        (void)snprintf(text, size, "%s becomes k %s", symbol, symbol);
        break;
    case ES_DIM_DURATION:
    case ES_DIM_LEVEL_YEARS:
        (void)snprintf(text, size, "%s becomes %s/k", symbol, symbol);
        break;
    case ES_DIM_TIME:
        (void)snprintf(text, size, "%s becomes o + (%s - o)/k", symbol, symbol);
        break;
    default:
        break;
    }
}

static void print_faster(FILE *out, const struct es_model *model)
{
    (void)fputs("Growth x k around the time o: ", out);
    if (model->faster != NULL) {
        (void)fprintf(out, "%s.\n", model->faster);
        return;
    }
    const char *before = "";
    for (size_t k = 0; k < model->param_count; k++) {
        char text[96];
        describe_faster(&model->params[k], text, sizeof text);
        (void)fprintf(out, "%s%s", text[0] != '\0' ? before : "", text);
        before = text[0] != '\0' ? ", " : before;
    }
    (void)fputs(".\n", out);
}

/* As a textbook would: the curve, what it suits, its parameters, where it tends. */
static enum es_status print_one(struct session *session, const struct es_model *model)
{
    FILE *out = session->out;
    if (session->options.csv) {
        return print_params(session, model);
    }
    (void)fprintf(out, "%s: %s\n", model->title, model->formula);
    cli_print_wrapped(out, "", model->about);
    (void)fprintf(out, "Growth: %s.\n\n", model->growth);
    ES_TRY(print_params(session, model));
    (void)fputs("\n", out);
    print_limits(out, model);
    print_faster(out, model);
    if (model->synonyms != NULL) {
        (void)fprintf(out, "Also known as: %s\n", model->synonyms);
    }
    cli_print_wrapped(out, "Source:", model->source);
    return ES_OK;
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
    .arguments = "[MODEL]",
    .summary = "The growth curves: formula, parameters, source",
    .details = "",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1,
    .run = run,
};

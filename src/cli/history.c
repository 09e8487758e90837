#include "cli/history.h"

#include "cli/table.h"
#include "essor/json.h"
#include "essor/store.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The figures of a series, versions of one id side by side. */
struct history {
    struct session *session;
    const struct es_figure **figure;
    size_t n;
    struct es_store *store; /* NULL if there is none */
};

/* Whether the series of figures is the named one, or feeds it. */
static bool belongs(const struct es_series *series, const char *name,
                    const struct es_figure *figure)
{
    for (size_t i = 0; series != NULL && i < series->feeds; i++) {
        if (strcmp(series->feed[i].series, figure->series) == 0) {
            return true;
        }
    }
    return strcmp(figure->series, name) == 0;
}

static int by_version(const void *a, const void *b)
{
    const struct es_figure *const *x = a, *const *y = b;
    const int id = strcmp((*x)->id, (*y)->id);
    return id != 0 ? id
                   : ((*x)->version > (*y)->version) - ((*x)->version < (*y)->version);
}

/* Gathers the figures known by --as-of. */
static enum es_status gather(struct history *history, const struct es_project *project)
{
    struct session *session = history->session;
    const char *name = session->options.argument[0];
    const struct es_series *series = es_project_series(project, name);
    const int as_of = session->options.as_of_day;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(session->arena, history->figure, project->figures.n, session->error);
    for (size_t i = 0; i < project->figures.n; i++) {
        const struct es_figure *figure = &project->figures.at[i];
        const bool known = as_of == ES_NO_DAY || es_figure_known(figure, as_of);
        if (known && belongs(series, name, figure)) {
            history->figure[history->n++] = figure;
        }
    }
    if (history->n == 0 && series == NULL) {
        return cli_find_series(session, project, name, &series);
    }
    if (history->n > 0) {
        // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
        qsort(history->figure, history->n, sizeof *history->figure, by_version);
    }
    return ES_OK;
}

static bool same_id(const struct history *history, size_t i, size_t k)
{
    return i < history->n && k < history->n &&
           strcmp(history->figure[i]->id, history->figure[k]->id) == 0;
}

/* When the version was imported; "" if the store does not know. */
static enum es_status find_import(struct history *history, const struct es_figure *figure,
                                  const char **when)
{
    *when = "";
    return history->store == NULL
               ? ES_OK
               : es_store_imported_at(history->store, figure, when,
                                      history->session->arena, history->session->error);
}

static json_t *version_json(const struct es_figure *figure, const char *when)
{
    return json_pack(
        "{ss si so so so sf so ss ss ss}", "id", figure->id, "version", figure->version,
        "from", es_json_day(figure->from_day), "to", es_json_day(figure->to_day),
        "published", es_json_day(figure->published_day), "value", figure->value,
        "value_hi", es_json_number(figure->value_hi), "kind", es_kind_name(figure->kind),
        "imported_at", when, "note", figure->note);
}

static void print_version(struct table *table, const struct es_figure *figure,
                          const struct es_figure *before, const char *when)
{
    const double change =
        before != NULL ? figure->value / before->value - 1.0 : (double)NAN;
    table_text(table, figure->id);
    table_count(table, (size_t)figure->version);
    table_day(table, figure->from_day);
    table_day(table, figure->to_day);
    table_quantity(table, figure->value);
    table_share(table, isfinite(change) ? change : (double)NAN);
    table_day(table, figure->published_day);
    table_text(table, when);
    table_text(table, figure->note);
}

/* Each version of the figures that have several. */
static enum es_status show(struct history *history, struct table *table, json_t *list)
{
    size_t corrected = 0, ids = 0;
    for (size_t i = 0; i < history->n; i++) {
        const bool follows = i > 0 && same_id(history, i - 1, i);
        ids += !follows;
        if (!follows && !same_id(history, i, i + 1)) {
            continue;
        }
        const char *when;
        ES_TRY(find_import(history, history->figure[i], &when));
        print_version(table, history->figure[i], follows ? history->figure[i - 1] : NULL,
                      when);
        (void)json_array_append_new(list, version_json(history->figure[i], when));
        corrected += !follows;
    }
    if (history->session->options.json) {
        return cli_write_json(history->session,
                              json_pack("{ss sI sI sO}", "series",
                                        history->session->options.argument[0], "figures",
                                        (json_int_t)ids, "corrected",
                                        (json_int_t)corrected, "versions", list));
    }
    cli_say(history->session, "%zu of %zu figures were corrected", corrected, ids);
    return table_print(table);
}

static enum es_status open_store(struct history *history)
{
    struct session *session = history->session;
    char *path;
    ES_GIVEN(path,
             es_arena_print(session->arena, "%s/essor.db", session->options.project),
             session->error);
    return access(path, F_OK) == 0 ? es_store_open(path, &history->store, session->error)
                                   : ES_OK;
}

enum es_status cli_history(struct session *session, const struct es_project *project)
{
    static const struct column columns[] = {
        {"figure", "id", false},           {"version", "version", true},
        {"from", "from", false},           {"to", "to", false},
        {"value", "value", true},          {"change", "change", true},
        {"published", "published", false}, {"imported", "imported_at", false},
        {"note", "note", false},
    };
    struct history history = {.session = session};
    if (session->options.arguments != 1) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--history takes one series: essor series NAME --history");
    }
    ES_TRY(gather(&history, project));
    ES_TRY(open_store(&history));
    json_t *list = json_array();
    const enum es_status status = show(
        &history, table_open(session, columns, sizeof columns / sizeof columns[0]), list);
    json_decref(list);
    es_store_close(history.store);
    return status;
}

#include "cli/options.h"

#include "essor/intake.h"
#include "essor/json.h"
#include "essor/store.h"

#include <jansson.h>
#include <unistd.h>

/* Reads every file and prints every fault; nothing is imported if there is one. */
static enum es_status read_all(struct session *session, struct es_figures given[])
{
    size_t faulty = 0;
    for (size_t i = 0; i < session->options.arguments; i++) {
        struct es_faults faults = {.at = NULL};
        const enum es_status status =
            es_figures_read(session->options.argument[i], &given[i], &faults,
                            session->arena, session->error);
        if (status != ES_OK && status != ES_FINDING) {
            return status;
        }
        ES_TRY(cli_print_faults(session, &faults));
        faulty += faults.n + faults.unlisted;
    }
    return faulty == 0
               ? ES_OK
               : es_fail(session->error, ES_FINDING, "%zu fault%s; nothing was imported",
                         faulty, faulty == 1 ? "" : "s");
}

/* The figures that the project has already: none in a new one. */
static enum es_status read_known(struct session *session, const char *path,
                                 struct es_figures *known)
{
    struct es_faults faults = {.at = NULL};
    *known = (struct es_figures){.at = NULL};
    if (access(path, F_OK) != 0) {
        return ES_OK;
    }
    const enum es_status status =
        es_figures_read(path, known, &faults, session->arena, session->error);
    if (status != ES_FINDING) {
        return status;
    }
    ES_TRY(cli_print_faults(session, &faults));
    return es_fail(session->error, ES_ERR_DATA,
                   "%s is faulty; correct it before importing", path);
}

/* The store is opened before figures.csv changes, so that a store which cannot be opened
 * leaves the project as it was. */
static enum es_status keep(struct session *session, const char *path,
                           const struct es_figures *figures, bool changed)
{
    char *database;
    struct es_store *store;
    ES_GIVEN(database,
             es_arena_print(session->arena, "%s/essor.db", session->options.project),
             session->error);
    ES_TRY(es_store_open(database, &store, session->error));
    enum es_status status =
        changed ? es_figures_write(path, figures, session->error) : ES_OK;
    if (status == ES_OK) {
        status = es_store_put_figures(store, figures, NULL, session->error);
    }
    es_store_close(store);
    return status;
}

static enum es_status check_is_project(struct session *session)
{
    char *path;
    ES_GIVEN(path,
             es_arena_print(session->arena, "%s/essor.ini", session->options.project),
             session->error);
    if (access(path, F_OK) != 0) {
        return es_fail(session->error, ES_ERR_PROJECT,
                       "%s is not a project: it has no essor.ini; essor init makes one",
                       session->options.project);
    }
    return ES_OK;
}

static enum es_status report(struct session *session, size_t added, size_t total)
{
    if (session->options.json) {
        return cli_write_json(session, json_pack("{sI sI}", "added", (json_int_t)added,
                                                 "figures", (json_int_t)total));
    }
    cli_say(session, "%zu figure%s added; the project has %zu", added,
            added == 1 ? "" : "s", total);
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    const size_t files = session->options.arguments;
    struct es_figures *given, merged;
    char *path;
    size_t added = 0;
    ES_TRY(check_is_project(session));
    ES_NEW(session->arena, given, files, session->error);
    ES_TRY(read_all(session, given));
    ES_GIVEN(path,
             es_arena_print(session->arena, "%s/figures.csv", session->options.project),
             session->error);
    ES_TRY(read_known(session, path, &merged));
    for (size_t i = 0; i < files; i++) {
        const struct es_figures known = merged;
        size_t new_ones = 0;
        ES_TRY(es_figures_merge(&known, &given[i], &merged, &new_ones, session->arena,
                                session->error));
        added += new_ones;
    }
    ES_TRY(keep(session, path, &merged, added > 0));
    return report(session, added, merged.n);
}

static const struct option options[] = {OPTION_JSON};
static const char *const examples[] = {"essor import press-2025-03.csv",
                                       "essor --project mine import a.csv b.csv", NULL};

const struct command cli_import = {
    .name = "import",
    .arguments = "FILE...",
    .summary = "Read figures into the project: all of the files, or nothing",
    .details =
        "\nA file is CSV with the columns series, observed_from, observed_to, "
        "published,\n"
        "value, value_hi, unit, kind, ref, qualifier, quoted_step, date_basis,\n"
        "source_title, source_url, note; id, version and zone may be left out. A figure\n"
        "whose id is known and whose content differs becomes its next version.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1000,
    .run = run,
};

/* keep.c: puts figures into the project's file and store. */
#include "cli/cli.h"

#include "essor/intake.h"
#include "essor/store.h"

#include <unistd.h>

enum es_status cli_check_project(struct session *session)
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

enum es_status cli_add_figures(struct session *session, const struct es_figures given[],
                               size_t n, size_t *added, size_t *total)
{
    struct es_figures merged;
    char *path;
    ES_GIVEN(path,
             es_arena_print(session->arena, "%s/figures.csv", session->options.project),
             session->error);
    ES_TRY(read_known(session, path, &merged));
    *added = 0;
    for (size_t i = 0; i < n; i++) {
        const struct es_figures known = merged;
        size_t new_ones = 0;
        ES_TRY(es_figures_merge(&known, &given[i], &merged, &new_ones, session->arena,
                                session->error));
        *added += new_ones;
    }
    *total = merged.n;
    return keep(session, path, &merged, *added > 0);
}

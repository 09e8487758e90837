/* keep.c: puts figures into the project's file and store. */
#include "cli/cli.h"

#include "essor/import.h"

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

enum es_status cli_add_figures(struct session *session, const struct es_figures *given,
                               size_t *added, size_t *total)
{
    struct es_import_result result;
    const struct es_import_job job = {.directory = session->options.project,
                                      .figures = *given,
                                      .style.published_day = ES_NO_DAY};
    ES_TRY(es_project_import(&job, &result, session->arena, session->error));
    *added = result.added;
    *total = result.total;
    return ES_OK;
}

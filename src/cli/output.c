#include "cli/cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum es_language cli_language(const struct session *session,
                              const struct es_project *project)
{
    const char *code = session->options.language;
    if (code == NULL) {
        return project->language[0];
    }
    return strcmp(code, "fr") == 0 ? ES_FR : ES_EN;
}

enum es_status cli_make_folder(struct session *session, const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return es_fail(session->error, ES_ERR_IO, "cannot make the folder %s: %s", path,
                       strerror(errno));
    }
    return ES_OK;
}

enum es_status cli_out_folder(struct session *session, const struct es_project *project,
                              enum es_language language, const char **folder)
{
    char *out, *whole;
    ES_GIVEN(out, es_arena_print(session->arena, "%s/out", project->directory),
             session->error);
    ES_TRY(cli_make_folder(session, out));
    *folder = out;
    if (language == project->language[0]) {
        return ES_OK;
    }
    ES_GIVEN(whole,
             es_arena_print(session->arena, "%s/%s", out, es_language_code(language)),
             session->error);
    *folder = whole;
    return cli_make_folder(session, whole);
}

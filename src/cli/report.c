#include "cli/options.h"

#include "essor/file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *const formats[] = {"html", "md", "csv", NULL};

static enum es_report_format format_of(const struct session *session)
{
    const char *asked = session->options.format;
    return asked == NULL || strcmp(asked, "html") == 0 ? ES_REPORT_HTML
           : strcmp(asked, "md") == 0                  ? ES_REPORT_MARKDOWN
                                                       : ES_REPORT_CSV;
}

/* out/report.html, out/LANG/report.html for a language that is not the first. */
static enum es_status choose_path(struct session *session,
                                  const struct es_project *project,
                                  enum es_language language, const char **path)
{
    const char *folder;
    if (session->options.out != NULL) {
        *path = session->options.out;
        return ES_OK;
    }
    ES_TRY(cli_out_folder(session, project, language, &folder));
    ES_GIVEN(*path,
             es_arena_print(session->arena, "%s/report.%s", folder,
                            formats[format_of(session)]),
             session->error);
    return ES_OK;
}

static enum es_status write(struct session *session, const struct es_project *project,
                            const struct es_solutions *solutions)
{
    const enum es_language language = cli_language(session, project);
    const char *path;
    char *text;
    ES_TRY(es_project_report(project, solutions, format_of(session), language,
                             session->options.jobs, &text, session->arena,
                             session->error));
    ES_TRY(choose_path(session, project, language, &path));
    if (strcmp(path, "-") == 0) {
        return cli_write(session, text);
    }
    ES_TRY(es_file_write(path, text, strlen(text), session->error));
    (void)fprintf(session->out, "%s\n", path);
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    struct es_project project;
    struct es_solutions solutions;
    ES_TRY(cli_open_project(session, &project));
    const struct cli_question question = {session->options.argument,
                                          session->options.arguments, ES_NO_DAY,
                                          .verdict = true};
    enum es_status status = cli_solve(session, &project, &question, &solutions);
    if (status == ES_OK) {
        status = write(session, &project, &solutions);
    }
    es_solutions_close(&solutions);
    return status;
}

static const char *const languages[] = {"fr", "en", NULL};
static const struct option options[] = {
    {"format", OPTION_CHOICE, "FORMAT", "html (default), md or csv",
     offsetof(struct options, format), formats},
    {"lang", OPTION_CHOICE, "LANG", "language of the page: fr or en",
     offsetof(struct options, language), languages},
    {"out", OPTION_TEXT, "FILE", "where to write it; - for the standard output",
     offsetof(struct options, out), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
};
static const char *const examples[] = {
    "essor report", "essor report --lang en --out briefing.html",
    "essor report ville biologie --format md --out -", NULL};

const struct command cli_report = {
    .name = "report",
    .arguments = "[SERIES...]",
    .summary = "The briefing page: findings, bulletin, charts, sources, audit, method",
    .details =
        "\nOne HTML file that asks for nothing else, to be read on a screen, on a\n"
        "telephone or on paper: out/report.html, out/LANG/report.html for a second\n"
        "language. md is the same without charts, csv its numbers, one in a row.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1000,
    .run = run,
};

#include "cli/build_watch.h"
#include "cli/moves.h"
#include "cli/options.h"

#include <jansson.h>

static enum es_status report_build(struct session *session,
                                   const struct es_build_report *report,
                                   const struct moves *moves)
{
    if (session->options.json) {
        return cli_write_json(
            session,
            json_pack("{sI sI sI sI sb so}", "made", (json_int_t)report->made, "kept",
                      (json_int_t)report->kept, "failed", (json_int_t)report->failed,
                      "left", (json_int_t)report->left, "current", (int)report->current,
                      "moved", moves_json(moves)));
    }
    if (report->current) {
        cli_say(session, "nothing is stale: %zu files are as they should be",
                report->kept);
    } else if (session->options.dry_run) {
        cli_say(session, "nothing was made");
    } else {
        cli_say(session, "%zu files made, %zu kept, %zu chart%s failed", report->made,
                report->kept, report->failed, report->failed == 1 ? "" : "s");
    }
    if (report->left > 0) {
        cli_say(session, "%zu file%s of what is no more; --prune removes them",
                report->left, report->left == 1 ? " is" : "s are");
    }
    return moves_print(moves, session);
}

static enum es_status report_check(struct session *session,
                                   const struct es_check_report *report)
{
    if (session->options.json) {
        return cli_write_json(session,
                              json_pack("{sI sI sb sb}", "same", (json_int_t)report->same,
                                        "differing", (json_int_t)report->differing,
                                        "numbers_only", (int)report->numbers_only,
                                        "no_pixels", (int)report->no_pixels));
    }
    if (report->numbers_only) {
        cli_say(session,
                "made on another processor or with other libraries: numbers "
                "are compared to 1e-9");
    }
    if (report->no_pixels) {
        cli_say(session,
                "drawn by another gnuplot, with other libraries or fonts: "
                "pictures are not compared");
    }
    cli_say(session, "%zu files are as essor makes them, %zu are not", report->same,
            report->differing);
    return ES_OK;
}

static enum es_status check(struct session *session, const struct es_project *project,
                            const struct es_build_options *how)
{
    struct es_check_report report;
    const enum es_status status =
        es_project_check(project, how, &report, session->arena, session->error);
    if (status == ES_OK || status == ES_FINDING) {
        ES_TRY(report_check(session, &report));
    }
    return status;
}

static enum es_status build(struct session *session, const struct es_project *project,
                            const struct es_build_options *how)
{
    struct es_build_report report = {.made = 0};
    struct moves moves;
    struct condition condition;
    const char *fail_if = session->options.fail_if;
    if (fail_if != NULL) {
        ES_TRY(condition_read(fail_if, &condition, session->error));
    }
    ES_TRY(moves_open(&moves, session, project));
    const enum es_status status =
        es_project_build(project, how, &report, session->arena, session->error);
    if (status != ES_OK && report.made + report.kept == 0) {
        return status;
    }
    if (!how->dry_run) {
        ES_TRY(moves_find(&moves, session, project));
    }
    ES_TRY(report_build(session, &report, &moves));
    return status == ES_OK && fail_if != NULL ? moves_judge(&moves, session, &condition)
                                              : status;
}

static enum es_status run(struct session *session)
{
    struct options *options = &session->options;
    struct es_project project;
    struct build_watch watch;
    if (options->arguments > 0) {
        options->project = options->argument[0];
    }
    ES_TRY(cli_open_project(session, &project));
    build_watch_open(&watch, session, &project);
    const struct es_build_options how = {.jobs = options->jobs,
                                         .as_of_day = options->as_of_day,
                                         .dry_run = options->dry_run,
                                         .prune = options->prune,
                                         .tell = build_watch_tell,
                                         .context = &watch};
    const enum es_status status =
        options->check ? check(session, &project, &how) : build(session, &project, &how);
    build_watch_close(&watch, status);
    return status;
}

static const struct option options[] = {
    {"check", OPTION_FLAG, NULL,
     "make all of it elsewhere and compare with what is there",
     offsetof(struct options, check), NULL},
    {"dry-run", OPTION_FLAG, NULL, "say what would be made, and why; make nothing",
     offsetof(struct options, dry_run), NULL},
    {"prune", OPTION_FLAG, NULL, "remove files of series and charts that are no more",
     offsetof(struct options, prune), NULL},
    {"compare", OPTION_TEXT, "FILE", "what moved since that targets.json, or that date",
     offsetof(struct options, compare), NULL},
    {"fail-if", OPTION_TEXT, "CONDITION",
     "end with 1 if a target is so, as in \"shift>6m\" or \"p<0.5\"",
     offsetof(struct options, fail_if), NULL},
    {"markdown", OPTION_FLAG, NULL, "what moved as Markdown, for a merge request",
     offsetof(struct options, markdown), NULL},
    {"json-log", OPTION_FLAG, NULL, "one JSON object a line on the error stream",
     offsetof(struct options, json_log), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
};
static const char *const examples[] = {
    "essor build examples/segur",
    "essor build --as-of 2023-12-31 --jobs 1",
    "essor build my-project --check",
    "essor build my-project --dry-run",
    "git show main:out/targets.json >rev.json; essor build --compare rev.json --markdown",
    "essor build --compare 2023-12-31",
    NULL};

const struct command cli_build = {
    .name = "build",
    .arguments = "[DIR]",
    .summary = "Make everything the project asks for, only what is stale",
    .details =
        "\nCharts go to out/charts (other languages to out/LANG/charts), tables to\n"
        "out/targets.csv, out/targets.json and out/forecasts.csv; out/manifest.json\n"
        "lists what they were made from. Only that is made again of which a figure, a\n"
        "setting, a text, a font or the engine changed. A chart that fails does not "
        "stop\n"
        "the others, and a build that was cut short goes on where it was. --check ends\n"
        "with 1 where a file is missing or not what essor makes.\n\n"
        "Then it lists the targets whose date or probability moved since the last "
        "build,\n"
        "or, with --compare, all of them against another targets.json or an earlier "
        "date.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1,
    .run = run,
};

#include "cli/build.h"

#include "cli/build_watch.h"
#include "cli/moves.h"
#include "cli/options.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static enum es_status report_json(struct session *session,
                                  const struct es_build_report *report,
                                  const struct moves *moves)
{
    return cli_write_json(
        session,
        json_pack("{sI sI sI sI sI sb so}", "made", (json_int_t)report->made, "kept",
                  (json_int_t)report->kept, "failed", (json_int_t)report->failed, "left",
                  (json_int_t)report->left, "taken", (json_int_t)report->taken, "current",
                  (int)report->current, "moved", moves_json(moves)));
}

static void say_built(struct session *session, const struct es_build_report *report,
                      const struct es_build_options *how)
{
    if (report->current) {
        cli_say(session, "nothing is stale: %zu files are as they should be",
                report->kept);
        return;
    }
    if (how->dry_run) {
        cli_say(session, "nothing was made");
        return;
    }
    if (how->merges > 0) {
        cli_say(session, "%zu answers taken from shards, %zu made here", report->taken,
                report->answered);
    }
    if (how->shards > 0) {
        cli_say(session, "shard %zu of %zu: %zu series answered, %zu files made",
                how->shard, how->shards, report->answered, report->made);
    } else {
        cli_say(session, "%zu files made, %zu kept, %zu chart%s failed", report->made,
                report->kept, report->failed, report->failed == 1 ? "" : "s");
    }
}

static enum es_status report_build(struct session *session,
                                   const struct es_build_report *report,
                                   const struct es_build_options *how,
                                   const struct moves *moves)
{
    if (session->options.json) {
        return report_json(session, report, moves);
    }
    say_built(session, report, how);
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
    build_watch_wipe(how->context);
    if (status == ES_OK || status == ES_FINDING) {
        ES_TRY(report_check(session, &report));
    }
    return status;
}

/* A build without eyes on it. */
static enum es_status build(struct session *session, const struct es_project *project,
                            const struct es_build_options *how)
{
    struct es_build_report report = {.made = 0};
    struct moves moves = {.n = 0};
    struct condition condition;
    const char *fail_if = session->options.fail_if;
    if (fail_if != NULL) {
        ES_TRY(condition_read(fail_if, &condition, session->error));
    }
    if (how->shards == 0) {
        ES_TRY(moves_open(&moves, session, project));
    }
    const enum es_status status =
        es_project_build(project, how, &report, session->arena, session->error);
    build_watch_wipe(how->context);
    if (status != ES_OK && report.made + report.kept == 0) {
        return status;
    }
    if (how->shards == 0 && !how->dry_run) {
        ES_TRY(moves_find(&moves, session, project));
    }
    ES_TRY(report_build(session, &report, how, &moves));
    return status == ES_OK && fail_if != NULL ? moves_judge(&moves, session, &condition)
                                              : status;
}

enum es_status cli_build_run(struct session *session, const struct es_project *project,
                             struct es_build_options *how)
{
    struct build_watch watch;
    how->tell = build_watch_tell;
    how->context = &watch;
    build_watch_open(&watch, session);
    const enum es_status status = session->options.check ? check(session, project, how)
                                                         : build(session, project, how);
    build_watch_close(&watch, status);
    return status;
}

/* "3/16" */
static enum es_status read_shard(const struct options *options,
                                 struct es_build_options *how, struct es_error *err)
{
    enum { MOST_SHARDS = 100000, LONGEST = 13 };
    const char *text = options->shard;
    char rest;
    if (text == NULL) {
        return ES_OK;
    }
    if (strspn(text, "0123456789/") != strlen(text) || strlen(text) > LONGEST ||
        sscanf(text, "%zu/%zu%c", &how->shard, &how->shards, &rest) != 2 ||
        how->shard < 1 || how->shard > how->shards || how->shards > MOST_SHARDS) {
        return es_fail(
            err, ES_ERR_ARGUMENT,
            "--shard cannot be \"%s\"; it takes a part of how many, as in 3/16", text);
    }
    const char *with = options->check             ? "check"
                       : options->prune           ? "prune"
                       : options->compare != NULL ? "compare"
                       : options->fail_if != NULL ? "fail-if"
                                                  : NULL;
    return with == NULL ? ES_OK
                        : es_fail(err, ES_ERR_ARGUMENT,
                                  "--%s is about the whole; use it once shards are "
                                  "merged, without --shard",
                                  with);
}

static enum es_status run(struct session *session)
{
    struct options *options = &session->options;
    struct es_project project;
    if (options->arguments > 0) {
        options->project = options->argument[0];
    }
    struct es_build_options how = {.jobs = options->jobs,
                                   .as_of_day = options->as_of_day,
                                   .dry_run = options->dry_run,
                                   .prune = options->prune};
    ES_TRY(read_shard(options, &how, session->error));
    ES_TRY(cli_open_project(session, &project));
    return cli_build_run(session, &project, &how);
}

static const struct option options[] = {
    {"check", OPTION_FLAG, NULL,
     "make all of it elsewhere and compare with what is there",
     offsetof(struct options, check), NULL},
    {"dry-run", OPTION_FLAG, NULL, "say what would be made, and why; make nothing",
     offsetof(struct options, dry_run), NULL},
    OPTION_PRUNE,
    OPTION_COMPARE,
    OPTION_FAIL_IF_MOVED,
    OPTION_MARKDOWN,
    {"shard", OPTION_TEXT, "I/N",
     "only part I of N, into shards/I-of-N; essor merge joins them",
     offsetof(struct options, shard), NULL},
    OPTION_JSON_LOG,
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
    "essor build --shard 3/16",
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

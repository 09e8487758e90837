#include "cli/options.h"

#include <jansson.h>
#include <unistd.h>

/* One line for each artefact; called from several threads, so it is one call. */
static void say_made(void *context, const char *line)
{
    struct session *session = context;
    (void)fprintf(session->err, "made %s\n", line);
}

static enum es_status report_build(struct session *session,
                                   const struct es_build_report *report)
{
    if (session->options.json) {
        return cli_write_json(session,
                              json_pack("{sI sI sI sb}", "made", (json_int_t)report->made,
                                        "kept", (json_int_t)report->kept, "failed",
                                        (json_int_t)report->failed, "current",
                                        (int)report->current));
    }
    if (report->current) {
        cli_say(session, "nothing is stale: %zu files are as they should be",
                report->kept);
    } else {
        cli_say(session, "%zu files made, %zu kept, %zu chart%s failed", report->made,
                report->kept, report->failed, report->failed == 1 ? "" : "s");
    }
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    struct options *options = &session->options;
    struct es_project project;
    struct es_build_report report = {.made = 0};
    if (options->arguments > 0) {
        options->project = options->argument[0];
    }
    ES_TRY(cli_open_project(session, &project));
    const bool terminal = isatty(fileno(session->err)) == 1;
    const struct es_build_options how = {.jobs = options->jobs,
                                         .as_of_day = options->as_of_day,
                                         .progress = terminal ? NULL : say_made,
                                         .context = session};
    const enum es_status status =
        es_project_build(&project, &how, &report, session->arena, session->error);
    if (status != ES_OK && report.made + report.kept == 0) {
        return status;
    }
    ES_TRY(report_build(session, &report));
    return status;
}

static const struct option options[] = {OPTION_AS_OF, OPTION_JOBS, OPTION_JSON};
static const char *const examples[] = {"essor build examples/segur",
                                       "essor build --as-of 2023-12-31 --jobs 1", NULL};

const struct command cli_build = {
    .name = "build",
    .arguments = "[DIR]",
    .summary = "Make everything the project asks for, only if something is stale",
    .details =
        "\nCharts go to out/charts (other languages to out/LANG/charts), tables to\n"
        "out/targets.csv, out/targets.json and out/forecasts.csv; out/manifest.json\n"
        "lists what they were made from. A chart that fails does not stop the others.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1,
    .run = run,
};

#include "cli/build.h"
#include "cli/options.h"

static enum es_status run(struct session *session)
{
    const struct options *options = &session->options;
    struct es_project project;
    struct es_build_options how = {.jobs = options->jobs,
                                   .as_of_day = options->as_of_day,
                                   .prune = options->prune,
                                   .merge = options->argument,
                                   .merges = options->arguments};
    ES_TRY(cli_open_project(session, &project));
    return cli_build_run(session, &project, &how);
}

static const struct option options[] = {
    OPTION_PRUNE,    OPTION_COMPARE, OPTION_FAIL_IF_MOVED, OPTION_MARKDOWN,
    OPTION_JSON_LOG, OPTION_AS_OF,   OPTION_JOBS,          OPTION_JSON,
};
static const char *const examples[] = {
    "essor merge shards/*", "essor merge --project my-project 1-of-2 2-of-2", NULL};

const struct command cli_merge = {
    .name = "merge",
    .arguments = "DIR...",
    .summary = "Join what essor build --shard made",
    .details =
        "\nTakes over the answers and charts of shards, in any order and any number of\n"
        "times, and makes what is still missing: tables, the manifest, and the series "
        "of\n"
        "a shard that never came. The bytes are those of a build without shards, if all\n"
        "ran with the same --as-of. A shard that answers a series otherwise than what "
        "is\n"
        "there from the same inputs is refused, with exit status 3.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 100000,
    .run = run,
};

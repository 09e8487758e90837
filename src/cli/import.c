#include "cli/options.h"

#include "essor/intake.h"
#include "essor/json.h"

#include <jansson.h>

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
    struct es_figures *given;
    size_t added = 0, total = 0;
    ES_TRY(cli_check_project(session));
    ES_NEW(session->arena, given, files, session->error);
    ES_TRY(read_all(session, given));
    ES_TRY(cli_add_figures(session, given, files, &added, &total));
    return report(session, added, total);
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

#include "cli/options.h"
#include "cli/table.h"
#include "cli/vintages.h"

#include "essor/json.h"

#include <jansson.h>

json_t *cli_summary_json(const struct es_summary *summary)
{
    return json_pack(
        "{sI so so so so so}", "n", (json_int_t)summary->n, "mae_log",
        es_json_number(summary->error_log), "crps_log", es_json_number(summary->crps_log),
        "cov80", es_json_number(summary->cover80), "cov95",
        es_json_number(summary->cover95), "bias_log", es_json_number(summary->bias_log));
}

json_t *cli_hit_json(const struct es_hit *hit)
{
    const struct es_figure *figure = hit->figure;
    return json_pack(
        "{ss ss ss so so so so so so so so so so}", "series", hit->series->id, "figure",
        figure->id, "kind", es_kind_name(figure->kind), "from",
        es_json_day(figure->from_day), "to", es_json_day(figure->to_day), "actual",
        es_json_number(hit->observation.centre), "q025", es_json_number(hit->quantile[0]),
        "q10", es_json_number(hit->quantile[1]), "q50", es_json_number(hit->quantile[2]),
        "q90", es_json_number(hit->quantile[3]), "q975", es_json_number(hit->quantile[4]),
        "pit", es_json_number(hit->score.pit), "crps_log",
        es_json_number(hit->score.crps_log));
}

static json_t *skip_json(const struct es_skip *skip)
{
    return json_pack("{ss ss ss so so ss}", "figure", skip->figure->id, "series",
                     skip->figure->series, "kind", es_kind_name(skip->figure->kind),
                     "from", es_json_day(skip->figure->from_day), "to",
                     es_json_day(skip->figure->to_day), "reason", skip->reason);
}

static enum es_status write_json(struct session *session, const struct es_scorecard *card)
{
    json_t *hits = json_array(), *skips = json_array(), *by_series = json_object();
    for (size_t i = 0; i < card->hits; i++) {
        (void)json_array_append_new(hits, cli_hit_json(&card->hit[i]));
    }
    for (size_t i = 0; i < card->skips; i++) {
        (void)json_array_append_new(skips, skip_json(&card->skip[i]));
    }
    for (size_t i = 0; i < card->series; i++) {
        (void)json_object_set_new(by_series, card->by_series[i].series->id,
                                  cli_summary_json(&card->by_series[i]));
    }
    return cli_write_json(session,
                          json_pack("{so so so so so}", "as_of",
                                    es_json_day(session->options.as_of_day), "figures",
                                    hits, "summary", cli_summary_json(&card->all),
                                    "by_series", by_series, "skipped", skips));
}

static void print_summary(struct session *session, const char *name,
                          const struct es_summary *summary)
{
    cli_say(session,
            "%s: %zu figure%s, mean error of the log %.3f, bias %+.3f, CRPS of the log "
            "%.3f, 80 %% intervals hold %.0f %%, 95 %% hold %.0f %%",
            name, summary->n, summary->n == 1 ? "" : "s", summary->error_log,
            summary->bias_log, summary->crps_log, 100.0 * summary->cover80,
            100.0 * summary->cover95);
}

static enum es_status print_hits(struct session *session, const struct es_scorecard *card)
{
    static const struct column columns[] = {
        {"series", "series", false}, {"kind", "kind", false},
        {"from", "from", false},     {"to", "to", false},
        {"came", "actual", true},    {"2.5 %", "q025", true},
        {"10 %", "q10", true},       {"50 %", "q50", true},
        {"90 %", "q90", true},       {"97.5 %", "q975", true},
        {"pit", "pit", true},        {"CRPS", "crps_log", true}};
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < card->hits; i++) {
        const struct es_hit *hit = &card->hit[i];
        table_text(table, hit->series->id);
        table_text(table, es_kind_name(hit->figure->kind));
        table_day(table, hit->figure->from_day);
        table_day(table, hit->figure->to_day);
        table_quantity(table, hit->observation.centre);
        for (size_t k = 0; k < 5; k++) {
            table_quantity(table, hit->quantile[k]);
        }
        table_number(table, hit->score.pit, 2);
        table_number(table, hit->score.crps_log, 3);
    }
    ES_TRY(table_print(table));
    for (size_t i = 0; i < card->series; i++) {
        print_summary(session, card->by_series[i].series->id, &card->by_series[i]);
    }
    if (card->hits > 0) {
        print_summary(session, "all", &card->all);
    } else {
        cli_say(session, "no figure of the file could be scored");
    }
    return ES_OK;
}

static enum es_status score(struct session *session, const struct es_project *project,
                            const struct es_figures *later,
                            struct es_solutions *solutions)
{
    struct es_scorecard card;
    ES_TRY(es_project_scorecard(project, later, solutions, &card, session->arena,
                                session->error));
    return session->options.json ? write_json(session, &card)
                                 : print_hits(session, &card);
}

static enum es_status read_later(struct session *session, struct es_figures *later)
{
    struct es_faults faults = {.at = NULL};
    const enum es_status status = es_figures_read(
        session->options.argument[0], later, &faults, session->arena, session->error);
    if (status != ES_FINDING) {
        return status;
    }
    ES_TRY(cli_print_faults(session, &faults));
    return es_fail(session->error, ES_ERR_DATA, "%s is faulty",
                   session->options.argument[0]);
}

static enum es_status run_file(struct session *session, const struct es_project *project)
{
    struct es_figures later;
    struct es_solutions solutions = {.n = 0};
    ES_TRY(read_later(session, &later));
    const struct es_solve_options how = {.as_of_day = session->options.as_of_day,
                                         .horizon_day = ES_NO_DAY,
                                         .jobs = session->options.jobs};
    enum es_status status = es_project_solve(project, NULL, 0, &how, &solutions,
                                             session->arena, session->error);
    if (status == ES_OK) {
        status = score(session, project, &later, &solutions);
    }
    es_solutions_close(&solutions);
    return status;
}

/* Options that go with --history alone, and those that go with a file alone. */
static enum es_status check(struct session *session)
{
    const struct options *options = &session->options;
    if (options->history) {
        return ES_OK;
    }
    if (options->every_months > 0) {
        return es_fail(session->error, ES_ERR_ARGUMENT, "--every goes with --history");
    }
    if (options->arguments != 1) {
        return es_fail(
            session->error, ES_ERR_ARGUMENT,
            options->arguments == 0
                ? "scorecard needs a FILE of later figures, or --history"
                : "scorecard takes one FILE; several series go with --history");
    }
    return options->as_of_day != ES_NO_DAY
               ? ES_OK
               : es_fail(session->error, ES_ERR_ARGUMENT,
                         "scorecard needs --as-of DATE: the day from which it predicts");
}

static enum es_status run(struct session *session)
{
    struct es_project project;
    ES_TRY(check(session));
    ES_TRY(cli_open_project(session, &project));
    return session->options.history ? cli_vintages(session, &project)
                                    : run_file(session, &project);
}

static const struct option options[] = {
    {"history", OPTION_FLAG, NULL,
     "score the forecasts that would have been made, date by date",
     offsetof(struct options, history), NULL},
    {"every", OPTION_MONTHS, "MONTHS",
     "step of --history (default: 3m, ends of quarters)",
     offsetof(struct options, every_months), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor scorecard figures.csv --as-of 2023-12-31",
    "essor scorecard later.csv --as-of 2023-09-30 --json", "essor scorecard --history",
    "essor scorecard --history ville biologie --every 6m --csv", NULL};

const struct command cli_scorecard = {
    .name = "scorecard",
    .arguments = "FILE | --history [SERIES...]",
    .summary = "Later figures against what was predicted for them",
    .details =
        "\nScored is every figure of FILE that was not known on --as-of and was "
        "observed after it.\npit is the share of the predicted distribution below "
        "what came.\nWith --history the project's own figures are scored, for each past "
        "date with what was\nknown then; bias is the mean of ln median - ln actual.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1000,
    .run = run,
};

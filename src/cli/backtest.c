#include "cli/options.h"
#include "cli/table.h"

#include "essor/backtest.h"
#include "essor/json.h"

#include <jansson.h>

enum { MOST_FAULTS_SAID = 20 };

/* What goes with a file of series. */
static enum es_status check_files(struct session *session)
{
    const struct options *options = &session->options;
    if (options->splits == NULL || options->predictions == NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--values needs --splits FILE: from where to forecast, and "
                       "--predictions FILE: where the answers go");
    }
    if ((options->targets == NULL) != (options->crossings == NULL)) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--targets FILE and --crossings FILE go together");
    }
    if (options->arguments > 0) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s is a series of a project; --values reads all series of a file",
                       options->argument[0]);
    }
    return ES_OK;
}

static enum es_status read_files(struct session *session, struct es_backtest *backtest)
{
    const struct options *options = &session->options;
    const struct es_backtest_files files = {.values = options->values,
                                            .series = options->series,
                                            .splits = options->splits,
                                            .targets = options->targets};
    struct es_faults faults = {.n = 0};
    const enum es_status status =
        es_backtest_read(&files, backtest, &faults, session->arena, session->error);
    if (status != ES_FINDING) {
        return status;
    }
    ES_TRY(cli_print_faults(session, &faults));
    return es_fail(session->error, ES_ERR_DATA, "a file is faulty");
}

static enum es_status say_failures(struct session *session,
                                   const struct es_backtest *backtest,
                                   const struct es_backtest_result *result)
{
    size_t said = 0;
    for (size_t i = 0; i < backtest->splits && said < MOST_FAULTS_SAID; i++) {
        const struct es_error *error = &result->answer[i].error;
        if (error->status != ES_OK) {
            cli_say(session, "%s", error->message);
            said++;
        }
    }
    if (result->failed == 0) {
        return ES_OK;
    }
    return es_fail(
        session->error, result->failed == backtest->splits ? ES_ERR_FIT : ES_FINDING,
        "%zu of %zu forecasts could not be made", result->failed, backtest->splits);
}

static enum es_status run_files(struct session *session)
{
    const struct options *options = &session->options;
    const struct es_backtest_paths paths = {.predictions = options->predictions,
                                            .crossings = options->crossings,
                                            .times = options->times};
    struct es_backtest backtest;
    struct es_backtest_result result;
    ES_TRY(check_files(session));
    ES_TRY(read_files(session, &backtest));
    ES_TRY(es_backtest_run(&backtest, NULL, options->jobs, &result, session->arena,
                           session->error));
    ES_TRY(es_backtest_write(&backtest, &result, &paths, session->error));
    return say_failures(session, &backtest, &result);
}

static enum es_status run(struct session *session)
{
    return run_files(session);
}

static const struct option options[] = {
    {"values", OPTION_TEXT, "FILE", "series_id, x, value: series of a file",
     offsetof(struct options, values), NULL},
    {"series", OPTION_TEXT, "FILE", "series_id, kind, freq, ceiling: what they are",
     offsetof(struct options, series), NULL},
    {"splits", OPTION_TEXT, "FILE", "series_id, origin_index, horizon: from where",
     offsetof(struct options, splits), NULL},
    {"predictions", OPTION_TEXT, "FILE", "the forecasts, written",
     offsetof(struct options, predictions), NULL},
    {"targets", OPTION_TEXT, "FILE", "levels, of which the dates are asked",
     offsetof(struct options, targets), NULL},
    {"crossings", OPTION_TEXT, "FILE", "the dates, written",
     offsetof(struct options, crossings), NULL},
    {"times", OPTION_TEXT, "FILE", "processor seconds of each forecast, written",
     offsetof(struct options, times), NULL},
    OPTION_JOBS,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor backtest ville",
    "essor backtest --values values.csv --splits splits.csv --predictions out.csv", NULL};

const struct command cli_backtest = {
    .name = "backtest",
    .arguments = "[SERIES...]",
    .summary = "How good forecasts from earlier dates were",
    .details = "",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = SIZE_MAX,
    .run = run,
};

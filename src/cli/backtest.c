#include "cli/options.h"
#include "cli/table.h"

#include "essor/backtest.h"
#include "essor/json.h"

#include <jansson.h>
#include <math.h>

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

/* -- a project's own series --------------------------------------------------------- */

static json_t *step_json(const struct es_backtest_step *step, size_t h)
{
    const double *q = step->quantile;
    return json_pack("{sI so so so so so so so so so}", "horizon", (json_int_t)h + 1,
                     "from", es_json_day(step->from_day), "to", es_json_day(step->to_day),
                     "actual", es_json_number(step->actual), "mean",
                     es_json_number(step->mean), "q025", es_json_number(q[0]), "q10",
                     es_json_number(q[1]), "q50", es_json_number(q[2]), "q90",
                     es_json_number(q[3]), "q975", es_json_number(q[4]));
}

static json_t *origin_json(const struct es_backtest_origin *origin)
{
    json_t *steps = json_array();
    for (size_t h = 0; h < origin->horizon; h++) {
        (void)json_array_append_new(steps, step_json(&origin->step[h], h));
    }
    return json_pack(
        "{ss so sI sI so so so so so so}", "series", origin->series->id, "origin",
        es_json_day(origin->origin_day), "points", (json_int_t)origin->points, "horizon",
        (json_int_t)origin->horizon, "mase", es_json_number(origin->mase), "naive_mase",
        es_json_number(origin->naive_mase), "crps", es_json_number(origin->crps), "cov80",
        es_json_number(origin->cover80), "cov95", es_json_number(origin->cover95),
        "steps", steps);
}

static enum es_status write_json(struct session *session,
                                 const struct es_project_backtest *backtest)
{
    json_t *list = json_array();
    for (size_t i = 0; i < backtest->n; i++) {
        if (backtest->origin[i].error.status == ES_OK) {
            (void)json_array_append_new(list, origin_json(&backtest->origin[i]));
        }
    }
    return cli_write_json(session, json_pack("{so}", "origins", list));
}

/* Over the forecasts of series that had moved by then; the others have no steps. */
static void print_summary(struct session *session,
                          const struct es_project_backtest *backtest)
{
    double n = 0.0, error = 0.0, naive = 0.0, crps = 0.0, in80 = 0.0, in95 = 0.0;
    for (size_t i = 0; i < backtest->n; i++) {
        const struct es_backtest_origin *origin = &backtest->origin[i];
        if (origin->error.status == ES_OK && !isnan(origin->mase)) {
            n += 1.0;
            error += origin->mase;
            naive += origin->naive_mase;
            crps += origin->crps;
            in80 += origin->cover80;
            in95 += origin->cover95;
        }
    }
    if (n > 0.0) {
        cli_say(session,
                "%.0f forecast%s: mean error %.2f steps (last value held: %.2f), CRPS "
                "%.2f, 80 %% intervals hold %.0f %%, 95 %% hold %.0f %%",
                n, n > 1.0 ? "s" : "", error / n, naive / n, crps / n, 100.0 * in80 / n,
                100.0 * in95 / n);
    }
}

static enum es_status print_origins(struct session *session,
                                    const struct es_project_backtest *backtest)
{
    static const struct column columns[] = {
        {"series", "series", false}, {"from", "origin", false},
        {"points", "points", true},  {"to", "to", false},
        {"foreseen", "mean", true},  {"10 %", "q10", true},
        {"90 %", "q90", true},       {"came", "actual", true},
        {"MASE", "mase", true},      {"held", "naive_mase", true},
        {"CRPS", "crps", true},      {"in 80 %", "cov80", true},
        {"in 95 %", "cov95", true}};
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < backtest->n; i++) {
        const struct es_backtest_origin *origin = &backtest->origin[i];
        if (origin->error.status != ES_OK) {
            cli_say(session, "%s: %s", origin->series->id, origin->error.message);
            continue;
        }
        const struct es_backtest_step *last = &origin->step[origin->horizon - 1];
        table_text(table, origin->series->id);
        table_day(table, origin->origin_day);
        table_count(table, origin->points);
        table_day(table, last->to_day);
        table_quantity(table, last->mean);
        table_quantity(table, last->quantile[1]);
        table_quantity(table, last->quantile[3]);
        table_quantity(table, last->actual);
        table_number(table, origin->mase, 2);
        table_number(table, origin->naive_mase, 2);
        table_number(table, origin->crps, 2);
        table_share(table, origin->cover80);
        table_share(table, origin->cover95);
    }
    ES_TRY(table_print(table));
    print_summary(session, backtest);
    return ES_OK;
}

/* Every step of every origin, one line each: what a chart is drawn from. */
static enum es_status print_steps(struct session *session,
                                  const struct es_project_backtest *backtest)
{
    static const struct column columns[] = {
        {"series", "series", false}, {"from", "origin", false},
        {"points", "points", true},  {"step", "horizon", true},
        {"from", "from", false},     {"to", "to", false},
        {"came", "actual", true},    {"foreseen", "mean", true},
        {"2.5 %", "q025", true},     {"10 %", "q10", true},
        {"50 %", "q50", true},       {"90 %", "q90", true},
        {"97.5 %", "q975", true}};
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < backtest->n; i++) {
        const struct es_backtest_origin *origin = &backtest->origin[i];
        for (size_t h = 0; h < origin->horizon && origin->error.status == ES_OK; h++) {
            const struct es_backtest_step *step = &origin->step[h];
            table_text(table, origin->series->id);
            table_day(table, origin->origin_day);
            table_count(table, origin->points);
            table_count(table, h + 1);
            table_day(table, step->from_day);
            table_day(table, step->to_day);
            table_quantity(table, step->actual);
            table_quantity(table, step->mean);
            for (size_t k = 0; k < sizeof step->quantile / sizeof *step->quantile; k++) {
                table_quantity(table, step->quantile[k]);
            }
        }
    }
    return table_print(table);
}

static enum es_status run_project(struct session *session)
{
    const struct options *options = &session->options;
    struct es_project project;
    struct es_project_backtest backtest;
    const struct es_series *series;
    ES_TRY(cli_open_project(session, &project));
    for (size_t i = 0; i < options->arguments; i++) {
        ES_TRY(cli_find_series(session, &project, options->argument[i], &series));
    }
    ES_TRY(es_project_backtest(
        &project, options->arguments > 0 ? options->argument : NULL, options->arguments,
        options->as_of_day, options->jobs, &backtest, session->arena, session->error));
    return options->json  ? write_json(session, &backtest)
           : options->csv ? print_steps(session, &backtest)
                          : print_origins(session, &backtest);
}

static enum es_status run(struct session *session)
{
    return session->options.values != NULL ? run_files(session) : run_project(session);
}

static const struct option options[] = {
    {"values", OPTION_TEXT, "FILE", "series_id, x, value: series of a file",
     offsetof(struct options, values), NULL},
    {"series", OPTION_TEXT, "FILE",
     "series_id, kind, freq, ceiling, calendar (fr): what they are",
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
    OPTION_AS_OF,
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
    .details =
        "\nSeries of a project are forecast from up to five of their own earlier points; "
        "the table\nshows the farthest step of each, --json and --csv all of them. MASE "
        "is the "
        "mean "
        "error in mean\nsteps of the series so far, held the same for the last value.\n"
        "With --values, all series of a file are forecast from where --splits says. A "
        "series\nthat cannot be used is named, and the others go on (exit status 1).\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = SIZE_MAX,
    .run = run,
};

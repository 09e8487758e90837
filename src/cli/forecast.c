#include "cli/options.h"
#include "cli/table.h"
#include "cli/whatif.h"

#include "essor/json.h"
#include "essor/window.h"
#include "essor/words.h"

#include <jansson.h>
#include <string.h>

enum { DEFAULT_MONTHS = 24, LONGEST_WINDOW = 64 };

/* What is forecast: periods, each with its operator. */
struct request {
    struct es_observation *observation;
    size_t n;
    int last_day;
};

static enum es_status refuse_figure(struct session *session, const char *text)
{
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "--figure cannot be \"%s\"; it takes KIND:WINDOW, as in "
                   "window_total:2025-01-01..2025-12-31 or window_total:2025, or for "
                   "a ratio ratio_to:WINDOW:WINDOW",
                   text);
}

/* A window of days, as in "2025-01-01..2025-12-31" or "T3 2025". */
static bool parse_window(const char *text, size_t length, int *from, int *to)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char window[LONGEST_WINDOW], rule[ES_RULE_TEXT];
    if (length >= sizeof window) {
        return false;
    }
    memcpy(window, text, length);
    window[length] = '\0';
    if (es_window_parse(window, &style, reading, rule) != ES_WINDOW_GOOD) {
        return false;
    }
    *from = reading[0].from_day;
    *to = reading[0].to_day;
    return true;
}

static bool parse_kind(const char *text, size_t length, enum es_kind *kind)
{
    char name[32];
    if (length >= sizeof name) {
        return false;
    }
    memcpy(name, text, length);
    name[length] = '\0';
    return es_kind_parse(name, kind);
}

static const struct {
    enum es_kind kind;
    enum es_measure measure;
} measures[] = {{ES_STOCK, ES_LEVEL},
                {ES_WINDOW_TOTAL, ES_SUM},
                {ES_MONTHLY_RATE, ES_PER_MONTH},
                {ES_GROWTH_PER_MONTH, ES_PER_MONTH},
                {ES_ANNUALISED_RATE, ES_PER_YEAR},
                {ES_SHARE_OF, ES_SHARE},
                {ES_RATIO_TO, ES_RATIO}};

static bool has_kind(const struct es_series *series, enum es_kind kind)
{
    return (kind != ES_STOCK || series->nature == ES_STOCK_SERIES) &&
           (kind != ES_SHARE_OF || series->whole != NULL);
}

static enum es_status measure_of(struct session *session, const struct es_series *series,
                                 enum es_kind kind, enum es_measure *measure)
{
    char *known = NULL;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        if (!has_kind(series, measures[i].kind)) {
            continue;
        }
        if (measures[i].kind == kind) {
            *measure = measures[i].measure;
            return ES_OK;
        }
        ES_GIVEN(known,
                 es_arena_print(session->arena, "%s%s%s", known == NULL ? "" : known,
                                known == NULL ? "" : ", ",
                                es_kind_name(measures[i].kind)),
                 session->error);
    }
    return es_fail(session->error, ES_ERR_ARGUMENT, "--figure: %s has no %s; it has %s",
                   series->id, es_kind_name(kind), known);
}

static enum es_status read_figure(struct session *session, const struct es_series *series,
                                  struct request *request)
{
    const char *text = session->options.figure;
    const size_t length = strcspn(text, ":");
    struct es_observation *wanted = request->observation;
    enum es_kind kind;
    if (!parse_kind(text, length, &kind) || text[length] != ':') {
        return refuse_figure(session, text);
    }
    const char *window = text + length + 1;
    const size_t first = strcspn(window, ":");
    const char *rest = window + first;
    if (!parse_window(window, first, &wanted->from_day, &wanted->to_day)) {
        return refuse_figure(session, text);
    }
    ES_TRY(measure_of(session, series, kind, &wanted->measure));
    const bool ratio = wanted->measure == ES_RATIO;
    if (ratio ? !parse_window(rest + 1, *rest == ':' ? strlen(rest + 1) : 0,
                              &wanted->ref_from_day, &wanted->ref_to_day)
              : *rest != '\0') {
        return refuse_figure(session, text);
    }
    request->n = 1;
    request->last_day = wanted->to_day;
    return ES_OK;
}

/* Whole months after the one that holds the as-of date. */
static void list_months(const struct es_series *series, int as_of_day, int months,
                        struct request *request)
{
    const int first = es_month_of_day(as_of_day) + 1;
    for (int i = 0; i < months; i++) {
        request->observation[i] = (struct es_observation){
            .measure = series->nature == ES_STOCK_SERIES ? ES_LEVEL : ES_SUM,
            .from_day = es_month_first_day(first + i),
            .to_day = es_month_first_day(first + i + 1) - 1};
    }
    request->n = (size_t)months;
    request->last_day = request->observation[months - 1].to_day;
}

static enum es_status make_request(struct session *session,
                                   const struct es_project *project,
                                   const struct es_series *series,
                                   struct request *request)
{
    const struct options *options = &session->options;
    const int as_of =
        options->as_of_day != ES_NO_DAY ? options->as_of_day : project->as_of_day;
    const int months = options->months > 0 ? options->months : DEFAULT_MONTHS;
    ES_NEW(session->arena, request->observation, (size_t)months, session->error);
    if (options->figure != NULL) {
        return read_figure(session, series, request);
    }
    if (as_of == ES_NO_DAY) {
        return es_fail(session->error, ES_ERR_DATA,
                       "no figure feeds a series of the project");
    }
    list_months(series, as_of, months, request);
    return ES_OK;
}

static enum es_status take_periods(struct session *session,
                                   const struct es_solution *solution,
                                   const struct request *request,
                                   struct es_period **period)
{
    const struct es_outlook *outlook = &solution->fit.outlook;
    const struct es_outlook *whole =
        solution->whole == NULL ? NULL : &solution->whole->fit.outlook;
    double *scratch;
    ES_NEW(session->arena, scratch, ES_PERIODS_AT_ONCE * outlook->draws, session->error);
    ES_NEW(session->arena, *period, request->n, session->error);
    for (size_t i = 0; i < request->n; i++) {
        const struct es_observation *wanted = &request->observation[i];
        if (!es_outlook_covers(outlook, wanted, whole)) {
            char first[ES_DAY_TEXT], last[ES_DAY_TEXT];
            es_day_format(es_month_first_day(outlook->first_month), first);
            es_day_format(es_outlook_end_day(outlook) - 1, last);
            return es_fail(
                session->error, ES_ERR_ARGUMENT,
                "the window lies outside the forecast of %s, which goes from %s "
                "to %s",
                solution->series->id, first, last);
        }
    }
    es_outlook_periods(outlook, request->observation, request->n, whole, scratch,
                       *period);
    return ES_OK;
}

static enum es_status write_json(struct session *session,
                                 const struct es_project *project,
                                 const struct es_solution *solution,
                                 const struct es_period period[], size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        (void)json_array_append_new(list, es_json_period(&period[i]));
    }
    return cli_write_json(
        session, json_pack("{ss ss so ss so so so}", "series", solution->series->id,
                           "unit", solution->series->unit[ES_EN], "as_of",
                           es_json_day(solution->problem.as_of_day), "engine",
                           es_engine_name(solution->engine), "verdict",
                           es_json_verdict(project, solution), "events",
                           es_json_events(project, solution->series,
                                          solution->problem.as_of_day, false),
                           "periods", list));
}

static const struct column columns[] = {
    {"from", "from", false},  {"to", "to", false},   {"mean", "mean", true},
    {"2.5 %", "q025", true},  {"10 %", "q10", true}, {"25 %", "q25", true},
    {"50 %", "q50", true},    {"75 %", "q75", true}, {"90 %", "q90", true},
    {"97.5 %", "q975", true},
};

static enum es_status print_periods(struct session *session,
                                    const struct es_project *project,
                                    const struct es_solution *solution,
                                    const struct es_period period[], size_t n)
{
    static const int shown[] = {0, 1, 3, 6, 9, 11, 12}; /* of the contract's quantiles */
    char *verdict;
    ES_TRY(es_words_verdict(project, solution, &verdict, session->arena, session->error));
    cli_say(session, "%s", verdict);
    ES_TRY(cli_say_events(session, project, solution->series, false));
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < n; i++) {
        table_day(table, period[i].from_day);
        table_day(table, period[i].to_day);
        table_quantity(table, period[i].mean);
        for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++) {
            table_quantity(table, period[i].quantile[shown[k]]);
        }
    }
    return table_print(table);
}

static enum es_status answer(struct session *session, const struct es_project *project,
                             const struct es_solution *solution,
                             const struct request *request)
{
    struct es_period *period = NULL;
    ES_TRY(take_periods(session, solution, request, &period));
    return session->options.json
               ? write_json(session, project, solution, period, request->n)
               : print_periods(session, project, solution, period, request->n);
}

/* The answer of the scenario's outlook. */
static enum es_status answer_scenario(struct session *session, struct cli_whatif *asked,
                                      const struct request *request)
{
    struct es_solution changed = *asked->whatif.solution;
    ES_TRY(es_whatif_outlook(&asked->whatif, &asked->scenario[0],
                             asked->whatif.horizon_day, &changed.fit.outlook,
                             session->arena, session->error));
    return answer(session, asked->project, &changed, request);
}

static enum es_status run_scenario(struct session *session,
                                   const struct es_project *project,
                                   const struct es_series *series,
                                   const struct request *request)
{
    struct cli_whatif asked = {.project = project, .series = series};
    if (request->observation[0].measure == ES_SHARE) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--scenario changes %s but not its whole, so there are no shares",
                       series->id);
    }
    ES_TRY(cli_named_scenario(session, session->options.scenario, &asked));
    enum es_status status = cli_whatif_solve(session, request->last_day, true, &asked);
    if (status == ES_OK) {
        status = answer_scenario(session, &asked, request);
    }
    es_solutions_close(&asked.solutions);
    return status;
}

static enum es_status run(struct session *session)
{
    struct es_project project;
    struct es_solutions solutions;
    const struct es_series *series;
    const struct es_solution *solution;
    struct request request = {.n = 0};
    ES_TRY(cli_open_project(session, &project));
    ES_TRY(cli_find_series(session, &project, session->options.argument[0], &series));
    ES_TRY(make_request(session, &project, series, &request));
    if (session->options.scenario != NULL) {
        return run_scenario(session, &project, series, &request);
    }
    enum es_status status =
        cli_solve_one(session, &project, request.last_day, &solutions, &solution);
    if (status == ES_OK) {
        status = answer(session, &project, solution, &request);
    }
    es_solutions_close(&solutions);
    return status;
}

static const struct option options[] = {
    {"figure", OPTION_TEXT, "WHAT", "one figure, as KIND:WINDOW",
     offsetof(struct options, figure), NULL},
    {"horizon", OPTION_MONTHS, "TIME", "how far, as in 24m or 2y (default: 24m)",
     offsetof(struct options, months), NULL},
    {"scenario", OPTION_TEXT, "NAME", "had growth been that of a scenario of essor.ini",
     offsetof(struct options, scenario), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor forecast ville",
    "essor forecast total --figure window_total:2025-01-01..2025-12-31 --json",
    "essor forecast activation --as-of 2024-06-30 --horizon 3y --csv", NULL};

const struct command cli_forecast = {
    .name = "forecast",
    .arguments = "SERIES",
    .summary = "Quantiles by month, or of one figure",
    .details =
        "\nA flow is forecast by its volume in each month, a stock by its level at "
        "the end of\neach month. KIND is stock, window_total, monthly_rate, "
        "annualised_rate,\ngrowth_per_month, share_of or ratio_to; shares are "
        "fractions of the whole,\nratios compare volumes (of a stock: what it gained). A "
        "WINDOW is 2025-01-01..2025-12-31\nor a date as people write it: 2025-09, "
        "\"sept. 2025\", \"T3 2025\", 2025.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1,
    .run = run,
};

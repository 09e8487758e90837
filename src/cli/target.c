#include "cli/condition.h"
#include "cli/options.h"
#include "cli/table.h"

#include "essor/json.h"
#include "essor/words.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* A row of the answer. */
struct row {
    const struct es_solution *solution;
    const struct es_target *target;
    const struct es_target_answer *answer;
};

struct rows {
    struct row *at;
    size_t n;
};

/* Whether the options state a target of their own. */
static bool states_target(const struct options *options)
{
    return !isnan(options->level) || options->per != NULL || options->measure != NULL ||
           options->by_day != ES_NO_DAY;
}

/* The target of the options; what they leave open comes from the series' main one. */
static enum es_status make_target(struct session *session,
                                  const struct es_solution *solution,
                                  struct es_target *target)
{
    const struct options *options = &session->options;
    if (solution->targets == 0 && isnan(options->level)) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s has no target in targets.csv; give one with --level",
                       solution->series->id);
    }
    *target = solution->targets > 0 ? solution->target[0]
                                    : (struct es_target){.id = "",
                                                         .series = solution->series->id,
                                                         .per = ES_EACH_YEAR,
                                                         .deadline_day = ES_NO_DAY};
    if (solution->targets == 0 && solution->series->nature == ES_STOCK_SERIES) {
        target->per = ES_PER_NONE;
    }
    target->id = isnan(options->level) ? target->id : "";
    target->level = isnan(options->level) ? target->level : options->level;
    target->deadline_day =
        options->by_day == ES_NO_DAY ? target->deadline_day : options->by_day;
    if (options->per != NULL) {
        (void)es_per_parse(options->per, &target->per); /* checked as a choice */
    }
    if (options->measure != NULL) {
        (void)es_measured_parse(options->measure, &target->measured);
    }
    const bool stock = solution->series->nature == ES_STOCK_SERIES;
    if (stock != (target->per == ES_PER_NONE)) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--per cannot be \"%s\" for %s, which is a %s; it takes %s",
                       es_per_name(target->per), solution->series->id,
                       stock ? "stock" : "flow", stock ? "none" : "year or month");
    }
    if (stock && options->measure != NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--measure says how documents per time are counted; %s is a stock",
                       solution->series->id);
    }
    return ES_OK;
}

static enum es_status add_stated(struct session *session,
                                 const struct es_solution *solution, struct rows *rows)
{
    struct es_target *target;
    struct es_target_answer *answer;
    ES_NEW(session->arena, target, 1, session->error);
    ES_NEW(session->arena, answer, 1, session->error);
    ES_TRY(make_target(session, solution, target));
    ES_TRY(es_target_ask(&solution->fit.outlook, target, solution->series->limit, answer,
                         session->arena, session->error));
    rows->at[rows->n++] = (struct row){solution, target, answer};
    return ES_OK;
}

static enum es_status add_known(struct session *session,
                                const struct es_solution *solution, struct rows *rows)
{
    const char *wanted = session->options.target;
    for (size_t i = 0; i < solution->targets; i++) {
        if (wanted == NULL || strcmp(solution->target[i].id, wanted) == 0) {
            rows->at[rows->n++] =
                (struct row){solution, &solution->target[i], &solution->answer[i]};
        }
    }
    return ES_OK;
}

/* Whether the series was asked for, and is not only the whole of one that was. */
static bool is_asked(const struct session *session, const struct es_project *project,
                     const struct es_series *series)
{
    bool asked = session->options.arguments == 0;
    for (size_t i = 0; i < session->options.arguments && !asked; i++) {
        asked = es_project_series(project, session->options.argument[i]) == series;
    }
    return asked;
}

static enum es_status gather(struct session *session, const struct es_project *project,
                             const struct es_solutions *solutions, struct rows *rows)
{
    ES_NEW(session->arena, rows->at, project->targets.n + project->series_count,
           session->error);
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        if (!is_asked(session, project, solution->series)) {
            continue;
        }
        if (solution->status != ES_OK) {
            if (session->options.arguments == 1) {
                return es_fail(session->error, solution->status, "%s",
                               solution->error.message);
            }
            continue;
        }
        ES_TRY(states_target(&session->options) ? add_stated(session, solution, rows)
                                                : add_known(session, solution, rows));
    }
    if (rows->n > 0) {
        return ES_OK;
    }
    return session->options.target != NULL
               ? es_fail(session->error, ES_ERR_ARGUMENT,
                         "targets.csv has no target \"%s\" for what was asked",
                         session->options.target)
               : es_fail(session->error, ES_ERR_ARGUMENT,
                         "there is no target in targets.csv for what was asked; give one "
                         "with --level");
}

static enum es_status put_row(struct session *session, struct table *table,
                              const struct row *row)
{
    const struct es_series *series = row->solution->series;
    const struct es_target_answer *answer = row->answer;
    char *level, state[ES_STATE_TEXT];
    ES_TRY(es_words_level(series, row->target, &level, session->arena, session->error));
    es_words_state(series, row->target, answer, state);
    table_text(table, series->id);
    table_text(table, level);
    table_quantity(table, answer->current.q50);
    table_share(table, answer->current.q50 / row->target->level);
    table_day(table, row->target->deadline_day);
    table_share(table, answer->p_by_deadline);
    table_moment(table, answer->date.q10, answer->horizon_day);
    table_moment(table, answer->date.q50, answer->horizon_day);
    table_moment(table, answer->date.q90, answer->horizon_day);
    table_share(table, answer->p_never);
    table_factor(table, answer->required.q50);
    table_quantity(table, answer->present_pace.q50);
    table_quantity(table, answer->required_pace.q50);
    table_text(table, es_target_state_name(answer->state));
    table_show(table, state);
    return ES_OK;
}

/* What the columns do not say themselves. */
static void explain(struct session *session, const struct rows *rows)
{
    char horizon[ES_DAY_TEXT];
    if (session->options.csv) {
        return;
    }
    es_day_format(rows->at[0].answer->horizon_day, horizon);
    (void)fprintf(session->out,
                  "P(never): not by %s. State: ahead from 90%%, on course from 50%%, at "
                  "risk from 10%%\nof P(by); reached from 90%% today; missed below 50%% "
                  "once the deadline is past.\n",
                  horizon);
}

static enum es_status print_rows(struct session *session,
                                 const struct es_project *project,
                                 const struct rows *rows)
{
    static const struct column columns[] = {
        {"series", "series", false},
        {"target", "target_text", false},
        {"now", "current", true},
        {"share", "share", true},
        {"by", "deadline", false},
        {"P(by)", "p_by_deadline", true},
        {"10 %", "q10", false},
        {"median", "q50", false},
        {"90 %", "q90", false},
        {"P(never)", "p_never", true},
        {"required", "required", true},
        {"a month", "present_pace", true},
        {"needed", "required_pace", true},
        {"state", "state", false},
    };
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < rows->n; i++) {
        const struct es_series *series = rows->at[i].solution->series;
        ES_TRY(put_row(session, table, &rows->at[i]));
        if (i == 0 || rows->at[i - 1].solution->series != series) {
            ES_TRY(cli_say_events(session, project, series, false));
        }
    }
    ES_TRY(table_print(table));
    explain(session, rows);
    return ES_OK;
}

static json_t *json_row(const struct session *session, const struct es_project *project,
                        const struct row *row)
{
    const struct es_series *series = row->solution->series;
    json_t *value = es_json_target(series, row->target, row->answer);
    (void)json_object_set_new(
        value, "events",
        es_json_events(project, series, session->options.as_of_day, false));
    return value;
}

/* One series answers with its main target's keys at the top; "targets" lists all. */
static enum es_status write_json(struct session *session,
                                 const struct es_project *project,
                                 const struct rows *rows)
{
    json_t *list = json_array();
    for (size_t i = 0; i < rows->n; i++) {
        (void)json_array_append_new(list, json_row(session, project, &rows->at[i]));
    }
    json_t *value = session->options.arguments == 1
                        ? json_row(session, project, &rows->at[0])
                        : json_object();
    if (value == NULL || json_object_set_new(value, "targets", list) != 0) {
        json_decref(value);
        return es_no_memory(session->error);
    }
    return cli_write_json(session, value);
}

/* How the answer stands to what is compared, for the line that says which failed. */
static enum es_status say_failure(struct session *session,
                                  const struct condition *condition,
                                  const struct row *row)
{
    const struct es_series *series = row->solution->series;
    char *level, state[ES_STATE_TEXT], median[ES_MOMENT_TEXT];
    char by[ES_TEXT_SIZE], never[ES_TEXT_SIZE];
    ES_TRY(es_words_level(series, row->target, &level, session->arena, session->error));
    es_words_state(series, row->target, row->answer, state);
    es_words_moment(row->answer->date.q50, row->answer->horizon_day, median);
    es_text_percent(by, row->answer->p_by_deadline, ES_EN);
    es_text_percent(never, row->answer->p_never, ES_EN);
    cli_say(session, "%s, %s%s%s: %s (P(by) %s, P(never) %s, median %s; %s)", series->id,
            level, row->target->id[0] != '\0' ? ", " : "", row->target->id,
            condition->text, by, never, median, state);
    return ES_OK;
}

/* ES_FINDING if a target meets the condition of --fail-if; each that does is named. */
static enum es_status judge(struct session *session, const struct condition *condition,
                            const struct rows *rows)
{
    size_t failed = 0;
    for (size_t i = 0; i < rows->n; i++) {
        bool meets;
        ES_TRY(condition_check(condition, rows->at[i].target, rows->at[i].answer, &meets,
                               session->error));
        if (meets) {
            ES_TRY(say_failure(session, condition, &rows->at[i]));
            failed++;
        }
    }
    return failed == 0
               ? ES_OK
               : es_fail(session->error, ES_FINDING, "%zu of %zu target%s fail%s", failed,
                         rows->n, rows->n == 1 ? "" : "s", failed == 1 ? "s" : "");
}

static enum es_status answer(struct session *session, const struct es_project *project,
                             const struct es_solutions *solutions,
                             const struct condition *condition)
{
    struct rows rows = {.n = 0};
    ES_TRY(gather(session, project, solutions, &rows));
    ES_TRY(session->options.json ? write_json(session, project, &rows)
                                 : print_rows(session, project, &rows));
    return condition == NULL ? ES_OK : judge(session, condition, &rows);
}

static enum es_status run(struct session *session)
{
    const char *fail_if = session->options.fail_if;
    struct es_project project;
    struct es_solutions solutions;
    struct condition condition;
    if (fail_if != NULL) {
        ES_TRY(condition_read(fail_if, &condition, session->error));
    }
    ES_TRY(cli_open_project(session, &project));
    /* A deadline beyond the horizon needs paths that reach it. */
    enum es_status status =
        cli_solve(session, &project, session->options.argument,
                  session->options.arguments, session->options.by_day, &solutions);
    if (status == ES_OK) {
        status =
            answer(session, &project, &solutions, fail_if != NULL ? &condition : NULL);
    }
    es_solutions_close(&solutions);
    return status;
}

static const char *const measures[] = {"pace", "trailing", "year", NULL};
static const char *const pers[] = {"year", "month", "none", NULL};
static const struct option options[] = {
    {"level", OPTION_QUANTITY, "X", "ask about this level instead, as in 150M",
     offsetof(struct options, level), NULL},
    {"per", OPTION_CHOICE, "UNIT", "what the level counts: year, month or none",
     offsetof(struct options, per), pers},
    {"measure", OPTION_CHOICE, "HOW",
     "count a pace (a month x 12), any twelve months (trailing) or a calendar year",
     offsetof(struct options, measure), measures},
    {"by", OPTION_DAY, "DATE", "ask about this deadline instead",
     offsetof(struct options, by_day), NULL},
    {"target", OPTION_TEXT, "ID", "only that target of targets.csv",
     offsetof(struct options, target), NULL},
    {"fail-if", OPTION_TEXT, "CONDITION",
     "exit with 1 if a target meets it, as in p<0.5, never>10%, median>2026-12-31, "
     "state=missed",
     offsetof(struct options, fail_if), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor target",
    "essor target ville biologie",
    "essor target ville --level 150M --per year --by 2026-12-31 --json",
    "essor target biologie --measure year",
    "essor target total --fail-if \"p<0.5\"",
    NULL};

const struct command cli_target = {
    .name = "target",
    .arguments = "[SERIES...]",
    .summary = "When is the target reached: dates, probabilities, required growth",
    .details =
        "\nA date is given as 10, 50 and 90 %: in one case of ten it comes before the "
        "first.\nrequired is the factor by which growth would have to speed up from the "
        "as-of date\nto be there by the deadline; needed is the number a month that "
        "leads "
        "there, beside\nthe present one.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1000,
    .run = run,
};

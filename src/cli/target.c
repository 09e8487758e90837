#include "cli/condition.h"
#include "cli/options.h"
#include "cli/table.h"
#include "cli/target_rows.h"

#include "essor/json.h"
#include "essor/words.h"

#include <jansson.h>

static enum es_status put_row(struct session *session, struct table *table,
                              const struct target_row *row)
{
    const struct es_series *series = row->series;
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
static void explain(struct session *session, const struct target_rows *rows)
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
                                 const struct target_rows *rows)
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
        const struct es_series *series = rows->at[i].series;
        ES_TRY(put_row(session, table, &rows->at[i]));
        if (i == 0 || rows->at[i - 1].series != series) {
            ES_TRY(cli_say_events(session, project, series, false));
        }
    }
    ES_TRY(table_print(table));
    explain(session, rows);
    return ES_OK;
}

static json_t *json_row(const struct session *session, const struct es_project *project,
                        const struct target_row *row)
{
    const struct es_series *series = row->series;
    json_t *value = es_json_target(series, row->target, row->answer);
    (void)json_object_set_new(
        value, "events",
        es_json_events(project, series, session->options.as_of_day, false));
    return value;
}

/* One series answers with its main target's keys at the top; "targets" lists all. */
static enum es_status write_json(struct session *session,
                                 const struct es_project *project,
                                 const struct target_rows *rows)
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
                                  const struct target_row *row)
{
    const struct es_series *series = row->series;
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
                            const struct target_rows *rows)
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

static enum es_status run(struct session *session)
{
    const char *fail_if = session->options.fail_if;
    struct es_project project;
    struct condition condition;
    struct target_rows rows = {.n = 0};
    if (fail_if != NULL) {
        ES_TRY(condition_read(fail_if, &condition, session->error));
    }
    ES_TRY(cli_open_project(session, &project));
    ES_TRY(cli_target_rows(session, &project, &rows));
    ES_TRY(session->options.json ? write_json(session, &project, &rows)
                                 : print_rows(session, &project, &rows));
    return fail_if == NULL ? ES_OK : judge(session, &condition, &rows);
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

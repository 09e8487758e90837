#include "cli/whatif.h"

#include "cli/options.h"
#include "cli/table.h"

#include "essor/json.h"
#include "essor/words.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* What was asked, and the answers: of the series as it is, and of each scenario. */
struct answers {
    const struct cli_whatif *asked;
    struct es_target target;
    struct es_whatif_answer baseline;
    struct es_whatif_answer *scenario;
};

/* The target of that id, or the main one; the options may change its level and date. */
static enum es_status choose_target(struct session *session,
                                    const struct cli_whatif *asked,
                                    struct es_target *target)
{
    const struct options *options = &session->options;
    const struct es_series *series = asked->series;
    struct es_target *known;
    size_t n, at = 0;
    ES_TRY(es_project_targets(asked->project, series, &known, &n, session->arena,
                              session->error));
    while (options->target != NULL && at < n &&
           strcmp(known[at].id, options->target) != 0) {
        at++;
    }
    if (at == n && (options->target != NULL || isnan(options->level))) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s has no target%s%s in targets.csv; give one with --level",
                       series->id, options->target != NULL ? " " : "",
                       options->target != NULL ? options->target : "");
    }
    const bool stock = series->nature == ES_STOCK_SERIES;
    *target = n > 0 ? known[at]
                    : (struct es_target){.id = "",
                                         .series = series->id,
                                         .per = stock ? ES_PER_NONE : ES_EACH_YEAR,
                                         .deadline_day = ES_NO_DAY};
    target->id = isnan(options->level) ? target->id : "";
    target->level = isnan(options->level) ? target->level : options->level;
    if (options->by_day != ES_NO_DAY) {
        target->deadline_day = options->by_day;
    }
    if (options->per != NULL) {
        (void)es_per_parse(options->per, &target->per); /* checked as a choice */
    }
    if (options->measure != NULL) {
        (void)es_measured_parse(options->measure, &target->measured);
    }
    return ES_OK;
}

/* "growth=x1.2 slope=+200000/month", or the name of a scenario. */
static enum es_status name_of(struct session *session, const struct es_scenario *scenario,
                              const char **name)
{
    const char *made = scenario->name != NULL ? scenario->name : "";
    for (size_t i = 0; scenario->name == NULL && i < scenario->n; i++) {
        ES_GIVEN(made,
                 es_arena_print(session->arena, "%s%s%s", made, i > 0 ? " " : "",
                                scenario->change[i].text),
                 session->error);
    }
    *name = made;
    return ES_OK;
}

static void put_row(struct table *table, const char *name,
                    const struct es_whatif_answer *answer, double gained)
{
    const struct es_target_answer *target = &answer->target;
    table_text(table, name);
    table_quantity(table, answer->value.q10);
    table_quantity(table, answer->value.q50);
    table_quantity(table, answer->value.q90);
    table_share(table, target->p_by_deadline);
    table_moment(table, target->date.q10, target->horizon_day);
    table_moment(table, target->date.q50, target->horizon_day);
    table_moment(table, target->date.q90, target->horizon_day);
    table_share(table, target->p_never);
    table_number(table, gained, 1);
}

static enum es_status print_answers(struct session *session,
                                    const struct answers *answers)
{
    static const struct column columns[] = {
        {"", "scenario", false},          {"10 % then", "value_q10", true},
        {"50 %", "value_q50", true},      {"90 %", "value_q90", true},
        {"P(by)", "p_by_deadline", true}, {"10 %", "date_q10", false},
        {"median", "date_q50", false},    {"90 %", "date_q90", false},
        {"P(never)", "p_never", true},    {"months gained", "months_gained", true},
    };
    const struct cli_whatif *asked = answers->asked;
    char *level, deadline[ES_DAY_TEXT] = "";
    ES_TRY(es_words_level(asked->series, &answers->target, &level, session->arena,
                          session->error));
    es_day_format(answers->target.deadline_day, deadline);
    cli_say(session, "%s: %s%s%s", asked->series->id, level,
            *deadline != '\0' ? " by " : "", deadline);
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    put_row(table, "baseline", &answers->baseline, NAN);
    for (size_t i = 0; i < asked->n; i++) {
        const char *name = "";
        ES_TRY(name_of(session, &asked->scenario[i], &name));
        put_row(
            table, name, &answers->scenario[i],
            es_months_gained(&answers->baseline.target, &answers->scenario[i].target));
    }
    return table_print(table);
}

static json_t *json_of(const struct answers *answers,
                       const struct es_whatif_answer *answer)
{
    json_t *value =
        es_json_target(answers->asked->series, &answers->target, &answer->target);
    json_t *then = json_pack("{so so so}", "q10", es_json_number(answer->value.q10),
                             "q50", es_json_number(answer->value.q50), "q90",
                             es_json_number(answer->value.q90));
    if (value == NULL || json_object_set_new(value, "value", then) != 0) {
        json_decref(value);
        return NULL;
    }
    return value;
}

/* The keys of one scenario, at the top and in the list of all. */
static json_t *json_scenario(const struct answers *answers, size_t i)
{
    const struct es_scenario *scenario = &answers->asked->scenario[i];
    json_t *texts = json_array();
    for (size_t k = 0; k < scenario->n; k++) {
        (void)json_array_append_new(texts, json_string(scenario->change[k].text));
    }
    const double gained =
        es_months_gained(&answers->baseline.target, &answers->scenario[i].target);
    return json_pack("{ss? so so so}", "name", scenario->name, "changes", texts,
                     "scenario", json_of(answers, &answers->scenario[i]), "months_gained",
                     es_json_number(gained));
}

static enum es_status write_json(struct session *session, const struct answers *answers)
{
    json_t *list = json_array(), *first = json_scenario(answers, 0);
    json_t *value = json_pack("{ss so so}", "series", answers->asked->series->id, "as_of",
                              es_json_day(answers->asked->solutions.as_of_day),
                              "baseline", json_of(answers, &answers->baseline));
    for (size_t i = 0; i < answers->asked->n; i++) {
        (void)json_array_append_new(list, json_scenario(answers, i));
    }
    const bool bad = value == NULL || json_object_update(value, first) != 0 ||
                     json_object_set(value, "scenarios", list) != 0;
    json_decref(first);
    json_decref(list);
    if (bad) {
        json_decref(value);
        return es_no_memory(session->error);
    }
    return cli_write_json(session, value);
}

static enum es_status answer(struct session *session, struct answers *answers)
{
    static const struct es_scenario as_it_is = {.name = NULL};
    const struct cli_whatif *asked = answers->asked;
    ES_NEW(session->arena, answers->scenario, asked->n, session->error);
    ES_TRY(es_whatif_ask(&asked->whatif, &answers->target, &as_it_is, 1, 1,
                         &answers->baseline, session->error));
    ES_TRY(es_whatif_ask(&asked->whatif, &answers->target, asked->scenario, asked->n,
                         session->options.jobs, answers->scenario, session->error));
    if (session->options.keep != NULL) {
        ES_TRY(es_project_keep(asked->project, asked->series, session->options.keep,
                               &asked->scenario[0], session->arena, session->error));
    }
    return session->options.json ? write_json(session, answers)
                                 : print_answers(session, answers);
}

static json_t *amount(double value, double unit)
{
    return es_json_number(value / unit);
}

static enum es_status print_needed(struct session *session, const struct answers *answers,
                                   const struct es_needed *needed)
{
    static const struct column columns[] = {
        {"change", "change", false}, {"needed", "needed", true}, {"", "unit", false}};
    const bool stock = answers->asked->series->nature == ES_STOCK_SERIES;
    char *level, deadline[ES_DAY_TEXT], chance[ES_TEXT_SIZE];
    ES_TRY(es_words_level(answers->asked->series, &answers->target, &level,
                          session->arena, session->error));
    es_day_format(answers->target.deadline_day, deadline);
    es_text_percent(chance, needed->probability, ES_EN);
    cli_say(session, "%s: what it takes to have %s by %s with a probability of %s",
            answers->asked->series->id, level, deadline, chance);
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    table_text(table, "growth");
    table_factor(table, needed->growth);
    table_text(table, "times as fast");
    table_text(table, "slope");
    table_quantity(table, needed->slope / 12.0);
    table_text(table, "more a month");
    table_text(table, "ceiling");
    table_quantity(table, isfinite(needed->ceiling) ? needed->ceiling : (double)NAN);
    table_text(table, stock ? "in the end" : "a year in the end");
    return table_print(table);
}

/* The other way round: which amount of each change would do. */
static enum es_status invert(struct session *session, const struct answers *answers)
{
    const struct cli_whatif *asked = answers->asked;
    struct es_needed needed;
    ES_TRY(es_whatif_needed(&asked->whatif, &answers->target, session->options.chance,
                            &needed, session->error));
    if (!session->options.json) {
        return print_needed(session, answers, &needed);
    }
    return cli_write_json(
        session,
        json_pack("{ss sf ss so sf s{so so so}}", "series", asked->series->id, "target",
                  answers->target.level, "per", es_per_name(answers->target.per),
                  "deadline", es_json_day(answers->target.deadline_day), "probability",
                  needed.probability, "needed", "growth", amount(needed.growth, 1.0),
                  "slope_per_month", amount(needed.slope, 12.0), "ceiling",
                  amount(needed.ceiling, 1.0)));
}

static enum es_status check(struct session *session, const struct cli_whatif *asked)
{
    const struct options *options = &session->options;
    if (asked->n == 0 && options->by_day == ES_NO_DAY) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "name a change, as in growth=+20%%, or a date with --by, to see "
                       "what it would take");
    }
    if (options->keep != NULL && asked->n != 1) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--keep takes one scenario, and there are %zu", asked->n);
    }
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    struct es_project project;
    struct cli_whatif asked = {.project = &project, .reach_day = ES_NO_DAY};
    struct answers answers = {.asked = &asked};
    ES_TRY(cli_open_project(session, &project));
    ES_TRY(
        cli_find_series(session, &project, session->options.argument[0], &asked.series));
    ES_TRY(cli_read_scenarios(session, &asked));
    ES_TRY(check(session, &asked));
    ES_TRY(choose_target(session, &asked, &answers.target));
    if (asked.n == 0) {
        asked.reach_day = es_needed_reach_day(cli_as_of(session, &project),
                                              answers.target.deadline_day);
    }
    enum es_status status =
        cli_whatif_solve(session, answers.target.deadline_day, false, &asked);
    if (status == ES_OK) {
        status = asked.n > 0 ? answer(session, &answers) : invert(session, &answers);
    }
    es_solutions_close(&asked.solutions);
    return status;
}

static const char *const measures[] = {"pace", "trailing", "year", NULL};
static const char *const pers[] = {"year", "month", "none", NULL};
static const struct option options[] = {
    {"and", OPTION_BETWEEN, NULL, "what follows is a further scenario", 0, NULL},
    {"by", OPTION_DAY, "DATE", "the deadline; without changes: what would it take?",
     offsetof(struct options, by_day), NULL},
    {"chance", OPTION_SHARE, "SHARE", "with which probability (default: 0.5)",
     offsetof(struct options, chance), NULL},
    {"target", OPTION_TEXT, "ID", "that target of targets.csv, not the main one",
     offsetof(struct options, target), NULL},
    {"level", OPTION_QUANTITY, "X", "ask about this level instead, as in 150M",
     offsetof(struct options, level), NULL},
    {"per", OPTION_CHOICE, "UNIT", "what the level counts: year, month or none",
     offsetof(struct options, per), pers},
    {"measure", OPTION_CHOICE, "HOW",
     "count a pace, any twelve months or a calendar year",
     offsetof(struct options, measure), measures},
    {"keep", OPTION_TEXT, "NAME", "write the scenario to essor.ini under that name",
     offsetof(struct options, keep), NULL},
    {"draws", OPTION_DRAWS, "N",
     "of only so many draws; 400 are those of the report's page",
     offsetof(struct options, draws), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {
    "essor whatif ville growth=+20%",
    "essor whatif ville growth=x1.5@2026-01 ceiling=150M --and pause=2026-01..2026-06",
    "essor whatif activation growth=0.8..1.6:0.1 --csv",
    "essor whatif activation --by 2026-12-31 --chance 80%", NULL};

const struct command cli_whatif = {
    .name = "whatif",
    .arguments = "SERIES [CHANGE...]",
    .summary = "The same target, had growth been another",
    .details =
        "\nA CHANGE is one of these, with @DATE behind it where it begins later than "
        "today:\n"
        "  growth=x1.2, growth=+20%   time runs so many times as fast\n"
        "  ceiling=150M               growth leads to another end\n"
        "  delay=6m                   nothing changes for so long, then all goes on\n"
        "  pause=2026-01..2026-06     the same between two dates\n"
        "  wave=2026-03:+30M/year:12m a wave more: start, height, time from 10 to 90 %\n"
        "  slope=+200000/month        so many documents more in each month\n"
        "  strike=2026-01-10..2026-01-20:40%  so much is missing of the volume; all of "
        "it "
        "without\n"
        "                             a share\n"
        "or the name of a scenario in essor.ini. Changes of time are made first, the "
        "others from\nleft to right. growth=0.8..1.6:0.1 makes a scenario of each value. "
        "croissance, plafond,\nretard, vague, pente, grève and /mois, /an are read as "
        "well.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1000,
    .run = run,
};

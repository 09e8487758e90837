#include "cli/audit.h"
#include "cli/history.h"
#include "cli/options.h"
#include "cli/table.h"

#include "essor/json.h"

#include <jansson.h>
#include <math.h>

static const char *const use_names[] = {
    [ES_USED] = "used",         [ES_UNKNOWN_YET] = "later", [ES_SUPERSEDED] = "corrected",
    [ES_EXCLUDED] = "excluded", [ES_NOT_TAKEN] = "other",   [ES_REPEATED] = "repeat",
    [ES_ZERO] = "zero",
};

/* What is known of one series at the as-of date. */
struct known {
    const struct es_project *project;
    const struct es_series *series;
    struct es_reading *reading;
    size_t n;
    size_t used;
    struct es_conflict *conflict;
    size_t conflicts;
    int as_of_day;
    struct es_sparse_problem problem; /* of the used figures */
};

static enum es_status look_up(struct session *session, struct known *known)
{
    struct es_observation *used;
    known->as_of_day = session->options.as_of_day;
    ES_TRY(es_project_readings(known->project, known->series, session->options.as_of_day,
                               &known->reading, &known->n, session->arena,
                               session->error));
    ES_NEW(session->arena, used, known->n, session->error);
    for (size_t i = 0; i < known->n; i++) {
        if (known->reading[i].use == ES_USED) {
            used[known->used++] = known->reading[i].observation;
        }
    }
    known->problem = (struct es_sparse_problem){.name = known->series->id,
                                                .nature = known->series->nature,
                                                .observation = used,
                                                .n = known->used};
    return es_conflicts_find(&known->problem, &known->conflict, &known->conflicts,
                             session->arena, session->error);
}

static const struct es_figure *figure_of(const struct known *known, size_t observation)
{
    return &known->project->figures.at[known->problem.observation[observation].figure];
}

/* The other side of a conflict; NULL if that is all the other figures. */
static const char *second_of(const struct known *known,
                             const struct es_conflict *conflict)
{
    return conflict->second == ES_ALL_OTHERS ? NULL
                                             : figure_of(known, conflict->second)->id;
}

static json_t *figure_json(const struct known *known, size_t i)
{
    const struct es_reading *reading = &known->reading[i];
    const struct es_figure *figure = &known->project->figures.at[reading->figure];
    const bool taken = reading->observation.centre > 0.0;
    return json_pack(
        "{ss si ss so so so ss sf ss so so ss ss ss ss}", "id", figure->id, "version",
        figure->version, "series", figure->series, "from", es_json_day(figure->from_day),
        "to", es_json_day(figure->to_day), "published",
        es_json_day(figure->published_day), "kind", es_kind_name(figure->kind), "value",
        figure->value, "qualifier", es_qualifier_name(figure->qualifier), "centre",
        taken ? es_json_number(reading->observation.centre) : json_null(), "sd_log",
        taken ? es_json_number(reading->observation.sd_log) : json_null(), "use",
        use_names[reading->use], "reason", reading->reason, "source_title",
        figure->source_title, "source_url", figure->source_url);
}

static json_t *known_json(const struct known *known, bool with_figures)
{
    const struct es_series *series = known->series;
    json_t *value =
        json_pack("{ss ss ss ss sI sI sI}", "series", series->id, "label",
                  series->label[ES_EN], "unit", series->unit[ES_EN], "nature",
                  series->nature == ES_FLOW_SERIES ? "flow" : "stock", "figures_used",
                  (json_int_t)known->used, "figures_known", (json_int_t)known->n,
                  "conflicts_found", (json_int_t)known->conflicts);
    if (value == NULL || !with_figures) {
        return value;
    }
    json_t *figures = json_array(), *conflicts = json_array();
    for (size_t i = 0; i < known->n; i++) {
        (void)json_array_append_new(figures, figure_json(known, i));
    }
    for (size_t i = 0; i < known->conflicts; i++) {
        const struct es_conflict *conflict = &known->conflict[i];
        (void)json_array_append_new(
            conflicts,
            json_pack("{ss ss? sf}", "first", figure_of(known, conflict->first)->id,
                      "second", second_of(known, conflict), "factor", conflict->factor));
    }
    (void)json_object_set_new(value, "figures", figures);
    (void)json_object_set_new(value, "conflicts", conflicts);
    (void)json_object_set_new(
        value, "events", es_json_events(known->project, series, known->as_of_day, true));
    return value;
}

static enum es_status print_figures(struct session *session, const struct known *known)
{
    static const struct column columns[] = {
        {"figure", "id", false},
        {"from", "from", false},
        {"to", "to", false},
        {"kind", "kind", false},
        {"value", "value", true},
        {"said", "qualifier", false},
        {"read as", "centre", true},
        {"+-", "sd_log", true},
        {"use", "use", false},
        {"why", "reason", false},
        {"source", "source_title", false},
    };
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < known->n; i++) {
        const struct es_reading *reading = &known->reading[i];
        const struct es_figure *figure = &known->project->figures.at[reading->figure];
        const bool taken = reading->observation.centre > 0.0;
        table_text(table, figure->id);
        table_day(table, figure->from_day);
        table_day(table, figure->to_day);
        table_text(table, es_kind_name(figure->kind));
        table_quantity(table, figure->value);
        table_text(table, es_qualifier_name(figure->qualifier));
        table_quantity(table, taken ? reading->observation.centre : (double)NAN);
        table_share(table, taken ? reading->observation.sd_log : (double)NAN);
        table_text(table, use_names[reading->use]);
        table_text(table, reading->reason);
        table_text(table, figure->source_title);
    }
    for (size_t i = 0; i < known->conflicts; i++) {
        const struct es_conflict *conflict = &known->conflict[i];
        const char *second = second_of(known, conflict);
        cli_say(session, "conflict: %s and %s differ by a factor %.3g",
                figure_of(known, conflict->first)->id,
                second != NULL ? second : "all the others", conflict->factor);
    }
    ES_TRY(cli_say_events(session, known->project, known->series, true));
    return table_print(table);
}

static enum es_status show_one(struct session *session, const struct es_project *project)
{
    struct known known = {.project = project};
    ES_TRY(
        cli_find_series(session, project, session->options.argument[0], &known.series));
    ES_TRY(look_up(session, &known));
    if (session->options.json) {
        return cli_write_json(session, known_json(&known, true));
    }
    return print_figures(session, &known);
}

static enum es_status show_all(struct session *session, const struct es_project *project)
{
    static const struct column columns[] = {
        {"series", "series", false},      {"label", "label", false},
        {"nature", "nature", false},      {"unit", "unit", false},
        {"used", "figures_used", true},   {"of", "figures_known", true},
        {"conflicts", "conflicts", true},
    };
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    json_t *list = json_array();
    for (size_t i = 0; i < project->series_count; i++) {
        struct known known = {.project = project, .series = &project->series[i]};
        const enum es_status status = look_up(session, &known);
        if (status != ES_OK) {
            json_decref(list);
            return status;
        }
        (void)json_array_append_new(list, known_json(&known, false));
        table_text(table, known.series->id);
        table_text(table, known.series->label[ES_EN]);
        table_text(table, known.series->nature == ES_FLOW_SERIES ? "flow" : "stock");
        table_text(table, known.series->unit[ES_EN]);
        table_count(table, known.used);
        table_count(table, known.n);
        table_count(table, known.conflicts);
    }
    if (session->options.json) {
        return cli_write_json(session, json_pack("{so}", "series", list));
    }
    json_decref(list);
    return table_print(table);
}

static enum es_status run(struct session *session)
{
    struct es_project project;
    ES_TRY(cli_open_project(session, &project));
    if (session->options.audit) {
        return cli_audit(session, &project);
    }
    if (session->options.history) {
        return cli_history(session, &project);
    }
    if (session->options.arguments > 1) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "essor series shows one series at a time; --audit takes several");
    }
    return session->options.arguments > 0 ? show_one(session, &project)
                                          : show_all(session, &project);
}

static const struct option options[] = {
    {"audit", OPTION_FLAG, NULL, "what is wrong with the figures, and what it changes",
     offsetof(struct options, audit), NULL},
    {"history", OPTION_FLAG, NULL, "figures that were corrected, version by version",
     offsetof(struct options, history), NULL},
    OPTION_AS_OF,
    OPTION_JSON,
    OPTION_CSV,
    OPTION_JOBS};
static const char *const examples[] = {"essor series",
                                       "essor series ville",
                                       "essor series ville --as-of 2023-12-31 --csv",
                                       "essor series --audit",
                                       "essor series ville --history",
                                       NULL};

const struct command cli_series = {
    .name = "series",
    .arguments = "[SERIES...]",
    .summary = "What is known: figures, how each is read, what is left out and why",
    .details =
        "\nA series has its name in the project, or that of a series of figures that "
        "feeds it.\n\n"
        "--audit compares all figures with each other: slips of units, paces printed as\n"
        "totals, contradictions beyond rounding, counts that fall, wholes that "
        "disagree.\n"
        "What would move a target date most comes first. ? marks the rows in doubt, - "
        "those\n"
        "that speak against them; the last lines are suggestions for essor.ini. Nothing "
        "is\n"
        "left out by itself. The exit status is 1 while a finding is open.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1000,
    .run = run,
};

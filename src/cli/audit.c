#include "cli/audit.h"

#include "cli/table.h"
#include "essor/audit.h"
#include "essor/json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

static const struct es_figure *figure_of(const struct es_project *project,
                                         const struct es_audit_row *row)
{
    return &project->figures.at[row->figure];
}

static json_t *rows_json(const struct es_project *project,
                         const struct es_audit_finding *finding)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < finding->rows; i++) {
        const struct es_audit_row *row = &finding->row[i];
        const struct es_figure *figure = figure_of(project, row);
        (void)json_array_append_new(
            rows, json_pack("{ss si ss sf ss sb sb}", "id", figure->id, "line",
                            figure->line, "series", figure->series, "value",
                            figure->value, "source_title", figure->source_title,
                            "suspect", (int)row->suspect, "settled", (int)row->settled));
    }
    return rows;
}

static json_t *finding_json(const struct es_project *project,
                            const struct es_audit_finding *finding)
{
    json_t *suggestions = json_array();
    for (size_t i = 0; i < finding->suggestions; i++) {
        (void)json_array_append_new(suggestions, json_string(finding->suggestion[i]));
    }
    return json_pack(
        "{ss ss ss ss so ss? so ss so so}", "check", es_audit_check_name(finding->check),
        "severity", es_severity_name(finding->severity), "standing",
        es_standing_name(finding->standing), "series", finding->series, "shift_days",
        es_json_number(finding->shift_days), "target", finding->target, "size_sd",
        es_json_number(finding->size_sd), "sentence", finding->sentence, "figures",
        rows_json(project, finding), "suggestions", suggestions);
}

static json_t *audit_json(const struct es_project *project, const struct es_audit *audit)
{
    json_t *findings = json_array(), *checks = json_array(), *counts = json_object();
    for (size_t i = 0; i < audit->n; i++) {
        (void)json_array_append_new(findings, finding_json(project, &audit->finding[i]));
    }
    for (int i = 0; i < ES_AUDIT_CHECKS; i++) {
        (void)json_array_append_new(
            checks,
            json_pack("{ss ss sI}", "name", es_audit_check_name((enum es_audit_check)i),
                      "compares", es_audit_check_compares((enum es_audit_check)i),
                      "compared", (json_int_t)audit->compared[i]));
    }
    for (int i = 0; i < ES_STANDINGS; i++) {
        (void)json_object_set_new(counts, es_standing_name((enum es_standing)i),
                                  json_integer((json_int_t)audit->count[i]));
    }
    return json_pack("{sI so so so}", "skipped", (json_int_t)audit->skipped, "counts",
                     counts, "findings", findings, "checks", checks);
}

/* A line for each row of each finding. */
static enum es_status print_csv(struct session *session, const struct es_project *project,
                                const struct es_audit *audit)
{
    static const struct column columns[] = {
        {"", "finding", true},   {"", "check", false},    {"", "severity", false},
        {"", "standing", false}, {"", "series", false},   {"", "shift_days", true},
        {"", "size_sd", true},   {"", "id", false},       {"", "line", true},
        {"", "suspect", false},  {"", "sentence", false},
    };
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < audit->n; i++) {
        const struct es_audit_finding *finding = &audit->finding[i];
        for (size_t k = 0; k < finding->rows; k++) {
            const struct es_figure *figure = figure_of(project, &finding->row[k]);
            table_count(table, i + 1);
            table_text(table, es_audit_check_name(finding->check));
            table_text(table, es_severity_name(finding->severity));
            table_text(table, es_standing_name(finding->standing));
            table_text(table, finding->series);
            table_number(table, finding->shift_days, 0);
            table_number(table, finding->size_sd, 1);
            table_text(table, figure->id);
            table_count(table, (size_t)figure->line);
            table_text(table, finding->row[k].suspect ? "yes" : "no");
            table_text(table, finding->sentence);
        }
    }
    return table_print(table);
}

static const char *effect_of(struct session *session,
                             const struct es_audit_finding *finding)
{
    const double days = finding->shift_days;
    return isnan(days)
               ? ""
               : es_arena_print(session->arena, ", without it %s is reached %.0f days %s",
                                finding->target, fabs(days),
                                days < 0.0 ? "sooner" : "later");
}

static enum es_status print_finding(struct session *session,
                                    const struct es_project *project, size_t number,
                                    const struct es_audit_finding *finding)
{
    enum { ROWS_SHOWN = 8 };
    const char *effect;
    ES_GIVEN(effect, effect_of(session, finding), session->error);
    (void)fprintf(session->out, "%zu. %s: %s, %s%s\n   %s\n", number, finding->series,
                  es_audit_check_name(finding->check),
                  es_severity_name(finding->severity), effect, finding->sentence);
    for (size_t i = 0; i < finding->rows && i < ROWS_SHOWN; i++) {
        const struct es_audit_row *row = &finding->row[i];
        const struct es_figure *figure = figure_of(project, row);
        (void)fprintf(session->out, "   %s figures.csv:%d %s\n", row->suspect ? "?" : "-",
                      figure->line, figure->id);
    }
    if (finding->rows > ROWS_SHOWN) {
        (void)fprintf(session->out, "     and %zu more rows\n",
                      finding->rows - ROWS_SHOWN);
    }
    for (size_t i = 0; i < finding->suggestions; i++) {
        (void)fprintf(session->out, "   %s\n", finding->suggestion[i]);
    }
    return ES_OK;
}

static enum es_status print_text(struct session *session,
                                 const struct es_project *project,
                                 const struct es_audit *audit)
{
    for (size_t i = 0; i < audit->count[ES_OPEN]; i++) {
        ES_TRY(print_finding(session, project, i + 1, &audit->finding[i]));
    }
    for (size_t i = 0; i < audit->n; i++) {
        if (audit->finding[i].standing == ES_AGREES) {
            (void)fprintf(session->out, "agrees: %s\n", audit->finding[i].sentence);
        }
    }
    (void)fprintf(
        session->out,
        "%zu open; settled: %zu excluded, %zu known, %zu read by their feeds, %zu "
        "counted once (--json lists them)\n",
        audit->count[ES_OPEN], audit->count[ES_LEFT_OUT], audit->count[ES_NOTED],
        audit->count[ES_READ_BY_FEED], audit->count[ES_COUNTED_ONCE]);
    if (audit->skipped > 0) {
        cli_say(session, "%zu series with more than 500 figures were not looked at",
                audit->skipped);
    }
    return ES_OK;
}

/* Names that neither the project nor its figures know are faults of the command line. */
static enum es_status check_names(struct session *session,
                                  const struct es_project *project)
{
    for (size_t i = 0; i < session->options.arguments; i++) {
        const char *name = session->options.argument[i];
        const struct es_series *series;
        bool known = false;
        for (size_t k = 0; k < project->figures.n; k++) {
            known |= strcmp(project->figures.at[k].series, name) == 0;
        }
        if (!known) {
            ES_TRY(cli_find_series(session, project, name, &series));
        }
    }
    return ES_OK;
}

enum es_status cli_audit(struct session *session, const struct es_project *project)
{
    const struct options *options = &session->options;
    const struct es_audit_options how = {
        .as_of_day = options->as_of_day, .weigh = true, .jobs = options->jobs};
    struct es_audit audit;
    ES_TRY(check_names(session, project));
    ES_TRY(es_project_audit(project, options->argument, options->arguments, &how, &audit,
                            session->arena, session->error));
    ES_TRY(options->json  ? cli_write_json(session, audit_json(project, &audit))
           : options->csv ? print_csv(session, project, &audit)
                          : print_text(session, project, &audit));
    return audit.count[ES_OPEN] == 0
               ? ES_OK
               : es_fail(session->error, ES_FINDING, "%zu finding%s open",
                         audit.count[ES_OPEN],
                         audit.count[ES_OPEN] == 1 ? " is" : "s are");
}

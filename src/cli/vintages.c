#include "cli/vintages.h"

#include "cli/table.h"
#include "essor/json.h"

#include <jansson.h>

enum { QUARTER = 3 };

/* A row of the table: all dates together where there is no day, all series where there is
 * none. */
static void put_row(struct table *table, int as_of_day, const struct es_summary *summary)
{
    if (as_of_day == ES_NO_DAY) {
        table_text(table, "all");
    } else {
        table_day(table, as_of_day);
    }
    table_text(table, summary->series != NULL ? summary->series->id : "all");
    table_count(table, summary->n);
    table_number(table, summary->bias_log, 3);
    table_number(table, summary->error_log, 3);
    table_number(table, summary->crps_log, 3);
    table_share(table, summary->cover80);
    table_share(table, summary->cover95);
}

static enum es_status print_table(struct session *session,
                                  const struct es_project *project,
                                  const struct es_vintages *vintages)
{
    static const struct column columns[] = {
        {"as of", "as_of", false},    {"series", "series", false},
        {"figures", "n", true},       {"bias", "bias_log", true},
        {"error", "mae_log", true},   {"CRPS", "crps_log", true},
        {"80 % hold", "cov80", true}, {"95 % hold", "cov95", true}};
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < vintages->n; i++) {
        const struct es_vintage *vintage = &vintages->at[i];
        for (size_t k = 0; k < vintage->card.series; k++) {
            put_row(table, vintage->as_of_day, &vintage->card.by_series[k]);
        }
    }
    for (size_t i = 0; i < project->series_count; i++) {
        const struct es_summary sum =
            es_summary_of(vintages->hit, vintages->hits, &project->series[i]);
        if (sum.n > 0) {
            put_row(table, ES_NO_DAY, &sum);
        }
    }
    const struct es_summary all = es_summary_of(vintages->hit, vintages->hits, NULL);
    put_row(table, ES_NO_DAY, &all);
    return table_print(table);
}

static json_t *by_series_json(const struct es_project *project, const struct es_hit hit[],
                              size_t n)
{
    json_t *value = json_object();
    for (size_t i = 0; i < project->series_count; i++) {
        const struct es_summary sum = es_summary_of(hit, n, &project->series[i]);
        if (sum.n > 0) {
            (void)json_object_set_new(value, project->series[i].id,
                                      cli_summary_json(&sum));
        }
    }
    return value;
}

static json_t *vintage_json(const struct es_project *project,
                            const struct es_vintage *vintage)
{
    const struct es_scorecard *card = &vintage->card;
    json_t *hits = json_array();
    for (size_t i = 0; i < card->hits; i++) {
        (void)json_array_append_new(hits, cli_hit_json(&card->hit[i]));
    }
    return json_pack("{so so so so}", "as_of", es_json_day(vintage->as_of_day), "figures",
                     hits, "summary", cli_summary_json(&card->all), "by_series",
                     by_series_json(project, card->hit, card->hits));
}

static enum es_status write_json(struct session *session,
                                 const struct es_project *project,
                                 const struct es_vintages *vintages)
{
    json_t *list = json_array();
    for (size_t i = 0; i < vintages->n; i++) {
        (void)json_array_append_new(list, vintage_json(project, &vintages->at[i]));
    }
    const struct es_summary all = es_summary_of(vintages->hit, vintages->hits, NULL);
    return cli_write_json(
        session,
        json_pack("{so so so}", "vintages", list, "summary", cli_summary_json(&all),
                  "by_series", by_series_json(project, vintages->hit, vintages->hits)));
}

enum es_status cli_vintages(struct session *session, const struct es_project *project)
{
    const struct options *options = &session->options;
    const struct es_vintage_options how = {
        .names = options->arguments > 0 ? options->argument : NULL,
        .n = options->arguments,
        .every_months = options->every_months > 0 ? options->every_months : QUARTER,
        .until_day = options->as_of_day,
        .jobs = options->jobs};
    struct es_vintages vintages;
    for (size_t i = 0; i < options->arguments; i++) {
        const struct es_series *series;
        ES_TRY(cli_find_series(session, project, options->argument[i], &series));
    }
    ES_TRY(es_project_vintages(project, &how, &vintages, session->arena, session->error));
    return options->json ? write_json(session, project, &vintages)
                         : print_table(session, project, &vintages);
}

#include "project/index.h"
#include "project/settings.h"

#include "essor/change.h"

#include "essor/formula.h"
#include "essor/model.h"

#include <string.h>

/* The ids of the project's series, as candidates for hints. */
static const char **series_ids(struct es_ini *ini, const struct es_project *project)
{
    const char **ids = es_arena_array(ini->arena, project->series_count, sizeof *ids);
    for (size_t i = 0; ids != NULL && i < project->series_count; i++) {
        ids[i] = project->series[i].id;
    }
    ini->exhausted |= ids == NULL;
    return ids;
}

static const struct es_series *series_of_id(const struct es_project *project,
                                            const char *id)
{
    const struct es_places found = es_index_series(project, id);
    return found.n > 0 ? &project->series[found.at[0]] : NULL;
}

/* The line of a key (with that value, unless NULL) in the section that begins on a line.
 */
static int line_of(const struct es_ini *ini, int section_line, const char *key,
                   const char *value)
{
    size_t low = 0, high = ini->sections; /* which stand by line */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ini->section[middle].line < section_line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct es_ini_section *section = &ini->section[low];
    for (size_t k = 0; low < ini->sections && k < section->entries; k++) {
        const struct es_ini_entry *entry = &section->entry[k];
        if (strcmp(entry->key, key) == 0 &&
            (value == NULL || strncmp(entry->value, value, strlen(value)) == 0)) {
            return entry->line;
        }
    }
    return section_line;
}

static void check_whole(struct es_ini *ini, const struct es_project *project,
                        const struct es_series *series, const char *const ids[])
{
    if (series->whole == NULL) {
        return;
    }
    const int line = line_of(ini, series->line, "whole", NULL);
    const struct es_series *whole = series_of_id(project, series->whole);
    if (whole == NULL) {
        es_ini_fault(ini, ES_FAULT_E306, line, series->whole,
                     es_settings_hint(ini, series->whole, ids, project->series_count,
                                      "name a series of this file"),
                     "no series is called \"%s\"", series->whole);
    } else if (whole == series || whole->whole != NULL) {
        es_ini_fault(ini, ES_FAULT_E305, line, series->whole,
                     "a whole is a series without a whole of its own",
                     "\"%s\" cannot be the whole of \"%s\"", series->whole, series->id);
    } else if (whole->nature != series->nature) {
        es_ini_fault(
            ini, ES_FAULT_E305, line, series->whole, "both must be flows or both stocks",
            "\"%s\" and its whole \"%s\" differ in nature", series->id, series->whole);
    }
}

/* The rest of a whole is one of its parts. */
static void check_rest(struct es_ini *ini, const struct es_project *project,
                       const struct es_series *series, const char *const ids[])
{
    if (series->rest == NULL) {
        return;
    }
    const int line = line_of(ini, series->line, "rest", NULL);
    const struct es_series *rest = series_of_id(project, series->rest);
    if (rest == NULL) {
        es_ini_fault(ini, ES_FAULT_E306, line, series->rest,
                     es_settings_hint(ini, series->rest, ids, project->series_count,
                                      "name a series of this file"),
                     "no series is called \"%s\"", series->rest);
    } else if (rest->whole == NULL || strcmp(rest->whole, series->id) != 0) {
        es_ini_fault(ini, ES_FAULT_E305, line, series->rest,
                     "its section says whole = and the name of this series",
                     "\"%s\" is no part of \"%s\"", series->rest, series->id);
    }
}

static void check_feeds(struct es_ini *ini, const struct es_project *project,
                        const struct es_series *series, const char *const names[])
{
    for (size_t i = 0; i < series->feeds; i++) {
        const struct es_feed *feed = &series->feed[i];
        const int line = line_of(ini, series->line, "feed", feed->series);
        if (es_index_figures(project, feed->series).n == 0) {
            es_ini_fault(ini, ES_FAULT_E306, line, feed->series,
                         es_settings_hint(ini, feed->series, names, project->figures.n,
                                          "name a series of figures.csv"),
                         "figures.csv has no series \"%s\"", feed->series);
        }
        if (feed->from_day != ES_NO_DAY && feed->to_day != ES_NO_DAY &&
            feed->to_day < feed->from_day) {
            es_ini_fault(ini, ES_FAULT_E305, line, feed->series, "swap the two dates",
                         "a feed that ends before it begins");
        }
    }
}

static bool has_figure(const struct es_project *project, const char *id)
{
    for (size_t i = 0; i < project->figures.n; i++) {
        if (strcmp(project->figures.at[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void check_exclusions(struct es_ini *ini, const struct es_project *project,
                             const struct es_exclusion list[], size_t n,
                             const char *const ids[])
{
    for (size_t i = 0; i < n; i++) {
        const struct es_exclusion *exclusion = &list[i];
        if (!has_figure(project, exclusion->figure)) {
            es_ini_fault(ini, ES_FAULT_E306, exclusion->line, exclusion->figure,
                         es_settings_hint(ini, exclusion->figure, ids, project->figures.n,
                                          "name a figure by its id in figures.csv"),
                         "figures.csv has no figure \"%s\"", exclusion->figure);
        }
    }
}

static void check_main_target(struct es_ini *ini, const struct es_project *project,
                              const struct es_series *series)
{
    const struct es_places of = es_index_targets(project, series->id);
    if (series->main_target == NULL) {
        return;
    }
    const char **ids = es_arena_array(ini->arena, of.n, sizeof *ids);
    bool found = ids == NULL;
    for (size_t i = 0; ids != NULL && i < of.n; i++) {
        ids[i] = project->targets.at[of.at[i]].id;
        found = found || strcmp(ids[i], series->main_target) == 0;
    }
    ini->exhausted |= ids == NULL;
    if (!found) {
        es_ini_fault(ini, ES_FAULT_E306, line_of(ini, series->line, "target", NULL),
                     series->main_target,
                     es_settings_hint(ini, series->main_target, ids, of.n,
                                      "name a target of this series in targets.csv"),
                     "targets.csv has no target \"%s\" for \"%s\"", series->main_target,
                     series->id);
    }
}

static void check_chart(struct es_ini *ini, const struct es_project *project,
                        const struct es_chart_order *chart, const char *const ids[])
{
    for (size_t i = 0; i < chart->n; i++) {
        if (series_of_id(project, chart->series[i]) == NULL) {
            es_ini_fault(ini, ES_FAULT_E306, line_of(ini, chart->line, "series", NULL),
                         chart->series[i],
                         es_settings_hint(ini, chart->series[i], ids,
                                          project->series_count,
                                          "name a series of this file"),
                         "no series is called \"%s\"", chart->series[i]);
        }
    }
}

/* Targets stand in a file of their own; so do their faults. */
static void check_targets(struct es_ini *ini, const struct es_project *project,
                          const char *const ids[])
{
    struct es_ini place = {
        .path = es_arena_print(ini->arena, "%s/targets.csv", project->directory),
        .faults = ini->faults,
        .arena = ini->arena,
        .exhausted = false};
    if (place.path == NULL) {
        ini->exhausted = true;
        return;
    }
    for (size_t i = 0; i < project->targets.n; i++) {
        const struct es_target *target = &project->targets.at[i];
        const struct es_series *series = series_of_id(project, target->series);
        if (series == NULL) {
            es_ini_fault(
                &place, ES_FAULT_E306, target->line, NULL,
                es_settings_hint(ini, target->series, ids, project->series_count,
                                 "name a series of essor.ini"),
                "the target \"%s\" is for the series \"%s\", which essor.ini does "
                "not know",
                target->id, target->series);
        } else if ((series->nature == ES_STOCK_SERIES) != (target->per == ES_PER_NONE)) {
            es_ini_fault(&place, ES_FAULT_E305, target->line, NULL,
                         series->nature == ES_STOCK_SERIES ? "per = none for a level"
                                                           : "per = month or year",
                         "the target \"%s\" does not suit the nature of \"%s\"",
                         target->id, target->series);
        }
    }
    ini->exhausted |= place.exhausted;
}

/* The first line of a message: what follows it shows the text, which a fault does too. */
static void fault_of_model(struct es_ini *ini, const struct es_formula_model *model,
                           const char *key, const char *value, const struct es_error *why)
{
    es_ini_fault(ini, ES_FAULT_E305, line_of(ini, model->line, key, NULL), value, "",
                 "%.*s", (int)strcspn(why->message, "\n"), why->message);
}

/* A formula of t and a start for each of its parameters. */
static void check_model(struct es_ini *ini, const struct es_formula_model *model)
{
    static const char *const time[] = {"t"};
    static const double *const no_rows[] = {NULL};
    const struct es_columns_of columns = {0, 1, time, no_rows};
    struct es_error why = {.status = ES_OK};
    struct es_formula *formula;
    struct es_named_value *start;
    struct es_task task;
    struct es_unknown *unknown;
    size_t starts;
    if (es_model_find(model->id) != NULL || strcmp(model->id, "auto") == 0) {
        es_ini_fault(ini, ES_FAULT_E304, model->line, model->id, "choose another name",
                     "essor has a model \"%s\" already", model->id);
    }
    if (model->formula == NULL || model->start == NULL) {
        return; /* reported */
    }
    if (es_formula_read(model->formula, &columns, &formula, ini->arena, &why) != ES_OK) {
        fault_of_model(ini, model, "formula", model->formula, &why);
    } else if (es_named_values_read(model->start, &start, &starts, ini->arena, &why) !=
                   ES_OK ||
               es_task_of_formula(formula, NULL, start, starts, &task, &unknown,
                                  ini->arena, &why) != ES_OK) {
        fault_of_model(ini, model, "start", model->start, &why);
    }
    ini->exhausted |= why.status == ES_ERR_MEMORY;
}

/* Each change of a scenario must be one of its series, whatever the date. */
static void check_scenario(struct es_ini *ini, const struct es_project *project,
                           const struct es_scenario_order *scenario,
                           const char *const ids[])
{
    const struct es_series *series = NULL;
    for (size_t i = 0; i < project->series_count && series == NULL; i++) {
        const bool same = strcmp(project->series[i].id, scenario->series) == 0;
        series = same ? &project->series[i] : NULL;
    }
    if (series == NULL) {
        es_ini_fault(ini, ES_FAULT_E306, scenario->line, NULL,
                     es_settings_hint(ini, scenario->series, ids, project->series_count,
                                      "[series NAME] declares one"),
                     "there is no series \"%s\" for the scenario %s", scenario->series,
                     scenario->id);
        return;
    }
    const struct es_change_style style = {series->nature, 0};
    for (size_t i = 0; i < scenario->n; i++) {
        struct es_change_grid grid = {.count = 1};
        struct es_error why;
        const enum es_status read =
            es_change_read(scenario->change[i], &style, &grid, ini->arena, &why);
        if (read != ES_OK || grid.count > 1) {
            es_ini_fault(ini, ES_FAULT_E305, scenario->line, NULL,
                         read != ES_OK ? why.message : "write one of its values",
                         "the scenario %s has a change that is none: %s", scenario->id,
                         scenario->change[i]);
        }
    }
}

enum es_status es_settings_check(struct es_ini *ini, const struct es_project *project,
                                 struct es_error *err)
{
    const char **ids = series_ids(ini, project);
    const char **figure_ids, **figure_series;
    ES_NEW(ini->arena, figure_ids, project->figures.n, err);
    ES_NEW(ini->arena, figure_series, project->figures.n, err);
    for (size_t i = 0; i < project->figures.n; i++) {
        figure_ids[i] = project->figures.at[i].id;
        figure_series[i] = project->figures.at[i].series;
    }
    for (size_t i = 0; i < project->series_count && ids != NULL; i++) {
        const struct es_series *series = &project->series[i];
        check_whole(ini, project, series, ids);
        check_rest(ini, project, series, ids);
        check_feeds(ini, project, series, figure_series);
        check_exclusions(ini, project, series->exclusion, series->exclusions, figure_ids);
        check_main_target(ini, project, series);
    }
    check_exclusions(ini, project, project->known, project->knowns, figure_ids);
    for (size_t i = 0; i < project->charts && ids != NULL; i++) {
        check_chart(ini, project, &project->chart[i], ids);
    }
    for (size_t i = 0; i < project->models; i++) {
        check_model(ini, &project->model[i]);
    }
    for (size_t i = 0; i < project->scenarios && ids != NULL; i++) {
        check_scenario(ini, project, &project->scenario[i], ids);
    }
    for (size_t i = 0; i < project->events && ids != NULL; i++) {
        es_settings_check_event(ini, project, &project->event[i], ids);
    }
    if (ids != NULL) {
        check_targets(ini, project, ids);
    }
    return ini->exhausted ? es_no_memory(err) : ES_OK;
}

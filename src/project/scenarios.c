/* scenarios.c: the scenarios that a project file names. */
#include "essor/whatif.h"

#include "essor/file.h"
#include "essor/suggest.h"
#include "project/keys.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_FILE = 1 << 20 };

static const struct es_scenario_order *
find(const struct es_project *project, const struct es_series *series, const char *name)
{
    for (size_t i = 0; i < project->scenarios; i++) {
        if (strcmp(project->scenario[i].id, name) == 0 &&
            (series == NULL || strcmp(project->scenario[i].series, series->id) == 0)) {
            return &project->scenario[i];
        }
    }
    return NULL;
}

static enum es_status refuse(const struct es_project *project,
                             const struct es_series *series, const char *name,
                             struct es_arena *arena, struct es_error *err)
{
    const char **ids;
    size_t n = 0;
    ES_NEW(arena, ids, project->scenarios, err);
    for (size_t i = 0; i < project->scenarios; i++) {
        if (strcmp(project->scenario[i].series, series->id) == 0) {
            ids[n++] = project->scenario[i].id;
        }
    }
    const char *near = es_suggest(name, ids, n);
    return near != NULL
               ? es_fail(err, ES_ERR_ARGUMENT,
                         "%s has no scenario \"%s\"; did you mean \"%s\"?", series->id,
                         name, near)
               : es_fail(err, ES_ERR_ARGUMENT,
                         "%s has no scenario \"%s\"; essor.ini names them in [scenario "
                         "NAME], and a change is written NAME=VALUE",
                         series->id, name);
}

enum es_status es_project_scenario(const struct es_project *project,
                                   const struct es_series *series, const char *name,
                                   int as_of_day, struct es_scenario *scenario,
                                   struct es_arena *arena, struct es_error *err)
{
    const struct es_scenario_order *order = find(project, series, name);
    const struct es_change_style style = {series->nature, as_of_day};
    struct es_change *change;
    if (order == NULL) {
        return refuse(project, series, name, arena, err);
    }
    ES_NEW(arena, change, order->n, err);
    for (size_t i = 0; i < order->n; i++) {
        struct es_change_grid grid;
        struct es_error why;
        if (es_change_read(order->change[i], &style, &grid, arena, &why) != ES_OK) {
            return es_fail(err, ES_ERR_ARGUMENT, "scenario %s: %s", name, why.message);
        }
        change[i] = grid.first;
        if (grid.first.kind == ES_CHANGE_WAVE) {
            change[i].amount_sd_log = order->wave_sd_log;
            change[i].start_sd_days = order->wave_sd_days;
        }
    }
    *scenario = (struct es_scenario){.name = order->id, .change = change, .n = order->n};
    return ES_OK;
}

enum es_status es_project_keep(const struct es_project *project,
                               const struct es_series *series, const char *name,
                               const struct es_scenario *scenario, struct es_arena *arena,
                               struct es_error *err)
{
    char *path, *text;
    size_t size;
    if (!es_id_is_valid(name)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "a scenario cannot be called \"%s\"; it takes at most 40 "
                       "characters among a-z, 0-9, _ and -",
                       name);
    }
    if (find(project, NULL, name) != NULL) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "essor.ini has a scenario \"%s\" already; choose another name",
                       name);
    }
    ES_GIVEN(path, es_arena_print(arena, "%s/essor.ini", project->directory), err);
    ES_TRY(es_file_read(path, LONGEST_FILE, &text, &size, arena, err));
    ES_GIVEN(text,
             es_arena_print(arena, "%s%s\n[scenario %s]\nseries = %s\n", text,
                            size > 0 && text[size - 1] != '\n' ? "\n" : "", name,
                            series->id),
             err);
    for (size_t i = 0; i < scenario->n; i++) {
        ES_GIVEN(text,
                 es_arena_print(arena, "%schange = %s\n", text, scenario->change[i].text),
                 err);
    }
    return es_file_write(path, text, strlen(text), err);
}

#include "project/building.h"

#include "essor/parallel.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *const es_chart_endings[ES_CHART_FILES] = {"gp", "png", "csv", "txt"};
static const char *const table_files[ES_TABLES] = {"targets.csv", "targets.json",
                                                   "forecasts.csv"};

enum es_status es_build_path(const struct es_build *build, const char *path, char **whole,
                             struct es_arena *arena, struct es_error *err)
{
    ES_GIVEN(*whole, es_arena_print(arena, "%s/%s", build->root, path), err);
    return ES_OK;
}

bool es_build_intact(const struct es_build *build, const char *path)
{
    char *whole, hash[ES_HASH_TEXT];
    const char *left = es_manifest_hash(&build->before, path);
    return left != NULL &&
           es_build_path(build, path, &whole, build->arena, NULL) == ES_OK &&
           es_hash_file(whole, hash, NULL) == ES_OK && strcmp(hash, left) == 0;
}

void es_build_tell(const struct es_build *build, enum es_build_event_kind kind,
                   const char *path, const char *why)
{
    if (build->options->tell != NULL) {
        build->options->tell(build->options->context,
                             &(struct es_build_event){kind, path, why, 0, 0});
    }
}

/* What draws, as one hash: another gnuplot or another font draws other pixels. */
static enum es_status hash_tools(struct es_build *build, struct es_error *err)
{
    char *text, hash[ES_HASH_TEXT];
    struct es_drawing_tools *tools = &build->tools;
    ES_TRY(es_drawing_tools_find(tools, build->arena, err));
    ES_GIVEN(text,
             es_arena_print(build->arena, "%s\n%s\n%s\n%s\n%s\n", tools->version,
                            tools->font[0].hash, tools->font[1].hash, tools->font[2].hash,
                            tools->templates),
             err);
    es_hash_bytes(text, strlen(text), hash);
    ES_GIVEN(build->now.tools, es_arena_copy(build->arena, hash), err);
    return ES_OK;
}

static enum es_status name_drawing(const struct es_build *build,
                                   const struct es_chart_task *task,
                                   struct es_drawing *drawing, struct es_error *err)
{
    const char *below = task->directory + strlen(build->root) + 1;
    *drawing = (struct es_drawing){.task = task};
    ES_GIVEN(drawing->stem, es_arena_print(build->arena, "%s/%s", below, task->stem),
             err);
    for (int i = 0; i < ES_CHART_FILES; i++) {
        ES_GIVEN(
            drawing->path[i],
            es_arena_print(build->arena, "%s.%s", drawing->stem, es_chart_endings[i]),
            err);
    }
    return ES_OK;
}

static enum es_status name_outputs(struct es_build *build, struct es_error *err)
{
    struct es_chart_task *task;
    ES_TRY(es_project_charts(build->project, build->out, &task, &build->drawings,
                             build->arena, err));
    ES_NEW(build->arena, build->drawing, build->drawings, err);
    for (size_t i = 0; i < build->drawings; i++) {
        ES_TRY(name_drawing(build, &task[i], &build->drawing[i], err));
    }
    for (int i = 0; i < ES_TABLES; i++) {
        ES_GIVEN(build->table[i], es_arena_print(build->arena, "out/%s", table_files[i]),
                 err);
    }
    return ES_OK;
}

enum es_status es_plan_open(struct es_build *build, struct es_error *err)
{
    char *out, *manifest, *journal;
    const struct es_project *project = build->project;
    const int as_of = build->options->as_of_day;
    build->as_of_day = as_of == ES_NO_DAY ? project->as_of_day : as_of;
    ES_TRY(es_build_path(build, "out", &out, build->arena, err));
    ES_TRY(es_build_path(build, "out/manifest.json", &manifest, build->arena, err));
    ES_TRY(es_build_path(build,
                         build->options->shards > 0 ? ES_SHARD_JOURNAL : "out/.journal",
                         &journal, build->arena, err));
    build->out = out;
    build->manifest_path = manifest;
    build->journal_path = journal;
    build->now = (struct es_manifest){.engine = "essor " ESSOR_VERSION,
                                      .fingerprint = project->fingerprint,
                                      .as_of_day = build->as_of_day};
    ES_TRY(hash_tools(build, err));
    ES_TRY(es_manifest_read(manifest, &build->before, build->arena, err));
    ES_TRY(es_journal_read(build, err));
    return name_outputs(build, err);
}

bool es_plan_is_current(const struct es_build *build)
{
    char *store;
    bool current =
        es_manifest_agrees(&build->before, &build->now) && build->before.failed == 0 &&
        build->before.lefts == 0 &&
        build->before.outputs == build->drawings * (size_t)ES_CHART_FILES + ES_TABLES &&
        access(build->journal_path, F_OK) != 0 &&
        es_build_path(build, "essor.db", &store, build->arena, NULL) == ES_OK &&
        access(store, F_OK) == 0;
    for (size_t i = 0; current && i < build->drawings; i++) {
        for (int k = 0; current && k < ES_CHART_FILES; k++) {
            current = es_build_intact(build, build->drawing[i].path[k]);
        }
    }
    for (int i = 0; current && i < ES_TABLES; i++) {
        current = es_build_intact(build, build->table[i]);
    }
    return current;
}

static void key_of_series(void *context, size_t i)
{
    struct es_build *build = context;
    struct es_answered *answered = &build->answered[i];
    answered->series = &build->project->series[i];
    answered->status = es_series_key(build->project, answered->series, build->as_of_day,
                                     build->horizon_day, answered->key, &answered->error);
}

static enum es_status judge_series(struct es_build *build, size_t i, struct es_error *err)
{
    struct es_answered *answered = &build->answered[i];
    const char *before = es_manifest_key(&build->before, answered->series->id, i);
    if (answered->status != ES_OK) {
        return answered->status == ES_ERR_MEMORY ? es_no_memory(err) : ES_OK;
    }
    if (build->store != NULL) {
        ES_TRY(es_store_has_note(build->store, answered->key, &answered->noted, err));
    }
    if (!answered->noted) {
        answered->why = before == NULL ? "it is new"
                        : strcmp(before, answered->key) != 0
                            ? "its figures, settings or targets changed"
                            : "the store does not know it";
    }
    return ES_OK;
}

/* What is wrong with the files of a chart; NULL: nothing. */
static const char *fault_of_files(const struct es_build *build,
                                  const struct es_drawing *drawing)
{
    for (int i = 0; i < ES_CHART_FILES; i++) {
        char *whole;
        if (es_build_path(build, drawing->path[i], &whole, build->arena, NULL) != ES_OK ||
            access(whole, F_OK) != 0) {
            return "it is missing";
        }
        if (!es_build_intact(build, drawing->path[i])) {
            return "it was changed by hand";
        }
    }
    return NULL;
}

static const char *why_stale(const struct es_build *build,
                             const struct es_drawing *drawing)
{
    const struct es_manifest_chart *before =
        es_manifest_chart(&build->before, drawing->stem);
    if (before == NULL) {
        return "it is new";
    }
    if (strcmp(before->numbers, drawing->key.numbers) != 0) {
        return "its numbers change";
    }
    if (strcmp(before->texts, drawing->key.texts) != 0) {
        return "its texts or sources changed";
    }
    if (strcmp(build->before.tools, build->now.tools) != 0) {
        return "gnuplot, a font or a template changed";
    }
    return fault_of_files(build, drawing);
}

static enum es_status judge_drawing(struct es_build *build, struct es_drawing *drawing,
                                    struct es_error *err)
{
    const struct es_chart_task *task = drawing->task;
    const char **keys;
    ES_NEW(build->arena, keys, task->n, err);
    for (size_t i = 0; i < task->n; i++) {
        keys[i] = build->answered[task->series[i] - build->project->series].key;
    }
    ES_TRY(
        es_chart_key(build->project, task, keys, build->as_of_day, &drawing->key, err));
    drawing->why = why_stale(build, drawing);
    return ES_OK;
}

enum es_status es_plan_judge(struct es_build *build, struct es_error *err)
{
    const size_t n = build->project->series_count;
    build->horizon_day = es_horizon_day(build->as_of_day, build->project->horizon_years);
    ES_NEW(build->arena, build->answered, n, err);
    es_parallel_for(n, build->options->jobs, key_of_series, build);
    for (size_t i = 0; i < n; i++) {
        ES_TRY(judge_series(build, i, err));
    }
    for (size_t i = 0; i < build->drawings; i++) {
        ES_TRY(judge_drawing(build, &build->drawing[i], err));
    }
    return ES_OK;
}

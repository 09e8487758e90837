#include "essor/file.h"
#include "essor/hash.h"
#include "essor/parallel.h"
#include "project/manifest.h"
#include "project/results.h"
#include "project/sweep.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *const chart_files[] = {"gp", "png", "csv", "txt"};
enum { CHART_FILES = 4, TABLE_FILES = 3 };
static const char *const table_files[TABLE_FILES] = {"targets.csv", "targets.json",
                                                     "forecasts.csv"};

/* One chart and what became of it. */
struct drawing {
    const struct es_chart_task *task;
    const char *path[CHART_FILES]; /* relative to the project */
    bool kept;
    enum es_status status;
    struct es_error error;
};

struct build {
    const struct es_project *project;
    const struct es_build_options *options;
    struct es_solutions solutions;
    const char *out;
    const char *manifest_path;
    struct es_manifest before, now;
    struct drawing *drawing;
    size_t drawings;
    const char *table[TABLE_FILES]; /* relative to the project */
    struct es_arena *arena;
};

static enum es_status absolute(const struct build *build, const char *path, char **whole,
                               struct es_arena *arena, struct es_error *err)
{
    ES_GIVEN(*whole, es_arena_print(arena, "%s/%s", build->project->directory, path),
             err);
    return ES_OK;
}

/* Whether an output is there just as the last build left it. */
static bool is_intact(const struct build *build, const char *path)
{
    char *whole, hash[ES_HASH_TEXT];
    const char *left = es_manifest_hash(&build->before, path);
    return left != NULL && absolute(build, path, &whole, build->arena, NULL) == ES_OK &&
           es_hash_file(whole, hash, NULL) == ES_OK && strcmp(hash, left) == 0;
}

static enum es_status plan_drawing(const struct build *build,
                                   const struct es_chart_task *task,
                                   struct drawing *drawing, struct es_error *err)
{
    const char *below = task->directory + strlen(build->project->directory) + 1;
    const bool same_inputs = es_manifest_agrees(&build->before, &build->now);
    *drawing = (struct drawing){.task = task, .kept = same_inputs};
    for (int i = 0; i < CHART_FILES; i++) {
        ES_GIVEN(
            drawing->path[i],
            es_arena_print(build->arena, "%s/%s.%s", below, task->stem, chart_files[i]),
            err);
        drawing->kept = drawing->kept && is_intact(build, drawing->path[i]);
    }
    return ES_OK;
}

static enum es_status make_plan(struct build *build, struct es_error *err)
{
    struct es_chart_task *task;
    const struct es_project *project = build->project;
    const int as_of = build->options->as_of_day;
    char *out, *path;
    ES_TRY(absolute(build, "out", &out, build->arena, err));
    ES_TRY(absolute(build, "out/manifest.json", &path, build->arena, err));
    build->out = out;
    build->manifest_path = path;
    build->now = (struct es_manifest){.engine = "essor " ESSOR_VERSION,
                                      .fingerprint = project->fingerprint,
                                      .as_of_day = as_of == ES_NO_DAY ? project->as_of_day
                                                                      : as_of};
    ES_TRY(es_manifest_read(path, &build->before, build->arena, err));
    ES_TRY(es_project_charts(project, out, &task, &build->drawings, build->arena, err));
    ES_NEW(build->arena, build->drawing, build->drawings, err);
    ES_NEW(build->arena, build->now.output,
           build->drawings * (size_t)CHART_FILES + TABLE_FILES, err);
    for (size_t i = 0; i < build->drawings; i++) {
        ES_TRY(plan_drawing(build, &task[i], &build->drawing[i], err));
    }
    for (int i = 0; i < TABLE_FILES; i++) {
        ES_GIVEN(build->table[i], es_arena_print(build->arena, "out/%s", table_files[i]),
                 err);
    }
    return ES_OK;
}

static bool is_current(const struct build *build)
{
    char *store;
    bool current = es_manifest_agrees(&build->before, &build->now) &&
                   absolute(build, "essor.db", &store, build->arena, NULL) == ES_OK &&
                   access(store, F_OK) == 0;
    for (size_t i = 0; current && i < build->drawings; i++) {
        current = build->drawing[i].kept;
    }
    for (int i = 0; current && i < TABLE_FILES; i++) {
        current = is_intact(build, build->table[i]);
    }
    return current;
}

static enum es_status make_folder(const char *path, struct es_error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return es_fail(err, ES_ERR_IO, "cannot make the folder %s: %s", path,
                       strerror(errno));
    }
    return ES_OK;
}

/* out, out/LANG and the folder of each chart, without the leavings of killed builds. */
static enum es_status make_folders(const struct build *build, struct es_error *err)
{
    ES_TRY(make_folder(build->out, err));
    es_sweep(build->project->directory);
    es_sweep(build->out);
    for (size_t i = 0; i < build->drawings; i++) {
        const char *charts = build->drawing[i].task->directory;
        char *parent;
        ES_GIVEN(parent,
                 es_arena_copy_n(build->arena, charts,
                                 (size_t)(strrchr(charts, '/') - charts)),
                 err);
        ES_TRY(make_folder(parent, err));
        ES_TRY(make_folder(charts, err));
        es_sweep(charts);
    }
    return ES_OK;
}

static void tell(const struct build *build, const char *line)
{
    if (build->options->progress != NULL) {
        build->options->progress(build->options->context, line);
    }
}

static void draw_one(void *context, size_t i)
{
    struct build *build = context;
    struct drawing *drawing = &build->drawing[i];
    struct es_arena *arena;
    if (drawing->kept) {
        return;
    }
    drawing->status = es_arena_open(&arena, &drawing->error);
    if (drawing->status != ES_OK) {
        return;
    }
    drawing->status = es_project_draw(build->project, &build->solutions, drawing->task,
                                      arena, &drawing->error);
    if (drawing->status == ES_OK) {
        tell(build, drawing->path[1]);
    }
    es_arena_close(arena);
}

static enum es_status note_output(struct build *build, const char *path,
                                  struct es_error *err)
{
    char *whole, hash[ES_HASH_TEXT];
    struct es_artefact *output = &build->now.output[build->now.outputs];
    ES_TRY(absolute(build, path, &whole, build->arena, err));
    ES_TRY(es_hash_file(whole, hash, err));
    ES_GIVEN(output->hash, es_arena_copy(build->arena, hash), err);
    output->path = path;
    build->now.outputs++;
    return ES_OK;
}

static enum es_status draw_charts(struct build *build, struct es_build_report *report,
                                  struct es_error *err)
{
    es_parallel_for(build->drawings, build->options->jobs, draw_one, build);
    for (size_t i = 0; i < build->drawings; i++) {
        const struct drawing *drawing = &build->drawing[i];
        if (drawing->status != ES_OK) {
            report->failed++;
            continue;
        }
        report->made += drawing->kept ? 0 : CHART_FILES;
        report->kept += drawing->kept ? CHART_FILES : 0;
        for (int k = 0; k < CHART_FILES; k++) {
            ES_TRY(note_output(build, drawing->path[k], err));
        }
    }
    return ES_OK;
}

/* Writes a table unless the same text is there. */
static enum es_status put_table(struct build *build, int table, const char *text,
                                struct es_build_report *report, struct es_error *err)
{
    char *path, there[ES_HASH_TEXT] = "", hash[ES_HASH_TEXT];
    ES_TRY(absolute(build, build->table[table], &path, build->arena, err));
    es_hash_bytes(text, strlen(text), hash);
    (void)es_hash_file(path, there, NULL);
    if (strcmp(there, hash) == 0) {
        report->kept++;
    } else {
        ES_TRY(es_file_write(path, text, strlen(text), err));
        report->made++;
        tell(build, build->table[table]);
    }
    return note_output(build, build->table[table], err);
}

static enum es_status put_tables(struct build *build, struct es_build_report *report,
                                 struct es_error *err)
{
    char *text[TABLE_FILES];
    const struct es_solutions *solutions = &build->solutions;
    ES_TRY(es_results_targets_csv(solutions, &text[0], build->arena, err));
    ES_TRY(
        es_results_targets_json(build->project, solutions, &text[1], build->arena, err));
    ES_TRY(es_results_forecasts_csv(solutions, &text[2], build->arena, err));
    for (int i = 0; i < TABLE_FILES; i++) {
        ES_TRY(put_table(build, i, text[i], report, err));
    }
    return ES_OK;
}

/* The series of a run as the store keeps them. */
static enum es_status list_run(const struct build *build, struct es_run_series **series,
                               size_t *n, struct es_error *err)
{
    const struct es_solutions *solutions = &build->solutions;
    struct es_run_series *list;
    size_t count = 0;
    ES_NEW(build->arena, list, solutions->n, err);
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        struct es_period *period;
        if (solution->status != ES_OK) {
            continue;
        }
        ES_TRY(es_project_months(solution, ES_RESULT_MONTHS, &period, build->arena, err));
        list[count++] = (struct es_run_series){.series = solution->series->id,
                                               .period = period,
                                               .periods = ES_RESULT_MONTHS,
                                               .target = solution->target,
                                               .answer = solution->answer,
                                               .targets = solution->targets};
    }
    *series = list;
    *n = count;
    return ES_OK;
}

static enum es_status record(const struct build *build, struct es_store *store,
                             struct es_error *err)
{
    struct es_run_series *series = NULL;
    size_t n = 0;
    char when[] = "2000-01-01T00:00:00Z";
    const time_t now = time(NULL);
    struct tm utc;
    ES_TRY(list_run(build, &series, &n, err));
    if (gmtime_r(&now, &utc) != NULL) {
        (void)strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
    const struct es_run run = {.as_of_day = build->now.as_of_day,
                               .seed = build->project->seed,
                               .inputs_hash = build->project->fingerprint,
                               .engine_version = ESSOR_VERSION,
                               .finished_at = when};
    ES_TRY(es_store_put_figures(store, &build->project->figures, NULL, err));
    return es_store_put_run(store, &run, series, n, build->now.output, build->now.outputs,
                            err);
}

static enum es_status remember(const struct build *build, struct es_error *err)
{
    char *path;
    struct es_store *store;
    ES_TRY(absolute(build, "essor.db", &path, build->arena, err));
    ES_TRY(es_store_open(path, &store, err));
    const enum es_status status = record(build, store, err);
    es_store_close(store);
    return status;
}

/* The first thing that could not be made. */
static enum es_status first_failure(const struct build *build, struct es_error *err)
{
    for (size_t i = 0; i < build->solutions.n; i++) {
        const struct es_solution *solution = &build->solutions.at[i];
        if (solution->status != ES_OK) {
            return es_fail(err, solution->status, "%s", solution->error.message);
        }
    }
    for (size_t i = 0; i < build->drawings; i++) {
        const struct drawing *drawing = &build->drawing[i];
        if (drawing->status != ES_OK) {
            return es_fail(err, drawing->status, "%s: %s", drawing->path[1],
                           drawing->error.message);
        }
    }
    return ES_OK;
}

/* The manifest comes last: a build that was cut short is not taken for a whole one. */
static enum es_status make(struct build *build, struct es_build_report *report,
                           struct es_error *err)
{
    const struct es_solve_options how = {.as_of_day = build->options->as_of_day,
                                         .horizon_day = ES_NO_DAY,
                                         .jobs = build->options->jobs,
                                         .verdict = true};
    ES_TRY(es_project_solve(build->project, NULL, 0, &how, &build->solutions,
                            build->arena, err));
    ES_TRY(make_folders(build, err));
    ES_TRY(draw_charts(build, report, err));
    ES_TRY(put_tables(build, report, err));
    ES_TRY(remember(build, err));
    ES_TRY(es_manifest_write(build->manifest_path, &build->now, build->project,
                             build->arena, err));
    return first_failure(build, err);
}

enum es_status es_project_build(const struct es_project *project,
                                const struct es_build_options *options,
                                struct es_build_report *report, struct es_arena *arena,
                                struct es_error *err)
{
    struct build build = {.project = project, .options = options, .arena = arena};
    *report = (struct es_build_report){.current = false};
    ES_TRY(make_plan(&build, err));
    if (is_current(&build)) {
        report->current = true;
        report->kept = build.drawings * (size_t)CHART_FILES + TABLE_FILES;
        return ES_OK;
    }
    const enum es_status status = make(&build, report, err);
    es_solutions_close(&build.solutions);
    return status;
}

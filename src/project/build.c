#include "project/building.h"

#include "essor/file.h"
#include "essor/probe.h"
#include "essor/whatif.h"
#include "project/build.h"
#include "project/sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum es_status make_folder(const char *path, struct es_error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return es_fail(err, ES_ERR_IO, "cannot make the folder %s: %s", path,
                       strerror(errno));
    }
    return ES_OK;
}

/* One build at a time in a folder. The lock is on the folder itself, and ends with the
 * process that holds it. */
static enum es_status lock(const struct es_build *build, int *fd, struct es_error *err)
{
    ES_TRY(make_folder(build->out, err));
    *fd = open(build->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0) {
        return es_fail(err, ES_ERR_IO, "cannot open %s: %s", build->out, strerror(errno));
    }
    if (flock(*fd, LOCK_EX | LOCK_NB) != 0) {
        (void)close(*fd);
        return es_fail(err, ES_ERR_IO,
                       "another essor is building %s; try again when it is done",
                       build->root);
    }
    return ES_OK;
}

/* out, out/LANG and the folder of each chart, without the leavings of killed builds. */
static enum es_status make_folders(const struct es_build *build, struct es_error *err)
{
    es_sweep(build->root);
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

static enum es_status note_output(struct es_build *build, const char *path,
                                  struct es_error *err)
{
    char *whole, hash[ES_HASH_TEXT];
    struct es_artefact *output = &build->now.output[build->now.outputs];
    ES_TRY(es_build_path(build, path, &whole, build->arena, err));
    ES_TRY(es_hash_file(whole, hash, err));
    ES_GIVEN(output->hash, es_arena_copy(build->arena, hash), err);
    output->path = path;
    build->now.outputs++;
    return ES_OK;
}

/* What there is now: charts that were drawn or kept, tables. */
static enum es_status note_outputs(struct es_build *build, struct es_error *err)
{
    struct es_manifest *now = &build->now;
    ES_NEW(build->arena, now->output,
           build->drawings * (size_t)ES_CHART_FILES + ES_TABLES, err);
    ES_NEW(build->arena, now->chart, build->drawings, err);
    for (size_t i = 0; i < build->drawings; i++) {
        const struct es_drawing *drawing = &build->drawing[i];
        if (drawing->status != ES_OK) {
            continue;
        }
        build->report->made += drawing->why != NULL ? ES_CHART_FILES : 0;
        build->report->kept += drawing->why != NULL ? 0 : ES_CHART_FILES;
        now->chart[now->charts++] = (struct es_manifest_chart){
            drawing->stem, drawing->key.numbers, drawing->key.texts};
        for (int k = 0; k < ES_CHART_FILES; k++) {
            ES_TRY(note_output(build, drawing->path[k], err));
        }
    }
    for (int i = 0; i < ES_TABLES; i++) {
        ES_TRY(note_output(build, build->table[i], err));
    }
    return ES_OK;
}

static enum es_status note_series(struct es_build *build, struct es_error *err)
{
    struct es_manifest *now = &build->now;
    const size_t n = build->project->series_count;
    ES_NEW(build->arena, now->series, n, err);
    for (size_t i = 0; i < n; i++) {
        now->series[i] = (struct es_manifest_series){build->answered[i].series->id,
                                                     build->answered[i].key};
    }
    now->series_count = n;
    return ES_OK;
}

/* The machine that calculated and drew; where nothing was drawn, the one of before. */
static enum es_status note_machine(struct es_build *build, struct es_error *err)
{
    char numbers[ES_HASH_TEXT], pictures[ES_HASH_TEXT];
    bool drawn = build->before.pictures_machine[0] == '\0';
    for (size_t i = 0; i < build->drawings; i++) {
        drawn = drawn || build->drawing[i].why != NULL || build->drawing[i].taken;
    }
    es_numbers_probe(numbers);
    ES_GIVEN(build->now.numbers_machine, es_arena_copy(build->arena, numbers), err);
    build->now.pictures_machine = build->before.pictures_machine;
    if (drawn && build->drawings > 0 && es_pictures_probe(pictures, NULL) == ES_OK) {
        ES_GIVEN(build->now.pictures_machine, es_arena_copy(build->arena, pictures), err);
    }
    return ES_OK;
}

/* A file of before that is none of now: named, kept in mind, or removed. */
static enum es_status leave(struct es_build *build, const struct es_artefact *artefact,
                            struct es_error *err)
{
    char *whole;
    ES_TRY(es_build_path(build, artefact->path, &whole, build->arena, err));
    for (size_t i = 0; i < build->drawings; i++) { /* one that failed this time */
        const size_t length = strlen(build->drawing[i].stem);
        if (strncmp(artefact->path, build->drawing[i].stem, length) == 0 &&
            artefact->path[length] == '.') {
            return ES_OK;
        }
    }
    if (es_manifest_hash(&build->now, artefact->path) != NULL ||
        access(whole, F_OK) != 0) {
        return ES_OK;
    }
    if (build->options->prune && unlink(whole) == 0) {
        es_build_tell(build, ES_BUILD_PRUNED, artefact->path, NULL);
        return ES_OK;
    }
    build->now.left[build->now.lefts++] = *artefact;
    build->report->left++;
    es_build_tell(build, ES_BUILD_LEFT, artefact->path, NULL);
    return ES_OK;
}

static enum es_status look_at_leavings(struct es_build *build, struct es_error *err)
{
    const struct es_manifest *before = &build->before;
    ES_NEW(build->arena, build->now.left, before->outputs + before->lefts, err);
    for (size_t i = 0; i < before->outputs; i++) {
        ES_TRY(leave(build, &before->output[i], err));
    }
    for (size_t i = 0; i < before->lefts; i++) {
        ES_TRY(leave(build, &before->left[i], err));
    }
    return ES_OK;
}

static void count_failures(struct es_build *build)
{
    size_t charts = 0, series = 0;
    for (size_t i = 0; i < build->drawings; i++) {
        charts += build->drawing[i].status != ES_OK;
    }
    for (size_t i = 0; i < build->project->series_count; i++) {
        const struct es_answered *answered = &build->answered[i];
        series += answered->status != ES_OK;
        if (answered->status != ES_OK) {
            es_build_tell(build, ES_BUILD_FAILED, answered->series->id,
                          answered->error.message);
        }
    }
    build->report->failed = charts;
    build->now.failed = charts + series;
}

static enum es_status put_run(struct es_build *build, struct es_error *err)
{
    const size_t n = build->project->series_count;
    const char **key;
    char when[] = "2000-01-01T00:00:00Z";
    const time_t now = time(NULL);
    struct tm utc;
    ES_NEW(build->arena, key, n, err);
    for (size_t i = 0; i < n; i++) {
        key[i] = build->answered[i].key;
    }
    if (gmtime_r(&now, &utc) != NULL) {
        (void)strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
    const struct es_run run = {.as_of_day = build->as_of_day,
                               .seed = build->project->seed,
                               .inputs_hash = build->project->fingerprint,
                               .engine_version = ESSOR_VERSION,
                               .finished_at = when};
    ES_TRY(es_store_put_figures(build->store, &build->project->figures, NULL, err));
    return es_store_put_run(build->store, &run, key, n, build->now.output,
                            build->now.outputs, err);
}

/* The first thing that could not be made. */
static enum es_status first_failure(const struct es_build *build, struct es_error *err)
{
    for (size_t i = 0; i < build->project->series_count; i++) {
        const struct es_answered *answered = &build->answered[i];
        if (answered->status != ES_OK) {
            return es_fail(err, answered->status, "%s", answered->error.message);
        }
    }
    for (size_t i = 0; i < build->drawings; i++) {
        const struct es_drawing *drawing = &build->drawing[i];
        if (drawing->status != ES_OK) {
            return es_fail(err, drawing->status, "%s: %s", drawing->path[ES_PICTURE],
                           drawing->error.message);
        }
    }
    return ES_OK;
}

/* Whether the tables would be written anew: their numbers, their series, or their file.
 */
static const char *why_table(const struct es_build *build, const char *path)
{
    const size_t n = build->project->series_count;
    if (!es_build_intact(build, path)) {
        return "it is missing or was changed";
    }
    bool same = build->before.series_count == n;
    for (size_t i = 0; i < n && same; i++) {
        const char *before =
            es_manifest_key(&build->before, build->answered[i].series->id, i);
        same = before != NULL && strcmp(before, build->answered[i].key) == 0;
    }
    return same ? NULL : "its numbers change";
}

static void tell_tables(const struct es_build *build)
{
    for (int i = 0; i < ES_TABLES; i++) {
        const char *why = why_table(build, build->table[i]);
        if (why != NULL) {
            es_build_tell(build, ES_BUILD_PLANNED, build->table[i], why);
        }
    }
}

static void tell_plan(const struct es_build *build)
{
    for (size_t i = 0; i < build->project->series_count; i++) {
        if (build->answered[i].why != NULL) {
            es_build_tell(build, ES_BUILD_PLANNED, build->answered[i].series->id,
                          build->answered[i].why);
        }
    }
    for (size_t i = 0; i < build->drawings; i++) {
        if (build->drawing[i].why != NULL) {
            es_build_tell(build, ES_BUILD_PLANNED, build->drawing[i].path[ES_PICTURE],
                          build->drawing[i].why);
        }
    }
    if (build->options->shards == 0) {
        tell_tables(build);
    }
}

/* Draws of the series that were answered anew, for what-if; not where a build is only
 * made to be compared. */
static enum es_status keep_draws(const struct es_build *build, struct es_error *err)
{
    const char **name;
    size_t n = 0;
    if (build->options->shards == 0 &&
        strcmp(build->root, build->project->directory) != 0) {
        return ES_OK;
    }
    ES_NEW(build->arena, name, build->project->series_count, err);
    for (size_t i = 0; i < build->project->series_count; i++) {
        const struct es_answered *answered = &build->answered[i];
        if (answered->sparse && answered->status == ES_OK) {
            name[n++] = answered->series->id;
        }
    }
    const struct es_whatif_names names = {name, n, build->as_of_day};
    return es_whatif_remember(build->project, &names, build->options->jobs, build->store,
                              err);
}

static enum es_status run_units(struct es_build *build, struct es_error *err)
{
    for (size_t i = 0; i < build->project->series_count; i++) {
        build->report->answered += build->answered[i].why != NULL;
    }
    return es_units_run(build, err);
}

/* The manifest comes last: a build that was cut short is not taken for a whole one. */
static enum es_status make(struct es_build *build, struct es_error *err)
{
    ES_TRY(es_merge_answers(build, err));
    ES_TRY(es_plan_judge(build, err));
    ES_TRY(make_folders(build, err));
    ES_TRY(es_merge_charts(build, err));
    ES_TRY(run_units(build, err));
    ES_TRY(es_tables_put(build, err));
    ES_TRY(note_series(build, err));
    ES_TRY(note_outputs(build, err));
    ES_TRY(note_machine(build, err));
    ES_TRY(look_at_leavings(build, err));
    count_failures(build);
    ES_TRY(put_run(build, err));
    ES_TRY(keep_draws(build, err));
    ES_TRY(es_manifest_write(build->manifest_path, &build->now, build->project,
                             build->arena, err));
    (void)unlink(build->journal_path);
    return first_failure(build, err);
}

static void count_shard(struct es_build *build)
{
    for (size_t i = 0; i < build->drawings; i++) {
        const struct es_drawing *drawing = &build->drawing[i];
        build->report->failed += drawing->status != ES_OK;
        build->report->made +=
            drawing->why != NULL && drawing->status == ES_OK ? ES_CHART_FILES : 0;
    }
}

/* Answers and charts only: what lists all of them is made when shards are merged. The
 * journal stays, and says what was drawn. */
static enum es_status make_shard(struct es_build *build, struct es_error *err)
{
    ES_TRY(es_plan_judge(build, err));
    es_shard_choose(build);
    ES_TRY(make_folders(build, err));
    ES_TRY(run_units(build, err));
    count_shard(build);
    ES_TRY(keep_draws(build, err));
    return first_failure(build, err);
}

static enum es_status open_store(struct es_build *build, struct es_error *err)
{
    char *path;
    ES_TRY(es_build_path(build, "essor.db", &path, build->arena, err));
    return es_store_open(path, &build->store, err);
}

static enum es_status make_locked(struct es_build *build, struct es_error *err)
{
    int fd;
    ES_TRY(lock(build, &fd, err));
    enum es_status status = open_store(build, err);
    if (status == ES_OK) {
        status = build->options->shards > 0 ? make_shard(build, err) : make(build, err);
    }
    es_store_close(build->store);
    (void)close(fd);
    return status;
}

/* Makes nothing, not even a store. */
static enum es_status plan_only(struct es_build *build, struct es_error *err)
{
    char *path;
    ES_TRY(es_build_path(build, "essor.db", &path, build->arena, err));
    enum es_status status = access(path, F_OK) == 0 ? open_store(build, err) : ES_OK;
    if (status == ES_OK) {
        status = es_plan_judge(build, err);
    }
    if (status == ES_OK && build->options->shards > 0) {
        es_shard_choose(build);
    }
    if (status == ES_OK) {
        tell_plan(build);
    }
    es_store_close(build->store);
    return status;
}

enum es_status es_build_below(const struct es_project *project, const char *root,
                              const struct es_build_options *options,
                              struct es_build_report *report, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_build build = {.project = project,
                             .options = options,
                             .report = report,
                             .root = root,
                             .arena = arena};
    *report = (struct es_build_report){.current = false};
    ES_TRY(es_plan_open(&build, err));
    if (build.as_of_day == ES_NO_DAY) {
        return es_fail(err, ES_ERR_DATA,
                       "no figure feeds a series, so there is nothing to forecast from");
    }
    if (options->merges == 0 && es_plan_is_current(&build)) {
        report->current = true;
        report->kept = build.before.outputs;
        return ES_OK;
    }
    return options->dry_run ? plan_only(&build, err) : make_locked(&build, err);
}

enum es_status es_project_build(const struct es_project *project,
                                const struct es_build_options *options,
                                struct es_build_report *report, struct es_arena *arena,
                                struct es_error *err)
{
    const char *root = project->directory;
    if (options->shards > 0) {
        char *above, *folder;
        ES_GIVEN(above, es_arena_print(arena, "%s/shards", root), err);
        ES_GIVEN(folder,
                 es_arena_print(arena, "%s/%zu-of-%zu", above, options->shard,
                                options->shards),
                 err);
        if (!options->dry_run) {
            ES_TRY(make_folder(above, err));
            ES_TRY(make_folder(folder, err));
        }
        root = folder;
    }
    return es_build_below(project, root, options, report, arena, err);
}

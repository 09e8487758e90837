#include "essor/import.h"

#include "essor/file.h"
#include "essor/hash.h"
#include "essor/project.h"
#include "essor/store.h"
#include "project/import_file.h"
#include "project/settings.h"

#include <string.h>
#include <unistd.h>

enum { BULK = 50 * 1000, MOST_CLASHES = 1000 };

/* An import on its way. */
struct importing {
    const struct es_import_job *job;
    struct es_import_result *result;
    struct es_project project; /* its settings only */
    const char *path;          /* of figures.csv */
    struct es_figures_file before;
    struct es_intake **intake; /* [files] */
    struct es_known *known;
    struct es_store *store; /* NULL in a dry run, as are the next two */
    struct es_store_import *import;
    FILE *out;
    bool all_new; /* in a dry run */
    bool stale;   /* the store does not know what figures.csv holds */
    struct es_arena *arena;
    struct es_arena *scratch; /* of one figure */
};

/* The series of figures that the shares of a series are shares of. */
static const char *whole_of(const struct es_project *project,
                            const struct es_series *series)
{
    const struct es_series *whole =
        series->whole == NULL ? NULL : es_project_series(project, series->whole);
    return whole == NULL ? NULL : whole->feeds > 0 ? whole->feed[0].series : whole->id;
}

/* What the project knows of a series: the kind that its nature or its feed gives. */
static bool about_series(void *context, const char *name, struct es_series_facts *facts)
{
    const struct es_project *project = context;
    const struct es_series *series = es_project_series(project, name);
    if (series == NULL) {
        return false;
    }
    *facts = (struct es_series_facts){
        .kind = series->nature == ES_FLOW_SERIES ? ES_WINDOW_TOTAL : ES_STOCK,
        .nature = series->nature,
        .unit = series->unit[project->language[0]],
        .whole = whole_of(project, series),
        .launch_day = series->launch_day};
    for (size_t i = 0; i < series->feeds; i++) {
        if (series->feed[i].has_kind && strcmp(series->feed[i].series, name) == 0) {
            facts->kind = series->feed[i].kind;
        }
    }
    return true;
}

static enum es_status open_settings(struct importing *importing, struct es_error *err)
{
    struct es_faults faults;
    return es_settings_open(importing->job->directory, &importing->project, &faults,
                            importing->arena, err);
}

/* Reads every file once; all of their faults are gathered. */
static enum es_status check_files(struct importing *importing, struct es_error *err)
{
    struct es_import_result *result = importing->result;
    struct es_reading_style style = importing->job->style;
    style.about = about_series;
    style.context = &importing->project;
    for (size_t i = 0; i < importing->job->files; i++) {
        struct es_faults *faults = &result->faults[i];
        ES_TRY(es_intake_open(importing->job->file[i], &style, &importing->intake[i],
                              importing->arena, err));
        const enum es_status status = es_intake_check(importing->intake[i], faults, err);
        if (status != ES_OK && status != ES_FINDING) {
            return status;
        }
        result->faulty += faults->n + faults->unlisted;
        result->given += es_intake_count(importing->intake[i]);
        result->unused_count[i] =
            es_intake_unused(importing->intake[i], &result->unused[i]);
    }
    return result->faulty == 0
               ? ES_OK
               : es_fail(err, ES_FINDING, "%zu fault%s; nothing was imported",
                         result->faulty, result->faulty == 1 ? "" : "s");
}

static void preview(const struct importing *importing, const struct es_figure *figure,
                    enum es_novelty novelty)
{
    const struct es_import_job *job = importing->job;
    if (job->preview != NULL && importing->result->added <= job->previews) {
        job->preview(job->context, figure, novelty);
    }
}

/* Another figure has the id already: numbers tell them apart. */
static enum es_status renumber(struct importing *importing, const char *id, int number,
                               struct es_figure *figure, enum es_novelty *novelty,
                               struct es_error *err)
{
    ES_GIVEN(figure->id, es_arena_print(importing->scratch, "%s-%d", id, number), err);
    figure->version = 1;
    return es_known_judge(importing->known, figure, novelty, importing->scratch, err);
}

/* Puts a figure into the store, under an id and a version that are free there. */
static enum es_status store_figure(struct importing *importing, struct es_figure *figure,
                                   enum es_novelty *novelty, struct es_error *err)
{
    const char *id = figure->id;
    for (int i = 2; i < MOST_CLASHES && *novelty != ES_KNOWN_ALREADY; i++) {
        enum es_stored stored;
        ES_TRY(es_store_import_put(importing->import, figure, &stored, err));
        if (stored == ES_STORED_NOW || stored == ES_STORED_BEFORE) {
            return ES_OK;
        }
        if (stored == ES_STORED_CLASH) {
            ES_TRY(renumber(importing, id, i, figure, novelty, err));
        } else { /* a version that figures.csv has lost */
            figure->version++;
        }
    }
    return *novelty == ES_KNOWN_ALREADY
               ? ES_OK
               : es_fail(err, ES_ERR_DEFECT, "no id is free for %s", id);
}

/* Takes a figure that is not there yet. */
static enum es_status add_figure(struct importing *importing, struct es_figure *figure,
                                 enum es_novelty novelty, struct es_error *err)
{
    struct es_import_result *result = importing->result;
    const char *reason = importing->job->reason;
    if (novelty == ES_CORRECTION && reason != NULL) {
        ES_GIVEN(figure->note, es_note_reason(figure->note, reason, importing->scratch),
                 err);
    }
    if (importing->import != NULL) {
        ES_TRY(store_figure(importing, figure, &novelty, err));
    }
    if (novelty == ES_KNOWN_ALREADY) {
        result->known++;
        return ES_OK;
    }
    result->added++;
    result->corrected += novelty == ES_CORRECTION;
    preview(importing, figure, novelty);
    if (importing->out != NULL) {
        es_figures_put(importing->out, figure);
    }
    /* One file has each figure once; corrections may have several versions in it. */
    return importing->job->files != 1 || novelty == ES_CORRECTION
               ? es_known_add(importing->known, figure, err)
               : ES_OK;
}

static enum es_status take_figure(void *context, const struct es_figure *given,
                                  struct es_error *err)
{
    struct importing *importing = context;
    struct es_figure figure = *given;
    if (importing->all_new && importing->result->added > importing->job->previews) {
        return ES_FINDING; /* enough was seen */
    }
    enum es_novelty novelty;
    es_arena_clear(importing->scratch);
    if (figure.id[0] == '\0') {
        ES_GIVEN(figure.id, es_figure_make_id(&figure, importing->scratch), err);
    }
    ES_TRY(es_known_judge(importing->known, &figure, &novelty, importing->scratch, err));
    if (novelty == ES_KNOWN_ALREADY) {
        importing->result->known++;
        return ES_OK;
    }
    return add_figure(importing, &figure, novelty, err);
}

static enum es_status take_all(struct importing *importing, struct es_error *err)
{
    for (size_t i = 0; i < importing->job->files; i++) {
        ES_TRY(es_intake_each(importing->intake[i], take_figure, importing, err));
    }
    for (size_t i = 0; i < importing->job->figures.n; i++) {
        ES_TRY(take_figure(importing, &importing->job->figures.at[i], err));
    }
    return ES_OK;
}

static enum es_status store_known(void *context, const struct es_figure *figure,
                                  struct es_error *err)
{
    struct importing *importing = context;
    return es_store_import_known(importing->import, figure, err);
}

/* Writes the new figures.csv. ES_FINDING if it would be the old one. */
static enum es_status write_figures(FILE *out, void *context, struct es_error *err)
{
    struct importing *importing = context;
    importing->out = out;
    ES_TRY(es_figures_file_copy(&importing->before, out, importing->arena, err));
    if (importing->stale && importing->before.exists) {
        ES_TRY(es_figures_file_each(importing->path, store_known, importing,
                                    importing->arena, err));
    }
    ES_TRY(take_all(importing, err));
    return importing->result->added > 0
               ? ES_OK
               : es_fail(NULL, ES_FINDING, "there is nothing new");
}

static enum es_status list_files(const struct importing *importing, const char **files,
                                 struct es_error *err)
{
    const char *list = "";
    for (size_t i = 0; i < importing->job->files; i++) {
        ES_GIVEN(list,
                 es_arena_print(importing->arena, "%s%s%s", list, i > 0 ? "\n" : "",
                                importing->job->file[i]),
                 err);
    }
    *files = list;
    return ES_OK;
}

/* Writes figures.csv and says what the store must remember of it. */
static enum es_status replace_file(struct importing *importing, struct es_import *record,
                                   char after[ES_QUICK_TEXT], struct es_error *err)
{
    const enum es_status status =
        es_file_make(importing->path, write_figures, importing, err);
    if (status != ES_OK && status != ES_FINDING) {
        return status;
    }
    record->added = importing->result->added;
    if (status == ES_FINDING) {
        return ES_OK;
    }
    ES_TRY(list_files(importing, &record->files, err));
    return es_hash_quick(importing->path, after, err);
}

static enum es_status import_into_store(struct importing *importing, struct es_error *err)
{
    char now[ES_TIME_TEXT], after[ES_QUICK_TEXT] = "";
    struct es_import record = {
        .finished_at = now,
        .files = "",
        .before_hash = importing->before.hash,
        .before_size = importing->before.size,
        .before_text = importing->before.text,
        .before_text_size = importing->before.text == NULL ? 0 : importing->before.size,
        .after_hash = after};
    const char *last;
    ES_TRY(es_store_last_after(importing->store, &last, importing->arena, err));
    importing->stale = strcmp(last, importing->before.hash) != 0;
    ES_TRY(es_store_import_begin(importing->store, importing->result->given > BULK,
                                 &importing->import, err));
    const enum es_status status = replace_file(importing, &record, after, err);
    es_time_now(now);
    return es_store_import_end(importing->import, &record, status, err);
}

/* The store is opened before figures.csv changes, so that a store which cannot be opened
 * leaves the project as it was. */
static enum es_status keep(struct importing *importing, struct es_error *err)
{
    char *path;
    ES_GIVEN(path,
             es_arena_print(importing->arena, "%s/essor.db", importing->job->directory),
             err);
    ES_TRY(es_store_open(path, &importing->store, err));
    ES_TRY(es_figures_file_keep(&importing->before, importing->arena, err));
    return import_into_store(importing, err);
}

/* A dry run of files that are all new needs a second reading only for what it shows. */
static enum es_status rehearse(struct importing *importing, struct es_error *err)
{
    struct es_import_result *result = importing->result;
    importing->all_new =
        es_known_count(importing->known) == 0 && importing->job->files == 1;
    const enum es_status status = take_all(importing, err);
    if (status == ES_FINDING) {
        result->added = result->given;
        return ES_OK;
    }
    return status;
}

static enum es_status run(struct importing *importing, struct es_error *err)
{
    ES_TRY(open_settings(importing, err));
    ES_TRY(check_files(importing, err));
    ES_TRY(es_known_open(importing->job->style.published_day != ES_NO_DAY,
                         &importing->known, err));
    ES_TRY(es_figures_file_open(importing->path, &importing->before, err));
    if (importing->before.exists) {
        ES_TRY(es_figures_file_note(importing->path, importing->known, importing->arena,
                                    err));
    }
    const size_t before = es_known_count(importing->known);
    ES_TRY(importing->job->dry_run ? rehearse(importing, err) : keep(importing, err));
    importing->result->total = before + importing->result->added;
    return ES_OK;
}

static void release(struct importing *importing)
{
    for (size_t i = 0; i < importing->job->files; i++) {
        es_intake_close(importing->intake[i]);
    }
    es_known_close(importing->known);
    es_store_close(importing->store);
    es_arena_close(importing->scratch);
}

enum es_status es_project_import(const struct es_import_job *job,
                                 struct es_import_result *result, struct es_arena *arena,
                                 struct es_error *err)
{
    struct importing importing = {.job = job, .result = result, .arena = arena};
    const char *const **unused;
    *result = (struct es_import_result){.faults = NULL};
    ES_NEW(arena, result->faults, job->files, err);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(arena, unused, job->files, err);
    ES_NEW(arena, result->unused_count, job->files, err);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(arena, importing.intake, job->files, err);
    ES_GIVEN(importing.path, es_arena_print(arena, "%s/figures.csv", job->directory),
             err);
    result->unused = unused;
    enum es_status status = es_arena_open(&importing.scratch, err);
    if (status == ES_OK) {
        status = run(&importing, err);
    }
    release(&importing);
    return status;
}

#include "essor/project.h"

#include "essor/file.h"
#include "essor/hash.h"
#include "project/index.h"
#include "project/settings.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_FILE = 64 << 20 };

static enum es_status read_settings(const char *directory, struct es_ini *ini,
                                    struct es_project *project, struct es_faults *faults,
                                    struct es_arena *arena, struct es_error *err)
{
    char *path, *text;
    size_t size;
    ES_GIVEN(path, es_arena_print(arena, "%s/essor.ini", directory), err);
    if (access(path, F_OK) != 0) {
        return es_fail(err, ES_ERR_PROJECT,
                       "%s is not a project: it has no essor.ini (essor init makes one; "
                       "--project names another folder)",
                       directory);
    }
    ES_TRY(es_file_read(path, LONGEST_FILE, &text, &size, arena, err));
    json_t *utf8 = json_stringn(text, size); /* NULL for any other bytes */
    if (utf8 == NULL) {
        return es_fail(err, ES_ERR_PROJECT, "%s is not UTF-8; save it in that encoding",
                       path);
    }
    json_decref(utf8);
    ES_TRY(es_ini_read(path, text, size, ini, faults, arena, err));
    return es_settings_read(ini, project, err);
}

enum es_status es_settings_refuse(const struct es_faults *faults, struct es_error *err)
{
    const struct es_fault *first = &faults->at[0];
    char others[48] = "";
    if (faults->n + faults->unlisted > 1) {
        (void)snprintf(others, sizeof others, " (and %zu more)",
                       faults->n + faults->unlisted - 1);
    }
    return es_fail(err, ES_ERR_PROJECT, "%s:%d:%d: %s%s", first->file, first->line,
                   first->column, first->message, others);
}

enum es_status es_settings_open(const char *directory, struct es_project *project,
                                struct es_faults *faults, struct es_arena *arena,
                                struct es_error *err)
{
    struct es_ini ini;
    *project = (struct es_project){.directory = directory};
    *faults = (struct es_faults){.at = NULL};
    ES_TRY(read_settings(directory, &ini, project, faults, arena, err));
    return faults->n > 0 ? es_settings_refuse(faults, err)
                         : es_index_make(project, arena, err);
}

/* A project may have no targets, but not a file of them that cannot be read. */
static enum es_status read_targets(const char *path, struct es_targets *targets,
                                   struct es_faults *faults, struct es_arena *arena,
                                   struct es_error *err)
{
    *targets = (struct es_targets){.at = NULL};
    if (access(path, F_OK) != 0) {
        return ES_OK;
    }
    return es_targets_read(path, targets, faults, arena, err);
}

static enum es_status read_rows(struct es_project *project, struct es_faults *faults,
                                struct es_arena *arena, struct es_error *err)
{
    char *figures, *targets;
    ES_GIVEN(figures, es_arena_print(arena, "%s/figures.csv", project->directory), err);
    ES_GIVEN(targets, es_arena_print(arena, "%s/targets.csv", project->directory), err);
    struct es_faults faults_of_targets = {.at = NULL};
    const enum es_status read =
        es_figures_read(figures, &project->figures, faults, arena, err);
    if (read != ES_OK && read != ES_FINDING) {
        return read;
    }
    const enum es_status aims =
        read_targets(targets, &project->targets, &faults_of_targets, arena, err);
    if (read == ES_OK && aims == ES_FINDING) {
        *faults = faults_of_targets;
    }
    return read != ES_OK ? read : aims;
}

/* The hash of the three files and of the engine that reads them. */
static enum es_status take_fingerprint(struct es_project *project, struct es_error *err)
{
    static const char *const files[] = {"essor.ini", "figures.csv", "targets.csv"};
    char text[1024] = "essor " ESSOR_VERSION;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[4096], hash[ES_HASH_TEXT] = "none";
        (void)snprintf(path, sizeof path, "%s/%s", project->directory, files[i]);
        if (access(path, F_OK) == 0) {
            ES_TRY(es_hash_file(path, hash, err));
        }
        const size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used, "\n%s %s", files[i], hash);
    }
    es_hash_bytes(text, strlen(text), project->fingerprint);
    return ES_OK;
}

/* The day when the newest figure of the series that counts was known. */
static int newest_of(const struct es_project *project, const struct es_series *series)
{
    int newest = ES_NO_DAY;
    for (size_t f = 0; f < series->feeds; f++) {
        const struct es_places of = es_index_figures(project, series->feed[f].series);
        for (size_t i = 0; i < of.n; i++) {
            const struct es_figure *figure = &project->figures.at[of.at[i]];
            struct es_observation observation;
            const int day = es_figure_known_day(figure);
            if (day > newest && es_project_exclusion(series, figure) == NULL &&
                es_project_observe(project, series, figure, &observation, NULL) ==
                    ES_OK) {
                newest = day;
            }
        }
    }
    return newest;
}

static int newest_figure(const struct es_project *project)
{
    int newest = ES_NO_DAY;
    for (size_t s = 0; s < project->series_count; s++) {
        const int day = newest_of(project, &project->series[s]);
        newest = day > newest ? day : newest;
    }
    return newest;
}

enum es_status es_project_open(const char *directory, struct es_project *project,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_ini ini;
    struct es_project opened = {.directory = directory};
    *faults = (struct es_faults){.at = NULL};
    ES_TRY(read_settings(directory, &ini, &opened, faults, arena, err));
    if (faults->n > 0) {
        return es_settings_refuse(faults, err);
    }
    ES_TRY(read_rows(&opened, faults, arena, err));
    ES_TRY(es_index_make(&opened, arena, err));
    ES_TRY(es_settings_check(&ini, &opened, err));
    if (faults->n > 0) {
        return es_settings_refuse(faults, err);
    }
    ES_TRY(take_fingerprint(&opened, err));
    if (opened.as_of_day == ES_NO_DAY) {
        opened.as_of_day = newest_figure(&opened);
    }
    *project = opened;
    return ES_OK;
}

const struct es_series *es_project_series(const struct es_project *project,
                                          const char *name)
{
    struct es_places found = es_index_series(project, name);
    if (found.n == 0) {
        found = es_index_fed(project, name);
    }
    return found.n > 0 ? &project->series[found.at[0]] : NULL;
}

const struct es_series *es_project_whole(const struct es_project *project,
                                         const struct es_series *series)
{
    return series->whole != NULL ? es_project_series(project, series->whole) : series;
}

/* Whether a is a better main target than b: a later deadline, then a higher level. */
static bool aims_further(const struct es_target *a, const struct es_target *b)
{
    if (a->deadline_day != b->deadline_day) {
        return a->deadline_day > b->deadline_day;
    }
    return a->level > b->level;
}

enum es_status es_project_targets(const struct es_project *project,
                                  const struct es_series *series,
                                  struct es_target **target, size_t *n,
                                  struct es_arena *arena, struct es_error *err)
{
    struct es_target *found;
    size_t count = 0, main = 0;
    const struct es_places of = es_index_targets(project, series->id);
    ES_NEW(arena, found, of.n, err);
    for (size_t i = 0; i < of.n; i++) {
        const struct es_target *candidate = &project->targets.at[of.at[i]];
        found[count++] = *candidate;
        const bool named = series->main_target != NULL &&
                           strcmp(candidate->id, series->main_target) == 0;
        if (named ||
            (series->main_target == NULL && aims_further(candidate, &found[main]))) {
            main = count - 1;
        }
    }
    if (count > 0) {
        const struct es_target first = found[main];
        memmove(&found[1], &found[0], main * sizeof *found);
        found[0] = first;
    }
    *target = found;
    *n = count;
    return ES_OK;
}

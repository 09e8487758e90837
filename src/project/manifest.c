#include "project/manifest.h"

#include "essor/file.h"
#include "essor/hash.h"
#include "essor/json.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_MANIFEST = 256 << 20, SEED_TEXT = 24 };

static const struct es_manifest empty = {.engine = "",
                                         .fingerprint = "",
                                         .as_of_day = ES_NO_DAY,
                                         .tools = "",
                                         .numbers_machine = "",
                                         .pictures_machine = ""};

/* A list of a manifest that is being read: objects of a few texts. */
static bool take_texts(json_t *object, const char *const keys[], const char **text[],
                       size_t n, struct es_arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        const char *found = json_string_value(json_object_get(object, keys[i]));
        *text[i] = found != NULL ? es_arena_copy(arena, found) : NULL;
        if (*text[i] == NULL) {
            return false;
        }
    }
    return true;
}

static bool take_artefacts(json_t *list, struct es_artefact **artefact, size_t *n,
                           struct es_arena *arena)
{
    static const char *const keys[] = {"path", "sha256"};
    const size_t size = json_array_size(list);
    *artefact = es_arena_array(arena, size, sizeof **artefact);
    bool good = json_is_array(list) && *artefact != NULL;
    for (*n = 0; good && *n < size; ++*n) {
        struct es_artefact *made = &(*artefact)[*n];
        const char **text[] = {&made->path, &made->hash};
        good = take_texts(json_array_get(list, *n), keys, text, 2, arena);
    }
    return good;
}

static bool take_series(json_t *list, struct es_manifest *manifest,
                        struct es_arena *arena)
{
    static const char *const keys[] = {"series", "key"};
    const size_t size = json_array_size(list);
    manifest->series = es_arena_array(arena, size, sizeof *manifest->series);
    bool good = json_is_array(list) && manifest->series != NULL;
    for (size_t i = 0; good && i < size; i++) {
        struct es_manifest_series *series = &manifest->series[manifest->series_count++];
        const char **text[] = {&series->id, &series->key};
        good = take_texts(json_array_get(list, i), keys, text, 2, arena);
    }
    return good;
}

static bool take_charts(json_t *list, struct es_manifest *manifest,
                        struct es_arena *arena)
{
    static const char *const keys[] = {"chart", "numbers", "texts"};
    const size_t size = json_array_size(list);
    manifest->chart = es_arena_array(arena, size, sizeof *manifest->chart);
    bool good = json_is_array(list) && manifest->chart != NULL;
    for (size_t i = 0; good && i < size; i++) {
        struct es_manifest_chart *chart = &manifest->chart[manifest->charts++];
        const char **text[] = {&chart->path, &chart->numbers, &chart->texts};
        good = take_texts(json_array_get(list, i), keys, text, 3, arena);
    }
    return good;
}

/* Takes over what is there; false if something is missing or of another type. */
static bool take(json_t *root, struct es_manifest *manifest, struct es_arena *arena)
{
    static const char *const keys[] = {"engine", "fingerprint", "tools"};
    const char **text[] = {&manifest->engine, &manifest->fingerprint, &manifest->tools};
    static const char *const machine_keys[] = {"numbers", "pictures"};
    const char **machine[] = {&manifest->numbers_machine, &manifest->pictures_machine};
    const char *as_of = json_string_value(json_object_get(root, "as_of"));
    manifest->failed = (size_t)json_integer_value(json_object_get(root, "failed"));
    return as_of != NULL && es_day_parse(as_of, &manifest->as_of_day) &&
           take_texts(root, keys, text, 3, arena) &&
           take_texts(json_object_get(root, "machine"), machine_keys, machine, 2,
                      arena) &&
           take_series(json_object_get(root, "series"), manifest, arena) &&
           take_charts(json_object_get(root, "charts"), manifest, arena) &&
           take_artefacts(json_object_get(root, "outputs"), &manifest->output,
                          &manifest->outputs, arena) &&
           take_artefacts(json_object_get(root, "left"), &manifest->left,
                          &manifest->lefts, arena);
}

enum es_status es_manifest_read(const char *path, struct es_manifest *manifest,
                                struct es_arena *arena, struct es_error *err)
{
    char *text;
    size_t size;
    *manifest = empty;
    if (access(path, F_OK) != 0) {
        return ES_OK;
    }
    ES_TRY(es_file_read(path, LONGEST_MANIFEST, &text, &size, arena, err));
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    struct es_manifest read = empty;
    if (root != NULL && take(root, &read, arena)) {
        *manifest = read;
    }
    json_decref(root);
    return ES_OK;
}

static json_t *hashed_file(const char *path, const char *hash)
{
    return json_pack("{ss ss}", "path", path, "sha256", hash);
}

static json_t *input_list(const struct es_project *project)
{
    static const char *const files[] = {"essor.ini", "figures.csv", "targets.csv"};
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[4096], hash[ES_HASH_TEXT];
        (void)snprintf(path, sizeof path, "%s/%s", project->directory, files[i]);
        if (access(path, F_OK) == 0 && es_hash_file(path, hash, NULL) == ES_OK) {
            (void)json_array_append_new(list, hashed_file(files[i], hash));
        }
    }
    return list;
}

/* Seeds as text: they have 64 bits, more than a number of JSON holds everywhere. */
static json_t *series_list(const struct es_manifest *manifest,
                           const struct es_project *project)
{
    json_t *list = json_array();
    for (size_t i = 0; i < manifest->series_count; i++) {
        char seed[SEED_TEXT];
        (void)snprintf(seed, sizeof seed, "%" PRIu64,
                       es_seed(manifest->series[i].id, project->seed));
        (void)json_array_append_new(list, json_pack("{ss ss ss}", "series",
                                                    manifest->series[i].id, "seed", seed,
                                                    "key", manifest->series[i].key));
    }
    return list;
}

static json_t *chart_list(const struct es_manifest *manifest)
{
    json_t *list = json_array();
    for (size_t i = 0; i < manifest->charts; i++) {
        const struct es_manifest_chart *chart = &manifest->chart[i];
        (void)json_array_append_new(list, json_pack("{ss ss ss}", "chart", chart->path,
                                                    "numbers", chart->numbers, "texts",
                                                    chart->texts));
    }
    return list;
}

static json_t *artefact_list(const struct es_artefact artefact[], size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        (void)json_array_append_new(list,
                                    hashed_file(artefact[i].path, artefact[i].hash));
    }
    return list;
}

enum es_status es_manifest_write(const char *path, const struct es_manifest *manifest,
                                 const struct es_project *project, struct es_arena *arena,
                                 struct es_error *err)
{
    char *text;
    json_t *value = json_pack(
        "{si ss ss so sI ss s{ss ss} sI so so so so so}", "schema", 1, "engine",
        manifest->engine, "fingerprint", manifest->fingerprint, "as_of",
        es_json_day(manifest->as_of_day), "seed", (json_int_t)project->seed, "tools",
        manifest->tools, "machine", "numbers", manifest->numbers_machine, "pictures",
        manifest->pictures_machine, "failed", (json_int_t)manifest->failed, "inputs",
        input_list(project), "series", series_list(manifest, project), "charts",
        chart_list(manifest), "outputs",
        artefact_list(manifest->output, manifest->outputs), "left",
        artefact_list(manifest->left, manifest->lefts));
    ES_TRY(es_json_write(value, &text, arena, err));
    return es_file_write(path, text, strlen(text), err);
}

bool es_manifest_agrees(const struct es_manifest *a, const struct es_manifest *b)
{
    return strcmp(a->engine, b->engine) == 0 &&
           strcmp(a->fingerprint, b->fingerprint) == 0 &&
           strcmp(a->tools, b->tools) == 0 && a->as_of_day == b->as_of_day;
}

static const char *hash_in(const struct es_artefact artefact[], size_t n,
                           const char *path)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(artefact[i].path, path) == 0) {
            return artefact[i].hash;
        }
    }
    return NULL;
}

const char *es_manifest_hash(const struct es_manifest *manifest, const char *path)
{
    return hash_in(manifest->output, manifest->outputs, path);
}

const char *es_manifest_key(const struct es_manifest *manifest, const char *series,
                            size_t i)
{
    if (i < manifest->series_count && strcmp(manifest->series[i].id, series) == 0) {
        return manifest->series[i].key;
    }
    for (i = 0; i < manifest->series_count; i++) {
        if (strcmp(manifest->series[i].id, series) == 0) {
            return manifest->series[i].key;
        }
    }
    return NULL;
}

const struct es_manifest_chart *es_manifest_chart(const struct es_manifest *manifest,
                                                  const char *path)
{
    for (size_t i = 0; i < manifest->charts; i++) {
        if (strcmp(manifest->chart[i].path, path) == 0) {
            return &manifest->chart[i];
        }
    }
    return NULL;
}

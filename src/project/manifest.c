#include "project/manifest.h"

#include "essor/file.h"
#include "essor/hash.h"
#include "essor/json.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_MANIFEST = 16 << 20, SEED_TEXT = 24 };

static const struct es_manifest empty = {
    .engine = "", .fingerprint = "", .as_of_day = ES_NO_DAY};

/* Takes over what is there; false if something is missing or of another type. */
static bool take(json_t *root, struct es_manifest *manifest, struct es_arena *arena)
{
    const char *engine, *fingerprint, *as_of;
    json_t *outputs;
    if (json_unpack(root, "{ss ss ss so}", "engine", &engine, "fingerprint", &fingerprint,
                    "as_of", &as_of, "outputs", &outputs) != 0 ||
        !es_day_parse(as_of, &manifest->as_of_day)) {
        return false;
    }
    const size_t n = json_array_size(outputs);
    manifest->engine = es_arena_copy(arena, engine);
    manifest->fingerprint = es_arena_copy(arena, fingerprint);
    manifest->output = es_arena_array(arena, n, sizeof *manifest->output);
    bool good = manifest->engine != NULL && manifest->fingerprint != NULL &&
                manifest->output != NULL;
    for (size_t i = 0; good && i < n; i++) {
        const char *path, *hash;
        struct es_artefact *output = &manifest->output[manifest->outputs++];
        good = json_unpack(json_array_get(outputs, i), "{ss ss}", "path", &path, "sha256",
                           &hash) == 0;
        output->path = good ? es_arena_copy(arena, path) : NULL;
        output->hash = good ? es_arena_copy(arena, hash) : NULL;
        good = output->path != NULL && output->hash != NULL;
    }
    return good;
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
static json_t *seed_list(const struct es_project *project)
{
    json_t *list = json_array();
    for (size_t i = 0; i < project->series_count; i++) {
        char seed[SEED_TEXT];
        (void)snprintf(seed, sizeof seed, "%" PRIu64,
                       es_seed(project->series[i].id, project->seed));
        (void)json_array_append_new(
            list, json_pack("{ss ss}", "series", project->series[i].id, "seed", seed));
    }
    return list;
}

static json_t *output_list(const struct es_manifest *manifest)
{
    json_t *list = json_array();
    for (size_t i = 0; i < manifest->outputs; i++) {
        (void)json_array_append_new(
            list, hashed_file(manifest->output[i].path, manifest->output[i].hash));
    }
    return list;
}

enum es_status es_manifest_write(const char *path, const struct es_manifest *manifest,
                                 const struct es_project *project, struct es_arena *arena,
                                 struct es_error *err)
{
    char *text;
    json_t *value = json_pack(
        "{si ss ss so sI so so so}", "schema", 1, "engine", manifest->engine,
        "fingerprint", manifest->fingerprint, "as_of", es_json_day(manifest->as_of_day),
        "seed", (json_int_t)project->seed, "inputs", input_list(project), "series",
        seed_list(project), "outputs", output_list(manifest));
    ES_TRY(es_json_write(value, &text, arena, err));
    return es_file_write(path, text, strlen(text), err);
}

bool es_manifest_agrees(const struct es_manifest *a, const struct es_manifest *b)
{
    return strcmp(a->engine, b->engine) == 0 &&
           strcmp(a->fingerprint, b->fingerprint) == 0 && a->as_of_day == b->as_of_day;
}

const char *es_manifest_hash(const struct es_manifest *manifest, const char *path)
{
    for (size_t i = 0; i < manifest->outputs; i++) {
        if (strcmp(manifest->output[i].path, path) == 0) {
            return manifest->output[i].hash;
        }
    }
    return NULL;
}

#include "project/building.h"

#include "essor/file.h"
#include "project/results.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef enum es_status maker(FILE *out, void *context, struct es_error *err);

/* Puts a table in its place unless the same text is there. */
static enum es_status put_table(struct es_build *build, const char *path, maker *make,
                                struct es_results *results, struct es_error *err)
{
    char *final, *fresh, there[ES_HASH_TEXT] = "", hash[ES_HASH_TEXT];
    ES_TRY(es_build_path(build, path, &final, build->arena, err));
    /* Under a name that a later build sweeps away, should this one be cut short. */
    ES_GIVEN(fresh,
             es_arena_print(build->arena, "%s/.%s.%ld-0.tmp", build->out,
                            strrchr(path, '/') + 1, (long)getpid()),
             err);
    ES_TRY(es_file_make(fresh, make, results, err));
    ES_TRY(es_hash_file(fresh, hash, err));
    (void)es_hash_file(final, there, NULL);
    if (strcmp(there, hash) == 0) {
        (void)unlink(fresh);
        build->report->kept++;
        return ES_OK;
    }
    const enum es_status status = es_file_adopt(fresh, final, err);
    if (status != ES_OK) {
        (void)unlink(fresh);
        return status;
    }
    build->report->made++;
    es_build_tell(build, ES_BUILD_MADE, path, "its numbers change");
    return ES_OK;
}

/* The hash of all keys, in the order of the project. */
static enum es_status hash_keys(struct es_build *build, const char **key[],
                                const char **hash, struct es_error *err)
{
    const size_t n = build->project->series_count;
    char *all, text[ES_HASH_TEXT];
    ES_NEW(build->arena, *key, n, err);
    ES_NEW(build->arena, all, n * ES_HASH_TEXT + 1, err);
    for (size_t i = 0; i < n; i++) {
        const struct es_answered *answered = &build->answered[i];
        (*key)[i] = answered->status == ES_OK ? answered->key : "";
        memcpy(all + i * ES_HASH_TEXT, answered->key, strlen(answered->key));
    }
    es_hash_bytes(all, n * ES_HASH_TEXT, text);
    ES_GIVEN(*hash, es_arena_copy(build->arena, text), err);
    return ES_OK;
}

enum es_status es_tables_put(struct es_build *build, struct es_error *err)
{
    static maker *const makers[ES_TABLES] = {
        es_results_targets_csv, es_results_targets_json, es_results_forecasts_csv};
    bool any;
    const char **key;
    struct es_results results = {.project = build->project,
                                 .as_of_day = build->as_of_day,
                                 .store = build->store,
                                 .any = &any};
    ES_TRY(hash_keys(build, &key, &results.fingerprint, err));
    results.key = key;
    for (int i = 0; i < ES_TABLES; i++) {
        ES_TRY(put_table(build, build->table[i], makers[i], &results, err));
    }
    return ES_OK;
}

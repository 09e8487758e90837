/* merge.c: what shards made, taken over into a build. */
#include "project/building.h"

#include "essor/file.h"
#include "essor/whatif.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

static enum es_status open_shard(const struct es_build *build, const char *folder,
                                 struct es_store **store, struct es_error *err)
{
    char *path;
    ES_GIVEN(path, es_arena_print(build->arena, "%s/essor.db", folder), err);
    if (access(path, F_OK) != 0) {
        return es_fail(err, ES_ERR_DATA,
                       "%s is no shard: it has no essor.db, which essor build --shard "
                       "makes",
                       folder);
    }
    return es_store_open(path, store, err);
}

enum es_status es_merge_answers(struct es_build *build, struct es_error *err)
{
    const struct es_build_options *options = build->options;
    enum es_status status = ES_OK;
    for (size_t i = 0; i < options->merges && status == ES_OK; i++) {
        struct es_store *shard;
        size_t taken = 0;
        ES_TRY(open_shard(build, options->merge[i], &shard, err));
        status = es_store_merge(build->store, shard, &taken, err);
        if (status == ES_OK) {
            status = es_whatif_take(build->project, build->as_of_day, shard, build->store,
                                    err);
        }
        build->report->taken += taken;
        es_store_close(shard);
    }
    return status;
}

static enum es_status copy_chart(const struct es_build *from, struct es_build *build,
                                 const struct es_drawing *drawing, struct es_error *err)
{
    struct es_arena *arena;
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = ES_OK;
    for (int i = 0; i < ES_CHART_FILES && status == ES_OK; i++) {
        char *source, *target, *bytes;
        size_t size;
        status = es_build_path(from, drawing->path[i], &source, arena, err);
        if (status == ES_OK) {
            status = es_build_path(build, drawing->path[i], &target, arena, err);
        }
        if (status == ES_OK) {
            status = es_file_read(source, SIZE_MAX - 1, &bytes, &size, arena, err);
        }
        if (status == ES_OK) {
            status = es_file_write(target, bytes, size, err);
        }
    }
    es_arena_close(arena);
    return status;
}

/* Whether a shard has the chart just as it would be drawn now. */
static bool is_there(const struct es_build *shard, const struct es_drawing *drawing)
{
    const struct es_manifest_chart *made =
        es_manifest_chart(&shard->before, drawing->stem);
    bool good = made != NULL && strcmp(made->numbers, drawing->key.numbers) == 0 &&
                strcmp(made->texts, drawing->key.texts) == 0;
    for (int i = 0; good && i < ES_CHART_FILES; i++) {
        good = es_build_intact(shard, drawing->path[i]);
    }
    return good;
}

static enum es_status merge_folder(struct es_build *build, const char *folder,
                                   struct es_error *err)
{
    struct es_build shard = {.root = folder, .arena = build->arena};
    char *journal;
    ES_TRY(es_build_path(&shard, ES_SHARD_JOURNAL, &journal, build->arena, err));
    shard.journal_path = journal;
    shard.now.tools = build->now.tools;
    shard.before = (struct es_manifest){.tools = build->now.tools};
    ES_TRY(es_journal_read(&shard, err));
    for (size_t i = 0; i < build->drawings; i++) {
        struct es_drawing *drawing = &build->drawing[i];
        if (drawing->why != NULL && is_there(&shard, drawing)) {
            ES_TRY(copy_chart(&shard, build, drawing, err));
            drawing->why = NULL;
            drawing->taken = true;
            es_journal_add(build, drawing);
            es_build_tell(build, ES_BUILD_TAKEN, drawing->path[ES_PICTURE], NULL);
        }
    }
    return ES_OK;
}

enum es_status es_merge_charts(struct es_build *build, struct es_error *err)
{
    for (size_t i = 0; i < build->options->merges; i++) {
        ES_TRY(merge_folder(build, build->options->merge[i], err));
    }
    return ES_OK;
}

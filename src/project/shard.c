/* shard.c: a part of a build, into a folder of its own. */
#include "project/building.h"

static size_t shard_of(const struct es_build *build, const struct es_series *series)
{
    const char *name = es_project_whole(build->project, series)->id;
    return (size_t)(es_seed(name, 0) % build->options->shards) + 1;
}

void es_shard_choose(struct es_build *build)
{
    const size_t shard = build->options->shard;
    for (size_t i = 0; i < build->project->series_count; i++) {
        struct es_answered *answered = &build->answered[i];
        if (shard_of(build, answered->series) != shard) {
            answered->why = NULL;
            answered->status = ES_OK; /* its own shard tells */
        }
    }
    for (size_t i = 0; i < build->drawings; i++) {
        struct es_drawing *drawing = &build->drawing[i];
        if (shard_of(build, drawing->task->series[0]) != shard) {
            drawing->why = NULL;
        }
    }
}

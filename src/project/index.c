#include "project/index.h"

#include <stdlib.h>
#include <string.h>

/* A list by name. */
struct entry {
    const char *name;
    size_t place;
};

struct sorted {
    const char **name; /* [n] */
    size_t *place;     /* [n] */
    size_t n;
};

struct es_project_index {
    struct sorted series, fed, parts, figures, targets, corrections;
};

/* Of one name, in the order of the list. */
static int by_name(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    const int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

static bool is_sorted(const struct entry entry[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (by_name(&entry[i - 1], &entry[i]) > 0) {
            return false;
        }
    }
    return true;
}

static enum es_status sort(struct entry entry[], size_t n, struct sorted *sorted,
                           struct es_arena *arena, struct es_error *err)
{
    ES_NEW(arena, sorted->name, n, err);
    ES_NEW(arena, sorted->place, n, err);
    if (!is_sorted(entry, n)) {
        qsort(entry, n, sizeof *entry, by_name);
    }
    for (size_t i = 0; i < n; i++) {
        sorted->name[i] = entry[i].name;
        sorted->place[i] = entry[i].place;
    }
    sorted->n = n;
    return ES_OK;
}

static enum es_status sort_figures(const struct es_project *project, struct entry entry[],
                                   struct es_project_index *index, struct es_arena *arena,
                                   struct es_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < project->figures.n; i++) {
        entry[i] = (struct entry){project->figures.at[i].series, i};
    }
    ES_TRY(sort(entry, project->figures.n, &index->figures, arena, err));
    for (size_t i = 0; i < project->figures.n; i++) {
        if (project->figures.at[i].version > 1) {
            entry[n++] = (struct entry){project->figures.at[i].id, i};
        }
    }
    return sort(entry, n, &index->corrections, arena, err);
}

static enum es_status sort_series(const struct es_project *project, struct entry entry[],
                                  struct es_project_index *index, struct es_arena *arena,
                                  struct es_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < project->series_count; i++) {
        entry[i] = (struct entry){project->series[i].id, i};
    }
    ES_TRY(sort(entry, project->series_count, &index->series, arena, err));
    for (size_t i = 0; i < project->series_count; i++) {
        for (size_t f = 0; f < project->series[i].feeds; f++) {
            entry[n++] = (struct entry){project->series[i].feed[f].series, i};
        }
    }
    ES_TRY(sort(entry, n, &index->fed, arena, err));
    n = 0;
    for (size_t i = 0; i < project->series_count; i++) {
        if (project->series[i].whole != NULL) {
            entry[n++] = (struct entry){project->series[i].whole, i};
        }
    }
    return sort(entry, n, &index->parts, arena, err);
}

static size_t most_entries(const struct es_project *project)
{
    size_t feeds = 0, most = project->figures.n;
    for (size_t i = 0; i < project->series_count; i++) {
        feeds += project->series[i].feeds;
    }
    most = most > feeds ? most : feeds;
    most = most > project->series_count ? most : project->series_count;
    return most > project->targets.n ? most : project->targets.n;
}

static enum es_status sort_all(const struct es_project *project, struct entry entry[],
                               struct es_project_index *index, struct es_arena *arena,
                               struct es_error *err)
{
    ES_TRY(sort_figures(project, entry, index, arena, err));
    ES_TRY(sort_series(project, entry, index, arena, err));
    for (size_t i = 0; i < project->targets.n; i++) {
        entry[i] = (struct entry){project->targets.at[i].series, i};
    }
    return sort(entry, project->targets.n, &index->targets, arena, err);
}

enum es_status es_index_make(struct es_project *project, struct es_arena *arena,
                             struct es_error *err)
{
    struct es_project_index *index;
    struct es_arena *scratch;
    struct entry *entry;
    ES_NEW(arena, index, 1, err);
    ES_TRY(es_arena_open(&scratch, err));
    entry = es_arena_array(scratch, most_entries(project), sizeof *entry);
    const enum es_status status =
        entry == NULL ? es_no_memory(err) : sort_all(project, entry, index, arena, err);
    es_arena_close(scratch);
    if (status == ES_OK) {
        project->index = index;
    }
    return status;
}

/* The first place that is not before the name; `after`: that is behind it. */
static size_t bound(const struct sorted *sorted, const char *name, bool after)
{
    size_t low = 0, high = sorted->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(sorted->name[middle], name);
        if (order < 0 || (after && order == 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct es_places find(const struct sorted *sorted, const char *name)
{
    const size_t first = bound(sorted, name, false);
    return (struct es_places){sorted->place + first, bound(sorted, name, true) - first};
}

struct es_places es_index_series(const struct es_project *project, const char *id)
{
    return find(&project->index->series, id);
}

struct es_places es_index_fed(const struct es_project *project, const char *name)
{
    return find(&project->index->fed, name);
}

struct es_places es_index_parts(const struct es_project *project, const char *id)
{
    return find(&project->index->parts, id);
}

struct es_places es_index_figures(const struct es_project *project, const char *name)
{
    return find(&project->index->figures, name);
}

struct es_places es_index_targets(const struct es_project *project, const char *id)
{
    return find(&project->index->targets, id);
}

struct es_places es_index_corrections(const struct es_project *project, const char *id)
{
    return find(&project->index->corrections, id);
}

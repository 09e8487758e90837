/* index.h: what a project is searched for, sorted, so that many series take no longer
 * each than few. */
#ifndef ESSOR_PROJECT_INDEX_H
#define ESSOR_PROJECT_INDEX_H

#include "essor/project.h"

/* Places in one of the project's lists, all of one name. */
struct es_places {
    const size_t *at; /* in the order of the list */
    size_t n;
};

/* Fills project->index; its lists must not change any more. */
enum es_status es_index_make(struct es_project *project, struct es_arena *arena,
                             struct es_error *err);

/* The series of that id; those that a series of figures feeds, once for each feed. */
struct es_places es_index_series(const struct es_project *project, const char *id);
struct es_places es_index_fed(const struct es_project *project, const char *name);

/* The series whose whole has that id. */
struct es_places es_index_parts(const struct es_project *project, const char *id);

/* The figures of a series of figures, the targets of a series, and the figures of an id
 * that have a version above 1. */
struct es_places es_index_figures(const struct es_project *project, const char *name);
struct es_places es_index_targets(const struct es_project *project, const char *id);
struct es_places es_index_corrections(const struct es_project *project, const char *id);

#endif

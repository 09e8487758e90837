/* manifest.h: what a build was made from and what it made, so that the next one knows
 * what is stale. */
#ifndef ESSOR_PROJECT_MANIFEST_H
#define ESSOR_PROJECT_MANIFEST_H

#include "essor/project.h"
#include "essor/store.h"

struct es_manifest {
    const char *engine; /* "essor 0.1.0" */
    const char *fingerprint;
    int as_of_day;
    struct es_artefact *output; /* paths relative to the project */
    size_t outputs;
};

/* Reads a manifest; one that is missing or cannot be understood is empty: all is stale.
 */
enum es_status es_manifest_read(const char *path, struct es_manifest *manifest,
                                struct es_arena *arena, struct es_error *err);

/* Writes the manifest, with the hashes of the project's files and the seeds of its
 * series. */
enum es_status es_manifest_write(const char *path, const struct es_manifest *manifest,
                                 const struct es_project *project, struct es_arena *arena,
                                 struct es_error *err);

/* Whether both were made from the same inputs by the same engine. */
bool es_manifest_agrees(const struct es_manifest *a, const struct es_manifest *b);

/* The hash that the manifest gives an output, or NULL. */
const char *es_manifest_hash(const struct es_manifest *manifest, const char *path);

#endif

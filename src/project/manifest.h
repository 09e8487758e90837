/* manifest.h: what a build was made from and what it made, so that the next one knows
 * what is stale. */
#ifndef ESSOR_PROJECT_MANIFEST_H
#define ESSOR_PROJECT_MANIFEST_H

#include "essor/project.h"
#include "essor/store.h"

/* A series and the hash of all that its answers depend on; "" where it has none. */
struct es_manifest_series {
    const char *id, *key;
};

/* A chart by its path without the ending, and the hashes of what it shows. */
struct es_manifest_chart {
    const char *path, *numbers, *texts;
};

struct es_manifest {
    const char *engine; /* "essor 0.1.0" */
    const char *fingerprint;
    int as_of_day;
    const char *tools; /* hash of gnuplot's version, the fonts and the templates */
    const char *numbers_machine, *pictures_machine; /* see es_numbers_probe */
    size_t failed;                                  /* series and charts */
    struct es_manifest_series *series;
    size_t series_count;
    struct es_manifest_chart *chart;
    size_t charts;
    struct es_artefact *output; /* paths relative to the project */
    size_t outputs;
    struct es_artefact *left; /* of series and charts that are no more */
    size_t lefts;
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

/* Whether both were made from the same inputs by the same engine and tools. */
bool es_manifest_agrees(const struct es_manifest *a, const struct es_manifest *b);

/* The hash that the manifest gives an output, or NULL. */
const char *es_manifest_hash(const struct es_manifest *manifest, const char *path);

/* The key that it gives a series, probably the i-th, or NULL. */
const char *es_manifest_key(const struct es_manifest *manifest, const char *series,
                            size_t i);

/* The chart of that path, or NULL. */
const struct es_manifest_chart *es_manifest_chart(const struct es_manifest *manifest,
                                                  const char *path);

#endif

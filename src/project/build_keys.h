/* build_keys.h: what artefacts are made from, as hashes: the same hash, the same bytes.
 */
#ifndef ESSOR_PROJECT_BUILD_KEYS_H
#define ESSOR_PROJECT_BUILD_KEYS_H

#include "essor/hash.h"
#include "essor/project.h"

/* The numbers that a chart shows, and its words: texts, sources, figures as quoted. */
struct es_chart_key {
    char numbers[ES_HASH_TEXT];
    char texts[ES_HASH_TEXT];
};

/*
 * All that the answers of a series depend on: its fingerprint, its targets and how they
 * are read. ES_ERR_DATA where no figure is known.
 */
enum es_status es_series_key(const struct es_project *project,
                             const struct es_series *series, int as_of_day,
                             int horizon_day, char key[ES_HASH_TEXT],
                             struct es_error *err);

/* The key of a chart from those of its series, series_key[task->n]; "" for one that
 * cannot be answered. */
enum es_status es_chart_key(const struct es_project *project,
                            const struct es_chart_task *task,
                            const char *const series_key[], int as_of_day,
                            struct es_chart_key *key, struct es_error *err);

#endif

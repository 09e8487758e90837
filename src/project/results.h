/* results.h: the tables of a build. */
#ifndef ESSOR_PROJECT_RESULTS_H
#define ESSOR_PROJECT_RESULTS_H

#include "essor/project.h"
#include "essor/store.h"

/* Months that forecasts are listed for. */
enum { ES_RESULT_MONTHS = 24 };

/* Where the answers of a project are: in the store, by key. */
struct es_results {
    const struct es_project *project;
    const char *const *key; /* [project->series_count]; "" for a series without answer */
    int as_of_day;
    const char *fingerprint; /* of all keys */
    struct es_store *store;
    bool *any; /* scratch */
};

/* Each writes one file from a struct es_results, note by note, for es_file_make. */
enum es_status es_results_targets_csv(FILE *out, void *context, struct es_error *err);
enum es_status es_results_targets_json(FILE *out, void *context, struct es_error *err);
enum es_status es_results_forecasts_csv(FILE *out, void *context, struct es_error *err);

#endif

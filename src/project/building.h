/* building.h: a build on its way, as its parts share it. */
#ifndef ESSOR_PROJECT_BUILDING_H
#define ESSOR_PROJECT_BUILDING_H

#include "essor/chart.h"
#include "essor/hash.h"
#include "essor/project.h"
#include "essor/store.h"
#include "project/build_keys.h"
#include "project/manifest.h"

enum { ES_CHART_FILES = 4, ES_TABLES = 3 };
extern const char *const es_chart_endings[ES_CHART_FILES]; /* "gp", "png", ... */
enum { ES_PICTURE = 1 };                                   /* the place of "png" */

/* The journal of a shard, in its folder: not hidden, so that whatever carries the folder
 * to another machine takes it along. */
#define ES_SHARD_JOURNAL "charts.txt"

/* A series and its answer. */
struct es_answered {
    const struct es_series *series;
    char key[ES_HASH_TEXT]; /* "" where nothing is known to answer from */
    bool noted;             /* the store has the answer of that key */
    const char *why;        /* it must be answered; NULL: it need not */
    bool sparse;            /* it was answered by that engine */
    enum es_status status;
    struct es_error error;
    size_t unit;
};

/* One chart and what became of it. */
struct es_drawing {
    const struct es_chart_task *task;
    const char *stem;                 /* relative to the root, without ending */
    const char *path[ES_CHART_FILES]; /* the same with it */
    struct es_chart_key key;
    const char *why; /* it must be drawn; NULL: it need not */
    bool taken;      /* its files came from a shard */
    enum es_status status;
    struct es_error error;
    size_t unit;
};

struct es_build {
    const struct es_project *project;
    const struct es_build_options *options;
    struct es_build_report *report;
    const char *root; /* artefacts lie below it, as does the store */
    const char *out, *manifest_path, *journal_path;
    int as_of_day, horizon_day;
    struct es_drawing_tools tools;
    struct es_manifest before, now;
    struct es_answered *answered; /* [project->series_count] */
    struct es_drawing *drawing;
    size_t drawings;
    const char *table[ES_TABLES]; /* relative to the root */
    struct es_store *store;
    struct es_arena *arena;
};

/* "root/path". */
enum es_status es_build_path(const struct es_build *build, const char *path, char **whole,
                             struct es_arena *arena, struct es_error *err);

/* Whether an output is there just as the last build left it. */
bool es_build_intact(const struct es_build *build, const char *path);

/* Tells whoever listens. */
void es_build_tell(const struct es_build *build, enum es_build_event_kind kind,
                   const char *path, const char *why);

/* What the build is about: folders, charts, tables, tools, and what was there before. */
enum es_status es_plan_open(struct es_build *build, struct es_error *err);

/* Whether nothing is stale, found without a look at any series. */
bool es_plan_is_current(const struct es_build *build);

/* The keys of all series and charts, and of each why it is stale. Needs the store. */
enum es_status es_plan_judge(struct es_build *build, struct es_error *err);

/* Drops what is not of this shard. A family of series, a whole with its parts, is of the
 * shard that the hash of the whole's name gives, and a chart of that of its first series.
 */
void es_shard_choose(struct es_build *build);

/* Takes over the answers of the shards that are to be merged, before the plan is judged;
 * after it their charts. */
enum es_status es_merge_answers(struct es_build *build, struct es_error *err);
enum es_status es_merge_charts(struct es_build *build, struct es_error *err);

/* Answers the stale series and draws the stale charts, in units of those that must be
 * solved together, whose draws are dropped once they are done. */
enum es_status es_units_run(struct es_build *build, struct es_error *err);

/* The journal: charts that are drawn, should the build be cut short before its manifest.
 * Read into build->before. */
enum es_status es_journal_read(struct es_build *build, struct es_error *err);
void es_journal_add(const struct es_build *build, const struct es_drawing *drawing);

/* Writes targets.csv, targets.json and forecasts.csv from the notes in the store. */
enum es_status es_tables_put(struct es_build *build, struct es_error *err);

#endif

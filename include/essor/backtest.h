/*
 * backtest.h: forecasts of many series from many origins, and how they did.
 */
#ifndef ESSOR_BACKTEST_H
#define ESSOR_BACKTEST_H

#include "essor/dense.h"
#include "essor/intake.h"
#include "essor/project.h"

/* What is to be forecast: the points after the first `origin` ones of a series. */
struct es_split {
    const char *id;                       /* of the series, as the file says */
    const struct es_panel_series *series; /* NULL: the values have none of that id */
    size_t origin, horizon;
    size_t reach;  /* the farthest that a target of it looks */
    size_t target; /* its first target; SIZE_MAX: none */
};

/* When does a series first reach a level, seen from a split? */
struct es_backtest_target {
    const char *id, *target_id;
    size_t origin;
    size_t split; /* SIZE_MAX: none of the splits */
    double level;
    size_t reach; /* a date later than that is never */
    size_t next;  /* another target of the split; SIZE_MAX: none */
};

struct es_backtest_files {
    const char *values, *series, *splits, *targets; /* `series`, `targets` may be NULL */
};

struct es_backtest {
    struct es_panel panel;
    struct es_split *split;
    size_t splits;
    struct es_backtest_target *target;
    size_t targets;
};

/*
 * Reads the files. ES_FINDING with `faults` where one is no CSV; ES_ERR_DATA for a column
 * that is missing or a number that cannot be read in the splits and targets.
 */
enum es_status es_backtest_read(const struct es_backtest_files *files,
                                struct es_backtest *backtest, struct es_faults *faults,
                                struct es_arena *arena, struct es_error *err);

/*
 * A split as the engine sees it: times in periods (months and quarters as numbers, real
 * distances elsewhere), season, ceiling of a percentage. Nothing after the origin is
 * looked at but the dates of the points to be forecast. ES_ERR_DATA for a series that
 * cannot be used.
 */
enum es_status es_backtest_series(const struct es_split *split,
                                  struct es_dense_series *series, struct es_arena *arena,
                                  struct es_error *err);

/* Columns of a prediction: the combination, deciles, 95 % interval. */
enum { ES_BACKTEST_COLUMNS = 12 };
extern const char *const es_backtest_column[ES_BACKTEST_COLUMNS];

/* The answer to a split. */
struct es_backtest_answer {
    struct es_error error;              /* its status: of this split */
    double seconds;                     /* of the processor */
    double (*row)[ES_BACKTEST_COLUMNS]; /* [horizon] */
};

/* The pooled table that a split is answered with; for what is learned from the others. */
struct es_backtest_tables {
    const struct es_dense_table *(*of)(const void *context, const struct es_split *split);
    const void *context;
};

struct es_backtest_result {
    struct es_backtest_answer *answer;  /* [splits] */
    struct es_dense_crossing *crossing; /* [targets] */
    size_t failed;                      /* splits */
};

/* Answers every split, side by side; each fails on its own. `tables` may be NULL. */
enum es_status es_backtest_run(const struct es_backtest *backtest,
                               const struct es_backtest_tables *tables, size_t jobs,
                               struct es_backtest_result *result, struct es_arena *arena,
                               struct es_error *err);

/* Where the answers go; each may be NULL. */
struct es_backtest_paths {
    const char *predictions, *crossings, *times;
};
enum es_status es_backtest_write(const struct es_backtest *backtest,
                                 const struct es_backtest_result *result,
                                 const struct es_backtest_paths *paths,
                                 struct es_error *err);

/* One step of an earlier forecast of a project's own series. */
struct es_backtest_step {
    int from_day, to_day; /* window of a flow, day of a stock */
    double actual, mean;  /* level, or volume in the window */
    double quantile[5];   /* 2.5, 10, 50, 90, 97.5 % */
};

/* A forecast from an earlier date, and what came. */
struct es_backtest_origin {
    const struct es_series *series;
    int origin_day; /* of the last point that it knew */
    size_t points, horizon;
    struct es_backtest_step *step; /* [horizon] */
    double mase, naive_mase;       /* error / mean step so far; of the last value held;
                                      NAN where no step was made */
    double crps;                   /* likewise, over the deciles */
    double cover80, cover95;
    struct es_error error; /* its status: of this origin */
};

struct es_project_backtest {
    struct es_backtest_origin *origin;
    size_t n;
};

/*
 * Forecasts the series (all if `names` is NULL) from up to five of their own earlier
 * points, from 40 to 80 % of them, by the dense engine, whatever the project says. Series
 * whose figures make fewer than 8 points have no origin. Fails where none has.
 */
enum es_status es_project_backtest(const struct es_project *project,
                                   const char *const names[], size_t n, int as_of_day,
                                   size_t jobs, struct es_project_backtest *backtest,
                                   struct es_arena *arena, struct es_error *err);

#endif

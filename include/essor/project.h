/*
 * project.h: a folder with essor.ini, figures.csv and targets.csv, and what follows from
 * it.
 */
#ifndef ESSOR_PROJECT_H
#define ESSOR_PROJECT_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/figure.h"
#include "essor/intake.h"
#include "essor/sparse.h"
#include "essor/target.h"
#include "essor/text.h"
#include "essor/verdict.h"

/* Which figures feed a series and how they are read. */
struct es_feed {
    const char *series; /* of the figures */
    bool has_kind;
    enum es_kind kind;    /* read as this instead of its own kind */
    double factor;        /* value x factor; 1 */
    int from_day, to_day; /* only figures observed in between; ES_NO_DAY: open */
};

struct es_exclusion {
    const char *figure; /* id */
    const char *reason;
    int line;
};

struct es_series {
    const char *id;
    const char *label[2]; /* by enum es_language, as are the next */
    const char *sublabel[2];
    const char *subject[2];
    const char *unit[2];
    enum es_nature nature;
    const char *whole; /* id of the series that shares refer to; NULL if none */
    int launch_day;
    double ceiling, ceiling_sd_log, limit;
    const char *main_target; /* id; NULL: the latest deadline, then the highest level */
    struct es_prior prior;
    const struct es_feed *feed;
    size_t feeds;
    const struct es_exclusion *exclusion;
    size_t exclusions;
};

struct es_chart_order {
    const char *kind; /* "fan", "bulletin" */
    const char *id;   /* name of the section */
    const char *subject[2];
    const char *const *series;
    size_t n;
};

struct es_project {
    const char *directory;
    const char *name;
    enum es_language
        language[2]; /* of the outputs; the first goes to out/, others to out/LANG/ */
    size_t languages;
    int as_of_day; /* default: the newest figure's publication */
    int horizon_years;
    uint64_t seed;
    struct es_figures figures;
    struct es_targets targets;
    const struct es_series *series;
    size_t series_count;
    const struct es_chart_order *chart;
    size_t charts;
    char fingerprint[65]; /* SHA-256 of essor.ini, figures.csv, targets.csv and the
                             version */
};

/*
 * Reads a project. ES_ERR_PROJECT for a fault of essor.ini (place, key, what would be
 * right, did-you-mean), ES_FINDING with `faults` for faulty rows, ES_ERR_IO for a missing
 * file.
 */
enum es_status es_project_open(const char *directory, struct es_project *project,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err);

/* The series of that id, or fed by the figure series of that name; NULL if none. */
const struct es_series *es_project_series(const struct es_project *project,
                                          const char *name);

/* One series answered. */
struct es_solution {
    const struct es_series *series;
    struct es_sparse_problem problem; /* observation[i].figure indexes project->figures */
    struct es_sparse_fit fit;
    struct es_verdict verdict;
    const struct es_target **target; /* [targets], the main one first */
    struct es_target_answer *answer;
    size_t targets;
    const struct es_solution *whole; /* NULL if none */
    enum es_status status;           /* of this series; the others go on */
    struct es_error error;
};

struct es_solve_options {
    int as_of_day; /* ES_NO_DAY: the project's */
    size_t jobs;
    bool verdict; /* influence included */
};

/*
 * Fits the named series (all if `names` is NULL) and what they depend on, in the
 * project's order, into solution[*count]. Fails only when none could be solved.
 */
enum es_status es_project_solve(const struct es_project *project,
                                const char *const names[], size_t n,
                                const struct es_solve_options *options,
                                struct es_solution **solution, size_t *count,
                                struct es_arena *arena, struct es_error *err);

/*
 * The observation that a figure makes of a series: feed found, unit and reference read.
 * ES_FINDING if the series does not take it (message: why), ES_OK otherwise.
 */
enum es_status es_project_observe(const struct es_project *project,
                                  const struct es_series *series, size_t figure,
                                  struct es_observation *observation,
                                  struct es_error *err);

/* Figures of a series at a date: unexcluded, known, latest version, each (kind, window,
 * value) once; as indices into project->figures. */
enum es_status es_project_figures(const struct es_project *project,
                                  const struct es_series *series, int as_of_day,
                                  size_t **figure, size_t *n, struct es_arena *arena,
                                  struct es_error *err);

struct es_build_options {
    size_t jobs;
    int as_of_day;
    void (*progress)(void *context, const char *line); /* may be NULL */
    void *context;
};

struct es_build_report {
    size_t made, kept, failed;
    bool current; /* nothing was stale */
};

/* Makes everything the project asks for into out/, only if something is stale. */
enum es_status es_project_build(const struct es_project *project,
                                const struct es_build_options *options,
                                struct es_build_report *report, struct es_arena *arena,
                                struct es_error *err);

#endif

/*
 * project.h: a folder with essor.ini, figures.csv and targets.csv, and what follows from
 * it.
 */
#ifndef ESSOR_PROJECT_H
#define ESSOR_PROJECT_H

#include "essor/arena.h"
#include "essor/chart.h"
#include "essor/dense.h"
#include "essor/error.h"
#include "essor/event.h"
#include "essor/figure.h"
#include "essor/intake.h"
#include "essor/score.h"
#include "essor/sparse.h"
#include "essor/target.h"
#include "essor/text.h"
#include "essor/verdict.h"

/* How a series is forecast: by its regular points, or by figures of all kinds. */
enum es_engine { ES_ENGINE_BY_DATA, ES_ENGINE_SPARSE, ES_ENGINE_DENSE };
const char *es_engine_name(enum es_engine engine); /* "sparse", "dense" */

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
    const char *rest;  /* id of the part that takes what belongs to no other, so that the
                          parts add up to this whole; NULL: they need not */
    int launch_day;
    double ceiling, ceiling_sd_log, limit;
    enum es_engine engine;   /* dense by itself: from twelve regular points on */
    const char *main_target; /* id; NULL: the latest deadline, then the highest level */
    struct es_prior prior;
    const struct es_feed *feed;
    size_t feeds;
    const struct es_exclusion *exclusion;
    size_t exclusions;
    int line; /* of its section */
};

/* A curve of the project's own: a formula of t and its parameters. */
struct es_formula_model {
    const char *id;
    const char *formula;
    const char *start; /* as written; see es_named_values_read */
    int origin_day;    /* t is the time in years since the start of this day */
    int line;          /* of its section */
};

/* Whether a kind of chart shows one series, or several together. */
enum es_chart_scope { ES_CHART_EACH, ES_CHART_TOGETHER };

/* What a kind needs: series that were fitted, or their figures alone. */
enum es_chart_needs { ES_CHART_FITS, ES_CHART_FIGURES };

struct es_chart_kind {
    const char *name; /* "fan" */
    enum es_chart_scope scope;
    enum es_chart_needs needs;
    const char *summary; /* the question that it answers */
};

/* Every kind there is. */
extern const struct es_chart_kind es_chart_kinds[];
extern const size_t es_chart_kind_count;

/* The kind of that name, or NULL. */
const struct es_chart_kind *es_chart_kind_find(const char *name);

/* "one of fan bulletin ...", and a line for each with its summary. */
extern const char es_chart_kind_list[];
extern const char es_chart_kind_help[];

struct es_chart_order {
    const struct es_chart_kind *kind;
    const char *id; /* name of the section */
    const char *subject[2];
    const char *const *series; /* ids */
    size_t n;
    int line;
};

/* A scenario of the project file, its changes as they are written. */
struct es_scenario_order {
    const char *id;
    const char *label[2]; /* in charts; the id without one */
    const char *series;
    const char *const *change;
    size_t n;
    double wave_sd_log;  /* how unsure the sizes of its waves are; 0: sure */
    double wave_sd_days; /* and when they come */
    int line;            /* of its section */
};

/* What the project file says has happened to a series, or will. */
struct es_event_order {
    struct es_scenario_order is; /* its changes are part of the forecast; first, since
                                    keys of scenarios are read into it */
    const char *label[2];        /* by enum es_language */
    int announced_day;           /* from when it is known; ES_NO_DAY: always */
    int break_day; /* the first day that counts by another definition; ES_NO_DAY: none */
    double factor; /* that earlier figures are multiplied by; NAN: unknown */
    double factor_sd_log; /* how surely; NAN: it is sure where it is known */
};

struct es_project_index;

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
    const struct es_formula_model *model;
    size_t models;
    const struct es_theme_colour *colour; /* [theme] of the charts */
    size_t colours;
    const struct es_scenario_order *scenario;
    size_t scenarios;
    const struct es_event_order *event;
    size_t events;
    const struct es_exclusion *known; /* figures whose oddity has been looked at; they
                                         count all the same */
    size_t knowns;
    const struct es_project_index *index; /* of all of these, for es_project_series and
                                             the like */
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

/* The settings of a project, without its figures and targets. */
enum es_status es_settings_open(const char *directory, struct es_project *project,
                                struct es_faults *faults, struct es_arena *arena,
                                struct es_error *err);

/*
 * What one section of a file of settings says of some keys, as texts: value[i] stays as
 * it is where it says nothing of keys[i]. Unless `others` may be there too, any other key
 * or section is a fault: ES_ERR_PROJECT.
 */
enum es_status es_settings_said(const char *path, const char *section,
                                const char *const keys[], size_t n, bool others,
                                const char *value[], struct es_faults *faults,
                                struct es_arena *arena, struct es_error *err);

/* The series of that id, or fed by the figure series of that name; NULL if none. */
const struct es_series *es_project_series(const struct es_project *project,
                                          const char *name);

/* The whole that a series belongs to, or itself. */
const struct es_series *es_project_whole(const struct es_project *project,
                                         const struct es_series *series);

/*
 * The observation that a figure makes of a series: feed found, unit and reference read;
 * observation->figure is left to the caller. ES_FINDING if the series does not take it
 * (message: why), ES_OK otherwise. Exclusions are not looked at.
 */
enum es_status es_project_observe(const struct es_project *project,
                                  const struct es_series *series,
                                  const struct es_figure *figure,
                                  struct es_observation *observation,
                                  struct es_error *err);

/* The exclusion that names the figure, or NULL. */
const struct es_exclusion *es_project_exclusion(const struct es_series *series,
                                                const struct es_figure *figure);

/* Whether a later version of the same figure was known on that day. */
bool es_project_superseded(const struct es_project *project,
                           const struct es_figure *figure, int as_of_day);

/* The feed of the series that takes the figure, or NULL. */
const struct es_feed *es_project_feed(const struct es_series *series,
                                      const struct es_figure *figure);

/* What becomes of a figure whose series feeds a series of the project. */
enum es_use {
    ES_USED,
    ES_UNKNOWN_YET, /* published after the as-of date */
    ES_SUPERSEDED,  /* a later version was known */
    ES_EXCLUDED,    /* by the project file */
    ES_NOT_TAKEN,   /* es_project_observe says why */
    ES_ZERO,    /* nothing was counted: used by a full series, not by a curve through a
                  few figures, whose errors are relative */
    ES_REPEATED /* another source of the same figure, dated at least as exactly, is used
                 */
};

struct es_reading {
    size_t figure; /* indexes project->figures */
    enum es_use use;
    const char *reason;                /* "" where it is used */
    struct es_observation observation; /* where the series takes it */
};

/* Every figure that a feed of the series names, in the order of the file, with what
 * becomes of it at a date (ES_NO_DAY: the project's). */
enum es_status es_project_readings(const struct es_project *project,
                                   const struct es_series *series, int as_of_day,
                                   struct es_reading **reading, size_t *n,
                                   struct es_arena *arena, struct es_error *err);

/* The figures of a series as plain points. */
struct es_series_points {
    size_t n;
    double *t_years; /* [n] the date of a level, the middle of a window */
    double *y;       /* [n] level, or volume per year at the pace of the window */
    size_t *figure;  /* [n] indexes project->figures */
    size_t left_out; /* figures in use that are neither: growth of a stock, shares, ratios
                      */
};

/*
 * The points that the figures of a series give for a plain regression at a date
 * (ES_NO_DAY: the project's): the centres of their readings, in the order of time.
 */
enum es_status es_project_points(const struct es_project *project,
                                 const struct es_series *series, int as_of_day,
                                 struct es_series_points *points, struct es_arena *arena,
                                 struct es_error *err);

/* The model of that name in the project file, or NULL. */
const struct es_formula_model *es_project_model(const struct es_project *project,
                                                const char *name);

/* The targets of a series, copied: the main one first, the others in the order of the
 * file. */
enum es_status es_project_targets(const struct es_project *project,
                                  const struct es_series *series,
                                  struct es_target **target, size_t *n,
                                  struct es_arena *arena, struct es_error *err);

/* How far the points of a regular series are from each other. */
enum es_pace {
    ES_PACE_DAY,
    ES_PACE_WEEK,
    ES_PACE_MONTH,
    ES_PACE_QUARTER,
    ES_PACE_YEAR,
    ES_PACE_OTHER /* the middle distance */
};
const char *es_pace_name(enum es_pace pace); /* "day", ..., "other" */

/* The points of a series and those to come, as the dense engine sees them. */
struct es_dense_grid {
    enum es_pace pace;
    double period_days;     /* of ES_PACE_OTHER */
    bool regular;           /* at least twelve, most of them one period apart */
    size_t n, ahead;        /* points seen, and to come */
    int *from_day, *to_day; /* [n + ahead] windows of a flow, days of a stock */
    double *t;              /* [n + ahead] in periods */
    double *periods;        /* [n + ahead] that the window counts; 1 for a stock */
    double *y;              /* [n] level, or volume per period */
    double *made_good;      /* [n] the same, with what strikes took of a volume */
    double *workdays;       /* [n + ahead] of a flow, not by day: French working days
                               per period; else NULL */
    unsigned char *weekday; /* [n + ahead] of a flow by day: 0 Monday to 6 Sunday or
                               public holiday; else NULL */
    size_t left_out;        /* figures that are neither, or overlap */
    bool seasonal;          /* t are month or quarter numbers */
};

/* What a regression says of the ceiling, by a curve. */
struct es_dense_curve {
    const char *model;
    bool determined;
    double ceiling, low, high;  /* 80 %; NAN where it is not determined */
    double wide_low, wide_high; /* 95 %; none is below 0 */
    double worth; /* of a point, 0..1: how much less they tell, as neighbours err alike */
    double aicc;  /* INFINITY where no curve was found */
};
enum { ES_DENSE_CURVES = 3 };

struct es_dense_solution {
    struct es_dense_grid grid;
    struct es_dense_forecast forecast;
    struct es_dense_curve curve[ES_DENSE_CURVES];
};

/* What becomes of an event at a date. */
enum es_event_state {
    ES_EVENT_UNKNOWN, /* announced after the date */
    ES_EVENT_COMING,  /* part of the forecast, at least what is left of it */
    ES_EVENT_COUNTED, /* in the fit: a break, a strike that is over */
    ES_EVENT_OVER     /* the figures say what it brought */
};
const char *es_event_state_name(enum es_event_state state); /* "to come" ... */

struct es_event_use {
    const struct es_event_order *order;
    enum es_event_state state;
    int from_day, until_day; /* that it can be shown at; the same for a moment */
};

/* The events of a series at a date (ES_NO_DAY: the project's), in the order of the file;
 * of a whole that is the sum of its parts, theirs too. */
enum es_status es_project_events(const struct es_project *project,
                                 const struct es_series *series, int as_of_day,
                                 struct es_event_use **use, size_t *n,
                                 struct es_arena *arena, struct es_error *err);

/* One series answered. */
struct es_solution {
    const struct es_series *series;
    enum es_engine engine;            /* that made the outlook: sparse or dense */
    struct es_dense_solution *dense;  /* of the dense engine, which fits no families */
    struct es_sparse_problem problem; /* observation[i].figure indexes project->figures */
    struct es_sparse_fit fit;
    struct es_events events; /* to come; n is 0 where there are none */
    struct es_verdict verdict;
    struct es_target *target; /* [targets], the main one first */
    struct es_target_answer *answer;
    size_t targets;
    const struct es_solution *whole; /* NULL if none */
    bool asked;            /* by name, or with all; others are fitted for their sake */
    bool guessed;          /* a rest of which no figure is used: what the others leave */
    const char *aside;     /* what keeps a whole from being the sum of its parts; NULL */
    enum es_status status; /* of this series; the others go on */
    struct es_error error;
    struct es_arena *arena; /* its own, since series are solved side by side */
};

struct es_solve_options {
    int as_of_day;   /* ES_NO_DAY: the project's */
    int horizon_day; /* ES_NO_DAY: the project's years after the as-of date */
    size_t jobs;
    bool verdict; /* influence included */
};

/* In the project's order, with what the asked ones depend on. */
struct es_solutions {
    struct es_solution *at;
    size_t n;
    int as_of_day;
};

/*
 * Fits the named series (all if `names` is NULL) and the wholes that their shares refer
 * to. Fails only when none could be solved. The solutions live until es_solutions_close,
 * which must be called before `arena` is closed, whatever the status.
 */
enum es_status es_project_solve(const struct es_project *project,
                                const char *const names[], size_t n,
                                const struct es_solve_options *options,
                                struct es_solutions *solutions, struct es_arena *arena,
                                struct es_error *err);
void es_solutions_close(struct es_solutions *solutions);

/* The solution of the series, or NULL. */
const struct es_solution *es_solutions_find(const struct es_solutions *solutions,
                                            const struct es_series *series);

/* The problem that the figures of a series pose at a date, whatever engine takes it:
 * solution->problem, from solution->series, in solution->arena. ES_ERR_DATA where no
 * figure is known. */
enum es_status es_project_pose(const struct es_project *project, int as_of_day,
                               int horizon_day, struct es_solution *solution);

/*
 * The SHA-256 of all that the solution of a series depends on: its figures as they are
 * read at the date, without those excluded, its settings, seed, dates, the engine's
 * version, and the same of its whole where it has shares of it. Targets and labels are no
 * part of it. ES_ERR_DATA where no figure is known; then the hash is that of what is to
 * come, or stays as it was.
 */
enum es_status es_project_fingerprint(const struct es_project *project,
                                      const struct es_series *series, int as_of_day,
                                      int horizon_day, char hash[65],
                                      struct es_error *err);

/* The last day of a horizon: so many years after a day. */
int es_horizon_day(int as_of_day, int years);

/* A later figure against what was predicted for it. */
struct es_hit {
    const struct es_series *series;
    const struct es_figure *figure;
    struct es_observation observation;
    double quantile[5]; /* 2.5, 10, 50, 90, 97.5 %, in the unit of the observation */
    struct es_score score;
};

/* A figure of the file that is not scored, and why. */
struct es_skip {
    const struct es_figure *figure;
    const char *reason;
};

/* Means over figures; `series` is NULL for all of them together. */
struct es_summary {
    const struct es_series *series;
    size_t n;
    double error_log, crps_log, cover80, cover95;
    double bias_log; /* mean of ln median - ln actual: above 0, too much was expected */
};

struct es_scorecard {
    struct es_hit *hit;
    size_t hits;
    struct es_skip *skip;
    size_t skips;
    struct es_summary all;
    struct es_summary *by_series;
    size_t series;
};

/*
 * Scores the figures of `later` that were not known on the as-of date and were observed
 * after it, unexcluded, each (kind, window, value) of a series once. The predicted
 * distribution of a figure holds its own reading error; what is scored is the centre of
 * its reading. The solutions must have been solved for the same as-of date.
 */
enum es_status es_project_scorecard(const struct es_project *project,
                                    const struct es_figures *later,
                                    const struct es_solutions *solutions,
                                    struct es_scorecard *scorecard,
                                    struct es_arena *arena, struct es_error *err);

/* Means over the hits of a series, or over all of them for NULL; NAN where there are
 * none. */
struct es_summary es_summary_of(const struct es_hit hit[], size_t n,
                                const struct es_series *series);

/* The forecast that would have been made on a day, and what came after it. */
struct es_vintage {
    int as_of_day;
    struct es_scorecard card; /* of the series asked for; no skips */
};

/* Forecasts of the past, side by side. */
struct es_vintages {
    struct es_vintage *at; /* the earliest first; only days after which something came */
    size_t n;
    struct es_hit *hit; /* [hits] of all days together */
    size_t hits;
};

struct es_vintage_options {
    const char *const *names; /* of series; NULL: all */
    size_t n;
    int every_months; /* steps, on last days of months: 3 is the ends of quarters */
    int until_day;    /* what was known then is what came; ES_NO_DAY: the project's day */
    size_t jobs;
};

/*
 * Solves the project again for the last day of every so many months, from the first on
 * which a figure was known, and scores what was published and observed later, as
 * es_project_scorecard does. Only figures go back in time: exclusions, ceilings and the
 * other settings are those of today. ES_ERR_ARGUMENT for a series that is not known;
 * ES_ERR_DATA where no day has a later figure.
 */
enum es_status es_project_vintages(const struct es_project *project,
                                   const struct es_vintage_options *options,
                                   struct es_vintages *vintages, struct es_arena *arena,
                                   struct es_error *err);

/* A chart that is to be drawn. */
struct es_chart_task {
    const struct es_chart_kind *kind;
    const struct es_series *const *series; /* one, or the rows of a kind for several */
    size_t n;
    const char *const *subject; /* what the rows are, by language */
    enum es_language language;
    const char *directory;
    const char *stem;
    bool bare; /* of a page that has the title, notes and sources beside it */
    bool dark;
    int width, height; /* 0: as es_chart_style */
    unsigned pictures; /* by ES_PICTURE_BIT; 0: PNG */
};

/* A chart and what became of it. */
struct es_chart_drawn {
    const struct es_chart_task *task;
    enum es_status status;
    struct es_error error;
};

/* Every chart that the project asks for, in each of its languages: the main one to
 * out/charts, others to out/LANG/charts, below `out`. */
enum es_status es_project_charts(const struct es_project *project, const char *out,
                                 struct es_chart_task **task, size_t *n,
                                 struct es_arena *arena, struct es_error *err);

/* Draws a chart: script, numbers and alternative text. The folder must exist. */
enum es_status es_project_draw(const struct es_project *project,
                               const struct es_solutions *solutions,
                               const struct es_chart_task *task, struct es_arena *arena,
                               struct es_error *err);

/* The pictures of drawn charts, in few processes (es_gnuplot_render_all); one that fails
 * says so in its status and leaves the others done. Those with another status than ES_OK
 * are left alone. */
enum es_status es_project_paint(struct es_chart_drawn drawn[], size_t n, size_t jobs,
                                struct es_arena *arena, struct es_error *err);

enum es_report_format { ES_REPORT_HTML, ES_REPORT_MARKDOWN, ES_REPORT_CSV };

/* The briefing of all that was solved (report.h). Charts are drawn in a folder of their
 * own in /tmp, on up to `jobs` threads. ES_ERR_FIT where no series was solved. */
enum es_status es_project_report(const struct es_project *project,
                                 const struct es_solutions *solutions,
                                 enum es_report_format format, enum es_language language,
                                 size_t jobs, char **text, struct es_arena *arena,
                                 struct es_error *err);

/* The whole months after the one that holds the as-of date: volume of each for a flow,
 * level at its end for a stock. */
enum es_status es_project_months(const struct es_solution *solution, size_t months,
                                 struct es_period **period, struct es_arena *arena,
                                 struct es_error *err);

/* What a build tells while it is on its way. */
enum es_build_event_kind {
    ES_BUILD_BEGUN,    /* how many series will be answered, and charts drawn */
    ES_BUILD_PLANNED,  /* would be made, and why (dry runs); a series or an artefact */
    ES_BUILD_ANSWERED, /* a series; several threads may tell at once, as the next two */
    ES_BUILD_MADE,     /* an artefact, and why */
    ES_BUILD_TAKEN,    /* an artefact, from a shard */
    ES_BUILD_FAILED,   /* a chart or a series, and why */
    ES_BUILD_LEFT,     /* a file of something that is no more */
    ES_BUILD_PRUNED,   /* such a file, removed */
    ES_BUILD_DIFFERS,  /* an artefact that would be made otherwise, and how (checks) */
    ES_BUILD_SKIPPED   /* an artefact that is not compared, and why (checks) */
};
struct es_build_event {
    enum es_build_event_kind kind;
    const char *path;      /* of an artefact, or the id of a series */
    const char *why;       /* NULL where there is nothing to say */
    size_t series, charts; /* ES_BUILD_BEGUN */
};

struct es_build_options {
    size_t jobs;
    int as_of_day; /* ES_NO_DAY: the project's */
    bool dry_run;  /* only tell what would be made */
    bool prune;    /* remove files of charts that are no more */
    /* Only the shard-th of so many parts, from 1; 0: all. A hash of its name gives each
     * family of series its part. Answers and charts go to shards/3-of-16. */
    size_t shard, shards;
    const char *const *merge; /* [merges] such folders, whose work is taken over first */
    size_t merges;
    void (*tell)(void *context, const struct es_build_event *event); /* may be NULL */
    void *context;
};

struct es_build_report {
    size_t made, kept, failed; /* files, files, charts and series */
    size_t left;               /* files of what is no more */
    size_t answered;           /* series, by this build */
    size_t taken;              /* answers that came from shards */
    bool current;              /* nothing was stale */
};

/*
 * Makes everything the project asks for into out/, as far as it is stale: what depends on
 * a figure, setting, text, font or version that changed, and files that are missing or
 * were changed. What could not be made does not stop the rest; the status is then that of
 * the first failure. A build that was cut short goes on where it was.
 *
 * Shards are merged in any order and any number of times; what they made of other inputs
 * does no harm, and what none of them made is made now. ES_ERR_DATA where one answers a
 * series otherwise than the store does from the same inputs; nothing of it is taken.
 */
enum es_status es_project_build(const struct es_project *project,
                                const struct es_build_options *options,
                                struct es_build_report *report, struct es_arena *arena,
                                struct es_error *err);

/*
 * Makes all of it anew in a temporary folder and compares with what is in out/; tells
 * what differs or is missing. ES_FINDING if anything does. On a machine that calculates
 * or draws otherwise than that of the build, numbers may differ by 1e-9 of themselves and
 * pictures are not compared; report->numbers_only, report->no_pixels.
 */
struct es_check_report {
    size_t same, differing;
    bool numbers_only, no_pixels;
};
enum es_status es_project_check(const struct es_project *project,
                                const struct es_build_options *options,
                                struct es_check_report *report, struct es_arena *arena,
                                struct es_error *err);

/*
 * The SHA-256 of all that the solution of a series depends on: its figures as they are
 * read at the date, without those excluded, its settings, seed, dates, the engine's
 * version, and the same of its whole where it has shares of it. Targets and labels are no
 * part of it. ES_ERR_DATA where no figure is known.
 */
enum es_status es_project_fingerprint(const struct es_project *project,
                                      const struct es_series *series, int as_of_day,
                                      int horizon_day, char hash[65],
                                      struct es_error *err);

#endif

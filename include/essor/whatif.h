/*
 * whatif.h: a target asked of a series as it is, and had its growth been another.
 */
#ifndef ESSOR_WHATIF_H
#define ESSOR_WHATIF_H

#include "essor/change.h"
#include "essor/project.h"

/* Changes that belong together, made from left to right. */
struct es_scenario {
    const char *name; /* in the project file; NULL: none */
    const struct es_change *change;
    size_t n;
};

/* A series that scenarios are made of. */
struct es_whatif {
    const struct es_solution *solution; /* its outlook leads as far as they need */
    struct es_scenario_base base;
    int horizon_day; /* answers are asked until then */
};

/* One answer: how the target stands, and the pace or level on the deadline, in the
 * target's unit (NAN without a deadline, or beyond the horizon). */
struct es_whatif_answer {
    struct es_target_answer target;
    struct es_target_span value;
};

/* The options to solve with, so that the paths of the scenarios lead far enough:
 * horizon_day is set. ES_ERR_ARGUMENT where that is more than 150 years. */
enum es_status es_whatif_options(const struct es_project *project,
                                 const struct es_scenario scenario[], size_t n,
                                 int horizon_day, struct es_solve_options *options,
                                 struct es_error *err);

/* A solution that was solved with them. */
enum es_status es_whatif_open(const struct es_project *project,
                              const struct es_solution *solution, int horizon_day,
                              struct es_whatif *whatif, struct es_arena *arena,
                              struct es_error *err);

/*
 * How far the paths of a series lead as a rule: as far again as the horizon. Answers that
 * need no more are asked of paths so long, so that those of the last build serve.
 */
int es_whatif_far_day(const struct es_project *project, int as_of_day);

/*
 * The draws that the last build left in the project's store, if nothing has changed that
 * they depend on; false if there are none. The answers are the same to the last bit.
 */
bool es_whatif_recall(const struct es_project *project, const struct es_series *series,
                      int as_of_day, int horizon_day, struct es_whatif *whatif,
                      struct es_arena *arena);

/*
 * Solves sparse series as far as what-if needs and leaves their draws in the store, those
 * that are not there yet and as far as there is room: with them, the store has 160 MB at
 * most.
 */
struct es_whatif_names {
    const char *const *name; /* [n] ids */
    size_t n;
    int as_of_day;
};
struct es_store;
enum es_status es_whatif_remember(const struct es_project *project,
                                  const struct es_whatif_names *names, size_t jobs,
                                  struct es_store *store, struct es_error *err);

/*
 * Copies from one store into another the draws of series that would be left there now,
 * and are not, as far as there is room.
 */
#define ES_DRAWS_ROOM 160e6 /* bytes */
enum es_status es_whatif_take(const struct es_project *project, int as_of_day,
                              struct es_store *from, struct es_store *into,
                              struct es_error *err);

/* Goes on with n of the draws (es_outlook_thin), as the briefing page does. */
enum es_status es_whatif_thin(struct es_whatif *whatif, size_t n, struct es_arena *arena,
                              struct es_error *err);

/* The outlook of a scenario, until a day; without changes that of the series itself. */
enum es_status es_whatif_outlook(const struct es_whatif *whatif,
                                 const struct es_scenario *scenario, int horizon_day,
                                 struct es_outlook *outlook, struct es_arena *arena,
                                 struct es_error *err);

/*
 * The target asked of each scenario: answer[n]. On up to `jobs` threads, as in
 * es_parallel_for, whose number changes nothing.
 */
enum es_status es_whatif_ask(const struct es_whatif *whatif,
                             const struct es_target *target,
                             const struct es_scenario scenario[], size_t n, size_t jobs,
                             struct es_whatif_answer answer[], struct es_error *err);

/* What it would take to be there by the deadline with a probability. */
struct es_needed {
    double probability;
    double growth;  /* factor; 0: none, INFINITY: not even ten times as fast */
    double slope;   /* more per year; 0: none */
    double ceiling; /* pace or level; 0: any, INFINITY: none would do */
};

/* The amount of each change alone, from the day after the as-of date on, to 1 in 1000.
 * The outlook must lead to es_needed_reach_day. */
enum es_status es_whatif_needed(const struct es_whatif *whatif,
                                const struct es_target *target, double probability,
                                struct es_needed *needed, struct es_error *err);
int es_needed_reach_day(int as_of_day, int deadline_day);

/* Months by which the median date of a scenario is earlier; NAN where one is not within
 * the horizon. */
double es_months_gained(const struct es_target_answer *baseline,
                        const struct es_target_answer *scenario);

/* The scenario of that name in the project file for that series, with its changes read as
 * of a day. ES_ERR_ARGUMENT if there is none, with what was probably meant. */
enum es_status es_project_scenario(const struct es_project *project,
                                   const struct es_series *series, const char *name,
                                   int as_of_day, struct es_scenario *scenario,
                                   struct es_arena *arena, struct es_error *err);

/* Writes a scenario to the end of the project file. ES_ERR_ARGUMENT if the name is taken,
 * or none. */
enum es_status es_project_keep(const struct es_project *project,
                               const struct es_series *series, const char *name,
                               const struct es_scenario *scenario, struct es_arena *arena,
                               struct es_error *err);

#endif

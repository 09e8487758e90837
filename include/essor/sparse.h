/*
 * sparse.h: the engine for press figures: few, irregular, in mixed units.
 *
 * One latent growth curve f per family with a multiplicative Ornstein-Uhlenbeck
 * discrepancy exp(w) on its increments; each figure is an operator on the cumulated path
 * with a log-normal error. The posterior of each family is drawn by importance
 * resampling, or by ensemble MCMC where that is thin; families have equal weights; the
 * result is one outlook.
 *
 * Time is cut into cells: calendar months, cut again at the ends of every window, so that
 * each window is a whole number of cells. Over a cell a flow is integrated by Simpson's
 * rule (once the curve has passed 1 % of its ceiling, a relative error below 1e-5 for
 * durations of a year and more, 3e-4 for half a year); a stock's increment is exact.
 */
#ifndef ESSOR_SPARSE_H
#define ESSOR_SPARSE_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/model.h"
#include "essor/observation.h"
#include "essor/outlook.h"

#include <stdbool.h>
#include <stdint.h>

/* The curves of the sparse engine. */
enum { ES_FAMILIES = 6 };
extern const char *const es_family_names[ES_FAMILIES];

/* ln ceiling, ln duration, midpoint, and ln shape for the families that have one. */
enum { ES_LN_CEILING, ES_LN_DURATION, ES_MIDPOINT, ES_LN_SHAPE, ES_SPARSE_PARAMS };

/* Normal priors of the parameters above: mean and standard deviation. */
struct es_prior {
    double mean[ES_SPARSE_PARAMS];
    double sd[ES_SPARSE_PARAMS];
};

/* Days on which a share of the volume, or of what is gained, was missing: a strike. */
struct es_gap {
    int from_day, until_day; /* the first day that it does not hold on */
    double left;             /* of the volume, 0..1 */
};

struct es_sparse_problem {
    const char *name; /* of the series, for messages and the seed */
    enum es_nature nature;
    const struct es_observation *observation;
    size_t n;
    size_t commons; /* errors that figures have in common: es_observation */
    const struct es_gap *gap;
    size_t gaps;
    int launch_day;     /* ES_NO_DAY: the first window's start */
    int earlier_months; /* that the outlook begins before its first figure and launch */
    int as_of_day;
    int horizon_day;       /* the outlook ends with the month that holds it */
    double ceiling;        /* in the unit per year of a flow or the level of a stock; NAN:
                              unknown */
    double ceiling_sd_log; /* how surely */
    double limit;          /* what can never be exceeded (level); INFINITY if nothing */
    struct es_prior prior; /* NAN: the default of that entry (es_sparse_prior) */
    const struct es_outlook *whole; /* for shares, else NULL */
    const char *model;              /* one family alone, by its name; NULL: all of them */
    uint64_t seed;
    size_t draws_per_family;
    size_t jobs; /* threads, as in es_parallel_for; the answer does not depend on it */
};

struct es_linear;
struct es_move;   /* cohere.h */
struct es_events; /* event.h */

enum es_sampler { ES_IMPORTANCE, ES_ENSEMBLE };

struct es_family_fit {
    const struct es_model *model;
    double mode[ES_SPARSE_PARAMS];
    double log_posterior; /* at the mode */
    enum es_sampler sampler;
    double effective_size;
    size_t draws;
    double (*draw)[ES_SPARSE_PARAMS]; /* [draws], equal weights */
    struct es_linear *linear;         /* the core's own */
};

struct es_sparse_fit {
    struct es_prior prior;
    size_t families; /* those that could be fitted; the others are left out */
    struct es_family_fit family[ES_FAMILIES];
    struct es_outlook outlook;  /* draw d belongs to family d % families */
    const struct es_move *move; /* how the draws were moved since they were drawn, so that
                                   parts add up to their whole; NULL: not at all */
    const struct es_events *events; /* and what was then made to them; NULL: nothing */
    double *curve; /* [families][outlook.months] fitted curves, as es_outlook_shown */
};

/* The launch or the start of the first window, whichever is first. */
int es_sparse_first_day(const struct es_sparse_problem *problem);

/* The prior that the problem's own entries leave open. Depends on the observations known.
 */
enum es_status es_sparse_prior(const struct es_sparse_problem *problem,
                               struct es_prior *prior, struct es_error *err);

/* The ceilings that the draws aim at, a level or per year, moved as they were to cohere,
 * but without events: ceiling[outlook.draws]. */
void es_sparse_ceilings(const struct es_sparse_fit *fit, double ceiling[]);

/*
 * Fits every family and draws the outlook. GSL's own error handler ends the program where
 * a matrix is singular; a program that uses the library turns it off once
 * (gsl_set_error_handler_off).
 *
 * ES_ERR_DATA without an observation, with one that is not positive, with a share but no
 * whole, with a level of a flow; ES_ERR_ARGUMENT if `model` is none of the families;
 * ES_ERR_FIT if no family gives a finite posterior.
 */
enum es_status es_sparse_fit(const struct es_sparse_problem *problem,
                             struct es_sparse_fit *fit, struct es_arena *arena,
                             struct es_error *err);

#endif

/*
 * model.h: what a growth model is.
 *
 * A model is a constant descriptor: its name, its parameters with their units and
 * limits, and pure functions. It holds no state, so one descriptor serves every
 * fit in every thread. Each model is one file, models/<name>.c, and one line in
 * models/models.def; the build, the command line, the help text and the tests of the
 * laws that all models obey follow from that line.
 *
 * Throughout:
 *   t       time, in years since 2000-01-01 (es_years_of_day); any number of any unit
 * will do where a curve is fitted to plain x and y y       level of the series, in its
 * own unit theta   [param_count] parameters, in the order of model->params grad
 * [param_count] partial derivatives of y by theta, in that order
 */
#ifndef ESSOR_MODEL_H
#define ESSOR_MODEL_H

#include "essor/error.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    ES_MODEL_MAX_PARAMS = 6, /* no model has more; callers size their arrays with it */
    ES_MODEL_MAX_SPREAD = 6, /* coordinates of es_model_spread */
    ES_NO_PARAM = -1
};

/*
 * What a parameter measures: its unit, and what becomes of it when the unit of the level
 * or of time changes. Every model is linear in its levels of all kinds together
 * (es_dimension_is_level): y = sum of theta_k dy/dtheta_k over these.
 */
enum es_dimension {
    ES_DIM_LEVEL,          /* y */
    ES_DIM_LEVEL_PER_YEAR, /* y/year */
    ES_DIM_LEVEL_YEARS,    /* y year; what a level adds up to, where y is a pace */
    ES_DIM_TIME,           /* year; a moment, which moves with the origin of time */
    ES_DIM_DURATION,       /* year */
    ES_DIM_RATE,           /* 1/year */
    ES_DIM_NUMBER          /* 1 */
};

struct es_param {
    const char *name;   /* as typed on the command line, for example "rate" */
    const char *symbol; /* as written in the formula, for example "r" */
    enum es_dimension dimension;
    const char *meaning; /* one line for the help text */
    double lower;        /* domain, ends excluded; may be infinite. */
    double upper;        /* A fit may narrow it, never widen it. */
};

/*
 * A curve by what one sees of it; the same meaning in every model, so that the same prior
 * knowledge serves them all.
 */
struct es_landmarks {
    double ceiling;        /* level approached in the end, > 0 */
    double duration_years; /* from 10 to 90 % of the ceiling, > 0 */
    double midpoint_years; /* time at 50 % of the ceiling */
    double shape; /* asymmetry of the models that have one (nu of Richards), else 1 */
    double launch_years; /* where growth starts, for the models that start somewhere */
};

/* The stretch of time that observations cover. */
struct es_span {
    double from_years;
    double to_years; /* > from_years */
};

struct es_model {
    const char *name;     /* as typed on the command line */
    const char *synonyms; /* other names, apart by spaces, that es_model_find knows; or
                             NULL */
    const char *title;    /* as printed in a legend */
    const char *formula;  /* y(t), in the symbols of params */
    const char *growth;   /* dy/dt, in y and the symbols, and where it is largest */
    const char *about;    /* what it suits and how it differs, two or three sentences */
    const char *source;   /* author (year), doi; a book or paper without one in full */
    const char *faster;   /* what becomes of the parameters when time runs k times as fast
                             around the time o. NULL where it follows from the
                             dimensions */

    size_t param_count;
    const struct es_param *params;
    int ceiling;     /* index of the parameter that growth approaches in the end, or
                        ES_NO_PARAM */
    bool has_shape;  /* whether es_landmarks.shape matters */
    bool has_launch; /* whether es_landmarks.launch_years matters */
    bool rises;      /* y never falls with t while all levels are positive */

    /*
     * The level at time t. Also writes the gradient, unless grad is NULL.
     *
     * Never NaN for theta inside its domain and t within 10 000 years of the origin.
     */
    double (*value)(const double theta[], double t, double grad[]);

    /*
     * The same at n times at once, with the same digits: y[i] and, unless grad is NULL,
     * grad[k * n + i] = dy[i]/dtheta[k]. Made from the body of `value` by ES_CURVE.
     */
    void (*values)(const double theta[], const double t[], size_t n, double y[],
                   double grad[]);

    /*
     * The first time when the level reaches y on the way up; NAN if it never does.
     */
    double (*inverse)(const double theta[], double y);

    /*
     * The parameters of the curve that reaches 10, 50 and 90 % of the ceiling when the
     * landmarks say. A curve that starts at a launch later than its midpoint, or too
     * close to it, has none: theta then holds NAN. NULL for the models that have no
     * ceiling or more than one wave.
     */
    void (*place)(const struct es_landmarks *landmarks, double theta[]);

    /*
     * Candidates for a start: the curve at point u of the unit cube [spread_count], where
     * the cube covers all that observations over the span can hint at: seen whole, only
     * early, only late. Levels are set to 1: they follow by linear least squares. NULL
     * where `place` serves (es_model_spread).
     */
    size_t spread_count;
    void (*spread)(const struct es_span *span, const double u[], double theta[]);

    /*
     * dy/dt at time t, in y per year. NULL where it follows from the gradient: minus the
     * sum of the derivatives by the parameters that are moments (es_model_slope).
     */
    double (*slope)(const double theta[], double t);

    /*
     * The time of the fastest growth, the start where it is fastest there; -INFINITY or
     * INFINITY where that lies in the far past or the far future, NAN where growth is
     * constant or there is none.
     */
    double (*fastest)(const double theta[]);

    /* What y tends to in the far past and the far future (infinite where it does). */
    void (*limits)(const double theta[], double *past, double *future);

    /*
     * The parameters of the curve t -> y(origin + factor (t - origin)): time runs
     * `factor` times as fast around `origin`. False where no member of the family is that
     * curve. NULL where it follows from the dimensions (es_model_warp).
     */
    bool (*warp)(const double theta[], double origin, double factor, double warped[]);
};

/* The model of that name or synonym, or NULL. */
const struct es_model *es_model_find(const char *name);

/* The models in alphabetical order, capitals as small letters: index 0, 1, ... until
 * NULL. */
const struct es_model *es_model_at(size_t index);

/* Whether every parameter lies inside its domain; false also for NaN. */
bool es_model_accepts(const struct es_model *model, const double theta[]);

/* "y", "y/year", "y year", "year", "1/year" or "1". */
const char *es_dimension_unit(enum es_dimension dimension);

/* Whether a parameter of that dimension is a level of any kind: models are linear in
 * these together. */
bool es_dimension_is_level(enum es_dimension dimension);

/* How many coordinates es_model_spread takes, and the candidate at a point of the cube.
 */
size_t es_model_spread_count(const struct es_model *model);
void es_model_spread(const struct es_model *model, const struct es_span *span,
                     const double u[], double theta[]);

/* dy/dt at time t, in y per year. */
double es_model_slope(const struct es_model *model, const double theta[], double t);

/* The curve on which time runs `factor` (> 0) times as fast around `origin`; false, with
 * `warped` untouched, where the family has none. */
bool es_model_warp(const struct es_model *model, const double theta[], double origin,
                   double factor, double warped[]);

#endif

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
 *   t       time, in years since 2000-01-01 (es_years_of_day)
 *   y       level of the series, in its own unit
 *   theta   [param_count] parameters, in the order of model->params
 *   grad    [param_count] partial derivatives of y by theta, in that order
 */
#ifndef ESSOR_MODEL_H
#define ESSOR_MODEL_H

#include "essor/error.h"

#include <stdbool.h>
#include <stddef.h>

/* No model has more parameters; callers size their stack arrays with it. */
enum { ES_MODEL_MAX_PARAMS = 6 };

struct es_param {
    const char *name;    /* as typed on the command line, for example "rate" */
    const char *symbol;  /* as written in the formula, for example "r" */
    const char *unit;    /* "y", "year", "1/year" or "1" */
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

struct es_model {
    const char *name;    /* as typed on the command line */
    const char *title;   /* as printed in a legend */
    const char *formula; /* y(t), in the symbols of params */
    const char *source;  /* author (year), doi */
    bool has_shape;      /* whether es_landmarks.shape matters */

    size_t param_count;
    const struct es_param *params;

    /*
     * The level at time t. Also writes the gradient, unless grad is NULL.
     *
     * Never NaN for theta inside its domain and t within 10 000 years of the origin.
     */
    double (*value)(const double theta[], double t, double grad[]);

    /*
     * The time when the level reaches y; NAN if it never does.
     */
    double (*inverse)(const double theta[], double y);

    /*
     * The parameters of the curve with these landmarks. A curve that starts at a launch
     * later than its midpoint has none: theta then holds NAN.
     */
    void (*place)(const struct es_landmarks *landmarks, double theta[]);
};

/* The model of that name, or NULL. */
const struct es_model *es_model_find(const char *name);

/* The models in alphabetical order: index 0, 1, ... until NULL. */
const struct es_model *es_model_at(size_t index);

/* Whether every parameter lies inside its domain; false also for NaN. */
bool es_model_accepts(const struct es_model *model, const double theta[]);

#endif

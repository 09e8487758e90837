/*
 * parts.h: what the parts of the dense engine hand to each other.
 */
#ifndef ESSOR_DENSE_PARTS_H
#define ESSOR_DENSE_PARTS_H

#include "essor/dense.h"

#include <math.h>

enum { ES_DENSE_MOST_SEASON = 12 };

/* The series as the members see it: without its season, largest size 1, first time 0. */
struct es_dense_sight {
    size_t n;
    const double *t; /* [n + reach] */
    const double *y; /* [n] */
    double *work;    /* [2 n] free for a member */
};

/* What the members do not see: y = unit x seen x factor, or unit x seen + summand_unit x
 * summand. */
struct es_dense_shape {
    double unit, summand_unit;
    bool seasonal, factors;
    size_t season;
    double index[ES_DENSE_MOST_SEASON];
};

/* Members' paths from every origin. The last origin is the end of the series. */
struct es_dense_paths {
    size_t origins;
    size_t at[ES_DENSE_ORIGINS + 1];    /* points seen, increasing; the last is n */
    size_t steps[ES_DENSE_ORIGINS + 1]; /* forecast there */
    double inner[ES_DENSE_MEMBERS][ES_DENSE_ORIGINS][ES_DENSE_STEPS];
    double *final[ES_DENSE_MEMBERS];
};

static inline double *es_dense_path(struct es_dense_paths *paths, size_t member,
                                    size_t origin)
{
    return origin + 1 < paths->origins ? paths->inner[member][origin]
                                       : paths->final[member];
}

/* Sum of the powers damping^1 .. damping^time, for any time >= 0: how far a slope of 1
 * leads that is damped so in each period. */
static inline double es_dense_damped_time(double damping, double time)
{
    return damping >= 1.0 ? time : damping * (1.0 - pow(damping, time)) / (1.0 - damping);
}

static inline double es_dense_root(double y)
{
    return y < 0.0 ? -sqrt(-y) : sqrt(y);
}

static inline double es_dense_square(double root)
{
    return root * fabs(root);
}

void es_dense_sort(double *x, size_t n);
double es_dense_median(double *x, size_t n);
double es_dense_mean_step(const double *y, size_t n);
double es_dense_largest(const double *y, size_t n); /* in size */

/* The series as the members see it, and what they do not see of it. */
enum es_status es_dense_look(const struct es_dense_series *series,
                             struct es_dense_shape *shape, struct es_dense_sight *sight,
                             struct es_arena *arena, struct es_error *err);

/* What the season makes of a time: a factor, or a summand in the unit of the series. */
double es_dense_season_at(const struct es_dense_shape *shape, double t);

/* A value at a time, in the unit of the series, with its season again. */
double es_dense_with_season(const struct es_dense_shape *shape, double t, double y);

void es_dense_choose_origins(size_t n, size_t reach, struct es_dense_paths *paths);

/* Each fills the paths of its members from every origin. */
void es_dense_curves(const struct es_dense_sight *sight, struct es_dense_paths *paths);
void es_dense_smooth(const struct es_dense_sight *sight, struct es_dense_paths *paths);
void es_dense_trends(const struct es_dense_sight *sight, struct es_dense_paths *paths);
void es_dense_theta(const struct es_dense_sight *sight, struct es_dense_paths *paths);

/*
 * Seasonal indices of months or quarters (Box-Jenkins test of the steps' autocorrelation
 * at the season, ratio to the centred moving average). index[season]: factors, or
 * summands where the series is not positive. y[n]: the series, of any unit. Returns
 * whether there is a season.
 */
bool es_dense_season(const struct es_dense_series *series, const double *y, double *work,
                     double index[], bool *factors);

/* Which of the season's indices a time has. */
size_t es_dense_phase(double t, size_t season);

/* What the calendar explains. Volumes over `factor` are as of days that are alike. */
struct es_dense_calendar {
    bool found;     /* clearly enough to count */
    bool daily;     /* by weekdays and holidays, else by the number of working days */
    double power;   /* of the number of working days */
    double *factor; /* [n + reach] */
};
enum es_status es_dense_find_calendar(const struct es_dense_series *series,
                                      struct es_dense_calendar *calendar,
                                      struct es_arena *arena, struct es_error *err);

void es_dense_weigh(const struct es_dense_sight *sight, struct es_dense_paths *paths,
                    double error[], double weight[]);
double es_dense_middle(const double value[], const double weight[]);

/* Features of the scale at each step, and the recent errors of the combination. */
void es_dense_features(const struct es_dense_sight *sight, struct es_dense_paths *paths,
                       enum es_dense_spacing spacing, const double middle[], size_t reach,
                       struct es_dense_forecast *forecast);

#endif

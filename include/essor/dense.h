/*
 * dense.h: forecasts of a full series by twelve members, weighed where they stood.
 *
 * Every member forecasts from the end of the series and from up to six earlier origins.
 * Errors at the earlier origins give the weights; the forecast of a step is the mean of
 * the members between the 40th and the 60th percentile of the weights (a weighted median,
 * slightly smoothed). Quantiles are the forecast plus a pooled table times a scale that
 * is log-linear in what was seen; its constants are in src/core/dense/table.def.
 *
 * Times are in periods (1 = the usual distance of two points), as far from each other as
 * the real dates are.
 */
#ifndef ESSOR_DENSE_H
#define ESSOR_DENSE_H

#include "essor/arena.h"
#include "essor/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ES_DENSE_FEWEST = 6,  /* points */
    ES_DENSE_ORIGINS = 6, /* earlier origins */
    ES_DENSE_STEPS = 24,  /* steps ahead of an earlier origin */
    ES_DENSE_LEVELS = 25, /* quantiles of the table */
    ES_DENSE_FEATURES = 10
};

enum es_dense_member {
    ES_DENSE_GOMPERTZ,
    ES_DENSE_LOGISTIC,
    ES_DENSE_RICHARDS,
    ES_DENSE_LOG_LOGISTIC,
    ES_DENSE_DAMPED,       /* damped trends, averaged by likelihood */
    ES_DENSE_DAMPED_ROOT,  /* the same on square roots */
    ES_DENSE_RECENT_ROOT,  /* on square roots, by recent absolute errors */
    ES_DENSE_TAKE_OFF,     /* on logarithms, strongly damped, by recent absolute errors */
    ES_DENSE_MEAN_STEP,    /* recent mean step, damped */
    ES_DENSE_MEDIAN_SLOPE, /* Theil-Sen slope of the last points, damped */
    ES_DENSE_THETA,
    ES_DENSE_AUTOREGRESSION, /* ARIMA(1,1,0) with drift, recent, shrunk */
    ES_DENSE_MEMBERS
};

/* How far apart the points are, as far as the table cares. */
enum es_dense_spacing {
    ES_DENSE_DAILY,
    ES_DENSE_QUARTERLY,
    ES_DENSE_YEARLY,
    ES_DENSE_IRREGULAR,
    ES_DENSE_OTHER
};

struct es_dense_series {
    size_t n;
    const double *t; /* [n + reach] increasing, in periods; month or quarter numbers where
                        there is a season */
    const double *y; /* [n] */
    size_t season;   /* 12, 4; 0: none looked for */
    size_t reach;    /* steps ahead, at least 1 */
    double ceiling;  /* never above; INFINITY where none is known */
    enum es_dense_spacing spacing;
    /* Of volumes that may follow working days; NULL: no such effect is looked for. */
    const double *workdays; /* [n + reach] working days of each window, per period */
    const unsigned char *weekday; /* [n + reach] of volumes by day: es_french_weekday() */
};

/*
 * How errors at two steps ahead hang together: the normal deviates of steps h < k have
 * the correlation share (h / k)^power.
 */
struct es_dense_memory {
    double share, power;
};

/* What was learned from many series together. */
struct es_dense_table {
    const char *corpus;    /* SHA-256 of the values that it was estimated on */
    const char *estimated; /* day */
    double above[ES_DENSE_FEATURES], below[ES_DENSE_FEATURES]; /* ln scale, by feature */
    double quantile[ES_DENSE_LEVELS];                          /* of error / scale */
    struct es_dense_memory memory[2]; /* of series that fell at times, and never */
};
extern const struct es_dense_table es_dense_pooled;

struct es_dense_forecast {
    size_t reach;
    size_t n;             /* points seen */
    size_t *step;         /* [reach] how many steps ahead: 1, 2, ... */
    bool rising;          /* the series never fell, and is not forecast to */
    double workday_power; /* volumes go with the working days to this power; 0: they do
                             not, or not clearly */
    bool weekdays;        /* volumes by day have indices of weekdays and holidays */
    double last;
    double weight[ES_DENSE_MEMBERS];     /* sum 1 */
    double error[ES_DENSE_MEMBERS];      /* mean absolute error at the earlier origins, in
                                            mean steps */
    double *member[ES_DENSE_MEMBERS];    /* [reach] */
    double *mean;                        /* [reach] the combination */
    double (*quantile)[ES_DENSE_LEVELS]; /* [reach] by es_dense_level */
    double (*feature)[ES_DENSE_FEATURES]; /* [reach] */
    double *season; /* [n + reach] what each point has of season and working days; NULL:
                       neither */
    bool factors;   /* the season multiplies; else it is added */
    double
        unit_step; /* mean absolute step, in the unit of y; the scale is relative to it */
};

/* Probability levels of the quantiles. */
extern const double es_dense_level[ES_DENSE_LEVELS];
extern const char *const es_dense_member_name[ES_DENSE_MEMBERS];

/*
 * Forecasts a series; `table` is es_dense_pooled or another. ES_ERR_DATA for too few
 * points, a number that is not finite or beyond 1e300, times that do not increase.
 */
enum es_status es_dense_run(const struct es_dense_series *series,
                            const struct es_dense_table *table,
                            struct es_dense_forecast *forecast, struct es_arena *arena,
                            struct es_error *err);

/* The quantile of step h at a level: linear between those of the table, and the outermost
 * beyond. */
double es_dense_quantile(const struct es_dense_forecast *forecast, size_t h,
                         double level);

/*
 * Joins runs of steps to one each: run r ends before step end[r] (increasing, the last is
 * the reach). A level is that of the run's last step, a volume the mean over its steps
 * rank by rank, since neighbouring steps go almost together; `step` is the run's middle.
 */
void es_dense_join(struct es_dense_forecast *forecast, bool level, const size_t end[],
                   size_t runs);

/* When a level is first reached, in steps after the end. */
struct es_dense_crossing {
    double share;               /* P(reached within the reach) */
    double early, middle, late; /* 80 % interval and median of the date if reached;
                                   INFINITY where it is as good as never */
};
void es_dense_cross(const struct es_dense_forecast *forecast, size_t reach, double target,
                    struct es_dense_crossing *crossing);

/*
 * Joint draws of the steps: draw[d * reach + h]. At each step the draws are the quantiles
 * at (i + 1/2) / draws, so that every marginal is that of the table; how they follow each
 * other is the table's memory. Draws of a series that never fell do not fall.
 */
enum es_status es_dense_draw(const struct es_dense_forecast *forecast,
                             const struct es_dense_table *table, size_t draws,
                             uint64_t seed, double draw[], struct es_arena *arena,
                             struct es_error *err);

#endif

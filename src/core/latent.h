/*
 * latent.h: the latent path of the sparse engine, cut into cells, and the figures on it.
 *
 * Cell m gains g_m(theta) exp(w_m), where g_m is the curve's increment and w an
 * Ornstein-Uhlenbeck process at the middles of the cells. Observation j is
 *
 *   ln P_j = ln scale_j + ln S(a, b) - ln S(ra, rb),   S(a, b) = sum of the cells a..b-1,
 *
 * where S of a level includes what was there before the first cell, and the second sum is
 * 1 but for a ratio. A share has the whole's own ln P moved to the other side.
 */
#ifndef ESSOR_CORE_LATENT_H
#define ESSOR_CORE_LATENT_H

#include "essor/sparse.h"

struct es_operator {
    double ln_scale;
    size_t from, end;         /* cells */
    size_t ref_from, ref_end; /* empty but for a ratio */
    bool level;
    /* The same as edges: ends of sums, each with the sign of its sum; from the first
     * cell's start nothing is summed, so that is no edge. */
    size_t edge[4];
    int sign[4]; /* +1, -1 for the window's sum, +2, -2 for the reference's */
    int edges;
};

/*
 * A curve of a family: (model(t) - floor) x stretch. A stock whose launch is known starts
 * there from nothing and keeps its ceiling; else the floor is 0 and the stretch 1.
 */
struct es_curve {
    const struct es_model *model;
    double theta[ES_MODEL_MAX_PARAMS];
    double floor, stretch;
};

static inline double es_curve_at(const struct es_curve *curve, double t)
{
    const double above = curve->model->value(curve->theta, t, NULL) - curve->floor;
    return above > 0.0 ? above * curve->stretch : 0.0;
}

struct es_latent {
    const struct es_sparse_problem *problem;
    struct es_prior prior;
    double launch_years;
    bool launched;           /* a stock that is seen from its launch on */
    double sd, length_years; /* of the discrepancy */
    size_t n;                /* observations */
    size_t fit_cells;        /* cells up to the end of the last observation */
    size_t cells;            /* cells up to the horizon */
    double *bound_years;     /* [cells + 1] */
    double *keep; /* [cells] correlation of w with the cell before; 0 for the first */
    int first_month;
    size_t months;
    size_t *month_cell;           /* [months + 1] first cell of each month */
    struct es_operator *operator; /* [n] */
    size_t edges;
    size_t *edge_cell;  /* [edges] ascending: cells before it are summed */
    double *ln_y;       /* [n]; for a share, plus the whole's mean */
    double *whole_cov;  /* [n][n] covariance of the whole's ln P; zero but for shares */
    double *common_cov; /* [n][n] covariance of the errors that figures have in common */
    double
        *gap_left; /* [cells] share of the curve's gain that is left; NULL: all of it */
    double *
        *whole_draw; /* [n] the whole's ln P by draw less its mean; NULL but for shares */
};

/* Cuts time and reads the observations. The errors are those of es_sparse_fit. */
enum es_status es_latent_open(const struct es_sparse_problem *problem,
                              struct es_latent **latent, struct es_arena *arena,
                              struct es_error *err);

/* Parts of that: what strikes leave of each cell's gain; errors that figures have in
 * common, as the definition before a break; ln of the whole's gain over the window of
 * each share, by draw, split into mean and rest. */
enum es_status es_latent_find_gaps(struct es_latent *latent, struct es_arena *arena,
                                   struct es_error *err);
enum es_status es_latent_read_common(struct es_latent *latent, struct es_arena *arena,
                                     struct es_error *err);
enum es_status es_latent_read_whole(struct es_latent *latent, struct es_arena *arena,
                                    struct es_error *err);

/* The curve of a parameter vector; false if there is none. */
bool es_latent_place(const struct es_latent *latent, const struct es_model *model,
                     const double params[], struct es_curve *curve);

/* g_m of the first `cells` cells; returns the level before the first cell (0 for a flow).
 */
double es_latent_increments(const struct es_latent *latent, const struct es_curve *curve,
                            size_t cells, double gain[]);

/* ln P_j of every observation for a path of which sums[m] is the sum of the first m cells
 * and base what was there before. */
void es_latent_measure(const struct es_latent *latent, double base, const double sums[],
                       double ln_p[]);

/* The covariance of w between the middles of two cells. */
double es_latent_covariance(const struct es_latent *latent, size_t left, size_t right);

/* The middle of a cell. */
double es_latent_middle(const struct es_latent *latent, size_t cell);

#endif

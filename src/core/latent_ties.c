/* latent_ties.c: what figures have in common with each other and with their whole, and
 * what strikes took of the curve. */
#include "latent.h"

#include "essor/date.h"

#include <math.h>

enum es_status es_latent_find_gaps(struct es_latent *latent, struct es_arena *arena,
                                   struct es_error *err)
{
    const struct es_sparse_problem *problem = latent->problem;
    if (problem->gaps == 0) {
        return ES_OK;
    }
    ES_NEW(arena, latent->gap_left, latent->cells, err);
    for (size_t m = 0; m < latent->cells; m++) {
        latent->gap_left[m] = 1.0;
        const double middle = es_latent_middle(latent, m);
        for (size_t k = 0; k < problem->gaps; k++) {
            const struct es_gap *gap = &problem->gap[k];
            if (middle > es_years_of_day(gap->from_day) &&
                middle < es_years_of_day(gap->until_day)) {
                latent->gap_left[m] *= gap->left;
            }
        }
    }
    return ES_OK;
}

enum es_status es_latent_read_common(struct es_latent *latent, struct es_arena *arena,
                                     struct es_error *err)
{
    const struct es_sparse_problem *problem = latent->problem;
    const size_t n = latent->n;
    ES_NEW(arena, latent->common_cov, n * n, err);
    for (size_t j = 0; j < n; j++) {
        const double *left = problem->observation[j].common;
        for (size_t k = 0; left != NULL && k < n; k++) {
            const double *right = problem->observation[k].common;
            for (size_t e = 0; right != NULL && e < problem->commons; e++) {
                latent->common_cov[j * n + k] += left[e] * right[e];
            }
        }
    }
    return ES_OK;
}

enum es_status es_latent_read_whole(struct es_latent *latent, struct es_arena *arena,
                                    struct es_error *err)
{
    const struct es_outlook *whole = latent->problem->whole;
    ES_NEW(arena, latent->whole_draw, latent->n, err);
    ES_NEW(arena, latent->whole_cov, latent->n * latent->n, err);
    for (size_t j = 0; j < latent->n; j++) {
        struct es_observation gain = latent->problem->observation[j];
        if (gain.measure != ES_SHARE) {
            continue;
        }
        gain.measure = ES_SUM;
        double *draw, mean = 0.0;
        ES_NEW(arena, draw, whole->draws, err);
        es_outlook_measure_all(whole, &gain, NULL, draw);
        for (size_t d = 0; d < whole->draws; d++) {
            draw[d] = log(draw[d]);
            mean += draw[d] / (double)whole->draws;
        }
        for (size_t d = 0; d < whole->draws; d++) {
            draw[d] -= mean;
        }
        latent->ln_y[j] += mean;
        latent->whole_draw[j] = draw;
    }
    for (size_t j = 0; j < latent->n; j++) {
        for (size_t k = 0; k < latent->n; k++) {
            const double *left = latent->whole_draw[j], *right = latent->whole_draw[k];
            double sum = 0.0;
            for (size_t d = 0; left != NULL && right != NULL && d < whole->draws; d++) {
                sum += left[d] * right[d] / (double)whole->draws;
            }
            latent->whole_cov[j * latent->n + k] = sum;
        }
    }
    return ES_OK;
}

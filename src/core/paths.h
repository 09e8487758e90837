/*
 * paths.h: draws of the whole path, given draws of a family's parameters.
 *
 * Each path is a prior draw of the discrepancy, moved by the least amount that makes it
 * meet the figures with a draw of their errors (randomised maximum likelihood: Oliver, He
 * and Reynolds 1996; for a linear operator it is exact conditioning). The figures'
 * operators are evaluated exactly; only the direction of the move is that of the
 * linearisation.
 */
#ifndef ESSOR_CORE_PATHS_H
#define ESSOR_CORE_PATHS_H

#include "linear.h"
#include "sampler.h"

#include <gsl/gsl_rng.h>

struct es_paths {
    const struct es_linear *linear;
    size_t cells;
    double *cross;   /* [n][cells] a K, over all cells */
    double *between; /* [n][n] a K a' */
    double *inverse; /* [n][n] (a K a' + errors)^-1, those in common included */
    double *scratch; /* [4 cells + 3 n + 1] */
};

enum es_status es_paths_open(const struct es_linear *linear, struct es_paths *paths,
                             struct es_arena *arena, struct es_error *err);

enum es_met { ES_NO_CURVE, ES_MET, ES_MISSED };

/*
 * One path into cumulated[months + 1]. `whole_draw` is the draw of the whole that a share
 * belongs to. ES_MISSED if the figures could not be met with the directions of the
 * linearisation, which then is too far from these parameters.
 */
enum es_met es_paths_draw(const struct es_paths *paths, const double params[],
                          size_t whole_draw, gsl_rng *random, double cumulated[]);

/* Paths with the directions of a linearisation at these parameters, for draws that
 * missed. */
enum es_status es_paths_relinearise(const struct es_linear *mode, const double params[],
                                    struct es_paths *paths, struct es_arena *arena,
                                    struct es_error *err);

/* All the paths of one fitted family, into its draws of the outlook. */
enum es_status es_draw_paths(const struct es_sparse_fit *fit, size_t family,
                             struct es_outlook *outlook, struct es_arena *arena,
                             struct es_error *err);

#endif

/* whatif.h: what scenarios are made from, wherever the draws come from. */
#ifndef ESSOR_PROJECT_WHATIF_H
#define ESSOR_PROJECT_WHATIF_H

#include "essor/whatif.h"

/* The ceilings of the curves that the draws came from; NULL for a dense series. */
enum es_status es_whatif_known_ceilings(const struct es_solution *solution,
                                        double **known, struct es_arena *arena,
                                        struct es_error *err);

/* es_whatif_open with those ceilings. */
enum es_status es_whatif_begin(const struct es_project *project,
                               const struct es_solution *solution, const double known[],
                               int horizon_day, struct es_whatif *whatif,
                               struct es_arena *arena, struct es_error *err);

/* What the draws of a series are kept under in the store: the hash of its fingerprint and
 * those of all series of the same whole. ES_ERR_DATA where it has no figure. */
enum es_status es_whatif_key(const struct es_project *project,
                             const struct es_series *series, int as_of_day, char key[65],
                             struct es_error *err);

#endif

/* split.h: a whole and its parts as one picture. */
#ifndef ESSOR_PROJECT_SPLIT_H
#define ESSOR_PROJECT_SPLIT_H

#include "essor/project.h"

/*
 * Between posing and fitting, for every whole that names its rest: the months of whole
 * and parts begin together; and a rest whose figures are none, or not of all that no
 * other part holds, becomes a guess.
 */
void es_split_pose(struct es_solutions *solutions);

/* Between the fits of wholes and of parts: the guesses, as amounts of the fitted whole.
 */
void es_split_guess(struct es_solutions *solutions);

/* Makes the draws of each whole that names its rest the sum of those of its parts; where
 * that cannot be, the whole's `aside` says why. */
enum es_status es_split_cohere(struct es_solutions *solutions, size_t jobs,
                               struct es_error *err);

/* Makes the wholes the sums of their parts again, where events have changed these. */
enum es_status es_split_sum(struct es_solutions *solutions, struct es_error *err);

#endif

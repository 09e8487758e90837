/* pose.h: what the figures of a series ask of an engine. */
#ifndef ESSOR_PROJECT_POSE_H
#define ESSOR_PROJECT_POSE_H

#include "essor/project.h"

/* Dense by itself where the points are regular and few figures are anything else. */
enum es_status es_choose_engine(const struct es_project *project,
                                struct es_solution *solution);

/* The first month that the outlook of a posed series has by itself. */
int es_first_month(const struct es_solution *solution);

/* What a part takes from its whole, once that is fitted: draws, if it has shares, and the
 * first month, if they are to add up. */
enum es_status es_read_whole(struct es_solution *solution);

/* How many draws the dense engine makes of a series: every quantile of a step is among
 * them, so that fewer will do than of curves; but those of a whole and its parts are
 * added one by one, and are as many. */
size_t es_dense_draws(const struct es_project *project, const struct es_series *series);

#endif

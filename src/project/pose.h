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

#endif

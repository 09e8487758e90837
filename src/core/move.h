/* move.h: how the draws of a series were moved. */
#ifndef ESSOR_CORE_MOVE_H
#define ESSOR_CORE_MOVE_H

#include "essor/cohere.h"

/* From the draws as they are and before[draws][months + 1] as they were. */
enum es_status es_move_learn(const struct es_outlook *outlook, const double before[],
                             struct es_move *move, struct es_arena *arena,
                             struct es_error *err);

#endif

/* sum.h: a whole as the sum of its parts, to the last bit. */
#ifndef ESSOR_CORE_SUM_H
#define ESSOR_CORE_SUM_H

#include "essor/cohere.h"

/* Whether all have the same months and nature, and are not too many; ES_ERR_ARGUMENT. */
enum es_status es_sum_check(const struct es_split *split, struct es_error *err);

/* The parts of one draw on the grid of es_cohere, and the whole as their sum. */
void es_sum_draw(const struct es_split *split, size_t draw);

#endif

/* mode.h: the most probable curve of a family, and the linearisation there. */
#ifndef ESSOR_CORE_MODE_H
#define ESSOR_CORE_MODE_H

#include "linear.h"

struct es_mode {
    double params[ES_SPARSE_PARAMS];
    double log_posterior;
    double
        covariance[ES_SPARSE_PARAMS * ES_SPARSE_PARAMS]; /* (J'J)^-1, row by row, packed
                                                            to the model's own count */
};

/*
 * Levenberg-Marquardt from nine starts around the prior's centre, alternating with the
 * linearisation until both stand still; leaves `linear` built at the mode. ES_ERR_FIT if
 * no start leads to a curve.
 */
enum es_status es_mode_find(struct es_linear *linear, struct es_mode *mode,
                            struct es_error *err);

#endif

#include "essor/score.h"

#include <gsl/gsl_randist.h>
#include <math.h>

enum es_status es_score_blur(double values[], size_t n, double sd_log, uint64_t seed,
                             struct es_error *err)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (random == NULL) {
        return es_fail(err, ES_ERR_MEMORY, "out of memory");
    }
    gsl_rng_set(random, (unsigned long)(seed & 0xffffffffUL));
    for (size_t i = 0; i < n; i++) {
        values[i] *= exp(gsl_ran_gaussian_ziggurat(random, sd_log));
    }
    gsl_rng_free(random);
    return ES_OK;
}

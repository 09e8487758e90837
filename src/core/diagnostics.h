/*
 * diagnostics.h: whether residuals look like noise.
 */
#ifndef ESSOR_CORE_DIAGNOSTICS_H
#define ESSOR_CORE_DIAGNOSTICS_H

#include "essor/regression.h"

/* The tests of residuals r [n] in the order in which neighbours are compared. */
struct es_residual_tests es_diagnostics(const double r[], size_t n);

#endif

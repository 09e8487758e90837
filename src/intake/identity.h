/* identity.h: which figures are the same. */
#ifndef ESSOR_INTAKE_IDENTITY_H
#define ESSOR_INTAKE_IDENTITY_H

#include "essor/figure.h"

#include <stdint.h>

/* A hash of what a figure says: everything but id, version and line. */
uint64_t es_figure_content(const struct es_figure *figure);

/* A hash of what a made id depends on. */
uint64_t es_figure_key(const struct es_figure *figure);

#endif

/* probe.h: whether two machines calculate the same digits. */
#ifndef ESSOR_PROBE_H
#define ESSOR_PROBE_H

#include "essor/hash.h"

/* A hash of what the mathematical libraries make of some hundred arguments here: where it
 * differs, results may differ in their last digits. */
void es_numbers_probe(char hash[ES_HASH_TEXT]);

#endif

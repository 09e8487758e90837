/* parallel.h: the same work on many items, on several threads. */
#ifndef ESSOR_PARALLEL_H
#define ESSOR_PARALLEL_H

#include <stddef.h>

/*
 * Calls work(context, i) once for each i in 0..count-1, on up to `jobs` threads (0: as
 * many as the machine has processors). Items are handed out in order; `work` must touch
 * only what belongs to item i, so that the result does not depend on the number of
 * threads. When no thread can be started, the caller's own does all the work.
 */
void es_parallel_for(size_t count, size_t jobs, void (*work)(void *context, size_t i),
                     void *context);

#endif

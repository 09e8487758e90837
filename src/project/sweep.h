/* sweep.h: what a process that was killed left behind. */
#ifndef ESSOR_PROJECT_SWEEP_H
#define ESSOR_PROJECT_SWEEP_H

/*
 * Removes the temporary files of a folder whose process is no more: ".NAME.PID.png" of a
 * picture that was being drawn, ".NAME.PID-N.tmp" of a file that was being written. Those
 * of processes that still run are left alone; what cannot be removed does no harm and
 * stays.
 */
void es_sweep(const char *directory);

#endif

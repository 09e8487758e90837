/* sandbox.h: what a child process is not allowed to do. */
#ifndef ESSOR_RENDER_SANDBOX_H
#define ESSOR_RENDER_SANDBOX_H

#include <sys/types.h>

/* A Landlock ruleset under which nothing may be executed but `program` and the loader it
 * names; -1 where the kernel has none or the program is no ELF file. */
int es_sandbox_open(const char *program);

/* Binds the calling process to the ruleset, for good; safe between fork and exec. Without
 * a ruleset, nothing happens. */
void es_sandbox_enter(int ruleset);

/* In a child: ends with `parent`, the process that forked it, so that nothing is written
 * after a parent that was killed. Safe after fork. */
void es_sandbox_follow(pid_t parent);

#endif

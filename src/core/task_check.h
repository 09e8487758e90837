/* task_check.h: what of a task can be refused beforehand. */
#ifndef ESSOR_CORE_TASK_CHECK_H
#define ESSOR_CORE_TASK_CHECK_H

#include "essor/regression.h"

struct es_task_sizes {
    size_t counted; /* observations with a weight */
    size_t moving;  /* parameters that are not fixed */
    bool started;   /* the task brings a start of its own */
};

/* The errors of es_regress that need no fit; the options are complete. */
enum es_status es_task_check(const struct es_task *task,
                             const struct es_regression_options *options,
                             struct es_task_sizes *sizes, struct es_error *err);

#endif

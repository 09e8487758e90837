/* task_check.c: what of a task can be refused beforehand. */
#include "task_check.h"

#include "coordinate.h"

#include <math.h>

enum { MOST_FOLLOWED = 200 };

struct check {
    const struct es_task *task;
    struct es_task_sizes sizes;
    struct es_error *err;
};

static enum es_status check_observations(struct check *check)
{
    const struct es_task *task = check->task;
    size_t counted = 0;
    for (size_t i = 0; i < task->n; i++) {
        const double weight = task->weight != NULL ? task->weight[i] : 1.0;
        if (!isfinite(weight) || weight < 0.0 ||
            (weight > 0.0 && !isfinite(task->y[i]))) {
            return es_fail(check->err, ES_ERR_DATA,
                           "%s: observation %zu is %g with weight %g; a finite value "
                           "and a weight that is not negative are needed",
                           task->label, i + 1, task->y[i], weight);
        }
        counted += weight > 0.0;
    }
    check->sizes.counted = counted;
    return ES_OK;
}

static enum es_status check_parameter(struct check *check, size_t k)
{
    const struct es_task *task = check->task;
    const struct es_unknown *unknown = &task->unknown[k];
    const double start = task->start != NULL ? task->start[k] : NAN;
    const bool needed = unknown->fixed || task->candidate == NULL;
    if (!(unknown->lower < unknown->upper) || unknown->prior_sd < 0.0 ||
        (unknown->prior_sd > 0.0 && !isfinite(unknown->prior_mean))) {
        return es_fail(check->err, ES_ERR_ARGUMENT,
                       "%s: %s has no domain or a wrong prior: from %g to %g, prior %g, "
                       "standard deviation %g",
                       task->label, unknown->name, unknown->lower, unknown->upper,
                       unknown->prior_mean, unknown->prior_sd);
    }
    if ((needed || !isnan(start)) && !es_coordinate_inside(unknown, start)) {
        return es_fail(check->err, ES_ERR_ARGUMENT,
                       "%s: %s %s at %g; it must be between %g and %g", task->label,
                       unknown->name, unknown->fixed ? "is fixed" : "starts", start,
                       unknown->lower, unknown->upper);
    }
    check->sizes.started = check->sizes.started && !isnan(start);
    return ES_OK;
}

static enum es_status check_counts(struct check *check)
{
    const struct es_task *task = check->task;
    const size_t counted = check->sizes.counted;
    size_t moving = 0, priors = 0;
    for (size_t k = 0; k < task->p; k++) {
        moving += !task->unknown[k].fixed;
        priors += !task->unknown[k].fixed && task->unknown[k].prior_sd > 0.0;
    }
    check->sizes.moving = moving;
    if (counted == 0 || counted + (task->sd > 0.0 ? priors : 0) < moving) {
        return es_fail(
            check->err, ES_ERR_DATA,
            "%s: %zu observations cannot tell %zu parameters; at least as many "
            "observations as parameters are needed",
            task->label, counted, moving);
    }
    if (priors > 0 && !(task->sd > 0.0) && counted <= moving) {
        return es_fail(check->err, ES_ERR_DATA,
                       "%s: a prior needs more observations than parameters, or a known "
                       "standard deviation",
                       task->label);
    }
    return ES_OK;
}

enum es_status es_task_check(const struct es_task *task,
                             const struct es_regression_options *options,
                             struct es_task_sizes *sizes, struct es_error *err)
{
    struct check made = {.task = task, .err = err, .sizes.started = task->start != NULL};
    struct check *check = &made;
    if (task->p == 0 || task->p > ES_REGRESSION_MOST_PARAMS ||
        !(options->level > 0.0 && options->level < 1.0) ||
        options->starts > MOST_FOLLOWED || !(task->sd >= 0.0)) {
        return es_fail(check->err, ES_ERR_ARGUMENT,
                       "%s: %zu parameters (1 to %d), level %g (0 to 1), %zu starts (at "
                       "most %d), standard deviation %g",
                       task->label, task->p, ES_REGRESSION_MOST_PARAMS, options->level,
                       options->starts, MOST_FOLLOWED, task->sd);
    }
    for (size_t k = 0; k < task->p; k++) {
        ES_TRY(check_parameter(check, k));
    }
    ES_TRY(check_observations(check));
    ES_TRY(check_counts(check));
    *sizes = check->sizes;
    return ES_OK;
}

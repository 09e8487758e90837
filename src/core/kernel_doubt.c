/*
 * kernel_doubt.c: whether an optimum that the batch path has found may not be the best.
 *
 * What is refused here is left to es_regress, which searches longer.
 */
#include "core/kernel.h"

#include <math.h>
#include <string.h>

/* Of the variation of the observations: so small a rest leaves no doubt of a start, */
#define CLOSE 0.04
/* nor of where a corner is. */
#define VERY_CLOSE 0.01
#define MARGIN                                                                           \
    0.125 /* of the span: so near before the points, a corner may be among               \
             them */
#define BEYOND_DOUBT 0.1 /* square of a standard error */

/* Whether the curve has not begun `margin` spans before the points: then it has a corner
 * near or among them, and each gap may hold an optimum of its own. */
static bool has_corner(const struct es_kernel *kernel, const struct es_quick_fit *fit,
                       double margin)
{
    const double from = kernel->span.from_years;
    const double length = kernel->span.to_years - from;
    const double *theta = fit->theta;
    return kernel->model->value(theta, from - margin * length, NULL) ==
           kernel->model->value(theta, from - (margin + MARGIN) * length, NULL);
}

/* Whether four parameters are no more than three and a launch that is not far off. */
static bool is_launched(const struct es_kernel *kernel, const struct es_quick_fit *fit)
{
    const struct es_model *model = kernel->model;
    const double length = kernel->span.to_years - kernel->span.from_years;
    bool near = model->has_launch && !model->has_shape && kernel->p == 4 &&
                fit->rss < VERY_CLOSE * kernel->variation;
    for (size_t k = 0; near && k < kernel->p; k++) {
        near = model->params[k].dimension != ES_DIM_TIME ||
               fit->theta[k] > kernel->span.from_years - length;
    }
    return near && !has_corner(kernel, fit, 0.0);
}

bool es_kernel_doubtful(const struct es_kernel *kernel, const struct es_quick_fit *fit)
{
    return (kernel->p > 3 && !is_launched(kernel, fit)) || has_corner(kernel, fit, 0.0) ||
           kernel->model->place == NULL || !(fit->rss < CLOSE * kernel->variation);
}

/*
 * Whether the points tell the parameters well enough for a second valley to be unlikely:
 * by the standard errors, of the logarithm, of a moment in spans, of another number as a
 * share of it.
 */
static bool certain(const struct es_kernel *kernel, const struct es_quick_fit *fit)
{
    const double length = kernel->span.to_years - kernel->span.from_years;
    struct es_kernel_state state;
    memcpy(state.theta, fit->theta, sizeof state.theta);
    es_kernel_set_up(kernel, &state);
    for (size_t j = kernel->levels; j < kernel->p; j++) {
        const size_t k = kernel->order[j];
        const bool moment = kernel->model->params[k].dimension == ES_DIM_TIME;
        const double number = fmax(fabs(fit->theta[k]), 1.0);
        const double unit = kernel->by_log[j] ? 1.0 : moment ? length : number;
        const double least = es_kernel_left(kernel, &state, j);
        if (!(fit->rss < BEYOND_DOUBT * unit * unit * least *
                             (double)(kernel->counted - kernel->p))) {
            return false;
        }
    }
    return true;
}

bool es_kernel_is_sure(const struct es_kernel *kernel, const struct es_quick_fit *fit)
{
    const bool simple = kernel->p <= 3 && kernel->model->place != NULL;
    const bool clear = fit->rss < VERY_CLOSE * kernel->variation;
    if (has_corner(kernel, fit, 0.0)) {
        return false;
    }
    if (!clear && (kernel->model->has_launch || has_corner(kernel, fit, MARGIN))) {
        return false;
    }
    return simple || certain(kernel, fit);
}

/*
 * kernel.c: one curve, many series.
 *
 * Levenberg-Marquardt on the normal equations, with no memory but the stack. What makes
 * it quick: the curve and its derivatives come from vector instructions; sums run in
 * eight lanes, so that their digits depend on no processor; a level, in which the curve
 * is linear, is solved for at every step and never searched (variable projection, Golub
 * and Pereyra (1973), doi:10.1137/0710036); and the search starts from the best of some
 * dozens of curves; and near the optimum it learns the bend that Gauss-Newton leaves out.
 *
 * Positive parameters are searched by their logarithm. Whatever is in doubt is not
 * converged: a direction that the points hardly see, a parameter on its way to infinity,
 * a search that takes long. es_regress has the means to find out.
 */
#include "core/kernel.h"

#include "elementary.h"

#include <math.h>
#include <string.h>

enum { MOST_TURNS = 60, MOST_SUMS = 3, MOST_BLIND = 2, P = ES_MODEL_MAX_PARAMS };

/* Of what a step wins, as a share of the sum of squares that is left: STILL for what
 * the steps to come would win, the parameters then have ten digits; below NEARLY, it
 * is worth asking, and below STANDSTILL, steps that no longer shrink are rounding. EXACT:
 * of the sum of squares of the observations. */
#define STILL 1e-25
#define NEARLY 1e-12
#define STANDSTILL 1e-18
#define EXACT 1e-29
#define SHORT                                                                            \
    1e-11 /* of the step to come, as a share of its parameter or of the span             \
           */
/* Of a difference of sums of squares as a share of them: below, it is rounding. */
#define ROUNDING 1e-12
/* Of a sum of squares that a settled level leaves: too little for its digits. */
#define LOST 1e-6
/* Of the sum of squares, what a step wins: below, the curve bends little along it. */
#define CALM 1e-3
/* Of the sum of squares: two optima that are one. */
#define SAME 1e-9
#define FIRST_DAMPING 3e-4
#define LEAST_DAMPING 1e-4 /* below, none */
#define MOST_DAMPING 1e8
#define LONGEST_STEP 1.5 /* of a logarithm, or in spans */

/* With one level, y = level x form: the best level for this form, in closed form. */
static void settle_level(const struct es_kernel *kernel, struct es_kernel_state *state)
{
    double *level = &state->theta[kernel->order[0]];
    const double change = state->slope[0] / state->normal[0][0];
    const double ratio = (*level + change) / *level;
    const double rss = state->rss - change * state->slope[0];
    state->rss = rss > 0.0 ? rss : 0.0;
    for (size_t j = 1; j < kernel->p; j++) {
        state->slope[j] = ratio * (state->slope[j] - change * state->normal[j][0]);
        state->normal[j][0] *= ratio;
        for (size_t k = 1; k <= j; k++) {
            state->normal[j][k] *= ratio * ratio;
        }
    }
    state->slope[0] = 0.0;
    *level += change;
}

/* The products over all points. */
static void add_all(const struct es_kernel *kernel, const double theta[],
                    double product[])
{
    es_kernel_add(kernel, kernel->p, theta, &kernel->block, product);
    for (size_t first = ES_KERNEL_BLOCK; first < kernel->points->n;
         first += ES_KERNEL_BLOCK) {
        struct es_kernel_block block;
        es_kernel_fill(kernel->points, first, 1, &block);
        es_kernel_add(kernel, kernel->p, theta, &block, product);
    }
}

void es_kernel_set_up(const struct es_kernel *kernel, struct es_kernel_state *state)
{
    double product[ES_KERNEL_PRODUCTS] = {0.0}, unit[P];
    const double *next = product;
    add_all(kernel, state->theta, product);
    for (size_t j = 0; j < kernel->p; j++) {
        unit[j] = kernel->by_log[j] ? state->theta[kernel->order[j]] : 1.0;
        for (size_t k = 0; k <= j; k++) {
            state->normal[j][k] = *next++ * unit[j] * unit[k];
        }
    }
    for (size_t k = 0; k < kernel->p; k++) {
        state->slope[k] = *next++ * unit[k];
    }
    state->rss = *next;
}

/* The same, the level settled; false where there are none. A level that was far off
 * takes the digits of the rest with it, which is then summed again. */
static bool evaluate(const struct es_kernel *kernel, struct es_kernel_state *state)
{
    for (int i = 0; i < MOST_SUMS; i++) {
        if (!es_model_accepts(kernel->model, state->theta)) {
            return false;
        }
        es_kernel_set_up(kernel, state);
        const double before = state->rss;
        if (kernel->levels == 1) {
            settle_level(kernel, state);
        }
        if (!(state->rss < LOST * before)) {
            return isfinite(state->rss) && es_model_accepts(kernel->model, state->theta);
        }
    }
    return false;
}

/* The longest part of a step: in logarithms, and of others in spans. */
static double longest(const struct es_kernel *kernel, const double s[])
{
    const double length = kernel->span.to_years - kernel->span.from_years;
    double most = 0.0;
    for (size_t j = kernel->levels; j < kernel->p; j++) {
        most = fmax(most, fabs(s[j]) / (kernel->by_log[j] ? 1.0 : length));
    }
    return most;
}

/* No parameter further than its longest step; levels follow in proportion. */
static void shorten(const struct es_kernel *kernel, double s[])
{
    const double times = longest(kernel, s) / LONGEST_STEP;
    for (size_t j = 0; times > 1.0 && j < kernel->p; j++) {
        s[j] /= times;
    }
}

static void move(const struct es_kernel *kernel, const double s[], double theta[])
{
    for (size_t j = 0; j < kernel->p; j++) {
        double *at = &theta[kernel->order[j]];
        *at = kernel->by_log[j] ? *at * es_exp(s[j]) : *at + s[j];
    }
}

/* One descent. */
struct search {
    const struct es_kernel *kernel;
    struct es_kernel_state state[2]; /* where it is, and where the step leads */
    int at;                          /* which is which */
    struct es_kernel_bend bend;      /* learnt from undamped steps that win little */
    double damping;
    double won; /* by the last step, if it was undamped; else infinite */
    int blind;  /* how often a direction was not seen */
    bool converged, over;
};

/*
 * Whether the undamped step is the last. Near the optimum each step is the same part of
 * the one before, so that what this one wins and the last one won tell what is to come.
 * A step that wins nothing may still be long where the points tell little.
 */
static bool last_step(const struct search *search, const struct es_kernel_state *state,
                      const struct es_kernel_step *step)
{
    const double wins = step->undamped, shrinks = wins / search->won;
    if (wins <= EXACT * search->kernel->total) {
        return true;
    }
    if (!isfinite(search->won) || !(wins <= NEARLY * state->rss)) {
        return wins <= STILL * state->rss;
    }
    if (shrinks > 0.5) {
        return wins <= STANDSTILL * state->rss;
    }
    double most = longest(search->kernel, step->s);
    for (size_t j = 0; j < search->kernel->levels; j++) {
        most = fmax(most, fabs(step->s[j] / state->theta[search->kernel->order[j]]));
    }
    return wins * shrinks <= STILL * state->rss && most * sqrt(shrinks) <= SHORT;
}

static void damp(struct search *search, double factor)
{
    search->damping = fmax(search->damping * factor, 10.0 * LEAST_DAMPING);
    search->over = search->damping > MOST_DAMPING;
}

/* Goes where the step leads, unless the sum of squares grows there. */
static void try_step(struct search *search, struct es_kernel_step *step)
{
    const struct es_kernel_state *state = &search->state[search->at];
    struct es_kernel_state *next = &search->state[1 - search->at];
    shorten(search->kernel, step->s);
    memcpy(next->theta, state->theta, sizeof next->theta);
    move(search->kernel, step->s, next->theta);
    const double gain = es_kernel_gain(state, step->s, search->kernel->p);
    const double slack = ROUNDING * state->rss + EXACT * search->kernel->total;
    if (!evaluate(search->kernel, next) || !(next->rss <= state->rss + slack)) {
        search->won = INFINITY;
        search->bend.known = false;
        damp(search, 8.0);
        return;
    }
    if (search->kernel->levels == 1 && search->damping == 0.0 &&
        gain < CALM * state->rss) {
        es_kernel_learn(search->kernel, state, next, step->s, &search->bend);
    }
    const double share = (state->rss - next->rss) / gain;
    search->at = 1 - search->at;
    if (gain < slack || share > 0.7) {
        search->damping *= 0.05;
        search->damping = search->damping < LEAST_DAMPING ? 0.0 : search->damping;
    } else if (share < 0.3) {
        damp(search, 3.0);
    }
}

/* One turn of Levenberg-Marquardt. */
static void turn(struct search *search)
{
    struct es_kernel_state *state = &search->state[search->at];
    struct es_kernel_step step;
    if (!es_kernel_solve(search->kernel, state, &search->bend, search->damping, &step)) {
        if (search->bend.known) {
            search->bend.known = false;
            return;
        }
        search->blind += search->damping == 0.0;
        damp(search, 10.0);
        search->over = search->over || search->blind > MOST_BLIND;
        return;
    }
    if (search->damping == 0.0 && last_step(search, state, &step)) {
        move(search->kernel, step.s, state->theta);
        state->rss -= step.undamped < state->rss ? step.undamped : 0.0;
        search->converged = es_model_accepts(search->kernel->model, state->theta);
        search->over = true;
        return;
    }
    search->won = search->damping == 0.0 ? step.undamped : INFINITY;
    try_step(search, &step);
}

/* One search; `fit` keeps the better of what it had and what is found, which is returned.
 */
static double follow(const struct es_kernel *kernel, const double start[],
                     struct es_quick_fit *fit)
{
    struct search search;
    search.kernel = kernel;
    search.at = 0;
    search.damping = FIRST_DAMPING;
    search.won = INFINITY;
    search.blind = 0;
    search.bend.known = false;
    search.converged = false;
    memcpy(search.state[0].theta, start, sizeof search.state[0].theta);
    search.over = !evaluate(kernel, &search.state[0]);
    if (search.over) {
        return INFINITY;
    }
    for (int i = 0; i < MOST_TURNS && !search.over; i++) {
        turn(&search);
        fit->iterations++;
    }
    const struct es_kernel_state *found = &search.state[search.at];
    const double same = SAME * fit->rss;
    if (found->rss < fit->rss - same ||
        (search.converged && found->rss <= fit->rss + same)) {
        memcpy(fit->theta, found->theta, sizeof fit->theta);
        fit->rss = found->rss;
        fit->converged = search.converged;
    }
    return found->rss;
}

/* Levels first; false where there is none, or where the points cannot be fitted. */
static bool prepare(struct es_kernel *kernel, const struct es_model *model,
                    const struct es_points *points)
{
    kernel->model = model;
    kernel->points = points;
    kernel->p = model->param_count;
    kernel->levels = 0;
    for (size_t k = 0, other = 0; k < kernel->p; k++) {
        const enum es_dimension dimension = model->params[k].dimension;
        const bool level = es_dimension_is_level(dimension);
        if (level) {
            memmove(kernel->order + kernel->levels + 1, kernel->order + kernel->levels,
                    other * sizeof kernel->order[0]);
        }
        kernel->order[level ? kernel->levels++ : kernel->levels + other++] = k;
    }
    for (size_t j = 0; j < kernel->p; j++) {
        kernel->by_log[j] =
            j >= kernel->levels && model->params[kernel->order[j]].lower >= 0.0;
    }
    return kernel->levels > 0;
}

/* Span and size of the points that have a weight; false where they cannot be fitted. */
static bool survey(struct es_kernel *kernel)
{
    const struct es_points *points = kernel->points;
    double from = INFINITY, to = -INFINITY, height = 0.0, total = 0.0;
    double weights = 0.0, sum = 0.0;
    size_t counted = 0;
    bool sorted = true;
    for (size_t i = 0; i < points->n; i++) {
        const double weight = points->weight != NULL ? points->weight[i] : 1.0;
        const double t = points->t[i], y = points->y[i];
        from = weight > 0.0 && t < from ? t : from;
        to = weight > 0.0 && t > to ? t : to;
        height = weight > 0.0 && fabs(y) > height ? fabs(y) : height;
        total += weight * y * y + 0.0 * t;
        weights += weight;
        sum += weight * y;
        counted += weight > 0.0;
        sorted = sorted && (i == 0 || t >= points->t[i - 1]);
    }
    kernel->span = (struct es_span){from, to};
    kernel->height = height;
    kernel->counted = counted;
    kernel->sorted = sorted;
    kernel->total = total;
    kernel->variation = total - sum * sum / weights;
    return counted >= kernel->p && to > from && isfinite(total) && total > 0.0;
}

/* Follows the best starts of all the span; two must have come to the same best end. */
static void search_widely(const struct es_kernel *kernel, struct es_quick_fit *fit)
{
    double start[ES_KERNEL_STARTS][P], end[ES_KERNEL_STARTS];
    const size_t starts = es_kernel_starts(kernel, true, start);
    int agree = 0;
    for (size_t i = 0; i < starts; i++) {
        end[i] = follow(kernel, start[i], fit);
    }
    for (size_t i = 0; i < starts; i++) {
        agree += end[i] <= fit->rss * (1.0 + SAME) + EXACT * kernel->total;
    }
    fit->converged = fit->converged && agree >= 2 && es_kernel_is_sure(kernel, fit);
}

void es_fit_quickly(const struct es_model *model, const struct es_points *points,
                    struct es_quick_fit *fit)
{
    struct es_kernel kernel;
    double start[ES_KERNEL_STARTS][P];
    *fit = (struct es_quick_fit){.rss = INFINITY};
    for (size_t k = 0; k < P; k++) {
        fit->theta[k] = NAN;
    }
    if (!prepare(&kernel, model, points) || !survey(&kernel)) {
        return;
    }
    es_kernel_fill(points, 0, 1, &kernel.block);
    const size_t starts = es_kernel_starts(&kernel, false, start);
    for (size_t i = 0; i < starts && !fit->converged; i++) {
        follow(&kernel, start[i], fit);
    }
    if (fit->converged && !es_kernel_doubtful(&kernel, fit)) {
        return;
    }
    search_widely(&kernel, fit);
}

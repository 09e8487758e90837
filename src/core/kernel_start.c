/*
 * kernel_start.c: where the search starts: the best of some dozens of curves, their
 * levels solved for, on a few of the points.
 */
#include "core/kernel.h"

#include <math.h>
#include <string.h>

enum { FEW = 8, MORE = 16, FROM_CUBE = 64, KINDS = 3 };

/* A start, its levels solved for, and what it leaves of the sum of squares. */
struct candidate {
    double theta[ES_MODEL_MAX_PARAMS];
    double rss;
};

struct trial {
    const struct es_kernel *kernel;
    struct es_kernel_block sample;
    size_t count;
    struct candidate best[ES_KERNEL_STARTS];
};

/* Solves for the levels: elimination without pivoting serves one to three of them. False
 * where they have no solution or lie outside their domain. */
static bool settle(const struct es_kernel *kernel, double product[], double theta[],
                   double *rss)
{
    const size_t m = kernel->levels;
    double row[ES_KERNEL_COLUMNS][ES_KERNEL_COLUMNS];
    for (size_t j = 0; j <= m; j++) {
        for (size_t k = 0; k <= j; k++) {
            row[j][k] = *product++;
        }
    }
    for (size_t k = 0; k < m; k++) {
        if (!(row[k][k] > 0.0)) {
            return false;
        }
        for (size_t j = m; j > k; j--) {
            const double share = row[j][k] / row[k][k];
            for (size_t i = k + 1; i <= j; i++) {
                row[j][i] -= share * row[i][k];
            }
        }
    }
    for (size_t k = m; k-- > 0;) {
        double change = row[m][k];
        for (size_t j = k + 1; j < m; j++) {
            change -= row[j][k] * row[m][j];
        }
        row[m][k] = change / row[k][k];
        theta[kernel->order[k]] += row[m][k];
    }
    *rss = row[m][m];
    return es_model_accepts(kernel->model, theta) && isfinite(*rss);
}

/* The only level of a curve that is proportional to it: quicker. */
static bool settle_only(const struct trial *trial, double theta[], double *rss)
{
    double product[2];
    es_kernel_project(trial->kernel, theta, &trial->sample, product);
    const double ratio = product[1] / product[0];
    theta[trial->kernel->order[0]] *= ratio;
    *rss = -ratio * product[1]; /* and what the observations have, the same for all */
    return ratio > 0.0 && isfinite(*rss);
}

static bool settle_several(const struct trial *trial, double theta[], double *rss)
{
    double product[ES_KERNEL_PRODUCTS] = {0.0};
    es_kernel_add(trial->kernel, trial->kernel->levels, theta, &trial->sample, product);
    return settle(trial->kernel, product, theta, rss);
}

static void consider(struct trial *trial, const double theta[])
{
    const struct es_kernel *kernel = trial->kernel;
    struct candidate candidate;
    memcpy(candidate.theta, theta, sizeof candidate.theta);
    if (!es_model_accepts(kernel->model, theta) ||
        !(kernel->levels == 1 ? settle_only : settle_several)(trial, candidate.theta,
                                                              &candidate.rss)) {
        return;
    }
    size_t at = trial->count < ES_KERNEL_STARTS ? trial->count++ : ES_KERNEL_STARTS;
    for (; at > 0 && candidate.rss < trial->best[at - 1].rss; at--) {
        if (at < ES_KERNEL_STARTS) {
            trial->best[at] = trial->best[at - 1];
        }
    }
    if (at < ES_KERNEL_STARTS) {
        trial->best[at] = candidate;
    }
}

static const double shapes[] = {1.0, 0.15, 6.0};
static const double leads[] = {1.2, 0.6, 3.0}; /* of the launch, in durations */
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* How many ways there are to be asymmetric and to be launched. */
static size_t kinds(const struct es_model *model)
{
    return (model->has_shape ? COUNT(shapes) : 1) *
           (model->has_launch ? COUNT(leads) : 1);
}

static struct es_landmarks landmarks_of(const struct trial *trial, size_t kind,
                                        double midpoint, double duration)
{
    const size_t shape_count = trial->kernel->model->has_shape ? COUNT(shapes) : 1;
    return (struct es_landmarks){
        .ceiling = trial->kernel->height,
        .duration_years = duration,
        .midpoint_years = midpoint,
        .shape = shapes[kind % shape_count],
        .launch_years = midpoint - duration * leads[kind / shape_count],
    };
}

/* When the thinned points first reach *level; where they begin above it, their beginning,
 * and *level becomes the level there. */
static double passes(const struct es_kernel_block *sample, double *level)
{
    double t = NAN, y = NAN;
    for (size_t i = 0; i < sample->n; i++) {
        const double next = sample->y[i] / sample->factor[i];
        if (next >= *level && isnan(y)) {
            *level = next;
            return sample->t[i];
        }
        if (next >= *level) {
            return t + (*level - y) / (next - y) * (sample->t[i] - t);
        }
        if (sample->factor[i] > 0.0) {
            t = sample->t[i];
            y = next;
        }
    }
    return NAN;
}

static double highest(const struct es_kernel_block *sample)
{
    double most = 0.0;
    for (size_t i = 0; i < sample->n; i++) {
        const double level = sample->y[i] / sample->factor[i];
        most = level > most ? level : most; /* weightless points are NaN */
    }
    return most;
}

/* A curve of the family, of height 1, on a time of its own; `kind` tells its asymmetry:
 * the ratio of a second rate to the first, and what has no dimension. */
static void refer(const struct es_model *model, size_t kind, double theta[])
{
    static const double ratios[KINDS] = {20.0, 2.0, 200.0},
                        numbers[KINDS] = {1.5, 0.3, 6.0};
    bool first = true;
    for (size_t k = 0; k < model->param_count; k++) {
        const enum es_dimension dimension = model->params[k].dimension;
        theta[k] = dimension == ES_DIM_NUMBER ? numbers[kind] : 1.0;
        if (dimension == ES_DIM_RATE) {
            theta[k] = first ? 1.0 : ratios[kind];
            first = false;
        }
        if (dimension == ES_DIM_TIME ||
            (dimension == ES_DIM_LEVEL && (int)k != model->ceiling)) {
            theta[k] = 0.0;
        }
    }
}

/* The same curve at height `height` and `pace` times as fast, its time 0 at `origin`. */
static void fit_in(const struct es_model *model, double height, double origin,
                   double pace, double theta[])
{
    for (size_t k = 0; k < model->param_count; k++) {
        switch (model->params[k].dimension) {
        case ES_DIM_LEVEL:
            theta[k] *= height;
            break;
        case ES_DIM_TIME:
            theta[k] = origin;
            break;
        case ES_DIM_DURATION:
            theta[k] /= pace;
            break;
        case ES_DIM_RATE:
            theta[k] *= pace;
            break;
        default:
            break;
        }
    }
}

/*
 * Curves through two of the levels seen, for several ceilings: by pace and origin all
 * curves of one kind are the same, so that the time between two shares of the ceiling
 * tells the pace. No family need be placed for it, which for some takes long.
 */
static void consider_lines(struct trial *trial)
{
    static const double ceilings[] = {1.03, 1.3, 2.0, 5.0}; /* of the highest level */
    const struct es_model *model = trial->kernel->model;
    const double most = highest(&trial->sample);
    const size_t kinds_seen = model->param_count > 3 ? KINDS : 1;
    double low = 0.2 * most, high = 0.8 * most;
    const double from = passes(&trial->sample, &low), to = passes(&trial->sample, &high);
    size_t first = 0, last = COUNT(ceilings);
    for (size_t kind = 0; to > from && high > low && kind < kinds_seen; kind++) {
        double reference[ES_MODEL_MAX_PARAMS], theta[ES_MODEL_MAX_PARAMS];
        refer(model, kind, reference);
        size_t best = first;
        for (size_t i = first; i < last; i++) {
            const double before = trial->count > 0 ? trial->best[0].rss : INFINITY;
            const double start = model->inverse(reference, low / (most * ceilings[i]));
            const double end = model->inverse(reference, high / (most * ceilings[i]));
            const double pace = (end - start) / (to - from);
            memcpy(theta, reference, sizeof theta);
            fit_in(model, most, from - start / pace, pace, theta);
            consider(trial, theta);
            best = trial->count > 0 && trial->best[0].rss < before ? i : best;
        }
        first = best;
        last = best + 1;
    }
}

/* Curves over the whole span: seen whole, only early, only late, or as a step. */
static void consider_grid(struct trial *trial)
{
    static const double midpoints[] = {0.0, 0.25, 0.5, 0.75, 1.05, 1.6};
    static const double durations[] = {0.15, 0.45, 1.1, 2.4};
    const double from = trial->kernel->span.from_years;
    const double length = trial->kernel->span.to_years - from;
    const size_t count = COUNT(midpoints) * COUNT(durations);
    for (size_t i = 0; i < count * kinds(trial->kernel->model); i++) {
        const size_t place = i % count;
        double theta[ES_MODEL_MAX_PARAMS];
        const struct es_landmarks landmarks = landmarks_of(
            trial, i / count, from + length * midpoints[place % COUNT(midpoints)],
            length * durations[place / COUNT(midpoints)]);
        trial->kernel->model->place(&landmarks, theta);
        consider(trial, theta);
    }
}

/* Point `index` of a sequence that fills the unit cube evenly (Roberts (2018), The
 * unreasonable effectiveness of quasirandom sequences). */
static void cube_point(size_t index, size_t count, double u[])
{
    static const double root[] = {1.0, /* of x^(count + 1) = x + 1 */
                                  1.6180339887498949,
                                  1.3247179572447460,
                                  1.2207440846057596,
                                  1.1673039782614187,
                                  1.1347241384015194,
                                  1.1127756842787055};
    double step = 1.0;
    for (size_t k = 0; k < count; k++) {
        step /= root[count];
        u[k] = fmod(0.5 + step * (double)(index + 1), 1.0);
    }
}

static void consider_cube(struct trial *trial)
{
    const struct es_kernel *kernel = trial->kernel;
    for (size_t i = 0; i < FROM_CUBE; i++) {
        double u[ES_MODEL_MAX_SPREAD], theta[ES_MODEL_MAX_PARAMS];
        cube_point(i, es_model_spread_count(kernel->model), u);
        es_model_spread(kernel->model, &kernel->span, u, theta);
        for (size_t k = 0; k < kernel->levels; k++) {
            theta[kernel->order[k]] *= kernel->height;
        }
        consider(trial, theta);
    }
}

size_t es_kernel_starts(const struct es_kernel *kernel, bool widely,
                        double start[ES_KERNEL_STARTS][ES_MODEL_MAX_PARAMS])
{
    struct trial trial;
    const size_t n = kernel->points->n, few = kernel->p > 4 ? MORE : FEW;
    trial.kernel = kernel;
    trial.count = 0;
    if (kernel->sorted && n > few) {
        es_kernel_thin(kernel->points, few, &trial.sample);
    } else {
        es_kernel_fill(kernel->points, 0, (n + MORE - 1) / MORE, &trial.sample);
    }
    if (kernel->model->place == NULL) {
        consider_cube(&trial);
    } else if (widely || !kernel->sorted || kernel->model->warp != NULL ||
               kernel->model->ceiling == ES_NO_PARAM) {
        consider_grid(&trial);
    } else {
        consider_lines(&trial);
    }
    for (size_t i = 0; i < trial.count; i++) {
        memcpy(start[i], trial.best[i].theta, sizeof start[i]);
    }
    return trial.count;
}

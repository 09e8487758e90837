/*
 * curves.c: growth curves in square-root space, recent points first, through the last
 * one.
 *
 * The curve's parameters minimise the weighted squares of root(y) - root(f), weights
 * halving over a fifth of the series (at most 8 periods), with a weak prior on the
 * ceiling (ln ceiling / largest ~ N(ln 2.5, 0.5)) and on the rate. Levenberg-Marquardt;
 * each origin starts from the solution of the one before.
 */
#include "core/dense/parts.h"

#include <string.h>

enum { MOST = 4, FIRST_STARTS = 3 };

enum kind { GOMPERTZ, LOGISTIC, RICHARDS, LOG_LOGISTIC };

struct fit {
    enum kind kind;
    size_t n, params;
    const double *t, *root, *weight; /* [n] weight: square root of the point's weight */
    double periods;                  /* seen */
    double strength; /* sd of a residual, unit of the prior; 0: no prior */
    double lower[MOST], upper[MOST];
};

/* Root of the Gompertz curve exp(a - exp(-u)), u = e^b (t - m). */
static double gompertz(const double p[], double t, double grad[])
{
    const double rate = exp(p[1]), u = fmin(-rate * (t - p[2]), 40.0), e = exp(u);
    const double f = exp(0.5 * (p[0] - e)), slope = -0.5 * e * f;
    grad[0] = 0.5 * f;
    grad[1] = slope * u;
    grad[2] = slope * rate;
    return f;
}

/* Root of e^a / (1 + exp(-e^b (x - m))); x: time, or its logarithm. */
static double logistic(const double p[], double x, double grad[])
{
    const double rate = exp(p[1]), u = fmin(-rate * (x - p[2]), 60.0), e = exp(u);
    const double f = exp(0.5 * p[0]) / sqrt(1.0 + e), slope = -0.5 * f * e / (1.0 + e);
    grad[0] = 0.5 * f;
    grad[1] = slope * u;
    grad[2] = slope * rate;
    return f;
}

/* Root of e^a (1 + nu exp(-e^b (t - m)))^(-1 / nu), nu = e^v. */
static double richards(const double p[], double t, double grad[])
{
    const double rate = exp(p[1]), u = fmin(-rate * (t - p[2]), 60.0), e = exp(u);
    const double nu = exp(p[3]), l = log1p(nu * e), share = e / (1.0 + nu * e);
    const double f = exp(0.5 * (p[0] - l / nu)), slope = -0.5 * f * share;
    grad[0] = 0.5 * f;
    grad[1] = slope * u;
    grad[2] = slope * rate;
    grad[3] = 0.5 * f * (l / nu - share);
    return f;
}

static double root_at(enum kind kind, const double p[], double t, double grad[])
{
    switch (kind) {
    case GOMPERTZ:
        return gompertz(p, t, grad);
    case LOGISTIC:
        return logistic(p, t, grad);
    case RICHARDS:
        return richards(p, t, grad);
    default:
        return logistic(p, log(t + 1.0), grad);
    }
}

static void set_bounds(struct fit *fit)
{
    const double n = fit->periods;
    const double lower[MOST] = {-3.0, log(0.05 / n), -3.0 * n, -6.0};
    const double upper[MOST] = {4.6, log(3.0), 5.0 * n, 3.0};
    memcpy(fit->lower, lower, sizeof lower);
    memcpy(fit->upper, upper, sizeof upper);
    if (fit->kind == LOG_LOGISTIC) {
        fit->lower[0] = -0.7;
        fit->lower[1] = log(0.1);
        fit->upper[1] = log(15.0);
        fit->lower[2] = 0.0;
        fit->upper[2] = log(50.0 * n);
    }
}

static void clip(const struct fit *fit, double p[])
{
    for (size_t k = 0; k < fit->params; k++) {
        p[k] = fmin(fmax(p[k], fit->lower[k]), fit->upper[k]);
    }
}

/* The normal equations of the residuals. */
struct normal {
    double squares;
    double right[MOST], matrix[MOST][MOST]; /* lower triangle */
};

static void add_prior(size_t k, double residual, double slope, struct normal *normal)
{
    normal->squares += residual * residual;
    normal->right[k] += slope * residual;
    normal->matrix[k][k] += slope * slope;
}

static void evaluate(const struct fit *fit, const double p[], struct normal *normal)
{
    memset(normal, 0, sizeof *normal);
    for (size_t i = 0; i < fit->n; i++) {
        double grad[MOST];
        const double w = fit->weight[i];
        const double residual =
            w * (fit->root[i] - root_at(fit->kind, p, fit->t[i], grad));
        normal->squares += residual * residual;
        for (size_t a = 0; a < fit->params; a++) {
            grad[a] *= w;
            normal->right[a] += grad[a] * residual;
            for (size_t b = 0; b <= a; b++) {
                normal->matrix[a][b] += grad[a] * grad[b];
            }
        }
    }
    if (fit->strength > 0.0) {
        const double s = fit->strength;
        add_prior(0, (log(2.5) - p[0]) * s / 0.5, s / 0.5, normal);
        if (fit->kind != LOG_LOGISTIC) {
            add_prior(1, (log(6.0 / fit->periods) - p[1]) * s, s, normal);
        }
    }
}

/* x = (matrix + lambda diag(matrix))^-1 right, by Cholesky. */
static void solve(const struct normal *normal, size_t params, double lambda, double x[])
{
    double c[MOST][MOST];
    for (size_t i = 0; i < params; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = normal->matrix[i][j];
            sum += i == j ? lambda * (sum + 1e-12) : 0.0;
            for (size_t k = 0; k < j; k++) {
                sum -= c[i][k] * c[j][k];
            }
            c[i][j] = i == j ? sqrt(fmax(sum, 1e-300)) : sum / c[j][j];
        }
    }
    for (size_t i = 0; i < params; i++) {
        x[i] = normal->right[i];
        for (size_t k = 0; k < i; k++) {
            x[i] -= c[i][k] * x[k];
        }
        x[i] /= c[i][i];
    }
    for (size_t i = params; i-- > 0;) {
        for (size_t k = i + 1; k < params; k++) {
            x[i] -= c[k][i] * x[k];
        }
        x[i] /= c[i][i];
    }
}

/* Improves p; returns the sum of squares there. */
static double descend(const struct fit *fit, double p[], size_t iterations)
{
    struct normal here, there;
    double lambda = 1e-2;
    clip(fit, p);
    evaluate(fit, p, &here);
    for (size_t i = 0, tries = 0; i < iterations && tries < 8;) {
        double step[MOST], next[MOST];
        solve(&here, fit->params, lambda, step);
        for (size_t k = 0; k < fit->params; k++) {
            next[k] = p[k] + step[k];
        }
        clip(fit, next);
        evaluate(fit, next, &there);
        if (!(there.squares < here.squares)) {
            lambda *= 6.0;
            tries++;
            continue;
        }
        const double gain = here.squares - there.squares;
        const bool enough = gain < 1e-4 * here.squares;
        memcpy(p, next, fit->params * sizeof *p);
        here = there;
        lambda *= 0.2;
        tries = enough ? 8 : 0;
        i++;
    }
    return here.squares;
}

/* A start: its ceiling, and the middle where the series reaches half of it. */
static void guess(const struct fit *fit, const struct es_dense_sight *sight, size_t at,
                  double largest, size_t start, double p[])
{
    static const double ceiling[FIRST_STARTS] = {1.05, 1.7, 5.0},
                        rate[] = {8.0, 5.0, 5.0};
    const double half = 0.5 * ceiling[start] * largest;
    size_t i = 0;
    while (i < at && sight->y[i] < half) {
        i++;
    }
    const double beyond = log(fmax(half / fmax(sight->y[at - 1], 1e-3 * largest), 1.0));
    const double middle = i < at ? sight->t[i] : fit->periods * (1.0 + 0.4 * beyond);
    p[0] = log(ceiling[start]);
    p[1] = fit->kind == LOG_LOGISTIC ? log(3.0) : log(rate[start] / fit->periods);
    p[2] = fit->kind == LOG_LOGISTIC ? log(fmax(middle, 1.0)) : middle;
    p[3] = 0.0;
}

/* Without the prior first: its residuals say how strong the prior is. */
static void fit_at(struct fit *fit, const struct es_dense_sight *sight, size_t at,
                   double largest, bool warm, double p[])
{
    double best = INFINITY, found[MOST] = {0.0};
    fit->strength = 0.0;
    for (size_t start = 0; start < (warm ? 1 : FIRST_STARTS); start++) {
        double q[MOST];
        if (warm) {
            memcpy(q, p, sizeof q);
        } else {
            guess(fit, sight, at, largest, start, q);
        }
        const double squares = descend(fit, q, 15);
        if (squares < best) {
            best = squares;
            memcpy(found, q, sizeof q);
        }
    }
    memcpy(p, found, sizeof found);
    const double free = fmax((double)at - (double)fit->params, 1.0);
    fit->strength = sqrt(best / free) + 1e-4;
    descend(fit, p, 20);
}

/* Points older than ten half-lives weigh under a thousandth and are left out. */
static void look(const struct es_dense_sight *sight, size_t at, double largest,
                 struct fit *fit)
{
    const double half_life = fmin(0.2 * (double)sight->n, 8.0), now = sight->t[at - 1];
    double *root = sight->work, *weight = sight->work + sight->n;
    size_t from = 0;
    while (now - sight->t[from] > 10.0 * half_life) {
        from++;
    }
    for (size_t i = from; i < at; i++) {
        root[i] = es_dense_root(sight->y[i] / largest);
        weight[i] = exp2(-0.5 * (now - sight->t[i]) / half_life);
    }
    fit->n = at - from;
    fit->t = sight->t + from;
    fit->root = root + from;
    fit->weight = weight + from;
    fit->periods = now - sight->t[0] + 1.0;
}

/* The curve's path, shifted in square-root space to pass through the last point. */
static void follow(enum kind kind, const double p[], const double *t, double last,
                   double largest, size_t steps, double *path)
{
    double grad[MOST];
    const double shift = es_dense_root(last / largest) - root_at(kind, p, t[0], grad);
    for (size_t h = 0; h < steps; h++) {
        const double root = root_at(kind, p, t[h + 1], grad) + shift;
        path[h] = largest * fmin(fmax(es_dense_square(root), -20.0), 20.0);
    }
}

static void fit_curve(const struct es_dense_sight *sight, enum kind kind, size_t member,
                      struct es_dense_paths *paths)
{
    struct fit fit = {.kind = kind, .params = kind == RICHARDS ? 4 : 3};
    double p[MOST] = {0.0}, before = 1.0;
    for (size_t o = 0; o < paths->origins; o++) {
        const size_t at = paths->at[o];
        const double largest = fmax(es_dense_largest(sight->y, at), 1e-300);
        look(sight, at, largest, &fit);
        set_bounds(&fit);
        p[0] += log(before / largest);
        fit_at(&fit, sight, at, largest, o > 0, p);
        before = largest;
        follow(kind, p, sight->t + at - 1, sight->y[at - 1], largest, paths->steps[o],
               es_dense_path(paths, member, o));
    }
}

void es_dense_curves(const struct es_dense_sight *sight, struct es_dense_paths *paths)
{
    fit_curve(sight, GOMPERTZ, ES_DENSE_GOMPERTZ, paths);
    fit_curve(sight, LOGISTIC, ES_DENSE_LOGISTIC, paths);
    fit_curve(sight, RICHARDS, ES_DENSE_RICHARDS, paths);
    fit_curve(sight, LOG_LOGISTIC, ES_DENSE_LOG_LOGISTIC, paths);
}

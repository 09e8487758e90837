#include "essor/verdict.h"

#include "essor/cohere.h"
#include "essor/date.h"
#include "influence.h"
#include "latent.h"
#include "linear.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define DETERMINED_SD_RATIO 0.5 /* posterior over prior sd of ln ceiling */
#define CONFLICT_FACTOR 2.0
#define CONFLICT_SD 3.5
enum { HALF_MONTH = 15 };

/*
 * ln of the ceiling of draw k of the fit, which is draw d of the outlook. A stock is
 * where its path is, plus what the curve still has to gain: the discrepancy of its past
 * increments has moved it for good.
 */
static double ln_ceiling(const struct es_sparse_fit *fit, size_t k, size_t d)
{
    const struct es_family_fit *family = &fit->family[k % fit->families];
    const double *draw = family->draw[k / fit->families];
    const struct es_latent *latent = family->linear->latent;
    const struct es_outlook *outlook = &fit->outlook;
    const double aim =
        draw[ES_LN_CEILING] + (fit->move != NULL ? fit->move->end[d] : 0.0);
    struct es_curve curve;
    if (outlook->nature == ES_FLOW_SERIES ||
        !es_latent_place(latent, family->model, draw, &curve)) {
        return aim;
    }
    const double day = outlook->as_of_day + 1.0;
    const double here = es_outlook_at(outlook, d, day);
    const double left = exp(aim) - es_curve_at(&curve, es_years_of_day(day));
    return log(fmin(here + fmax(0.0, left), latent->problem->limit));
}

void es_sparse_ceilings(const struct es_sparse_fit *fit, double ceiling[])
{
    const size_t drawn = fit->families * fit->family[0].draws; /* others are copies */
    for (size_t d = 0; d < fit->outlook.draws; d++) {
        ceiling[d] = exp(ln_ceiling(fit, d % drawn, d));
    }
}

/* The prior's sd of ln ceiling, of what the limit leaves of it: a normal cut off above.
 */
static double prior_sd(const struct es_sparse_problem *problem,
                       const struct es_prior *prior)
{
    const double sd = prior->sd[ES_LN_CEILING];
    if (!isfinite(problem->limit)) {
        return sd;
    }
    const double cut = (log(problem->limit) - prior->mean[ES_LN_CEILING]) / sd;
    const double hazard = gsl_ran_ugaussian_pdf(cut) / gsl_cdf_ugaussian_P(cut);
    return sd * sqrt(fmax(0.0, 1.0 - hazard * (cut + hazard)));
}

static enum es_status judge_ceiling(const struct es_sparse_problem *problem,
                                    const struct es_sparse_fit *fit,
                                    struct es_verdict *verdict, struct es_arena *arena,
                                    struct es_error *err)
{
    static const double levels[] = {0.025, 0.1, 0.5, 0.9, 0.975};
    const size_t n = fit->outlook.draws;
    double *all, sum = 0.0, squares = 0.0, q[5];
    ES_NEW(arena, all, n, err);
    es_sparse_ceilings(fit, all);
    for (size_t d = 0; d < n; d++) {
        all[d] = log(all[d]);
        sum += all[d];
        squares += all[d] * all[d];
    }
    const double mean = sum / (double)n;
    es_quantiles(all, n, levels, 5, q);
    verdict->ceiling_sd_log = sqrt(fmax(0.0, squares / (double)n - mean * mean));
    verdict->ceiling_prior_sd_log = prior_sd(problem, &fit->prior);
    verdict->ceiling_q025 = exp(q[0]);
    verdict->ceiling_q10 = exp(q[1]);
    verdict->ceiling_q50 = exp(q[2]);
    verdict->ceiling_q90 = exp(q[3]);
    verdict->ceiling_q975 = exp(q[4]);
    verdict->ceiling_determined =
        verdict->ceiling_sd_log < DETERMINED_SD_RATIO * verdict->ceiling_prior_sd_log;
    return ES_OK;
}

/* An observation on the scale that others can be compared on; false if it has none. */
static bool comparable(const struct es_observation *seen, bool *level, double *size)
{
    const double months = es_months_in_window(seen->from_day, seen->to_day);
    *level = seen->measure == ES_LEVEL;
    switch (seen->measure) {
    case ES_LEVEL:
    case ES_PER_MONTH:
        *size = seen->centre;
        return true;
    case ES_SUM:
        *size = seen->centre / months;
        return true;
    case ES_PER_YEAR:
        *size = seen->centre / 12.0;
        return true;
    default:
        return false;
    }
}

static bool same_time(const struct es_observation *a, const struct es_observation *b)
{
    const int wider = a->measure == ES_LEVEL ? HALF_MONTH : 0;
    const int from_a = a->from_day - wider, to_a = a->to_day + wider;
    const int from_b = b->from_day - wider, to_b = b->to_day + wider;
    const int from = from_a > from_b ? from_a : from_b, to = to_a < to_b ? to_a : to_b;
    const int length_a = to_a - from_a + 1, length_b = to_b - from_b + 1;
    const int longer = length_a > length_b ? length_a : length_b;
    return 2 * (to - from + 1) >= longer;
}

static double factor_between(const struct es_observation *a,
                             const struct es_observation *b)
{
    bool level_a, level_b;
    double size_a, size_b;
    if (!comparable(a, &level_a, &size_a) || !comparable(b, &level_b, &size_b) ||
        level_a != level_b || !same_time(a, b)) {
        return 1.0;
    }
    return exp(fabs(log(size_a / size_b)));
}

enum es_status es_conflicts_find(const struct es_sparse_problem *problem,
                                 struct es_conflict **conflict, size_t *n,
                                 struct es_arena *arena, struct es_error *err)
{
    const struct es_observation *seen = problem->observation;
    struct es_conflict *found;
    size_t count = 0;
    /* Room for every pair, and for each figure against all the others. */
    ES_NEW(arena, found, problem->n * (problem->n + 1) / 2 + 1, err);
    for (size_t i = 0; i < problem->n; i++) {
        for (size_t j = i + 1; j < problem->n; j++) {
            const double factor = factor_between(&seen[i], &seen[j]);
            if (factor > CONFLICT_FACTOR) {
                found[count++] = (struct es_conflict){i, j, factor};
            }
        }
    }
    *conflict = found;
    *n = count;
    return ES_OK;
}

/* A figure that all the families find too far from the others. */
static void add_surprises(const struct es_left_out *all, struct es_verdict *verdict)
{
    for (size_t j = 0; j < all->problem->n; j++) {
        double least_z = INFINITY, least_factor = INFINITY;
        for (size_t f = 0; f < all->fit->families; f++) {
            const struct es_family_fit *family = &all->fit->family[f];
            double mean = 0.0;
            for (size_t i = 0; i < family->draws; i++) {
                mean += all->e[f][j * family->draws + i] / (double)family->draws;
            }
            least_z = fmin(least_z, fabs(mean) / sqrt(all->v[f][j]));
            least_factor = fmin(least_factor, exp(fabs(mean)));
        }
        if (least_z > CONFLICT_SD && least_factor > CONFLICT_FACTOR) {
            verdict->conflict[verdict->conflicts++] =
                (struct es_conflict){j, ES_ALL_OTHERS, least_factor};
        }
    }
}

enum es_status es_verdict_reach(const struct es_sparse_problem *problem,
                                const struct es_sparse_fit *fit,
                                const struct es_target *target,
                                struct es_verdict *verdict, struct es_arena *arena,
                                struct es_error *err)
{
    struct es_verdict made = {.observations = problem->n};
    ES_TRY(judge_ceiling(problem, fit, &made, arena, err));
    ES_TRY(es_conflicts_find(problem, &made.conflict, &made.conflicts, arena, err));
    if (problem->n > 1) {
        struct es_left_out all;
        ES_TRY(es_leave_out(problem, fit, &all, arena, err));
        all.target = target;
        add_surprises(&all, &made);
        if (target != NULL) {
            ES_TRY(es_weigh_figures(&all, &made, arena, err));
        }
    }
    *verdict = made;
    return ES_OK;
}

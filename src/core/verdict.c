#include "essor/verdict.h"

#include "essor/date.h"
#include "influence.h"

#include <math.h>
#include <string.h>

#define DETERMINED_SD_RATIO 0.5     /* posterior over prior sd of ln ceiling */
#define DETERMINED_FAMILY_RATIO 1.5 /* between the families' medians */
#define CONFLICT_FACTOR 2.0
#define CONFLICT_SD 3.5
enum { HALF_MONTH = 15 };

static double median_of(const double values[], size_t n, double scratch[])
{
    static const double half[] = {0.5};
    double q[1];
    memcpy(scratch, values, n * sizeof values[0]);
    es_quantiles(scratch, n, half, 1, q);
    return q[0];
}

static enum es_status judge_ceiling(const struct es_sparse_fit *fit,
                                    struct es_verdict *verdict, struct es_arena *arena,
                                    struct es_error *err)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    double *all, *scratch, sum = 0.0, squares = 0.0, q[3];
    double lowest = INFINITY, highest = -INFINITY;
    size_t n = 0;
    ES_NEW(arena, all, fit->outlook.draws, err);
    ES_NEW(arena, scratch, fit->outlook.draws, err);
    for (size_t f = 0; f < fit->families; f++) {
        const struct es_family_fit *family = &fit->family[f];
        for (size_t i = 0; i < family->draws; i++) {
            const double ln_ceiling = family->draw[i][ES_LN_CEILING];
            sum += ln_ceiling;
            squares += ln_ceiling * ln_ceiling;
            all[n++] = ln_ceiling;
        }
        const double median = median_of(all + n - family->draws, family->draws, scratch);
        lowest = fmin(lowest, median);
        highest = fmax(highest, median);
    }
    const double mean = sum / (double)n;
    es_quantiles(all, n, levels, 3, q);
    verdict->ceiling_sd_log = sqrt(fmax(0.0, squares / (double)n - mean * mean));
    verdict->ceiling_prior_sd_log = fit->prior.sd[ES_LN_CEILING];
    verdict->ceiling_q10 = exp(q[0]);
    verdict->ceiling_q50 = exp(q[1]);
    verdict->ceiling_q90 = exp(q[2]);
    verdict->ceiling_determined =
        verdict->ceiling_sd_log < DETERMINED_SD_RATIO * verdict->ceiling_prior_sd_log &&
        highest - lowest < log(DETERMINED_FAMILY_RATIO);
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
    ES_TRY(judge_ceiling(fit, &made, arena, err));
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

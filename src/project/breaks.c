/*
 * breaks.c: figures of before a break, read by the definition that holds after it. How
 * many times as much that is may be unsure; the error is one and the same for all of
 * them.
 */
#include "project/dense.h"
#include "project/events.h"

#include <math.h>
#include <string.h>

#define UNKNOWN_SD_LOG                                                                   \
    0.7 /* of a factor of which nothing is said: from a half to twice */

/* A break, as it concerns a figure of a series. */
struct breach {
    const struct es_event_order *order;
    double factor, sd_log;
    bool of_whole; /* of what shares refer to */
};

static struct breach breach_of(const struct es_event_order *order, bool of_whole)
{
    const bool known = !isnan(order->factor);
    return (struct breach){.order = order,
                           .factor = known ? order->factor : 1.0,
                           .sd_log = !isnan(order->factor_sd_log) ? order->factor_sd_log
                                     : known                      ? 0.0
                                                                  : UNKNOWN_SD_LOG,
                           .of_whole = of_whole};
}

/* The next break of a series, or of its whole, that is known on a date; *at moves on. */
static bool next_breach(const struct es_project *project, const struct es_series *series,
                        int as_of_day, size_t *at, struct breach *breach)
{
    while (*at < project->events) {
        const struct es_event_order *order = &project->event[(*at)++];
        const bool known =
            order->announced_day == ES_NO_DAY || order->announced_day <= as_of_day;
        const bool own = strcmp(order->is.series, series->id) == 0;
        const bool whole =
            series->whole != NULL && strcmp(order->is.series, series->whole) == 0;
        if (order->break_day != ES_NO_DAY && known && (own || whole)) {
            *breach = breach_of(order, whole);
            return true;
        }
    }
    return false;
}

size_t es_breaks_unsure(const struct es_project *project, const struct es_series *series,
                        int as_of_day)
{
    struct breach breach;
    size_t n = 0;
    for (size_t at = 0; next_breach(project, series, as_of_day, &at, &breach);) {
        n += breach.sd_log > 0.0;
    }
    return n;
}

/* What a volume between two days, or the level on the last, is multiplied by: ln of it,
 * and how much that moves with ln of the factor. */
struct reading {
    double ln_factor, slope;
};

static struct reading read_window(const struct breach *breach, bool level, int from_day,
                                  int to_day)
{
    const int day = breach->order->break_day;
    const double days = level ? 1.0 : to_day - from_day + 1;
    const double before = level ? to_day < day : fmin(fmax(day - from_day, 0.0), days);
    const double old = before / days / breach->factor, whole = old + 1.0 - before / days;
    return (struct reading){.ln_factor = -log(whole), .slope = old / whole};
}

/* The same of an observation: a share has a whole, a ratio a reference. */
static struct reading read_break(const struct breach *breach,
                                 const struct es_observation *seen)
{
    const bool level = seen->measure == ES_LEVEL;
    struct reading reading = read_window(breach, level, seen->from_day, seen->to_day);
    if (breach->of_whole) {
        const double sign = seen->measure == ES_SHARE ? -1.0 : 0.0;
        return (struct reading){sign * reading.ln_factor, sign * reading.slope};
    }
    if (seen->measure == ES_RATIO) {
        const struct reading ref =
            read_window(breach, false, seen->ref_from_day, seen->ref_to_day);
        reading.ln_factor -= ref.ln_factor;
        reading.slope -= ref.slope;
    }
    return reading;
}

enum es_status es_breaks_apply(const struct es_project *project,
                               const struct es_series *series, int as_of_day,
                               size_t commons, struct es_observation *observation,
                               struct es_arena *arena)
{
    struct breach breach;
    double *common = NULL, ln_factor = 0.0;
    size_t n = 0;
    if (commons > 0) {
        ES_NEW(arena, common, commons, NULL);
    }
    for (size_t at = 0; next_breach(project, series, as_of_day, &at, &breach);) {
        const struct reading reading = read_break(&breach, observation);
        ln_factor += reading.ln_factor;
        if (common != NULL && breach.sd_log > 0.0) {
            common[n++] = breach.sd_log * reading.slope;
        }
    }
    observation->centre *= ln_factor != 0.0 ? exp(ln_factor) : 1.0;
    observation->common = common;
    return ES_OK;
}

/* -- how large a break of a full series is ------------------------------------------- */

enum { AROUND = 6, LEAST = 2 }; /* points on either side */

/* Points around a break: the moment, ln of the volume or level, and the side. */
struct around {
    double t[2 * AROUND], y[2 * AROUND];
    bool after[2 * AROUND];
    size_t n, n_after;
};

/* How large the step is, and its variance; INFINITY where the points do not tell. */
struct step {
    double size, variance;
};

/*
 * Least squares of y = a + b t + c after, from which n - 3 are left for the errors; what
 * bends evenly on both sides leaves c alone.
 */
static struct step step_of(const struct around *points)
{
    const double n = (double)points->n, share = (double)points->n_after / n;
    double t = 0.0, y = 0.0, tt = 0.0, ty = 0.0, ts = 0.0, ys = 0.0, squares = 0.0;
    if (points->n_after < LEAST || points->n - points->n_after < LEAST || points->n < 5) {
        return (struct step){0.0, INFINITY};
    }
    for (size_t i = 0; i < points->n; i++) {
        t += points->t[i] / n;
        y += points->y[i] / n;
    }
    for (size_t i = 0; i < points->n; i++) {
        const double side = points->after[i] ? 1.0 - share : -share;
        const double at = points->t[i] - t, height = points->y[i] - y;
        tt += at * at;
        ty += at * height;
        ts += at * side;
        ys += height * side;
    }
    const double ss = n * share * (1.0 - share);
    const double left = ss - ts * ts / tt; /* of the step, given the slope */
    const double size = (ys - ty * ts / tt) / left, slope = (ty - size * ts) / tt;
    for (size_t i = 0; i < points->n; i++) {
        const double side = points->after[i] ? 1.0 - share : -share;
        const double miss = points->y[i] - y - slope * (points->t[i] - t) - size * side;
        squares += miss * miss;
    }
    return (struct step){size, squares / (n - 3.0) / left};
}

/* Points i with first <= i < end, as ln of their value or of that to one `lag` before. */
static void add_points(const struct es_dense_grid *grid, size_t first, size_t end,
                       size_t lag, bool after, struct around *points)
{
    for (size_t i = first; i < end; i++) {
        const double y = grid->made_good[i] / (lag > 0 ? grid->made_good[i - lag] : 1.0);
        if (i >= lag && y > 0.0 && isfinite(y)) {
            points->t[points->n] = grid->t[i];
            points->y[points->n] = log(y);
            points->after[points->n++] = after;
            points->n_after += after;
        }
    }
}

/* The step between the last points before a break and the first after it. */
static struct step step_at(const struct es_dense_grid *grid, int break_day, size_t lag)
{
    struct around points = {.n = 0};
    size_t end = 0, next;
    while (end < grid->n && grid->to_day[end] < break_day) {
        end++;
    }
    for (next = end; next < grid->n && grid->from_day[next] < break_day; next++) {
    }
    const size_t most = lag > 0 && lag < AROUND ? lag : AROUND;
    const size_t first = end > most ? end - most : 0;
    const size_t last = next + most < grid->n ? next + most : grid->n;
    add_points(grid, first > lag ? first : lag, end, lag, false, &points);
    add_points(grid, next > lag ? next : lag, last, lag, true, &points);
    return step_of(&points);
}

/* With a season, steps of a year to the next are compared where they tell more. */
static struct step find_step(const struct es_dense_grid *grid, int break_day)
{
    const struct step plain = step_at(grid, break_day, 0);
    if (!grid->seasonal) {
        return plain;
    }
    const struct step yearly =
        step_at(grid, break_day, grid->pace == ES_PACE_MONTH ? 12 : 4);
    return yearly.variance < plain.variance ? yearly : plain;
}

/* Moves every observation by an error that it has in common, in sds. */
static enum es_status shift(struct es_solution *solution, size_t common, double sds)
{
    struct es_sparse_problem *problem = &solution->problem;
    struct es_observation *moved;
    ES_NEW(solution->arena, moved, problem->n, &solution->error);
    for (size_t i = 0; i < problem->n; i++) {
        moved[i] = problem->observation[i];
        moved[i].centre *=
            moved[i].common != NULL ? exp(moved[i].common[common] * sds) : 1.0;
    }
    problem->observation = moved;
    return ES_OK;
}

enum es_status es_breaks_estimate(const struct es_project *project,
                                  struct es_solution *solution)
{
    struct es_dense_grid *grid = &solution->dense->grid;
    struct breach breach;
    size_t common = 0;
    for (size_t at = 0; next_breach(project, solution->series,
                                    solution->problem.as_of_day, &at, &breach);) {
        if (!(breach.sd_log > 0.0)) {
            continue;
        }
        const struct step step = find_step(grid, breach.order->break_day);
        const double prior = breach.sd_log * breach.sd_log;
        const double sds = breach.of_whole || isinf(step.variance)
                               ? 0.0
                               : step.size * breach.sd_log / (prior + step.variance);
        ES_TRY(shift(solution, common++, sds));
        ES_TRY(es_dense_grid_make(&solution->problem, grid, solution->arena,
                                  &solution->error));
    }
    return ES_OK;
}

#include "latent.h"

#include "essor/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * The discrepancy between the curve and the world: a month's volume strays by about 25 %
 * for about a year and a half. The increments of stocks stray more and change sooner
 * (campaigns, holidays). Both were chosen on the shipped figures as they were known at
 * three past dates, the second also on the first DMP; tests/test_backtest.c holds what
 * they give.
 */
#define FLOW_SD 0.25
#define FLOW_LENGTH_YEARS 1.5
#define STOCK_SD 0.75
#define STOCK_LENGTH_YEARS 0.60

/* A curve that had a millionth of its growth left at the launch is no curve of this
 * series. */
#define MOST_STRETCH 1e6

/* The share of a level at which a curve counts as begun. */
#define NEXT_TO_NOTHING 1e-12

static enum es_status check_observation(const struct es_sparse_problem *problem, size_t j,
                                        struct es_error *err)
{
    const struct es_observation *seen = &problem->observation[j];
    if (!(seen->centre > 0.0) || isinf(seen->centre)) {
        return es_fail(err, ES_ERR_DATA, "%s: figure %zu is not above zero",
                       problem->name, j + 1);
    }
    if (seen->to_day < seen->from_day) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: the window of figure %zu ends before it begins",
                       problem->name, j + 1);
    }
    if (seen->measure == ES_LEVEL && problem->nature == ES_FLOW_SERIES) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: figure %zu is a level, but the series is a flow",
                       problem->name, j + 1);
    }
    if (seen->measure == ES_SHARE &&
        (problem->whole == NULL ||
         !es_outlook_covers(problem->whole, seen, problem->whole))) {
        return es_fail(
            err, ES_ERR_DATA,
            "%s: figure %zu is a share, but its whole is not known for that window",
            problem->name, j + 1);
    }
    return ES_OK;
}

static enum es_status check(const struct es_sparse_problem *problem, struct es_error *err)
{
    if (problem->n == 0) {
        return es_fail(err, ES_ERR_DATA, "%s: no figure is known on that date",
                       problem->name);
    }
    for (size_t j = 0; j < problem->n; j++) {
        ES_TRY(check_observation(problem, j, err));
    }
    return ES_OK;
}

/* The first moment and the moment after the last, in days, of an observation's windows.
 */
static double starts(const struct es_observation *seen)
{
    const int from = seen->from_day;
    return seen->measure == ES_RATIO && seen->ref_from_day < from ? seen->ref_from_day
                                                                  : from;
}

static double ends(const struct es_observation *seen)
{
    if (seen->measure == ES_LEVEL) {
        return seen->to_day + 0.5;
    }
    const int end = seen->to_day + 1;
    return seen->measure == ES_RATIO && seen->ref_to_day + 1 > end ? seen->ref_to_day + 1
                                                                   : end;
}

int es_sparse_first_day(const struct es_sparse_problem *problem)
{
    double first =
        problem->launch_day != ES_NO_DAY ? (double)problem->launch_day : HUGE_VAL;
    for (size_t j = 0; j < problem->n; j++) {
        first = fmin(first, starts(&problem->observation[j]));
    }
    return (int)first;
}

static int ascending(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static size_t sort_unique(double days[], size_t n)
{
    qsort(days, n, sizeof days[0], ascending);
    size_t kept = 1;
    for (size_t i = 1; i < n; i++) {
        if (days[i] > days[kept - 1]) {
            days[kept++] = days[i];
        }
    }
    return kept;
}

/* The index of a bound that is known to be there. */
static size_t bound_at(const double days[], size_t n, double day)
{
    size_t low = 0, high = n;
    while (low + 1 < high) {
        const size_t middle = (low + high) / 2;
        if (days[middle] <= day) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Month starts and the ends of every window, in days, sorted. */
static size_t collect_bounds(const struct es_latent *latent, double days[])
{
    size_t n = 0;
    for (size_t i = 0; i <= latent->months; i++) {
        days[n++] = es_month_first_day(latent->first_month + (int)i);
    }
    for (size_t j = 0; j < latent->n; j++) {
        const struct es_observation *seen = &latent->problem->observation[j];
        days[n++] = seen->from_day;
        days[n++] = seen->measure == ES_LEVEL ? seen->to_day + 0.5 : seen->to_day + 1;
        if (seen->measure == ES_RATIO) {
            days[n++] = seen->ref_from_day;
            days[n++] = seen->ref_to_day + 1;
        }
    }
    const double first = days[0], last = days[latent->months];
    for (size_t k = 0; k < latent->problem->gaps; k++) {
        const struct es_gap *gap = &latent->problem->gap[k];
        days[n++] = fmin(fmax(gap->from_day, first), last);
        days[n++] = fmin(fmax(gap->until_day, first), last);
    }
    return sort_unique(days, n);
}

static struct es_operator operator_of(const struct es_observation *seen,
                                      const double days[], size_t bounds)
{
    const double months = es_months_in_window(seen->from_day, seen->to_day);
    struct es_operator made = {
        .from = bound_at(days, bounds, seen->from_day),
        .end = bound_at(days, bounds, seen->to_day + 1),
    };
    switch (seen->measure) {
    case ES_LEVEL:
        made.level = true;
        made.from = 0;
        made.end = bound_at(days, bounds, seen->to_day + 0.5);
        break;
    case ES_PER_MONTH:
        made.ln_scale = -log(months);
        break;
    case ES_PER_YEAR:
        made.ln_scale = log(12.0 / months);
        break;
    case ES_RATIO:
        made.ln_scale =
            log(es_months_in_window(seen->ref_from_day, seen->ref_to_day) / months);
        made.ref_from = bound_at(days, bounds, seen->ref_from_day);
        made.ref_end = bound_at(days, bounds, seen->ref_to_day + 1);
        break;
    case ES_SUM:
    case ES_SHARE:
        break;
    }
    return made;
}

static enum es_status cut_time(struct es_latent *latent, struct es_arena *arena,
                               struct es_error *err)
{
    const struct es_sparse_problem *problem = latent->problem;
    const int last = problem->horizon_day > problem->as_of_day ? problem->horizon_day
                                                               : problem->as_of_day;
    latent->first_month =
        es_month_of_day(es_sparse_first_day(problem)) - problem->earlier_months;
    int last_month = es_month_of_day(last);
    for (size_t j = 0; j < problem->n; j++) {
        const int month = es_month_of_day((int)ends(&problem->observation[j]));
        last_month = month > last_month ? month : last_month;
    }
    latent->months = (size_t)(last_month - latent->first_month + 1);

    double *days;
    ES_NEW(arena, days, latent->months + 1 + 4 * latent->n + 2 * problem->gaps, err);
    const size_t bounds = collect_bounds(latent, days);
    latent->cells = bounds - 1;
    ES_NEW(arena, latent->month_cell, latent->months + 1, err);
    for (size_t i = 0; i <= latent->months; i++) {
        latent->month_cell[i] =
            bound_at(days, bounds, es_month_first_day(latent->first_month + (int)i));
    }
    ES_NEW(arena, latent->operator, latent->n, err);
    for (size_t j = 0; j < latent->n; j++) {
        latent->operator[j] = operator_of(&problem->observation[j], days, bounds);
        const size_t end = latent->operator[j].end> latent->operator[j].ref_end
            ? latent->operator[j].end : latent->operator[j].ref_end;
        latent->fit_cells = end > latent->fit_cells ? end : latent->fit_cells;
    }
    ES_NEW(arena, latent->bound_years, bounds, err);
    for (size_t i = 0; i < bounds; i++) {
        latent->bound_years[i] = es_years_of_day(days[i]);
    }
    return ES_OK;
}

static void add_edge(const struct es_latent *latent, struct es_operator *seen,
                     size_t cell, int sign)
{
    for (size_t e = 0; e < latent->edges && cell > 0; e++) {
        if (latent->edge_cell[e] == cell) {
            seen->edge[seen->edges] = e;
            seen->sign[seen->edges++] = sign;
        }
    }
}

/* The ends of all sums, each once, and every operator in terms of them. */
static enum es_status find_edges(struct es_latent *latent, struct es_arena *arena,
                                 struct es_error *err)
{
    bool *is_edge;
    ES_NEW(arena, is_edge, latent->fit_cells + 1, err);
    ES_NEW(arena, latent->edge_cell, latent->fit_cells + 1, err);
    for (size_t j = 0; j < latent->n; j++) {
        const struct es_operator *seen = &latent->operator[j];
        is_edge[seen->from] = is_edge[seen->end] = true;
        is_edge[seen->ref_from] = is_edge[seen->ref_end] = true;
    }
    for (size_t m = 1; m <= latent->fit_cells; m++) {
        if (is_edge[m]) {
            latent->edge_cell[latent->edges++] = m;
        }
    }
    for (size_t j = 0; j < latent->n; j++) {
        struct es_operator *seen = &latent->operator[j];
        add_edge(latent, seen, seen->end, 1);
        add_edge(latent, seen, seen->from, -1);
        if (seen->ref_end > seen->ref_from) {
            add_edge(latent, seen, seen->ref_end, 2);
            add_edge(latent, seen, seen->ref_from, -2);
        }
    }
    return ES_OK;
}

enum es_status es_latent_open(const struct es_sparse_problem *problem,
                              struct es_latent **latent, struct es_arena *arena,
                              struct es_error *err)
{
    ES_TRY(check(problem, err));
    struct es_latent *made;
    ES_NEW(arena, made, 1, err);
    const bool flow = problem->nature == ES_FLOW_SERIES;
    made->problem = problem;
    made->n = problem->n;
    made->sd = flow ? FLOW_SD : STOCK_SD;
    made->length_years = flow ? FLOW_LENGTH_YEARS : STOCK_LENGTH_YEARS;
    ES_TRY(es_sparse_prior(problem, &made->prior, err));
    ES_TRY(cut_time(made, arena, err));
    ES_TRY(find_edges(made, arena, err));
    ES_TRY(es_latent_find_gaps(made, arena, err));
    ES_TRY(es_latent_read_common(made, arena, err));
    made->launch_years = problem->launch_day != ES_NO_DAY
                             ? es_years_of_day(problem->launch_day)
                             : made->bound_years[0];
    made->launched = !flow && es_sparse_first_day(problem) == problem->launch_day;
    ES_NEW(arena, made->keep, made->cells, err);
    for (size_t m = 1; m < made->cells; m++) {
        made->keep[m] = es_latent_covariance(made, m - 1, m) / (made->sd * made->sd);
    }
    ES_NEW(arena, made->ln_y, made->n, err);
    for (size_t j = 0; j < made->n; j++) {
        made->ln_y[j] = log(problem->observation[j].centre);
    }
    ES_TRY(es_latent_read_whole(made, arena, err));
    *latent = made;
    return ES_OK;
}

bool es_latent_place(const struct es_latent *latent, const struct es_model *model,
                     const double params[], struct es_curve *curve)
{
    const struct es_landmarks landmarks = {
        .ceiling = exp(params[ES_LN_CEILING]),
        .duration_years = exp(params[ES_LN_DURATION]),
        .midpoint_years = params[ES_MIDPOINT],
        .shape = model->has_shape ? exp(params[ES_LN_SHAPE]) : 1.0,
        .launch_years = latent->launch_years,
    };
    *curve = (struct es_curve){.model = model, .stretch = 1.0};
    model->place(&landmarks, curve->theta);
    if (!es_model_accepts(model, curve->theta)) {
        return false;
    }
    if (latent->launched) {
        curve->floor = model->value(curve->theta, latent->launch_years, NULL);
        curve->stretch = landmarks.ceiling / (landmarks.ceiling - curve->floor);
    }
    return curve->stretch < MOST_STRETCH;
}

/* Where a curve that is zero at the start of a cell begins to rise in it, so that the
 * rule of integration does not straddle the bend. */
static double start_in_cell(const struct es_curve *curve, const double bound[2],
                            double after)
{
    const double start = curve->model->inverse(curve->theta, NEXT_TO_NOTHING * after);
    return start > bound[0] && start < bound[1] ? start : bound[0];
}

/* What strikes took is gone: of a stock too, whose growth goes on from below. */
static void leave_gaps(const struct es_latent *latent, size_t cells, double gain[])
{
    for (size_t m = 0; latent->gap_left != NULL && m < cells; m++) {
        gain[m] *= latent->gap_left[m];
    }
}

double es_latent_increments(const struct es_latent *latent, const struct es_curve *curve,
                            size_t cells, double gain[])
{
    const double *bound = latent->bound_years;
    double before = es_curve_at(curve, bound[0]);
    if (latent->problem->nature == ES_STOCK_SERIES) {
        const double base = before;
        for (size_t m = 0; m < cells; m++) {
            const double after = es_curve_at(curve, bound[m + 1]);
            gain[m] = fmax(0.0, after - before);
            before = after;
        }
        leave_gaps(latent, cells, gain);
        return base;
    }
    for (size_t m = 0; m < cells; m++) { /* Simpson's rule on the annual pace */
        const double after = es_curve_at(curve, bound[m + 1]);
        const double from =
            before > 0.0 ? bound[m] : start_in_cell(curve, bound + m, after);
        const double middle = es_curve_at(curve, 0.5 * (from + bound[m + 1]));
        gain[m] = (before + 4.0 * middle + after) / 6.0 * (bound[m + 1] - from);
        before = after;
    }
    leave_gaps(latent, cells, gain);
    return 0.0;
}

void es_latent_measure(const struct es_latent *latent, double base, const double sums[],
                       double ln_p[])
{
    for (size_t j = 0; j < latent->n; j++) {
        const struct es_operator *seen = &latent->operator[j];
        const double before = seen->level ? base : 0.0;
        ln_p[j] = seen->ln_scale + log(before + sums[seen->end] - sums[seen->from]);
        if (seen->ref_end > seen->ref_from) {
            ln_p[j] -= log(sums[seen->ref_end] - sums[seen->ref_from]);
        }
    }
}

double es_latent_middle(const struct es_latent *latent, size_t cell)
{
    return 0.5 * (latent->bound_years[cell] + latent->bound_years[cell + 1]);
}

double es_latent_covariance(const struct es_latent *latent, size_t left, size_t right)
{
    const double gap = es_latent_middle(latent, left) - es_latent_middle(latent, right);
    return latent->sd * latent->sd * exp(-fabs(gap) / latent->length_years);
}

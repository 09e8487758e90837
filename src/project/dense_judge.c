/* dense_judge.c: whether a full series tells where its growth ends. */
#include "project/dense.h"

#include "essor/date.h"
#include "essor/regression.h"

#include <math.h>

static const char *const curve_names[ES_DENSE_CURVES] = {"gompertz", "logistic",
                                                         "richards"};
enum { FEWEST_TO_JUDGE = 24 }; /* points; a curve goes through fewer too easily */
#define INTERVAL 0.8
#define WIDE_INTERVAL 0.95
#define MOST_ALIKE 0.95 /* correlation of neighbouring residuals that is believed */
/* A curve whose AICc is so much larger is out of the question; less decides nothing,
 * since the errors of growth are not quite independent. */
#define OUT_OF_QUESTION 100.0
#define FACTOR 2.0 /* from end to end of an interval that determines anything */

/*
 * How many independent points one of a curve's points is worth, by the correlation r of
 * neighbouring residuals: (1 - r) / (1 + r) (Bayley and Hammersley 1946,
 * doi:10.2307/2983560, for many points). A fit makes r look smaller by (1 + 4 r) / n
 * (Marriott and Pope 1954, doi:10.1093/biomet/41.3-4.390).
 */
static double worth_of(const double residual[], size_t n)
{
    double products = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        squares += residual[i] * residual[i];
        products += i > 0 ? residual[i] * residual[i - 1] : 0.0;
    }
    const double seen = squares > 0.0 ? products / squares : 0.0;
    const double r = seen + (1.0 + 4.0 * seen) / (double)n;
    const double alike = fmin(fmax(r, 0.0), MOST_ALIKE);
    return (1.0 - alike) / (1.0 + alike);
}

/* The ceiling's intervals, as if of so many points as these are worth; none where even
 * the narrow one holds nothing at all. */
static void spread_ceiling(const struct es_regression *answer,
                           const struct es_estimate *ceiling,
                           struct es_dense_curve *curve)
{
    const double freedom =
        fmax(1.0, (double)answer->n * curve->worth - (double)answer->p);
    const double error = ceiling->std_error / sqrt(curve->worth);
    const double half = error * es_student_reach(INTERVAL, freedom);
    const double wide = error * es_student_reach(WIDE_INTERVAL, freedom);
    curve->determined = half < ceiling->value;
    if (curve->determined) {
        curve->ceiling = ceiling->value;
        curve->low = ceiling->value - half;
        curve->high = ceiling->value + half;
        curve->wide_low = fmax(ceiling->value - wide, 0.0);
        curve->wide_high = ceiling->value + wide;
    }
}

/* The curve through the points, a flow as its pace per year. */
static enum es_status fit_curve(struct es_solution *solution, const char *name,
                                struct es_dense_curve *curve, struct es_error *err)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    const struct es_regression_options options = {.level = INTERVAL};
    const struct es_model *model = es_model_find(name);
    struct es_points points = {.n = grid->n};
    struct es_regression answer;
    struct es_task task;
    struct es_unknown *unknown;
    double *t, *y;
    *curve = (struct es_dense_curve){.model = name,
                                     .ceiling = NAN,
                                     .low = NAN,
                                     .high = NAN,
                                     .wide_low = NAN,
                                     .wide_high = NAN,
                                     .worth = 1.0,
                                     .aicc = INFINITY};
    ES_NEW(solution->arena, t, grid->n, err);
    ES_NEW(solution->arena, y, grid->n, err);
    for (size_t i = 0; i < grid->n; i++) {
        const double days = grid->to_day[i] - grid->from_day[i] + 1;
        const bool flow = solution->problem.nature == ES_FLOW_SERIES;
        t[i] = es_years_of_day(0.5 * (grid->from_day[i] + grid->to_day[i] + 1));
        y[i] = flow ? grid->made_good[i] * grid->periods[i] * 365.25 / days : grid->y[i];
    }
    points.t = t;
    points.y = y;
    ES_TRY(es_task_of_model(model, &points, &task, &unknown, solution->arena, err));
    if (es_regress(&task, &options, &answer, solution->arena, NULL) != ES_OK) {
        return ES_OK; /* no curve, no ceiling */
    }
    const struct es_estimate *ceiling = &answer.estimate[model->ceiling];
    curve->aicc = isnan(answer.aicc) ? INFINITY : answer.aicc;
    curve->worth = worth_of(answer.residual, grid->n);
    if (answer.converged && ceiling->determined) {
        spread_ceiling(&answer, ceiling, curve);
    }
    return ES_OK;
}

/* The forecast's quantile as far ahead as the table was measured, as a level or per year.
 * A ceiling is at least what is reached. */
static double upper_end(const struct es_solution *solution, double level)
{
    const struct es_dense_grid *grid = &solution->dense->grid;
    const size_t measured = grid->n / 2 < ES_DENSE_STEPS ? grid->n / 2 : ES_DENSE_STEPS;
    const size_t last = (grid->ahead < measured ? grid->ahead : measured) - 1;
    const size_t i = grid->n + last;
    const double y = es_dense_quantile(&solution->dense->forecast, last, level);
    return solution->problem.nature == ES_STOCK_SERIES
               ? y
               : y * grid->periods[i] * 365.25 /
                     (grid->to_day[i] - grid->from_day[i] + 1);
}

/*
 * Determined where every curve that is possible says so, not only the one that fits best:
 * which one is true is what the points tell last. The interval holds those of all, and
 * what the forecast reaches as often as the interval would be passed.
 */
enum es_status es_dense_judge(struct es_solution *solution, struct es_error *err)
{
    struct es_verdict *verdict = &solution->verdict;
    struct es_dense_curve *curve = solution->dense->curve;
    *verdict = (struct es_verdict){.observations = solution->dense->grid.n,
                                   .ceiling_q025 = NAN,
                                   .ceiling_q10 = NAN,
                                   .ceiling_q50 = NAN,
                                   .ceiling_q90 = NAN,
                                   .ceiling_q975 = NAN,
                                   .ceiling_sd_log = NAN,
                                   .ceiling_prior_sd_log = NAN};
    bool determined = verdict->observations >= FEWEST_TO_JUDGE;
    double low = INFINITY, wide_low = INFINITY;
    double high = upper_end(solution, 0.5 + 0.5 * INTERVAL);
    double wide_high = upper_end(solution, 0.5 + 0.5 * WIDE_INTERVAL);
    size_t best = 0;
    for (size_t k = 0; k < ES_DENSE_CURVES; k++) {
        ES_TRY(fit_curve(solution, curve_names[k], &curve[k], err));
        best = curve[k].aicc < curve[best].aicc ? k : best;
    }
    const double most = curve[best].aicc + OUT_OF_QUESTION / curve[best].worth;
    for (size_t k = 0; k < ES_DENSE_CURVES; k++) {
        if (curve[k].aicc <= most) {
            determined = determined && curve[k].determined;
            low = fmin(low, curve[k].low);
            high = fmax(high, curve[k].high);
            wide_low = fmin(wide_low, curve[k].wide_low);
            wide_high = fmax(wide_high, curve[k].wide_high);
        }
    }
    const double limit = solution->series->limit;
    if (determined && fmin(high, limit) <= FACTOR * low) {
        verdict->ceiling_determined = true;
        verdict->ceiling_q025 = fmin(wide_low, limit);
        verdict->ceiling_q10 = fmin(low, limit);
        verdict->ceiling_q50 = fmin(curve[best].ceiling, limit);
        verdict->ceiling_q90 = fmin(high, limit);
        verdict->ceiling_q975 = fmin(wide_high, limit);
    }
    return ES_OK;
}

/* Runs the checks, weighs what they find by what it does to a target date, and sorts. */
#include "essor/audit.h"
#include "project/audit_desk.h"

#include <math.h>
#include <string.h>

/* From the surest to the most doubtful: what a check doubts is no evidence for the next.
 */
static enum es_status (*const checks[])(struct es_desk *desk, struct es_error *err) = {
    es_check_units,  es_check_levels, es_check_volumes, es_check_same,
    es_check_ratios, es_check_wholes, es_check_parts,   es_check_repeats,
};

/* Whether a finding is about one of the named series, of the project or of the figures.
 */
static bool is_asked(const struct es_project *project,
                     const struct es_audit_finding *finding, const char *const names[],
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(finding->series, names[i]) == 0) {
            return true;
        }
        for (size_t k = 0; k < finding->rows; k++) {
            const struct es_figure *figure = &project->figures.at[finding->row[k].figure];
            const struct es_series *series = es_project_series(project, figure->series);
            if (strcmp(figure->series, names[i]) == 0 ||
                (series != NULL && strcmp(series->id, names[i]) == 0)) {
                return true;
            }
        }
    }
    return n == 0;
}

static void keep_asked(const struct es_project *project, struct es_audit *audit,
                       const char *const names[], size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < audit->n; i++) {
        if (is_asked(project, &audit->finding[i], names, n)) {
            audit->finding[kept++] = audit->finding[i];
        }
    }
    audit->n = kept;
}

/* How far the median date of a solution's main target moves without a figure; NAN where
 * the figure is not used. */
static double shift_without(const struct es_solution *solution, size_t figure)
{
    const struct es_verdict *verdict = &solution->verdict;
    for (size_t i = 0; i < verdict->influences; i++) {
        const struct es_influence *without = &verdict->influence[i];
        if (solution->problem.observation[without->observation].figure != figure) {
            continue;
        }
        const double end = solution->answer[0].horizon_day;
        const double full = fmin(solution->answer[0].date.q50, end);
        return isnan(without->date.q50) ? end - full
                                        : fmin(without->date.q50, end) - full;
    }
    return NAN;
}

static void weigh(const struct es_solutions *solutions, struct es_audit_finding *finding)
{
    for (size_t s = 0; s < solutions->n; s++) {
        const struct es_solution *solution = &solutions->at[s];
        if (solution->status != ES_OK || solution->targets == 0) {
            continue;
        }
        for (size_t k = 0; k < finding->rows; k++) {
            const double shift = finding->row[k].suspect
                                     ? shift_without(solution, finding->row[k].figure)
                                     : (double)NAN;
            if (!isnan(shift) && !(fabs(shift) <= fabs(finding->shift_days))) {
                finding->shift_days = shift;
                finding->target = solution->target[0].id;
            }
        }
    }
}

static enum es_status weigh_all(const struct es_project *project,
                                const struct es_audit_options *options,
                                struct es_audit *audit, struct es_arena *arena,
                                struct es_error *err)
{
    const struct es_solve_options how = {.as_of_day = options->as_of_day,
                                         .horizon_day = ES_NO_DAY,
                                         .jobs = options->jobs,
                                         .verdict = true};
    struct es_solutions solutions = {.n = 0};
    const enum es_status status =
        es_project_solve(project, NULL, 0, &how, &solutions, arena, err);
    for (size_t i = 0; i < audit->n && status == ES_OK; i++) {
        weigh(&solutions, &audit->finding[i]);
    }
    es_solutions_close(&solutions);
    /* Figures that allow no fit at all can be audited all the same. */
    return status == ES_ERR_DATA || status == ES_ERR_FIT ? ES_OK : status;
}

/* Whether a matters more than b: open, then the shift in whole days, then how bad. */
static bool matters_more(const struct es_audit_finding *a,
                         const struct es_audit_finding *b)
{
    const double shift_a = isnan(a->shift_days) ? 0.0 : round(fabs(a->shift_days));
    const double shift_b = isnan(b->shift_days) ? 0.0 : round(fabs(b->shift_days));
    if ((a->standing == ES_OPEN) != (b->standing == ES_OPEN)) {
        return a->standing == ES_OPEN;
    }
    if (a->standing != b->standing) {
        return a->standing < b->standing;
    }
    if (shift_a != shift_b) {
        return shift_a > shift_b;
    }
    return a->severity != b->severity ? a->severity < b->severity
                                      : a->size_sd > b->size_sd;
}

static void sort(struct es_audit *audit)
{
    for (size_t i = 1; i < audit->n; i++) { /* insertion keeps the order of equals */
        const struct es_audit_finding moving = audit->finding[i];
        size_t at = i;
        while (at > 0 && matters_more(&moving, &audit->finding[at - 1])) {
            audit->finding[at] = audit->finding[at - 1];
            at--;
        }
        audit->finding[at] = moving;
    }
}

enum es_status es_project_audit(const struct es_project *project,
                                const char *const names[], size_t n,
                                const struct es_audit_options *options,
                                struct es_audit *audit, struct es_arena *arena,
                                struct es_error *err)
{
    struct es_audit made = {.n = 0};
    struct es_desk desk = {.project = project,
                           .as_of_day = options->as_of_day != ES_NO_DAY
                                            ? options->as_of_day
                                            : project->as_of_day,
                           .audit = &made,
                           .arena = arena};
    ES_TRY(es_desk_lay(&desk, err));
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        ES_TRY(checks[i](&desk, err));
    }
    keep_asked(project, &made, names, n);
    if (options->weigh && made.n > 0) {
        ES_TRY(weigh_all(project, options, &made, arena, err));
    }
    sort(&made);
    for (size_t i = 0; i < made.n; i++) {
        made.count[made.finding[i].standing]++;
    }
    *audit = made;
    return ES_OK;
}

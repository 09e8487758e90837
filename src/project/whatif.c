#include "project/whatif.h"

#include "essor/hash.h"
#include "essor/parallel.h"
#include "project/dense.h"

#include <math.h>

enum { MOST_YEARS = 150, ROUNDS = 16, TIMES_FASTER = 10 };
#define DAYS_PER_MONTH 30.4375
#define LEAST_FACTOR 0.05
#define HIGHEST_CEILING 1000.0 /* times the target */

enum es_status es_whatif_options(const struct es_project *project,
                                 const struct es_scenario scenario[], size_t n,
                                 int horizon_day, struct es_solve_options *options,
                                 struct es_error *err)
{
    const int as_of =
        options->as_of_day != ES_NO_DAY ? options->as_of_day : project->as_of_day;
    const int usual = es_whatif_far_day(project, as_of);
    int far = horizon_day > usual ? horizon_day : usual;
    for (size_t i = 0; i < n; i++) {
        int reach;
        ES_TRY(es_scenario_reach_day(scenario[i].change, scenario[i].n, as_of,
                                     horizon_day, &reach, err));
        far = reach > far ? reach : far;
    }
    if (far > es_horizon_day(as_of, MOST_YEARS)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "growth so fast needs paths of more than %d years; a smaller "
                       "factor or horizon_years in essor.ini keeps them shorter",
                       MOST_YEARS);
    }
    options->horizon_day = far;
    return ES_OK;
}

enum es_status es_whatif_known_ceilings(const struct es_solution *solution,
                                        double **known, struct es_arena *arena,
                                        struct es_error *err)
{
    *known = NULL;
    if (solution->engine != ES_ENGINE_SPARSE) {
        return ES_OK;
    }
    ES_NEW(arena, *known, solution->fit.outlook.draws, err);
    es_sparse_ceilings(&solution->fit, *known);
    return ES_OK;
}

enum es_status es_whatif_open(const struct es_project *project,
                              const struct es_solution *solution, int horizon_day,
                              struct es_whatif *whatif, struct es_arena *arena,
                              struct es_error *err)
{
    double *known;
    ES_TRY(es_dense_check_reach(solution, err));
    ES_TRY(es_whatif_known_ceilings(solution, &known, arena, err));
    return es_whatif_begin(project, solution, known, horizon_day, whatif, arena, err);
}

enum es_status es_whatif_begin(const struct es_project *project,
                               const struct es_solution *solution, const double known[],
                               int horizon_day, struct es_whatif *whatif,
                               struct es_arena *arena, struct es_error *err)
{
    struct es_outlook *outlook;
    double *ceiling;
    ES_NEW(arena, outlook, 1, err);
    ES_NEW(arena, ceiling, solution->fit.outlook.draws, err);
    *outlook = solution->fit.outlook;
    ES_TRY(es_outlook_lay_track(outlook, arena, err));
    es_scenario_ceilings(outlook, known, horizon_day, ceiling);
    *whatif = (struct es_whatif){
        .solution = solution,
        .base = {.outlook = outlook,
                 .ceiling = ceiling,
                 .limit = solution->series->limit,
                 .seed =
                     es_seed("scenario", es_seed(solution->series->id, project->seed))},
        .horizon_day = horizon_day,
    };
    return ES_OK;
}

enum es_status es_whatif_thin(struct es_whatif *whatif, size_t n, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_outlook *thin;
    size_t *draw = NULL;
    double *ceiling;
    ES_NEW(arena, thin, 1, err);
    ES_TRY(es_outlook_thin(whatif->base.outlook, n, whatif->horizon_day, thin, &draw,
                           arena, err));
    ES_TRY(es_outlook_lay_track(thin, arena, err));
    ES_NEW(arena, ceiling, thin->draws, err);
    for (size_t i = 0; i < thin->draws; i++) {
        ceiling[i] = whatif->base.ceiling[draw[i]];
    }
    whatif->base.outlook = thin;
    whatif->base.ceiling = ceiling;
    return ES_OK;
}

enum es_status es_whatif_outlook(const struct es_whatif *whatif,
                                 const struct es_scenario *scenario, int horizon_day,
                                 struct es_outlook *outlook, struct es_arena *arena,
                                 struct es_error *err)
{
    struct es_error why = {.status = ES_OK};
    const enum es_status status = es_scenario_make(
        &whatif->base, scenario->change, scenario->n, horizon_day, outlook, arena, &why);
    return status == ES_OK ? ES_OK
                           : es_fail(err, status, "%s: %s", whatif->solution->series->id,
                                     why.message);
}

/* The twelve months, or the calendar year, that end by the end of the deadline. */
static void sums_until(const struct es_outlook *outlook, const struct es_target *target,
                       double values[])
{
    int year, month, day;
    es_day_split(target->deadline_day + 1, &year, &month, &day);
    const bool whole = target->measured == ES_AS_YEAR;
    const double end = whole ? es_day(year, 1, 1) : target->deadline_day + 1;
    const double start = whole ? es_day(year - 1, 1, 1) : end - 365.0;
    for (size_t d = 0; d < outlook->draws; d++) {
        values[d] = es_outlook_at(outlook, d, end) - es_outlook_at(outlook, d, start);
    }
}

/* The track on a day. */
static void track_on(const struct es_track *track, size_t draws, double day,
                     double values[])
{
    size_t i = 0;
    while (i + 2 < track->n && track->day[i + 1] <= day) {
        i++;
    }
    const double share = (day - track->day[i]) / (track->day[i + 1] - track->day[i]);
    for (size_t d = 0; d < draws; d++) {
        const double *at = track->value + d * track->n + i;
        values[d] = at[0] + share * (at[1] - at[0]);
    }
}

/* Quantiles of what the target counts, on its deadline. */
static enum es_status value_on(const struct es_outlook *outlook,
                               const struct es_target *target,
                               struct es_target_span *value, struct es_arena *arena,
                               struct es_error *err)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    const struct es_track *track = outlook->track;
    const double day = target->deadline_day + 1.0;
    double *values, q[3];
    *value = (struct es_target_span){NAN, NAN, NAN};
    if (target->deadline_day == ES_NO_DAY || day > track->day[track->n - 1] ||
        day < track->day[0]) {
        return ES_OK;
    }
    ES_NEW(arena, values, outlook->draws, err);
    if (target->measured == ES_AS_PACE) {
        track_on(track, outlook->draws, day, values);
    } else {
        sums_until(outlook, target, values);
    }
    for (size_t d = 0; d < outlook->draws; d++) {
        values[d] /= target->per == ES_EACH_MONTH ? 12.0 : 1.0;
    }
    es_quantiles(values, outlook->draws, levels, 3, q);
    *value = (struct es_target_span){q[0], q[1], q[2]};
    return ES_OK;
}

struct task {
    const struct es_whatif *whatif;
    const struct es_target *target;
    const struct es_scenario *scenario;
    struct es_whatif_answer *answer;
    enum es_status *status;
    struct es_error *error;
};

static enum es_status ask(const struct task *task, size_t i, struct es_arena *arena)
{
    struct es_outlook outlook;
    struct es_error *err = &task->error[i];
    const struct es_whatif *whatif = task->whatif;
    ES_TRY(es_whatif_outlook(whatif, &task->scenario[i], whatif->horizon_day, &outlook,
                             arena, err));
    ES_TRY(es_target_ask(&outlook, task->target, whatif->base.limit,
                         &task->answer[i].target, arena, err));
    return value_on(&outlook, task->target, &task->answer[i].value, arena, err);
}

static void ask_one(void *context, size_t i)
{
    const struct task *task = context;
    struct es_arena *arena = NULL;
    task->status[i] = es_arena_open(&arena, &task->error[i]);
    if (task->status[i] == ES_OK) {
        task->status[i] = ask(task, i, arena);
    }
    es_arena_close(arena);
}

enum es_status es_whatif_ask(const struct es_whatif *whatif,
                             const struct es_target *target,
                             const struct es_scenario scenario[], size_t n, size_t jobs,
                             struct es_whatif_answer answer[], struct es_error *err)
{
    struct task task = {
        .whatif = whatif, .target = target, .scenario = scenario, .answer = answer};
    struct es_arena *arena;
    ES_TRY(es_arena_open(&arena, err));
    task.status = es_arena_array(arena, n, sizeof *task.status);
    task.error = es_arena_array(arena, n, sizeof *task.error);
    enum es_status status = ES_OK;
    if (task.status == NULL || task.error == NULL) {
        status = es_no_memory(err);
    } else {
        es_parallel_for(n, jobs, ask_one, &task);
    }
    for (size_t i = 0; i < n && status == ES_OK; i++) {
        status = task.status[i] == ES_OK
                     ? ES_OK
                     : es_fail(err, task.status[i], "%s", task.error[i].message);
    }
    es_arena_close(arena);
    return status;
}

double es_months_gained(const struct es_target_answer *baseline,
                        const struct es_target_answer *scenario)
{
    const double days = baseline->date.q50 - scenario->date.q50;
    return isfinite(baseline->date.q50) && isfinite(scenario->date.q50)
               ? days / DAYS_PER_MONTH
               : (double)NAN;
}

int es_whatif_far_day(const struct es_project *project, int as_of_day)
{
    return es_horizon_day(as_of_day, 2 * project->horizon_years);
}

int es_needed_reach_day(int as_of_day, int deadline_day)
{
    const struct es_change faster = {.kind = ES_CHANGE_GROWTH,
                                     .from_day = ES_NO_DAY,
                                     .until_day = ES_NO_DAY,
                                     .amount = TIMES_FASTER};
    int reach = deadline_day;
    (void)es_scenario_reach_day(&faster, 1, as_of_day, deadline_day, &reach, NULL);
    return reach;
}

/* P(by the deadline) with one change of that amount. */
static enum es_status odds(const struct es_whatif *whatif, const struct es_target *target,
                           const struct es_change *change, double *p,
                           struct es_error *err)
{
    const struct es_scenario scenario = {.change = change, .n = 1};
    struct es_whatif_answer answer;
    struct es_whatif until = *whatif;
    until.horizon_day = target->deadline_day;
    ES_TRY(es_whatif_ask(&until, target, &scenario, 1, 1, &answer, err));
    *p = answer.target.p_by_deadline;
    return ES_OK;
}

/* The least amount between two that reaches the probability, halving their ratio or, from
 * 0 on, their difference; `nothing` where the least does, INFINITY where the most does
 * not. */
static enum es_status search(const struct es_whatif *whatif,
                             const struct es_target *target, enum es_change_kind kind,
                             const double ends[2], double probability, double *amount,
                             struct es_error *err)
{
    struct es_change change = {
        .kind = kind, .from_day = ES_NO_DAY, .until_day = ES_NO_DAY, .text = ""};
    double low = ends[0], high = ends[1], p;
    change.amount = low;
    ES_TRY(odds(whatif, target, &change, &p, err));
    if (p >= probability) {
        *amount = 0.0;
        return ES_OK;
    }
    change.amount = high;
    ES_TRY(odds(whatif, target, &change, &p, err));
    if (p < probability) {
        *amount = INFINITY;
        return ES_OK;
    }
    for (int round = 0; round < ROUNDS; round++) {
        change.amount = low > 0.0 ? sqrt(low * high) : 0.5 * (low + high);
        ES_TRY(odds(whatif, target, &change, &p, err));
        *(p >= probability ? &high : &low) = change.amount;
    }
    *amount = high;
    return ES_OK;
}

enum es_status es_whatif_needed(const struct es_whatif *whatif,
                                const struct es_target *target, double probability,
                                struct es_needed *needed, struct es_error *err)
{
    const double per_year = target->per == ES_EACH_MONTH ? 12.0 : 1.0;
    const double level = per_year * target->level;
    const double now = whatif->base.outlook->as_of_day + 1.0;
    const double years = (target->deadline_day + 1.0 - now) / 365.25;
    const bool stock = whatif->base.outlook->nature == ES_STOCK_SERIES;
    const double factors[] = {LEAST_FACTOR, TIMES_FASTER};
    const double slopes[] = {0.0, stock ? 1.01 * level / years : 1.01 * level};
    const double ceilings[] = {0.5 * level, HIGHEST_CEILING * level};
    struct es_needed made = {.probability = probability};
    if (!(years > 0.0)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "the deadline is past; --by names one that is to come");
    }
    ES_TRY(search(whatif, target, ES_CHANGE_GROWTH, factors, probability, &made.growth,
                  err));
    ES_TRY(
        search(whatif, target, ES_CHANGE_SLOPE, slopes, probability, &made.slope, err));
    ES_TRY(search(whatif, target, ES_CHANGE_CEILING, ceilings, probability, &made.ceiling,
                  err));
    *needed = made;
    return ES_OK;
}

/*
 * events.c: what is to come, as changes of the draws; strikes that are over, as gaps of
 * the curve. Breaks are in breaks.c.
 */
#include "project/events.h"
#include "project/dense.h"

#include "essor/change.h"
#include "essor/hash.h"

#include <math.h>
#include <string.h>

#define SEEN_AT_LEAST 2.0 /* durations after its start, when 1 % of a wave is left */

const char *es_event_state_name(enum es_event_state state)
{
    static const char *const names[] = {"not known yet", "to come", "counted", "over"};
    return names[state];
}

enum es_status es_event_change(const char *text, enum es_nature nature,
                               struct es_change *change, struct es_arena *arena,
                               struct es_error *err)
{
    const struct es_change_style style = {nature, es_day(1900, 1, 1)};
    struct es_change_grid grid = {.count = 1};
    ES_TRY(es_change_read(text, &style, &grid, arena, err));
    const enum es_change_kind kind = grid.first.kind;
    const bool dated = kind == ES_CHANGE_PAUSE || kind == ES_CHANGE_WAVE ||
                       kind == ES_CHANGE_STRIKE || strchr(text, '@') != NULL;
    if (grid.count > 1) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "\"%s\" is several changes; write one of its "
                       "values",
                       text);
    }
    if (!dated) {
        return es_fail(err, ES_ERR_ARGUMENT, "\"%s\" has no date; write %s@2026-03", text,
                       text);
    }
    *change = grid.first;
    return ES_OK;
}

static bool is_known(const struct es_event_order *order, int as_of_day)
{
    return order->announced_day == ES_NO_DAY || order->announced_day <= as_of_day;
}

static bool is_of(const struct es_event_order *order, const struct es_series *series)
{
    return strcmp(order->is.series, series->id) == 0;
}

static bool has_end(enum es_change_kind kind)
{
    return kind == ES_CHANGE_PAUSE || kind == ES_CHANGE_DELAY || kind == ES_CHANGE_STRIKE;
}

/* Whether some of a change is still to come; what begins and never ends is in the figures
 * once it has begun. */
static bool is_coming(const struct es_change *change, int as_of_day)
{
    if (change->kind == ES_CHANGE_WAVE) {
        const double spread = 2.0 * change->start_sd_days;
        return change->start_day + SEEN_AT_LEAST * change->days + spread > as_of_day;
    }
    return has_end(change->kind) ? change->until_day > as_of_day + 1
                                 : change->from_day > as_of_day;
}

/* One change of an event, with what is not sure of it and a text of its own, from which
 * its random numbers come. */
static enum es_status read_one(const struct es_event_order *order, size_t i,
                               const struct es_series *series, struct es_change *change,
                               struct es_arena *arena, struct es_error *err)
{
    struct es_error why;
    if (es_event_change(order->is.change[i], series->nature, change, arena, &why) !=
        ES_OK) {
        return es_fail(err, ES_ERR_ARGUMENT, "event %s: %s", order->is.id, why.message);
    }
    ES_GIVEN(change->text,
             es_arena_print(arena, "%s: %s", order->is.id, order->is.change[i]), err);
    if (change->kind == ES_CHANGE_WAVE) {
        change->amount_sd_log = order->is.wave_sd_log;
        change->start_sd_days = order->is.wave_sd_days;
    }
    return ES_OK;
}

/* A change without what the figures have of it. */
static struct es_change rest_of(const struct es_change *change, int as_of_day)
{
    struct es_change rest = *change;
    if (change->kind == ES_CHANGE_WAVE) {
        rest.from_day = as_of_day + 1;
        rest.begun = true;
    } else if (change->from_day <= as_of_day) {
        rest.from_day = as_of_day + 1;
    }
    return rest;
}

/* Every change of a series that is known on a date, in the order of the file. */
static enum es_status read_changes(const struct es_project *project,
                                   const struct es_series *series, int as_of_day,
                                   struct es_change **change, size_t *n,
                                   struct es_arena *arena, struct es_error *err)
{
    size_t most = 0, count = 0;
    for (size_t e = 0; e < project->events; e++) {
        most += is_of(&project->event[e], series) ? project->event[e].is.n : 0;
    }
    ES_NEW(arena, *change, most, err);
    for (size_t e = 0; e < project->events; e++) {
        const struct es_event_order *order = &project->event[e];
        const bool counts = is_of(order, series) && is_known(order, as_of_day);
        for (size_t i = 0; counts && i < order->is.n; i++) {
            ES_TRY(read_one(order, i, series, *change + count++, arena, err));
        }
    }
    *n = count;
    return ES_OK;
}

/* What is to come of a series. */
static enum es_status read_coming(const struct es_project *project,
                                  const struct es_series *series, int as_of_day,
                                  struct es_events *events, struct es_arena *arena,
                                  struct es_error *err)
{
    struct es_change *change;
    size_t n, coming = 0;
    ES_TRY(read_changes(project, series, as_of_day, &change, &n, arena, err));
    for (size_t i = 0; i < n; i++) {
        if (is_coming(&change[i], as_of_day)) {
            change[coming++] = rest_of(&change[i], as_of_day);
        }
    }
    events->change = change;
    events->n = coming;
    return ES_OK;
}

enum es_status es_events_gaps(const struct es_project *project,
                              const struct es_series *series, int as_of_day,
                              struct es_gap **gap, size_t *n, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_change *change;
    struct es_gap *made;
    size_t changes, count = 0;
    const int end = as_of_day + 1;
    ES_TRY(read_changes(project, series, as_of_day, &change, &changes, arena, err));
    ES_NEW(arena, made, changes, err);
    for (size_t i = 0; i < changes; i++) {
        if (change[i].kind == ES_CHANGE_STRIKE && change[i].from_day < end) {
            made[count++] = (struct es_gap){
                .from_day = change[i].from_day,
                .until_day = change[i].until_day < end ? change[i].until_day : end,
                .left = 1.0 - change[i].amount};
        }
    }
    *gap = made;
    *n = count;
    return ES_OK;
}

double es_gaps_left(const struct es_gap gap[], size_t n, int from_day, int to_day)
{
    double left = 1.0;
    for (size_t k = 0; k < n; k++) {
        const int from = gap[k].from_day > from_day ? gap[k].from_day : from_day;
        const int until = gap[k].until_day < to_day + 1 ? gap[k].until_day : to_day + 1;
        const double days = until > from ? until - from : 0.0;
        left -= (1.0 - gap[k].left) * days / (to_day + 1 - from_day);
    }
    return fmax(left, 0.0);
}

/* Whether two series are answered together, as parts of one sum or its whole. */
static bool add_up(const struct es_project *project, const struct es_series *a,
                   const struct es_series *b)
{
    const struct es_series *whole = es_project_whole(project, a);
    return a == b || (whole->rest != NULL && whole == es_project_whole(project, b));
}

/* How far the draws of a series must lead for its events. */
static enum es_status reach_of(const struct es_project *project,
                               const struct es_solution *solution,
                               const struct es_series *series, int *reach_day,
                               struct es_error *err)
{
    const int as_of = solution->problem.as_of_day;
    struct es_events events;
    int reach;
    ES_TRY(read_coming(project, series, as_of, &events, solution->arena, err));
    ES_TRY(es_scenario_reach_day(events.change, events.n, as_of,
                                 solution->events.horizon_day, &reach, err));
    *reach_day = reach > *reach_day ? reach : *reach_day;
    return ES_OK;
}

enum es_status es_events_pose(const struct es_project *project,
                              struct es_solution *solution, struct es_error *err)
{
    struct es_sparse_problem *problem = &solution->problem;
    const struct es_series *series = solution->series;
    solution->events =
        (struct es_events){.limit = series->limit,
                           .seed = es_seed("event", es_seed(series->id, project->seed)),
                           .horizon_day = problem->horizon_day};
    if (project->events == 0) {
        return ES_OK;
    }
    struct es_gap *gap;
    ES_TRY(es_events_gaps(project, series, problem->as_of_day, &gap, &problem->gaps,
                          solution->arena, err));
    problem->gap = gap;
    ES_TRY(read_coming(project, series, problem->as_of_day, &solution->events,
                       solution->arena, err));
    for (size_t i = 0; i < project->series_count; i++) {
        if (add_up(project, series, &project->series[i])) {
            ES_TRY(reach_of(project, solution, &project->series[i], &problem->horizon_day,
                            err));
        }
    }
    return ES_OK;
}

/* The fitted curves, a row of months for each, cut to the months that the paths have. */
static void cut_curves(struct es_sparse_fit *fit, size_t months_before)
{
    for (size_t f = 1; f < fit->families && fit->curve != NULL; f++) {
        memmove(fit->curve + f * fit->outlook.months, fit->curve + f * months_before,
                fit->outlook.months * sizeof fit->curve[0]);
    }
}

enum es_status es_events_settle(struct es_solution *solution, int horizon_day)
{
    struct es_sparse_fit *fit = &solution->fit;
    const size_t months = fit->outlook.months;
    double *known = NULL;
    if (solution->events.n == 0 && solution->problem.horizon_day <= horizon_day) {
        return ES_OK;
    }
    ES_TRY(es_dense_check_reach(solution, &solution->error));
    if (solution->engine == ES_ENGINE_SPARSE) {
        ES_NEW(solution->arena, known, fit->outlook.draws, &solution->error);
        es_sparse_ceilings(fit, known);
    }
    fit->events = &solution->events;
    ES_TRY(es_events_make(&solution->events, known, &fit->outlook, solution->arena,
                          &solution->error));
    cut_curves(fit, months);
    return ES_OK;
}

/* The state of one event, and where it is in time. */
static enum es_status use_of(const struct es_event_order *order,
                             const struct es_series *series, int as_of_day,
                             struct es_event_use *use, struct es_arena *arena,
                             struct es_error *err)
{
    *use = (struct es_event_use){.order = order,
                                 .state = order->break_day != ES_NO_DAY ? ES_EVENT_COUNTED
                                                                        : ES_EVENT_OVER,
                                 .from_day = order->break_day,
                                 .until_day = order->break_day};
    for (size_t i = 0; i < order->is.n; i++) {
        struct es_change change;
        ES_TRY(read_one(order, i, series, &change, arena, err));
        const bool wave = change.kind == ES_CHANGE_WAVE;
        const int from = wave ? change.start_day : change.from_day;
        const int until = wave                   ? change.start_day + (int)change.days
                          : has_end(change.kind) ? change.until_day
                                                 : from;
        use->from_day =
            use->from_day == ES_NO_DAY || from < use->from_day ? from : use->from_day;
        use->until_day = until > use->until_day ? until : use->until_day;
        if (is_coming(&change, as_of_day)) {
            use->state = ES_EVENT_COMING;
        } else if (change.kind == ES_CHANGE_STRIKE && use->state == ES_EVENT_OVER) {
            use->state = ES_EVENT_COUNTED;
        }
    }
    use->state = is_known(order, as_of_day) ? use->state : ES_EVENT_UNKNOWN;
    return ES_OK;
}

enum es_status es_project_events(const struct es_project *project,
                                 const struct es_series *series, int as_of_day,
                                 struct es_event_use **use, size_t *n,
                                 struct es_arena *arena, struct es_error *err)
{
    const int as_of = as_of_day != ES_NO_DAY ? as_of_day : project->as_of_day;
    struct es_event_use *made;
    size_t count = 0;
    ES_NEW(arena, made, project->events, err);
    for (size_t e = 0; e < project->events; e++) {
        const struct es_event_order *order = &project->event[e];
        const struct es_series *of = es_project_series(project, order->is.series);
        const bool part = series->rest != NULL && of->whole != NULL &&
                          es_project_whole(project, of) == series;
        if (of == series || part) {
            ES_TRY(use_of(order, of, as_of, &made[count++], arena, err));
        }
    }
    *use = made;
    *n = count;
    return ES_OK;
}

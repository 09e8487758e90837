#include "project/building.h"

#include "essor/parallel.h"
#include "project/results.h"

#include <math.h>
#include <string.h>

/* Units whose answers are written at once, and charts that are painted so. */
enum { CHUNK = 256, ROUND = 64 };

/* What must be solved together: a whole and its parts, and the series of a stale chart.
 */
struct unit {
    const char **name; /* of the series that are asked for */
    size_t names;
    struct es_drawing **drawing; /* the stale ones */
    size_t drawings;
    struct es_note *note; /* made by it, in `arena` */
    size_t notes;
    struct es_arena *arena;
    enum es_status status; /* of memory, not of series */
    struct es_error error;
};

struct work {
    struct es_build *build;
    struct unit *unit;
    size_t units;
    size_t jobs; /* of one unit */
};

/* The first series of the unit that a series belongs to. */
static size_t root_of(const struct es_build *build, size_t i)
{
    while (build->answered[i].unit != i) {
        i = build->answered[i].unit;
    }
    return i;
}

static void join(struct es_build *build, size_t a, size_t b)
{
    const size_t x = root_of(build, a), y = root_of(build, b);
    build->answered[x > y ? x : y].unit = x < y ? x : y;
}

static size_t place_of(const struct es_build *build, const struct es_series *series)
{
    return (size_t)(series - build->project->series);
}

static void join_all(struct es_build *build)
{
    for (size_t i = 0; i < build->project->series_count; i++) {
        build->answered[i].unit = i;
    }
    for (size_t i = 0; i < build->project->series_count; i++) {
        const struct es_series *series = &build->project->series[i];
        if (series->whole != NULL) {
            join(build, i,
                 place_of(build, es_project_series(build->project, series->whole)));
        }
    }
    for (size_t i = 0; i < build->drawings; i++) {
        const struct es_drawing *drawing = &build->drawing[i];
        for (size_t k = 1; drawing->why != NULL && k < drawing->task->n; k++) {
            join(build, place_of(build, drawing->task->series[0]),
                 place_of(build, drawing->task->series[k]));
        }
    }
}

/* Whether the draws of each series are needed. */
static enum es_status find_asked(const struct es_build *build, bool **asked,
                                 struct es_error *err)
{
    ES_NEW(build->arena, *asked, build->project->series_count, err);
    for (size_t i = 0; i < build->project->series_count; i++) {
        (*asked)[i] = build->answered[i].why != NULL;
    }
    for (size_t i = 0; i < build->drawings; i++) {
        const struct es_drawing *drawing = &build->drawing[i];
        for (size_t k = 0; drawing->why != NULL && k < drawing->task->n; k++) {
            (*asked)[place_of(build, drawing->task->series[k])] = true;
        }
    }
    return ES_OK;
}

/* Lists units with something to do in them, in the order of their first series. */
static enum es_status make_units(struct work *work, struct es_error *err)
{
    struct es_build *build = work->build;
    const size_t n = build->project->series_count;
    bool *asked;
    size_t *size, *place, *charts;
    ES_TRY(find_asked(build, &asked, err));
    ES_NEW(build->arena, size, n, err);
    ES_NEW(build->arena, charts, n, err);
    ES_NEW(build->arena, place, n, err);
    for (size_t i = 0; i < n; i++) {
        size[root_of(build, i)] += asked[i];
    }
    for (size_t i = 0; i < build->drawings; i++) {
        const struct es_drawing *drawing = &build->drawing[i];
        const size_t root = root_of(build, place_of(build, drawing->task->series[0]));
        charts[root] += drawing->why != NULL;
    }
    for (size_t i = 0; i < n; i++) {
        work->units += size[i] > 0;
    }
    ES_NEW(build->arena, work->unit, work->units, err);
    work->units = 0;
    for (size_t i = 0; i < n; i++) {
        if (size[i] > 0) {
            struct unit *unit = &work->unit[work->units];
            ES_NEW(build->arena, unit->name, size[i], err);
            ES_NEW(build->arena, unit->drawing, charts[i], err);
            place[i] = work->units++;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (asked[i]) {
            struct unit *unit = &work->unit[place[root_of(build, i)]];
            unit->name[unit->names++] = build->project->series[i].id;
        }
    }
    for (size_t i = 0; i < build->drawings; i++) {
        struct es_drawing *drawing = &build->drawing[i];
        const size_t root = root_of(build, place_of(build, drawing->task->series[0]));
        if (drawing->why != NULL) {
            struct unit *unit = &work->unit[place[root]];
            unit->drawing[unit->drawings++] = drawing;
        }
    }
    return ES_OK;
}

/* -0 and 0 are one number in the store, and so everywhere. */
static void drop_sign_of_zero(struct es_period period[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        period[i].mean += 0.0;
        for (int k = 0; k < ES_QUANTILES; k++) {
            period[i].quantile[k] += 0.0;
        }
    }
}

/* What stays of a solution when its draws are dropped. */
static enum es_status note_solution(const struct es_build *build, struct unit *unit,
                                    const struct es_solution *solution,
                                    struct es_error *err)
{
    struct es_answered *answered = &build->answered[place_of(build, solution->series)];
    struct es_period *period;
    struct es_target *target;
    struct es_target_answer *answer;
    if (answered->why == NULL) {
        return ES_OK;
    }
    answered->status = solution->status;
    answered->error = solution->error;
    answered->sparse = solution->engine == ES_ENGINE_SPARSE;
    if (solution->status != ES_OK) {
        return ES_OK;
    }
    ES_TRY(es_project_months(solution, ES_RESULT_MONTHS, &period, unit->arena, err));
    drop_sign_of_zero(period, ES_RESULT_MONTHS);
    ES_NEW(unit->arena, target, solution->targets, err);
    ES_NEW(unit->arena, answer, solution->targets, err);
    if (solution->targets > 0) {
        memcpy(target, solution->target, solution->targets * sizeof *target);
        memcpy(answer, solution->answer, solution->targets * sizeof *answer);
    }
    unit->note[unit->notes++] = (struct es_note){.key = answered->key,
                                                 .series = solution->series->id,
                                                 .period = period,
                                                 .periods = ES_RESULT_MONTHS,
                                                 .target = target,
                                                 .answer = answer,
                                                 .targets = solution->targets};
    return ES_OK;
}

struct drawing_work {
    struct es_build *build;
    struct unit *unit;
    const struct es_solutions *solutions;
};

/* What needs the draws of the series: the script. */
static void draw_one(void *context, size_t i)
{
    struct drawing_work *work = context;
    struct es_drawing *drawing = work->unit->drawing[i];
    struct es_arena *arena;
    drawing->status = es_arena_open(&arena, &drawing->error);
    if (drawing->status == ES_OK) {
        drawing->status = es_project_draw(work->build->project, work->solutions,
                                          drawing->task, arena, &drawing->error);
        es_arena_close(arena);
    }
}

static void tell_drawn(const struct es_build *build, const struct es_drawing *drawing)
{
    if (drawing->status == ES_OK) {
        es_journal_add(build, drawing);
        es_build_tell(build, ES_BUILD_MADE, drawing->path[ES_PICTURE], drawing->why);
    } else {
        es_build_tell(build, ES_BUILD_FAILED, drawing->path[ES_PICTURE],
                      drawing->error.message);
    }
}

/* The pictures of a chunk of units. */
static enum es_status paint(struct es_build *build, const struct unit unit[], size_t n,
                            struct es_arena *arena, struct es_error *err)
{
    struct es_drawing **drawing;
    struct es_chart_drawn *drawn;
    size_t charts = 0;
    for (size_t i = 0; i < n; i++) {
        charts += unit[i].drawings;
    }
    ES_NEW(arena, drawing, charts, err);
    ES_NEW(arena, drawn, charts, err);
    charts = 0;
    for (size_t i = 0; i < n; i++) {
        const bool solved = unit[i].status == ES_OK;
        for (size_t k = 0; solved && k < unit[i].drawings; k++) {
            drawing[charts] = unit[i].drawing[k];
            drawn[charts].task = drawing[charts]->task;
            drawn[charts].error = drawing[charts]->error;
            drawn[charts].status = drawing[charts]->status;
            charts++;
        }
    }
    for (size_t from = 0; from < charts; from += ROUND) {
        const size_t end = charts - from < ROUND ? charts : from + ROUND;
        ES_TRY(
            es_project_paint(drawn + from, end - from, build->options->jobs, arena, err));
        for (size_t i = from; i < end; i++) {
            drawing[i]->status = drawn[i].status;
            drawing[i]->error = drawn[i].error;
            tell_drawn(build, drawing[i]);
        }
    }
    return ES_OK;
}

static enum es_status paint_chunk(struct es_build *build, const struct unit unit[],
                                  size_t n, struct es_error *err)
{
    struct es_arena *arena;
    ES_TRY(es_arena_open(&arena, err));
    const enum es_status status = paint(build, unit, n, arena, err);
    es_arena_close(arena);
    return status;
}

static enum es_status finish_unit(struct work *work, struct unit *unit,
                                  const struct es_solutions *solutions)
{
    struct drawing_work drawing = {work->build, unit, solutions};
    es_parallel_for(unit->drawings, work->jobs, draw_one, &drawing);
    ES_NEW(unit->arena, unit->note, solutions->n, &unit->error);
    for (size_t i = 0; i < solutions->n; i++) {
        ES_TRY(note_solution(work->build, unit, &solutions->at[i], &unit->error));
    }
    return ES_OK;
}

static enum es_status run_unit(struct work *work, struct unit *unit)
{
    const struct es_solve_options how = {.as_of_day = work->build->options->as_of_day,
                                         .horizon_day = ES_NO_DAY,
                                         .jobs = work->jobs,
                                         .verdict = unit->drawings > 0};
    struct es_solutions solutions = {.n = 0};
    struct es_arena *scratch;
    ES_TRY(es_arena_open(&unit->arena, &unit->error));
    ES_TRY(es_arena_open(&scratch, &unit->error));
    enum es_status status =
        es_project_solve(work->build->project, unit->name, unit->names, &how, &solutions,
                         scratch, &unit->error);
    /* Its only series failed: that is for the series to say. */
    if (status == ES_OK || solutions.n > 0) {
        status = finish_unit(work, unit, &solutions);
    }
    es_solutions_close(&solutions);
    es_arena_close(scratch);
    for (size_t i = 0; i < unit->names; i++) {
        es_build_tell(work->build, ES_BUILD_ANSWERED, unit->name[i], NULL);
    }
    return status;
}

static void run_one(void *context, size_t i)
{
    struct work *work = context;
    work->unit[i].status = run_unit(work, &work->unit[i]);
}

/* Writes what a chunk of units answered, and frees it. */
static enum es_status keep_notes(const struct es_build *build, struct unit unit[],
                                 size_t n, struct es_error *err)
{
    enum es_status status = ES_OK;
    struct es_note *note;
    size_t notes = 0;
    for (size_t i = 0; i < n; i++) {
        notes += unit[i].notes;
    }
    note = es_arena_array(build->arena, notes, sizeof *note);
    status = note == NULL ? es_no_memory(err) : ES_OK;
    notes = 0;
    for (size_t i = 0; i < n && status == ES_OK; i++) {
        if (unit[i].notes > 0) {
            memcpy(&note[notes], unit[i].note, unit[i].notes * sizeof *note);
        }
        notes += unit[i].notes;
        if (unit[i].status != ES_OK) {
            status = es_fail(err, unit[i].status, "%s", unit[i].error.message);
        }
    }
    if (notes > 0 && status == ES_OK) {
        status = es_store_put_notes(build->store, note, notes, err);
    }
    for (size_t i = 0; i < n; i++) {
        es_arena_close(unit[i].arena);
    }
    return status;
}

/* So that whoever listens can tell how long it will take. */
static void tell_begun(const struct work *work)
{
    const struct es_build_options *options = work->build->options;
    struct es_build_event begun = {.kind = ES_BUILD_BEGUN};
    for (size_t i = 0; i < work->units; i++) {
        begun.series += work->unit[i].names;
        begun.charts += work->unit[i].drawings;
    }
    if (options->tell != NULL && begun.series > 0) {
        options->tell(options->context, &begun);
    }
}

enum es_status es_units_run(struct es_build *build, struct es_error *err)
{
    const size_t jobs = build->options->jobs;
    struct work work = {.build = build};
    join_all(build);
    ES_TRY(make_units(&work, err));
    tell_begun(&work);
    const bool many = work.units >= CHUNK / 8;
    work.jobs = many ? 1 : jobs;
    struct unit *const first = work.unit;
    for (size_t from = 0; from < work.units; from += CHUNK) {
        const size_t left = work.units - from, n = left < CHUNK ? left : CHUNK;
        work.unit = first + from;
        es_parallel_for(n, many ? jobs : 1, run_one, &work);
        ES_TRY(keep_notes(build, work.unit, n, err));
        ES_TRY(paint_chunk(build, work.unit, n, err));
    }
    return ES_OK;
}

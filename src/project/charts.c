#include "project/charts.h"

#include "project/build_keys.h"

#include <stdio.h>
#include <string.h>

const struct es_chart_kind es_chart_kinds[] = {
#define ES_CHART_KIND(id, name, scope, needs, summary)                                   \
    {name, ES_CHART_##scope, ES_CHART_##needs, summary},
#include "project/chart_kinds.def"
#undef ES_CHART_KIND
};
const size_t es_chart_kind_count = sizeof es_chart_kinds / sizeof *es_chart_kinds;

const char es_chart_kind_list[] = "one of"
#define ES_CHART_KIND(id, name, scope, needs, summary) " " name
#include "project/chart_kinds.def"
#undef ES_CHART_KIND
    ;

const char es_chart_kind_help[] = "The kinds, and what each answers:\n"
#define ES_CHART_KIND(id, name, scope, needs, summary) "  " name ": " summary "\n"
#include "project/chart_kinds.def"
#undef ES_CHART_KIND
    ;

const struct es_chart_kind *es_chart_kind_find(const char *name)
{
    for (size_t i = 0; i < es_chart_kind_count; i++) {
        if (strcmp(es_chart_kinds[i].name, name) == 0) {
            return &es_chart_kinds[i];
        }
    }
    return NULL;
}

enum es_status es_chart_solution(const struct es_chart_work *work,
                                 const struct es_solution **solution,
                                 struct es_error *err)
{
    const struct es_solution *found =
        es_solutions_find(work->solutions, work->task->series[0]);
    if (found->status != ES_OK) {
        return es_fail(err, found->status, "%s: %s", work->task->stem,
                       found->error.message);
    }
    *solution = found;
    return ES_OK;
}

enum es_status es_chart_solved(const struct es_chart_work *work,
                               const struct es_solution ***solved, size_t *n,
                               struct es_error *err)
{
    const struct es_solution **list;
    *n = 0;
    ES_NEW(work->arena, list, work->task->n, err);
    for (size_t i = 0; i < work->task->n; i++) {
        const struct es_solution *solution =
            es_solutions_find(work->solutions, work->task->series[i]);
        if (solution != NULL && solution->status == ES_OK) {
            list[(*n)++] = solution;
        }
    }
    *solved = list;
    return ES_OK;
}

/* Twelve digits of what the chart is made from. */
static enum es_status take_fingerprint(struct es_chart_work *work, struct es_error *err)
{
    const struct es_chart_task *task = work->task;
    const int as_of = work->solutions->as_of_day;
    struct es_chart_key key;
    const char **keys;
    char whole[2 * ES_HASH_TEXT], hash[ES_HASH_TEXT];
    ES_NEW(work->arena, keys, task->n, err);
    for (size_t i = 0; i < task->n; i++) {
        const struct es_solution *solution =
            es_solutions_find(work->solutions, task->series[i]);
        char one[ES_HASH_TEXT] = "";
        if (solution != NULL && solution->status == ES_OK) { /* a map needs none */
            ES_TRY(es_series_key(work->project, task->series[i], as_of,
                                 solution->problem.horizon_day, one, err));
        }
        ES_GIVEN(keys[i], es_arena_copy(work->arena, one), err);
    }
    ES_TRY(es_chart_key(work->project, task, keys, as_of, &key, err));
    (void)snprintf(whole, sizeof whole, "%s %s", key.numbers, key.texts);
    es_hash_bytes(whole, strlen(whole), hash);
    ES_GIVEN(work->style.fingerprint, es_arena_copy_n(work->arena, hash, 12), err);
    return ES_OK;
}

enum es_status es_project_draw(const struct es_project *project,
                               const struct es_solutions *solutions,
                               const struct es_chart_task *task, struct es_arena *arena,
                               struct es_error *err)
{
    static enum es_status (*const draw[])(const struct es_chart_work *,
                                          struct es_error *) = {
#define ES_CHART_KIND(id, name, scope, needs, summary) es_draw_##id,
#include "project/chart_kinds.def"
#undef ES_CHART_KIND
    };
    struct es_chart_work work = {.project = project,
                                 .solutions = solutions,
                                 .task = task,
                                 .style = {.language = task->language,
                                           .as_of_day = solutions->as_of_day,
                                           .directory = task->directory,
                                           .stem = task->stem,
                                           .width = task->width,
                                           .height = task->height,
                                           .bare = task->bare,
                                           .dark = task->dark,
                                           .colour = project->colour,
                                           .colours = project->colours},
                                 .arena = arena};
    ES_TRY(take_fingerprint(&work, err));
    return draw[task->kind - es_chart_kinds](&work, err);
}

/* The tasks of one chart section in one language: one for each series, or one for all. */
static enum es_status add_tasks(const struct es_project *project,
                                const struct es_chart_order *order,
                                const struct es_chart_task *common,
                                struct es_chart_task task[], size_t *n,
                                struct es_arena *arena, struct es_error *err)
{
    const struct es_series **series;
    char *stem;
    ES_NEW(arena, series, order->n, err);
    for (size_t i = 0; i < order->n; i++) {
        series[i] = es_project_series(project, order->series[i]);
    }
    const bool each = order->kind->scope == ES_CHART_EACH;
    for (size_t i = 0; i < (each ? order->n : 1); i++) {
        ES_TRY(es_chart_stem(order->kind->name, each ? series[i]->id : order->id, &stem,
                             arena, err));
        struct es_chart_task *added = &task[(*n)++];
        *added = *common;
        added->kind = order->kind;
        added->series = &series[i];
        added->n = each ? 1 : order->n;
        added->subject = order->subject;
        added->stem = stem;
    }
    return ES_OK;
}

enum es_status es_project_charts(const struct es_project *project, const char *out,
                                 struct es_chart_task **task, size_t *n,
                                 struct es_arena *arena, struct es_error *err)
{
    struct es_chart_task *made;
    size_t most = 0, count = 0;
    for (size_t i = 0; i < project->charts; i++) {
        most += project->chart[i].n;
    }
    ES_NEW(arena, made, most * project->languages, err);
    for (size_t l = 0; l < project->languages; l++) {
        struct es_chart_task common = {.language = project->language[l]};
        ES_GIVEN(common.directory,
                 es_arena_print(arena, "%s%s%s/charts", out, l > 0 ? "/" : "",
                                l > 0 ? es_language_code(common.language) : ""),
                 err);
        for (size_t i = 0; i < project->charts; i++) {
            ES_TRY(add_tasks(project, &project->chart[i], &common, made, &count, arena,
                             err));
        }
    }
    *task = made;
    *n = count;
    return ES_OK;
}

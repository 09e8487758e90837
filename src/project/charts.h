/* charts.h: what the kinds of charts draw, made of what a project was solved to. */
#ifndef ESSOR_PROJECT_CHARTS_H
#define ESSOR_PROJECT_CHARTS_H

#include "essor/chart.h"
#include "essor/project.h"

/* One chart to be drawn. */
struct es_chart_work {
    const struct es_project *project;
    const struct es_solutions *solutions;
    const struct es_chart_task *task;
    struct es_chart_style style;
    struct es_arena *arena;
};

/* Each kind's own function: makes its data of the work and writes the files. */
#define ES_CHART_KIND(id, name, scope, needs, summary)                                   \
    enum es_status es_draw_##id(const struct es_chart_work *work, struct es_error *err);
#include "project/chart_kinds.def"
#undef ES_CHART_KIND

/* The solution of the task's first series; the error with which it failed otherwise. */
enum es_status es_chart_solution(const struct es_chart_work *work,
                                 const struct es_solution **solution,
                                 struct es_error *err);

/* The solutions of the task's series that were solved, solved[task->n]. */
enum es_status es_chart_solved(const struct es_chart_work *work,
                               const struct es_solution ***solved, size_t *n,
                               struct es_error *err);

/* What every chart knows of a series. */
enum es_status es_chart_series_of(const struct es_project *project,
                                  const struct es_solution *solution,
                                  enum es_language language,
                                  struct es_chart_series *chart, struct es_arena *arena,
                                  struct es_error *err);

/* fan->point: the figures on the scale of the chart. */
enum es_status es_chart_points(const struct es_project *project,
                               const struct es_solution *solution, struct es_fan *fan,
                               struct es_arena *arena, struct es_error *err);

/* The fan of a solution: its series, points and curves. */
enum es_status es_chart_fan_of(const struct es_chart_work *work,
                               const struct es_solution *solution, struct es_fan *fan,
                               struct es_error *err);

/* The publishers of the figures that some solutions use, as one text. */
enum es_status es_chart_sources(const struct es_project *project,
                                const struct es_solution *const solution[], size_t n,
                                enum es_language language, const char **text,
                                struct es_arena *arena, struct es_error *err);

/* The publishers of figures. */
enum es_status es_chart_publishers(const struct es_figure *const figure[], size_t n,
                                   enum es_language language, const char **text,
                                   struct es_arena *arena, struct es_error *err);

#endif

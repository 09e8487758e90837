#include "project/report.h"

#include "essor/audit.h"
#include "essor/hash.h"
#include "essor/whatif.h"
#include "project/charts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum es_report_use use_of(enum es_use use)
{
    static const enum es_report_use uses[] = {
        [ES_USED] = ES_REPORT_USED,        [ES_UNKNOWN_YET] = ES_REPORT_LATER,
        [ES_SUPERSEDED] = ES_REPORT_NEWER, [ES_EXCLUDED] = ES_REPORT_EXCLUDED,
        [ES_NOT_TAKEN] = ES_REPORT_UNREAD, [ES_REPEATED] = ES_REPORT_REPEATED,
        [ES_ZERO] = ES_REPORT_UNREAD,
    };
    return uses[use];
}

static int by_window(const void *a, const void *b)
{
    const struct es_figure *x = ((const struct es_report_figure *)a)->figure,
                           *y = ((const struct es_report_figure *)b)->figure;
    return x->to_day != y->to_day ? (x->to_day < y->to_day ? -1 : 1)
                                  : (x->line > y->line) - (x->line < y->line);
}

static enum es_status list_figures(const struct es_project *project,
                                   const struct es_solution *solution,
                                   struct es_report_series *series,
                                   struct es_arena *arena, struct es_error *err)
{
    struct es_reading *reading;
    struct es_report_figure *figure;
    ES_TRY(es_project_readings(project, solution->series, solution->problem.as_of_day,
                               &reading, &series->figures, arena, err));
    ES_NEW(arena, figure, series->figures, err);
    for (size_t i = 0; i < series->figures; i++) {
        figure[i] =
            (struct es_report_figure){.figure = &project->figures.at[reading[i].figure],
                                      .use = use_of(reading[i].use),
                                      .reason = reading[i].reason};
    }
    qsort(figure, series->figures, sizeof *figure, by_window);
    series->figure = figure;
    return ES_OK;
}

static enum es_status list_series(const struct es_project *project,
                                  const struct es_solutions *solutions,
                                  struct es_report *report, struct es_arena *arena,
                                  struct es_error *err)
{
    struct es_report_series *series;
    ES_NEW(arena, series, solutions->n, err);
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        if (solution->status != ES_OK) {
            continue;
        }
        struct es_report_series *added = &series[report->n++];
        ES_TRY(es_chart_series_of(project, solution, report->language, &added->chart,
                                  arena, err));
        ES_TRY(list_figures(project, solution, added, arena, err));
    }
    if (report->n == 0) {
        return es_fail(err, ES_ERR_FIT,
                       "no series could be fitted, so there is nothing "
                       "to report");
    }
    report->series = series;
    return ES_OK;
}

/* The sentences of the findings of one standing. */
static enum es_status sentences(const struct es_audit *audit, enum es_standing standing,
                                const char *const **list, size_t *n,
                                struct es_arena *arena, struct es_error *err)
{
    const char **sentence;
    size_t count = 0;
    ES_NEW(arena, sentence, audit->n, err);
    for (size_t i = 0; i < audit->n; i++) {
        if (audit->finding[i].standing == standing) {
            sentence[count++] = audit->finding[i].sentence;
        }
    }
    *list = sentence;
    *n = count;
    return ES_OK;
}

static enum es_status take_audit(const struct es_project *project,
                                 struct es_report *report, struct es_arena *arena,
                                 struct es_error *err)
{
    const struct es_audit_options how = {.as_of_day = report->as_of_day};
    struct es_report_audit *taken = &report->audit;
    struct es_audit audit;
    ES_TRY(es_project_audit(project, NULL, 0, &how, &audit, arena, err));
    taken->excluded = audit.count[ES_LEFT_OUT];
    taken->known = audit.count[ES_NOTED];
    taken->read = audit.count[ES_READ_BY_FEED];
    taken->once = audit.count[ES_COUNTED_ONCE];
    ES_TRY(sentences(&audit, ES_OPEN, &taken->open_sentence, &taken->open, arena, err));
    return sentences(&audit, ES_AGREES, &taken->agreement, &taken->agreements, arena,
                     err);
}

static enum es_status list_inputs(const struct es_project *project,
                                  struct es_report *report, struct es_arena *arena,
                                  struct es_error *err)
{
    static const char *const files[] = {"essor.ini", "figures.csv", "targets.csv"};
    enum { FILES = 3 };
    struct es_report_input *input;
    ES_NEW(arena, input, FILES, err);
    for (size_t i = 0; i < FILES; i++) {
        char *path, hash[ES_HASH_TEXT];
        ES_GIVEN(path, es_arena_print(arena, "%s/%s", project->directory, files[i]), err);
        if (access(path, F_OK) == 0) {
            ES_TRY(es_hash_file(path, hash, err));
            ES_GIVEN(input[report->inputs].sha256, es_arena_copy(arena, hash), err);
            input[report->inputs++].name = files[i];
        }
    }
    report->input = input;
    return ES_OK;
}

/* How much faster the page's slider makes growth, and how many draws it has. */
#define FASTEST 2.0
enum { PAGE_DRAWS = 400 };

/* Solves the series of the report once more, as far as growth twice as fast needs. */
static enum es_status solve_far(const struct es_project *project,
                                const struct es_report *report, size_t jobs,
                                struct es_solutions *far, struct es_arena *arena,
                                struct es_error *err)
{
    const struct es_change faster = {.kind = ES_CHANGE_GROWTH,
                                     .from_day = ES_NO_DAY,
                                     .until_day = ES_NO_DAY,
                                     .amount = FASTEST};
    const struct es_scenario scenario = {.change = &faster, .n = 1};
    struct es_solve_options how = {.as_of_day = report->as_of_day, .jobs = jobs};
    const char **names;
    ES_TRY(es_whatif_options(project, &scenario, 1, report->horizon_day, &how, err));
    ES_NEW(arena, names, report->n, err);
    for (size_t i = 0; i < report->n; i++) {
        names[i] = report->series[i].chart.id;
    }
    return es_project_solve(project, names, report->n, &how, far, arena, err);
}

static enum es_status add_futures(const struct es_project *project,
                                  const struct es_solutions *far,
                                  struct es_report *report, struct es_arena *arena,
                                  struct es_error *err)
{
    for (size_t i = 0; i < report->n; i++) {
        struct es_report_series *series = &report->series[i];
        const struct es_solution *solution =
            es_solutions_find(far, es_project_series(project, series->chart.id));
        struct es_whatif whatif;
        if (solution == NULL || solution->status != ES_OK) {
            continue;
        }
        ES_TRY(
            es_whatif_open(project, solution, report->horizon_day, &whatif, arena, err));
        ES_TRY(es_whatif_thin(&whatif, PAGE_DRAWS, arena, err));
        series->futures = (struct es_report_futures){.outlook = whatif.base.outlook,
                                                     .ceiling = whatif.base.ceiling,
                                                     .limit = whatif.base.limit};
    }
    return ES_OK;
}

/* The page, with the draws that its what-if changes. */
static enum es_status write_page(const struct es_project *project,
                                 struct es_report *report, size_t jobs, char **text,
                                 struct es_arena *arena, struct es_error *err)
{
    struct es_solutions far = {.n = 0};
    enum es_status status = solve_far(project, report, jobs, &far, arena, err);
    if (status == ES_OK) {
        status = add_futures(project, &far, report, arena, err);
    }
    if (status == ES_OK) {
        status = es_report_html(report, text, arena, err);
    }
    es_solutions_close(&far);
    return status;
}

enum es_status es_project_report(const struct es_project *project,
                                 const struct es_solutions *solutions,
                                 enum es_report_format format, enum es_language language,
                                 size_t jobs, char **text, struct es_arena *arena,
                                 struct es_error *err)
{
    struct es_report report = {
        .name = project->name,
        .language = language,
        .as_of_day = solutions->as_of_day,
        .horizon_day = es_horizon_day(solutions->as_of_day, project->horizon_years),
        .fingerprint = project->fingerprint};
    ES_TRY(list_series(project, solutions, &report, arena, err));
    ES_TRY(list_inputs(project, &report, arena, err));
    ES_TRY(take_audit(project, &report, arena, err));
    ES_TRY(es_report_draw(project, solutions, jobs, &report, arena, err));
    switch (format) {
    case ES_REPORT_MARKDOWN:
        return es_report_markdown(&report, text, arena, err);
    case ES_REPORT_CSV:
        return es_report_csv(&report, text, arena, err);
    default:
        return write_page(project, &report, jobs, text, arena, err);
    }
}

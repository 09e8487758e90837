#include "project/report.h"

#include "essor/file.h"
#include "essor/parallel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What fits a page's width and a telephone's, in units of a chart. */
enum { WIDE = 1200, NARROW = 640, HEIGHT = 560, LONGEST_FILE = 16 << 20 };

static const char *const extensions[] = {"gp", "svg", "csv", "txt"};
enum { EXTENSIONS = 4, SVG = 1, CSV = 2, TXT = 3 };

/* One drawing; of each chart there are two in a row, the wide and the narrow one. */
struct drawing {
    struct es_chart_task task;
    const char *text[EXTENSIONS];
    enum es_status status;
    struct es_error error;
    struct es_arena *arena;
};

struct studio {
    const struct es_project *project;
    const struct es_solutions *solutions;
    const char *folder;
    struct drawing *drawing;
    size_t drawings;
};

static enum es_status path_of(const struct studio *studio, const struct drawing *drawing,
                              int extension, const char **path, struct es_arena *arena,
                              struct es_error *err)
{
    ES_GIVEN(*path,
             es_arena_print(arena, "%s/%s.%s", studio->folder, drawing->task.stem,
                            extensions[extension]),
             err);
    return ES_OK;
}

static enum es_status write_script(struct studio *studio, struct drawing *drawing)
{
    struct es_error *err = &drawing->error;
    ES_TRY(es_arena_open(&drawing->arena, err));
    return es_project_draw(studio->project, studio->solutions, &drawing->task,
                           drawing->arena, err);
}

static void write_one(void *context, size_t i)
{
    struct studio *studio = context;
    studio->drawing[i].status = write_script(studio, &studio->drawing[i]);
}

static enum es_status read_back(const struct studio *studio, struct drawing *drawing,
                                struct es_error *err)
{
    for (int i = SVG; i < EXTENSIONS; i++) {
        const char *path;
        char *text;
        size_t size;
        ES_TRY(path_of(studio, drawing, i, &path, drawing->arena, err));
        ES_TRY(es_file_read(path, LONGEST_FILE, &text, &size, drawing->arena, err));
        drawing->text[i] = text;
    }
    return ES_OK;
}

/* All scripts, then all pictures. */
static enum es_status draw_all(struct studio *studio, size_t jobs, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_picture_order *order;
    size_t n = 0;
    ES_NEW(arena, order, studio->drawings, err);
    es_parallel_for(studio->drawings, jobs, write_one, studio);
    for (size_t i = 0; i < studio->drawings; i++) {
        const struct drawing *drawing = &studio->drawing[i];
        if (drawing->status == ES_OK) {
            order[n++] = (struct es_picture_order){.directory = studio->folder,
                                                   .stem = drawing->task.stem,
                                                   .kind = ES_PICTURE_SVG};
        }
    }
    ES_TRY(es_gnuplot_render_all(order, n, jobs, arena, err));
    n = 0;
    for (size_t i = 0; i < studio->drawings; i++) {
        struct drawing *drawing = &studio->drawing[i];
        if (drawing->status == ES_OK) {
            drawing->status = order[n].status;
            drawing->error = order[n++].error;
        }
        if (drawing->status == ES_OK) {
            drawing->status = read_back(studio, drawing, &drawing->error);
        }
    }
    return ES_OK;
}

static void remove_files(const struct studio *studio, struct es_arena *arena)
{
    for (size_t i = 0; i < studio->drawings; i++) {
        for (int k = 0; k < EXTENSIONS; k++) {
            const char *path;
            if (path_of(studio, &studio->drawing[i], k, &path, arena, NULL) == ES_OK) {
                (void)unlink(path);
            }
        }
    }
    (void)rmdir(studio->folder);
}

/* Both sizes of a chart. */
static enum es_status add(struct studio *studio, const struct es_chart_task *task,
                          struct es_arena *arena, struct es_error *err)
{
    static const int widths[] = {WIDE, NARROW};
    for (size_t i = 0; i < 2; i++) {
        struct drawing *drawing = &studio->drawing[studio->drawings++];
        *drawing = (struct drawing){.task = *task};
        drawing->task.directory = studio->folder;
        drawing->task.bare = true;
        drawing->task.width = widths[i];
        drawing->task.height = HEIGHT;
        ES_GIVEN(drawing->task.stem,
                 es_arena_print(arena, "%s%s", task->stem, i > 0 ? "-narrow" : ""), err);
    }
    return ES_OK;
}

/* The order of the bulletin in the project file, or NULL. */
static const struct es_chart_order *ordered_bulletin(const struct es_project *project,
                                                     const struct es_chart_kind *kind)
{
    for (size_t i = 0; i < project->charts; i++) {
        if (project->chart[i].kind == kind) {
            return &project->chart[i];
        }
    }
    return NULL;
}

/* The bulletin that the project orders, or one of the first series that have a target. */
static enum es_status add_bulletin(struct studio *studio, enum es_language language,
                                   struct es_arena *arena, struct es_error *err)
{
    enum { MOST_ROWS = 8 };
    static const char *const no_subject[2] = {"", ""};
    struct es_chart_task task = {.kind = es_chart_kind_find("bulletin"),
                                 .language = language,
                                 .subject = no_subject,
                                 .stem = "bulletin"};
    const struct es_chart_order *order = ordered_bulletin(studio->project, task.kind);
    const struct es_series **series;
    const size_t most = order != NULL ? order->n : studio->solutions->n;
    ES_NEW(arena, series, most, err);
    for (size_t i = 0; i < most && task.n < MOST_ROWS; i++) {
        const struct es_series *asked =
            order != NULL ? es_project_series(studio->project, order->series[i])
                          : studio->solutions->at[i].series;
        const struct es_solution *solution = es_solutions_find(studio->solutions, asked);
        if (solution != NULL && solution->status == ES_OK && solution->targets > 0) {
            series[task.n++] = asked;
        }
    }
    task.series = series;
    task.subject = order != NULL ? order->subject : no_subject;
    return task.n > 0 ? add(studio, &task, arena, err) : ES_OK;
}

static enum es_status add_fans(struct studio *studio, enum es_language language,
                               struct es_arena *arena, struct es_error *err)
{
    for (size_t i = 0; i < studio->solutions->n; i++) {
        struct es_solution *solution = &studio->solutions->at[i];
        struct es_chart_task task = {.kind = es_chart_kind_find("fan"),
                                     .language = language,
                                     .series = &solution->series,
                                     .n = 1};
        char *stem;
        if (solution->status == ES_OK) {
            ES_TRY(es_chart_stem("fan", solution->series->id, &stem, arena, err));
            task.stem = stem;
            ES_TRY(add(studio, &task, arena, err));
        }
    }
    return ES_OK;
}

/* The page has fans of all series, and a what-if that moves. */
static bool has_another_form(const struct es_chart_kind *kind)
{
    static const char *const names[] = {"fan", "bulletin", "small", "whatif"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (kind == es_chart_kind_find(names[i])) {
            return true;
        }
    }
    return false;
}

static enum es_status plan(struct studio *studio, enum es_language language,
                           struct es_arena *arena, struct es_error *err)
{
    struct es_chart_task *ordered;
    size_t n;
    ES_TRY(es_project_charts(studio->project, studio->folder, &ordered, &n, arena, err));
    ES_NEW(arena, studio->drawing, 2 * (n + studio->solutions->n + 1), err);
    ES_TRY(add_bulletin(studio, language, arena, err));
    ES_TRY(add_fans(studio, language, arena, err));
    for (size_t i = 0; i < n; i++) {
        const struct es_chart_task *task = &ordered[i];
        if (task->language == language && !has_another_form(task->kind)) {
            ES_TRY(add(studio, task, arena, err));
        }
    }
    return ES_OK;
}

/* What was drawn, in order; the first chart that failed is the error. */
static enum es_status collect(const struct studio *studio, struct es_report *report,
                              struct es_arena *arena, struct es_error *err)
{
    struct es_report_chart *chart;
    ES_NEW(arena, chart, studio->drawings / 2, err);
    for (size_t i = 0; i < studio->drawings; i += 2) {
        const struct drawing *wide = &studio->drawing[i], *narrow = wide + 1;
        if (wide->status != ES_OK) {
            return es_fail(err, wide->status, "%s", wide->error.message);
        }
        chart[report->charts++] = (struct es_report_chart){
            .id = wide->task.stem,
            .series =
                wide->task.kind->scope == ES_CHART_EACH ? wide->task.series[0]->id : NULL,
            .svg = wide->text[SVG],
            .narrow = narrow->status == ES_OK ? narrow->text[SVG] : NULL,
            .words = wide->text[TXT],
            .table = wide->text[CSV]};
    }
    report->chart = chart;
    return ES_OK;
}

enum es_status es_report_draw(const struct es_project *project,
                              const struct es_solutions *solutions, size_t jobs,
                              struct es_report *report, struct es_arena *arena,
                              struct es_error *err)
{
    char folder[] = "/tmp/essor-report-XXXXXX";
    struct studio studio = {.project = project, .solutions = solutions, .folder = folder};
    if (mkdtemp(folder) == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot make a folder in /tmp: %s",
                       strerror(errno));
    }
    enum es_status status = plan(&studio, report->language, arena, err);
    if (status == ES_OK) {
        status = draw_all(&studio, jobs, arena, err);
    }
    if (status == ES_OK) {
        status = collect(&studio, report, arena, err);
    }
    remove_files(&studio, arena);
    for (size_t i = 0; i < studio.drawings; i++) {
        es_arena_join(arena, studio.drawing[i].arena);
    }
    return status;
}

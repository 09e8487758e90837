#include "cli/options.h"

#include "essor/chart.h"

#include <jansson.h>
#include <string.h>

/* Where the build would put it, unless --out says otherwise. */
static enum es_status choose_folder(struct session *session,
                                    const struct es_project *project,
                                    enum es_language language, const char **folder)
{
    const char *out;
    char *charts;
    if (session->options.out != NULL) {
        *folder = session->options.out;
        return cli_make_folder(session, *folder);
    }
    ES_TRY(cli_out_folder(session, project, language, &out));
    ES_GIVEN(charts, es_arena_print(session->arena, "%s/charts", out), session->error);
    *folder = charts;
    return cli_make_folder(session, charts);
}

/* The series named after the kind; all that were fitted if there are none. */
static enum es_status choose_series(struct session *session,
                                    const struct es_project *project,
                                    const struct es_series ***series, size_t *n)
{
    const struct options *options = &session->options;
    const size_t named = options->arguments - 1;
    const struct es_series **chosen;
    *n = named > 0 ? named : project->series_count;
    ES_NEW(session->arena, chosen, *n, session->error);
    for (size_t i = 0; i < *n; i++) {
        chosen[i] = &project->series[i];
        if (named > 0) {
            ES_TRY(
                cli_find_series(session, project, options->argument[i + 1], &chosen[i]));
        }
    }
    *series = chosen;
    return ES_OK;
}

/* A chart of the project's own series together is the one that its file orders, if it
 * orders one. */
static const struct es_chart_order *ordered(const struct session *session,
                                            const struct es_project *project,
                                            const struct es_chart_kind *kind)
{
    for (size_t i = 0; session->options.arguments == 1 && i < project->charts; i++) {
        if (project->chart[i].kind == kind) {
            return &project->chart[i];
        }
    }
    return NULL;
}

static enum es_status plan_together(struct session *session,
                                    const struct es_project *project,
                                    const struct es_series **series, size_t n,
                                    struct es_chart_task *task)
{
    static const char *const no_subject[2] = {"séries", "series"};
    const struct es_chart_order *order = ordered(session, project, task->kind);
    char *stem;
    if (order != NULL) {
        n = order->n;
        ES_NEW(session->arena, series, n, session->error);
        for (size_t i = 0; i < n; i++) {
            series[i] = es_project_series(project, order->series[i]);
        }
    }
    ES_TRY(es_chart_stem(task->kind->name, order != NULL ? order->id : "series", &stem,
                         session->arena, session->error));
    task->series = series;
    task->n = n;
    task->subject = order != NULL ? order->subject : no_subject;
    task->stem = stem;
    return ES_OK;
}

/* The pictures that --format lists; PNG without it. */
static enum es_status choose_pictures(const struct session *session,
                                      struct es_chart_task *task)
{
    const char *list = session->options.format;
    task->pictures = ES_PICTURE_BIT(ES_PICTURE_PNG);
    return list == NULL || es_pictures_read(list, &task->pictures)
               ? ES_OK
               : es_fail(session->error, ES_ERR_ARGUMENT,
                         "--format cannot be \"%s\"; it takes png, svg and pdf with "
                         "commas between",
                         list);
}

/* "1200x900", or a shape by its name. */
static enum es_status choose_size(const struct session *session,
                                  struct es_chart_task *task)
{
    static const struct {
        const char *name;
        int width, height;
    } shapes[] = {{"16:9", 1600, 900}, {"4:3", 1200, 900}, {"square", 1080, 1080}};
    const char *size = session->options.size;
    char end;
    for (size_t i = 0; size != NULL && i < sizeof shapes / sizeof *shapes; i++) {
        if (strcmp(size, shapes[i].name) == 0) {
            task->width = shapes[i].width;
            task->height = shapes[i].height;
            return ES_OK;
        }
    }
    if (size == NULL ||
        (sscanf(size, "%5dx%5d%c", &task->width, &task->height, &end) == 2 &&
         task->width >= 300 && task->width <= 8000 && task->height >= 300 &&
         task->height <= 8000)) {
        return ES_OK;
    }
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "--size cannot be \"%s\"; it takes 16:9, 4:3, square, or pixels like "
                   "1600x900, each from 300 to 8000",
                   size);
}

static enum es_status tell(struct session *session, const struct es_chart_task *task,
                           const char *extension, json_t *files)
{
    char *path;
    ES_GIVEN(path,
             es_arena_print(session->arena, "%s/%s.%s", task->directory, task->stem,
                            extension),
             session->error);
    if (!session->options.json) {
        (void)fprintf(session->out, "%s\n", path);
    }
    (void)json_array_append_new(files, json_string(path));
    return ES_OK;
}

/* Draws the charts; those that cannot be drawn are named, and the others done. */
static enum es_status draw(struct session *session, const struct es_project *project,
                           const struct es_solutions *solutions,
                           const struct es_chart_task task[], size_t n, json_t *files)
{
    struct es_chart_drawn *drawn;
    enum es_status worst = ES_OK;
    ES_NEW(session->arena, drawn, n, session->error);
    for (size_t i = 0; i < n; i++) {
        drawn[i].task = &task[i];
        drawn[i].status = es_project_draw(project, solutions, &task[i], session->arena,
                                          &drawn[i].error);
    }
    ES_TRY(es_project_paint(drawn, n, session->options.jobs, session->arena,
                            session->error));
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < ES_PICTURES && drawn[i].status == ES_OK; k++) {
            if ((task[i].pictures & ES_PICTURE_BIT(k)) != 0) {
                ES_TRY(tell(session, &task[i], es_picture_names[k], files));
            }
        }
        if (drawn[i].status != ES_OK) {
            if (worst != ES_OK) {
                cli_say(session, "%s", session->error->message);
            }
            worst =
                es_fail(session->error, drawn[i].status, "%s", drawn[i].error.message);
        }
    }
    return worst;
}

static enum es_status draw_all(struct session *session, const struct es_project *project,
                               const struct es_solutions *solutions,
                               const struct es_chart_kind *kind, json_t *files)
{
    const struct es_series **series = NULL;
    size_t n = 0;
    struct es_chart_task *each,
        task = {.kind = kind,
                .language = cli_language(session, project),
                .dark = session->options.theme != NULL &&
                        strcmp(session->options.theme, "dark") == 0};
    ES_TRY(choose_size(session, &task));
    ES_TRY(choose_pictures(session, &task));
    ES_TRY(choose_series(session, project, &series, &n));
    ES_TRY(choose_folder(session, project, task.language, &task.directory));
    if (kind->scope == ES_CHART_TOGETHER) {
        ES_TRY(plan_together(session, project, series, n, &task));
        return draw(session, project, solutions, &task, 1, files);
    }
    ES_NEW(session->arena, each, n, session->error);
    for (size_t i = 0; i < n; i++) {
        char *stem;
        ES_TRY(es_chart_stem(kind->name, series[i]->id, &stem, session->arena,
                             session->error));
        each[i] = task;
        each[i].stem = stem;
        each[i].series = &series[i];
        each[i].n = 1;
    }
    return draw(session, project, solutions, each, n, files);
}

/* The fits that the kind needs; a chart of figures alone has only its day. */
static enum es_status solve(struct session *session, const struct es_project *project,
                            const struct es_chart_kind *kind,
                            struct es_solutions *solutions)
{
    const struct options *options = &session->options;
    if (kind->needs == ES_CHART_FITS) {
        const struct cli_question question = {
            &options->argument[1], options->arguments - 1, ES_NO_DAY, .verdict = true};
        return cli_solve(session, project, &question, solutions);
    }
    *solutions = (struct es_solutions){.as_of_day = options->as_of_day == ES_NO_DAY
                                                        ? project->as_of_day
                                                        : options->as_of_day};
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    struct options *options = &session->options;
    const struct es_chart_kind *kind = es_chart_kind_find(options->argument[0]);
    struct es_project project;
    struct es_solutions solutions;
    if (kind == NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "no chart is called \"%s\"; essor plot --help lists them",
                       options->argument[0]);
    }
    ES_TRY(cli_open_project(session, &project));
    enum es_status status = solve(session, &project, kind, &solutions);
    json_t *files = json_array();
    if (status == ES_OK) {
        status = draw_all(session, &project, &solutions, kind, files);
    }
    es_solutions_close(&solutions);
    if (status == ES_OK && options->json) {
        return cli_write_json(session, json_pack("{so}", "charts", files));
    }
    json_decref(files);
    return status;
}

static const char *const themes[] = {"light", "dark", NULL};
static const char *const languages[] = {"fr", "en", NULL};
static const struct option options[] = {
    {"lang", OPTION_CHOICE, "LANG", "language of the chart: fr or en",
     offsetof(struct options, language), languages},
    {"format", OPTION_TEXT, "LIST", "pictures, with commas: png (default), svg, pdf",
     offsetof(struct options, format), NULL},
    {"size", OPTION_TEXT, "WxH", "pixels, or 16:9 (default, 1600x900), 4:3, square",
     offsetof(struct options, size), NULL},
    {"theme", OPTION_CHOICE, "THEME", "light (default) or dark",
     offsetof(struct options, theme), themes},
    {"out", OPTION_TEXT, "DIR", "folder of the files (default: that of the build)",
     offsetof(struct options, out), NULL},
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
};
static const char *const examples[] = {
    "essor plot fan ville", "essor plot bulletin --lang en --out charts",
    "essor plot delay ville --size square --theme dark --format png,svg,pdf", NULL};

const struct command cli_plot = {
    .name = "plot",
    .arguments = "KIND [SERIES...]",
    .summary = "Draw a chart as gnuplot script, PNG, numbers and text",
    .details = es_chart_kind_help,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1000,
    .run = run,
};

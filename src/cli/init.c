#include "cli/options.h"

#include "essor/file.h"
#include "essor/intake.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_FILE = 8 << 20, LONGEST_PATH = 4096 };

static const char *const project_files[] = {"essor.ini", "figures.csv", "targets.csv"};

static const char new_settings[] =
    "# A project of essor. What every key means: essor init --help.\n"
    "[project]\n"
    "name = New project\n"
    "language = en\n"
    "\n"
    "# [series documents]\n"
    "# label_en = Documents\n"
    "# unit_en = documents\n"
    "# nature = flow\n"
    "# feed = documents_sent\n"
    "# exclude = FIGURE_ID: reason\n"
    "\n"
    "# [chart documents]\n"
    "# kind = fan\n"
    "# series = documents\n";
static const char new_targets[] =
    "id,series,level,per,deadline,source_title,source_url,note\n";

/* The folder of an example: beside the installed program, else in the source tree. */
static enum es_status find_example(struct session *session, const char *name,
                                   char **folder)
{
    char self[LONGEST_PATH];
    const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = NULL;
    if (length > 0) {
        self[length] = '\0';
        slash = strrchr(self, '/');
    }
    if (slash != NULL) {
        *slash = '\0';
        ES_GIVEN(
            *folder,
            es_arena_print(session->arena, "%s/../share/essor/examples/%s", self, name),
            session->error);
        if (access(*folder, R_OK) == 0) {
            return ES_OK;
        }
    }
    ES_GIVEN(*folder, es_arena_print(session->arena, "%s/%s", ESSOR_EXAMPLES_DIR, name),
             session->error);
    if (access(*folder, R_OK) == 0) {
        return ES_OK;
    }
    return es_fail(session->error, ES_ERR_IO,
                   "the example \"%s\" is not installed: no %s", name, *folder);
}

/* Nothing that is there already is touched. */
static enum es_status check_free(struct session *session, const char *directory)
{
    for (size_t i = 0; i < sizeof project_files / sizeof project_files[0]; i++) {
        char *path;
        ES_GIVEN(path,
                 es_arena_print(session->arena, "%s/%s", directory, project_files[i]),
                 session->error);
        if (access(path, F_OK) == 0) {
            return es_fail(session->error, ES_ERR_ARGUMENT,
                           "%s is there already; name a new folder", path);
        }
    }
    if (mkdir(directory, 0777) != 0 && errno != EEXIST) {
        return es_fail(session->error, ES_ERR_IO, "cannot make %s: %s", directory,
                       strerror(errno));
    }
    return ES_OK;
}

static enum es_status copy_example(struct session *session, const char *example,
                                   const char *directory)
{
    for (size_t i = 0; i < sizeof project_files / sizeof project_files[0]; i++) {
        char *from, *to, *text;
        size_t size;
        ES_GIVEN(from, es_arena_print(session->arena, "%s/%s", example, project_files[i]),
                 session->error);
        ES_GIVEN(to, es_arena_print(session->arena, "%s/%s", directory, project_files[i]),
                 session->error);
        ES_TRY(es_file_read(from, LONGEST_FILE, &text, &size, session->arena,
                            session->error));
        ES_TRY(es_file_write(to, text, size, session->error));
    }
    return ES_OK;
}

static enum es_status write_new(struct session *session, const char *directory)
{
    char *settings, *figures, *targets;
    struct es_error *err = session->error;
    ES_GIVEN(settings, es_arena_print(session->arena, "%s/essor.ini", directory), err);
    ES_GIVEN(figures, es_arena_print(session->arena, "%s/figures.csv", directory), err);
    ES_GIVEN(targets, es_arena_print(session->arena, "%s/targets.csv", directory), err);
    const struct es_figures none = {.at = NULL};
    ES_TRY(es_file_write(settings, new_settings, strlen(new_settings), err));
    ES_TRY(es_figures_write(figures, &none, err));
    return es_file_write(targets, new_targets, strlen(new_targets), err);
}

static enum es_status run(struct session *session)
{
    const struct options *options = &session->options;
    const char *directory =
        options->arguments > 0 ? options->argument[0] : options->project;
    char *example = NULL;
    if (options->example != NULL) {
        ES_TRY(find_example(session, options->example, &example));
    }
    ES_TRY(check_free(session, directory));
    ES_TRY(example != NULL ? copy_example(session, example, directory)
                           : write_new(session, directory));
    cli_say(session, "%s is a project now; next: essor --project %s %s", directory,
            directory, example != NULL ? "build" : "import FILE");
    return ES_OK;
}

static const char *const shipped[] = {"segur", NULL};
static const struct option options[] = {
    {"example", OPTION_CHOICE, "NAME", "begin with a complete example: segur",
     offsetof(struct options, example), shipped},
};
static const char *const examples[] = {"essor init mine --example segur",
                                       "essor init mine", NULL};

const struct command cli_init = {
    .name = "init",
    .arguments = "[DIR]",
    .summary = "Start a project: a folder with essor.ini, figures.csv and targets.csv",
    .details =
        "\nessor.ini holds sections of key = value lines; # begins a remark.\n"
        "[project]      name, language (fr, en or both), as_of, horizon_years, seed\n"
        "[series NAME]  nature (flow or stock), feed = SERIES [as KIND] [x FACTOR]\n"
        "               [from DATE] [to DATE], exclude = FIGURE_ID: reason, whole,\n"
        "               rest (the part that makes all parts add up to this whole),\n"
        "               launch, target, limit, ceiling, ceiling_sure, midpoint,\n"
        "               midpoint_sd, duration, duration_sd, and in each language\n"
        "               label_fr, sublabel_fr, subject_fr, unit_fr, label_en, ...\n"
        "[chart NAME]   kind (fan or bulletin), series, subject_fr, subject_en\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 1,
    .run = run,
};

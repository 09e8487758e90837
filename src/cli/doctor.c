#include "cli/options.h"
#include "cli/table.h"

#include "essor/chart.h"
#include "essor/store.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* What was looked at: one line each. */
struct finding {
    const char *what;
    const char *state;
    bool good;
};

/* A setting and where it comes from. */
struct source {
    const char *name, *value, *from;
};

enum { MOST_FINDINGS = 16, MOST_SOURCES = 16 };

struct checkup {
    struct session *session;
    struct finding finding[MOST_FINDINGS];
    size_t findings;
    struct source source[MOST_SOURCES];
    size_t sources;
    bool bad;
};

__attribute__((format(printf, 4, 5))) static enum es_status
note(struct checkup *checkup, const char *what, bool good, const char *format, ...)
{
    char text[480];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct finding *finding = &checkup->finding[checkup->findings++];
    finding->what = what;
    finding->good = good;
    checkup->bad = checkup->bad || !good;
    ES_GIVEN(finding->state, es_arena_copy(checkup->session->arena, text),
             checkup->session->error);
    return ES_OK;
}

static enum es_status look_at_tools(struct checkup *checkup)
{
    struct es_drawing_tools tools;
    struct session *session = checkup->session;
    ES_TRY(note(checkup, "essor", true, ESSOR_VERSION));
    ES_TRY(es_drawing_tools_find(&tools, session->arena, session->error));
    ES_TRY(tools.gnuplot != NULL
               ? note(checkup, "gnuplot", true, "%s, %s", tools.version, tools.gnuplot)
               : note(checkup, "gnuplot", false,
                      "not installed: install the package gnuplot-nox"));
    for (int i = 0; i < 3; i++) {
        ES_TRY(tools.font[i].path != NULL
                   ? note(checkup, tools.font[i].name, true, "%s", tools.font[i].path)
                   : note(checkup, tools.font[i].name, false,
                          "not installed: install the package %s",
                          tools.font[i].package));
    }
    return ES_OK;
}

static enum es_status look_at_store(struct checkup *checkup, const char *directory)
{
    struct session *session = checkup->session;
    struct es_store *store;
    struct es_error error = {.message = ""};
    long long runs = 0;
    char *path;
    ES_GIVEN(path, es_arena_print(session->arena, "%s/essor.db", directory),
             session->error);
    if (access(path, F_OK) != 0) {
        return note(checkup, "store", true, "%s is made by the first build", path);
    }
    enum es_status status = es_store_open(path, &store, &error);
    if (status == ES_OK) {
        status = es_store_check(store, &error);
        if (status == ES_OK) {
            status = es_store_count(store, "run", &runs, &error);
        }
        es_store_close(store);
    }
    return status == ES_OK ? note(checkup, "store", true, "%s, %lld run%s", path, runs,
                                  runs == 1 ? "" : "s")
                           : note(checkup, "store", false, "%s", error.message);
}

static enum es_status add_source(struct checkup *checkup, const char *name,
                                 const char *value, const char *from)
{
    checkup->source[checkup->sources++] =
        (struct source){.name = name, .value = value, .from = from};
    return ES_OK;
}

/* What the project's file says of itself, and what it leaves to essor. */
static enum es_status look_at_file(struct checkup *checkup,
                                   const struct es_project *project)
{
    static const char *const keys[] = {"language", "horizon_years", "seed"};
    static const char *const defaults[] = {"fr", "10", "1"};
    struct session *session = checkup->session;
    const char *said[3] = {NULL};
    struct es_faults faults;
    char *path;
    ES_GIVEN(path, es_arena_print(session->arena, "%s/essor.ini", project->directory),
             session->error);
    ES_TRY(es_settings_said(path, "project", keys, 3, true, said, &faults, session->arena,
                            session->error));
    for (int i = 0; i < 3; i++) {
        ES_TRY(add_source(checkup, keys[i], said[i] != NULL ? said[i] : defaults[i],
                          said[i] != NULL ? path : "default"));
    }
    return ES_OK;
}

static enum es_status look_at_project(struct checkup *checkup)
{
    struct session *session = checkup->session;
    struct es_project project;
    const char *directory = session->options.project;
    const bool named = session->origin[0].from != NULL;
    char *path;
    ES_GIVEN(path, es_arena_print(session->arena, "%s/essor.ini", directory),
             session->error);
    if (!named && access(path, F_OK) != 0) {
        return note(checkup, "project", true, "none in this folder");
    }
    if (cli_open_project(session, &project) != ES_OK) {
        return note(checkup, "project", false, "%s", session->error->message);
    }
    ES_TRY(note(checkup, "project", true,
                "%s (series: %zu, figures: %zu, targets: %zu, charts: %zu)", path,
                project.series_count, project.figures.n, project.targets.n,
                project.charts));
    ES_TRY(look_at_store(checkup, directory));
    return look_at_file(checkup, &project);
}

static enum es_status look_at_settings(struct checkup *checkup)
{
    static const char *const defaults[CLI_SETTINGS] = {
        ".", "auto", "one per processor", "the newest figure", "the project's first"};
    for (size_t i = 0; i < CLI_SETTINGS; i++) {
        const struct origin *origin = &checkup->session->origin[i];
        const bool given = origin->from != NULL;
        ES_TRY(add_source(checkup, cli_settings[i].option,
                          given ? origin->value : defaults[i],
                          given ? origin->from : "default"));
    }
    return ES_OK;
}

static enum es_status write_json(const struct checkup *checkup)
{
    json_t *found = json_array(), *settings = json_array();
    for (size_t i = 0; i < checkup->findings; i++) {
        const struct finding *finding = &checkup->finding[i];
        (void)json_array_append_new(found, json_pack("{ss ss sb}", "what", finding->what,
                                                     "state", finding->state, "good",
                                                     (int)finding->good));
    }
    for (size_t i = 0; i < checkup->sources; i++) {
        const struct source *source = &checkup->source[i];
        (void)json_array_append_new(
            settings, json_pack("{ss ss ss}", "setting", source->name, "value",
                                source->value, "from", source->from));
    }
    return cli_write_json(checkup->session,
                          json_pack("{so so}", "found", found, "settings", settings));
}

static enum es_status print(const struct checkup *checkup)
{
    FILE *out = checkup->session->out;
    for (size_t i = 0; i < checkup->findings; i++) {
        const struct finding *finding = &checkup->finding[i];
        (void)fprintf(out, "%s %-15s %s\n", finding->good ? " " : "!", finding->what,
                      finding->state);
    }
    (void)fputs("\n", out);
    static const struct column columns[] = {{"setting", "setting", false},
                                            {"value", "value", false},
                                            {"from", "from", false}};
    struct table *table = table_open(checkup->session, columns, 3);
    for (size_t i = 0; i < checkup->sources; i++) {
        table_text(table, checkup->source[i].name);
        table_text(table, checkup->source[i].value);
        table_text(table, checkup->source[i].from);
    }
    return table_print(table);
}

static enum es_status run(struct session *session)
{
    struct checkup checkup = {.session = session};
    ES_TRY(look_at_tools(&checkup));
    ES_TRY(look_at_settings(&checkup));
    ES_TRY(look_at_project(&checkup));
    session->error->message[0] = '\0'; /* it stands among the findings */
    ES_TRY(session->options.json ? write_json(&checkup) : print(&checkup));
    return checkup.bad ? ES_FINDING : ES_OK;
}

static const char *const languages[] = {"fr", "en", NULL};
static const struct option options[] = {
    OPTION_AS_OF,
    OPTION_JOBS,
    {"lang", OPTION_CHOICE, "LANG", "language of charts: fr or en",
     offsetof(struct options, language), languages},
    OPTION_JSON,
};
static const char *const examples[] = {"essor doctor",
                                       "essor doctor --project examples/segur", NULL};

const struct command cli_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary =
        "What essor finds here: versions, fonts, project, and where settings come from",
    .details =
        "\nA setting is taken from the option, else from ESSOR_PROJECT, ESSOR_COLOR,\n"
        "ESSOR_JOBS, ESSOR_AS_OF or ESSOR_LANG, else from the project's file, else, for\n"
        "project, color and jobs, from [essor] of $XDG_CONFIG_HOME/essor/config.ini.\n"
        "Nothing that changes a result is taken from there. The exit status is 1 where\n"
        "something is missing or damaged.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 0,
    .most = 0,
    .run = run,
};

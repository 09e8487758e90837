#include "cli/cli.h"

#include "essor/json.h"
#include "essor/suggest.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum es_status cli_write(struct session *session, const char *text)
{
    (void)fputs(text, session->out);
    return ES_OK; /* main looks at the stream once, at the end */
}

void cli_say(struct session *session, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vfprintf(session->err, format, args);
    va_end(args);
    (void)fputc('\n', session->err);
}

void cli_print_wrapped(FILE *out, const char *begin, const char *text)
{
    enum { WIDTH = 96 };
    (void)fputs(begin, out);
    for (size_t at = strlen(begin); *text != '\0';) {
        const size_t word = strcspn(text, " ");
        const bool breaks = at > 0 && at + 1 + word > WIDTH;
        (void)fprintf(out, "%s%.*s", breaks ? "\n" : at == 0 ? "" : " ", (int)word, text);
        at = breaks || at == 0 ? word : at + 1 + word;
        text += word;
        text += strspn(text, " ");
    }
    (void)fputs("\n", out);
}

enum es_status cli_write_json(struct session *session, json_t *value)
{
    char *text;
    json_t *whole = json_pack("{si}", "schema", 1);
    if (whole == NULL || value == NULL || json_object_update(whole, value) != 0) {
        json_decref(value);
        json_decref(whole);
        return es_no_memory(session->error);
    }
    json_decref(value);
    ES_TRY(es_json_write(whole, &text, session->arena, session->error));
    return cli_write(session, text);
}

bool cli_use_color(const struct session *session)
{
    const char *wanted = session->options.color;
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (strcmp(wanted, "auto") != 0) {
        return strcmp(wanted, "always") == 0;
    }
    return isatty(fileno(session->err)) == 1 && (refused == NULL || *refused == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* The word "error" and its code in red, if words have colours. */
static void print_fault(const struct session *session, const char *text)
{
    static const char mark[] = ": error E";
    const char *code = session->color ? strstr(text, mark) : NULL;
    if (code == NULL) {
        (void)fputs(text, session->err);
        return;
    }
    code += 2;
    const size_t length = strcspn(code, ":");
    (void)fprintf(session->err, "%.*s\x1b[1;31m%.*s\x1b[0m%s", (int)(code - text), text,
                  (int)length, code, code + length);
}

enum es_status cli_print_faults(struct session *session, const struct es_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        char *text;
        ES_TRY(es_fault_print(&faults->at[i], &text, session->arena, session->error));
        print_fault(session, text);
    }
    if (faults->unlisted > 0) {
        cli_say(session, "%zu more faults are not listed", faults->unlisted);
    }
    return ES_OK;
}

enum es_status cli_open_project(struct session *session, struct es_project *project)
{
    struct es_faults faults = {.at = NULL};
    const enum es_status status = es_project_open(
        session->options.project, project, &faults, session->arena, session->error);
    if (status == ES_OK || faults.n == 0) {
        return status;
    }
    ES_TRY(cli_print_faults(session, &faults));
    const size_t n = faults.n + faults.unlisted;
    /* Faulty rows are an invalid input here, not a finding. */
    return es_fail(session->error, status == ES_FINDING ? ES_ERR_DATA : status,
                   "%zu fault%s in the project", n, n == 1 ? "" : "s");
}

enum es_status cli_find_series(struct session *session, const struct es_project *project,
                               const char *name, const struct es_series **series)
{
    const struct es_series *found = es_project_series(project, name);
    if (found != NULL) {
        *series = found;
        return ES_OK;
    }
    const char **ids;
    ES_NEW(session->arena, ids, project->series_count, session->error);
    for (size_t i = 0; i < project->series_count; i++) {
        ids[i] = project->series[i].id;
    }
    const char *near = es_suggest(name, ids, project->series_count);
    if (near != NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "the project has no series \"%s\"; did you mean \"%s\"?", name,
                       near);
    }
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "the project has no series \"%s\"; essor series lists them", name);
}

static void report_failures(struct session *session, const struct es_solutions *solutions)
{
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        if (solution->status != ES_OK) {
            cli_say(session, "essor: %s", solution->error.message);
        }
        if (solution->aside != NULL) {
            cli_say(session, "essor: %s", solution->aside);
        }
    }
}

/* The later of the day and the project's horizon; ES_NO_DAY where that is the horizon. */
static int beyond_horizon(const struct session *session, const struct es_project *project,
                          int day)
{
    const int as_of = session->options.as_of_day != ES_NO_DAY ? session->options.as_of_day
                                                              : project->as_of_day;
    const bool beyond = day != ES_NO_DAY && as_of != ES_NO_DAY &&
                        day > es_horizon_day(as_of, project->horizon_years);
    return beyond ? day : ES_NO_DAY;
}

enum es_status cli_solve(struct session *session, const struct es_project *project,
                         const struct cli_question *question,
                         struct es_solutions *solutions)
{
    const struct options *options = &session->options;
    const struct es_series *unused;
    *solutions = (struct es_solutions){.n = 0};
    for (size_t i = 0; i < question->n; i++) {
        ES_TRY(cli_find_series(session, project, question->name[i], &unused));
    }
    const struct es_solve_options how = {
        .as_of_day = options->as_of_day,
        .horizon_day = beyond_horizon(session, project, question->horizon_day),
        .jobs = options->jobs,
        .verdict = question->verdict};
    ES_TRY(es_project_solve(project, question->n > 0 ? question->name : NULL, question->n,
                            &how, solutions, session->arena, session->error));
    report_failures(session, solutions);
    return ES_OK;
}

enum es_status cli_solve_one(struct session *session, const struct es_project *project,
                             int horizon_day, struct es_solutions *solutions,
                             const struct es_solution **solution)
{
    const struct es_series *series = NULL;
    *solutions = (struct es_solutions){.n = 0};
    ES_TRY(cli_find_series(session, project, session->options.argument[0], &series));
    const struct cli_question question = {session->options.argument, 1, horizon_day,
                                          .verdict = true};
    ES_TRY(cli_solve(session, project, &question, solutions));
    const struct es_solution *found = es_solutions_find(solutions, series);
    if (found->status != ES_OK) {
        return es_fail(session->error, found->status, "%s", found->error.message);
    }
    *solution = found;
    return ES_OK;
}

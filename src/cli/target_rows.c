#include "cli/target_rows.h"

#include "cli/options.h"

#include <math.h>
#include <string.h>

/* Series that are solved at once where all are asked for, so that however many there are,
 * only their draws are in memory. */
enum { AT_ONCE = 64 };

/* Whether the options state a target of their own. */
static bool states_target(const struct options *options)
{
    return !isnan(options->level) || options->per != NULL || options->measure != NULL ||
           options->by_day != ES_NO_DAY;
}

/* The target of the options; what they leave open comes from the series' main one. */
static enum es_status make_target(struct session *session,
                                  const struct es_solution *solution,
                                  struct es_target *target)
{
    const struct options *options = &session->options;
    if (solution->targets == 0 && isnan(options->level)) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "%s has no target in targets.csv; give one with --level",
                       solution->series->id);
    }
    *target = solution->targets > 0 ? solution->target[0]
                                    : (struct es_target){.id = "",
                                                         .series = solution->series->id,
                                                         .per = ES_EACH_YEAR,
                                                         .deadline_day = ES_NO_DAY};
    if (solution->targets == 0 && solution->series->nature == ES_STOCK_SERIES) {
        target->per = ES_PER_NONE;
    }
    target->id = isnan(options->level) ? target->id : "";
    target->level = isnan(options->level) ? target->level : options->level;
    target->deadline_day =
        options->by_day == ES_NO_DAY ? target->deadline_day : options->by_day;
    if (options->per != NULL) {
        (void)es_per_parse(options->per, &target->per); /* checked as a choice */
    }
    if (options->measure != NULL) {
        (void)es_measured_parse(options->measure, &target->measured);
    }
    const bool stock = solution->series->nature == ES_STOCK_SERIES;
    if (stock != (target->per == ES_PER_NONE)) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--per cannot be \"%s\" for %s, which is a %s; it takes %s",
                       es_per_name(target->per), solution->series->id,
                       stock ? "stock" : "flow", stock ? "none" : "year or month");
    }
    if (stock && options->measure != NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--measure says how documents per time are counted; %s is a stock",
                       solution->series->id);
    }
    return ES_OK;
}

static enum es_status add_stated(struct session *session,
                                 const struct es_solution *solution,
                                 struct target_rows *rows)
{
    struct es_target *target;
    struct es_target_answer *answer;
    ES_NEW(session->arena, target, 1, session->error);
    ES_NEW(session->arena, answer, 1, session->error);
    ES_TRY(make_target(session, solution, target));
    ES_TRY(es_target_ask(&solution->fit.outlook, target, solution->series->limit, answer,
                         session->arena, session->error));
    rows->at[rows->n++] = (struct target_row){solution->series, target, answer};
    return ES_OK;
}

/* Copies, since the solution does not last. */
static enum es_status add_known(struct session *session,
                                const struct es_solution *solution,
                                struct target_rows *rows)
{
    const char *wanted = session->options.target;
    struct es_target *target;
    struct es_target_answer *answer;
    ES_NEW(session->arena, target, solution->targets, session->error);
    ES_NEW(session->arena, answer, solution->targets, session->error);
    for (size_t i = 0; i < solution->targets; i++) {
        if (wanted == NULL || strcmp(solution->target[i].id, wanted) == 0) {
            target[i] = solution->target[i];
            answer[i] = solution->answer[i];
            rows->at[rows->n++] =
                (struct target_row){solution->series, &target[i], &answer[i]};
        }
    }
    return ES_OK;
}

/* Some of the project's series, or those of the command line. */
struct asked {
    const struct es_project *project;
    const char *const *name;
    size_t n;
};

/* Whether the series was asked for, and is not only the whole of one that was. */
static bool is_asked(const struct asked *asked, const struct es_series *series)
{
    bool found = false;
    for (size_t i = 0; i < asked->n && !found; i++) {
        found = es_project_series(asked->project, asked->name[i]) == series;
    }
    return found;
}

static enum es_status gather(struct session *session, const struct asked *asked,
                             const struct es_solutions *solutions,
                             struct target_rows *rows)
{
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        if (!is_asked(asked, solution->series)) {
            continue;
        }
        if (solution->status != ES_OK) {
            if (session->options.arguments == 1) {
                return es_fail(session->error, solution->status, "%s",
                               solution->error.message);
            }
            continue;
        }
        ES_TRY(states_target(&session->options) ? add_stated(session, solution, rows)
                                                : add_known(session, solution, rows));
    }
    return ES_OK;
}

/* A deadline beyond the horizon needs paths that reach it. */
static enum es_status solve_some(struct session *session, const struct asked *asked,
                                 struct target_rows *rows)
{
    struct es_solutions solutions;
    const struct cli_question question = {
        .name = asked->name, .n = asked->n, .horizon_day = session->options.by_day};
    enum es_status status = cli_solve(session, asked->project, &question, &solutions);
    if (status == ES_OK) {
        status = gather(session, asked, &solutions, rows);
    }
    es_solutions_close(&solutions);
    return status;
}

/* All series, some after some. That none of a few has an answer is no failure of all. */
static enum es_status solve_all(struct session *session, const struct es_project *project,
                                struct target_rows *rows)
{
    const size_t n = project->series_count;
    enum es_status first = ES_OK;
    bool any = n == 0;
    const char **name;
    ES_NEW(session->arena, name, n, session->error);
    for (size_t i = 0; i < n; i++) {
        name[i] = project->series[i].id;
    }
    for (size_t i = 0; i < n; i += AT_ONCE) {
        const struct asked some = {project, name + i, n - i < AT_ONCE ? n - i : AT_ONCE};
        const enum es_status status = solve_some(session, &some, rows);
        if (status != ES_OK && (n <= AT_ONCE || status == ES_ERR_MEMORY)) {
            return status;
        }
        if (status != ES_OK) {
            cli_say(session, "essor: %s", session->error->message);
            first = first == ES_OK ? status : first;
        }
        any = any || status == ES_OK;
    }
    return any ? ES_OK : es_fail(session->error, first, "no series has an answer");
}

enum es_status cli_target_rows(struct session *session, const struct es_project *project,
                               struct target_rows *rows)
{
    const struct asked named = {project, session->options.argument,
                                session->options.arguments};
    ES_NEW(session->arena, rows->at, project->targets.n + project->series_count,
           session->error);
    ES_TRY(named.n > 0 ? solve_some(session, &named, rows)
                       : solve_all(session, project, rows));
    if (rows->n > 0) {
        return ES_OK;
    }
    return session->options.target != NULL
               ? es_fail(session->error, ES_ERR_ARGUMENT,
                         "targets.csv has no target \"%s\" for what was asked",
                         session->options.target)
               : es_fail(session->error, ES_ERR_ARGUMENT,
                         "there is no target in targets.csv for what was asked; give one "
                         "with --level");
}

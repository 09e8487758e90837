#include "cli/whatif.h"

#include <string.h>

enum { MOST_SCENARIOS = 1000 };

int cli_as_of(const struct session *session, const struct es_project *project)
{
    return session->options.as_of_day != ES_NO_DAY ? session->options.as_of_day
                                                   : project->as_of_day;
}

/* The changes of one scenario, of which some may be grids. */
struct group {
    struct es_change_grid *grid;
    size_t n;
    size_t words;
    const char *name; /* of the scenario that its last word names; NULL */
};

static size_t count(const struct group *group)
{
    size_t product = 1;
    for (size_t i = 0; i < group->n && product <= MOST_SCENARIOS; i++) {
        product *= group->grid[i].count;
    }
    return product;
}

/* Value number `at` of the grids, the last of them changing first. */
static enum es_status add_one(struct session *session, const struct group *group,
                              size_t at, struct cli_whatif *asked)
{
    struct es_change *change;
    ES_NEW(session->arena, change, group->n, session->error);
    for (size_t i = group->n; i-- > 0;) {
        const struct es_change_grid *grid = &group->grid[i];
        ES_TRY(es_change_at(grid, at % grid->count, &change[i], session->arena,
                            session->error));
        at /= grid->count;
    }
    asked->scenario[asked->n++] = (struct es_scenario){
        .name = group->words == 1 ? group->name : NULL, .change = change, .n = group->n};
    return ES_OK;
}

static enum es_status add_group(struct session *session, const struct group *group,
                                struct cli_whatif *asked)
{
    const size_t n = count(group);
    if (group->n == 0) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--and needs a change before it and one after it");
    }
    if (asked->n + n > MOST_SCENARIOS) {
        return es_fail(session->error, ES_ERR_ARGUMENT, "more than %d scenarios",
                       MOST_SCENARIOS);
    }
    for (size_t at = 0; at < n; at++) {
        ES_TRY(add_one(session, group, at, asked));
    }
    return ES_OK;
}

/* A change, or the changes of a scenario that the project file names. */
static enum es_status read_word(struct session *session, const char *word,
                                const struct cli_whatif *asked, struct group *group)
{
    const struct es_change_style style = {asked->series->nature,
                                          cli_as_of(session, asked->project)};
    struct es_scenario named;
    group->words++;
    group->name = NULL;
    if (strchr(word, '=') != NULL) {
        return es_change_read(word, &style, &group->grid[group->n++], session->arena,
                              session->error);
    }
    ES_TRY(es_project_scenario(asked->project, asked->series, word, style.as_of_day,
                               &named, session->arena, session->error));
    group->name = named.name;
    for (size_t i = 0; i < named.n; i++) {
        group->grid[group->n++] =
            (struct es_change_grid){.first = named.change[i], .count = 1};
    }
    return ES_OK;
}

/* How many changes the arguments may hold at most. */
static size_t most_changes(const struct session *session,
                           const struct es_project *project)
{
    size_t most = 1;
    for (size_t i = 0; i < project->scenarios; i++) {
        most = project->scenario[i].n > most ? project->scenario[i].n : most;
    }
    return most * session->options.arguments;
}

enum es_status cli_read_scenarios(struct session *session, struct cli_whatif *asked)
{
    const struct options *options = &session->options;
    struct group group = {.n = 0};
    ES_NEW(session->arena, asked->scenario, MOST_SCENARIOS, session->error);
    ES_NEW(session->arena, group.grid, most_changes(session, asked->project),
           session->error);
    for (size_t i = 1; i < options->arguments; i++) {
        if (strcmp(options->argument[i], "--and") == 0) {
            ES_TRY(add_group(session, &group, asked));
            group.n = group.words = 0;
            continue;
        }
        ES_TRY(read_word(session, options->argument[i], asked, &group));
    }
    return options->arguments > 1 ? add_group(session, &group, asked) : ES_OK;
}

enum es_status cli_named_scenario(struct session *session, const char *name,
                                  struct cli_whatif *asked)
{
    ES_NEW(session->arena, asked->scenario, 1, session->error);
    asked->n = 1;
    return es_project_scenario(asked->project, asked->series, name,
                               cli_as_of(session, asked->project), asked->scenario,
                               session->arena, session->error);
}

static enum es_status solve(struct session *session, int last_day, bool verdict,
                            struct cli_whatif *asked)
{
    const struct es_project *project = asked->project;
    const int as_of = cli_as_of(session, project);
    struct es_solve_options how = {.as_of_day = session->options.as_of_day,
                                   .horizon_day = ES_NO_DAY,
                                   .jobs = session->options.jobs,
                                   .verdict = verdict};
    const char *const name = asked->series->id;
    asked->solutions = (struct es_solutions){.as_of_day = as_of};
    if (as_of == ES_NO_DAY) {
        return es_fail(session->error, ES_ERR_DATA,
                       "no figure feeds a series, so there is nothing to forecast from");
    }
    const int horizon = es_horizon_day(as_of, project->horizon_years);
    const int end = last_day > horizon ? last_day : horizon;
    ES_TRY(
        es_whatif_options(project, asked->scenario, asked->n, end, &how, session->error));
    how.horizon_day =
        asked->reach_day > how.horizon_day ? asked->reach_day : how.horizon_day;
    if (!verdict && how.horizon_day <= es_whatif_far_day(project, as_of) &&
        es_whatif_recall(project, asked->series, as_of, end, &asked->whatif,
                         session->arena)) {
        return ES_OK;
    }
    ES_TRY(es_project_solve(project, &name, 1, &how, &asked->solutions, session->arena,
                            session->error));
    const struct es_solution *solution =
        es_solutions_find(&asked->solutions, asked->series);
    if (solution->status != ES_OK) {
        return es_fail(session->error, solution->status, "%s", solution->error.message);
    }
    return es_whatif_open(project, solution, end, &asked->whatif, session->arena,
                          session->error);
}

enum es_status cli_whatif_solve(struct session *session, int last_day, bool verdict,
                                struct cli_whatif *asked)
{
    const size_t draws = session->options.draws;
    ES_TRY(solve(session, last_day, verdict, asked));
    return draws == 0
               ? ES_OK
               : es_whatif_thin(&asked->whatif, draws, session->arena, session->error);
}

#include "cli/influence.h"

#include "cli/table.h"
#include "essor/json.h"

#include <jansson.h>
#include <math.h>

static const char *figure_id(const struct es_project *project,
                             const struct es_solution *solution, size_t observation)
{
    return project->figures.at[solution->problem.observation[observation].figure].id;
}

static json_t *effect_json(const char *figure, const struct es_influence *effect)
{
    return json_pack(
        "{ss s{so so so} so so so so sb}", "without", figure, "date", "q10",
        es_json_moment(effect->date.q10), "q50", es_json_moment(effect->date.q50), "q90",
        es_json_moment(effect->date.q90), "p_by_deadline",
        es_json_number(effect->p_by_deadline), "p_never", es_json_number(effect->p_never),
        "months_later", es_json_number(effect->months_later), "p_change",
        es_json_number(effect->p_change), "refitted", (int)effect->refitted);
}

json_t *cli_influence_json(const struct es_project *project,
                           const struct es_solution *solution)
{
    json_t *list = json_array();
    for (size_t i = 0; i < solution->verdict.influences; i++) {
        const struct es_influence *one = &solution->verdict.influence[i];
        (void)json_array_append_new(
            list, effect_json(figure_id(project, solution, one->observation), one));
    }
    return list;
}

static void put_effect(struct table *table, const char *without,
                       const struct es_influence *effect, int horizon_day)
{
    table_text(table, without);
    table_moment(table, effect->date.q10, horizon_day);
    table_moment(table, effect->date.q50, horizon_day);
    table_moment(table, effect->date.q90, horizon_day);
    table_number(table, round(10.0 * effect->months_later) / 10.0 + 0.0, 1);
    table_share(table, effect->p_by_deadline);
    table_number(table, round(1000.0 * effect->p_change) / 10.0 + 0.0, 1);
    table_share(table, effect->p_never);
}

enum es_status cli_print_influence(struct session *session,
                                   const struct es_project *project,
                                   const struct es_solution *solution)
{
    static const struct column columns[] = {{"target without", "without", false},
                                            {"10 %", "q10", true},
                                            {"median", "q50", true},
                                            {"90 %", "q90", true},
                                            {"months later", "months_later", true},
                                            {"P(by deadline)", "p_by_deadline", true},
                                            {"points", "p_change_points", true},
                                            {"P(never)", "p_never", true}};
    if (solution->targets == 0 || solution->verdict.influences == 0) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       solution->targets == 0
                           ? "%s has no target in targets.csv to see the influence on"
                       : solution->engine == ES_ENGINE_DENSE
                           ? "%s is forecast by regular points; leaving one out is for "
                             "few figures"
                           : "%s has a single figure, and nothing without it",
                       solution->series->id);
    }
    const struct es_target_answer *all = &solution->answer[0];
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    put_effect(
        table, "(none)",
        &(struct es_influence){.date = all->date,
                               .p_by_deadline = all->p_by_deadline,
                               .p_never = all->p_never,
                               .p_change = isnan(all->p_by_deadline) ? (double)NAN : 0.0},
        all->horizon_day);
    for (size_t i = 0; i < solution->verdict.influences; i++) {
        const struct es_influence *one = &solution->verdict.influence[i];
        put_effect(table, figure_id(project, solution, one->observation), one,
                   all->horizon_day);
    }
    return table_print(table);
}

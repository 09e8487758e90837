/* ranking.c: all families on one series, the one that would have foreseen it best first.
 */
#include "cli/regress.h"
#include "cli/table.h"

#include "essor/json.h"

#include <jansson.h>
#include <math.h>

/* "" where nothing was fitted; only an optimum tells that it is determined. */
static const char *ceiling_of(const struct es_ranked *one)
{
    if (one->status != ES_OK) {
        return "";
    }
    if (one->model->ceiling == ES_NO_PARAM) {
        return "none";
    }
    const bool determined = one->fit.ceiling_determined;
    return !determined ? "not determined" : one->fit.converged ? "determined" : "";
}

/* The same: true, false or null. */
static json_t *ceiling_json(const struct es_ranked *one)
{
    const bool has = one->status == ES_OK && one->model->ceiling != ES_NO_PARAM;
    const bool determined = has && one->fit.ceiling_determined;
    return has && (one->fit.converged || !determined) ? json_boolean(determined)
                                                      : json_null();
}

/* Away from an optimum, it would compare nothing. */
static double aicc_of(const struct es_ranked *one)
{
    return one->status == ES_OK && one->fit.converged ? one->fit.aicc : (double)NAN;
}

static const char *remark_of(const struct session *session, const struct es_ranked *one,
                             bool rolling)
{
    if (one->same_as != NULL) {
        const char *remark =
            es_arena_print(session->arena, "the same curve as %s", one->same_as->name);
        return remark != NULL ? remark : "";
    }
    if (one->status != ES_OK) {
        return one->reason;
    }
    if (!one->fit.converged) {
        return "not converged";
    }
    return rolling && isnan(one->rolling_error) ? "no fit from one of the origins" : "";
}

json_t *cli_ranking_json(const struct session *session, const struct es_ranking *ranking)
{
    json_t *list = json_array();
    for (size_t i = 0; i < ranking->n; i++) {
        const struct es_ranked *one = &ranking->at[i];
        const bool fitted = one->status == ES_OK;
        (void)json_array_append_new(
            list,
            json_pack("{ss sI sb so so so so so ss}", "model", one->model->name,
                      "parameters", (json_int_t)one->model->param_count, "fitted",
                      (int)fitted, "rolling_error", es_json_number(one->rolling_error),
                      "aicc", es_json_number(aicc_of(one)), "rss",
                      fitted ? es_json_number(one->fit.rss) : json_null(), "converged",
                      fitted ? json_boolean(one->fit.converged) : json_null(),
                      "ceiling_determined", ceiling_json(one), "remark",
                      remark_of(session, one, ranking->origins > 0)));
    }
    return list;
}

static void say_how(struct session *session, const struct es_ranking *ranking)
{
    if (ranking->origins > 0) {
        cli_say(session,
                "ranked by the mean absolute error of up to %zu next points, foretold "
                "from %zu origins",
                ranking->ahead, ranking->origins);
    } else {
        cli_say(
            session,
            "%zu points are too few to foretell some from the others: ranked by AICc, "
            "which says how a curve describes the points that it was fitted to",
            ranking->points.n);
    }
}

enum es_status cli_print_ranking(struct session *session,
                                 const struct es_ranking *ranking)
{
    static const struct column columns[] = {
        {"family", "model", false},
        {"parameters", "parameters", true},
        {"error ahead", "rolling_error", true},
        {"AICc", "aicc", true},
        {"ceiling", "ceiling", false},
        {"remark", "remark", false},
    };
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < ranking->n; i++) {
        const struct es_ranked *one = &ranking->at[i];
        table_text(table, one->model->name);
        table_count(table, one->model->param_count);
        table_digits(table, one->rolling_error, 4);
        table_number(table, aicc_of(one), 2);
        table_text(table, ceiling_of(one));
        table_text(table, remark_of(session, one, ranking->origins > 0));
    }
    say_how(session, ranking);
    return table_print(table);
}

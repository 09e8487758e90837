#include "essor/json.h"

#include "essor/words.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

const char *const es_quantile_names[ES_QUANTILES] = {"q025", "q10", "q20", "q25", "q30",
                                                     "q40",  "q50", "q60", "q70", "q75",
                                                     "q80",  "q90", "q975"};

json_t *es_json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *es_json_day(int day)
{
    char text[ES_DAY_TEXT];
    es_day_format(day, text);
    return day == ES_NO_DAY ? json_null() : json_string(text);
}

json_t *es_json_moment(double day)
{
    return isfinite(day) ? es_json_day((int)floor(day)) : json_null();
}

json_t *es_json_period(const struct es_period *period)
{
    json_t *value =
        json_pack("{so so so}", "from", es_json_day(period->from_day), "to",
                  es_json_day(period->to_day), "mean", es_json_number(period->mean));
    for (int i = 0; value != NULL && i < ES_QUANTILES; i++) {
        if (json_object_set_new(value, es_quantile_names[i],
                                es_json_number(period->quantile[i])) != 0) {
            json_decref(value);
            return NULL;
        }
    }
    return value;
}

static json_t *span(const struct es_target_span *span, json_t *(*value)(double))
{
    return json_pack("{so so so}", "q10", value(span->q10), "q50", value(span->q50),
                     "q90", value(span->q90));
}

static json_t *conflict_list(const struct es_project *project,
                             const struct es_solution *solution)
{
    json_t *list = json_array();
    const struct es_verdict *verdict = &solution->verdict;
    for (size_t i = 0; list != NULL && i < verdict->conflicts; i++) {
        const struct es_conflict *conflict = &verdict->conflict[i];
        const struct es_observation *seen = solution->problem.observation;
        const char *second = conflict->second == ES_ALL_OTHERS
                                 ? NULL
                                 : project->figures.at[seen[conflict->second].figure].id;
        json_t *pair = json_pack("{ss ss? sf}", "first",
                                 project->figures.at[seen[conflict->first].figure].id,
                                 "second", second, "factor", conflict->factor);
        if (json_array_append_new(list, pair) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

json_t *es_json_verdict(const struct es_project *project,
                        const struct es_solution *solution)
{
    const struct es_verdict *verdict = &solution->verdict;
    struct es_arena *arena;
    char *text;
    json_t *value = NULL;
    if (es_arena_open(&arena, NULL) != ES_OK) {
        return NULL;
    }
    if (es_words_verdict(project, solution, &text, arena, NULL) == ES_OK) {
        value = json_pack("{sb ss sI s{so so so} so so so}", "ceiling_determined",
                          (int)verdict->ceiling_determined, "text", text, "observations",
                          (json_int_t)verdict->observations, "ceiling", "q10",
                          es_json_number(verdict->ceiling_q10), "q50",
                          es_json_number(verdict->ceiling_q50), "q90",
                          es_json_number(verdict->ceiling_q90), "ceiling_sd_log",
                          es_json_number(verdict->ceiling_sd_log), "ceiling_prior_sd_log",
                          es_json_number(verdict->ceiling_prior_sd_log), "conflicts",
                          conflict_list(project, solution));
    }
    es_arena_close(arena);
    return value;
}

json_t *es_json_target(const struct es_series *series, const struct es_target *target,
                       const struct es_target_answer *answer)
{
    char text[ES_STATE_TEXT];
    es_words_state(series, target, answer, text);
    return json_pack(
        "{ss ss sf ss ss so ss so ss so so so so so so so so so so so so}", "series",
        series->id, "target_id", target->id, "target", target->level, "per",
        es_per_name(target->per), "measure", es_words_measure(target), "deadline",
        es_json_day(target->deadline_day), "state", es_target_state_name(answer->state),
        "p_state", es_json_number(answer->p_state), "state_text", text, "p_by_deadline",
        es_json_number(answer->p_by_deadline), "p_never", es_json_number(answer->p_never),
        "p_reached", es_json_number(answer->p_reached), "horizon",
        es_json_day(answer->horizon_day), "date", span(&answer->date, es_json_moment),
        "date_if_reached", span(&answer->date_if_reached, es_json_moment), "required",
        span(&answer->required, es_json_number), "current",
        es_json_number(answer->current.q50), "current_interval",
        span(&answer->current, es_json_number), "share",
        es_json_number(answer->current.q50 / target->level), "required_pace",
        span(&answer->required_pace, es_json_number), "present_pace",
        span(&answer->present_pace, es_json_number));
}

static json_t *json_event(const struct es_event_use *use)
{
    const struct es_event_order *order = use->order;
    json_t *changes = json_array();
    for (size_t i = 0; i < order->is.n; i++) {
        (void)json_array_append_new(changes, json_string(order->is.change[i]));
    }
    return json_pack(
        "{ss ss ss so so so so so ss}", "event", order->is.id, "label",
        order->label[ES_EN], "series", order->is.series, "changes", changes, "break",
        es_json_day(order->break_day), "factor", es_json_number(order->factor),
        "factor_sd_log", es_json_number(order->factor_sd_log), "announced",
        es_json_day(order->announced_day), "state", es_event_state_name(use->state));
}

json_t *es_json_events(const struct es_project *project, const struct es_series *series,
                       int as_of_day, bool all)
{
    struct es_event_use *use;
    struct es_arena *arena;
    size_t n = 0;
    json_t *list = json_array();
    if (es_arena_open(&arena, NULL) != ES_OK) {
        json_decref(list);
        return NULL;
    }
    if (es_project_events(project, series, as_of_day, &use, &n, arena, NULL) != ES_OK) {
        json_decref(list);
        list = NULL;
    }
    for (size_t i = 0; i < n && list != NULL; i++) {
        if (all || use[i].state == ES_EVENT_COMING || use[i].state == ES_EVENT_COUNTED) {
            (void)json_array_append_new(list, json_event(&use[i]));
        }
    }
    es_arena_close(arena);
    return list;
}

enum es_status es_json_write(json_t *value, char **text, struct es_arena *arena,
                             struct es_error *err)
{
    char *written = value == NULL
                        ? NULL
                        : json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    char *kept = written == NULL ? NULL : es_arena_print(arena, "%s\n", written);
    free(written);
    json_decref(value);
    if (kept == NULL) {
        return es_no_memory(err);
    }
    *text = kept;
    return ES_OK;
}

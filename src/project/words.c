#include "essor/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *amount_words(size_t n)
{
    return n == 1 ? "There is a single figure, so most of what follows is assumption. "
           : n == 2
               ? "There are only two figures, so much of what follows is assumption. "
               : "";
}

static const char *figure_id(const struct es_project *project,
                             const struct es_solution *solution, size_t observation)
{
    return project->figures.at[solution->problem.observation[observation].figure].id;
}

static enum es_status conflict_words(const struct es_project *project,
                                     const struct es_solution *solution, char **text,
                                     struct es_arena *arena, struct es_error *err)
{
    const struct es_verdict *verdict = &solution->verdict;
    const struct es_conflict *worst = verdict->conflict;
    for (size_t i = 1; i < verdict->conflicts; i++) {
        if (verdict->conflict[i].factor > worst->factor) {
            worst = &verdict->conflict[i];
        }
    }
    if (worst == NULL || verdict->conflicts == 0) {
        ES_GIVEN(*text, es_arena_copy(arena, ""), err);
        return ES_OK;
    }
    const char *second = worst->second == ES_ALL_OTHERS
                             ? "all the others"
                             : figure_id(project, solution, worst->second);
    ES_GIVEN(
        *text,
        es_arena_print(arena,
                       " %s and %s contradict each other by a factor %.3g%s; exclude "
                       "what is wrong, with a reason.",
                       figure_id(project, solution, worst->first), second, worst->factor,
                       verdict->conflicts > 1 ? " (there are more such conflicts)" : ""),
        err);
    return ES_OK;
}

static const char *ceiling_words(const struct es_solution *solution)
{
    return !isnan(solution->series->ceiling)
               ? "The ceiling is the one given, within its margin"
           : solution->verdict.ceiling_determined
               ? "The figures determine the ceiling"
               : "The figures do not determine the ceiling";
}

/* Of the dense engine: what regressions on its points say. */
static enum es_status dense_words(const struct es_solution *solution, char **text,
                                  struct es_arena *arena, struct es_error *err)
{
    const struct es_verdict *verdict = &solution->verdict;
    const struct es_series *series = solution->series;
    const char *each = series->nature == ES_FLOW_SERIES ? " a year" : "";
    char low[ES_TEXT_SIZE], high[ES_TEXT_SIZE];
    es_text_quantity(low, verdict->ceiling_q10, 2, ES_EN);
    es_text_quantity(high, verdict->ceiling_q90, 2, ES_EN);
    if (!isnan(series->ceiling)) {
        es_text_quantity(low, series->ceiling, 4, ES_EN);
        ES_GIVEN(*text,
                 es_arena_print(arena,
                                "%zu regular points; the ceiling is the one given, "
                                "%s%s.",
                                verdict->observations, low, each),
                 err);
    } else if (verdict->ceiling_determined) {
        ES_GIVEN(*text,
                 es_arena_print(arena,
                                "%zu regular points; they determine the ceiling: "
                                "%s to %s%s (80%%).",
                                verdict->observations, low, high, each),
                 err);
    } else {
        ES_GIVEN(*text,
                 es_arena_print(arena,
                                "%zu regular points; they do not determine the "
                                "ceiling, so the forecast lives on recent growth.",
                                verdict->observations),
                 err);
    }
    return ES_OK;
}

enum es_status es_words_verdict(const struct es_project *project,
                                const struct es_solution *solution, char **text,
                                struct es_arena *arena, struct es_error *err)
{
    const struct es_verdict *verdict = &solution->verdict;
    const bool flow = solution->series->nature == ES_FLOW_SERIES;
    char low[ES_TEXT_SIZE], high[ES_TEXT_SIZE], *conflicts;
    if (solution->engine == ES_ENGINE_DENSE) {
        return dense_words(solution, text, arena, err);
    }
    es_text_quantity(low, verdict->ceiling_q10, 2, ES_EN);
    es_text_quantity(high, verdict->ceiling_q90, 2, ES_EN);
    ES_TRY(conflict_words(project, solution, &conflicts, arena, err));
    ES_GIVEN(*text,
             es_arena_print(arena, "%s%s: %s to %s%s (80%%).%s",
                            amount_words(verdict->observations), ceiling_words(solution),
                            low, high, flow ? " a year" : "", conflicts),
             err);
    return ES_OK;
}

/* Why a level cannot be reached, whatever the figures say; NULL where nothing forbids
 * it. */
static const char *obstacle(const struct es_series *series,
                            const struct es_target *target,
                            const struct es_target_answer *answer)
{
    const double scale = target->per == ES_EACH_MONTH ? 12.0 : 1.0;
    if (answer->above_limit) {
        return "above the limit";
    }
    return !isnan(series->ceiling) && target->level * scale > series->ceiling
               ? "above the ceiling given"
               : NULL;
}

/* A median that lies behind us was probably reached, one beyond the horizon has no date.
 */
static void missed_words(const struct es_target_answer *answer, char text[ES_STATE_TEXT])
{
    char day[ES_MOMENT_TEXT];
    es_words_moment(answer->date.q50, answer->horizon_day, day);
    if (isinf(answer->date.q50)) {
        char horizon[ES_DAY_TEXT];
        es_day_format(answer->horizon_day, horizon);
        (void)snprintf(text, ES_STATE_TEXT, "missed; not expected before %s", horizon);
    } else {
        (void)snprintf(text, ES_STATE_TEXT, "missed; %s by %s",
                       answer->p_reached >= 0.5 ? "probably reached" : "expected", day);
    }
}

void es_words_state(const struct es_series *series, const struct es_target *target,
                    const struct es_target_answer *answer, char text[ES_STATE_TEXT])
{
    char chance[ES_TEXT_SIZE];
    const char *why = obstacle(series, target, answer);
    if (answer->state == ES_TARGET_MISSED) {
        missed_words(answer, text);
        return;
    }
    es_text_percent(chance, answer->p_state, ES_EN);
    if (answer->state != ES_TARGET_REACHED && why != NULL) {
        (void)snprintf(text, ES_STATE_TEXT, "%s, %s: %s",
                       es_target_state_name(answer->state), chance, why);
    } else {
        (void)snprintf(text, ES_STATE_TEXT, "%s, %s", es_target_state_name(answer->state),
                       chance);
    }
}

const char *es_words_measure(const struct es_target *target)
{
    return target->per == ES_PER_NONE ? "level" : es_measured_name(target->measured);
}

void es_words_moment(double day, int horizon_day, char text[ES_MOMENT_TEXT])
{
    char date[ES_DAY_TEXT];
    text[0] = '\0';
    if (isinf(day)) {
        es_day_format(horizon_day, date);
        (void)snprintf(text, ES_MOMENT_TEXT, "not before %s", date);
    } else if (!isnan(day)) {
        es_day_format((int)floor(day), date);
        (void)snprintf(text, ES_MOMENT_TEXT, "%s", date);
    }
}

/* "a year as a pace", "in twelve months", "in a calendar year"; a target per month is a
 * mean of these. */
static const char *each_words(const struct es_target *target)
{
    static const char *const each[2][3] = {
        {" a month as a pace", " a month over twelve months",
         " a month over a calendar year"},
        {" a year as a pace", " in twelve months", " in a calendar year"}};
    return target->per == ES_PER_NONE
               ? ""
               : each[target->per == ES_EACH_YEAR][target->measured];
}

enum es_status es_words_level(const struct es_series *series,
                              const struct es_target *target, char **text,
                              struct es_arena *arena, struct es_error *err)
{
    char level[ES_TEXT_SIZE];
    es_text_quantity(level, target->level, 4, ES_EN);
    const char *unit = series->unit[ES_EN];
    ES_GIVEN(*text,
             es_arena_print(arena, "%s%s%s%s", level, *unit != '\0' ? " " : "", unit,
                            each_words(target)),
             err);
    return ES_OK;
}

#include "project/results.h"

#include "essor/csvout.h"
#include "essor/json.h"
#include "essor/words.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text without the control characters that a terminal might obey. */
static void put_text(FILE *out, const char *text)
{
    enum { LONGEST_TEXT = 256 };
    char tame[LONGEST_TEXT] = "";
    size_t n = 0;
    for (; *text != '\0' && n + 1 < LONGEST_TEXT; text++) {
        const unsigned char byte = (unsigned char)*text;
        if (byte >= 0x20 && byte != 0x7F) {
            tame[n++] = *text;
        }
    }
    es_csv_put(out, tame, true);
    (void)fputc(',', out);
}

/* What does not exist, a growth factor without end included, stays empty. */
static void put_number(FILE *out, double value)
{
    es_csv_put_number(out, isfinite(value) ? value : (double)NAN);
    (void)fputc(',', out);
}

static void put_moment(FILE *out, double day)
{
    char text[ES_DAY_TEXT] = "";
    if (isfinite(day)) {
        es_day_format((int)floor(day), text);
    }
    (void)fprintf(out, "%s,", text);
}

static void put_day(FILE *out, int day)
{
    char text[ES_DAY_TEXT];
    es_day_format(day, text);
    (void)fprintf(out, "%s,", text);
}

static void put_answer(FILE *out, const struct es_series *series,
                       const struct es_target *target,
                       const struct es_target_answer *answer)
{
    put_text(out, series->id);
    put_text(out, target->id);
    put_number(out, target->level);
    put_text(out, es_per_name(target->per));
    put_text(out, es_words_measure(target));
    put_day(out, target->deadline_day);
    put_number(out, answer->p_by_deadline);
    put_number(out, answer->p_never);
    put_day(out, answer->horizon_day);
    put_moment(out, answer->date.q10);
    put_moment(out, answer->date.q50);
    put_moment(out, answer->date.q90);
    put_number(out, answer->required.q10);
    put_number(out, answer->required.q50);
    put_number(out, answer->required.q90);
    put_number(out, answer->current.q10);
    put_number(out, answer->current.q50);
    put_number(out, answer->current.q90);
    put_number(out, answer->required_pace.q10);
    put_number(out, answer->required_pace.q50);
    put_number(out, answer->required_pace.q90);
    put_number(out, answer->present_pace.q10);
    put_number(out, answer->present_pace.q50);
    put_number(out, answer->present_pace.q90);
    put_text(out, es_target_state_name(answer->state));
    es_csv_put_number(out, answer->p_state);
    (void)fputc('\n', out);
}

/* The answer to a target among those of a note, which are in the order of ids. */
static const struct es_target_answer *answer_of(const struct es_note *note,
                                                const struct es_target *target)
{
    for (size_t i = 0; i < note->targets; i++) {
        if (strcmp(note->target[i].id, target->id) == 0) {
            return &note->answer[i];
        }
    }
    return NULL;
}

/* Calls `put` for each series that was answered. */
static enum es_status
each_note(const struct es_results *results, FILE *out,
          enum es_status (*put)(const struct es_results *results, size_t i,
                                const struct es_note *note, FILE *out,
                                struct es_arena *arena, struct es_error *err),
          struct es_error *err)
{
    struct es_arena *arena;
    enum es_status status = es_arena_open(&arena, err);
    for (size_t i = 0; i < results->project->series_count && status == ES_OK; i++) {
        struct es_note note;
        bool found = false;
        if (results->key[i][0] != '\0') {
            status = es_store_get_note(results->store, results->key[i], &note, &found,
                                       arena, err);
        }
        if (found && status == ES_OK) {
            status = put(results, i, &note, out, arena, err);
        }
        es_arena_clear(arena);
    }
    es_arena_close(arena);
    return status;
}

static enum es_status targets_row(const struct es_results *results, size_t i,
                                  const struct es_note *note, FILE *out,
                                  struct es_arena *arena, struct es_error *err)
{
    struct es_target *target;
    size_t n;
    ES_TRY(es_project_targets(results->project, &results->project->series[i], &target, &n,
                              arena, err));
    for (size_t k = 0; k < n; k++) {
        const struct es_target_answer *answer = answer_of(note, &target[k]);
        if (answer != NULL) {
            put_answer(out, &results->project->series[i], &target[k], answer);
        }
    }
    return ES_OK;
}

enum es_status es_results_targets_csv(FILE *out, void *context, struct es_error *err)
{
    (void)fputs(
        "series,target,level,per,measure,deadline,p_by_deadline,p_never,horizon,date_q10,"
        "date_q50,date_q90,required_q10,required_q50,required_q90,current_q10,"
        "current_q50,current_q90,required_pace_q10,required_pace_q50,required_pace_q90,"
        "present_pace_q10,present_pace_q50,present_pace_q90,state,p_state\n",
        out);
    return each_note(context, out, targets_row, err);
}

/* A JSON value set in by four blanks. */
static enum es_status put_indented(FILE *out, json_t *value, const char *before,
                                   struct es_error *err)
{
    char *text = value == NULL
                     ? NULL
                     : json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    json_decref(value);
    if (text == NULL) {
        return es_no_memory(err);
    }
    (void)fputs(before, out);
    for (const char *at = text; *at != '\0'; at++) {
        (void)fputc(*at, out);
        if (*at == '\n') {
            (void)fputs("    ", out);
        }
    }
    free(text);
    return ES_OK;
}

static enum es_status targets_object(const struct es_results *results, size_t i,
                                     const struct es_note *note, FILE *out,
                                     struct es_arena *arena, struct es_error *err)
{
    struct es_target *target;
    size_t n;
    const struct es_series *series = &results->project->series[i];
    ES_TRY(es_project_targets(results->project, series, &target, &n, arena, err));
    for (size_t k = 0; k < n; k++) {
        const struct es_target_answer *answer = answer_of(note, &target[k]);
        if (answer != NULL) {
            json_t *value = es_json_target(series, &target[k], answer);
            (void)json_object_set_new(
                value, "events",
                es_json_events(results->project, series, results->as_of_day, false));
            ES_TRY(put_indented(out, value, *results->any ? ",\n    " : "\n    ", err));
            *results->any = true;
        }
    }
    return ES_OK;
}

enum es_status es_results_targets_json(FILE *out, void *context, struct es_error *err)
{
    const struct es_results *results = context;
    char as_of[ES_DAY_TEXT];
    es_day_format(results->as_of_day, as_of);
    *results->any = false;
    (void)fprintf(out,
                  "{\n  \"schema\": 1,\n  \"as_of\": \"%s\",\n  \"fingerprint\": "
                  "\"%s\",\n  \"targets\": [",
                  as_of, results->fingerprint);
    ES_TRY(each_note(results, out, targets_object, err));
    (void)fputs(*results->any ? "\n  ]\n}\n" : "]\n}\n", out);
    return ES_OK;
}

static enum es_status forecast_rows(const struct es_results *results, size_t i,
                                    const struct es_note *note, FILE *out,
                                    struct es_arena *arena, struct es_error *err)
{
    (void)arena;
    (void)err;
    for (size_t k = 0; k < note->periods; k++) {
        const struct es_period *period = &note->period[k];
        put_text(out, results->project->series[i].id);
        put_text(out, results->project->series[i].unit[ES_EN]);
        put_day(out, period->from_day);
        put_day(out, period->to_day);
        put_number(out, period->mean);
        for (int q = 0; q < ES_QUANTILES; q++) {
            es_csv_put_number(out, period->quantile[q]);
            (void)fputc(q + 1 < ES_QUANTILES ? ',' : '\n', out);
        }
    }
    return ES_OK;
}

enum es_status es_results_forecasts_csv(FILE *out, void *context, struct es_error *err)
{
    (void)fputs("series,unit,from,to,mean", out);
    for (int k = 0; k < ES_QUANTILES; k++) {
        (void)fprintf(out, ",%s", es_quantile_names[k]);
    }
    (void)fputc('\n', out);
    return each_note(context, out, forecast_rows, err);
}

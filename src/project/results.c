#include "project/results.h"

#include "essor/csvout.h"
#include "essor/json.h"
#include "essor/words.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A text that grows as a stream; its buffer is handed to the arena when it is closed. */
struct sheet {
    FILE *out;
    char *buffer;
    size_t size;
};

static enum es_status open_sheet(struct sheet *sheet, struct es_error *err)
{
    sheet->buffer = NULL;
    sheet->out = open_memstream(&sheet->buffer, &sheet->size);
    return sheet->out == NULL ? es_no_memory(err) : ES_OK;
}

static enum es_status close_sheet(struct sheet *sheet, char **text,
                                  struct es_arena *arena, struct es_error *err)
{
    const int broken = ferror(sheet->out);
    const int closed = fclose(sheet->out);
    char *kept =
        broken || closed != 0 ? NULL : es_arena_copy_n(arena, sheet->buffer, sheet->size);
    free(sheet->buffer);
    if (kept == NULL) {
        return es_no_memory(err);
    }
    *text = kept;
    return ES_OK;
}

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

enum es_status es_results_targets_csv(const struct es_solutions *solutions, char **text,
                                      struct es_arena *arena, struct es_error *err)
{
    struct sheet sheet;
    ES_TRY(open_sheet(&sheet, err));
    (void)fputs(
        "series,target,level,per,measure,deadline,p_by_deadline,p_never,horizon,date_q10,"
        "date_q50,date_q90,required_q10,required_q50,required_q90,current_q10,"
        "current_q50,current_q90,required_pace_q10,required_pace_q50,required_pace_q90,"
        "present_pace_q10,present_pace_q50,present_pace_q90,state,p_state\n",
        sheet.out);
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        for (size_t k = 0; solution->status == ES_OK && k < solution->targets; k++) {
            put_answer(sheet.out, solution->series, &solution->target[k],
                       &solution->answer[k]);
        }
    }
    return close_sheet(&sheet, text, arena, err);
}

enum es_status es_results_targets_json(const struct es_project *project,
                                       const struct es_solutions *solutions, char **text,
                                       struct es_arena *arena, struct es_error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        for (size_t k = 0; solution->status == ES_OK && k < solution->targets; k++) {
            (void)json_array_append_new(
                list,
                es_json_target(solution, &solution->target[k], &solution->answer[k]));
        }
    }
    return es_json_write(json_pack("{si so ss so}", "schema", 1, "as_of",
                                   es_json_day(solutions->as_of_day), "fingerprint",
                                   project->fingerprint, "targets", list),
                         text, arena, err);
}

static enum es_status put_forecast(FILE *out, const struct es_solution *solution,
                                   struct es_arena *arena, struct es_error *err)
{
    struct es_period *period;
    ES_TRY(es_project_months(solution, ES_RESULT_MONTHS, &period, arena, err));
    for (size_t i = 0; i < ES_RESULT_MONTHS; i++) {
        put_text(out, solution->series->id);
        put_text(out, solution->series->unit[ES_EN]);
        put_day(out, period[i].from_day);
        put_day(out, period[i].to_day);
        put_number(out, period[i].mean);
        for (int k = 0; k < ES_QUANTILES; k++) {
            es_csv_put_number(out, period[i].quantile[k]);
            (void)fputc(k + 1 < ES_QUANTILES ? ',' : '\n', out);
        }
    }
    return ES_OK;
}

enum es_status es_results_forecasts_csv(const struct es_solutions *solutions, char **text,
                                        struct es_arena *arena, struct es_error *err)
{
    struct sheet sheet;
    enum es_status status = ES_OK;
    ES_TRY(open_sheet(&sheet, err));
    (void)fputs("series,unit,from,to,mean", sheet.out);
    for (int k = 0; k < ES_QUANTILES; k++) {
        (void)fprintf(sheet.out, ",%s", es_quantile_names[k]);
    }
    (void)fputc('\n', sheet.out);
    for (size_t i = 0; i < solutions->n && status == ES_OK; i++) {
        if (solutions->at[i].status == ES_OK) {
            status = put_forecast(sheet.out, &solutions->at[i], arena, err);
        }
    }
    const enum es_status closed = close_sheet(&sheet, text, arena, err);
    return status != ES_OK ? status : closed;
}

#include "render/bulletin.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A date of a span; empty where it is not within the horizon. */
static void put_day(FILE *out, double day)
{
    char text[ES_DAY_TEXT] = "";
    if (isfinite(day)) {
        es_day_format((int)floor(day), text);
    }
    (void)fprintf(out, ",%s", text);
}

static void put_numbers(FILE *out, const double numbers[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        (void)fputc(',', out);
        if (isfinite(numbers[i])) {
            es_csv_put_number(out, numbers[i]);
        }
    }
}

static void put_row(FILE *out, const struct es_bulletin_row *row)
{
    const struct es_target *target = &row->series.target[0];
    const struct es_target_answer *answer = &row->series.answer[0];
    char deadline[ES_DAY_TEXT];
    es_day_format(target->deadline_day, deadline);
    es_csv_put(out, row->series.label, true);
    (void)fputc(',', out);
    es_csv_put(out, row->series.unit, true);
    (void)fprintf(out, ",%s,%s", es_per_name(target->per),
                  target->per == ES_PER_NONE ? "level"
                                             : es_measured_name(target->measured));
    put_numbers(out,
                (double[]){target->level, answer->current.q10, answer->current.q50,
                           answer->current.q90, row->share, 1.0 / row->share},
                6);
    (void)fprintf(out, ",%s", deadline);
    put_numbers(
        out, (double[]){answer->required.q10, answer->required.q50, answer->required.q90},
        3);
    put_day(out, answer->date.q10);
    put_day(out, answer->date.q50);
    put_day(out, answer->date.q90);
    put_numbers(out, (double[]){answer->p_by_deadline, answer->p_never}, 2);
    (void)fprintf(out, ",%s\n", es_target_state_name(answer->state));
}

static void put_table(FILE *out, const void *context)
{
    const struct es_bulletin_data *data = context;
    (void)fputs(
        "series,unit,per,measure,target,current_q10,current_q50,current_q90,share,"
        "target_over_current,deadline,required_q10,required_q50,required_q90,"
        "date_q10,date_q50,date_q90,p_by_deadline,p_never,state\n",
        out);
    for (size_t i = 0; i < data->n; i++) {
        put_row(out, &data->row[i]);
    }
}

/* A line for each row. */
static enum es_status write_alternative(struct es_sheet *sheet,
                                        const struct es_bulletin_data *data,
                                        struct es_error *err)
{
    const char *line[ES_BULLETIN_ROWS];
    for (size_t i = 0; i < data->n; i++) {
        const struct es_bulletin_row *row = &data->row[i];
        const struct es_bulletin_cell *date = &row->cell[ES_COLUMN_DATE];
        const char *share = ES_SAY(&sheet->speech, NAMED, {"name", row->series.label},
                                   {"value", row->share_text});
        ES_GIVEN(line[i],
                 es_arena_print(sheet->arena, "%s (%s), %s%s%s%s, %s.", share,
                                row->amount_text, date->value,
                                date->below[0] != '\0' ? " (" : "", date->below,
                                date->below[0] != '\0' ? ")" : "",
                                row->cell[ES_COLUMN_VERDICT].value),
                 err);
    }
    return es_sheet_say(sheet, line, data->n, err);
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct es_bulletin_data data;
    ES_TRY(es_bulletin_measure(sheet, chart, &data, err));
    ES_TRY(es_bulletin_lay_out(sheet, &data, err));
    ES_TRY(es_sheet_table(sheet, put_table, &data, err));
    return write_alternative(sheet, &data, err);
}

ES_CHART_OF(bulletin, struct es_bulletin)

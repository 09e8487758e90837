/* plain_period.c: what a volume dated to a day covers. */
#include "intake/plain_row.h"

#include <stdio.h>

/* The month, quarter or year that holds a day. */
static void widen(struct es_figure *figure, enum es_grain period)
{
    const int month = es_month_of_day(figure->from_day);
    const int months = period == ES_GRAIN_MONTH     ? 1
                       : period == ES_GRAIN_QUARTER ? 3
                       : period == ES_GRAIN_YEAR    ? 12
                                                    : 0;
    if (months > 0) {
        /* Month 0 is January 1970. */
        const int first = month - (month % months + months) % months;
        figure->from_day = es_month_first_day(first);
        figure->to_day = es_month_first_day(first + months) - 1;
    }
}

/* A volume whose date is a day is that of the day, or of a period that the day stands
 * for. When all of them are first or last days of months, the file does not say. */
enum es_status es_row_read_period(struct es_row *row, size_t cell,
                                  struct es_figure *figure, struct es_error *err)
{
    struct es_plain *plain = row->plain;
    const int day = figure->from_day;
    if (row->bad || figure->kind == ES_STOCK || figure->to_day != day) {
        return ES_OK;
    }
    if (plain->has_period) {
        widen(figure, plain->period);
        return ES_OK;
    }
    if (figure->kind != ES_WINDOW_TOTAL || plain->faults == NULL ||
        !(plain->all_first || plain->all_last)) {
        return ES_OK;
    }
    struct es_figure whole = *figure;
    char as_day[ES_DAY_TEXT], as_month[ES_WINDOW_TEXT];
    widen(&whole, ES_GRAIN_MONTH);
    plain->all_first = plain->all_first && day == whole.from_day;
    plain->all_last = plain->all_last && day == whole.to_day;
    plain->total_day = plain->total.count == 0 ? day : plain->total_day;
    plain->many_days = plain->many_days || day != plain->total_day;
    es_day_format(day, as_day);
    es_plain_print_window(
        &(struct es_window){.from_day = whole.from_day, .to_day = whole.to_day},
        as_month);
    const int date = es_row_cell(row, ES_ROLE_DATE);
    return es_row_doubt(row, &plain->total, date < 0 ? cell : (size_t)date,
                        (const char *const[]){as_day, as_month}, err);
}

void es_plain_settle_period(struct es_plain *plain)
{
    const struct es_doubt *doubt = &plain->total;
    if (doubt->count > 1 && plain->many_days && (plain->all_first || plain->all_last)) {
        es_plain_report_doubt(plain, doubt, "day of a volume",
                              es_arena_print(plain->arena,
                                             "--period day reads %s, --period month %s",
                                             doubt->readings[0], doubt->readings[1]));
    }
}

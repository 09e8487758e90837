/* plain_date.c: dates of plain files. */
#include "intake/plain_row.h"

#include "intake/hints.h"

#include <stdio.h>
#include <string.h>

/* "31/04/2023 ...: April has 30 days", "... on line 4 the day comes first". */
static void refuse_date(struct es_row *row, size_t cell, const char *rule)
{
    struct es_plain *plain = row->plain;
    const char *text = row->record->cell[cell], *hint = NULL;
    row->bad = true;
    if (!es_plain_is_mute(plain) && plain->order_line > 0 &&
        strpbrk(text, "/.") != NULL) {
        hint = es_arena_print(plain->arena, "the %s comes first, as line %d shows",
                              plain->order == ES_DAY_FIRST ? "day" : "month",
                              plain->order_line);
    } else if (!es_plain_is_mute(plain) && rule == NULL) {
        hint = es_hint_date(text, plain->arena);
    }
    if (rule == NULL) {
        es_record_fault(plain->faults, row->record, cell, ES_FAULT_E202, hint,
                        "cannot read the date \"%s\"", es_plain_quote(plain, text));
    } else {
        es_record_fault(plain->faults, row->record, cell, ES_FAULT_E202, hint,
                        "the date \"%s\" does not exist: %s", es_plain_quote(plain, text),
                        rule);
    }
}

/* Whether a date of this form shows which of day and month comes first. */
static void learn_order(struct es_plain *plain, const struct es_row *row,
                        const char *text)
{
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    if (plain->order != ES_ORDER_UNKNOWN || strpbrk(text, "/.-") == NULL) {
        return;
    }
    const struct es_window_style day = {.order = ES_DAY_FIRST},
                                 month = {.order = ES_MONTH_FIRST};
    const bool as_day = es_window_parse(text, &day, reading, rule) == ES_WINDOW_GOOD;
    const bool as_month = es_window_parse(text, &month, reading, rule) == ES_WINDOW_GOOD;
    if (as_day != as_month) {
        plain->order = as_day ? ES_DAY_FIRST : ES_MONTH_FIRST;
        plain->order_line = row->record->line;
        plain->revised = plain->revised || (as_month && plain->date.count > 0);
    }
}

void es_plain_print_window(const struct es_window *window, char text[ES_WINDOW_TEXT])
{
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    es_day_format(window->from_day, from);
    es_day_format(window->to_day, to);
    if (window->from_day == window->to_day) {
        (void)snprintf(text, ES_WINDOW_TEXT, "%s", from);
    } else {
        (void)snprintf(text, ES_WINDOW_TEXT, "%s to %s", from, to);
    }
}

/* A date with two readings: left open if the order of day and month would decide. */
static enum es_status doubt_date(struct es_row *row, size_t cell,
                                 const struct es_window reading[2], struct es_error *err)
{
    struct es_plain *plain = row->plain;
    struct es_window decided[2];
    char first[ES_WINDOW_TEXT], second[ES_WINDOW_TEXT], rule[ES_RULE_TEXT];
    const char *text = row->record->cell[cell];
    const struct es_window_style day = {.order = ES_DAY_FIRST};
    es_plain_print_window(&reading[0], first);
    es_plain_print_window(&reading[1], second);
    if (es_window_parse(text, &day, decided, rule) == ES_WINDOW_GOOD) {
        return es_row_doubt(row, &plain->date, cell, (const char *const[]){first, second},
                            err);
    }
    row->bad = true;
    if (plain->faults != NULL) {
        es_record_fault(plain->faults, row->record, cell, ES_FAULT_E210,
                        "write a month (2023-01), a quarter (2023-Q1) or the two days",
                        "the date \"%s\" has two readings: %s or %s",
                        es_plain_quote(plain, text), first, second);
    }
    return ES_OK;
}

/* Reads the window of a cell that is not empty. */
static enum es_status read_window(struct es_row *row, size_t cell,
                                  struct es_window *window, struct es_error *err)
{
    struct es_plain *plain = row->plain;
    const char *text = row->record->cell[cell];
    struct es_known_date *known = &plain->dates[es_plain_slot(text, ES_PLAIN_DATES)];
    struct es_window reading[2] = {{0}};
    char rule[ES_RULE_TEXT];
    int day;
    if (es_day_parse(text, &day)) {
        *window = (struct es_window){.from_day = day, .to_day = day, .basis = ES_STATED};
        return ES_OK;
    }
    if (strcmp(known->text, text) == 0) {
        *window = known->window;
        return ES_OK;
    }
    const struct es_window_style style = {.order = plain->order};
    switch (es_window_parse(text, &style, reading, rule)) {
    case ES_WINDOW_GOOD:
        learn_order(plain, row, text);
        if (strlen(text) < sizeof known->text) {
            (void)strcpy(known->text, text); // NOLINT: there is room
            known->window = reading[0];
        }
        break;
    case ES_WINDOW_DOUBTFUL:
        ES_TRY(doubt_date(row, cell, reading, err));
        break;
    case ES_WINDOW_IMPOSSIBLE:
        refuse_date(row, cell, rule);
        break;
    case ES_WINDOW_BAD:
        refuse_date(row, cell, NULL);
        break;
    }
    *window = reading[0];
    return ES_OK;
}

void es_row_refuse_empty(struct es_row *row, enum es_role role)
{
    row->bad = true;
    es_record_fault(row->plain->faults, row->record, (size_t)es_row_cell(row, role),
                    ES_FAULT_E201, NULL, "the %s is empty", es_role_name(role));
}

/* The window of a role's column; the row is bad if there is none. */
static enum es_status read_date(struct es_row *row, enum es_role role,
                                struct es_window *window, struct es_error *err)
{
    if (es_row_text(row, role)[0] == '\0') {
        es_row_refuse_empty(row, role);
        return ES_OK;
    }
    return read_window(row, (size_t)es_row_cell(row, role), window, err);
}

/* The dates of the row: one window, or two columns with its ends. */
static enum es_status read_window_of_row(struct es_row *row, struct es_error *err)
{
    struct es_window window = {0}, end = {0};
    const bool has_date = es_row_cell(row, ES_ROLE_DATE) >= 0;
    if (!has_date && es_row_cell(row, ES_ROLE_FROM) < 0) {
        return ES_OK; /* the header dates its columns */
    }
    ES_TRY(read_date(row, has_date ? ES_ROLE_DATE : ES_ROLE_FROM, &window, err));
    if (!has_date && es_row_text(row, ES_ROLE_TO)[0] != '\0') {
        ES_TRY(read_date(row, ES_ROLE_TO, &end, err));
        window.to_day = end.to_day;
    }
    if (!row->bad && window.to_day < window.from_day) {
        row->bad = true;
        es_record_fault(row->plain->faults, row->record,
                        (size_t)es_row_cell(row, ES_ROLE_TO), ES_FAULT_E206, NULL,
                        "the window ends before it begins");
    }
    row->figure.from_day = window.from_day;
    row->figure.to_day = window.to_day;
    row->figure.basis = window.basis;
    return ES_OK;
}

enum es_status es_row_read_dates(struct es_row *row, struct es_error *err)
{
    struct es_window window = {0};
    ES_TRY(read_window_of_row(row, err));
    row->figure.published_day = row->plain->style->published_day;
    if (es_row_text(row, ES_ROLE_PUBLISHED)[0] != '\0') {
        ES_TRY(read_date(row, ES_ROLE_PUBLISHED, &window, err));
        row->figure.published_day = window.to_day;
    }
    return ES_OK;
}

void es_plain_settle_order(struct es_plain *plain)
{
    if (plain->date.count == 0 || plain->order != ES_ORDER_UNKNOWN) {
        return;
    }
    es_plain_report_doubt(plain, &plain->date, "date",
                          es_arena_print(plain->arena,
                                         "--date-order day-first reads %s, --date-order "
                                         "month-first %s",
                                         plain->date.readings[0],
                                         plain->date.readings[1]));
}

#include "intake/fields.h"

#include "essor/date.h"
#include "essor/number.h"
#include "essor/suggest.h"
#include "intake/hints.h"

#include <math.h>
#include <string.h>

static const char *name_of(const struct es_fields *fields, size_t column)
{
    return fields->columns->column[column].name;
}

/* The column of that name, or columns->n. */
static size_t find_column(const struct es_columns *columns, const char *name)
{
    size_t k = 0;
    while (k < columns->n && strcmp(columns->column[k].name, name) != 0) {
        k++;
    }
    return k;
}

/* Reports a column that is not known. Returns the one that was meant, or columns->n. */
static size_t refuse_column(struct es_fields *fields, const struct es_record *header,
                            size_t i)
{
    const struct es_columns *columns = fields->columns;
    const char *names[ES_FIELDS_MOST];
    for (size_t k = 0; k < columns->n; k++) {
        names[k] = columns->column[k].name;
    }
    const char *name = header->cell[i];
    es_record_fault(fields->faults, header, i, ES_FAULT_E111,
                    es_hint_word(name, names, columns->n, fields->arena),
                    "the column \"%s\" is not known",
                    es_fault_quote(name, fields->arena));
    const char *meant = es_suggest(name, names, columns->n);
    return meant == NULL ? columns->n : find_column(columns, meant);
}

/* Reports columns that must be there and are neither found nor misspelt. */
static void check_missing(struct es_fields *fields, const struct es_record *header,
                          const bool misspelt[])
{
    for (size_t k = 0; k < fields->columns->n; k++) {
        const bool needed = fields->columns->column[k].need != ES_COLUMN_FREE;
        if (!needed || fields->place[k] >= 0) {
            continue;
        }
        fields->incomplete = true;
        if (!misspelt[k]) {
            es_record_fault(fields->faults, header, 0, ES_FAULT_E110, NULL,
                            "the column \"%s\" is missing", name_of(fields, k));
        }
    }
}

void es_fields_open(struct es_fields *fields, struct es_fault_list *faults,
                    const struct es_record *header, const struct es_columns *columns)
{
    *fields =
        (struct es_fields){.faults = faults, .columns = columns, .arena = faults->arena};
    bool misspelt[ES_FIELDS_MOST + 1] = {false};
    for (size_t k = 0; k < ES_FIELDS_MOST; k++) {
        fields->place[k] = -1;
    }
    if (header == NULL) {
        return;
    }
    for (size_t i = 0; i < header->n; i++) {
        const size_t k = find_column(columns, header->cell[i]);
        if (k == columns->n) {
            misspelt[refuse_column(fields, header, i)] = true;
        } else if (fields->place[k] >= 0) {
            es_record_fault(faults, header, i, ES_FAULT_E112, NULL,
                            "the column \"%s\" appears twice", name_of(fields, k));
        } else {
            fields->place[k] = (int)i;
        }
    }
    check_missing(fields, header, misspelt);
}

void es_fields_take(struct es_fields *fields, const struct es_record *row)
{
    fields->row = row;
    fields->bad = fields->incomplete;
    for (size_t k = 0; k < fields->columns->n; k++) {
        const bool filled = fields->columns->column[k].need == ES_COLUMN_FILLED;
        if (filled && fields->place[k] >= 0 && es_fields_text(fields, k)[0] == '\0') {
            fields->bad = true;
            es_record_fault(fields->faults, row, (size_t)fields->place[k], ES_FAULT_E201,
                            NULL, "the field \"%s\" is empty", name_of(fields, k));
        }
    }
}

/* A fault of a missing column stands at the beginning of the row. */
static size_t place_of(const struct es_fields *fields, size_t column)
{
    const int place = fields->place[column];
    return place < 0 ? 0 : (size_t)place;
}

const char *es_fields_text(const struct es_fields *fields, size_t column)
{
    const int place = fields->place[column];
    return place < 0 ? "" : fields->row->cell[place];
}

void es_fields_fault(struct es_fields *fields, size_t column, enum es_fault_code code,
                     const char *message, const char *hint)
{
    fields->bad = true;
    es_record_fault(fields->faults, fields->row, place_of(fields, column), code, hint,
                    "%s", message);
}

/* Whether a fault is no longer told, so that its words need not be found. */
static bool is_mute(const struct es_fields *fields)
{
    return fields->faults == NULL || es_fault_list_full(fields->faults);
}

/* Reports what a cell cannot be read as: a date, the number. */
static void cannot_read(struct es_fields *fields, size_t column, enum es_fault_code code,
                        const char *what, const char *hint)
{
    const char *text = es_fields_text(fields, column);
    const char *quoted = is_mute(fields) ? "" : es_fault_quote(text, fields->arena);
    fields->bad = true;
    es_record_fault(fields->faults, fields->row, place_of(fields, column), code, hint,
                    "cannot read the %s \"%s\"", what, quoted);
}

void es_fields_allow(struct es_fields *fields, enum es_decimal decimal,
                     enum es_day_order order)
{
    fields->resaved = true;
    fields->decimal = decimal;
    fields->order = order;
}

void es_fields_settle(struct es_fields *fields)
{
    if (fields->doubts > 0 && fields->order == ES_ORDER_UNKNOWN) {
        const char *text = fields->doubt.cell[fields->doubt_cell];
        es_record_fault(fields->faults, &fields->doubt, fields->doubt_cell, ES_FAULT_E210,
                        "--date-order day-first or month-first decides",
                        "the date \"%s\" has two readings, and no other date of the file "
                        "decides",
                        es_fault_quote(text, fields->arena));
    }
}

/* Notes a date with two readings. */
static void doubt_day(struct es_fields *fields, size_t column)
{
    if (fields->faults == NULL || fields->doubts++ > 0) {
        return;
    }
    fields->doubt_cell = place_of(fields, column);
    if (!es_record_keep(fields->row, &fields->doubt, fields->arena)) {
        fields->doubts = 0;
    }
}

/* Whether a day with one reading shows that the day comes first: "31/08/2023" does,
 * "05/05/2023" does not. */
static bool day_differs(const char *text, int day)
{
    const struct es_window_style other = {.order = ES_MONTH_FIRST};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    return es_window_parse(text, &other, reading, rule) != ES_WINDOW_GOOD ||
           reading[0].from_day != day;
}

/* A day as spreadsheets write it, 31/08/2023; false if it is none, or month-first where
 * nothing says so. */
static bool read_resaved_day(struct es_fields *fields, size_t column, int *day)
{
    const char *text = es_fields_text(fields, column);
    const enum es_day_order order =
        fields->order == ES_ORDER_UNKNOWN ? ES_DAY_FIRST : fields->order;
    const struct es_window_style given = {.order = order},
                                 open = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2], any[2];
    char rule[ES_RULE_TEXT];
    const bool good = fields->resaved && strchr(text, '/') != NULL &&
                      es_window_parse(text, &given, reading, rule) == ES_WINDOW_GOOD &&
                      reading[0].from_day == reading[0].to_day;
    if (!good) {
        return false;
    }
    *day = reading[0].from_day;
    if (fields->order == ES_ORDER_UNKNOWN) {
        if (es_window_parse(text, &open, any, rule) == ES_WINDOW_DOUBTFUL) {
            doubt_day(fields, column);
        } else if (day_differs(text, *day)) {
            fields->order = ES_DAY_FIRST;
        }
    }
    return true;
}

int es_fields_day(struct es_fields *fields, size_t column)
{
    const char *text = es_fields_text(fields, column);
    int day = ES_NO_DAY;
    if (text[0] != '\0' && !es_day_parse(text, &day) &&
        !read_resaved_day(fields, column, &day)) {
        cannot_read(fields, column, ES_FAULT_E202, "date",
                    is_mute(fields) ? NULL : es_hint_date(text, fields->arena));
    }
    return day;
}

/* A number with a decimal comma, as spreadsheets write it; false if it is none. */
static bool read_resaved_number(struct es_fields *fields, size_t column, double *value)
{
    struct es_amount reading[2];
    const char *text = es_fields_text(fields, column);
    if (!fields->resaved || fields->row->separator == ',' ||
        text[strspn(text, "0123456789,-+eE")] != '\0') {
        return false;
    }
    const enum es_amount_status status = es_amount_parse(text, fields->decimal, reading);
    if (status == ES_AMOUNT_DOUBTFUL && !fields->fine) {
        es_fields_fault(fields, column, ES_FAULT_E210,
                        "the number has two readings, and its step has no decimals",
                        "--decimal comma or point decides");
    }
    *value = reading[0].value;
    return status == ES_AMOUNT_GOOD || status == ES_AMOUNT_DOUBTFUL;
}

double es_fields_number(struct es_fields *fields, size_t column)
{
    const char *text = es_fields_text(fields, column);
    double value = NAN;
    if (text[0] == '\0') {
        return NAN;
    }
    switch (es_number_parse(text, &value)) {
    case ES_NUMBER_GOOD:
        break;
    case ES_NUMBER_BAD:
        if (read_resaved_number(fields, column, &value)) {
            break;
        }
        cannot_read(fields, column, ES_FAULT_E203, "number",
                    is_mute(fields) ? NULL : es_hint_number(text, fields->arena));
        break;
    case ES_NUMBER_OUT_OF_RANGE:
        es_fields_fault(fields, column, ES_FAULT_E204, "the number is out of range",
                        NULL);
        break;
    }
    return value;
}

int es_fields_whole(struct es_fields *fields, size_t column, int least, int most)
{
    const double value = es_fields_number(fields, column);
    if (isnan(value)) {
        return least;
    }
    if (value < least || value > most || value != floor(value)) {
        const char *hint =
            es_arena_print(fields->arena, "a whole number from %d to %d", least, most);
        es_fields_fault(fields, column, ES_FAULT_E204, "the number is out of range",
                        hint);
        return least;
    }
    return (int)value;
}

void es_fields_unknown(struct es_fields *fields, size_t column, const char *const words[],
                       size_t n)
{
    const char *text = es_fields_text(fields, column);
    if (text[0] == '\0') {
        return; /* reported as empty */
    }
    fields->bad = true;
    const bool mute = is_mute(fields);
    es_record_fault(fields->faults, fields->row, place_of(fields, column), ES_FAULT_E205,
                    mute ? NULL : es_hint_word(text, words, n, fields->arena),
                    "the %s \"%s\" is not known", name_of(fields, column),
                    mute ? "" : es_fault_quote(text, fields->arena));
}

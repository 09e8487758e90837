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
static size_t refuse_column(struct es_fields *fields, const struct es_csv_cell *cell)
{
    const struct es_columns *columns = fields->columns;
    const char *names[ES_FIELDS_MOST];
    for (size_t k = 0; k < columns->n; k++) {
        names[k] = columns->column[k].name;
    }
    es_fault_add(&fields->csv->faults, cell->span, ES_FAULT_E111,
                 es_hint_word(cell->text, names, columns->n, fields->arena),
                 "the column \"%s\" is not known",
                 es_fault_quote(cell->text, fields->arena));
    const char *meant = es_suggest(cell->text, names, columns->n);
    return meant == NULL ? columns->n : find_column(columns, meant);
}

/* Reports columns that must be there and are neither found nor misspelt. */
static void check_missing(struct es_fields *fields, const bool misspelt[])
{
    for (size_t k = 0; k < fields->columns->n; k++) {
        const bool needed = fields->columns->column[k].need != ES_COLUMN_FREE;
        if (!needed || fields->place[k] >= 0) {
            continue;
        }
        fields->incomplete = true;
        if (!misspelt[k]) {
            es_fault_add(&fields->csv->faults, fields->csv->row[0][0].span, ES_FAULT_E110,
                         NULL, "the column \"%s\" is missing", name_of(fields, k));
        }
    }
}

void es_fields_open(struct es_fields *fields, struct es_csv *csv,
                    const struct es_columns *columns, struct es_arena *arena)
{
    *fields = (struct es_fields){.csv = csv, .columns = columns, .arena = arena};
    bool misspelt[ES_FIELDS_MOST + 1] = {false};
    for (size_t k = 0; k < ES_FIELDS_MOST; k++) {
        fields->place[k] = -1;
    }
    if (csv->rows == 0) {
        return;
    }
    for (size_t i = 0; i < csv->columns; i++) {
        const struct es_csv_cell *cell = &csv->row[0][i];
        const size_t k = find_column(columns, cell->text);
        if (k == columns->n) {
            misspelt[refuse_column(fields, cell)] = true;
        } else if (fields->place[k] >= 0) {
            es_fault_add(&csv->faults, cell->span, ES_FAULT_E112, NULL,
                         "the column \"%s\" appears twice", name_of(fields, k));
        } else {
            fields->place[k] = (int)i;
        }
    }
    check_missing(fields, misspelt);
}

void es_fields_take(struct es_fields *fields, size_t i)
{
    fields->row = fields->csv->row[i];
    fields->bad = fields->incomplete;
    for (size_t k = 0; k < fields->columns->n; k++) {
        const bool filled = fields->columns->column[k].need == ES_COLUMN_FILLED;
        if (filled && fields->place[k] >= 0 && es_fields_text(fields, k)[0] == '\0') {
            fields->bad = true;
            es_fault_add(&fields->csv->faults, es_fields_span(fields, k), ES_FAULT_E201,
                         NULL, "the field \"%s\" is empty", name_of(fields, k));
        }
    }
}

struct es_span es_fields_span(const struct es_fields *fields, size_t column)
{
    const int place = fields->place[column];
    return fields->row[place < 0 ? 0 : place].span;
}

int es_fields_line(const struct es_fields *fields)
{
    return es_fault_line(&fields->csv->faults, fields->row[0].span.offset);
}

const char *es_fields_text(const struct es_fields *fields, size_t column)
{
    const int place = fields->place[column];
    return place < 0 ? "" : fields->row[place].text;
}

void es_fields_fault(struct es_fields *fields, size_t column, enum es_fault_code code,
                     const char *message, const char *hint)
{
    fields->bad = true;
    es_fault_add(&fields->csv->faults, es_fields_span(fields, column), code, hint, "%s",
                 message);
}

/* Reports what a cell cannot be read as: a date, the number. */
static void cannot_read(struct es_fields *fields, size_t column, enum es_fault_code code,
                        const char *what, const char *hint)
{
    const char *quoted = es_fault_quote(es_fields_text(fields, column), fields->arena);
    fields->bad = true;
    es_fault_add(&fields->csv->faults, es_fields_span(fields, column), code, hint,
                 "cannot read the %s \"%s\"", what, quoted);
}

int es_fields_day(struct es_fields *fields, size_t column)
{
    const char *text = es_fields_text(fields, column);
    int day = ES_NO_DAY;
    if (text[0] != '\0' && !es_day_parse(text, &day)) {
        cannot_read(fields, column, ES_FAULT_E202, "date",
                    es_hint_date(text, fields->arena));
    }
    return day;
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
        cannot_read(fields, column, ES_FAULT_E203, "number",
                    es_hint_number(text, fields->arena));
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
    es_fault_add(&fields->csv->faults, es_fields_span(fields, column), ES_FAULT_E205,
                 es_hint_word(text, words, n, fields->arena),
                 "the %s \"%s\" is not known", name_of(fields, column),
                 es_fault_quote(text, fields->arena));
}

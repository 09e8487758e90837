/* plain_amount.c: numbers of plain files. */
#include "intake/plain_row.h"

#include "essor/number.h"
#include "intake/hints.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static enum es_amount_status try_decimal(const char *text, enum es_decimal decimal)
{
    struct es_amount reading[2];
    return es_amount_parse(text, decimal, reading);
}

/* Whether a number that has one reading shows which sign is the decimal one. */
static void learn_decimal(struct es_plain *plain, const struct es_row *row,
                          const char *text)
{
    if (plain->decimal != ES_DECIMAL_UNKNOWN || strpbrk(text, ".,") == NULL) {
        return;
    }
    const bool point = try_decimal(text, ES_DECIMAL_POINT) == ES_AMOUNT_GOOD;
    const bool comma = try_decimal(text, ES_DECIMAL_COMMA) == ES_AMOUNT_GOOD;
    if (point != comma) {
        plain->decimal = point ? ES_DECIMAL_POINT : ES_DECIMAL_COMMA;
        plain->decimal_line = row->record->line;
    }
}

static enum es_status doubt_number(struct es_row *row, size_t cell,
                                   const struct es_amount reading[2],
                                   struct es_error *err)
{
    char first[40], second[40];
    (void)snprintf(first, sizeof first, "%.15g", reading[0].value);
    (void)snprintf(second, sizeof second, "%.15g", reading[1].value);
    return es_row_doubt(row, &row->plain->number, cell,
                        (const char *const[]){first, second}, err);
}

void es_row_refuse_number(struct es_row *row, size_t cell)
{
    struct es_plain *plain = row->plain;
    const char *text = row->record->cell[cell], *hint = NULL;
    row->bad = true;
    if (!es_plain_is_mute(plain) && plain->decimal_line > 0 &&
        strpbrk(text, ".,") != NULL) {
        hint = es_arena_print(plain->arena, "the decimal sign is a %s, as line %d shows",
                              plain->decimal == ES_DECIMAL_POINT ? "point" : "comma",
                              plain->decimal_line);
    } else if (!es_plain_is_mute(plain)) {
        hint = es_hint_number(text, plain->arena);
    }
    es_record_fault(plain->faults, row->record, cell, ES_FAULT_E203, hint,
                    "cannot read the number \"%s\"", es_plain_quote(plain, text));
}

/* Reads digits alone, as nearly all numbers of long files are, just as es_amount_parse
 * does. False for any other text. */
static bool read_digits(const char *text, struct es_amount *amount)
{
    enum { MOST_DIGITS = 15, FIRST_ROUNDED = 3 };
    size_t n = 0, zeros = 0;
    double step = 1.0;
    for (; text[n] >= '0' && text[n] <= '9' && n <= MOST_DIGITS; n++) {
        zeros = text[n] == '0' ? zeros + 1 : 0;
    }
    if (n == 0 || n > MOST_DIGITS || text[n] != '\0' || text[0] == '0') {
        return false;
    }
    for (; n >= FIRST_ROUNDED && zeros > 0; zeros--) {
        step *= 10.0;
    }
    *amount = (struct es_amount){.value_hi = NAN, .step = step};
    return es_number_parse(text, &amount->value) == ES_NUMBER_GOOD;
}

/* Whether a text that is no number may state one in words: it has a letter and a blank.
 */
static bool has_words(const char *text)
{
    bool letter = false, blank = false;
    for (; *text != '\0'; text++) {
        const bool latin =
            (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
        letter = letter || latin;
        blank = blank || es_blank_span(text) > 0;
    }
    return letter && blank;
}

enum es_status es_row_read_amount(struct es_row *row, size_t cell,
                                  struct es_amount *amount, enum es_cell_form *form,
                                  struct es_error *err)
{
    struct es_plain *plain = row->plain;
    const char *text = row->record->cell[cell];
    struct es_amount reading[2] = {{.missing = true}};
    *form = ES_CELL_NUMBER;
    if (read_digits(text, amount)) {
        return ES_OK;
    }
    /* A number of a workbook is one, whatever its texts look like. */
    const bool numeric = row->record->numeric != NULL && row->record->numeric[cell];
    const enum es_decimal decimal = numeric ? ES_DECIMAL_POINT : plain->decimal;
    switch (es_amount_parse(text, decimal, reading)) {
    case ES_AMOUNT_GOOD:
        if (!numeric) {
            learn_decimal(plain, row, text);
        }
        break;
    case ES_AMOUNT_DOUBTFUL:
        ES_TRY(doubt_number(row, cell, reading, err));
        break;
    case ES_AMOUNT_BAD:
        if (has_words(text)) {
            *form = ES_CELL_WORDS;
        } else {
            es_row_refuse_number(row, cell);
        }
        break;
    case ES_AMOUNT_OUT_OF_RANGE:
        row->bad = true;
        es_record_fault(plain->faults, row->record, cell, ES_FAULT_E204, NULL,
                        "the number is out of range");
        break;
    }
    *amount = reading[0];
    return ES_OK;
}

void es_plain_settle_decimal(struct es_plain *plain)
{
    const struct es_doubt *doubt = &plain->number;
    if (doubt->count == 0 || plain->decimal != ES_DECIMAL_UNKNOWN) {
        return;
    }
    /* Who separates fields by commas does not write decimal commas. */
    if (!doubt->comma && doubt->row.separator == ',') {
        plain->decimal = ES_DECIMAL_POINT;
        return;
    }
    const bool comma = strchr(doubt->row.cell[doubt->cell], ',') != NULL;
    es_plain_report_doubt(plain, doubt, "number",
                          es_arena_print(plain->arena,
                                         "--decimal %s reads %s, --decimal %s %s",
                                         comma ? "comma" : "point", doubt->readings[0],
                                         comma ? "point" : "comma", doubt->readings[1]));
}

#include "intake/plain_row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool es_plain_is_mute(const struct es_plain *plain)
{
    return plain->faults == NULL || es_fault_list_full(plain->faults);
}

const char *es_plain_quote(const struct es_plain *plain, const char *text)
{
    return es_plain_is_mute(plain) ? "" : es_fault_quote(text, plain->arena);
}

int es_row_cell(const struct es_row *row, enum es_role role)
{
    return row->plain->layout->role[role];
}

/* The text of a role in the row; "" if no column has it. */
const char *es_row_text(const struct es_row *row, enum es_role role)
{
    const int cell = es_row_cell(row, role);
    return cell < 0 ? "" : row->record->cell[cell];
}

enum { LONGEST_SERIES = 256 };

/* The name of the file, without its folder. */
static const char *file_title(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash == NULL ? path : slash + 1;
}

enum es_status es_plain_open(const struct es_layout *layout,
                             const struct es_reading_style *style,
                             struct es_fault_list *faults, struct es_arena *scratch,
                             struct es_plain **plain, struct es_error *err)
{
    struct es_plain *made;
    ES_NEW(faults->arena, made, 1, err);
    made->layout = layout;
    made->style = style;
    made->faults = faults;
    made->arena = faults->arena;
    made->scratch = scratch;
    made->title = style->source != NULL ? style->source : file_title(faults->file);
    made->decimal = style->decimal;
    made->order = style->order;
    made->has_period = style->has_period || layout->has_period;
    made->period = style->has_period ? style->period : layout->period;
    made->all_first = made->all_last = true;
    *plain = made;
    return ES_OK;
}

enum es_status es_row_doubt(const struct es_row *row, struct es_doubt *doubt, size_t cell,
                            const char *const readings[2], struct es_error *err)
{
    struct es_plain *plain = row->plain;
    if (plain->faults == NULL) {
        return ES_OK;
    }
    doubt->comma = doubt->comma || strchr(row->record->cell[cell], ',') != NULL;
    if (doubt->count++ > 0) {
        return ES_OK;
    }
    doubt->cell = cell;
    if (!es_record_keep(row->record, &doubt->row, plain->arena)) {
        return es_no_memory(err);
    }
    for (size_t i = 0; i < 2; i++) {
        ES_GIVEN(doubt->readings[i], es_arena_copy(plain->arena, readings[i]), err);
    }
    return ES_OK;
}

unsigned es_plain_slot(const char *text, unsigned slots)
{
    unsigned hash = 0;
    for (; *text != '\0'; text++) {
        hash = hash * 31 + (unsigned char)*text;
    }
    return (hash ^ hash >> 11) % slots;
}

/* What the values of the row share. */
static enum es_status read_row(struct es_row *row, struct es_error *err)
{
    const struct es_plain *plain = row->plain;
    const char *zone = es_row_text(row, ES_ROLE_ZONE),
               *title = es_row_text(row, ES_ROLE_TITLE);
    row->figure = (struct es_figure){
        .id = "",
        .version = 1,
        .series = es_row_text(row, ES_ROLE_SERIES),
        /* The barometer's name for the whole country. */
        .zone = strcmp(zone, "FRANCE") == 0 ? "" : zone,
        .ref = "",
        .source_title = title[0] == '\0' ? plain->title : title,
        .source_url = es_row_text(row, ES_ROLE_URL),
        .note = es_row_text(row, ES_ROLE_NOTE),
        .line = row->record->line,
    };
    if (es_row_cell(row, ES_ROLE_SERIES) >= 0 && row->figure.series[0] == '\0') {
        es_row_refuse_empty(row, ES_ROLE_SERIES);
    }
    return es_row_read_dates(row, err);
}

static enum es_qualifier qualifier_of(const struct es_amount *amount)
{
    static const enum es_qualifier of_bound[] = {[ES_BOUND_NONE] = ES_EXACT,
                                                 [ES_BOUND_BELOW] = ES_AT_MOST,
                                                 [ES_BOUND_ABOVE] = ES_AT_LEAST,
                                                 [ES_BOUND_AROUND] = ES_ABOUT};
    return isnan(amount->value_hi) ? of_bound[amount->bound] : ES_RANGE;
}

/* The series of a value; false if its name is too long. */
static bool name_series(struct es_row *row, const struct es_value_column *column,
                        const char *suffix, char name[LONGEST_SERIES])
{
    const char *base = column->series != NULL ? column->series : row->figure.series;
    const size_t length = strlen(base), rest = strlen(suffix);
    if (length + rest < LONGEST_SERIES) {
        memcpy(name, base, length);
        memcpy(name + length, suffix, rest + 1);
        return true;
    }
    row->bad = true;
    es_record_fault(row->plain->faults, row->record, column->cell, ES_FAULT_E105, NULL,
                    "the name of a series is longer than %d bytes", LONGEST_SERIES - 1);
    return false;
}

/* "vi", "va", "vc" of the barometer's import template; NULL after a fault. */
static const char *type_suffix(struct es_row *row)
{
    const char *type = es_row_text(row, ES_ROLE_TYPE);
    if (type[0] == '\0' || strcmp(type, "va") == 0) {
        return "";
    }
    if (strcmp(type, "vi") == 0 || strcmp(type, "vc") == 0) {
        return type[1] == 'i' ? "_vi" : "_vc";
    }
    row->bad = true;
    es_record_fault(row->plain->faults, row->record,
                    (size_t)es_row_cell(row, ES_ROLE_TYPE), ES_FAULT_E205,
                    "one of vi, va, vc", "the type \"%s\" is not known",
                    es_plain_quote(row->plain, type));
    return NULL;
}

static void refuse_reference(struct es_row *row, size_t cell, bool refers)
{
    if (refers) {
        row->bad = true;
        es_record_fault(row->plain->faults, row->record, cell, ES_FAULT_E209,
                        "essor's own columns say it, with \"ref\"",
                        "a share or a ratio needs what it refers to");
    }
}

static void date_figure(const struct es_value_column *column, struct es_figure *figure)
{
    if (column->dated) {
        figure->from_day = column->window.from_day;
        figure->to_day = column->window.to_day;
        figure->basis = column->window.basis;
    }
}

/* Completes the figure of one value; row->bad after a fault. */
static void fill_figure(struct es_row *row, const struct es_value_column *column,
                        const struct es_amount *amount, struct es_figure *figure)
{
    figure->value = amount->value;
    figure->value_hi = amount->value_hi;
    figure->quoted_step = amount->step;
    figure->qualifier = qualifier_of(amount);
    es_row_find_kind(row, column, amount, figure);
    refuse_reference(row, column->cell,
                     amount->times || figure->kind == ES_SHARE_OF ||
                         figure->kind == ES_RATIO_TO);
}

static enum es_status take_value(struct es_row *row, const struct es_value_column *column,
                                 es_plain_take *take, void *context, struct es_error *err)
{
    struct es_amount amount;
    enum es_cell_form form;
    struct es_figure figure = row->figure;
    char name[LONGEST_SERIES];
    const bool row_is_bad = row->bad;
    if (row->record->cell[column->cell][0] == '\0') {
        return ES_OK;
    }
    ES_TRY(es_row_read_amount(row, column->cell, &amount, &form, err));
    if (row_is_bad) { /* by what its values share, which is reported */
        return ES_OK;
    }
    const char *suffix =
        es_row_cell(row, ES_ROLE_TYPE) >= 0 ? type_suffix(row) : column->suffix;
    const bool given = form == ES_CELL_WORDS || !amount.missing;
    if (given && suffix != NULL && name_series(row, column, suffix, name)) {
        figure.series = name;
        date_figure(column, &figure);
        if (form == ES_CELL_WORDS) {
            ES_TRY(es_row_read_words(row, column, &figure, err));
        } else {
            fill_figure(row, column, &amount, &figure);
            ES_TRY(es_row_read_period(row, column->cell, &figure, err));
        }
    }
    const bool good = !row->bad && given;
    row->bad = false; /* the next value may be good */
    return good ? take(context, &figure, row->record, column->cell, err) : ES_OK;
}

enum es_status es_plain_row(struct es_plain *plain, const struct es_record *record,
                            es_plain_take *take, void *context, struct es_error *err)
{
    struct es_row row = {.plain = plain, .record = record};
    if (plain->layout->values == 0) { /* the header was refused */
        return ES_OK;
    }
    ES_TRY(read_row(&row, err));
    for (size_t i = 0; i < plain->layout->values; i++) {
        ES_TRY(take_value(&row, &plain->layout->value[i], take, context, err));
    }
    return ES_OK;
}

/* Reports what nothing in the file decides. */
void es_plain_report_doubt(struct es_plain *plain, const struct es_doubt *doubt,
                           const char *what, const char *hint)
{
    char more[64] = "";
    if (doubt->count > 1) {
        (void)snprintf(more, sizeof more, ", as ha%s %zu more",
                       doubt->count == 2 ? "s" : "ve", doubt->count - 1);
    }
    es_record_fault(plain->faults, &doubt->row, doubt->cell, ES_FAULT_E210, hint,
                    "the %s \"%s\" has two readings%s", what,
                    es_plain_quote(plain, doubt->row.cell[doubt->cell]), more);
}

bool es_plain_settle(struct es_plain *plain)
{
    es_plain_settle_decimal(plain);
    es_plain_settle_period(plain);
    es_plain_settle_order(plain);
    plain->faults = NULL;
    return plain->revised;
}

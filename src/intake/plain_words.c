/* plain_words.c: values of plain files that are written in words: "plus de 12 millions",
 * "près de 3 M par mois". */
#include "intake/plain_row.h"

#include "essor/phrase.h"
#include "intake/lexeme.h"

#include <string.h>

/* The words of a value, with what the file says beside them. */
struct worded {
    struct es_row *row;
    size_t cell;
    const struct es_figure *beside; /* series and window of the row */
    struct es_phrase_context context;
    struct es_phrase phrase;
    bool has_kind, kind_stated; /* `kind` is that of the series; of the row */
    enum es_kind kind;
};

static void take_facts(struct worded *worded, const struct es_value_column *column)
{
    struct es_known_series own;
    struct es_phrase_context *context = &worded->context;
    const struct es_series_facts *facts =
        es_row_facts(worded->row, column, worded->beside->series, &own);
    if (facts != NULL) {
        context->has_nature = true;
        context->nature = facts->nature;
        context->launch_day = facts->launch_day;
        context->unit = facts->unit != NULL ? facts->unit : "";
        context->whole = facts->whole != NULL ? facts->whole : "";
        worded->has_kind = true;
        worded->kind = facts->kind;
    }
}

/* The row's own kind and unit, the caller's, and those of the series. */
static void take_context(struct worded *worded, const struct es_value_column *column)
{
    struct es_row *row = worded->row;
    const struct es_reading_style *style = row->plain->style;
    const char *unit = es_row_text(row, ES_ROLE_UNIT);
    worded->context = es_phrase_context_empty();
    worded->context.series = worded->beside->series;
    worded->context.published_day = worded->beside->published_day;
    worded->context.from_day = worded->beside->from_day;
    worded->context.to_day = worded->beside->to_day;
    take_facts(worded, column);
    if (style->has_kind || column->percent) {
        worded->has_kind = true;
        worded->kind = column->percent ? ES_PERCENT : style->kind;
    }
    if (es_row_stated_kind(row, &worded->kind)) {
        worded->has_kind = worded->kind_stated = true;
    }
    if (unit[0] != '\0' || style->unit != NULL) {
        worded->context.unit = unit[0] != '\0' ? unit : style->unit;
    }
    if (*worded->context.unit == '\0') {
        worded->context.unit = "units";
    }
}

/* Reads the words as a figure of the kind; where they are of another, and the row does
 * not state it, as what they are by themselves. */
static enum es_status understand(struct worded *worded, struct es_error *err)
{
    struct es_row *row = worded->row;
    const char *text = row->record->cell[worded->cell];
    worded->context.has_kind = worded->has_kind;
    worded->context.kind = worded->kind;
    enum es_status status = es_phrase_read(text, &worded->context, &worded->phrase,
                                           row->plain->scratch, NULL);
    if (worded->phrase.refusal == ES_NO_KIND && worded->has_kind &&
        !worded->kind_stated) {
        worded->context.has_kind = false;
        status = es_phrase_read(text, &worded->context, &worded->phrase,
                                row->plain->scratch, NULL);
    }
    return status == ES_ERR_MEMORY ? es_no_memory(err) : ES_OK;
}

static void refuse(struct worded *worded)
{
    struct es_row *row = worded->row;
    const struct es_phrase *phrase = &worded->phrase;
    const char *text = row->record->cell[worded->cell];
    if (phrase->refusal == ES_NO_NUMBER) {
        es_row_refuse_number(row, worded->cell);
        return;
    }
    row->bad = true;
    const bool contradicts = phrase->refusal == ES_NO_KIND && worded->kind_stated;
    es_record_fault(row->plain->faults, row->record, worded->cell,
                    contradicts ? ES_FAULT_E212 : ES_FAULT_E203,
                    contradicts ? NULL : phrase->hint, "cannot read the value \"%s\": %s",
                    es_plain_quote(row->plain, text), phrase->why);
}

static bool holds(const char *text, const char *words)
{
    struct es_lexemes all, part;
    if (!es_lexemes_read(text, &all) || !es_lexemes_read(words, &part) || part.n == 0) {
        return false;
    }
    for (size_t at = 0; at + part.n <= all.n; at++) {
        size_t same = 0;
        while (same < part.n && strcmp(all.at[at + same].text, part.at[same].text) == 0) {
            same++;
        }
        if (same == part.n) {
            return true;
        }
    }
    return false;
}

static bool holds_any(const char *text, const char *const words[], size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n && !any; i++) {
        any = holds(text, words[i]);
    }
    return any;
}

/* Whether the unit beside the value is per month where the words are per year, or the
 * other way round. */
static bool has_other_pace(const struct worded *worded)
{
    static const char *const month[] = {"mois", "month", "mensuel", "mensuels"};
    static const char *const year[] = {"an", "annee", "year", "annuel", "annuels"};
    const char *unit = es_row_text(worded->row, ES_ROLE_UNIT);
    const enum es_kind kind = worded->phrase.figure.kind;
    const bool monthly = kind == ES_MONTHLY_RATE || kind == ES_GROWTH_PER_MONTH;
    return (kind == ES_ANNUALISED_RATE &&
            holds_any(unit, month, sizeof month / sizeof month[0])) ||
           (monthly && holds_any(unit, year, sizeof year / sizeof year[0]));
}

/* Whether the unit beside the value is another than what the words count. */
static bool has_other_unit(const struct worded *worded)
{
    const char *unit = es_row_text(worded->row, ES_ROLE_UNIT);
    const char *words = worded->phrase.words[ES_PART_UNIT];
    const char *counted = worded->phrase.figure.unit;
    const char *per = strstr(counted, " per ");
    char base[64] = "";
    const size_t length = per != NULL ? (size_t)(per - counted) : strlen(counted);
    const bool share = strcmp(counted, "percent") == 0;
    if (unit[0] == '\0' || (words[0] == '\0' && !share) || length >= sizeof base) {
        return false;
    }
    memcpy(base, counted, length);
    return share ? !es_row_has_percent_unit(worded->row)
                 : !holds(unit, words) && !holds(unit, base);
}

/* Whether the date beside the value is another than that of the words. */
static bool has_other_date(const struct worded *worded)
{
    const struct es_figure *own = &worded->phrase.figure, *beside = worded->beside;
    if (worded->phrase.words[ES_PART_WINDOW][0] == '\0') {
        return false;
    }
    const bool ends_in = own->to_day >= beside->from_day && own->to_day <= beside->to_day;
    const bool holds_end =
        beside->to_day >= own->from_day && beside->to_day <= own->to_day;
    return !ends_in && !holds_end;
}

static bool check(struct worded *worded)
{
    struct es_row *row = worded->row;
    const bool other_unit = has_other_unit(worded) || has_other_pace(worded);
    const char *what = other_unit ? "unit" : has_other_date(worded) ? "date" : NULL;
    if (what != NULL) {
        row->bad = true;
        es_record_fault(row->plain->faults, row->record, worded->cell, ES_FAULT_E212,
                        NULL, "the value \"%s\" has another %s than the row",
                        es_plain_quote(row->plain, row->record->cell[worded->cell]),
                        what);
    }
    return what == NULL;
}

/* The row's window is what a value without a date of its own has; a pace on a day is that
 * of the month up to it. */
static enum es_status date(const struct worded *worded, struct es_figure *figure,
                           struct es_error *err)
{
    const struct es_figure *own = &worded->phrase.figure;
    const bool pace = own->kind == ES_MONTHLY_RATE || own->kind == ES_ANNUALISED_RATE ||
                      own->kind == ES_GROWTH_PER_MONTH;
    if (worded->phrase.words[ES_PART_WINDOW][0] == '\0') {
        figure->from_day = worded->beside->from_day;
        figure->to_day = worded->beside->to_day;
        figure->basis = worded->beside->basis;
        ES_TRY(es_row_read_period(worded->row, worded->cell, figure, err));
        if (!pace || figure->from_day != figure->to_day) {
            return ES_OK;
        }
    }
    figure->from_day = own->from_day;
    figure->to_day = own->to_day;
    figure->basis = own->basis;
    return ES_OK;
}

static enum es_status take(const struct worded *worded, struct es_figure *figure,
                           struct es_error *err)
{
    const struct es_figure *own = &worded->phrase.figure;
    const char *unit = es_row_text(worded->row, ES_ROLE_UNIT);
    figure->kind = own->kind;
    figure->value = own->value;
    figure->value_hi = own->value_hi;
    figure->quoted_step = own->quoted_step;
    figure->qualifier = own->qualifier;
    figure->ref = own->ref;
    figure->unit = unit[0] != '\0' ? unit : own->unit;
    if (figure->note[0] == '\0') {
        figure->note = worded->row->record->cell[worded->cell];
    }
    return date(worded, figure, err);
}

enum es_status es_row_read_words(struct es_row *row, const struct es_value_column *column,
                                 struct es_figure *figure, struct es_error *err)
{
    const struct es_figure beside = *figure;
    struct worded worded = {.row = row, .cell = column->cell, .beside = &beside};
    if (row->plain->faults != NULL && es_fault_list_full(row->plain->faults)) {
        row->bad = true; /* enough was told */
        es_record_fault(row->plain->faults, row->record, column->cell, ES_FAULT_E203,
                        NULL, "it is not read");
        return ES_OK;
    }
    take_context(&worded, column);
    if (row->bad) {
        return ES_OK;
    }
    ES_TRY(understand(&worded, err));
    if (worded.phrase.refusal != ES_UNDERSTOOD) {
        refuse(&worded);
        return ES_OK;
    }
    return check(&worded) ? take(&worded, figure, err) : ES_OK;
}

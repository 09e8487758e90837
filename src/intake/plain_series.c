/* plain_series.c: what the numbers of a series are. */
#include "intake/plain_row.h"

#include <string.h>

static struct es_known_series *look_up(struct es_plain *plain, const char *name,
                                       struct es_known_series *own)
{
    const bool fits = strlen(name) < ES_PLAIN_KEPT;
    struct es_known_series *found =
        fits ? &plain->series[es_plain_slot(name, ES_PLAIN_SERIES)] : own;
    if (fits && found->name[0] != '\0' && strcmp(found->name, name) == 0) {
        return found;
    }
    *found = (struct es_known_series){.known = false};
    if (fits) {
        (void)strcpy(found->name, name); // NOLINT: it fits
    }
    if (plain->style->about != NULL) {
        found->known = plain->style->about(plain->style->context, name, &found->facts);
    }
    return found;
}

/* What the caller knows of a series, or of the one whose initial value, target or
 * progress it is. */
static struct es_known_series *look_up_base(const struct es_row *row,
                                            const struct es_value_column *column,
                                            const char *series,
                                            struct es_known_series *own)
{
    const char *base = column->series != NULL ? column->series : row->figure.series;
    struct es_known_series *found = look_up(row->plain, series, own);
    return found->known || strcmp(base, series) == 0 ? found
                                                     : look_up(row->plain, base, own);
}

const struct es_series_facts *es_row_facts(const struct es_row *row,
                                           const struct es_value_column *column,
                                           const char *series,
                                           struct es_known_series *own)
{
    const struct es_known_series *found = look_up_base(row, column, series, own);
    return found->known ? &found->facts : NULL;
}

/* Reports a series of which nobody says what its numbers are, once. */
static void refuse_series(struct es_row *row, size_t cell, const char *name)
{
    struct es_plain *plain = row->plain;
    row->bad = true;
    for (size_t i = 0; i < plain->unknowns; i++) {
        if (strcmp(plain->unknown[i], name) == 0) {
            return;
        }
    }
    const size_t most = sizeof plain->unknown / sizeof plain->unknown[0];
    const char *kept = es_plain_is_mute(plain) ? NULL : es_arena_copy(plain->arena, name);
    if (kept != NULL && plain->unknowns < most) {
        plain->unknown[plain->unknowns++] = kept;
    }
    es_record_fault(plain->faults, row->record, cell, ES_FAULT_E211,
                    "--kind stock, --kind window_total or another kind decides",
                    "no series of the project is fed by \"%s\": are its numbers levels "
                    "or volumes?",
                    es_plain_quote(plain, name));
}

void es_row_refuse_series(struct es_row *row, const struct es_value_column *column,
                          const char *series)
{
    const int cell = column->series != NULL ? -1 : es_row_cell(row, ES_ROLE_SERIES);
    refuse_series(row, cell < 0 ? column->cell : (size_t)cell, series);
}

bool es_row_stated_kind(struct es_row *row, enum es_kind *kind)
{
    const char *word = es_row_text(row, ES_ROLE_KIND);
    if (word[0] == '\0' || es_kind_parse(word, kind)) {
        return word[0] != '\0';
    }
    row->bad = true;
    es_record_fault(row->plain->faults, row->record,
                    (size_t)es_row_cell(row, ES_ROLE_KIND), ES_FAULT_E205, NULL,
                    "the kind \"%s\" is not known", es_plain_quote(row->plain, word));
    return false;
}

bool es_row_has_percent_unit(const struct es_row *row)
{
    static const char *const names[] = {"%",        "percent",   "per cent",
                                        "pourcent", "pour cent", "pourcentage"};
    const char *unit = es_row_text(row, ES_ROLE_UNIT);
    for (size_t i = 0; unit[0] != '\0' && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(unit, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void contradict(struct es_row *row, size_t cell, const char *words)
{
    row->bad = true;
    es_record_fault(row->plain->faults, row->record, cell, ES_FAULT_E212, NULL,
                    "the value \"%s\" %s",
                    es_plain_quote(row->plain, row->record->cell[cell]), words);
}

/* "14 %" of documents; "+200 000" where the series has levels. */
static void check_value(struct es_row *row, size_t cell, const struct es_amount *amount,
                        bool stated, enum es_kind kind)
{
    const bool share = kind == ES_PERCENT || kind == ES_SHARE_OF;
    if (amount->percent && stated && !share && kind != ES_RATIO_TO) {
        contradict(row, cell, "is a percentage, and the kind beside it is not");
    } else if (amount->percent && es_row_text(row, ES_ROLE_UNIT)[0] != '\0' &&
               !es_row_has_percent_unit(row)) {
        contradict(row, cell, "is a percentage, and the unit beside it is not");
    } else if (amount->sign > 0 && !stated && kind == ES_STOCK &&
               !row->plain->style->has_kind) {
        contradict(row, cell,
                   "has the sign of a change, and the series has levels; --kind decides");
    }
}

/* The kind of a value: of the column "kind", of the caller, of the number itself, of the
 * series. */
static void find_kind(struct es_row *row, const struct es_value_column *column,
                      const struct es_known_series *known, const struct es_amount *amount,
                      struct es_figure *figure)
{
    const struct es_plain *plain = row->plain;
    const bool stated = es_row_stated_kind(row, &figure->kind);
    if (stated || row->bad) {
        /* as the row says */
    } else if (column->percent || amount->percent || es_row_has_percent_unit(row)) {
        figure->kind = ES_PERCENT;
    } else if (plain->style->has_kind) {
        figure->kind = plain->style->kind;
    } else if (known->known) {
        figure->kind = known->facts.kind;
    } else {
        es_row_refuse_series(row, column, figure->series);
    }
    if (!row->bad) {
        check_value(row, column->cell, amount, stated, figure->kind);
    }
}

static void find_unit(const struct es_row *row, const struct es_known_series *known,
                      struct es_figure *figure)
{
    const char *unit = es_row_text(row, ES_ROLE_UNIT);
    const char *given = row->plain->style->unit;
    if (unit[0] != '\0') {
        figure->unit = unit;
    } else if (given != NULL) {
        figure->unit = given;
    } else if (figure->kind == ES_PERCENT || figure->kind == ES_SHARE_OF) {
        figure->unit = "percent";
    } else {
        const char *of_series = known->known ? known->facts.unit : NULL;
        figure->unit = of_series != NULL && of_series[0] != '\0' ? of_series : "units";
    }
}

void es_row_find_kind(struct es_row *row, const struct es_value_column *column,
                      const struct es_amount *amount, struct es_figure *figure)
{
    struct es_known_series own;
    const struct es_known_series *known = look_up_base(row, column, figure->series, &own);
    find_kind(row, column, known, amount, figure);
    find_unit(row, known, figure);
}

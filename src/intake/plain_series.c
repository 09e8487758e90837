/* plain_series.c: what the numbers of a series are. */
#include "intake/plain_row.h"

#include <string.h>

/* What the caller knows of a series. */
static struct es_known_series *look_up(struct es_plain *plain, const char *name,
                                       struct es_known_series *own)
{
    const bool fits = strlen(name) < ES_PLAIN_KEPT;
    struct es_known_series *found =
        fits ? &plain->series[es_plain_slot(name, ES_PLAIN_SERIES)] : own;
    if (fits && found->name[0] != '\0' && strcmp(found->name, name) == 0) {
        return found;
    }
    *found = (struct es_known_series){.unit = NULL};
    if (fits) {
        (void)strcpy(found->name, name); // NOLINT: it fits
    }
    if (plain->style->about != NULL) {
        found->known =
            plain->style->about(plain->style->context, name, &found->kind, &found->unit);
    }
    return found;
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

/* The kind of a value: of the column "kind", of the caller, of the number itself, of the
 * series. */
static void find_kind(struct es_row *row, const struct es_value_column *column,
                      const struct es_known_series *known, bool percent,
                      struct es_figure *figure)
{
    const struct es_plain *plain = row->plain;
    const char *word = es_row_text(row, ES_ROLE_KIND);
    if (word[0] != '\0') {
        if (!es_kind_parse(word, &figure->kind)) {
            row->bad = true;
            es_record_fault(plain->faults, row->record,
                            (size_t)es_row_cell(row, ES_ROLE_KIND), ES_FAULT_E205, NULL,
                            "the kind \"%s\" is not known", es_plain_quote(plain, word));
        }
    } else if (column->percent || percent) {
        figure->kind = ES_PERCENT;
    } else if (plain->style->has_kind) {
        figure->kind = plain->style->kind;
    } else if (known->known) {
        figure->kind = known->kind;
    } else {
        const int cell = column->series != NULL ? -1 : es_row_cell(row, ES_ROLE_SERIES);
        refuse_series(row, cell < 0 ? column->cell : (size_t)cell, figure->series);
    }
}

static void find_unit(const struct es_row *row, const struct es_known_series *known,
                      bool percent, struct es_figure *figure)
{
    const char *unit = es_row_text(row, ES_ROLE_UNIT);
    const char *given = row->plain->style->unit;
    if (unit[0] != '\0') {
        figure->unit = unit;
    } else if (given != NULL) {
        figure->unit = given;
    } else if (percent || figure->kind == ES_PERCENT) {
        figure->unit = "percent";
    } else {
        figure->unit =
            known->unit != NULL && known->unit[0] != '\0' ? known->unit : "units";
    }
}

void es_row_find_kind(struct es_row *row, const struct es_value_column *column,
                      bool percent, struct es_figure *figure)
{
    struct es_known_series own;
    const struct es_known_series *known = look_up(row->plain, figure->series, &own);
    find_kind(row, column, known, percent, figure);
    find_unit(row, known, percent, figure);
}

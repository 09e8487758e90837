#include "essor/intake.h"

#include "intake/columns.h"
#include "intake/fields.h"
#include "intake/identity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VERSIONS = 1000000 };

static const struct es_column figure_columns[] = {
#define COLUMN_ENTRY(column, text, needed) [column] = {text, needed},
    ES_FIGURE_COLUMNS(COLUMN_ENTRY)
#undef COLUMN_ENTRY
};
static const struct es_columns columns = {figure_columns, COLUMN_COUNT};

static const char *const kind_words[] = {
#define KIND_WORD(name, text, meaning) text,
    ES_KIND_LIST(KIND_WORD)
#undef KIND_WORD
};
static const char *const qualifier_words[] = {
#define QUALIFIER_WORD(name, text, meaning) text,
    ES_QUALIFIER_LIST(QUALIFIER_WORD)
#undef QUALIFIER_WORD
};
static const char *const basis_words[] = {
#define BASIS_WORD(name, text, sd_days, meaning) text,
    ES_BASIS_LIST(BASIS_WORD)
#undef BASIS_WORD
};

static void read_words(struct es_fields *fields, struct es_figure *figure)
{
    if (!es_kind_parse(es_fields_text(fields, COLUMN_KIND), &figure->kind)) {
        es_fields_unknown(fields, COLUMN_KIND, kind_words, ES_KIND_COUNT);
    }
    if (!es_qualifier_parse(es_fields_text(fields, COLUMN_QUALIFIER),
                            &figure->qualifier)) {
        es_fields_unknown(fields, COLUMN_QUALIFIER, qualifier_words, ES_QUALIFIER_COUNT);
    }
    if (!es_basis_parse(es_fields_text(fields, COLUMN_BASIS), &figure->basis)) {
        es_fields_unknown(fields, COLUMN_BASIS, basis_words, ES_BASIS_COUNT);
    }
}

/* What fields must be to each other; only of a row whose fields are good. */
static void check_together(struct es_fields *fields, const struct es_figure *figure)
{
    const bool range = figure->qualifier == ES_RANGE;
    const bool refers = figure->kind == ES_SHARE_OF || figure->kind == ES_RATIO_TO;
    if (figure->to_day < figure->from_day) {
        es_fields_fault(fields, COLUMN_TO, ES_FAULT_E206,
                        "the window ends before it begins", NULL);
    }
    if (range && isnan(figure->value_hi)) {
        es_fields_fault(fields, COLUMN_VALUE_HI, ES_FAULT_E207,
                        "a range needs its upper end", NULL);
    } else if (!range && !isnan(figure->value_hi)) {
        es_fields_fault(fields, COLUMN_VALUE_HI, ES_FAULT_E207,
                        "only a range has an upper end", "is the qualifier \"range\"?");
    } else if (range && figure->value_hi < figure->value) {
        es_fields_fault(fields, COLUMN_VALUE_HI, ES_FAULT_E204,
                        "the upper end lies below the lower", NULL);
    }
    if (figure->quoted_step < 0.0) {
        es_fields_fault(fields, COLUMN_STEP, ES_FAULT_E204, "the step is negative", NULL);
    }
    if (refers && figure->ref[0] == '\0') {
        es_fields_fault(fields, COLUMN_REF, ES_FAULT_E209,
                        figure->kind == ES_SHARE_OF
                            ? "a share needs the series that it is a share of"
                            : "a ratio needs what it is compared with",
                        NULL);
    }
}

static void read_figure(struct es_fields *fields, struct es_figure *figure)
{
    *figure = (struct es_figure){
        .id = es_fields_text(fields, COLUMN_ID),
        .version = es_fields_whole(fields, COLUMN_VERSION, 1, MOST_VERSIONS),
        .series = es_fields_text(fields, COLUMN_SERIES),
        .zone = es_fields_text(fields, COLUMN_ZONE),
        .from_day = es_fields_day(fields, COLUMN_FROM),
        .to_day = es_fields_day(fields, COLUMN_TO),
        .published_day = es_fields_day(fields, COLUMN_PUBLISHED),
        .value = es_fields_number(fields, COLUMN_VALUE),
        .value_hi = es_fields_number(fields, COLUMN_VALUE_HI),
        .unit = es_fields_text(fields, COLUMN_UNIT),
        .ref = es_fields_text(fields, COLUMN_REF),
        .quoted_step = es_fields_number(fields, COLUMN_STEP),
        .source_title = es_fields_text(fields, COLUMN_TITLE),
        .source_url = es_fields_text(fields, COLUMN_URL),
        .note = es_fields_text(fields, COLUMN_NOTE),
        .line = es_fields_line(fields),
    };
    read_words(fields, figure);
    if (!fields->bad) {
        check_together(fields, figure);
    }
}

/* Two rows without an id that say the same. */
static void refuse_repeats(struct es_csv *csv, struct es_figure_entry entry[], size_t n)
{
    qsort(entry, n, sizeof *entry, es_entry_by_content);
    for (size_t i = 1; i < n; i++) {
        const struct es_figure *a = entry[i - 1].figure, *b = entry[i].figure;
        const bool made = entry[i - 1].given && entry[i].given;
        if (made && strcmp(a->id, b->id) == 0 && es_figure_compare(a, b) == 0) {
            es_fault_add(&csv->faults, csv->row[entry[i].order][0].span, ES_FAULT_E208,
                         "remove one of them", "the row repeats line %d", a->line);
        }
    }
}

/* Figures that differ only in what they say get the same made id, and here a number. */
static enum es_status number_made_ids(struct es_figure_entry entry[], size_t n,
                                      struct es_arena *arena, struct es_error *err)
{
    qsort(entry, n, sizeof *entry, es_entry_by_id);
    const char *id = "";
    size_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        struct es_figure *figure = entry[i].figure;
        if (!entry[i].given) {
            continue;
        }
        seen = strcmp(id, figure->id) == 0 ? seen + 1 : 1;
        id = figure->id;
        figure->id = seen > 1 ? es_arena_print(arena, "%s-%zu", id, seen) : id;
        if (figure->id == NULL) {
            return es_no_memory(err);
        }
    }
    return ES_OK;
}

static void refuse_same_versions(struct es_csv *csv, struct es_figure_entry entry[],
                                 size_t n, struct es_arena *arena)
{
    qsort(entry, n, sizeof *entry, es_entry_by_version);
    for (size_t i = 1; i < n; i++) {
        const struct es_figure *a = entry[i - 1].figure, *b = entry[i].figure;
        if (strcmp(a->id, b->id) == 0 && a->version == b->version) {
            es_fault_add(&csv->faults, csv->row[entry[i].order][0].span, ES_FAULT_E208,
                         "a correction has the next version",
                         "version %d of \"%s\" is on line %d already", b->version,
                         es_fault_quote(b->id, arena), a->line);
        }
    }
}

/* Gives ids to the figures that have none and reports those that appear twice. */
static enum es_status name_figures(struct es_csv *csv, struct es_figure_entry entry[],
                                   size_t n, struct es_arena *arena, struct es_error *err)
{
    for (size_t i = 0; i < n; i++) {
        struct es_figure *figure = entry[i].figure;
        entry[i].given = figure->id[0] == '\0';
        figure->id = entry[i].given ? es_figure_make_id(figure, arena) : figure->id;
        if (figure->id == NULL) {
            return es_no_memory(err);
        }
    }
    refuse_repeats(csv, entry, n);
    ES_TRY(number_made_ids(entry, n, arena, err));
    refuse_same_versions(csv, entry, n, arena);
    return ES_OK;
}

enum es_status es_figures_read(const char *path, struct es_figures *figures,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_csv csv;
    struct es_fields fields;
    ES_TRY(es_csv_read(path, &csv, arena, err));
    es_fields_open(&fields, &csv, &columns, arena);
    const size_t n = csv.rows > 0 ? csv.rows - 1 : 0;
    struct es_figure *figure;
    struct es_figure_entry *entry;
    ES_NEW(arena, figure, n, err);
    ES_NEW(arena, entry, n, err);
    size_t good = 0;
    for (size_t i = 0; i < n; i++) {
        es_fields_take(&fields, i + 1);
        read_figure(&fields, &figure[i]);
        if (!fields.bad) {
            entry[good++] =
                (struct es_figure_entry){.figure = &figure[i], .order = i + 1};
        }
    }
    ES_TRY(name_figures(&csv, entry, good, arena, err));
    ES_TRY(es_fault_list_close(&csv.faults, faults, err));
    *figures = (struct es_figures){figure, n};
    return ES_OK;
}

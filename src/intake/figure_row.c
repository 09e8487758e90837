#include "intake/figure_row.h"

#include "intake/columns.h"

#include <math.h>

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

void es_figure_row_open(struct es_fields *fields, struct es_fault_list *faults,
                        const struct es_record *header)
{
    es_fields_open(fields, faults, header, &columns);
}

bool es_figure_row_read(struct es_fields *fields, const struct es_record *row,
                        struct es_figure *figure)
{
    es_fields_take(fields, row);
    fields->fine = true; /* a step that is itself in doubt is one with decimals */
    const double step = es_fields_number(fields, COLUMN_STEP);
    fields->fine = step < 1.0;
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
        .quoted_step = step,
        .source_title = es_fields_text(fields, COLUMN_TITLE),
        .source_url = es_fields_text(fields, COLUMN_URL),
        .note = es_fields_text(fields, COLUMN_NOTE),
        .line = fields->row->line,
    };
    read_words(fields, figure);
    if (!fields->bad) {
        check_together(fields, figure);
    }
    return !fields->bad;
}

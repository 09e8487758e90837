#include "essor/csvout.h"
#include "essor/file.h"
#include "essor/intake.h"
#include "intake/columns.h"

#include <stdio.h>

static const char *const names[] = {
#define COLUMN_NAME(column, name, need) [column] = (name),
    ES_FIGURE_COLUMNS(COLUMN_NAME)
#undef COLUMN_NAME
};

static void put_day(FILE *out, int day)
{
    char text[ES_DAY_TEXT];
    es_day_format(day, text);
    (void)fputs(text, out);
}

static void put_column(FILE *out, const struct es_figure *figure,
                       enum es_figure_column column)
{
    const char *const texts[COLUMN_COUNT] = {
        [COLUMN_ID] = figure->id,
        [COLUMN_SERIES] = figure->series,
        [COLUMN_ZONE] = figure->zone,
        [COLUMN_UNIT] = figure->unit,
        [COLUMN_KIND] = es_kind_name(figure->kind),
        [COLUMN_REF] = figure->ref,
        [COLUMN_QUALIFIER] = es_qualifier_name(figure->qualifier),
        [COLUMN_BASIS] = es_basis_name(figure->basis),
        [COLUMN_TITLE] = figure->source_title,
        [COLUMN_URL] = figure->source_url,
        [COLUMN_NOTE] = figure->note,
    };
    switch (column) {
    case COLUMN_VERSION:
        es_csv_put_number(out, figure->version);
        break;
    case COLUMN_FROM:
        put_day(out, figure->from_day);
        break;
    case COLUMN_TO:
        put_day(out, figure->to_day);
        break;
    case COLUMN_PUBLISHED:
        put_day(out, figure->published_day);
        break;
    case COLUMN_VALUE:
        es_csv_put_number(out, figure->value);
        break;
    case COLUMN_VALUE_HI:
        es_csv_put_number(out, figure->value_hi);
        break;
    case COLUMN_STEP:
        es_csv_put_number(out, figure->quoted_step);
        break;
    default:
        es_csv_put(out, texts[column], false);
    }
}

void es_figures_put_header(FILE *out)
{
    for (int column = 0; column < COLUMN_COUNT; column++) {
        (void)fputs(names[column], out);
        (void)fputc(column + 1 < COLUMN_COUNT ? ',' : '\n', out);
    }
}

/* Millions of lines spend their time in locks unless the stream is locked once for each.
 */
void es_figures_put(FILE *out, const struct es_figure *figure)
{
    flockfile(out);
    for (int column = 0; column < COLUMN_COUNT; column++) {
        put_column(out, figure, (enum es_figure_column)column);
        (void)putc_unlocked(column + 1 < COLUMN_COUNT ? ',' : '\n', out);
    }
    funlockfile(out);
}

static void put_figures(FILE *out, const void *context)
{
    const struct es_figures *figures = context;
    es_figures_put_header(out);
    for (size_t i = 0; i < figures->n; i++) {
        es_figures_put(out, &figures->at[i]);
    }
}

enum es_status es_figures_write(const char *path, const struct es_figures *figures,
                                struct es_error *err)
{
    return es_file_print(path, put_figures, figures, err);
}

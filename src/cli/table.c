#include "cli/table.h"

#include "essor/csvout.h"
#include "essor/number.h"
#include "essor/words.h"

#include <math.h>
#include <string.h>

struct cell {
    const char *shown;
    const char *raw;
    bool is_text; /* which a spreadsheet must not run */
};

struct table {
    struct session *session;
    const struct column *column;
    size_t columns;
    struct cell *cell;
    size_t cells, room;
    bool lost;
};

struct table *table_open(struct session *session, const struct column columns[], size_t n)
{
    struct table *table = es_arena_array(session->arena, 1, sizeof *table);
    if (table != NULL) {
        *table = (struct table){.session = session, .column = columns, .columns = n};
    }
    return table;
}

static bool make_room(struct table *table)
{
    if (table->cells < table->room) {
        return true;
    }
    const size_t room = table->room == 0 ? 64 : 2 * table->room;
    struct cell *grown = es_arena_array(table->session->arena, room, sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    if (table->cells > 0) {
        memcpy(grown, table->cell, table->cells * sizeof *grown);
    }
    table->cell = grown;
    table->room = room;
    return true;
}

/* A copy in which no control character can reach the terminal. */
static char *tame(struct es_arena *arena, const char *text)
{
    char *copy = es_arena_copy(arena, text);
    for (char *at = copy; at != NULL && *at != '\0'; at++) {
        const unsigned char byte = (unsigned char)*at;
        if (byte < 0x20 || byte == 0x7F) {
            *at = '?';
        } else if (byte == 0xC2 && ((unsigned char)at[1] & 0xE0) == 0x80) {
            at[0] = at[1] = '?'; /* C1 controls, which some terminals obey */
        }
    }
    return copy;
}

static void put(struct table *table, const char *shown, const char *raw, bool is_text)
{
    if (table == NULL) {
        return;
    }
    struct es_arena *arena = table->session->arena;
    const char *kept = tame(arena, shown),
               *kept_raw = is_text ? tame(arena, raw) : es_arena_copy(arena, raw);
    if (kept == NULL || kept_raw == NULL || !make_room(table)) {
        table->lost = true;
        return;
    }
    table->cell[table->cells++] =
        (struct cell){.shown = kept, .raw = kept_raw, .is_text = is_text};
}

static void put_number(struct table *table, const char *shown, double value)
{
    char raw[ES_NUMBER_TEXT] = "";
    if (isfinite(value)) {
        es_number_format(raw, value);
    }
    put(table, isnan(value) ? "-" : shown, raw, false);
}

void table_text(struct table *table, const char *text)
{
    put(table, text, text, true);
}

void table_quantity(struct table *table, double value)
{
    char shown[ES_TEXT_SIZE] = "";
    if (isfinite(value)) {
        es_text_quantity(shown, value, 3, ES_EN);
    }
    put_number(table, shown, value);
}

void table_factor(struct table *table, double value)
{
    char shown[ES_TEXT_SIZE] = "never";
    if (value == 0.0) {
        (void)snprintf(shown, sizeof shown, "none");
    } else if (isfinite(value)) {
        (void)snprintf(shown, sizeof shown, "x%.2f", value);
    }
    put_number(table, shown, value);
}

void table_share(struct table *table, double share)
{
    char shown[ES_TEXT_SIZE] = "";
    if (isfinite(share)) {
        es_text_percent(shown, share, ES_EN);
    }
    put_number(table, shown, share);
}

static void show_last(struct table *table, const char *shown)
{
    if (table != NULL && shown == NULL) {
        table->lost = true;
    } else if (table != NULL && table->cells > 0) {
        table->cell[table->cells - 1].shown = shown;
    }
}

void table_unit(struct table *table, const char *unit)
{
    if (table != NULL && table->cells > 0 &&
        table->cell[table->cells - 1].raw[0] != '\0') {
        const char *bare = table->cell[table->cells - 1].shown;
        show_last(table, es_arena_print(table->session->arena, "%s %s", bare, unit));
    }
}

void table_show(struct table *table, const char *text)
{
    if (table != NULL) {
        show_last(table, es_arena_copy(table->session->arena, text));
    }
}

void table_hide(struct table *table)
{
    show_last(table, "-");
}

void table_number(struct table *table, double value, int decimals)
{
    char shown[ES_TEXT_SIZE];
    (void)snprintf(shown, sizeof shown, "%.*f", decimals, value);
    put_number(table, shown, value);
}

void table_digits(struct table *table, double value, int digits)
{
    char shown[ES_TEXT_SIZE];
    (void)snprintf(shown, sizeof shown, "%.*g", digits, value);
    put_number(table, shown, value);
}

void table_count(struct table *table, size_t count)
{
    table_number(table, (double)count, 0);
}

void table_day(struct table *table, int day)
{
    char text[ES_DAY_TEXT];
    es_day_format(day, text);
    put(table, day == ES_NO_DAY ? "-" : text, text, false);
}

void table_moment(struct table *table, double day, int horizon_day)
{
    char shown[ES_MOMENT_TEXT];
    es_words_moment(day, horizon_day, shown);
    put(table, isnan(day) ? "-" : shown, isfinite(day) ? shown : "", false);
}

/* Characters, not bytes: continuation bytes of UTF-8 take no place. */
static size_t width_of(const char *text)
{
    size_t width = 0;
    for (; *text != '\0'; text++) {
        width += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return width;
}

static size_t column_width(const struct table *table, size_t column)
{
    size_t widest = width_of(table->column[column].title);
    for (size_t i = column; i < table->cells; i += table->columns) {
        const size_t width = width_of(table->cell[i].shown);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void print_cell(const struct table *table, size_t column, const char *text,
                       bool last)
{
    FILE *out = table->session->out;
    const size_t gap = column_width(table, column) - width_of(text);
    const int before = table->column[column].right ? (int)gap : 0;
    const int after = table->column[column].right || last ? 0 : (int)gap;
    (void)fprintf(out, "%*s%s%*s%s", before, "", text, after, "", last ? "\n" : "  ");
}

/* Row 0 has the titles. */
static const char *shown_at(const struct table *table, size_t row, size_t column)
{
    return row == 0 ? table->column[column].title
                    : table->cell[(row - 1) * table->columns + column].shown;
}

/* Up to the last cell with something in it: no blanks at the end of a line. */
static void print_row(const struct table *table, size_t row)
{
    size_t n = table->columns;
    while (n > 1 && shown_at(table, row, n - 1)[0] == '\0') {
        n--;
    }
    for (size_t k = 0; k < n; k++) {
        print_cell(table, k, shown_at(table, row, k), k + 1 == n);
    }
}

static void print_text(const struct table *table)
{
    for (size_t row = 0; row <= table->cells / table->columns; row++) {
        print_row(table, row);
    }
}

static void print_csv(const struct table *table)
{
    FILE *out = table->session->out;
    for (size_t k = 0; k < table->columns; k++) {
        (void)fprintf(out, "%s%s", k > 0 ? "," : "", table->column[k].name);
    }
    for (size_t i = 0; i < table->cells; i++) {
        (void)fputs(i % table->columns == 0 ? "\n" : ",", out);
        es_csv_put(out, table->cell[i].raw, table->cell[i].is_text);
    }
    (void)fputs("\n", out);
}

static enum es_status lost(const struct table *table)
{
    return table == NULL || table->lost
               ? es_fail(table == NULL ? NULL : table->session->error, ES_ERR_MEMORY,
                         "out of memory")
               : ES_OK;
}

/* A text in which nothing is markup. */
static void put_plain(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\`*_{}[]<>#|~!&", *text) != NULL) {
            (void)fputc('\\', out);
        }
        (void)fputc(*text, out);
    }
}

enum es_status table_markdown(struct table *table)
{
    ES_TRY(lost(table));
    FILE *out = table->session->out;
    for (size_t row = 0; row <= table->cells / table->columns; row++) {
        for (size_t k = 0; k < table->columns; k++) {
            (void)fputs("| ", out);
            put_plain(out, shown_at(table, row, k));
            (void)fputs(k + 1 < table->columns ? " " : " |\n", out);
        }
        for (size_t k = 0; row == 0 && k < table->columns; k++) {
            (void)fprintf(out, "| %s%s", table->column[k].right ? "---:" : "---",
                          k + 1 < table->columns ? " " : " |\n");
        }
    }
    return ES_OK;
}

enum es_status table_print(struct table *table)
{
    ES_TRY(lost(table));
    if (table->session->options.csv) {
        print_csv(table);
    } else {
        print_text(table);
    }
    return ES_OK;
}

/* panel.c: many series from one file in long form. */
#include "essor/date.h"
#include "essor/intake.h"
#include "essor/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const id_names[] = {"series_id", "series", "id", "unique_id"};
static const char *const value_names[] = {"value", "y", "v"};
static const char *const order_names[] = {"t", "index", "idx", "step",   "period_index",
                                          "x", "date",  "ds",  "period", "time"};
static const char *const kind_names[] = {"stock", "flow", "percent"};
static const char *const pace_names[] = {"day",     "week", "month",
                                         "quarter", "year", "irregular"};

/* A row of the values: where it stands, and its place on the axis. */
struct row {
    const char *id, *x;
    double key; /* number or day */
    double value;
    size_t row;
};

struct reading {
    struct es_grid *grid;
    int id, value, order; /* columns; -1: none */
    struct row *row;
    size_t rows;
    struct es_arena *arena;
};

/* The column of the first of some names that the file has, or -1. */
static int find_column(const struct es_grid *grid, const char *const names[], size_t n)
{
    int found = -1;
    for (size_t i = 0; i < n && found < 0; i++) {
        found = es_grid_find(grid, names[i]);
    }
    return found;
}

static bool is_missing(const char *text)
{
    return text[0] == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "NaN") == 0 ||
           strcmp(text, "nan") == 0;
}

static int by_series(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_key(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return (x->row > y->row) - (x->row < y->row);
}

static int by_text(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    const int order = strcmp(x->x, y->x);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static bool read_numbers(struct row row[], size_t n)
{
    bool all = true;
    for (size_t i = 0; i < n && all; i++) {
        all = es_number_parse_bare(row[i].x, &row[i].key) == ES_NUMBER_GOOD;
    }
    return all;
}

static bool read_days(struct row row[], size_t n)
{
    int day = 0;
    bool all = true;
    for (size_t i = 0; i < n && all; i++) {
        all = es_day_parse(row[i].x, &day);
        row[i].key = day;
    }
    return all;
}

/* Sorts the rows of one series, by numbers, by days, else by text. */
static enum es_panel_axis put_in_order(struct row row[], size_t n, bool ordered)
{
    enum es_panel_axis axis = !ordered               ? ES_PANEL_ORDER
                              : read_numbers(row, n) ? ES_PANEL_NUMBERS
                              : read_days(row, n)    ? ES_PANEL_DAYS
                                                     : ES_PANEL_ORDER;
    if (axis != ES_PANEL_ORDER) {
        qsort(row, n, sizeof row[0], by_key);
    } else if (ordered) {
        qsort(row, n, sizeof row[0], by_text);
    }
    for (size_t i = 0; i < n && axis == ES_PANEL_ORDER; i++) {
        row[i].key = (double)i;
    }
    return axis;
}

/* The message of a value that is none; NULL if all are. */
static enum es_status read_values(const struct reading *reading, struct row row[],
                                  size_t n, const char **fault, struct es_error *err)
{
    for (size_t i = 0; i < n && *fault == NULL; i++) {
        const char *text =
            es_grid_text(reading->grid, row[i].row, (size_t)reading->value);
        if (es_number_parse_bare(text, &row[i].value) != ES_NUMBER_GOOD) {
            ES_GIVEN(*fault,
                     es_arena_print(reading->arena,
                                    "line %d: cannot read the number "
                                    "\"%.40s\"",
                                    es_grid_line(reading->grid, row[i].row), text),
                     err);
        }
    }
    return ES_OK;
}

static enum es_status take_series(const struct reading *reading, struct row row[],
                                  size_t n, struct es_panel_series *series,
                                  struct es_error *err)
{
    *series = (struct es_panel_series){.id = row[0].id,
                                       .n = n,
                                       .kind = ES_PANEL_NO_KIND,
                                       .pace = ES_PANEL_NO_PACE,
                                       .ceiling = NAN,
                                       .group = ""};
    ES_NEW(reading->arena, series->x, n, err);
    ES_NEW(reading->arena, series->y, n, err);
    ES_TRY(read_values(reading, row, n, &series->fault, err));
    series->axis = put_in_order(row, n, reading->order >= 0);
    for (size_t i = 0; i < n; i++) {
        series->x[i] = row[i].key;
        series->y[i] = row[i].value;
    }
    return ES_OK;
}

static enum es_status list_rows(struct reading *reading, struct es_error *err)
{
    const size_t rows = es_grid_row_count(reading->grid);
    ES_NEW(reading->arena, reading->row, rows, err);
    for (size_t i = 0; i < rows; i++) {
        if (is_missing(es_grid_text(reading->grid, i, (size_t)reading->value))) {
            continue;
        }
        reading->row[reading->rows++] =
            (struct row){.id = es_grid_text(reading->grid, i, (size_t)reading->id),
                         .x = reading->order < 0 ? ""
                                                 : es_grid_text(reading->grid, i,
                                                                (size_t)reading->order),
                         .row = i};
    }
    qsort(reading->row, reading->rows, sizeof reading->row[0], by_series);
    return ES_OK;
}

static enum es_status split_series(const struct reading *reading, struct es_panel *panel,
                                   struct es_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->rows; i++) {
        count += i == 0 || strcmp(reading->row[i].id, reading->row[i - 1].id) != 0;
    }
    ES_NEW(reading->arena, panel->at, count, err);
    for (size_t i = 0, end; i < reading->rows; i = end) {
        for (end = i + 1;
             end < reading->rows && strcmp(reading->row[i].id, reading->row[end].id) == 0;
             end++) {
        }
        ES_TRY(
            take_series(reading, reading->row + i, end - i, &panel->at[panel->n++], err));
    }
    return ES_OK;
}

static enum es_status refuse_header(const char *path, const char *what, const char *names,
                                    struct es_error *err)
{
    return es_fail(err, ES_ERR_DATA, "%s has no column for %s; it may be called %s", path,
                   what, names);
}

static enum es_status read_panel(const char *path, struct es_panel *panel,
                                 struct es_faults *faults, struct es_arena *arena,
                                 struct es_error *err)
{
    struct reading reading = {.arena = arena};
    ES_TRY(es_grid_read(path, &reading.grid, faults, arena, err));
    reading.id = find_column(reading.grid, id_names, COUNT(id_names));
    reading.value = find_column(reading.grid, value_names, COUNT(value_names));
    reading.order = find_column(reading.grid, order_names, COUNT(order_names));
    if (reading.id < 0) {
        return refuse_header(path, "the series", "series_id, series, id or unique_id",
                             err);
    }
    if (reading.value < 0) {
        return refuse_header(path, "the value", "value, y or v", err);
    }
    ES_TRY(list_rows(&reading, err));
    return split_series(&reading, panel, err);
}

static struct es_panel_series *find(const struct es_panel *panel, const char *id)
{
    size_t low = 0, high = panel->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(id, panel->at[middle].id);
        if (order == 0) {
            return &panel->at[middle];
        }
        low = order > 0 ? middle + 1 : low;
        high = order > 0 ? high : middle;
    }
    return NULL;
}

const struct es_panel_series *es_panel_find(const struct es_panel *panel, const char *id)
{
    return find(panel, id);
}

/* The place of a word in a list, or its length. */
static size_t place_of(const char *word, const char *const names[], size_t n)
{
    size_t i = 0;
    while (i < n && strcmp(word, names[i]) != 0) {
        i++;
    }
    return i;
}

/* What the second file says, of series that have values. */
static void describe(const struct es_grid *grid, int id, struct es_panel *panel)
{
    const int kind = es_grid_find(grid, "kind"), pace = es_grid_find(grid, "freq");
    const int ceiling = es_grid_find(grid, "ceiling"),
              group = es_grid_find(grid, "group"),
              calendar = es_grid_find(grid, "calendar");
    for (size_t row = 0; row < es_grid_row_count(grid); row++) {
        struct es_panel_series *series = find(panel, es_grid_text(grid, row, (size_t)id));
        if (series == NULL) {
            continue;
        }
        if (kind >= 0) {
            series->kind = (enum es_panel_kind)place_of(
                es_grid_text(grid, row, (size_t)kind), kind_names, COUNT(kind_names));
        }
        if (pace >= 0) {
            series->pace = (enum es_panel_pace)place_of(
                es_grid_text(grid, row, (size_t)pace), pace_names, COUNT(pace_names));
        }
        if (ceiling >= 0) {
            (void)es_number_parse_bare(es_grid_text(grid, row, (size_t)ceiling),
                                       &series->ceiling);
        }
        if (group >= 0) {
            series->group = es_grid_text(grid, row, (size_t)group);
        }
        if (calendar >= 0) {
            series->french = strcmp(es_grid_text(grid, row, (size_t)calendar), "fr") == 0;
        }
    }
}

enum es_status es_panel_read(const char *values_path, const char *series_path,
                             struct es_panel *panel, struct es_faults *faults,
                             struct es_arena *arena, struct es_error *err)
{
    struct es_panel made = {.n = 0};
    struct es_grid *grid;
    ES_TRY(read_panel(values_path, &made, faults, arena, err));
    if (series_path != NULL) {
        ES_TRY(es_grid_read(series_path, &grid, faults, arena, err));
        const int id = find_column(grid, id_names, COUNT(id_names));
        if (id < 0) {
            return refuse_header(series_path, "the series",
                                 "series_id, series, id or unique_id", err);
        }
        describe(grid, id, &made);
    }
    *panel = made;
    return ES_OK;
}

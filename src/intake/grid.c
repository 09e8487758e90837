/* grid.c: columns of numbers from any CSV file with a header. */
#include "essor/date.h"
#include "essor/intake.h"
#include "essor/number.h"
#include "intake/hints.h"
#include "intake/table.h"

#include <string.h>

struct es_grid {
    struct es_table table;
};

/* The columns being taken. */
struct taking {
    struct es_table *table;
    const size_t *column;
    size_t columns;
    struct es_numbers numbers;
    double **value; /* [columns][rows] */
    struct es_arena *arena;
};

enum es_status es_grid_read(const char *path, struct es_grid **grid,
                            struct es_faults *faults, struct es_arena *arena,
                            struct es_error *err)
{
    struct es_grid *made;
    ES_NEW(arena, made, 1, err);
    ES_TRY(es_table_read(path, &made->table, arena, err));
    ES_TRY(es_fault_list_close(&made->table.faults, faults, err));
    *grid = made;
    return ES_OK;
}

size_t es_grid_column_count(const struct es_grid *grid)
{
    return grid->table.columns;
}

const char *es_grid_column(const struct es_grid *grid, size_t column)
{
    return grid->table.row[0].cell[column];
}

size_t es_grid_row_count(const struct es_grid *grid)
{
    return grid->table.rows - 1;
}

const char *es_grid_text(const struct es_grid *grid, size_t row, size_t column)
{
    return grid->table.row[row + 1].cell[column];
}

int es_grid_line(const struct es_grid *grid, size_t row)
{
    return grid->table.row[row + 1].line;
}

int es_grid_find(const struct es_grid *grid, const char *name)
{
    for (size_t k = 0; k < grid->table.columns; k++) {
        if (strcmp(es_grid_column(grid, k), name) == 0) {
            return (int)k;
        }
    }
    return -1;
}

static const char *cell_of(const struct taking *taking, size_t row, size_t k)
{
    return taking->table->row[row].cell[taking->column[k]];
}

/* A name that the header has twice could mean either column. */
static void refuse_twins(const struct taking *taking)
{
    struct es_table *table = taking->table;
    for (size_t k = 0; k < taking->columns; k++) {
        const char *name = cell_of(taking, 0, k);
        for (size_t other = taking->column[k] + 1; other < table->columns; other++) {
            if (strcmp(table->row[0].cell[other], name) == 0) {
                es_record_fault(&table->faults, &table->row[0], other, ES_FAULT_E112,
                                "give each column a name of its own",
                                "the column \"%s\" appears twice",
                                es_fault_quote(name, taking->arena));
            }
        }
    }
}

/* One date among its cells makes a column of dates: then a stray number is the fault. */
static bool holds_dates(const struct taking *taking, size_t k)
{
    int day;
    for (size_t row = 1; row < taking->table->rows; row++) {
        if (es_day_parse(cell_of(taking, row, k), &day)) {
            return true;
        }
    }
    return false;
}

static void refuse_cell(const struct taking *taking, size_t row, size_t k, bool date)
{
    const char *text = cell_of(taking, row, k);
    const char *hint =
        date ? es_hint_date(text, taking->arena) : es_hint_number(text, taking->arena);
    es_record_fault(&taking->table->faults, &taking->table->row[row], taking->column[k],
                    date ? ES_FAULT_E202 : ES_FAULT_E203, hint,
                    "cannot read the %s \"%s\"", date ? "date" : "number",
                    es_fault_quote(text, taking->arena));
}

static double read_cell(const struct taking *taking, size_t row, size_t k, bool date)
{
    const char *text = cell_of(taking, row, k);
    double value = 0.0;
    int day = 0;
    if (date) {
        if (!es_day_parse(text, &day)) {
            refuse_cell(taking, row, k, true);
        }
        return es_years_of_day(day);
    }
    switch (es_number_parse_bare(text, &value)) {
    case ES_NUMBER_GOOD:
        break;
    case ES_NUMBER_BAD:
        refuse_cell(taking, row, k, false);
        break;
    case ES_NUMBER_OUT_OF_RANGE:
        es_record_fault(&taking->table->faults, &taking->table->row[row],
                        taking->column[k], ES_FAULT_E204, NULL,
                        "the number is out of range");
        break;
    }
    return value;
}

/* A row counts if none of its cells is empty; the others are read all the same, so that
 * their faults are told. */
static void take_row(struct taking *taking, size_t row)
{
    struct es_numbers *numbers = &taking->numbers;
    bool whole = true;
    for (size_t k = 0; k < taking->columns; k++) {
        if (cell_of(taking, row, k)[0] == '\0') {
            whole = false;
            continue;
        }
        taking->value[k][numbers->n] = read_cell(taking, row, k, numbers->dates[k]);
    }
    if (whole) {
        numbers->line[numbers->n++] = taking->table->row[row].line;
    } else {
        numbers->left_out++;
    }
}

enum es_status es_grid_take(struct es_grid *grid, const size_t column[], size_t columns,
                            struct es_numbers *numbers, struct es_faults *faults,
                            struct es_arena *arena, struct es_error *err)
{
    struct taking taking = {
        .table = &grid->table, .column = column, .columns = columns, .arena = arena};
    const size_t rows = grid->table.rows - 1;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(arena, taking.value, columns, err);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(arena, taking.numbers.value, columns, err);
    ES_NEW(arena, taking.numbers.dates, columns, err);
    ES_NEW(arena, taking.numbers.line, rows, err);
    for (size_t k = 0; k < columns; k++) {
        ES_NEW(arena, taking.value[k], rows, err);
        taking.numbers.value[k] = taking.value[k];
        taking.numbers.dates[k] = holds_dates(&taking, k);
    }
    refuse_twins(&taking);
    for (size_t row = 1; row <= rows; row++) {
        take_row(&taking, row);
    }
    ES_TRY(es_fault_list_close(&grid->table.faults, faults, err));
    *numbers = taking.numbers;
    return ES_OK;
}

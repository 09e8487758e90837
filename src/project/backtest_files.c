/* backtest_files.c: splits and targets in, predictions out. */
#include "essor/backtest.h"

#include "essor/csvout.h"
#include "essor/file.h"
#include "essor/number.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nobody looks further ahead than that many points. */
enum { MOST_REACH = 4000 };

/* A file being read. */
struct sheet {
    const char *path;
    struct es_grid *grid;
};

static enum es_status open_sheet(const char *path, struct sheet *sheet,
                                 struct es_faults *faults, struct es_arena *arena,
                                 struct es_error *err)
{
    sheet->path = path;
    return es_grid_read(path, &sheet->grid, faults, arena, err);
}

static enum es_status find_column(const struct sheet *sheet, const char *name,
                                  size_t *column, struct es_error *err)
{
    const int found = es_grid_find(sheet->grid, name);
    if (found < 0) {
        return es_fail(err, ES_ERR_DATA, "%s has no column \"%s\"", sheet->path, name);
    }
    *column = (size_t)found;
    return ES_OK;
}

static enum es_status read_number(const struct sheet *sheet, size_t row, size_t column,
                                  double *number, struct es_error *err)
{
    const char *text = es_grid_text(sheet->grid, row, column);
    if (es_number_parse_bare(text, number) != ES_NUMBER_GOOD) {
        return es_fail(err, ES_ERR_DATA, "%s:%d: cannot read the number \"%.40s\" of %s",
                       sheet->path, es_grid_line(sheet->grid, row), text,
                       es_grid_column(sheet->grid, column));
    }
    return ES_OK;
}

/* A number of points, at least 0. */
static enum es_status read_count(const struct sheet *sheet, size_t row, size_t column,
                                 size_t *count, struct es_error *err)
{
    double number = 0.0;
    ES_TRY(read_number(sheet, row, column, &number, err));
    if (!(number >= 0.0 && number <= INT_MAX)) {
        return es_fail(err, ES_ERR_DATA, "%s:%d: %s cannot be %g", sheet->path,
                       es_grid_line(sheet->grid, row),
                       es_grid_column(sheet->grid, column), number);
    }
    *count = (size_t)ceil(number);
    return ES_OK;
}

static int by_split(const void *a, const void *b)
{
    const struct es_split *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    return order != 0 ? order : (x->origin > y->origin) - (x->origin < y->origin);
}

static enum es_status read_splits(const struct sheet *sheet, struct es_backtest *backtest,
                                  struct es_arena *arena, struct es_error *err)
{
    size_t id = 0, origin = 0, horizon = 0;
    const size_t rows = es_grid_row_count(sheet->grid);
    ES_TRY(find_column(sheet, "series_id", &id, err));
    ES_TRY(find_column(sheet, "origin_index", &origin, err));
    ES_TRY(find_column(sheet, "horizon", &horizon, err));
    ES_NEW(arena, backtest->split, rows, err);
    for (size_t i = 0; i < rows; i++) {
        struct es_split *split = &backtest->split[i];
        split->id = es_grid_text(sheet->grid, i, id);
        split->target = SIZE_MAX;
        split->series = es_panel_find(&backtest->panel, split->id);
        ES_TRY(read_count(sheet, i, origin, &split->origin, err));
        ES_TRY(read_count(sheet, i, horizon, &split->horizon, err));
        if (split->horizon > MOST_REACH) {
            return es_fail(err, ES_ERR_DATA, "%s:%d: the horizon is at most %d points",
                           sheet->path, es_grid_line(sheet->grid, i), MOST_REACH);
        }
    }
    qsort(backtest->split, rows, sizeof backtest->split[0], by_split);
    backtest->splits = rows;
    return ES_OK;
}

static enum es_status read_target(const struct sheet *sheet, size_t row,
                                  const size_t column[], struct es_backtest *backtest,
                                  struct es_backtest_target *target, struct es_error *err)
{
    struct es_split wanted = {.id = es_grid_text(sheet->grid, row, column[0])};
    ES_TRY(read_count(sheet, row, column[1], &wanted.origin, err));
    ES_TRY(read_number(sheet, row, column[3], &target->level, err));
    ES_TRY(read_count(sheet, row, column[4], &target->reach, err));
    target->id = wanted.id;
    target->origin = wanted.origin;
    target->target_id = es_grid_text(sheet->grid, row, column[2]);
    target->reach = target->reach < MOST_REACH ? target->reach : MOST_REACH;
    struct es_split *split =
        bsearch(&wanted, backtest->split, backtest->splits, sizeof wanted, by_split);
    target->split = target->next = SIZE_MAX;
    if (split != NULL) {
        target->split = (size_t)(split - backtest->split);
        target->next = split->target;
        split->target = (size_t)(target - backtest->target);
        split->reach = split->reach < target->reach ? target->reach : split->reach;
    }
    return ES_OK;
}

static enum es_status read_targets(const struct sheet *sheet,
                                   struct es_backtest *backtest, struct es_arena *arena,
                                   struct es_error *err)
{
    static const char *const names[] = {"series_id", "origin_index", "target_id",
                                        "target", "cross_horizon"};
    size_t column[sizeof names / sizeof names[0]] = {0};
    const size_t rows = es_grid_row_count(sheet->grid);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        ES_TRY(find_column(sheet, names[k], &column[k], err));
    }
    ES_NEW(arena, backtest->target, rows, err);
    for (size_t i = 0; i < rows; i++) {
        ES_TRY(read_target(sheet, i, column, backtest, &backtest->target[i], err));
    }
    backtest->targets = rows;
    return ES_OK;
}

enum es_status es_backtest_read(const struct es_backtest_files *files,
                                struct es_backtest *backtest, struct es_faults *faults,
                                struct es_arena *arena, struct es_error *err)
{
    struct sheet sheet;
    *backtest = (struct es_backtest){.splits = 0};
    ES_TRY(es_panel_read(files->values, files->series, &backtest->panel, faults, arena,
                         err));
    ES_TRY(open_sheet(files->splits, &sheet, faults, arena, err));
    ES_TRY(read_splits(&sheet, backtest, arena, err));
    if (files->targets == NULL) {
        return ES_OK;
    }
    ES_TRY(open_sheet(files->targets, &sheet, faults, arena, err));
    return read_targets(&sheet, backtest, arena, err);
}

/* What is being written. */
struct answers {
    const struct es_backtest *backtest;
    const struct es_backtest_result *result;
};

static void put_cell(FILE *out, double value)
{
    (void)fputc(',', out);
    if (isinf(value)) {
        (void)fputs(value > 0.0 ? "inf" : "-inf", out);
    } else {
        es_csv_put_number(out, value);
    }
}

static void put_predictions(FILE *out, const void *context)
{
    const struct answers *answers = context;
    (void)fputs("series_id,origin_index,h", out);
    for (size_t k = 0; k < ES_BACKTEST_COLUMNS; k++) {
        (void)fprintf(out, ",%s", es_backtest_column[k]);
    }
    (void)fputc('\n', out);
    for (size_t i = 0; i < answers->backtest->splits; i++) {
        const struct es_split *split = &answers->backtest->split[i];
        const struct es_backtest_answer *answer = &answers->result->answer[i];
        for (size_t h = 0; answer->error.status == ES_OK && h < split->horizon; h++) {
            es_csv_put(out, split->id, false);
            (void)fprintf(out, ",%zu,%zu", split->origin, h + 1);
            for (size_t k = 0; k < ES_BACKTEST_COLUMNS; k++) {
                put_cell(out, answer->row[h][k]);
            }
            (void)fputc('\n', out);
        }
    }
}

static void put_crossings(FILE *out, const void *context)
{
    const struct answers *answers = context;
    (void)fputs("series_id,origin_index,target_id,cross,cross_lo,cross_hi,p_reached\n",
                out);
    for (size_t i = 0; i < answers->backtest->targets; i++) {
        const struct es_backtest_target *target = &answers->backtest->target[i];
        const struct es_dense_crossing *crossing = &answers->result->crossing[i];
        if (target->split == SIZE_MAX ||
            answers->result->answer[target->split].error.status != ES_OK) {
            continue;
        }
        es_csv_put(out, target->id, false);
        (void)fprintf(out, ",%zu,", target->origin);
        es_csv_put(out, target->target_id, false);
        put_cell(out, crossing->middle);
        put_cell(out, crossing->early);
        put_cell(out, crossing->late);
        put_cell(out, crossing->share);
        (void)fputc('\n', out);
    }
}

static void put_times(FILE *out, const void *context)
{
    const struct answers *answers = context;
    (void)fputs("series_id,origin_index,seconds,failed\n", out);
    for (size_t i = 0; i < answers->backtest->splits; i++) {
        const struct es_split *split = &answers->backtest->split[i];
        const struct es_backtest_answer *answer = &answers->result->answer[i];
        es_csv_put(out, split->id, false);
        (void)fprintf(out, ",%zu,%.7f,%d\n", split->origin, answer->seconds,
                      answer->error.status != ES_OK);
    }
}

enum es_status es_backtest_write(const struct es_backtest *backtest,
                                 const struct es_backtest_result *result,
                                 const struct es_backtest_paths *paths,
                                 struct es_error *err)
{
    const struct answers answers = {.backtest = backtest, .result = result};
    if (paths->predictions != NULL) {
        ES_TRY(es_file_print(paths->predictions, put_predictions, &answers, err));
    }
    if (paths->crossings != NULL) {
        ES_TRY(es_file_print(paths->crossings, put_crossings, &answers, err));
    }
    return paths->times == NULL ? ES_OK
                                : es_file_print(paths->times, put_times, &answers, err);
}

#include "essor/intake.h"

#include "essor/hash.h"
#include "intake/figure_row.h"
#include "intake/identity.h"
#include "intake/plain.h"
#include "intake/repeats.h"
#include "intake/rows.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FIGURES = 50 * 1000 * 1000, MOST_REPEATS = 200 * 1000 };

/* A figure whose key occurs more than once. */
struct twin {
    uint64_t key, content;
    size_t order; /* of the figure in the file */
    int line;
    int first_line; /* of what it repeats; 0: it repeats nothing */
    int number;     /* 2 for the second figure with a made id */
    bool made;      /* its id */
};

struct es_intake {
    struct es_rows *rows; /* NULL after a fault */
    struct es_fault_list faults;
    struct es_reading_style style;
    struct es_layout layout;
    struct es_fields fields; /* of a canonical file */
    struct es_plain *plain;  /* of any other */
    struct es_repeats *repeats;
    struct twin *twin; /* by order, once judged */
    size_t twins;
    size_t figures;
    struct es_arena *arena;   /* of the caller */
    struct es_arena *scratch; /* emptied with every row */
};

/* A figure as it is being read. */
struct reading {
    struct es_figure figure;
    size_t order;
    bool made; /* its id */
    const struct es_record *row;
    size_t cell; /* where its value stands */
};

/* What is done with each figure of a reading. */
typedef enum es_status reading_visit(struct es_intake *intake, struct reading *reading,
                                     void *context, struct es_error *err);

/* Finds out what the columns are. */
static enum es_status understand(struct es_intake *intake, bool any, struct es_error *err)
{
    const struct es_record *header =
        intake->rows == NULL ? NULL : es_rows_header(intake->rows);
    if (header != NULL) {
        ES_TRY(es_layout_find(header, any ? &intake->style : NULL, &intake->layout,
                              &intake->faults, err));
    }
    if (header == NULL || intake->layout.canonical) {
        es_figure_row_open(&intake->fields, &intake->faults, header);
        es_fields_allow(&intake->fields, intake->style.decimal, intake->style.order);
        return ES_OK;
    }
    return es_plain_open(&intake->layout, &intake->style, &intake->faults,
                         intake->scratch, &intake->plain, err);
}

static enum es_status open_all(struct es_intake *intake, const char *path, bool any,
                               struct es_error *err)
{
    ES_TRY(es_arena_open(&intake->scratch, err));
    ES_TRY(es_repeats_open(&intake->repeats, err));
    ES_TRY(es_rows_open(path, &intake->style.file, &intake->rows, &intake->faults, err));
    return understand(intake, any, err);
}

enum es_status es_intake_open(const char *path, const struct es_reading_style *style,
                              struct es_intake **intake, struct es_arena *arena,
                              struct es_error *err)
{
    const char *file;
    ES_GIVEN(file, es_arena_copy(arena, path), err);
    struct es_intake *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return es_no_memory(err);
    }
    made->arena = arena;
    if (style != NULL) {
        made->style = *style;
    }
    es_fault_list_open(&made->faults, file, arena);
    const enum es_status status = open_all(made, path, style != NULL, err);
    if (status != ES_OK) {
        es_intake_close(made);
        return status;
    }
    *intake = made;
    return ES_OK;
}

void es_intake_close(struct es_intake *intake)
{
    if (intake != NULL) {
        es_rows_close(intake->rows);
        es_repeats_close(intake->repeats);
        es_arena_close(intake->scratch);
        free(intake);
    }
}

size_t es_intake_count(const struct es_intake *intake)
{
    return intake->figures;
}

size_t es_intake_unused(const struct es_intake *intake, const char *const **names)
{
    *names = intake->layout.unused;
    return intake->layout.unused_count;
}

/* Gives the figure an id if it has none. */
static enum es_status name_figure(struct es_intake *intake, struct reading *reading,
                                  struct es_error *err)
{
    reading->made = reading->figure.id[0] == '\0';
    if (reading->made) {
        ES_GIVEN(reading->figure.id, es_figure_make_id(&reading->figure, intake->scratch),
                 err);
    }
    return ES_OK;
}

/* One reading of the file. */
struct pass {
    struct es_intake *intake;
    struct reading reading;
    reading_visit *visit;
    void *context;
};

static enum es_status take_figure(void *context, const struct es_figure *figure,
                                  const struct es_record *row, size_t cell,
                                  struct es_error *err)
{
    struct pass *pass = context;
    struct reading *reading = &pass->reading;
    reading->figure = *figure;
    reading->row = row;
    reading->cell = cell;
    ES_TRY(pass->visit(pass->intake, reading, pass->context, err));
    reading->order++;
    return ES_OK;
}

/* Rows of separators alone, as spreadsheets leave them behind a table. */
static bool is_empty(const struct es_record *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (row->cell[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

static enum es_status read_row(struct pass *pass, const struct es_record *row,
                               struct es_error *err)
{
    struct es_intake *intake = pass->intake;
    struct es_figure figure;
    if (intake->plain != NULL) {
        return es_plain_row(intake->plain, row, take_figure, pass, err);
    }
    return es_figure_row_read(&intake->fields, row, &figure)
               ? take_figure(pass, &figure, row, 0, err)
               : ES_OK;
}

/* Reads the rows and visits each figure without a fault. */
static enum es_status read_rows(struct es_intake *intake, reading_visit *visit,
                                void *context, struct es_error *err)
{
    struct pass pass = {.intake = intake, .visit = visit, .context = context};
    struct es_record row;
    for (;;) {
        ES_TRY(es_rows_next(intake->rows, &row, err));
        if (row.n == 0) {
            return ES_OK;
        }
        es_arena_clear(intake->scratch);
        if (!is_empty(&row)) {
            ES_TRY(read_row(&pass, &row, err));
        }
    }
}

static enum es_status read_again(struct es_intake *intake, reading_visit *visit,
                                 void *context, struct es_error *err)
{
    ES_TRY(es_rows_restart(intake->rows, err));
    intake->fields.faults = NULL; /* faults are known already */
    return read_rows(intake, visit, context, err);
}

/* What no two figures of a file may share: id and version; in a plain file what an id is
 * made of, since making it takes longer than reading the row. */
static enum es_status find_key(struct es_intake *intake, struct reading *reading,
                               uint64_t *key, struct es_error *err)
{
    const struct es_figure *figure = &reading->figure;
    if (intake->plain != NULL) {
        *key = es_figure_key(figure);
        return ES_OK;
    }
    ES_TRY(name_figure(intake, reading, err));
    *key = es_hash_number(es_hash_text(0, figure->id), (uint64_t)figure->version);
    return ES_OK;
}

static enum es_status note_key(struct es_intake *intake, struct reading *reading,
                               void *context, struct es_error *err)
{
    uint64_t key;
    (void)context;
    if (++intake->figures == MOST_FIGURES + 1) {
        es_record_fault(&intake->faults, reading->row, reading->cell, ES_FAULT_E105, NULL,
                        "the file has more than %d figures", MOST_FIGURES);
    }
    if (intake->figures > MOST_FIGURES) {
        return ES_OK;
    }
    ES_TRY(find_key(intake, reading, &key, err));
    return es_repeats_add(intake->repeats, key, err);
}

/* Keeps the figures whose key occurs more than once. */
static enum es_status note_twin(struct es_intake *intake, struct reading *reading,
                                void *context, struct es_error *err)
{
    uint64_t key;
    (void)context;
    ES_TRY(find_key(intake, reading, &key, err));
    if (es_repeats_twice(intake->repeats, key) && intake->twins < MOST_REPEATS) {
        intake->twin[intake->twins++] =
            (struct twin){.key = key,
                          .content = es_figure_content(&reading->figure),
                          .order = reading->order,
                          .line = reading->row->line,
                          .made = reading->made};
    }
    return ES_OK;
}

static int by_key(const void *a, const void *b)
{
    const struct twin *x = a, *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b)
{
    const struct twin *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

/* What the i-th of the twins with one key is to those before it, from `first` on. Made
 * ids of figures that differ get numbers; the rest repeats. */
static void judge_twin(struct twin twin[], size_t first, size_t i)
{
    twin[i].number = 1;
    for (size_t k = first; k < i; k++) {
        const bool same = twin[k].content == twin[i].content;
        if (same || !twin[i].made || !twin[k].made) {
            twin[i].first_line = twin[k].line;
            return;
        }
        twin[i].number += twin[k].first_line == 0;
    }
}

static void judge_twins(struct twin twin[], size_t n)
{
    enum { MOST_ALIKE = 1000 }; /* beyond, each is compared with the last ones only */
    qsort(twin, n, sizeof *twin, by_key);
    for (size_t i = 0, first = 0; i < n; i++) {
        first = twin[i].key == twin[first].key ? first : i;
        judge_twin(twin, i - first > MOST_ALIKE ? i - MOST_ALIKE : first, i);
    }
    qsort(twin, n, sizeof *twin, by_order);
}

/* The twin of that order, or NULL. */
static const struct twin *find_twin(const struct es_intake *intake, size_t order)
{
    const struct twin wanted = {.order = order};
    return intake->twins == 0 ? NULL
                              : bsearch(&wanted, intake->twin, intake->twins,
                                        sizeof *intake->twin, by_order);
}

/* Reports the figure if it repeats another. */
static enum es_status report_twin(struct es_intake *intake, struct reading *reading,
                                  void *context, struct es_error *err)
{
    const struct twin *twin = find_twin(intake, reading->order);
    (void)context;
    (void)err;
    if (twin == NULL || twin->first_line == 0) {
        return ES_OK;
    }
    if (intake->plain != NULL) {
        es_record_fault(&intake->faults, reading->row, reading->cell, ES_FAULT_E208,
                        "--map zone=COLUMN or source=COLUMN tells them apart",
                        "line %d gives a value of the series for these dates already",
                        twin->first_line);
    } else if (twin->made) {
        es_record_fault(&intake->faults, reading->row, 0, ES_FAULT_E208,
                        "remove one of them", "the row repeats line %d",
                        twin->first_line);
    } else {
        es_record_fault(
            &intake->faults, reading->row, 0, ES_FAULT_E208,
            "a correction has the next version",
            "version %d of \"%s\" is on line %d already", reading->figure.version,
            es_fault_quote(reading->figure.id, intake->scratch), twin->first_line);
    }
    return ES_OK;
}

static enum es_status look_for_repeats(struct es_intake *intake, struct es_error *err)
{
    const size_t keys = es_repeats_sort(intake->repeats);
    if (keys == 0) {
        return ES_OK;
    }
    const size_t most = intake->figures < MOST_REPEATS ? intake->figures : MOST_REPEATS;
    ES_NEW(intake->arena, intake->twin, most, err);
    ES_TRY(read_again(intake, note_twin, NULL, err));
    judge_twins(intake->twin, intake->twins);
    return read_again(intake, report_twin, NULL, err);
}

/* Settles what one cell decides for all; keys made before that are made again. */
static enum es_status settle(struct es_intake *intake, struct es_error *err)
{
    if (intake->plain == NULL) {
        es_fields_settle(&intake->fields);
    }
    if (intake->plain == NULL || !es_plain_settle(intake->plain)) {
        return ES_OK;
    }
    es_repeats_clear(intake->repeats);
    intake->figures = 0;
    return read_again(intake, note_key, NULL, err);
}

enum es_status es_intake_check(struct es_intake *intake, struct es_faults *faults,
                               struct es_error *err)
{
    if (intake->rows != NULL) {
        ES_TRY(read_rows(intake, note_key, NULL, err));
        ES_TRY(settle(intake, err));
        ES_TRY(look_for_repeats(intake, err));
    }
    es_repeats_close(intake->repeats); /* the memory is needed for what is known */
    intake->repeats = NULL;
    return es_fault_list_close(&intake->faults, faults, err);
}

/* Who gets the figures. */
struct taker {
    es_intake_take *take;
    void *context;
    size_t n;
};

static enum es_status hand_out(struct es_intake *intake, struct reading *reading,
                               void *context, struct es_error *err)
{
    struct taker *taker = context;
    taker->n++;
    ES_TRY(name_figure(intake, reading, err));
    struct es_figure figure = reading->figure;
    const struct twin *twin = find_twin(intake, reading->order);
    if (twin != NULL && twin->number > 1) {
        ES_GIVEN(figure.id,
                 es_arena_print(intake->scratch, "%s-%d", figure.id, twin->number), err);
    }
    return taker->take(taker->context, &figure, err);
}

enum es_status es_intake_each(struct es_intake *intake, es_intake_take *take,
                              void *context, struct es_error *err)
{
    struct taker taker = {.take = take, .context = context};
    ES_TRY(read_again(intake, hand_out, &taker, err));
    return taker.n == intake->figures
               ? ES_OK
               : es_fail(err, ES_ERR_IO, "%s changed while it was read",
                         intake->faults.file);
}

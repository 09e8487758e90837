#include "essor/intake.h"
#include "intake/fields.h"
#include "intake/table.h"

#include <stdlib.h>
#include <string.h>

enum { ID, SERIES, LEVEL, PER, DEADLINE, TITLE, URL, NOTE, MEASURE, COLUMNS };

static const struct es_column target_columns[] = {
    [ID] = {"id", ES_COLUMN_FILLED},
    [SERIES] = {"series", ES_COLUMN_FILLED},
    [LEVEL] = {"level", ES_COLUMN_FILLED},
    [PER] = {"per", ES_COLUMN_FILLED},
    [DEADLINE] = {"deadline", ES_COLUMN_EMPTY},
    [TITLE] = {"source_title", ES_COLUMN_EMPTY},
    [URL] = {"source_url", ES_COLUMN_EMPTY},
    [NOTE] = {"note", ES_COLUMN_EMPTY},
    [MEASURE] = {"measure", ES_COLUMN_FREE},
};
static const struct es_columns columns = {target_columns, COLUMNS};

static const char *const per_words[] = {"none", "month", "year"};
static const char *const measure_words[] = {"pace", "trailing", "year"};

/* An empty cell is a pace, or the level of a stock. */
static void read_measure(struct es_fields *fields, struct es_target *target)
{
    const char *text = es_fields_text(fields, MEASURE);
    if (*text == '\0') {
        return;
    }
    if (target->per == ES_PER_NONE) {
        es_fields_fault(fields, MEASURE, ES_FAULT_E204,
                        "a level (per = none) is not measured over time",
                        "leave the cell empty");
    } else if (!es_measured_parse(text, &target->measured)) {
        es_fields_unknown(fields, MEASURE, measure_words,
                          sizeof measure_words / sizeof measure_words[0]);
    }
}

static void read_target(struct es_fields *fields, struct es_target *target)
{
    *target = (struct es_target){
        .id = es_fields_text(fields, ID),
        .series = es_fields_text(fields, SERIES),
        .level = es_fields_number(fields, LEVEL),
        .deadline_day = es_fields_day(fields, DEADLINE),
        .source_title = es_fields_text(fields, TITLE),
        .source_url = es_fields_text(fields, URL),
        .note = es_fields_text(fields, NOTE),
        .line = fields->row->line,
    };
    if (!es_per_parse(es_fields_text(fields, PER), &target->per)) {
        es_fields_unknown(fields, PER, per_words, sizeof per_words / sizeof per_words[0]);
    }
    read_measure(fields, target);
    if (target->level <= 0.0) {
        es_fields_fault(fields, LEVEL, ES_FAULT_E204, "a target is more than zero", NULL);
    }
}

/* Where a target came from, to find ids that appear twice. */
struct origin {
    const char *id;
    size_t row;
    int line;
};

static int by_id(const void *a, const void *b)
{
    const struct origin *x = a, *y = b;
    const int id = strcmp(x->id, y->id);
    return id != 0 ? id : (x->row > y->row) - (x->row < y->row);
}

static void refuse_same_ids(struct es_table *table, struct origin origin[], size_t n)
{
    qsort(origin, n, sizeof *origin, by_id);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(origin[i - 1].id, origin[i].id) == 0) {
            es_record_fault(&table->faults, &table->row[origin[i].row], 0, ES_FAULT_E208,
                            NULL, "the id \"%s\" is on line %d already",
                            es_fault_quote(origin[i].id, table->faults.arena),
                            origin[i - 1].line);
        }
    }
}

enum es_status es_targets_read(const char *path, struct es_targets *targets,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_table table;
    struct es_fields fields;
    ES_TRY(es_table_read(path, &table, arena, err));
    es_fields_open(&fields, &table.faults, table.rows > 0 ? table.row : NULL, &columns);
    const size_t n = table.rows > 0 ? table.rows - 1 : 0;
    struct es_target *target;
    struct origin *origin;
    ES_NEW(arena, target, n, err);
    ES_NEW(arena, origin, n, err);
    size_t good = 0;
    for (size_t i = 0; i < n; i++) {
        es_fields_take(&fields, &table.row[i + 1]);
        read_target(&fields, &target[i]);
        if (!fields.bad) {
            origin[good++] = (struct origin){target[i].id, i + 1, target[i].line};
        }
    }
    refuse_same_ids(&table, origin, good);
    ES_TRY(es_fault_list_close(&table.faults, faults, err));
    *targets = (struct es_targets){target, n};
    return ES_OK;
}

#include "intake/separator.h"

#include <stdio.h>
#include <string.h>

enum { CANDIDATES = 4, ROWS_LOOKED_AT = 500 };

static const struct {
    char sign;
    const char *name;
} candidates[CANDIDATES] = {
    {',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}};

/* The file read with one separator. */
struct trial {
    size_t candidate;
    struct es_record header, first; /* kept; n is 0 if there is none */
    size_t rows, refused;
};

char es_separator_parse(const char *name)
{
    for (size_t i = 0; i < CANDIDATES; i++) {
        const bool is_sign = name[0] == candidates[i].sign && name[1] == '\0';
        if (is_sign || strcmp(name, candidates[i].name) == 0) {
            return candidates[i].sign;
        }
    }
    return '\0';
}

/* Reads the first rows; what cannot be read counts as refused. */
static enum es_status read_rows(struct es_csv *csv, struct trial *trial,
                                struct es_arena *arena, struct es_error *err)
{
    struct es_record record;
    bool kept = true;
    for (size_t i = 0; i <= ROWS_LOOKED_AT && kept; i++) {
        ES_TRY(es_csv_next(csv, &record, err));
        if (record.n == 0) {
            break;
        }
        trial->rows = i;
        if (i < 2) {
            kept =
                es_record_keep(&record, i == 0 ? &trial->header : &trial->first, arena);
        }
    }
    trial->refused = es_csv_refused(csv);
    return kept ? ES_OK : es_no_memory(err);
}

static enum es_status try_one(struct es_source *source, size_t candidate,
                              struct trial *trial, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_csv *csv;
    *trial = (struct trial){.candidate = candidate};
    ES_TRY(es_source_rewind(source, err));
    ES_TRY(es_csv_open(source, candidates[candidate].sign, NULL, &csv, err));
    const enum es_status status = read_rows(csv, trial, arena, err);
    es_csv_close(csv);
    return status;
}

/* "[date] [valeur, en M]", cut short. */
static const char *show(const struct es_record *record, struct es_arena *arena)
{
    enum { MOST_SHOWN = 6 };
    const char *text = "";
    for (size_t i = 0; i < record->n && i < MOST_SHOWN && text != NULL; i++) {
        text = es_arena_print(arena, "%s%s[%s]", text, i > 0 ? " " : "",
                              es_fault_quote(record->cell[i], arena));
    }
    return text == NULL ? "" : text;
}

static void refuse_two(const struct trial trials[2], struct es_fault_list *faults)
{
    const char *reading[2];
    for (size_t i = 0; i < 2; i++) {
        const struct es_record *row =
            trials[i].first.n > 0 ? &trials[i].first : &trials[i].header;
        reading[i] = es_arena_print(faults->arena, "--separator %s reads %s",
                                    candidates[trials[i].candidate].name,
                                    show(row, faults->arena));
    }
    const char *hint = es_arena_print(faults->arena, "%s,\n        %s",
                                      reading[0] == NULL ? "" : reading[0],
                                      reading[1] == NULL ? "" : reading[1]);
    const struct es_record *record =
        trials[0].first.n > 0 ? &trials[0].first : &trials[0].header;
    es_record_fault(
        faults, record, 0, ES_FAULT_E107, hint, "two separators are possible: %s and %s",
        candidates[trials[0].candidate].name, candidates[trials[1].candidate].name);
}

/* Takes the trials that cut the header into fields to the front: those that cut every row
 * alike if there is one, else all of them. Returns how many. */
static size_t choose(struct trial trials[], size_t n)
{
    size_t whole = 0, cut = 0;
    struct trial kept[CANDIDATES];
    for (size_t i = 0; i < n; i++) {
        whole += trials[i].header.n > 1 && trials[i].refused == 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (trials[i].header.n > 1 && (whole == 0 || trials[i].refused == 0)) {
            kept[cut++] = trials[i];
        }
    }
    memcpy(trials, kept, cut * sizeof *kept);
    return cut;
}

enum es_status es_separator_find(struct es_source *source, struct es_fault_list *faults,
                                 char *separator, struct es_error *err)
{
    struct trial trials[CANDIDATES];
    *separator = '\0';
    for (size_t i = 0; i < CANDIDATES; i++) {
        ES_TRY(try_one(source, i, &trials[i], faults->arena, err));
    }
    const size_t n = choose(trials, CANDIDATES);
    if (n > 1) {
        refuse_two(trials, faults);
    } else {
        *separator = n == 1 ? candidates[trials[0].candidate].sign : ',';
    }
    return es_source_rewind(source, err);
}

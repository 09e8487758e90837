#include "intake/layout.h"

#include "essor/suggest.h"
#include "intake/lexeme.h"

#include <string.h>

enum { LONGEST_NAME = 64 };

static const struct {
    const char *name, *synonyms;
} roles[ES_ROLES] = {
#define ES_ROLE(name, text, synonyms) [ES_ROLE_##name] = {text, synonyms},
#include "intake/roles.def"
#undef ES_ROLE
};

/* The value columns of the government's barometer: initial, actual, target, progress. */
static const struct {
    const char *name, *suffix;
    bool percent;
} barometer[] = {{"indic_vi", "_vi", false},
                 {"indic_va", "", false},
                 {"indic_vc", "_vc", false},
                 {"indic_ta", "_ta", true}};

/* A header being understood. */
struct finding {
    const struct es_record *header;
    const struct es_reading_style *style;
    struct es_layout *layout;
    struct es_fault_list *faults;
    bool *taken; /* [columns] by a role */
};

const char *es_role_name(enum es_role role)
{
    return roles[role].name;
}

/* A name in small letters, without accents and signs: "Date de  début" is "date de
 * debut".
 * "" if it is too long to be known. */
static void fold(const char *name, char folded[], size_t size)
{
    struct es_lexemes lexemes;
    size_t used = 0;
    folded[0] = '\0';
    if (!es_lexemes_read(name, &lexemes)) {
        return;
    }
    for (size_t i = 0; i < lexemes.n; i++) {
        const struct es_lexeme *lexeme = &lexemes.at[i];
        const size_t length = strlen(lexeme->text);
        if (lexeme->type == ES_LEX_SIGN) {
            continue;
        }
        if (used + length + 2 > size) {
            folded[0] = '\0';
            return;
        }
        if (used > 0) {
            folded[used++] = ' ';
        }
        memcpy(folded + used, lexeme->text, length + 1);
        used += length;
    }
}

/* The folded name between bars, as lists have it; false if it can be in none. */
static bool bar(const char *name, char barred[LONGEST_NAME])
{
    fold(name, barred + 1, LONGEST_NAME - 2);
    const size_t length = strlen(barred + 1);
    barred[0] = barred[length + 1] = '|';
    barred[length + 2] = '\0';
    return length > 0;
}

/* The role that columns of that name have; ES_ROLES if none. */
static enum es_role role_of(const char *name)
{
    char wanted[LONGEST_NAME];
    if (!bar(name, wanted)) {
        return ES_ROLES;
    }
    for (int role = 0; role < ES_ROLES; role++) {
        if (strstr(roles[role].synonyms, wanted) != NULL) {
            return (enum es_role)role;
        }
    }
    return ES_ROLES;
}

/* The column of that name, or -1. */
static int find_column(const struct es_record *header, const char *name, size_t length)
{
    for (size_t i = 0; i < header->n; i++) {
        if (strlen(header->cell[i]) == length &&
            strncmp(header->cell[i], name, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static enum es_status refuse_role(const char *name, size_t length, struct es_error *err)
{
    return es_fail(err, ES_ERR_ARGUMENT,
                   "--map cannot give \"%.*s\"; it gives series, date, from, to, "
                   "published, value, zone, unit, kind, source, url, note or ignore",
                   (int)length, name);
}

/* One "role=column" of --map. */
static enum es_status map_one(struct finding *finding, const char *item, size_t length,
                              struct es_error *err)
{
    const char *equals = memchr(item, '=', length);
    if (equals == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "--map takes ROLE=COLUMN,..., as in date=jour,value=nombre");
    }
    const size_t name = (size_t)(equals - item);
    int role = 0;
    while (role < ES_ROLES && (strlen(roles[role].name) != name ||
                               strncmp(roles[role].name, item, name) != 0)) {
        role++;
    }
    if (role == ES_ROLES) {
        return refuse_role(item, name, err);
    }
    const size_t rest = length - name - 1;
    const int column = find_column(finding->header, equals + 1, rest);
    if (column < 0) {
        const char *near =
            es_suggest(equals + 1, finding->header->cell, finding->header->n);
        return es_fail(err, ES_ERR_ARGUMENT, "--map: %s has no column \"%.*s\"%s%s%s",
                       finding->faults->file, (int)rest, equals + 1,
                       near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                       near == NULL ? "" : "\"?");
    }
    finding->layout->role[role] = column;
    finding->taken[column] = true;
    return ES_OK;
}

static enum es_status apply_map(struct finding *finding, struct es_error *err)
{
    const char *item = finding->style->map;
    while (item != NULL && *item != '\0') {
        const size_t length = strcspn(item, ",");
        ES_TRY(map_one(finding, item, length, err));
        item += length + (item[length] == ',');
    }
    return ES_OK;
}

/* Gives roles by name. Two columns with one role are refused. */
static void apply_names(struct finding *finding)
{
    const struct es_record *header = finding->header;
    int *role_at = finding->layout->role;
    bool mapped[ES_ROLES];
    for (int role = 0; role < ES_ROLES; role++) {
        mapped[role] = role_at[role] >= 0;
    }
    for (size_t i = 0; i < header->n; i++) {
        const enum es_role role = finding->taken[i] ? ES_ROLES : role_of(header->cell[i]);
        if (role == ES_ROLES || mapped[role]) {
            continue;
        }
        finding->taken[i] = true;
        if (role_at[role] >= 0 && role != ES_ROLE_IGNORE) {
            struct es_arena *arena = finding->faults->arena;
            const char *first = es_fault_quote(header->cell[role_at[role]], arena);
            es_record_fault(
                finding->faults, header, i, ES_FAULT_E112,
                es_arena_print(arena, "--map %s=%s decides", roles[role].name, first),
                "the %s could be the column \"%s\" or \"%s\"", roles[role].name, first,
                es_fault_quote(header->cell[i], arena));
            continue;
        }
        role_at[role] = (int)i;
    }
}

static void add_value(struct finding *finding, const struct es_value_column *column)
{
    finding->layout->value[finding->layout->values++] = *column;
}

static bool has(const struct finding *finding, enum es_role role)
{
    return finding->layout->role[role] >= 0;
}

/* Columns that are no role's: one value column each, named by the header. */
static void add_series_columns(struct finding *finding)
{
    for (size_t i = 0; i < finding->header->n; i++) {
        if (!finding->taken[i] && finding->header->cell[i][0] != '\0') {
            finding->taken[i] = true;
            add_value(finding,
                      &(struct es_value_column){
                          .cell = i, .series = finding->header->cell[i], .suffix = ""});
        }
    }
}

/* Whether a header is a date; the window of one with two readings is the first. */
static bool is_date(const struct finding *finding, size_t i, struct es_window *window)
{
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    const struct es_window_style style = {.order = finding->style->order};
    const enum es_window_status status =
        es_window_parse(finding->header->cell[i], &style, reading, rule);
    if (status == ES_WINDOW_DOUBTFUL) {
        struct es_arena *arena = finding->faults->arena;
        es_record_fault(finding->faults, finding->header, i, ES_FAULT_E210,
                        "--date-order day-first or month-first decides for 03/04/2023",
                        "the date \"%s\" has two readings",
                        es_fault_quote(finding->header->cell[i], arena));
    }
    *window = reading[0];
    return status == ES_WINDOW_GOOD || status == ES_WINDOW_DOUBTFUL;
}

/* Columns whose names are dates; returns how many there are. */
static size_t add_dated_columns(struct finding *finding)
{
    for (size_t i = 0; i < finding->header->n; i++) {
        struct es_value_column column = {.cell = i, .suffix = "", .dated = true};
        if (!finding->taken[i] && is_date(finding, i, &column.window)) {
            finding->taken[i] = true;
            add_value(finding, &column);
        }
    }
    return finding->layout->values;
}

/* Series in rows: the first column that has no other meaning names them. */
static void find_row_names(struct finding *finding)
{
    for (size_t i = 0; i < finding->header->n && !has(finding, ES_ROLE_SERIES); i++) {
        if (!finding->taken[i]) {
            finding->taken[i] = true;
            finding->layout->role[ES_ROLE_SERIES] = (int)i;
        }
    }
}

static bool add_barometer(struct finding *finding)
{
    for (size_t k = 0; k < sizeof barometer / sizeof barometer[0]; k++) {
        const int at =
            find_column(finding->header, barometer[k].name, strlen(barometer[k].name));
        if (at >= 0 && !finding->taken[at]) {
            finding->taken[at] = true;
            add_value(finding,
                      &(struct es_value_column){.cell = (size_t)at,
                                                .series = finding->style->series,
                                                .suffix = barometer[k].suffix,
                                                .percent = barometer[k].percent});
        }
    }
    return finding->layout->values > 0;
}

/* "mois" says that 2023-08-01 stands for August. */
static void name_period(struct finding *finding)
{
    static const struct {
        const char *names;
        enum es_grain period;
    } periods[] = {{"|mois|month|", ES_GRAIN_MONTH},
                   {"|jour|day|", ES_GRAIN_DAY},
                   {"|trimestre|quarter|", ES_GRAIN_QUARTER},
                   {"|annee|year|", ES_GRAIN_YEAR}};
    char wanted[LONGEST_NAME];
    if (!has(finding, ES_ROLE_DATE) ||
        !bar(finding->header->cell[finding->layout->role[ES_ROLE_DATE]], wanted)) {
        return;
    }
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        if (strstr(periods[i].names, wanted) != NULL) {
            finding->layout->has_period = true;
            finding->layout->period = periods[i].period;
        }
    }
}

static void refuse_missing(struct finding *finding, const char *what, const char *hint)
{
    es_record_fault(finding->faults, finding->header, 0, ES_FAULT_E110, hint,
                    "no column is the %s", what);
    finding->layout->values = 0;
}

/* Rows that do not name their series need one that the caller names. */
static void need_series(struct finding *finding)
{
    if (!has(finding, ES_ROLE_SERIES) && finding->style->series == NULL) {
        refuse_missing(finding, "series",
                       "--series NAME names the one series of the file, --map "
                       "series=COLUMN its column");
    }
}

/* Long files and wide ones whose rows are dated. */
static void take_dated_rows(struct finding *finding)
{
    if (has(finding, ES_ROLE_VALUE)) {
        add_value(finding, &(struct es_value_column){
                               .cell = (size_t)finding->layout->role[ES_ROLE_VALUE],
                               .series = finding->style->series,
                               .suffix = ""});
        need_series(finding);
        return;
    }
    if (add_barometer(finding)) {
        need_series(finding);
        return;
    }
    add_series_columns(finding);
    if (finding->layout->values == 0) {
        refuse_missing(finding, "value", "--map value=COLUMN names it");
    }
}

static void find_values(struct finding *finding)
{
    if (has(finding, ES_ROLE_DATE) || has(finding, ES_ROLE_FROM)) {
        take_dated_rows(finding);
    } else if (has(finding, ES_ROLE_VALUE)) {
        refuse_missing(finding, "date", "--map date=COLUMN names it");
    } else if (add_dated_columns(finding) > 0) {
        find_row_names(finding);
        if (!has(finding, ES_ROLE_SERIES)) {
            refuse_missing(finding, "series", "--map series=COLUMN names it");
        }
    } else {
        refuse_missing(finding, "date",
                       "--map date=COLUMN,value=COLUMN names what this file calls "
                       "otherwise");
    }
}

static enum es_status list_unused(struct finding *finding, struct es_error *err)
{
    const char **unused;
    struct es_layout *layout = finding->layout;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant
    ES_NEW(finding->faults->arena, unused, finding->header->n, err);
    for (size_t i = 0; i < finding->header->n; i++) {
        if (!finding->taken[i] && finding->header->cell[i][0] != '\0') {
            unused[layout->unused_count++] = finding->header->cell[i];
        }
    }
    layout->unused = unused;
    return ES_OK;
}

/* Names that only essor's own files have. */
static bool is_canonical(const struct es_record *header)
{
    static const char *const own[] = {"observed_from", "date_basis", "quoted_step"};
    size_t found = 0;
    for (size_t k = 0; k < sizeof own / sizeof own[0]; k++) {
        found += find_column(header, own[k], strlen(own[k])) >= 0;
    }
    return found >= 2;
}

enum es_status es_layout_find(const struct es_record *header,
                              const struct es_reading_style *style,
                              struct es_layout *layout, struct es_fault_list *faults,
                              struct es_error *err)
{
    *layout = (struct es_layout){.canonical = style == NULL || is_canonical(header)};
    for (int role = 0; role < ES_ROLES; role++) {
        layout->role[role] = -1;
    }
    if (layout->canonical) {
        return ES_OK;
    }
    struct finding finding = {
        .header = header, .style = style, .layout = layout, .faults = faults};
    ES_NEW(faults->arena, finding.taken, header->n, err);
    ES_NEW(faults->arena, layout->value, header->n, err);
    ES_TRY(apply_map(&finding, err));
    apply_names(&finding);
    name_period(&finding);
    find_values(&finding);
    return list_unused(&finding, err);
}

/*
 * intake.h: figures, targets and plain columns of numbers from CSV files.
 *
 * Reading is strict (RFC 4180 quotes, libcsv's CSV_STRICT and CSV_STRICT_FINI) and all or
 * nothing: every fault of a file is reported, and a file with a fault yields no figure.
 */
#ifndef ESSOR_INTAKE_H
#define ESSOR_INTAKE_H

#include "essor/amount.h"
#include "essor/arena.h"
#include "essor/error.h"
#include "essor/figure.h"
#include "essor/observation.h"
#include "essor/target.h"
#include "essor/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Codes of faults: number, one line. E1xx to E2xx are those of CSV files, E3xx those of
 * the project file. */
#define ES_FAULT_LIST(X)                                                                 \
    X(E100, "the file cannot be read as CSV")                                            \
    X(E101, "the file is empty")                                                         \
    X(E102, "a quote is not closed or not where it may stand")                           \
    X(E103, "a row has not as many fields as the header")                                \
    X(E104, "bytes that are not of the text's encoding, or two encodings that fit")      \
    X(E105, "a field or the file is longer than allowed")                                \
    X(E106, "a NUL or control character")                                                \
    X(E107, "two separators that fit")                                                   \
    X(E110, "a column is missing")                                                       \
    X(E111, "a column is not known")                                                     \
    X(E112, "a column appears twice")                                                    \
    X(E201, "a required field is empty")                                                 \
    X(E202, "not a date of the calendar, YYYY-MM-DD")                                    \
    X(E203, "not a number")                                                              \
    X(E204, "a number out of its range")                                                 \
    X(E205, "not one of the known words")                                                \
    X(E206, "a window that ends before it begins")                                       \
    X(E207, "a range without its upper end, or an upper end without a range")            \
    X(E208, "an id and version that appear twice")                                       \
    X(E209, "a reference is missing or cannot be understood")                            \
    X(E210, "a number or a date that can be read in two ways")                           \
    X(E211, "a series of which nobody says what its numbers are")                        \
    X(E212, "a value that contradicts the kind, the unit or the date beside it")         \
    X(E300, "a line or a name longer than a project file may have")                      \
    X(E301, "a line that is not understood")                                             \
    X(E302, "a section that is not known")                                               \
    X(E303, "a key that is not known")                                                   \
    X(E304, "something that is given twice")                                             \
    X(E305, "a value that is not allowed")                                               \
    X(E306, "a name that stands for nothing")                                            \
    X(E307, "something required is missing")

enum es_fault_code {
#define ES_FAULT_ENUMERATOR(code, meaning) ES_FAULT_##code,
    ES_FAULT_LIST(ES_FAULT_ENUMERATOR)
#undef ES_FAULT_ENUMERATOR
};

struct es_fault {
    enum es_fault_code code;
    const char *file;
    int line;            /* 1-based, of the file, not of the record; 0: the whole file */
    int column;          /* 1-based, in characters */
    int width;           /* characters to underline, at least 1 */
    const char *message; /* "cannot read the number \"12,O\"" */
    const char *source;  /* the line of the file, control characters as U+FFFD */
    const char *hint;    /* "" if none */
    const char *cell;    /* in a workbook, where it stands: "Sheet1!C12"; else NULL */
};

struct es_faults {
    struct es_fault *at;
    size_t n;
    size_t unlisted; /* further faults beyond the first 1 000 */
};

/* What a caller knows of a file; zeros: all of it is found out, or refused. */
struct es_file_style {
    const char *encoding; /* "utf-8", "windows-1252", "iso-8859-15", "utf-16le",
                             "utf-16be" */
    char separator;       /* , ; tab or | */
    const char *sheet;    /* of a workbook; NULL: the first */
};

/* The separator that is called "comma", "semicolon", "tab" or "bar", or is one of the
 * characters itself; 0 for any other text. */
char es_separator_parse(const char *name);

/* The fault as a compiler would print it: place, code, message, source line, caret, hint.
 */
enum es_status es_fault_print(const struct es_fault *fault, char **text,
                              struct es_arena *arena, struct es_error *err);

/* A code of ES_FAULT_LIST explained to who meets it for the first time. */
struct es_explanation {
    const char *code, *meaning; /* "E203", "not a number" */
    const char *text;           /* a paragraph, unbroken */
    const char *file;    /* "figures.csv" with essor's own columns, "table.csv" with any,
                            "essor.ini"; NULL: the example only describes a file */
    const char *example; /* the content of a file that has the fault */
};

/* The i-th code explained; false behind the last. */
bool es_fault_explain(size_t i, struct es_explanation *explanation);

/* What a text that is no date (YYYY-MM-DD) lacks, or how to write it: "a day is needed:
 * 2023-09-01 or another". NULL if there is no memory. */
const char *es_hint_date(const char *text, struct es_arena *arena);

/*
 * Reads a canonical figure file (the columns of struct es_figure in any order; id,
 * version and zone may be missing: ids are then made from the content, version 1).
 * ES_FINDING with `faults` filled and no figure if the file is wrong; ES_ERR_IO if it
 * cannot be read at all.
 */
enum es_status es_figures_read(const char *path, struct es_figures *figures,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err);

/* Writes figures in canonical form, under a temporary name that is synced and renamed. */
enum es_status es_figures_write(const char *path, const struct es_figures *figures,
                                struct es_error *err);

/* The lines of which such a file consists. */
void es_figures_put_header(FILE *out);
void es_figures_put(FILE *out, const struct es_figure *figure);

/*
 * The id of a figure that has none: series, month of its window's start, six digits of a
 * hash of series, zone, window, kind, reference and source. Not of the value, so that a
 * corrected value keeps the id. NULL without memory.
 */
const char *es_figure_make_id(const struct es_figure *figure, struct es_arena *arena);

/* Figures that are there already, by what identifies them and a hash of what they say. */
struct es_known;

/* What a figure is to those that are known. */
enum es_novelty { ES_NEW_FIGURE, ES_CORRECTION, ES_KNOWN_ALREADY };

/* `any_publication`: the day of publication makes no difference, as where a whole file is
 * published anew. */
enum es_status es_known_open(bool any_publication, struct es_known **known,
                             struct es_error *err);
void es_known_close(struct es_known *known); /* NULL is allowed */
enum es_status es_known_add(struct es_known *known, const struct es_figure *figure,
                            struct es_error *err);

/* Makes room for so many at once, which spares memory. */
enum es_status es_known_expect(struct es_known *known, size_t figures,
                               struct es_error *err);
size_t es_known_count(const struct es_known *known);

/*
 * Judges a figure, and gives one that is not known the version that it must have. A
 * reason for a correction (see es_note_reason) makes no difference. Where another figure
 * happens to have the id that was made for this one, it gets a number behind it.
 */
enum es_status es_known_judge(const struct es_known *known, struct es_figure *figure,
                              enum es_novelty *novelty, struct es_arena *arena,
                              struct es_error *err);

/* A note with the reason of a correction behind it; NULL without memory. */
const char *es_note_reason(const char *note, const char *reason, struct es_arena *arena);

/* What is known of a series that a plain file has numbers of. */
struct es_series_facts {
    enum es_kind kind; /* what its numbers are */
    enum es_nature nature;
    const char *unit;  /* NULL: not known, as the next */
    const char *whole; /* series of figures that its shares are shares of */
    int launch_day;    /* or ES_NO_DAY */
};

/* What a caller knows of the content of a plain file (series, date, value; or wide), as
 * against essor's own columns; zeros and NULL: found out, or refused. */
struct es_reading_style {
    struct es_file_style file;
    enum es_decimal decimal;
    enum es_day_order order;
    const char *map;    /* "date=jour,value=nombre": columns by role */
    const char *series; /* of a file without a column for it */
    bool has_kind;
    enum es_kind kind;
    bool has_period;
    enum es_grain period; /* that a day stands for: itself, a month, a quarter, a year */
    const char *unit;
    const char *source; /* title; NULL: the name of the file */
    int published_day;  /* ES_NO_DAY: not known */
    /* What is known of a series; false if nothing is. May be NULL. */
    bool (*about)(void *context, const char *series, struct es_series_facts *facts);
    void *context;
};

/*
 * Figures from a file, one by one, in two readings. The first looks at everything and
 * reports every fault; the second hands out the figures. What is kept in between is eight
 * bytes a figure.
 */
struct es_intake;

/* Opens a file ("-": the standard input) and finds its columns. Without a style only
 * essor's own columns are known. ES_ERR_IO if it cannot be read, ES_ERR_ARGUMENT for a
 * style that does not fit the file. */
enum es_status es_intake_open(const char *path, const struct es_reading_style *style,
                              struct es_intake **intake, struct es_arena *arena,
                              struct es_error *err);
void es_intake_close(struct es_intake *intake); /* NULL is allowed */

/* Reads the file and gathers its faults. ES_FINDING if there are any. */
enum es_status es_intake_check(struct es_intake *intake, struct es_faults *faults,
                               struct es_error *err);

/* Takes a figure, whose texts live until it returns. */
typedef enum es_status es_intake_take(void *context, const struct es_figure *figure,
                                      struct es_error *err);

/* Hands out every figure of a file without faults, with its id, in the order of the
 * file. */
enum es_status es_intake_each(struct es_intake *intake, es_intake_take *take,
                              void *context, struct es_error *err);

/* Once checked: figures in the file; columns that stand for nothing, by name. */
size_t es_intake_count(const struct es_intake *intake);
size_t es_intake_unused(const struct es_intake *intake, const char *const **names);

/* The targets of a project: id, series, level, per, deadline, source_title, source_url,
 * note. */
struct es_targets {
    struct es_target *at;
    size_t n;
};
enum es_status es_targets_read(const char *path, struct es_targets *targets,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err);

/* Any CSV file with a header, read and not yet understood. */
struct es_grid;

/* Reads the file. ES_FINDING with `faults` where it is no CSV; ES_ERR_IO if it cannot be
 * read at all. */
enum es_status es_grid_read(const char *path, struct es_grid **grid,
                            struct es_faults *faults, struct es_arena *arena,
                            struct es_error *err);

/* The names in its header, blanks around them dropped. */
size_t es_grid_column_count(const struct es_grid *grid);
const char *es_grid_column(const struct es_grid *grid, size_t column);

/* The column of that name, or -1. */
int es_grid_find(const struct es_grid *grid, const char *name);

/* Columns as numbers. */
struct es_numbers {
    size_t n;             /* rows in which no column is empty */
    size_t left_out;      /* the other rows */
    const double **value; /* [columns asked for][n] */
    bool *dates;          /* [columns asked for]: years since 2000-01-01, from dates */
    int *line;            /* [n] where each row stands in the file */
};

/*
 * Takes the named columns of the file as numbers; cells of others are not looked at. A
 * column that holds a date (YYYY-MM-DD) is one of dates. ES_FINDING with all faults:
 * cells that cannot be read, a column that the header has twice. Every column must exist.
 */
enum es_status es_grid_take(struct es_grid *grid, const size_t column[], size_t columns,
                            struct es_numbers *numbers, struct es_faults *faults,
                            struct es_arena *arena, struct es_error *err);

/* What is known of a series besides its values. */
enum es_panel_kind { ES_PANEL_STOCK, ES_PANEL_FLOW, ES_PANEL_PERCENT, ES_PANEL_NO_KIND };
enum es_panel_pace {
    ES_PANEL_DAY,
    ES_PANEL_WEEK,
    ES_PANEL_MONTH,
    ES_PANEL_QUARTER,
    ES_PANEL_YEAR,
    ES_PANEL_IRREGULAR,
    ES_PANEL_NO_PACE
};
enum es_panel_axis { ES_PANEL_NUMBERS, ES_PANEL_DAYS, ES_PANEL_ORDER };

/* One series of a file of many, in the order of x. */
struct es_panel_series {
    const char *id;
    size_t n;
    double *x; /* [n] number, day, or 0, 1, ... where x is neither */
    double *y; /* [n] */
    enum es_panel_axis axis;
    enum es_panel_kind kind;
    enum es_panel_pace pace;
    double ceiling;    /* NAN: unknown */
    const char *group; /* series of one source and entity; "" if not given */
    bool french;       /* volumes that may follow the working days of France */
    const char *fault; /* why it cannot be used; NULL: it can */
};

struct es_panel {
    struct es_panel_series *at; /* in the order of their ids */
    size_t n;
};

/*
 * Reads values in long form: a column series_id (or series, id, unique_id), one value (or
 * y, v) and, for the order, x (or t, date, ds, period, time, index); rows without a value
 * are dropped. Then, unless `series_path` is NULL, columns series_id, kind, freq,
 * ceiling, group, calendar (fr or nothing) of another file, each of which may be missing.
 * A cell that cannot be read is the fault of its series alone. ES_FINDING with `faults`
 * where a file is no CSV or lacks a column.
 */
enum es_status es_panel_read(const char *values_path, const char *series_path,
                             struct es_panel *panel, struct es_faults *faults,
                             struct es_arena *arena, struct es_error *err);

/* The series of that id, or NULL. */
const struct es_panel_series *es_panel_find(const struct es_panel *panel, const char *id);

/* Cells of a grid as texts; row 0 is the first after the header. */
size_t es_grid_row_count(const struct es_grid *grid);
const char *es_grid_text(const struct es_grid *grid, size_t row, size_t column);

/* The line, 1-based, of a row. */
int es_grid_line(const struct es_grid *grid, size_t row);

#endif

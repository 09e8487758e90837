/* cli.h: what a command has in hand. */
#ifndef ESSOR_CLI_CLI_H
#define ESSOR_CLI_CLI_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/project.h"

#include <stdio.h>

/* Every option of every command; a command's table says which of them it takes. */
struct options {
    const char *project;
    bool json, csv, help, version, audit;
    const char *color;
    const char *example;
    const char *figure;
    const char *target;
    const char *per, *measure, *fail_if;
    const char *language, *format;
    const char *out;
    const char *size, *theme; /* of a chart */
    const char *series, *kind, *unit, *date;
    const char *source_title, *source_url, *note;
    bool add;
    int published_day, launch_day;
    const char *encoding, *separator, *decimal, *date_order; /* of a file to be read */
    const char *map, *period, *source, *reason, *sheet;
    bool dry_run, undo, history, influence, check, prune, json_log, markdown;
    const char *compare, *shard;
    double level;
    double chance;                       /* a probability */
    const char *keep, *scenario;         /* names in the project file */
    const char *x, *y, *weights, *scale; /* columns, or formulas of them */
    const char *model, *formula, *start, *fix, *loss;
    double confidence;                           /* share of an interval */
    const char *values, *splits, *targets;       /* files of backtest, read; and series */
    const char *predictions, *crossings, *times; /* and written */
    bool profile;
    int as_of_day, by_day;
    int months, every_months;
    size_t jobs, draws;
    const char **argument;
    size_t arguments;
};

/* Where a setting comes from, if not from essor's own default. */
struct origin {
    const char *value; /* as written */
    const char *from;  /* "--jobs", "ESSOR_JOBS", path of a file; NULL: nowhere */
};
enum { CLI_SETTINGS = 5 };

struct session {
    const char *program; /* as it was called */
    struct options options;
    struct origin origin[CLI_SETTINGS]; /* of cli_settings */
    struct es_arena *arena;
    struct es_error *error;
    FILE *out;  /* data */
    FILE *err;  /* words */
    bool color; /* of the words */
};

struct option;

/* A command: its option table, its help and its work. */
struct command {
    const char *name;
    const char *arguments; /* "SERIES", "[SERIES...]" */
    const char *summary;   /* one line */
    const char *details;   /* more of the help; may be "" */
    const struct option *option;
    size_t options;
    const char *const *example; /* command lines, ended by NULL */
    size_t least, most;         /* arguments */
    enum es_status (*run)(struct session *session);
};

/* Opens the project of --project; faults of its files go to the error stream. */
enum es_status cli_open_project(struct session *session, struct es_project *project);

/* Prints faults as a compiler would. */
enum es_status cli_print_faults(struct session *session, const struct es_faults *faults);

/* ES_ERR_PROJECT if the folder of --project has no project file. */
enum es_status cli_check_project(struct session *session);

/* Adds lists of figures to the project: its file and its store, all or nothing. `added`
 * counts the new rows, `total` all of them. */
enum es_status cli_add_figures(struct session *session, const struct es_figures *given,
                               size_t *added, size_t *total);

/* The series of that name, or ES_ERR_ARGUMENT with what was probably meant. */
enum es_status cli_find_series(struct session *session, const struct es_project *project,
                               const char *name, const struct es_series **series);

/* Which series are solved, and what for. */
struct cli_question {
    const char *const *name; /* [n]; all series if there are none */
    size_t n;
    int horizon_day; /* if later than the project's; ES_NO_DAY: that one */
    bool verdict;    /* what determines the ceiling, too */
};

/*
 * Solves series for --as-of. One that could not be fitted is named on the error stream.
 * es_solutions_close must follow, whatever the status.
 */
enum es_status cli_solve(struct session *session, const struct es_project *project,
                         const struct cli_question *question,
                         struct es_solutions *solutions);

/* The same for commands about one series, their argument, whose failure is theirs. */
enum es_status cli_solve_one(struct session *session, const struct es_project *project,
                             int horizon_day, struct es_solutions *solutions,
                             const struct es_solution **solution);

/* A line for each event of a series: all of them, or those that the forecast counts. */
enum es_status cli_say_events(struct session *session, const struct es_project *project,
                              const struct es_series *series, bool all);

/* The language that --lang asks for, or the project's first. */
enum es_language cli_language(const struct session *session,
                              const struct es_project *project);

/* The folder of the build's outputs in a language: out, or out/LANG, made if need be. */
enum es_status cli_out_folder(struct session *session, const struct es_project *project,
                              enum es_language language, const char **folder);
enum es_status cli_make_folder(struct session *session, const char *path);

/* Text to the data stream. */
enum es_status cli_write(struct session *session, const char *text);

/* Whether words may be coloured: as --color says; by itself only on a terminal, and not
 * with NO_COLOR or TERM=dumb. */
bool cli_use_color(const struct session *session);

/* A line of words for people. */
__attribute__((format(printf, 2, 3))) void cli_say(struct session *session,
                                                   const char *format, ...);

/* Lines of at most 96 bytes after the word they begin with, broken between words. */
void cli_print_wrapped(FILE *out, const char *begin, const char *text);

/* Writes a JSON value (which it takes) with "schema": 1 in front. */
struct json_t;
enum es_status cli_write_json(struct session *session, struct json_t *value);

/* All commands, in the order of the help. */
extern const struct command *const cli_commands[];
extern const size_t cli_command_count;

#endif

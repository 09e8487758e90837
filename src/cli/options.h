/* options.h: option tables, and what follows from them: parsing, checks, help. */
#ifndef ESSOR_CLI_OPTIONS_H
#define ESSOR_CLI_OPTIONS_H

#include "cli/cli.h"

enum option_type {
    OPTION_FLAG,     /* bool */
    OPTION_BETWEEN,  /* stands between arguments, and is kept there as "--name" */
    OPTION_TEXT,     /* const char * */
    OPTION_CHOICE,   /* const char *, one of `choice` */
    OPTION_DAY,      /* int, a date */
    OPTION_QUANTITY, /* double above 0 */
    OPTION_MONTHS,   /* int, "24m" or "2y" */
    OPTION_COUNT,    /* size_t, 1 to 64 */
    OPTION_DRAWS,    /* size_t, 1 to 1000000 */
    OPTION_SHARE     /* double above 0 and below 1 */
};

struct option {
    const char *name; /* "as-of" for --as-of */
    enum option_type type;
    const char *argument; /* "DATE"; NULL for a flag */
    const char *help;
    size_t offset;             /* in struct options */
    const char *const *choice; /* ended by NULL */
};

/* The options that several commands share, so that they read alike. */
#define OPTION_AS_OF                                                                     \
    {                                                                                    \
        "as-of", OPTION_DAY, "DATE",                                                     \
            "use what was known on that date (default: the newest figure)",              \
            offsetof(struct options, as_of_day), NULL                                    \
    }
#define OPTION_JSON                                                                      \
    {                                                                                    \
        "json", OPTION_FLAG, NULL, "answer with one JSON object",                        \
            offsetof(struct options, json), NULL                                         \
    }
#define OPTION_CSV                                                                       \
    {                                                                                    \
        "csv", OPTION_FLAG, NULL, "answer with CSV", offsetof(struct options, csv), NULL \
    }
#define OPTION_JOBS                                                                      \
    {                                                                                    \
        "jobs", OPTION_COUNT, "N", "threads (default: one per processor)",               \
            offsetof(struct options, jobs), NULL                                         \
    }

/* How a curve is fitted, for the commands that fit one. */
#define OPTIONS_OF_REGRESSION                                                            \
    {"start",                                                                            \
     OPTION_TEXT,                                                                        \
     "LIST",                                                                             \
     "where to begin: b1=1,b2=2, or b1=1,5;b2=2 with decimal commas",                    \
     offsetof(struct options, start),                                                    \
     NULL},                                                                              \
        {"fix",                                                                          \
         OPTION_TEXT,                                                                    \
         "LIST",                                                                         \
         "parameters that stay at a value, as in ceiling=50M",                           \
         offsetof(struct options, fix),                                                  \
         NULL},                                                                          \
        {"loss",                                                                         \
         OPTION_CHOICE,                                                                  \
         "LOSS",                                                                         \
         "squares (default), or huber, tukey, cauchy against outliers",                  \
         offsetof(struct options, loss),                                                 \
         cli_losses},                                                                    \
        {"level",                                                                        \
         OPTION_SHARE,                                                                   \
         "SHARE",                                                                        \
         "of the intervals (default: 0.95)",                                             \
         offsetof(struct options, confidence),                                           \
         NULL},                                                                          \
    {                                                                                    \
        "profile", OPTION_FLAG, NULL, "intervals from the profile likelihood too",       \
            offsetof(struct options, profile), NULL                                      \
    }
extern const char *const cli_losses[]; /* in the order of enum es_loss, ended by NULL */

/* An option that may also be set once and for all: in the environment, and, if in_config,
 * in [essor] of $XDG_CONFIG_HOME/essor/config.ini, under the option's name. */
struct setting {
    const char *option;
    const char *variable;
    bool in_config;
};
extern const struct setting cli_settings[CLI_SETTINGS];

/* Takes what the command line left open from the environment and the person's file. */
enum es_status cli_settle(struct session *session, const struct command *command);

/* Options before the command or after it. */
extern const struct option cli_global_options[];
extern const size_t cli_global_option_count;

/*
 * Reads argv[1..argc-1] into session->options and finds the command (NULL if none is
 * named). ES_ERR_ARGUMENT for anything that is not right, with what was probably meant.
 */
enum es_status cli_parse(int argc, char *const argv[], struct session *session,
                         const struct command **command);

/* The option of that name, of the command or of every command; NULL if there is none. */
const struct option *cli_find_option(const struct command *command, const char *name);

/* The command of that name, or NULL. */
const struct command *cli_find_command(const char *name);

/* Gives an option a value; `called` is where that stands, for the message of a refusal.
 */
enum es_status cli_set_option(struct session *session, const struct option *option,
                              const char *value, const char *called);

/* The help of essor, or of a command. */
enum es_status cli_help(struct session *session, const struct command *command);

#endif

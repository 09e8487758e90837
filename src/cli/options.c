#include "cli/options.h"

#include "essor/amount.h"
#include "essor/number.h"
#include "essor/quantity.h"
#include "essor/suggest.h"
#include "essor/window.h"

#include <limits.h>
#include <math.h>
#include <string.h>

static const char *const colors[] = {"auto", "always", "never", NULL};

const struct option cli_global_options[] = {
    {"project", OPTION_TEXT, "DIR", "folder of the project (default: this one)",
     offsetof(struct options, project), NULL},
    {"color", OPTION_CHOICE, "WHEN", "colour of faults: auto, always or never",
     offsetof(struct options, color), colors},
    {"help", OPTION_FLAG, NULL, "show this help", offsetof(struct options, help), NULL},
    {"version", OPTION_FLAG, NULL, "show the version", offsetof(struct options, version),
     NULL},
};
const size_t cli_global_option_count =
    sizeof cli_global_options / sizeof cli_global_options[0];

enum { MOST_OPTIONS = 32, LONGEST_NAME = 32 };

struct parser {
    char *const *argv;
    int argc;
    int at;
    struct session *session;
    const struct command *command;
};

static const struct option *find_in(const struct option table[], size_t n,
                                    const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

static const struct option *find_option(const struct command *command, const char *name)
{
    const struct option *own =
        command == NULL ? NULL : find_in(command->option, command->options, name);
    return own != NULL ? own : find_in(cli_global_options, cli_global_option_count, name);
}

static enum es_status refuse_option(const struct parser *parser, const char *name)
{
    const struct command *command = parser->command;
    const char *names[MOST_OPTIONS];
    size_t n = 0;
    for (size_t i = 0; command != NULL && i < command->options; i++) {
        names[n++] = command->option[i].name;
    }
    for (size_t i = 0; i < cli_global_option_count; i++) {
        names[n++] = cli_global_options[i].name;
    }
    const char *near = es_suggest(name, names, n);
    const char *place = command == NULL ? "" : command->name;
    if (near != NULL) {
        return es_fail(parser->session->error, ES_ERR_ARGUMENT,
                       "unknown option --%s; did you mean --%s?", name, near);
    }
    return es_fail(parser->session->error, ES_ERR_ARGUMENT,
                   "unknown option --%s; essor%s%s --help lists them", name,
                   *place != '\0' ? " " : "", place);
}

static enum es_status refuse_value(const struct parser *parser,
                                   const struct option *option, const char *value,
                                   const char *right)
{
    return es_fail(parser->session->error, ES_ERR_ARGUMENT,
                   "--%s cannot be \"%s\"; it takes %s", option->name, value, right);
}

static bool is_choice(const struct option *option, const char *value)
{
    for (size_t i = 0; option->choice[i] != NULL; i++) {
        if (strcmp(option->choice[i], value) == 0) {
            return true;
        }
    }
    return false;
}

static bool parse_months(const char *text, int *months)
{
    char number[LONGEST_NAME];
    double count;
    const size_t length = strlen(text);
    if (length < 2 || length >= sizeof number ||
        (text[length - 1] != 'm' && text[length - 1] != 'y')) {
        return false;
    }
    memcpy(number, text, length - 1);
    number[length - 1] = '\0';
    if (es_number_parse(number, &count) != ES_NUMBER_GOOD || floor(count) != count) {
        return false;
    }
    count *= text[length - 1] == 'y' ? 12.0 : 1.0;
    if (count < 1.0 || count > 600.0) {
        return false;
    }
    *months = (int)count;
    return true;
}

static bool parse_count(const char *text, size_t *count)
{
    double number;
    if (es_number_parse(text, &number) != ES_NUMBER_GOOD || floor(number) != number ||
        number < 1.0 || number > 64.0) {
        return false;
    }
    *count = (size_t)number;
    return true;
}

static enum es_status set_choice(const struct parser *parser, const struct option *option,
                                 const char *value, const char **place)
{
    if (is_choice(option, value)) {
        *place = value;
        return ES_OK;
    }
    char right[128] = "";
    size_t used = 0;
    for (size_t i = 0; option->choice[i] != NULL; i++) {
        const char *joint = i == 0 ? "" : option->choice[i + 1] == NULL ? " or " : ", ";
        used += (size_t)snprintf(right + used, sizeof right - used, "%s%s", joint,
                                 option->choice[i]);
    }
    return refuse_value(parser, option, value, right);
}

/* Why a value was refused, and what would be right. */
static enum es_status refuse_reading(const struct parser *parser,
                                     const struct option *option, const char *value,
                                     const char *why)
{
    return es_fail(parser->session->error, ES_ERR_ARGUMENT, "--%s cannot be \"%s\"; %s",
                   option->name, value, why);
}

static enum es_status set_quantity(const struct parser *parser,
                                   const struct option *option, const char *value,
                                   double *quantity)
{
    double number;
    struct es_amount reading[2];
    if (es_quantity_parse(value, &number) && number > 0.0) {
        *quantity = number;
        return ES_OK;
    }
    if (es_amount_parse(value, ES_DECIMAL_UNKNOWN, reading) == ES_AMOUNT_DOUBTFUL) {
        char one[ES_NUMBER_TEXT], other[ES_NUMBER_TEXT], why[128];
        es_number_format(one, reading[0].value);
        es_number_format(other, reading[1].value);
        (void)snprintf(why, sizeof why, "is it %s or %s?", one, other);
        return refuse_reading(parser, option, value, why);
    }
    return refuse_value(parser, option, value, "a number above 0, as in 150M");
}

/* A date as people write it; of a longer period the day it stands for. */
static enum es_status set_day(const struct parser *parser, const struct option *option,
                              const char *value, int *day)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT], one[ES_DAY_TEXT], other[ES_DAY_TEXT], why[128];
    switch (es_window_parse(value, &style, reading, rule)) {
    case ES_WINDOW_GOOD:
        *day = es_window_day(&reading[0]);
        return ES_OK;
    case ES_WINDOW_IMPOSSIBLE:
        return refuse_reading(parser, option, value, rule);
    case ES_WINDOW_DOUBTFUL:
        es_day_format(es_window_day(&reading[0]), one);
        es_day_format(es_window_day(&reading[1]), other);
        (void)snprintf(why, sizeof why, "is it %s or %s?", one, other);
        return refuse_reading(parser, option, value, why);
    case ES_WINDOW_BAD:
        break;
    }
    return refuse_reading(parser, option, value,
                          "it takes a date, as in 2023-09-13, sept. 2023 or fin 2026");
}

static enum es_status set_value(const struct parser *parser, const struct option *option,
                                const char *value)
{
    void *place = (unsigned char *)&parser->session->options + option->offset;
    double number;
    switch (option->type) {
    case OPTION_FLAG:
        *(bool *)place = true;
        return ES_OK;
    case OPTION_TEXT:
        *(const char **)place = value;
        return ES_OK;
    case OPTION_CHOICE:
        return set_choice(parser, option, value, place);
    case OPTION_DAY:
        return set_day(parser, option, value, place);
    case OPTION_QUANTITY:
        return set_quantity(parser, option, value, place);
    case OPTION_MONTHS:
        return parse_months(value, place)
                   ? ES_OK
                   : refuse_value(parser, option, value,
                                  "months or years, from 1m to 50y, as in 24m or 2y");
    case OPTION_SHARE:
        if (!es_share_parse(value, &number) || !(number > 0.0 && number < 1.0)) {
            return refuse_value(parser, option, value,
                                "a share between 0 and 1, as in 0.95 or 95%");
        }
        *(double *)place = number;
        return ES_OK;
    case OPTION_COUNT:
        return parse_count(value, place)
                   ? ES_OK
                   : refuse_value(parser, option, value, "a whole number from 1 to 64");
    }
    return ES_OK;
}

/* argv[at] is "--name", "--name=value" or, with the next one, "--name value". */
static enum es_status parse_option(struct parser *parser)
{
    const char *text = parser->argv[parser->at] + 2;
    const size_t length = strcspn(text, "=");
    char *name;
    ES_GIVEN(name, es_arena_copy_n(parser->session->arena, text, length),
             parser->session->error);
    const struct option *option = find_option(parser->command, name);
    if (option == NULL) {
        return refuse_option(parser, name);
    }
    const char *value = text[length] == '=' ? text + length + 1 : NULL;
    if (option->argument == NULL && value != NULL) {
        return es_fail(parser->session->error, ES_ERR_ARGUMENT, "--%s takes no value",
                       name);
    }
    if (option->argument != NULL && value == NULL) {
        if (parser->at + 1 >= parser->argc) {
            return es_fail(parser->session->error, ES_ERR_ARGUMENT,
                           "--%s needs a value: --%s %s", name, name, option->argument);
        }
        value = parser->argv[++parser->at];
    }
    return set_value(parser, option, value);
}

static enum es_status find_command(struct parser *parser, const char *name)
{
    const char *names[MOST_OPTIONS];
    for (size_t i = 0; i < cli_command_count; i++) {
        names[i] = cli_commands[i]->name;
        if (strcmp(names[i], name) == 0) {
            parser->command = cli_commands[i];
            return ES_OK;
        }
    }
    const char *near = es_suggest(name, names, cli_command_count);
    return es_fail(parser->session->error, ES_ERR_ARGUMENT,
                   near != NULL ? "unknown command \"%s\"; did you mean \"%s\"?"
                                : "unknown command \"%s\"; essor --help lists them%s",
                   name, near != NULL ? near : "");
}

static enum es_status parse_word(struct parser *parser, bool *only_arguments)
{
    const char *word = parser->argv[parser->at];
    struct options *options = &parser->session->options;
    if (!*only_arguments && strcmp(word, "--") == 0) {
        *only_arguments = true;
        return ES_OK;
    }
    if (!*only_arguments && strncmp(word, "--", 2) == 0) {
        return parse_option(parser);
    }
    if (!*only_arguments && word[0] == '-' && word[1] != '\0') {
        return es_fail(parser->session->error, ES_ERR_ARGUMENT,
                       "unknown option %s; options have two dashes, as in --help", word);
    }
    if (parser->command == NULL) {
        return find_command(parser, word);
    }
    options->argument[options->arguments++] = word;
    return ES_OK;
}

static enum es_status check_arguments(const struct parser *parser)
{
    const struct command *command = parser->command;
    const struct options *options = &parser->session->options;
    if (command == NULL || options->help || options->version) {
        return ES_OK;
    }
    if (options->arguments < command->least || options->arguments > command->most) {
        return es_fail(parser->session->error, ES_ERR_ARGUMENT, "%s; write: essor %s%s%s",
                       options->arguments < command->least ? "an argument is missing"
                                                           : "too many arguments",
                       command->name, *command->arguments != '\0' ? " " : "",
                       command->arguments);
    }
    return ES_OK;
}

enum es_status cli_parse(int argc, char *const argv[], struct session *session,
                         const struct command **command)
{
    struct parser parser = {.argv = argv, .argc = argc, .session = session};
    session->options = (struct options){.project = ".",
                                        .color = "auto",
                                        .level = NAN,
                                        .confidence = 0.95,
                                        .as_of_day = ES_NO_DAY,
                                        .by_day = ES_NO_DAY,
                                        .published_day = ES_NO_DAY,
                                        .launch_day = ES_NO_DAY};
    ES_NEW(session->arena, session->options.argument, (size_t)argc, session->error);
    bool only_arguments = false;
    for (parser.at = 1; parser.at < argc; parser.at++) {
        ES_TRY(parse_word(&parser, &only_arguments));
    }
    *command = parser.command;
    return check_arguments(&parser);
}

static void print_option(FILE *out, const struct option *option)
{
    char left[64];
    (void)snprintf(left, sizeof left, "--%s%s%s", option->name,
                   option->argument != NULL ? " " : "",
                   option->argument != NULL ? option->argument : "");
    (void)fprintf(out, "  %-22s %s\n", left, option->help);
}

static void print_commands(FILE *out)
{
    (void)fputs(
        "usage: essor COMMAND [OPTION...] [ARGUMENT...]\n\n"
        "From published figures to fitted curves, target dates and charts.\n\n"
        "commands:\n",
        out);
    for (size_t i = 0; i < cli_command_count; i++) {
        (void)fprintf(out, "  %-22s %s\n", cli_commands[i]->name,
                      cli_commands[i]->summary);
    }
}

static void print_command(FILE *out, const struct command *command)
{
    (void)fprintf(out, "usage: essor %s [OPTION...]%s%s\n\n%s.\n%s", command->name,
                  *command->arguments != '\0' ? " " : "", command->arguments,
                  command->summary, command->details);
    if (command->options > 0) {
        (void)fputs("\noptions:\n", out);
    }
    for (size_t i = 0; i < command->options; i++) {
        print_option(out, &command->option[i]);
    }
}

enum es_status cli_help(struct session *session, const struct command *command)
{
    FILE *out = session->out;
    if (command == NULL) {
        print_commands(out);
    } else {
        print_command(out, command);
    }
    (void)fputs("\noptions of every command:\n", out);
    for (size_t i = 0; i < cli_global_option_count; i++) {
        print_option(out, &cli_global_options[i]);
    }
    if (command == NULL) {
        (void)fputs("\nessor COMMAND --help says more.\n", out);
        return ES_OK;
    }
    (void)fputs(command->example[1] != NULL ? "\nexamples:\n" : "\nexample:\n", out);
    for (size_t i = 0; command->example[i] != NULL; i++) {
        (void)fprintf(out, "  %s\n", command->example[i]);
    }
    return ES_OK;
}

#include "cli/options.h"

#include "essor/suggest.h"

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

enum { MOST_OPTIONS = 40 };

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

const struct option *cli_find_option(const struct command *command, const char *name)
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

static void note_origin(struct session *session, const struct option *option,
                        const char *value, const char *called)
{
    for (size_t i = 0; i < CLI_SETTINGS; i++) {
        if (strcmp(cli_settings[i].option, option->name) == 0) {
            session->origin[i] = (struct origin){.value = value, .from = called};
        }
    }
}

/* argv[at] is "--name", "--name=value" or, with the next one, "--name value". */
static enum es_status parse_option(struct parser *parser)
{
    const char *text = parser->argv[parser->at] + 2;
    const size_t length = strcspn(text, "=");
    char *name;
    ES_GIVEN(name, es_arena_copy_n(parser->session->arena, text, length),
             parser->session->error);
    const struct option *option = cli_find_option(parser->command, name);
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
    ES_GIVEN(name, es_arena_print(parser->session->arena, "--%s", name),
             parser->session->error);
    note_origin(parser->session, option, value, name);
    if (option->type == OPTION_BETWEEN) {
        struct options *options = &parser->session->options;
        options->argument[options->arguments++] = name;
        return ES_OK;
    }
    return cli_set_option(parser->session, option, value, name);
}

const struct command *cli_find_command(const char *name)
{
    for (size_t i = 0; i < cli_command_count; i++) {
        if (strcmp(cli_commands[i]->name, name) == 0) {
            return cli_commands[i];
        }
    }
    return NULL;
}

static enum es_status find_command(struct parser *parser, const char *name)
{
    const char *names[MOST_OPTIONS];
    parser->command = cli_find_command(name);
    if (parser->command != NULL) {
        return ES_OK;
    }
    for (size_t i = 0; i < cli_command_count; i++) {
        names[i] = cli_commands[i]->name;
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
                                        .chance = 0.5,
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
    ES_TRY(check_arguments(&parser));
    return session->options.help || session->options.version
               ? ES_OK
               : cli_settle(session, parser.command);
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

#include "cli/options.h"

#include "essor/model.h"

#include <string.h>

/* What a shell runs at each press of the key: essor itself knows the candidates. */
static const char bash_script[] =
    "_essor() {\n"
    "    local word about current=${COMP_WORDS[COMP_CWORD]}\n"
    "    COMPREPLY=()\n"
    "    while IFS=$'\\t' read -r word about; do\n"
    "        case $word in\n"
    "        :files) compopt -o filenames; COMPREPLY+=($(compgen -f -- \"$current\")) "
    ";;\n"
    "        :folders) compopt -o filenames; COMPREPLY+=($(compgen -d -- \"$current\")) "
    ";;\n"
    "        *) COMPREPLY+=(\"$word\") ;;\n"
    "        esac\n"
    "    done < <(\"${COMP_WORDS[0]}\" completion words -- "
    "\"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
    "}\n"
    "complete -F _essor essor\n";
static const char zsh_script[] =
    "#compdef essor\n"
    "_essor() {\n"
    "    local word about\n"
    "    local -a found\n"
    "    while IFS=$'\\t' read -r word about; do\n"
    "        case $word in\n"
    "        :files) _files ;;\n"
    "        :folders) _files -/ ;;\n"
    "        *) found+=(\"${word//:/\\\\:}:$about\") ;;\n"
    "        esac\n"
    "    done < <(\"${words[1]}\" completion words -- \"${(@)words[2,CURRENT]}\" "
    "2>/dev/null)\n"
    "    (( ${#found} )) && _describe -t essor essor found\n"
    "}\n"
    "if [ \"$funcstack[1]\" = _essor ]; then _essor \"$@\"; else compdef _essor essor; "
    "fi\n";
static const char fish_script[] =
    "function __essor_words\n"
    "    set -l words (commandline -opc) (commandline -ct)\n"
    "    $words[1] completion words -- $words[2..-1] 2>/dev/null | while read -l line\n"
    "        switch $line\n"
    "            case ':files*'\n"
    "                __fish_complete_path (commandline -ct)\n"
    "            case ':folders*'\n"
    "                __fish_complete_directories (commandline -ct)\n"
    "            case '*'\n"
    "                echo $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c essor -f -a '(__essor_words)'\n";

static const struct {
    const char *name, *script;
} shells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
enum { SHELLS = sizeof shells / sizeof shells[0] };

/* The word under way, and what stands before it. */
struct typing {
    struct session *session;
    const char *const *word; /* those before the current one */
    size_t words;
    const char *current;
    const struct command *command; /* NULL before one is named */
    const struct option *pending;  /* whose value the current word is; or NULL */
    const char *project;
};

static void offer(const struct typing *typing, const char *word, const char *about)
{
    if (strncmp(word, typing->current, strlen(typing->current)) == 0) {
        (void)fprintf(typing->session->out, "%s\t%s\n", word, about);
    }
}

static void offer_options(const struct typing *typing, const struct option table[],
                          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char word[64];
        (void)snprintf(word, sizeof word, "--%s", table[i].name);
        offer(typing, word, table[i].help);
    }
}

/* Those of the project's file, whatever the state of its figures. */
static void offer_series(const struct typing *typing)
{
    struct es_project project;
    struct es_faults faults;
    if (es_settings_open(typing->project, &project, &faults, typing->session->arena,
                         NULL) != ES_OK) {
        return;
    }
    for (size_t i = 0; i < project.series_count; i++) {
        offer(typing, project.series[i].id, project.series[i].label[ES_EN]);
    }
}

static void offer_codes(const struct typing *typing)
{
    struct es_explanation lesson;
    for (size_t i = 0; es_fault_explain(i, &lesson); i++) {
        offer(typing, lesson.code, lesson.meaning);
    }
}

/* What the help calls an argument tells what it may be. */
static void offer_argument(const struct typing *typing, const char *called)
{
    if (strstr(called, "SERIES") != NULL) {
        offer_series(typing);
    }
    if (strstr(called, "MODEL") != NULL) {
        for (size_t i = 0; es_model_at(i) != NULL; i++) {
            offer(typing, es_model_at(i)->name, es_model_at(i)->title);
        }
    }
    if (strstr(called, "CODE") != NULL) {
        offer_codes(typing);
    }
    for (size_t i = 0; i < SHELLS && strstr(called, "SHELL") != NULL; i++) {
        offer(typing, shells[i].name, "");
    }
    if (strstr(called, "FILE") != NULL) {
        (void)fputs(":files\n", typing->session->out);
    }
    if (strstr(called, "DIR") != NULL) {
        (void)fputs(":folders\n", typing->session->out);
    }
}

static void offer_value(const struct typing *typing, const struct option *option)
{
    for (size_t i = 0; option->choice != NULL && option->choice[i] != NULL; i++) {
        offer(typing, option->choice[i], "");
    }
    offer_argument(typing, option->argument);
}

/* Reads the words before the current one as cli_parse would, forgiving everything. bash
 * hands "--project=x" over as three words. */
static void follow(struct typing *typing)
{
    for (size_t i = 0; i < typing->words; i++) {
        const char *word = typing->word[i];
        if (strcmp(word, "=") == 0) {
            continue;
        }
        if (typing->pending != NULL) {
            typing->project =
                strcmp(typing->pending->name, "project") == 0 ? word : typing->project;
            typing->pending = NULL;
        } else if (strncmp(word, "--", 2) == 0) {
            const struct option *option = cli_find_option(typing->command, word + 2);
            typing->pending = option != NULL && option->argument != NULL ? option : NULL;
        } else if (typing->command == NULL) {
            typing->command = cli_find_command(word);
        }
    }
}

static enum es_status offer_words(struct session *session)
{
    const struct options *options = &session->options;
    const size_t words = options->arguments - 1;
    struct typing typing = {.session = session,
                            .word = options->argument + 1,
                            .words = words > 0 ? words - 1 : 0,
                            .current = words > 0 ? options->argument[words] : "",
                            .project = options->project};
    follow(&typing);
    typing.current += strcmp(typing.current, "=") == 0 ? 1 : 0;
    if (typing.pending != NULL) {
        offer_value(&typing, typing.pending);
    } else if (typing.current[0] == '-') {
        if (typing.command != NULL) {
            offer_options(&typing, typing.command->option, typing.command->options);
        }
        offer_options(&typing, cli_global_options, cli_global_option_count);
    } else if (typing.command != NULL) {
        offer_argument(&typing, typing.command->arguments);
    } else {
        for (size_t i = 0; i < cli_command_count; i++) {
            offer(&typing, cli_commands[i]->name, cli_commands[i]->summary);
        }
    }
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    const struct options *options = &session->options;
    const char *shell = options->argument[0];
    if (strcmp(shell, "words") == 0) {
        return offer_words(session);
    }
    for (size_t i = 0; i < SHELLS && options->arguments == 1; i++) {
        if (strcmp(shells[i].name, shell) == 0) {
            return cli_write(session, shells[i].script);
        }
    }
    return es_fail(session->error, ES_ERR_ARGUMENT,
                   "essor completion takes bash, zsh or fish, not \"%s\"",
                   options->argument[options->arguments - 1]);
}

static const char *const examples[] = {
    "essor completion bash >~/.local/share/bash-completion/completions/essor",
    "essor completion zsh >~/.zfunc/_essor",
    "essor completion fish >~/.config/fish/completions/essor.fish", NULL};

const struct command cli_completion = {
    .name = "completion",
    .arguments = "SHELL",
    .summary =
        "What a shell needs to complete commands, options and names: bash, zsh, fish",
    .details =
        "\nThe scripts ask essor for the candidates: essor completion words -- WORD...\n"
        "gives those for the last word, one a line with what it stands for.\n",
    .option = NULL,
    .options = 0,
    .example = examples,
    .least = 1,
    .most = 1000,
    .run = run,
};

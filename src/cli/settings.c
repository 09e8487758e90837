#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What may be set once and for all. Nothing that changes a result is taken from a
 * person's own file: a project gives the same bytes on every desk. */
const struct setting cli_settings[CLI_SETTINGS] = {
    {"project", "ESSOR_PROJECT", true}, {"color", "ESSOR_COLOR", true},
    {"jobs", "ESSOR_JOBS", true},       {"as-of", "ESSOR_AS_OF", false},
    {"lang", "ESSOR_LANG", false},
};

/* $XDG_CONFIG_HOME/essor/config.ini, by default below ~/.config; NULL without a home. */
static enum es_status find_config(struct session *session, char **path)
{
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    const bool own = folder != NULL && folder[0] == '/'; /* else to be ignored, it says */
    *path = NULL;
    if (own || (home != NULL && home[0] == '/')) {
        ES_GIVEN(*path,
                 es_arena_print(session->arena, "%s%s/essor/config.ini",
                                own ? folder : home, own ? "" : "/.config"),
                 session->error);
    }
    return ES_OK;
}

static enum es_status read_config(struct session *session, const char *value[],
                                  const char **path)
{
    const char *keys[CLI_SETTINGS], *said[CLI_SETTINGS] = {NULL};
    size_t place[CLI_SETTINGS], n = 0;
    struct es_faults faults;
    char *found;
    ES_TRY(find_config(session, &found));
    *path = found;
    if (found == NULL || access(found, F_OK) != 0) {
        return ES_OK;
    }
    for (size_t i = 0; i < CLI_SETTINGS; i++) {
        if (cli_settings[i].in_config) {
            place[n] = i;
            keys[n++] = cli_settings[i].option;
        }
    }
    const enum es_status status = es_settings_said(
        found, "essor", keys, n, false, said, &faults, session->arena, session->error);
    if (status != ES_OK) {
        ES_TRY(cli_print_faults(session, &faults));
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        value[place[i]] = said[i];
    }
    return ES_OK;
}

/* One that no option gave: the environment, then the person's file. `called` is what a
 * refusal names. */
static enum es_status settle(struct session *session, size_t i, const char *configured,
                             const char *config, const char **called)
{
    struct origin *origin = &session->origin[i];
    const char *variable = cli_settings[i].variable, *said = getenv(variable);
    if (said != NULL && said[0] != '\0') {
        *origin = (struct origin){.value = said, .from = variable};
        *called = variable;
    } else if (configured != NULL) {
        *origin = (struct origin){.value = configured, .from = config};
        ES_GIVEN(
            *called,
            es_arena_print(session->arena, "%s in %s", cli_settings[i].option, config),
            session->error);
    }
    return ES_OK;
}

enum es_status cli_settle(struct session *session, const struct command *command)
{
    const char *configured[CLI_SETTINGS] = {NULL}, *config = NULL;
    ES_TRY(read_config(session, configured, &config));
    for (size_t i = 0; i < CLI_SETTINGS; i++) {
        const struct option *option = cli_find_option(command, cli_settings[i].option);
        struct origin *origin = &session->origin[i];
        if (option == NULL || origin->from != NULL) {
            continue;
        }
        const char *called = NULL;
        ES_TRY(settle(session, i, configured[i], config, &called));
        if (origin->from != NULL) {
            ES_TRY(cli_set_option(session, option, origin->value, called));
        }
    }
    return ES_OK;
}

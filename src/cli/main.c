#include "cli/options.h"

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <string.h>

/* One line per command; each is one file. */
extern const struct command cli_init, cli_import, cli_figure, cli_series, cli_models,
    cli_curve, cli_fit, cli_forecast, cli_target, cli_whatif, cli_backtest, cli_scorecard,
    cli_plot, cli_report, cli_build, cli_merge, cli_doctor, cli_explain, cli_completion;

const struct command *const cli_commands[] = {
    &cli_init,     &cli_import,    &cli_figure,   &cli_series,     &cli_models,
    &cli_curve,    &cli_fit,       &cli_forecast, &cli_target,     &cli_whatif,
    &cli_backtest, &cli_scorecard, &cli_plot,     &cli_report,     &cli_build,
    &cli_merge,    &cli_doctor,    &cli_explain,  &cli_completion,
};
const size_t cli_command_count = sizeof cli_commands / sizeof cli_commands[0];

static enum es_status run(int argc, char *const argv[], struct session *session)
{
    const struct command *command = NULL;
    ES_TRY(cli_parse(argc, argv, session, &command));
    session->color = cli_use_color(session);
    if (session->options.version) {
        return cli_write(session, "essor " ESSOR_VERSION "\n");
    }
    if (session->options.help || (command == NULL && argc == 1)) {
        return cli_help(session, command);
    }
    if (command == NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "name a command; essor --help lists them");
    }
    return command->run(session);
}

/* What was printed must have arrived, or the answer is not one. */
static enum es_status close_output(struct session *session)
{
    errno = 0;
    if (fflush(session->out) != 0 || ferror(session->out)) {
        return es_fail(session->error, ES_ERR_IO, "cannot write the answer: %s",
                       errno != 0 ? strerror(errno)
                                  : "the disk is full or the output closed");
    }
    return ES_OK;
}

static const char *meaning(enum es_status status)
{
    static const char *const meanings[] = {
#define ES_STATUS_MEANING(name, exit_code, text) [name] = (text),
        ES_STATUS_LIST(ES_STATUS_MEANING)
#undef ES_STATUS_MEANING
    };
    return meanings[status];
}

int main(int argc, char *argv[])
{
    struct es_error error = {.status = ES_OK};
    struct session session = {
        .program = argv[0], .error = &error, .out = stdout, .err = stderr};
    (void)signal(SIGXFSZ, SIG_IGN); /* a file too large is a write that fails */
    gsl_set_error_handler_off();    /* GSL's own would abort */
    enum es_status status = es_arena_open(&session.arena, &error);
    if (status == ES_OK) {
        status = run(argc, argv, &session);
        const enum es_status written = close_output(&session);
        status = status == ES_OK ? written : status;
    }
    if (status != ES_OK && (status != ES_FINDING || error.message[0] != '\0')) {
        cli_say(&session, "essor: %s",
                error.message[0] != '\0' ? error.message : meaning(status));
    }
    es_arena_close(session.arena);
    return es_exit_code(status);
}

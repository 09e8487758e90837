/* history.h: what became of the figures of a series. */
#ifndef ESSOR_CLI_HISTORY_H
#define ESSOR_CLI_HISTORY_H

#include "cli/cli.h"

/* Shows the versions of every figure of the series named by the session's argument that
 * was corrected, oldest first, with the day on which each became known and the time at
 * which it came in. */
enum es_status cli_history(struct session *session, const struct es_project *project);

#endif

/* build.h: what commands that build share. */
#ifndef ESSOR_CLI_BUILD_H
#define ESSOR_CLI_BUILD_H

#include "cli/cli.h"

/* Builds, shows how far it is, says what was made and what moved, and judges --fail-if.
 * `how` is complete but for what is told to whom. */
enum es_status cli_build_run(struct session *session, const struct es_project *project,
                             struct es_build_options *how);

#endif

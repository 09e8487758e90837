/* audit.h: `essor series --audit`. */
#ifndef ESSOR_CLI_AUDIT_H
#define ESSOR_CLI_AUDIT_H

#include "cli/cli.h"

/* Audits the named series, or all: text, --json or --csv. ES_FINDING with open findings.
 */
enum es_status cli_audit(struct session *session, const struct es_project *project);

#endif

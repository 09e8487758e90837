/* vintages.h: how good earlier forecasts were. */
#ifndef ESSOR_CLI_VINTAGES_H
#define ESSOR_CLI_VINTAGES_H

#include "cli/cli.h"

/* The scores of the forecasts that would have been made of the series named by the
 * session's arguments, or of all. */
enum es_status cli_vintages(struct session *session, const struct es_project *project);

/* Scores as JSON, and one figure with what was predicted for it. */
struct json_t *cli_summary_json(const struct es_summary *summary);
struct json_t *cli_hit_json(const struct es_hit *hit);

#endif

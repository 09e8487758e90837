/* influence.h: what each figure does to the date of the target. */
#ifndef ESSOR_CLI_INFLUENCE_H
#define ESSOR_CLI_INFLUENCE_H

#include "cli/cli.h"

/* The main target without one figure after the other, the strongest first, as a table or
 * CSV. ES_ERR_ARGUMENT where there is nothing to leave out or no target to ask about. */
enum es_status cli_print_influence(struct session *session,
                                   const struct es_project *project,
                                   const struct es_solution *solution);

/* The same as a list. */
struct json_t *cli_influence_json(const struct es_project *project,
                                  const struct es_solution *solution);

#endif

/* whatif.h: scenarios as the command line names them, and a series solved for them. */
#ifndef ESSOR_CLI_WHATIF_H
#define ESSOR_CLI_WHATIF_H

#include "cli/cli.h"

#include "essor/whatif.h"

struct cli_whatif {
    const struct es_project *project;
    const struct es_series *series;
    struct es_scenario *scenario; /* [n] */
    size_t n;
    int reach_day; /* beyond that of the scenarios; ES_NO_DAY */
    struct es_solutions solutions;
    struct es_whatif whatif;
};

/* The date that everything is asked of. */
int cli_as_of(const struct session *session, const struct es_project *project);

/* The scenarios that the arguments after the series spell: changes and names of
 * scenarios, with --and between one and the next; a grid makes one for each value. */
enum es_status cli_read_scenarios(struct session *session, struct cli_whatif *asked);

/* One of the project file. */
enum es_status cli_named_scenario(struct session *session, const char *name,
                                  struct cli_whatif *asked);

/* Solves the series far enough. es_solutions_close must follow, whatever the status. */
enum es_status cli_whatif_solve(struct session *session, int last_day, bool verdict,
                                struct cli_whatif *asked);

#endif

/* target_rows.h: the targets that were asked for, answered. */
#ifndef ESSOR_CLI_TARGET_ROWS_H
#define ESSOR_CLI_TARGET_ROWS_H

#include "cli/cli.h"

/* A row of the answer. */
struct target_row {
    const struct es_series *series;
    const struct es_target *target;
    const struct es_target_answer *answer;
};

struct target_rows {
    struct target_row *at;
    size_t n;
};

/* The targets of the named series, or of all, in the order of the project. None at all is
 * a fault of the command line. */
enum es_status cli_target_rows(struct session *session, const struct es_project *project,
                               struct target_rows *rows);

#endif

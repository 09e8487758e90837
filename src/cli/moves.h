/* moves.h: what a build moved, for people, merge requests and programs. */
#ifndef ESSOR_CLI_MOVES_H
#define ESSOR_CLI_MOVES_H

#include "cli/cli.h"
#include "cli/condition.h"

#include "essor/moved.h"

/* What a build is compared with. */
struct moves {
    struct es_stands before;
    bool known; /* there is something to compare with */
    struct es_move *at;
    size_t n;
};

/* Before the build: the stands of --compare, a file or a date, else those of the last
 * build, if there are any. */
enum es_status moves_open(struct moves *moves, struct session *session,
                          const struct es_project *project);

/* After it: what moved, against what was opened. */
enum es_status moves_find(struct moves *moves, struct session *session,
                          const struct es_project *project);

/* A table of what moved; with --compare of all targets. Markdown with --markdown. */
enum es_status moves_print(const struct moves *moves, struct session *session);

/* ES_FINDING if a target meets the condition of --fail-if; each that does is named. */
enum es_status moves_judge(const struct moves *moves, struct session *session,
                           const struct condition *condition);

/* The same as a list. */
struct json_t;
struct json_t *moves_json(const struct moves *moves);

#endif

/* build.h: what commands that build share. */
#ifndef ESSOR_CLI_BUILD_H
#define ESSOR_CLI_BUILD_H

#include "cli/options.h"

/* Options of both `build` and `merge`. */
#define OPTION_PRUNE                                                                     \
    {                                                                                    \
        "prune", OPTION_FLAG, NULL,                                                      \
            "remove files of series and charts that are no more",                        \
            offsetof(struct options, prune), NULL                                        \
    }
#define OPTION_COMPARE                                                                   \
    {                                                                                    \
        "compare", OPTION_TEXT, "FILE",                                                  \
            "what moved since that targets.json, or that date",                          \
            offsetof(struct options, compare), NULL                                      \
    }
#define OPTION_FAIL_IF_MOVED                                                             \
    {                                                                                    \
        "fail-if", OPTION_TEXT, "CONDITION",                                             \
            "end with 1 if a target is so, as in \"shift>6m\" or \"p<0.5\"",             \
            offsetof(struct options, fail_if), NULL                                      \
    }
#define OPTION_MARKDOWN                                                                  \
    {                                                                                    \
        "markdown", OPTION_FLAG, NULL, "what moved as Markdown, for a merge request",    \
            offsetof(struct options, markdown), NULL                                     \
    }
#define OPTION_JSON_LOG                                                                  \
    {                                                                                    \
        "json-log", OPTION_FLAG, NULL, "one JSON object a line on the error stream",     \
            offsetof(struct options, json_log), NULL                                     \
    }

/* Builds, shows how far it is, says what was made and what moved, and judges --fail-if.
 * `how` is complete but for what is told to whom. */
enum es_status cli_build_run(struct session *session, const struct es_project *project,
                             struct es_build_options *how);

#endif

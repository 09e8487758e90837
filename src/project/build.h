/* build.h: a build into any folder. */
#ifndef ESSOR_PROJECT_BUILD_H
#define ESSOR_PROJECT_BUILD_H

#include "essor/project.h"

/* es_project_build with out/ and the store below `root`. */
enum es_status es_build_below(const struct es_project *project, const char *root,
                              const struct es_build_options *options,
                              struct es_build_report *report, struct es_arena *arena,
                              struct es_error *err);

#endif

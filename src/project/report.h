/* report.h: what the briefing page is made of. */
#ifndef ESSOR_PROJECT_REPORT_H
#define ESSOR_PROJECT_REPORT_H

#include "essor/project.h"
#include "essor/report.h"

/*
 * The charts of the page, drawn for wide and for narrow screens: the bulletin of all that
 * has a target first, a fan for each series that was solved, then what else the project
 * orders. The first chart that
 * cannot be drawn is the error; one too narrow for its texts is only left out.
 */
enum es_status es_report_draw(const struct es_project *project,
                              const struct es_solutions *solutions, size_t jobs,
                              struct es_report *report, struct es_arena *arena,
                              struct es_error *err);

#endif

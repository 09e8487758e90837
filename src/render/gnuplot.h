/* gnuplot.h: the child process that draws. */
#ifndef ESSOR_RENDER_GNUPLOT_H
#define ESSOR_RENDER_GNUPLOT_H

#include "essor/chart.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* What the child may use. */
struct es_gnuplot_limits {
    unsigned wall_seconds;
    unsigned cpu_seconds;
    size_t memory_bytes;
    size_t file_bytes;
};

extern const struct es_gnuplot_limits es_gnuplot_default_limits;

/* The gnuplot of PATH, with symbolic links resolved; ES_ERR_TOOL if there is none. */
enum es_status es_gnuplot_find(char program[PATH_MAX], struct es_error *err);

/* es_gnuplot_render within other limits. */
enum es_status es_gnuplot_run(const char *directory, const char *stem,
                              enum es_picture kind,
                              const struct es_gnuplot_limits *limits,
                              struct es_error *err);

/* Runs gnuplot on commands, in a folder of its own. ES_ERR_TOOL with its words. */
enum es_status es_gnuplot_load(const char *commands,
                               const struct es_gnuplot_limits *limits,
                               struct es_error *err);

/* Whether the file is a whole PNG of that size: signature, header, chunks with their
 * lengths up to IEND and nothing after it. ES_ERR_TOOL says what is wrong; `name` is for
 * the message. */
enum es_status es_png_check(const char *path, const char *name, unsigned width,
                            unsigned height, struct es_error *err);

#endif

/*
 * script.h: a gnuplot script being written.
 *
 * Texts reach the script through one escape only, numbers stand in data blocks or in
 * assignments, and every tag comes from one counter.
 */
#ifndef ESSOR_RENDER_SCRIPT_H
#define ESSOR_RENDER_SCRIPT_H

#include "render/theme.h"

struct es_script {
    struct es_arena *arena;
    char *bytes;
    size_t size, room;
    int next_tag;
    bool no_memory; /* once true, nothing more is written */
};

/* Begins a script: what it is, how to remake the picture by hand, size, palette, fonts,
 * style. */
void es_script_begin(struct es_script *script, const char *stem, int width, int height,
                     double scale, const struct es_palette *palette);

/* The script, or ES_ERR_MEMORY. */
enum es_status es_script_end(struct es_script *script, const char **text,
                             struct es_error *err);

__attribute__((format(printf, 2, 3))) void es_script_print(struct es_script *script,
                                                           const char *format, ...);

/* A text in double quotes: every byte outside [A-Za-z0-9 .,] as \0ooo. */
void es_script_quote(struct es_script *script, const char *text);

/* A data block of `n` rows and `columns` numbers each, row by row; without any row it
 * holds one of undefined values, because gnuplot refuses an empty block. */
void es_script_block(struct es_script *script, const char *name, const double *numbers,
                     size_t n, size_t columns);

/* array name[n] = [...] */
void es_script_array(struct es_script *script, const char *name, const double *numbers,
                     size_t n);

/* Every label of the layout, each with a tag of its own. */
void es_script_labels(struct es_script *script, const struct es_layout *layout);

#endif

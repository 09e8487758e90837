/* import_file.h: figures.csv before an import. */
#ifndef ESSOR_PROJECT_IMPORT_FILE_H
#define ESSOR_PROJECT_IMPORT_FILE_H

#include "essor/hash.h"
#include "essor/intake.h"

struct es_figures_file {
    const char *path;
    bool exists;
    bool canonical;           /* just as essor writes it: lines can be added behind it */
    size_t size;              /* bytes */
    char hash[ES_QUICK_TEXT]; /* "" if it does not exist */
    const char *text;         /* of one that must be rewritten; else NULL */
};

enum es_status es_figures_file_open(const char *path, struct es_figures_file *file,
                                    struct es_error *err);

/* Keeps the text of a file that is not canonical, so that it can be had back. */
enum es_status es_figures_file_keep(struct es_figures_file *file, struct es_arena *arena,
                                    struct es_error *err);

/* Writes what is there to `out`, in the form to which lines can be added. */
enum es_status es_figures_file_copy(const struct es_figures_file *file, FILE *out,
                                    struct es_arena *arena, struct es_error *err);

/* Notes the figures of a project's file as known. */
enum es_status es_figures_file_note(const char *path, struct es_known *known,
                                    struct es_arena *arena, struct es_error *err);

/* Hands out the figures of a project's file; ES_ERR_DATA if it is faulty. */
enum es_status es_figures_file_each(const char *path, es_intake_take *take, void *context,
                                    struct es_arena *arena, struct es_error *err);

/* The time of day, ISO 8601 UTC; "unknown" if the clock does not tell. */
enum { ES_TIME_TEXT = 32 };
void es_time_now(char text[ES_TIME_TEXT]);

#endif

/* file.h: whole files in and out, so that a reader never sees half of one. */
#ifndef ESSOR_FILE_H
#define ESSOR_FILE_H

#include "essor/arena.h"
#include "essor/error.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Reads a file whole. The text is followed by a NUL that `size` does not count.
 * ES_ERR_IO if it cannot be read, ES_ERR_DATA if it is longer than `limit` bytes.
 */
enum es_status es_file_read(const char *path, size_t limit, char **text, size_t *size,
                            struct es_arena *arena, struct es_error *err);

/*
 * Replaces a file, or makes it: written under a temporary name in the same folder,
 * synced, renamed, the folder synced. After a crash the old content is there, or the new
 * one. The mode of an existing file is kept; a symbolic link is replaced, not followed.
 * ES_ERR_IO with the old file untouched.
 */
enum es_status es_file_write(const char *path, const void *bytes, size_t size,
                             struct es_error *err);

/* The same with what `put` writes to a stream; it may leave faults of the stream to this
 * function. (A stream in memory hides them: without memory it is cut short and tells
 * nobody.) */
enum es_status es_file_print(const char *path,
                             void (*put)(FILE *out, const void *context),
                             const void *context, struct es_error *err);

/* The same where the making itself may fail, which leaves the old file untouched. */
enum es_status es_file_make(const char *path,
                            enum es_status (*make)(FILE *out, void *context,
                                                   struct es_error *err),
                            void *context, struct es_error *err);

/* Puts a finished file of the same folder in the place of `path`: synced, renamed, the
 * folder synced. ES_ERR_IO if that fails; `temporary` is then still there. */
enum es_status es_file_adopt(const char *temporary, const char *path,
                             struct es_error *err);

#endif

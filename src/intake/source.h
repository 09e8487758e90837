/* source.h: the bytes of a file, or of the standard input, as UTF-8. */
#ifndef ESSOR_INTAKE_SOURCE_H
#define ESSOR_INTAKE_SOURCE_H

#include "intake/faults.h"

#include <stdbool.h>
#include <stddef.h>

enum { ES_SOURCE_LEAST_ROOM = 16 };
#define ES_SOURCE_MOST_BYTES ((size_t)4 << 30)

struct es_source;

/*
 * Opens a file; "-" is the standard input, which is kept in a file without a name so that
 * it can be read twice. ES_ERR_IO if it cannot be read.
 */
enum es_status es_source_open(const char *path, struct es_source **source,
                              struct es_error *err);
void es_source_close(struct es_source *source); /* NULL is allowed */

/*
 * Finds the encoding of the file, or takes the named one (see es_encoding_name; NULL:
 * found). A file that is no text, or that two encodings read differently, is reported as
 * a fault and cannot be read. Bytes that are not of the encoding come out as themselves.
 */
enum es_status es_source_decode(struct es_source *source, const char *encoding,
                                struct es_fault_list *faults, struct es_error *err);

/* The encoding as people call it: "UTF-8", "Windows-1252". */
const char *es_source_encoding(const struct es_source *source);

/* Back to the beginning. */
enum es_status es_source_rewind(struct es_source *source, struct es_error *err);

/* The next bytes of the text, without a byte order mark; *got is 0 at its end. `size` is
 * at least ES_SOURCE_LEAST_ROOM. */
enum es_status es_source_read(struct es_source *source, char *text, size_t size,
                              size_t *got, struct es_error *err);

/* The whole file, for formats that are no text. */
int es_source_descriptor(const struct es_source *source);
size_t es_source_size(const struct es_source *source);

/* Whether the file begins with these bytes. */
bool es_source_begins(const struct es_source *source, const char *bytes, size_t size);

#endif

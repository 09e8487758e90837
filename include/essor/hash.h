/* hash.h: SHA-256 of bytes and files, and seeds made from names. */
#ifndef ESSOR_HASH_H
#define ESSOR_HASH_H

#include "essor/error.h"

#include <stddef.h>
#include <stdint.h>

enum { ES_HASH_TEXT = 65 };

/* The SHA-256 of `size` bytes, as 64 lower-case hexadecimal digits. */
void es_hash_bytes(const void *bytes, size_t size, char text[ES_HASH_TEXT]);

/* The same of a file's content; ES_ERR_IO with `text` untouched if it cannot be read. */
enum es_status es_hash_file(const char *path, char text[ES_HASH_TEXT],
                            struct es_error *err);

/* A fingerprint of a file that tells whether it was changed by accident, at a fifth of
 * the time of SHA-256: 16 hexadecimal digits. ES_ERR_IO with `text` untouched. */
enum { ES_QUICK_TEXT = 17 };
enum es_status es_hash_quick(const char *path, char text[ES_QUICK_TEXT],
                             struct es_error *err);

/* Hashes that tell contents apart within one run of the program, far faster than SHA-256:
 * `hash` and one more number or text. Begin with 0. Not for what is kept, since they
 * differ between machines, nor against who wants two texts to look the same. */
uint64_t es_hash_number(uint64_t hash, uint64_t number);
uint64_t es_hash_text(uint64_t hash, const char *text);

/* A seed that depends on a name and a number, and on nothing else: the first eight bytes
 * of a SHA-256. */
uint64_t es_seed(const char *name, uint64_t number);

#endif

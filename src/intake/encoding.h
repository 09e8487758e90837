/* encoding.h: which encoding a file has, from all of its bytes. */
#ifndef ESSOR_INTAKE_ENCODING_H
#define ESSOR_INTAKE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum es_encoding {
    ES_UTF8,
    ES_UTF16LE,
    ES_UTF16BE,
    ES_WINDOWS_1252,
    ES_ISO_8859_15,
    ES_ENCODINGS
};

/* As options write it, as people call it, and bytes of the least character. */
const char *es_encoding_name(enum es_encoding encoding);
const char *es_encoding_title(enum es_encoding encoding);
size_t es_encoding_unit(enum es_encoding encoding);

/* The encoding of that name, in any case; false if there is none. */
bool es_encoding_parse(const char *name, enum es_encoding *encoding);

/* What the bytes of a file say of its encoding, gathered piece by piece. */
struct es_evidence {
    size_t bytes, nuls_at_start;
    unsigned char first[4];    /* of the file */
    unsigned more;             /* bytes that the UTF-8 character begun must still have */
    unsigned char least, most; /* bounds of the next of them */
    size_t characters, bad;    /* of more than one byte in UTF-8; bytes of none */
    bool windows_only;         /* 0x80 to 0x9f: controls in ISO 8859 */
    bool windows_never;        /* the five bytes that Windows-1252 leaves out */
    size_t differs;            /* offset of the first byte that the two read
                                  differently; SIZE_MAX: none */
};
void es_evidence_open(struct es_evidence *evidence);
void es_evidence_add(struct es_evidence *evidence, const unsigned char *bytes,
                     size_t size);

enum es_encoding_verdict {
    ES_ENCODING_SURE,
    ES_ENCODING_DAMAGED,   /* UTF-8 with other bytes in it */
    ES_ENCODING_AMBIGUOUS, /* Windows-1252 or ISO-8859-15 */
    ES_ENCODING_NO_TEXT
};
enum es_encoding_verdict es_evidence_judge(const struct es_evidence *evidence,
                                           enum es_encoding *encoding);

/* Bytes of the byte order mark at the beginning. */
size_t es_evidence_mark(const struct es_evidence *evidence, enum es_encoding encoding);

#endif

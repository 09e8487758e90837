/* base64.h: bytes and small numbers as letters (RFC 4648, section 4). */
#ifndef ESSOR_BASE64_H
#define ESSOR_BASE64_H

#include <stddef.h>
#include <stdio.h>

/* The bytes in groups of three, the last filled with "=". */
void es_base64_put(FILE *out, const unsigned char *bytes, size_t size);

/* A number of 0..4095 as two letters, as two of them would stand as three bytes. */
void es_base64_put_12(FILE *out, unsigned number);

#endif

#include "essor/hash.h"

#include <errno.h>
#include <sha2.h>
#include <stdio.h>
#include <string.h>

static void finish(SHA2_CTX *context, char text[ES_HASH_TEXT])
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Final(digest, context);
    for (size_t i = 0; i < sizeof digest; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
}

void es_hash_bytes(const void *bytes, size_t size, char text[ES_HASH_TEXT])
{
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, bytes, size);
    finish(&context, text);
}

enum es_status es_hash_file(const char *path, char text[ES_HASH_TEXT],
                            struct es_error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    }
    SHA2_CTX context;
    SHA256Init(&context);
    uint8_t buffer[16384];
    size_t got;
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0) {
        SHA256Update(&context, buffer, got);
    }
    const int failed = ferror(file);
    (void)fclose(file);
    if (failed) {
        return es_fail(err, ES_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    }
    finish(&context, text);
    return ES_OK;
}

uint64_t es_seed(const char *name, uint64_t number)
{
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)name, strlen(name) + 1);
    for (int i = 0; i < 8; i++) { /* little-endian on every machine */
        const uint8_t byte = (uint8_t)(number >> (8 * i));
        SHA256Update(&context, &byte, 1);
    }
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Final(digest, &context);
    uint64_t seed = 0;
    for (int i = 0; i < 8; i++) {
        seed |= (uint64_t)digest[i] << (8 * i);
    }
    return seed;
}

#include "essor/hash.h"

#include <errno.h>
#include <inttypes.h>
#include <sha2.h>
#include <stdio.h>
#include <string.h>

static void finish(SHA2_CTX *context, char text[ES_HASH_TEXT])
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Final(digest, context);
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 0xf];
    }
    text[2 * sizeof digest] = '\0';
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

/* One step of splitmix64 (Steele, Lea and Flood 2014): every bit of the sum of both words
 * reaches every bit of the result. */
static uint64_t mix(uint64_t state, uint64_t word)
{
    uint64_t z = (state ^ word) + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t es_hash_number(uint64_t hash, uint64_t number)
{
    return mix(hash, number);
}

enum es_status es_hash_quick(const char *path, char text[ES_QUICK_TEXT],
                             struct es_error *err)
{
    unsigned char bytes[16384];
    uint64_t hash = 0, size = 0;
    size_t got;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    }
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0) {
        memset(bytes + got, 0, (sizeof bytes - got) % 8); // up to a whole word
        for (size_t i = 0; i < got; i += 8) {
            uint64_t word = 0; /* little-endian on every machine */
            for (size_t k = 8; k > 0; k--) {
                word = word << 8 | bytes[i + k - 1];
            }
            hash = mix(hash, word);
        }
        size += got;
    }
    const int failed = ferror(file);
    (void)fclose(file);
    if (failed) {
        return es_fail(err, ES_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    }
    (void)snprintf(text, ES_QUICK_TEXT, "%016" PRIx64, mix(hash, size));
    return ES_OK;
}

uint64_t es_hash_text(uint64_t hash, const char *text)
{
    size_t left = strlen(text);
    hash = mix(hash, left);
    for (; left > 0; text += left < 8 ? left : 8, left -= left < 8 ? left : 8) {
        uint64_t word = 0;
        memcpy(&word, text, left < 8 ? left : 8);
        hash = mix(hash, word);
    }
    return hash;
}

#include "intake/encoding.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *name, *title;
    size_t unit;
    const char *mark;
} encodings[ES_ENCODINGS] = {
    [ES_UTF8] = {"utf-8", "UTF-8", 1, "\xef\xbb\xbf"},
    [ES_UTF16LE] = {"utf-16le", "UTF-16LE", 2, "\xff\xfe"},
    [ES_UTF16BE] = {"utf-16be", "UTF-16BE", 2, "\xfe\xff"},
    [ES_WINDOWS_1252] = {"windows-1252", "Windows-1252", 1, ""},
    [ES_ISO_8859_15] = {"iso-8859-15", "ISO-8859-15", 1, ""},
};

const char *es_encoding_name(enum es_encoding encoding)
{
    return encodings[encoding].name;
}

const char *es_encoding_title(enum es_encoding encoding)
{
    return encodings[encoding].title;
}

size_t es_encoding_unit(enum es_encoding encoding)
{
    return encodings[encoding].unit;
}

bool es_encoding_parse(const char *name, enum es_encoding *encoding)
{
    for (int i = 0; i < ES_ENCODINGS; i++) {
        if (strcasecmp(name, encodings[i].name) == 0) {
            *encoding = (enum es_encoding)i;
            return true;
        }
    }
    return false;
}

void es_evidence_open(struct es_evidence *evidence)
{
    *evidence = (struct es_evidence){.differs = SIZE_MAX};
}

/* A byte that begins a character of UTF-8, or stands alone. The bounds of the second byte
 * leave out overlong forms, surrogates and what lies beyond U+10FFFF. */
static void begin_character(struct es_evidence *evidence, unsigned char byte)
{
    evidence->least = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
    evidence->most = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    if (byte < 0xc2 || byte > 0xf4) {
        evidence->bad++;
    } else {
        evidence->more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    }
}

/* What a byte above ASCII says of the encodings of one byte a character. */
static void look_at_byte(struct es_evidence *evidence, unsigned char byte, size_t offset)
{
    static const unsigned char differing[] = {0xa4, 0xa6, 0xa8, 0xb4,
                                              0xb8, 0xbc, 0xbd, 0xbe};
    static const unsigned char undefined[] = {0x81, 0x8d, 0x8f, 0x90, 0x9d};
    evidence->windows_only = evidence->windows_only || byte < 0xa0;
    evidence->windows_never =
        evidence->windows_never || memchr(undefined, byte, sizeof undefined) != NULL;
    if (evidence->differs == SIZE_MAX &&
        memchr(differing, byte, sizeof differing) != NULL) {
        evidence->differs = offset;
    }
}

static void add_byte(struct es_evidence *evidence, unsigned char byte, size_t offset)
{
    if (byte >= 0x80) {
        look_at_byte(evidence, byte, offset);
    }
    if (evidence->more > 0 && byte >= evidence->least && byte <= evidence->most) {
        evidence->more--;
        evidence->characters += evidence->more == 0;
        evidence->least = 0x80;
        evidence->most = 0xbf;
        return;
    }
    if (evidence->more > 0) {
        evidence->more = 0;
        evidence->bad++;
    }
    if (byte >= 0x80) {
        begin_character(evidence, byte);
    }
}

static void look_at_start(struct es_evidence *evidence, const unsigned char *bytes,
                          size_t size)
{
    enum { START = 1024 };
    for (size_t i = 0; i < size && evidence->bytes + i < START; i++) {
        evidence->nuls_at_start += bytes[i] == 0;
        if (evidence->bytes + i < sizeof evidence->first) {
            evidence->first[evidence->bytes + i] = bytes[i];
        }
    }
}

void es_evidence_add(struct es_evidence *evidence, const unsigned char *bytes,
                     size_t size)
{
    static const uint64_t high = 0x8080808080808080u;
    look_at_start(evidence, bytes, size);
    for (size_t i = 0; i < size;) {
        uint64_t eight;
        if (evidence->more == 0 && i + sizeof eight <= size) {
            memcpy(&eight, bytes + i, sizeof eight);
            if ((eight & high) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        add_byte(evidence, bytes[i], evidence->bytes + i);
        i++;
    }
    evidence->bytes += size;
}

size_t es_evidence_mark(const struct es_evidence *evidence, enum es_encoding encoding)
{
    const size_t size = strlen(encodings[encoding].mark);
    return evidence->bytes >= size &&
                   memcmp(evidence->first, encodings[encoding].mark, size) == 0
               ? size
               : 0;
}

/* Many NULs at the beginning: a picture, a program, a spreadsheet in its own format. */
static bool is_binary(const struct es_evidence *evidence)
{
    enum { FEW_NULS = 8 };
    const size_t looked_at = evidence->bytes < 1024 ? evidence->bytes : 1024;
    return evidence->nuls_at_start >= FEW_NULS &&
           evidence->nuls_at_start > looked_at / 16;
}

/* Of a file that is not UTF-8 throughout. */
static enum es_encoding_verdict judge_bytes(const struct es_evidence *evidence,
                                            enum es_encoding *encoding)
{
    *encoding = ES_UTF8;
    if (evidence->characters > 0 || evidence->windows_never) {
        return ES_ENCODING_DAMAGED;
    }
    *encoding = ES_WINDOWS_1252;
    return evidence->windows_only || evidence->differs == SIZE_MAX
               ? ES_ENCODING_SURE
               : ES_ENCODING_AMBIGUOUS;
}

enum es_encoding_verdict es_evidence_judge(const struct es_evidence *evidence,
                                           enum es_encoding *encoding)
{
    for (int i = ES_UTF16LE; i <= ES_UTF16BE; i++) {
        if (es_evidence_mark(evidence, (enum es_encoding)i) > 0) {
            *encoding = (enum es_encoding)i;
            return ES_ENCODING_SURE;
        }
    }
    if (is_binary(evidence)) {
        return ES_ENCODING_NO_TEXT;
    }
    *encoding = ES_UTF8;
    const bool whole = evidence->bad == 0 && evidence->more == 0;
    if (whole || es_evidence_mark(evidence, ES_UTF8) > 0) {
        return whole ? ES_ENCODING_SURE : ES_ENCODING_DAMAGED;
    }
    return judge_bytes(evidence, encoding);
}

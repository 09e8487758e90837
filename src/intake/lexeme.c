#include "intake/lexeme.h"

#include "essor/utf8.h"

#include <string.h>

/* Letters of French and of names in French texts, without their accents. */
static const struct {
    int32_t first, last;
    const char *plain;
} folds[] = {
    {0xc0, 0xc5, "a"},  {0xc6, 0xc6, "ae"}, {0xc7, 0xc7, "c"},    {0xc8, 0xcb, "e"},
    {0xcc, 0xcf, "i"},  {0xd1, 0xd1, "n"},  {0xd2, 0xd6, "o"},    {0xd8, 0xd8, "o"},
    {0xd9, 0xdc, "u"},  {0xdd, 0xdd, "y"},  {0xdf, 0xdf, "ss"},   {0xe0, 0xe5, "a"},
    {0xe6, 0xe6, "ae"}, {0xe7, 0xe7, "c"},  {0xe8, 0xeb, "e"},    {0xec, 0xef, "i"},
    {0xf1, 0xf1, "n"},  {0xf2, 0xf6, "o"},  {0xf8, 0xf8, "o"},    {0xf9, 0xfc, "u"},
    {0xfd, 0xfd, "y"},  {0xff, 0xff, "y"},  {0x152, 0x153, "oe"}, {0x178, 0x178, "y"},
    {0x300, 0x36f, ""}, /* accents that stand apart */
};

/* The plain form of a character inside a word; NULL if it is no letter. */
static const char *fold(int32_t code, char letter[2])
{
    if (code < 0x80) {
        const bool upper = code >= 'A' && code <= 'Z';
        letter[0] = (char)(upper ? code - 'A' + 'a' : code);
        letter[1] = '\0';
        return letter[0] >= 'a' && letter[0] <= 'z' ? letter : NULL;
    }
    for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++) {
        if (code >= folds[i].first && code <= folds[i].last) {
            return folds[i].plain;
        }
    }
    return code > 0x17f && code < 0x2000 ? "?" : NULL; /* a letter of another script */
}

static bool is_blank(int32_t code)
{
    return code == ' ' || code == 0xa0 || (code >= 0x2000 && code <= 0x200b) ||
           code == 0x202f || code == 0x205f || code == 0x3000 || code == 0xfeff ||
           es_utf8_is_control(code);
}

static bool is_apostrophe(int32_t code)
{
    return code == '\'' || code == 0x2019 || code == 0x2bc;
}

static bool is_dash(int32_t code)
{
    return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

/* The text being cut up. */
struct cutter {
    struct es_lexemes *out;
    const char *at, *end;
    bool blank; /* before `at` */
};

static struct es_lexeme *begin(struct cutter *cutter, enum es_lexeme_type type)
{
    struct es_lexeme *lexeme = &cutter->out->at[cutter->out->n++];
    *lexeme = (struct es_lexeme){.type = type,
                                 .glued = !cutter->blank,
                                 .offset = (size_t)(cutter->at - cutter->out->source)};
    cutter->blank = false;
    return lexeme;
}

static void append(struct es_lexeme *lexeme, const char *text)
{
    const size_t used = strlen(lexeme->text), length = strlen(text);
    if (used + length < sizeof lexeme->text) {
        memcpy(lexeme->text + used, text, length);
    }
}

static size_t next(const struct cutter *cutter, int32_t *code)
{
    *code = 0;
    return cutter->at < cutter->end ? es_utf8_next(cutter->at, cutter->end, code) : 0;
}

static void read_word(struct cutter *cutter)
{
    struct es_lexeme *lexeme = begin(cutter, ES_LEX_WORD);
    char letter[2];
    int32_t code;
    size_t size = next(cutter, &code);
    for (const char *plain; size > 0 && (plain = fold(code, letter)) != NULL;
         size = next(cutter, &code)) {
        append(lexeme, plain);
        cutter->at += size;
        lexeme->length += size;
    }
}

static void read_digits(struct cutter *cutter)
{
    struct es_lexeme *lexeme = begin(cutter, ES_LEX_DIGITS);
    while (cutter->at < cutter->end && *cutter->at >= '0' && *cutter->at <= '9') {
        const char digit[2] = {*cutter->at++, '\0'};
        append(lexeme, digit);
        lexeme->length++;
    }
}

static bool letter_follows(const struct cutter *cutter, size_t size)
{
    const struct cutter ahead = {.at = cutter->at + size, .end = cutter->end};
    char letter[2];
    int32_t code;
    return next(&ahead, &code) > 0 && fold(code, letter) != NULL;
}

/* A sign, or nothing for one that only parts words. */
static void read_sign(struct cutter *cutter, size_t size, int32_t code)
{
    const struct es_lexemes *out = cutter->out;
    const bool after_word =
        out->n > 0 && out->at[out->n - 1].type == ES_LEX_WORD && !cutter->blank;
    const bool parts = is_apostrophe(code) ||
                       (is_dash(code) && after_word && letter_follows(cutter, size));
    if (!parts) {
        struct es_lexeme *lexeme = begin(cutter, ES_LEX_SIGN);
        lexeme->length = size;
        if (is_dash(code)) {
            append(lexeme, "-");
        } else {
            memcpy(lexeme->text, cutter->at, size);
        }
    }
    cutter->at += size;
}

static bool read_one(struct cutter *cutter)
{
    char letter[2];
    int32_t code;
    const size_t size = next(cutter, &code);
    if (code == ES_UTF8_BAD) {
        return false;
    }
    if (is_blank(code)) {
        cutter->blank = true;
        cutter->at += size;
    } else if (code >= '0' && code <= '9') {
        read_digits(cutter);
    } else if (fold(code, letter) != NULL) {
        read_word(cutter);
    } else {
        read_sign(cutter, size, code);
    }
    return true;
}

bool es_lexemes_read(const char *text, struct es_lexemes *lexemes)
{
    const size_t length = strlen(text);
    struct cutter cutter = {lexemes, text, text + length, true};
    lexemes->source = text;
    lexemes->n = 0;
    if (length > ES_LEXEME_SOURCE) {
        return false;
    }
    while (cutter.at < cutter.end) {
        if (lexemes->n == ES_LEXEMES || !read_one(&cutter)) {
            return false;
        }
    }
    return true;
}

bool es_lexeme_is_among(const char *texts, size_t length, const char *text)
{
    const size_t wanted = strlen(text);
    if (wanted == length && memcmp(texts, text, length) == 0) {
        return true; /* a sign that would part the texts too */
    }
    for (size_t at = 0; at < length;) {
        const size_t rest = length - at, size = strcspn(texts + at, "|");
        const size_t own = size < rest ? size : rest;
        if (own == wanted && memcmp(texts + at, text, own) == 0) {
            return true;
        }
        at += own + 1;
    }
    return false;
}

#include "intake/source.h"

#include "essor/utf8.h"
#include "intake/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, LONGEST_SHOWN = 200 };
static const iconv_t no_converter = (iconv_t)-1;

struct es_source {
    const char *path; /* for messages */
    int fd;
    FILE *spool; /* that fd belongs to; NULL: fd is the file's own */
    size_t size;
    enum es_encoding encoding;
    size_t mark; /* bytes of the byte order mark */
    iconv_t converter;
    size_t begin, end; /* of the bytes in `piece` that are still to be converted */
    unsigned char piece[PIECE];
    char name[];
};

static enum es_status cannot_read(const struct es_source *source, struct es_error *err)
{
    return es_fail(err, ES_ERR_IO, "cannot read %s: %s", source->path, strerror(errno));
}

/* read() that goes on after a signal; -1 with errno. */
static ssize_t read_some(int fd, void *bytes, size_t size)
{
    ssize_t got;
    do {
        got = read(fd, bytes, size);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* Copies what comes from `fd` into a file without a name. */
static enum es_status spool(struct es_source *source, int fd, struct es_error *err)
{
    ssize_t got;
    source->spool = tmpfile();
    if (source->spool == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot keep %s in a temporary file: %s",
                       source->path, strerror(errno));
    }
    while ((got = read_some(fd, source->piece, PIECE)) > 0) {
        source->size += (size_t)got;
        if (fwrite(source->piece, 1, (size_t)got, source->spool) != (size_t)got) {
            return es_fail(err, ES_ERR_IO, "cannot keep %s in a temporary file: %s",
                           source->path, strerror(errno));
        }
        if (source->size > ES_SOURCE_MOST_BYTES) {
            break;
        }
    }
    if (got < 0 || fflush(source->spool) != 0) {
        return cannot_read(source, err);
    }
    source->fd = fileno(source->spool);
    return es_source_rewind(source, err);
}

/* A pipe or a device can be read only once, and is kept. */
static enum es_status take_descriptor(struct es_source *source, int fd,
                                      struct es_error *err)
{
    struct stat about;
    if (fstat(fd, &about) != 0) {
        return cannot_read(source, err);
    }
    if (S_ISREG(about.st_mode) && fd != STDIN_FILENO) {
        source->fd = fd;
        source->size = (size_t)about.st_size;
        return ES_OK;
    }
    const enum es_status status = spool(source, fd, err);
    if (fd != STDIN_FILENO) {
        (void)close(fd);
    }
    return status;
}

enum es_status es_source_open(const char *path, struct es_source **source,
                              struct es_error *err)
{
    const bool standard = strcmp(path, "-") == 0;
    struct es_source *made = calloc(1, sizeof *made + strlen(path) + 1);
    if (made == NULL) {
        return es_no_memory(err);
    }
    (void)strcpy(made->name, path);
    made->path = standard ? "the standard input" : made->name;
    made->converter = no_converter;
    made->fd = -1;
    const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    const enum es_status status =
        fd < 0 ? cannot_read(made, err) : take_descriptor(made, fd, err);
    if (status != ES_OK) {
        es_source_close(made);
        return status;
    }
    *source = made;
    return ES_OK;
}

void es_source_close(struct es_source *source)
{
    if (source == NULL) {
        return;
    }
    if (source->converter != no_converter) {
        (void)iconv_close(source->converter);
    }
    if (source->spool != NULL) {
        (void)fclose(source->spool);
    } else if (source->fd >= 0) {
        (void)close(source->fd);
    }
    free(source);
}

enum es_status es_source_rewind(struct es_source *source, struct es_error *err)
{
    source->begin = source->end = 0;
    if (lseek(source->fd, (off_t)source->mark, SEEK_SET) < 0) {
        return cannot_read(source, err);
    }
    if (source->converter != no_converter) {
        (void)iconv(source->converter, NULL, NULL, NULL, NULL);
    }
    return ES_OK;
}

/* Looks at every byte of the file. */
static enum es_status gather(struct es_source *source, struct es_evidence *evidence,
                             struct es_error *err)
{
    ssize_t got;
    source->mark = 0;
    ES_TRY(es_source_rewind(source, err));
    while ((got = read_some(source->fd, source->piece, PIECE)) > 0) {
        es_evidence_add(evidence, source->piece, (size_t)got);
        if (evidence->bytes > ES_SOURCE_MOST_BYTES) {
            break;
        }
    }
    return got < 0 ? cannot_read(source, err) : ES_OK;
}

/* Opens the converter of an encoding that is not UTF-8. */
static enum es_status start_converter(struct es_source *source, struct es_error *err)
{
    if (source->encoding != ES_UTF8) {
        source->converter = iconv_open("UTF-8", es_encoding_title(source->encoding));
    }
    if (source->encoding != ES_UTF8 && source->converter == no_converter) {
        return es_fail(err, ES_ERR_IO, "this system cannot read %s: %s",
                       es_encoding_title(source->encoding), strerror(errno));
    }
    return ES_OK;
}

/* A line as the encoding reads it, fit to be shown. */
static enum es_status decode_line(enum es_encoding encoding, const unsigned char *line,
                                  size_t size, const char **text, struct es_arena *arena,
                                  struct es_error *err)
{
    char out[4 * LONGEST_SHOWN], bytes[LONGEST_SHOWN];
    char *to = out, *from = bytes;
    size_t room = sizeof out, left = size < sizeof bytes ? size : sizeof bytes;
    memcpy(bytes, line, left);
    const iconv_t converter = iconv_open("UTF-8", es_encoding_title(encoding));
    if (converter != no_converter) {
        (void)iconv(converter, &from, &left, &to, &room);
        (void)iconv_close(converter);
    }
    ES_GIVEN(*text, es_utf8_shown(out, sizeof out - room, LONGEST_SHOWN, arena), err);
    return ES_OK;
}

/* The line that holds a byte of the file: its number, what is before the byte in it. */
struct found_line {
    int number;
    size_t start;
    unsigned char bytes[LONGEST_SHOWN];
    size_t size;
};

static enum es_status find_line(struct es_source *source, size_t offset,
                                struct found_line *line, struct es_error *err)
{
    ssize_t got;
    size_t at = 0;
    unsigned char last = 0;
    *line = (struct found_line){.number = 1};
    ES_TRY(es_source_rewind(source, err));
    while (at < offset && (got = read_some(source->fd, source->piece, PIECE)) > 0) {
        for (ssize_t i = 0; i < got && at < offset; i++, at++) {
            const unsigned char byte = source->piece[i];
            const bool ends = byte == '\r' || (byte == '\n' && last != '\r');
            line->number += ends;
            line->start = byte == '\n' || byte == '\r' ? at + 1 : line->start;
            last = byte;
        }
    }
    const ssize_t rest =
        pread(source->fd, line->bytes, sizeof line->bytes, (off_t)line->start);
    if (rest < 0) {
        return cannot_read(source, err);
    }
    while (line->size < (size_t)rest && line->bytes[line->size] != '\n' &&
           line->bytes[line->size] != '\r') {
        line->size++;
    }
    return ES_OK;
}

/* Two encodings read the file, and differently: both readings are shown. */
static enum es_status refuse_ambiguous(struct es_source *source, size_t offset,
                                       struct es_fault_list *faults, struct es_error *err)
{
    struct found_line line;
    const char *windows, *iso;
    ES_TRY(find_line(source, offset, &line, err));
    const struct es_place place = {
        .line = line.number, .column = (int)(offset - line.start) + 1, .width = 1};
    ES_TRY(decode_line(ES_WINDOWS_1252, line.bytes, line.size, &windows, faults->arena,
                       err));
    ES_TRY(decode_line(ES_ISO_8859_15, line.bytes, line.size, &iso, faults->arena, err));
    const char *hint;
    ES_GIVEN(hint,
             es_arena_print(faults->arena,
                            "--encoding windows-1252 reads \"%s\",\n"
                            "        --encoding iso-8859-15 reads \"%s\"",
                            windows, iso),
             err);
    struct es_place shown = place;
    shown.source = windows;
    es_fault_add(faults, &shown, ES_FAULT_E104, hint,
                 "two encodings are possible, and read this differently");
    return ES_OK;
}

static enum es_status judge(struct es_source *source, const struct es_evidence *evidence,
                            struct es_fault_list *faults, struct es_error *err)
{
    switch (es_evidence_judge(evidence, &source->encoding)) {
    case ES_ENCODING_AMBIGUOUS:
        return refuse_ambiguous(source, evidence->differs, faults, err);
    case ES_ENCODING_NO_TEXT:
        es_fault_add(faults, NULL, ES_FAULT_E106,
                     "UTF-16 without its mark is read with --encoding utf-16le",
                     "this is not a text file: save the table as CSV or .xlsx");
        return ES_OK;
    default: /* what is damaged is reported where it stands */
        return ES_OK;
    }
}

enum es_status es_source_decode(struct es_source *source, const char *encoding,
                                struct es_fault_list *faults, struct es_error *err)
{
    struct es_evidence evidence;
    es_evidence_open(&evidence);
    if (source->size > ES_SOURCE_MOST_BYTES) {
        es_fault_add(faults, NULL, ES_FAULT_E105, NULL, "the file is longer than 4 GiB");
        return ES_OK;
    }
    if (encoding != NULL && !es_encoding_parse(encoding, &source->encoding)) {
        return es_fail(err, ES_ERR_ARGUMENT, "the encoding \"%s\" is not known",
                       encoding);
    }
    ES_TRY(gather(source, &evidence, err));
    if (encoding == NULL) {
        ES_TRY(judge(source, &evidence, faults, err));
    }
    source->mark = es_evidence_mark(&evidence, source->encoding);
    ES_TRY(start_converter(source, err));
    return es_source_rewind(source, err);
}

const char *es_source_encoding(const struct es_source *source)
{
    return es_encoding_title(source->encoding);
}

/* Moves what is left of the piece to its beginning and fills it up. */
static enum es_status refill(struct es_source *source, bool *at_end, struct es_error *err)
{
    memmove(source->piece, source->piece + source->begin, source->end - source->begin);
    source->end -= source->begin;
    source->begin = 0;
    const ssize_t got =
        read_some(source->fd, source->piece + source->end, PIECE - source->end);
    if (got < 0) {
        return cannot_read(source, err);
    }
    source->end += (size_t)got;
    *at_end = got == 0;
    return ES_OK;
}

/* A character that the encoding does not have comes out as 0xff, which UTF-8 never has,
 * so that it is reported where it stands. */
static void pass_bad(struct es_source *source, char **to, size_t *room)
{
    const size_t unit = es_encoding_unit(source->encoding);
    const size_t left = source->end - source->begin;
    source->begin += unit < left ? unit : left;
    *(*to)++ = (char)0xff;
    (*room)--;
}

static enum es_status convert(struct es_source *source, char *text, size_t size,
                              size_t *got, struct es_error *err)
{
    char *to = text;
    size_t room = size;
    bool at_end = false;
    while (to == text && !at_end) {
        ES_TRY(refill(source, &at_end, err));
        char *from = (char *)source->piece;
        size_t left = source->end;
        errno = 0;
        const size_t done = iconv(source->converter, &from, &left, &to, &room);
        const int reason = errno;
        source->begin = source->end - left;
        const bool cut_short = reason == EINVAL && at_end && left > 0;
        if (done == (size_t)-1 && (reason == EILSEQ || cut_short) && room > 0) {
            pass_bad(source, &to, &room);
        }
    }
    *got = size - room;
    return ES_OK;
}

enum es_status es_source_read(struct es_source *source, char *text, size_t size,
                              size_t *got, struct es_error *err)
{
    if (source->converter != no_converter) {
        return convert(source, text, size, got, err);
    }
    const ssize_t read = read_some(source->fd, text, size);
    if (read < 0) {
        return cannot_read(source, err);
    }
    *got = (size_t)read;
    return ES_OK;
}

int es_source_descriptor(const struct es_source *source)
{
    return source->fd;
}

size_t es_source_size(const struct es_source *source)
{
    return source->size;
}

bool es_source_begins(const struct es_source *source, const char *bytes, size_t size)
{
    char first[16];
    return size <= sizeof first && pread(source->fd, first, size, 0) == (ssize_t)size &&
           memcmp(first, bytes, size) == 0;
}

#include "essor/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_ATTEMPTS = 100, READ_STEP = 64 * 1024 };

static enum es_status cannot(const char *what, const char *path, struct es_error *err)
{
    return es_fail(err, ES_ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

/* Twice the room, or the first; false with errno if there is none. */
static bool grow(char **text, size_t *room)
{
    const size_t wanted = *room == 0 ? READ_STEP : *room * 2;
    char *larger = realloc(*text, wanted);
    if (larger != NULL) {
        *text = larger;
        *room = wanted;
    }
    return larger != NULL;
}

/* Reads to the end of the file or one byte past the limit; -1 with errno on failure. */
static ssize_t drain(int fd, char **text, size_t limit)
{
    size_t room = 0, used = 0;
    while (used <= limit) {
        if (used == room && !grow(text, &room)) {
            return -1;
        }
        const ssize_t got = read(fd, *text + used, room - used);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got < 0 ? -1 : (ssize_t)used;
        }
        used += (size_t)got;
    }
    return (ssize_t)used;
}

enum es_status es_file_read(const char *path, size_t limit, char **text, size_t *size,
                            struct es_arena *arena, struct es_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return cannot("read", path, err);
    }
    char *bytes = NULL;
    const ssize_t got = drain(fd, &bytes, limit);
    const int reason = errno;
    (void)close(fd);
    errno = reason;
    enum es_status status = ES_OK;
    if (got < 0) {
        status = cannot("read", path, err);
    } else if ((size_t)got > limit) {
        status = es_fail(err, ES_ERR_DATA, "%s is longer than %zu bytes", path, limit);
    } else {
        char *copy = es_arena_copy_n(arena, bytes == NULL ? "" : bytes, (size_t)got);
        if (copy == NULL) {
            status = es_no_memory(err);
        } else {
            *text = copy;
            *size = (size_t)got;
        }
    }
    free(bytes);
    return status;
}

/* The folder that holds `path`, to be freed; NULL without memory. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return strdup(".");
    }
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* A rename is durable once its folder is. */
static int sync_folder(const char *path)
{
    char *folder = folder_of(path);
    if (folder == NULL) {
        return -1;
    }
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0) {
        return -1;
    }
    const int failed = fsync(fd);
    const int reason = errno;
    (void)close(fd);
    errno = reason;
    /* Some file systems do not sync folders and say so. */
    return failed != 0 && reason != EINVAL && reason != ENOTSUP ? -1 : 0;
}

enum es_status es_file_adopt(const char *temporary, const char *path,
                             struct es_error *err)
{
    const int fd = open(temporary, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return cannot("open", temporary, err);
    }
    const int failed = fsync(fd);
    const int reason = errno;
    (void)close(fd);
    if (failed != 0) {
        errno = reason;
        return cannot("write", temporary, err);
    }
    if (rename(temporary, path) != 0) {
        return cannot("replace", path, err);
    }
    return sync_folder(path) == 0 ? ES_OK : cannot("sync the folder of", path, err);
}

/* Opens a new file beside `path`; its name, to be freed, in *name. -1 with errno if it
 * cannot. Hidden, so that no listing takes it for a result. */
static int open_beside(const char *path, char **name)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash == NULL ? path : slash + 1;
    const size_t size = strlen(path) + 64;
    char *made = malloc(size);
    int fd = -1;
    for (int i = 0; made != NULL && fd < 0 && i < MOST_ATTEMPTS; i++) {
        (void)snprintf(made, size, "%.*s.%s.%ld-%d.tmp", (int)(base - path), path, base,
                       (long)getpid(), i);
        fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST) {
            break;
        }
    }
    if (fd < 0) {
        free(made);
        return -1;
    }
    *name = made;
    return fd;
}

/* A file that is replaced keeps its mode. */
static int keep_mode(int fd, const char *path)
{
    struct stat old;
    if (lstat(path, &old) != 0 || !S_ISREG(old.st_mode)) {
        return 0;
    }
    return fchmod(fd, old.st_mode & 0777);
}

/* Fills the temporary file and puts it in its place. */
static enum es_status fill_file(FILE *out, const char *temporary, const char *path,
                                enum es_status (*make)(FILE *out, void *context,
                                                       struct es_error *err),
                                void *context, struct es_error *err)
{
    const enum es_status status = make(out, context, err);
    const bool lost = fflush(out) != 0 || ferror(out) != 0;
    const bool closed = fclose(out) == 0;
    if (status != ES_OK) {
        return status;
    }
    return lost || !closed ? cannot("write", path, err)
                           : es_file_adopt(temporary, path, err);
}

enum es_status es_file_make(const char *path,
                            enum es_status (*make)(FILE *out, void *context,
                                                   struct es_error *err),
                            void *context, struct es_error *err)
{
    char *temporary = NULL;
    const int fd = open_beside(path, &temporary);
    if (fd < 0) {
        return cannot("write", path, err);
    }
    FILE *out = keep_mode(fd, path) == 0 ? fdopen(fd, "wb") : NULL;
    enum es_status status;
    if (out == NULL) {
        status = cannot("write", path, err);
        (void)close(fd);
    } else {
        status = fill_file(out, temporary, path, make, context, err);
    }
    if (status != ES_OK) {
        (void)unlink(temporary);
    }
    free(temporary);
    return status;
}

/* A writer that leaves faults to the stream. */
struct writer {
    void (*put)(FILE *out, const void *context);
    const void *context;
};

static enum es_status put_all(FILE *out, void *context, struct es_error *err)
{
    const struct writer *writer = context;
    (void)err;
    writer->put(out, writer->context);
    return ES_OK;
}

enum es_status es_file_print(const char *path,
                             void (*put)(FILE *out, const void *context),
                             const void *context, struct es_error *err)
{
    return es_file_make(path, put_all, &(struct writer){put, context}, err);
}

struct bytes {
    const void *at;
    size_t size;
};

static void put_bytes(FILE *out, const void *context)
{
    const struct bytes *bytes = context;
    (void)fwrite(bytes->at, 1, bytes->size, out);
}

enum es_status es_file_write(const char *path, const void *bytes, size_t size,
                             struct es_error *err)
{
    return es_file_print(path, put_bytes, &(struct bytes){bytes, size}, err);
}

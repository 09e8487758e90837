#include "project/import_file.h"

#include "essor/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST_KEPT = 64 * 1024 * 1024, PIECE = 64 * 1024 };

static enum es_status cannot_read(const char *path, struct es_error *err)
{
    return es_fail(err, ES_ERR_IO, "cannot read %s: %s", path, strerror(errno));
}

/* Whether the file begins with the header that essor writes and ends with a line end. */
static enum es_status look_at(FILE *in, struct es_figures_file *file,
                              struct es_error *err)
{
    char *header = NULL, *first = NULL;
    size_t header_size = 0, room = 0;
    FILE *made = open_memstream(&header, &header_size);
    if (made == NULL) {
        return es_no_memory(err);
    }
    es_figures_put_header(made);
    const bool whole = fclose(made) == 0;
    const ssize_t got = getline(&first, &room, in);
    file->canonical = whole && got > 0 && (size_t)got == header_size &&
                      memcmp(first, header, header_size) == 0 &&
                      fseek(in, -1, SEEK_END) == 0 && fgetc(in) == '\n';
    file->size = fseek(in, 0, SEEK_END) == 0 ? (size_t)ftell(in) : 0;
    free(first);
    free(header);
    return ferror(in) ? cannot_read(file->path, err) : ES_OK;
}

enum es_status es_figures_file_open(const char *path, struct es_figures_file *file,
                                    struct es_error *err)
{
    *file = (struct es_figures_file){.path = path, .canonical = true};
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        return errno == ENOENT ? ES_OK : cannot_read(path, err);
    }
    file->exists = true;
    const enum es_status status = look_at(in, file, err);
    (void)fclose(in);
    return status == ES_OK ? es_hash_quick(path, file->hash, err) : status;
}

enum es_status es_figures_file_keep(struct es_figures_file *file, struct es_arena *arena,
                                    struct es_error *err)
{
    char *text;
    if (file->canonical) {
        return ES_OK;
    }
    ES_TRY(es_file_read(file->path, LONGEST_KEPT, &text, &file->size, arena, err));
    file->text = text;
    return ES_OK;
}

static enum es_status copy_bytes(const char *path, FILE *out, struct es_error *err)
{
    char bytes[PIECE];
    size_t got;
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        return cannot_read(path, err);
    }
    while ((got = fread(bytes, 1, sizeof bytes, in)) > 0) {
        (void)fwrite(bytes, 1, got, out);
    }
    const bool lost = ferror(in);
    (void)fclose(in);
    return lost ? cannot_read(path, err) : ES_OK;
}

static enum es_status put_figure(void *context, const struct es_figure *figure,
                                 struct es_error *err)
{
    (void)err;
    es_figures_put(context, figure);
    return ES_OK;
}

enum es_status es_figures_file_copy(const struct es_figures_file *file, FILE *out,
                                    struct es_arena *arena, struct es_error *err)
{
    if (file->exists && file->canonical) {
        return copy_bytes(file->path, out, err);
    }
    es_figures_put_header(out);
    return file->exists ? es_figures_file_each(file->path, put_figure, out, arena, err)
                        : ES_OK;
}

/* Opens the file and looks at all of it. */
static enum es_status open_checked(const char *path, struct es_intake **intake,
                                   struct es_arena *arena, struct es_error *err)
{
    struct es_intake *opened;
    struct es_faults faults;
    ES_TRY(es_intake_open(path, NULL, &opened, arena, err));
    enum es_status status = es_intake_check(opened, &faults, err);
    if (status == ES_FINDING) {
        const struct es_fault *first = &faults.at[0];
        status =
            es_fail(err, ES_ERR_DATA, "%s:%d:%d: %s; correct the file before importing",
                    first->file, first->line, first->column, first->message);
    }
    if (status != ES_OK) {
        es_intake_close(opened);
        return status;
    }
    *intake = opened;
    return ES_OK;
}

enum es_status es_figures_file_each(const char *path, es_intake_take *take, void *context,
                                    struct es_arena *arena, struct es_error *err)
{
    struct es_intake *intake;
    ES_TRY(open_checked(path, &intake, arena, err));
    const enum es_status status = es_intake_each(intake, take, context, err);
    es_intake_close(intake);
    return status;
}

static enum es_status note_figure(void *context, const struct es_figure *figure,
                                  struct es_error *err)
{
    return es_known_add(context, figure, err);
}

enum es_status es_figures_file_note(const char *path, struct es_known *known,
                                    struct es_arena *arena, struct es_error *err)
{
    struct es_intake *intake;
    ES_TRY(open_checked(path, &intake, arena, err));
    enum es_status status = es_known_expect(known, es_intake_count(intake), err);
    if (status == ES_OK) {
        status = es_intake_each(intake, note_figure, known, err);
    }
    es_intake_close(intake);
    return status;
}

void es_time_now(char text[ES_TIME_TEXT])
{
    struct tm utc;
    const time_t now = time(NULL);
    (void)strcpy(text, "unknown"); // NOLINT: there is room
    if (gmtime_r(&now, &utc) != NULL) {
        (void)strftime(text, ES_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
}

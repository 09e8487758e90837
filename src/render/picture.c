#include "render/picture.h"

#include "essor/file.h"
#include "render/gnuplot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The size that the script says it draws, in its first lines. */
static enum es_status read_size(const char *path, unsigned *width, unsigned *height,
                                struct es_error *err)
{
    FILE *file = fopen(path, "r");
    char line[200];
    int found = 0;
    if (file == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    }
    for (int i = 0; i < 3 && found != 2 && fgets(line, sizeof line, file) != NULL; i++) {
        const char *size = strchr(line, ';');
        found = size != NULL ? sscanf(size, "; %u x %u pixels", width, height) : 0;
    }
    (void)fclose(file);
    return found == 2 ? ES_OK
                      : es_fail(err, ES_ERR_TOOL,
                                "%s does not say the size of its picture", path);
}

/* Whether a file is there and ends as it should: nobody notices a full disk. */
static enum es_status check_end(const char *path, const char *name, const char *end,
                                struct es_error *err)
{
    const size_t size = strlen(end);
    char last[16] = "";
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return es_fail(err, ES_ERR_TOOL, "no picture was made for %s", name);
    }
    const bool read =
        fseek(file, -(long)size, SEEK_END) == 0 && fread(last, 1, size, file) == size;
    (void)fclose(file);
    return read && strcmp(last, end) == 0
               ? ES_OK
               : es_fail(err, ES_ERR_TOOL, "the picture of %s is cut short", name);
}

const char *const es_picture_names[ES_PICTURES] = {"png", "svg", "pdf"};

bool es_pictures_read(const char *list, unsigned *pictures)
{
    *pictures = 0;
    for (list += strspn(list, ", "); *list != '\0'; list += strspn(list, ", ")) {
        const size_t length = strcspn(list, ", ");
        int k = 0;
        while (k < ES_PICTURES && (strlen(es_picture_names[k]) != length ||
                                   strncmp(es_picture_names[k], list, length) != 0)) {
            k++;
        }
        if (k == ES_PICTURES) {
            return false;
        }
        *pictures |= ES_PICTURE_BIT(k);
        list += length;
    }
    return *pictures != 0;
}

static enum es_status check(const struct es_picture_file *picture, struct es_error *err)
{
    if (picture->kind == ES_PICTURE_SVG) {
        return check_end(picture->temporary, picture->source, "</svg>\n\n", err);
    }
    if (picture->kind == ES_PICTURE_PDF) {
        return check_end(picture->temporary, picture->source, "%%EOF\n", err);
    }
    return es_png_check(picture->temporary, picture->source, picture->width,
                        picture->height, err);
}

enum es_status es_picture_name(const char *directory, const char *stem,
                               enum es_picture kind, struct es_picture_file *picture,
                               struct es_error *err)
{
    char script[PATH_MAX];
    *picture = (struct es_picture_file){.kind = kind};
    if (strlen(stem) > NAME_MAX - 40 ||
        strspn(stem, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(stem)) {
        return es_fail(err, ES_ERR_ARGUMENT, "a chart's file name is made of a-z 0-9 -");
    }
    (void)snprintf(picture->source, sizeof picture->source, "%s.%s", stem,
                   kind == ES_PICTURE_PDF ? "svg" : "gp");
    (void)snprintf(picture->name, sizeof picture->name, ".%s.%ld.%s", stem,
                   (long)getpid(), es_picture_names[kind]);
    if (snprintf(script, PATH_MAX, "%s/%s.gp", directory, stem) >= PATH_MAX ||
        snprintf(picture->temporary, PATH_MAX, "%s/%s", directory, picture->name) >=
            PATH_MAX ||
        snprintf(picture->final, PATH_MAX, "%s/%s.%s", directory, stem,
                 es_picture_names[kind]) >= PATH_MAX) {
        return es_fail(err, ES_ERR_IO, "the path of %s is too long", picture->source);
    }
    return read_size(script, &picture->width, &picture->height, err);
}

enum es_status es_picture_adopt(const struct es_picture_file *picture,
                                struct es_error *err)
{
    enum es_status status = check(picture, err);
    if (status == ES_OK) {
        status = es_file_adopt(picture->temporary, picture->final, err);
    }
    if (status != ES_OK) {
        es_picture_drop(picture);
    }
    return status;
}

void es_picture_drop(const struct es_picture_file *picture)
{
    (void)unlink(picture->temporary);
}

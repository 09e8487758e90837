/* picture.h: a picture from its script to its place: drawn under another name, checked,
 * renamed. */
#ifndef ESSOR_RENDER_PICTURE_H
#define ESSOR_RENDER_PICTURE_H

#include "essor/chart.h"

#include <limits.h>

struct es_picture_file {
    enum es_picture kind;
    char source[NAME_MAX + 1]; /* stem.gp, or stem.svg for a PDF */
    char name[NAME_MAX + 1];   /* of the temporary file, in the folder */
    char temporary[PATH_MAX], final[PATH_MAX];
    unsigned width, height; /* as the script says */
};

/* Names the files of a chart; ES_ERR_ARGUMENT for a stem of other characters than a-z 0-9
 * and -, ES_ERR_IO where there is no script, ES_ERR_TOOL where it does not say its size.
 */
enum es_status es_picture_name(const char *directory, const char *stem,
                               enum es_picture kind, struct es_picture_file *picture,
                               struct es_error *err);

/* Checks the drawn picture and puts it in its place; ES_ERR_TOOL if it is not whole, and
 * the temporary file is then gone. */
enum es_status es_picture_adopt(const struct es_picture_file *picture,
                                struct es_error *err);
void es_picture_drop(const struct es_picture_file *picture);

#endif

/* small.h: the panels of small multiples, before they are placed. */
#ifndef ESSOR_RENDER_SMALL_H
#define ESSOR_RENDER_SMALL_H

#include "render/fan.h"

/* One series. */
struct es_small_panel {
    struct es_chart_series series; /* its texts clean */
    const struct es_fan *fan;
    double *row; /* [months][4]: day, 10, 50, 90 % */
    size_t months;
    double now; /* the median at the date of the data */
    double
        growth;  /* of it over the year before, in percent of then; NAN where it was 0 */
    double from; /* day where the panel begins */
    double low, high;  /* what the panel must hold */
    const char *value; /* "85 M par an" */
    const char *state; /* "janv. 2027", "déjà franchie"; "" without a target */
    enum es_colour colour;
    struct es_plot plot;
};

struct es_small_data {
    struct es_sheet *sheet;
    const char *subject, *sources;
    struct es_small_panel *panel;
    size_t n;
    double to; /* day, shared by all */
    double as_of;
};

const char *es_small_title(const struct es_small_data *data);
const char *es_small_reading(const struct es_small_data *data);

enum es_status es_small_lay_out(struct es_small_data *data, struct es_error *err);

#endif

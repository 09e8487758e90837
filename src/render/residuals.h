/* residuals.h: what a fit leaves, before it is placed in four panels. */
#ifndef ESSOR_RENDER_RESIDUALS_H
#define ESSOR_RENDER_RESIDUALS_H

#include "render/plot.h"

enum { ES_RESIDUAL_LAGS = 12 };

struct es_residuals_data {
    struct es_sheet *sheet;
    struct es_chart_series series; /* its texts clean */
    const struct es_chart_residual *at;
    size_t n;
    bool relative;                /* residuals are shares of the fit, not in its unit */
    double *left;                 /* [n] residuals */
    double *sorted;               /* [n] */
    double sd, median;            /* about 0; of their sizes */
    double lag[ES_RESIDUAL_LAGS]; /* [lags] correlation with oneself before */
    size_t lags;
    double noise; /* what chance alone seldom passes */
    struct es_frame frame;
};

/* "3 %", "0,4 %", or "12 k". */
const char *es_residuals_size(const struct es_residuals_data *data, double size);

enum es_status es_residuals_lay_out(struct es_residuals_data *data, struct es_error *err);

#endif

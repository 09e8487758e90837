/* theme.h: the colours of a chart, and whether they can be read. */
#ifndef ESSOR_RENDER_THEME_H
#define ESSOR_RENDER_THEME_H

#include "essor/chart.h"
#include "render/layout.h"

struct es_palette {
    unsigned rgb[ES_COLOURS];
};

/*
 * The colours of a style: light or dark, and what its project changes of them. A colour
 * of texts or series must have a contrast of at least 4.5 on the paper (WCAG 2.1, 1.4.3);
 * ES_ERR_ARGUMENT names the one that has not, or that is unknown.
 */
enum es_status es_palette_make(const struct es_chart_style *style,
                               struct es_palette *palette, struct es_error *err);

/* The contrast of two colours, 1 to 21 (WCAG 2.1). */
double es_contrast(unsigned a, unsigned b);

#endif

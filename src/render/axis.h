/* axis.h: dates under a chart, from days to decades. */
#ifndef ESSOR_RENDER_AXIS_H
#define ESSOR_RENDER_AXIS_H

#include "render/sheet.h"

/* The days at the ends of the frame, its sides and its bottom in pixels. */
struct es_axis {
    double from_day, to_day;
    double left, right, bottom;
};

enum { ES_AXIS_TICKS = 64 };

/*
 * Labels the axis in two rows (days over months, or months over years) or, for long
 * spans, in one row of years, as densely as the labels allow. tick[] becomes the days
 * that get a mark; there is always at least one.
 */
void es_axis_label(struct es_sheet *sheet, const struct es_axis *axis,
                   double tick[ES_AXIS_TICKS], size_t *ticks);

#endif

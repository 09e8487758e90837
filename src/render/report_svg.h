/* report_svg.h: the SVG that gnuplot wrote, as a part of a page. */
#ifndef ESSOR_RENDER_REPORT_SVG_H
#define ESSOR_RENDER_REPORT_SVG_H

#include "essor/arena.h"

/*
 * The drawing as one <svg> element with the given attributes in its first tag: elements
 * and attributes that a chart needs and no others, so without styles, identifiers and
 * titles; the colours of the palette by the names of the page (var(--ink)), so that they
 * follow its theme; groups that hold nothing left out; `margin` pixels cut off at
 * the left and right. The symbols of points are the page's. ES_ERR_TOOL for what gnuplot
 * does not write.
 */
enum es_status es_svg_inline(const char *svg, const char *attributes, int margin,
                             const char **element, struct es_arena *arena,
                             struct es_error *err);

#endif

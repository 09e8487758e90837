/* map.h: départements by their values, before they are placed. */
#ifndef ESSOR_RENDER_MAP_H
#define ESSOR_RENDER_MAP_H

#include "render/plot.h"

enum { ES_MAP_TILES = 101, ES_MAP_CLASSES = 5 };

struct es_map_tile {
    char code[4];
    int column, row;
    const char *name;
    double value; /* NAN without a figure */
    int day;
};

struct es_map_data {
    struct es_sheet *sheet;
    const struct es_map_chart *map;
    const char *label, *sublabel, *unit, *sources; /* clean */
    struct es_map_tile tile[ES_MAP_TILES];
    const struct es_map_tile *known[ES_MAP_TILES]; /* [n] the highest first */
    size_t n;
    double
        bound[ES_MAP_CLASSES]; /* [classes - 1] each the least value of the next class */
    size_t classes;
    size_t count[ES_MAP_CLASSES];
};

/* The class of a value, 0 the lowest. */
size_t es_map_class(const struct es_map_data *data, double value);

/* "20,4 %", "1,2 M". */
const char *es_map_value(const struct es_map_data *data, double value);

enum es_status es_map_lay_out(struct es_map_data *data, const struct es_frame *frame,
                              struct es_error *err);

#endif

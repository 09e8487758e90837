#include "render/fan.h"

#include <math.h>

double es_fan_x(const struct es_fan_drawing *drawing, double day)
{
    const struct es_fan_data *data = drawing->data;
    const struct es_frame *frame = &drawing->frame;
    return frame->left + (day - data->x_from) / (data->x_to - data->x_from) *
                             (frame->right - frame->left);
}

double es_fan_y(const struct es_fan_drawing *drawing, double value)
{
    const struct es_frame *frame = &drawing->frame;
    const double share = fmin(fmax(value / drawing->data->y_to, 0.0), 1.0);
    return frame->bottom - share * (frame->bottom - frame->top);
}

static void mark_line(struct es_fan_drawing *drawing, const struct es_fan_row rows[],
                      size_t n, enum es_fan_level level)
{
    for (size_t i = 0; i < n; i++) {
        const double x = es_fan_x(drawing, rows[i].day),
                     y = es_fan_y(drawing, rows[i].q[level]);
        es_layout_mark(drawing->sheet->layout,
                       (struct es_box){x - 5.0, y - 4.0, x + 5.0, y + 4.0});
    }
}

static void mark_points(struct es_fan_drawing *drawing)
{
    for (size_t i = 0; i < drawing->data->fan->points; i++) {
        const struct es_chart_point *point = &drawing->data->fan->point[i];
        const double y = es_fan_y(drawing, point->value);
        double from = es_fan_x(drawing, point->from_day),
               to = es_fan_x(drawing, point->to_day + 1);
        if (es_fan_is_point(point)) {
            from = to = es_fan_x(drawing, es_fan_point_day(point));
        }
        if (es_fan_bound(point) != 0) {
            const double x = es_fan_x(drawing, es_fan_point_day(point));
            const double way = es_fan_bound(point) > 0 ? -32.0 : 32.0;
            es_layout_mark(
                drawing->sheet->layout,
                (struct es_box){x - 6.0, fmin(y, y + way), x + 6.0, fmax(y, y + way)});
        }
        for (int twice = 0; twice < 2; twice++) { /* a figure counts more than a curve */
            es_layout_mark(drawing->sheet->layout,
                           (struct es_box){from - 10.0, y - 7.0, to + 10.0, y + 7.0});
        }
    }
}

/* The fitted curves over the observed part. */
static void mark_curves(struct es_fan_drawing *drawing)
{
    const struct es_fan_data *data = drawing->data;
    const size_t curves = es_fan_shows_curves(data) ? data->fan->families : 0;
    for (size_t i = 0; i < data->months && data->month[i].day <= data->as_of; i++) {
        const double x = es_fan_x(drawing, data->month[i].day);
        for (size_t k = 0; k < curves && x >= drawing->frame.left; k++) {
            const double y = es_fan_y(drawing, data->fan->curve[k * data->months + i]);
            es_layout_mark(drawing->sheet->layout,
                           (struct es_box){x - 4.0, y - 2.0, x + 4.0, y + 2.0});
        }
    }
}

void es_fan_mark(struct es_fan_drawing *drawing)
{
    const struct es_fan_data *data = drawing->data;
    const struct es_frame *frame = &drawing->frame;
    mark_points(drawing);
    mark_curves(drawing);
    mark_line(drawing, data->fit, data->fits, ES_FAN_Q50);
    mark_line(drawing, data->drawn, data->forecasts, ES_FAN_Q50);
    mark_line(drawing, data->drawn, data->forecasts, ES_FAN_Q975);
    mark_line(drawing, data->drawn, data->forecasts, ES_FAN_Q025);
    for (size_t i = 0; i < data->targets; i++) {
        const double y = es_fan_y(drawing, data->level[i]);
        for (int times = 0; times < 3; times++) { /* it would strike a text through */
            es_layout_mark(drawing->sheet->layout,
                           (struct es_box){frame->left, y - 2.0, frame->right, y + 2.0});
        }
    }
    for (size_t i = 0; i < 3 * data->events; i++) { /* it would strike a text through */
        const double at = es_fan_x(drawing, data->event[i / 3].from_day);
        es_layout_mark(drawing->sheet->layout,
                       (struct es_box){at - 4.0, frame->top, at + 4.0, frame->bottom});
    }
    const double x = es_fan_x(drawing, data->as_of);
    es_layout_mark(drawing->sheet->layout,
                   (struct es_box){x - 1.0, frame->top, x + 1.0, frame->bottom});
    es_layout_mark(drawing->sheet->layout, /* twice: its texts stand on either side */
                   (struct es_box){x - 1.0, frame->top, x + 1.0, frame->bottom});
    if (isfinite(data->crossing)) {
        const double drop = es_fan_x(drawing, data->crossing);
        for (int times = 0; times < 3; times++) { /* it would strike a text through */
            es_layout_mark(drawing->sheet->layout,
                           (struct es_box){drop - 3.0, es_fan_y(drawing, data->level[0]),
                                           drop + 3.0, frame->bottom});
        }
    }
}

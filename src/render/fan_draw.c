#include "render/fan.h"

#include <math.h>
#include <string.h>

enum { PITCH = 25, SPOTS = 40, GRID_SPOTS = 8 };
#define HEADING_ROOM 46.0 /* for "Observé | Prévision" above the frame */
#define AXIS_ROOM 66.0    /* for two rows of dates below it */
#define EDGE_GAP 24.0     /* between the frame and the texts at its right */

/* "95 % : 160 à 456 M", with an arrow where the frame ends below. */
static const char *band_text(struct es_fan_drawing *drawing, double share,
                             enum es_fan_level low, enum es_fan_level high)
{
    struct es_speech *speech = &drawing->sheet->speech;
    const struct es_fan_row *row = es_fan_last_row(drawing->data);
    const char *range = es_phrase_range(speech, row->q[low], row->q[high]);
    const char *text = ES_SAY(
        speech, BAND_IS, {"share", es_phrase_percent(speech, share)}, {"range", range});
    if (row->q[high] > drawing->data->y_to) {
        char *marked = es_arena_print(speech->arena, "%s ↑", text);
        speech->no_memory = speech->no_memory || marked == NULL;
        text = marked == NULL ? "" : marked;
    }
    return text;
}

/* The texts at the right edge decide how wide the frame can be. */
static void make_edge_texts(struct es_fan_drawing *drawing)
{
    struct es_speech *speech = &drawing->sheet->speech;
    const struct es_fan_row *row = es_fan_last_row(drawing->data);
    drawing->edge[0] = band_text(drawing, 0.95, ES_FAN_Q025, ES_FAN_Q975);
    drawing->edge[1] = band_text(drawing, 0.80, ES_FAN_Q10, ES_FAN_Q90);
    drawing->edge[2] = band_text(drawing, 0.50, ES_FAN_Q25, ES_FAN_Q75);
    drawing->edge[3] = ES_SAY(speech, MEDIAN_IS,
                              {"value", es_phrase_quantity(speech, row->q[ES_FAN_Q50])});
    const char *alone = es_phrase_range(speech, row->q[ES_FAN_Q025], row->q[ES_FAN_Q975]);
    drawing->edge_first =
        drawing->data->flat &&
                strcmp(alone, es_phrase_rough(speech, row->q[ES_FAN_Q50])) == 0
            ? ES_FAN_EDGE_TEXTS - 1
            : 0;
    double widest = 0.0;
    for (int i = drawing->edge_first; i < ES_FAN_EDGE_TEXTS; i++) {
        widest = fmax(widest, es_look_width(drawing->sheet->ruler, drawing->edge[i],
                                            i == 3 ? ES_LOOK_STRONG : ES_LOOK_LABEL));
    }
    drawing->frame.right = drawing->sheet->width - ES_MARGIN - widest * 1.01 - EDGE_GAP;
}

static void place_edge_texts(struct es_fan_drawing *drawing)
{
    static const enum es_fan_level upper[ES_FAN_EDGE_TEXTS] = {ES_FAN_Q975, ES_FAN_Q90,
                                                               ES_FAN_Q75, ES_FAN_Q50};
    const struct es_fan_row *row = es_fan_last_row(drawing->data);
    for (int i = 0; i < ES_FAN_EDGE_TEXTS; i++) {
        drawing->edge_from[i] = drawing->edge_to[i] = es_fan_y(drawing, row->q[upper[i]]);
    }
    const int first = drawing->edge_first;
    es_layout_spread(drawing->edge_to + first, (size_t)(ES_FAN_EDGE_TEXTS - first),
                     PITCH + 1.0, drawing->frame.top + 8.0, drawing->frame.bottom - 4.0);
    struct es_label label = {.x = drawing->frame.right + EDGE_GAP};
    for (int i = first; i < ES_FAN_EDGE_TEXTS; i++) {
        label.text = drawing->edge[i];
        label.y = drawing->edge_to[i];
        label.look = i == 3 ? ES_LOOK_STRONG : ES_LOOK_LABEL;
        label.colour = i == 3 ? ES_BLUE : ES_TEXT;
        (void)es_layout_add(drawing->sheet->layout, label);
    }
    label = (struct es_label){
        .text = es_phrase_month(&drawing->sheet->speech, row->day - 0.5),
        .x = drawing->frame.right + EDGE_GAP,
        .y = drawing->frame.top - HEADING_ROOM / 2.0,
        .look = ES_LOOK_LABEL,
        .colour = ES_GREY,
    };
    (void)es_layout_add(drawing->sheet->layout, label);
}

static void label_grid(struct es_fan_drawing *drawing)
{
    const struct es_fan_data *data = drawing->data;
    for (int i = 1;
         i <= ES_FAN_GRID_LINES && i * data->step <= ES_FAN_GRID_TOP * data->y_to; i++) {
        const struct es_label label = {
            .text = es_phrase_quantity(&drawing->sheet->speech, i * data->step),
            .look = ES_LOOK_LABEL,
            .colour = ES_GREY,
        };
        struct es_spot spot[GRID_SPOTS];
        const double y = es_fan_y(drawing, i * data->step) - 13.0;
        for (int k = 0; k < GRID_SPOTS; k++) {
            /* at the left, above its line, unless curves or a target are there */
            spot[k] = (struct es_spot){drawing->frame.left + 50.0 * (k / 2),
                                       k % 2 ? y + 28.0 : y, ES_LEFT};
        }
        if (y > drawing->frame.top - HEADING_ROOM / 2.0 + 20.0) {
            (void)es_layout_place(drawing->sheet->layout, &label, 1, PITCH, spot,
                                  GRID_SPOTS);
        }
    }
}

static void label_divider(struct es_fan_drawing *drawing)
{
    struct es_sheet *sheet = drawing->sheet;
    const double x = es_fan_x(drawing, drawing->data->as_of);
    const struct es_label before = {
        .text = es_phrase_plain(&sheet->speech, ES_TXT_OBSERVED),
        .x = x - 12.0,
        .y = drawing->frame.top - HEADING_ROOM / 2.0,
        .align = ES_RIGHT,
        .look = ES_LOOK_LABEL,
        .colour = ES_GREY,
    };
    struct es_label after = before;
    after.text = es_phrase_plain(&sheet->speech, ES_TXT_FORECAST);
    after.x = x + 12.0;
    after.align = ES_LEFT;
    if (es_layout_box(sheet->layout, &before).left >= drawing->frame.left) {
        (void)es_layout_add(sheet->layout, before);
    }
    if (drawing->data->forecasts > 0) {
        (void)es_layout_add(sheet->layout, after);
    }
}

/* Drops the spots whose block would leave the frame to a side. */
static size_t keep_inside(const struct es_fan_drawing *drawing, double width,
                          double height, struct es_spot spot[], size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const double left = spot[i].align == ES_RIGHT ? spot[i].x - width : spot[i].x;
        if (left >= drawing->frame.left && left + width <= drawing->frame.right &&
            spot[i].y + height <= drawing->frame.bottom - 8.0 &&
            spot[i].y >= drawing->frame.top - 14.0) {
            spot[kept++] = spot[i];
        }
    }
    return kept;
}

static void place_block(struct es_fan_drawing *drawing, const struct es_label line[],
                        size_t lines, struct es_spot spot[], size_t spots)
{
    double width = 0.0;
    for (size_t i = 0; i < lines; i++) {
        width =
            fmax(width, es_look_width(drawing->sheet->ruler, line[i].text, line[i].look));
    }
    const double height = PITCH * (double)(lines - 1) + 12.0;
    const size_t kept = keep_inside(drawing, width, height, spot, spots);
    (void)es_layout_place(drawing->sheet->layout, line, lines, PITCH, spot, kept);
}

/* Above or below its line, as far left as nothing is in the way. */
static void label_target(struct es_fan_drawing *drawing, size_t i)
{
    const struct es_fan_data *data = drawing->data;
    struct es_speech *speech = &drawing->sheet->speech;
    const bool outside = data->level[i] > data->y_to;
    const char *text = es_fan_target_label(speech, data, i);
    if (outside) {
        char *marked = es_arena_print(speech->arena, "%s ↑", text);
        speech->no_memory = speech->no_memory || marked == NULL;
        text = marked == NULL ? "" : marked;
    }
    const char *never = i == 0 && !data->flat && !isfinite(data->crossing)
                            ? es_fan_never(speech, data)
                            : "";
    const struct es_label line[] = {
        {.text = text, .look = ES_LOOK_STRONG, .colour = ES_VERMILION},
        {.text = never, .look = ES_LOOK_LABEL, .colour = ES_TEXT}};
    const size_t lines = never[0] != '\0' ? 2 : 1;
    const double y = es_fan_y(drawing, data->level[i]);
    const double width = drawing->frame.right - drawing->frame.left;
    struct es_spot spot[SPOTS];
    size_t n = 0;
    for (int step = 0; step < SPOTS / 2; step++) {
        const double x = drawing->frame.left + 98.0 + step * (width - 98.0) / (SPOTS / 2);
        spot[n++] = (struct es_spot){x, y - 15.0 - PITCH * (double)(lines - 1), ES_LEFT};
        spot[n++] = (struct es_spot){x, y + 17.0, ES_LEFT};
    }
    place_block(drawing, line, lines, spot, n);
}

static void label_crossing(struct es_fan_drawing *drawing)
{
    const struct es_fan_data *data = drawing->data;
    struct es_speech *speech = &drawing->sheet->speech;
    if (!isfinite(data->crossing)) {
        return;
    }
    const struct es_target_answer *answer = &data->series.answer[0];
    const char *span =
        ES_SAY(speech, CROSSING_SPAN,
               {"dates", es_phrase_dates(speech, answer->date.q10, answer->date.q90,
                                         answer->horizon_day)});
    const struct es_label line[] = {
        {.text =
             ES_SAY(speech, CROSSING, {"when", es_phrase_month(speech, data->crossing)}),
         .look = ES_LOOK_STRONG,
         .colour = ES_INK},
        {.text = span, .look = ES_LOOK_LABEL, .colour = ES_TEXT},
        {.text = es_fan_never(speech, data), .look = ES_LOOK_LABEL, .colour = ES_TEXT}};
    const size_t lines = line[2].text[0] != '\0' ? 3 : 2;
    const double x = es_fan_x(drawing, data->crossing);
    const double today = es_fan_x(drawing, data->as_of);
    const double high = es_fan_y(drawing, data->level[0]) + 20.0;
    const double low = drawing->frame.bottom - 22.0 - PITCH * (double)(lines - 1);
    const bool near = today > x && today - x < 30.0;
    const double right = near ? today + 12.0 : x + 12.0;
    const double above =
        es_fan_y(drawing, data->level[0]) - 20.0 - PITCH * (double)(lines - 1);
    struct es_spot spot[SPOTS];
    size_t n = 0;
    for (int step = 0; step < SPOTS / 5; step++) {
        const double y = low + (high - low) * step / (SPOTS / 5 - 1);
        spot[n++] = (struct es_spot){right, y, ES_LEFT};
        spot[n++] = (struct es_spot){x - 12.0, y, ES_RIGHT};
        if (!near && today > x &&
            today - x < 280.0) { /* or beyond the divider in the way */
            spot[n++] = (struct es_spot){today + 12.0, y, ES_LEFT};
        }
    }
    for (int step = 0; step < SPOTS / 5;
         step++) { /* or above the target, where it is low */
        spot[n++] = (struct es_spot){x + 4.0, above - 20.0 * step, ES_RIGHT};
        spot[n++] = (struct es_spot){x - 4.0, above - 20.0 * step, ES_LEFT};
    }
    place_block(drawing, line, lines, spot, n);
}

/* The newest figure, by the end of its window. */
static void label_last_figure(struct es_fan_drawing *drawing)
{
    const struct es_fan *fan = drawing->data->fan;
    const struct es_chart_point *last = NULL;
    for (size_t i = 0; i < fan->points; i++) {
        if (last == NULL || fan->point[i].to_day >= last->to_day) {
            last = &fan->point[i];
        }
    }
    if (last == NULL) {
        return;
    }
    const struct es_label line = {.text = es_fan_figure(&drawing->sheet->speech, last),
                                  .look = ES_LOOK_STRONG,
                                  .colour = ES_INK};
    const double y = es_fan_y(drawing, last->value);
    const double right = es_fan_is_point(last)
                             ? es_fan_x(drawing, es_fan_point_day(last)) + 14.0
                             : es_fan_x(drawing, last->to_day + 1) + 14.0;
    const double left =
        es_fan_is_point(last) ? right - 28.0 : es_fan_x(drawing, last->from_day);
    struct es_spot spot[SPOTS];
    size_t n = 0;
    spot[n++] = (struct es_spot){right, y, ES_LEFT};
    spot[n++] = (struct es_spot){left - 10.0, y, ES_RIGHT};
    for (int step = 0; step < 5; step++) { /* nearest first */
        const double off = 24.0 + 16.0 * step;
        spot[n++] = (struct es_spot){right, y + off, ES_LEFT};
        spot[n++] = (struct es_spot){left, y + off, ES_LEFT};
        spot[n++] = (struct es_spot){left - 10.0, y - off, ES_RIGHT};
        spot[n++] = (struct es_spot){left - 10.0, y + off, ES_RIGHT};
        spot[n++] = (struct es_spot){left, y - off, ES_LEFT};
        spot[n++] = (struct es_spot){right, y - off, ES_RIGHT};
    }
    place_block(drawing, &line, 1, spot, n);
}

/* Beside its line: near the axis, else as far up as nothing is in the way. */
static void label_event(struct es_fan_drawing *drawing,
                        const struct es_chart_event *event)
{
    const struct es_label line = {
        .text = event->label, .look = ES_LOOK_LABEL, .colour = ES_TEXT};
    const double x = es_fan_x(drawing, event->from_day);
    const double low = drawing->frame.bottom - 22.0, high = drawing->frame.top;
    struct es_spot spot[SPOTS];
    size_t n = 0;
    for (int step = 0; step < SPOTS / 4; step++) {
        const double y = low + (high - low) * step / (SPOTS / 4 - 1);
        spot[n++] = (struct es_spot){x + 8.0, y, ES_LEFT};
        spot[n++] = (struct es_spot){x - 8.0, y, ES_RIGHT};
    }
    place_block(drawing, &line, 1, spot, n);
}

/* Title and notes, which leave the frame what is between them. */
static enum es_status frame_it(struct es_fan_drawing *drawing, struct es_error *err)
{
    struct es_sheet *sheet = drawing->sheet;
    struct es_speech *speech = &sheet->speech;
    const struct es_fan_data *data = drawing->data;
    double top, bottom;
    const char *const notes[] = {
        es_fan_reading(speech, data),
        data->capped ? es_phrase_plain(speech, ES_TXT_BAND_GOES_ON) : "",
        es_fan_ceiling(speech, data), es_fan_influence(speech, data),
        es_fan_marks(speech, data)};
    ES_TRY(es_sheet_head(sheet, es_fan_title(speech, data),
                         es_fan_subtitle(speech, data, sheet->style->as_of_day), &top,
                         err));
    ES_TRY(es_sheet_foot(sheet, notes, sizeof notes / sizeof *notes, data->series.sources,
                         &bottom, err));
    drawing->frame.left = ES_MARGIN;
    drawing->frame.top = top + HEADING_ROOM;
    drawing->frame.bottom = bottom - AXIS_ROOM;
    if (drawing->frame.bottom - drawing->frame.top < 80.0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "a chart of %d x %d pixels has no room for a fan", sheet->width,
                       sheet->height);
    }
    return ES_OK;
}

enum es_status es_fan_lay_out(struct es_sheet *sheet, const struct es_fan_data *data,
                              struct es_error *err)
{
    struct es_fan_drawing drawing = {.sheet = sheet, .data = data};
    ES_TRY(frame_it(&drawing, err));
    make_edge_texts(&drawing);
    if (drawing.frame.right - drawing.frame.left < 200.0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "a chart of %d x %d pixels has no room for a fan", sheet->width,
                       sheet->height);
    }
    place_edge_texts(&drawing);
    label_divider(&drawing);
    const struct es_axis axis = {data->x_from, data->x_to, drawing.frame.left,
                                 drawing.frame.right, drawing.frame.bottom};
    es_axis_label(sheet, &axis, drawing.tick, &drawing.ticks);
    es_fan_mark(&drawing);
    label_grid(&drawing);
    label_crossing(&drawing);
    for (size_t i = 0; i < data->targets; i++) {
        label_target(&drawing, i);
    }
    label_last_figure(&drawing);
    for (size_t i = 0; i < data->events; i++) {
        label_event(&drawing, &data->event[i]);
    }
    return es_fan_write(&drawing, err);
}

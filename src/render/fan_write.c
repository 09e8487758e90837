#include "render/fan.h"

#include <math.h>
#include <string.h>

static enum es_status write_rows(struct es_fan_drawing *drawing, const char *name,
                                 const struct es_fan_row rows[], size_t n, bool all,
                                 struct es_error *err)
{
    const size_t columns = all ? 1 + ES_FAN_LEVELS : 2;
    double *numbers;
    ES_NEW(drawing->sheet->arena, numbers, n * columns, err);
    for (size_t i = 0; i < n; i++) {
        double *row = numbers + i * columns;
        row[0] = rows[i].day;
        if (all) {
            memcpy(row + 1, rows[i].q, sizeof rows[i].q);
        } else {
            row[1] = rows[i].q[ES_FAN_Q50];
        }
    }
    es_script_block(&drawing->sheet->script, name, numbers, n, columns);
    return ES_OK;
}

/* The fitted curves, over the observed part: later they are what the bands are made of.
 */
static enum es_status write_curves(struct es_fan_drawing *drawing, struct es_error *err)
{
    const struct es_fan_data *data = drawing->data;
    const size_t curves = es_fan_shows_curves(data) ? data->fan->families : 0;
    const size_t columns = 1 + curves;
    double *numbers;
    size_t n = 0;
    ES_NEW(drawing->sheet->arena, numbers, (data->months + 1) * columns, err);
    for (size_t i = 0; i < data->months && data->month[i].day <= data->as_of; i++) {
        if (data->month[i].day < data->x_from) {
            continue;
        }
        numbers[n * columns] = data->month[i].day;
        for (size_t k = 0; k < curves; k++) {
            numbers[n * columns + 1 + k] = data->fan->curve[k * data->months + i];
        }
        n++;
    }
    es_script_print(&drawing->sheet->script, "CURVES = %zu\n", curves);
    es_script_block(&drawing->sheet->script, "curves", numbers, n, columns);
    return ES_OK;
}

/* The end of the last figure. */
static double seen_until(const struct es_fan *fan)
{
    double end = -INFINITY;
    for (size_t i = 0; i < fan->points; i++) {
        end = fmax(end, es_fan_is_point(&fan->point[i]) ? es_fan_point_day(&fan->point[i])
                                                        : fan->point[i].to_day + 1);
    }
    return end;
}

/* The figures as they are, [day, value]. */
static enum es_status write_values(struct es_fan_drawing *drawing, const char *name,
                                   bool drawn, struct es_error *err)
{
    const struct es_fan *fan = drawing->data->fan;
    const size_t n = drawn ? fan->points : 0;
    double *numbers;
    ES_NEW(drawing->sheet->arena, numbers, 2 * n, err);
    for (size_t i = 0; i < n; i++) {
        numbers[2 * i] = es_fan_point_day(&fan->point[i]);
        numbers[2 * i + 1] = fan->point[i].value;
    }
    es_script_block(&drawing->sheet->script, name, numbers, n, 2);
    return ES_OK;
}

/*
 * A full series as a line: a stock through its figures, volumes as the pace over three
 * months that the forecast goes on with. What the path does from the last figure to today
 * is fitted, as all of the path of other series is.
 */
static enum es_status write_past(struct es_fan_drawing *drawing, struct es_error *err)
{
    const struct es_fan_data *data = drawing->data;
    const double end = data->fan->line ? seen_until(data->fan) : -INFINITY;
    const bool pace = es_fan_draws_pace(data);
    size_t seen = 0;
    while (seen < data->fits && data->fit[seen].day <= end) {
        seen++;
    }
    const size_t from = seen > 0 && pace ? seen - 1 : seen;
    ES_TRY(write_rows(drawing, "fit", data->fit + from, data->fits - from, false, err));
    if (pace) {
        ES_TRY(write_rows(drawing, "observed", data->fit, seen, false, err));
    } else {
        ES_TRY(write_values(drawing, "observed", data->fan->line, err));
    }
    return write_values(drawing, "dots", es_fan_draws_dots(data), err);
}

/* Whether a point is drawn by itself. */
static bool is_marked(const struct es_fan *fan, size_t i)
{
    return !fan->line || i + 1 == fan->points;
}

/* Figures by how they are drawn. */
static enum es_status write_figures(struct es_fan_drawing *drawing, struct es_error *err)
{
    static const char *const names[2][2] = {{"windows", "hollow_windows"},
                                            {"points", "hollow"}};
    const struct es_fan *fan = drawing->data->fan;
    double *numbers;
    ES_NEW(drawing->sheet->arena, numbers, fan->points * 3, err);
    for (int is_point = 0; is_point < 2; is_point++) {
        const size_t columns = is_point ? 2 : 3;
        for (int derived = 0; derived < 2; derived++) {
            size_t n = 0;
            for (size_t i = 0; i < fan->points; i++) {
                const struct es_chart_point *point = &fan->point[i];
                double *row = numbers + n * columns;
                if (es_fan_is_point(point) != is_point || point->derived != derived ||
                    !is_marked(fan, i)) {
                    continue;
                }
                row[0] = is_point ? es_fan_point_day(point) : point->from_day;
                row[1] = point->value;
                if (!is_point) {
                    row[2] = point->to_day + 1 - point->from_day;
                }
                n++;
            }
            es_script_block(&drawing->sheet->script, names[is_point][derived], numbers, n,
                            columns);
        }
    }
    return ES_OK;
}

static enum es_status write_errors(struct es_fan_drawing *drawing, struct es_error *err)
{
    const struct es_fan *fan = drawing->data->fan;
    const double arrow = drawing->data->y_to * 0.05;
    double *errors, *bounds;
    size_t e = 0, b = 0;
    ES_NEW(drawing->sheet->arena, errors, fan->points * 3, err);
    ES_NEW(drawing->sheet->arena, bounds, fan->points * 3, err);
    for (size_t i = 0; i < fan->points && !fan->line; i++) {
        const struct es_chart_point *point = &fan->point[i];
        const double day = es_fan_point_day(point);
        if (es_fan_bound(point) != 0) {
            const double way =
                es_fan_bound(point) > 0 ? arrow : -fmin(arrow, point->value);
            memcpy(bounds + 3 * b++, (double[]){day, point->value, way},
                   3 * sizeof(double));
        } else if (isfinite(point->low) && isfinite(point->high)) {
            memcpy(errors + 3 * e++, (double[]){day, point->low, point->high},
                   3 * sizeof(double));
        }
    }
    es_script_block(&drawing->sheet->script, "errors", errors, e, 3);
    es_script_block(&drawing->sheet->script, "bounds", bounds, b, 3);
    return ES_OK;
}

static void write_targets(struct es_fan_drawing *drawing)
{
    const struct es_fan_data *data = drawing->data;
    struct es_script *script = &drawing->sheet->script;
    double lines[ES_FAN_TARGETS][4], dates[ES_FAN_TARGETS][2];
    size_t n = 0, d = 0;
    for (size_t i = 0; i < data->targets; i++) {
        if (data->level[i] > data->y_to) {
            continue;
        }
        const double line[] = {data->x_from, data->level[i], data->x_to - data->x_from,
                               0.0};
        memcpy(lines[n++], line, sizeof line);
        const int deadline = data->series.target[i].deadline_day;
        if (deadline != ES_NO_DAY && deadline >= data->x_from && deadline <= data->x_to) {
            dates[d][0] = deadline;
            dates[d++][1] = data->level[i];
        }
    }
    es_script_block(script, "targets", lines[0], n, 4);
    es_script_block(script, "deadlines", dates[0], d, 2);
    const bool crossed = isfinite(data->crossing);
    const double drop[] = {data->crossing, data->targets > 0 ? data->level[0] : 0.0, 0.0,
                           data->targets > 0 ? -data->level[0] : 0.0};
    es_script_block(script, "drop", drop, crossed, 4);
    es_script_block(script, "crossing", drop, crossed, 2);
}

static void write_frame(struct es_fan_drawing *drawing)
{
    const struct es_fan_data *data = drawing->data;
    struct es_script *script = &drawing->sheet->script;
    double grid[ES_FAN_GRID_LINES][4];
    size_t n = 0;
    es_script_print(script, "\n# The frame in pixels, and its axes\n");
    es_script_print(script, "LEFT = %.1f; RIGHT = %.1f; TOP = %.1f; BOTTOM = %.1f\n",
                    drawing->frame.left, drawing->frame.right, drawing->frame.top,
                    drawing->frame.bottom);
    es_script_print(script,
                    "X_FROM = %.10g; X_TO = %.10g; Y_TO = %.10g; AS_OF = %.10g\n"
                    "CAPPED = %d\n",
                    data->x_from, data->x_to, data->y_to, data->as_of, data->capped);
    es_script_array(script, "TICKS", drawing->tick, drawing->ticks);
    es_script_array(script, "EDGE_FROM", drawing->edge_from, ES_FAN_EDGE_TEXTS);
    es_script_array(script, "EDGE_TO", drawing->edge_to, ES_FAN_EDGE_TEXTS);
    for (; n < ES_FAN_GRID_LINES &&
           (double)(n + 1) * data->step <= ES_FAN_GRID_TOP * data->y_to;
         n++) {
        const double line[] = {data->x_from, (double)(n + 1) * data->step,
                               data->x_to - data->x_from, 0.0};
        memcpy(grid[n], line, sizeof line);
    }
    es_script_print(script, "\n# What is drawn\n");
    es_script_block(script, "grid", grid[0], n, 4);
}

/* From the axis to the top of the frame. */
static enum es_status write_events(struct es_fan_drawing *drawing, struct es_error *err)
{
    const struct es_fan_data *data = drawing->data;
    double *lines;
    ES_NEW(drawing->sheet->arena, lines, 4 * data->events, err);
    for (size_t i = 0; i < data->events; i++) {
        lines[4 * i] = data->event[i].from_day;
        lines[4 * i + 3] = data->y_to;
    }
    es_script_block(&drawing->sheet->script, "events", lines, data->events, 4);
    return ES_OK;
}

enum es_status es_fan_write(struct es_fan_drawing *drawing, struct es_error *err)
{
    const struct es_fan_data *data = drawing->data;
    write_frame(drawing);
    ES_TRY(write_past(drawing, err));
    ES_TRY(write_rows(drawing, "forecast", data->drawn, data->forecasts, true, err));
    ES_TRY(write_curves(drawing, err));
    ES_TRY(write_figures(drawing, err));
    ES_TRY(write_errors(drawing, err));
    write_targets(drawing);
    return write_events(drawing, err);
}

/*
 * shapes.h: data of every shape for every kind of chart, for tests of what is laid out.
 *
 * Everything is made in `arena`, which the test opens and closes.
 */
#ifndef ESSOR_TEST_SHAPES_H
#define ESSOR_TEST_SHAPES_H

#include "synthetic.h"

#include "essor/file.h"
#include "render/kinds.h"

#include <check.h>

#include <stdio.h>
#include <string.h>

enum { SERIES = 40, POINTS = 24 };

static struct es_arena *arena;

static void open_arena(void)
{
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
}

static void close_arena(void)
{
    es_arena_close(arena);
}

static const char *const long_name =
    "Établissements d’hospitalisation à domicile, de soins de suite et de réadaptation, "
    "centres de lutte contre le cancer et établissements médico-sociaux conventionnés";

/* One shape of data. */
struct shape {
    double scale; /* 1e-6 to 1e12 */
    int past_days, ahead_days;
    enum { GROWING, ZERO, EQUAL, NEGATIVE } values;
    size_t series;
    bool long_names;
    const char *name; /* of everything; NULL: ordinary and odd ones by turns */
    enum es_language language;
    int width, height;
    double target; /* over the ceiling; 0: none */
    int deadline;  /* -1 past, 0 none, 1 ahead */
};

/* Everything that any kind may want of a shape. */
struct made {
    struct es_outlook outlook[SERIES], faster, slower;
    struct es_target target[SERIES];
    struct es_target_answer answer[SERIES], fast_answer, slow_answer;
    struct es_chart_series series[SERIES];
    struct es_chart_point point[POINTS], gain;
    struct es_influence influence[POINTS];
    struct es_verdict verdict;
    struct es_fan fan[SERIES];
    struct es_chart_residual residual[POINTS];
    struct es_chart_zone zone[101];
    struct es_chart_scenario scenario[3];
    struct es_chart_forecast forecast[2];
    double row[2][30][4];
};

static struct es_target_answer ask(const struct es_outlook *outlook,
                                   const struct es_target *target)
{
    struct es_target_answer answer;
    struct es_error err = {.message = ""};
    ck_assert_msg(es_target_ask(outlook, target, INFINITY, &answer, arena, &err) == ES_OK,
                  "%s", err.message);
    return answer;
}

/* Values on the scale of the chart, as the shape wants them. */
static double value_of(const struct shape *shape, double grown)
{
    return shape->values == ZERO       ? 0.0
           : shape->values == EQUAL    ? shape->scale
           : shape->values == NEGATIVE ? 0.5 * shape->scale - grown
                                       : grown;
}

static struct synthetic curve_of(const struct shape *shape, size_t i)
{
    const int as_of = es_day(2024, 9, 12);
    return (struct synthetic){.nature = i % 2 ? ES_STOCK_SERIES : ES_FLOW_SERIES,
                              .ceiling = shape->scale * (1.0 + (double)i),
                              .spread = 0.3 + 0.3 * (double)(i % 3),
                              .duration = 4.0,
                              .midpoint_day = as_of - 100,
                              .from_day = as_of - shape->past_days,
                              .as_of_day = as_of,
                              .horizon_day = as_of + shape->ahead_days,
                              .draws = 40};
}

static void make_series(struct made *made, const struct shape *shape, size_t i)
{
    const struct synthetic curve = curve_of(shape, i);
    const bool flow = curve.nature == ES_FLOW_SERIES;
    made->outlook[i] = synthetic_outlook(&curve, arena);
    if (shape->values != GROWING) { /* paths must not fall */
        const struct es_outlook *outlook = &made->outlook[i];
        const double level = shape->values == ZERO ? 0.0 : shape->scale / 12.0;
        for (size_t k = 0; k < outlook->draws * (outlook->months + 1); k++) {
            outlook->cumulated[k] =
                flow ? level * (double)(k % (outlook->months + 1)) : level;
        }
    }
    made->target[i] = (struct es_target){
        .id = "t",
        .series = "s",
        .level = shape->target * curve.ceiling,
        .per = flow ? ES_EACH_YEAR : ES_PER_NONE,
        .deadline_day =
            shape->deadline == 0 ? ES_NO_DAY : curve.as_of_day + 300 * shape->deadline};
    made->answer[i] = ask(&made->outlook[i], &made->target[i]);
    const char *name = shape->name != NULL ? shape->name
                       : shape->long_names ? long_name
                       : i % 3 == 0        ? "Médecine de ville"
                       : i % 3 == 1        ? "Les hôpitaux"
                                           : "x\ay <b> 中 \xff`$(id)`";
    made->series[i] = (struct es_chart_series){
        .id = "s",
        .label = name,
        .sublabel = shape->name != NULL ? shape->name
                    : i % 2             ? ""
                                        : "tous documents",
        .subject = name,
        .unit = shape->name != NULL ? shape->name : "documents",
        .sources = shape->name != NULL ? shape->name : "DNS, 2023 ; Klesia, 2024",
        .outlook = &made->outlook[i],
        .target = &made->target[i],
        .answer = &made->answer[i],
        .targets = 1,
        .verdict = &made->verdict,
        .first_day = curve.from_day};
    made->fan[i] = (struct es_fan){.series = made->series[i],
                                   .point = made->point,
                                   .points = POINTS,
                                   .other = &made->gain,
                                   .others = 1};
}

static void make_figures(struct made *made, const struct shape *shape)
{
    const struct synthetic curve = curve_of(shape, 0);
    for (int i = 0; i < POINTS; i++) {
        const int day = curve.as_of_day - shape->past_days * (POINTS - i) / POINTS;
        struct es_chart_point *point = &made->point[i];
        *point = synthetic_point(&curve, day, day, i % 2 ? 0.05 : -0.05);
        point->value = value_of(shape, point->value);
        point->observation = (size_t)i;
        point->qualifier = i % 4 == 0 ? ES_AT_LEAST : ES_ABOUT;
        made->residual[i] = (struct es_chart_residual){
            .day = day,
            .observed = point->value,
            .fitted = value_of(shape, synthetic_curve(&curve, day, curve.ceiling, 0.0))};
        made->influence[i] = (struct es_influence){
            .observation = (size_t)i,
            .date = {curve.as_of_day, curve.as_of_day + 40.0 * i - 300.0, INFINITY},
            .p_by_deadline = 0.5,
            .p_never = 0.02 * i};
        if (i == 7) {
            made->influence[i].date.q50 = INFINITY;
            made->influence[i].observation = 99;
        }
    }
    made->gain = (struct es_chart_point){.from_day = curve.as_of_day - 300,
                                         .to_day = curve.as_of_day - 200,
                                         .value = shape->scale / 20.0,
                                         .qualifier = ES_ABOUT,
                                         .observation = 99,
                                         .means = ES_CHART_GAIN};
    made->verdict = (struct es_verdict){.observations = POINTS,
                                        .ceiling_q10 = 0.7 * shape->scale,
                                        .ceiling_q50 = shape->scale,
                                        .ceiling_q90 = 1.6 * shape->scale,
                                        .influences = POINTS,
                                        .influence = made->influence};
}

static void make_futures(struct made *made, const struct shape *shape)
{
    struct synthetic curve = curve_of(shape, 0);
    curve.duration = 3.0;
    made->faster = synthetic_outlook(&curve, arena);
    curve.duration = 6.0;
    made->slower = synthetic_outlook(&curve, arena);
    made->fast_answer = ask(&made->faster, &made->target[0]);
    made->slow_answer = ask(&made->slower, &made->target[0]);
    const char *label = shape->long_names ? long_name : "Croissance +50 %";
    made->scenario[0] =
        (struct es_chart_scenario){"Base", &made->outlook[0], &made->answer[0]};
    made->scenario[1] =
        (struct es_chart_scenario){label, &made->faster, &made->fast_answer};
    made->scenario[2] =
        (struct es_chart_scenario){"Lente", &made->slower, &made->slow_answer};
    for (int f = 0; f < 2; f++) {
        for (int k = 0; k < 30; k++) {
            const double grown = shape->scale * (0.2 + 0.02 * k);
            const double row[] = {curve.as_of_day - 400.0 * (2 - f) + 10.0 * k,
                                  value_of(shape, 0.8 * grown), value_of(shape, grown),
                                  value_of(shape, 1.5 * grown)};
            memcpy(made->row[f][k], row, sizeof row);
        }
        made->forecast[f] = (struct es_chart_forecast){
            curve.as_of_day - 400 * (2 - f), (const double(*)[4])made->row[f], 30};
    }
}

static size_t make_zones(struct made *made, const struct shape *shape)
{
    static const char *const codes[] = {"75",  "2A", "971", "1",  "FR-69", "2b", "976",
                                        "974", "59", "62",  "13", "33",    "31", "44"};
    const size_t n = shape->series < 14 ? shape->series : 14;
    for (size_t i = 0; i < n; i++) {
        made->zone[i] = (struct es_chart_zone){
            codes[i], value_of(shape, shape->scale * (0.1 + 0.05 * (double)i)), 19000};
    }
    return n;
}

/* Every text within the canvas, clear of every other, and in glyphs that there are. */
static void check_layout(const struct es_sheet *sheet, const char *what)
{
    const struct es_layout *layout = sheet->layout;
    ck_assert_msg(layout->labels > 0 && layout->label[0].look == ES_LOOK_TITLE,
                  "%s: no title", what);
    for (size_t i = 0; i < layout->labels; i++) {
        const struct es_label *a = &layout->label[i];
        const char *clean;
        size_t replaced = 0;
        ck_assert_msg(a->box.left >= 0.0 && a->box.top >= 0.0 &&
                          a->box.right <= layout->width &&
                          a->box.bottom <= layout->height && a->box.right > a->box.left,
                      "%s: \"%s\" leaves the canvas", what, a->text);
        ck_assert_int_eq(
            es_measure_clean(sheet->ruler, a->text, &clean, &replaced, arena, NULL),
            ES_OK);
        ck_assert_msg(replaced == 0, "%s: \"%s\" lacks a glyph", what, a->text);
        for (const char *at = strchr(a->text, '{'); at != NULL;
             at = strchr(at + 1, '{')) {
            const size_t length = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
            ck_assert_msg(length == 0 || at[1 + length] != '}',
                          "%s: \"%s\" is not filled", what, a->text);
        }
        for (size_t k = i + 1; k < layout->labels; k++) {
            ck_assert_msg(!es_boxes_meet(&a->box, &layout->label[k].box),
                          "%s: \"%s\" meets \"%s\"", what, a->text,
                          layout->label[k].text);
        }
    }
}

static const struct es_sheet_kind *const kinds[] = {
    &es_kind_fan,   &es_kind_bulletin,  &es_kind_whatif,     &es_kind_pace,
    &es_kind_delay, &es_kind_small,     &es_kind_backtest,   &es_kind_residuals,
    &es_kind_map,   &es_kind_influence, &es_kind_fisher_pry,
};
static const char *const names[] = {"fan",   "bulletin",  "whatif",    "pace",
                                    "delay", "small",     "backtest",  "residuals",
                                    "map",   "influence", "fisher-pry"};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* The data of a kind, from what was made. */
static const void *data_of(struct made *made, const struct shape *shape, int kind)
{
    struct es_bulletin *rows = es_arena_array(arena, 1, sizeof *rows);
    struct es_small_chart *small = es_arena_array(arena, 1, sizeof *small);
    struct es_whatif_chart *whatif = es_arena_array(arena, 1, sizeof *whatif);
    struct es_backtest_chart *backtest = es_arena_array(arena, 1, sizeof *backtest);
    struct es_residuals_chart *left = es_arena_array(arena, 1, sizeof *left);
    struct es_map_chart *map = es_arena_array(arena, 1, sizeof *map);
    const size_t few = shape->series < 8 ? shape->series : 8;
    *rows = (struct es_bulletin){.subject = "secteurs",
                                 .series = made->series,
                                 .n = kind == 1 ? few : shape->series,
                                 .sources = made->series[0].sources};
    *small = (struct es_small_chart){.subject = "séries",
                                     .panel = made->fan,
                                     .n = shape->series,
                                     .sources = made->series[0].sources};
    *whatif =
        (struct es_whatif_chart){.fan = made->fan[0], .scenario = made->scenario, .n = 3};
    *backtest = (struct es_backtest_chart){.fan = made->fan[0],
                                           .forecast = made->forecast,
                                           .n = 1 + shape->series % 2,
                                           .tested = shape->series,
                                           .inside = shape->series / 2};
    *left = (struct es_residuals_chart){
        .series = made->series[0], .at = made->residual, .n = 4 + shape->series % 20};
    *map = (struct es_map_chart){.id = "m",
                                 .label = made->series[0].label,
                                 .sublabel = "",
                                 .unit = made->series[0].unit,
                                 .sources = made->series[0].sources,
                                 .zone = made->zone,
                                 .n = make_zones(made, shape),
                                 .percent = shape->series % 2};
    const void *const data[KINDS] = {
        &made->fan[0], rows, whatif, rows,          &made->series[0], small,
        backtest,      left, map,    &made->fan[0], &made->fan[0]};
    return data[kind];
}

static struct es_chart_style style_of(const struct shape *shape, const char *stem)
{
    return (struct es_chart_style){.language = shape->language,
                                   .as_of_day = es_day(2024, 9, 12),
                                   .fingerprint = "0123456789ab",
                                   .directory = "/nonexistent",
                                   .stem = stem,
                                   .width = shape->width,
                                   .height = shape->height};
}

static const void *make(const struct shape *shape, int kind)
{
    struct made *made = es_arena_array(arena, 1, sizeof *made);
    ck_assert_ptr_nonnull(made);
    for (size_t i = 0; i < shape->series; i++) {
        make_series(made, shape, i);
    }
    make_figures(made, shape);
    make_futures(made, shape);
    return data_of(made, shape, kind);
}

#endif

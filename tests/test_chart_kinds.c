/* All kinds of charts over data of every shape: what is laid out, without gnuplot. */
#include "synthetic.h"

#include "essor/file.h"
#include "render/kinds.h"

#include <check.h>

#include <stdio.h>
#include <string.h>

enum { SERIES = 40, POINTS = 24, RUNS = 396 };

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
    enum es_language language;
    int width, height;
    double target; /* over the ceiling; 0: none */
    int deadline;  /* -1 past, 0 none, 1 ahead */
};

/* The shape of a run: every property goes through its values at a pace of its own. */
static struct shape shape_of(int run)
{
    static const double scales[] = {1e-6, 1.0, 3.7e4, 2e7, 1e12};
    static const int spans[][2] = {{1, 1}, {40, 60}, {900, 1100}, {12000, 10000}};
    static const size_t counts[] = {1, 2, 5, 8, 17, 40};
    static const int sizes[][2] = {{0, 0}, {1200, 900}, {1080, 1080}, {1920, 1080}};
    static const double targets[] = {0.02, 0.6, 30.0, 0.9};
    const int step = run / 11; /* each kind has eleven... runs through all */
    return (struct shape){.scale = scales[step % 5],
                          .past_days = spans[step % 4][0],
                          .ahead_days = spans[step % 4][1],
                          .values = step % 7 == 3   ? ZERO
                                    : step % 7 == 5 ? EQUAL
                                    : step % 7 == 6 ? NEGATIVE
                                                    : GROWING,
                          .series = counts[step % 6],
                          .long_names = step % 3 == 1,
                          .language = step % 2 ? ES_EN : ES_FR,
                          .width = sizes[step / 2 % 4][0],
                          .height = sizes[step / 2 % 4][1],
                          .target = targets[step / 3 % 4],
                          .deadline = step / 5 % 3 - 1};
}

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
    const char *name = shape->long_names ? long_name
                       : i % 3 == 0      ? "Médecine de ville"
                       : i % 3 == 1      ? "Les hôpitaux"
                                         : "x\ay <b> 中 \xff`$(id)`";
    made->series[i] = (struct es_chart_series){.id = "s",
                                               .label = name,
                                               .sublabel = i % 2 ? "" : "tous documents",
                                               .subject = name,
                                               .unit = "documents",
                                               .sources = "DNS, 2023 ; Klesia, 2024",
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
        ck_assert_msg(strchr(a->text, '{') == NULL, "%s: \"%s\" is not filled", what,
                      a->text);
        for (size_t k = i + 1; k < layout->labels; k++) {
            ck_assert_msg(!es_boxes_meet(&a->box, &layout->label[k].box),
                          "%s: \"%s\" meets \"%s\"", what, a->text,
                          layout->label[k].text);
        }
    }
}

/* What is told must not hold a number that is none. */
static void check_texts(const struct es_sheet *sheet, const char *what)
{
    ck_assert_msg(sheet->table != NULL && strchr(sheet->table, '\n') != NULL,
                  "%s: no table", what);
    ck_assert_msg(strstr(sheet->table, "nan") == NULL &&
                      strstr(sheet->table, "inf") == NULL,
                  "%s: a number of the table is none:\n%s", what, sheet->table);
    ck_assert_msg(strstr(sheet->alternative, "nan") == NULL, "%s: %s", what,
                  sheet->alternative);
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
                                 .unit = "documents",
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

/* 11 kinds x 36 shapes. A fan takes only figures above 0, as its series are. */
START_TEST(texts_of_every_kind_never_meet_never_leave_and_have_their_glyphs)
{
    for (int run = _i; run < RUNS; run += KINDS) {
        struct es_arena *outer = arena;
        ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
        struct shape shape = shape_of(run);
        if (_i == 0 || _i == 1) {
            shape.values = GROWING;
        }
        const char *what =
            es_arena_print(arena, "%s, run %d (step %d)", names[_i], run, run / KINDS);
        const struct es_chart_style style = style_of(&shape, "x");
        struct es_error err = {.message = ""};
        struct es_sheet sheet;
        ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
        const enum es_status status = kinds[_i]->draw(&sheet, make(&shape, _i), &err);
        const bool asks_for_more_room =
            status == ES_ERR_ARGUMENT && strstr(err.message, "no room") != NULL;
        ck_assert_msg(status == ES_OK || (asks_for_more_room && shape.series > 8),
                      "%s: %s", what, err.message);
        if (status == ES_OK) {
            check_layout(&sheet, what);
            check_texts(&sheet, what);
        }
        es_sheet_close(&sheet);
        es_arena_close(arena);
        arena = outer;
    }
}
END_TEST

extern const char es_text_house[];

/* What a kind itself writes: the script after the house style, without the template, and
 * the alternative text. */
static const char *written(const struct shape *shape, int kind)
{
    const struct es_chart_style style = style_of(shape, names[kind]);
    struct es_error err = {.message = ""};
    struct es_sheet sheet;
    const char *script;
    ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
    ck_assert_msg(kinds[kind]->draw(&sheet, make(shape, kind), &err) == ES_OK, "%s: %s",
                  names[kind], err.message);
    es_script_labels(&sheet.script, sheet.layout);
    ck_assert_int_eq(es_script_end(&sheet.script, &script, NULL), ES_OK);
    script = strstr(script, es_text_house);
    ck_assert_ptr_nonnull(script);
    const char *text = es_arena_print(arena, "%s\n# %s", script + strlen(es_text_house),
                                      sheet.alternative);
    es_sheet_close(&sheet);
    return text;
}

/* One usual shape, as it was looked at; with ESSOR_GOLDEN=1 the files are written anew.
 */
START_TEST(the_script_of_every_kind_is_the_one_that_was_looked_at)
{
    for (int language = ES_FR; language <= ES_EN; language++) {
        const struct shape shape = {.scale = 2e7,
                                    .past_days = 400,
                                    .ahead_days = 400,
                                    .series = 3,
                                    .language = (enum es_language)language,
                                    .target = 0.9,
                                    .deadline = 1};
        const char *path =
            es_arena_print(arena, "%s/tests/data/charts/%s-%s.gp", ESSOR_SOURCE_DIR,
                           names[_i], es_language_code(shape.language));
        const char *text = written(&shape, _i);
        if (getenv("ESSOR_GOLDEN") != NULL) {
            ck_assert_int_eq(es_file_write(path, text, strlen(text), NULL), ES_OK);
        }
        char *golden;
        size_t size;
        ck_assert_int_eq(es_file_read(path, 10000000, &golden, &size, arena, NULL),
                         ES_OK);
        ck_assert_msg(strcmp(golden, text) == 0,
                      "%s has changed; look at it, then ESSOR_GOLDEN=1 keeps it", path);
    }
}
END_TEST

/* Contrasts as printed in the tables of colours, to half their last digit. */
static const struct {
    unsigned rgb;
    double contrast;
    bool dark;
} colours[] = {
#define ES_COLOUR(name, hex, contrast) {hex, contrast, false},
#include "render/palette.def"
#undef ES_COLOUR
#define ES_COLOUR(name, hex, contrast) {hex, contrast, true},
#include "render/palette_dark.def"
#undef ES_COLOUR
};

START_TEST(colours_have_the_contrast_that_their_table_says)
{
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        const unsigned paper = colours[i].dark ? 0x17181C : 0xFFFFFF;
        if (colours[i].contrast > 0.0) {
            ck_assert_double_eq_tol(es_contrast(colours[i].rgb, paper),
                                    colours[i].contrast, 0.051);
        }
    }
    ck_assert_double_eq_tol(es_contrast(0x000000, 0xFFFFFF), 21.0, 1e-9);
}
END_TEST

START_TEST(colours_that_cannot_be_read_are_refused)
{
    const struct es_theme_colour readable[] = {{"blue", 0x0B3C8C}, {"map1", 0xFFFFFE}};
    const struct es_theme_colour pale = {"text", 0x999999}, none = {"mauve", 0};
    struct es_error err = {.message = ""};
    ck_assert_int_eq(es_theme_check(readable, 2, NULL), ES_OK);
    ck_assert_int_eq(es_theme_check(&pale, 1, &err), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "text: #999999 on #FFFFFF"));
    ck_assert_ptr_nonnull(strstr(err.message, "2.8"));
    ck_assert_int_eq(es_theme_check(&none, 1, &err), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "mauve"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chart_kinds");
    TCase *cases = tcase_create("kinds");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_loop_test(cases,
                        texts_of_every_kind_never_meet_never_leave_and_have_their_glyphs,
                        0, KINDS);
    tcase_add_loop_test(cases, the_script_of_every_kind_is_the_one_that_was_looked_at, 0,
                        KINDS);
    tcase_add_test(cases, colours_have_the_contrast_that_their_table_says);
    tcase_add_test(cases, colours_that_cannot_be_read_are_refused);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

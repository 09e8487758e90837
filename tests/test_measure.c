#include "essor/chart.h"
#include "essor/file.h"
#include "render/layout.h"
#include "render/script.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct es_arena *arena;

static const struct es_palette *light(void)
{
    struct es_palette *palette = es_arena_array(arena, 1, sizeof *palette);
    ck_assert_int_eq(es_palette_make(&(struct es_chart_style){.width = 0}, palette, NULL),
                     ES_OK);
    return palette;
}
static struct es_ruler *ruler;
static char folder[64];

static void open_all(void)
{
    struct es_error err = {.message = ""};
    (void)snprintf(folder, sizeof folder, "/tmp/essor-measure-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
    ck_assert_msg(es_measure_open(&ruler, &err) == ES_OK, "%s", err.message);
}

static void close_all(void)
{
    es_measure_close(ruler);
    es_arena_close(arena);
}

enum { CANVAS_WIDTH = 1400, CANVAS_HEIGHT = 80, LEFT = 20 };

/* A picture with one label at its left, at scale 1. */
static void draw_label(const char *text, enum es_look look)
{
    struct es_error err = {.message = ""};
    struct es_layout *layout = es_arena_array(arena, 1, sizeof *layout);
    *layout = (struct es_layout){
        .ruler = ruler, .width = CANVAS_WIDTH, .height = CANVAS_HEIGHT};
    const struct es_label label = {.text = text,
                                   .x = LEFT,
                                   .y = CANVAS_HEIGHT / 2.0,
                                   .look = look,
                                   .colour = ES_INK};
    ck_assert(es_layout_add(layout, label));
    struct es_script script = {.arena = arena};
    const char *bytes, *path = es_arena_print(arena, "%s/label.gp", folder);
    es_script_begin(&script, "label", CANVAS_WIDTH, CANVAS_HEIGHT, 1.0, light());
    es_script_labels(&script, layout);
    es_script_print(&script, "set margins 0,0,0,0\nplot [0:1] [0:1] -1\n");
    ck_assert_int_eq(es_script_end(&script, &bytes, NULL), ES_OK);
    ck_assert_int_eq(es_file_write(path, bytes, strlen(bytes), NULL), ES_OK);
    ck_assert_msg(es_gnuplot_render(folder, "label", ES_PICTURE_PNG, &err) == ES_OK, "%s",
                  err.message);
}

/* The box of what is not white in the picture, read back by gnuplot itself. */
static struct es_box ink_box(void)
{
    struct es_box box = {CANVAS_WIDTH, CANVAS_HEIGHT, 0.0, 0.0};
    char *command =
        es_arena_print(arena,
                       "cd %s && gnuplot -d -e \"set table 'pixels.txt'; plot "
                       "'label.png' binary filetype=png with rgbimage\"",
                       folder);
    ck_assert_int_eq(system(command), 0);
    FILE *file = fopen(es_arena_print(arena, "%s/pixels.txt", folder), "r");
    ck_assert_ptr_nonnull(file);
    char line[200];
    while (fgets(line, sizeof line, file) != NULL) {
        double x, y, red;
        if (sscanf(line, "%lf %lf %lf", &x, &y, &red) == 3 && red < 128.0) {
            const double down = CANVAS_HEIGHT - 1 - y; /* gnuplot counts from below */
            box.left = x < box.left ? x : box.left;
            box.right = x + 1.0 > box.right ? x + 1.0 : box.right;
            box.top = down < box.top ? down : box.top;
            box.bottom = down + 1.0 > box.bottom ? down + 1.0 : box.bottom;
        }
    }
    (void)fclose(file);
    return box;
}

static const struct {
    const char *text;
    enum es_look look;
} samples[] = {
    {"La médecine de ville a une chance sur deux d’atteindre 120 M", ES_LOOK_TITLE},
    {"Rythme annuel, en documents. Moyenne de six courbes de croissance",
     ES_LOOK_SUBTITLE},
    {"Verdict\u00a0: 1\u202f234 AVATAR, Type, Water, 71 %, 2024–2034, × 4,8",
     ES_LOOK_LABEL},
    {"Hôpital, biologie médicale, radiologie, À L’ÉCHÉANCE ↑ fin 2023", ES_LOOK_NAME},
    {"How to read: in September 2027, an 80% chance of being between 12M and 310M",
     ES_LOOK_NOTE},
    {"Греческий, Ελληνικά, Türkçe, ½ ≤ ∞ → ▲", ES_LOOK_STRONG},
};

/* Kerning is not counted, so 2 % and the side bearings of two letters, 3 px. */
START_TEST(a_text_is_as_wide_as_it_is_drawn)
{
    const double measured = es_look_width(ruler, samples[_i].text, samples[_i].look);
    draw_label(samples[_i].text, samples[_i].look);
    const struct es_box ink = ink_box();
    ck_assert_msg(ink.right - ink.left <= measured * 1.02 + 3.0 &&
                      ink.right - ink.left >= measured * 0.98 - 3.0,
                  "%s: measured %.1f px, drawn %.1f px", samples[_i].text, measured,
                  ink.right - ink.left);
    ck_assert_double_eq_tol(ink.left, LEFT, 4.0);
}
END_TEST

/* Up to 1 px of blur around a letter. */
START_TEST(a_label_stays_inside_the_box_it_was_given)
{
    draw_label("ÀÉÇ: jgpqy|()", ES_LOOK_TITLE);
    const struct es_layout layout = {.ruler = ruler};
    const struct es_label label = {.text = "ÀÉÇ: jgpqy|()",
                                   .x = LEFT,
                                   .y = CANVAS_HEIGHT / 2.0,
                                   .look = ES_LOOK_TITLE};
    const struct es_box box = es_layout_box(&layout, &label), ink = ink_box();
    ck_assert_msg(ink.top >= box.top - 1.0 && ink.bottom <= box.bottom + 1.0 &&
                      ink.right <= box.right * 1.02 + 1.0,
                  "drawn from %.0f to %.0f, box %.1f to %.1f", ink.top, ink.bottom,
                  box.top, box.bottom);
}
END_TEST

START_TEST(width_grows_with_the_size_and_adds_up)
{
    const double one = es_measure_width(ruler, "essor", ES_REGULAR, 12.0);
    ck_assert_double_eq_tol(es_measure_width(ruler, "essor", ES_REGULAR, 24.0), 2.0 * one,
                            1e-9);
    ck_assert_double_eq_tol(es_measure_width(ruler, "essoressor", ES_REGULAR, 12.0),
                            2.0 * one, 1e-9);
    ck_assert_double_gt(es_measure_width(ruler, "essor", ES_SEMIBOLD, 12.0), one);
    ck_assert_double_eq_tol(es_measure_width(ruler, "", ES_REGULAR, 12.0), 0.0, 1e-12);
}
END_TEST

static const struct {
    const char *dirty, *clean;
    size_t replaced;
} cleanings[] = {
    {"Médecine de ville", "Médecine de ville", 0},
    {"bell\a and escape\033[31m", "bell and escape[31m", 2},
    {"two\nlines\tand a tab", "two lines and a tab", 0},
    {"cut \xC3", "cut ?", 1},
    {"overlong \xC0\xAF", "overlong ??", 2},
    {"surrogate \xED\xA0\x80", "surrogate ???", 3},
    {"turned \u202eback", "turned back", 1},
    {"hidden\u200b", "hidden", 1},
    {"\U0001F9EA test tube", "? test tube", 1},
    {"\u4E2D\u6587", "??", 2},
    {"120\u202f% \u2191", "120\u202f% \u2191", 0},
};

START_TEST(what_cannot_be_drawn_is_left_out_or_replaced_and_counted)
{
    const char *clean;
    size_t replaced = 0;
    ck_assert_int_eq(
        es_measure_clean(ruler, cleanings[_i].dirty, &clean, &replaced, arena, NULL),
        ES_OK);
    ck_assert_str_eq(clean, cleanings[_i].clean);
    ck_assert_uint_eq(replaced, cleanings[_i].replaced);
}
END_TEST

START_TEST(a_text_is_cut_at_a_word_with_an_ellipsis)
{
    const char *text = "Documents de sortie d’hospitalisation et comptes rendus";
    const double room = 300.0;
    ck_assert_int_eq(es_measure_cut(ruler, &text, ES_REGULAR, 15.0, room, arena, NULL),
                     ES_OK);
    ck_assert_str_eq(text, "Documents de sortie…");
    ck_assert_double_le(es_measure_width(ruler, text, ES_REGULAR, 15.0), room);
    const char *word = "Hypercholesterolemieprophylaxe";
    ck_assert_int_eq(es_measure_cut(ruler, &word, ES_REGULAR, 15.0, 150.0, arena, NULL),
                     ES_OK);
    ck_assert_double_le(es_measure_width(ruler, word, ES_REGULAR, 15.0), 150.0);
    ck_assert_ptr_nonnull(strstr(word, "…"));
}
END_TEST

START_TEST(a_line_does_not_end_at_a_no_break_space)
{
    const char text[] = "one 120\u00a0M";
    const double narrow = es_measure_width(ruler, "one 120\u00a0", ES_REGULAR, 15.0);
    ck_assert_uint_eq(es_measure_fit(ruler, text, ES_REGULAR, 15.0, narrow), 3);
    ck_assert_uint_eq(es_measure_fit(ruler, text, ES_REGULAR, 15.0, 1e3), strlen(text));
    ck_assert_uint_eq(es_measure_fit(ruler, text, ES_REGULAR, 15.0, 1.0), 0);
}
END_TEST

START_TEST(labels_that_are_too_close_are_spread_and_stay_between_the_ends)
{
    double near[] = {100.0, 101.0, 102.0, 300.0};
    es_layout_spread(near, 4, 20.0, 0.0, 500.0);
    for (int i = 0; i < 3; i++) {
        ck_assert_double_ge(near[i + 1] - near[i], 20.0 - 1e-3);
    }
    ck_assert_double_eq_tol(near[1], 101.0, 1e-3);
    ck_assert_double_eq_tol(near[3], 300.0, 1e-9);
    double edge[] = {-5.0, -4.0, 497.0, 499.0};
    es_layout_spread(edge, 4, 20.0, 0.0, 500.0);
    ck_assert_double_ge(edge[0], 0.0);
    ck_assert_double_ge(edge[1] - edge[0], 20.0 - 1e-3);
    ck_assert_double_ge(edge[3] - edge[2], 20.0 - 1e-3);
    ck_assert_double_le(edge[3], 500.0);
}
END_TEST

START_TEST(a_label_takes_the_free_spot_that_covers_the_fewest_marks)
{
    struct es_layout *layout = es_arena_array(arena, 1, sizeof *layout);
    *layout = (struct es_layout){.ruler = ruler, .width = 400.0, .height = 300.0};
    const struct es_label taken = {.text = "taken", .x = 20.0, .y = 50.0};
    ck_assert(es_layout_add(layout, taken));
    es_layout_mark(layout, (struct es_box){20.0, 90.0, 60.0, 110.0});
    const struct es_spot spots[] = {{25.0, 52.0, ES_LEFT},
                                    {20.0, 100.0, ES_LEFT},
                                    {20.0, 200.0, ES_LEFT},
                                    {390.0, 250.0, ES_LEFT}};
    const struct es_label line = {.text = "new"};
    ck_assert(es_layout_place(layout, &line, 1, 20.0, spots, 4));
    ck_assert_double_eq_tol(layout->label[1].y, 200.0, 1e-9);
    ck_assert(!es_layout_place(layout, &line, 1, 20.0, spots, 1));
    ck_assert(!es_layout_place(layout, &line, 1, 20.0, spots + 3, 1));
    ck_assert_uint_eq(layout->dropped, 2);
    ck_assert_uint_eq(layout->labels, 2);
}
END_TEST

/* Relative luminance and contrast of WCAG 2.1. */
static double luminance(unsigned rgb)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double sum = 0.0;
    for (int k = 0; k < 3; k++) {
        const double c = (double)(rgb >> (16 - 8 * k) & 0xFF) / 255.0;
        sum += weight[k] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

START_TEST(every_colour_for_text_has_the_contrast_it_claims)
{
    static const struct {
        const char *name;
        unsigned rgb;
        double contrast;
    } colours[] = {
#define ES_COLOUR(name, rgb, contrast) {#name, rgb, contrast},
#include "render/palette.def"
#undef ES_COLOUR
    };
    int checked = 0;
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        const double contrast = 1.05 / (luminance(colours[i].rgb) + 0.05);
        if (colours[i].contrast > 0.0) {
            ck_assert_msg(fabs(contrast - colours[i].contrast) < 0.06, "%s: %.2f",
                          colours[i].name, contrast);
            ck_assert_double_ge(contrast, 4.5);
            checked++;
        }
    }
    ck_assert_int_eq(checked, 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measure");
    TCase *cases = tcase_create("texts");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_add_loop_test(cases, a_text_is_as_wide_as_it_is_drawn, 0,
                        sizeof samples / sizeof *samples);
    tcase_add_test(cases, a_label_stays_inside_the_box_it_was_given);
    tcase_add_test(cases, width_grows_with_the_size_and_adds_up);
    tcase_add_loop_test(cases, what_cannot_be_drawn_is_left_out_or_replaced_and_counted,
                        0, sizeof cleanings / sizeof *cleanings);
    tcase_add_test(cases, a_text_is_cut_at_a_word_with_an_ellipsis);
    tcase_add_test(cases, a_line_does_not_end_at_a_no_break_space);
    tcase_add_test(cases, labels_that_are_too_close_are_spread_and_stay_between_the_ends);
    tcase_add_test(cases, a_label_takes_the_free_spot_that_covers_the_fewest_marks);
    tcase_add_test(cases, every_colour_for_text_has_the_contrast_it_claims);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

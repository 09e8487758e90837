/* All kinds of charts over data of every shape: what is laid out, without gnuplot. */
#include "shapes.h"

enum { RUNS = 396 };

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

/* Names made to break programs, through every kind of chart and every format. */
#include "shapes.h"

#include "render/gnuplot.h"
#include "render/html.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What some of them try to make. */
static const char *const canary[] = {"/tmp/blns.fail", "/tmp/blns.shellshock1.fail",
                                     "/tmp/blns.shellshock2.fail"};
enum { CANARIES = sizeof canary / sizeof *canary };
static json_t *list;
static char folder[64];

static void open_all(void)
{
    list = json_load_file(ESSOR_SOURCE_DIR "/tests/data/naughty/blns.json", 0, NULL);
    ck_assert_msg(json_array_size(list) > 400, "no list of strings");
    (void)snprintf(folder, sizeof folder, "/tmp/essor-naughty-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (int i = 0; i < CANARIES; i++) {
        (void)unlink(canary[i]);
    }
    open_arena();
}

static void close_all(void)
{
    for (int i = 0; i < CANARIES; i++) {
        ck_assert_msg(access(canary[i], F_OK) != 0, "a name was executed");
    }
    DIR *files = opendir(folder);
    for (struct dirent *file; files != NULL && (file = readdir(files)) != NULL;) {
        (void)unlink(es_arena_print(arena, "%s/%s", folder, file->d_name));
    }
    (void)closedir(files);
    (void)rmdir(folder);
    close_arena();
    json_decref(list);
}

static const char *naughty(size_t i)
{
    return json_string_value(json_array_get(list, i));
}

static struct shape shape_with(const char *name, int language)
{
    return (struct shape){.scale = 2e7,
                          .past_days = 400,
                          .ahead_days = 400,
                          .series = 2,
                          .name = name,
                          .language = (enum es_language)language,
                          .target = 0.9,
                          .deadline = 1};
}

/* Every line of a text: nothing but what gnuplot prints plainly, and every text quoted
 * and escaped. */
static void check_script(const char *script, const char *what)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        "0123456789 .,";
    for (const char *at = script; *at != '\0'; at++) {
        ck_assert_msg((*at >= ' ' && *at <= '~') || *at == '\n', "%s: a raw byte", what);
    }
    for (const char *line = strstr(script, "\nset label "); line != NULL;
         line = strstr(line + 1, "\nset label ")) {
        const char *at = strchr(line, '"');
        ck_assert_ptr_nonnull(at);
        for (at++; *at != '"';) {
            const bool escaped = strncmp(at, "\\0", 2) == 0;
            at += escaped ? 5 : (int)strspn(at, plain);
            ck_assert_msg(escaped || *at == '"' || *at == '\\', "%s: %.60s", what,
                          line + 1);
        }
        ck_assert_msg(strncmp(at, "\" at screen px(", 15) == 0, "%s: %.60s", what,
                      line + 1);
    }
}

/* No spreadsheet takes a name for a formula, and no terminal for a command. */
static void check_table_and_words(const struct es_sheet *sheet, const char *what)
{
    for (const char *line = strchr(sheet->table, '\n'); line != NULL && line[1] != '\0';
         line = strchr(line + 1, '\n')) {
        const char first = line[1] == '"' ? line[2] : line[1];
        ck_assert_msg(first == '\0' || strchr("=+-@\t\r", first) == NULL, "%s: %.40s",
                      what, line + 1);
    }
    for (const unsigned char *at = (const unsigned char *)sheet->alternative; *at != 0;
         at++) {
        ck_assert_msg((*at >= ' ' && *at != 0x7f) || *at == '\n', "%s: a control", what);
    }
}

static void check_html(const char *name)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    es_html_put(out, name);
    (void)fclose(out);
    ck_assert_msg(strpbrk(text, "<>\"'") == NULL, "%s", text);
    for (const char *at = strchr(text, '&'); at != NULL; at = strchr(at + 1, '&')) {
        ck_assert_msg(strspn(at + 1, "abcdefghijklmnopqrstuvwxyz#0123456789") ==
                          strcspn(at + 1, ";"),
                      "%s", text);
    }
    free(text);
}

/* One kind for each name, all of them with ESSOR_NAUGHTY=all. */
START_TEST(every_name_is_laid_out_in_its_glyphs_and_escaped_in_every_text)
{
    const char *all = getenv("ESSOR_NAUGHTY");
    const size_t step = all != NULL && strcmp(all, "all") == 0 ? 1 : KINDS;
    for (size_t i = step == 1 ? 0 : (size_t)_i; i < json_array_size(list); i += step) {
        struct es_arena *outer = arena;
        ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
        const struct shape shape = shape_with(naughty(i), (int)(i / KINDS % 2));
        const char *what = es_arena_print(arena, "%s, name %zu", names[_i], i);
        const struct es_chart_style style = style_of(&shape, names[_i]);
        const char *script;
        struct es_error err = {.message = ""};
        struct es_sheet sheet;
        ck_assert_int_eq(es_sheet_open(&sheet, &style, arena, NULL), ES_OK);
        ck_assert_msg(kinds[_i]->draw(&sheet, make(&shape, _i), &err) == ES_OK, "%s: %s",
                      what, err.message);
        check_layout(&sheet, what);
        check_table_and_words(&sheet, what);
        es_script_labels(&sheet.script, sheet.layout);
        ck_assert_int_eq(es_script_end(&sheet.script, &script, NULL), ES_OK);
        check_script(script, what);
        check_html(naughty(i));
        es_sheet_close(&sheet);
        es_arena_close(arena);
        arena = outer;
    }
}
END_TEST

static size_t bytes_of(const struct es_picture_order *order, char **bytes)
{
    size_t size;
    const char *path = es_arena_print(arena, "%s/%s.%s", folder, order->stem,
                                      es_picture_names[order->kind]);
    ck_assert_int_eq(es_file_read(path, 10000000, bytes, &size, arena, NULL), ES_OK);
    return size;
}

/* PNG and SVG of a few names, twice, as seen from elsewhere, and a PDF of the first. */
START_TEST(pictures_are_drawn_without_an_error_and_are_the_same_bytes_everywhere)
{
    enum { NAMES = 3, ORDERS = 2 * NAMES };
    struct es_picture_order order[ORDERS];
    size_t size[ORDERS];
    char *bytes[ORDERS], *again;
    for (size_t i = 0; i < NAMES; i++) {
        const char *stem = es_arena_print(arena, "chart-%zu", i);
        const size_t place = ((size_t)_i + KINDS * (3 + 13 * i)) % json_array_size(list);
        const struct shape shape = shape_with(naughty(place), (int)(i % 2));
        struct es_chart_style style = style_of(&shape, stem);
        struct es_error err = {.message = ""};
        style.directory = folder;
        style.scale = 1.0;
        ck_assert_msg(es_sheet_make(kinds[_i], make(&shape, _i), &style, NULL, arena,
                                    &err) == ES_OK,
                      "%s", err.message);
        for (size_t k = 0; k < 2; k++) {
            order[2 * i + k] =
                (struct es_picture_order){folder,
                                          stem,
                                          k ? ES_PICTURE_SVG : ES_PICTURE_PNG,
                                          ES_OK,
                                          {.status = ES_OK}};
        }
    }
    for (int turn = 0; turn < 2; turn++) {
        ck_assert_int_eq(setenv("TZ", turn ? "Asia/Kathmandu" : "UTC", 1), 0);
        ck_assert_int_eq(setenv("LC_ALL", turn ? "fr_FR.UTF-8" : "C", 1), 0);
        ck_assert_int_eq(es_gnuplot_render_all(order, ORDERS, 2, arena, NULL), ES_OK);
        for (size_t i = 0; i < ORDERS; i++) {
            ck_assert_msg(order[i].status == ES_OK, "%s", order[i].error.message);
            if (turn == 0) {
                size[i] = bytes_of(&order[i], &bytes[i]);
                continue;
            }
            ck_assert_uint_eq(bytes_of(&order[i], &again), size[i]);
            ck_assert_msg(memcmp(bytes[i], again, size[i]) == 0, "%s differs", names[_i]);
        }
    }
    ck_assert_int_eq(es_chart_svg_finish(folder, order[0].stem, arena, NULL), ES_OK);
    ck_assert_int_eq(es_gnuplot_render(folder, order[0].stem, ES_PICTURE_PDF, NULL),
                     ES_OK);
}
END_TEST

/* A bar of "never" where nothing is missed would stand over all the chart. */
START_TEST(what_is_not_there_leaves_no_mark)
{
    struct shape shape = shape_with("Les hôpitaux", ES_FR);
    struct es_chart_style style = style_of(&shape, "delay");
    char *svg;
    struct es_picture_order order = {
        folder, "delay", ES_PICTURE_SVG, ES_OK, {.status = ES_OK}};
    shape.target = 0.02;
    shape.deadline = 0;
    style.directory = folder;
    ck_assert_int_eq(
        es_sheet_make(&es_kind_delay, make(&shape, 4), &style, NULL, arena, NULL), ES_OK);
    ck_assert_int_eq(es_gnuplot_render_all(&order, 1, 1, arena, NULL), ES_OK);
    (void)bytes_of(&order, &svg);
    ck_assert_ptr_nonnull(strstr(svg, "<polygon fill = 'rgb( 29,  86, 176)'"));
    ck_assert_ptr_null(strstr(svg, "<polygon fill = 'rgb(196,  69,  10)'"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("naughty");
    TCase *cases = tcase_create("names");
    tcase_set_timeout(cases, 600);
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_add_loop_test(
        cases, every_name_is_laid_out_in_its_glyphs_and_escaped_in_every_text, 0, KINDS);
    tcase_add_loop_test(
        cases, pictures_are_drawn_without_an_error_and_are_the_same_bytes_everywhere, 0,
        KINDS);
    tcase_add_test(cases, what_is_not_there_leaves_no_mark);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

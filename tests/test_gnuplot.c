#include "essor/chart.h"
#include "essor/file.h"
#include "render/gnuplot.h"
#include "render/sandbox.h"
#include "render/script.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct es_arena *arena;

static const struct es_palette *light(void)
{
    struct es_palette *palette = es_arena_array(arena, 1, sizeof *palette);
    ck_assert_int_eq(es_palette_make(&(struct es_chart_style){.width = 0}, palette, NULL),
                     ES_OK);
    return palette;
}
static char folder[64];

static void open_all(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/essor-gnuplot-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
}

static void close_all(void)
{
    es_arena_close(arena);
}

static const char *path_of(const char *name)
{
    return es_arena_print(arena, "%s/%s", folder, name);
}

static bool exists(const char *name)
{
    struct stat info;
    return stat(path_of(name), &info) == 0;
}

/* A script of 200 x 100 pixels that runs `body` once its terminal is set. */
static void write_script(const char *stem, const char *body)
{
    struct es_script script = {.arena = arena};
    const char *text;
    es_script_begin(&script, stem, 200, 100, 1.0, light());
    es_script_print(&script, "%s\n", body);
    ck_assert_int_eq(es_script_end(&script, &text, NULL), ES_OK);
    ck_assert_int_eq(es_file_write(path_of(es_arena_print(arena, "%s.gp", stem)), text,
                                   strlen(text), NULL),
                     ES_OK);
}

static void write_text(const char *name, const char *text, size_t size)
{
    ck_assert_int_eq(es_file_write(path_of(name), text, size, NULL), ES_OK);
}

/* How many files the folder holds, hidden ones included. */
static int files(void)
{
    FILE *list = popen(es_arena_print(arena, "ls -A %s | wc -l", folder), "r");
    int n = -1;
    ck_assert_ptr_nonnull(list);
    ck_assert_int_eq(fscanf(list, "%d", &n), 1);
    (void)pclose(list);
    return n;
}

START_TEST(a_picture_appears_under_its_name_and_nothing_else_does)
{
    struct es_error err = {.message = ""};
    write_script("line", "plot [0:1] x");
    ck_assert_msg(es_gnuplot_render(folder, "line", ES_PICTURE_PNG, &err) == ES_OK, "%s",
                  err.message);
    ck_assert_int_eq(es_png_check(path_of("line.png"), "line", 200, 100, NULL), ES_OK);
    ck_assert_int_eq(files(), 2);
}
END_TEST

/* The texts of a vector picture are escaped, and cutting it short is noticed. */
START_TEST(the_same_script_makes_a_vector_picture)
{
    struct es_error err = {.message = ""};
    char *text;
    size_t size;
    write_script("line", "set label 1 '<b>&' at 0,0 noenhanced\nplot [0:1] x");
    ck_assert_msg(es_gnuplot_render(folder, "line", ES_PICTURE_SVG, &err) == ES_OK, "%s",
                  err.message);
    ck_assert_int_eq(files(), 2);
    ck_assert_int_eq(
        es_file_read(path_of("line.svg"), 1000000, &text, &size, arena, NULL), ES_OK);
    ck_assert_ptr_nonnull(strstr(text, "viewBox=\"0 0 200 100\""));
    ck_assert_ptr_nonnull(strstr(text, "&lt;b>&amp;"));
    struct es_gnuplot_limits limits = es_gnuplot_default_limits;
    limits.file_bytes = size - 20;
    ck_assert_int_eq(es_gnuplot_run(folder, "line", ES_PICTURE_SVG, &limits, &err),
                     ES_ERR_TOOL);
}
END_TEST

static size_t read_picture(const char *name, char **bytes)
{
    size_t size;
    ck_assert_msg(es_file_read(path_of(name), 1000000, bytes, &size, arena, NULL) ==
                      ES_OK,
                  "no %s", name);
    return size;
}

/* Settings, variables and blocks of one script do not reach the next. */
START_TEST(many_in_one_process_are_those_of_one_process_each_and_one_that_fails_is_alone)
{
    static const char *const body[] = {"set title 'A'; k = 3; plot [0:1] k*x",
                                       "plot no_such_function(x)",
                                       "plot [0:1] exists('k') ? NaN : sqrt(x)",
                                       "set logscale y; plot [1:2] x",
                                       "exit status 3",
                                       "plot [0:1] x**2"};
    enum { N = sizeof body / sizeof *body };
    struct es_picture_order order[2 * N];
    char *alone, *among;
    for (int i = 0; i < 2 * N; i++) {
        const char *stem = es_arena_print(arena, "chart%d", i / 2);
        order[i] = (struct es_picture_order){folder,
                                             stem,
                                             i % 2 ? ES_PICTURE_SVG : ES_PICTURE_PNG,
                                             ES_OK,
                                             {.status = ES_OK}};
        write_script(stem, body[i / 2]);
    }
    ck_assert_int_eq(es_gnuplot_render_all(order, (size_t)2 * N, 2, arena, NULL), ES_OK);
    ck_assert_int_eq(files(), N + 2 * (N - 2));
    for (int i = 0; i < 2 * N; i++) {
        if (i / 2 == 1 || i / 2 == 4) {
            ck_assert_int_eq(order[i].status, ES_ERR_TOOL);
            ck_assert_ptr_nonnull(strstr(order[i].error.message, order[i].stem));
            continue;
        }
        ck_assert_msg(order[i].status == ES_OK, "%s", order[i].error.message);
        const char *name = es_arena_print(arena, "%s.%s", order[i].stem,
                                          es_picture_names[order[i].kind]);
        const size_t size = read_picture(name, &among);
        ck_assert_int_eq(es_gnuplot_render(folder, order[i].stem, order[i].kind, NULL),
                         ES_OK);
        ck_assert_uint_eq(read_picture(name, &alone), size);
        ck_assert_msg(memcmp(alone, among, size) == 0, "%s differs", name);
    }
}
END_TEST

/* A folder may be called anything that a file system takes. */
START_TEST(a_folder_whose_name_is_a_command_is_only_a_folder)
{
    const char *hostile = path_of("a'`touch x`\"\\n$b\n");
    struct es_picture_order order = {
        hostile, "line", ES_PICTURE_PNG, ES_OK, {.status = ES_OK}};
    ck_assert_int_eq(mkdir(hostile, 0700), 0);
    write_script("line", "plot [0:1] x");
    ck_assert_int_eq(
        rename(path_of("line.gp"), es_arena_print(arena, "%s/line.gp", hostile)), 0);
    ck_assert_int_eq(es_gnuplot_render_all(&order, 1, 1, arena, NULL), ES_OK);
    ck_assert_msg(order.status == ES_OK, "%s", order.error.message);
    ck_assert(!exists("x"));
    ck_assert_int_eq(files(), 2); /* lines: the name has two */
}
END_TEST

START_TEST(gnuplots_own_words_come_back_and_the_old_picture_stays)
{
    struct es_error err = {.message = ""};
    write_text("bad.png", "old", 3);
    write_script("bad", "plot no_such_function(x)");
    ck_assert_int_eq(es_gnuplot_render(folder, "bad", ES_PICTURE_PNG, &err), ES_ERR_TOOL);
    ck_assert_ptr_nonnull(strstr(err.message, "undefined function"));
    ck_assert_ptr_nonnull(strstr(err.message, "bad.gp"));
    char *kept;
    size_t size;
    ck_assert_int_eq(es_file_read(path_of("bad.png"), 100, &kept, &size, arena, NULL),
                     ES_OK);
    ck_assert_str_eq(kept, "old");
    ck_assert_int_eq(files(), 2);
}
END_TEST

START_TEST(a_script_that_never_ends_is_killed)
{
    struct es_error err = {.message = ""};
    struct es_gnuplot_limits limits = es_gnuplot_default_limits;
    limits.wall_seconds = 1;
    write_script("sleep", "pause 1000");
    ck_assert_int_eq(es_gnuplot_run(folder, "sleep", ES_PICTURE_PNG, &limits, &err),
                     ES_ERR_TOOL);
    ck_assert_ptr_nonnull(strstr(err.message, "more than 1 s"));
    ck_assert(!exists("sleep.png"));
}
END_TEST

START_TEST(a_script_that_only_computes_runs_out_of_processor_time)
{
    struct es_error err = {.message = ""};
    struct es_gnuplot_limits limits = es_gnuplot_default_limits;
    limits.cpu_seconds = 1;
    write_script("loop", "do for [i=1:2000000000] { a = i }");
    ck_assert_int_eq(es_gnuplot_run(folder, "loop", ES_PICTURE_PNG, &limits, &err),
                     ES_ERR_TOOL);
    ck_assert_ptr_nonnull(strstr(err.message, "signal"));
}
END_TEST

START_TEST(a_picture_beyond_the_file_limit_is_refused)
{
    struct es_error err = {.message = ""};
    struct es_gnuplot_limits limits = es_gnuplot_default_limits;
    limits.file_bytes = 600;
    write_script("large", "plot [0:100] for [k=1:20] sin(k*x)");
    ck_assert_int_eq(es_gnuplot_run(folder, "large", ES_PICTURE_PNG, &limits, &err),
                     ES_ERR_TOOL);
    ck_assert(!exists("large.png"));
    ck_assert_int_eq(files(), 1);
}
END_TEST

/* The same command outside the sandbox shows that it would have worked. */
START_TEST(nothing_can_be_executed_from_a_script)
{
    const int ruleset = es_sandbox_open("/bin/sh");
    if (ruleset < 0) {
        return; /* a kernel without Landlock: the escape is all there is */
    }
    (void)close(ruleset);
    write_script("spawn", "a = system('touch pwned')\nplot x");
    (void)es_gnuplot_render(folder, "spawn", ES_PICTURE_PNG, NULL);
    ck_assert(!exists("pwned"));
    ck_assert_int_eq(system(es_arena_print(arena, "cd %s && gnuplot spawn.gp", folder)),
                     0);
    ck_assert(exists("pwned"));
}
END_TEST

/* A program of that name that tells what it was given, found first in PATH. */
START_TEST(the_child_sees_a_home_of_its_own_and_nothing_of_ours)
{
    static const char teller[] =
        "#!/bin/sh\nenv > env.txt\npwd >> env.txt\n"
        "cat $FONTCONFIG_FILE >> env.txt\necho \"$@\" >> env.txt\n";
    write_text("gnuplot", teller, sizeof teller - 1);
    ck_assert_int_eq(chmod(path_of("gnuplot"), 0755), 0);
    write_script("line", "plot x");
    ck_assert_int_eq(setenv("ESSOR_SECRET", "x", 1), 0);
    ck_assert_int_eq(setenv("LC_ALL", "fr_FR.UTF-8", 1), 0);
    ck_assert_int_eq(setenv("PATH", folder, 1), 0);
    ck_assert_int_eq(es_gnuplot_render(folder, "line", ES_PICTURE_PNG, NULL),
                     ES_ERR_TOOL); /* no picture */
    char *told;
    size_t size;
    ck_assert_int_eq(es_file_read(path_of("env.txt"), 10000, &told, &size, arena, NULL),
                     ES_OK);
    ck_assert_ptr_null(strstr(told, "SECRET"));
    ck_assert_ptr_nonnull(strstr(told, "LC_ALL=C.UTF-8\n"));
    ck_assert_ptr_nonnull(strstr(told, "HOME=/tmp/essor-"));
    ck_assert_ptr_nonnull(strstr(told, "<dir>/usr/share/fonts/opentype/inter</dir>"));
    ck_assert_ptr_nonnull(strstr(told, "-d -e OUT='.line."));
    ck_assert_ptr_nonnull(strstr(told, es_arena_print(arena, "%s\n", folder)));
}
END_TEST

/* Everything a byte can be, as a title: it must come out as text. */
START_TEST(every_byte_survives_the_escape)
{
    struct es_error err = {.message = ""};
    struct es_script script = {.arena = arena};
    char all[256];
    for (int i = 1; i < 256; i++) {
        all[i - 1] = (char)i;
    }
    all[255] = '\0';
    const char *text;
    es_script_begin(&script, "bytes", 200, 100, 1.0, light());
    es_script_print(&script, "set encoding default\na = ");
    es_script_quote(&script, all);
    es_script_print(&script, "\nset print 'bytes.txt'\nprint a\nunset print\nplot x\n");
    ck_assert_int_eq(es_script_end(&script, &text, NULL), ES_OK);
    write_text("bytes.gp", text, strlen(text));
    ck_assert_msg(es_gnuplot_render(folder, "bytes", ES_PICTURE_PNG, &err) == ES_OK, "%s",
                  err.message);
    char *back;
    size_t size;
    ck_assert_int_eq(es_file_read(path_of("bytes.txt"), 1000, &back, &size, arena, NULL),
                     ES_OK);
    ck_assert_uint_eq(size, 256);
    ck_assert_int_eq(memcmp(back, all, 255), 0);
}
END_TEST

START_TEST(the_escape_leaves_letters_digits_and_marks_alone)
{
    struct es_script script = {.arena = arena};
    const char *text;
    es_script_quote(&script, "Ab 1.5, `x`\"\\$é\n");
    ck_assert_int_eq(es_script_end(&script, &text, NULL), ES_OK);
    ck_assert_str_eq(text,
                     "\"Ab 1.5, \\0140x\\0140\\0042\\0134\\0044\\0303\\0251\\0012\"");
}
END_TEST

/* Each prefix of a good picture is refused, and so is a picture of another size. */
START_TEST(a_picture_that_is_not_whole_is_refused)
{
    struct es_error err = {.message = ""};
    write_script("whole", "plot x");
    ck_assert_int_eq(es_gnuplot_render(folder, "whole", ES_PICTURE_PNG, NULL), ES_OK);
    char *bytes;
    size_t size;
    ck_assert_int_eq(
        es_file_read(path_of("whole.png"), 1000000, &bytes, &size, arena, NULL), ES_OK);
    for (size_t cut = 0; cut < size; cut += size / 50 + 1) {
        write_text("cut.png", bytes, cut);
        ck_assert_int_eq(es_png_check(path_of("cut.png"), "cut", 200, 100, NULL),
                         ES_ERR_TOOL);
    }
    write_text("cut.png", bytes, size - 1);
    ck_assert_int_eq(es_png_check(path_of("cut.png"), "cut", 200, 100, &err),
                     ES_ERR_TOOL);
    ck_assert_ptr_nonnull(strstr(err.message, "cut short"));
    char *longer = es_arena_array(arena, size + 1, 1);
    memcpy(longer, bytes, size);
    write_text("cut.png", longer, size + 1);
    ck_assert_int_eq(es_png_check(path_of("cut.png"), "cut", 200, 100, NULL),
                     ES_ERR_TOOL);
    ck_assert_int_eq(es_png_check(path_of("whole.png"), "whole", 201, 100, &err),
                     ES_ERR_TOOL);
    ck_assert_ptr_nonnull(strstr(err.message, "another size"));
    ck_assert_int_eq(es_png_check(path_of("none.png"), "none", 200, 100, NULL),
                     ES_ERR_TOOL);
}
END_TEST

START_TEST(a_missing_gnuplot_is_said_with_its_package)
{
    struct es_error err = {.message = ""};
    ck_assert_int_eq(setenv("PATH", "/nonexistent", 1), 0);
    write_script("line", "plot x");
    ck_assert_int_eq(es_gnuplot_render(folder, "line", ES_PICTURE_PNG, &err),
                     ES_ERR_TOOL);
    ck_assert_ptr_nonnull(strstr(err.message, "gnuplot-nox"));
}
END_TEST

START_TEST(a_name_with_other_characters_is_refused)
{
    ck_assert_int_eq(es_gnuplot_render(folder, "../up", ES_PICTURE_PNG, NULL),
                     ES_ERR_ARGUMENT);
    ck_assert_int_eq(es_gnuplot_render(folder, "a'b", ES_PICTURE_PNG, NULL),
                     ES_ERR_ARGUMENT);
    ck_assert_int_eq(es_gnuplot_render(folder, "absent", ES_PICTURE_PNG, NULL),
                     ES_ERR_IO);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("gnuplot");
    TCase *cases = tcase_create("child");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_add_test(cases, a_picture_appears_under_its_name_and_nothing_else_does);
    tcase_add_test(cases, the_same_script_makes_a_vector_picture);
    tcase_add_test(
        cases,
        many_in_one_process_are_those_of_one_process_each_and_one_that_fails_is_alone);
    tcase_add_test(cases, a_folder_whose_name_is_a_command_is_only_a_folder);
    tcase_add_test(cases, gnuplots_own_words_come_back_and_the_old_picture_stays);
    tcase_add_test(cases, a_script_that_never_ends_is_killed);
    tcase_add_test(cases, a_script_that_only_computes_runs_out_of_processor_time);
    tcase_add_test(cases, a_picture_beyond_the_file_limit_is_refused);
    tcase_add_test(cases, nothing_can_be_executed_from_a_script);
    tcase_add_test(cases, the_child_sees_a_home_of_its_own_and_nothing_of_ours);
    tcase_add_test(cases, every_byte_survives_the_escape);
    tcase_add_test(cases, the_escape_leaves_letters_digits_and_marks_alone);
    tcase_add_test(cases, a_picture_that_is_not_whole_is_refused);
    tcase_add_test(cases, a_missing_gnuplot_is_said_with_its_package);
    tcase_add_test(cases, a_name_with_other_characters_is_refused);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

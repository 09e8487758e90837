#include "essor/arena.h"
#include "essor/base64.h"
#include "render/html.h"
#include "render/report_svg.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct es_arena *arena;

static void open_all(void)
{
    ck_assert_int_eq(es_arena_open(&arena, NULL), ES_OK);
}

static void close_all(void)
{
    es_arena_close(arena);
}

/* What `put` writes of a text. */
static const char *written(void (*put)(FILE *out, const char *text), const char *text)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    ck_assert_ptr_nonnull(out);
    put(out, text);
    ck_assert_int_eq(fclose(out), 0);
    const char *kept = es_arena_copy_n(arena, bytes, size);
    free(bytes);
    return kept;
}

START_TEST(marks_of_html_become_names)
{
    ck_assert_str_eq(written(es_html_put, "a & b < c > d \" e ' f"),
                     "a &amp; b &lt; c &gt; d &quot; e &#39; f");
    ck_assert_str_eq(written(es_html_put, "</script><script>alert(1)</script>"),
                     "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
}
END_TEST

START_TEST(letters_of_all_languages_stay)
{
    ck_assert_str_eq(written(es_html_put, "Ségur 120\u202fM, 健康, 🏥"),
                     "Ségur 120\u202fM, 健康, 🏥");
    ck_assert_str_eq(written(es_html_put, ""), "");
}
END_TEST

/* Bytes that are no UTF-8, a cut character, an escape, and what turns writing around. */
START_TEST(what_no_page_may_hold_becomes_a_replacement)
{
    ck_assert_str_eq(written(es_html_put,
                             "a\xFF"
                             "b"),
                     "a\uFFFD"
                     "b");
    ck_assert_str_eq(written(es_html_put, "a\xC3"), "a\uFFFD");
    ck_assert_str_eq(written(es_html_put, "\x1b[31mred"), "\uFFFD[31mred");
    ck_assert_str_eq(written(es_html_put,
                             "a\u202e"
                             "b"),
                     "a\uFFFD"
                     "b");
    ck_assert_str_eq(written(es_html_put, "a\tb\nc"), "a b c");
}
END_TEST

START_TEST(only_addresses_of_the_web_become_links)
{
    ck_assert(es_html_is_address("https://example.org/a?b=c&d"));
    ck_assert(es_html_is_address("http://example.org"));
    ck_assert(!es_html_is_address("javascript:alert(1)"));
    ck_assert(!es_html_is_address(" https://example.org"));
    ck_assert(!es_html_is_address("https://example.org/a b"));
    ck_assert(!es_html_is_address("data:text/html,x"));
    ck_assert(!es_html_is_address(""));
}
END_TEST

START_TEST(marks_of_markdown_have_no_meaning)
{
    ck_assert_str_eq(written(es_markdown_put, "a|b *c* [d](e) <f>"),
                     "a\\|b \\*c\\* \\[d\\]\\(e\\) \\<f\\>");
    ck_assert_str_eq(written(es_markdown_put, "x\n# y"), "x \\# y");
}
END_TEST

static void put_letters(FILE *out, const char *text)
{
    es_base64_put(out, (const unsigned char *)text, strlen(text));
}

/* The vectors of RFC 4648, section 10. */
START_TEST(bytes_become_the_letters_of_the_standard)
{
    ck_assert_str_eq(written(put_letters, ""), "");
    ck_assert_str_eq(written(put_letters, "f"), "Zg==");
    ck_assert_str_eq(written(put_letters, "fo"), "Zm8=");
    ck_assert_str_eq(written(put_letters, "foo"), "Zm9v");
    ck_assert_str_eq(written(put_letters, "foob"), "Zm9vYg==");
    ck_assert_str_eq(written(put_letters, "foobar"), "Zm9vYmFy");
}
END_TEST

#define SVG(body)                                                                        \
    "<?xml version=\"1.0\"?>\n<svg \n viewBox=\"0 0 400 200\"\n xmlns=\"x\">\n" body     \
    "</svg>\n\n"

static enum es_status inlined(const char *svg, const char **element)
{
    return es_svg_inline(svg, " class=\"a\"", 10, element, arena, NULL);
}

START_TEST(a_drawing_keeps_its_shapes_and_takes_the_colours_of_the_page)
{
    const char *element;
    ck_assert_int_eq(inlined(SVG("<title>Gnuplot</title><g id=\"p\" fill='none'>\n<path "
                                 "stroke='rgb( 29,  86, 176)' d='M1,2 L3,4'/></g>\n"
                                 "<g fill=\"rgb(1,2,3)\"><text>a &lt;b></text></g>"),
                             &element),
                     ES_OK);
    ck_assert_str_eq(element,
                     "<svg class=\"a\" viewBox=\"10 0 380 200\">"
                     "<g fill=\"none\"><path stroke=\"var(--blue)\" d=\"M1,2 "
                     "L3,4\"/></g><g fill=\"rgb(1,2,3)\"><text>a "
                     "&lt;b></text></g></svg>");
}
END_TEST

START_TEST(groups_that_hold_nothing_are_left_out)
{
    const char *element;
    ck_assert_int_eq(
        inlined(SVG("<g fill='none'>\n<g color='red'>\n</g>\n</g>"), &element), ES_OK);
    ck_assert_str_eq(element, "<svg class=\"a\" viewBox=\"10 0 380 200\"></svg>");
}
END_TEST

START_TEST(what_no_chart_needs_is_refused_or_dropped)
{
    static const char *const refused[] = {
        SVG("<script>alert(1)</script>"),
        SVG("<foreignObject></foreignObject>"),
        SVG("<g fill='url(javascript:x)'><path d='M0,0'/></g>"),
        SVG("<use xlink:href='https://example.org/x.svg'/>"),
        SVG("<g>loose text</g>"),
        SVG("<g>"),
        "",
    };
    const char *element = "untouched";
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ck_assert_msg(inlined(refused[i], &element) != ES_OK, "%s", refused[i]);
        ck_assert_str_eq(element, "untouched");
    }
    ck_assert_int_eq(
        inlined(SVG("<path onclick='x' style=\"fill:red\" d='M0,0'/>"), &element), ES_OK);
    ck_assert_ptr_null(strstr(element, "onclick"));
    ck_assert_ptr_null(strstr(element, "style"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("html");
    TCase *cases = tcase_create("texts");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_add_test(cases, marks_of_html_become_names);
    tcase_add_test(cases, letters_of_all_languages_stay);
    tcase_add_test(cases, what_no_page_may_hold_becomes_a_replacement);
    tcase_add_test(cases, only_addresses_of_the_web_become_links);
    tcase_add_test(cases, marks_of_markdown_have_no_meaning);
    tcase_add_test(cases, bytes_become_the_letters_of_the_standard);
    tcase_add_test(cases, a_drawing_keeps_its_shapes_and_takes_the_colours_of_the_page);
    tcase_add_test(cases, groups_that_hold_nothing_are_left_out);
    tcase_add_test(cases, what_no_chart_needs_is_refused_or_dropped);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

#include "folder.h"

#include "essor/csvout.h"
#include "essor/number.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

START_TEST(plain_numbers_are_read_exactly)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"0", 0.0},       {"-0.0", -0.0},      {"9200000", 9200000.0},
        {"33.3", 33.3},   {"+1.5", 1.5},       {"-12e-1", -1.2},
        {"1E6", 1e6},     {"007", 7.0},        {"1.7976931348623157e308", DBL_MAX},
        {"0e99999", 0.0}, {"0.000e-999", 0.0}, {"2.2250738585072014e-308", DBL_MIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = 7.0;
        ck_assert_int_eq(es_number_parse(cases[i].text, &value), ES_NUMBER_GOOD);
        ck_assert_mem_eq(&value, &cases[i].value, sizeof value);
    }
}
END_TEST

START_TEST(bare_points_are_read_where_they_are_allowed)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {{".5", 0.5},    {"5.", 5.0},  {"-.25E1", -2.5}, {"+7.e-1", 0.7},
                {"33.3", 33.3}, {"1e6", 1e6}, {".367E0", 0.367}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        double value = 7.0;
        ck_assert_int_eq(es_number_parse_bare(good[i].text, &value), ES_NUMBER_GOOD);
        ck_assert_double_eq(value, good[i].value);
    }
    static const char *const bad[] = {".", "-.", ".e5", "1.2.3", "..5", "5..", "", "x.5"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value = 7.0;
        ck_assert_int_eq(es_number_parse_bare(bad[i], &value), ES_NUMBER_BAD);
        ck_assert_double_eq(value, 7.0);
    }
}
END_TEST

START_TEST(anything_else_is_no_number)
{
    static const char *const texts[] = {
        "",
        " 1",
        "1 ",
        "12,5",
        "1.",
        ".5",
        "1e",
        "1e+",
        "inf",
        "nan",
        "-nan",
        "0x10",
        "12O",
        "1 000",
        "--1",
        "+",
        ".",
        "1.2.3",
        "1_0",
        "1e5.0",
        "1\xc2\xa0"
        "000",
        "١٢",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 7.0;
        ck_assert_msg(es_number_parse(texts[i], &value) == ES_NUMBER_BAD, "%s", texts[i]);
        ck_assert(value == 7.0);
    }
}
END_TEST

START_TEST(numbers_beyond_a_double_are_out_of_range)
{
    static const char *const texts[] = {"1e309", "-1.8e308", "1e-309", "4.9e-324",
                                        "1e-99999"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 7.0;
        ck_assert_int_eq(es_number_parse(texts[i], &value), ES_NUMBER_OUT_OF_RANGE);
        ck_assert(value == 7.0);
    }
}
END_TEST

START_TEST(numbers_are_written_short)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{9200000.0, "9200000"},
                 {0.1, "0.1"},
                 {33.3, "33.3"},
                 {-1.5, "-1.5"},
                 {0.0, "0"},
                 {NAN, ""},
                 {1e21, "1e+21"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1e9, "1000000000"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ES_NUMBER_TEXT];
        es_number_format(text, cases[i].value);
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

START_TEST(what_is_written_reads_back_to_the_last_bit)
{
    uint64_t state = 1;
    for (int i = 0; i < 20000; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        double value, back = 0.0;
        memcpy(&value, &state, sizeof value);
        if (!isnormal(value)) {
            continue;
        }
        char text[ES_NUMBER_TEXT];
        es_number_format(text, value);
        ck_assert_int_eq(es_number_parse(text, &back), ES_NUMBER_GOOD);
        ck_assert_mem_eq(&back, &value, sizeof back);
    }
}
END_TEST

static void field_is(const char *text, bool neutralise, const char *expected)
{
    char *written = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&written, &size);
    es_csv_put(out, text, neutralise);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(written, expected);
    free(written);
}

START_TEST(fields_are_quoted_only_where_they_must)
{
    field_is("", false, "");
    field_is("plain text", false, "plain text");
    field_is("a,b", false, "\"a,b\"");
    field_is("say \"no\"", false, "\"say \"\"no\"\"\"");
    field_is("two\nlines", false, "\"two\nlines\"");
    field_is(" blank", false, "\" blank\"");
    field_is("blank\t", false, "\"blank\t\"");
}
END_TEST

START_TEST(formulas_are_neutralised_only_in_exports)
{
    field_is("=1+1", false, "=1+1");
    field_is("=1+1", true, "'=1+1");
    field_is("@cmd", true, "'@cmd");
    field_is("-2", true, "'-2");
    field_is("\t=1", true, "\"'\t=1\"");
    field_is("=a,b", true, "\"'=a,b\"");
    field_is("", true, "");
    field_is("a=1", true, "a=1");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number");
    TCase *tests = tcase_create("number");
    tcase_add_test(tests, plain_numbers_are_read_exactly);
    tcase_add_test(tests, bare_points_are_read_where_they_are_allowed);
    tcase_add_test(tests, anything_else_is_no_number);
    tcase_add_test(tests, numbers_beyond_a_double_are_out_of_range);
    tcase_add_test(tests, numbers_are_written_short);
    tcase_add_test(tests, what_is_written_reads_back_to_the_last_bit);
    tcase_add_test(tests, fields_are_quoted_only_where_they_must);
    tcase_add_test(tests, formulas_are_neutralised_only_in_exports);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

/* Numbers as people write them. Values of decimal texts are the nearest doubles, so they
 * are compared for equality. */
#include "essor/amount.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HARD "\xc2\xa0"       /* U+00A0 */
#define NARROW "\xe2\x80\xaf" /* U+202F */
#define THIN "\xe2\x80\x89"   /* U+2009 */

static enum es_amount_status read_unknown(const char *text, struct es_amount reading[2])
{
    return es_amount_parse(text, ES_DECIMAL_UNKNOWN, reading);
}

START_TEST(values_and_steps_follow_from_the_digits_given)
{
    static const struct {
        const char *text;
        double value, step;
    } cases[] = {
        {"0", 0, 1},
        {"7", 7, 1},
        {"31 783", 31783, 1},
        {"1" HARD "234" HARD "567", 1234567, 1},
        {"1" NARROW "234,5", 1234.5, 0.1},
        {"1" THIN "234", 1234, 1},
        {"1'234'567", 1234567, 1},
        {"1.234,5", 1234.5, 0.1},
        {"1,234.5", 1234.5, 0.1},
        {"1,234,567", 1234567, 1},
        {"1.234.567,89", 1234567.89, 0.01},
        {"12,5", 12.5, 0.1},
        {"0,125", 0.125, 0.001},
        {"1234,567", 1234.567, 0.001},
        {"51 000", 51000, 1000},
        {"200000", 200000, 100000},
        {"550 000", 550000, 10000},
        {"100", 100, 100},
        {"90", 90, 1},
        {"12,5 M", 12.5e6, 1e5},
        {"12,5M", 12.5e6, 1e5},
        {"250 M", 250e6, 1e6},
        {"1,2 Md", 1.2e9, 1e8},
        {"1.2bn", 1.2e9, 1e8},
        {"2 Mds", 2e9, 1e9},
        {"3,5 millions", 3.5e6, 1e5},
        {"3,5" HARD "Millions", 3.5e6, 1e5},
        {"1 milliard", 1e9, 1e9},
        {"160 mille", 160e3, 1e3},
        {"45 thousand", 45e3, 1e3},
        {"500k", 5e5, 1e3},
        {"9,2 M", 9200000, 1e5},
        {"8,41 M", 8410000, 1e4},
        {"1.5e6", 1.5e6, 1e5},
        {"-3", -3, 1},
        {"\xe2\x88\x92"
         "3,5",
         -3.5, 0.1},
        {"+200 000", 200000, 100000},
        {" 12 ", 12, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct es_amount reading[2];
        ck_assert_msg(read_unknown(cases[i].text, reading) == ES_AMOUNT_GOOD, "%s",
                      cases[i].text);
        ck_assert_msg(reading[0].value == cases[i].value, "%s: %.17g", cases[i].text,
                      reading[0].value);
        ck_assert_msg(reading[0].step == cases[i].step, "%s: step %.17g", cases[i].text,
                      reading[0].step);
        ck_assert(isnan(reading[0].value_hi));
    }
}
END_TEST

START_TEST(signs_around_the_number_say_what_it_is)
{
    struct es_amount r[2];
    ck_assert(read_unknown("14 %", r) == ES_AMOUNT_GOOD && r[0].percent);
    ck_assert_double_eq(r[0].value, 14.0);
    ck_assert_double_eq(r[0].step, 1.0);
    ck_assert(read_unknown("100%", r) == ES_AMOUNT_GOOD && r[0].percent);
    ck_assert_double_eq(r[0].step, 1.0);
    ck_assert(read_unknown("11,5" NARROW "%", r) == ES_AMOUNT_GOOD && r[0].percent);
    ck_assert_double_eq(r[0].step, 0.1);
    ck_assert(read_unknown("x1.5", r) == ES_AMOUNT_GOOD && r[0].times);
    ck_assert_double_eq(r[0].value, 1.5);
    ck_assert(read_unknown("\xc3\x97 5", r) == ES_AMOUNT_GOOD && r[0].times);
    ck_assert(read_unknown("10x", r) == ES_AMOUNT_GOOD && r[0].times);
    ck_assert(read_unknown("<5", r) == ES_AMOUNT_GOOD && r[0].bound == ES_BOUND_BELOW);
    ck_assert(read_unknown("\xe2\x89\xa5 40", r) == ES_AMOUNT_GOOD &&
              r[0].bound == ES_BOUND_ABOVE);
    ck_assert(read_unknown("~3 M", r) == ES_AMOUNT_GOOD && r[0].bound == ES_BOUND_AROUND);
    ck_assert(read_unknown("+40 %", r) == ES_AMOUNT_GOOD && r[0].sign == 1 &&
              r[0].percent);
    ck_assert(read_unknown("-2", r) == ES_AMOUNT_GOOD && r[0].sign == -1);
}
END_TEST

START_TEST(a_range_has_two_ends_that_may_share_their_scale)
{
    static const char *const texts[] = {"3-5 M", "3 M \xe2\x80\x93 5 M",
                                        "3 \xc3\xa0 5 millions", "3 to 5 million",
                                        "3..5M"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct es_amount r[2];
        ck_assert_msg(read_unknown(texts[i], r) == ES_AMOUNT_GOOD, "%s", texts[i]);
        ck_assert_msg(r[0].value == 3e6 && r[0].value_hi == 5e6 && r[0].step == 1e6, "%s",
                      texts[i]);
    }
    struct es_amount r[2];
    ck_assert(read_unknown("97,7-98,6 %", r) == ES_AMOUNT_GOOD && r[0].percent);
    ck_assert_double_eq(r[0].value_hi, 98.6);
    ck_assert(read_unknown("5-3", r) == ES_AMOUNT_BAD);
    ck_assert(read_unknown("<3-5", r) == ES_AMOUNT_BAD);
}
END_TEST

START_TEST(what_is_not_available_is_no_number_but_good)
{
    static const char *const texts[] = {"n.d.",         "N/A", "nd",  "n.c.", "-",
                                        "\xe2\x80\x93", "..",  "na ", "#N/A"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct es_amount r[2];
        ck_assert_msg(read_unknown(texts[i], r) == ES_AMOUNT_GOOD, "%s", texts[i]);
        ck_assert(r[0].missing && isnan(r[0].value));
    }
}
END_TEST

START_TEST(a_doubtful_text_has_both_readings_until_the_sign_is_stated)
{
    static const char *const texts[] = {"1,234", "1.234"};
    for (size_t i = 0; i < 2; i++) {
        struct es_amount r[2];
        ck_assert(read_unknown(texts[i], r) == ES_AMOUNT_DOUBTFUL);
        ck_assert_double_eq(r[0].value, 1.234);
        ck_assert_double_eq(r[1].value, 1234.0);
        const bool comma = texts[i][1] == ',';
        ck_assert(es_amount_parse(texts[i], ES_DECIMAL_COMMA, r) == ES_AMOUNT_GOOD);
        ck_assert_double_eq(r[0].value, comma ? 1.234 : 1234.0);
        ck_assert(es_amount_parse(texts[i], ES_DECIMAL_POINT, r) == ES_AMOUNT_GOOD);
        ck_assert_double_eq(r[0].value, comma ? 1234.0 : 1.234);
    }
    struct es_amount r[2];
    ck_assert(read_unknown("-1,234 M", r) == ES_AMOUNT_DOUBTFUL);
    ck_assert_double_eq(r[0].value, -1.234e6);
    ck_assert_double_eq(r[1].value, -1.234e9);
}
END_TEST

START_TEST(a_stated_decimal_sign_refuses_the_other_one)
{
    struct es_amount r[2];
    ck_assert(es_amount_parse("12.5", ES_DECIMAL_COMMA, r) == ES_AMOUNT_BAD);
    ck_assert(es_amount_parse("1,234.5", ES_DECIMAL_COMMA, r) == ES_AMOUNT_BAD);
    ck_assert(es_amount_parse("9,99", ES_DECIMAL_POINT, r) == ES_AMOUNT_BAD);
    ck_assert(es_amount_parse("2 billion", ES_DECIMAL_POINT, r) == ES_AMOUNT_GOOD);
    ck_assert_double_eq(r[0].value, 2e9);
    ck_assert(es_amount_parse("2 billion", ES_DECIMAL_COMMA, r) == ES_AMOUNT_BAD);
    ck_assert(read_unknown("2 billion", r) == ES_AMOUNT_BAD);
}
END_TEST

START_TEST(anything_else_is_refused_and_leaves_the_readings)
{
    static const char *const wrong[] = {
        "",    " ",   "M",    "12,O",       "1,2,3",  "1 2",          "12 Mo",
        "nan", "0x1", "1 23", "12 34 567",  "m",      "1,23,456",     "0,123,456",
        "--5", "5 m", "12%%", "31.12.2023", "1.2.3",  "5 %x",         "12 M documents",
        "inf", ".5",  "1e",   "1e1234",     "1 2345", "1234 567 890", "%",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct es_amount r[2] = {{.value = 7.0}, {.value = 8.0}};
        ck_assert_msg(read_unknown(wrong[i], r) == ES_AMOUNT_BAD, "%s", wrong[i]);
        ck_assert(r[0].value == 7.0 && r[1].value == 8.0);
    }
    struct es_amount r[2];
    ck_assert(read_unknown("1e400", r) == ES_AMOUNT_OUT_OF_RANGE);
}
END_TEST

START_TEST(a_text_of_any_length_is_read_or_refused)
{
    char digits[4096];
    memset(digits, '9', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    struct es_amount r[2];
    ck_assert(read_unknown(digits, r) == ES_AMOUNT_BAD);
    ck_assert_uint_eq(es_amount_span(digits), 0);
}
END_TEST

START_TEST(the_span_is_one_number_and_no_more)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {{"1 234,5 millions", 7},
                 {"12, 13", 2},
                 {"2023.", 4},
                 {"2023 231 M", 4},
                 {"1 234 5", 5},
                 {"documents", 0},
                 {"+5", 0},
                 {"12" NARROW "500 x", 8}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_msg(es_amount_span(cases[i].text) == cases[i].length, "%s: %zu",
                      cases[i].text, es_amount_span(cases[i].text));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("amount");
    TCase *cases = tcase_create("people's numbers");
    tcase_add_test(cases, values_and_steps_follow_from_the_digits_given);
    tcase_add_test(cases, signs_around_the_number_say_what_it_is);
    tcase_add_test(cases, a_range_has_two_ends_that_may_share_their_scale);
    tcase_add_test(cases, what_is_not_available_is_no_number_but_good);
    tcase_add_test(cases, a_doubtful_text_has_both_readings_until_the_sign_is_stated);
    tcase_add_test(cases, a_stated_decimal_sign_refuses_the_other_one);
    tcase_add_test(cases, anything_else_is_refused_and_leaves_the_readings);
    tcase_add_test(cases, a_text_of_any_length_is_read_or_refused);
    tcase_add_test(cases, the_span_is_one_number_and_no_more);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

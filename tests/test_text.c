#include "folder.h"

#include "essor/text.h"

#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N "\u202f" /* narrow no-break space */
#define H "\u00a0" /* no-break space */
#define M "\u2212" /* minus */

static void quantity_is(double value, int digits, const char *fr, const char *en)
{
    char text[ES_TEXT_SIZE];
    es_text_quantity(text, value, digits, ES_FR);
    ck_assert_str_eq(text, fr);
    es_text_quantity(text, value, digits, ES_EN);
    ck_assert_str_eq(text, en);
}

START_TEST(quantities_are_scaled_and_rounded)
{
    quantity_is(12.5e6, 3, "12,5" H "M", "12.5M");
    quantity_is(120e6, 3, "120" H "M", "120M");
    quantity_is(1.234e9, 2, "1,2" H "Md", "1.2bn");
    quantity_is(123456789.0, 2, "120" H "M", "120M");
    quantity_is(45600.0, 2, "46" N "000", "46k");
    quantity_is(2.5e12, 2, "2" N "500" H "Md", "2,500bn");
    quantity_is(-12.5e6, 3, M "12,5" H "M", M "12.5M");
}
END_TEST

START_TEST(small_quantities_are_written_in_full)
{
    quantity_is(0.0, 3, "0", "0");
    quantity_is(-0.0, 3, "0", "0");
    quantity_is(1234.0, 2, "1" N "234", "1,234");
    quantity_is(1234.56, 3, "1" N "235", "1,235");
    quantity_is(9999.4, 3, "9" N "999", "9,999");
    quantity_is(12.345, 3, "12,3", "12.3");
    quantity_is(0.05, 3, "0,05", "0.05");
    quantity_is(0.0123456, 2, "0,012", "0.012");
    quantity_is(2.0, 3, "2", "2");
}
END_TEST

START_TEST(rounding_carries_over_the_borders_of_scales)
{
    quantity_is(9999.5, 3, "10" N "000", "10k");
    quantity_is(9999.96, 5, "10" N "000", "10k");
    quantity_is(999600.0, 3, "1" H "M", "1M");
    quantity_is(999499.0, 3, "999" N "000", "999k");
    quantity_is(999.96e6, 4, "1" H "Md", "1bn");
    quantity_is(0.9996, 3, "1", "1");
    quantity_is(99.96, 3, "100", "100");
    quantity_is(10000.0, 2, "10" N "000", "10k");
}
END_TEST

START_TEST(ties_go_away_from_zero)
{
    quantity_is(12.5e6, 2, "13" H "M", "13M");
    quantity_is(2.5, 1, "3", "3");
    quantity_is(1.005, 3, "1,01", "1.01"); /* the double lies just below */
    quantity_is(-12.5e6, 2, M "13" H "M", M "13M");
}
END_TEST

START_TEST(extremes_stay_readable)
{
    quantity_is(1.5e15, 3, "1,5" H "×" H "10¹⁵", "1.5" H "×" H "10¹⁵");
    quantity_is(999.6e12, 4, "999" N "600" H "Md", "999,600bn");
    quantity_is(1.7976931348623157e308, 2, "1,8" H "×" H "10³⁰⁸", "1.8" H "×" H "10³⁰⁸");
    quantity_is(5e-300, 2, "5" H "×" H "10⁻³⁰⁰", "5" H "×" H "10⁻³⁰⁰");
    quantity_is(INFINITY, 2, "∞", "∞");
    quantity_is(-INFINITY, 2, M "∞", M "∞");
    quantity_is(NAN, 2, "–", "–");
}
END_TEST

static void range_is(double low, double high, int digits, const char *fr, const char *en)
{
    char text[2 * ES_TEXT_SIZE];
    es_text_range(text, low, high, digits, ES_FR);
    ck_assert_str_eq(text, fr);
    es_text_range(text, low, high, digits, ES_EN);
    ck_assert_str_eq(text, en);
}

START_TEST(both_ends_of_a_range_share_the_unit_of_the_larger)
{
    range_is(180e6, 375e6, 3, "180 à 375" H "M", "180 to 375M");
    range_is(800e3, 1.2e6, 2, "0,8 à 1,2" H "M", "0.8 to 1.2M");
    range_is(834e3, 1.234e6, 3, "0,83 à 1,23" H "M", "0.83 to 1.23M");
    range_is(1.23e6, 375e6, 2, "1,2 à 380" H "M", "1.2 to 380M");
    range_is(5.0, 375e6, 3, "0 à 375" H "M", "0 to 375M");
    range_is(0.0, 375e6, 3, "0 à 375" H "M", "0 to 375M");
    range_is(8000.0, 12000.0, 2, "8" N "000 à 12" N "000", "8 to 12k");
    range_is(812.0, 39312.0, 2, "812 à 39" N "000", "0.8 to 39k");
    range_is(999e6, 1.2e9, 2, "1 à 1,2" H "Md", "1 to 1.2bn");
    range_is(1500.0, 2500.0, 2, "1" N "500 à 2" N "500", "1,500 to 2,500");
    range_is(1.24, 3.46, 2, "1,2 à 3,5", "1.2 to 3.5");
    range_is(-5e6, 375e6, 3, M "5 à 375" H "M", M "5 to 375M");
    range_is(-375e6, 5e6, 3, M "375 à 5" H "M", M "375 to 5M");
}
END_TEST

START_TEST(a_range_that_reads_as_one_number_is_one_number)
{
    range_is(180.1e6, 180.2e6, 3, "180" H "M", "180M");
    range_is(0.0, 0.0, 3, "0", "0");
}
END_TEST

START_TEST(an_open_end_keeps_the_unit_of_the_other)
{
    range_is(180e6, INFINITY, 3, "180" H "M à ∞", "180M to ∞");
}
END_TEST

static void number_is(double value, int decimals, const char *fr, const char *en)
{
    char text[ES_TEXT_SIZE];
    es_text_number(text, value, decimals, ES_FR);
    ck_assert_str_eq(text, fr);
    es_text_number(text, value, decimals, ES_EN);
    ck_assert_str_eq(text, en);
}

START_TEST(plain_numbers_have_separators_and_their_decimals)
{
    number_is(1234.5, 1, "1" N "234,5", "1,234.5");
    number_is(1234567.0, 0, "1" N "234" N "567", "1,234,567");
    number_is(12.5, 2, "12,50", "12.50");
    number_is(0.045, 2, "0,05", "0.05");
    number_is(0.004, 2, "0,00", "0.00");
    number_is(-0.004, 2, "0,00", "0.00"); /* no minus before a zero */
    number_is(-1.5, 0, M "2", M "2");
    number_is(999.95, 1, "1" N "000,0", "1,000.0");
    number_is(0.6, 0, "1", "1");
    number_is(0.4, 0, "0", "0");
    number_is(123456789012345.0, 0, "123" N "456" N "789" N "012" N "345",
              "123,456,789,012,345");
    number_is(1e300, 2, "1" H "×" H "10³⁰⁰", "1" H "×" H "10³⁰⁰");
}
END_TEST

static void percent_is(double share, const char *fr, const char *en)
{
    char text[ES_TEXT_SIZE];
    es_text_percent(text, share, ES_FR);
    ck_assert_str_eq(text, fr);
    es_text_percent(text, share, ES_EN);
    ck_assert_str_eq(text, en);
}

START_TEST(a_share_never_rounds_to_impossible_or_certain)
{
    percent_is(0.46, "46" N "%", "46%");
    percent_is(0.0, "0" N "%", "0%");
    percent_is(1.0, "100" N "%", "100%");
    percent_is(0.0049, "<" H "1" N "%", "<" H "1%");
    percent_is(0.005, "1" N "%", "1%");
    percent_is(0.994, "99" N "%", "99%");
    percent_is(0.995, ">" H "99" N "%", ">" H "99%");
    percent_is(0.9999, ">" H "99" N "%", ">" H "99%");
    percent_is(0.575, "58" N "%", "58%");
    percent_is(2.7, "270" N "%", "270%");
    percent_is(-0.2, M "20" N "%", M "20%");
    percent_is(NAN, "–", "–");
}
END_TEST

START_TEST(days_are_written_as_people_do)
{
    char text[ES_TEXT_SIZE];
    es_text_long_day(text, es_day(2025, 3, 1), ES_FR);
    ck_assert_str_eq(text, "1er mars 2025");
    es_text_long_day(text, es_day(2024, 2, 29), ES_FR);
    ck_assert_str_eq(text, "29 février 2024");
    es_text_long_day(text, es_day(2025, 3, 1), ES_EN);
    ck_assert_str_eq(text, "1 March 2025");
    es_text_long_day(text, es_day(2023, 9, 13), ES_EN);
    ck_assert_str_eq(text, "13 September 2023");
    es_text_month(text, es_day(2025, 4, 30), ES_FR);
    ck_assert_str_eq(text, "avr. 2025");
    es_text_long_month(text, es_day(2025, 4, 1), ES_FR);
    ck_assert_str_eq(text, "avril 2025");
    es_text_month(text, es_day(2025, 4, 1), ES_EN);
    ck_assert_str_eq(text, "Apr 2025");
    es_text_long_month(text, es_day(2025, 12, 1), ES_EN);
    ck_assert_str_eq(text, "December 2025");
}
END_TEST

START_TEST(an_unknown_day_is_an_empty_text)
{
    char text[ES_TEXT_SIZE] = "before";
    es_text_long_day(text, ES_NO_DAY, ES_FR);
    ck_assert_str_eq(text, "");
    es_text_long_month(text, ES_NO_DAY, ES_EN);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(months_have_their_usual_short_names)
{
    static const char *const fr[] = {"janv.",  "févr.", "mars",  "avr.", "mai",  "juin",
                                     "juill.", "août",  "sept.", "oct.", "nov.", "déc."};
    for (int i = 0; i < 12; i++) {
        ck_assert_str_eq(es_text_month_name(i + 1, ES_FR), fr[i]);
        char text[ES_TEXT_SIZE], expected[ES_TEXT_SIZE];
        es_text_month(text, es_day(2025, i + 1, 15), ES_FR);
        (void)snprintf(expected, sizeof expected, "%s 2025", fr[i]);
        ck_assert_str_eq(text, expected);
    }
    ck_assert_str_eq(es_text_month_name(1, ES_EN), "Jan");
    ck_assert_str_eq(es_text_month_name(12, ES_EN), "Dec");
    ck_assert_str_eq(es_language_code(ES_FR), "fr");
    ck_assert_str_eq(es_language_code(ES_EN), "en");
}
END_TEST

START_TEST(every_quantity_fits_its_text)
{
    for (int exponent = -308; exponent <= 308; exponent++) {
        for (int digits = 1; digits <= 15; digits++) {
            const double value = -1.23456789012345 * pow(10.0, exponent);
            char text[ES_TEXT_SIZE];
            es_text_quantity(text, value, digits, ES_FR);
            ck_assert_uint_lt(strlen(text), ES_TEXT_SIZE - 1);
            es_text_number(text, value, digits, ES_FR);
            ck_assert_uint_lt(strlen(text), ES_TEXT_SIZE - 1);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("text");
    tcase_add_test(tests, quantities_are_scaled_and_rounded);
    tcase_add_test(tests, small_quantities_are_written_in_full);
    tcase_add_test(tests, rounding_carries_over_the_borders_of_scales);
    tcase_add_test(tests, ties_go_away_from_zero);
    tcase_add_test(tests, extremes_stay_readable);
    tcase_add_test(tests, both_ends_of_a_range_share_the_unit_of_the_larger);
    tcase_add_test(tests, a_range_that_reads_as_one_number_is_one_number);
    tcase_add_test(tests, an_open_end_keeps_the_unit_of_the_other);
    tcase_add_test(tests, plain_numbers_have_separators_and_their_decimals);
    tcase_add_test(tests, a_share_never_rounds_to_impossible_or_certain);
    tcase_add_test(tests, days_are_written_as_people_do);
    tcase_add_test(tests, an_unknown_day_is_an_empty_text);
    tcase_add_test(tests, months_have_their_usual_short_names);
    tcase_add_test(tests, every_quantity_fits_its_text);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

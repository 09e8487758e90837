/* Dates as people write them; all expected days from the calendar. */
#include "essor/window.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum es_window_status read_as(const char *text, enum es_day_order order,
                                     struct es_window reading[2], char rule[ES_RULE_TEXT])
{
    const struct es_window_style style = {.order = order};
    rule[0] = '\0';
    return es_window_parse(text, &style, reading, rule);
}

static void assert_days(const char *text, const struct es_window *window,
                        const char *from, const char *to)
{
    char first[ES_DAY_TEXT], last[ES_DAY_TEXT];
    es_day_format(window->from_day, first);
    es_day_format(window->to_day, last);
    ck_assert_msg(strcmp(first, from) == 0 && strcmp(last, to) == 0, "%s: %s to %s", text,
                  first, last);
}

START_TEST(a_date_is_the_window_that_its_words_cover)
{
    static const struct {
        const char *text, *from, *to;
        enum es_basis basis;
    } cases[] = {
        {"2023-09-13", "2023-09-13", "2023-09-13", ES_STATED},
        {"2023/09/13", "2023-09-13", "2023-09-13", ES_STATED},
        {"20230913", "2023-09-13", "2023-09-13", ES_STATED},
        {"2023-09-13T00:00:00", "2023-09-13", "2023-09-13", ES_STATED},
        {"2023-09-13 23:59:59.125+02:00", "2023-09-13", "2023-09-13", ES_STATED},
        {"31/12/2023", "2023-12-31", "2023-12-31", ES_STATED},
        {"3/4/2023", "2023-04-03", "2023-04-03", ES_STATED},
        {"31.12.2023", "2023-12-31", "2023-12-31", ES_STATED},
        {"31-12-2023", "2023-12-31", "2023-12-31", ES_STATED},
        {"13/09/23", "2023-09-13", "2023-09-13", ES_STATED},
        {"13/09/98", "1998-09-13", "1998-09-13", ES_STATED},
        {"13 septembre 2023", "2023-09-13", "2023-09-13", ES_STATED},
        {"1er mars 2025", "2025-03-01", "2025-03-01", ES_STATED},
        {"mercredi 13 septembre 2023", "2023-09-13", "2023-09-13", ES_STATED},
        {"13 September 2023", "2023-09-13", "2023-09-13", ES_STATED},
        {"September 13, 2023", "2023-09-13", "2023-09-13", ES_STATED},
        {"Sept. 13th, 2023", "2023-09-13", "2023-09-13", ES_STATED},
        {"29 février 2024", "2024-02-29", "2024-02-29", ES_STATED},
        {"sept. 2023", "2023-09-01", "2023-09-30", ES_STATED},
        {"septembre 2023", "2023-09-01", "2023-09-30", ES_STATED},
        {"SEPTEMBRE 2023", "2023-09-01", "2023-09-30", ES_STATED},
        {"September 2023", "2023-09-01", "2023-09-30", ES_STATED},
        {"février 2024", "2024-02-01", "2024-02-29", ES_STATED},
        {"f\xc3\xa9vr.\xc2\xa0"
         "2024",
         "2024-02-01", "2024-02-29", ES_STATED},
        {"de\xcc\x81"
         "cembre 2023",
         "2023-12-01", "2023-12-31", ES_STATED},
        {"Sep-23", "2023-09-01", "2023-09-30", ES_STATED},
        {"mois de mai 2024", "2024-05-01", "2024-05-31", ES_STATED},
        {"2023-09", "2023-09-01", "2023-09-30", ES_STATED},
        {"09/2023", "2023-09-01", "2023-09-30", ES_STATED},
        {"2023M09", "2023-09-01", "2023-09-30", ES_STATED},
        {"T3 2023", "2023-07-01", "2023-09-30", ES_STATED},
        {"Q3 2023", "2023-07-01", "2023-09-30", ES_STATED},
        {"2023-Q3", "2023-07-01", "2023-09-30", ES_STATED},
        {"2023T4", "2023-10-01", "2023-12-31", ES_STATED},
        {"3T2023", "2023-07-01", "2023-09-30", ES_STATED},
        {"3e trimestre 2023", "2023-07-01", "2023-09-30", ES_STATED},
        {"premier trimestre de 2024", "2024-01-01", "2024-03-31", ES_STATED},
        {"dernier trimestre 2023", "2023-10-01", "2023-12-31", ES_STATED},
        {"third quarter of 2023", "2023-07-01", "2023-09-30", ES_STATED},
        {"H1 2024", "2024-01-01", "2024-06-30", ES_STATED},
        {"second semestre 2023", "2023-07-01", "2023-12-31", ES_STATED},
        {"first half of 2024", "2024-01-01", "2024-06-30", ES_STATED},
        {"S38 2023", "2023-09-18", "2023-09-24", ES_STATED},
        {"2023-W38", "2023-09-18", "2023-09-24", ES_STATED},
        {"semaine 1 de 2021", "2021-01-04", "2021-01-10", ES_STATED},
        {"2020-W53", "2020-12-28", "2021-01-03", ES_STATED},
        {"S01 2020", "2019-12-30", "2020-01-05", ES_STATED},
        {"semaine du 18 septembre 2023", "2023-09-18", "2023-09-24", ES_STATED},
        {"été 2023", "2023-07-01", "2023-08-31", ES_INFERRED},
        {"spring 2024", "2024-03-01", "2024-05-31", ES_INFERRED},
        {"automne 2023", "2023-09-01", "2023-11-30", ES_INFERRED},
        {"hiver 2023-2024", "2023-12-01", "2024-02-29", ES_INFERRED},
        {"fin 2023", "2023-12-01", "2023-12-31", ES_INFERRED},
        {"début 2024", "2024-01-01", "2024-01-31", ES_INFERRED},
        {"mi-2023", "2023-06-15", "2023-07-15", ES_INFERRED},
        {"end of 2026", "2026-12-01", "2026-12-31", ES_INFERRED},
        {"early 2024", "2024-01-01", "2024-01-31", ES_INFERRED},
        {"fin de l'année 2023", "2023-12-01", "2023-12-31", ES_INFERRED},
        {"fin octobre 2022", "2022-10-21", "2022-10-31", ES_STATED},
        {"mi-février 2024", "2024-02-11", "2024-02-20", ES_STATED},
        {"début mars 2024", "2024-03-01", "2024-03-10", ES_STATED},
        {"2023", "2023-01-01", "2023-12-31", ES_STATED},
        {"année 2023", "2023-01-01", "2023-12-31", ES_STATED},
        {"du 1er juillet au 31 août 2023", "2023-07-01", "2023-08-31", ES_STATED},
        {"27-28 janvier 2024", "2024-01-27", "2024-01-28", ES_STATED},
        {"27 au 28 janvier 2024", "2024-01-27", "2024-01-28", ES_STATED},
        {"juillet-août 2023", "2023-07-01", "2023-08-31", ES_STATED},
        {"de novembre à février 2024", "2023-11-01", "2024-02-29", ES_STATED},
        {"from April 2023 to March 2024", "2023-04-01", "2024-03-31", ES_STATED},
        {"2022-2023", "2022-01-01", "2023-12-31", ES_STATED},
        {"2023-08-01/2023-08-31", "2023-08-01", "2023-08-31", ES_STATED},
        {"2023-08-01..2023-09-13", "2023-08-01", "2023-09-13", ES_STATED},
        {"2023-08..2023-09", "2023-08-01", "2023-09-30", ES_STATED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct es_window r[2];
        char rule[ES_RULE_TEXT];
        ck_assert_msg(read_as(cases[i].text, ES_DAY_FIRST, r, rule) == ES_WINDOW_GOOD,
                      "%s %s", cases[i].text, rule);
        assert_days(cases[i].text, &r[0], cases[i].from, cases[i].to);
        ck_assert_msg(r[0].basis == cases[i].basis, "%s", cases[i].text);
    }
}
END_TEST

START_TEST(an_impossible_date_names_the_rule_it_breaks)
{
    static const struct {
        const char *text, *rule;
    } cases[] = {
        {"2023-04-31", "April has 30 days"},
        {"31/04/2023", "April has 30 days"},
        {"31 avril 2023", "April has 30 days"},
        {"29/02/2023", "February 2023 has 28 days"},
        {"2023-13", "months go from 1 to 12"},
        {"2023-13-01", "months go from 1 to 12"},
        {"12/31/2023", "months go from 1 to 12, and the day comes first"},
        {"00/12/2023", "days begin with 1"},
        {"T5 2023", "quarters go from 1 to 4"},
        {"H3 2023", "halves go from 1 to 2"},
        {"2023-W53", "2023 has the weeks 1 to 52"},
        {"S60 2023", "2023 has the weeks 1 to 52"},
        {"mardi 13 septembre 2023", "13 September 2023 is a Wednesday"},
        {"septembre 1492", "years go from 1800 to 2199"},
        {"été 2023-2024", "only a winter has two years, one after the other"},
        {"du 31 août 2023 au 1er juillet 2023",
         "a window ends on the day it begins, or later"},
        {"20230431", "April has 30 days"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct es_window r[2] = {{.from_day = 7}, {.from_day = 8}};
        char rule[ES_RULE_TEXT];
        ck_assert_msg(read_as(cases[i].text, ES_DAY_FIRST, r, rule) ==
                          ES_WINDOW_IMPOSSIBLE,
                      "%s", cases[i].text);
        ck_assert_str_eq(rule, cases[i].rule);
        ck_assert(r[0].from_day == 7 && r[1].from_day == 8);
    }
}
END_TEST

START_TEST(the_order_of_day_and_month_is_not_guessed)
{
    struct es_window r[2];
    char rule[ES_RULE_TEXT];
    ck_assert(read_as("03/04/2023", ES_ORDER_UNKNOWN, r, rule) == ES_WINDOW_DOUBTFUL);
    assert_days("day first", &r[0], "2023-04-03", "2023-04-03");
    assert_days("month first", &r[1], "2023-03-04", "2023-03-04");
    ck_assert(read_as("03/04/2023", ES_DAY_FIRST, r, rule) == ES_WINDOW_GOOD);
    assert_days("day first", &r[0], "2023-04-03", "2023-04-03");
    ck_assert(read_as("03/04/2023", ES_MONTH_FIRST, r, rule) == ES_WINDOW_GOOD);
    assert_days("month first", &r[0], "2023-03-04", "2023-03-04");
    ck_assert(read_as("12/31/2023", ES_ORDER_UNKNOWN, r, rule) == ES_WINDOW_GOOD);
    assert_days("month first", &r[0], "2023-12-31", "2023-12-31");
    ck_assert(read_as("04/04/2023", ES_ORDER_UNKNOWN, r, rule) == ES_WINDOW_GOOD);
    ck_assert(read_as("31/12/2023", ES_MONTH_FIRST, r, rule) == ES_WINDOW_IMPOSSIBLE);
    ck_assert_str_eq(rule, "months go from 1 to 12, and the month comes first");
}
END_TEST

START_TEST(halves_weeks_and_winters_may_have_two_readings)
{
    struct es_window r[2];
    char rule[ES_RULE_TEXT];
    ck_assert(read_as("S1 2023", ES_DAY_FIRST, r, rule) == ES_WINDOW_DOUBTFUL);
    assert_days("half", &r[0], "2023-01-01", "2023-06-30");
    assert_days("week", &r[1], "2023-01-02", "2023-01-08");
    ck_assert(read_as("S3 2023", ES_DAY_FIRST, r, rule) == ES_WINDOW_GOOD);
    assert_days("week", &r[0], "2023-01-16", "2023-01-22");
    ck_assert(read_as("hiver 2023", ES_DAY_FIRST, r, rule) == ES_WINDOW_DOUBTFUL);
    assert_days("this", &r[0], "2023-12-01", "2024-02-29");
    assert_days("last", &r[1], "2022-12-01", "2023-02-28");
}
END_TEST

START_TEST(serial_numbers_are_dates_only_when_the_caller_says_so)
{
    static const struct {
        const char *text;
        enum es_serial serial;
        const char *day;
    } cases[] = {{"45182", ES_SERIAL_1900, "2023-09-13"},
                 {"45182.75", ES_SERIAL_1900, "2023-09-13"},
                 {"1", ES_SERIAL_1900, "1900-01-01"},
                 {"59", ES_SERIAL_1900, "1900-02-28"},
                 {"61", ES_SERIAL_1900, "1900-03-01"},
                 {"43720", ES_SERIAL_1904, "2023-09-13"},
                 {"0", ES_SERIAL_1904, "1904-01-01"}};
    struct es_window r[2];
    char rule[ES_RULE_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct es_window_style style = {.serial = cases[i].serial};
        ck_assert(es_window_parse(cases[i].text, &style, r, rule) == ES_WINDOW_GOOD);
        assert_days(cases[i].text, &r[0], cases[i].day, cases[i].day);
    }
    const struct es_window_style style = {.serial = ES_SERIAL_1900};
    ck_assert(es_window_parse("60", &style, r, rule) == ES_WINDOW_IMPOSSIBLE);
    ck_assert_str_eq(rule, "February 1900 has 28 days");
    ck_assert(es_window_parse("-1", &style, r, rule) == ES_WINDOW_IMPOSSIBLE);
    ck_assert(es_window_parse("3000000", &style, r, rule) == ES_WINDOW_IMPOSSIBLE);
    ck_assert(es_window_parse("septembre 2023", &style, r, rule) == ES_WINDOW_GOOD);
    ck_assert(read_as("45182", ES_DAY_FIRST, r, rule) == ES_WINDOW_BAD);
}
END_TEST

START_TEST(anything_else_is_no_date)
{
    static const char *const wrong[] = {"",
                                        " ",
                                        "septembre",
                                        "2023-",
                                        "13 sept",
                                        "13 2023",
                                        "sept. 23",
                                        "2023-09-13x",
                                        "brumaire 2023",
                                        "12,5",
                                        "2023-09-13 septembre",
                                        "12345",
                                        "demain",
                                        "2023-9-13-1",
                                        "Q 2023",
                                        "1/2",
                                        "fin",
                                        "\xff\xfe",
                                        "2023 2024 2025"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct es_window r[2];
        char rule[ES_RULE_TEXT];
        ck_assert_msg(read_as(wrong[i], ES_DAY_FIRST, r, rule) == ES_WINDOW_BAD, "%s",
                      wrong[i]);
    }
}
END_TEST

START_TEST(a_window_stands_for_its_last_day_unless_it_is_a_start_or_middle)
{
    static const struct {
        const char *text, *day;
    } cases[] = {{"fin 2026", "2026-12-31"},        {"sept. 2023", "2023-09-30"},
                 {"début 2024", "2024-01-01"},      {"mi-2023", "2023-06-30"},
                 {"mi-janvier 2024", "2024-01-15"}, {"T3 2025", "2025-09-30"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct es_window r[2];
        char rule[ES_RULE_TEXT], day[ES_DAY_TEXT];
        ck_assert(read_as(cases[i].text, ES_DAY_FIRST, r, rule) == ES_WINDOW_GOOD);
        es_day_format(es_window_day(&r[0]), day);
        ck_assert_str_eq(day, cases[i].day);
    }
}
END_TEST

START_TEST(a_text_of_any_length_ends_in_a_refusal)
{
    char text[8000];
    memset(text, '-', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct es_window r[2];
    char rule[ES_RULE_TEXT];
    ck_assert(read_as(text, ES_DAY_FIRST, r, rule) == ES_WINDOW_BAD);
    memset(text, 'a', sizeof text - 1);
    ck_assert(read_as(text, ES_DAY_FIRST, r, rule) == ES_WINDOW_BAD);
    text[1500] = '\0';
    ck_assert(read_as(text, ES_DAY_FIRST, r, rule) == ES_WINDOW_BAD);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("window");
    TCase *cases = tcase_create("people's dates");
    tcase_add_test(cases, a_date_is_the_window_that_its_words_cover);
    tcase_add_test(cases, an_impossible_date_names_the_rule_it_breaks);
    tcase_add_test(cases, the_order_of_day_and_month_is_not_guessed);
    tcase_add_test(cases, halves_weeks_and_winters_may_have_two_readings);
    tcase_add_test(cases, serial_numbers_are_dates_only_when_the_caller_says_so);
    tcase_add_test(cases, anything_else_is_no_date);
    tcase_add_test(cases,
                   a_window_stands_for_its_last_day_unless_it_is_a_start_or_middle);
    tcase_add_test(cases, a_text_of_any_length_ends_in_a_refusal);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

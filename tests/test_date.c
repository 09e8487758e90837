#include "folder.h"

#include "essor/date.h"

START_TEST(known_days_have_their_numbers)
{
    /* `date -ud 2000-01-01 +%s` / 86400, and so on. */
    ck_assert_int_eq(es_day(1970, 1, 1), 0);
    ck_assert_int_eq(es_day(1969, 12, 31), -1);
    ck_assert_int_eq(es_day(2000, 1, 1), 10957);
    ck_assert_int_eq(es_day(2000, 2, 29), 11016);
    ck_assert_int_eq(es_day(2024, 2, 29), 19782);
    ck_assert_int_eq(es_day(2100, 3, 1), 47541);
    ck_assert_int_eq(es_day(1, 1, 1), -719162);
}
END_TEST

/* Whether a day is that date, by every function. */
static bool is_date(int day, int year, int month, int date)
{
    int y, m, d;
    es_day_split(day, &y, &m, &d);
    return y == year && m == month && d == date && es_day(year, month, date) == day &&
           es_month_of_day(day) == (year - 1970) * 12 + month - 1;
}

START_TEST(four_centuries_of_days_follow_each_other)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = es_day(1890, 1, 1), wrong = 0;
    for (int month = 0; month < 400 * 12; month++) {
        const int year = 1890 + month / 12, m = month % 12 + 1;
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        const int length = lengths[m - 1] + (leap && m == 2 ? 1 : 0);
        wrong += es_month_first_day((year - 1970) * 12 + m - 1) != day;
        for (int date = 1; date <= length; date++, day++) {
            wrong += !is_date(day, year, m, date);
        }
    }
    ck_assert_int_eq(wrong, 0);
    ck_assert_int_eq(day, es_day(2290, 1, 1));
}
END_TEST

START_TEST(only_iso_days_of_the_calendar_are_read)
{
    int day = 7;
    ck_assert(es_day_parse("2024-02-29", &day));
    ck_assert_int_eq(day, 19782);
    ck_assert(es_day_parse("0001-01-01", &day));
    ck_assert_int_eq(day, -719162);
    static const char *const texts[] = {"",
                                        "2023-02-29",
                                        "2023-00-10",
                                        "2023-13-10",
                                        "2023-01-00",
                                        "2023-01-32",
                                        "2023-1-10",
                                        "23-01-10",
                                        "2023/01/10",
                                        "2023-01-1O",
                                        " 2023-01-10",
                                        "2023-01-10 ",
                                        "2023-01-101",
                                        "1900-02-29",
                                        "2023-04-31",
                                        "-023-01-10",
                                        "20230110",
                                        "2023-01"};
    day = 7;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ck_assert_msg(!es_day_parse(texts[i], &day), "%s", texts[i]);
        ck_assert_int_eq(day, 7);
    }
}
END_TEST

START_TEST(a_day_is_written_as_it_is_read)
{
    char text[ES_DAY_TEXT];
    for (int day = es_day(0, 1, 1); day <= es_day(9999, 12, 31); day += 97) {
        int back;
        es_day_format(day, text);
        ck_assert(es_day_parse(text, &back));
        ck_assert_int_eq(back, day);
    }
    es_day_format(ES_NO_DAY, text);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(model_years_begin_with_2000_and_have_365_and_a_quarter_days)
{
    ck_assert(es_years_of_day(es_day(2000, 1, 1)) == 0.0);
    /* 2004-01-01 is 4 x 365.25 days later, exactly. */
    ck_assert_double_eq_tol(es_years_of_day(es_day(2004, 1, 1)), 4.0, 1e-15);
    ck_assert_double_eq_tol(es_years_of_day(es_day(1996, 1, 1)), -4.0, 1e-15);
    for (double day = -1e5; day < 1e5; day += 777.25) {
        ck_assert_double_eq_tol(es_day_of_years(es_years_of_day(day)), day, 1e-9);
    }
}
END_TEST

START_TEST(windows_count_parts_of_months_by_their_own_days)
{
    static const struct {
        int from, to;
        double months;
    } cases[] = {
        {0, 30, 1.0},        /* January 1970 */
        {0, 364, 12.0},      /* the year */
        {0, 0, 1.0 / 31},    /* a day */
        {31, 44, 14.0 / 28}, /* half of February */
        {15, 44, 16.0 / 31 + 14.0 / 28},
        {-1, 0, 1.0 / 31 + 1.0 / 31},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_double_eq_tol(es_months_in_window(cases[i].from, cases[i].to),
                                cases[i].months, 1e-14);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("date");
    TCase *tests = tcase_create("date");
    tcase_add_test(tests, known_days_have_their_numbers);
    tcase_add_test(tests, four_centuries_of_days_follow_each_other);
    tcase_add_test(tests, only_iso_days_of_the_calendar_are_read);
    tcase_add_test(tests, a_day_is_written_as_it_is_read);
    tcase_add_test(tests, model_years_begin_with_2000_and_have_365_and_a_quarter_days);
    tcase_add_test(tests, windows_count_parts_of_months_by_their_own_days);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

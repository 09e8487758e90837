/* Weekdays and French public holidays, against published dates. */
#include "folder.h"

#include "essor/date.h"
#include "essor/holiday.h"

START_TEST(weekdays_begin_with_monday)
{
    ck_assert_int_eq(es_weekday(es_day(1970, 1, 1)), 3);   /* a Thursday */
    ck_assert_int_eq(es_weekday(es_day(1969, 12, 29)), 0); /* a Monday */
    ck_assert_int_eq(es_weekday(es_day(2024, 2, 29)), 3);
    ck_assert_int_eq(es_weekday(es_day(1789, 7, 14)), 1); /* a Tuesday */
}
END_TEST

/* Explanatory Supplement to the Astronomical Almanac; 1818 and 2038 are as early and as
 * late as can be. */
START_TEST(easter_falls_where_the_almanac_says)
{
    static const struct {
        int year, month, day;
    } known[] = {{1818, 3, 22}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19},
                 {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2023, 4, 9},
                 {2024, 3, 31}, {2025, 4, 20}, {2038, 4, 25}, {2049, 4, 18}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        ck_assert_int_eq(es_easter_day(known[i].year),
                         es_day(known[i].year, known[i].month, known[i].day));
    }
}
END_TEST

START_TEST(the_holidays_of_2024_are_those_of_the_official_calendar)
{
    static const int holidays[][2] = {{1, 1},  {4, 1},   {5, 1},  {5, 8},
                                      {5, 9},  {5, 20},  {7, 14}, {8, 15},
                                      {11, 1}, {11, 11}, {12, 25}};
    const size_t n = sizeof holidays / sizeof holidays[0];
    size_t found = 0;
    for (int day = es_day(2024, 1, 1); day <= es_day(2024, 12, 31); day++) {
        if (es_is_french_holiday(day)) {
            ck_assert_uint_lt(found, n);
            ck_assert_int_eq(day, es_day(2024, holidays[found][0], holidays[found][1]));
            ck_assert_int_eq(es_french_weekday(day), 6);
            found++;
        }
    }
    ck_assert_uint_eq(found, n);
}
END_TEST

/* Counted by hand: 2022 had 260 weekdays and 7 holidays on them, 2023 260 and 9, 2024 262
 * and 10. */
START_TEST(working_days_are_weekdays_that_are_no_holiday)
{
    ck_assert_int_eq(es_french_workdays(es_day(2022, 1, 1), es_day(2022, 12, 31)), 253);
    ck_assert_int_eq(es_french_workdays(es_day(2023, 1, 1), es_day(2023, 12, 31)), 251);
    ck_assert_int_eq(es_french_workdays(es_day(2024, 1, 1), es_day(2024, 12, 31)), 252);
    ck_assert_int_eq(es_french_workdays(es_day(2024, 5, 1), es_day(2024, 5, 31)), 19);
    ck_assert_int_eq(es_french_workdays(es_day(2024, 5, 8), es_day(2024, 5, 9)), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("holiday");
    TCase *tests = tcase_create("holiday");
    tcase_add_test(tests, weekdays_begin_with_monday);
    tcase_add_test(tests, easter_falls_where_the_almanac_says);
    tcase_add_test(tests, the_holidays_of_2024_are_those_of_the_official_calendar);
    tcase_add_test(tests, working_days_are_weekdays_that_are_no_holiday);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

#include "essor/holiday.h"

#include "essor/date.h"

#include <stddef.h>

enum {
    DAYS_A_WEEK = 7,
    SATURDAY = 5,
    SUNDAY = 6,
    WEEKDAY_OF_DAY_ZERO = 3 /* a Thursday */
};

int es_weekday(int day)
{
    const int rest = (day + WEEKDAY_OF_DAY_ZERO) % DAYS_A_WEEK;
    return rest < 0 ? rest + DAYS_A_WEEK : rest;
}

/* The anonymous algorithm of Nature 13 (1876) 487, as in Meeus (1991), Astronomical
 * Algorithms, chapter 8. */
int es_easter_day(int year)
{
    const int golden = year % 19, century = year / 100, rest = year % 100;
    const int moon = (19 * golden + century - century / 4 -
                      (century - (century + 8) / 25 + 1) / 3 + 15) %
                     30;
    const int sunday =
        (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % DAYS_A_WEEK;
    const int late = (golden + 11 * moon + 22 * sunday) / 451;
    const int sum = moon + sunday - 7 * late + 114;
    return es_day(year, sum / 31, sum % 31 + 1);
}

bool es_is_french_holiday(int day)
{
    static const struct {
        int month, day;
    } fixed[] = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};
    /* Monday after Easter, Ascension, Monday after Pentecost. */
    static const int after_easter[] = {1, 39, 50};
    int year, month, date;
    bool off = false;
    es_day_split(day, &year, &month, &date);
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        off = off || (month == fixed[i].month && date == fixed[i].day);
    }
    const int since = day - es_easter_day(year);
    for (size_t i = 0; i < sizeof after_easter / sizeof after_easter[0]; i++) {
        off = off || since == after_easter[i];
    }
    return off;
}

int es_french_weekday(int day)
{
    return es_is_french_holiday(day) ? SUNDAY : es_weekday(day);
}

int es_french_workdays(int from_day, int to_day)
{
    int count = 0;
    for (int day = from_day; day <= to_day; day++) {
        count += es_french_weekday(day) < SATURDAY;
    }
    return count;
}

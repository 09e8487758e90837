#include "essor/date.h"

#include <stdio.h>
#include <string.h>

#define DAYS_PER_YEAR 365.25
enum { DAY_OF_2000 = 10957, DAYS_PER_ERA = 146097, DAY_OF_ERA_ZERO = -719468 };

/* Days are counted in eras of 400 years that begin on 1 March, as in Hinnant (2013),
 * "chrono-compatible low-level date algorithms": the leap day then ends a year. */
int es_day(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era + DAY_OF_ERA_ZERO;
}

void es_day_split(int day, int *year, int *month, int *day_of_month)
{
    const int z = day - DAY_OF_ERA_ZERO;
    const int era = (z >= 0 ? z : z - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    const int day_of_era = z - era * DAYS_PER_ERA;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

/* The number made of `count` digits, or -1. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool es_day_parse(const char *text, int *day)
{
    if (strlen(text) != strlen("2023-09-13") || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const int year = digits(text, 4), month = digits(text + 5, 2);
    const int date = digits(text + 8, 2);
    if (year < 0 || month < 1 || month > 12 || date < 1) {
        return false;
    }
    const int parsed = es_day(year, month, date);
    int y, m, d;
    es_day_split(parsed, &y, &m, &d);
    if (m != month || d != date) {
        return false;
    }
    *day = parsed;
    return true;
}

void es_day_format(int day, char text[ES_DAY_TEXT])
{
    text[0] = '\0';
    if (day != ES_NO_DAY) {
        int year, month, date;
        es_day_split(day, &year, &month, &date);
        if (year < 0 || year > 9999) {
            (void)snprintf(text, ES_DAY_TEXT, "%04d-%02d-%02d", year, month, date);
            return;
        }
        const int numbers[] = {year / 100, year % 100, month, date};
        static const unsigned char place[] = {0, 2, 5, 8};
        (void)strcpy(text, "0000-00-00");
        for (size_t i = 0; i < 4;
             i++) { /* printf would cost an import most of its time */
            text[place[i]] = (char)('0' + numbers[i] / 10);
            text[place[i] + 1] = (char)('0' + numbers[i] % 10);
        }
    }
}

int es_month_of_day(int day)
{
    int year, month, date;
    es_day_split(day, &year, &month, &date);
    return (year - 1970) * 12 + month - 1;
}

int es_month_first_day(int month)
{
    const int year = month >= 0 ? month / 12 : -((11 - month) / 12);
    return es_day(1970 + year, month - year * 12 + 1, 1);
}

double es_years_of_day(double day)
{
    return (day - DAY_OF_2000) / DAYS_PER_YEAR;
}

double es_day_of_years(double t_years)
{
    return t_years * DAYS_PER_YEAR + DAY_OF_2000;
}

double es_months_in_window(int from_day, int to_day)
{
    double months = 0.0;
    for (int month = es_month_of_day(from_day); month <= es_month_of_day(to_day);
         month++) {
        const int first = es_month_first_day(month), next = es_month_first_day(month + 1);
        const int from = from_day > first ? from_day : first;
        const int end = to_day + 1 < next ? to_day + 1 : next;
        months += (double)(end - from) / (next - first);
    }
    return months;
}

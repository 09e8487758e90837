/*
 * holiday.h: weekdays, and the days that are off in all of France.
 *
 * Computed, not listed: the eleven public holidays of the Labour Code (article L3133-1),
 * without those of Alsace-Moselle and overseas, as they have been since 1982.
 */
#ifndef ESSOR_HOLIDAY_H
#define ESSOR_HOLIDAY_H

#include <stdbool.h>

/* 0 for Monday to 6 for Sunday. */
int es_weekday(int day);

/* Easter Sunday of a Gregorian year. */
int es_easter_day(int year);

bool es_is_french_holiday(int day);

/* The same as es_weekday, a public holiday counting as a Sunday. */
int es_french_weekday(int day);

/* How many days of a window, both ends included, are neither of a weekend nor a public
 * holiday. */
int es_french_workdays(int from_day, int to_day);

#endif

/*
 * date.h: days, months and the years that models count in.
 *
 * A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar; a
 * month is the number of months since January 1970. Both may be negative. Windows of days
 * include both ends.
 */
#ifndef ESSOR_DATE_H
#define ESSOR_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* A date that is not known. */
#define ES_NO_DAY INT32_MIN

/* The day of a civil date; months 1..12, days 1..31, not checked. */
int es_day(int year, int month, int day);

/* The civil date of a day. */
void es_day_split(int day, int *year, int *month, int *day_of_month);

/* Reads YYYY-MM-DD and nothing else; false, with *day untouched, for any other text and
 * for a date that does not exist. */
bool es_day_parse(const char *text, int *day);

/* Writes YYYY-MM-DD, or "" for ES_NO_DAY. */
enum { ES_DAY_TEXT = 16 };
void es_day_format(int day, char text[ES_DAY_TEXT]);

/* The month that holds a day, and the first day of a month. */
int es_month_of_day(int day);
int es_month_first_day(int month);

/* Years since 2000-01-01 at the start of a day (fractions of a day allowed), of 365.25
 * days each: the time of the models; and back. */
double es_years_of_day(double day);
double es_day_of_years(double t_years);

/* How many months a window of days is: whole months count 1 each, a part of a month its
 * share of that month's days. */
double es_months_in_window(int from_day, int to_day);

#endif

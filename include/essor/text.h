/*
 * text.h: numbers and dates as people read them, in French and English.
 *
 * French has U+202F before % and between thousands, a decimal comma, U+2212 for minus,
 * "120 M" and "1,2 Md" with U+00A0, "1er". English has 1,234.5, 120M, 1.2bn. Nothing here
 * asks the locale.
 *
 * Numbers are rounded as people do it, half away from zero on their decimal digits. From
 * 1e15 on, and below 1e-6, they are written as a power of ten; infinity is U+221E, NAN an
 * en dash.
 */
#ifndef ESSOR_TEXT_H
#define ESSOR_TEXT_H

#include <stddef.h>

enum es_language { ES_FR, ES_EN };

/* Long enough for any text written here. */
enum { ES_TEXT_SIZE = 64 };

/* "fr" or "en". */
const char *es_language_code(enum es_language language);

/* A quantity with about `digits` significant digits, scaled to k, M or Md (bn) and
 * without trailing zeros: 12.5e6 -> "12,5 M". Numbers below 10 000 are written in full:
 * "1 234". */
void es_text_quantity(char text[ES_TEXT_SIZE], double value, int digits,
                      enum es_language language);

/* The same for two ends that share a unit, "180 à 375 M" / "180 to 375M"; ends that read
 * the same are written once. */
void es_text_range(char text[2 * ES_TEXT_SIZE], double low, double high, int digits,
                   enum es_language language);

/* A plain number with `decimals` decimals, 0..15, and thousands separators. */
void es_text_number(char text[ES_TEXT_SIZE], double value, int decimals,
                    enum es_language language);

/* A share 0..1 as a whole percentage: "46 %", "46%"; a share that is not 0 or 1 but would
 * round to them becomes "< 1 %" or "> 99 %". */
void es_text_percent(char text[ES_TEXT_SIZE], double share, enum es_language language);

/* "13 septembre 2023", "1er mars 2025" / "13 September 2023"; "" for ES_NO_DAY, as below.
 */
void es_text_long_day(char text[ES_TEXT_SIZE], int day, enum es_language language);

/* The month that holds the day: "avr. 2025", "avril 2025" / "Apr 2025", "April 2025". */
void es_text_month(char text[ES_TEXT_SIZE], int day, enum es_language language);
void es_text_long_month(char text[ES_TEXT_SIZE], int day, enum es_language language);

/* The short name of month 1..12: "janv.", "Jan". */
const char *es_text_month_name(int month, enum es_language language);

#endif

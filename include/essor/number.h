/* number.h: numbers as files write them: digits, a decimal point, an exponent; no locale.
 */
#ifndef ESSOR_NUMBER_H
#define ESSOR_NUMBER_H

enum es_number_status {
    ES_NUMBER_GOOD,
    ES_NUMBER_BAD,         /* not a number, or more than a number */
    ES_NUMBER_OUT_OF_RANGE /* beyond 1.8e308, or not 0 and below 2.2e-308 in size */
};

/* Reads the whole text as [+-]digits[.digits][e[+-]digits] ("inf", "nan", hexadecimal and
 * surrounding blanks are not numbers); *value stays untouched unless it is good. */
enum es_number_status es_number_parse(const char *text, double *value);

/* The same, and ".5" and "5." too, as other programs write them. */
enum es_number_status es_number_parse_bare(const char *text, double *value);

/* Writes the fewest digits, of 15 to 17, that read back as the same number; "" for NAN.
 */
enum { ES_NUMBER_TEXT = 32 };
void es_number_format(char text[ES_NUMBER_TEXT], double value);

#endif

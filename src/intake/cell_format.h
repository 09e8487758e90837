/* cell_format.h: what a workbook shows of a number: a number, a percentage, a date. */
#ifndef ESSOR_INTAKE_CELL_FORMAT_H
#define ESSOR_INTAKE_CELL_FORMAT_H

#include <stdbool.h>

enum es_cell_format {
    ES_CELL_NUMBER,
    ES_CELL_PERCENT,
    ES_CELL_DAY,
    ES_CELL_MONTH, /* a date that is shown without its day, as "sept. 2023" */
    ES_CELL_YEAR
};

/* The format of a code as "#,##0.00", "0%", "dd/mm/yyyy;@", "mmm yyyy". */
enum es_cell_format es_cell_format_of_code(const char *code);

/* That of the numbers below 164, which workbooks do not spell out. */
enum es_cell_format es_cell_format_built_in(int id);

/* The text of a number under a format: "1234.5", "14%", "2023-09-13", "2023-09", "2023".
 * Days count from 1900, with the day in it that never was, or from 1904. False for a text
 * that is no number. */
enum { ES_CELL_TEXT = 48 };
bool es_cell_print(const char *number, enum es_cell_format format, bool from_1904,
                   char text[ES_CELL_TEXT]);

#endif

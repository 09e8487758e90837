/* csvout.h: fields of CSV files that essor writes (RFC 4180, comma, LF). */
#ifndef ESSOR_CSVOUT_H
#define ESSOR_CSVOUT_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Writes one field, in quotes where it needs them; separators and line ends are the
 * caller's, as is a look at ferror (see es_file_print). `neutralise` puts an apostrophe
 * before a text that a spreadsheet would run (= + - @, tab or CR first): for exports,
 * never for essor's own files.
 */
void es_csv_put(FILE *out, const char *text, bool neutralise);

/* Writes a number as es_number_format does; nothing for NAN. */
void es_csv_put_number(FILE *out, double value);

#endif

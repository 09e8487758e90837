#include "essor/csvout.h"

#include "essor/number.h"

#include <string.h>

void es_csv_put(FILE *out, const char *text, bool neutralise)
{
    const bool active = neutralise && text[0] != '\0' && strchr("=+-@\t\r", text[0]);
    const size_t length = strlen(text);
    if (length == 0) {
        return;
    }
    /* Blanks at an end are part of a field only inside quotes. */
    const bool quoted = strpbrk(text, ",\"\r\n") != NULL || strchr(" \t", text[0]) ||
                        strchr(" \t", text[length - 1]);
    if (!quoted && !active) {
        (void)fwrite(text, 1, length, out);
        return;
    }
    if (quoted) {
        (void)fputc('"', out);
    }
    if (active) {
        (void)fputc('\'', out);
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"') {
            (void)fputc('"', out);
        }
        (void)fputc(*at, out);
    }
    if (quoted) {
        (void)fputc('"', out);
    }
}

void es_csv_put_number(FILE *out, double value)
{
    char text[ES_NUMBER_TEXT];
    es_number_format(text, value);
    (void)fputs(text, out);
}

#include "intake/cell_format.h"

#include "essor/date.h"
#include "essor/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the letters of a code outside quotes, brackets and escapes ask for. */
struct asked {
    bool day, month, year, hour, percent;
};

/* The code behind what begins at `at` and is shown as it stands; `at` if nothing is. */
static const char *skip_literal(const char *at)
{
    if ((*at == '\\' || *at == '_' || *at == '*') && at[1] != '\0') {
        return at + 2;
    }
    const char closing = *at == '"' ? '"' : *at == '[' ? ']' : '\0';
    if (closing == '\0') {
        return at;
    }
    const char *end = strchr(at + 1, closing);
    return end == NULL ? at + strlen(at) : end + 1;
}

static void take_letter(char letter, struct asked *asked)
{
    asked->day = asked->day || letter == 'd' || letter == 'D';
    asked->month = asked->month || letter == 'm' || letter == 'M';
    asked->year = asked->year || letter == 'y' || letter == 'Y';
    asked->hour = asked->hour || letter == 'h' || letter == 'H' || letter == 's';
    asked->percent = asked->percent || letter == '%';
}

enum es_cell_format es_cell_format_of_code(const char *code)
{
    struct asked asked = {false};
    if (strncmp(code, "General", strlen("General")) == 0) {
        return ES_CELL_NUMBER;
    }
    /* Only the first section, that of positive numbers, counts. */
    while (*code != '\0' && *code != ';') {
        const char *behind = skip_literal(code);
        if (behind == code) {
            take_letter(*code, &asked);
            behind++;
        }
        code = behind;
    }
    if (asked.day) {
        return ES_CELL_DAY;
    }
    if (asked.year) {
        return asked.month ? ES_CELL_MONTH : ES_CELL_YEAR;
    }
    const bool month_name = asked.month && !asked.hour;
    return month_name ? ES_CELL_MONTH : asked.percent ? ES_CELL_PERCENT : ES_CELL_NUMBER;
}

enum es_cell_format es_cell_format_built_in(int id)
{
    if (id == 9 || id == 10) {
        return ES_CELL_PERCENT;
    }
    if (id == 17) { /* mmm-yy */
        return ES_CELL_MONTH;
    }
    const bool day = (id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) ||
                     id == 36 || (id >= 50 && id <= 58);
    return day ? ES_CELL_DAY : ES_CELL_NUMBER;
}

static void print_date(double serial, enum es_cell_format format, bool from_1904,
                       char text[ES_CELL_TEXT])
{
    enum { DAY_0_OF_1900 = -25569, DAY_0_OF_1904 = -24107, NEVER = 60 };
    static const size_t shown[] = {
        [ES_CELL_DAY] = 10, [ES_CELL_MONTH] = 7, [ES_CELL_YEAR] = 4};
    char day[ES_DAY_TEXT] = "1900-02-29";
    const int whole = (int)floor(serial);
    if (from_1904) {
        es_day_format(whole + DAY_0_OF_1904, day);
    } else if (whole != NEVER) {
        es_day_format(whole + DAY_0_OF_1900 + (whole < NEVER ? 1 : 0), day);
    }
    day[shown[format]] = '\0';
    (void)strcpy(text, day); // NOLINT: shorter than the room
}

/* Workbooks show 15 digits at most, and keep the noise behind them. */
static void print_number(double value, int digits, char text[ES_CELL_TEXT])
{
    (void)snprintf(text, ES_CELL_TEXT, "%.*g", digits, value);
    char *comma =
        strchr(text, ','); /* of the locale of a program that uses the library */
    if (comma != NULL) {
        *comma = '.';
    }
}

bool es_cell_print(const char *number, enum es_cell_format format, bool from_1904,
                   char text[ES_CELL_TEXT])
{
    enum { LAST_DAY = 2958465 }; /* 9999-12-31 */
    double value;
    if (es_number_parse(number, &value) != ES_NUMBER_GOOD) {
        return false;
    }
    if (format >= ES_CELL_DAY && value >= 0.0 && value <= LAST_DAY) {
        print_date(value, format, from_1904, text);
    } else if (format == ES_CELL_PERCENT) {
        print_number(value * 100.0, 13, text);
        (void)strcat(text, "%"); // NOLINT: there is room
    } else {
        print_number(value, 15, text);
    }
    return true;
}

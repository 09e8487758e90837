/*
 * Plain files: every separator, decimal sign, encoding, layout and style of dates gives
 * the same figures; what can be read in two ways is refused with both readings.
 */
#include "folder.h"

#include "essor/intake.h"

#include <iconv.h>
#include <math.h>

enum { MOST = 64, ROOM = 4096 };

static struct es_figure taken[MOST];
static size_t figures;
static struct es_faults faults;

/* "ville" and "été" are levels, "flux" is a volume; nobody knows another series. */
static bool about(void *context, const char *series, struct es_series_facts *facts)
{
    const bool flow = strcmp(series, "flux") == 0;
    (void)context;
    *facts = (struct es_series_facts){.kind = flow ? ES_WINDOW_TOTAL : ES_STOCK,
                                      .nature = flow ? ES_FLOW_SERIES : ES_STOCK_SERIES,
                                      .unit = "documents",
                                      .whole = "ensemble",
                                      .launch_day = es_day(2022, 2, 3)};
    return strcmp(series, "ville") == 0 || strcmp(series, "été") == 0 ||
           strcmp(series, "flux") == 0;
}

static struct es_reading_style plain_style(void)
{
    return (struct es_reading_style){.published_day = ES_NO_DAY, .about = about};
}

static enum es_status take(void *context, const struct es_figure *figure,
                           struct es_error *error)
{
    (void)context;
    (void)error;
    ck_assert_uint_lt(figures, MOST);
    struct es_figure *kept = &taken[figures++];
    *kept = *figure;
    kept->series = es_arena_copy(arena, figure->series);
    kept->zone = es_arena_copy(arena, figure->zone);
    kept->unit = es_arena_copy(arena, figure->unit);
    kept->id = es_arena_copy(arena, figure->id);
    kept->note = es_arena_copy(arena, figure->note);
    kept->ref = es_arena_copy(arena, figure->ref);
    kept->source_title = es_arena_copy(arena, figure->source_title);
    return ES_OK;
}

static enum es_status read_bytes(const char *bytes, size_t size,
                                 const struct es_reading_style *style)
{
    struct es_intake *intake;
    figures = 0;
    ck_assert_int_eq(
        es_intake_open(file_of("t.csv", bytes, size), style, &intake, arena, &err),
        ES_OK);
    enum es_status status = es_intake_check(intake, &faults, &err);
    if (status == ES_OK) {
        status = es_intake_each(intake, take, NULL, &err);
        ck_assert_uint_eq(es_intake_count(intake), figures);
    }
    es_intake_close(intake);
    return status;
}

static enum es_status read_text(const char *text)
{
    const struct es_reading_style style = plain_style();
    return read_bytes(text, strlen(text), &style);
}

static void figure_is(size_t i, const char *series, const char *from, const char *to,
                      double value)
{
    char days[2][ES_DAY_TEXT];
    ck_assert_uint_lt(i, figures);
    es_day_format(taken[i].from_day, days[0]);
    es_day_format(taken[i].to_day, days[1]);
    ck_assert_str_eq(taken[i].series, series);
    ck_assert_str_eq(days[0], from);
    ck_assert_str_eq(days[1], to);
    ck_assert_double_eq(taken[i].value, value);
}

/* The fault of a file, and words of its message and its hint. */
static void refused(const char *text, enum es_fault_code code, int line, int column,
                    const char *const words[3])
{
    ck_assert_msg(read_text(text) == ES_FINDING, "%s", text);
    ck_assert_uint_eq(faults.n, 1);
    const struct es_fault *fault = &faults.at[0];
    ck_assert_msg(fault->code == code && fault->line == line && fault->column == column,
                  "%d:%d: %s", fault->line, fault->column, fault->message);
    ck_assert_msg(strstr(fault->message, words[0]) != NULL, "%s", fault->message);
    for (int i = 1; i < 3; i++) {
        ck_assert_msg(strstr(fault->hint, words[i]) != NULL, "%s", fault->hint);
    }
}

/* Two series at two dates: what each file of the matrix says. */
struct date_style {
    const char *text[2], *from[2], *to[2];
};
static const struct date_style dates[] = {
    {{"2023-01-31", "2023-02-28"},
     {"2023-01-31", "2023-02-28"},
     {"2023-01-31", "2023-02-28"}},
    {{"31/01/2023", "28/02/2023"},
     {"2023-01-31", "2023-02-28"},
     {"2023-01-31", "2023-02-28"}},
    {{"janv. 2023", "févr. 2023"},
     {"2023-01-01", "2023-02-01"},
     {"2023-01-31", "2023-02-28"}},
    {{"T1 2023", "T2 2023"}, {"2023-01-01", "2023-04-01"}, {"2023-03-31", "2023-06-30"}},
    {{"2022", "2023"}, {"2022-01-01", "2023-01-01"}, {"2022-12-31", "2023-12-31"}},
};
static const struct {
    const char *text[4];
    double value[4];
} decimals[] = {{{"1234.5", "12.25", "0", "1500000"}, {1234.5, 12.25, 0.0, 1.5e6}},
                {{"1234,5", "12,25", "0", "1500000"}, {1234.5, 12.25, 0.0, 1.5e6}},
                {{"1 234,5", "12,25", "0", "1,5 M"}, {1234.5, 12.25, 0.0, 1.5e6}},
                {{"1.234,5", "12,25", "0", "1.500.000"}, {1234.5, 12.25, 0.0, 1.5e6}},
                {{"1,234.5", "12.25", "0", "1,500,000"}, {1234.5, 12.25, 0.0, 1.5e6}}};
static const char separators[] = {',', ';', '\t', '|'};
static const char *const line_ends[] = {"\n", "\r\n", "\r"};
static const char *const encodings[] = {"UTF-8", "UTF-8 with mark", "WINDOWS-1252",
                                        "UTF-16LE", "UTF-16BE"};
enum { DATES = 5, DECIMALS = 5, SEPARATORS = 4, ENCODINGS = 5, LAYOUTS = 4 };

/* Appends a field, in quotes if it holds the separator. */
static void add(char text[], const char *field, const char *end)
{
    const bool quoted = strpbrk(field, ",") != NULL;
    (void)sprintf(text + strlen(text), "%s%s%s%s", quoted ? "\"" : "", field,
                  quoted ? "\"" : "", end);
}

static void add_row(char text[], const char *const field[], size_t n, const char *sign,
                    const char *end)
{
    for (size_t i = 0; i < n; i++) {
        add(text, field[i], i + 1 < n ? sign : end);
    }
}

/* The file of a layout; the values are those of ville, then of été. */
static void make_file(char text[], int layout, const struct date_style *date,
                      const char *const value[4], const char *sign, const char *end)
{
    text[0] = '\0';
    if (layout == 0) { /* long */
        add_row(text, (const char *[]){"série", "date", "valeur"}, 3, sign, end);
        for (int i = 0; i < 4; i++) {
            add_row(
                text,
                (const char *[]){i < 2 ? "ville" : "été", date->text[i % 2], value[i]}, 3,
                sign, end);
        }
    } else if (layout == 1) { /* long, in another order, with more columns */
        add_row(text, (const char *[]){"Valeur", "Commentaire", "Période", "INDICATEUR"},
                4, sign, end);
        for (int i = 0; i < 4; i++) {
            add_row(text,
                    (const char *[]){value[i], "", date->text[i % 2],
                                     i < 2 ? "ville" : "été"},
                    4, sign, end);
        }
    } else if (layout == 2) { /* a column for each series */
        add_row(text, (const char *[]){"date", "ville", "été"}, 3, sign, end);
        for (int i = 0; i < 2; i++) {
            add_row(text, (const char *[]){date->text[i], value[i], value[2 + i]}, 3,
                    sign, end);
        }
    } else { /* a column for each date */
        add_row(text, (const char *[]){"série", date->text[0], date->text[1]}, 3, sign,
                end);
        for (int i = 0; i < 2; i++) {
            add_row(text,
                    (const char *[]){i == 0 ? "ville" : "été", value[2 * i],
                                     value[2 * i + 1]},
                    3, sign, end);
        }
    }
}

/* The text in an encoding; returns its bytes. */
static size_t encode(char text[], const char *name, char bytes[])
{
    char *from = text, *to = bytes;
    size_t left = strlen(text), room = 4 * ROOM;
    if (strncmp(name, "UTF-8", 5) == 0) {
        const size_t mark = strlen(name) > 5 ? 3 : 0;
        memcpy(bytes, "\xef\xbb\xbf", mark);
        memcpy(bytes + mark, text, left);
        return mark + left;
    }
    if (strncmp(name, "UTF-16", 6) == 0) {
        memcpy(to, name[6] == 'L' ? "\xff\xfe" : "\xfe\xff", 2);
        to += 2;
    }
    const iconv_t converter = iconv_open(name, "UTF-8");
    ck_assert(converter != (iconv_t)-1);
    ck_assert_uint_eq(iconv(converter, &from, &left, &to, &room), 0);
    ck_assert_int_eq(iconv_close(converter), 0);
    return (size_t)(to - bytes);
}

static void check_matrix_figures(const struct date_style *date, const double value[4],
                                 bool by_date)
{
    ck_assert_uint_eq(figures, 4);
    for (size_t i = 0; i < 4; i++) {
        const size_t at = by_date ? (i % 2) * 2 + i / 2 : i; /* row by row */
        figure_is(i, at < 2 ? "ville" : "été", date->from[at % 2], date->to[at % 2],
                  value[at]);
        ck_assert_int_eq(taken[i].kind, ES_STOCK);
        ck_assert_str_eq(taken[i].unit, "documents");
        ck_assert_str_eq(taken[i].source_title, "t.csv");
    }
}

START_TEST(every_kind_of_file_gives_the_same_figures)
{
    static char text[ROOM], bytes[5 * ROOM];
    const int layout = _i / (DATES * DECIMALS), style = _i / DECIMALS % DATES;
    const int decimal = _i % DECIMALS;
    for (int s = 0; s < SEPARATORS; s++) {
        for (int e = 0; e < ENCODINGS; e++) {
            const char sign[] = {separators[s], '\0'};
            make_file(text, layout, &dates[style], decimals[decimal].text, sign,
                      line_ends[(s + e) % 3]);
            const size_t size = encode(text, encodings[e], bytes);
            const struct es_reading_style how = plain_style();
            const enum es_status status = read_bytes(bytes, size, &how);
            ck_assert_msg(status == ES_OK, "%s\n%s", text, err.message);
            check_matrix_figures(&dates[style], decimals[decimal].value, layout == 2);
        }
    }
}
END_TEST

START_TEST(numbers_that_nothing_decides_are_refused_with_both_readings)
{
    refused("date;ville\n2023-01-31;1,234\n2023-02-28;12\n", ES_FAULT_E210, 2, 12,
            (const char *[]){"\"1,234\" has two readings", "--decimal comma reads 1.234",
                             "--decimal point 1234"});
    refused("date;ville\n2023-01-31;12\n2023-02-28;1.234\n", ES_FAULT_E210, 3, 12,
            (const char *[]){"\"1.234\" has two readings", "--decimal point reads 1.234",
                             "--decimal comma 1234"});
    refused("date,ville\n2023-01-31,\"1,234\"\n2023-02-28,\"2,345\"\n", ES_FAULT_E210, 2,
            12,
            (const char *[]){"as has 1 more", "--decimal comma reads 1.234",
                             "--decimal point 1234"});
}
END_TEST

START_TEST(one_number_of_the_file_decides_for_the_others)
{
    ck_assert_int_eq(read_text("date;ville;été\n2023-01-31;1,234;1\n2023-02-28;2;12,5\n"),
                     ES_OK);
    figure_is(0, "ville", "2023-01-31", "2023-01-31", 1.234);
    ck_assert_int_eq(
        read_text("date;ville;été\n2023-01-31;1,234;1\n2023-02-28;2;1,234,567\n"), ES_OK);
    figure_is(0, "ville", "2023-01-31", "2023-01-31", 1234.0);
    struct es_reading_style style = plain_style();
    static const char text[] = "date;ville\n2023-01-31;1,234\n";
    style.decimal = ES_DECIMAL_POINT;
    ck_assert_int_eq(read_bytes(text, strlen(text), &style), ES_OK);
    figure_is(0, "ville", "2023-01-31", "2023-01-31", 1234.0);
}
END_TEST

START_TEST(fields_between_commas_have_decimal_points)
{
    ck_assert_int_eq(read_text("date,ville\n2023-01-31,1.234\n"), ES_OK);
    figure_is(0, "ville", "2023-01-31", "2023-01-31", 1.234);
    /* Unless a cell says otherwise. */
    ck_assert_int_eq(read_text("date,ville\n2023-01-31,1.234\n2023-02-28,\"12,5\"\n"),
                     ES_OK);
    figure_is(0, "ville", "2023-01-31", "2023-01-31", 1234.0);
}
END_TEST

START_TEST(a_second_decimal_sign_is_refused_by_the_line_of_the_first)
{
    refused("date;ville\n2023-01-31;12,5\n2023-02-28;13.5\n", ES_FAULT_E203, 3, 12,
            (const char *[]){"cannot read the number \"13.5\"", "comma", "line 2"});
}
END_TEST

START_TEST(dates_that_nothing_decides_are_refused_with_both_readings)
{
    refused("date;ville\n03/04/2023;5\n05/06/2023;6\n", ES_FAULT_E210, 2, 1,
            (const char *[]){"\"03/04/2023\" has two readings",
                             "day-first reads 2023-04-03", "month-first 2023-03-04"});
    ck_assert_int_eq(read_text("date;ville\n03/04/2023;5\n13/06/2023;6\n"), ES_OK);
    figure_is(0, "ville", "2023-04-03", "2023-04-03", 5.0);
    ck_assert_int_eq(read_text("date;ville\n03/04/2023;5\n06/13/2023;6\n"), ES_OK);
    figure_is(0, "ville", "2023-03-04", "2023-03-04", 5.0);
    refused("date;ville\n13/04/2023;5\n04/13/2023;6\n", ES_FAULT_E202, 3, 1,
            (const char *[]){"\"04/13/2023\" does not exist", "the day comes first",
                             "line 2"});
}
END_TEST

/* The first reading notes 3 April and 4 March; only month first makes them repeat. */
START_TEST(dates_decided_late_are_compared_as_decided)
{
    refused("date;ville\n03/04/2023;5\n2023-03-04;7\n12/31/2023;6\n", ES_FAULT_E208, 3,
            12, (const char *[]){"line 2", "--map", "source"});
    ck_assert_int_eq(read_text("date;ville\n03/04/2023;5\n2023-04-03;7\n12/31/2023;6\n"),
                     ES_OK);
    ck_assert_uint_eq(figures, 3);
}
END_TEST

START_TEST(volumes_on_first_days_of_months_are_refused_with_both_readings)
{
    refused("date;flux\n2023-01-01;5\n2023-02-01;6\n", ES_FAULT_E210, 2, 1,
            (const char *[]){"has two readings", "--period day reads 2023-01-01",
                             "--period month 2023-01-01 to 2023-01-31"});
    ck_assert_int_eq(read_text("date;flux\n2023-01-01;5\n2023-02-02;6\n"), ES_OK);
    figure_is(0, "flux", "2023-01-01", "2023-01-01", 5.0);
    ck_assert_int_eq(read_text("mois;flux\n2023-01-01;5\n2023-02-01;6\n"), ES_OK);
    figure_is(1, "flux", "2023-02-01", "2023-02-28", 6.0);
    ck_assert_int_eq(read_text("date;ville\n2023-01-01;5\n2023-02-01;6\n"), ES_OK);
    struct es_reading_style style = plain_style();
    static const char text[] = "date;flux\n1969-11-01;5\n2023-05-01;6\n";
    style.has_period = true;
    style.period = ES_GRAIN_QUARTER;
    ck_assert_int_eq(read_bytes(text, strlen(text), &style), ES_OK);
    figure_is(0, "flux", "1969-10-01", "1969-12-31", 5.0);
    figure_is(1, "flux", "2023-04-01", "2023-06-30", 6.0);
}
END_TEST

START_TEST(the_governments_barometer_is_read)
{
    ck_assert_int_eq(
        read_text("indic_id,enforce_zone_id,metric_enforce_date,maille,indic_vi,indic_va,"
                  "indic_vc,indic_ta\n"
                  "ville,FRANCE,2023-08-01,NAT,12,9.2,50,\n"
                  "ville,R76,2023-08-01,REG,,,,\n"
                  "ville,FRANCE,2024-03-01,NAT,,16.7,,12.4\n"),
        ES_OK);
    ck_assert_uint_eq(figures, 5);
    figure_is(0, "ville_vi", "2023-08-01", "2023-08-01", 12.0);
    ck_assert_int_eq(taken[0].kind, ES_STOCK); /* as "ville" */
    figure_is(4, "ville_ta", "2024-03-01", "2024-03-01", 12.4);
    ck_assert_int_eq(taken[4].kind, ES_PERCENT);
    ck_assert_int_eq(read_text("indic_id,metric_enforce_date,indic_vi\n"
                               "inconnue,2023-08-01,12\n"),
                     ES_FINDING);
    struct es_reading_style style = plain_style();
    static const char template[] =
        "identifiant_indic,zone_id,date_valeur,type_valeur,valeur\n"
        "ville,D2A,2024-01-01,va,10.8\n"
        "ville,FRANCE,2024-01-01,vc,50\n";
    style.has_kind = true;
    style.kind = ES_PERCENT;
    ck_assert_int_eq(read_bytes(template, strlen(template), &style), ES_OK);
    ck_assert_uint_eq(figures, 2);
    figure_is(0, "ville", "2024-01-01", "2024-01-01", 10.8);
    figure_is(1, "ville_vc", "2024-01-01", "2024-01-01", 50.0);
    ck_assert_str_eq(taken[0].zone, "D2A");
    ck_assert_str_eq(taken[1].zone, "");
    ck_assert_int_eq(taken[1].kind, ES_PERCENT);
}
END_TEST

START_TEST(words_of_a_number_make_the_figure)
{
    ck_assert_int_eq(read_text("date;ville\n2023-01-31;<5\n2023-02-28;12,5 M\n"
                               "2023-03-31;n.d.\n2023-04-30;14 %\n2023-05-31;\n"
                               "2023-06-30;180-200\n"),
                     ES_OK);
    ck_assert_uint_eq(figures, 4);
    ck_assert_int_eq(taken[0].qualifier, ES_AT_MOST);
    ck_assert_double_eq(taken[1].quoted_step, 1e5);
    ck_assert_int_eq(taken[1].qualifier, ES_EXACT);
    ck_assert_int_eq(taken[2].kind, ES_PERCENT);
    ck_assert_int_eq(taken[3].qualifier, ES_RANGE);
    ck_assert_double_eq(taken[3].value_hi, 200.0);
}
END_TEST

/* The short way through digits says what the long way says. */
START_TEST(digits_alone_have_the_step_of_any_number)
{
    static const char *const texts[] = {"0",
                                        "1",
                                        "10",
                                        "99",
                                        "100",
                                        "120",
                                        "1000",
                                        "12345",
                                        "1234500",
                                        "007",
                                        "1e3",
                                        "-5",
                                        "999999999999999",
                                        "1234567890123456"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct es_amount reading[2];
        char text[64];
        (void)snprintf(text, sizeof text, "date;ville\n2023-01-31;%s\n", texts[i]);
        const bool good =
            es_amount_parse(texts[i], ES_DECIMAL_POINT, reading) == ES_AMOUNT_GOOD;
        ck_assert_msg((read_text(text) == ES_OK) == good, "%s", texts[i]);
        if (good) {
            ck_assert_double_eq(taken[0].value, reading[0].value);
            ck_assert_double_eq(taken[0].quoted_step, reading[0].step);
        }
    }
}
END_TEST

static void words_are(size_t at, enum es_kind kind, enum es_qualifier qualifier,
                      const char *unit, double step)
{
    ck_assert_int_eq(taken[at].kind, kind);
    ck_assert_int_eq(taken[at].qualifier, qualifier);
    ck_assert_str_eq(taken[at].unit, unit);
    ck_assert_double_eq(taken[at].quoted_step, step);
}

START_TEST(values_in_words_have_the_qualifier_the_range_and_the_kind_that_they_say)
{
    ck_assert_int_eq(read_text("serie;date;valeur\n"
                               "flux;sept. 2023;plus de 12 millions\n"
                               "flux;31/08/2023;près de 3 M par mois\n"
                               "flux;juil. 2023;entre 8 et 9 M\n"
                               "flux;juin 2023;33 %\n"
                               "flux;mai 2023;près de 33 % du total\n"
                               "ville;30/11/2023;nearly 200,000 per month\n"
                               "flux;31/12/2023;120 millions depuis le lancement\n"),
                     ES_OK);
    figure_is(0, "flux", "2023-09-01", "2023-09-30", 12e6);
    words_are(0, ES_WINDOW_TOTAL, ES_AT_LEAST, "documents", 1e6);
    figure_is(1, "flux", "2023-08-01", "2023-08-31", 3e6);
    words_are(1, ES_MONTHLY_RATE, ES_NEARLY, "documents per month", 1e6);
    figure_is(2, "flux", "2023-07-01", "2023-07-31", 8e6);
    words_are(2, ES_WINDOW_TOTAL, ES_RANGE, "documents", 1e6);
    ck_assert_double_eq(taken[2].value_hi, 9e6);
    words_are(3, ES_PERCENT, ES_EXACT, "percent", 1.0);
    words_are(4, ES_SHARE_OF, ES_NEARLY, "percent", 1.0);
    ck_assert_str_eq(taken[4].ref, "ensemble");
    figure_is(5, "ville", "2023-11-01", "2023-11-30", 200000.0);
    words_are(5, ES_GROWTH_PER_MONTH, ES_NEARLY, "documents per month", 1e5);
    figure_is(6, "flux", "2022-02-03", "2023-12-31", 120e6);
}
END_TEST

/* The words are the note where the table has none. */
#define RESAVED_HEADER                                                                   \
    "series;observed_from;observed_to;published;value;value_hi;unit;kind;ref;qualifier;" \
    "quoted_step;date_basis;source_title;source_url;note\r\n"

/* A row of a canonical file as a French spreadsheet saves it. */
static const char *resaved(const char *from, const char *to, const char *value,
                           const char *step)
{
    return es_arena_print(arena,
                          RESAVED_HEADER
                          "ville;%s;%s;;%s;;documents;stock;;about;%s;"
                          "stated;T;;\r\n",
                          from, to, value, step);
}

START_TEST(a_canonical_file_that_a_spreadsheet_saved_again_is_read)
{
    ck_assert_int_eq(read_text(resaved("01/08/2023", "31/08/2023", "12,5", "0,1")),
                     ES_OK);
    figure_is(0, "ville", "2023-08-01", "2023-08-31", 12.5);
    ck_assert_double_eq(taken[0].quoted_step, 0.1);
    ck_assert_int_eq(read_text(resaved("2023-08-31", "31/08/2023", "1,234", "0,001")),
                     ES_OK);
    figure_is(0, "ville", "2023-08-31", "2023-08-31", 1.234);
}
END_TEST

START_TEST(what_stays_open_in_a_canonical_file_is_refused)
{
    refused(resaved("03/04/2023", "03/04/2023", "5", "1"), ES_FAULT_E210, 2, 7,
            (const char *[]){"\"03/04/2023\" has two readings", "--date-order", ""});
    refused(resaved("2023-08-31", "2023-08-31", "1,234", "1"), ES_FAULT_E210, 2, 30,
            (const char *[]){"two readings", "--decimal", ""});
    refused(resaved("2023-08-31", "8/31/2023", "1,5", "0,1"), ES_FAULT_E202, 2, 18,
            (const char *[]){"cannot read the date", "", ""});
}
END_TEST

START_TEST(values_in_words_are_kept_as_notes)
{
    ck_assert_int_eq(
        read_text("serie;date;valeur;note\nflux;sept. 2023;plus de 12 millions;\n"
                  "flux;oct. 2023;plus de 12 millions;lu\n"),
        ES_OK);
    ck_assert_str_eq(taken[0].note, "plus de 12 millions");
    ck_assert_str_eq(taken[1].note, "lu");
}
END_TEST

START_TEST(words_that_contradict_the_columns_beside_them_are_faults)
{
    static const struct {
        const char *row, *words;
        int column;
    } wrong[] = {
        {"flux;août 2023;près de 3 M par mois;stock;", "do not fit the kind stock", 16},
        {"flux;août 2023;14 %;window_total;", "the kind beside it is not", 16},
        {"flux;août 2023;14 %;;documents", "the unit beside it is not", 16},
        {"flux;août 2023;près de 14 % du total;;documents", "another unit", 16},
        {"flux;août 2023;plus de 3 M de profils;;documents", "another unit", 16},
        {"flux;août 2023;3 M de documents par an;;documents par mois", "another unit",
         16},
        {"flux;juin 2023;3 M de documents en août 2023;;", "another date", 16},
        {"ville;août 2023;+200 000;;", "has levels", 17},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "serie;date;valeur;kind;unite\n%s\n",
                       wrong[i].row);
        refused(text, ES_FAULT_E212, 2, wrong[i].column,
                (const char *[]){wrong[i].words, "", ""});
    }
}
END_TEST

START_TEST(words_that_are_not_understood_are_named)
{
    refused("serie;date;valeur\nflux;août 2023;vaguement 3 millions\n", ES_FAULT_E203, 2,
            16, (const char *[]){"not understood: \"vaguement\"", "", ""});
    refused("serie;date;valeur\nflux;août 2023;objectif 3 millions\n", ES_FAULT_E203, 2,
            16, (const char *[]){"it speaks of an aim", "", ""});
    refused("serie;date;valeur\nflux;août 2023;en moyenne 3 millions\n", ES_FAULT_E203, 2,
            16, (const char *[]){"an average per month, or per year?", "", ""});
}
END_TEST

START_TEST(what_a_header_lacks_is_said_with_the_option_that_gives_it)
{
    refused("jour;nombre\n2023-01-31;5\n", ES_FAULT_E110, 1, 1,
            (const char *[]){"no column is the series", "--series NAME", "--map"});
    refused("a;b\n2023-01-31;5\n", ES_FAULT_E110, 1, 1,
            (const char *[]){"no column is the date", "--map date=COLUMN", "value"});
    refused("ville;valeur\nx;5\n", ES_FAULT_E110, 1, 1,
            (const char *[]){"no column is the date", "--map date=COLUMN", ""});
    refused("serie;date;nombre;valeur\nville;2023-01-31;5;6\n", ES_FAULT_E112, 1, 19,
            (const char *[]){"\"nombre\" or \"valeur\"", "--map value=nombre", ""});
    refused("date;inconnue\n2023-01-31;5\n", ES_FAULT_E211, 2, 12,
            (const char *[]){"no series of the project is fed by \"inconnue\"",
                             "--kind stock", "window_total"});
}
END_TEST

START_TEST(a_map_names_columns_and_refuses_what_is_not_there)
{
    struct es_reading_style style = plain_style();
    static const char text[] = "quand;combien;quoi;autre\n2023-01-31;5;ville;x\n";
    style.map = "date=quand,value=combien,series=quoi";
    ck_assert_int_eq(read_bytes(text, strlen(text), &style), ES_OK);
    figure_is(0, "ville", "2023-01-31", "2023-01-31", 5.0);
    static const struct {
        const char *map, *words;
    } wrong[] = {{"date=quan", "did you mean \"quand\"?"},
                 {"jour=quand", "--map cannot give \"jour\""},
                 {"date", "--map takes ROLE=COLUMN"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct es_intake *intake;
        style.map = wrong[i].map;
        ck_assert_int_eq(es_intake_open(file_of("t.csv", text, strlen(text)), &style,
                                        &intake, arena, &err),
                         ES_ERR_ARGUMENT);
        ck_assert_msg(strstr(err.message, wrong[i].words) != NULL, "%s", err.message);
    }
}
END_TEST

START_TEST(two_values_of_a_series_for_the_same_dates_are_refused)
{
    refused(
        "serie;date;valeur\nville;2023-01-31;5\nété;2023-01-31;5\nville;2023-01-31;6\n",
        ES_FAULT_E208, 4, 18, (const char *[]){"line 2", "--map zone=COLUMN", ""});
    ck_assert_int_eq(read_text("serie;zone;date;valeur\nville;a;2023-01-31;5\n"
                               "ville;b;2023-01-31;5\n"),
                     ES_OK);
    ck_assert_uint_eq(figures, 2);
}
END_TEST

START_TEST(all_faults_are_reported_at_once)
{
    ck_assert_int_eq(read_text("serie;date;valeur\n;2023-01-31;5\nville;31/02/2023;5\n"
                               "ville;;5\nville;2023-01-31;abc\nville;2023-01-31;1e999\n"
                               "ville;2023-01-31\nville;hier;5\n"),
                     ES_FINDING);
    static const struct {
        enum es_fault_code code;
        int line, column;
    } expected[] = {{ES_FAULT_E201, 2, 1},  {ES_FAULT_E202, 3, 7},  {ES_FAULT_E201, 4, 7},
                    {ES_FAULT_E203, 5, 18}, {ES_FAULT_E204, 6, 18}, {ES_FAULT_E103, 7, 7},
                    {ES_FAULT_E202, 8, 7}};
    ck_assert_uint_eq(faults.n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < faults.n; i++) {
        ck_assert_msg(faults.at[i].code == expected[i].code &&
                          faults.at[i].line == expected[i].line &&
                          faults.at[i].column == expected[i].column,
                      "%d:%d: %s", faults.at[i].line, faults.at[i].column,
                      faults.at[i].message);
    }
    ck_assert_ptr_nonnull(strstr(faults.at[1].message, "has 28 days"));
}
END_TEST

/* The ideas of the files that CSV readers are tried with. */
START_TEST(fields_come_through_whole)
{
    static const struct {
        const char *text, *series;
    } files[] = {
        {"serie,date,valeur\n\"a,b\",2023-01-31,1\n", "a,b"},
        {"serie,date,valeur\n\"say \"\"hi\"\"\",2023-01-31,1\n", "say \"hi\""},
        {"serie,date,valeur\n\"two\nlines\",2023-01-31,1\n", "two\nlines"},
        {"serie,date,valeur\r\n\"two\r\nlines\",2023-01-31,1\r\n", "two\r\nlines"},
        {"serie,date,valeur\n\"{\"\"type\"\": \"\"Point\"\", \"\"x\"\": [1, "
         "2]}\",2023-01-31,1\n",
         "{\"type\": \"Point\", \"x\": [1, 2]}"},
        {"serie,date,valeur\nʤ 統計 été,2023-01-31,1\n", "ʤ 統計 été"},
        {"\"serie\",\"date\",\"valeur\"\n\"x\",\"2023-01-31\",\"1\"\n", "x"},
        {"serie,date,valeur,note\nx,2023-01-31,1,\n", "x"},
        {"serie,date,valeur,note\nx,2023-01-31,1,\"\"\n,,,\n", "x"},
        {"serie,date,valeur\n  x  , 2023-01-31 ,\" 1 \"", "x"},
    };
    struct es_reading_style style = plain_style();
    style.has_kind = true;
    style.kind = ES_STOCK;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const enum es_status status =
            read_bytes(files[i].text, strlen(files[i].text), &style);
        ck_assert_msg(status == ES_OK, "%s: %s", files[i].text, err.message);
        ck_assert_uint_eq(figures, 1);
        figure_is(0, files[i].series, "2023-01-31", "2023-01-31", 1.0);
    }
}
END_TEST

/* The same file again, once with a kind that nobody had to look up. */
START_TEST(malformed_files_say_where)
{
    static const char header[] = "serie,date,valeur\n";
    static const struct {
        const char *text;
        enum es_fault_code code;
        int line, column;
    } files[] = {
        {"ville,2023-01-31,\"1\n", ES_FAULT_E102, 2, 18},
        {"ville,2023-01-31,1\"2\n", ES_FAULT_E102, 2, 19},
        {"\"ville\"x,2023-01-31,1\n", ES_FAULT_E102, 2, 8},
        {"ville,2023-01-31\n", ES_FAULT_E103, 2, 7},
        {"ville,2023-01-31,1,2\n", ES_FAULT_E103, 2, 20},
        {"ville,2023-01-31,1\nété;2023-01-31;2\n", ES_FAULT_E103, 3, 1},
        {"ville,2023-01-31,\x01\n", ES_FAULT_E106, 2, 18},
        {"\"a\nb\",2023-01-31,x\n", ES_FAULT_E203, 3, 15},
        {"ville,2023-01-31,0x10\n", ES_FAULT_E203, 2, 18},
        {"ville,2023-01-31,inf\n", ES_FAULT_E203, 2, 18},
        {"ville,2023-01-31,x5\n", ES_FAULT_E209, 2, 18},
    };
    struct es_reading_style style = plain_style();
    style.has_kind = true;
    style.kind = ES_STOCK;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "%s%s", header, files[i].text);
        ck_assert_msg(read_bytes(text, strlen(text), &style) == ES_FINDING, "%s", text);
        ck_assert_msg(faults.at[0].code == files[i].code &&
                          faults.at[0].line == files[i].line &&
                          faults.at[0].column == files[i].column,
                      "%s: %d:%d: %s", text, faults.at[0].line, faults.at[0].column,
                      faults.at[0].message);
        ck_assert_uint_eq(figures, 0);
    }
}
END_TEST

/* Thousands of rows that differ, and two that do not. */
START_TEST(repeats_are_found_among_many)
{
    static char text[400000];
    size_t used = (size_t)sprintf(text, "date,ville\n");
    char day[ES_DAY_TEXT];
    for (int i = 0; i < 12000; i++) {
        es_day_format(i - 5000, day);
        used += (size_t)sprintf(text + used, "%s,%d\n", day, i);
    }
    const size_t good = used;
    const struct es_reading_style style = plain_style();
    struct es_intake *intake;
    ck_assert_int_eq(
        es_intake_open(file_of("t.csv", text, good), &style, &intake, arena, &err),
        ES_OK);
    ck_assert_int_eq(es_intake_check(intake, &faults, &err), ES_OK);
    ck_assert_uint_eq(es_intake_count(intake), 12000);
    es_intake_close(intake);
    es_day_format(77 - 5000, day);
    (void)sprintf(text + used, "%s,77\n", day);
    refused(text, ES_FAULT_E208, 12002, 12, (const char *[]){"line 79 ", "", ""});
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("import");
    TCase *tests = tcase_create("import");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_loop_test(tests, every_kind_of_file_gives_the_same_figures, 0,
                        LAYOUTS * DATES * DECIMALS);
    tcase_add_test(tests, numbers_that_nothing_decides_are_refused_with_both_readings);
    tcase_add_test(tests, one_number_of_the_file_decides_for_the_others);
    tcase_add_test(tests, fields_between_commas_have_decimal_points);
    tcase_add_test(tests, a_second_decimal_sign_is_refused_by_the_line_of_the_first);
    tcase_add_test(tests, dates_that_nothing_decides_are_refused_with_both_readings);
    tcase_add_test(tests, dates_decided_late_are_compared_as_decided);
    tcase_add_test(tests, volumes_on_first_days_of_months_are_refused_with_both_readings);
    tcase_add_test(tests, the_governments_barometer_is_read);
    tcase_add_test(tests, words_of_a_number_make_the_figure);
    tcase_add_test(
        tests, values_in_words_have_the_qualifier_the_range_and_the_kind_that_they_say);
    tcase_add_test(tests, a_canonical_file_that_a_spreadsheet_saved_again_is_read);
    tcase_add_test(tests, what_stays_open_in_a_canonical_file_is_refused);
    tcase_add_test(tests, values_in_words_are_kept_as_notes);
    tcase_add_test(tests, words_that_contradict_the_columns_beside_them_are_faults);
    tcase_add_test(tests, words_that_are_not_understood_are_named);
    tcase_add_test(tests, digits_alone_have_the_step_of_any_number);
    tcase_add_test(tests, what_a_header_lacks_is_said_with_the_option_that_gives_it);
    tcase_add_test(tests, a_map_names_columns_and_refuses_what_is_not_there);
    tcase_add_test(tests, two_values_of_a_series_for_the_same_dates_are_refused);
    tcase_add_test(tests, all_faults_are_reported_at_once);
    tcase_add_test(tests, fields_come_through_whole);
    tcase_add_test(tests, malformed_files_say_where);
    tcase_add_test(tests, repeats_are_found_among_many);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

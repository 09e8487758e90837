#include "folder.h"
#include "intake/csv.h"
#include "intake/source.h"
#include "intake/table.h"

static struct es_table csv;
static struct es_faults faults;

static enum es_status read_bytes(const char *bytes, size_t size)
{
    ck_assert_int_eq(es_table_read(file_of("t.csv", bytes, size), &csv, arena, &err),
                     ES_OK);
    return es_fault_list_close(&csv.faults, &faults, &err);
}

static enum es_status read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void cell_is(size_t row, size_t column, const char *text)
{
    ck_assert_uint_lt(row, csv.rows);
    ck_assert_uint_lt(column, csv.columns);
    ck_assert_str_eq(csv.row[row].cell[column], text);
}

static void fault_is(size_t i, enum es_fault_code code, int line, int column)
{
    ck_assert_uint_lt(i, faults.n);
    ck_assert_msg(faults.at[i].code == code && faults.at[i].line == line &&
                      faults.at[i].column == column,
                  "%d:%d: %s", faults.at[i].line, faults.at[i].column,
                  faults.at[i].message);
}

/* The one fault of a text. */
static void only_fault(const char *text, enum es_fault_code code, int line, int column)
{
    ck_assert_int_eq(read_text(text), ES_FINDING);
    fault_is(0, code, line, column);
    ck_assert_uint_eq(faults.n, 1);
}

START_TEST(quoted_fields_hold_commas_quotes_and_lines)
{
    ck_assert_int_eq(read_text("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",\"\"\n"),
                     ES_OK);
    ck_assert_uint_eq(csv.rows, 3);
    cell_is(1, 0, "x, y");
    cell_is(1, 1, "say \"no\"");
    cell_is(2, 0, "two\nlines");
    cell_is(2, 1, "");
}
END_TEST

START_TEST(lines_may_end_in_three_ways_and_the_last_in_none)
{
    static const char *const texts[] = {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n",
                                        "a,b\r1,2\r3,4\r", "a,b\n1,2\n3,4",
                                        "\xef\xbb\xbf"
                                        "a,b\n\n1,2\n  \n3,4"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ck_assert_int_eq(read_text(texts[i]), ES_OK);
        ck_assert_uint_eq(csv.rows, 3);
        cell_is(0, 0, "a");
        cell_is(1, 1, "2");
        cell_is(2, 1, "4");
    }
}
END_TEST

START_TEST(blanks_around_a_field_are_no_part_of_it_unless_quoted)
{
    ck_assert_int_eq(read_text("a,b\n  x y , \" z \" \n"), ES_OK);
    cell_is(1, 0, "x y");
    cell_is(1, 1, " z ");
}
END_TEST

START_TEST(places_count_characters_and_lines_inside_quotes)
{
    /* The third row stands on line 4, since the second holds a line end. */
    ck_assert_int_eq(read_text("a,b\r\n\"é\r\nü\",x\r\nà,\"ñ\",z\r\n"), ES_FINDING);
    fault_is(0, ES_FAULT_E103, 4, 7);
    ck_assert_str_eq(faults.at[0].source, "à,\"ñ\",z");
    ck_assert_str_eq(faults.at[0].message, "the row has 3 fields, the header 2");

    const struct es_place first = es_record_place(&csv.row[1], 0, arena);
    const struct es_place second = es_record_place(&csv.row[1], 1, arena);
    ck_assert_int_eq(first.line, 2);
    ck_assert_int_eq(second.line, 3);
    ck_assert_int_eq(second.column, 4);
}
END_TEST

START_TEST(lines_that_end_with_cr_alone_are_counted)
{
    only_fault("a,b\r1,2\r1\r1,2\r", ES_FAULT_E103, 3, 1);
}
END_TEST

START_TEST(a_stray_quote_costs_its_row_only)
{
    ck_assert_int_eq(read_text("a,b\n12\" x,1\n\"y\"z,1\nok,1\n"), ES_FINDING);
    ck_assert_uint_eq(faults.n, 2);
    fault_is(0, ES_FAULT_E102, 2, 3);
    fault_is(1, ES_FAULT_E102, 3, 4);
    ck_assert_str_eq(faults.at[1].message, "text behind a closing quote");
    ck_assert_uint_eq(csv.rows, 2);
    cell_is(1, 0, "ok");
}
END_TEST

START_TEST(an_open_quote_is_shown_where_it_opens)
{
    only_fault("a,b\n1,\"never\n2,3\n", ES_FAULT_E102, 2, 3);
    only_fault("a,\"b\n", ES_FAULT_E102, 1, 3);
}
END_TEST

START_TEST(a_broken_header_stops_the_reading)
{
    only_fault("a\"b,c\n1,2,3\n", ES_FAULT_E102, 1, 2);
}
END_TEST

START_TEST(an_empty_file_is_a_fault_of_the_whole_file)
{
    only_fault("", ES_FAULT_E101, 0, 0);
    only_fault("\xef\xbb\xbf", ES_FAULT_E101, 0, 0);
    only_fault("\n\n  \r\n", ES_FAULT_E101, 0, 0);
}
END_TEST

START_TEST(damaged_utf8_is_reported_once_a_line)
{
    ck_assert_int_eq(
        read_text("a,b\n\xe9t\xe9,1\nok,\xc0\xaf\n\xed\xa0\x80,3\n\xc3\xa9,4\n"),
        ES_FINDING);
    ck_assert_uint_eq(faults.n, 3);
    fault_is(0, ES_FAULT_E104, 2, 1);
    fault_is(1, ES_FAULT_E104, 3, 4);
    fault_is(2, ES_FAULT_E104, 4, 1); /* a surrogate */
    ck_assert_str_eq(faults.at[0].source, "\xef\xbf\xbdt\xef\xbf\xbd,1");
}
END_TEST

START_TEST(control_characters_are_reported_and_never_shown)
{
    static const char bytes[] = "a,b\nx\0y,\x1b[31m\nz\xe2\x80\xae,\x7f\n";
    ck_assert_int_eq(read_bytes(bytes, sizeof bytes - 1), ES_FINDING);
    ck_assert_uint_eq(faults.n, 4);
    fault_is(0, ES_FAULT_E106, 2, 2);
    fault_is(1, ES_FAULT_E106, 2, 5);
    fault_is(2, ES_FAULT_E106, 3, 2); /* turns the direction of writing around */
    fault_is(3, ES_FAULT_E106, 3, 4);
    ck_assert_str_eq(faults.at[0].source, "x\xef\xbf\xbdy,\xef\xbf\xbd[31m");
}
END_TEST

START_TEST(a_field_of_the_longest_length_is_read_and_a_longer_one_refused)
{
    static char text[ES_CSV_MOST_FIELD + 16];
    memcpy(text, "a\n", 2);
    memset(text + 2, 'x', ES_CSV_MOST_FIELD);
    (void)strcpy(text + 2 + ES_CSV_MOST_FIELD, "\n");
    ck_assert_int_eq(read_text(text), ES_OK);
    ck_assert_uint_eq(strlen(csv.row[1].cell[0]), ES_CSV_MOST_FIELD);
    (void)strcpy(text + 2 + ES_CSV_MOST_FIELD, "x\n");
    only_fault(text, ES_FAULT_E105, 2, 1);
}
END_TEST

START_TEST(columns_are_bounded)
{
    static char text[2 * ES_CSV_MOST_COLUMNS + 8];
    for (int i = 0; i <= ES_CSV_MOST_COLUMNS; i++) {
        text[2 * i] = 'c';
        text[2 * i + 1] = ',';
    }
    text[2 * ES_CSV_MOST_COLUMNS - 1] = '\0';
    ck_assert_int_eq(read_text(text), ES_OK);
    ck_assert_uint_eq(csv.columns, ES_CSV_MOST_COLUMNS);
    text[2 * ES_CSV_MOST_COLUMNS - 1] = ',';
    text[2 * ES_CSV_MOST_COLUMNS + 1] = '\0';
    ck_assert_int_eq(read_text(text), ES_FINDING);
    ck_assert_int_eq(faults.at[0].code, ES_FAULT_E105);
}
END_TEST

START_TEST(a_row_with_thousands_of_fields_is_one_fault)
{
    static char text[40000];
    (void)strcpy(text, "a,b\n");
    memset(text + 4, ',', sizeof text - 8);
    (void)strcpy(text + sizeof text - 4, "\n");
    only_fault(text, ES_FAULT_E103, 2, 3);
}
END_TEST

START_TEST(a_file_too_long_is_refused_without_reading_it_all)
{
    const char *path = file_of("t.csv", "a\n", 2);
    ck_assert_int_eq(truncate(path, (off_t)ES_SOURCE_MOST_BYTES + 1), 0);
    ck_assert_int_eq(es_table_read(path, &csv, arena, &err), ES_OK);
    ck_assert_int_eq(es_fault_list_close(&csv.faults, &faults, &err), ES_FINDING);
    fault_is(0, ES_FAULT_E105, 0, 0);
}
END_TEST

START_TEST(a_thousand_faults_are_listed_and_the_others_counted)
{
    char text[6 + 3 * 1500 + 1] = "a,b,c\n";
    for (int i = 0; i < 1500; i++) {
        memcpy(text + 6 + 3 * i, "1,\n", 3);
    }
    ck_assert_int_eq(read_text(text), ES_FINDING);
    ck_assert_uint_eq(faults.n, 1000);
    ck_assert_uint_eq(faults.unlisted, 500);
    fault_is(999, ES_FAULT_E103, 1001, 3);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_no_fault_but_an_error)
{
    ck_assert_int_eq(es_table_read(in_folder("none.csv"), &csv, arena, &err), ES_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "none.csv"));
}
END_TEST

static void prints(const struct es_fault *fault, const char *expected)
{
    char *text;
    ck_assert_int_eq(es_fault_print(fault, &text, arena, &err), ES_OK);
    ck_assert_str_eq(text, expected);
}

START_TEST(a_fault_is_printed_like_a_compilers)
{
    struct es_fault fault = {.code = ES_FAULT_E203,
                             .file = "figures.csv",
                             .line = 14,
                             .column = 4,
                             .width = 4,
                             .message = "cannot read the number \"12,O\"",
                             .source = "a;b;12,O;c",
                             .hint = "letter O where a zero is expected?"};
    prints(&fault,
           "figures.csv:14:4: error E203: cannot read the number \"12,O\"\n"
           "  14 | a;b;12,O;c\n"
           "     |    ^~~~\n"
           "  hint: letter O where a zero is expected?\n");
    fault.hint = "";
    fault.line = 123456;
    fault.width = 1;
    fault.column = 1;
    prints(&fault,
           "figures.csv:123456:1: error E203: cannot read the number \"12,O\"\n"
           "123456 | a;b;12,O;c\n"
           "       | ^\n");
    fault.line = 0;
    prints(&fault, "figures.csv: error E203: cannot read the number \"12,O\"\n");
}
END_TEST

START_TEST(a_long_line_is_cut_around_the_caret)
{
    char source[1001];
    memset(source, 'x', 1000);
    source[1000] = '\0';
    memcpy(source + 500, "12,O", 4);
    const struct es_fault fault = {ES_FAULT_E203, "f", 3, 501, 4, "m", source, "", NULL};
    char *text;
    ck_assert_int_eq(es_fault_print(&fault, &text, arena, &err), ES_OK);
    char *lines[4];
    for (int i = 0; i < 4; i++) {
        lines[i] = strtok(i == 0 ? text : NULL, "\n");
    }
    ck_assert_ptr_null(lines[3]);
    ck_assert_uint_lt(strlen(lines[1]), 7 + 100 + 2 * 3 + 1);
    /* The ellipsis is three bytes and one column. */
    const char *caret = strchr(lines[2], '^');
    ck_assert_ptr_nonnull(caret);
    ck_assert_int_eq(strncmp(lines[1] + (caret - lines[2]) + 2, "12,O", 4), 0);
    ck_assert_str_eq(caret, "^~~~");
}
END_TEST

START_TEST(a_caret_at_the_end_of_a_long_line_stays_in_the_window)
{
    char source[1001];
    memset(source, 'x', 1000);
    source[1000] = '\0';
    const struct es_fault fault = {ES_FAULT_E203, "f", 3, 1000, 1, "m", source, "", NULL};
    char *text;
    ck_assert_int_eq(es_fault_print(&fault, &text, arena, &err), ES_OK);
    const char *caret = strrchr(text, '\n') - 1;
    ck_assert_int_eq(*caret, '^');
    const char *third = strstr(text, "     | ");
    ck_assert_int_eq((int)(caret - third), 7 + 1 + 99);
}
END_TEST

START_TEST(a_caret_just_behind_a_line_of_the_windows_width_is_one_character)
{
    char source[301];
    memset(source, 'x', 300);
    for (size_t length = 99; length <= 300; length++) {
        source[length] = '\0';
        const struct es_fault fault = {ES_FAULT_E103, "f", 3,   (int)length + 1, 1, "m",
                                       source,        "",  NULL};
        char *text;
        ck_assert_int_eq(es_fault_print(&fault, &text, arena, &err), ES_OK);
        ck_assert_str_eq(strchr(text, '^'), "^\n");
        source[length] = 'x';
    }
    only_fault("a,b\n1,2,\n", ES_FAULT_E103, 2, 5);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("csv");
    TCase *tests = tcase_create("csv");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, quoted_fields_hold_commas_quotes_and_lines);
    tcase_add_test(tests, lines_may_end_in_three_ways_and_the_last_in_none);
    tcase_add_test(tests, blanks_around_a_field_are_no_part_of_it_unless_quoted);
    tcase_add_test(tests, places_count_characters_and_lines_inside_quotes);
    tcase_add_test(tests, lines_that_end_with_cr_alone_are_counted);
    tcase_add_test(tests, a_stray_quote_costs_its_row_only);
    tcase_add_test(tests, an_open_quote_is_shown_where_it_opens);
    tcase_add_test(tests, a_broken_header_stops_the_reading);
    tcase_add_test(tests, an_empty_file_is_a_fault_of_the_whole_file);
    tcase_add_test(tests, damaged_utf8_is_reported_once_a_line);
    tcase_add_test(tests, control_characters_are_reported_and_never_shown);
    tcase_add_test(tests, a_field_of_the_longest_length_is_read_and_a_longer_one_refused);
    tcase_add_test(tests, columns_are_bounded);
    tcase_add_test(tests, a_row_with_thousands_of_fields_is_one_fault);
    tcase_add_test(tests, a_file_too_long_is_refused_without_reading_it_all);
    tcase_add_test(tests, a_thousand_faults_are_listed_and_the_others_counted);
    tcase_add_test(tests, a_file_that_is_not_there_is_no_fault_but_an_error);
    tcase_add_test(tests, a_fault_is_printed_like_a_compilers);
    tcase_add_test(tests, a_long_line_is_cut_around_the_caret);
    tcase_add_test(tests, a_caret_at_the_end_of_a_long_line_stays_in_the_window);
    tcase_add_test(tests,
                   a_caret_just_behind_a_line_of_the_windows_width_is_one_character);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

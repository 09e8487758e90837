/* Encodings and separators: found where they are certain, asked for where they are not.
 */
#include "folder.h"
#include "intake/rows.h"
#include "intake/separator.h"

static struct es_fault_list list;
static struct es_faults faults;

/* The cells of a file, with / between fields and a line end behind each row. */
static const char *read_file(const char *bytes, size_t size,
                             const struct es_file_style *how)
{
    struct es_rows *rows;
    const char *path = file_of("t.csv", bytes, size), *text = "";
    es_fault_list_open(&list, path, arena);
    ck_assert_int_eq(es_rows_open(path, how, &rows, &list, &err), ES_OK);
    struct es_record record = {.n = 0};
    if (rows != NULL) {
        record = *es_rows_header(rows);
    }
    while (record.n > 0) {
        for (size_t i = 0; i < record.n; i++) {
            text = es_arena_print(arena, "%s%s%s", text, record.cell[i],
                                  i + 1 < record.n ? "/" : "\n");
        }
        ck_assert_int_eq(es_rows_next(rows, &record, &err), ES_OK);
    }
    es_rows_close(rows);
    (void)es_fault_list_close(&list, &faults, &err);
    return text;
}

#define READ(bytes, how) read_file(bytes, sizeof(bytes) - 1, how)

static void refused(enum es_fault_code code, int line, int column)
{
    ck_assert_uint_eq(faults.n, 1);
    ck_assert_int_eq(faults.at[0].code, code);
    ck_assert_int_eq(faults.at[0].line, line);
    ck_assert_int_eq(faults.at[0].column, column);
}

static void hint_has(const char *words)
{
    ck_assert_msg(strstr(faults.at[0].hint, words) != NULL, "%s", faults.at[0].hint);
}

START_TEST(each_encoding_gives_the_same_text)
{
    static const char expected[] = "année/été\n1/2\n";
    ck_assert_str_eq(READ("année,été\n1,2\n", NULL), expected);
    ck_assert_str_eq(READ("\xef\xbb\xbf"
                          "année,été\n1,2\n",
                          NULL),
                     expected);
    ck_assert_str_eq(READ("ann\xe9"
                          "e,\xe9t\xe9\n1,2\n",
                          NULL),
                     expected);
    ck_assert_str_eq(READ("\xff\xfe"
                          "a\0n\0n\0\xe9\0e\0,\0\xe9\0t\0\xe9\0\n\0"
                          "1\0,\0"
                          "2\0\n\0",
                          NULL),
                     expected);
    ck_assert_str_eq(READ("\xfe\xff"
                          "\0a\0n\0n\0\xe9\0e\0,\0\xe9\0t\0\xe9\0\n\0"
                          "1\0,\0"
                          "2\0\n",
                          NULL),
                     expected);
}
END_TEST

START_TEST(bytes_that_only_windows_has_decide)
{
    ck_assert_str_eq(READ("a,b\n\x80 \xa4,2\n", NULL), "a/b\n€ ¤/2\n");
    ck_assert_uint_eq(faults.n, 0);
}
END_TEST

START_TEST(two_single_byte_encodings_are_refused_with_both_readings)
{
    static const char text[] = "a,b\r\n1,x\r\n\xe9 12 \xa4,2\r\n";
    ck_assert_str_eq(READ(text, NULL), "");
    refused(ES_FAULT_E104, 3, 6);
    hint_has("--encoding windows-1252 reads \"é 12 ¤,2\"");
    hint_has("--encoding iso-8859-15 reads \"é 12 €,2\"");
    ck_assert_str_eq(READ(text, &(struct es_file_style){.encoding = "iso-8859-15"}),
                     "a/b\n1/x\né 12 €/2\n");
    ck_assert_str_eq(READ(text, &(struct es_file_style){.encoding = "Windows-1252"}),
                     "a/b\n1/x\né 12 ¤/2\n");
}
END_TEST

START_TEST(what_an_encoding_does_not_have_is_reported_where_it_stands)
{
    (void)READ(
        "\xff\xfe"
        "a\0,\0b\0\n\0x\0\x00\xd8,\0y\0\n\0",
        NULL); /* half a surrogate pair */
    refused(ES_FAULT_E104, 2, 2);
    (void)READ("a,b\n1,\x81\n", &(struct es_file_style){.encoding = "windows-1252"});
    refused(ES_FAULT_E104, 2, 3);
}
END_TEST

START_TEST(a_program_is_no_table)
{
    ck_assert_str_eq(READ("\x7f"
                          "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\0\0",
                          NULL),
                     "");
    refused(ES_FAULT_E106, 0, 0);
}
END_TEST

START_TEST(each_separator_is_found)
{
    static const char expected[] = "a/b/c\n1/2/3\n";
    ck_assert_str_eq(READ("a,b,c\n1,2,3\n", NULL), expected);
    ck_assert_str_eq(READ("a;b;c\n1;2;3\n", NULL), expected);
    ck_assert_str_eq(READ("a\tb\tc\n1\t2\t3\n", NULL), expected);
    ck_assert_str_eq(READ("a|b|c\n1|2|3\n", NULL), expected);
    ck_assert_str_eq(READ("a\n1\n", NULL), "a\n1\n");
}
END_TEST

START_TEST(separators_inside_quotes_or_in_a_few_rows_do_not_count)
{
    ck_assert_str_eq(READ("a;\"b,x\";c\n1,5;2,5;3,5\n", NULL), "a/b,x/c\n1,5/2,5/3,5\n");
    ck_assert_str_eq(READ("a;b,c;d\n1;2;3\n4;5;6\n", NULL), "a/b,c/d\n1/2/3\n4/5/6\n");
    ck_assert_str_eq(READ("\"a;b\",c\n\"1;2\",3\n", NULL), "a;b/c\n1;2/3\n");
}
END_TEST

START_TEST(two_separators_that_fit_are_refused_with_both_readings)
{
    static const char text[] = "date;valeur, en M\n2023;1,5\n";
    ck_assert_str_eq(READ(text, NULL), "");
    refused(ES_FAULT_E107, 2, 1);
    hint_has("--separator comma reads [2023;1] [5]");
    hint_has("--separator semicolon reads [2023] [1,5]");
    ck_assert_str_eq(READ(text, &(struct es_file_style){.separator = ';'}),
                     "date/valeur, en M\n2023/1,5\n");
}
END_TEST

START_TEST(a_separator_is_named_or_written)
{
    ck_assert_int_eq(es_separator_parse("tab"), '\t');
    ck_assert_int_eq(es_separator_parse(";"), ';');
    ck_assert_int_eq(es_separator_parse("bar"), '|');
    ck_assert_int_eq(es_separator_parse(",,"), '\0');
    ck_assert_int_eq(es_separator_parse(""), '\0');
}
END_TEST

START_TEST(a_row_of_a_tab_file_may_be_empty_fields)
{
    ck_assert_str_eq(READ("a\tb\n\t\n1\t2\n", NULL), "a/b\n/\n1/2\n");
}
END_TEST

START_TEST(a_line_without_end_is_refused_and_not_kept)
{
    const size_t size = 3 * ES_CSV_MOST_RECORD;
    char *text = malloc(size);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', size);
    memcpy(text, "a,b\n", 4);
    (void)read_file(text, size, NULL);
    refused(ES_FAULT_E105, 2, 1);
    memcpy(text, "a,b\n\"", 5);
    for (size_t i = 5; i < size; i += 50) {
        text[i] = '\n';
    }
    (void)read_file(text, size, NULL);
    refused(ES_FAULT_E105, 2, 1);
    hint_has("is the quote at its beginning closed?");
    free(text);
}
END_TEST

/* Rows long and short, with quotes and line ends at every distance from the buffer's
 * end. */
START_TEST(rows_are_whole_wherever_the_buffer_ends)
{
    static char text[1200000];
    size_t used = (size_t)sprintf(text, "a,b\r\n");
    int rows = 0;
    for (; used < sizeof text - 300; rows++) {
        used += (size_t)sprintf(
            text + used, "%d,\"%.*s\"\"é\r\n\"\r\n", rows, rows % 97,
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    }
    struct es_rows *file;
    struct es_record record;
    const char *path = file_of("t.csv", text, used);
    es_fault_list_open(&list, path, arena);
    ck_assert_int_eq(es_rows_open(path, NULL, &file, &list, &err), ES_OK);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < rows; i++) {
            ck_assert_int_eq(es_rows_next(file, &record, &err), ES_OK);
            ck_assert_uint_eq(record.n, 2);
            ck_assert_int_eq(atoi(record.cell[0]), i);
            ck_assert_uint_eq(strlen(record.cell[1]), (size_t)(i % 97) + 5);
            ck_assert_int_eq(record.line, 2 + 2 * i);
        }
        ck_assert_int_eq(es_rows_next(file, &record, &err), ES_OK);
        ck_assert_uint_eq(record.n, 0);
        ck_assert_int_eq(es_rows_restart(file, &err), ES_OK);
    }
    ck_assert_uint_eq(list.n, 0);
    es_rows_close(file);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *tests = tcase_create("table");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, each_encoding_gives_the_same_text);
    tcase_add_test(tests, bytes_that_only_windows_has_decide);
    tcase_add_test(tests, two_single_byte_encodings_are_refused_with_both_readings);
    tcase_add_test(tests, what_an_encoding_does_not_have_is_reported_where_it_stands);
    tcase_add_test(tests, a_program_is_no_table);
    tcase_add_test(tests, each_separator_is_found);
    tcase_add_test(tests, separators_inside_quotes_or_in_a_few_rows_do_not_count);
    tcase_add_test(tests, two_separators_that_fit_are_refused_with_both_readings);
    tcase_add_test(tests, a_separator_is_named_or_written);
    tcase_add_test(tests, a_row_of_a_tab_file_may_be_empty_fields);
    tcase_add_test(tests, a_line_without_end_is_refused_and_not_kept);
    tcase_add_test(tests, rows_are_whole_wherever_the_buffer_ends);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

/* Sheets of .xlsx workbooks, made by the test itself. */
#include "folder.h"
#include "intake/cell_format.h"
#include "intake/rows.h"
#include "workbook.h"

static struct es_fault_list list;
static struct es_faults faults;

/* The cells of a sheet, with / between them and a line end behind each row. */
static const char *read_book(const struct part part[], size_t parts, const char *sheet)
{
    struct es_rows *rows;
    const char *path = in_folder("t.xlsx"), *text = "";
    const struct es_file_style style = {.sheet = sheet};
    ck_assert_int_eq(make_book(path, part, parts), 0);
    es_fault_list_open(&list, path, arena);
    ck_assert_int_eq(es_rows_open(path, &style, &rows, &list, &err), ES_OK);
    for (int pass = 0; pass < 2 && rows != NULL; pass++) {
        struct es_record record = *es_rows_header(rows);
        for (text = ""; record.n > 0;) {
            for (size_t i = 0; i < record.n; i++) {
                text = es_arena_print(arena, "%s%s%s", text, record.cell[i],
                                      i + 1 < record.n ? "/" : "\n");
            }
            ck_assert_int_eq(es_rows_next(rows, &record, &err), ES_OK);
        }
        ck_assert_int_eq(es_rows_restart(rows, &err), ES_OK);
    }
    es_rows_close(rows);
    (void)es_fault_list_close(&list, &faults, &err);
    return text;
}

#define READ(sheet, ...)                                                                 \
    read_book((const struct part[]){__VA_ARGS__},                                        \
              sizeof((const struct part[]){__VA_ARGS__}) / sizeof(struct part), sheet)

static void refused(enum es_fault_code code, const char *words)
{
    ck_assert_uint_eq(faults.n, 1);
    ck_assert_int_eq(faults.at[0].code, code);
    ck_assert_msg(strstr(faults.at[0].message, words) != NULL, "%s",
                  faults.at[0].message);
}

#define C(reference, attributes, content)                                                \
    "<c r=\"" reference "\" " attributes ">" content "</c>"
#define V(text) "<v>" text "</v>"
#define IN(text) "<is><t>" text "</t></is>"
#define ROW(n, cells) "<row r=\"" #n "\">" cells "</row>"
#define HEADER                                                                           \
    ROW(1, C("A1", "t=\"inlineStr\"", IN("a")) C("B1", "t=\"inlineStr\"", IN("b")))

START_TEST(texts_are_shared_in_line_or_of_formulas)
{
    const char *text = READ(
        NULL, BOOK(""), BOOK_RELATIONS,
        {"xl/sharedStrings.xml",
         "<sst><si><t>date</t></si><si><r><t>vi</t></r><r><t xml:space=\"preserve\">lle "
         "</t></r><rPh><t>spoken</t></rPh></si><si/></sst>"},
        BOOK_SHEET(1, ROW(1, C("A1", "t=\"s\"", V("0")) C("B1", "t=\"s\"", V("1"))) ROW(
                          2, C("A2", "t=\"inlineStr\"", IN("&#233;t&#233; &lt;&amp;&gt;"))
                                 C("B2", "t=\"str\"", "<f>A1</f>" V("12,5 M")))));
    ck_assert_str_eq(text, "date/ville \nété <&>/12,5 M\n");
    ck_assert_uint_eq(faults.n, 0);
}
END_TEST

START_TEST(numbers_are_shown_as_their_formats_say)
{
    const char *text = READ(
        NULL, BOOK(""), BOOK_RELATIONS, BOOK_STYLES,
        BOOK_SHEET(
            1, HEADER ROW(2, C("A2", "s=\"1\"", V("45169")) C("B2", "", V("0.1")))
                   ROW(3, C("A3", "s=\"2\"", V("45200")) C("B3", "s=\"3\"", V("0.14")))
                       ROW(4, C("A4", "s=\"4\"", V("45200"))
                                  C("B4", "", V("1.2300000000000002E2")))
                           ROW(5, C("A5", "s=\"5\"", V("59.75")) C("B5", "", V("-3")))
                               ROW(6, C("A6", "s=\"5\"", V("60"))
                                          C("B6", "s=\"99\"", V("1")))));
    ck_assert_str_eq(text,
                     "a/b\n2023-08-31/0.1\n2023-10/14%\n2023/123\n1900-02-28/-3\n"
                     "1900-02-29/1\n");
}
END_TEST

START_TEST(days_count_from_1904_where_the_workbook_says_so)
{
    const char *text = READ(NULL, BOOK(" date1904=\"1\""), BOOK_RELATIONS, BOOK_STYLES,
                            BOOK_SHEET(1, HEADER ROW(2, C("A2", "s=\"1\"", V("43707"))
                                                            C("B2", "s=\"1\"", V("0")))));
    ck_assert_str_eq(text, "a/b\n2023-08-31/1904-01-01\n");
}
END_TEST

START_TEST(rows_are_filled_up_and_empty_ones_left_out)
{
    const char *text = READ(
        NULL, BOOK(""), BOOK_RELATIONS,
        BOOK_SHEET(1, ROW(3, C("A3", "t=\"str\"", V("a")) C("C3", "t=\"str\"", V("c")))
                          ROW(4, C("A4", "", "")) "<row><c><v>1</v></c></row>" ROW(
                              9, C("B9", "", V("2")))));
    ck_assert_str_eq(text, "a//c\n1//\n/2/\n");
}
END_TEST

START_TEST(a_cell_beyond_the_header_is_reported_by_its_name)
{
    const char *text =
        READ(NULL, BOOK(""), BOOK_RELATIONS,
             BOOK_SHEET(1, HEADER ROW(7, C("A7", "", V("1")) C("AB7", "", V("2")))
                               ROW(8, C("A8", "", V("3")))));
    ck_assert_str_eq(text, "a/b\n3/\n");
    refused(ES_FAULT_E103, "beyond the 2 columns");
    ck_assert_str_eq(faults.at[0].cell, "Données!AB7");
}
END_TEST

START_TEST(sheets_are_found_by_name)
{
    static const struct part parts[] = {
        BOOK(""), BOOK_RELATIONS, BOOK_SHEET(1, HEADER),
        BOOK_SHEET(2, ROW(1, C("A1", "t=\"str\"", V("second"))))};
    ck_assert_str_eq(read_book(parts, 4, "Autre"), "second\n");
    ck_assert_str_eq(read_book(parts, 4, "Données"), "a/b\n");
    ck_assert_str_eq(read_book(parts, 4, "Autr"), "");
    refused(ES_FAULT_E100, "no sheet \"Autr\"");
    ck_assert_str_eq(faults.at[0].hint, "did you mean \"Autre\"?");
    ck_assert_str_eq(read_book(parts, 4, "Bilan 2023"), "");
    ck_assert_ptr_nonnull(strstr(faults.at[0].hint, "\"Données\", \"Autre\""));
}
END_TEST

START_TEST(what_is_no_workbook_is_refused)
{
    READ(NULL, {"content.xml", "<x/>"});
    refused(ES_FAULT_E100, "xl/workbook.xml");
    READ(NULL, BOOK(""), BOOK_RELATIONS);
    refused(ES_FAULT_E100, "xl/worksheets/sheet1.xml");
    READ(NULL, BOOK(""), BOOK_RELATIONS, BOOK_SHEET(1, ""));
    refused(ES_FAULT_E101, "empty");
    READ(NULL, BOOK(""), BOOK_RELATIONS, {"xl/worksheets/sheet1.xml", "<a><b></a>"});
    refused(ES_FAULT_E100, "mismatched tag");
    READ(NULL, BOOK(""), BOOK_RELATIONS,
         {"xl/worksheets/sheet1.xml",
          "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>"});
    refused(ES_FAULT_E100, "document type");
}
END_TEST

START_TEST(a_broken_end_keeps_no_row_from_being_reported)
{
    READ(NULL, BOOK(""), BOOK_RELATIONS,
         {"xl/worksheets/sheet1.xml",
          "<worksheet><sheetData>" HEADER ROW(2, C("A2", "", V("1"))) "<row"});
    refused(ES_FAULT_E100, "unclosed token");
}
END_TEST

/* A megabyte of blanks takes a thousand bytes of the archive. */
START_TEST(a_part_that_unpacks_to_far_more_is_refused)
{
    enum { SIZE = 64 * 1024 * 1024 };
    char *bomb = malloc(SIZE + 1);
    ck_assert_ptr_nonnull(bomb);
    memset(bomb, ' ', SIZE);
    bomb[SIZE] = '\0';
    memcpy(bomb, "<worksheet>", strlen("<worksheet>"));
    READ(NULL, BOOK(""), BOOK_RELATIONS, {"xl/worksheets/sheet1.xml", bomb});
    refused(ES_FAULT_E105, "far too large");
    free(bomb);
}
END_TEST

START_TEST(elements_are_not_nested_without_end)
{
    static char deep[100000];
    for (size_t i = 0; i + 4 < sizeof deep; i += 3) {
        memcpy(deep + i, "<a>", 4);
    }
    READ(NULL, BOOK(""), BOOK_RELATIONS, {"xl/worksheets/sheet1.xml", deep});
    refused(ES_FAULT_E100, "nested too deep");
}
END_TEST

START_TEST(columns_and_texts_are_bounded)
{
    READ(NULL, BOOK(""), BOOK_RELATIONS,
         BOOK_SHEET(1, HEADER ROW(2, C("ZZZZZZZZ2", "", V("1")))));
    refused(ES_FAULT_E105, "more than 4096 columns");
    READ(NULL, BOOK(""), BOOK_RELATIONS,
         {"xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"},
         BOOK_SHEET(1, ROW(1, C("A1", "t=\"s\"", V("7")))));
    ck_assert_uint_eq(faults.n, 0);
}
END_TEST

START_TEST(an_archive_cut_short_is_refused)
{
    char bytes[4096];
    const char *path = in_folder("t.xlsx");
    const struct part parts[] = {BOOK(""), BOOK_RELATIONS, BOOK_SHEET(1, HEADER)};
    ck_assert_int_eq(make_book(path, parts, 3), 0);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    ck_assert_int_eq(fclose(file), 0);
    struct es_rows *rows;
    es_fault_list_open(&list, path, arena);
    ck_assert_int_eq(
        es_rows_open(file_of("cut.xlsx", bytes, size / 2), NULL, &rows, &list, &err),
        ES_OK);
    ck_assert_ptr_null(rows);
    ck_assert_int_eq(es_fault_list_close(&list, &faults, &err), ES_FINDING);
    refused(ES_FAULT_E100, "damaged archive");
}
END_TEST

START_TEST(old_workbooks_are_named)
{
    struct es_rows *rows;
    const char *path = file_of("t.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    es_fault_list_open(&list, path, arena);
    ck_assert_int_eq(es_rows_open(path, NULL, &rows, &list, &err), ES_OK);
    ck_assert_int_eq(es_fault_list_close(&list, &faults, &err), ES_FINDING);
    refused(ES_FAULT_E106, "old or a protected workbook");
    const struct es_file_style style = {.sheet = "x"};
    ck_assert_int_eq(es_rows_open(file_of("t.csv", "a\n", 2), &style, &rows, &list, &err),
                     ES_ERR_ARGUMENT);
}
END_TEST

START_TEST(formats_are_known_by_their_code)
{
    static const struct {
        const char *code;
        enum es_cell_format format;
    } codes[] = {{"General", ES_CELL_NUMBER},
                 {"#,##0.00", ES_CELL_NUMBER},
                 {"0.0%", ES_CELL_PERCENT},
                 {"dd/mm/yyyy", ES_CELL_DAY},
                 {"yyyy-mm-dd hh:mm:ss", ES_CELL_DAY},
                 {"mmm yyyy", ES_CELL_MONTH},
                 {"mmmm", ES_CELL_MONTH},
                 {"yyyy", ES_CELL_YEAR},
                 {"h:mm", ES_CELL_NUMBER},
                 {"[h]:mm:ss", ES_CELL_NUMBER},
                 {"0 \"documents par mois\"", ES_CELL_NUMBER},
                 {"[Red]0;dd", ES_CELL_NUMBER},
                 {"0\\d", ES_CELL_NUMBER},
                 {"0\"", ES_CELL_NUMBER},
                 {"0\\", ES_CELL_NUMBER}};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        ck_assert_msg(es_cell_format_of_code(codes[i].code) == codes[i].format, "%s",
                      codes[i].code);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workbook");
    TCase *tests = tcase_create("workbook");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, texts_are_shared_in_line_or_of_formulas);
    tcase_add_test(tests, numbers_are_shown_as_their_formats_say);
    tcase_add_test(tests, days_count_from_1904_where_the_workbook_says_so);
    tcase_add_test(tests, rows_are_filled_up_and_empty_ones_left_out);
    tcase_add_test(tests, a_cell_beyond_the_header_is_reported_by_its_name);
    tcase_add_test(tests, sheets_are_found_by_name);
    tcase_add_test(tests, what_is_no_workbook_is_refused);
    tcase_add_test(tests, a_broken_end_keeps_no_row_from_being_reported);
    tcase_add_test(tests, a_part_that_unpacks_to_far_more_is_refused);
    tcase_add_test(tests, elements_are_not_nested_without_end);
    tcase_add_test(tests, columns_and_texts_are_bounded);
    tcase_add_test(tests, an_archive_cut_short_is_refused);
    tcase_add_test(tests, old_workbooks_are_named);
    tcase_add_test(tests, formats_are_known_by_their_code);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

/* Columns of numbers from any CSV file. */
#include "folder.h"

#include "essor/date.h"
#include "essor/intake.h"

static struct es_grid *grid;
static struct es_faults faults;
static struct es_numbers numbers;

static enum es_status open_text(const char *text)
{
    return es_grid_read(file_of("t.csv", text, strlen(text)), &grid, &faults, arena,
                        &err);
}

/* Takes columns number 0, 1, ... of a file. */
static enum es_status take(const char *text, size_t columns)
{
    static const size_t all[] = {0, 1, 2, 3};
    ck_assert_msg(open_text(text) == ES_OK, "%s", err.message);
    return es_grid_take(grid, all, columns, &numbers, &faults, arena, &err);
}

static void only_fault(enum es_fault_code code, int line, int column, const char *hint)
{
    ck_assert_uint_eq(faults.n, 1);
    ck_assert_int_eq(faults.at[0].code, code);
    ck_assert_int_eq(faults.at[0].line, line);
    ck_assert_int_eq(faults.at[0].column, column);
    ck_assert_msg(strstr(faults.at[0].hint, hint) != NULL, "%s", faults.at[0].hint);
}

START_TEST(columns_are_found_by_name)
{
    ck_assert_int_eq(open_text("year, number of users ,\"a,b\"\n1,2,3\n"), ES_OK);
    ck_assert_uint_eq(es_grid_column_count(grid), 3);
    ck_assert_str_eq(es_grid_column(grid, 1), "number of users");
    ck_assert_int_eq(es_grid_find(grid, "a,b"), 2);
    ck_assert_int_eq(es_grid_find(grid, "users"), -1);
}
END_TEST

START_TEST(numbers_and_dates_are_read)
{
    ck_assert_int_eq(take("y,day\n.5E0,2001-01-01\n1e3,2000-01-01\n-2.5,2024-01-01\n", 2),
                     ES_OK);
    ck_assert_uint_eq(numbers.n, 3);
    ck_assert_uint_eq(numbers.left_out, 0);
    ck_assert(!numbers.dates[0] && numbers.dates[1]);
    ck_assert_double_eq(numbers.value[0][0], 0.5);
    ck_assert_double_eq(numbers.value[0][1], 1000.0);
    ck_assert_double_eq(numbers.value[0][2], -2.5);
    ck_assert_double_eq(numbers.value[1][1], 0.0);
    ck_assert_double_eq(numbers.value[1][2], es_years_of_day(es_day(2024, 1, 1)));
    ck_assert_int_eq(numbers.line[2], 4);
}
END_TEST

START_TEST(rows_with_an_empty_cell_are_left_out_and_counted)
{
    ck_assert_int_eq(take("x,y\n1,2\n,3\n4,\n,\n5,6\n", 2), ES_OK);
    ck_assert_uint_eq(numbers.n, 2);
    ck_assert_uint_eq(numbers.left_out, 3);
    ck_assert_double_eq(numbers.value[0][1], 5.0);
    ck_assert_double_eq(numbers.value[1][1], 6.0);
    ck_assert_int_eq(numbers.line[1], 6);
}
END_TEST

START_TEST(cells_of_other_columns_may_hold_anything)
{
    ck_assert_int_eq(take("x,remark\n1,\n2,rather high\n", 1), ES_OK);
    ck_assert_uint_eq(numbers.n, 2);
}
END_TEST

START_TEST(a_bad_cell_is_told_with_its_place_and_a_hint)
{
    ck_assert_int_eq(take("x,y\n1,2\n3,\"4,5\"\n", 2), ES_FINDING);
    only_fault(ES_FAULT_E203, 3, 3, "a decimal point is expected: 4.5");
    ck_assert_int_eq(take("x,y\n2024-01-31,2\n31/12/2024,3\n", 2), ES_FINDING);
    only_fault(ES_FAULT_E202, 3, 1, "write 2024-12-31");
    ck_assert_int_eq(take("x,y\n2024-01-31,2\n7,3\n", 2), ES_FINDING);
    only_fault(ES_FAULT_E202, 3, 1, "as in 2023-09-13");
    ck_assert_int_eq(take("x,y\n1,1e999\n", 2), ES_FINDING);
    only_fault(ES_FAULT_E204, 2, 3, "");
    ck_assert_int_eq(take("x,y\n,lots\n", 2),
                     ES_FINDING); /* though its row is left out */
    only_fault(ES_FAULT_E203, 2, 2, "");
}
END_TEST

START_TEST(a_name_that_the_header_has_twice_is_a_fault_only_where_it_is_used)
{
    ck_assert_int_eq(take("x,y,y\n1,2,3\n", 1), ES_OK);
    ck_assert_int_eq(take("x,y,y\n1,2,3\n", 2), ES_FINDING);
    only_fault(ES_FAULT_E112, 1, 5, "a name of its own");
}
END_TEST

START_TEST(what_is_no_csv_is_refused)
{
    ck_assert_int_eq(open_text(""), ES_FINDING);
    ck_assert_int_eq(faults.at[0].code, ES_FAULT_E101);
    ck_assert_int_eq(open_text("x,y\n1\n"), ES_FINDING);
    only_fault(ES_FAULT_E103, 2, 1, "an empty field keeps its separator");
    ck_assert_int_eq(es_grid_read(in_folder("missing.csv"), &grid, &faults, arena, &err),
                     ES_ERR_IO);
}
END_TEST

START_TEST(other_separators_are_found)
{
    ck_assert_int_eq(open_text("x;y\n1;2\n"), ES_OK);
    ck_assert_uint_eq(es_grid_column_count(grid), 2);
    ck_assert_int_eq(open_text("x\ty\n1\t2\n"), ES_OK);
    ck_assert_int_eq(es_grid_find(grid, "y"), 1);
}
END_TEST

START_TEST(a_header_alone_has_no_rows)
{
    ck_assert_int_eq(take("x,y\n", 2), ES_OK);
    ck_assert_uint_eq(numbers.n, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("columns");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, columns_are_found_by_name);
    tcase_add_test(tests, numbers_and_dates_are_read);
    tcase_add_test(tests, rows_with_an_empty_cell_are_left_out_and_counted);
    tcase_add_test(tests, cells_of_other_columns_may_hold_anything);
    tcase_add_test(tests, a_bad_cell_is_told_with_its_place_and_a_hint);
    tcase_add_test(tests,
                   a_name_that_the_header_has_twice_is_a_fault_only_where_it_is_used);
    tcase_add_test(tests, what_is_no_csv_is_refused);
    tcase_add_test(tests, other_separators_are_found);
    tcase_add_test(tests, a_header_alone_has_no_rows);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

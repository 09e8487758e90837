#include "folder.h"

#include <stdalign.h>
#include <stdint.h>

START_TEST(memory_is_zeroed_aligned_and_does_not_overlap)
{
    static const unsigned char zeros[3000];
    unsigned char *last = NULL;
    for (size_t size = 1; size < 3000; size += 7) {
        unsigned char *memory = es_arena_array(arena, size, 1);
        ck_assert_ptr_nonnull(memory);
        ck_assert_uint_eq((uintptr_t)memory % alignof(max_align_t), 0);
        ck_assert_mem_eq(memory, zeros, size);
        memset(memory, 0xaa, size);
        ck_assert_ptr_ne(memory, last);
        last = memory;
    }
}
END_TEST

START_TEST(a_piece_larger_than_a_block_is_served)
{
    const size_t size = 10 * 1024 * 1024;
    char *large = es_arena_array(arena, size, 1);
    ck_assert_ptr_nonnull(large);
    large[0] = large[size - 1] = 'x';
    char *small = es_arena_array(arena, 1, 1);
    ck_assert_ptr_nonnull(small);
    ck_assert(small < large || small >= large + size);
}
END_TEST

START_TEST(a_product_that_overflows_is_no_memory)
{
    ck_assert_ptr_null(es_arena_array(arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(es_arena_array(arena, SIZE_MAX, 1));
    ck_assert_ptr_null(es_arena_array(arena, 2, SIZE_MAX / 2 + 1));
    ck_assert_ptr_nonnull(es_arena_array(arena, 0, 8));
    ck_assert_ptr_nonnull(es_arena_array(arena, 8, 0));
}
END_TEST

START_TEST(texts_are_copied_and_printed_at_any_length)
{
    char *copy = es_arena_copy(arena, "figure");
    ck_assert_str_eq(copy, "figure");
    ck_assert_str_eq(es_arena_copy_n(arena, "figure", 3), "fig");
    ck_assert_mem_eq(es_arena_copy_n(arena, "a\0b", 3), "a\0b", 4);
    ck_assert_str_eq(es_arena_print(arena, "%s-%03d", copy, 7), "figure-007");
    ck_assert_uint_eq(strlen(es_arena_print(arena, "%100000d", 1)), 100000);
    ck_assert_str_eq(copy, "figure");
}
END_TEST

static enum es_status take(size_t count, double **numbers, struct es_error *error)
{
    ES_NEW(arena, *numbers, count, error);
    return ES_OK;
}

START_TEST(a_failed_allocation_returns_its_status_and_message)
{
    double *numbers = NULL;
    ck_assert_int_eq(take(5, &numbers, &err), ES_OK);
    ck_assert_ptr_nonnull(numbers);
    ck_assert_int_eq(take(SIZE_MAX, &numbers, &err), ES_ERR_MEMORY);
    ck_assert_int_eq(err.status, ES_ERR_MEMORY);
    ck_assert_str_eq(err.message, "out of memory");
    ck_assert_int_eq(take(SIZE_MAX, &numbers, NULL), ES_ERR_MEMORY);
}
END_TEST

START_TEST(closing_nothing_is_allowed)
{
    es_arena_close(NULL);
    struct es_arena *other;
    ck_assert_int_eq(es_arena_open(&other, NULL), ES_OK);
    es_arena_close(other);
}
END_TEST

START_TEST(a_message_too_long_is_cut)
{
    const char *longer = es_arena_print(arena, "%1000d", 1);
    ck_assert_int_eq(es_fail(&err, ES_ERR_DATA, "%s", longer), ES_ERR_DATA);
    ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
    ck_assert_int_eq(es_fail(NULL, ES_ERR_DATA, "%s", longer), ES_ERR_DATA);
}
END_TEST

START_TEST(statuses_have_the_exit_codes_of_the_command_line)
{
    ck_assert_int_eq(es_exit_code(ES_OK), 0);
    ck_assert_int_eq(es_exit_code(ES_FINDING), 1);
    ck_assert_int_eq(es_exit_code(ES_ERR_PROJECT), 2);
    ck_assert_int_eq(es_exit_code(ES_ERR_DATA), 3);
    ck_assert_int_eq(es_exit_code(ES_ERR_FIT), 4);
    ck_assert_int_eq(es_exit_code(ES_ERR_STORE), 5);
    ck_assert_int_eq(es_exit_code(ES_ERR_TOOL), 6);
    ck_assert_int_eq(es_exit_code(ES_ERR_DEFECT), 70);
    ck_assert_int_eq(es_exit_code(ES_ERR_INTERRUPTED), 130);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arena");
    TCase *tests = tcase_create("arena");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, memory_is_zeroed_aligned_and_does_not_overlap);
    tcase_add_test(tests, a_piece_larger_than_a_block_is_served);
    tcase_add_test(tests, a_product_that_overflows_is_no_memory);
    tcase_add_test(tests, texts_are_copied_and_printed_at_any_length);
    tcase_add_test(tests, a_failed_allocation_returns_its_status_and_message);
    tcase_add_test(tests, closing_nothing_is_allowed);
    tcase_add_test(tests, a_message_too_long_is_cut);
    tcase_add_test(tests, statuses_have_the_exit_codes_of_the_command_line);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

#include "folder.h"

#include "essor/suggest.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {"exact",   "about",  "at_least",
                                    "at_most", "nearly", "range"};
enum { WORDS = sizeof words / sizeof words[0] };

static void suggests(const char *word, const char *expected)
{
    const char *found = es_suggest(word, words, WORDS);
    ck_assert_msg(expected == NULL ? found == NULL
                                   : found != NULL && strcmp(found, expected) == 0,
                  "%s gave %s", word, found == NULL ? "nothing" : found);
}

START_TEST(one_typing_error_of_each_sort_is_understood)
{
    suggests("exat", "exact");   /* missing */
    suggests("exxact", "exact"); /* too many */
    suggests("exakt", "exact");  /* wrong */
    suggests("eaxct", "exact");  /* swapped */
    suggests("EXACT", "exact");
    suggests("at least", "at_least");
    suggests("nearyl", "nearly");
}
END_TEST

START_TEST(words_far_from_all_give_nothing)
{
    suggests("environ", NULL);
    suggests("", NULL);
    suggests("x", NULL);
    char longer[200];
    memset(longer, 'a', sizeof longer);
    longer[199] = '\0';
    suggests(longer, NULL);
}
END_TEST

START_TEST(the_nearest_wins_and_then_the_first)
{
    suggests("at_mast", "at_most");
    static const char *const pair[] = {"cat", "hat"};
    ck_assert_str_eq(es_suggest("bat", pair, 2), "cat");
    ck_assert_str_eq(es_suggest("hax", pair, 2), "hat");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("suggest");
    TCase *tests = tcase_create("suggest");
    tcase_add_test(tests, one_typing_error_of_each_sort_is_understood);
    tcase_add_test(tests, words_far_from_all_give_nothing);
    tcase_add_test(tests, the_nearest_wins_and_then_the_first);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

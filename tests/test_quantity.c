#include "essor/quantity.h"

#include <check.h>
#include <stdlib.h>

START_TEST(suffixes_multiply_and_a_comma_is_a_decimal_point)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"34200000", 34200000.0},
                 {"34.2M", 34.2e6},
                 {"34,2 M", 34.2e6},
                 {"1,2 Md", 1.2e9},
                 {"1.2bn", 1.2e9},
                 {"500k", 5e5},
                 {"-3", -3.0},
                 {"34 200 000", 34200000.0},
                 {"1,234.5", 1234.5},
                 {"1.234", 1.234},
                 {"3,5 millions", 3.5e6},
                 {"1.5e6", 1500000.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = 0.0;
        ck_assert_msg(es_quantity_parse(cases[i].text, &value), "%s", cases[i].text);
        ck_assert_double_eq_tol(value, cases[i].value, 1e-6);
    }
}
END_TEST

START_TEST(anything_else_is_refused_and_leaves_the_value)
{
    static const char *const wrong[] = {"",      "M",   "12,O", "1,2,3", "1 2",
                                        "12 Mo", "nan", "0x1",  "15%",   "1,234",
                                        "m",     "<5",  "3-5",  "x2",    "n.d."};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        double value = 7.0;
        ck_assert_msg(!es_quantity_parse(wrong[i], &value), "%s", wrong[i]);
        ck_assert_double_eq(value, 7.0);
    }
}
END_TEST

START_TEST(a_share_is_a_percentage_or_a_fraction_but_never_in_doubt)
{
    double share = 0.0;
    ck_assert(es_share_parse("15%", &share));
    ck_assert_double_eq_tol(share, 0.15, 1e-15);
    ck_assert(es_share_parse("2,5 %", &share));
    ck_assert_double_eq_tol(share, 0.025, 1e-15);
    ck_assert(es_share_parse("0.15", &share));
    ck_assert_double_eq_tol(share, 0.15, 1e-15);
    ck_assert(!es_share_parse("15", &share));
    ck_assert(!es_share_parse("101%", &share));
    ck_assert(!es_share_parse("-1%", &share));
    ck_assert(!es_share_parse("0.1k", &share));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("quantity");
    TCase *cases = tcase_create("people's numbers");
    tcase_add_test(cases, suffixes_multiply_and_a_comma_is_a_decimal_point);
    tcase_add_test(cases, anything_else_is_refused_and_leaves_the_value);
    tcase_add_test(cases, a_share_is_a_percentage_or_a_fraction_but_never_in_doubt);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

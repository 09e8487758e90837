#include "essor/figure.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

static struct es_figure figure_of(double value, double step, enum es_qualifier qualifier)
{
    return (struct es_figure){
        .id = "f",
        .value = value,
        .value_hi = NAN,
        .quoted_step = step,
        .qualifier = qualifier,
        .published_day = ES_NO_DAY,
    };
}

/* The centre and the error that each qualifier gives, worked out by hand: step / sqrt 12
 * is the standard deviation of a uniform error of one step. */
START_TEST(a_qualifier_moves_the_centre_by_half_a_step)
{
    static const struct {
        double value, step;
        enum es_qualifier qualifier;
        double centre, sd_log;
    } cases[] = {
        {12e6, 1e6, ES_AT_LEAST, 12.5e6, 0.0378594},
        {12e6, 1e6, ES_AT_MOST, 11.5e6, 0.0391167},
        {10e6, 1e6, ES_NEARLY, 9.5e6, 0.0427008},
        {10e6, 1e6, ES_ABOUT, 10e6, 0.0416333},
        {9214563, 1, ES_EXACT, 9214563, 0.003},
        {34.2e6, 0.1e6, ES_EXACT, 34.2e6, 0.0031165},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct es_figure figure =
            figure_of(cases[i].value, cases[i].step, cases[i].qualifier);
        double centre, sd_log;
        es_figure_reading(&figure, &centre, &sd_log);
        ck_assert_double_eq_tol(centre, cases[i].centre, 1e-6);
        ck_assert_double_eq_tol(sd_log, cases[i].sd_log, 1e-7);
    }
}
END_TEST

START_TEST(a_step_counts_as_at_most_a_quarter_of_the_value)
{
    double centre, sd_log;
    const struct es_figure more_than_one_million = figure_of(1e6, 1e6, ES_AT_LEAST);
    es_figure_reading(&more_than_one_million, &centre, &sd_log);
    ck_assert_double_eq_tol(centre, 1.125e6, 1e-6);
    /* 0.25 / sqrt 12 / 1.125 = 0.06415003, with 0.03 */
    ck_assert_double_eq_tol(sd_log, 0.0708183, 1e-7);

    const struct es_figure at_the_cap = figure_of(4e6, 1e6, ES_NEARLY);
    es_figure_reading(&at_the_cap, &centre, &sd_log);
    ck_assert_double_eq_tol(centre, 3.5e6, 1e-6);
}
END_TEST

START_TEST(a_range_has_its_middle_and_its_width)
{
    struct es_figure figure = figure_of(8e6, 1e6, ES_RANGE);
    figure.value_hi = 12e6;
    double centre, sd_log;
    es_figure_reading(&figure, &centre, &sd_log);
    ck_assert_double_eq_tol(centre, 10e6, 1e-6);
    /* 0.4 / sqrt 12 = 0.1154701, with 0.03 */
    ck_assert_double_eq_tol(sd_log, 0.1193035, 1e-7);
}
END_TEST

START_TEST(a_published_figure_is_known_from_its_publication_on)
{
    struct es_figure figure = figure_of(1.0, 1.0, ES_ABOUT);
    figure.from_day = es_day(2023, 10, 1);
    figure.to_day = es_day(2023, 10, 31);
    figure.published_day = es_day(2023, 12, 5);
    ck_assert_int_eq(es_figure_known_day(&figure), es_day(2023, 12, 5));
    ck_assert(!es_figure_known(&figure, es_day(2023, 12, 4)));
    ck_assert(es_figure_known(&figure, es_day(2023, 12, 5)));
}
END_TEST

START_TEST(without_a_publication_date_it_is_known_at_the_end_of_its_window)
{
    struct es_figure figure = figure_of(1.0, 1.0, ES_ABOUT);
    figure.from_day = es_day(2023, 10, 1);
    figure.to_day = es_day(2023, 10, 31);
    ck_assert_int_eq(es_figure_known_day(&figure), es_day(2023, 10, 31));
    ck_assert(!es_figure_known(&figure, es_day(2023, 10, 30)));
    ck_assert(es_figure_known(&figure, es_day(2023, 10, 31)));
}
END_TEST

START_TEST(every_name_reads_back_as_what_it_names)
{
    for (int i = 0; i < ES_KIND_COUNT; i++) {
        enum es_kind kind = ES_KIND_COUNT;
        ck_assert(es_kind_parse(es_kind_name((enum es_kind)i), &kind));
        ck_assert_int_eq((int)kind, i);
    }
    for (int i = 0; i < ES_QUALIFIER_COUNT; i++) {
        enum es_qualifier qualifier = ES_QUALIFIER_COUNT;
        ck_assert(
            es_qualifier_parse(es_qualifier_name((enum es_qualifier)i), &qualifier));
        ck_assert_int_eq((int)qualifier, i);
    }
    for (int i = 0; i < ES_BASIS_COUNT; i++) {
        enum es_basis basis = ES_BASIS_COUNT;
        ck_assert(es_basis_parse(es_basis_name((enum es_basis)i), &basis));
        ck_assert_int_eq((int)basis, i);
    }
}
END_TEST

START_TEST(an_unknown_name_is_refused_and_leaves_the_value)
{
    enum es_kind kind = ES_RATIO_TO;
    enum es_qualifier qualifier = ES_RANGE;
    enum es_basis basis = ES_INFERRED;
    ck_assert(!es_kind_parse("Stock", &kind));
    ck_assert(!es_kind_parse("", &kind));
    ck_assert(!es_qualifier_parse("atleast", &qualifier));
    ck_assert(!es_basis_parse("stated ", &basis));
    ck_assert_int_eq(kind, ES_RATIO_TO);
    ck_assert_int_eq(qualifier, ES_RANGE);
    ck_assert_int_eq(basis, ES_INFERRED);
}
END_TEST

START_TEST(a_vaguer_basis_places_the_window_less_surely)
{
    static const double days[ES_BASIS_COUNT] = {[ES_STATED] = 0.0,
                                                [ES_PRESENTED] = 3.0,
                                                [ES_PUBLISHED] = 10.0,
                                                [ES_INFERRED] = 30.0};
    for (int i = 0; i < ES_BASIS_COUNT; i++) {
        ck_assert_double_eq(es_basis_sd_days((enum es_basis)i), days[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("figure");
    TCase *cases = tcase_create("what a figure says");
    tcase_add_test(cases, a_qualifier_moves_the_centre_by_half_a_step);
    tcase_add_test(cases, a_step_counts_as_at_most_a_quarter_of_the_value);
    tcase_add_test(cases, a_range_has_its_middle_and_its_width);
    tcase_add_test(cases, a_published_figure_is_known_from_its_publication_on);
    tcase_add_test(cases,
                   without_a_publication_date_it_is_known_at_the_end_of_its_window);
    tcase_add_test(cases, every_name_reads_back_as_what_it_names);
    tcase_add_test(cases, an_unknown_name_is_refused_and_leaves_the_value);
    tcase_add_test(cases, a_vaguer_basis_places_the_window_less_surely);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

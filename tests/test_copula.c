/* Joint draws of a forecast: marginals, memory, and no fall where none may be. */
#include "folder.h"

#include "essor/dense.h"

#include <math.h>

enum { N = 60, REACH = 30, DRAWS = 2000 };

static double t[N + REACH], y[N];
static struct es_dense_forecast forecast;
static double *draw;

static void set_up(void)
{
    folder_open();
    draw = es_arena_array(arena, (size_t)DRAWS * REACH, sizeof *draw);
    ck_assert_ptr_nonnull(draw);
}

/* A logistic; a series that falls at times where `wave` is not 0. */
static void make(double wave, const struct es_dense_table *table, uint64_t seed)
{
    for (size_t i = 0; i < N + REACH; i++) {
        t[i] = (double)i;
    }
    for (size_t i = 0; i < N; i++) {
        y[i] = 100.0 / (1.0 + exp(-0.1 * (t[i] - 45.0))) + wave * sin(2.4 * t[i]);
    }
    const struct es_dense_series series = {.n = N,
                                           .t = t,
                                           .y = y,
                                           .reach = REACH,
                                           .ceiling = INFINITY,
                                           .spacing = ES_DENSE_OTHER};
    ck_assert_int_eq(es_dense_run(&series, table, &forecast, arena, &err), ES_OK);
    ck_assert_int_eq(es_dense_draw(&forecast, table, DRAWS, seed, draw, arena, &err),
                     ES_OK);
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, z = *(const double *)b;
    return (x > z) - (x < z);
}

/* To the last digit: draws of rank i are the quantile at (i + 1/2) / draws. */
static void check_marginals(void)
{
    static double column[DRAWS];
    for (size_t h = 0; h < REACH; h++) {
        for (size_t d = 0; d < DRAWS; d++) {
            column[d] = draw[d * REACH + h];
        }
        qsort(column, DRAWS, sizeof column[0], ascending);
        for (size_t i = 0; i < DRAWS; i += 37) {
            const double level = ((double)i + 0.5) / DRAWS;
            ck_assert_double_eq_tol(column[i], es_dense_quantile(&forecast, h, level),
                                    1e-12 * fabs(column[i]) + 1e-12);
        }
    }
}

START_TEST(marginals_are_the_quantiles_of_the_table)
{
    make(2.0, &es_dense_pooled, 1);
    ck_assert(!forecast.rising);
    check_marginals();
    make(0.0, &es_dense_pooled, 1);
    ck_assert(forecast.rising);
    check_marginals();
}
END_TEST

START_TEST(draws_of_a_series_that_never_fell_never_fall)
{
    make(0.0, &es_dense_pooled, 3);
    for (size_t d = 0; d < DRAWS; d++) {
        ck_assert_double_ge(draw[d * REACH], y[N - 1]);
        for (size_t h = 1; h < REACH; h++) {
            ck_assert_double_ge(draw[d * REACH + h], draw[d * REACH + h - 1]);
        }
    }
}
END_TEST

/* The rank correlation of two steps: Spearman's, 6 / pi asin(r / 2) of normal deviates
 * with correlation r (Kruskal 1958, doi:10.1080/01621459.1958.10501481). */
static double rank_correlation(size_t h, size_t k)
{
    static double first[DRAWS], second[DRAWS];
    double sum = 0.0;
    for (size_t d = 0; d < DRAWS; d++) {
        first[d] = draw[d * REACH + h];
        second[d] = draw[d * REACH + k];
    }
    qsort(first, DRAWS, sizeof first[0], ascending);
    qsort(second, DRAWS, sizeof second[0], ascending);
    for (size_t d = 0; d < DRAWS; d++) {
        const double *a =
            bsearch(&draw[d * REACH + h], first, DRAWS, sizeof first[0], ascending);
        const double *b =
            bsearch(&draw[d * REACH + k], second, DRAWS, sizeof second[0], ascending);
        sum += ((double)(a - first) - 0.5 * (DRAWS - 1)) *
               ((double)(b - second) - 0.5 * (DRAWS - 1));
    }
    return 12.0 * sum / ((double)DRAWS * DRAWS * DRAWS);
}

/* Tolerance: four standard errors of 2,000 draws, 4 / sqrt(2000). */
START_TEST(steps_are_correlated_as_the_table_says)
{
    static const size_t pairs[][2] = {{0, 1}, {0, 7}, {3, 7}, {7, 15}, {14, 29}};
    struct es_dense_table table = es_dense_pooled;
    table.memory[0] = (struct es_dense_memory){0.9, 0.4};
    make(2.0, &table, 5);
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        const size_t h = pairs[p][0], k = pairs[p][1];
        const double r = 0.9 * pow((double)(h + 1) / (double)(k + 1), 0.4);
        ck_assert_double_eq_tol(rank_correlation(h, k), 6.0 / M_PI * asin(r / 2.0),
                                4.0 / sqrt(DRAWS));
    }
}
END_TEST

/* Where one of a pair is above the middle, the other is as far below. */
START_TEST(draws_come_in_pairs_of_opposite_ranks)
{
    static double column[DRAWS];
    make(2.0, &es_dense_pooled, 5);
    for (size_t h = 0; h < REACH; h += 7) {
        for (size_t d = 0; d < DRAWS; d++) {
            column[d] = draw[d * REACH + h];
        }
        qsort(column, DRAWS, sizeof column[0], ascending);
        for (size_t d = 0; d < DRAWS; d += 2) {
            const double *one =
                bsearch(&draw[d * REACH + h], column, DRAWS, sizeof column[0], ascending);
            const double opposite = column[DRAWS - 1 - (size_t)(one - column)];
            ck_assert_double_eq_tol(draw[(d + 1) * REACH + h], opposite,
                                    1e-12 * fabs(opposite));
        }
    }
}
END_TEST

/* An odd number of draws has one without its opposite, and the same marginals. */
START_TEST(any_number_of_draws_has_all_quantiles)
{
    enum { ODD = 7 };
    double few[ODD * REACH], column[ODD];
    make(2.0, &es_dense_pooled, 1);
    ck_assert_int_eq(es_dense_draw(&forecast, &es_dense_pooled, ODD, 1, few, arena, &err),
                     ES_OK);
    for (size_t h = 0; h < REACH; h++) {
        for (size_t d = 0; d < ODD; d++) {
            column[d] = few[d * REACH + h];
        }
        qsort(column, ODD, sizeof column[0], ascending);
        for (size_t i = 0; i < ODD; i++) {
            ck_assert_double_eq_tol(
                column[i], es_dense_quantile(&forecast, h, ((double)i + 0.5) / ODD),
                1e-12 * fabs(column[i]));
        }
    }
}
END_TEST

START_TEST(the_seed_alone_makes_the_draws)
{
    make(2.0, &es_dense_pooled, 9);
    double *first = draw;
    draw = es_arena_array(arena, (size_t)DRAWS * REACH, sizeof *draw);
    make(2.0, &es_dense_pooled, 9);
    ck_assert_mem_eq(first, draw, sizeof(double) * DRAWS * REACH);
    make(2.0, &es_dense_pooled, 10);
    ck_assert_int_ne(memcmp(first, draw, sizeof(double) * DRAWS * REACH), 0);
}
END_TEST

/* Steps 1, 2, then 3 to 5 and 6 to 30 as one each: a volume's quantiles are means, a
 * level's those of the last step. */
START_TEST(joined_steps_keep_what_they_hold)
{
    static const size_t end[] = {1, 2, 5, REACH};
    for (int level = 0; level < 2; level++) {
        make(0.0, &es_dense_pooled, 1);
        double expected = 0.0, mean = forecast.mean[4];
        for (size_t h = 2; h < 5; h++) {
            expected += es_dense_quantile(&forecast, h, 0.9) / 3.0;
        }
        expected = level ? es_dense_quantile(&forecast, 4, 0.9) : expected;
        const double first = es_dense_quantile(&forecast, 1, 0.9);
        es_dense_join(&forecast, level != 0, end, 4);
        ck_assert_uint_eq(forecast.reach, 4);
        ck_assert_uint_eq(forecast.step[2], level ? 5 : 4);
        ck_assert_uint_eq(forecast.step[3], level ? REACH : 18);
        ck_assert_double_eq(es_dense_quantile(&forecast, 1, 0.9), first);
        ck_assert_double_eq_tol(es_dense_quantile(&forecast, 2, 0.9), expected, 1e-12);
        ck_assert(!level || forecast.mean[2] == mean);
    }
}
END_TEST

/* The correlation of two joined steps is that of the steps they stand for: with a share
 * of 1, (1 / 4)^power. */
START_TEST(joined_steps_remember_as_the_steps_they_stand_for)
{
    static const size_t end[] = {1, 4, REACH};
    struct es_dense_table table = es_dense_pooled;
    table.memory[0] = table.memory[1] = (struct es_dense_memory){1.0, 0.5};
    make(3.0, &table, 5);
    es_dense_join(&forecast, true, end, 3);
    ck_assert_int_eq(es_dense_draw(&forecast, &table, DRAWS, 5, draw, arena, &err),
                     ES_OK);
    double same = 0.0;
    for (size_t d = 0; d < DRAWS; d++) {
        same += (draw[d * 3] > es_dense_quantile(&forecast, 0, 0.5)) ==
                (draw[d * 3 + 1] > es_dense_quantile(&forecast, 1, 0.5));
    }
    /* P(same side) of two normal deviates of correlation 1/2 is 2/3. */
    ck_assert_double_eq_tol(same / DRAWS, 2.0 / 3.0, 0.04);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("copula");
    TCase *cases = tcase_create("draws");
    tcase_add_checked_fixture(cases, set_up, folder_close);
    tcase_add_test(cases, marginals_are_the_quantiles_of_the_table);
    tcase_add_test(cases, draws_of_a_series_that_never_fell_never_fall);
    tcase_add_test(cases, steps_are_correlated_as_the_table_says);
    tcase_add_test(cases, draws_come_in_pairs_of_opposite_ranks);
    tcase_add_test(cases, any_number_of_draws_has_all_quantiles);
    tcase_add_test(cases, the_seed_alone_makes_the_draws);
    tcase_add_test(cases, joined_steps_keep_what_they_hold);
    tcase_add_test(cases, joined_steps_remember_as_the_steps_they_stand_for);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

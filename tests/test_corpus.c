/*
 * The dense engine on a corpus of real series, by the definitions of its scorer: every
 * split weighs the same within its series, every series the same.
 */
#include "folder.h"

#include "essor/backtest.h"

#include <math.h>

enum { SERIES = 2000 };

static struct es_backtest backtest;
static struct es_backtest_result result;

/* Of each split: what is averaged. */
enum { MASE, SMAPE, REL_MAE, REL_CRPS, COVER80, COVER95, SCORES };
static double total[SERIES][SCORES], splits_of[SERIES][SCORES];

static bool run_corpus(void)
{
    const struct es_backtest_files files = {
        .values = shared_file("data/corpus/values.csv"),
        .series = shared_file("data/corpus/series.csv"),
        .splits = shared_file("data/peers/splits.csv"),
        .targets = shared_file("data/peers/targets.csv")};
    struct es_faults faults = {.n = 0};
    if (files.values == NULL || files.splits == NULL) {
        return false;
    }
    ck_assert_msg(es_backtest_read(&files, &backtest, &faults, arena, &err) == ES_OK,
                  "%s", err.message);
    ck_assert_int_eq(es_backtest_run(&backtest, NULL, 0, &result, arena, &err), ES_OK);
    ck_assert_uint_eq(result.failed, 0);
    ck_assert_uint_le(backtest.panel.n, SERIES);
    return true;
}

static double pinball(double off, double level)
{
    return 2.0 * (off > 0.0 ? level * off : (level - 1.0) * off);
}

/* ln of a ratio of errors; those below 0.1 % of a mean step count as equal to it. */
static double log_ratio(double a, double b, double step)
{
    return log(fmax(a, 1e-3 * step) / fmax(b, 1e-3 * step));
}

/* Normal deviates of the deciles, for the naive forecast's spread. */
static const double deciles[] = {-1.2815515655446004,
                                 -0.8416212335729143,
                                 -0.5244005127080407,
                                 -0.2533471031357997,
                                 0.0,
                                 0.2533471031357997,
                                 0.5244005127080407,
                                 0.8416212335729143,
                                 1.2815515655446004};

static void score_split(const struct es_split *split,
                        const struct es_backtest_answer *answer, double score[])
{
    const double *y = split->series->y, last = y[split->origin - 1];
    const double horizon = (double)split->horizon;
    double step = 0.0, square = 0.0, mae = 0.0, naive = 0.0, crps = 0.0, held = 0.0;
    for (size_t i = 1; i < split->origin; i++) {
        step += fabs(y[i] - y[i - 1]) / (double)(split->origin - 1);
        square += pow(y[i] - y[i - 1], 2.0) / (double)(split->origin - 1);
    }
    memset(score, 0, SCORES * sizeof score[0]);
    for (size_t h = 0; h < split->horizon; h++) {
        const double *row = answer->row[h], came = y[split->origin + h];
        const double both = fabs(came) + fabs(row[0]);
        mae += fabs(row[0] - came) / horizon;
        naive += fabs(last - came) / horizon;
        score[SMAPE] += (both > 0.0 ? 200.0 * fabs(row[0] - came) / both : 0.0) / horizon;
        for (int k = 0; k < 9; k++) {
            const double level = 0.1 * (k + 1);
            const double spread = sqrt(square * (double)(h + 1)) * deciles[k];
            crps += pinball(came - row[k + 1], level) / 9.0 / horizon;
            held += pinball(came - last - spread, level) / 9.0 / horizon;
        }
        score[COVER80] += (came >= row[1] && came <= row[9]) / horizon;
        score[COVER95] += (came >= row[10] && came <= row[11]) / horizon;
    }
    /* A series that stood still so far has no step to compare with. */
    score[MASE] = step > 0.0 ? mae / step : (double)NAN;
    score[REL_MAE] = step > 0.0 ? log_ratio(mae, naive, step) : (double)NAN;
    score[REL_CRPS] = step > 0.0 ? log_ratio(crps, held, step) : (double)NAN;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, z = *(const double *)b;
    return (x > z) - (x < z);
}

static double median(double x[], size_t n)
{
    qsort(x, n, sizeof x[0], ascending);
    return 0.5 * (x[(n - 1) / 2] + x[n / 2]);
}

static void score_all(double mean[SCORES], double *median_mase)
{
    static double one[SERIES];
    size_t n = 0;
    for (size_t i = 0; i < backtest.splits; i++) {
        const struct es_split *split = &backtest.split[i];
        const size_t s = (size_t)(split->series - backtest.panel.at);
        double score[SCORES];
        score_split(split, &result.answer[i], score);
        for (int k = 0; k < SCORES; k++) {
            total[s][k] += isnan(score[k]) ? 0.0 : score[k];
            splits_of[s][k] += !isnan(score[k]);
        }
    }
    for (int k = 0; k < SCORES; k++) {
        double sum = 0.0;
        n = 0;
        for (size_t s = 0; s < backtest.panel.n; s++) {
            if (splits_of[s][k] > 0.0) {
                one[n] = total[s][k] / splits_of[s][k];
                sum += one[n++];
            }
        }
        mean[k] = sum / (double)n;
        *median_mase = k == MASE ? median(one, n) : *median_mase;
    }
}

/* R's damped Holt has 0.667 and 0.696 of the naive forecast's error and CRPS here. */
START_TEST(forecasts_are_better_than_those_of_other_tools)
{
    double mean[SCORES], median_mase;
    if (!run_corpus()) {
        return;
    }
    score_all(mean, &median_mase);
    (void)printf(
        "%zu splits: relMAE %.4f relCRPS %.4f MASE_median %.3f sMAPE %.2f cov80 "
        "%.4f cov95 %.4f\n",
        backtest.splits, exp(mean[REL_MAE]), exp(mean[REL_CRPS]), median_mase,
        mean[SMAPE], mean[COVER80], mean[COVER95]);
    ck_assert_double_le(exp(mean[REL_MAE]), 0.90 * 0.6668);
    ck_assert_double_le(exp(mean[REL_CRPS]), 0.88 * 0.6962);
    ck_assert_double_le(median_mase, 2.45);
    ck_assert_double_le(mean[SMAPE], 20.3);
    ck_assert(mean[COVER80] >= 0.77 && mean[COVER80] <= 0.83);
    ck_assert(mean[COVER95] >= 0.93 && mean[COVER95] <= 0.965);
}
END_TEST

/* True dates and how far each target was looked for, in the order of the file. */
static void read_truth(double *actual, double *lead, double *reach)
{
    struct es_grid *grid;
    struct es_numbers numbers;
    struct es_faults faults = {.n = 0};
    ck_assert_int_eq(
        es_grid_read(shared_file("data/peers/targets.csv"), &grid, &faults, arena, &err),
        ES_OK);
    const size_t column[] = {(size_t)es_grid_find(grid, "actual"),
                             (size_t)es_grid_find(grid, "lead"),
                             (size_t)es_grid_find(grid, "cross_horizon")};
    ck_assert_int_eq(es_grid_take(grid, column, 3, &numbers, &faults, arena, &err),
                     ES_OK);
    ck_assert_uint_eq(numbers.n, backtest.targets);
    memcpy(actual, numbers.value[0], numbers.n * sizeof *actual);
    memcpy(lead, numbers.value[1], numbers.n * sizeof *lead);
    memcpy(reach, numbers.value[2], numbers.n * sizeof *reach);
}

/* Weights of targets: every series the same. */
static double weight_of(size_t target)
{
    double n = 0.0;
    for (size_t k = 0; k < backtest.targets; k++) {
        n += strcmp(backtest.target[k].id, backtest.target[target].id) == 0;
    }
    return 1.0 / n;
}

START_TEST(dates_are_better_than_those_of_other_tools)
{
    if (!run_corpus()) {
        return;
    }
    const size_t n = backtest.targets;
    double *actual = es_arena_array(arena, n, sizeof *actual);
    double *lead = es_arena_array(arena, n, sizeof *lead);
    double *reach = es_arena_array(arena, n, sizeof *reach);
    double *error = es_arena_array(arena, n, sizeof *error);
    double weights = 0.0, missed = 0.0, near = 0.0, held = 0.0;
    read_truth(actual, lead, reach);
    for (size_t k = 0; k < n; k++) {
        const struct es_dense_crossing *crossing = &result.crossing[k];
        const bool miss = !(crossing->middle <= reach[k]);
        const double off = fabs((miss ? reach[k] : crossing->middle) - actual[k]);
        const double weight = weight_of(k);
        weights += weight;
        missed += weight * miss;
        near += weight * (!miss && off <= fmax(0.25 * actual[k], 1.0));
        held += weight * (actual[k] >= crossing->early - 1e-9 &&
                          actual[k] <= crossing->late + 1e-9);
        error[k] = off / actual[k];
    }
    (void)printf(
        "%zu dates: missed %.2f %%, near %.1f %%, median error %.3f, cov80 %.3f\n", n,
        100.0 * missed / weights, 100.0 * near / weights, median(error, n),
        held / weights);
    ck_assert_double_le(missed / weights, 0.12);
    ck_assert_double_ge(near / weights, 0.28);
    ck_assert_double_le(median(error, n), 0.50);
    ck_assert(held / weights >= 0.75 && held / weights <= 0.86);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("corpus");
    TCase *cases = tcase_create("scores");
    tcase_add_checked_fixture(cases, folder_open, folder_close);
    tcase_add_test(cases, forecasts_are_better_than_those_of_other_tools);
    tcase_add_test(cases, dates_are_better_than_those_of_other_tools);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

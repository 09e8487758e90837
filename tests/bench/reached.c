/*
 * reached.c: on real series, how often a level was reached that had a probability.
 *
 *   reached VALUES.csv SERIES.csv SPLITS.csv
 *
 * From every split of a series that rises: levels 5 to 100 % above the last value, or so
 * much of what was gained until then further on, and deadlines within the split's
 * horizon, all drawn without a look at what came. What was said is the share of joint
 * draws that are at the level by then. Every series weighs the same. Prints what was said
 * and what came, by tenths.
 */
#include "essor/backtest.h"
#include "essor/hash.h"
#include "essor/parallel.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { QUESTIONS = 40, DRAWS = 1000, TENTHS = 10 };

struct tally {
    double n, said, came;
};

struct study {
    struct es_backtest backtest;
    struct tally (*of)[TENTHS]; /* [splits] */
};

static double by(const double path[], size_t steps, double level)
{
    for (size_t h = 0; h < steps; h++) {
        if (path[h] >= level) {
            return 1.0;
        }
    }
    return 0.0;
}

static double draw_level(const struct es_split *split, gsl_rng *random)
{
    const double *y = split->series->y, last = y[split->origin - 1];
    const bool by_ratio = gsl_rng_uniform(random) < 0.5;
    const double share = 0.05 + 0.95 * gsl_rng_uniform(random);
    return last + share * (by_ratio ? last : last - y[0]);
}

static void ask(const struct es_split *split, size_t reach, const double draw[],
                gsl_rng *random, struct tally tally[TENTHS])
{
    const double *came = split->series->y + split->origin;
    for (int i = 0; i < QUESTIONS; i++) {
        const double level = draw_level(split, random);
        const size_t steps = 1 + gsl_rng_uniform_int(random, split->horizon);
        double said = 0.0;
        for (size_t d = 0; d < DRAWS; d++) {
            said += by(draw + d * reach, steps, level) / DRAWS;
        }
        struct tally *one = &tally[(int)fmin(TENTHS * said, TENTHS - 1)];
        one->n += 1.0;
        one->said += said;
        one->came += by(came, steps, level);
    }
}

static enum es_status answer(const struct es_split *split, struct tally tally[TENTHS],
                             struct es_arena *arena, struct es_error *err)
{
    const double *y = split->series->y;
    const uint64_t seed = es_seed(split->id, split->origin);
    struct es_dense_series series;
    struct es_dense_forecast forecast;
    double *draw;
    if (split->horizon == 0 || y[0] <= 0.0 || y[split->origin - 1] <= y[0]) {
        return ES_OK;
    }
    ES_TRY(es_backtest_series(split, &series, arena, err));
    ES_TRY(es_dense_run(&series, &es_dense_pooled, &forecast, arena, err));
    ES_NEW(arena, draw, DRAWS * series.reach, err);
    ES_TRY(es_dense_draw(&forecast, &es_dense_pooled, DRAWS, seed, draw, arena, err));
    gsl_rng *random;
    ES_GIVEN(random, gsl_rng_alloc(gsl_rng_mt19937), err);
    gsl_rng_set(random, (unsigned long)(seed & 0xffffffffUL));
    ask(split, series.reach, draw, random, tally);
    gsl_rng_free(random);
    return ES_OK;
}

static void one_split(void *context, size_t i)
{
    struct study *study = context;
    struct es_arena *arena = NULL;
    struct es_error err;
    if (es_arena_open(&arena, &err) != ES_OK ||
        answer(&study->backtest.split[i], study->of[i], arena, &err) != ES_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
    }
    es_arena_close(arena);
}

/* Adds the splits of one series, from `from` on, with weight 1; returns where they end.
 */
static size_t add_series(const struct study *study, size_t from, struct tally sum[TENTHS])
{
    const struct es_split *split = study->backtest.split;
    size_t end = from;
    double n = 0.0;
    for (; end < study->backtest.splits && split[end].series == split[from].series;
         end++) {
        for (int k = 0; k < TENTHS; k++) {
            n += study->of[end][k].n;
        }
    }
    for (size_t i = from; i < end && n > 0.0; i++) {
        for (int k = 0; k < TENTHS; k++) {
            const struct tally *one = &study->of[i][k];
            sum[k].n += one->n / n;
            sum[k].said += one->said / n;
            sum[k].came += one->came / n;
        }
    }
    return end;
}

int main(int argc, char **argv)
{
    struct study study;
    struct tally sum[TENTHS] = {{0.0, 0.0, 0.0}};
    struct es_arena *arena = NULL;
    struct es_faults faults;
    struct es_error err = {.status = ES_OK};
    gsl_set_error_handler_off();
    if (argc != 4) {
        (void)fprintf(stderr, "reached VALUES.csv SERIES.csv SPLITS.csv\n");
        return 2;
    }
    const struct es_backtest_files files = {
        .values = argv[1], .series = argv[2], .splits = argv[3]};
    if (es_arena_open(&arena, &err) != ES_OK ||
        es_backtest_read(&files, &study.backtest, &faults, arena, &err) != ES_OK) {
        (void)fprintf(stderr, "reached: %s\n", err.message);
        return 1;
    }
    study.of = calloc(study.backtest.splits, sizeof study.of[0]);
    es_parallel_for(study.backtest.splits, 0, one_split, &study);
    for (size_t i = 0; i < study.backtest.splits;) {
        i = add_series(&study, i, sum);
    }
    (void)printf("P(by the deadline)  series   said   came\n");
    for (int k = 0; k < TENTHS; k++) {
        (void)printf("%.1f to %.1f          %7.1f  %.3f  %.3f\n", k / 10.0,
                     (k + 1) / 10.0, sum[k].n, sum[k].said / sum[k].n,
                     sum[k].came / sum[k].n);
    }
    free(study.of);
    es_arena_close(arena);
    return 0;
}

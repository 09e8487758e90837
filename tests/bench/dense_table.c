/*
 * dense_table.c: estimates the pooled table of the dense engine from its own forecasts.
 *
 *   dense_table VALUES.csv SERIES.csv SPLITS.csv TARGETS.csv DIR DAY
 *
 * Scale: two regressions, of errors above and below the forecast, of ln(|error| + 0.02),
 * in mean steps, on the features; every series weighs the same, and the terms of the
 * spacing are shrunk as if by half a series that knows nothing. Quantiles: those of error
 * / scale, with the same weights. Memory: least squares of the products of two steps'
 * normal deviates on share (h / k)^power. Writes
 *
 *   DIR/table.def          from all series: src/core/dense/table.def
 *   DIR/in/                predictions and crossings with that table
 *   DIR/out/               the same, each series with a table of the other four fifths
 *                          (groups are kept whole)
 *   DIR/folds.csv          which fifth each series belongs to
 */
#include "essor/backtest.h"
#include "essor/hash.h"
#include "essor/parallel.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDS = 5, NO_FOLD = FOLDS, F = ES_DENSE_FEATURES, SPACING = 6, STEPS = 24 };
#define LEAST_ERROR 0.02
#define SHRINK 0.5

/* A forecast of one step and what came, in mean steps. */
struct sample {
    size_t split, h;
    int fold;
    double weight, error, feature[F];
    bool rising;
};

struct study {
    struct es_backtest backtest;
    int *fold;                          /* [series of the panel] */
    struct es_dense_forecast *forecast; /* [splits] */
    struct es_error *error;             /* [splits] */
    struct es_arena **arena;            /* [splits] */
    struct sample *sample;
    size_t samples;
    struct es_dense_table table[FOLDS + 1]; /* without a fold; the last: of all */
    char hash[ES_HASH_TEXT];
};

static void fail(const struct es_error *err)
{
    (void)fprintf(stderr, "dense_table: %s\n", err->message);
    exit(1);
}

/* A group of series. */
struct group {
    const char *name;
    size_t n;
    int fold;
};

static int by_size(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->name, y->name);
}

static struct group *group_of(struct group list[], size_t *n, const char *name)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return &list[i];
        }
    }
    list[*n] = (struct group){.name = name};
    return &list[(*n)++];
}

/* The largest groups first, each to the fold that has fewest series. */
static void deal(struct study *study)
{
    const struct es_panel *panel = &study->backtest.panel;
    struct group *group = calloc(panel->n, sizeof *group);
    size_t groups = 0, load[FOLDS] = {0};
    for (size_t i = 0; i < panel->n; i++) {
        group_of(group, &groups, panel->at[i].group)->n++;
    }
    qsort(group, groups, sizeof *group, by_size);
    for (size_t g = 0; g < groups; g++) {
        int least = 0;
        for (int k = 1; k < FOLDS; k++) {
            least = load[k] < load[least] ? k : least;
        }
        group[g].fold = least;
        load[least] += group[g].n;
    }
    study->fold = calloc(panel->n, sizeof *study->fold);
    for (size_t i = 0; i < panel->n; i++) {
        study->fold[i] = group_of(group, &groups, panel->at[i].group)->fold;
    }
    free(group);
}

static size_t index_of(const struct study *study, const struct es_split *split)
{
    return (size_t)(split->series - study->backtest.panel.at);
}

static void forecast_one(void *context, size_t i)
{
    struct study *study = context;
    const struct es_split *split = &study->backtest.split[i];
    struct es_dense_series series;
    struct es_error *err = &study->error[i];
    if (es_arena_open(&study->arena[i], err) == ES_OK &&
        es_backtest_series(split, &series, study->arena[i], err) == ES_OK) {
        (void)es_dense_run(&series, &es_dense_pooled, &study->forecast[i],
                           study->arena[i], err);
    }
}

static void forecast_all(struct study *study)
{
    const size_t n = study->backtest.splits;
    study->forecast = calloc(n, sizeof *study->forecast);
    study->error = calloc(n, sizeof *study->error);
    study->arena = calloc(n, sizeof *study->arena);
    es_parallel_for(n, 0, forecast_one, study);
    for (size_t i = 0; i < n; i++) {
        if (study->error[i].status != ES_OK) {
            (void)fprintf(stderr, "%s\n", study->error[i].message);
        }
    }
}

/* How many splits a series has. */
static double splits_of(const struct study *study, const struct es_split *split)
{
    double n = 0.0;
    for (size_t i = 0; i < study->backtest.splits; i++) {
        n += study->backtest.split[i].series == split->series;
    }
    return n;
}

static void add_samples(struct study *study, size_t i)
{
    const struct es_split *split = &study->backtest.split[i];
    const struct es_dense_forecast *forecast = &study->forecast[i];
    const double share = 1.0 / splits_of(study, split) / (double)split->horizon;
    for (size_t h = 0; h < split->horizon; h++) {
        struct sample *sample = &study->sample[study->samples++];
        *sample = (struct sample){.split = i,
                                  .h = h,
                                  .fold = study->fold[index_of(study, split)],
                                  .weight = share,
                                  .rising = forecast->rising};
        sample->error = (split->series->y[split->origin + h] - forecast->mean[h]) /
                        forecast->unit_step;
        memcpy(sample->feature, forecast->feature[h], sizeof sample->feature);
    }
}

static void gather(struct study *study)
{
    size_t most = 0;
    for (size_t i = 0; i < study->backtest.splits; i++) {
        most += study->backtest.split[i].horizon;
    }
    study->sample = calloc(most, sizeof *study->sample);
    for (size_t i = 0; i < study->backtest.splits; i++) {
        if (study->error[i].status == ES_OK) {
            add_samples(study, i);
        }
    }
}

/* Normal equations of F unknowns, by elimination. */
static void solve(double a[F][F + 1], double x[F])
{
    for (size_t k = 0; k < F; k++) {
        for (size_t i = k + 1; i < F; i++) {
            const double share = a[i][k] / a[k][k];
            for (size_t j = k; j <= F; j++) {
                a[i][j] -= share * a[k][j];
            }
        }
    }
    for (size_t k = F; k-- > 0;) {
        x[k] = a[k][F];
        for (size_t j = k + 1; j < F; j++) {
            x[k] -= a[k][j] * x[j];
        }
        x[k] /= a[k][k];
    }
}

/* Scale of the errors of one sign (+1: above the forecast). */
static void fit_scale(const struct study *study, int without, double sign, double x[F])
{
    double a[F][F + 1] = {{0.0}};
    for (size_t i = 0; i < study->samples; i++) {
        const struct sample *s = &study->sample[i];
        if (s->fold == without || !(sign * s->error > 0.0)) {
            continue;
        }
        const double size = log(fabs(s->error) + LEAST_ERROR);
        for (size_t j = 0; j < F; j++) {
            for (size_t k = 0; k < F; k++) {
                a[j][k] += s->weight * s->feature[j] * s->feature[k];
            }
            a[j][F] += s->weight * s->feature[j] * size;
        }
    }
    for (size_t k = SPACING; k < F; k++) {
        a[k][k] += SHRINK;
    }
    solve(a, x);
}

static double scale(const double coefficient[F], const double feature[F])
{
    double sum = 0.0;
    for (size_t k = 0; k < F; k++) {
        sum += coefficient[k] * feature[k];
    }
    return exp(sum);
}

/* A weighted number. */
struct weighted {
    double x, weight;
};

static int by_x(const void *a, const void *b)
{
    const struct weighted *x = a, *y = b;
    return (x->x > y->x) - (x->x < y->x);
}

static double standardised(const struct sample *s, const struct es_dense_table *table)
{
    return s->error / scale(s->error > 0.0 ? table->above : table->below, s->feature);
}

/* Weighted quantiles, each number in the middle of its weight. */
static void fit_quantiles(const struct study *study, int without,
                          struct es_dense_table *table)
{
    struct weighted *z = calloc(study->samples, sizeof *z);
    size_t n = 0, at = 0;
    double total = 0.0, below = 0.0;
    for (size_t i = 0; i < study->samples; i++) {
        const struct sample *s = &study->sample[i];
        if (s->fold != without) {
            z[n++] = (struct weighted){standardised(s, table), s->weight};
            total += s->weight;
        }
    }
    qsort(z, n, sizeof *z, by_x);
    total -= 0.5 * z[n - 1].weight;
    for (size_t k = 0; k < ES_DENSE_LEVELS; k++) {
        const double wanted = es_dense_level[k] * total;
        while (at + 1 < n && below + 0.5 * z[at].weight < wanted) {
            below += z[at++].weight;
        }
        const double here = below + 0.5 * z[at].weight;
        const double before = at > 0 ? below - 0.5 * z[at - 1].weight : here;
        const double way = here > before ? (wanted - before) / (here - before) : 1.0;
        table->quantile[k] =
            at > 0 ? z[at - 1].x + fmin(way, 1.0) * (z[at].x - z[at - 1].x) : z[0].x;
    }
    free(z);
}

/* Normal deviate of an error: linear between the quantiles of the table. */
static double deviate(const struct sample *s, const struct es_dense_table *table)
{
    const double z = standardised(s, table), *q = table->quantile;
    size_t k = 1;
    while (k + 1 < ES_DENSE_LEVELS && q[k] < z) {
        k++;
    }
    const double way = fmin(fmax((z - q[k - 1]) / (q[k] - q[k - 1]), 0.0), 1.0);
    return gsl_cdf_ugaussian_Pinv(es_dense_level[k - 1] +
                                  way * (es_dense_level[k] - es_dense_level[k - 1]));
}

/* Weighted sums of the deviates' products and squares by pair of steps. */
struct products {
    double product[STEPS][STEPS], first[STEPS][STEPS], second[STEPS][STEPS];
    double weight[STEPS][STEPS];
};

static void add_products(const struct study *study, const double u[], bool rising,
                         struct products *sums)
{
    for (size_t i = 0; i < study->samples; i++) {
        const struct sample *s = &study->sample[i];
        for (size_t j = i + 1; s->rising == rising && j < study->samples &&
                               study->sample[j].split == s->split;
             j++) {
            const size_t h = s->h, k = study->sample[j].h;
            sums->product[h][k] += s->weight * u[i] * u[j];
            sums->first[h][k] += s->weight * u[i] * u[i];
            sums->second[h][k] += s->weight * u[j] * u[j];
            sums->weight[h][k] += s->weight;
        }
    }
}

static double correlation(const struct products *sums, size_t h, size_t k)
{
    return sums->product[h][k] / sqrt(sums->first[h][k] * sums->second[h][k]);
}

static double misfit(const struct products *sums, const struct es_dense_memory *memory)
{
    double sum = 0.0;
    for (size_t h = 0; h < STEPS; h++) {
        for (size_t k = h + 1; k < STEPS; k++) {
            if (sums->weight[h][k] > 0.0) {
                const double ratio = (double)(h + 1) / (double)(k + 1);
                const double off =
                    correlation(sums, h, k) - memory->share * pow(ratio, memory->power);
                sum += sums->weight[h][k] * off * off;
            }
        }
    }
    return sum;
}

static struct es_dense_memory fit_memory(const struct study *study, const double u[],
                                         bool rising)
{
    struct products sums = {.weight = {{0.0}}};
    struct es_dense_memory best = {1.0, 1.0};
    add_products(study, u, rising, &sums);
    for (int a = 1; a <= 100; a++) {
        for (int b = 1; b <= 200; b++) {
            const struct es_dense_memory tried = {0.01 * a, 0.01 * b};
            if (misfit(&sums, &tried) < misfit(&sums, &best)) {
                best = tried;
            }
        }
    }
    (void)printf("memory, %s: share %.2f power %.2f\n", rising ? "never fell" : "fell",
                 best.share, best.power);
    for (size_t h = 0; h < STEPS; h = 2 * h + 1) {
        for (size_t k = 2 * h + 1; k < STEPS; k = 2 * k + 1) {
            (void)printf("  %zu-%zu: %.2f", h + 1, k + 1, correlation(&sums, h, k));
        }
        (void)printf("\n");
    }
    return best;
}

static void fit_table(struct study *study, int without, const char *day)
{
    struct es_dense_table *table = &study->table[without];
    *table = (struct es_dense_table){.corpus = study->hash, .estimated = day};
    fit_scale(study, without, 1.0, table->above);
    fit_scale(study, without, -1.0, table->below);
    fit_quantiles(study, without, table);
}

static void write_numbers(FILE *out, const char *name, const double x[], size_t n)
{
    (void)fprintf(out, ".%s = {", name);
    for (size_t k = 0; k < n; k++) {
        (void)fprintf(out, "%s%.5g", k == 0 ? "" : k % 8 == 0 ? ",\n    " : ", ", x[k]);
    }
    (void)fprintf(out, "},\n");
}

static void write_table(const struct es_dense_table *table, const char *path)
{
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        (void)fprintf(stderr, "dense_table: cannot write %s\n", path);
        exit(1);
    }
    (void)fprintf(out,
                  "/* Written by tests/bench/dense_table.c from the values with this "
                  "SHA-256. */\n.corpus = \"%s\",\n.estimated = \"%s\",\n",
                  table->corpus, table->estimated);
    write_numbers(out, "above", table->above, F);
    write_numbers(out, "below", table->below, F);
    write_numbers(out, "quantile", table->quantile, ES_DENSE_LEVELS);
    (void)fprintf(out, ".memory = {{%.2f, %.2f}, {%.2f, %.2f}},\n",
                  table->memory[0].share, table->memory[0].power, table->memory[1].share,
                  table->memory[1].power);
    (void)fclose(out);
}

static const struct es_dense_table *table_without(const void *context,
                                                  const struct es_split *split)
{
    const struct study *study = context;
    return &study->table[study->fold[index_of(study, split)]];
}

static const struct es_dense_table *table_of_all(const void *context,
                                                 const struct es_split *split)
{
    (void)split;
    const struct study *study = context;
    return &study->table[NO_FOLD];
}

static void predict(const struct study *study, const struct es_backtest_tables *tables,
                    const char *directory)
{
    struct es_error err = {.status = ES_OK};
    struct es_backtest_result result;
    struct es_arena *arena;
    char predictions[1024], crossings[1024], times[1024];
    (void)mkdir(directory, 0777);
    (void)snprintf(predictions, sizeof predictions, "%s/pred_essor.csv", directory);
    (void)snprintf(crossings, sizeof crossings, "%s/cross_essor.csv", directory);
    (void)snprintf(times, sizeof times, "%s/time_essor.csv", directory);
    const struct es_backtest_paths paths = {predictions, crossings, times};
    if (es_arena_open(&arena, &err) != ES_OK ||
        es_backtest_run(&study->backtest, tables, 0, &result, arena, &err) != ES_OK ||
        es_backtest_write(&study->backtest, &result, &paths, &err) != ES_OK) {
        fail(&err);
    }
    es_arena_close(arena);
}

static void write_folds(const struct study *study, const char *path)
{
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        return;
    }
    (void)fprintf(out, "series_id,fold\n");
    for (size_t i = 0; i < study->backtest.panel.n; i++) {
        (void)fprintf(out, "%s,%d\n", study->backtest.panel.at[i].id, study->fold[i]);
    }
    (void)fclose(out);
}

int main(int argc, char *argv[])
{
    struct es_error err = {.status = ES_OK};
    struct es_faults faults = {.n = 0};
    struct es_arena *arena;
    struct study study = {.samples = 0};
    char path[1024];
    if (argc != 7) {
        (void)fprintf(stderr,
                      "usage: dense_table VALUES SERIES SPLITS TARGETS DIR DAY\n");
        return 2;
    }
    gsl_set_error_handler_off();
    const struct es_backtest_files files = {argv[1], argv[2], argv[3], argv[4]};
    if (es_arena_open(&arena, &err) != ES_OK ||
        es_backtest_read(&files, &study.backtest, &faults, arena, &err) != ES_OK ||
        es_hash_file(argv[1], study.hash, &err) != ES_OK) {
        fail(&err);
    }
    deal(&study);
    forecast_all(&study);
    gather(&study);
    for (int k = 0; k <= NO_FOLD; k++) {
        fit_table(&study, k, argv[6]);
    }
    double *u = calloc(study.samples, sizeof *u);
    for (size_t i = 0; i < study.samples; i++) {
        u[i] = deviate(&study.sample[i], &study.table[NO_FOLD]);
    }
    for (int rising = 0; rising < 2; rising++) {
        study.table[NO_FOLD].memory[rising] = fit_memory(&study, u, rising);
    }
    (void)mkdir(argv[5], 0777);
    (void)snprintf(path, sizeof path, "%s/table.def", argv[5]);
    write_table(&study.table[NO_FOLD], path);
    (void)snprintf(path, sizeof path, "%s/folds.csv", argv[5]);
    write_folds(&study, path);
    (void)snprintf(path, sizeof path, "%s/in", argv[5]);
    predict(&study, &(struct es_backtest_tables){table_of_all, &study}, path);
    (void)snprintf(path, sizeof path, "%s/out", argv[5]);
    predict(&study, &(struct es_backtest_tables){table_without, &study}, path);
    free(u);
    for (size_t i = 0; i < study.backtest.splits; i++) {
        es_arena_close(study.arena[i]);
    }
    free(study.arena);
    free(study.forecast);
    free(study.error);
    free(study.sample);
    free(study.fold);
    es_arena_close(arena);
    return 0;
}

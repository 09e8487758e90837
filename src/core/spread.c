#include "spread.h"

#include <math.h>

/* The correlation of two parts at the same time. Parts of one whole grow together (one
 * software, one campaign), which fits of each alone cannot see. Chosen on the shipped
 * figures as they were known at three past dates; docs/method.md tells what others gave.
 */
#define TOGETHER 0.7

/* Less than this share of the mean volume of a block counts as that much. */
#define LEAST_SHARE 1e-2

/* ln volumes of all draws less their means, [n][draws]. */
static void log_volumes(const struct es_outlook *outlook, const struct es_blocks *blocks,
                        double gain[], double log_volume[])
{
    const size_t draws = outlook->draws;
    double volume[ES_MOST_BLOCKS];
    for (size_t d = 0; d < draws; d++) {
        es_blocks_gains(outlook, d, gain);
        es_blocks_sum(blocks, gain, volume);
        for (size_t b = 0; b < blocks->n; b++) {
            log_volume[b * draws + d] = volume[b];
        }
    }
    for (size_t b = 0; b < blocks->n; b++) {
        double *row = log_volume + b * draws, mean = 0.0, mean_log = 0.0;
        for (size_t d = 0; d < draws; d++) {
            mean += row[d] / (double)draws;
        }
        for (size_t d = 0; d < draws; d++) {
            row[d] = mean > 0.0 ? log(fmax(row[d] / mean, LEAST_SHARE)) : 0.0;
            mean_log += row[d] / (double)draws;
        }
        for (size_t d = 0; d < draws; d++) {
            row[d] -= mean_log;
        }
    }
}

static double product(const double a[], const double b[], size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* A part that is known by shares moves with its whole: that is taken out of it. */
static void take_out(const double whole[], double part[], size_t draws)
{
    const double variance = product(whole, whole, draws);
    const double slope =
        variance > 0.0 ? fmin(fmax(product(whole, part, draws) / variance, 0.0), 1.0)
                       : 0.0;
    for (size_t d = 0; d < draws; d++) {
        part[d] -= slope * whole[d];
    }
}

static void covary(const double log_volume[], size_t n, size_t draws, double own[])
{
    for (size_t b = 0; b < n; b++) {
        for (size_t c = 0; c <= b; c++) {
            const double sum =
                product(log_volume + b * draws, log_volume + c * draws, draws);
            own[b * n + c] = own[c * n + b] = sum / (double)draws;
        }
    }
}

/* The correlation over time of what is common: the mean of the parts' own, which is a
 * correlation too. */
static void correlate(struct es_spread *spread)
{
    const size_t n = spread->n, parts = spread->members - 1;
    for (size_t s = 0; s < parts; s++) {
        const double *sd = spread->common + s * n, *own = spread->own + s * n * n;
        for (size_t b = 0; b < n; b++) {
            for (size_t c = 0; c < n; c++) {
                const double both = sd[b] * sd[c];
                const double alike = both > 0.0 ? own[b * n + c] / both : 0.0;
                spread->together[b * n + c] += alike / (double)parts;
            }
        }
    }
}

/* Splits each part's covariance into what is its own and what it has in common. */
static void set_apart(struct es_spread *spread)
{
    const size_t n = spread->n, parts = spread->members - 1;
    for (size_t i = 0; i < parts * n * n; i++) {
        spread->own[i] *= 1.0 - TOGETHER;
    }
    for (size_t i = 0; i < parts * n; i++) {
        spread->common[i] *= sqrt(TOGETHER);
    }
}

enum es_status es_spread_measure(const struct es_split *split,
                                 const struct es_blocks *blocks, struct es_spread *spread,
                                 struct es_arena *arena, struct es_error *err)
{
    const size_t n = blocks->n, draws = split->whole->draws, parts = split->parts;
    struct es_spread made = {.members = parts + 1, .n = n};
    double *whole, *part, *gain;
    ES_NEW(arena, whole, n * draws, err);
    ES_NEW(arena, part, n * draws, err);
    ES_NEW(arena, gain, blocks->entries, err);
    ES_NEW(arena, made.own, made.members * n * n, err);
    ES_NEW(arena, made.common, made.members * n, err);
    ES_NEW(arena, made.together, n * n, err);
    log_volumes(split->whole, blocks, gain, whole);
    covary(whole, n, draws, made.own + parts * n * n);
    for (size_t s = 0; s < parts; s++) {
        log_volumes(split->part[s], blocks, gain, part);
        for (size_t b = 0; b < n; b++) {
            take_out(whole + b * draws, part + b * draws, draws);
        }
        covary(part, n, draws, made.own + s * n * n);
        for (size_t b = 0; b < n; b++) {
            made.common[s * n + b] = sqrt(made.own[(s * n + b) * n + b]);
        }
    }
    correlate(&made);
    set_apart(&made);
    *spread = made;
    return ES_OK;
}

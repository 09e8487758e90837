/*
 * draws.c: joint draws of the steps ahead.
 *
 * A Gaussian copula: the normal deviate of a draw wanders over the steps as an
 * Ornstein-Uhlenbeck process in the logarithm of the time ahead, plus a part that is new
 * at each step. Only its ranks are used: the draw of rank i gets the quantile at
 * (i + 1/2) / draws. Where no draw may fall, the quantiles are handed out upwards, each
 * to the draw of the lowest deviate among those that it does not let fall: as every
 * quantile is at least what it was a step before, there always is one.
 */
#include "core/dense/parts.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

/* A draw and its deviate at this step. */
struct place {
    double deviate;
    size_t draw;
};

struct drawing {
    const struct es_dense_forecast *forecast;
    const struct es_dense_memory *memory;
    gsl_rng *random;
    size_t draws;
    double *wander;        /* [draws] the part that stays */
    size_t *order;         /* [draws] by the value of the last step, lowest first */
    struct place *place;   /* [draws] */
    struct place *waiting; /* [draws] a heap, the lowest deviate first */
    size_t waits;
    double *draw; /* [draws][reach] */
};

double es_dense_quantile(const struct es_dense_forecast *forecast, size_t h, double level)
{
    const double *quantile = forecast->quantile[h];
    size_t k = 1;
    while (k + 1 < ES_DENSE_LEVELS && es_dense_level[k] < level) {
        k++;
    }
    const double from = es_dense_level[k - 1], to = es_dense_level[k];
    const double way = fmin(fmax((level - from) / (to - from), 0.0), 1.0);
    return quantile[k - 1] + way * (quantile[k] - quantile[k - 1]);
}

static bool is_before(const struct place *a, const struct place *b)
{
    return a->deviate < b->deviate || (a->deviate == b->deviate && a->draw < b->draw);
}

static int by_deviate(const void *a, const void *b)
{
    return is_before(a, b) ? -1 : is_before(b, a);
}

/* The deviates of step h (0-based). */
static void wander(struct drawing *drawing, size_t h)
{
    const struct es_dense_memory *memory = drawing->memory;
    const size_t *step = drawing->forecast->step;
    const double keep =
        h == 0 ? 0.0 : pow((double)step[h - 1] / (double)step[h], memory->power);
    const double fresh = sqrt(1.0 - keep * keep);
    const double stays = sqrt(memory->share), passes = sqrt(1.0 - memory->share);
    for (size_t d = 0; d < drawing->draws; d++) {
        double *z = &drawing->wander[d];
        *z = keep * *z + fresh * gsl_ran_gaussian_ziggurat(drawing->random, 1.0);
        const double passing = gsl_ran_gaussian_ziggurat(drawing->random, 1.0);
        drawing->place[d] = (struct place){stays * *z + passes * passing, d};
    }
}

static void sink(struct drawing *drawing, size_t i)
{
    struct place *heap = drawing->waiting;
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < drawing->waits;
             child++) {
            least = is_before(&heap[child], &heap[least]) ? child : least;
        }
        if (least == i) {
            return;
        }
        const struct place moved = heap[i];
        heap[i] = heap[least];
        heap[least] = moved;
        i = least;
    }
}

static void queue_up(struct drawing *drawing, struct place place)
{
    struct place *heap = drawing->waiting;
    size_t i = drawing->waits++;
    for (; i > 0 && is_before(&place, &heap[(i - 1) / 2]); i = (i - 1) / 2) {
        heap[i] = heap[(i - 1) / 2];
    }
    heap[i] = place;
}

static struct place take_first(struct drawing *drawing)
{
    const struct place first = drawing->waiting[0];
    drawing->waiting[0] = drawing->waiting[--drawing->waits];
    sink(drawing, 0);
    return first;
}

static double value_at(const struct drawing *drawing, size_t h, size_t rank)
{
    return es_dense_quantile(drawing->forecast, h,
                             ((double)rank + 0.5) / (double)drawing->draws);
}

/* Hands out the quantiles by the deviates alone. */
static void assign(struct drawing *drawing, size_t h)
{
    const size_t reach = drawing->forecast->reach;
    qsort(drawing->place, drawing->draws, sizeof drawing->place[0], by_deviate);
    for (size_t i = 0; i < drawing->draws; i++) {
        drawing->draw[drawing->place[i].draw * reach + h] = value_at(drawing, h, i);
    }
}

/* The same where no draw may fall. */
static void assign_upwards(struct drawing *drawing, size_t h)
{
    const size_t reach = drawing->forecast->reach;
    size_t let_in = 0;
    drawing->waits = 0;
    for (size_t i = 0; i < drawing->draws; i++) {
        double value = value_at(drawing, h, i);
        while (let_in < drawing->draws) {
            const size_t d = drawing->order[let_in];
            const double before =
                h > 0 ? drawing->draw[d * reach + h - 1] : drawing->forecast->last;
            if (before > value && drawing->waits > 0) {
                break;
            }
            value = fmax(value, before); /* by rounding alone */
            queue_up(drawing, drawing->place[d]);
            let_in++;
        }
        const size_t d = take_first(drawing).draw;
        drawing->draw[d * reach + h] = value;
        drawing->order[i] = d;
    }
}

enum es_status es_dense_draw(const struct es_dense_forecast *forecast,
                             const struct es_dense_table *table, size_t draws,
                             uint64_t seed, double draw[], struct es_arena *arena,
                             struct es_error *err)
{
    struct drawing drawing = {.forecast = forecast,
                              .memory = &table->memory[forecast->rising],
                              .draws = draws,
                              .draw = draw};
    ES_NEW(arena, drawing.wander, draws, err);
    ES_NEW(arena, drawing.order, draws, err);
    ES_NEW(arena, drawing.place, draws, err);
    ES_NEW(arena, drawing.waiting, draws, err);
    ES_GIVEN(drawing.random, gsl_rng_alloc(gsl_rng_mt19937), err);
    gsl_rng_set(drawing.random, (unsigned long)(seed & 0xffffffffUL));
    for (size_t d = 0; d < draws; d++) {
        drawing.order[d] = d;
    }
    for (size_t h = 0; h < forecast->reach; h++) {
        wander(&drawing, h);
        (forecast->rising ? assign_upwards : assign)(&drawing, h);
    }
    gsl_rng_free(drawing.random);
    return ES_OK;
}

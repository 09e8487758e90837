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
#include "core/dense/deviates.h"
#include "core/dense/parts.h"

struct drawing {
    const struct es_dense_forecast *forecast;
    struct es_dense_deviates deviates;
    size_t draws;
    size_t *upper;   /* [draws] the first quantile at or above that of each rank */
    double *way;     /* [draws] how far it lies from the one before to that one */
    double *before;  /* [draws] values of the last step */
    size_t *climbed; /* [draws] draws by the value of the last step, lowest first */
    size_t *rank;    /* [draws] of each draw's deviate */
    size_t *waiting; /* [draws] a heap of ranks, the lowest first */
    size_t waits;
    double *draw; /* [draws][reach] */
};

/* Where a level lies between the quantiles: its way from number upper - 1 to upper. */
static double way_to(double level, size_t *upper)
{
    while (*upper + 1 < ES_DENSE_LEVELS && es_dense_level[*upper] < level) {
        (*upper)++;
    }
    const double from = es_dense_level[*upper - 1], to = es_dense_level[*upper];
    return fmin(fmax((level - from) / (to - from), 0.0), 1.0);
}

double es_dense_quantile(const struct es_dense_forecast *forecast, size_t h, double level)
{
    const double *quantile = forecast->quantile[h];
    size_t k = 1;
    const double way = way_to(level, &k);
    return quantile[k - 1] + way * (quantile[k] - quantile[k - 1]);
}

static void find_ways(struct drawing *drawing)
{
    size_t upper = 1;
    for (size_t i = 0; i < drawing->draws; i++) {
        const double level = ((double)i + 0.5) / (double)drawing->draws;
        drawing->way[i] = way_to(level, &upper);
        drawing->upper[i] = upper;
    }
}

static double value_at(const struct drawing *drawing, size_t h, size_t rank)
{
    const double *upper = &drawing->forecast->quantile[h][drawing->upper[rank]];
    return upper[-1] + drawing->way[rank] * (upper[0] - upper[-1]);
}

/* Hands out the quantiles by the deviates alone. */
static void assign(struct drawing *drawing, size_t h)
{
    const size_t reach = drawing->forecast->reach;
    for (size_t i = 0; i < drawing->draws; i++) {
        drawing->draw[drawing->deviates.order[i] * reach + h] = value_at(drawing, h, i);
    }
}

static void queue_up(struct drawing *drawing, size_t rank)
{
    size_t *heap = drawing->waiting;
    size_t i = drawing->waits++;
    for (; i > 0 && rank < heap[(i - 1) / 2]; i = (i - 1) / 2) {
        heap[i] = heap[(i - 1) / 2];
    }
    heap[i] = rank;
}

static size_t take_first(struct drawing *drawing)
{
    size_t *heap = drawing->waiting;
    const size_t first = heap[0], last = heap[--drawing->waits];
    size_t i = 0;
    for (size_t child = 1; child < drawing->waits; child = 2 * i + 1) {
        child += child + 1 < drawing->waits && heap[child + 1] < heap[child] ? 1 : 0;
        if (last <= heap[child]) {
            break;
        }
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return first;
}

/* The same where no draw may fall. */
static void assign_upwards(struct drawing *drawing, size_t h)
{
    const size_t reach = drawing->forecast->reach;
    const size_t *order = drawing->deviates.order;
    size_t let_in = 0;
    drawing->waits = 0;
    for (size_t i = 0; i < drawing->draws; i++) {
        drawing->rank[order[i]] = i;
    }
    for (size_t i = 0; i < drawing->draws; i++) {
        double value = value_at(drawing, h, i);
        while (let_in < drawing->draws) {
            const double before = drawing->before[let_in];
            if (before > value && drawing->waits > 0) {
                break;
            }
            value = fmax(value, before); /* by rounding alone */
            queue_up(drawing, drawing->rank[drawing->climbed[let_in++]]);
        }
        const size_t d = order[take_first(drawing)];
        drawing->draw[d * reach + h] = value;
        drawing->before[i] = value;
        drawing->climbed[i] = d;
    }
}

static enum es_status open(struct drawing *drawing, double share, uint64_t seed,
                           struct es_arena *arena, struct es_error *err)
{
    const size_t n = drawing->draws;
    ES_NEW(arena, drawing->upper, n, err);
    ES_NEW(arena, drawing->way, n, err);
    ES_NEW(arena, drawing->before, n, err);
    ES_NEW(arena, drawing->climbed, n, err);
    ES_NEW(arena, drawing->rank, n, err);
    ES_NEW(arena, drawing->waiting, n, err);
    for (size_t d = 0; d < n; d++) {
        drawing->climbed[d] = d;
        drawing->before[d] = drawing->forecast->last;
    }
    find_ways(drawing);
    return es_dense_deviates_open(&drawing->deviates, share, n, seed, arena, err);
}

enum es_status es_dense_draw(const struct es_dense_forecast *forecast,
                             const struct es_dense_table *table, size_t draws,
                             uint64_t seed, double draw[], struct es_arena *arena,
                             struct es_error *err)
{
    const struct es_dense_memory *memory = &table->memory[forecast->rising];
    const size_t *step = forecast->step;
    struct drawing drawing = {.forecast = forecast, .draws = draws, .draw = draw};
    ES_TRY(open(&drawing, memory->share, seed, arena, err));
    for (size_t h = 0; h < forecast->reach; h++) {
        const double keep =
            h == 0 ? 0.0 : pow((double)step[h - 1] / (double)step[h], memory->power);
        es_dense_deviates_step(&drawing.deviates, keep);
        (forecast->rising ? assign_upwards : assign)(&drawing, h);
    }
    es_dense_deviates_close(&drawing.deviates);
    return ES_OK;
}

#include "essor/cohere.h"

#include "blocks.h"
#include "essor/parallel.h"
#include "move.h"
#include "spread.h"
#include "sum.h"

#include <math.h>
#include <string.h>

enum {
    CHUNK = 50,       /* draws of one piece of work */
    MOST_ROUNDS = 8,  /* of the projection of all blocks together */
    MONTH_ROUNDS = 40 /* of what is left of one month */
};
#define SETTLED 1e-3 /* of ln volume: a move that changes by less is done */

/* Figures of parts and of the whole are not counted alike: the sum of a block is asked
 * for within 10 %, so that small contradictions of the past are not taken for growth;
 * what is left is met month by month. */
#define DISAGREEMENT 0.1
#define MONTH_ADDED_UP 1e-14

struct work {
    const struct es_split *split;
    struct es_blocks blocks;
    struct es_spread spread;
    enum es_status *status; /* [chunks] */
};

/* One draw on its way to adding up. Members are the parts, then the whole. */
struct draw {
    double *gain;       /* [members][entries] */
    double *volume;     /* [members][n] of the positive gains of a block */
    double *share;      /* [members][n] of the parts' sum as moved; -1 of the whole */
    double *move;       /* [members][n] of ln volume */
    double *matrix;     /* [n][n] */
    double *multiplier; /* [n] */
    double *common;     /* [n] */
    double *pull;       /* [n] */
    double *spread;     /* [entries] */
};

static enum es_status open_draw(const struct work *work, struct draw *draw,
                                struct es_arena *arena, struct es_error *err)
{
    const size_t members = work->spread.members, n = work->blocks.n;
    ES_NEW(arena, draw->gain, members * work->blocks.entries, err);
    ES_NEW(arena, draw->volume, members * n, err);
    ES_NEW(arena, draw->share, members * n, err);
    ES_NEW(arena, draw->move, members * n, err);
    ES_NEW(arena, draw->matrix, n * n, err);
    ES_NEW(arena, draw->multiplier, n, err);
    ES_NEW(arena, draw->common, n, err);
    ES_NEW(arena, draw->pull, n, err);
    ES_NEW(arena, draw->spread, work->blocks.entries, err);
    return ES_OK;
}

/* What falls in a part stays as it is; its other parts must make up for it. */
static void read_draw(const struct work *work, size_t d, struct draw *draw)
{
    const struct es_blocks *blocks = &work->blocks;
    const size_t parts = work->split->parts;
    double *whole = draw->gain + parts * blocks->entries;
    es_blocks_gains(work->split->whole, d, whole);
    for (size_t s = 0; s < parts; s++) {
        double *gain = draw->gain + s * blocks->entries;
        es_blocks_gains(work->split->part[s], d, gain);
        es_blocks_sum(blocks, gain, draw->volume + s * blocks->n);
        for (size_t e = 0; e < blocks->entries; e++) {
            whole[e] -= fmin(gain[e], 0.0);
        }
    }
    es_blocks_sum(blocks, whole, draw->volume + parts * blocks->n);
    memset(draw->move, 0, (parts + 1) * blocks->n * sizeof draw->move[0]);
}

/* The first-order equation of each block at the move so far: the shares, and what they
 * times the move must be. */
static void look(const struct work *work, struct draw *draw)
{
    const size_t n = work->blocks.n, parts = work->split->parts;
    for (size_t b = 0; b < n; b++) {
        double sum = 0.0, along = 0.0;
        for (size_t s = 0; s < parts; s++) {
            const double volume = draw->volume[s * n + b] * exp(draw->move[s * n + b]);
            draw->share[s * n + b] = volume;
            sum += volume;
        }
        const double goal = draw->volume[parts * n + b] * exp(draw->move[parts * n + b]);
        const bool can = sum > 0.0 && goal > 0.0;
        draw->share[parts * n + b] = can ? -1.0 : 0.0;
        for (size_t s = 0; s <= parts; s++) {
            draw->share[s * n + b] *= !can ? 0.0 : s < parts ? 1.0 / sum : 1.0;
            along += draw->share[s * n + b] * draw->move[s * n + b];
        }
        draw->multiplier[b] = can ? log(goal / sum) + along : 0.0;
    }
}

/* The covariance of the sums of shares, its upper half. */
static void gather(const struct work *work, struct draw *draw)
{
    const struct es_spread *spread = &work->spread;
    const size_t n = spread->n;
    memset(draw->matrix, 0, n * n * sizeof draw->matrix[0]);
    memset(draw->common, 0, n * sizeof draw->common[0]);
    for (size_t s = 0; s < spread->members; s++) {
        const double *own = spread->own + s * n * n, *share = draw->share + s * n;
        for (size_t b = 0; b < n; b++) {
            double *row = draw->matrix + b * n;
            for (size_t c = b; c < n; c++) {
                row[c] += share[b] * own[b * n + c] * share[c];
            }
            draw->common[b] += share[b] * spread->common[s * n + b];
        }
    }
    for (size_t b = 0; b < n; b++) {
        double *row = draw->matrix + b * n;
        for (size_t c = b; c < n; c++) {
            row[c] += draw->common[b] * spread->together[b * n + c] * draw->common[c];
        }
        row[b] += DISAGREEMENT * DISAGREEMENT;
    }
}

/* x := matrix^-1 x, by U'U. Whole rows at a time: GSL's Cholesky goes by columns, which
 * takes three times as long here. */
static void solve(size_t n, double matrix[], double x[])
{
    for (size_t k = 0; k < n; k++) {
        double *row = matrix + k * n;
        const double pivot = 1.0 / sqrt(row[k]);
        for (size_t c = k; c < n; c++) {
            row[c] *= pivot;
        }
        x[k] *= pivot;
        for (size_t b = k + 1; b < n; b++) {
            const double factor = row[b];
            double *below = matrix + b * n;
            for (size_t c = b; c < n; c++) {
                below[c] -= factor * row[c];
            }
            x[b] -= factor * x[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        const double *row = matrix + k * n;
        for (size_t c = k + 1; c < n; c++) {
            x[k] -= row[c] * x[c];
        }
        x[k] /= row[k];
    }
}

/* The least move that the equations allow. Returns by how much it changed at most. */
static double step(const struct work *work, struct draw *draw)
{
    const struct es_spread *spread = &work->spread;
    const size_t n = spread->n;
    double most = 0.0;
    gather(work, draw);
    solve(n, draw->matrix, draw->multiplier);
    for (size_t b = 0; b < n; b++) { /* what all parts have in common */
        draw->pull[b] = 0.0;
        for (size_t c = 0; c < n; c++) {
            draw->pull[b] +=
                spread->together[b * n + c] * draw->common[c] * draw->multiplier[c];
        }
    }
    for (size_t s = 0; s < spread->members; s++) {
        const double *own = spread->own + s * n * n, *share = draw->share + s * n;
        double *move = draw->move + s * n;
        for (size_t b = 0; b < n; b++) {
            double to = spread->common[s * n + b] * draw->pull[b];
            for (size_t c = 0; c < n; c++) {
                to += own[b * n + c] * share[c] * draw->multiplier[c];
            }
            most = fmax(most, fabs(to - move[b]));
            move[b] = to;
        }
    }
    return most;
}

static void move_months(const struct work *work, struct draw *draw)
{
    const struct es_blocks *blocks = &work->blocks;
    for (size_t s = 0; s < work->spread.members; s++) {
        double *gain = draw->gain + s * blocks->entries;
        es_blocks_spread(blocks, draw->move + s * blocks->n, draw->spread);
        for (size_t e = 0; e < blocks->entries; e++) {
            gain[e] *= gain[e] > 0.0 ? exp(draw->spread[e]) : 1.0;
        }
    }
}

/* What is left of one month: by the parts' shares and variances. Newton's method on a sum
 * of exponentials, which from its first step on comes from above. */
static void close_month(const struct work *work, struct draw *draw, size_t b, size_t e)
{
    const size_t n = work->blocks.n, entries = work->blocks.entries;
    const size_t parts = work->split->parts;
    const double want = draw->gain[parts * entries + e];
    double weight[ES_MOST_PARTS], most = 0.0, at = 0.0;
    for (size_t s = 0; s < parts; s++) {
        const double gain = draw->gain[s * entries + e];
        weight[s] = gain > 0.0 ? gain * work->spread.own[(s * n + b) * n + b] : 0.0;
        most = fmax(most, weight[s]);
    }
    for (int round = 0; round < MONTH_ROUNDS && most > 0.0 && want > 0.0; round++) {
        double sum = 0.0, slope = 0.0;
        for (size_t s = 0; s < parts; s++) {
            const double gain = fmax(draw->gain[s * entries + e], 0.0);
            const double moved = gain * exp(weight[s] / most * at);
            sum += moved;
            slope += weight[s] / most * moved;
        }
        const double missing = log(want / sum);
        if (fabs(missing) < MONTH_ADDED_UP) {
            break;
        }
        at += missing * sum / slope;
    }
    for (size_t s = 0; s < parts && most > 0.0; s++) {
        draw->gain[s * entries + e] *= exp(weight[s] / most * at);
    }
}

/* Cuts what passes a limit: of the volume of a month, or of the level. */
static void hold(enum es_nature nature, double limit, double gain[], size_t entries)
{
    double level = 0.0;
    for (size_t e = 0; e < entries; e++) {
        const double most = nature == ES_STOCK_SERIES ? limit - level
                            : e > 0                   ? limit / 12.0
                                                      : INFINITY;
        gain[e] = fmin(gain[e], most);
        level += gain[e];
    }
}

/* The parts as moved, and the whole as their sum. */
static void write_draw(const struct work *work, size_t d, const struct draw *draw)
{
    const struct es_split *split = work->split;
    const size_t entries = work->blocks.entries;
    for (size_t s = 0; s < split->parts; s++) {
        double *gain = draw->gain + s * entries, sum = 0.0;
        double *path = split->part[s]->cumulated + d * entries;
        hold(split->whole->nature, split->limit[s], gain, entries);
        for (size_t e = 0; e < entries; e++) {
            sum += gain[e];
            path[e] = sum;
        }
    }
    es_sum_draw(split, d);
}

static void cohere_draw(const struct work *work, size_t d, struct draw *draw)
{
    const struct es_blocks *blocks = &work->blocks;
    const struct es_split *split = work->split;
    read_draw(work, d, draw);
    look(work, draw);
    for (int round = 0; round < MOST_ROUNDS && step(work, draw) > SETTLED; round++) {
        look(work, draw);
    }
    move_months(work, draw);
    hold(split->whole->nature, split->limit[split->parts],
         draw->gain + split->parts * blocks->entries, blocks->entries);
    for (size_t b = 0; b < blocks->n; b++) {
        for (size_t e = blocks->start[b]; e < blocks->start[b + 1]; e++) {
            close_month(work, draw, b, e);
        }
    }
    write_draw(work, d, draw);
}

static void cohere_chunk(void *context, size_t i)
{
    struct work *work = context;
    struct es_arena *arena = NULL;
    struct draw draw;
    work->status[i] = es_arena_open(&arena, NULL);
    if (work->status[i] == ES_OK) {
        work->status[i] = open_draw(work, &draw, arena, NULL);
    }
    const size_t from = i * CHUNK, draws = work->split->whole->draws;
    const size_t end = from + CHUNK < draws ? from + CHUNK : draws;
    for (size_t d = from; d < end && work->status[i] == ES_OK; d++) {
        cohere_draw(work, d, &draw);
    }
    es_arena_close(arena);
}

/* -- all draws ------------------------------------------------------------------------
 */

/* Copies draws until there are `draws` of them. */
static enum es_status fill_up(struct es_outlook *outlook, size_t draws,
                              struct es_arena *arena, struct es_error *err)
{
    const size_t row = outlook->months + 1;
    double *more;
    outlook->point = NULL;
    if (outlook->draws == draws) {
        return ES_OK;
    }
    ES_NEW(arena, more, draws * row, err);
    for (size_t d = 0; d < draws; d++) {
        memcpy(more + d * row, outlook->cumulated + d % outlook->draws * row,
               row * sizeof more[0]);
    }
    outlook->cumulated = more;
    outlook->draws = draws;
    return ES_OK;
}

static enum es_status equalise(const struct es_split *split, struct es_arena *arena,
                               struct es_error *err)
{
    size_t draws = split->whole->draws;
    for (size_t s = 0; s < split->parts; s++) {
        draws = split->part[s]->draws > draws ? split->part[s]->draws : draws;
    }
    ES_TRY(fill_up(split->whole, draws, arena, err));
    for (size_t s = 0; s < split->parts; s++) {
        ES_TRY(fill_up(split->part[s], draws, arena, err));
    }
    return ES_OK;
}

static enum es_status move_all(struct work *work, struct es_arena *arena,
                               struct es_error *err)
{
    const size_t chunks = (work->split->whole->draws + CHUNK - 1) / CHUNK;
    ES_NEW(arena, work->status, chunks, err);
    es_parallel_for(chunks, work->split->jobs, cohere_chunk, work);
    for (size_t i = 0; i < chunks; i++) {
        if (work->status[i] != ES_OK) {
            return es_no_memory(err);
        }
    }
    return ES_OK;
}

/* The parts, then the whole. */
static struct es_outlook *member(const struct es_split *split, size_t s)
{
    return s < split->parts ? split->part[s] : split->whole;
}

static enum es_status keep_copy(const struct es_outlook *outlook, double **copy,
                                struct es_arena *arena, struct es_error *err)
{
    const size_t n = outlook->draws * (outlook->months + 1);
    ES_NEW(arena, *copy, n, err);
    memcpy(*copy, outlook->cumulated, n * sizeof **copy);
    return ES_OK;
}

static enum es_status cohere_with(struct work *work, struct es_move move[],
                                  struct es_arena *arena, struct es_arena *room,
                                  struct es_error *err)
{
    const struct es_split *split = work->split;
    double *before[ES_MOST_PARTS + 1];
    ES_TRY(es_spread_measure(split, &work->blocks, &work->spread, room, err));
    for (size_t s = 0; s <= split->parts && move != NULL; s++) {
        ES_TRY(keep_copy(member(split, s), &before[s], room, err));
    }
    ES_TRY(move_all(work, room, err));
    for (size_t s = 0; s <= split->parts && move != NULL; s++) {
        ES_TRY(es_move_learn(member(split, s), before[s], &move[s], arena, err));
    }
    return ES_OK;
}

enum es_status es_cohere(const struct es_split *split, struct es_move move[],
                         struct es_arena *arena, struct es_error *err)
{
    struct work work = {.split = split};
    struct es_arena *room;
    ES_TRY(es_sum_check(split, err));
    if (!es_blocks_cut(split->whole, &work.blocks)) {
        return es_fail(err, ES_ERR_ARGUMENT, "%zu months are too many to be added up",
                       split->whole->months);
    }
    ES_TRY(equalise(split, arena, err));
    ES_TRY(es_arena_open(&room, err));
    const enum es_status status = cohere_with(&work, move, arena, room, err);
    es_arena_close(room);
    return status;
}

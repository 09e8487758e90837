#include "pair.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ranked {
    double value;
    size_t draw;
};

static int ascending(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    return a->value != b->value ? (a->value > b->value) - (a->value < b->value)
                                : (a->draw > b->draw) - (a->draw < b->draw);
}

/* Draws by what they gain after the as-of date. */
static void rank_ahead(const struct es_outlook *outlook, struct ranked rank[])
{
    for (size_t d = 0; d < outlook->draws; d++) {
        const double *path = outlook->cumulated + d * (outlook->months + 1);
        const double now = es_outlook_at(outlook, d, outlook->as_of_day + 1.0);
        rank[d] = (struct ranked){path[outlook->months] - now, d};
    }
    qsort(rank, outlook->draws, sizeof rank[0], ascending);
}

/* Draw k of the ranks goes where the score of the same rank is. */
static void reorder(struct es_outlook *outlook, const struct ranked rank[],
                    const struct ranked score[], double copy[], size_t place[])
{
    const size_t row = outlook->months + 1;
    memcpy(copy, outlook->cumulated, outlook->draws * row * sizeof copy[0]);
    for (size_t k = 0; k < outlook->draws; k++) {
        place[rank[k].draw] = score[k].draw;
        memcpy(outlook->cumulated + score[k].draw * row, copy + rank[k].draw * row,
               row * sizeof copy[0]);
    }
}

enum es_status es_pair(const struct es_split *split, size_t *const place[],
                       struct es_arena *arena, struct es_error *err)
{
    const size_t draws = split->whole->draws, row = split->whole->months + 1;
    const double along = sqrt(ES_TOGETHER), apart = sqrt(1.0 - ES_TOGETHER);
    struct ranked *rank, *score;
    double *common, *copy;
    ES_NEW(arena, rank, draws, err);
    ES_NEW(arena, score, draws, err);
    ES_NEW(arena, common, draws, err);
    ES_NEW(arena, copy, draws * row, err);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937); /* its own seed: always the same */
    if (random == NULL) {
        return es_no_memory(err);
    }
    rank_ahead(split->whole, rank);
    for (size_t k = 0; k < draws; k++) {
        common[rank[k].draw] = gsl_cdf_ugaussian_Pinv(((double)k + 0.5) / (double)draws);
    }
    for (size_t s = 0; s < split->parts; s++) {
        rank_ahead(split->part[s], rank);
        for (size_t d = 0; d < draws; d++) {
            const double fresh = gsl_ran_ugaussian(random);
            score[d] = (struct ranked){along * common[d] + apart * fresh, d};
        }
        qsort(score, draws, sizeof score[0], ascending);
        reorder(split->part[s], rank, score, copy, place[s]);
    }
    gsl_rng_free(random);
    return ES_OK;
}

#include "core/dense/deviates.h"

#include <gsl/gsl_randist.h>
#include <math.h>

/* A size is sorted by two digits of 11 bits, above the number of its draw. */
enum { DIGIT = 11, DIGITS = 1 << DIGIT, DRAW_BITS = 32 };

enum es_status es_dense_deviates_open(struct es_dense_deviates *deviates, double share,
                                      size_t draws, uint64_t seed, struct es_arena *arena,
                                      struct es_error *err)
{
    const size_t pairs = (draws + 1) / 2;
    *deviates =
        (struct es_dense_deviates){.share = share, .draws = draws, .pairs = pairs};
    ES_NEW(arena, deviates->stays, pairs, err);
    ES_NEW(arena, deviates->place, pairs, err);
    ES_NEW(arena, deviates->spare, pairs, err);
    ES_NEW(arena, deviates->order, draws, err);
    ES_GIVEN(deviates->random, gsl_rng_alloc(gsl_rng_mt19937), err);
    gsl_rng_set(deviates->random, (unsigned long)(seed & 0xffffffffUL));
    return ES_OK;
}

void es_dense_deviates_close(struct es_dense_deviates *deviates)
{
    gsl_rng_free(deviates->random);
    deviates->random = NULL;
}

/* Nearly the share of sizes below x (Abramowitz and Stegun 1964, 7.1.27). It never falls
 * as x rises, not by rounding either, so that it sorts as x does. */
static double share_below(double x)
{
    const double u = x * M_SQRT1_2;
    const double s =
        1.0 + u * (0.278393 + u * (0.230389 + u * (0.000972 + u * 0.078108)));
    return 1.0 - 1.0 / (s * s * s * s);
}

/* The size of a deviate in 22 bits, and the draw in whose favour it is; the other one of
 * the pair has it with the sign turned. */
static uint64_t place_of(size_t pair, double deviate)
{
    const uint64_t size =
        (uint64_t)(share_below(fabs(deviate)) * ((1 << (2 * DIGIT)) - 1));
    return size << DRAW_BITS | (2 * pair + (deviate < 0.0 ? 1 : 0));
}

/*
 * One random number a step gives both parts: a Kalman filter of what stays tells how the
 * deviates so far foresee the next one and how far off it may be (Anderson and Moore
 * 1979, Optimal Filtering, 9.3, the innovations).
 */
static void draw_deviates(struct es_dense_deviates *deviates, double keep)
{
    const double gauge = sqrt(deviates->share);
    const double unknown = 1.0 - keep * keep * deviates->known;
    const double variance = deviates->share * unknown + 1.0 - deviates->share;
    const double sd = sqrt(fmax(variance, 0.0));
    const double learned = sd > 0.0 ? gauge * unknown / sd : 0.0;
    for (size_t i = 0; i < deviates->pairs; i++) {
        const double fresh = gsl_ran_gaussian_ziggurat(deviates->random, 1.0);
        const double foreseen = keep * deviates->stays[i];
        deviates->stays[i] = foreseen + learned * fresh;
        deviates->place[i] = place_of(i, gauge * foreseen + sd * fresh);
    }
    deviates->known = keep * keep * deviates->known + learned * learned;
}

/* By one digit, those of the same digit in the order that they had. */
static void sort_by_digit(const uint64_t from[], size_t n, int shift, uint64_t to[])
{
    uint32_t first[DIGITS + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        first[(from[i] >> shift) % DIGITS + 1]++;
    }
    for (size_t k = 0; k < DIGITS; k++) {
        first[k + 1] += first[k];
    }
    for (size_t i = 0; i < n; i++) {
        to[first[(from[i] >> shift) % DIGITS]++] = from[i];
    }
}

void es_dense_deviates_step(struct es_dense_deviates *deviates, double keep)
{
    const uint64_t draw = (UINT64_C(1) << DRAW_BITS) - 1;
    const size_t pairs = deviates->pairs;
    size_t rank = 0;
    draw_deviates(deviates, keep);
    sort_by_digit(deviates->place, pairs, DRAW_BITS, deviates->spare);
    sort_by_digit(deviates->spare, pairs, DRAW_BITS + DIGIT, deviates->place);
    for (size_t i = pairs; i-- > 0;) {
        const size_t below = (deviates->place[i] & draw) ^ 1;
        if (below < deviates->draws) { /* the last pair may lack one */
            deviates->order[rank++] = below;
        }
    }
    for (size_t i = 0; i < pairs; i++) {
        const size_t above = deviates->place[i] & draw;
        if (above < deviates->draws) {
            deviates->order[rank++] = above;
        }
    }
}

/*
 * cohere.h: draws of a whole and of its parts, made to add up.
 *
 * Whole and parts are fitted each by itself, and so their draws do not add up. In draw d
 * all of them are moved by the least amount, as the spread of their draws measures it,
 * that makes the parts' sum the whole: the projection of minimum trace (Wickramasuriya,
 * Athanasopoulos and Hyndman 2019, doi:10.1080/01621459.2018.1448825), made draw by draw
 * on the logarithms of monthly volumes, so that none falls below zero. The moves of one
 * series in different months go together as its draws do: what figures hold fast in it
 * stays, and what they leave open gives way.
 */
#ifndef ESSOR_COHERE_H
#define ESSOR_COHERE_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/outlook.h"

enum { ES_MOST_PARTS = 64 };

struct es_split {
    struct es_outlook *whole;
    struct es_outlook *const *part; /* [parts] added in this order */
    const double *limit; /* [parts + 1] what is never exceeded, the whole's last: per year
                            of a flow, the level of a stock; INFINITY if nothing */
    size_t parts;
    size_t jobs; /* threads, as in es_parallel_for; the answer does not depend on it */
};

/* How a member was moved: of each draw at the end, and in each month on the whole. */
struct es_move {
    int first_month;
    size_t months;
    double *end;    /* [draws] ln of the volume of the last twelve months (of a stock, of
                       the last level), after less before */
    double *offset; /* [months] ln of a month's gain after, by least squares: offset + */
    double *slope;  /* [months] slope times ln of the gain before */
};

/*
 * Moves the draws and makes the whole the sum of its parts: at every start of a month, in
 * every draw, whole = ((part 0 + part 1) + ...) to the last bit. Values are rounded to
 * whole multiples of a power of two, 2^-49 of the largest of the draw, so that what is
 * gained between two starts of months adds up to the last bit too, in any order.
 *
 * Outlooks with fewer draws than others are filled up with copies, in `arena`; `point` of
 * each is dropped, since means are those of draws. Where the parts cannot follow (all of
 * them without spread, or at their limits) the whole is their sum all the same.
 *
 * `move`, [parts + 1] or NULL: how each was moved, the whole last; filled in `arena`.
 *
 * ES_ERR_ARGUMENT without parts, with more than ES_MOST_PARTS, with different months or
 * natures, or with too many months.
 */
enum es_status es_cohere(const struct es_split *split, struct es_move move[],
                         struct es_arena *arena, struct es_error *err);

/*
 * Only the sum: parts that were changed since they were made to add up are rounded, and
 * the whole is their sum, as exactly. All must have the same draws and months, as
 * es_cohere leaves them (ES_ERR_ARGUMENT).
 */
enum es_status es_cohere_sum(const struct es_split *split, struct es_error *err);

/* Moves draws of the same series that had no part in it, as those that had were moved on
 * the whole. */
void es_move_apply(const struct es_move *move, struct es_outlook *outlook);

/* The same for curves of a flow, as paces per year: pace[n], one run of months after
 * another. */
void es_move_paces(const struct es_move *move, double pace[], size_t n);

#endif

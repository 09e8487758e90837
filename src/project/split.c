#include "project/split.h"

#include "essor/cohere.h"
#include "project/pose.h"

#include <math.h>
#include <string.h>

/* A rest of which nothing is known: a twentieth of the whole, within a factor of e. */
#define GUESSED_SHARE 0.05
#define GUESSED_SD_LOG 1.0

/* The parts of a whole that are solved, in the project's order. */
struct parts {
    struct es_solution *whole;
    struct es_solution *rest; /* NULL if it is not among them */
    struct es_solution *at[ES_MOST_PARTS];
    size_t n;
    size_t missing; /* of them, without the rest, by `status` */
};

static bool find_parts(struct es_solutions *solutions, size_t i, struct parts *parts)
{
    *parts = (struct parts){.whole = &solutions->at[i]};
    if (parts->whole->series->rest == NULL) {
        return false;
    }
    for (size_t k = 0; k < solutions->n; k++) {
        struct es_solution *part = &solutions->at[k];
        if (part->whole != parts->whole || parts->n == ES_MOST_PARTS) {
            continue;
        }
        const bool is_rest = strcmp(part->series->id, parts->whole->series->rest) == 0;
        parts->rest = is_rest ? part : parts->rest;
        parts->missing += !is_rest && part->status != ES_OK;
        parts->at[parts->n++] = part;
    }
    return parts->rest != NULL;
}

/* Some part but the rest has figures. */
static bool has_some(const struct parts *parts)
{
    return parts->missing + 1 < parts->n;
}

void es_split_pose(struct es_solutions *solutions)
{
    struct parts parts;
    for (size_t i = 0; i < solutions->n; i++) {
        if (!find_parts(solutions, i, &parts) || !has_some(&parts) ||
            parts.whole->status != ES_OK) {
            continue;
        }
        struct es_solution *rest = parts.rest;
        if (rest->status == ES_ERR_DATA || parts.missing > 0) {
            rest->guessed = true;
            rest->status = ES_OK;
        }
        const int own = es_first_month(parts.whole);
        int first = own;
        for (size_t k = 0; k < parts.n; k++) {
            if (parts.at[k]->status == ES_OK && !parts.at[k]->guessed) {
                const int month = es_first_month(parts.at[k]);
                first = month < first ? month : first;
            }
        }
        parts.whole->problem.earlier_months = own - first;
    }
}

/* A rest of which no figure is used, posed by one amount in place of figures. */
static enum es_status pose_guess(struct es_solution *rest, double share)
{
    static const double middle = 0.5;
    const struct es_outlook *whole = &rest->whole->fit.outlook;
    const int month = es_month_of_day(rest->problem.as_of_day);
    struct es_observation *guess;
    double *draw, median;
    ES_NEW(rest->arena, guess, 1, &rest->error);
    ES_NEW(rest->arena, draw, whole->draws, &rest->error);
    *guess = (struct es_observation){
        .measure = whole->nature == ES_FLOW_SERIES ? ES_PER_YEAR : ES_LEVEL,
        .from_day = es_month_first_day(month),
        .to_day = es_month_first_day(month + 1) - 1,
        .ref_from_day = ES_NO_DAY,
        .ref_to_day = ES_NO_DAY,
        .sd_log = GUESSED_SD_LOG};
    es_outlook_measure_all(whole, guess, NULL, draw);
    es_quantiles(draw, whole->draws, &middle, 1, &median);
    guess->centre = share * median;
    rest->problem.observation = guess;
    rest->problem.n = 1;
    rest->engine = ES_ENGINE_SPARSE;
    rest->dense = NULL;
    return ES_OK;
}

void es_split_guess(struct es_solutions *solutions)
{
    struct parts parts;
    for (size_t i = 0; i < solutions->n; i++) {
        if (!find_parts(solutions, i, &parts) || !parts.rest->guessed) {
            continue;
        }
        struct es_solution *rest = parts.rest;
        const double share =
            parts.missing > 0 ? (double)parts.missing / (double)parts.n : GUESSED_SHARE;
        rest->status = parts.whole->status == ES_OK
                           ? pose_guess(rest, share)
                           : es_fail(&rest->error, parts.whole->status,
                                     "%s: it is what the parts leave of %s, which failed",
                                     rest->series->id, parts.whole->series->id);
    }
}

/* The ids of the parts that have no draws, with commas. */
static enum es_status list_missing(const struct parts *parts, const char **text,
                                   struct es_error *err)
{
    *text = "";
    for (size_t k = 0; k < parts->n; k++) {
        if (parts->at[k]->status != ES_OK) {
            ES_GIVEN(*text,
                     es_arena_print(parts->whole->arena, "%s%s%s", *text,
                                    **text == '\0' ? "" : ", ", parts->at[k]->series->id),
                     err);
        }
    }
    return ES_OK;
}

/* Says of a whole what its sum leaves open. */
static enum es_status explain(struct parts *parts, bool adds_up, const char *why,
                              struct es_error *err)
{
    const char *missing;
    struct es_arena *arena = parts->whole->arena;
    const char *id = parts->whole->series->id, *rest = parts->rest->series->id;
    ES_TRY(list_missing(parts, &missing, err));
    if (!adds_up) {
        ES_GIVEN(parts->whole->aside,
                 es_arena_print(arena, "%s: it is not the sum of its parts: %s%s%s", id,
                                why, *missing != '\0' ? ": " : "", missing),
                 err);
    } else if (parts->missing > 0) {
        ES_GIVEN(parts->whole->aside,
                 es_arena_print(arena, "%s: %s stands for %s too, without draws there",
                                id, rest, missing),
                 err);
    }
    return ES_OK;
}

/* The whole and the parts that have draws. */
struct sum {
    struct es_solution *member[ES_MOST_PARTS + 1]; /* the whole last */
    struct es_outlook *outlook[ES_MOST_PARTS];
    double limit[ES_MOST_PARTS + 1];
    struct es_split split;
};

static void lay_out(const struct parts *parts, size_t jobs, struct sum *sum)
{
    sum->split = (struct es_split){.whole = &parts->whole->fit.outlook,
                                   .part = sum->outlook,
                                   .limit = sum->limit,
                                   .jobs = jobs};
    for (size_t k = 0; k < parts->n; k++) {
        if (parts->at[k]->status == ES_OK) {
            sum->outlook[sum->split.parts] = &parts->at[k]->fit.outlook;
            sum->member[sum->split.parts++] = parts->at[k];
        }
    }
    sum->member[sum->split.parts] = parts->whole;
    for (size_t k = 0; k <= sum->split.parts; k++) {
        sum->limit[k] = sum->member[k]->series->limit;
    }
}

static enum es_status add_up(struct parts *parts, size_t jobs, struct es_error *err)
{
    struct sum sum;
    struct es_move *move;
    lay_out(parts, jobs, &sum);
    ES_NEW(parts->whole->arena, move, sum.split.parts + 1, err);
    ES_TRY(es_cohere(&sum.split, move, parts->whole->arena, err));
    for (size_t k = 0; k <= sum.split.parts; k++) {
        struct es_sparse_fit *fit = &sum.member[k]->fit;
        fit->move = &move[k];
        if (fit->outlook.nature == ES_FLOW_SERIES) {
            es_move_paces(&move[k], fit->curve, fit->families * fit->outlook.months);
        }
    }
    return ES_OK;
}

static enum es_status cohere_one(struct parts *parts, size_t jobs, struct es_error *err)
{
    if (!has_some(parts)) {
        return explain(parts, false, "no figure is known on that date of", err);
    }
    if (parts->rest->status != ES_OK || (parts->missing > 0 && !parts->rest->guessed)) {
        return explain(parts, false, "there is no fit of", err);
    }
    struct es_error why = {.status = ES_OK};
    const enum es_status status = add_up(parts, jobs, &why);
    if (status == ES_ERR_ARGUMENT) {
        return explain(parts, false, why.message, err);
    }
    return status == ES_OK ? explain(parts, true, "", err)
                           : es_fail(err, status, "%s", why.message);
}

enum es_status es_split_cohere(struct es_solutions *solutions, size_t jobs,
                               struct es_error *err)
{
    struct parts parts;
    for (size_t i = 0; i < solutions->n; i++) {
        if (find_parts(solutions, i, &parts) && parts.whole->status == ES_OK) {
            ES_TRY(cohere_one(&parts, jobs, err));
        }
    }
    return ES_OK;
}

/* Adds the mean of the draws, times a sign. */
static void add_mean(const struct es_outlook *outlook, double sign, double mean[])
{
    const size_t row = outlook->months + 1;
    for (size_t i = 0; i < outlook->draws * row; i++) {
        mean[i % row] += sign * outlook->cumulated[i] / (double)outlook->draws;
    }
}

/* The sum again, and what it has gained by that. */
static enum es_status sum_again(struct parts *parts, struct es_error *err)
{
    struct sum sum;
    double *added;
    struct es_solution *whole = parts->whole;
    const struct es_outlook *outlook = &whole->fit.outlook;
    lay_out(parts, 1, &sum);
    ES_NEW(whole->arena, added, outlook->months + 1, err);
    add_mean(outlook, -1.0, added);
    ES_TRY(es_cohere_sum(&sum.split, err));
    add_mean(outlook, 1.0, added);
    whole->events.added = added;
    whole->fit.events = &whole->events;
    return ES_OK;
}

enum es_status es_split_sum(struct es_solutions *solutions, struct es_error *err)
{
    struct parts parts;
    for (size_t i = 0; i < solutions->n; i++) {
        size_t changed = 0;
        if (!find_parts(solutions, i, &parts) || parts.whole->status != ES_OK ||
            parts.whole->fit.move == NULL) {
            continue; /* it stands alone */
        }
        for (size_t k = 0; k < parts.n; k++) {
            changed += parts.at[k]->status == ES_OK && parts.at[k]->events.n > 0;
        }
        if (changed > 0) {
            ES_TRY(sum_again(&parts, err));
        }
    }
    return ES_OK;
}

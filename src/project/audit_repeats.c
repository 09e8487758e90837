/* The same figure from several sources: repeated, dated differently, bounded differently.
 */
#include "project/audit_desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EVENT_DAYS = 10 }; /* levels this near with one number are one statement */

static bool says_number(const struct es_claim *a, const struct es_claim *b)
{
    return a->what == b->what && a->printed == b->printed && a->per_year == b->per_year;
}

/* -1 for "less than" and "nearly", 1 for "more than", else 0. */
static int bound_of(const struct es_figure *figure)
{
    return figure->qualifier == ES_AT_LEAST                                    ? 1
           : figure->qualifier == ES_AT_MOST || figure->qualifier == ES_NEARLY ? -1
                                                                               : 0;
}

/* Rows with the same number, window and series. */
static enum es_status report_repeat(struct es_desk *desk, struct es_discovery *found,
                                    struct es_error *err)
{
    const struct es_claim *low = found->suspect[0], *high = found->suspect[0];
    for (size_t i = 1; i < found->suspects; i++) {
        const int bound = bound_of(es_claim_figure(desk, found->suspect[i]));
        low = bound < bound_of(es_claim_figure(desk, low)) ? found->suspect[i] : low;
        high = bound > bound_of(es_claim_figure(desk, high)) ? found->suspect[i] : high;
    }
    const int apart =
        bound_of(es_claim_figure(desk, high)) - bound_of(es_claim_figure(desk, low));
    desk->audit->compared[ES_AUDIT_BOUND]++;
    found->standing = ES_COUNTED_ONCE;
    found->check = apart > 0 ? ES_AUDIT_BOUND : ES_AUDIT_REPEAT;
    found->text = apart > 1 ? ES_SAY_SWAPPED : apart > 0 ? ES_SAY_BOUND : ES_SAY_REPEAT;
    found->size_sd = apart;
    found->arg[0] = es_say_claim(desk, high);
    found->arg[1] = apart > 0 ? es_say_claim(desk, low)
                              : es_arena_print(desk->arena, "%zu", found->suspects);
    return es_desk_report(desk, found, err);
}

static enum es_status check_repeat(struct es_desk *desk, const struct es_subject *subject,
                                   size_t first, struct es_error *err)
{
    struct es_discovery found = {.suspects = 0};
    const struct es_claim *claim = &subject->claim[first];
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *other = &subject->claim[i];
        if (says_number(claim, other) && es_claims_same_window(claim, other)) {
            if (i < first) {
                return ES_OK;
            }
            es_suspect(&found, other);
        }
    }
    desk->audit->compared[ES_AUDIT_REPEAT]++;
    return found.suspects > 1 ? report_repeat(desk, &found, err) : ES_OK;
}

/* Whether two claims with one number are one statement with two dates. */
static bool one_event(const struct es_claim *a, const struct es_claim *b)
{
    if (!says_number(a, b) || es_claims_same_window(a, b) || a->doubted || b->doubted ||
        a->what == ES_CLAIM_PERCENT || a->what == ES_CLAIM_COUNT) {
        return false;
    }
    if (a->what == ES_CLAIM_LEVEL) {
        return abs(a->to_day - b->to_day) <= EVENT_DAYS;
    }
    const int from = a->from_day > b->from_day ? a->from_day : b->from_day;
    const int to = a->to_day < b->to_day ? a->to_day : b->to_day;
    const int days_a = a->to_day - a->from_day + 1, days_b = b->to_day - b->from_day + 1;
    return 2 * (to - from + 1) >= (days_a > days_b ? days_a : days_b);
}

/* A best dated row, and the others that say the same around it. */
static enum es_status check_event(struct es_desk *desk, const struct es_subject *subject,
                                  bool told[], size_t first, struct es_error *err)
{
    struct es_discovery found = {
        .check = ES_AUDIT_EVENT, .text = ES_SAY_EVENT, .size_sd = 1.0};
    const struct es_claim *claim = &subject->claim[first], *best = claim;
    for (size_t i = first + 1; i < subject->n; i++) {
        if (!told[i] && one_event(claim, &subject->claim[i])) {
            const struct es_claim *other = &subject->claim[i];
            told[i] = true;
            es_suspect(&found, other);
            best =
                es_claim_weight(desk, other) > es_claim_weight(desk, best) ? other : best;
        }
    }
    if (found.suspects == 0) {
        return ES_OK;
    }
    for (size_t i = 0; i < found.suspects; i++) {
        found.suspect[i] = found.suspect[i] == best ? claim : found.suspect[i];
    }
    found.arg[0] = es_say_claim(desk, best);
    found.arg[1] = es_say_more_rows(desk, found.suspects);
    found.arg[2] = es_claim_figure(desk, best)->id;
    es_witness(&found, best);
    return es_desk_report(desk, &found, err);
}

enum es_status es_check_repeats(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        const struct es_subject *subject = &desk->subject[s];
        bool *told;
        ES_NEW(desk->arena, told, subject->n, err);
        for (size_t i = 0; i < subject->n; i++) {
            ES_TRY(check_repeat(desk, subject, i, err));
            desk->audit->compared[ES_AUDIT_EVENT]++;
            if (!told[i]) {
                ES_TRY(check_event(desk, subject, told, i, err));
            }
        }
    }
    return ES_OK;
}

/* Figures of the same days, and the same number where it should not be. */
#include "project/audit_desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The claims of a subject that share a window with claim `first`, the first of them. */
struct group {
    struct es_claim *claim[ES_AUDIT_MOST_ROWS];
    size_t n;
};

static bool gather(const struct es_desk *desk, const struct es_subject *subject,
                   size_t first, struct group *group)
{
    group->n = 0;
    for (size_t i = 0; i < subject->n && group->n < ES_AUDIT_MOST_ROWS; i++) {
        struct es_claim *claim = &subject->claim[i];
        const bool alike =
            es_claims_same_window(claim, &subject->claim[first]) &&
            strcmp(es_claim_figure(desk, claim)->series,
                   es_claim_figure(desk, &subject->claim[first])->series) == 0;
        if (alike && i < first) {
            return false;
        }
        if (alike) {
            group->claim[group->n++] = claim;
        }
    }
    return group->n > 1;
}

/* A little more weight for a claim that is close to another of its series within 200
 * days: of two that contradict each other, the one that fits stays. */
static double closeness(const struct es_subject *subject, const struct es_claim *claim)
{
    double best = INFINITY;
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *other = &subject->claim[i];
        if (other->what == claim->what && other->to_day != claim->to_day &&
            abs(other->to_day - claim->to_day) < 200) {
            best = fmin(best, fabs(log(other->centre / claim->centre)));
        }
    }
    return isinf(best) ? 0.0 : 0.05 / (1.0 + best);
}

/* The claim that most of the group agrees with. */
static const struct es_claim *consensus(const struct es_desk *desk,
                                        const struct es_subject *subject,
                                        const struct group *group)
{
    const struct es_claim *best = NULL;
    double most = 0.0;
    for (size_t i = 0; i < group->n; i++) {
        double weight = closeness(subject, group->claim[i]);
        for (size_t k = 0; k < group->n; k++) {
            if (!es_claims_disjoint(group->claim[i], group->claim[k])) {
                weight += es_claim_weight(desk, group->claim[k]);
            }
        }
        if (weight > most) {
            most = weight;
            best = group->claim[i];
        }
    }
    return best;
}

static enum es_status check_group(struct es_desk *desk, const struct es_subject *subject,
                                  const struct group *group, struct es_error *err)
{
    const struct es_claim *good = consensus(desk, subject, group);
    struct es_discovery found = {.check = ES_AUDIT_SAME, .text = ES_SAY_SAME};
    desk->audit->compared[ES_AUDIT_SAME] += group->n - 1;
    for (size_t i = 0; i < group->n; i++) {
        struct es_claim *claim = group->claim[i];
        if (es_claims_disjoint(claim, good)) {
            claim->doubted = true;
            es_suspect(&found, claim);
            found.size_sd = fmax(found.size_sd, es_claims_distance(claim, good));
        } else {
            es_witness(&found, claim);
        }
    }
    if (found.suspects == 0) {
        return ES_OK;
    }
    found.arg[0] = es_say_claim(desk, found.suspect[0]);
    found.arg[1] = es_say_claim(desk, good);
    return es_desk_report(desk, &found, err);
}

/* "per day", "a month": what the unit of a figure counts by; "" if it does not say. */
static const char *time_base(const struct es_figure *figure)
{
    const char *per = strstr(figure->unit, "per ");
    return per != NULL ? per : "";
}

/* Whether two series are named alike but for the last word: visits_daily, visits_weekly.
 */
static bool same_stem(const char *a, const char *b)
{
    const char *end_a = strrchr(a, '_'), *end_b = strrchr(b, '_');
    return end_a != NULL && end_b != NULL && end_a - a == end_b - b &&
           strncmp(a, b, (size_t)(end_a - a)) == 0;
}

/* The same number per day and per month cannot be right for both. */
static enum es_status check_time_base(struct es_desk *desk, const struct es_claim *a,
                                      const struct es_claim *b, struct es_error *err)
{
    const struct es_figure *f = es_claim_figure(desk, a), *g = es_claim_figure(desk, b);
    if (!same_stem(f->series, g->series) || strcmp(f->series, g->series) == 0 ||
        *time_base(f) == '\0' || *time_base(g) == '\0' || f->value != g->value ||
        strcmp(time_base(f), time_base(g)) == 0) {
        return ES_OK;
    }
    struct es_discovery found = {.check = ES_AUDIT_TIME_BASE,
                                 .text = ES_SAY_TIME_BASE,
                                 .size_sd = log(4.0) / es_claim_sd(a),
                                 .arg = {time_base(f), time_base(g),
                                         es_say_claim(desk, a), es_say_claim(desk, b)}};
    es_suspect(&found, a);
    es_witness(&found, b);
    return es_desk_report(desk, &found, err);
}

/* The same number for a whole and its part cannot be right for both. */
static enum es_status check_scope(struct es_desk *desk, const struct es_claim *whole,
                                  const struct es_claim *part, struct es_error *err)
{
    if (whole->series == NULL || part->series == NULL || part->series->whole == NULL ||
        strcmp(part->series->whole, whole->series->id) != 0 ||
        whole->printed != part->printed || whole->what == ES_CLAIM_SHARE) {
        return ES_OK;
    }
    struct es_discovery found = {
        .check = ES_AUDIT_SCOPE,
        .text = ES_SAY_SCOPE,
        .size_sd = 1.0,
        .arg = {es_say_claim(desk, whole), whole->series->id, part->series->id}};
    es_suspect(&found, whole);
    es_witness(&found, part);
    return es_desk_report(desk, &found, err);
}

static int days_of(const struct es_claim *claim)
{
    return claim->to_day - claim->from_day + 1;
}

/* The same total over a window and over a much longer one that overlaps it. */
static enum es_status check_window(struct es_desk *desk, const struct es_claim *a,
                                   const struct es_claim *b, struct es_error *err)
{
    static const double LONGER = 1.5;
    const struct es_claim *more = days_of(a) > days_of(b) ? a : b,
                          *less = more == a ? b : a;
    if (a->what != ES_CLAIM_GAIN || b->what != ES_CLAIM_GAIN ||
        a->printed != b->printed || days_of(more) < LONGER * days_of(less) ||
        less->to_day < more->from_day || less->from_day > more->to_day) {
        return ES_OK;
    }
    struct es_discovery found = {
        .check = ES_AUDIT_WINDOW,
        .text = ES_SAY_WINDOW,
        .size_sd = 1.0,
        .arg = {es_say_claim(desk, more), es_say_claim(desk, less)}};
    es_suspect(&found, more);
    es_witness(&found, less);
    return es_desk_report(desk, &found, err);
}

static int by_window(const void *left, const void *right)
{
    const struct es_claim *a = *(const struct es_claim *const *)left,
                          *b = *(const struct es_claim *const *)right;
    const int keys[][2] = {{(int)a->what, (int)b->what},
                           {a->from_day, b->from_day},
                           {a->to_day, b->to_day},
                           {a->ref_from_day, b->ref_from_day},
                           {a->ref_to_day, b->ref_to_day}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return a < b ? -1 : a > b;
}

/* Pairs of all series whose windows are the same. */
static enum es_status check_across(struct es_desk *desk, struct es_error *err)
{
    const struct es_claim **claim;
    size_t n = 0;
    ES_NEW(desk->arena, claim, desk->n, err);
    for (size_t i = 0; i < desk->n; i++) {
        if (!desk->claim[i].copy) {
            claim[n++] = &desk->claim[i];
        }
    }
    if (n > 0) {
        qsort(claim, n, sizeof claim[0], by_window);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n && es_claims_same_window(claim[i], claim[k]); k++) {
            desk->audit->compared[ES_AUDIT_TIME_BASE]++;
            desk->audit->compared[ES_AUDIT_SCOPE]++;
            ES_TRY(check_time_base(desk, claim[i], claim[k], err));
            ES_TRY(check_scope(desk, claim[i], claim[k], err));
            ES_TRY(check_scope(desk, claim[k], claim[i], err));
        }
    }
    return ES_OK;
}

/* Pairs of a series that no other check has doubted, a factor 2 apart. */
static enum es_status check_apart(struct es_desk *desk, const struct es_subject *subject,
                                  struct es_error *err)
{
    struct es_observation *seen;
    const struct es_claim **of;
    struct es_conflict *conflict;
    size_t n = 0, conflicts;
    ES_NEW(desk->arena, seen, subject->n, err);
    ES_NEW(desk->arena, of, subject->n, err);
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *claim = &subject->claim[i];
        if (claim->series != NULL && !claim->doubted &&
            es_project_observe(desk->project, claim->series, es_claim_figure(desk, claim),
                               &seen[n], NULL) == ES_OK) {
            of[n++] = claim;
        }
    }
    const struct es_sparse_problem problem = {.observation = seen, .n = n};
    ES_TRY(es_conflicts_find(&problem, &conflict, &conflicts, desk->arena, err));
    desk->audit->compared[ES_AUDIT_APART] += n;
    for (size_t i = 0; i < conflicts; i++) {
        const struct es_claim *a = of[conflict[i].first], *b = of[conflict[i].second];
        const bool keep_b = es_claim_weight(desk, a) < es_claim_weight(desk, b);
        const struct es_claim *suspect = keep_b ? a : b, *witness = keep_b ? b : a;
        struct es_discovery found = {
            .check = ES_AUDIT_APART,
            .text = ES_SAY_APART,
            .size_sd = es_claims_distance(a, b),
            .arg = {es_say_claim(desk, suspect), es_say_claim(desk, witness),
                    es_arena_print(desk->arena, "%.3g", conflict[i].factor)}};
        es_suspect(&found, suspect);
        es_witness(&found, witness);
        ES_TRY(es_desk_report(desk, &found, err));
    }
    return ES_OK;
}

enum es_status es_check_same(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        const struct es_subject *subject = &desk->subject[s];
        for (size_t i = 0; i < subject->n; i++) {
            struct group group;
            if (gather(desk, subject, i, &group)) {
                ES_TRY(check_group(desk, subject, &group, err));
            }
            for (size_t k = i + 1; k < subject->n && !subject->claim[i].copy; k++) {
                desk->audit->compared[ES_AUDIT_WINDOW]++;
                if (!subject->claim[k].copy) {
                    ES_TRY(
                        check_window(desk, &subject->claim[i], &subject->claim[k], err));
                }
            }
        }
        ES_TRY(check_apart(desk, subject, err));
    }
    return check_across(desk, err);
}

/* Totals of what flows, against the shorter figures within them. */
#include "project/audit_desk.h"

#include <math.h>
#include <string.h>

enum {
    SHORT_DAYS = 100, /* a window this long still says what the pace was */
    CARRY_DAYS = 45,  /* how far a pace is carried on beyond its window */
    WIDEST_GAP = 220, /* days between two paces that may be joined by a line */
    LONG_DAYS = 180,  /* from here on a total is checked */
    YEAR_SHORT = 320, /* a window of about a year, of which the last pace times twelve */
    YEAR_LONG = 410,  /* may by chance be the total */
};
static const double SUM_FACTOR = 1.15;
static const double PACE_SD = 0.03; /* of what paces add up to */
static const double DAYS_PER_MONTH = 365.25 / 12.0;

static int days_of(const struct es_claim *claim)
{
    return claim->to_day - claim->from_day + 1;
}

static double middle_of(const struct es_claim *claim)
{
    return (claim->from_day + claim->to_day) / 2.0;
}

static bool is_pace(const struct es_claim *claim)
{
    return claim->what == ES_CLAIM_PACE && days_of(claim) <= SHORT_DAYS &&
           !claim->doubted;
}

/* The mean of the paces nearest to a day on one side, and how far they are. */
struct pace {
    double per_day, distance;
    size_t n;
};

static struct pace pace_beside(const struct es_subject *subject, double day, int side)
{
    struct pace found = {.distance = INFINITY};
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *claim = &subject->claim[i];
        const double distance = side * (middle_of(claim) - day);
        if (!is_pace(claim) || distance < 0.0 || distance > found.distance) {
            continue;
        }
        if (distance < found.distance) {
            found = (struct pace){.distance = distance};
        }
        found.n++;
        found.per_day +=
            (claim->centre / DAYS_PER_MONTH - found.per_day) / (double)found.n;
    }
    return found;
}

/* The pace on a day; NAN where none is near. */
static double pace_on(const struct es_subject *subject, int day)
{
    const struct pace before = pace_beside(subject, day, -1);
    const struct pace after = pace_beside(subject, day, 1);
    const double gap = before.distance + after.distance;
    if (before.n > 0 && after.n > 0 && gap <= WIDEST_GAP) {
        return gap > 0.0
                   ? (before.per_day * after.distance + after.per_day * before.distance) /
                         gap
                   : before.per_day;
    }
    const struct pace near = before.distance <= after.distance ? before : after;
    return near.n > 0 && near.distance <= CARRY_DAYS ? near.per_day : (double)NAN;
}

double es_volume(const struct es_subject *subject, int from_day, int to_day)
{
    enum { STEP = 5, MOST_DAYS = 366 * 20 };
    double sum = 0.0;
    if (to_day - from_day > MOST_DAYS) {
        return NAN;
    }
    for (int day = from_day; day <= to_day; day += STEP) {
        const int left = to_day - day + 1;
        sum += pace_on(subject, day) * (left < STEP ? left : STEP);
    }
    return sum;
}

/* What other figures give for the window of a total. */
struct estimate {
    double volume;
    bool at_most;                /* it covers more than the window */
    const struct es_claim *head; /* the total that covers the start; NULL if none does */
};

static struct estimate estimate_of(const struct es_subject *subject,
                                   const struct es_claim *total)
{
    struct estimate best = {.volume = es_volume(subject, total->from_day, total->to_day)};
    for (size_t i = 0; i < subject->n && (isnan(best.volume) || best.head != NULL); i++) {
        const struct es_claim *head = &subject->claim[i];
        if (head == total || head->what != ES_CLAIM_GAIN || head->doubted ||
            head->from_day > total->from_day + CARRY_DAYS ||
            head->to_day <= total->from_day || head->to_day >= total->to_day) {
            continue;
        }
        const double rest = es_volume(subject, head->to_day + 1, total->to_day);
        if (!isnan(rest)) {
            best = (struct estimate){.volume = head->centre + rest,
                                     .at_most =
                                         head->from_day < total->from_day - CARRY_DAYS,
                                     .head = head};
        }
    }
    return best;
}

/* The pace near the end of a total of which it is a twelfth; NULL if there is none. */
static const struct es_claim *twelfth_of(const struct es_subject *subject,
                                         const struct es_claim *total, bool doubted)
{
    const int days = days_of(total);
    const bool year = days >= YEAR_SHORT && days <= YEAR_LONG;
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *pace = &subject->claim[i];
        const int after = pace->to_day - total->to_day;
        if (!is_pace(pace) || after < -SHORT_DAYS || after > CARRY_DAYS) {
            continue;
        }
        const bool equal = pace->per_year && 12.0 * pace->printed == total->printed;
        const bool within =
            12.0 * pace->low <= total->high && 12.0 * pace->high >= total->low;
        if ((doubted && within) || (equal && !year)) {
            return pace;
        }
    }
    return NULL;
}

/* "at most 57M" */
static const char *say_estimate(const struct es_desk *desk,
                                const struct estimate *estimate)
{
    const char *volume = es_say_amount(desk, estimate->volume);
    return volume == NULL ? NULL
                          : es_arena_print(desk->arena, "%s%s",
                                           estimate->at_most ? "at most " : "", volume);
}

static enum es_status say_pace(const struct es_desk *desk, const struct es_claim *pace,
                               const char *others, struct es_discovery *found,
                               struct es_error *err)
{
    found->check = ES_AUDIT_PACE;
    found->text = ES_SAY_PACE;
    found->arg[1] = es_say_claim(desk, pace);
    found->arg[2] = "";
    if (others != NULL) {
        ES_GIVEN(found->arg[2],
                 es_arena_print(desk->arena, "; the other figures give %s", others), err);
    }
    es_witness(found, pace);
    return ES_OK;
}

/* A total that others contradict (`others` says what they give), or that is the annual
 * pace of its end. */
static enum es_status report_total(struct es_desk *desk, const struct es_subject *subject,
                                   struct es_claim *total,
                                   const struct estimate *estimate, const char *others,
                                   struct es_error *err)
{
    const bool doubted = others != NULL;
    const struct es_claim *pace = twelfth_of(subject, total, doubted);
    struct es_discovery found = {.check = ES_AUDIT_SUM,
                                 .text = ES_SAY_SUM,
                                 .size_sd = 1.0,
                                 .arg = {es_say_claim(desk, total), others,
                                         estimate->head != NULL
                                             ? es_say_claim(desk, estimate->head)
                                             : "the paces of its months"}};
    if (pace == NULL && !doubted) {
        return ES_OK;
    }
    if (doubted) {
        found.size_sd = fabs(log(total->centre / estimate->volume)) /
                        hypot(es_claim_sd(total), PACE_SD);
        es_witness(&found, estimate->head);
    }
    total->doubted = true;
    es_suspect(&found, total);
    if (pace != NULL) {
        ES_TRY(say_pace(desk, pace, others, &found, err));
    }
    for (size_t i = 0; i < subject->n && doubted; i++) {
        const struct es_claim *claim = &subject->claim[i];
        if (is_pace(claim) && claim->from_day >= total->from_day &&
            claim->to_day <= total->to_day) {
            es_witness(&found, claim);
        }
    }
    return es_desk_report(desk, &found, err);
}

static enum es_status check_total(struct es_desk *desk, const struct es_subject *subject,
                                  struct es_claim *total, struct es_error *err)
{
    const enum es_qualifier qualifier = es_claim_figure(desk, total)->qualifier;
    const struct estimate estimate = estimate_of(subject, total);
    const bool above =
        qualifier != ES_AT_MOST && total->low > SUM_FACTOR * estimate.volume;
    const bool below = qualifier != ES_AT_LEAST && !estimate.at_most &&
                       SUM_FACTOR * total->high < estimate.volume;
    desk->audit->compared[ES_AUDIT_SUM] += isnan(estimate.volume) ? 0 : 1;
    desk->audit->compared[ES_AUDIT_PACE]++;
    const char *others = NULL;
    if (above || below) {
        ES_GIVEN(others, say_estimate(desk, &estimate), err);
    }
    return report_total(desk, subject, total, &estimate, others, err);
}

enum es_status es_check_volumes(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        struct es_subject *subject = &desk->subject[s];
        for (size_t i = 0; i < subject->n && !subject->rises; i++) {
            struct es_claim *claim = &subject->claim[i];
            if (claim->what == ES_CLAIM_GAIN && !claim->doubted &&
                days_of(claim) >= LONG_DAYS) {
                ES_TRY(check_total(desk, subject, claim, err));
            }
        }
    }
    return ES_OK;
}

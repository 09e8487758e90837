/* Counts that can only rise: falls, breaks, stale repeats, gains that the levels deny. */
#include "project/audit_desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_DAYS = 20, LAUNCH_DAYS = 45, SLOPE_DAYS = 15, STALE_DAYS = 10 };
static const double GAIN_FACTOR = 1.15;
static const double PLATEAU = 0.1, BREAK_SHARE = 0.75;

/* Whether a surely stands before b and above it. */
static bool falls(const struct es_claim *a, const struct es_claim *b)
{
    return a->what == ES_CLAIM_LEVEL && b->what == ES_CLAIM_LEVEL &&
           a->to_day + a->slack_days < b->to_day - b->slack_days && a->low >= b->high;
}

/* The weight of what speaks against a claim, over its own. */
static double blame(const struct es_desk *desk, const struct es_subject *subject,
                    size_t i)
{
    const struct es_claim *claim = subject->claim;
    double against = 0.0;
    for (size_t k = 0; k < subject->n; k++) {
        if (!claim[k].doubted &&
            (falls(&claim[k], &claim[i]) || falls(&claim[i], &claim[k]))) {
            against += es_claim_weight(desk, &claim[k]);
        }
    }
    return against / es_claim_weight(desk, &claim[i]);
}

/* The claim that contradicts most, undoubted ones first. */
static const struct es_claim *strongest(const struct es_subject *subject,
                                        const struct es_claim *suspect)
{
    const struct es_claim *best = NULL;
    double most = 0.0;
    for (size_t k = 0; k < subject->n; k++) {
        const struct es_claim *other = &subject->claim[k];
        const double distance = es_claims_distance(other, suspect);
        if (!other->doubted && (falls(other, suspect) || falls(suspect, other)) &&
            distance > most) {
            most = distance;
            best = other;
        }
    }
    return best;
}

static enum es_status report_fall(struct es_desk *desk, const struct es_claim *suspect,
                                  const struct es_claim *witness, struct es_error *err)
{
    const bool before = suspect->to_day < witness->to_day;
    const char *other = es_say_claim(desk, witness);
    struct es_discovery found = {
        .check = ES_AUDIT_FALL,
        .text = ES_SAY_FALL,
        .size_sd = es_claims_distance(suspect, witness),
        .arg = {es_say_claim(desk, before ? witness : suspect),
                es_say_claim(desk, before ? suspect : witness),
                other == NULL ? NULL
                              : es_arena_print(desk->arena, "%s %s",
                                               before ? "above" : "below", other)}};
    es_suspect(&found, suspect);
    es_witness(&found, witness);
    return es_desk_report(desk, &found, err);
}

/* The figures from `first` on are all below what stood before: counted otherwise. */
static enum es_status report_break(struct es_desk *desk,
                                   const struct es_claim *const suspect[], size_t n,
                                   const struct es_claim *witness, struct es_error *err)
{
    struct es_discovery found = {.check = ES_AUDIT_BREAK,
                                 .text = ES_SAY_BREAK,
                                 .size_sd = es_claims_distance(suspect[0], witness),
                                 .arg = {es_say_claim(desk, suspect[0]),
                                         es_say_more_rows(desk, n - 1),
                                         es_say_claim(desk, witness)}};
    for (size_t i = 0; i < n; i++) {
        es_suspect(&found, suspect[i]);
    }
    es_witness(&found, witness);
    return es_desk_report(desk, &found, err);
}

/* Whether nothing undoubted of the subject's levels comes after a day. */
static bool nothing_after(const struct es_subject *subject, int day)
{
    for (size_t k = 0; k < subject->n; k++) {
        const struct es_claim *claim = &subject->claim[k];
        if (claim->what == ES_CLAIM_LEVEL && !claim->doubted && claim->to_day > day) {
            return false;
        }
    }
    return true;
}

/* The claim that the others speak against most; NULL once nothing falls. */
static struct es_claim *most_blamed(const struct es_desk *desk,
                                    const struct es_subject *subject)
{
    struct es_claim *worst = NULL;
    double most = 0.0;
    for (size_t i = 0; i < subject->n; i++) {
        const double weight = subject->claim[i].doubted ? 0.0 : blame(desk, subject, i);
        if (weight > most) {
            most = weight;
            worst = &subject->claim[i];
        }
    }
    return worst;
}

/* Those of the fallen that end the series, in the order of time. */
static size_t fallen_at_end(const struct es_subject *subject,
                            const struct es_claim *const fallen[], size_t n,
                            const struct es_claim *last[])
{
    size_t count = 0;
    for (size_t i = 0; i < subject->n; i++) {
        for (size_t k = 0; k < n; k++) {
            if (fallen[k] == &subject->claim[i] &&
                nothing_after(subject, fallen[k]->to_day - 1)) {
                last[count++] = fallen[k];
            }
        }
    }
    return count;
}

/* Takes out the most contradicted figure until nothing falls; then says what fell. */
static enum es_status find_falls(struct es_desk *desk, const struct es_subject *subject,
                                 struct es_error *err)
{
    const struct es_claim *fallen[ES_AUDIT_MOST_ROWS], *last[ES_AUDIT_MOST_ROWS];
    struct es_claim *worst;
    size_t n = 0;
    while (n < ES_AUDIT_MOST_ROWS && (worst = most_blamed(desk, subject)) != NULL) {
        worst->doubted = true;
        fallen[n++] = worst;
    }
    const size_t at_end = fallen_at_end(subject, fallen, n, last);
    const struct es_claim *above = at_end > 1 ? strongest(subject, last[0]) : NULL;
    if (above != NULL) {
        ES_TRY(report_break(desk, last, at_end, above, err));
    }
    for (size_t k = 0; k < n; k++) {
        const struct es_claim *witness = strongest(subject, fallen[k]);
        const bool said = above != NULL && nothing_after(subject, fallen[k]->to_day - 1);
        if (!said && witness != NULL) {
            ES_TRY(report_fall(desk, fallen[k], witness, err));
        }
    }
    return ES_OK;
}

/* Whether another row of the same series, next to row i, agrees with it. */
static bool is_plateau(const struct es_subject *subject, size_t i, int step)
{
    for (size_t k = i + (size_t)step; k < subject->n; k += (size_t)step) {
        const struct es_claim *other = &subject->claim[k];
        if (other->what == ES_CLAIM_PERCENT) {
            return fabs(log(other->centre / subject->claim[i].centre)) < PLATEAU;
        }
    }
    return false;
}

/* Percents may fall; but from one plateau to another at once they seldom do. */
static enum es_status find_breaks(struct es_desk *desk, const struct es_subject *subject,
                                  struct es_error *err)
{
    for (size_t i = 0; i + 1 < subject->n; i++) {
        const struct es_claim *before = &subject->claim[i], *after = before + 1;
        if (before->what != ES_CLAIM_PERCENT || after->what != ES_CLAIM_PERCENT ||
            before->to_day == after->to_day || before->doubted || after->doubted) {
            continue;
        }
        desk->audit->compared[ES_AUDIT_BREAK]++;
        if (after->high < BREAK_SHARE * before->low && is_plateau(subject, i, -1) &&
            is_plateau(subject, i + 1, 1)) {
            const struct es_claim *rows[ES_AUDIT_MOST_ROWS];
            size_t n = 0;
            for (size_t k = i + 1; k < subject->n && n < ES_AUDIT_MOST_ROWS; k++) {
                if (subject->claim[k].high < before->low) {
                    rows[n++] = &subject->claim[k];
                }
            }
            ES_TRY(report_break(desk, rows, n, before, err));
        }
    }
    return ES_OK;
}

/* The undoubted level nearest to a day on one side (-1 before, 1 after), of at least
 * `apart` days and not of the value to be left out; NULL if there is none. */
static const struct es_claim *level_beside(const struct es_subject *subject, int day,
                                           int side, int apart, double leave_out)
{
    const struct es_claim *best = NULL;
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *claim = &subject->claim[i];
        const int distance = side * (claim->to_day - day);
        if (claim->what != ES_CLAIM_LEVEL || claim->doubted || distance < apart ||
            claim->printed == leave_out) {
            continue;
        }
        const int least = best == NULL ? distance + 1 : side * (best->to_day - day);
        if (distance < least ||
            (distance == least && claim->high - claim->low < best->high - best->low)) {
            best = claim;
        }
    }
    return best;
}

bool es_level_on(const struct es_subject *subject, int day, int widest_gap,
                 struct es_level *level)
{
    const struct es_claim *before = level_beside(subject, day, -1, 0, NAN);
    const struct es_claim *after = level_beside(subject, day, 1, 0, NAN);
    if (before == NULL || after == NULL || after->to_day - before->to_day > widest_gap) {
        return false;
    }
    const int gap = after->to_day - before->to_day;
    const double share = gap == 0 ? 0.0 : (double)(day - before->to_day) / gap;
    *level =
        (struct es_level){.low = before->low + share * (after->low - before->low),
                          .high = before->high + share * (after->high - before->high),
                          .before = before,
                          .after = after};
    level->slack_days =
        before->slack_days > after->slack_days ? before->slack_days : after->slack_days;
    return true;
}

/* The level at one end of a window: known there, at its launch, or carried on at the
 * pace of the claim over a few days. */
static bool level_at_end(const struct es_subject *subject, int day, double per_day,
                         struct es_level *level)
{
    enum { WIDEST_GAP = 120 };
    const int launch = subject->series != NULL ? subject->series->launch_day : ES_NO_DAY;
    if (launch != ES_NO_DAY && abs(launch - day) <= LAUNCH_DAYS) {
        const struct es_claim *pilot = level_beside(subject, launch, -1, 0, NAN);
        *level = (struct es_level){.before = pilot};
        if (pilot != NULL) {
            level->low = pilot->low;
            level->high = pilot->high;
        }
        return true;
    }
    if (!es_level_on(subject, day, WIDEST_GAP, level)) {
        const struct es_claim *before = level_beside(subject, day, -1, 0, NAN);
        const struct es_claim *after = level_beside(subject, day, 1, 0, NAN);
        const bool take_after =
            before == NULL ||
            (after != NULL && after->to_day - day < day - before->to_day);
        const struct es_claim *near = take_after ? after : before;
        if (near == NULL || abs(near->to_day - day) > NEAR_DAYS) {
            return false;
        }
        const double drift = per_day * abs(near->to_day - day);
        *level = (struct es_level){.low = near->low - drift,
                                   .high = near->high + drift,
                                   .slack_days = near->slack_days,
                                   .before = near};
    }
    level->low -= per_day * level->slack_days;
    level->high += per_day * level->slack_days;
    return true;
}

static enum es_status report_gain(struct es_desk *desk, struct es_claim *claim,
                                  const struct es_level *start,
                                  const struct es_level *end, double months,
                                  struct es_error *err)
{
    const double rise = (end->low + end->high - start->low - start->high) / 2.0;
    const double gain = claim->centre * months;
    const double sd =
        (end->high - end->low + start->high - start->low) / sqrt(12.0) / rise;
    struct es_discovery found = {
        .check = ES_AUDIT_GAIN,
        .text = ES_SAY_GAIN,
        .size_sd = fabs(log(gain / rise)) / hypot(sd, es_claim_sd(claim)),
        .arg = {es_say_claim(desk, claim), es_say_amount(desk, gain),
                es_say_amount(desk, rise)}};
    claim->doubted = true;
    es_suspect(&found, claim);
    es_witness(&found, start->before);
    es_witness(&found, start->after);
    es_witness(&found, end->before);
    es_witness(&found, end->after);
    return es_desk_report(desk, &found, err);
}

/* A gain, or a pace over a window, against the levels at both ends. */
static enum es_status check_gain(struct es_desk *desk, const struct es_subject *subject,
                                 struct es_claim *claim, struct es_error *err)
{
    const double window = es_months_in_window(claim->from_day, claim->to_day);
    const double months = claim->what == ES_CLAIM_PACE ? window : 1.0;
    const double per_day = claim->centre * months / (claim->to_day - claim->from_day + 1);
    const enum es_qualifier qualifier = es_claim_figure(desk, claim)->qualifier;
    struct es_level start, end;
    if (claim->from_day >= claim->to_day || claim->doubted ||
        !level_at_end(subject, claim->from_day - 1, per_day, &start) ||
        !level_at_end(subject, claim->to_day, per_day, &end)) {
        return ES_OK;
    }
    desk->audit->compared[ES_AUDIT_GAIN]++;
    const double least = end.low - start.high, most = end.high - start.low;
    const bool above =
        qualifier != ES_AT_MOST && claim->low * months > most * GAIN_FACTOR;
    const bool below =
        qualifier != ES_AT_LEAST && claim->high * months * GAIN_FACTOR < least;
    return (above || below) && end.low + end.high > start.low + start.high
               ? report_gain(desk, claim, &start, &end, months, err)
               : ES_OK;
}

/* Pace of the levels between a claim and the one beside it, per day; INFINITY if there is
 * none. */
static double slope_beside(const struct es_subject *subject, const struct es_claim *claim,
                           int side)
{
    const struct es_claim *beside =
        level_beside(subject, claim->to_day, side, SLOPE_DAYS, claim->printed);
    return beside == NULL ? -INFINITY
                          : (beside->centre - claim->centre) /
                                (double)(beside->to_day - claim->to_day);
}

/* Whether a later claim repeats a count after days in which it must have risen by more
 * than its rounding; *rise is that. */
static bool is_stale(const struct es_subject *subject, const struct es_claim *early,
                     const struct es_claim *late, double *rise)
{
    const int days = late->to_day - late->slack_days - early->to_day - early->slack_days;
    if (late->what != ES_CLAIM_LEVEL || early->printed != late->printed ||
        late->doubted || days <= STALE_DAYS) {
        return false;
    }
    const double pace =
        fmin(slope_beside(subject, early, -1), slope_beside(subject, late, 1));
    *rise = pace * (late->to_day - early->to_day);
    return pace * days > fmax(early->high - early->low, late->high - late->low);
}

static enum es_status check_stale(struct es_desk *desk, const struct es_subject *subject,
                                  size_t i, struct es_error *err)
{
    const struct es_claim *early = &subject->claim[i];
    struct es_discovery found = {.check = ES_AUDIT_STALE, .text = ES_SAY_STALE};
    double rise = 0.0;
    for (size_t k = i + 1; k < subject->n; k++) {
        desk->audit->compared[ES_AUDIT_STALE]++;
        if (is_stale(subject, early, &subject->claim[k], &rise)) {
            es_suspect(&found, &subject->claim[k]);
            found.size_sd = rise / (early->high - early->low + 1e-9 * rise) * sqrt(12.0);
            found.arg[0] = es_say_claim(desk, &subject->claim[k]);
            found.arg[2] = es_say_amount(desk, rise);
            subject->claim[k].doubted = true;
        }
    }
    if (found.suspects == 0) {
        return ES_OK;
    }
    found.arg[1] = es_say_claim(desk, early);
    found.arg[3] = es_say_day(desk, early->to_day);
    es_witness(&found, early);
    return es_desk_report(desk, &found, err);
}

static void count_pairs(struct es_desk *desk, const struct es_subject *subject)
{
    size_t levels = 0;
    for (size_t i = 0; i < subject->n; i++) {
        levels += subject->claim[i].what == ES_CLAIM_LEVEL;
    }
    desk->audit->compared[ES_AUDIT_FALL] += levels > 0 ? levels - 1 : 0;
}

enum es_status es_check_levels(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        struct es_subject *subject = &desk->subject[s];
        ES_TRY(find_breaks(desk, subject, err));
        if (!subject->rises) {
            continue;
        }
        count_pairs(desk, subject);
        ES_TRY(find_falls(desk, subject, err));
        for (size_t i = 0; i < subject->n; i++) {
            if (subject->claim[i].what == ES_CLAIM_LEVEL && !subject->claim[i].doubted) {
                ES_TRY(check_stale(desk, subject, i, err));
            }
        }
        for (size_t i = 0; i < subject->n; i++) {
            const enum es_claim_what what = subject->claim[i].what;
            if (what == ES_CLAIM_GAIN || what == ES_CLAIM_PACE) {
                ES_TRY(check_gain(desk, subject, &subject->claim[i], err));
            }
        }
    }
    return ES_OK;
}

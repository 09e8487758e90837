/* "So many times more": against the start, and against the totals of the years. */
#include "project/audit_desk.h"

#include <math.h>
#include <stdlib.h>

enum {
    MONTH_DAYS = 45,
    YEAR_SHORT = 350,
    YEAR_LONG = 380,
    START_DAYS = 45,
    LEAST_GAP = 60
};
static const double BASE_FACTOR = 1.5, GROWTH_FACTOR = 1.05;
static const double DAYS_PER_MONTH = 365.25 / 12.0;

static int days_of(const struct es_claim *claim)
{
    return claim->to_day - claim->from_day + 1;
}

/* A claim as volume per month; 0 if it is none. */
static double pace_of(const struct es_claim *claim)
{
    return claim->what == ES_CLAIM_PACE ? claim->centre
           : claim->what == ES_CLAIM_GAIN
               ? claim->centre / es_months_in_window(claim->from_day, claim->to_day)
               : 0.0;
}

/* The pace between two totals with the same start, around a day; NAN if there are none.
 */
static double pace_between_totals(const struct es_subject *subject, int day)
{
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *less = &subject->claim[i];
        for (size_t k = i + 1; k < subject->n; k++) {
            const struct es_claim *more = &subject->claim[k];
            if (less->what == ES_CLAIM_GAIN && more->what == ES_CLAIM_GAIN &&
                !less->doubted && !more->doubted && more->centre > less->centre &&
                abs(less->from_day - more->from_day) <= START_DAYS &&
                more->to_day - less->to_day >= LEAST_GAP && less->to_day <= day &&
                more->to_day >= day) {
                return (more->centre - less->centre) * DAYS_PER_MONTH /
                       (more->to_day - less->to_day);
            }
        }
    }
    return NAN;
}

static double pace_in(const struct es_subject *subject, const struct es_claim *ratio)
{
    const double volume = es_volume(subject, ratio->from_day, ratio->to_day);
    return isnan(volume) ? pace_between_totals(subject, ratio->to_day)
                         : volume * DAYS_PER_MONTH / days_of(ratio);
}

/* A figure for the time that a ratio starts from. */
static bool is_start(const struct es_claim *claim, const struct es_claim *ratio)
{
    return !claim->doubted && pace_of(claim) > 0.0 && days_of(claim) <= YEAR_LONG &&
           claim->from_day <= ratio->ref_from_day && claim->to_day >= ratio->ref_to_day;
}

static enum es_status check_base(struct es_desk *desk, const struct es_subject *subject,
                                 const struct es_claim *ratio, struct es_error *err)
{
    const double implied = pace_in(subject, ratio) / ratio->centre;
    for (size_t i = 0; i < subject->n && !isnan(implied); i++) {
        const struct es_claim *start = &subject->claim[i];
        if (!is_start(start, ratio)) {
            continue;
        }
        const double factor = pace_of(start) / implied;
        desk->audit->compared[ES_AUDIT_BASE]++;
        if (fabs(log(factor)) < log(BASE_FACTOR)) {
            continue;
        }
        struct es_discovery found = {
            .check = ES_AUDIT_BASE,
            .text = ES_SAY_BASE,
            .size_sd = fabs(log(factor)) / hypot(es_claim_sd(ratio), es_claim_sd(start)),
            .arg = {es_say_claim(desk, ratio), es_say_amount(desk, implied),
                    es_say_claim(desk, start)}};
        es_suspect(&found, ratio);
        es_witness(&found, start);
        ES_TRY(es_desk_report(desk, &found, err));
    }
    return ES_OK;
}

static bool is_year(const struct es_claim *claim)
{
    return claim->what == ES_CLAIM_GAIN && days_of(claim) >= YEAR_SHORT &&
           days_of(claim) <= YEAR_LONG;
}

/* The total of the year before, in the same words; NULL if there is none. */
static const struct es_claim *year_before(const struct es_subject *subject,
                                          const struct es_claim *year)
{
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *claim = &subject->claim[i];
        if (is_year(claim) && abs(claim->to_day + 1 - year->from_day) <= START_DAYS / 3) {
            return claim;
        }
    }
    return NULL;
}

/* The year that ends nearest to a day and follows another that is known; NULL if there is
 * none. */
static const struct es_claim *nearest_year(const struct es_subject *subject, int day)
{
    const struct es_claim *best = NULL;
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *year = &subject->claim[i];
        const int distance = abs(day - year->to_day);
        if (is_year(year) && distance <= YEAR_LONG &&
            year_before(subject, year) != NULL &&
            (best == NULL || distance < abs(day - best->to_day))) {
            best = year;
        }
    }
    return best;
}

static enum es_status check_growth(struct es_desk *desk, const struct es_subject *subject,
                                   const struct es_claim *ratio, struct es_error *err)
{
    const int apart = ratio->from_day - ratio->ref_from_day;
    const struct es_claim *year = nearest_year(subject, ratio->to_day);
    if (days_of(ratio) > MONTH_DAYS || apart < YEAR_SHORT || apart > YEAR_LONG ||
        year == NULL) {
        return ES_OK;
    }
    const struct es_claim *before = year_before(subject, year);
    const double growth = year->centre / before->centre;
    desk->audit->compared[ES_AUDIT_GROWTH]++;
    if (fabs(log(growth / ratio->centre)) < log(GROWTH_FACTOR)) {
        return ES_OK;
    }
    struct es_discovery found = {
        .check = ES_AUDIT_GROWTH,
        .text = ES_SAY_GROWTH,
        .size_sd =
            fabs(log(growth / ratio->centre)) /
            hypot(hypot(es_claim_sd(year), es_claim_sd(before)), es_claim_sd(ratio)),
        .arg = {es_say_claim(desk, ratio), es_say_factor(desk, growth)}};
    es_suspect(&found, ratio);
    es_witness(&found, before);
    return es_desk_report(desk, &found, err);
}

enum es_status es_check_ratios(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        const struct es_subject *subject = &desk->subject[s];
        for (size_t i = 0; i < subject->n; i++) {
            const struct es_claim *ratio = &subject->claim[i];
            if (ratio->what == ES_CLAIM_RATIO && ratio->ref_from_day != ES_NO_DAY) {
                ES_TRY(check_base(desk, subject, ratio, err));
                ES_TRY(check_growth(desk, subject, ratio, err));
            }
        }
    }
    return ES_OK;
}

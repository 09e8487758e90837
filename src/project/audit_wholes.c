/* The wholes that counts and their percents imply. */
#include "project/audit_desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAME_DAYS = 3 };
static const double TOLERANCE = 1.01;

/* A percent, the count that goes with it, and the whole that follows. */
struct implied {
    const struct es_claim *percent, *count;
    double low, high;
};

/* "SERIES_pct" holds the percents of SERIES. */
static bool is_percent_of(const struct es_figure *percent, const struct es_figure *count)
{
    const size_t length = strlen(count->series);
    return percent->kind == ES_PERCENT && strcmp(percent->ref, count->series) == 0 &&
           strncmp(percent->series, count->series, length) == 0 &&
           strcmp(percent->series + length, "_pct") == 0;
}

/* The most exact count within three days of a percent; NULL if there is none. */
static const struct es_claim *count_beside(const struct es_desk *desk,
                                           const struct es_claim *percent)
{
    const struct es_claim *best = NULL;
    for (size_t i = 0; i < desk->n; i++) {
        const struct es_claim *claim = &desk->claim[i];
        if (claim->what == ES_CLAIM_LEVEL && !claim->doubted &&
            is_percent_of(es_claim_figure(desk, percent), es_claim_figure(desk, claim)) &&
            abs(claim->to_day - percent->to_day) <= SAME_DAYS &&
            (best == NULL || claim->high - claim->low < best->high - best->low)) {
            best = claim;
        }
    }
    return best;
}

static bool holds(const struct implied *implied, double whole)
{
    return whole >= implied->low && whole <= implied->high;
}

/* The whole that most of them allow, the middle of those; and how many do. */
static double agreed_whole(const struct implied implied[], size_t n, size_t *agreeing)
{
    double best = NAN, best_high = NAN;
    *agreeing = 0;
    for (size_t i = 0; i < n; i++) {
        double high = INFINITY;
        size_t count = 0;
        for (size_t k = 0; k < n; k++) {
            if (holds(&implied[k], implied[i].low)) {
                count++;
                high = fmin(high, implied[k].high);
            }
        }
        if (count > *agreeing) {
            *agreeing = count;
            best = implied[i].low;
            best_high = high;
        }
    }
    return (best + best_high) / 2.0;
}

static double off_by(const struct implied *implied, double whole)
{
    return holds(implied, whole) ? 1.0
                                 : fmax(implied->low / whole, whole / implied->high);
}

static enum es_status report_wholes(struct es_desk *desk, const struct implied implied[],
                                    size_t n, double whole, struct es_error *err)
{
    struct es_discovery found = {.check = ES_AUDIT_WHOLE, .text = ES_SAY_WHOLE};
    const struct implied *worst = &implied[0];
    for (size_t i = 0; i < n; i++) {
        const bool off = off_by(&implied[i], whole) > TOLERANCE;
        worst = off_by(&implied[i], whole) > off_by(worst, whole) ? &implied[i] : worst;
        if (off) {
            es_suspect(&found, implied[i].percent);
        } else {
            es_witness(&found, implied[i].percent);
        }
    }
    if (found.suspects == 0) {
        return ES_OK;
    }
    const double middle = (worst->low + worst->high) / 2.0;
    found.size_sd =
        fabs(log(middle / whole)) / ((worst->high - worst->low) / sqrt(12.0) / middle);
    found.arg[0] = es_say_claim(desk, worst->count);
    found.arg[1] = es_say_claim(desk, worst->percent);
    found.arg[2] = es_say_amount(desk, middle);
    found.arg[3] = es_say_amount(desk, whole);
    return es_desk_report(desk, &found, err);
}

enum es_status es_check_wholes(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        const struct es_subject *subject = &desk->subject[s];
        struct implied implied[ES_AUDIT_MOST_ROWS];
        size_t n = 0, agreeing;
        for (size_t i = 0; i < subject->n && n < ES_AUDIT_MOST_ROWS; i++) {
            const struct es_claim *percent = &subject->claim[i];
            const struct es_claim *count =
                percent->what == ES_CLAIM_PERCENT && !percent->doubted
                    ? count_beside(desk, percent)
                    : NULL;
            if (count != NULL && percent->low > 0.0) {
                implied[n++] =
                    (struct implied){percent, count, 100.0 * count->low / percent->high,
                                     100.0 * count->high / percent->low};
            }
        }
        desk->audit->compared[ES_AUDIT_WHOLE] += n > 0 ? n - 1 : 0;
        if (n > 1) {
            const double whole = agreed_whole(implied, n, &agreeing);
            ES_TRY(report_wholes(desk, implied, n, whole, err));
        }
    }
    return ES_OK;
}

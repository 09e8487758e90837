/* Slips of units: twelve, a hundred, a thousand, a million, percents among counts. */
#include "project/audit_desk.h"

#include <math.h>
#include <string.h>

static const double SLIPS[] = {12.0, 100.0, 1e3, 1e6};
static const double NEAR_FACTOR = 1.33; /* how well the slip must explain the figure */
static const double FAR_FACTOR = 3.0;   /* how wrong it must be without */
static const double COUNT_FACTOR = 1.06;
enum { WIDEST_GAP = 400, COUNT_GAP = 220 };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool within(double a, double b, double factor)
{
    return fabs(log(a / b)) < log(factor);
}

/* The nearest claim of the same kind on another day and on one side; NULL if none. */
static const struct es_claim *beside(const struct es_subject *subject,
                                     const struct es_claim *claim, int side)
{
    const struct es_claim *best = NULL;
    for (size_t i = 0; i < subject->n; i++) {
        const struct es_claim *other = &subject->claim[i];
        const int distance = side * (other->to_day - claim->to_day);
        if (other->what == claim->what && !other->doubted && distance > 0 &&
            (best == NULL || distance < side * (best->to_day - claim->to_day))) {
            best = other;
        }
    }
    return best;
}

/* What the neighbours lead to; NAN if they are too far apart to say. */
static double expected_of(const struct es_claim *claim, const struct es_claim *before,
                          const struct es_claim *after)
{
    if (before == NULL || after == NULL ||
        !within(before->centre, after->centre, FAR_FACTOR) ||
        after->to_day - before->to_day > WIDEST_GAP) {
        return NAN;
    }
    const double share = (double)(claim->to_day - before->to_day) /
                         (double)(after->to_day - before->to_day);
    return before->centre + share * (after->centre - before->centre);
}

/* The factor that a figure is off by; 1 if it is not. */
static double slip_of(const struct es_claim *claim, double expected)
{
    if (isnan(expected) || within(claim->centre, expected, FAR_FACTOR)) {
        return 1.0;
    }
    for (size_t k = 0; k < COUNT(SLIPS); k++) {
        if (within(claim->centre, expected * SLIPS[k], NEAR_FACTOR)) {
            return SLIPS[k];
        }
        if (within(claim->centre * SLIPS[k], expected, NEAR_FACTOR)) {
            return 1.0 / SLIPS[k];
        }
    }
    return 1.0;
}

static const char *say_slip(const struct es_desk *desk, double factor)
{
    return factor > 1.0 ? es_say_amount(desk, factor)
                        : es_arena_print(desk->arena, "1/%g", 1.0 / factor);
}

static enum es_status check_slip(struct es_desk *desk, const struct es_subject *subject,
                                 struct es_claim *claim, struct es_error *err)
{
    const struct es_claim *before = beside(subject, claim, -1);
    const struct es_claim *after = beside(subject, claim, 1);
    const double expected = expected_of(claim, before, after);
    const double factor = slip_of(claim, expected);
    desk->audit->compared[ES_AUDIT_SLIP] += isnan(expected) ? 0 : 1;
    if (factor == 1.0) {
        return ES_OK;
    }
    struct es_discovery found = {
        .check = ES_AUDIT_SLIP,
        .text = ES_SAY_SLIP,
        .size_sd = fabs(log(claim->centre / expected)) / es_claim_sd(claim),
        .arg = {es_say_claim(desk, claim), say_slip(desk, factor),
                es_say_amount(desk, expected)}};
    claim->doubted = true;
    es_suspect(&found, claim);
    es_witness(&found, before);
    es_witness(&found, after);
    return es_desk_report(desk, &found, err);
}

static bool is_percent(const struct es_figure *figure)
{
    return strstr(figure->unit, "percent") != NULL || strchr(figure->unit, '%') != NULL;
}

/* The count behind a percent on its day, from figures that are no percents. */
static bool count_on(const struct es_desk *desk, const struct es_figure *percent, int day,
                     double *count, const struct es_claim **near)
{
    const struct es_claim *before = NULL, *after = NULL;
    for (size_t i = 0; i < desk->n; i++) {
        const struct es_claim *claim = &desk->claim[i];
        const struct es_figure *figure = es_claim_figure(desk, claim);
        if (strcmp(figure->series, percent->ref) != 0 || claim->doubted ||
            claim->what != ES_CLAIM_LEVEL || is_percent(figure)) {
            continue;
        }
        if (claim->to_day <= day && (before == NULL || claim->to_day >= before->to_day)) {
            before = claim;
        }
        if (claim->to_day >= day && (after == NULL || claim->to_day < after->to_day)) {
            after = claim;
        }
    }
    if (before == NULL || after == NULL || after->to_day - before->to_day > COUNT_GAP) {
        return false;
    }
    const int gap = after->to_day - before->to_day;
    const double share = gap == 0 ? 0.0 : (double)(day - before->to_day) / gap;
    *count = before->centre + share * (after->centre - before->centre);
    *near = after->to_day - day < day - before->to_day ? after : before;
    return true;
}

/* Rows of a series that is labelled percent, by whether they are counts in disguise. */
struct mixture {
    struct es_claim *count[ES_AUDIT_MOST_ROWS];
    const struct es_claim *against; /* of the first count */
    size_t counts;
    size_t percents;
    double scale;
    double count_factor, percent_factor;
};

static double feed_factor(const struct es_desk *desk, const struct es_claim *claim)
{
    return claim->series == NULL
               ? 1.0
               : es_project_feed(claim->series, es_claim_figure(desk, claim))->factor;
}

static void sort_row(const struct es_desk *desk, struct es_claim *claim,
                     struct mixture *mixture)
{
    const struct es_figure *figure = es_claim_figure(desk, claim);
    const struct es_claim *near;
    double count;
    if (!count_on(desk, figure, figure->to_day, &count, &near)) {
        return;
    }
    for (size_t k = 2; k < COUNT(SLIPS); k++) {
        if (within(figure->value * SLIPS[k], count, COUNT_FACTOR) &&
            mixture->counts < ES_AUDIT_MOST_ROWS) {
            mixture->against = mixture->counts == 0 ? near : mixture->against;
            mixture->count[mixture->counts++] = claim;
            mixture->scale = SLIPS[k];
            mixture->count_factor = feed_factor(desk, claim);
            return;
        }
    }
    mixture->percents++;
    mixture->percent_factor = feed_factor(desk, claim);
}

static enum es_status report_mixture(struct es_desk *desk, const struct mixture *mixture,
                                     struct es_error *err)
{
    const struct es_figure *first = es_claim_figure(desk, mixture->count[0]);
    const bool read_apart = mixture->count_factor != mixture->percent_factor;
    struct es_discovery found = {
        .check = ES_AUDIT_MIXED,
        .text = ES_SAY_MIXED,
        .standing = read_apart ? ES_READ_BY_FEED : ES_OPEN,
        .size_sd = log(mixture->scale) / es_claim_sd(mixture->count[0]),
        .arg = {es_say_amount(desk, mixture->scale), es_say_amount(desk, first->value),
                es_say_claim(desk, mixture->against)}};
    for (size_t i = 0; i < mixture->counts; i++) {
        mixture->count[i]->doubted |= !read_apart;
        es_suspect(&found, mixture->count[i]);
    }
    es_witness(&found, mixture->against);
    return es_desk_report(desk, &found, err);
}

/* All rows of the series of figures that begins at claim `first`. */
static enum es_status check_mixture(struct es_desk *desk, size_t first,
                                    struct es_error *err)
{
    const char *series = es_claim_figure(desk, &desk->claim[first])->series;
    struct mixture mixture = {.counts = 0};
    for (size_t i = 0; i < desk->n; i++) {
        const struct es_figure *figure = es_claim_figure(desk, &desk->claim[i]);
        if (strcmp(figure->series, series) == 0 && is_percent(figure)) {
            if (i < first) {
                return ES_OK; /* looked at before */
            }
            sort_row(desk, &desk->claim[i], &mixture);
        }
    }
    desk->audit->compared[ES_AUDIT_MIXED] += mixture.counts + mixture.percents;
    return mixture.counts > 0 && mixture.percents > 0
               ? report_mixture(desk, &mixture, err)
               : ES_OK;
}

enum es_status es_check_units(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        struct es_subject *subject = &desk->subject[s];
        for (size_t i = 0; i < subject->n; i++) {
            const enum es_claim_what what = subject->claim[i].what;
            if (what == ES_CLAIM_LEVEL || what == ES_CLAIM_PACE) {
                ES_TRY(check_slip(desk, subject, &subject->claim[i], err));
            }
        }
    }
    for (size_t i = 0; i < desk->n; i++) {
        const struct es_figure *figure = es_claim_figure(desk, &desk->claim[i]);
        if (is_percent(figure) && *figure->ref != '\0') {
            ES_TRY(check_mixture(desk, i, err));
        }
    }
    return ES_OK;
}

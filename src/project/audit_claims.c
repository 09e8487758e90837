/* Lays the figures out as claims. */
#include "project/audit_desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DAYS_PER_MONTH = 365.25 / 12.0;

/* What the printed number may have been before it was rounded. */
static void rounding_of(const struct es_figure *figure, double *low, double *high)
{
    const double step = figure->quoted_step, value = figure->value;
    *low = *high = value;
    switch (figure->qualifier) {
    case ES_AT_LEAST:
        *high += step;
        break;
    case ES_AT_MOST:
    case ES_NEARLY:
        *low -= step;
        break;
    case ES_RANGE:
        *low -= step / 2.0;
        *high = figure->value_hi + step / 2.0;
        break;
    default:
        *low -= step / 2.0;
        *high += step / 2.0;
    }
    *low = fmax(*low, 0.0);
}

static bool has_series(const struct es_project *project, const char *name, size_t length,
                       enum es_kind kind)
{
    for (size_t i = 0; i < project->figures.n; i++) {
        const struct es_figure *figure = &project->figures.at[i];
        if (figure->kind == kind && strlen(figure->series) == length &&
            strncmp(figure->series, name, length) == 0) {
            return true;
        }
    }
    return false;
}

/* Months in the time that a unit counts per ("files per week"); 0 if it names none. */
static double months_of_unit(const char *unit)
{
    static const struct {
        const char *ending;
        double days;
    } times[] = {{" per day", 1.0}, {" per week", 7.0}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        const size_t length = strlen(unit), ending = strlen(times[i].ending);
        if (length > ending && strcmp(unit + length - ending, times[i].ending) == 0) {
            return times[i].days / DAYS_PER_MONTH;
        }
    }
    return 0.0;
}

/* A claim as its own kind says, for figures that no series of the project reads. */
static void claim_of_kind(const struct es_project *project, struct es_claim *claim,
                          double *scale)
{
    static const enum es_claim_what whats[] = {[ES_STOCK] = ES_CLAIM_LEVEL,
                                               [ES_WINDOW_TOTAL] = ES_CLAIM_GAIN,
                                               [ES_MONTHLY_RATE] = ES_CLAIM_PACE,
                                               [ES_ANNUALISED_RATE] = ES_CLAIM_PACE,
                                               [ES_GROWTH_PER_MONTH] = ES_CLAIM_PACE,
                                               [ES_SHARE_OF] = ES_CLAIM_SHARE,
                                               [ES_RATIO_TO] = ES_CLAIM_RATIO,
                                               [ES_PERCENT] = ES_CLAIM_PERCENT,
                                               [ES_COUNT] = ES_CLAIM_COUNT};
    const struct es_figure *figure = &project->figures.at[claim->figure];
    const size_t length = strcspn(figure->ref, " ");
    const bool of_stock =
        *figure->ref != '\0' && has_series(project, figure->ref, length, ES_STOCK);
    const double months = months_of_unit(figure->unit);
    claim->what = whats[figure->kind];
    claim->per_year = figure->kind == ES_ANNUALISED_RATE;
    *scale = claim->per_year ? 1.0 / 12.0 : 1.0;
    if (figure->kind == ES_COUNT && of_stock && months > 0.0) {
        claim->what = ES_CLAIM_PACE; /* "13,000 opened per day" */
        *scale = 1.0 / months;
    }
    if (of_stock && (claim->what == ES_CLAIM_GAIN || claim->what == ES_CLAIM_PACE)) {
        for (size_t i = 0; i < project->figures.n; i++) {
            const char *name = project->figures.at[i].series;
            if (strlen(name) == length && strncmp(name, figure->ref, length) == 0) {
                claim->subject = name; /* what it is a gain of */
                return;
            }
        }
    }
}

/* A claim as the series of the project reads the figure. */
static void claim_of_observation(const struct es_observation *seen,
                                 const struct es_figure *figure, struct es_claim *claim,
                                 double *scale)
{
    static const enum es_claim_what whats[] = {
        [ES_LEVEL] = ES_CLAIM_LEVEL,    [ES_SUM] = ES_CLAIM_GAIN,
        [ES_PER_MONTH] = ES_CLAIM_PACE, [ES_PER_YEAR] = ES_CLAIM_PACE,
        [ES_SHARE] = ES_CLAIM_SHARE,    [ES_RATIO] = ES_CLAIM_RATIO};
    claim->what = whats[seen->measure];
    claim->per_year = seen->measure == ES_PER_YEAR;
    claim->ref_from_day = seen->ref_from_day;
    claim->ref_to_day = seen->ref_to_day;
    *scale = claim->per_year ? 1.0 / 12.0 : 1.0;
    if (claim->what != ES_CLAIM_SHARE && claim->what != ES_CLAIM_RATIO) {
        *scale *= es_project_feed(claim->series, figure)->factor;
    }
}

/* A level of what flows is what has flowed since the launch. */
static void level_of_flow(struct es_claim *claim)
{
    const struct es_series *series = claim->series;
    if (series != NULL && series->nature == ES_FLOW_SERIES &&
        claim->what == ES_CLAIM_LEVEL && series->launch_day != ES_NO_DAY &&
        series->launch_day < claim->to_day) {
        claim->what = ES_CLAIM_GAIN;
        claim->from_day = series->launch_day;
    }
}

static bool make_claim(const struct es_desk *desk, size_t figure, struct es_claim *claim)
{
    const struct es_figure *row = &desk->project->figures.at[figure];
    if (!es_figure_known(row, desk->as_of_day) || !(row->value > 0.0) ||
        es_project_superseded(desk->project, row, desk->as_of_day)) {
        return false;
    }
    const struct es_series *series = es_project_series(desk->project, row->series);
    struct es_observation seen;
    double scale, low, high;
    *claim = (struct es_claim){.figure = figure,
                               .subject = row->series,
                               .from_day = row->from_day,
                               .to_day = row->to_day,
                               .ref_from_day = ES_NO_DAY,
                               .ref_to_day = ES_NO_DAY,
                               .slack_days = (int)es_basis_sd_days(row->basis)};
    const bool feeds = series != NULL && es_project_feed(series, row) != NULL;
    claim->series = feeds ? series : NULL;
    if (feeds && es_project_observe(desk->project, series, row, &seen, NULL) == ES_OK) {
        claim_of_observation(&seen, row, claim, &scale);
    } else {
        claim_of_kind(desk->project, claim, &scale);
        level_of_flow(claim);
    }
    series = es_project_series(desk->project, claim->subject);
    claim->subject = series != NULL ? series->id : claim->subject;
    rounding_of(row, &low, &high);
    claim->low = low * scale;
    claim->high = high * scale;
    claim->centre = (low + high) / 2.0 * scale;
    claim->printed = row->value * scale;
    return claim->centre > 0.0;
}

/* Figures of a zone are no figures of the whole. */
static enum es_status part_zones(struct es_desk *desk, struct es_claim *claim,
                                 struct es_error *err)
{
    const char *zone = es_claim_figure(desk, claim)->zone;
    if (*zone != '\0') {
        ES_GIVEN(claim->subject,
                 es_arena_print(desk->arena, "%s in %s", claim->subject, zone), err);
    }
    return ES_OK;
}

static int in_order(const void *left, const void *right)
{
    const struct es_claim *a = left, *b = right;
    const int subject = strcmp(a->subject, b->subject);
    if (subject != 0) {
        return subject;
    }
    if (a->to_day != b->to_day) {
        return a->to_day < b->to_day ? -1 : 1;
    }
    return a->figure < b->figure ? -1 : a->figure > b->figure;
}

static void open_subject(struct es_desk *desk, struct es_claim *claim)
{
    struct es_subject *subject = &desk->subject[desk->subjects++];
    *subject = (struct es_subject){.name = claim->subject, .claim = claim};
    for (size_t i = 0; i < desk->project->series_count; i++) {
        if (strcmp(desk->project->series[i].id, claim->subject) == 0) {
            subject->series = &desk->project->series[i];
            subject->rises = subject->series->nature == ES_STOCK_SERIES;
        }
    }
}

/* Copies among the claims of a subject, which stand together by day. */
static void mark_copies(const struct es_subject *subject)
{
    for (size_t i = 0; i < subject->n; i++) {
        for (size_t k = i;
             k-- > 0 && subject->claim[k].to_day == subject->claim[i].to_day;) {
            subject->claim[i].copy |=
                es_claims_same_window(&subject->claim[k], &subject->claim[i]) &&
                subject->claim[k].printed == subject->claim[i].printed;
        }
    }
}

/* A series this long is a register of measurements, not a collection of statements; to
 * compare each of its rows with each would take too long. Its claims go. */
static void drop_registers(struct es_desk *desk)
{
    enum { MOST_CLAIMS = 500 };
    size_t kept = 0;
    for (size_t s = 0; s < desk->subjects; s++) {
        const struct es_subject *subject = &desk->subject[s];
        if (subject->n > MOST_CLAIMS) {
            desk->audit->skipped++;
        } else {
            mark_copies(subject);
            desk->subject[kept++] = *subject;
        }
    }
    desk->subjects = kept;
    kept = 0;
    for (size_t s = 0; s < desk->subjects; s++) {
        struct es_subject *subject = &desk->subject[s];
        memmove(&desk->claim[kept], subject->claim, subject->n * sizeof desk->claim[0]);
        subject->claim = &desk->claim[kept];
        kept += subject->n;
    }
    desk->n = kept;
}

enum es_status es_desk_lay(struct es_desk *desk, struct es_error *err)
{
    const size_t n = desk->project->figures.n;
    ES_NEW(desk->arena, desk->claim, n, err);
    ES_NEW(desk->arena, desk->subject, n, err);
    for (size_t i = 0; i < n; i++) {
        if (make_claim(desk, i, &desk->claim[desk->n])) {
            ES_TRY(part_zones(desk, &desk->claim[desk->n], err));
            desk->n++;
        }
    }
    if (desk->n > 0) {
        qsort(desk->claim, desk->n, sizeof desk->claim[0], in_order);
    }
    for (size_t i = 0; i < desk->n; i++) {
        struct es_claim *claim = &desk->claim[i];
        if (i == 0 || strcmp(claim->subject, claim[-1].subject) != 0) {
            open_subject(desk, claim);
        }
        struct es_subject *subject = &desk->subject[desk->subjects - 1];
        subject->n++;
        subject->rises |= subject->series == NULL && claim->what == ES_CLAIM_LEVEL;
    }
    drop_registers(desk);
    return ES_OK;
}

struct es_subject *es_desk_subject(const struct es_desk *desk, const char *name)
{
    for (size_t i = 0; i < desk->subjects; i++) {
        if (strcmp(desk->subject[i].name, name) == 0) {
            return &desk->subject[i];
        }
    }
    return NULL;
}

bool es_claims_disjoint(const struct es_claim *a, const struct es_claim *b)
{
    const double common = fmin(a->high, b->high) - fmax(a->low, b->low);
    const double narrower = fmin(a->high - a->low, b->high - b->low);
    return common < 1e-9 * a->centre && common <= 0.01 * narrower;
}

bool es_claims_same_window(const struct es_claim *a, const struct es_claim *b)
{
    return a->what == b->what && a->from_day == b->from_day && a->to_day == b->to_day &&
           a->ref_from_day == b->ref_from_day && a->ref_to_day == b->ref_to_day;
}

double es_claim_sd(const struct es_claim *claim)
{
    static const double LEAST = 0.003;
    return fmax(LEAST, (claim->high - claim->low) / sqrt(12.0) / claim->centre);
}

double es_claims_distance(const struct es_claim *a, const struct es_claim *b)
{
    return fabs(log(a->centre / b->centre)) / hypot(es_claim_sd(a), es_claim_sd(b));
}

double es_claim_weight(const struct es_desk *desk, const struct es_claim *claim)
{
    static const double dated[] = {[ES_STATED] = 0.3,
                                   [ES_PRESENTED] = 0.2,
                                   [ES_PUBLISHED] = 0.1,
                                   [ES_INFERRED] = 0.0};
    const struct es_figure *figure = es_claim_figure(desk, claim);
    const bool converted =
        claim->series != NULL && es_project_feed(claim->series, figure)->factor != 1.0;
    return (converted ? 0.7 : 1.0) + dated[figure->basis] +
           (figure->qualifier == ES_EXACT ? 0.2 : 0.0) +
           0.1 * fmax(0.0, 1.0 - 10.0 * es_claim_sd(claim));
}

/* Parts and wholes: volumes, shares, targets. */
#include "project/audit_desk.h"

#include <math.h>
#include <string.h>

static const double SUM_MARGIN = 1.05, TARGET_MARGIN = 1.01;

/* The most exact claim of a series for the window of another; NULL if there is none. */
static const struct es_claim *claim_like(const struct es_desk *desk,
                                         const struct es_series *series,
                                         const struct es_claim *like)
{
    const struct es_subject *subject = es_desk_subject(desk, series->id);
    const struct es_claim *best = NULL;
    for (size_t i = 0; subject != NULL && i < subject->n; i++) {
        const struct es_claim *claim = &subject->claim[i];
        if (es_claims_same_window(claim, like) && !claim->doubted &&
            (best == NULL || claim->high - claim->low < best->high - best->low)) {
            best = claim;
        }
    }
    return best;
}

static bool is_part(const struct es_series *part, const struct es_series *whole)
{
    return part->whole != NULL && strcmp(part->whole, whole->id) == 0;
}

/* The parts of a whole over one window. */
static enum es_status check_sum(struct es_desk *desk, const struct es_claim *whole,
                                struct es_error *err)
{
    struct es_discovery found = {.check = ES_AUDIT_SECTORS};
    double low = 0.0, high = 0.0;
    size_t parts = 0;
    for (size_t i = 0; i < desk->project->series_count; i++) {
        const struct es_series *series = &desk->project->series[i];
        const struct es_claim *part =
            is_part(series, whole->series) ? claim_like(desk, series, whole) : NULL;
        parts += is_part(series, whole->series);
        if (part != NULL) {
            low += part->low;
            high += part->high;
            es_suspect(&found, part);
        }
    }
    if (found.suspects == 0) {
        return ES_OK;
    }
    desk->audit->compared[ES_AUDIT_SECTORS]++;
    const bool all = found.suspects == parts;
    const bool short_of = all && high * SUM_MARGIN < whole->low;
    if (!short_of && low <= whole->high * SUM_MARGIN) {
        return ES_OK;
    }
    const double sum = (low + high) / 2.0, scale = whole->per_year ? 12.0 : 1.0;
    found.text = all ? ES_SAY_PARTS : ES_SAY_EXCEED;
    found.size_sd = fabs(log(sum / whole->centre)) /
                    hypot(es_claim_sd(whole), (high - low) / sqrt(12.0) / sum);
    found.arg[0] = whole->series->id;
    found.arg[1] = es_say_amount(desk, sum * scale);
    found.arg[2] = es_say_claim(desk, whole);
    es_witness(&found, whole);
    return es_desk_report(desk, &found, err);
}

static bool is_wholes_first(const struct es_subject *subject, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (es_claims_same_window(&subject->claim[i], &subject->claim[at]) &&
            !subject->claim[i].doubted) {
            return false;
        }
    }
    return true;
}

static enum es_status check_sums(struct es_desk *desk, struct es_error *err)
{
    for (size_t s = 0; s < desk->subjects; s++) {
        const struct es_subject *subject = &desk->subject[s];
        for (size_t i = 0; i < subject->n && subject->series != NULL; i++) {
            const struct es_claim *whole = &subject->claim[i];
            if ((whole->what == ES_CLAIM_PACE || whole->what == ES_CLAIM_GAIN ||
                 whole->what == ES_CLAIM_LEVEL) &&
                whole->series != NULL && !whole->doubted && is_wholes_first(subject, i)) {
                ES_TRY(check_sum(desk, whole, err));
            }
        }
    }
    return ES_OK;
}

/* Whether two shares are parts of the same whole over the same days. */
static bool shares_alike(const struct es_desk *desk, const struct es_claim *a,
                         const struct es_claim *b)
{
    return a->what == ES_CLAIM_SHARE && es_claims_same_window(a, b) &&
           strcmp(es_claim_figure(desk, a)->ref, es_claim_figure(desk, b)->ref) == 0;
}

/* Shares of one whole in one window, one of each series; a share that is the sum of the
 * others is left out, since it stands for them. */
static enum es_status check_shares(struct es_desk *desk, size_t first,
                                   struct es_error *err)
{
    struct es_discovery found = {.check = ES_AUDIT_SECTORS, .text = ES_SAY_SHARES};
    double low = 0.0, centre = 0.0, largest = 0.0;
    for (size_t i = 0; i < desk->n; i++) {
        const struct es_claim *claim = &desk->claim[i];
        const bool alike = shares_alike(desk, claim, &desk->claim[first]);
        if (alike && i < first) {
            return ES_OK;
        }
        const bool again =
            alike && found.suspects > 0 &&
            strcmp(es_claim_figure(desk, claim)->series,
                   es_claim_figure(desk, found.suspect[found.suspects - 1])->series) == 0;
        if (alike && !again) {
            es_suspect(&found, claim);
            low += claim->low;
            centre += claim->centre;
            largest = fmax(largest, claim->centre);
        }
    }
    if (found.suspects > 1 && fabs(centre - 2.0 * largest) <= centre - low) {
        low -= largest;
        centre -= largest;
    }
    desk->audit->compared[ES_AUDIT_SECTORS] += found.suspects > 1;
    if (found.suspects < 2 || low <= 100.0) {
        return ES_OK;
    }
    found.size_sd = (centre - 100.0) / (centre - low) * sqrt(3.0);
    found.arg[0] = es_claim_figure(desk, found.suspect[0])->ref;
    found.arg[1] = es_arena_print(desk->arena, "%.4g", centre);
    return es_desk_report(desk, &found, err);
}

/* The sum of the parts' targets that go with that of a whole; 0 unless every part has
 * one. */
static double sum_of_targets(const struct es_project *project,
                             const struct es_series *whole, const struct es_target *like)
{
    double sum = 0.0;
    for (size_t i = 0; i < project->series_count; i++) {
        const struct es_series *part = &project->series[i];
        double level = 0.0;
        for (size_t k = 0; k < project->targets.n && is_part(part, whole); k++) {
            const struct es_target *target = &project->targets.at[k];
            if (strcmp(target->series, part->id) == 0 && target->per == like->per &&
                target->measured == like->measured &&
                target->deadline_day == like->deadline_day) {
                level = target->level;
            }
        }
        if (is_part(part, whole) && level == 0.0) {
            return 0.0;
        }
        sum += level;
    }
    return sum;
}

static enum es_status check_targets(struct es_desk *desk, struct es_error *err)
{
    for (size_t i = 0; i < desk->project->targets.n; i++) {
        const struct es_target *target = &desk->project->targets.at[i];
        const struct es_series *whole = es_project_series(desk->project, target->series);
        const double sum = sum_of_targets(desk->project, whole, target);
        if (sum == 0.0) {
            continue;
        }
        desk->audit->compared[ES_AUDIT_TARGETS]++;
        const double off = fabs(log(sum / target->level));
        const bool agree = off < log(TARGET_MARGIN);
        struct es_discovery found = {.check = ES_AUDIT_TARGETS,
                                     .text =
                                         agree ? ES_SAY_TARGETS_AGREE : ES_SAY_TARGETS,
                                     .standing = agree ? ES_AGREES : ES_OPEN,
                                     .size_sd = agree ? 0.0 : off / 0.003,
                                     .arg = {whole->id, es_say_amount(desk, sum),
                                             es_say_amount(desk, target->level)}};
        ES_TRY(es_desk_report(desk, &found, err));
    }
    return ES_OK;
}

enum es_status es_check_parts(struct es_desk *desk, struct es_error *err)
{
    ES_TRY(check_sums(desk, err));
    for (size_t i = 0; i < desk->n; i++) {
        if (desk->claim[i].what == ES_CLAIM_SHARE) {
            ES_TRY(check_shares(desk, i, err));
        }
    }
    return check_targets(desk, err);
}

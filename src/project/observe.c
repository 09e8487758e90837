#include "essor/project.h"

#include "project/events.h"
#include "project/index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool feeds(const struct es_series *series, const char *figure_series)
{
    for (size_t i = 0; i < series->feeds; i++) {
        if (strcmp(series->feed[i].series, figure_series) == 0) {
            return true;
        }
    }
    return false;
}

const struct es_feed *es_project_feed(const struct es_series *series,
                                      const struct es_figure *figure)
{
    for (size_t i = 0; i < series->feeds; i++) {
        const struct es_feed *feed = &series->feed[i];
        if (strcmp(feed->series, figure->series) == 0 &&
            (feed->from_day == ES_NO_DAY || figure->from_day >= feed->from_day) &&
            (feed->to_day == ES_NO_DAY || figure->to_day <= feed->to_day)) {
            return feed;
        }
    }
    return NULL;
}

static enum es_status observe_share(const struct es_project *project,
                                    const struct es_series *series,
                                    const struct es_figure *figure,
                                    struct es_observation *observation,
                                    struct es_error *err)
{
    if (series->nature != ES_FLOW_SERIES || series->whole == NULL) {
        return es_fail(err, ES_FINDING, "a share, but %s has no whole that flows",
                       series->id);
    }
    if (!feeds(es_project_series(project, series->whole), figure->ref)) {
        return es_fail(err, ES_FINDING, "a share of \"%s\", which does not feed %s",
                       figure->ref, series->whole);
    }
    observation->measure = ES_SHARE;
    observation->centre /= 100.0;
    if (observation->centre >= 1.0) {
        return es_fail(err, ES_FINDING, "a share of %g %%", 100.0 * observation->centre);
    }
    return ES_OK;
}

/* "dmp_docs_total 2024-01-01/2024-01-31" */
static bool parse_reference(const struct es_series *series, const char *ref,
                            struct es_observation *observation)
{
    char name[128], from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    const size_t length = strcspn(ref, " "), date = strlen("2024-01-01");
    if (length >= sizeof name || strlen(ref) != length + 2 * date + 2 ||
        ref[length + 1 + date] != '/') {
        return false;
    }
    memcpy(name, ref, length);
    name[length] = '\0';
    memcpy(from, ref + length + 1, date);
    from[date] = '\0';
    memcpy(to, ref + length + date + 2, date);
    to[date] = '\0';
    return feeds(series, name) && es_day_parse(from, &observation->ref_from_day) &&
           es_day_parse(to, &observation->ref_to_day) &&
           observation->ref_from_day <= observation->ref_to_day;
}

static enum es_status observe_ratio(const struct es_series *series,
                                    const struct es_figure *figure,
                                    struct es_observation *observation,
                                    struct es_error *err)
{
    if (series->nature != ES_FLOW_SERIES) {
        return es_fail(err, ES_FINDING, "a ratio of levels");
    }
    if (!parse_reference(series, figure->ref, observation)) {
        return es_fail(err, ES_FINDING, "a ratio to \"%s\", which is no window of %s",
                       figure->ref, series->id);
    }
    observation->measure = ES_RATIO;
    return ES_OK;
}

/* The measures that need nothing but the nature of the series. */
static enum es_status observe_plain(const struct es_series *series, enum es_kind kind,
                                    struct es_observation *observation,
                                    struct es_error *err)
{
    static const struct {
        enum es_kind kind;
        enum es_measure measure;
        bool stocks_only;
    } measures[] = {
        {ES_STOCK, ES_LEVEL, true},
        {ES_GROWTH_PER_MONTH, ES_PER_MONTH, true},
        {ES_WINDOW_TOTAL, ES_SUM, false},
        {ES_MONTHLY_RATE, ES_PER_MONTH, false},
        {ES_ANNUALISED_RATE, ES_PER_YEAR, false},
    };
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        if (measures[i].kind != kind) {
            continue;
        }
        observation->measure = measures[i].measure;
        if (measures[i].stocks_only && series->nature != ES_STOCK_SERIES) {
            return es_fail(err, ES_FINDING, "a %s says nothing of a flow",
                           es_kind_name(kind));
        }
        return ES_OK;
    }
    return es_fail(err, ES_FINDING,
                   "a %s says nothing of %s; \"as KIND\" in its feed "
                   "reads it as something else",
                   es_kind_name(kind), series->id);
}

static enum es_kind kind_after_feed(const struct es_feed *feed,
                                    const struct es_figure *figure)
{
    return feed->has_kind ? feed->kind : figure->kind;
}

/* A level or a volume may be zero; a share or a ratio may not. */
static enum es_status observe(const struct es_project *project,
                              const struct es_series *series,
                              const struct es_figure *figure,
                              struct es_observation *observation, struct es_error *err)
{
    if (!feeds(series, figure->series)) {
        return es_fail(err, ES_FINDING, "\"%s\" does not feed %s", figure->series,
                       series->id);
    }
    if (figure->zone[0] != '\0') {
        return es_fail(err, ES_FINDING, "of the zone \"%s\" only", figure->zone);
    }
    const struct es_feed *feed = es_project_feed(series, figure);
    if (feed == NULL) {
        return es_fail(err, ES_FINDING, "outside the dates of its feed");
    }
    struct es_observation made = {.from_day = figure->from_day,
                                  .to_day = figure->to_day,
                                  .ref_from_day = ES_NO_DAY,
                                  .ref_to_day = ES_NO_DAY,
                                  .date_sd_days = es_basis_sd_days(figure->basis)};
    es_figure_reading(figure, &made.centre, &made.sd_log);
    made.centre *= feed->factor;
    const enum es_kind kind = kind_after_feed(feed, figure);
    const bool zero_says = kind != ES_SHARE_OF && kind != ES_RATIO_TO;
    if (!isfinite(made.centre) || made.centre < 0.0 ||
        (made.centre <= 0.0 && !zero_says)) {
        return es_fail(err, ES_FINDING, "not above zero");
    }
    if (kind == ES_SHARE_OF) {
        ES_TRY(observe_share(project, series, figure, &made, err));
    } else if (kind == ES_RATIO_TO) {
        ES_TRY(observe_ratio(series, figure, &made, err));
    } else {
        ES_TRY(observe_plain(series, kind, &made, err));
    }
    *observation = made;
    return ES_OK;
}

enum es_status es_project_observe(const struct es_project *project,
                                  const struct es_series *series,
                                  const struct es_figure *figure,
                                  struct es_observation *observation,
                                  struct es_error *err)
{
    struct es_observation made;
    ES_TRY(observe(project, series, figure, &made, err));
    if (!(made.centre > 0.0)) {
        return es_fail(err, ES_FINDING, "not above zero");
    }
    *observation = made;
    return ES_OK;
}

const struct es_exclusion *es_project_exclusion(const struct es_series *series,
                                                const struct es_figure *figure)
{
    for (size_t i = 0; i < series->exclusions; i++) {
        if (strcmp(series->exclusion[i].figure, figure->id) == 0) {
            return &series->exclusion[i];
        }
    }
    return NULL;
}

bool es_project_superseded(const struct es_project *project,
                           const struct es_figure *figure, int as_of_day)
{
    const struct es_places of = es_index_corrections(project, figure->id);
    for (size_t i = 0; i < of.n; i++) {
        const struct es_figure *other = &project->figures.at[of.at[i]];
        if (other->version > figure->version && es_figure_known(other, as_of_day)) {
            return true;
        }
    }
    return false;
}

/* What is known on a date of the series that figures are read for. */
struct reader {
    const struct es_project *project;
    const struct es_series *series;
    int as_of_day;
    size_t commons;
    struct es_gap *gap;
    size_t gaps;
};

/* Whether a strike leaves nothing of what a figure counts. */
static bool is_swallowed(const struct reader *reader, const struct es_observation *seen)
{
    const bool volume = seen->measure != ES_LEVEL;
    return volume && (es_gaps_left(reader->gap, reader->gaps, seen->from_day,
                                   seen->to_day) <= 0.0 ||
                      (seen->measure == ES_RATIO &&
                       es_gaps_left(reader->gap, reader->gaps, seen->ref_from_day,
                                    seen->ref_to_day) <= 0.0));
}

/* The observation of a figure, by the definitions that hold in the end. */
static enum es_status observe_as_of(const struct reader *reader,
                                    const struct es_figure *figure,
                                    struct es_observation *observation,
                                    struct es_arena *arena, struct es_error *err)
{
    ES_TRY(observe(reader->project, reader->series, figure, observation, err));
    if (is_swallowed(reader, observation)) {
        return es_fail(err, ES_FINDING, "a strike leaves nothing of its window");
    }
    return es_breaks_apply(reader->project, reader->series, reader->as_of_day,
                           reader->commons, observation, arena);
}

static enum es_status read_figure(const struct reader *reader, struct es_reading *reading,
                                  struct es_arena *arena)
{
    const struct es_project *project = reader->project;
    const int as_of_day = reader->as_of_day;
    const struct es_figure *figure = &project->figures.at[reading->figure];
    const struct es_exclusion *exclusion = es_project_exclusion(reader->series, figure);
    struct es_error why;
    reading->reason = "";
    const enum es_status taken =
        observe_as_of(reader, figure, &reading->observation, arena, &why);
    reading->observation.figure = reading->figure;
    if (taken == ES_ERR_MEMORY) {
        return taken;
    }
    if (!es_figure_known(figure, as_of_day)) {
        reading->use = ES_UNKNOWN_YET;
        reading->reason = "not known yet";
    } else if (es_project_superseded(project, figure, as_of_day)) {
        reading->use = ES_SUPERSEDED;
        reading->reason = "corrected by a later version";
    } else if (exclusion != NULL) {
        reading->use = ES_EXCLUDED;
        reading->reason = exclusion->reason;
    } else if (taken != ES_OK) {
        reading->use = ES_NOT_TAKEN;
        ES_GIVEN(reading->reason, es_arena_copy(arena, why.message), NULL);
    } else if (!(reading->observation.centre > 0.0)) {
        reading->use = ES_ZERO;
        reading->reason = "zero: used where the series is full";
    } else {
        reading->use = ES_USED;
    }
    return ES_OK;
}

/* Whether two readings say the same: kind as read, window, value. */
static bool same_saying(const struct es_project *project, const struct es_series *series,
                        const struct es_reading *a, const struct es_reading *b)
{
    const struct es_figure *f = &project->figures.at[a->figure];
    const struct es_figure *g = &project->figures.at[b->figure];
    const struct es_feed *feed_f = es_project_feed(series, f),
                         *feed_g = es_project_feed(series, g);
    return kind_after_feed(feed_f, f) == kind_after_feed(feed_g, g) &&
           f->from_day == g->from_day && f->to_day == g->to_day &&
           a->observation.ref_from_day == b->observation.ref_from_day &&
           a->observation.ref_to_day == b->observation.ref_to_day &&
           f->value * feed_f->factor == g->value * feed_g->factor;
}

/* Of figures that say the same, the most exactly dated stays; of equals, the first. */
static void drop_repeats(const struct es_project *project, const struct es_series *series,
                         struct es_reading reading[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n && reading[i].use == ES_USED; k++) {
            if (reading[k].use != ES_USED ||
                !same_saying(project, series, &reading[i], &reading[k])) {
                continue;
            }
            const bool later_is_better =
                reading[k].observation.date_sd_days < reading[i].observation.date_sd_days;
            struct es_reading *dropped = &reading[later_is_better ? i : k];
            dropped->use = ES_REPEATED;
            dropped->reason = "the same figure from another source is used";
        }
    }
}

static int by_place(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The figures of all feeds of a series, each once, in the order of the file. */
static enum es_status list_figures(const struct es_project *project,
                                   const struct es_series *series, size_t **place,
                                   size_t *n, struct es_arena *arena,
                                   struct es_error *err)
{
    size_t most = 0, count = 0, *all;
    for (size_t f = 0; f < series->feeds; f++) {
        most += es_index_figures(project, series->feed[f].series).n;
    }
    ES_NEW(arena, all, most, err);
    for (size_t f = 0; f < series->feeds; f++) {
        const struct es_places of = es_index_figures(project, series->feed[f].series);
        for (size_t i = 0; i < of.n; i++) {
            all[count++] = of.at[i];
        }
    }
    qsort(all, count, sizeof *all, by_place);
    *n = 0;
    for (size_t i = 0; i < count; i++) { /* one series may feed twice, by dates */
        if (*n == 0 || all[*n - 1] != all[i]) {
            all[(*n)++] = all[i];
        }
    }
    *place = all;
    return ES_OK;
}

enum es_status es_project_readings(const struct es_project *project,
                                   const struct es_series *series, int as_of_day,
                                   struct es_reading **reading, size_t *n,
                                   struct es_arena *arena, struct es_error *err)
{
    const int day = as_of_day == ES_NO_DAY ? project->as_of_day : as_of_day;
    struct reader reader = {.project = project,
                            .series = series,
                            .as_of_day = day,
                            .commons = es_breaks_unsure(project, series, day)};
    struct es_reading *found;
    size_t *place, count = 0;
    ES_TRY(es_events_gaps(project, series, day, &reader.gap, &reader.gaps, arena, err));
    ES_TRY(list_figures(project, series, &place, &count, arena, err));
    ES_NEW(arena, found, count, err);
    for (size_t i = 0; i < count; i++) {
        found[i].figure = place[i];
        if (read_figure(&reader, &found[i], arena) != ES_OK) {
            return es_no_memory(err);
        }
    }
    drop_repeats(project, series, found, count);
    *reading = found;
    *n = count;
    return ES_OK;
}

#include "project/charts.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SOURCES = 6 };

/* A publisher and the day of its newest figure. */
struct source {
    const char *name;
    int day;
};

/* "Klesia KPS" of "Klesia KPS, 6 Feb 2024", "Archimag" of "Archimag (no date)". */
static enum es_status publisher(const char *title, const char **name,
                                struct es_arena *arena, struct es_error *err)
{
    size_t length = strcspn(title, ",(");
    while (length > 0 && title[length - 1] == ' ') {
        length--;
    }
    ES_GIVEN(*name, es_arena_copy_n(arena, title, length), err);
    return ES_OK;
}

static void note_source(struct source list[], size_t *n, struct source source)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(list[i].name, source.name) == 0) {
            list[i].day = source.day > list[i].day ? source.day : list[i].day;
            return;
        }
    }
    list[(*n)++] = source;
}

/* Newest first; of the same day, by name. */
static void sort_sources(struct source list[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct source moved = list[i];
        size_t k = i;
        while (k > 0 && (list[k - 1].day < moved.day ||
                         (list[k - 1].day == moved.day &&
                          strcmp(list[k - 1].name, moved.name) > 0))) {
            list[k] = list[k - 1];
            k--;
        }
        list[k] = moved;
    }
}

static enum es_status join_sources(const struct source list[], size_t n,
                                   enum es_language language, const char **text,
                                   struct es_arena *arena, struct es_error *err)
{
    const char *separator = language == ES_FR ? "\xC2\xA0; " : "; ";
    const char *joined = "";
    const size_t shown = n > MOST_SOURCES ? MOST_SOURCES : n;
    for (size_t i = 0; i < shown; i++) {
        ES_GIVEN(
            joined,
            es_arena_print(arena, "%s%s%s", joined, i > 0 ? separator : "", list[i].name),
            err);
    }
    if (n > shown) {
        const size_t rest = n - shown;
        const char *others = language == ES_FR ? (rest > 1 ? "autres" : "autre")
                                               : (rest > 1 ? "others" : "other");
        ES_GIVEN(joined,
                 es_arena_print(arena, "%s%s%zu %s", joined, separator, rest, others),
                 err);
    }
    *text = joined;
    return ES_OK;
}

enum es_status es_chart_publishers(const struct es_figure *const figure[], size_t n,
                                   enum es_language language, const char **text,
                                   struct es_arena *arena, struct es_error *err)
{
    struct source *list;
    size_t count = 0;
    ES_NEW(arena, list, n, err);
    for (size_t i = 0; i < n; i++) {
        struct source source = {.day = es_figure_known_day(figure[i])};
        ES_TRY(publisher(figure[i]->source_title, &source.name, arena, err));
        note_source(list, &count, source);
    }
    sort_sources(list, count);
    return join_sources(list, count, language, text, arena, err);
}

enum es_status es_chart_sources(const struct es_project *project,
                                const struct es_solution *const solution[], size_t n,
                                enum es_language language, const char **text,
                                struct es_arena *arena, struct es_error *err)
{
    const struct es_figure **figure;
    size_t count = 0, most = 0;
    for (size_t i = 0; i < n; i++) {
        most += solution[i]->problem.n;
    }
    ES_NEW(arena, figure, most, err);
    for (size_t i = 0; i < n; i++) {
        const struct es_sparse_problem *problem = &solution[i]->problem;
        for (size_t k = 0; k < problem->n; k++) {
            figure[count++] = &project->figures.at[problem->observation[k].figure];
        }
    }
    return es_chart_publishers(figure, count, language, text, arena, err);
}

/* The pace, over a window, that half of the draws of the whole stay below. */
static double median_pace(const struct es_outlook *whole,
                          const struct es_observation *share, double scratch[])
{
    static const double middle = 0.5;
    struct es_observation pace = *share;
    double median;
    pace.measure = ES_PER_YEAR;
    es_outlook_measure_all(whole, &pace, NULL, scratch);
    es_quantiles(scratch, whole->draws, &middle, 1, &median);
    return median;
}

/* What a figure quotes over the centre of what it means: 18 M over 18.5 M of "more than
 * 18 M". A bound is drawn and told as its source gives it. */
static double quoted_share(const struct es_figure *figure)
{
    double centre, sd_log;
    if (figure->qualifier != ES_AT_LEAST && figure->qualifier != ES_AT_MOST &&
        figure->qualifier != ES_NEARLY) {
        return 1.0;
    }
    es_figure_reading(figure, &centre, &sd_log);
    return figure->value / centre;
}

/* The place of an observation on the chart's scale, or NAN if it has none. */
static double point_value(const struct es_solution *solution,
                          const struct es_observation *seen, double scratch[])
{
    const bool stock = solution->series->nature == ES_STOCK_SERIES;
    switch (seen->measure) {
    case ES_LEVEL:
        return seen->centre;
    case ES_SUM:
        return stock ? NAN
                     : 12.0 * seen->centre /
                           es_months_in_window(seen->from_day, seen->to_day);
    case ES_PER_MONTH:
        return stock ? NAN : 12.0 * seen->centre;
    case ES_PER_YEAR:
        return stock ? NAN : seen->centre;
    case ES_SHARE:
        return seen->centre * median_pace(solution->problem.whole, seen, scratch);
    case ES_RATIO:
        break;
    }
    return NAN;
}

/* A figure that has no place on the scale, as its source counts it. */
static struct es_chart_point aside_point(const struct es_observation *seen,
                                         const struct es_figure *figure, size_t i)
{
    const bool per_month = seen->measure == ES_PER_MONTH || seen->measure == ES_SUM;
    const double months =
        seen->measure == ES_SUM ? es_months_in_window(seen->from_day, seen->to_day) : 1.0;
    const double year = seen->measure == ES_PER_YEAR ? 12.0 : 1.0;
    return (struct es_chart_point){
        .from_day = seen->from_day,
        .to_day = seen->to_day,
        .value = seen->centre * quoted_share(figure) / months / year,
        .qualifier = figure->qualifier,
        .observation = i,
        .means = per_month || seen->measure == ES_PER_YEAR ? ES_CHART_GAIN
                 : seen->measure == ES_SHARE               ? ES_CHART_SHARE
                                                           : ES_CHART_RATIO};
}

static int by_window(const void *a, const void *b)
{
    const struct es_chart_point *x = a, *y = b;
    return x->to_day != y->to_day
               ? (x->to_day < y->to_day ? -1 : 1)
               : (x->observation > y->observation) - (x->observation < y->observation);
}

enum es_status es_chart_points(const struct es_project *project,
                               const struct es_solution *solution, struct es_fan *fan,
                               struct es_arena *arena, struct es_error *err)
{
    const struct es_sparse_problem *problem = &solution->problem;
    struct es_chart_point *point, *other;
    double *scratch;
    ES_NEW(arena, point, problem->n, err);
    ES_NEW(arena, other, problem->n, err);
    ES_NEW(arena, scratch, solution->fit.outlook.draws, err);
    for (size_t i = 0; i < problem->n; i++) {
        const struct es_observation *seen = &problem->observation[i];
        const struct es_figure *figure = &project->figures.at[seen->figure];
        const double value = point_value(solution, seen, scratch) * quoted_share(figure);
        if (isnan(value)) {
            other[fan->others++] = aside_point(seen, figure, i);
            continue;
        }
        point[fan->points++] =
            (struct es_chart_point){.from_day = seen->from_day,
                                    .to_day = seen->to_day,
                                    .value = value,
                                    .low = value * exp(-seen->sd_log),
                                    .high = value * exp(seen->sd_log),
                                    .qualifier = figure->qualifier,
                                    .derived = seen->measure == ES_SHARE,
                                    .observation = i};
    }
    if (fan->line) {
        qsort(point, fan->points, sizeof point[0], by_window);
    }
    fan->point = point;
    fan->other = other;
    return ES_OK;
}

/* The start of the first window; of a series without figures, the as-of date. */
static int first_day(const struct es_sparse_problem *problem)
{
    int first = problem->n > 0 ? INT_MAX : problem->as_of_day;
    for (size_t i = 0; i < problem->n; i++) {
        const int day = problem->observation[i].from_day;
        first = day < first ? day : first;
    }
    return first;
}

enum es_status es_chart_series_of(const struct es_project *project,
                                  const struct es_solution *solution,
                                  enum es_language language,
                                  struct es_chart_series *chart, struct es_arena *arena,
                                  struct es_error *err)
{
    const struct es_series *series = solution->series;
    *chart = (struct es_chart_series){.id = series->id,
                                      .label = series->label[language],
                                      .sublabel = series->sublabel[language],
                                      .subject = series->subject[language],
                                      .unit = series->unit[language],
                                      .outlook = &solution->fit.outlook,
                                      .target = solution->target,
                                      .answer = solution->answer,
                                      .targets = solution->targets,
                                      .verdict = &solution->verdict,
                                      .first_day = first_day(&solution->problem)};
    return es_chart_sources(project, &solution, 1, language, &chart->sources, arena, err);
}

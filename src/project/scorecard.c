#include "essor/project.h"

#include "essor/hash.h"
#include "project/events.h"

#include <math.h>
#include <string.h>

static const double hit_levels[5] = {0.025, 0.1, 0.5, 0.9, 0.975};

struct scoring {
    const struct es_project *project;
    const struct es_figures *later;
    const struct es_solutions *solutions;
    struct es_scorecard *card;
    double *draws;
    struct es_arena *arena;
};

/* Whether the file holds a later version of the figure, or an earlier copy of it. */
static bool is_superseded(const struct es_figures *later, const struct es_figure *figure)
{
    for (size_t i = 0; i < later->n; i++) {
        if (later->at[i].version > figure->version &&
            strcmp(later->at[i].id, figure->id) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_scored_already(const struct es_scorecard *card,
                              const struct es_series *series,
                              const struct es_figure *figure,
                              const struct es_observation *observation)
{
    for (size_t i = 0; i < card->hits; i++) {
        const struct es_hit *hit = &card->hit[i];
        if (hit->series == series && hit->observation.measure == observation->measure &&
            hit->observation.from_day == observation->from_day &&
            hit->observation.to_day == observation->to_day &&
            hit->figure->value == figure->value) {
            return true;
        }
    }
    return false;
}

/* Why the figure is not scored, or NULL. */
static const char *reason_to_skip(const struct scoring *scoring,
                                  const struct es_solution *solution,
                                  const struct es_figure *figure,
                                  const struct es_observation *observation)
{
    const int as_of = scoring->solutions->as_of_day;
    const struct es_outlook *whole =
        solution->whole == NULL ? NULL : &solution->whole->fit.outlook;
    if (solution->status != ES_OK) {
        return "its series could not be fitted";
    }
    if (figure->to_day <= as_of) {
        return "observed by the as-of date";
    }
    if (es_figure_known(figure, as_of)) {
        return "known on the as-of date";
    }
    if (is_superseded(scoring->later, figure)) {
        return "corrected by a later version";
    }
    if (is_scored_already(scoring->card, solution->series, figure, observation)) {
        return "the same figure from another source is scored";
    }
    if (!es_outlook_covers(&solution->fit.outlook, observation, whole)) {
        return "its window lies outside the forecast";
    }
    return NULL;
}

static enum es_status score_hit(const struct scoring *scoring,
                                const struct es_solution *solution, struct es_hit *hit,
                                struct es_error *err)
{
    const struct es_outlook *outlook = &solution->fit.outlook;
    es_outlook_measure_all(outlook, &hit->observation,
                           solution->whole == NULL ? NULL : &solution->whole->fit.outlook,
                           scoring->draws);
    ES_TRY(es_score_blur(scoring->draws, outlook->draws, hit->observation.sd_log,
                         es_seed(hit->figure->id, scoring->project->seed), err));
    es_quantiles(scoring->draws, outlook->draws, hit_levels, 5, hit->quantile);
    hit->score = es_score_draws(scoring->draws, outlook->draws, hit->observation.centre);
    return ES_OK;
}

/* The solution of the series that the figure feeds, or NULL. */
static const struct es_solution *solution_of(const struct scoring *scoring,
                                             const struct es_figure *figure)
{
    const struct es_series *series = es_project_series(scoring->project, figure->series);
    return series == NULL ? NULL : es_solutions_find(scoring->solutions, series);
}

static enum es_status judge(struct scoring *scoring, const struct es_figure *figure,
                            struct es_error *err)
{
    const struct es_solution *solution = solution_of(scoring, figure);
    struct es_observation observation;
    struct es_error why;
    const char *reason = "its series feeds no series of the project";
    if (solution != NULL) {
        const struct es_exclusion *exclusion =
            es_project_exclusion(solution->series, figure);
        reason = exclusion != NULL ? exclusion->reason : NULL;
        if (reason == NULL && es_project_observe(scoring->project, solution->series,
                                                 figure, &observation, &why) != ES_OK) {
            ES_GIVEN(reason, es_arena_copy(scoring->arena, why.message), err);
        }
        if (reason == NULL) {
            ES_TRY(es_breaks_apply(scoring->project, solution->series,
                                   scoring->solutions->as_of_day, 0, &observation,
                                   scoring->arena));
            reason = reason_to_skip(scoring, solution, figure, &observation);
        }
    }
    struct es_scorecard *card = scoring->card;
    if (reason != NULL) {
        card->skip[card->skips++] = (struct es_skip){.figure = figure, .reason = reason};
        return ES_OK;
    }
    struct es_hit *hit = &card->hit[card->hits];
    *hit = (struct es_hit){
        .series = solution->series, .figure = figure, .observation = observation};
    ES_TRY(score_hit(scoring, solution, hit, err));
    card->hits++;
    return ES_OK;
}

struct es_summary es_summary_of(const struct es_hit hit[], size_t n,
                                const struct es_series *series)
{
    struct es_summary sum = {.series = series};
    for (size_t i = 0; i < n; i++) {
        const struct es_score *score = &hit[i].score;
        if (series != NULL && hit[i].series != series) {
            continue;
        }
        sum.n++;
        sum.error_log += score->error_log;
        sum.crps_log += score->crps_log;
        sum.cover80 += score->in80;
        sum.cover95 += score->in95;
        sum.bias_log += score->bias_log;
    }
    const double count = sum.n > 0 ? (double)sum.n : NAN;
    sum.error_log /= count;
    sum.crps_log /= count;
    sum.cover80 /= count;
    sum.cover95 /= count;
    sum.bias_log /= count;
    return sum;
}

static enum es_status make_room(struct scoring *scoring, struct es_error *err)
{
    size_t draws = 1;
    for (size_t i = 0; i < scoring->solutions->n; i++) {
        const struct es_solution *solution = &scoring->solutions->at[i];
        if (solution->status == ES_OK && solution->fit.outlook.draws > draws) {
            draws = solution->fit.outlook.draws;
        }
    }
    ES_NEW(scoring->arena, scoring->draws, draws, err);
    ES_NEW(scoring->arena, scoring->card->hit, scoring->later->n, err);
    ES_NEW(scoring->arena, scoring->card->skip, scoring->later->n, err);
    ES_NEW(scoring->arena, scoring->card->by_series, scoring->solutions->n, err);
    return ES_OK;
}

enum es_status es_project_scorecard(const struct es_project *project,
                                    const struct es_figures *later,
                                    const struct es_solutions *solutions,
                                    struct es_scorecard *scorecard,
                                    struct es_arena *arena, struct es_error *err)
{
    struct es_scorecard card = {.hits = 0};
    struct scoring scoring = {.project = project,
                              .later = later,
                              .solutions = solutions,
                              .card = &card,
                              .arena = arena};
    ES_TRY(make_room(&scoring, err));
    for (size_t i = 0; i < later->n; i++) {
        ES_TRY(judge(&scoring, &later->at[i], err));
    }
    card.all = es_summary_of(card.hit, card.hits, NULL);
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_summary one =
            es_summary_of(card.hit, card.hits, solutions->at[i].series);
        if (one.n > 0) {
            card.by_series[card.series++] = one;
        }
    }
    *scorecard = card;
    return ES_OK;
}

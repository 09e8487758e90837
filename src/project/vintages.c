/* vintages.c: the forecasts that would have been made, and what came true. */
#include "essor/date.h"
#include "essor/project.h"

#include <string.h>

struct recall {
    const struct es_project *project;
    const struct es_vintage_options *options;
    struct es_figures later; /* known on the last day */
    struct es_vintages *made;
    struct es_arena *arena;
};

static enum es_status check_names(const struct recall *recall, struct es_error *err)
{
    for (size_t i = 0; i < recall->options->n; i++) {
        if (es_project_series(recall->project, recall->options->names[i]) == NULL) {
            return es_fail(err, ES_ERR_ARGUMENT, "the project has no series \"%s\"",
                           recall->options->names[i]);
        }
    }
    return ES_OK;
}

static bool is_asked(const struct recall *recall, const struct es_series *series)
{
    bool asked = recall->options->names == NULL;
    for (size_t i = 0; i < recall->options->n && !asked; i++) {
        asked = es_project_series(recall->project, recall->options->names[i]) == series;
    }
    return asked;
}

/* The figures known on the last day, and the first day on which one of a series that is
 * asked for was (ES_NO_DAY: none). */
static enum es_status take_figures(struct recall *recall, int until_day, int *first_day,
                                   struct es_error *err)
{
    const struct es_figures *all = &recall->project->figures;
    struct es_figure *kept;
    *first_day = ES_NO_DAY;
    ES_NEW(recall->arena, kept, all->n, err);
    for (size_t i = 0; i < all->n; i++) {
        const struct es_series *series =
            es_project_series(recall->project, all->at[i].series);
        if (!es_figure_known(&all->at[i], until_day)) {
            continue;
        }
        kept[recall->later.n++] = all->at[i];
        const int known = es_figure_known_day(&all->at[i]);
        if (series != NULL && is_asked(recall, series) &&
            (*first_day == ES_NO_DAY || known < *first_day)) {
            *first_day = known;
        }
    }
    recall->later.at = kept;
    return ES_OK;
}

/* Only the hits and means of the series that are asked for. */
static void keep_asked(const struct recall *recall, struct es_scorecard *card)
{
    size_t hits = 0, series = 0;
    for (size_t i = 0; i < card->hits; i++) {
        if (is_asked(recall, card->hit[i].series)) {
            card->hit[hits++] = card->hit[i];
        }
    }
    for (size_t i = 0; i < card->series; i++) {
        if (is_asked(recall, card->by_series[i].series)) {
            card->by_series[series++] = card->by_series[i];
        }
    }
    card->hits = hits;
    card->series = series;
    card->skips = 0;
    card->all = es_summary_of(card->hit, hits, NULL);
}

/* A day on which nothing could be fitted is one without a forecast, not a fault. */
static enum es_status go_back(struct recall *recall, int as_of_day, struct es_error *err)
{
    const struct es_vintage_options *options = recall->options;
    const struct es_solve_options how = {
        .as_of_day = as_of_day, .horizon_day = ES_NO_DAY, .jobs = options->jobs};
    struct es_solutions solutions = {.n = 0};
    struct es_scorecard card = {.hits = 0};
    enum es_status status = es_project_solve(recall->project, options->names, options->n,
                                             &how, &solutions, recall->arena, err);
    if (status == ES_OK) {
        status = es_project_scorecard(recall->project, &recall->later, &solutions, &card,
                                      recall->arena, err);
    }
    es_solutions_close(&solutions);
    if (status == ES_ERR_DATA || status == ES_ERR_FIT) {
        return ES_OK;
    }
    ES_TRY(status);
    keep_asked(recall, &card);
    if (card.hits > 0) {
        recall->made->at[recall->made->n++] = (struct es_vintage){as_of_day, card};
        recall->made->hits += card.hits;
    }
    return ES_OK;
}

static enum es_status gather_hits(struct recall *recall, struct es_error *err)
{
    struct es_vintages *made = recall->made;
    size_t n = 0;
    ES_NEW(recall->arena, made->hit, made->hits, err);
    for (size_t i = 0; i < made->n; i++) {
        const struct es_scorecard *card = &made->at[i].card;
        memcpy(made->hit + n, card->hit, card->hits * sizeof *made->hit);
        n += card->hits;
    }
    return ES_OK;
}

/* The next month, counted from a January, that is a multiple of the step. */
static int first_step(int day, int every)
{
    const int month = es_month_of_day(day) + 1;
    return (month + every - 1) / every * every;
}

enum es_status es_project_vintages(const struct es_project *project,
                                   const struct es_vintage_options *options,
                                   struct es_vintages *vintages, struct es_arena *arena,
                                   struct es_error *err)
{
    struct es_vintages made = {.n = 0};
    struct recall recall = {
        .project = project, .options = options, .made = &made, .arena = arena};
    const int until =
        options->until_day == ES_NO_DAY ? project->as_of_day : options->until_day;
    int first_day;
    ES_TRY(check_names(&recall, err));
    if (options->every_months < 1) {
        return es_fail(err, ES_ERR_ARGUMENT, "a step of %d months leads nowhere",
                       options->every_months);
    }
    ES_TRY(take_figures(&recall, until, &first_day, err));
    const int every = options->every_months;
    int month = first_day == ES_NO_DAY ? 0 : first_step(first_day, every);
    const int last = first_day == ES_NO_DAY ? 0 : es_month_of_day(until);
    ES_NEW(arena, made.at, (size_t)(last >= month ? (last - month) / every + 1 : 1), err);
    for (; month <= last && first_day != ES_NO_DAY; month += every) {
        ES_TRY(go_back(&recall, es_month_first_day(month) - 1, err));
    }
    if (made.n == 0) {
        return es_fail(err, ES_ERR_DATA,
                       "no figure came after an earlier forecast, so none can be scored");
    }
    ES_TRY(gather_hits(&recall, err));
    *vintages = made;
    return ES_OK;
}

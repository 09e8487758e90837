/* The charts of other futures, and of futures that were: what-if and backtest. */
#include "project/charts.h"

#include "essor/date.h"
#include "essor/whatif.h"

#include <string.h>

enum { ORIGINS = 3, CASES = ES_CHART_SCENARIOS };
#define YEAR_DAYS 365
#define SHORTEST 62     /* days ahead, at least */
#define SHOWN_AFTER 120 /* days of an earlier forecast that are shown beyond today */

/* What is asked of a series whose project names no scenario of it. */
static const struct es_change usual[] = {{.kind = ES_CHANGE_GROWTH,
                                          .from_day = ES_NO_DAY,
                                          .until_day = ES_NO_DAY,
                                          .amount = 1.5,
                                          .text = "growth=x1.5"},
                                         {.kind = ES_CHANGE_GROWTH,
                                          .from_day = ES_NO_DAY,
                                          .until_day = ES_NO_DAY,
                                          .amount = 0.75,
                                          .text = "growth=x0.75"}};

/* The cases of a what-if chart: as things are, then the series' first scenarios. */
struct cases {
    struct es_scenario scenario[CASES];
    const char *label[CASES];
    size_t n;
    bool named; /* by the project */
};

static enum es_status list_cases(const struct es_chart_work *work,
                                 const struct es_series *series, struct cases *cases,
                                 struct es_error *err)
{
    const struct es_project *project = work->project;
    const enum es_language language = work->style.language;
    *cases = (struct cases){.n = 1};
    ES_TRY(es_chart_growth_label(language, 1.0, &cases->label[0], work->arena, err));
    for (size_t i = 0; i < project->scenarios && cases->n < CASES; i++) {
        const struct es_scenario_order *order = &project->scenario[i];
        if (strcmp(order->series, series->id) == 0) {
            ES_TRY(es_project_scenario(project, series, order->id, work->style.as_of_day,
                                       &cases->scenario[cases->n], work->arena, err));
            cases->label[cases->n++] = order->label[language];
        }
    }
    cases->named = cases->n > 1;
    for (size_t i = 0; !cases->named && i < sizeof usual / sizeof *usual; i++) {
        cases->scenario[cases->n].change = &usual[i];
        cases->scenario[cases->n].n = 1;
        ES_TRY(es_chart_growth_label(language, usual[i].amount, &cases->label[cases->n++],
                                     work->arena, err));
    }
    return ES_OK;
}

/* As far ahead as every case comes on the draws that there are. */
static enum es_status find_horizon(const struct es_chart_work *work,
                                   const struct es_outlook *outlook,
                                   const struct cases *cases, int *horizon,
                                   struct es_error *err)
{
    const int as_of = work->style.as_of_day, end = es_outlook_end_day(outlook);
    for (*horizon = end; *horizon > as_of + SHORTEST; *horizon -= 31) {
        int far = end;
        for (size_t i = 0; i < cases->n; i++) {
            int reach;
            ES_TRY(es_scenario_reach_day(cases->scenario[i].change, cases->scenario[i].n,
                                         as_of, *horizon, &reach, err));
            far = reach > far ? reach : far;
        }
        if (far == end) {
            return ES_OK;
        }
    }
    return es_fail(
        err, ES_ERR_ARGUMENT,
        "%s: a scenario runs so fast that its forecast ends within two months; "
        "a longer horizon_years in essor.ini shows more",
        work->task->stem);
}

static enum es_status make_case(const struct es_chart_work *work,
                                const struct es_whatif *whatif,
                                const struct es_scenario *scenario,
                                struct es_chart_scenario *made, struct es_error *err)
{
    const struct es_solution *solution = whatif->solution;
    struct es_outlook *outlook;
    struct es_target_answer *answer;
    ES_NEW(work->arena, outlook, 1, err);
    ES_TRY(es_whatif_outlook(whatif, scenario, whatif->horizon_day, outlook, work->arena,
                             err));
    made->outlook = outlook;
    if (solution->targets > 0) {
        ES_NEW(work->arena, answer, 1, err);
        ES_TRY(es_target_ask(outlook, &solution->target[0], solution->series->limit,
                             answer, work->arena, err));
        made->answer = answer;
    }
    return ES_OK;
}

enum es_status es_draw_whatif(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_chart_scenario scenario[CASES];
    struct es_whatif_chart chart = {.scenario = scenario};
    struct es_whatif whatif;
    struct cases cases;
    int horizon;
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_fan_of(work, solution, &chart.fan, err));
    ES_TRY(list_cases(work, solution->series, &cases, err));
    ES_TRY(find_horizon(work, &solution->fit.outlook, &cases, &horizon, err));
    ES_TRY(es_whatif_open(work->project, solution, horizon, &whatif, work->arena, err));
    chart.n = cases.n;
    chart.named = cases.named;
    for (size_t i = 0; i < cases.n; i++) {
        scenario[i] = (struct es_chart_scenario){.label = cases.label[i]};
        ES_TRY(make_case(work, &whatif, &cases.scenario[i], &scenario[i], err));
    }
    return es_chart_whatif(&chart, &work->style, NULL, work->arena, err);
}

/* The row before the first is on the day that the forecast was made: between the months
 * around it. */
static void begin_on(double day, double row[2][4])
{
    const double share = (day - row[0][0]) / (row[1][0] - row[0][0]);
    for (int k = 1; k < 4; k++) {
        row[0][k] += share * (row[1][k] - row[0][k]);
    }
    row[0][0] = day;
}

/* The quantiles from the day on which the forecast was made, until a little after today.
 */
static enum es_status read_forecast(const struct es_outlook *outlook, int until_day,
                                    struct es_chart_forecast *forecast,
                                    struct es_arena *arena, struct es_error *err)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    double(*row)[4], *values;
    ES_NEW(arena, row, outlook->months, err);
    ES_NEW(arena, values, outlook->draws, err);
    for (size_t i = 0; i < outlook->months; i++) {
        const int first = es_month_first_day(outlook->first_month + (int)i);
        const int next = es_month_first_day(outlook->first_month + (int)i + 1);
        const double day =
            outlook->nature == ES_FLOW_SERIES ? (first + next) / 2.0 : (double)next;
        if (day > until_day) {
            break;
        }
        if (day <= forecast->as_of_day) {
            forecast->n = 0; /* the last of these begins the row */
        }
        for (size_t d = 0; d < outlook->draws; d++) {
            values[d] = es_outlook_shown(outlook, d, i);
        }
        row[forecast->n][0] = day;
        es_quantiles(values, outlook->draws, levels, 3, row[forecast->n++] + 1);
    }
    if (forecast->n > 1 && row[0][0] < forecast->as_of_day + 1.0) {
        begin_on(forecast->as_of_day + 1.0, row);
    }
    forecast->row = (const double(*)[4])row;
    return ES_OK;
}

/* How many later figures of the series fell into their intervals. */
static enum es_status count_hits(const struct es_chart_work *work,
                                 const struct es_series *series,
                                 const struct es_solutions *earlier,
                                 struct es_backtest_chart *chart, struct es_error *err)
{
    struct es_scorecard scorecard;
    ES_TRY(es_project_scorecard(work->project, &work->project->figures, earlier,
                                &scorecard, work->arena, err));
    for (size_t i = 0; i < scorecard.hits; i++) {
        const struct es_hit *hit = &scorecard.hit[i];
        if (hit->series == series &&
            es_figure_known(hit->figure, work->style.as_of_day)) {
            const double centre = hit->observation.centre;
            chart->tested++;
            chart->inside += centre >= hit->quantile[1] && centre <= hit->quantile[3];
        }
    }
    return ES_OK;
}

/* The series as it was forecast on an earlier day; nothing where it could not be. */
static enum es_status look_back(const struct es_chart_work *work, int as_of_day,
                                struct es_chart_forecast *forecast,
                                struct es_backtest_chart *chart, struct es_error *err)
{
    const struct es_series *series = work->task->series[0];
    const struct es_solve_options how = {.as_of_day = as_of_day,
                                         .horizon_day =
                                             work->style.as_of_day + 2 * YEAR_DAYS,
                                         .jobs = 1};
    struct es_solutions earlier = {.n = 0};
    struct es_error why;
    *forecast = (struct es_chart_forecast){.as_of_day = as_of_day};
    enum es_status status = es_project_solve(work->project, &series->id, 1, &how,
                                             &earlier, work->arena, &why);
    const struct es_solution *solution =
        status == ES_OK ? es_solutions_find(&earlier, series) : NULL;
    status = status == ES_ERR_MEMORY ? es_no_memory(err) : ES_OK;
    if (solution != NULL && solution->status == ES_OK) {
        status =
            read_forecast(&solution->fit.outlook, work->style.as_of_day + SHOWN_AFTER,
                          forecast, work->arena, err);
        if (status == ES_OK) {
            status = count_hits(work, series, &earlier, chart, err);
        }
    }
    es_solutions_close(&earlier);
    return status;
}

enum es_status es_draw_backtest(const struct es_chart_work *work, struct es_error *err)
{
    const struct es_solution *solution;
    struct es_chart_forecast forecast[ORIGINS];
    struct es_backtest_chart chart = {.forecast = forecast};
    ES_TRY(es_chart_solution(work, &solution, err));
    ES_TRY(es_chart_fan_of(work, solution, &chart.fan, err));
    for (int years = ORIGINS; years > 0; years--) {
        ES_TRY(look_back(work, work->style.as_of_day - years * YEAR_DAYS,
                         &forecast[chart.n], &chart, err));
        chart.n += forecast[chart.n].n > 0;
    }
    if (chart.n == 0) {
        return es_fail(err, ES_ERR_DATA,
                       "%s: the series could not be forecast a year earlier or before",
                       work->task->stem);
    }
    return es_chart_backtest(&chart, &work->style, NULL, work->arena, err);
}

#include "cli/influence.h"
#include "cli/options.h"
#include "cli/regress.h"
#include "cli/table.h"

#include "essor/json.h"
#include "essor/words.h"

#include <jansson.h>
#include <math.h>

static const char *sampler_name(enum es_sampler sampler)
{
    return sampler == ES_IMPORTANCE ? "importance" : "ensemble";
}

static json_t *families_json(const struct es_sparse_fit *fit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < fit->families; i++) {
        const struct es_family_fit *family = &fit->family[i];
        const double *mode = family->mode;
        (void)json_array_append_new(
            list,
            json_pack("{ss ss so so so so so ss so}", "name", family->model->name,
                      "title", family->model->title, "ceiling",
                      es_json_number(exp(mode[ES_LN_CEILING])), "duration_years",
                      es_json_number(exp(mode[ES_LN_DURATION])), "midpoint",
                      es_json_moment(es_day_of_years(mode[ES_MIDPOINT])), "shape",
                      family->model->has_shape ? es_json_number(exp(mode[ES_LN_SHAPE]))
                                               : json_null(),
                      "log_posterior", es_json_number(family->log_posterior), "sampler",
                      sampler_name(family->sampler), "effective_size",
                      es_json_number(family->effective_size)));
    }
    return list;
}

/* Of the dense engine: what each member had been off at earlier origins, and its weight;
 * then what regressions say of the ceiling. */
static json_t *members_json(const struct es_dense_forecast *forecast)
{
    json_t *list = json_array();
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        (void)json_array_append_new(
            list, json_pack("{ss so so}", "name", es_dense_member_name[m], "error",
                            es_json_number(forecast->error[m]), "weight",
                            es_json_number(forecast->weight[m])));
    }
    return list;
}

static json_t *curves_json(const struct es_dense_solution *dense)
{
    json_t *list = json_array();
    for (size_t k = 0; k < ES_DENSE_CURVES; k++) {
        const struct es_dense_curve *curve = &dense->curve[k];
        (void)json_array_append_new(list,
                                    json_pack("{ss sb so so so}", "name", curve->model,
                                              "determined", (int)curve->determined,
                                              "ceiling", es_json_number(curve->ceiling),
                                              "q10", es_json_number(curve->low), "q90",
                                              es_json_number(curve->high)));
    }
    return list;
}

static json_t *dense_json(const struct es_project *project,
                          const struct es_solution *solution)
{
    const struct es_dense_solution *dense = solution->dense;
    return json_pack(
        "{ss ss so ss sI ss so so so so sb sn}", "series", solution->series->id, "unit",
        solution->series->unit[ES_EN], "as_of", es_json_day(solution->problem.as_of_day),
        "engine", es_engine_name(solution->engine), "figures",
        (json_int_t)solution->problem.n, "pace", es_pace_name(dense->grid.pace),
        "verdict", es_json_verdict(project, solution), "members",
        members_json(&dense->forecast), "curves", curves_json(dense), "workday_power",
        dense->forecast.workday_power > 0.0
            ? es_json_number(dense->forecast.workday_power)
            : json_null(),
        "weekdays", (int)dense->forecast.weekdays, "influence");
}

static json_t *fit_json(const struct es_project *project,
                        const struct es_solution *solution)
{
    if (solution->engine == ES_ENGINE_DENSE) {
        return dense_json(project, solution);
    }
    return json_pack(
        "{ss ss so ss sI so so so}", "series", solution->series->id, "unit",
        solution->series->unit[ES_EN], "as_of", es_json_day(solution->problem.as_of_day),
        "engine", es_engine_name(solution->engine), "figures",
        (json_int_t)solution->problem.n, "verdict", es_json_verdict(project, solution),
        "families", families_json(&solution->fit), "influence",
        cli_influence_json(project, solution));
}

static enum es_status print_families(struct session *session,
                                     const struct es_solution *solution)
{
    static const struct column columns[] = {
        {"family", "name", false},
        {"ceiling", "ceiling", true},
        {"10-90 % (years)", "duration_years", true},
        {"half of it on", "midpoint", true},
        {"sampler", "sampler", false},
        {"effective size", "effective_size", true},
    };
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < solution->fit.families; i++) {
        const struct es_family_fit *family = &solution->fit.family[i];
        table_text(table, family->model->name);
        table_quantity(table, exp(family->mode[ES_LN_CEILING]));
        table_number(table, exp(family->mode[ES_LN_DURATION]), 1);
        table_moment(table, es_day_of_years(family->mode[ES_MIDPOINT]), ES_NO_DAY);
        table_text(table, sampler_name(family->sampler));
        table_number(table, family->effective_size, 0);
    }
    return table_print(table);
}

static enum es_status print_members(struct session *session,
                                    const struct es_solution *solution)
{
    static const struct column columns[] = {{"member", "name", false},
                                            {"error (steps)", "error", true},
                                            {"weight", "weight", true}};
    const struct es_dense_forecast *forecast = &solution->dense->forecast;
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t m = 0; m < ES_DENSE_MEMBERS; m++) {
        table_text(table, es_dense_member_name[m]);
        table_number(table, forecast->error[m], 2);
        table_share(table, forecast->weight[m]);
    }
    return table_print(table);
}

static enum es_status print_curves(struct session *session,
                                   const struct es_solution *solution)
{
    static const struct column columns[] = {{"curve", "name", false},
                                            {"ceiling", "ceiling", true},
                                            {"10 %", "q10", true},
                                            {"90 %", "q90", true}};
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t k = 0; k < ES_DENSE_CURVES; k++) {
        const struct es_dense_curve *curve = &solution->dense->curve[k];
        table_text(table, curve->model);
        table_quantity(table, curve->ceiling);
        table_quantity(table, curve->low);
        table_quantity(table, curve->high);
    }
    (void)fputs("\n", session->out);
    return table_print(table);
}

static void print_calendar(struct session *session,
                           const struct es_dense_forecast *forecast)
{
    if (forecast->workday_power > 0.0) {
        (void)fprintf(session->out,
                      "\n1 %% more working days (of France): %.2f %% more volume\n",
                      forecast->workday_power);
    } else if (forecast->weekdays) {
        (void)fputs("\nweekdays and French public holidays have volumes of their own\n",
                    session->out);
    }
}

static enum es_status print_fit(struct session *session, const struct es_project *project,
                                const struct es_solution *solution)
{
    char *verdict;
    ES_TRY(es_words_verdict(project, solution, &verdict, session->arena, session->error));
    const bool dense = solution->engine == ES_ENGINE_DENSE;
    if (session->options.csv) {
        return (dense ? print_members : print_families)(session, solution);
    }
    (void)fprintf(session->out, "%s\n\n", verdict);
    if (dense) {
        ES_TRY(print_members(session, solution));
        ES_TRY(print_curves(session, solution));
        print_calendar(session, &solution->dense->forecast);
        if (solution->targets > 0) {
            (void)fputs(
                "\nno figure of a full series is weighed alone; essor backtest shows "
                "what the last ones change\n",
                session->out);
        }
        return ES_OK;
    }
    ES_TRY(print_families(session, solution));
    if (solution->verdict.influences == 0) {
        return ES_OK;
    }
    (void)fputs("\n", session->out);
    return cli_print_influence(session, project, solution);
}

/* -- one curve through the series' own points --------------------------------------- */

static int as_of(const struct session *session, const struct es_project *project)
{
    return session->options.as_of_day != ES_NO_DAY ? session->options.as_of_day
                                                   : project->as_of_day;
}

static enum es_status refuse_day(struct session *session,
                                 const struct es_project *project,
                                 const struct es_series *series)
{
    char day[ES_DAY_TEXT];
    if (as_of(session, project) == ES_NO_DAY) {
        return es_fail(session->error, ES_ERR_DATA, "%s: no figure to fit a curve to",
                       series->id);
    }
    es_day_format(as_of(session, project), day);
    return es_fail(session->error, ES_ERR_DATA,
                   "%s: no figure to fit a curve to was known on %s", series->id, day);
}

static enum es_status take_points(struct session *session,
                                  const struct es_project *project,
                                  const struct es_series *series, struct regress *regress)
{
    struct es_series_points points;
    ES_TRY(es_project_points(project, series, session->options.as_of_day, &points,
                             session->arena, session->error));
    if (points.left_out > 0) {
        cli_say(session, "%s: %zu figure%s left out, neither a %s", series->id,
                points.left_out, points.left_out == 1 ? "" : "s",
                series->nature == ES_STOCK_SERIES ? "level nor read as one"
                                                  : "volume nor a pace");
    }
    regress->subject = series->id;
    regress->dates = true;
    regress->unit = series->unit[ES_EN];
    regress->pace = series->nature != ES_STOCK_SERIES;
    regress->left_out = points.left_out;
    regress->points =
        (struct es_points){.n = points.n, .t = points.t_years, .y = points.y};
    return points.n > 0 ? ES_OK : refuse_day(session, project, series);
}

static json_t *curve_head(const struct session *session, const struct es_project *project,
                          const struct es_series *series)
{
    return json_pack("{ss ss ss so}", "series", series->id, "unit", series->unit[ES_EN],
                     "per", series->nature == ES_STOCK_SERIES ? "none" : "year", "as_of",
                     es_json_day(as_of(session, project)));
}

static enum es_status fit_curve(struct session *session, const struct es_project *project)
{
    struct curve_choice choice;
    const struct es_series *series;
    struct regress regress = {.model = session->options.model};
    ES_TRY(cli_find_series(session, project, session->options.argument[0], &series));
    ES_TRY(cli_choose_curve(session, project, session->options.model, &choice));
    ES_TRY(take_points(session, project, series, &regress));
    regress.family = choice.family;
    ES_TRY(choice.own != NULL ? cli_regress_own(session, choice.own, &regress)
                              : cli_regress_family(session, &regress));
    return cli_report_regression(session, &regress, curve_head(session, project, series));
}

/* Options of the regression say nothing without --model. */
static enum es_status check_options(struct session *session)
{
    const struct options *given = &session->options;
    if (given->influence && given->model != NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--influence goes without --model: a single curve has no target");
    }
    const char *stray = given->start != NULL  ? "--start"
                        : given->fix != NULL  ? "--fix"
                        : given->loss != NULL ? "--loss"
                        : given->profile      ? "--profile"
                                              : NULL;
    return stray == NULL || given->model != NULL
               ? ES_OK
               : es_fail(session->error, ES_ERR_ARGUMENT,
                         "%s goes with --model NAME; without it, all families are fitted "
                         "with the project's priors",
                         stray);
}

static enum es_status run(struct session *session)
{
    ES_TRY(check_options(session));
    struct es_project project;
    struct es_solutions solutions;
    const struct es_solution *solution;
    ES_TRY(cli_open_project(session, &project));
    if (session->options.model != NULL) {
        return fit_curve(session, &project);
    }
    enum es_status status =
        cli_solve_one(session, &project, ES_NO_DAY, &solutions, &solution);
    if (status == ES_OK) {
        status = session->options.json
                     ? cli_write_json(session, fit_json(&project, solution))
                 : session->options.influence
                     ? cli_print_influence(session, &project, solution)
                     : print_fit(session, &project, solution);
    }
    es_solutions_close(&solutions);
    return status;
}

static const struct option options[] = {
    {"influence", OPTION_FLAG, NULL,
     "only what each figure does to the date of the target",
     offsetof(struct options, influence), NULL},
    {"model", OPTION_TEXT, "MODEL",
     "plain regression: one curve, a model of essor.ini, or auto",
     offsetof(struct options, model), NULL},
    OPTIONS_OF_REGRESSION,
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_JSON,
    OPTION_CSV,
};
static const char *const examples[] = {"essor fit radiologie",
                                       "essor fit radiologie --as-of 2023-12-31 --json",
                                       "essor fit radiologie --influence --csv",
                                       "essor fit radiologie --model gompertz", NULL};

const struct command cli_fit = {
    .name = "fit",
    .arguments = "SERIES",
    .summary = "Fit the growth curves: what the figures can tell, then the estimates",
    .details =
        "\nThe verdict comes first: whether the figures determine the ceiling, and "
        "whether any\ncontradict each other. The last table leaves out one figure "
        "at a time.\nWith --model, one curve goes "
        "through the series' own points by least squares, without\npriors: levels at "
        "their date, or the pace per year in the middle of each window.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1,
    .run = run,
};

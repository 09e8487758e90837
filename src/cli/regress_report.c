/* regress_report.c: what a plain regression found, for people and programs. */
#include "cli/regress.h"
#include "cli/table.h"

#include "essor/json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* A test below this says that something is wrong. */
#define DOUBTFUL_P 0.05
enum { SHOWN_DIGITS = 6, MOST_DIGITS = 15, INTERVAL_DIGITS = 4 };

/* Years since 2000 in which a moment is shown as a date; others are no dates that anyone
 * knows. */
#define FIRST_DATE (-2000.0)
#define LAST_DATE 7999.0

/* Whether parameter k is a moment that is shown as a date. */
static bool is_moment(const struct regress *regress, size_t k)
{
    return regress->dates && regress->family != NULL &&
           regress->family->params[k].dimension == ES_DIM_TIME;
}

static bool all_determined(const struct es_regression *answer)
{
    bool all = answer->converged;
    for (size_t k = 0; k < answer->params; k++) {
        all = all && (answer->estimate[k].determined || answer->estimate[k].fixed);
    }
    return all;
}

/* Only a fit that converged has a number for what the points leave open. */
static bool is_open(const struct es_regression *answer, const struct es_estimate *one)
{
    return !answer->converged && !one->determined && !one->fixed && !one->at_bound;
}

static const char *verdict_of(const struct session *session,
                              const struct es_regression *answer)
{
    const char *all = "The points determine every parameter. ";
    const char *text = all_determined(answer)
                           ? es_arena_print(session->arena, "%s%s", all, answer->verdict)
                           : answer->verdict;
    return text != NULL ? text : answer->verdict;
}

/* -- JSON --------------------------------------------------------------------------- */

static json_t *moment_json(double t_years)
{
    return t_years > FIRST_DATE && t_years < LAST_DATE
               ? es_json_moment(es_day_of_years(t_years))
               : json_null();
}

static json_t *parameter_json(const struct regress *regress, size_t k)
{
    const struct es_estimate *one = &regress->answer.estimate[k];
    json_t *value = json_pack(
        "{ss so so so so so so sb sb sb}", "name", one->name, "estimate",
        es_json_number(one->value), "std_error", es_json_number(one->std_error), "low",
        es_json_number(one->wald_low), "high", es_json_number(one->wald_high),
        "profile_low", es_json_number(one->profile_low), "profile_high",
        es_json_number(one->profile_high), "fixed", (int)one->fixed, "at_bound",
        (int)one->at_bound, "determined", (int)one->determined);
    if (value != NULL && is_moment(regress, k)) {
        (void)json_object_set_new(value, "date", moment_json(one->value));
    }
    return value;
}

static json_t *parameters_json(const struct regress *regress)
{
    json_t *list = json_array();
    for (size_t k = 0; k < regress->answer.params; k++) {
        (void)json_array_append_new(list, parameter_json(regress, k));
    }
    return list;
}

static json_t *points_json(const struct regress *regress)
{
    const struct es_points *points = &regress->points;
    const struct es_regression *answer = &regress->answer;
    json_t *list = json_array();
    for (size_t i = 0; i < points->n; i++) {
        json_t *point = json_pack(
            "{so so so so}", "x",
            points->t != NULL ? es_json_number(points->t[i]) : json_null(), "y",
            es_json_number(points->y[i]), "fitted", es_json_number(answer->fitted[i]),
            "robust_weight", es_json_number(answer->robust_weight[i]));
        (void)json_array_append_new(list, point);
    }
    return list;
}

static json_t *diagnostics_json(const struct es_regression *answer)
{
    return json_pack(
        "{so so so so sI so sI sI}", "runs_p", es_json_number(answer->tests.runs_p),
        "durbin_watson", es_json_number(answer->tests.durbin_watson), "normality_p",
        es_json_number(answer->tests.normality_p), "condition",
        es_json_number(answer->health.condition), "rank", (json_int_t)answer->health.rank,
        "gradient", es_json_number(answer->health.gradient), "evaluations",
        (json_int_t)answer->evaluations, "optima", (json_int_t)answer->optima);
}

/* null: the curve has none. */
static json_t *ceiling_json(const struct regress *regress)
{
    return regress->family != NULL && regress->family->ceiling != ES_NO_PARAM
               ? json_boolean(regress->answer.ceiling_determined)
               : json_null();
}

static json_t *regression_json(const struct session *session,
                               const struct regress *regress)
{
    const struct es_regression *answer = &regress->answer;
    const json_int_t spare =
        answer->n > answer->p ? (json_int_t)(answer->n - answer->p) : 0;
    json_t *value = json_pack(
        "{ss ss sb sI sI sI so so so sf s{sb so ss} sI so so so so ss so so}", "model",
        regress->model, "formula", regress->formula, "converged", (int)answer->converged,
        "n", (json_int_t)answer->n, "left_out", (json_int_t)regress->left_out,
        "iterations", (json_int_t)answer->iterations, "parameters",
        parameters_json(regress), "rss", es_json_number(answer->rss), "residual_sd",
        es_json_number(answer->residual_sd), "level", session->options.confidence,
        "verdict", "determined", (int)all_determined(answer), "ceiling_determined",
        ceiling_json(regress), "text", verdict_of(session, answer), "degrees_of_freedom",
        spare, "log_likelihood", es_json_number(answer->log_likelihood), "aic",
        es_json_number(answer->aic), "aicc", es_json_number(answer->aicc), "bic",
        es_json_number(answer->bic), "loss",
        session->options.loss != NULL ? session->options.loss : "squares", "diagnostics",
        diagnostics_json(answer), "points", points_json(regress));
    if (value != NULL && regress->ranking.n > 0) {
        (void)json_object_set_new(value, "ranking",
                                  cli_ranking_json(session, &regress->ranking));
    }
    return value;
}

static enum es_status report_json(struct session *session, const struct regress *regress,
                                  json_t *head)
{
    json_t *value = regression_json(session, regress);
    if (head == NULL) {
        return cli_write_json(session, value);
    }
    if (value == NULL || json_object_update(head, value) != 0) {
        json_decref(head);
        head = NULL;
    }
    json_decref(value);
    return cli_write_json(session, head);
}

/* -- the table of parameters -------------------------------------------------------- */

static void put_value(struct table *table, double value, bool moment, int digits)
{
    if (moment && value > FIRST_DATE && value < LAST_DATE) {
        table_moment(table, es_day_of_years(value), ES_NO_DAY);
    } else {
        table_digits(table, moment ? 2000.0 + value : value, digits);
    }
}

static const char *note_of(const struct es_estimate *one)
{
    return one->fixed         ? "fixed"
           : one->at_bound    ? "at the end of its domain"
           : !one->determined ? "not determined"
                              : "";
}

/* In the units of x and y: "y" where the unit of y is not known, "x" for plain numbers.
 */
static const char *unit_of(struct es_arena *arena, const struct regress *regress,
                           size_t k)
{
    const char *y = regress->unit != NULL ? regress->unit : "y";
    const char *x = regress->dates ? "year" : "x";
    const char *per = regress->pace ? "/year" : "";
    const char *unit = "1";
    if (regress->family == NULL || is_moment(regress, k)) {
        return "";
    }
    switch (regress->family->params[k].dimension) {
    case ES_DIM_LEVEL:
        unit = es_arena_print(arena, "%s%s", y, per);
        break;
    case ES_DIM_LEVEL_PER_YEAR:
        unit = es_arena_print(arena, "%s%s/%s", y, per, x);
        break;
    case ES_DIM_LEVEL_YEARS:
        unit = regress->pace ? y : es_arena_print(arena, "%s %s", y, x);
        break;
    case ES_DIM_TIME:
    case ES_DIM_DURATION:
        return x;
    case ES_DIM_RATE:
        unit = es_arena_print(arena, "1/%s", x);
        break;
    case ES_DIM_NUMBER:
        break;
    }
    return unit != NULL ? unit : "";
}

/* So many that the last one is small beside the standard error. */
static int digits_of(const struct es_estimate *one)
{
    const double ratio = log10(fabs(one->value) / one->std_error);
    const double digits = isfinite(ratio) ? floor(ratio) + 3.0 : SHOWN_DIGITS;
    return (int)fmin(fmax(digits, SHOWN_DIGITS), MOST_DIGITS);
}

static void put_error(struct table *table, const struct es_estimate *one, bool moment)
{
    table_digits(table, one->fixed ? (double)NAN : one->std_error, INTERVAL_DIGITS);
    if (moment) {
        table_unit(table, "years");
    }
}

static void put_parameter(struct table *table, const struct session *session,
                          const struct regress *regress, size_t k)
{
    const struct es_estimate *one = &regress->answer.estimate[k];
    const bool moment = is_moment(regress, k);
    const int digits = digits_of(one);
    table_text(table, one->name);
    put_value(table, one->value, moment, digits);
    if (is_open(&regress->answer, one)) {
        table_hide(table);
    }
    put_error(table, one, moment);
    put_value(table, one->fixed ? (double)NAN : one->wald_low, moment, digits);
    put_value(table, one->fixed ? (double)NAN : one->wald_high, moment, digits);
    if (session->options.profile) {
        put_value(table, one->profile_low, moment, digits);
        put_value(table, one->profile_high, moment, digits);
    }
    table_text(table, unit_of(session->arena, regress, k));
    table_text(table, note_of(one));
}

static enum es_status print_parameters(struct session *session,
                                       const struct regress *regress)
{
    const bool profile = session->options.profile;
    const double percent = 100.0 * session->options.confidence;
    char *from, *profile_from;
    ES_GIVEN(from, es_arena_print(session->arena, "%g %% from", percent), session->error);
    ES_GIVEN(profile_from, es_arena_print(session->arena, "profile %g %% from", percent),
             session->error);
    struct column columns[9] = {{"parameter", "parameter", false},
                                {"estimate", "estimate", true},
                                {"std. error", "std_error", true},
                                {from, "low", true},
                                {"to", "high", true}};
    size_t n = 5;
    if (profile) {
        columns[n++] = (struct column){profile_from, "profile_low", true};
        columns[n++] = (struct column){"to", "profile_high", true};
    }
    columns[n++] = (struct column){"unit", "unit", false};
    columns[n++] = (struct column){"note", "note", false};
    struct table *table = table_open(session, columns, n);
    for (size_t k = 0; k < regress->answer.params; k++) {
        put_parameter(table, session, regress, k);
    }
    return table_print(table);
}

/* -- what the residuals and the search say ------------------------------------------ */

/* Too few runs and too many are different faults; Durbin-Watson tells which. */
static const char *pattern_of(const struct es_residual_tests *tests)
{
    if (!(tests->runs_p < DOUBTFUL_P)) {
        return "no pattern found";
    }
    return tests->durbin_watson > 2.0
               ? "neighbours are opposite more often than by chance"
               : "neighbours are alike, the curve may have the wrong form";
}

static void print_residuals(FILE *out, const struct regress *regress, bool squares)
{
    const struct es_regression *answer = &regress->answer;
    const struct es_residual_tests *tests = &answer->tests;
    if (answer->n > answer->p) {
        (void)fprintf(out, "residual sd %.6g with %zu degree%s of freedom, rss %.6g\n",
                      answer->residual_sd, answer->n - answer->p,
                      answer->n - answer->p == 1 ? "" : "s", answer->rss);
    } else {
        (void)fputs(
            "the curve has as many parameters as there are points: no residual "
            "sd\n",
            out);
    }
    if (isfinite(tests->runs_p)) {
        (void)fprintf(
            out,
            "residuals in the order of %s: runs test p %.2g, Durbin-Watson %.2f, "
            "%s\n",
            regress->points.t != NULL ? "x" : "the file", tests->runs_p,
            tests->durbin_watson, pattern_of(tests));
    }
    if (isfinite(tests->normality_p)) {
        const char *doubt =
            squares ? "not normal; look for outliers, or try --loss" : "not normal";
        (void)fprintf(
            out, "their distribution: p %.2g, %s\n", tests->normality_p,
            tests->normality_p < DOUBTFUL_P ? doubt : "normal for all that can be seen");
    }
}

/* Points that a robust loss sets aside. */
static void print_outliers(FILE *out, const struct regress *regress)
{
    size_t light = 0;
    for (size_t i = 0; i < regress->points.n; i++) {
        light += regress->answer.robust_weight[i] < 0.5;
    }
    if (light > 0) {
        (void)fprintf(out, "%zu point%s weigh%s less than half as much as the others\n",
                      light, light == 1 ? "" : "s", light == 1 ? "s" : "");
    }
}

static void print_search(FILE *out, const struct es_regression *answer)
{
    if (isfinite(answer->aicc)) {
        (void)fprintf(out, "AICc %.2f, BIC %.2f\n", answer->aicc, answer->bic);
    }
    (void)fprintf(out,
                  "%zu iteration%s, %zu evaluations in all, %zu optim%s; condition %.2g, "
                  "rank %zu of %zu\n",
                  answer->iterations, answer->iterations == 1 ? "" : "s",
                  answer->evaluations, answer->optima, answer->optima == 1 ? "um" : "a",
                  answer->health.condition, answer->health.rank, answer->p);
}

static enum es_status report_text(struct session *session, const struct regress *regress)
{
    FILE *out = session->out;
    const struct es_regression *answer = &regress->answer;
    (void)fprintf(out, "%s\n%s: %s, %zu points\n\n", verdict_of(session, answer),
                  regress->model, regress->formula, answer->n);
    ES_TRY(print_parameters(session, regress));
    (void)fputs("\n", out);
    const char *loss = session->options.loss;
    print_residuals(out, regress, loss == NULL || strcmp(loss, "squares") == 0);
    print_outliers(out, regress);
    print_search(out, answer);
    if (regress->ranking.n == 0) {
        return ES_OK;
    }
    (void)fputs("\n", out);
    return cli_print_ranking(session, &regress->ranking);
}

enum es_status cli_report_regression(struct session *session,
                                     const struct regress *regress, json_t *head)
{
    if (session->options.json) {
        return report_json(session, regress, head);
    }
    json_decref(head);
    if (!session->options.csv) {
        return report_text(session, regress);
    }
    return regress->ranking.n > 0 ? cli_print_ranking(session, &regress->ranking)
                                  : print_parameters(session, regress);
}

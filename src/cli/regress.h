/* regress.h: a plain regression asked for on the command line, and its report. */
#ifndef ESSOR_CLI_REGRESS_H
#define ESSOR_CLI_REGRESS_H

#include "cli/cli.h"

#include "essor/formula.h"
#include "essor/rank.h"
#include "essor/regression.h"

/* What is fitted to what, then the answer. */
struct regress {
    const char *subject; /* file or series, for messages */
    const char *model;   /* as asked for: "gompertz", "auto", "formula" */
    const char *formula; /* as typed, or that of the family */
    const struct es_model *family;
    struct es_points points; /* t is NULL for a formula of several columns */
    size_t left_out;         /* rows or figures */
    bool dates;              /* t is time in years since 2000, from dates */
    const char *unit;        /* that a series counts; NULL: not known */
    bool pace;               /* y is in that unit per year */
    struct es_task task;
    struct es_unknown *unknown;
    struct es_regression answer;
    struct es_ranking ranking; /* of "auto"; else n is 0 */
};

/* A model by its name: a family, one of the project (NULL: there is none), or "auto", for
 * which both are NULL. ES_ERR_ARGUMENT says what was probably meant. */
struct curve_choice {
    const struct es_model *family;
    const struct es_formula_model *own;
};
enum es_status cli_choose_curve(struct session *session, const struct es_project *project,
                                const char *name, struct curve_choice *choice);

/* The names and synonyms of all families, in an array with so much room behind them. */
enum es_status cli_model_names(struct session *session, size_t room, const char ***names,
                               size_t *n);

/* Fits regress->family to regress->points, or ranks all families if it is NULL and takes
 * the best; options as given. */
enum es_status cli_regress_family(struct session *session, struct regress *regress);

/* Fits regress->formula to columns; y and weight are those of regress->points. `start` is
 * used where --start and --fix say nothing; NULL: it is empty. */
enum es_status cli_regress_formula(struct session *session,
                                   const struct es_columns_of *columns, const char *start,
                                   struct regress *regress);

/* Fits a model of the project file to regress->points. */
enum es_status cli_regress_own(struct session *session,
                               const struct es_formula_model *own,
                               struct regress *regress);

/* The answer as text, CSV or JSON; `head` has the first keys of the JSON object (taken,
 * whatever the form; NULL: none). */
struct json_t;
enum es_status cli_report_regression(struct session *session,
                                     const struct regress *regress, struct json_t *head);

/* The ranking of "auto": as a table, and as JSON. */
enum es_status cli_print_ranking(struct session *session,
                                 const struct es_ranking *ranking);
struct json_t *cli_ranking_json(const struct session *session,
                                const struct es_ranking *ranking);

#endif

/*
 * R's self-starting growth models on R's data sets, from our own starts: estimates,
 * standard errors, residual sums, likelihoods and profile intervals, against nls() of R
 * 4.2.2 polished to rounding. ESSOR_SHARED/data/reference_fits holds data and answers.
 */
#include "essor/regression.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1024, MOST_POINTS = 1024, FIELDS = 20, LONGEST = 80 };

#define SAME_ESTIMATE 1e-8 /* relative, as the next two */
#define SAME_ERROR 1e-6
#define SAME_RSS 1e-10

/*
 * R interpolates its profile limits by a spline through few points, which is far off
 * where the profile is bent. So they are compared in units of Wald's half width, and nine
 * of ten must agree; and all of ours, whatever R says, must be where the sum of squares
 * with that parameter given, solved anew from all starts, has risen by the quantile of F.
 */
#define SAME_LIMIT 2e-3
#define AGREEING 0.9
#define SAME_RISE 1e-5
#define RIGHT_ENDS 0.98

struct fit {
    char id[LONGEST], dataset[LONGEST], subset[LONGEST], model[LONGEST];
    size_t n, p;
    double rss, residual_sd, log_likelihood, aic, bic;
};

struct worst {
    double estimate, error, rss;
    char where[3][LONGEST];
    size_t fits, limits, agreeing, ends, right;
};

static struct es_arena *arena;

static FILE *open_shared(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/data/reference_fits/%s", getenv("ESSOR_SHARED"),
             name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s cannot be read", path);
    return file;
}

/* The fields of a line without quoted commas; an empty one is "". */
static size_t split(char *line, char *field[])
{
    size_t count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; at != NULL && count < FIELDS; count++) {
        field[count] = at;
        at = strchr(at, ',');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    return count;
}

static void copy(char *to, const char *from)
{
    snprintf(to, LONGEST, "%s", from);
}

/* The next fit that R could do; false at the end. */
static bool next_fit(FILE *file, struct fit *fit)
{
    char line[LINE], *field[FIELDS];
    while (fgets(line, sizeof line, file) != NULL) {
        if (split(line, field) < 16 || strcmp(field[6], "ok") != 0) {
            continue;
        }
        copy(fit->id, field[0]);
        copy(fit->dataset, field[1]);
        copy(fit->subset, field[2]);
        copy(fit->model, field[5]);
        fit->n = strtoul(field[7], NULL, 10);
        fit->p = strtoul(field[8], NULL, 10);
        fit->rss = strtod(field[10], NULL);
        fit->residual_sd = strtod(field[12], NULL);
        fit->log_likelihood = strtod(field[13], NULL);
        fit->aic = strtod(field[14], NULL);
        fit->bic = strtod(field[15], NULL);
        return true;
    }
    return false;
}

static size_t read_data(const struct fit *fit, double x[], double y[])
{
    FILE *file = open_shared("data.csv");
    char line[LINE], *field[FIELDS];
    size_t n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (split(line, field) == 4 && strcmp(field[0], fit->dataset) == 0 &&
            strcmp(field[1], fit->subset) == 0) {
            ck_assert(n < MOST_POINTS);
            x[n] = strtod(field[2], NULL);
            y[n++] = strtod(field[3], NULL);
        }
    }
    fclose(file);
    return n;
}

static void note(double *worst, char *where, double found, const struct fit *fit)
{
    if (!(found <= *worst)) {
        *worst = found;
        copy(where, fit->id);
    }
}

static double away(double value, double reference)
{
    return fabs(value - reference) / fabs(reference);
}

static const struct es_estimate *estimate_of(const struct es_regression *answer,
                                             const char *name)
{
    for (size_t k = 0; k < answer->params; k++) {
        if (strcmp(answer->estimate[k].name, name) == 0) {
            return &answer->estimate[k];
        }
    }
    ck_abort_msg("no parameter %s", name);
    return NULL;
}

static void compare_limit(double ours, const char *theirs, double half_width,
                          struct worst *worst)
{
    if (*theirs != '\0' && strcmp(theirs, "NA") != 0) {
        worst->limits++;
        worst->agreeing += fabs(ours - strtod(theirs, NULL)) <= SAME_LIMIT * half_width;
    }
}

static void compare_parameters(const struct fit *fit, const struct es_regression *answer,
                               struct worst *worst)
{
    FILE *file = open_shared("parameters.csv");
    char line[LINE], *field[FIELDS];
    while (fgets(line, sizeof line, file) != NULL) {
        if (split(line, field) < 9 || strcmp(field[0], fit->id) != 0) {
            continue;
        }
        const struct es_estimate *found = estimate_of(answer, field[1]);
        const double error = strtod(field[3], NULL);
        note(&worst->estimate, worst->where[0],
             away(found->value, strtod(field[2], NULL)), fit);
        note(&worst->error, worst->where[1], away(found->std_error, error), fit);
        const double half_width = found->wald_high - found->value;
        compare_limit(found->profile_low, field[7], half_width, worst);
        compare_limit(found->profile_high, field[8], half_width, worst);
    }
    fclose(file);
}

/* How far the rise of the sum of squares at a limit is from the quantile of F, as a part
 * of it. */
static double rise_error(const struct es_task *task, struct es_unknown unknown[],
                         size_t k, double limit, const struct es_regression *answer)
{
    struct es_error err = {0};
    struct es_regression given;
    double start[ES_MODEL_MAX_PARAMS];
    struct es_task pinned = *task;
    for (size_t j = 0; j < task->p; j++) {
        start[j] = j == k ? limit : NAN;
    }
    pinned.start = start;
    unknown[k].fixed = true;
    ck_assert_msg(es_regress(&pinned, NULL, &given, arena, &err) == ES_OK, "%s at %g: %s",
                  task->unknown[k].name, limit, err.message);
    unknown[k].fixed = false;
    const double freedom = (double)(answer->n - answer->p);
    const double quantile = gsl_cdf_fdist_Qinv(0.05, 1.0, freedom);
    return fabs((given.rss / answer->rss - 1.0) * freedom / quantile - 1.0);
}

static void check_ends(const struct es_task *task, struct es_unknown unknown[],
                       const struct es_regression *answer, struct worst *worst)
{
    for (size_t end = 0; end < 2 * answer->params; end++) {
        const struct es_estimate *estimate = &answer->estimate[end / 2];
        const double limit = end % 2 ? estimate->profile_high : estimate->profile_low;
        const struct es_unknown *domain = &unknown[end / 2];
        if (limit > domain->lower && limit < domain->upper) { /* else it is open */
            worst->ends++;
            worst->right +=
                rise_error(task, unknown, end / 2, limit, answer) <= SAME_RISE;
        }
    }
}

static void compare(const struct fit *fit, struct worst *worst)
{
    static double x[MOST_POINTS], y[MOST_POINTS];
    struct es_error err = {0};
    struct es_task task;
    struct es_unknown *unknown;
    struct es_regression answer;
    const struct es_points points = {.n = read_data(fit, x, y), .t = x, .y = y};
    const struct es_model *model = es_model_find(fit->model);
    ck_assert_msg(model != NULL, "no model %s", fit->model);
    ck_assert_uint_eq(points.n, fit->n);
    ck_assert_int_eq(es_arena_open(&arena, &err), ES_OK);
    const struct es_regression_options options = {.profile = true};
    ck_assert_msg(es_task_of_model(model, &points, &task, &unknown, arena, &err) ==
                          ES_OK &&
                      es_regress(&task, &options, &answer, arena, &err) == ES_OK,
                  "%s: %s", fit->id, err.message);
    ck_assert_msg(answer.converged, "%s: %s", fit->id, answer.verdict);
    compare_parameters(fit, &answer, worst);
    check_ends(&task, unknown, &answer, worst);
    note(&worst->rss, worst->where[2], away(answer.rss, fit->rss), fit);
    ck_assert_double_eq_tol(answer.residual_sd, fit->residual_sd,
                            1e-9 * fit->residual_sd);
    ck_assert_double_eq_tol(answer.log_likelihood, fit->log_likelihood, 1e-9);
    ck_assert_double_eq_tol(answer.aic, fit->aic, 1e-9);
    ck_assert_double_eq_tol(answer.bic, fit->bic, 1e-9);
    worst->fits++;
    es_arena_close(arena);
}

START_TEST(fits_agree_with_those_of_r_from_our_own_starts)
{
    if (getenv("ESSOR_SHARED") == NULL) {
        printf("ESSOR_SHARED is not set: the reference fits are not repeated\n");
        return;
    }
    char line[LINE];
    struct fit fit;
    struct worst worst = {0};
    FILE *file = open_shared("fits.csv");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    while (next_fit(file, &fit)) {
        compare(&fit, &worst);
    }
    fclose(file);
    printf(
        "%zu fits, worst relative difference: estimate %.1e (%s), standard error %.1e "
        "(%s), residual sum %.1e (%s)\n",
        worst.fits, worst.estimate, worst.where[0], worst.error, worst.where[1],
        worst.rss, worst.where[2]);
    printf(
        "profiles: %zu of R's %zu limits agree to 3 digits; at %zu of our %zu the "
        "residual sum has risen as it should\n",
        worst.agreeing, worst.limits, worst.right, worst.ends);
    ck_assert_uint_eq(worst.fits, 130);
    ck_assert_double_le(worst.estimate, SAME_ESTIMATE);
    ck_assert_double_le(worst.error, SAME_ERROR);
    ck_assert_double_le(worst.rss, SAME_RSS);
    ck_assert_double_ge((double)worst.agreeing, AGREEING * (double)worst.limits);
    ck_assert_double_ge((double)worst.right, RIGHT_ENDS * (double)worst.ends);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reference fits");
    TCase *tests = tcase_create("r");
    tcase_add_test(tests, fits_agree_with_those_of_r_from_our_own_starts);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

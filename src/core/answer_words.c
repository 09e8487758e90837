/* answer_words.c: what is said about a fit. */
#include "answer.h"

#include "coordinate.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_NAMED = 6, SENTENCE = 400 };
#define NEARLY 0.7 /* of the largest component: a ceiling that large is named first */
#define FELT 1e-11 /* of the spread of y: what a parameter must do to the curve */
#define UNFELT 2.0
#define TELLING 0.5 /* of the F test's limit: a rise that is well within the noise */
#define LARGE 1.0   /* of the sum of squares: a rise that would read as a refutation */

/* Adds a sentence if there is room for all of it. */
__attribute__((format(printf, 2, 3))) static bool add(struct es_regression *answer,
                                                      const char *format, ...)
{
    const size_t used = strlen(answer->verdict);
    const size_t room = sizeof answer->verdict - used;
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(answer->verdict + used, room, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= room) {
        answer->verdict[used] = '\0';
        return false;
    }
    return true;
}

/* How much worse the fit is with parameter k doubled, as a part of the sum of squares;
 * NAN where that cannot be told. */
static double price_of_doubling(struct es_answering *answering, size_t k)
{
    struct es_profile profile = {
        .solver = answering->solver, .best = answering->best, .better = *answering->best};
    const double doubled = 2.0 * answering->best->theta[k];
    const double cost = answering->best->cost;
    const struct es_unknown *unknown = &answering->solver->task->unknown[k];
    if (unknown->moment || !es_coordinate_inside(unknown, doubled) || !(cost > 0.0)) {
        return NAN;
    }
    struct es_descent at;
    if (es_profile_given(&profile, k, doubled, &at) != ES_OK) {
        return NAN;
    }
    return fmax(at.cost / cost - 1.0, 0.0);
}

/* Parameters that share a fate. */
struct list {
    size_t n; /* how many */
    char names[SENTENCE];
};

static bool is_loose(const struct es_estimate *estimate)
{
    return !estimate->fixed && !estimate->at_bound && !estimate->determined;
}

static bool is_held(const struct es_estimate *estimate)
{
    return estimate->at_bound;
}

/* The names as a reader would list them; of many, or of long ones, only the count. */
static struct list list_of(const struct es_answering *answering,
                           bool (*belongs)(const struct es_estimate *))
{
    const struct es_regression *answer = answering->answer;
    struct list list = {0};
    for (size_t k = 0; k < answer->params; k++) {
        list.n += belongs(&answer->estimate[k]);
    }
    size_t used = 0, named = 0;
    for (size_t k = 0; k < answer->params && used < sizeof list.names; k++) {
        if (belongs(&answer->estimate[k])) {
            const char *comma = named == 0 ? "" : named + 1 == list.n ? " and " : ", ";
            named++;
            used += (size_t)snprintf(list.names + used, sizeof list.names - used, "%s%s",
                                     comma, answer->estimate[k].name);
        }
    }
    if (list.n > MOST_NAMED || used >= sizeof list.names / 2) {
        (void)snprintf(list.names, sizeof list.names, "%zu of %zu parameters", list.n,
                       answer->params);
    }
    return list;
}

/* How much the flat direction concerns parameter k: most where the curve does not feel it
 * at all, which columns of unit length would hide. */
static double concern(const struct es_answering *answering, size_t k)
{
    const double size = fmax(fabs(answering->best->theta[k]), 1e-3);
    return size * answering->felt[k] > FELT ? fabs(answering->answer->health.flat[k])
                                            : UNFELT;
}

/* The parameter that the flat direction concerns most, of those that `belongs` takes; the
 * ceiling before all others that it does not concern much more. */
static size_t culprit(const struct es_answering *answering,
                      bool (*belongs)(const struct es_estimate *))
{
    const struct es_regression *answer = answering->answer;
    const int ceiling = answering->solver->task->ceiling;
    size_t worst = answer->params;
    for (size_t k = 0; k < answer->params; k++) {
        const bool worse =
            worst == answer->params || concern(answering, k) > concern(answering, worst);
        worst = belongs(&answer->estimate[k]) && worse ? k : worst;
    }
    if (ceiling != ES_NO_PARAM && worst < answer->params &&
        belongs(&answer->estimate[ceiling]) &&
        concern(answering, (size_t)ceiling) >= NEARLY * concern(answering, worst)) {
        return (size_t)ceiling;
    }
    return worst;
}

/* The rise of the sum of squares, as a part of it, up to which the interval reaches. */
static double limit_of(const struct es_answering *answering)
{
    const double sd = answering->solver->task->sd;
    const double square = answering->quantile * answering->quantile;
    const double freedom = (double)answering->counted - (double)answering->moving;
    return sd > 0.0 ? square * sd * sd / answering->best->cost : square / freedom;
}

/* Doubling parameter k is evidence only where the noise would hide what that costs. */
static void say_undetermined(struct es_answering *answering, const char *names, size_t k)
{
    struct es_regression *answer = answering->answer;
    const bool alone = strcmp(names, answer->estimate[k].name) == 0;
    const char *what = alone ? "it" : answer->estimate[k].name;
    const double price = price_of_doubling(answering, k);
    bool said = false;
    if (price < 5e-4) {
        said =
            add(answer,
                "The data do not determine %s: doubling %s changes the residual sum by "
                "less than 0.1 %%. ",
                names, what);
    } else if (price < fmin(TELLING * limit_of(answering), LARGE)) {
        said =
            add(answer,
                "The data do not determine %s: doubling %s changes the residual sum by "
                "%.1f %%. ",
                names, what, 100.0 * price);
    }
    if (!said) {
        (void)add(answer, "The data do not determine %s. ", names);
    }
}

static void say_not_converged(struct es_answering *answering)
{
    struct es_regression *answer = answering->answer;
    (void)add(answer, "Not converged. ");
    const size_t k = culprit(answering, is_loose);
    if (k < answer->params) {
        say_undetermined(answering, answer->estimate[k].name, k);
    }
    if (answer->health.rank < answer->p) {
        (void)add(answer, "The observations tell %zu of %zu parameters apart. ",
                  answer->health.rank, answer->p);
    }
}

static void say_optima(struct es_regression *answer)
{
    const double ratio = answer->optimum[1].objective / answer->optimum[0].objective;
    if (ratio < 1.0005 || isnan(ratio)) {
        (void)add(answer, "%zu optima were found, the second as good. ", answer->optima);
    } else {
        (void)add(answer,
                  "%zu optima were found, the second with %.4g times the residual sum. ",
                  answer->optima, ratio);
    }
}

static void say_converged(struct es_answering *answering)
{
    struct es_regression *answer = answering->answer;
    const struct list held = list_of(answering, is_held);
    const struct list loose = list_of(answering, is_loose);
    (void)add(answer, "Converged. ");
    if (held.n > 0) {
        (void)add(answer, "%s %s. ", held.names,
                  held.n == 1 ? "is at the end of its domain"
                              : "are at the ends of their domains");
    }
    if (es_answer_unjudged(answering)) {
        (void)add(answer, "%s, and nothing is left to judge it by. ",
                  es_answer_exact(answering)
                      ? "The curve goes through the points"
                      : "The curve has a parameter for every point");
        return;
    }
    if (loose.n > 0) {
        say_undetermined(answering, loose.names, culprit(answering, is_loose));
    }
    if (es_answer_exact(answering)) {
        (void)add(answer, "The residuals are those of rounding. ");
    } else if (answer->optima > 1) {
        say_optima(answer);
    }
}

void es_answer_say(struct es_answering *answering)
{
    struct es_regression *answer = answering->answer;
    answer->verdict[0] = '\0';
    if (answer->converged) {
        say_converged(answering);
    } else {
        say_not_converged(answering);
    }
    const size_t length = strlen(answer->verdict);
    if (length > 0 && answer->verdict[length - 1] == ' ') {
        answer->verdict[length - 1] = '\0';
    }
}

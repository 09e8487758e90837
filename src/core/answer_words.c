/* answer_words.c: what is said about a fit. */
#include "answer.h"

#include "coordinate.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTABLE 0.05 /* a component of a direction of unit length */

__attribute__((format(printf, 2, 3))) static void add(struct es_regression *answer,
                                                      const char *format, ...)
{
    const size_t used = strlen(answer->verdict);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(answer->verdict + used, sizeof answer->verdict - used, format,
                    arguments);
    va_end(arguments);
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

static void say_undetermined(struct es_answering *answering, size_t k)
{
    struct es_regression *answer = answering->answer;
    const char *name = answer->estimate[k].name;
    add(answer, "The data do not determine %s", name);
    const double price = price_of_doubling(answering, k);
    if (isnan(price)) {
        add(answer, ". ");
    } else if (price < 5e-4) {
        add(answer, ": doubling it changes the residual sum by less than 0.1 %%. ");
    } else {
        add(answer, ": doubling it changes the residual sum by %.1f %%. ", 100.0 * price);
    }
}

/* The parameter that the flat direction concerns most, the ceiling before all others. */
static size_t culprit(const struct es_answering *answering)
{
    const struct es_regression *answer = answering->answer;
    const int ceiling = answering->solver->task->ceiling;
    if (ceiling != ES_NO_PARAM && fabs(answer->health.flat[ceiling]) > NOTABLE) {
        return (size_t)ceiling;
    }
    size_t worst = 0;
    for (size_t k = 0; k < answer->params; k++) {
        const bool worse =
            fabs(answer->health.flat[k]) > fabs(answer->health.flat[worst]);
        worst = worse ? k : worst;
    }
    return worst;
}

static void say_not_converged(struct es_answering *answering)
{
    struct es_regression *answer = answering->answer;
    add(answer, "Not converged. ");
    say_undetermined(answering, culprit(answering));
    if (answer->health.rank < answer->p) {
        add(answer, "The observations tell %zu of %zu parameters apart. ",
            answer->health.rank, answer->p);
    }
}

static void say_converged(struct es_answering *answering)
{
    struct es_regression *answer = answering->answer;
    add(answer, "Converged. ");
    for (size_t k = 0; k < answer->params; k++) {
        const struct es_estimate *estimate = &answer->estimate[k];
        if (estimate->at_bound) {
            add(answer, "%s is at the end of its domain. ", estimate->name);
        } else if (!estimate->fixed && !estimate->determined) {
            say_undetermined(answering, k);
        }
    }
    if (answer->optima > 1) {
        const double ratio = answer->optimum[1].objective / answer->optimum[0].objective;
        add(answer, "%zu optima were found, ", answer->optima);
        if (ratio < 1.0005 || isnan(ratio)) {
            add(answer, "the second as good. ");
        } else {
            add(answer, "the second with %.4g times the residual sum. ", ratio);
        }
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

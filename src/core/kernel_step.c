/* kernel_step.c: the linear algebra of a step of the batch path. */
#include "core/kernel.h"

#include <math.h>
#include <string.h>

enum { P = ES_MODEL_MAX_PARAMS };

/* Of a pivot as a share of its diagonal: below, the last digits of a step are noise. */
#define LEAST_PIVOT 1e-10
/* The square of a cosine: below, an update would divide by next to nothing. */
#define UNSURE 1e-8

bool es_kernel_solve(const struct es_kernel *kernel, const struct es_kernel_state *state,
                     const struct es_kernel_bend *bend, double damping,
                     struct es_kernel_step *step)
{
    const size_t p = kernel->p;
    double a[P][P], b[P];
    memcpy(a, state->normal, p * sizeof a[0]);
    memcpy(b, state->slope, sizeof b);
    step->undamped = 0.0;
    for (size_t k = 0; k < p; k++) {
        for (size_t j = k; k == kernel->levels && j < p; j++) {
            a[j][j] *= 1.0 + damping;
            for (size_t i = k; bend->known && i <= j; i++) {
                a[j][i] += bend->by[j][i];
            }
        }
        if (!(a[k][k] > LEAST_PIVOT * state->normal[k][k])) {
            return false;
        }
        const double inverse = 1.0 / a[k][k];
        for (size_t j = k + 1; j < p; j++) {
            const double share = a[j][k] * inverse;
            for (size_t i = k + 1; i <= j; i++) {
                a[j][i] -= share * a[i][k];
            }
            b[j] -= share * b[k];
        }
        step->undamped += b[k] * b[k] * inverse;
        a[k][k] = inverse;
    }
    for (size_t k = p; k-- > 0;) {
        step->s[k] = b[k];
        for (size_t j = k + 1; j < p; j++) {
            step->s[k] -= a[j][k] * step->s[j];
        }
        step->s[k] *= a[k][k];
    }
    return true;
}

double es_kernel_left(const struct es_kernel *kernel, const struct es_kernel_state *state,
                      size_t index)
{
    const size_t p = kernel->p;
    double a[P][P];
    for (size_t j = 0; j < p; j++) {
        for (size_t k = 0; k <= j; k++) {
            const size_t from = j == p - 1 ? index : j == index ? p - 1 : j;
            const size_t by = k == p - 1 ? index : k == index ? p - 1 : k;
            a[j][k] = state->normal[from > by ? from : by][from > by ? by : from];
        }
    }
    for (size_t k = 0; k + 1 < p; k++) {
        for (size_t j = k + 1; j < p; j++) {
            for (size_t i = k + 1; i <= j; i++) {
                a[j][i] -= a[j][k] * a[i][k] / a[k][k];
            }
        }
    }
    return a[p - 1][p - 1];
}

double es_kernel_gain(const struct es_kernel_state *state, const double s[], size_t p)
{
    double gain = 0.0;
    for (size_t j = 0; j < p; j++) {
        double row = state->normal[j][j] * s[j] - 2.0 * state->slope[j];
        for (size_t k = 0; k < j; k++) {
            row += 2.0 * state->normal[j][k] * s[k];
        }
        gain -= row * s[j];
    }
    return gain;
}

/* Adds half of what the normal equations of a state, their level eliminated, make of s.
 */
static void add_half(const struct es_kernel_state *state, const double s[], size_t p,
                     double product[])
{
    double level = 0.0;
    for (size_t k = 1; k < p; k++) {
        level += state->normal[k][0] * s[k];
    }
    level /= state->normal[0][0];
    for (size_t j = 1; j < p; j++) {
        double row = -level * state->normal[j][0];
        for (size_t k = 1; k < p; k++) {
            row += (k < j ? state->normal[j][k] : state->normal[k][j]) * s[k];
        }
        product[j] += 0.5 * row;
    }
}

void es_kernel_learn(const struct es_kernel *kernel, const struct es_kernel_state *from,
                     const struct es_kernel_state *to, const double s[],
                     struct es_kernel_bend *bend)
{
    const size_t p = kernel->p;
    double product[P] = {0.0}, rest[P], along = 0.0, square = 0.0, length = 0.0;
    if (!bend->known) {
        memset(bend->by, 0, p * sizeof bend->by[0]);
    }
    add_half(from, s, p, product);
    add_half(to, s, p, product);
    for (size_t j = 1; j < p; j++) {
        rest[j] = from->slope[j] - to->slope[j] - product[j];
        for (size_t k = 1; k < p; k++) {
            rest[j] -= (k < j ? bend->by[j][k] : bend->by[k][j]) * s[k];
        }
        along += rest[j] * s[j];
        square += rest[j] * rest[j];
        length += s[j] * s[j];
    }
    bend->known = bend->known || along * along > UNSURE * square * length;
    for (size_t j = 1; along * along > UNSURE * square * length && j < p; j++) {
        for (size_t k = 1; k <= j; k++) {
            bend->by[j][k] += rest[j] * rest[k] / along;
        }
    }
}

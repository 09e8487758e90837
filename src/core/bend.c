#include "linear.h"

#include <string.h>

/* V = K - K a' S^-1 a K, what the figures leave of the covariance of w. */
static void fill_left(const struct es_linear *linear)
{
    const size_t n = linear->n, cells = linear->cells;
    double *white = linear->white;
    for (size_t m = 0; m < cells; m++) {
        for (size_t j = 0; j < n; j++) {
            white[m * n + j] = linear->cross[j * cells + m];
        }
        es_linear_whiten(linear, white + m * n);
    }
    for (size_t m = 0; m < cells; m++) {
        for (size_t k = 0; k <= m; k++) {
            double sum = es_latent_covariance(linear->latent, k, m);
            for (size_t j = 0; j < n; j++) {
                sum -= white[m * n + j] * white[k * n + j];
            }
            linear->left[m * cells + k] = sum;
            linear->left[k * cells + m] = sum;
        }
    }
}

/*
 * The second-order term of ln of a window's sum, q = (w - w0)' H (w - w0) / 2 with
 * H = diag(p) - p p', where p are the cells' shares: its mean tr(H V) / 2 and its
 * variance tr(H V H V) / 2 for w - w0 ~ N(0, V).
 */
static void second_order(const struct es_linear *linear, size_t from, size_t end,
                         double before, double *mean, double *variance)
{
    const size_t cells = linear->cells;
    const double *gain = linear->scratch, *sums = linear->scratch + cells;
    const double total = before + sums[end] - sums[from];
    double diagonal = 0.0, inner = 0.0, squares = 0.0, rows = 0.0;
    for (size_t m = from; m < end; m++) {
        const double *left = linear->left + m * cells, p = gain[m] / total;
        double row = 0.0, square = 0.0;
        for (size_t k = from; k < end; k++) {
            const double term = gain[k] / total * left[k];
            row += term;
            square += term * left[k];
        }
        diagonal += p * left[m];
        inner += p * row;
        squares += p * square;
        rows += p * row * row;
    }
    *mean += 0.5 * (diagonal - inner);
    *variance += 0.5 * (squares - 2.0 * rows + inner * inner);
}

static void fill_second_order(const struct es_linear *linear, double base, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    double mean = 0.0, ref_mean = 0.0, variance = 0.0;
    second_order(linear, seen->from, seen->end, seen->level ? base : 0.0, &mean,
                 &variance);
    if (seen->ref_end > seen->ref_from) {
        second_order(linear, seen->ref_from, seen->ref_end, 0.0, &ref_mean, &variance);
    }
    linear->mean[j] = mean - ref_mean;
    linear->bend[j] = variance;
}

void es_linear_bend(const struct es_linear *linear, double base)
{
    fill_left(linear);
    for (size_t j = 0; j < linear->n; j++) {
        fill_second_order(linear, base, j);
    }
}

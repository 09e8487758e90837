/* kernel_sums.c: sums over points, in lanes of a fixed number and order. */
#include "core/kernel.h"

#include "curve.h"

#include <math.h>

typedef double lanes __attribute__((vector_size(ES_KERNEL_LANES * sizeof(double))));

void es_kernel_fill(const struct es_points *points, size_t first, size_t stride,
                    struct es_kernel_block *block)
{
    size_t n = 0;
    for (size_t i = first; i < points->n && n < ES_KERNEL_BLOCK; i += stride, n++) {
        const double root = points->weight != NULL ? sqrt(points->weight[i]) : 1.0;
        block->t[n] = points->t[i];
        block->y[n] = root * points->y[i];
        block->factor[n] = points->scale != NULL ? root * points->scale[i] : root;
    }
    for (; n % ES_KERNEL_LANES != 0; n++) {
        block->t[n] = block->t[n - 1];
        block->y[n] = 0.0;
        block->factor[n] = 0.0;
    }
    block->n = n;
}

void es_kernel_thin(const struct es_points *points, size_t groups,
                    struct es_kernel_block *block)
{
    const size_t n = points->n;
    for (size_t g = 0; g < groups; g++) {
        double square = 0.0, moment = 0.0, y = 0.0;
        for (size_t i = g * n / groups; i < (g + 1) * n / groups; i++) {
            const double weight = points->weight != NULL ? points->weight[i] : 1.0;
            const double scale = points->scale != NULL ? points->scale[i] : 1.0;
            square += weight * scale * scale;
            moment += weight * scale * scale * points->t[i];
            y += weight * scale * points->y[i];
        }
        const bool counts = square > 0.0;
        block->factor[g] = sqrt(square);
        block->t[g] = counts ? moment / square : points->t[0];
        block->y[g] = counts ? y / block->factor[g] : 0.0;
    }
    block->n = groups;
}

/* Always in this order, which is also the quickest. */
ES_INLINE double folded(const lanes *sum)
{
    double s[ES_KERNEL_LANES];
    memcpy(s, sum, sizeof s);
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

ES_INLINE double dot(const double a[], const double b[], size_t n)
{
    lanes sum = {0.0};
    for (size_t i = 0; i < n; i += ES_KERNEL_LANES) {
        lanes x, y;
        memcpy(&x, a + i, sizeof x);
        memcpy(&y, b + i, sizeof y);
        sum += x * y;
    }
    return folded(&sum);
}

ES_EVERY_WIDTH
static void project(const struct es_kernel_block *block, const double form[],
                    double product[])
{
    double column[ES_KERNEL_BLOCK];
    for (size_t i = 0; i < block->n; i++) {
        column[i] = block->factor[i] * form[i];
    }
    product[0] = dot(column, column, block->n);
    product[1] = dot(column, block->y, block->n);
}

void es_kernel_project(const struct es_kernel *kernel, const double theta[],
                       const struct es_kernel_block *block, double product[])
{
    double form[ES_KERNEL_BLOCK];
    kernel->model->values(theta, block->t, block->n, form, NULL);
    project(block, form, product);
}

ES_EVERY_WIDTH
static void add_products(const struct es_kernel_block *block, size_t columns,
                         const size_t order[], const double level[], const double grad[],
                         double product[])
{
    const size_t n = block->n;
    double column[ES_KERNEL_COLUMNS][ES_KERNEL_BLOCK];
    for (size_t k = 0; k < columns; k++) {
        for (size_t i = 0; i < n; i++) {
            column[k][i] = block->factor[i] * grad[order[k] * n + i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        column[columns][i] = block->y[i] - block->factor[i] * level[i];
    }
    for (size_t j = 0; j <= columns; j++) {
        for (size_t k = 0; k <= j; k++) {
            *product++ += dot(column[j], column[k], n);
        }
    }
}

void es_kernel_add(const struct es_kernel *kernel, size_t columns, const double theta[],
                   const struct es_kernel_block *block, double product[])
{
    double level[ES_KERNEL_BLOCK], grad[ES_MODEL_MAX_PARAMS * ES_KERNEL_BLOCK];
    kernel->model->values(theta, block->t, block->n, level, grad);
    add_products(block, columns, kernel->order, level, grad, product);
}

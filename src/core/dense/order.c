/* order.c: medians and mean steps. */
#include "core/dense/parts.h"

void es_dense_sort(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double v = x[i];
        size_t k = i;
        for (; k > 0 && x[k - 1] > v; k--) {
            x[k] = x[k - 1];
        }
        x[k] = v;
    }
}

double es_dense_median(double *x, size_t n)
{
    es_dense_sort(x, n);
    return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}

double es_dense_mean_step(const double *y, size_t n)
{
    double sum = 0.0;
    for (size_t i = 1; i < n; i++) {
        sum += fabs(y[i] - y[i - 1]);
    }
    return sum / (double)(n - 1);
}

double es_dense_largest(const double *y, size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(y[i]));
    }
    return largest;
}

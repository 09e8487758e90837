#include "algebra.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Four sums side by side, which processors add at once: in a fixed order, so that the
 * digits are the same with every vector width. */
double es_algebra_dot(size_t n, const double a[], const double b[])
{
    double s0 = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0;
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        s0 += a[i] * b[i];
        s1 += a[i + 1] * b[i + 1];
        s2 += a[i + 2] * b[i + 2];
        s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
        s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
}

/* Scaled only where the plain sum leaves the range of doubles. */
double es_algebra_norm(size_t n, const double a[])
{
    const double plain = es_algebra_dot(n, a, a);
    if (plain > DBL_MIN / DBL_EPSILON && plain < DBL_MAX) {
        return sqrt(plain);
    }
    double most = 0.0, sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        most = fmax(most, fabs(a[i]));
    }
    for (size_t i = 0; i < n && most > 0.0; i++) {
        sum += (a[i] / most) * (a[i] / most);
    }
    return most * sqrt(sum);
}

/* Reflects x [n] by the vector `mirror`, whose first element is `head` and whose square
 * is 2. */
static void reflect(size_t n, const double mirror[], double head, double x[])
{
    const double along = head * x[0] + es_algebra_dot(n - 1, mirror + 1, x + 1);
    x[0] -= along * head;
    for (size_t i = 1; i < n; i++) {
        x[i] -= along * mirror[i];
    }
}

/* The reflection that takes x [n] to a multiple of the first axis; returns its head. */
static double mirror_of(size_t n, double x[])
{
    const double norm = es_algebra_norm(n, x);
    if (norm == 0.0) {
        return 0.0;
    }
    const double sign = x[0] < 0.0 ? -1.0 : 1.0;
    const double first = x[0] + sign * norm;
    const double factor = 1.0 / sqrt(norm * fabs(first));
    for (size_t i = 1; i < n; i++) {
        x[i] *= factor;
    }
    x[0] = -sign * norm;
    return first * factor;
}

static double to_unit_length(size_t n, double x[])
{
    const double length = es_algebra_norm(n, x);
    for (size_t i = 0; i < n && length > 0.0; i++) {
        x[i] /= length;
    }
    return length;
}

void es_algebra_qr(double a[], size_t rows, size_t cols, double length[], double head[])
{
    for (size_t k = 0; k < cols; k++) {
        length[k] = to_unit_length(rows, a + k * rows);
    }
    for (size_t k = 0; k < cols; k++) {
        double *column = a + k * rows + k;
        head[k] = mirror_of(rows - k, column);
        for (size_t j = k + 1; j < cols && head[k] != 0.0; j++) {
            reflect(rows - k, column, head[k], a + j * rows + k);
        }
    }
}

void es_algebra_rotate(const double a[], size_t rows, size_t cols, const double head[],
                       double b[])
{
    for (size_t k = 0; k < cols; k++) {
        if (head[k] != 0.0) {
            reflect(rows - k, a + k * rows + k, head[k], b + k);
        }
    }
}

void es_algebra_solve_r(const double a[], size_t rows, size_t cols, double x[])
{
    for (size_t k = cols; k-- > 0;) {
        x[k] /= a[k * rows + k];
        for (size_t i = 0; i < k; i++) {
            x[i] -= a[k * rows + i] * x[k];
        }
    }
}

void es_algebra_solve_rt(const double a[], size_t rows, size_t cols, double x[])
{
    for (size_t k = 0; k < cols; k++) {
        x[k] = (x[k] - es_algebra_dot(k, a + k * rows, x)) / a[k * rows + k];
    }
}

bool es_algebra_cholesky(double m[], size_t n)
{
    for (size_t k = 0; k < n; k++) {
        double pivot = m[k * n + k];
        for (size_t j = 0; j < k; j++) {
            pivot -= m[j * n + k] * m[j * n + k];
        }
        if (!(pivot > 0.0)) {
            return false;
        }
        m[k * n + k] = sqrt(pivot);
        for (size_t i = k + 1; i < n; i++) {
            double sum = m[k * n + i];
            for (size_t j = 0; j < k; j++) {
                sum -= m[j * n + i] * m[j * n + k];
            }
            m[k * n + i] = sum / m[k * n + k];
        }
    }
    return true;
}

void es_algebra_cholesky_solve(const double m[], size_t n, double x[])
{
    for (size_t k = 0; k < n; k++) {
        x[k] /= m[k * n + k];
        for (size_t i = k + 1; i < n; i++) {
            x[i] -= m[k * n + i] * x[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        x[k] = (x[k] - es_algebra_dot(n - k - 1, m + k * n + k + 1, x + k + 1)) /
               m[k * n + k];
    }
}

static void turn(size_t n, double a[], double b[], double cosine, double sine)
{
    for (size_t i = 0; i < n; i++) {
        const double was = a[i];
        a[i] = cosine * was - sine * b[i];
        b[i] = sine * was + cosine * b[i];
    }
}

/* Makes columns j and k of m orthogonal; returns whether they were not. */
static bool orthogonalise(double m[], double v[], size_t n, size_t j, size_t k)
{
    double *a = m + j * n, *b = m + k * n;
    const double aa = es_algebra_dot(n, a, a), bb = es_algebra_dot(n, b, b);
    const double ab = es_algebra_dot(n, a, b);
    if (fabs(ab) <= 4.0 * DBL_EPSILON * sqrt(aa) * sqrt(bb)) {
        return false;
    }
    const double slant = (bb - aa) / (2.0 * ab);
    const double tangent = copysign(1.0, slant) / (fabs(slant) + hypot(1.0, slant));
    const double cosine = 1.0 / hypot(1.0, tangent);
    turn(n, a, b, cosine, cosine * tangent);
    turn(n, v + j * n, v + k * n, cosine, cosine * tangent);
    return true;
}

static void sort_down(size_t n, double value[])
{
    for (size_t i = 1; i < n; i++) {
        const double moved = value[i];
        size_t k = i;
        for (; k > 0 && value[k - 1] < moved; k--) {
            value[k] = value[k - 1];
        }
        value[k] = moved;
    }
}

void es_algebra_singular(double m[], double v[], size_t n, double value[], double last[])
{
    enum { SWEEPS = 60 };
    memset(v, 0, n * n * sizeof v[0]);
    for (size_t k = 0; k < n; k++) {
        v[k * n + k] = 1.0;
    }
    bool moved = true;
    for (int sweep = 0; sweep < SWEEPS && moved; sweep++) {
        moved = false;
        for (size_t pair = 0; pair < n * n; pair++) {
            const size_t j = pair / n, k = pair % n;
            moved = (j < k && orthogonalise(m, v, n, j, k)) || moved;
        }
    }
    size_t least = 0;
    for (size_t k = 0; k < n; k++) {
        value[k] = es_algebra_norm(n, m + k * n);
        least = value[k] < value[least] ? k : least;
    }
    memcpy(last, v + least * n, n * sizeof last[0]);
    sort_down(n, value);
}

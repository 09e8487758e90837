/*
 * algebra.h: the small linear algebra of the regression core.
 *
 * Matrices are by column: a[k * rows + i], as the gradients of a curve come. Everything
 * works in place on the caller's memory.
 */
#ifndef ESSOR_CORE_ALGEBRA_H
#define ESSOR_CORE_ALGEBRA_H

#include <stdbool.h>
#include <stddef.h>

double es_algebra_dot(size_t n, const double a[], const double b[]);
double es_algebra_norm(size_t n, const double a[]);

/*
 * Householder QR of a [cols][rows], rows >= cols, after every column was brought to unit
 * length; length[k] is what it was. R is left above the diagonal and the reflections
 * below, their first elements in head [cols]. A column of zeros stays one.
 * Source: Golub and Van Loan (2013), Matrix Computations, 4th edition, 5.2.2.
 */
void es_algebra_qr(double a[], size_t rows, size_t cols, double length[], double head[]);

/* b becomes Q' b. */
void es_algebra_rotate(const double a[], size_t rows, size_t cols, const double head[],
                       double b[]);

/* x becomes R^-1 x, or R'^-1 x. Infinite where R is singular. */
void es_algebra_solve_r(const double a[], size_t rows, size_t cols, double x[]);
void es_algebra_solve_rt(const double a[], size_t rows, size_t cols, double x[]);

/* The Cholesky factor in the lower triangle of m [n][n]; false where m is not positive
 * definite. Then x becomes m^-1 x. */
bool es_algebra_cholesky(double m[], size_t n);
void es_algebra_cholesky_solve(const double m[], size_t n, double x[]);

/*
 * Singular values of m [n][n], largest first, and the right singular vector of the
 * smallest. m is overwritten. One-sided Jacobi.
 * Source: Demmel and Veselic (1992), doi:10.1137/0613074.
 */
void es_algebra_singular(double m[], double v[], size_t n, double value[], double last[]);

#endif

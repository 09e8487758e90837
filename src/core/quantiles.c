/*
 * quantiles.c: order statistics without a sort, by quickselect for several places at once
 * (Chambers 1971, doi:10.1145/362588.362602), with partitions whose time does not hang on
 * guessing comparisons right.
 */
#include "essor/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const double es_quantile_levels[ES_QUANTILES] = {
    0.025, 0.10, 0.20, 0.25, 0.30, 0.40, 0.50, 0.60, 0.70, 0.75, 0.80, 0.90, 0.975,
};

enum { FEW = 24 /* are sorted by insertion */ };

static void sort_few(double values[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double moved = values[i];
        size_t k = i;
        for (; k > 0 && values[k - 1] > moved; k--) {
            values[k] = values[k - 1];
        }
        values[k] = moved;
    }
}

static int ascending(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double middle_of(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* The middle of nine values, by threes (Tukey's ninther). */
static double pivot_of(const double values[], size_t n)
{
    const size_t step = n / 9;
    double middle[3];
    for (size_t i = 0; i < 3; i++) {
        const double *at = values + 3 * i * step;
        middle[i] = middle_of(at[0], at[step], at[2 * step]);
    }
    return middle_of(middle[0], middle[1], middle[2]);
}

/* Brings to the front what is below the pivot, and tells how many that are. */
static size_t part_below(double values[], size_t n, double pivot)
{
    size_t below = 0;
    for (size_t i = 0; i < n; i++) {
        const double value = values[i];
        values[i] = values[below];
        values[below] = value;
        below += value < pivot ? 1 : 0;
    }
    return below;
}

/* The same of what is not above it. */
static size_t part_up_to(double values[], size_t n, double pivot)
{
    size_t up_to = 0;
    for (size_t i = 0; i < n; i++) {
        const double value = values[i];
        values[i] = values[up_to];
        values[up_to] = value;
        up_to += value <= pivot ? 1 : 0;
    }
    return up_to;
}

/* A stretch of the values, in which the places from..end-1 of a list are sought. */
struct stretch {
    size_t first, n;
    const size_t *place;
    size_t places;
};

/* How many of the places lie before one of the values. */
static size_t places_before(const struct stretch *stretch, size_t at)
{
    size_t count = 0;
    while (count < stretch->places && stretch->place[count] < at) {
        count++;
    }
    return count;
}

/* Divides the stretch as often as places remain in it; patience runs out where pivots
 * are bad again and again. */
static void seek(double all[], struct stretch stretch, int patience)
{
    while (stretch.places > 0) {
        double *values = all + stretch.first;
        if (stretch.n <= FEW) {
            sort_few(values, stretch.n);
            return;
        }
        if (patience-- == 0) {
            qsort(values, stretch.n, sizeof *values, ascending);
            return;
        }
        const double pivot = pivot_of(values, stretch.n);
        const size_t below = part_below(values, stretch.n, pivot);
        const size_t left = places_before(&stretch, stretch.first + below);
        seek(all, (struct stretch){stretch.first, below, stretch.place, left}, patience);
        /* Many are equal where none is below; those are in their places. */
        const size_t equal = below > 0 ? 0 : part_up_to(values, stretch.n, pivot);
        const size_t passed = below + equal;
        const size_t behind = places_before(&stretch, stretch.first + passed);
        stretch = (struct stretch){stretch.first + passed, stretch.n - passed,
                                   stretch.place + behind, stretch.places - behind};
    }
}

/*
 * Moves values[n] about so that at each of place[k] (increasing) stands what a sort would
 * put there, with nothing greater before it and nothing less behind.
 */
static void settle(double values[], size_t n, const size_t place[], size_t k)
{
    int patience = 8;
    for (size_t size = n; size > 0; size /= 2) {
        patience += 2;
    }
    seek(values, (struct stretch){0, n, place, k}, patience);
}

/* The order statistics that the quantiles lie between, in order, each once. */
static size_t find_places(const double levels[], size_t k, size_t n, size_t place[])
{
    size_t count = 0;
    for (size_t i = 0; i < k; i++) {
        const size_t low = (size_t)(levels[i] * (double)(n - 1));
        for (size_t at = low; at <= low + 1 && at < n; at++) {
            size_t j = count;
            while (j > 0 && place[j - 1] > at) {
                j--;
            }
            if (j == 0 || place[j - 1] != at) {
                memmove(place + j + 1, place + j, (count++ - j) * sizeof *place);
                place[j] = at;
            }
        }
    }
    return count;
}

void es_quantiles(double values[], size_t n, const double levels[], size_t k,
                  double out[])
{
    enum { AT_ONCE = 16 };
    size_t place[2 * AT_ONCE];
    for (size_t from = 0; from < k; from += AT_ONCE) {
        const size_t some = k - from < AT_ONCE ? k - from : AT_ONCE;
        settle(values, n, place, find_places(levels + from, some, n, place));
        for (size_t i = from; i < from + some; i++) {
            const double at = levels[i] * (double)(n - 1);
            const size_t low = (size_t)at;
            const double part = at - (double)low;
            /* Infinity times a zero part would be NaN. */
            out[i] = part > 0.0 ? values[low] + part * (values[low + 1] - values[low])
                                : values[low];
            if (part > 0.0 && isinf(values[low + 1])) {
                out[i] = values[low + 1];
            }
        }
    }
}

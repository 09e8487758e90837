/*
 * workdays.c: what volumes have of their working days.
 *
 * Volumes of months (weeks): the logarithms of the steps are regressed on those of the
 * number of working days, beside a mean for each phase of the season and a growth that
 * may bend, by Huber's weights. The factor of a window is its working days, over those of
 * a mean window, to the power that is found. Volumes of days: medians, over the last two
 * years, of each weekday against the week around it, holidays counted as Sundays. Either
 * only where the data tell it clearly, so that series without it stay as they are.
 */
#include "core/dense/parts.h"

#include <string.h>

enum {
    WEEK = 7,
    FEWEST_WINDOWS = 26,
    FEWEST_DAYS = 56,
    MOST_DAYS = 730,
    TURNS = 6,
    BENDS = 2,
    COLUMNS = ES_DENSE_MOST_SEASON + BENDS + 2
};
/* Student's t of the power, and F of the weekdays, at least. */
#define CLEAR_T 3.0
#define CLEAR_F 6.0
#define MOST_POWER 1.5
/* Noise on the volumes makes steps of alternating sign, as working days do: standard
 * errors are about so much larger than those of independent steps. */
#define ALTERNATING 1.25
#define HUBER 1.345

/* The steps: columns of the phases, of the bends of growth, of working days, of volumes,
 * each of `rows`. */
struct steps {
    size_t rows, columns;
    double *column[COLUMNS];
    double *weight;
};

static double inner(const struct steps *steps, size_t a, size_t b)
{
    double sum = 0.0;
    for (size_t i = 0; i < steps->rows; i++) {
        sum += steps->weight[i] * steps->column[a][i] * steps->column[b][i];
    }
    return sum;
}

/* Takes out of every column what those before it explain. The last is not taken out. */
static void make_orthogonal(struct steps *steps)
{
    for (size_t a = 0; a + 2 < steps->columns; a++) {
        const double size = inner(steps, a, a);
        for (size_t b = a + 1; b < steps->columns && size > 1e-12; b++) {
            const double share = inner(steps, a, b) / size;
            for (size_t i = 0; i < steps->rows; i++) {
                steps->column[b][i] -= share * steps->column[a][i];
            }
        }
    }
}

static void fill_steps(const struct es_dense_series *series, struct steps *steps)
{
    const size_t phases = series->season > 0 ? series->season : 1;
    steps->rows = 0;
    steps->columns = phases + BENDS + 2;
    for (size_t i = 1; i < series->n; i++) {
        const double *y = series->y + i, *w = series->workdays + i;
        if (!(y[0] > 0.0 && y[-1] > 0.0 && w[0] > 0.0 && w[-1] > 0.0)) {
            continue;
        }
        const size_t row = steps->rows++;
        const double way = 2.0 * (double)i / (double)series->n - 1.0;
        for (size_t p = 0; p < phases; p++) {
            steps->column[p][row] = p == es_dense_phase(series->t[i], phases);
        }
        steps->column[phases][row] = way;
        steps->column[phases + 1][row] = way * way;
        steps->column[phases + 2][row] = log(w[0] / w[-1]);
        steps->column[phases + 3][row] = log(y[0] / y[-1]);
    }
}

/* Power and its t from steps made orthogonal; leaves the residuals in the last column. */
static double power_of(struct steps *steps, double *t)
{
    const size_t x = steps->columns - 2, y = steps->columns - 1;
    const double size = inner(steps, x, x);
    const double power = size > 1e-9 ? inner(steps, x, y) / size : 0.0;
    double free = -(double)(steps->columns - 1), squares = 0.0;
    for (size_t i = 0; i < steps->rows; i++) {
        double *residual = &steps->column[y][i];
        *residual -= power * steps->column[x][i];
        squares += steps->weight[i] * *residual * *residual;
        free += steps->weight[i];
    }
    const double error = sqrt(squares / fmax(free, 1.0) / size);
    *t = size > 1e-9 && free > 0.0 ? power / (ALTERNATING * error + 1e-12) : 0.0;
    return power;
}

static void weigh(struct steps *steps, double *scratch)
{
    const double *residual = steps->column[steps->columns - 1];
    for (size_t i = 0; i < steps->rows; i++) {
        scratch[i] = fabs(residual[i]);
    }
    const double limit = HUBER * (1.4826 * es_dense_median(scratch, steps->rows) + 1e-9);
    for (size_t i = 0; i < steps->rows; i++) {
        steps->weight[i] = fmin(1.0, limit / fmax(fabs(residual[i]), 1e-300));
    }
}

/* The power of the working days; 0 where the steps do not tell. */
static enum es_status find_power(const struct es_dense_series *series, double *power,
                                 struct es_arena *arena, struct es_error *err)
{
    struct steps steps;
    double *scratch, t = 0.0;
    ES_NEW(arena, scratch, series->n, err);
    ES_NEW(arena, steps.weight, series->n, err);
    for (size_t c = 0; c < COLUMNS; c++) {
        ES_NEW(arena, steps.column[c], series->n, err);
    }
    for (size_t i = 0; i < series->n; i++) {
        steps.weight[i] = 1.0;
    }
    for (size_t turn = 0; turn < TURNS; turn++) {
        fill_steps(series, &steps);
        if (steps.rows + 1 < FEWEST_WINDOWS) {
            return ES_OK;
        }
        make_orthogonal(&steps);
        *power = power_of(&steps, &t);
        weigh(&steps, scratch);
    }
    *power = t > CLEAR_T ? fmin(*power, MOST_POWER) : 0.0;
    return ES_OK;
}

static double mean_of(const double x[], size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] / (double)n;
    }
    return sum;
}

static enum es_status by_number(const struct es_dense_series *series,
                                struct es_dense_calendar *calendar,
                                struct es_arena *arena, struct es_error *err)
{
    ES_TRY(find_power(series, &calendar->power, arena, err));
    const double mean = mean_of(series->workdays, series->n);
    for (size_t i = 0; i < series->n + series->reach; i++) {
        calendar->factor[i] = pow(series->workdays[i] / mean, calendar->power);
    }
    calendar->found = calendar->power > 0.0;
    return ES_OK;
}

/* A day against the mean of the days up to three before and after, each at its index. */
static double against_week(const struct es_dense_series *series, const double index[],
                           size_t i)
{
    double sum = 0.0, days = 0.0;
    for (size_t j = i - 3; j <= i + 3; j++) {
        if (fabs(series->t[j] - series->t[i]) < 3.5) {
            sum += series->y[j];
            days += index[series->weekday[j]];
        }
    }
    return sum > 0.0 ? series->y[i] * days / sum : 1.0;
}

/* F of the weekdays' means: what lies between them against what lies within. */
static double clearness(const struct es_dense_series *series, const double ratio[],
                        size_t first, size_t end)
{
    double sum[WEEK] = {0.0}, count[WEEK] = {0.0}, total = 0.0, squares = 0.0;
    double between = 0.0;
    const double n = (double)(end - first);
    for (size_t i = first; i < end; i++) {
        sum[series->weekday[i]] += ratio[i];
        count[series->weekday[i]] += 1.0;
        total += ratio[i];
        squares += ratio[i] * ratio[i];
    }
    for (size_t p = 0; p < WEEK; p++) {
        between += count[p] > 0.0 ? sum[p] * sum[p] / count[p] : 0.0;
    }
    const double within = fmax(squares - between, 1e-12 * squares);
    return (between - total * total / n) / (WEEK - 1) / (within / (n - WEEK));
}

/* One turn: the median of each weekday, their mean over the week 1. */
static void turn_indices(const struct es_dense_series *series, const double ratio[],
                         size_t first, size_t end, double index[], double *scratch)
{
    for (size_t p = 0; p < WEEK; p++) {
        size_t n = 0;
        for (size_t i = first; i < end; i++) {
            if (series->weekday[i] == p) {
                scratch[n++] = ratio[i];
            }
        }
        index[p] = n > 0 ? es_dense_median(scratch, n) : 1.0;
    }
    const double mean = mean_of(index, WEEK);
    for (size_t p = 0; p < WEEK && mean > 0.0; p++) {
        index[p] /= mean;
    }
}

static enum es_status by_weekday(const struct es_dense_series *series,
                                 struct es_dense_calendar *calendar,
                                 struct es_arena *arena, struct es_error *err)
{
    const size_t n = series->n, end = n - 3;
    const size_t first = n > MOST_DAYS + 3 ? n - MOST_DAYS : 3;
    double index[WEEK] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0}, clear = 0.0;
    double *ratio, *scratch;
    ES_NEW(arena, ratio, n, err);
    ES_NEW(arena, scratch, n, err);
    for (size_t turn = 0; turn < TURNS; turn++) {
        for (size_t i = first; i < end; i++) {
            ratio[i] = against_week(series, index, i);
        }
        clear = turn == 0 ? clearness(series, ratio, first, end) : clear;
        turn_indices(series, ratio, first, end, index, scratch);
    }
    for (size_t i = 0; i < n + series->reach; i++) {
        calendar->factor[i] = index[series->weekday[i]];
    }
    calendar->found = calendar->daily = clear > CLEAR_F;
    return ES_OK;
}

enum es_status es_dense_find_calendar(const struct es_dense_series *series,
                                      struct es_dense_calendar *calendar,
                                      struct es_arena *arena, struct es_error *err)
{
    *calendar = (struct es_dense_calendar){.found = false};
    for (size_t i = 0; i < series->n; i++) {
        if (series->y[i] < 0.0) {
            return ES_OK;
        }
    }
    const bool daily =
        series->weekday != NULL && series->season == 0 && series->n >= FEWEST_DAYS;
    const bool counted = series->workdays != NULL && series->n >= FEWEST_WINDOWS &&
                         series->n >= 2 * series->season + 2;
    if (!daily && !counted) {
        return ES_OK;
    }
    ES_NEW(arena, calendar->factor, series->n + series->reach, err);
    return (daily ? by_weekday : by_number)(series, calendar, arena, err);
}

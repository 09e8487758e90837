/* The laws that every growth model obeys, and what is known of each in closed form. */
#include "models.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* As ck_assert_msg, which writes to a pipe at each call: too slow for a million of them.
 */
#define REQUIRE(condition, ...)                                                          \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            ck_abort_msg(__VA_ARGS__);                                                   \
        }                                                                                \
    } while (0)

/* Users over years, a share over half a year, documents over a fast decade, a slow
 * service, a change within three weeks. */
static const struct es_landmarks cases[] = {
    {68.4e6, 8.0, 25.5, 1.0, 22.1}, {1.0, 0.5, 3.0, 0.4, 2.2},
    {2.5e8, 4.0, 24.0, 3.0, 22.09}, {1.2e8, 30.0, 40.0, 0.05, 20.0},
    {75.0, 0.05, 23.5, 20.0, 22.1},
};
enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

/* Years since 2000, a plain x from 0, a calendar, dilutions by their logarithm, minutes,
 * a wavelength. */
static const struct es_span spans[] = {
    {20.0, 30.0}, {0.0, 1.0}, {1990.0, 2025.0}, {-5.0, 3.0}, {0.0, 1e5}, {1e-7, 9e-7},
};
enum { SPAN_COUNT = sizeof spans / sizeof spans[0] };

/* A curve, and what it is measured with. */
struct example {
    const struct es_model *model;
    double theta[ES_MODEL_MAX_PARAMS];
    double level;         /* the size of its levels */
    struct es_span where; /* times that matter */
};

/* One law, for one curve. */
typedef void law(const struct example *example);

static void near(const struct es_model *model, double actual, double expected,
                 double tolerance)
{
    REQUIRE(fabs(actual - expected) <= tolerance, "%s: %.17g is not %.17g +- %g",
            model->name, actual, expected, tolerance);
}

static void sweep_landmarks(const struct es_model *model, law *holds)
{
    for (int c = 0; c < CASE_COUNT && model->place != NULL; c++) {
        const struct es_landmarks *landmarks = &cases[c];
        struct example example = {.model = model, .level = landmarks->ceiling};
        example.where.from_years =
            landmarks->midpoint_years - 3.0 * landmarks->duration_years;
        example.where.to_years =
            landmarks->midpoint_years + 5.0 * landmarks->duration_years;
        model->place(landmarks, example.theta);
        REQUIRE(es_model_accepts(model, example.theta), "%s, case %d", model->name, c);
        holds(&example);
    }
}

/* Point `index` of the sequence of Halton (1960), doi:10.1007/BF01386213. */
static void halton(size_t index, size_t dimensions, double u[])
{
    static const size_t primes[] = {2, 3, 5, 7, 11, 13};
    for (size_t d = 0; d < dimensions; d++) {
        double digit = 1.0;
        u[d] = 0.0;
        for (size_t rest = index + 1; rest > 0; rest /= primes[d]) {
            digit /= (double)primes[d];
            u[d] += digit * (double)(rest % primes[d]);
        }
    }
}

/* Levels of which no two are alike, the ceiling the highest, growing by what is read. */
static void set_levels(struct example *example)
{
    const struct es_model *model = example->model;
    const double length = example->where.to_years - example->where.from_years;
    example->level = 100.0;
    for (size_t k = 0; k < model->param_count; k++) {
        const double share = (int)k == model->ceiling ? 1.0 : 1.0 / (2.0 + (double)k);
        switch (model->params[k].dimension) {
        case ES_DIM_LEVEL:
            example->theta[k] = example->level * share;
            break;
        case ES_DIM_LEVEL_PER_YEAR:
            example->theta[k] = example->level * share / length;
            break;
        case ES_DIM_LEVEL_YEARS:
            example->theta[k] = example->level * share * length;
            break;
        default:
            break;
        }
    }
}

static void sweep_spread(const struct es_model *model, size_t points, law *holds)
{
    for (int s = 0; s < SPAN_COUNT; s++) {
        for (size_t i = 0; i < points; i++) {
            double u[ES_MODEL_MAX_SPREAD] = {0.0};
            struct example example = {.model = model, .where = spans[s]};
            halton(i, es_model_spread_count(model), u);
            es_model_spread(model, &spans[s], u, example.theta);
            set_levels(&example);
            REQUIRE(es_model_accepts(model, example.theta), "%s, span %d, point %zu",
                    model->name, s, i);
            holds(&example);
        }
    }
}

static void sweep(law *holds)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        sweep_landmarks(es_model_at(i), holds);
        sweep_spread(es_model_at(i), 12, holds);
    }
}

static double time_in(const struct es_span *where, double share)
{
    return where->from_years + share * (where->to_years - where->from_years);
}

START_TEST(models_stand_in_alphabetical_order_and_are_found_by_name)
{
    size_t count = 0;
    for (; es_model_at(count) != NULL; count++) {
        const struct es_model *model = es_model_at(count);
        ck_assert_ptr_eq(es_model_find(model->name), model);
        ck_assert(count == 0 ||
                  strcasecmp(es_model_at(count - 1)->name, model->name) < 0);
        ck_assert_uint_le(model->param_count, ES_MODEL_MAX_PARAMS);
        ck_assert_uint_le(es_model_spread_count(model), ES_MODEL_MAX_SPREAD);
    }
    ck_assert_uint_ge(count, 35);
    ck_assert_ptr_null(es_model_at(count + 7));
    ck_assert_ptr_null(es_model_find("gompert"));
    ck_assert_ptr_null(es_model_find(""));
    ck_assert_ptr_null(es_model_find("hill fisk"));
}
END_TEST

START_TEST(synonyms_lead_to_one_model_each)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        char list[200], *rest = list;
        (void)snprintf(list, sizeof list, "%s",
                       model->synonyms != NULL ? model->synonyms : "");
        for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
            REQUIRE(es_model_find(word) == model, "%s", word);
        }
    }
    ck_assert_ptr_eq(es_model_find("hill"), &es_model_log_logistic);
    ck_assert_ptr_eq(es_model_find("5pl"), &es_model_five_parameter_logistic);
}
END_TEST

/* Short enough for a table and a page. */
START_TEST(every_model_says_what_it_is)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        REQUIRE(strlen(model->title) <= 35, "%s", model->name);
        REQUIRE(strlen(model->formula) <= 72, "%s", model->name);
        REQUIRE(strlen(model->growth) <= 90, "%s", model->name);
        REQUIRE(strlen(model->about) > 80 && strlen(model->about) <= 290, "%s",
                model->name);
        REQUIRE(strpbrk(model->source, "0123456789") != NULL, "%s", model->name);
        REQUIRE((model->warp != NULL) == (model->faster != NULL), "%s", model->name);
        for (size_t k = 0; k < model->param_count; k++) {
            REQUIRE(strstr(model->formula, model->params[k].symbol) != NULL, "%s: %s",
                    model->name, model->params[k].symbol);
            REQUIRE(strlen(model->params[k].meaning) <= 50, "%s: %s", model->name,
                    model->params[k].name);
        }
    }
}
END_TEST

START_TEST(ceiling_is_a_level_and_shapes_have_a_place)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        if (model->ceiling != ES_NO_PARAM) {
            ck_assert_int_lt(model->ceiling, (int)model->param_count);
            ck_assert_int_eq((int)model->params[model->ceiling].dimension, ES_DIM_LEVEL);
        }
        ck_assert(model->place != NULL || !(model->has_shape || model->has_launch));
        ck_assert(model->place == NULL || model->ceiling != ES_NO_PARAM);
        ck_assert(model->place != NULL || model->spread != NULL);
    }
}
END_TEST

/* Tolerance: 1e-9 of the ceiling, the precision of a date to the second. */
static void landmarks_are_met(const struct es_model *model,
                              const struct es_landmarks *landmarks)
{
    double theta[ES_MODEL_MAX_PARAMS];
    model->place(landmarks, theta);
    const double ceiling = landmarks->ceiling;
    const double early = model->inverse(theta, 0.1 * ceiling);
    const double middle = landmarks->midpoint_years;
    const double late = early + landmarks->duration_years;

    ck_assert(early < middle && middle < late);
    near(model, model->value(theta, early, NULL), 0.1 * ceiling, 1e-9 * ceiling);
    near(model, model->value(theta, middle, NULL), 0.5 * ceiling, 1e-9 * ceiling);
    near(model, model->value(theta, late, NULL), 0.9 * ceiling, 1e-9 * ceiling);
    near(model, theta[model->ceiling], ceiling, 0.0);
}

START_TEST(place_reaches_10_50_and_90_percent_at_the_right_times)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        for (int c = 0; c < CASE_COUNT && es_model_at(i)->place != NULL; c++) {
            landmarks_are_met(es_model_at(i), &cases[c]);
        }
    }
}
END_TEST

/* The fourth-order central difference of the level by parameter k. */
static double difference(const struct example *example, size_t k, double t, double step)
{
    static const double weight[] = {1.0, -8.0, 0.0, 8.0, -1.0};
    double theta[ES_MODEL_MAX_PARAMS], sum = 0.0;
    memcpy(theta, example->theta, sizeof theta);
    for (int i = 0; i < 5; i++) {
        theta[k] = example->theta[k] + (i - 2) * step;
        sum += weight[i] * example->model->value(theta, t, NULL);
    }
    return sum / (12.0 * step);
}

/* A change of the parameter that changes the level by less than a thousandth. */
static double gentle_step(const struct example *example, size_t k, double t, double slope)
{
    const struct es_param *param = &example->model->params[k];
    const double length = example->where.to_years - example->where.from_years;
    const double y = example->model->value(example->theta, t, NULL);
    const double most = 1e-3 * fmax(fabs(y), 1e-3 * example->level);
    const double value = example->theta[k];
    const double least = isfinite(param->lower)            ? 0.0
                         : param->dimension == ES_DIM_RATE ? 1.0 / length
                                                           : 1.0;
    double step = param->dimension == ES_DIM_TIME ? length : fmax(fabs(value), least);
    step = 1e-3 * fmin(step, fmin(value - param->lower, param->upper - value));
    return es_dimension_is_level(param->dimension)
               ? step
               : fmin(step, most / fmax(fabs(slope), DBL_MIN));
}

/* Whether growth starts, with a corner, less than four steps from t. */
static bool has_corner(const struct example *example, double t, double step)
{
    for (size_t k = 0; k < example->model->param_count; k++) {
        if (example->model->params[k].dimension == ES_DIM_TIME &&
            fabs(t - example->theta[k]) < 50.0 * step) {
            return true;
        }
    }
    return false;
}

/* Tolerance: 1e-8 of the derivative and the rounding of the difference, for one of four
 * steps: a long one rounds less, a short one bends less. */
static bool agrees(const struct example *example, size_t k, double t, double slope,
                   double longest)
{
    const double y = example->model->value(example->theta, t, NULL);
    const double size =
        fmax(fabs(y), 1e-3 * example->level) + fabs(slope * example->theta[k]);
    for (double step = longest; step > 1e-4 * longest; step *= 0.1) {
        const double rounding = 40 * DBL_EPSILON * size / step;
        if (fabs(slope - difference(example, k, t, step)) <=
            1e-8 * fabs(slope) + rounding) {
            return true;
        }
    }
    return false;
}

static void gradient_is_right(const struct example *example)
{
    const struct es_model *model = example->model;
    for (int i = -10; i <= 50; i++) {
        const double t = time_in(&example->where, i / 40.0 + 0.003);
        double grad[ES_MODEL_MAX_PARAMS];
        const double y = model->value(example->theta, t, grad);
        REQUIRE(y == model->value(example->theta, t, NULL), "%s", model->name);
        for (size_t k = 0; k < model->param_count; k++) {
            const double step = gentle_step(example, k, t, grad[k]);
            REQUIRE(has_corner(example, t, step) || agrees(example, k, t, grad[k], step),
                    "%s: d/d%s at %g is %g, differences give %g (step %g)", model->name,
                    model->params[k].name, t, grad[k], difference(example, k, t, step),
                    step);
        }
    }
}

START_TEST(gradient_agrees_with_central_differences)
{
    sweep(gradient_is_right);
}
END_TEST

static void same_digits(const struct example *example)
{
    enum { MOST = 37 };
    double t[MOST], y[MOST], only_y[MOST], grad[ES_MODEL_MAX_PARAMS * MOST];
    const struct es_model *model = example->model;
    const size_t lengths[] = {1, 2, 7, 8, 9, MOST};
    for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
        const size_t n = lengths[l];
        for (size_t i = 0; i < n; i++) {
            t[i] = time_in(&example->where, (double)(i * 7 % n) / 10.0 - 0.5);
        }
        model->values(example->theta, t, n, y, grad);
        model->values(example->theta, t, n, only_y, NULL);
        for (size_t i = 0; i < n; i++) {
            double one[ES_MODEL_MAX_PARAMS];
            const double alone = model->value(example->theta, t[i], one);
            bool same = alone == y[i] && alone == only_y[i];
            for (size_t k = 0; k < model->param_count; k++) {
                same = same && one[k] == grad[k * n + i];
            }
            REQUIRE(same, "%s at %g", model->name, t[i]);
        }
    }
}

START_TEST(values_at_many_times_have_the_digits_of_the_value_at_one)
{
    sweep(same_digits);
}
END_TEST

/* Tolerance: 1e-10 of the level; the rounding of a time (2e-13 in a calendar) times the
 * steepest slopes here. */
static void inverse_undoes_value(const struct example *example)
{
    const struct es_model *model = example->model;
    double past, future;
    model->limits(example->theta, &past, &future);
    for (int i = 1; i < 100; i++) {
        const double low = isfinite(past) ? past : 0.0;
        const double high = isfinite(future) ? future : 2.0 * example->level;
        const double y = low + i / 100.0 * (high - low);
        const double t = model->inverse(example->theta, y);
        if (isnan(t) || !isfinite(t)) {
            REQUIRE(!model->rises, "%s never reaches %g", model->name, y);
            continue;
        }
        const double rounding = 4.0 * DBL_EPSILON * fmax(1.0, fabs(t));
        const double before = model->value(example->theta, t - rounding, NULL);
        const double after = model->value(example->theta, t + rounding, NULL);
        REQUIRE(before <= y + 1e-10 * example->level &&
                    after >= y - 1e-10 * example->level,
                "%s: %g at %.17g, from %.17g to %.17g", model->name, y, t, before, after);
    }
}

START_TEST(inverse_finds_the_time_of_a_level)
{
    sweep(inverse_undoes_value);
}
END_TEST

static void inverse_knows_its_range(const struct example *example)
{
    const struct es_model *model = example->model;
    double past, future;
    model->limits(example->theta, &past, &future);
    const double never[] = {past, past - example->level, future, future + example->level,
                            NAN};
    for (size_t i = 0; i < sizeof never / sizeof never[0] && model->rises; i++) {
        const double t = model->inverse(example->theta, never[i]);
        REQUIRE(!isfinite(t) || !isfinite(never[i]), "%s at %g: %g", model->name,
                never[i], t);
    }
}

START_TEST(inverse_of_a_level_never_reached_is_nan)
{
    sweep(inverse_knows_its_range);
}
END_TEST

static void never_falls(const struct example *example)
{
    const struct es_model *model = example->model;
    const double rounding = 8 * DBL_EPSILON;
    double past, before = -INFINITY, future;
    model->limits(example->theta, &past, &future);
    for (int i = -2000; i <= 4000 && model->rises; i++) {
        const double t = time_in(&example->where, i / 2000.0);
        const double y = model->value(example->theta, t, NULL);
        REQUIRE(y >= before - rounding * fmax(fabs(y), example->level) &&
                    y <= future + rounding * example->level,
                "%s at %g: %.17g after %.17g", model->name, t, y, before);
        before = y;
    }
}

START_TEST(growth_that_rises_never_falls_nor_passes_its_limit)
{
    sweep(never_falls);
}
END_TEST

/* Tolerance: 1e-4 of the level for the curves that come near it by powers of the time. */
static void limit_holds(const struct example *example, double sign, double limit)
{
    const struct es_model *model = example->model;
    const double length = example->where.to_years - example->where.from_years;
    const double far = model->value(example->theta, sign * 1e15 * length, NULL);
    const double farther = model->value(example->theta, sign * 1e18 * length, NULL);
    if (isfinite(limit)) {
        near(model, far, limit, 1e-4 * example->level);
    } else {
        REQUIRE(far * limit > 0.0 && fabs(farther) >= fabs(far) &&
                    fabs(far) > 1.4 * example->level,
                "%s: %g, then %g", model->name, far, farther);
    }
}

static void limits_hold(const struct example *example)
{
    double past, future;
    example->model->limits(example->theta, &past, &future);
    limit_holds(example, -1.0, past);
    limit_holds(example, 1.0, future);
    if (example->model->ceiling != ES_NO_PARAM) {
        near(example->model, future, example->theta[example->model->ceiling], 0.0);
    }
}

START_TEST(far_past_and_far_future_are_the_limits)
{
    sweep(limits_hold);
}
END_TEST

/* The least and the greatest double inside the domain, and three between. */
enum { CORNER_COUNT = 5 };

static double corner(const struct es_param *param, int which)
{
    const double lowest = nextafter(param->lower, INFINITY);
    const double highest = nextafter(param->upper, -INFINITY);
    switch (which) {
    case 0:
        return lowest;
    case 1:
        return highest;
    case 2:
        return fmin(fmax(0.0, lowest), highest);
    case 3:
        return fmin(fmax(1.0, lowest), highest);
    default:
        return fmin(fmax(1e-3, lowest), highest);
    }
}

/* Whether the level and its gradient are numbers, which may be infinite. */
static bool are_numbers(const struct es_model *model, const double theta[], double t)
{
    double grad[ES_MODEL_MAX_PARAMS];
    bool numbers = !isnan(model->value(theta, t, grad));
    for (size_t k = 0; k < model->param_count; k++) {
        numbers = numbers && !isnan(grad[k]);
    }
    return numbers;
}

static void no_nan_at_corner(const struct es_model *model, int combination)
{
    static const double times[] = {-1e4, -100.0, -1.0, -1e-9, 0.0, 1e-300,
                                   1e-9, 0.5,    1.0,  100.0, 1e4};
    double theta[ES_MODEL_MAX_PARAMS] = {0.0};
    for (size_t k = 0; k < model->param_count; k++) {
        theta[k] = corner(&model->params[k], combination % CORNER_COUNT);
        combination /= CORNER_COUNT;
    }
    ck_assert(es_model_accepts(model, theta));
    for (size_t j = 0; j < sizeof times / sizeof times[0]; j++) {
        if (!are_numbers(model, theta, times[j])) {
            ck_abort_msg("%s at %g: %g %g %g %g %g %g", model->name, times[j], theta[0],
                         theta[1], theta[2], theta[3], theta[4], theta[5]);
        }
    }
}

START_TEST(nothing_inside_the_domain_gives_nan)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        const int combinations = (int)pow(CORNER_COUNT, (double)model->param_count);
        for (int combination = 0; combination < combinations; combination++) {
            no_nan_at_corner(model, combination);
        }
    }
}
END_TEST

/* Tolerance: 4 epsilon of the sum of the terms. */
static void is_linear_in_levels(const struct example *example)
{
    const struct es_model *model = example->model;
    size_t levels = 0;
    for (int i = -5; i <= 25; i++) {
        const double t = time_in(&example->where, i / 20.0);
        double grad[ES_MODEL_MAX_PARAMS], sum = 0.0, size = 0.0;
        const double y = model->value(example->theta, t, grad);
        for (size_t k = 0; k < model->param_count; k++) {
            if (es_dimension_is_level(model->params[k].dimension)) {
                sum += example->theta[k] * grad[k];
                size += fabs(example->theta[k] * grad[k]);
                levels++;
            }
        }
        near(model, sum, y, 4 * DBL_EPSILON * size);
    }
    ck_assert_uint_gt(levels, 0);
}

START_TEST(curves_are_linear_in_their_levels_together)
{
    sweep(is_linear_in_levels);
}
END_TEST

/* Tolerances: as for the gradient; the rounding of the time counts too. */
static bool slope_agrees(const struct example *example, double t, double slope,
                         double longest)
{
    const struct es_model *model = example->model;
    const double *theta = example->theta;
    const double y = model->value(theta, t, NULL);
    const double size = fmax(fabs(y), 1e-3 * example->level) + fabs(slope * t);
    for (double step = longest; step > 1e-4 * longest; step *= 0.1) {
        const double near_rise =
            model->value(theta, t + step, NULL) - model->value(theta, t - step, NULL);
        const double far_rise = model->value(theta, t + 2.0 * step, NULL) -
                                model->value(theta, t - 2.0 * step, NULL);
        if (fabs(slope - (8.0 * near_rise - far_rise) / (12.0 * step)) <=
            1e-8 * fabs(slope) + 40 * DBL_EPSILON * size / step) {
            return true;
        }
    }
    return false;
}

static void slope_is_right(const struct example *example)
{
    const struct es_model *model = example->model;
    const double length = example->where.to_years - example->where.from_years;
    for (int i = -10; i <= 50; i++) {
        const double t = time_in(&example->where, i / 40.0 + 0.003);
        const double slope = es_model_slope(model, example->theta, t);
        const double y = model->value(example->theta, t, NULL);
        const double most = 1e-3 * fmax(fabs(y), 1e-3 * example->level);
        const double step = fmin(1e-3 * length, most / fmax(fabs(slope), DBL_MIN));
        REQUIRE(has_corner(example, t, step) || fabs(t) < 50.0 * step ||
                    slope_agrees(example, t, slope, step),
                "%s: slope %g at %g", model->name, slope, t);
    }
}

START_TEST(slope_agrees_with_central_differences)
{
    sweep(slope_is_right);
}
END_TEST

/* Just after the time that the model says, as a start has no slope yet; or far away.
 * Tolerance: 1e-6 of the slope, for the maxima that are searched. */
static void fastest_is_steepest(const struct example *example)
{
    const struct es_model *model = example->model;
    const double fastest = model->fastest(example->theta);
    const double far = time_in(&example->where, fastest > 0.0 ? 1e4 : -1e4);
    const double after = isfinite(fastest) ? nextafter(fastest, INFINITY) : far;
    const double there =
        fmax(es_model_slope(model, example->theta, after),
             isfinite(fastest) ? es_model_slope(model, example->theta, fastest) : 0.0);
    for (int i = -1000; i <= 3000 && !isnan(fastest); i++) {
        const double t = time_in(&example->where, i / 1000.0);
        const double slope = es_model_slope(model, example->theta, t);
        REQUIRE(slope <= there * (1.0 + 1e-6), "%s at %g: %g, at %g: %g", model->name,
                fastest, there, t, slope);
    }
}

START_TEST(growth_is_fastest_where_the_model_says)
{
    sweep(fastest_is_steepest);
}
END_TEST

START_TEST(growth_that_rises_is_fastest_somewhere_but_on_a_line)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        struct example example = {.model = model, .where = spans[0]};
        const double u[ES_MODEL_MAX_SPREAD] = {0.6, 0.6, 0.6, 0.6, 0.6, 0.6};
        es_model_spread(model, &spans[0], u, example.theta);
        set_levels(&example);
        REQUIRE(!model->rises || strcmp(model->name, "linear") == 0 ||
                    !isnan(model->fastest(example.theta)),
                "%s", model->name);
    }
}
END_TEST

/* Tolerance: 1e-9 of the level, or of the values where they are larger, where the sum of
 * times is rounded. */
static void same_path(const struct example *example, const double other[], double origin,
                      double factor)
{
    const struct es_model *model = example->model;
    for (int i = 0; i <= 40; i++) {
        const double t = time_in(&example->where, i / 40.0 + 0.001);
        const double y =
            model->value(example->theta, origin + factor * (t - origin), NULL);
        near(model, model->value(other, t, NULL), y,
             1e-9 * fmax(fabs(y), example->level));
    }
}

/* Some families exist only from time 0 on, and can run faster around that alone. */
static void warp_follows_the_path(const struct example *example)
{
    const double origins[] = {0.0, time_in(&example->where, 0.3)};
    for (int i = 0; i < 2; i++) {
        double warped[ES_MODEL_MAX_PARAMS];
        if (es_model_warp(example->model, example->theta, origins[i], 1.1, warped)) {
            same_path(example, warped, origins[i], 1.1);
        } else {
            REQUIRE(i == 1 && example->model->warp != NULL, "%s", example->model->name);
        }
    }
}

START_TEST(warped_curve_follows_the_same_path_at_another_pace)
{
    sweep(warp_follows_the_path);
}
END_TEST

/* Tolerance: 1e-12 of the level. */
static void units_do_not_matter(const struct example *example)
{
    const struct es_model *model = example->model;
    double thousands[ES_MODEL_MAX_PARAMS];
    for (size_t k = 0; k < model->param_count; k++) {
        const bool level = es_dimension_is_level(model->params[k].dimension);
        thousands[k] = example->theta[k] * (level ? 1000.0 : 1.0);
    }
    for (int i = -10; i <= 50; i++) {
        const double t = time_in(&example->where, i / 40.0);
        const double y = 1000.0 * model->value(example->theta, t, NULL);
        near(model, model->value(thousands, t, NULL), y,
             1e-12 * fmax(fabs(y), 1000.0 * example->level));
    }
}

START_TEST(curve_follows_a_change_of_unit)
{
    sweep(units_do_not_matter);
}
END_TEST

/* Tolerance: 1e-9 of the ceiling, where the sum of two times is rounded. */
START_TEST(placed_curve_follows_a_shift_of_time)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        const struct es_model *model = es_model_at(i);
        for (int c = 0; c < CASE_COUNT && model->place != NULL; c++) {
            double theta[ES_MODEL_MAX_PARAMS], later[ES_MODEL_MAX_PARAMS];
            struct es_landmarks shifted = cases[c];
            shifted.midpoint_years += 10.0;
            shifted.launch_years += 10.0;
            model->place(&cases[c], theta);
            model->place(&shifted, later);
            for (int j = -40; j <= 80; j++) {
                const double t =
                    cases[c].midpoint_years + cases[c].duration_years * (j + 0.1) / 40.0;
                near(model, model->value(later, t + 10.0, NULL),
                     model->value(theta, t, NULL), 1e-9 * cases[c].ceiling);
            }
        }
    }
}
END_TEST

static void domain_ends_are_outside(const struct example *example)
{
    const struct es_model *model = example->model;
    for (size_t k = 0; k < model->param_count; k++) {
        const struct es_param *param = &model->params[k];
        const double outside[] = {param->lower, param->upper, NAN};
        for (size_t i = 0; i < 3; i++) {
            double altered[ES_MODEL_MAX_PARAMS];
            memcpy(altered, example->theta, sizeof altered);
            altered[k] = outside[i];
            REQUIRE(!es_model_accepts(model, altered), "%s accepts %s = %g", model->name,
                    param->name, outside[i]);
        }
    }
}

START_TEST(domain_excludes_its_ends_and_nan)
{
    sweep(domain_ends_are_outside);
}
END_TEST

/* Seen whole, only early, only late: of the curves proposed some have done less than a
 * fifth of their growth at the end of the span, some more than four fifths at its
 * beginning, some nearly all of it within. */
static void covers_what_may_be_seen(const struct es_model *model,
                                    const struct es_span *span)
{
    int early = 0, late = 0, whole = 0;
    for (size_t i = 0; i < 500; i++) {
        double u[ES_MODEL_MAX_SPREAD] = {0.0}, theta[ES_MODEL_MAX_PARAMS], past, future;
        halton(i, es_model_spread_count(model), u);
        es_model_spread(model, span, u, theta);
        REQUIRE(es_model_accepts(model, theta), "%s, point %zu", model->name, i);
        if (model->ceiling == 0 && model->param_count > 1 &&
            strstr(model->name, "floor") == NULL) {
            model->limits(theta, &past, &future);
            const double first = model->value(theta, span->from_years, NULL) / future;
            const double last = model->value(theta, span->to_years, NULL) / future;
            early += last < 0.2;
            late += first > 0.8 && first < 0.999;
            whole += first < 0.1 && last > 0.95;
        }
    }
    const bool counted = model->ceiling == 0 && model->rises && model->place != NULL;
    REQUIRE(!counted || (early > 5 && late > 2 && whole > 5), "%s: %d %d %d", model->name,
            early, late, whole);
}

START_TEST(candidates_for_a_start_cover_early_late_and_whole_curves)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        for (int s = 0; s < SPAN_COUNT; s++) {
            covers_what_may_be_seen(es_model_at(i), &spans[s]);
        }
    }
}
END_TEST

/* What the formula gives by hand, as a share of the ceiling. */
static const struct {
    const char *model;
    double theta[ES_MODEL_MAX_PARAMS];
    double t;
    double y;
} known[] = {
    {"exponential_saturation", {1.0, 2.0, 5.0}, 5.0, 0.0},
    {"exponential_saturation", {1.0, 2.0, 5.0}, 4.0, 0.0},
    {"exponential_saturation", {1.0, 2.0, 5.0}, 7.0, 1.0 - 1.0 / 2.718281828459045235},
    {"gompertz", {1.0, 0.7, 3.0}, 3.0, 1.0 / 2.718281828459045235},
    {"log_logistic", {1.0, 2.0, 4.0, 3.0}, 3.0, 0.0},
    {"log_logistic", {1.0, 2.0, 4.0, 3.0}, 7.0, 0.5},
    {"log_logistic", {1.0, 2.0, 4.0, 3.0}, 11.0, 4.0 / 5.0},
    {"log_logistic", {1.0, 3.0, 4.0, 3.0}, 5.0, 1.0 / 9.0},
    {"logistic", {1.0, 2.0, 1.0}, 1.0, 0.5},
    {"logistic", {1.0, 2.1972245773362194, 1.0}, 2.0, 0.9}, /* r = ln 9 */
    {"logistic", {1.0, 2.1972245773362194, 1.0}, 0.0, 0.1},
    {"mirrored_gompertz", {1.0, 0.7, 3.0}, 3.0, 1.0 - 1.0 / 2.718281828459045235},
    {"richards", {1.0, 0.7, 3.0, 1.0}, 3.0, 0.5},
    {"richards", {1.0, 0.7, 3.0, 0.5}, 3.0, 4.0 / 9.0},
    {"richards", {1.0, 0.7, 3.0, 8.0}, 3.0, 0.7598356856515925}, /* 3^(-1/4) */
    {"bass", {1.0, 0.5, 0.5, 2.0}, 3.0, 0.46211715726000976},    /* tanh(1/2) */
    {"bass", {1.0, 0.1, 0.3, 2.0}, 2.0, 0.0},
    {"bass_rate", {1.0, 0.5, 0.5, 2.0}, 3.0, 0.39322386648296370}, /* sech(1/2)^2 / 2 */
    {"bass_rate",
     {8.0, 0.1, 0.4, 2.0},
     4.7725887222397811,
     1.25}, /* M b^2/4q at ln 4/b */
    {"bi_logistic", {2.0, 1.0, 3.0, 6.0, 4.0, 5.0}, 3.0, 1.6},
    {"bi_logistic", {2.0, 1.0, 3.0, 6.0, 4.0, 3.5}, 3.5, 4.8},
    {"exponential", {3.0, 0.5}, 2.0, 8.154845485377136}, /* 3 e */
    {"exponential_saturation_floor", {3.0, 1.0, 2.0, 5.0}, 4.0, 1.0},
    {"exponential_saturation_floor",
     {3.0, 1.0, 2.0, 5.0},
     7.0,
     3.0 - 2.0 / 2.718281828459045235},
    {"five_parameter_logistic", {3.0, 1.0, 0.7, 2.0, 2.0}, 2.0, 1.5},
    {"gamma_shifted_gompertz",
     {1.0, 0.69314718055994531, 2.0, 3.0, 1.0},
     2.0,
     1.0 / 16.0},
    {"generalised_logistic", {1.0, 0.7, 3.0, 2.5, 0.5}, 3.0, 0.5},
    {"generalised_logistic", {1.0, 1.0, 3.0, 1.0, 0.5}, 4.0, 0.8}, /* u = (1/2)^2 */
    {"generalised_logistic", {1.0, 1.0, 3.0, 1.0, 0.5}, 6.0, 1.0}, /* done at m + 2 */
    {"generalised_logistic", {1.0, 1.0, 3.0, 1.0, 1.5}, 0.5, 0.0}, /* begins at m - 2 */
    {"generalised_logistic", {1.0, 1.0, 3.0, 1.0, 1.5}, 5.0, 0.8}, /* u = 2^-2 */
    {"gompertz_floor", {3.0, 1.0, 0.7, 3.0}, 3.0, 1.0 + 2.0 / 2.718281828459045235},
    {"linear", {1.5, 0.25}, 6.0, 3.0},
    {"logistic_exponential_ceiling", {2.0, 0.5, 1.0, 3.0}, 3.0, 1.0},
    {"logistic_exponential_ceiling",
     {2.0, 0.5, 2.1972245773362194, 3.0},
     4.0,
     1.8 * 1.6487212707001282},
    {"logistic_floor", {3.0, 1.0, 2.1972245773362194, 1.0}, 2.0, 2.8},
    {"logistic_linear_ceiling", {2.0, 0.5, 2.1972245773362194, 3.0}, 4.0, 2.25},
    {"michaelis_menten", {6.0, 2.0, 1.0}, 5.0, 4.0},
    {"michaelis_menten", {6.0, 2.0, 1.0}, 0.0, 0.0},
    {"monomolecular", {4.0, 0.69314718055994531, 1.0}, 3.0, 3.0},
    {"monomolecular", {4.0, 0.69314718055994531, 1.0}, 0.0, -4.0},
    {"morgan_mercer_flodin", {6.0, 1.0, 2.0, 4.0, 3.0}, 11.0, 5.0},
    {"morgan_mercer_flodin", {6.0, 1.0, 2.0, 4.0, 3.0}, 2.0, 1.0},
    {"norton_bass", {1.0, 2.0, 0.5, 0.5, 2.0, 3.0}, 3.0, 0.46211715726000976},
    {"norton_bass",
     {1.0, 2.0, 0.5, 0.5, 2.0, 3.0},
     4.0,
     0.76159415595576489 + 2.0 * 0.46211715726000976}, /* tanh(1) + 2 tanh(1/2) */
    {"power", {3.0, 2.0, 1.0}, 3.0, 12.0},
    {"power", {3.0, 0.5, 1.0}, 5.0, 6.0},
    {"power", {3.0, 0.5, 1.0}, 0.0, 0.0},
    {"SSasymp", {4.0, 1.0, 0.0}, 0.69314718055994531, 2.5},
    {"SSasympOff", {4.0, 0.0, 1.0}, 1.69314718055994531, 2.0},
    {"SSasympOrig", {4.0, 0.0}, 0.69314718055994531, 2.0},
    {"SSbiexp", {4.0, 0.69314718055994531, 1.0, 0.0}, 0.69314718055994531, 1.5},
    {"SSfpl", {1.0, 3.0, 2.0, 0.45511961331341866}, 3.0, 2.8}, /* scal = 1 / ln 9 */
    {"SSgompertz", {1.0, 4.0, 0.5}, 2.0, 1.0 / 2.718281828459045235},
    {"SSlogis", {2.0, 2.0, 0.45511961331341866}, 3.0, 1.8},
    {"SSmicmen", {6.0, 2.0}, 4.0, 4.0},
    {"SSmicmen", {6.0, 2.0}, -1.0, 0.0},
    {"SSweibull",
     {4.0, 3.0, -1.3862943611198906, 2.0},
     2.0,
     4.0 - 3.0 / 2.718281828459045235},
    {"SSweibull", {4.0, 3.0, 1.0, 2.0}, -1.0, 1.0},
    {"von_bertalanffy", {8.0, 0.69314718055994531, 1.0}, 2.0, 1.0},
    {"weibull_growth", {1.0, 2.0, 3.0, 1.0}, 4.0, 1.0 - 1.0 / 2.718281828459045235},
};

/* Tolerance: 8 epsilon, of numbers up to 10. */
START_TEST(values_agree_with_closed_forms)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const struct es_model *model = es_model_find(known[i].model);
        ck_assert_ptr_nonnull(model);
        near(model, model->value(known[i].theta, known[i].t, NULL), known[i].y,
             8 * DBL_EPSILON * fmax(1.0, fabs(known[i].y)));
    }
}
END_TEST

START_TEST(every_model_has_a_value_in_closed_form)
{
    for (size_t i = 0; es_model_at(i) != NULL; i++) {
        bool found = false;
        for (size_t j = 0; j < sizeof known / sizeof known[0]; j++) {
            found = found || strcmp(known[j].model, es_model_at(i)->name) == 0;
        }
        REQUIRE(found, "%s", es_model_at(i)->name);
    }
}
END_TEST

/* Tolerance: 4 epsilon for those that are the same formula, 1e-13 where the forms differ.
 */
static void same_curve(const char *name, const double theta[], const char *other,
                       const double theta2[], double tolerance)
{
    const struct es_model *a = es_model_find(name), *b = es_model_find(other);
    for (double t = -8.0; t < 20.0; t += 0.25) {
        near(a, a->value(theta, t, NULL), b->value(theta2, t, NULL), tolerance);
    }
}

START_TEST(families_hold_each_other_as_special_cases)
{
    const double e4 = 4 * DBL_EPSILON;
    same_curve("logistic_floor", (double[]){1, 0, 0.8, 2}, "logistic",
               (double[]){1, 0.8, 2}, e4);
    same_curve("five_parameter_logistic", (double[]){1, 0.2, 0.8, 2, 1}, "logistic_floor",
               (double[]){1, 0.2, 0.8, 2}, e4);
    same_curve("gompertz_floor", (double[]){1, 0, 0.8, 2}, "gompertz",
               (double[]){1, 0.8, 2}, e4);
    same_curve("generalised_logistic", (double[]){1, 0.8, 2, 1, 1}, "logistic",
               (double[]){1, 0.8, 2}, e4);
    /* Richards by its midpoint: n exp(-r (m - peak)) = 2^n - 1. */
    same_curve("generalised_logistic",
               (double[]){1, 0.8, 2.0 + log(2.5 / (pow(2, 2.5) - 1)) / 0.8, 2.5, 1},
               "richards", (double[]){1, 0.8, 2, 2.5}, 1e-13);
    same_curve("gamma_shifted_gompertz", (double[]){1, 0.5, 9, 1, -1}, "bass",
               (double[]){1, 0.05, 0.45, -1}, 1e-14);
    same_curve("weibull_growth", (double[]){1, 1, 3, 1}, "exponential_saturation",
               (double[]){1, 3, 1}, e4);
    same_curve("morgan_mercer_flodin", (double[]){1, 0, 2, 4, 1}, "log_logistic",
               (double[]){1, 2, 4, 1}, e4);
    same_curve("michaelis_menten", (double[]){1, 4, 1}, "log_logistic",
               (double[]){1, 1, 4, 1}, e4);
    same_curve("bi_logistic", (double[]){0.5, log(81) / 0.8, 2, 0.5, log(81) / 0.8, 2},
               "logistic", (double[]){1, 0.8, 2}, 1e-14);
    same_curve("norton_bass", (double[]){0.25, 0.75, 0.05, 0.45, -1, -1}, "bass",
               (double[]){1, 0.05, 0.45, -1}, e4);
    same_curve("logistic_linear_ceiling", (double[]){1, 0, 0.8, 2}, "logistic",
               (double[]){1, 0.8, 2}, e4);
    same_curve("logistic_exponential_ceiling", (double[]){1, 0, 0.8, 2}, "logistic",
               (double[]){1, 0.8, 2}, e4);
    same_curve("exponential_saturation_floor", (double[]){1, 0, 3, 1},
               "exponential_saturation", (double[]){1, 3, 1}, e4);
}
END_TEST

START_TEST(the_models_of_r_are_the_models_of_essor_in_other_words)
{
    same_curve("SSlogis", (double[]){1, 2, 1.25}, "logistic", (double[]){1, 0.8, 2},
               1e-14);
    same_curve("SSfpl", (double[]){0.2, 1, 2, 1.25}, "logistic_floor",
               (double[]){1, 0.2, 0.8, 2}, 1e-14);
    same_curve("SSgompertz", (double[]){1, exp(1.6), exp(-0.8)}, "gompertz",
               (double[]){1, 0.8, 2}, 1e-14);
    same_curve("SSweibull", (double[]){1, 1, -2.5 * log(3), 2.5}, "weibull_growth",
               (double[]){1, 2.5, 3, 0}, 1e-14);
    same_curve("SSmicmen", (double[]){1, 4}, "michaelis_menten", (double[]){1, 4, 0},
               4 * DBL_EPSILON);
    /* Before 0 they grow by powers of e up to 60. */
    same_curve("SSasympOff", (double[]){1, log(0.5), 2}, "monomolecular",
               (double[]){1, 0.5, 2}, 1e-12);
    same_curve("SSasympOrig", (double[]){1, log(0.5)}, "SSasymp",
               (double[]){1, 0, log(0.5)}, 1e-13);
    same_curve("SSbiexp", (double[]){0.5, log(0.5), 0.5, log(0.5)}, "exponential",
               (double[]){1, -0.5}, 1e-13);
}
END_TEST

/* Asym x = 1e17 x 1e-17: all that is left of the approach is a line of slope 1. */
START_TEST(an_approach_to_a_level_far_away_is_a_straight_line)
{
    const double lrc = log(1e-17);
    for (double t = 0.5; t < 10.0; t += 0.5) {
        near(es_model_find("monomolecular"),
             es_model_find("monomolecular")->value((double[]){1e17, 1e-17, 0}, t, NULL),
             t, 1e-12);
        near(es_model_find("SSasympOff"),
             es_model_find("SSasympOff")->value((double[]){1e17, lrc, 0}, t, NULL), t,
             1e-12);
        near(es_model_find("SSasympOrig"),
             es_model_find("SSasympOrig")->value((double[]){1e17, lrc}, t, NULL), t,
             1e-12);
        near(es_model_find("SSasymp"),
             es_model_find("SSasymp")->value((double[]){1e17, 0, lrc}, t, NULL), t,
             1e-12);
    }
}
END_TEST

/* What an infinite-slope differential equation gives at two points: dy/dt by `growth`.
 * Tolerance: 1e-12 of the pace. */
START_TEST(the_pace_of_bass_is_the_growth_of_bass)
{
    const double bass[] = {1000.0, 0.03, 0.38, 1.0};
    for (double t = -2.0; t < 30.0; t += 0.3) {
        const double y = es_model_bass.value(bass, t, NULL);
        const double pace = t > 1.0 ? (0.03 + 0.38 * y / 1000.0) * (1000.0 - y) : 0.0;
        near(&es_model_bass_rate, es_model_bass_rate.value(bass, t, NULL), pace, 1e-10);
        near(&es_model_bass, es_model_slope(&es_model_bass, bass, t), pace, 1e-10);
    }
}
END_TEST

/* Tolerance: 1e-12 of the slope. */
START_TEST(the_generalised_logistic_solves_its_equation)
{
    const double theta[] = {1.0, 0.7, 3.0, 1.8, 0.6};
    const struct es_model *model = &es_model_generalised_logistic;
    const double n = 1.8, g = 0.6;
    const double half = 0.5;
    const double at_half = es_model_slope(model, theta, 3.0) /
                           (pow(half, 1 + n * (1 - g)) * pow(1 - pow(half, n), g));
    for (double t = -3.0; t < 5.0; t += 0.25) {
        const double y = model->value(theta, t, NULL);
        const double slope = at_half * pow(y, 1 + n * (1 - g)) * pow(1 - pow(y, n), g);
        near(model, es_model_slope(model, theta, t), slope, 1e-12);
    }
}
END_TEST

/* y' = (r + g) y (1 - y / C(t)), see the model's file. Tolerance: 1e-12 of the level. */
START_TEST(the_logistic_under_an_exponential_ceiling_solves_its_equation)
{
    const double k = 2.0, g = 0.05, r = 0.8, m = 3.0, theta[] = {k, g, r, m};
    const struct es_model *model = &es_model_logistic_exponential_ceiling;
    for (double t = -5.0; t < 20.0; t += 0.25) {
        const double y = model->value(theta, t, NULL);
        const double ceiling = k * (1 + g / r) * exp(g * (t - m));
        near(model, es_model_slope(model, theta, t), (r + g) * y * (1 - y / ceiling),
             1e-12);
    }
}
END_TEST

/* Two decays of opposite sign: up, then down; with the faster one positive, down then up.
 */
START_TEST(two_decays_rise_on_the_right_side_of_their_turn)
{
    const double uptake[] = {-5.0, log(2.0), 5.0, log(0.25)};
    const double rebound[] = {5.0, log(2.0), -5.0, log(0.25)};
    const double turn = log(8.0) / 1.75; /* where 2 exp(-2 x) = exp(-x/4) / 4 */
    const double up = es_model_SSbiexp.inverse(uptake, 2.0);
    ck_assert(up > 0.0 && up < turn);
    near(&es_model_SSbiexp, es_model_SSbiexp.value(uptake, up, NULL), 2.0, 1e-14);
    const double back = es_model_SSbiexp.inverse(rebound, -2.0);
    ck_assert(back > turn);
    near(&es_model_SSbiexp, es_model_SSbiexp.value(rebound, back, NULL), -2.0, 1e-14);
    ck_assert_double_nan(es_model_SSbiexp.inverse(uptake, 4.9));
    ck_assert_double_eq(es_model_SSbiexp.fastest(uptake), -INFINITY);
    near(&es_model_SSbiexp, es_model_SSbiexp.fastest(rebound), 2.0 * turn, 1e-14);
}
END_TEST

/* Curves that fall have no fastest growth, and reach nothing on the way up. */
START_TEST(what_falls_never_grows)
{
    const struct {
        const char *name;
        double theta[ES_MODEL_MAX_PARAMS];
    } falling[] = {
        {"SSfpl", {2, 1, 0, 1}},
        {"logistic_floor", {1, 2, 1, 0}},
        {"SSasymp", {1, 2, 0}},
        {"exponential", {2, -1}},
        {"SSlogis", {-2, 0, 1}},
        {"gompertz_floor", {1, 2, 1, 0}},
        {"SSweibull", {2, -1, 0, 1}},
        {"five_parameter_logistic", {1, 2, 1, 0, 2}},
        {"SSmicmen", {-2, 1}},
        {"exponential_saturation_floor", {1, 2, 1, 0}},
        {"SSbiexp", {1, 1, 1, 0}},
        {"morgan_mercer_flodin", {1, 2, 2, 1, 0}},
        {"SSasympOff", {-2, 0, 0}},
        {"SSgompertz", {-2, 1, 0.5}},
        {"SSasympOrig", {-2, 0}},
        {"linear", {2, -1}},
        {"logistic_exponential_ceiling", {1, -2, 1, 0}},
    };
    for (size_t i = 0; i < sizeof falling / sizeof falling[0]; i++) {
        const struct es_model *model = es_model_find(falling[i].name);
        REQUIRE(isnan(model->fastest(falling[i].theta)), "%s", model->name);
        REQUIRE(isnan(model->inverse(falling[i].theta, 1.5)), "%s", model->name);
    }
}
END_TEST

/* Tolerances: 4 epsilon; 2e-3 for the limit, which n = 0.0011 has not quite reached. */
START_TEST(richards_holds_the_logistic_and_nearly_the_gompertz)
{
    const double symmetric[] = {1.0, 0.8, 2.0, 1.0}, late[] = {1.0, 0.8, 2.0, 0.0011};
    for (double t = -10.0; t < 20.0; t += 0.25) {
        near(&es_model_richards, es_model_richards.value(symmetric, t, NULL),
             es_model_logistic.value(symmetric, t, NULL), 4 * DBL_EPSILON);
        near(&es_model_richards, es_model_richards.value(late, t, NULL),
             es_model_gompertz.value(late, t, NULL), 2e-3);
    }
}
END_TEST

/* Tolerance: 4 epsilon. */
START_TEST(mirrored_gompertz_is_gompertz_turned_by_half_a_turn)
{
    const double theta[] = {1.0, 0.8, 2.0};
    for (double age = -10.0; age < 10.0; age += 0.25) {
        near(&es_model_mirrored_gompertz,
             es_model_mirrored_gompertz.value(theta, 2.0 + age, NULL),
             1.0 - es_model_gompertz.value(theta, 2.0 - age, NULL), 4 * DBL_EPSILON);
    }
}
END_TEST

START_TEST(log_logistic_has_no_curve_with_a_launch_after_its_midpoint)
{
    const double launches[] = {25.0, 25.1, NAN};
    for (int i = 0; i < 3; i++) {
        const struct es_landmarks landmarks = {1.0, 4.0, 25.0, 1.0, launches[i]};
        double theta[ES_MODEL_MAX_PARAMS];
        es_model_log_logistic.place(&landmarks, theta);
        for (size_t k = 0; k < es_model_log_logistic.param_count; k++) {
            ck_assert_double_nan(theta[k]);
        }
        ck_assert(!es_model_accepts(&es_model_log_logistic, theta));
    }
}
END_TEST

/* A power of the share overflows when computed as such: 1e-300^-100. */
START_TEST(richards_places_and_inverts_with_an_extreme_shape)
{
    const struct es_landmarks landmarks = {1.0, 4.0, 25.0, 900.0, 0.0};
    double theta[ES_MODEL_MAX_PARAMS];
    es_model_richards.place(&landmarks, theta);
    const double t = es_model_richards.inverse(theta, 1e-300);
    ck_assert_double_finite(t);
    /* Tolerance: 1e-9 relative; the exponent of 690 is rounded. */
    ck_assert_double_eq_tol(es_model_richards.value(theta, t, NULL) / 1e-300, 1.0, 1e-9);
}
END_TEST

int main(void)
{
    TCase *laws = tcase_create("laws");
    tcase_add_test(laws, models_stand_in_alphabetical_order_and_are_found_by_name);
    tcase_add_test(laws, synonyms_lead_to_one_model_each);
    tcase_add_test(laws, every_model_says_what_it_is);
    tcase_add_test(laws, ceiling_is_a_level_and_shapes_have_a_place);
    tcase_add_test(laws, place_reaches_10_50_and_90_percent_at_the_right_times);
    tcase_add_test(laws, gradient_agrees_with_central_differences);
    tcase_add_test(laws, values_at_many_times_have_the_digits_of_the_value_at_one);
    tcase_add_test(laws, inverse_finds_the_time_of_a_level);
    tcase_add_test(laws, inverse_of_a_level_never_reached_is_nan);
    tcase_add_test(laws, growth_that_rises_never_falls_nor_passes_its_limit);
    tcase_add_test(laws, far_past_and_far_future_are_the_limits);
    tcase_add_test(laws, nothing_inside_the_domain_gives_nan);
    tcase_add_test(laws, curves_are_linear_in_their_levels_together);
    tcase_add_test(laws, slope_agrees_with_central_differences);
    tcase_add_test(laws, growth_is_fastest_where_the_model_says);
    tcase_add_test(laws, growth_that_rises_is_fastest_somewhere_but_on_a_line);
    tcase_add_test(laws, warped_curve_follows_the_same_path_at_another_pace);
    tcase_add_test(laws, curve_follows_a_change_of_unit);
    tcase_add_test(laws, placed_curve_follows_a_shift_of_time);
    tcase_add_test(laws, domain_excludes_its_ends_and_nan);
    tcase_add_test(laws, candidates_for_a_start_cover_early_late_and_whole_curves);

    TCase *each = tcase_create("each");
    tcase_add_test(each, values_agree_with_closed_forms);
    tcase_add_test(each, every_model_has_a_value_in_closed_form);
    tcase_add_test(each, families_hold_each_other_as_special_cases);
    tcase_add_test(each, the_models_of_r_are_the_models_of_essor_in_other_words);
    tcase_add_test(each, an_approach_to_a_level_far_away_is_a_straight_line);
    tcase_add_test(each, the_pace_of_bass_is_the_growth_of_bass);
    tcase_add_test(each, the_generalised_logistic_solves_its_equation);
    tcase_add_test(each, the_logistic_under_an_exponential_ceiling_solves_its_equation);
    tcase_add_test(each, two_decays_rise_on_the_right_side_of_their_turn);
    tcase_add_test(each, what_falls_never_grows);
    tcase_add_test(each, richards_holds_the_logistic_and_nearly_the_gompertz);
    tcase_add_test(each, mirrored_gompertz_is_gompertz_turned_by_half_a_turn);
    tcase_add_test(each, log_logistic_has_no_curve_with_a_launch_after_its_midpoint);
    tcase_add_test(each, richards_places_and_inverts_with_an_extreme_shape);

    Suite *suite = suite_create("models");
    suite_add_tcase(suite, laws);
    suite_add_tcase(suite, each);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Formulas: what they mean, their derivatives, and what is no formula. */
#include "folder.h"

#include "essor/formula.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum { ROWS = 7, MOST = 16 };

static const double xs[ROWS] = {-2.0, -0.5, 0.0, 0.25, 1.0, 3.0, 10.0};
static const double zs[ROWS] = {1.0, 2.0, 0.5, 4.0, 0.25, 1.5, 8.0};
static const char *const names[] = {"x", "z", "per head", "exp"};
static const double *const data[] = {xs, zs, zs, zs};
static const struct es_columns_of columns = {ROWS, 4, names, data};

static struct es_formula *formula;
static double value[ROWS], grad[MOST * ROWS];

static enum es_status parse(const char *text)
{
    return es_formula_read(text, &columns, &formula, arena, &err);
}

static void run(const char *text, const double theta[])
{
    ck_assert_msg(parse(text) == ES_OK, "%s", err.message);
    es_formula_values(formula, theta, value, grad);
}

static bool near(double a, double b, double relative)
{
    return (isnan(a) && isnan(b)) || a == b ||
           fabs(a - b) <= relative * fmax(fabs(a), fabs(b));
}

/* -- what a formula means ----------------------------------------------------------- */

START_TEST(operators_bind_as_in_r)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"1 + 2*3", 7.0},
        {"(1 + 2)*3", 9.0},
        {"-2^2", -4.0},
        {"(-2)^2", 4.0},
        {"2^3^2", 512.0},
        {"2**3**2", 512.0},
        {"2^-1", 0.5},
        {"2^-1^2", 0.5},
        {"-2^-2*4", -1.0},
        {"8/4/2", 1.0},
        {"8-4-2", 2.0},
        {"8/4*2", 4.0},
        {"2*-3", -6.0},
        {"--2", 2.0},
        {"-+-2", 2.0},
        {"+2", 2.0},
        {".5 + 5. + 1e-1 + 2.5E+1", 30.6},
        {"2*pi", 6.283185307179586},
        {"exp(log(7))", 7.0},
        {"sqrt(16)", 4.0},
        {"sin(0) + cos(0)", 1.0},
        {"atan(1)*4", 3.141592653589793},
        {"tanh(0.5)", 0.46211715726000976},
        {"\t( 1 )\n*\r\n 2 ", 2.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        run(cases[i].text, NULL);
        ck_assert_uint_eq(es_formula_param_count(formula), 0);
        for (size_t r = 0; r < ROWS; r++) {
            ck_assert_msg(near(value[r], cases[i].value, 2e-16), "%s is %.17g",
                          cases[i].text, value[r]);
        }
    }
}
END_TEST

START_TEST(names_of_columns_are_data_and_the_others_parameters_in_order)
{
    run("b2*x + b1*z^2 + b2 - `per head`", (const double[]){3.0, 5.0});
    ck_assert_uint_eq(es_formula_param_count(formula), 2);
    ck_assert_str_eq(es_formula_param(formula, 0), "b2");
    ck_assert_str_eq(es_formula_param(formula, 1), "b1");
    for (size_t r = 0; r < ROWS; r++) {
        ck_assert(near(value[r], 3.0 * xs[r] + 5.0 * zs[r] * zs[r] + 3.0 - zs[r], 1e-15));
        ck_assert(near(grad[r], xs[r] + 1.0, 1e-15));
        ck_assert(near(grad[ROWS + r], zs[r] * zs[r], 1e-15));
    }
    run("é.1 * année_2", (const double[]){2.0, 3.0});
    ck_assert_str_eq(es_formula_param(formula, 1), "année_2");
    ck_assert_double_eq(value[0], 6.0);
}
END_TEST

START_TEST(columns_without_parameters_are_computed_once)
{
    run("log(z) * (x + z)/2 - -x^2", NULL);
    for (size_t r = 0; r < ROWS; r++) {
        ck_assert(
            near(value[r], log(zs[r]) * (xs[r] + zs[r]) / 2.0 + xs[r] * xs[r], 1e-15));
    }
}
END_TEST

START_TEST(every_row_is_reached_whatever_their_number)
{
    enum { LONG = 1000 };
    static double t[LONG], y[LONG], g[LONG];
    static const char *const name[] = {"t"};
    const double *const column[] = {t};
    for (size_t n = 1; n <= LONG; n += n < 300 ? 1 : 350) {
        for (size_t i = 0; i < n; i++) {
            t[i] = (double)i;
        }
        const struct es_columns_of one = {n, 1, name, column};
        ck_assert_int_eq(
            es_formula_read("a + log(t + 1)*(t - 1)*a", &one, &formula, arena, &err),
            ES_OK);
        es_formula_values(formula, (const double[]){2.0}, y, g);
        for (size_t i = 0; i < n; i++) {
            const double slope = 1.0 + log((double)i + 1.0) * ((double)i - 1.0);
            ck_assert(near(g[i], slope, 1e-15) && near(y[i], 2.0 * slope, 1e-15));
        }
    }
}
END_TEST

/* -- derivatives -------------------------------------------------------------------- */

START_TEST(derivatives_are_those_of_closed_forms)
{
    const double a = 0.7, b = 1.3, theta[] = {a, b};
    for (size_t r = 0; r < ROWS; r++) {
        const double z = zs[r];
        const struct {
            const char *text;
            double by_a, by_b;
        } cases[] = {
            {"a*exp(b*z)", exp(b * z), a * z * exp(b * z)},
            {"log(a*z + b)", z / (a * z + b), 1.0 / (a * z + b)},
            {"sqrt(a + b*z)", 0.5 / sqrt(a + b * z), 0.5 * z / sqrt(a + b * z)},
            {"sin(a*z)*cos(b*z)", z * cos(a * z) * cos(b * z),
             -z * sin(a * z) * sin(b * z)},
            {"atan(a/(z + b))", (z + b) / ((z + b) * (z + b) + a * a),
             -a / ((z + b) * (z + b) + a * a)},
            {"tanh(a*z - b)", z / pow(cosh(a * z - b), 2.0),
             -1.0 / pow(cosh(a * z - b), 2.0)},
            {"a*z^b", pow(z, b), a * pow(z, b) * log(z)},
            {"(a*z)^(b/2)", b / 2.0 * pow(a * z, b / 2.0) / a,
             0.5 * pow(a * z, b / 2.0) * log(a * z)},
            {"a^3 - b^-1 + 0*z", 3.0 * a * a, 1.0 / (b * b)},
            {"a/b*z", z / b, -a * z / (b * b)},
            {"-a - +b + z", -1.0, -1.0},
        };
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            run(cases[i].text, theta);
            ck_assert_msg(near(grad[r], cases[i].by_a, 4e-15) &&
                              near(grad[ROWS + r], cases[i].by_b, 4e-15),
                          "%s at row %zu: %.17g %.17g", cases[i].text, r, grad[r],
                          grad[ROWS + r]);
        }
    }
}
END_TEST

/* The 27 models of the NIST Statistical Reference Datasets, as their files write them;
 * second start, range of x (of Nelson, the second predictor is z). */
static const struct {
    const char *name, *formula;
    double theta[9], from, to;
} nist[] = {
    {"Bennett5", "b1 * (b2+x)**(-1/b3)", {-1500, 45, 0.85}, 7.44717, 12.2722},
    {"BoxBOD", "b1*(1-exp(-b2*x))", {100, 0.75}, 1, 10},
    {"Chwirut1", "exp(-b1*x)/(b2+b3*x)", {0.15, 0.008, 0.01}, 0.5, 6},
    {"Chwirut2", "exp(-b1*x)/(b2+b3*x)", {0.15, 0.008, 0.01}, 0.5, 6},
    {"DanWood", "b1*x**b2", {0.7, 4}, 1.309, 1.68},
    {"ENSO",
     "b1 + b2*cos(2*pi*x/12) + b3*sin(2*pi*x/12) + b5*cos(2*pi*x/b4) + b6*sin(2*pi*x/b4) "
     "+ b8*cos(2*pi*x/b7) + b9*sin(2*pi*x/b7)",
     {10, 3, 0.5, 44, -1.5, 0.5, 26, -0.1, 1.5},
     1,
     168},
    {"Eckerle4", "(b1/b2) * exp(-0.5*((x-b3)/b2)**2)", {1.5, 5, 450}, 400, 500},
    {"Gauss1",
     "b1*exp(-b2*x) + b3*exp(-(x-b4)**2 / b5**2) + b6*exp(-(x-b7)**2 / b8**2)",
     {94, 0.0105, 99, 63, 25, 71, 180, 20},
     1,
     250},
    {"Gauss2",
     "b1*exp(-b2*x) + b3*exp(-(x-b4)**2 / b5**2) + b6*exp(-(x-b7)**2 / b8**2)",
     {98, 0.0105, 103, 105, 20, 73, 150, 20},
     1,
     250},
    {"Gauss3",
     "b1*exp(-b2*x) + b3*exp(-(x-b4)**2 / b5**2) + b6*exp(-(x-b7)**2 / b8**2)",
     {96, 0.0096, 80, 110, 25, 74, 139, 25},
     1,
     250},
    {"Hahn1",
     "(b1+b2*x+b3*x**2+b4*x**3) / (1+b5*x+b6*x**2+b7*x**3)",
     {1, -0.1, 0.005, -0.000001, -0.005, 0.0001, -0.0000001},
     14.13,
     851.61},
    {"Kirby2",
     "(b1 + b2*x + b3*x**2) / (1 + b4*x + b5*x**2)",
     {1.5, -0.15, 0.0025, -0.0015, 0.00002},
     9.65,
     371.3},
    {"Lanczos1",
     "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
     {0.5, 0.7, 3.6, 4.2, 4, 6.3},
     0,
     1.15},
    {"Lanczos2",
     "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
     {0.5, 0.7, 3.6, 4.2, 4, 6.3},
     0,
     1.15},
    {"Lanczos3",
     "b1*exp(-b2*x) + b3*exp(-b4*x) + b5*exp(-b6*x)",
     {0.5, 0.7, 3.6, 4.2, 4, 6.3},
     0,
     1.15},
    {"MGH09", "b1*(x**2+x*b2) / (x**2+x*b3+b4)", {0.25, 0.39, 0.415, 0.39}, 0.0625, 4},
    {"MGH10", "b1 * exp(b2/(x+b3))", {0.02, 4000, 250}, 50, 125},
    {"MGH17", "b1 + b2*exp(-x*b4) + b3*exp(-x*b5)", {0.5, 1.5, -1, 0.01, 0.02}, 0, 320},
    {"Misra1a", "b1*(1-exp(-b2*x))", {250, 0.0005}, 77.6, 760},
    {"Misra1b", "b1 * (1-(1+b2*x/2)**(-2))", {300, 0.0002}, 77.6, 760},
    {"Misra1c", "b1 * (1-(1+2*b2*x)**(-.5))", {600, 0.0002}, 77.6, 760},
    {"Misra1d", "b1*b2*x*((1+b2*x)**(-1))", {450, 0.0003}, 77.6, 760},
    {"Nelson", "b1 - b2*x1 * exp(-b3*x2)", {2.5, 0.000000005, -0.05}, 1, 64},
    {"Rat42", "b1 / (1+exp(b2-b3*x))", {75, 2.5, 0.07}, 9, 79},
    {"Rat43", "b1 / ((1+exp(b2-b3*x))**(1/b4))", {700, 5, 0.75, 1.3}, 1, 15},
    {"Roszman1",
     "b1 - b2*x - atan(b3/(x-b4))/pi",
     {0.2, -0.000005, 1200, -150},
     -4868.68,
     -464.17},
    {"Thurber",
     "(b1 + b2*x + b3*x**2 + b4*x**3) / (1 + b5*x + b6*x**2 + b7*x**3)",
     {1300, 1500, 500, 75, 1, 0.4, 0.05},
     -3.067,
     2.2},
};

/* The largest difference between derivatives and central differences, in units of the
 * difference's own error: truncation is below 1e-6 of the curve, rounding some eps /
 * step. */
static double worst_difference(size_t p, double theta[])
{
    double up[ROWS], down[ROWS], worst = 0.0;
    for (size_t k = 0; k < p; k++) {
        const double at = theta[k], step = 1e-6 * fabs(at);
        theta[k] = at + step;
        es_formula_values(formula, theta, up, NULL);
        theta[k] = at - step;
        es_formula_values(formula, theta, down, NULL);
        theta[k] = at;
        for (size_t r = 0; r < ROWS; r++) {
            const double slope = (up[r] - down[r]) / (2.0 * step);
            const double noise = 64.0 * DBL_EPSILON * fabs(value[r]) / step;
            const double error = 1e-6 * fabs(slope) + noise;
            worst = fmax(worst, fabs(slope - grad[k * ROWS + r]) / error);
        }
    }
    return worst;
}

START_TEST(derivatives_of_the_nist_models_are_central_differences)
{
    for (size_t i = 0; i < sizeof nist / sizeof nist[0]; i++) {
        double x[ROWS], theta[9];
        for (size_t r = 0; r < ROWS; r++) {
            x[r] = nist[i].from + (nist[i].to - nist[i].from) * (double)r / (ROWS - 1);
        }
        const char *const both[] = {"x", "x1", "x2"};
        const double *const column[] = {x, x, zs};
        const struct es_columns_of here = {ROWS, 3, both, column};
        ck_assert_msg(es_formula_read(nist[i].formula, &here, &formula, arena, &err) ==
                          ES_OK,
                      "%s: %s", nist[i].name, err.message);
        const size_t p = es_formula_param_count(formula);
        for (size_t k = 0; k < p; k++) { /* b1, b2, ... in the order of appearance */
            const char *name = es_formula_param(formula, k);
            theta[k] = nist[i].theta[strtoul(name + 1, NULL, 10) - 1];
        }
        es_formula_values(formula, theta, value, grad);
        const double worst = worst_difference(p, theta);
        ck_assert_msg(worst < 1.0, "%s: %g", nist[i].name, worst);
    }
}
END_TEST

START_TEST(powers_have_the_derivatives_that_exist)
{
    run("a*x^2 + x^3*b", (const double[]){2.0, 3.0});
    ck_assert_double_eq(value[0], 8.0 - 24.0); /* x = -2 */
    ck_assert_double_eq(grad[0], 4.0);
    ck_assert_double_eq(grad[ROWS], -8.0);
    run("(a - 2)^2 + (a - 2)^1 + (a - 2)^0", (const double[]){2.0});
    ck_assert_double_eq(value[0], 1.0);
    ck_assert_double_eq(grad[0], 1.0); /* 2 0^1 + 1 + 0 */
    run("(a*x)^3", (const double[]){-1.0});
    ck_assert_double_eq(value[0], 8.0);
    ck_assert_double_eq(grad[0], 3.0 * 4.0 * -2.0); /* 3 (a x)^2 x */
    run("a*x^b", (const double[]){2.0, 1.5});
    ck_assert_double_eq(value[2], 0.0); /* x = 0 */
    ck_assert_double_eq(grad[2], 0.0);
    ck_assert_double_eq(grad[ROWS + 2], 0.0);
    ck_assert(isnan(value[0])); /* x = -2 */
}
END_TEST

START_TEST(what_does_not_move_has_no_derivative_however_steep)
{
    run("sqrt(a*x)", (const double[]){2.0});
    ck_assert_double_eq(value[2], 0.0);
    ck_assert_double_eq(grad[2], 0.0); /* x = 0: the same for every a */
    ck_assert(isnan(value[0]));
    run("log(a - 3)*x", (const double[]){2.0});
    ck_assert(isnan(value[1]));
}
END_TEST

START_TEST(an_overflow_far_from_the_curve_leaves_finite_derivatives)
{
    run("K/(1 + exp(-r*(x - m)))", (const double[]){5.0, 1000.0, 5.0});
    ck_assert_double_eq(value[0], 0.0);
    ck_assert_double_eq(value[6], 5.0);
    run("K*exp(-exp(-r*(x - m))) + K/(1 + exp(-r*(x - m)))^(1/m) + K*(1 + "
        "exp(-r*x))^(-2)",
        (const double[]){5.0, 1000.0, 5.0});
    for (size_t i = 0; i < 3 * ROWS; i++) {
        ck_assert_msg(isfinite(grad[i]), "derivative %zu", i);
    }
}
END_TEST

/* -- what is no formula ------------------------------------------------------------- */

START_TEST(faults_say_where_and_what_would_be_right)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "the formula is empty"},
        {" \n", "the formula is empty"},
        {"a*epx(x)",
         "character 3: unknown function \"epx\"; did you mean \"exp\"?\n"
         "  a*epx(x)\n    ^~~"},
        {"ln(x)",
         "character 1: unknown function \"ln\"; write log, which is the natural "
         "logarithm\n  ln(x)\n  ^~"},
        {"log10(x)", "write log(x)/log(10)"},
        {"frobnicate(x)", "there are exp, log, sqrt, sin, cos, atan, tanh"},
        {"a(x)", "unknown function \"a\""},
        {"a + a(x)", "\"a\" is no function; a product has a *"},
        {"x (a)", "\"x\" is no function"},
        {"2a", "character 2: an operator is missing here"},
        {"a b", "character 3: an operator is missing here"},
        {"(a)(b)", "character 4: an operator is missing here"},
        {"a +", "character 3: something is missing after this\n  a +\n    ^"},
        {"a + * b", "character 5: a number, a name or a parenthesis is missing before"},
        {"*a", "character 1: a number, a name"},
        {"(a + b", "character 1: this parenthesis is never closed\n  (a + b\n  ^"},
        {"exp(a + b", "character 4: this parenthesis is never closed"},
        {"a + b)", "character 6: this parenthesis was never opened\n  a + b)\n       ^"},
        {"()", "nothing between the parentheses"},
        {"a*exp()", "character 6: the function needs an argument\n  a*exp()\n       ^~"},
        {"log(a, 10)", "functions have one argument"},
        {"a*1,5", "character 4: numbers have a decimal point"},
        {"a, b", "no comma here"},
        {"y = a*x", "character 3: no = here; the formula is the right-hand side only"},
        {"a*[x]", "character 3: write round parentheses"},
        {"a; b", "this character has no meaning"},
        {"a & b", "this character has no meaning"},
        {"sqrt*2", "a function needs its argument in parentheses"},
        {"exp + 1", "a function and a column; put the column in backquotes"},
        {"`exp", "a name in backquotes ends with another `"},
        {"``", "a name in backquotes ends with another `"},
        {"1e999*a", "a number too large or too small"},
        {"année + é é",
         "character 11: an operator is missing here: + - * / or ^\n"
         "  année + é é\n            ^"},
        {"a\033b", "a?b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        err.message[0] = '\0';
        ck_assert_msg(parse(cases[i].text) == ES_ERR_ARGUMENT, "%s", cases[i].text);
        ck_assert_msg(strstr(err.message, cases[i].message) != NULL,
                      "%s:\n%s\nis not\n%s", cases[i].text, err.message,
                      cases[i].message);
    }
}
END_TEST

START_TEST(a_column_called_like_a_function_stands_in_backquotes)
{
    run("`exp`*a", (const double[]){2.0});
    ck_assert_double_eq(value[0], 2.0 * zs[0]);
}
END_TEST

START_TEST(long_and_deep_formulas_have_a_limit)
{
    static char text[ES_FORMULA_MOST_BYTES + 2];
    (void)memset(text, '(', sizeof text - 1);
    ck_assert_int_eq(parse(text), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "the longest allowed has 4096"));
    text[ES_FORMULA_MOST_BYTES] = '\0';
    ck_assert_int_eq(parse(text), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "nested too deeply"));
    (void)memset(text, '-', sizeof text - 1);
    ck_assert_int_eq(parse(text), ES_ERR_ARGUMENT);
    for (size_t i = 0; i < ES_FORMULA_MOST_BYTES; i++) {
        text[i] = i % 2 == 0 ? 'a' : '+';
    }
    text[ES_FORMULA_MOST_BYTES - 1] = '\0';
    run(text, (const double[]){0.5}); /* as many steps as a formula can have */
    ck_assert_double_eq(value[ROWS - 1], 0.5 * ES_FORMULA_MOST_BYTES / 2);
    ck_assert_double_eq(grad[0], ES_FORMULA_MOST_BYTES / 2.0);
}
END_TEST

START_TEST(more_parameters_than_a_regression_has_are_refused)
{
    char text[8 * (ES_REGRESSION_MOST_PARAMS + 1)] = "0";
    for (int k = 0; k <= ES_REGRESSION_MOST_PARAMS; k++) {
        ck_assert_int_eq(parse(text), ES_OK);
        (void)snprintf(text + strlen(text), 8, "+b%d", k);
    }
    ck_assert_int_eq(parse(text), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "more than 64 parameters"));
}
END_TEST

/* xorshift64* of Marsaglia (2003) and Vigna (2016). */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

START_TEST(any_text_is_a_formula_or_a_fault)
{
    static const char *const pieces[] = {
        "x", "z",    "a",   "b",   "(",    ")",    "(",    ")",    "+",  "-",    "*",
        "/", "^",    "**",  "exp", "exp(", "log(", "sqrt", "tanh", "pi", " ",    "1",
        ".", "2.5e", "-1e", ",",   "`",    "\xc2", "é",    "\x01", "=",  "sin(x"};
    uint64_t state = 20260101;
    size_t good = 0;
    for (int i = 0; i < 20000; i++) {
        char text[256] = "";
        const size_t n = next_random(&state) % 14;
        for (size_t k = 0; k < n; k++) {
            const size_t count = sizeof pieces / sizeof pieces[0];
            (void)strcat(text, pieces[next_random(&state) % count]);
        }
        if (parse(text) == ES_OK) {
            double theta[ES_REGRESSION_MOST_PARAMS];
            double slopes[MOST * ROWS];
            for (size_t k = 0; k < ES_REGRESSION_MOST_PARAMS; k++) {
                theta[k] = (double)k - 1.0;
            }
            ck_assert_uint_le(es_formula_param_count(formula), MOST);
            es_formula_values(formula, theta, value, slopes);
            good++;
        } else {
            ck_assert_ptr_nonnull(strstr(err.message, "formula"));
        }
    }
    ck_assert_uint_gt(good, 500);
}
END_TEST

/* -- tasks -------------------------------------------------------------------------- */

static struct es_task task;
static struct es_unknown *unknown;

static enum es_status make_task(const char *text, const char *start)
{
    struct es_named_value *list;
    size_t n;
    ck_assert_int_eq(parse(text), ES_OK);
    ck_assert_int_eq(es_named_values_read(start, &list, &n, arena, &err), ES_OK);
    return es_task_of_formula(formula, xs, list, n, &task, &unknown, arena, &err);
}

START_TEST(a_task_has_the_parameters_and_their_start)
{
    double y[ROWS];
    ck_assert_int_eq(make_task("b + a*x", "a=2, b=-1e-3"), ES_OK);
    ck_assert_uint_eq(task.p, 2);
    ck_assert_uint_eq(task.n, ROWS);
    ck_assert_str_eq(unknown[0].name, "b");
    ck_assert_double_eq(task.start[0], -1e-3);
    ck_assert_double_eq(task.start[1], 2.0);
    ck_assert_int_eq(task.ceiling, ES_NO_PARAM);
    task.values(task.context, task.start, y, NULL);
    ck_assert_double_eq(y[0], -1e-3 + 2.0 * -2.0);
}
END_TEST

START_TEST(a_start_that_lacks_or_invents_a_parameter_is_refused)
{
    static const struct {
        const char *start, *message;
    } cases[] = {
        {"rate=1", "no start for level, which is a parameter of the formula"},
        {"", "no start for level, rate, which are each"},
        {"level=1,rate=1,rtae=1", "no parameter \"rtae\"; did you mean \"rate\"?"},
        {"level=1,rate=1,x=1", "\"x\" is a column of the file, not a parameter"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_int_eq(make_task("level*exp(rate*x)", cases[i].start), ES_ERR_ARGUMENT);
        ck_assert_msg(strstr(err.message, cases[i].message) != NULL, "%s", err.message);
    }
    ck_assert_int_eq(make_task("x + z", ""), ES_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "the formula has no parameter"));
}
END_TEST

START_TEST(lists_of_values_are_read_as_people_type_them)
{
    struct es_named_value *list;
    size_t n;
    ck_assert_int_eq(
        es_named_values_read(" b1 = 1.5 ,K=150M,t=2000-01-01,", &list, &n, arena, &err),
        ES_OK);
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(list[0].name, "b1");
    ck_assert_double_eq(list[0].value, 1.5);
    ck_assert_double_eq(list[1].value, 150e6);
    ck_assert_double_eq(list[2].value, 0.0);
    ck_assert_int_eq(es_named_values_read("b1=1,5; b2=-0,25", &list, &n, arena, &err),
                     ES_OK);
    ck_assert_double_eq(list[0].value, 1.5);
    ck_assert_double_eq(list[1].value, -0.25);
    static const char *const wrong[] = {"b1=1,5", "b1",      "=3",
                                        "b1=",    "b1=lots", "a=1,a=2"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ck_assert_msg(es_named_values_read(wrong[i], &list, &n, arena, &err) ==
                          ES_ERR_ARGUMENT,
                      "%s", wrong[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formula");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, operators_bind_as_in_r);
    tcase_add_test(tests, names_of_columns_are_data_and_the_others_parameters_in_order);
    tcase_add_test(tests, columns_without_parameters_are_computed_once);
    tcase_add_test(tests, every_row_is_reached_whatever_their_number);
    tcase_add_test(tests, derivatives_are_those_of_closed_forms);
    tcase_add_test(tests, derivatives_of_the_nist_models_are_central_differences);
    tcase_add_test(tests, powers_have_the_derivatives_that_exist);
    tcase_add_test(tests, what_does_not_move_has_no_derivative_however_steep);
    tcase_add_test(tests, an_overflow_far_from_the_curve_leaves_finite_derivatives);
    tcase_add_test(tests, faults_say_where_and_what_would_be_right);
    tcase_add_test(tests, a_column_called_like_a_function_stands_in_backquotes);
    tcase_add_test(tests, long_and_deep_formulas_have_a_limit);
    tcase_add_test(tests, more_parameters_than_a_regression_has_are_refused);
    tcase_add_test(tests, any_text_is_a_formula_or_a_fault);
    tcase_add_test(tests, a_task_has_the_parameters_and_their_start);
    tcase_add_test(tests, a_start_that_lacks_or_invents_a_parameter_is_refused);
    tcase_add_test(tests, lists_of_values_are_read_as_people_type_them);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

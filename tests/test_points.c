/* A series' own figures as points, and the models of a project file. */
#include "folder.h"

#include "essor/project.h"

#include <math.h>

static struct es_project project;
static struct es_faults faults;
static struct es_series_points points;

static const char header[] =
    "series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,qualifier,"
    "quoted_step,date_basis,source_title,source_url,note\n";

static void put(const char *name, const char *head, const char *text)
{
    const char *whole = es_arena_print(arena, "%s%s", head, text);
    (void)file_of(name, whole, strlen(whole));
}

static enum es_status open_project(const char *ini, const char *rows)
{
    put("essor.ini", "", ini);
    put("figures.csv", header, rows);
    return es_project_open(folder, &project, &faults, arena, &err);
}

static void take(const char *ini, const char *rows, int as_of_day)
{
    ck_assert_msg(open_project(ini, rows) == ES_OK, "%s", err.message);
    ck_assert_int_eq(
        es_project_points(&project, &project.series[0], as_of_day, &points, arena, &err),
        ES_OK);
}

START_TEST(a_stock_has_its_levels_at_noon_of_their_day)
{
    take("[series people]\nnature = stock\nfeed = people\n",
         "people,2024-06-30,2024-06-30,,200,,p,stock,,exact,1,stated,T,U,\n"
         "people,2023-06-30,2023-06-30,,100,,p,stock,,exact,1,stated,T,U,\n"
         "people,2024-01-01,2024-01-31,,5,,p,growth_per_month,,exact,1,stated,T,U,\n",
         ES_NO_DAY);
    ck_assert_uint_eq(points.n, 2);
    ck_assert_uint_eq(points.left_out, 1);
    ck_assert_double_eq(points.y[0], 100.0);
    ck_assert_double_eq(points.y[1], 200.0);
    ck_assert_double_eq(points.t_years[0], es_years_of_day(es_day(2023, 6, 30) + 0.5));
    ck_assert_uint_eq(points.figure[0], 1);
}
END_TEST

START_TEST(a_flow_has_its_pace_per_year_in_the_middle_of_each_window)
{
    take("[series docs]\nnature = flow\nfeed = docs\n",
         "docs,2023-01-01,2023-06-30,,60,,d,window_total,,exact,1,stated,T,U,\n"
         "docs,2023-07-01,2023-07-31,,11,,d,monthly_rate,,exact,1,stated,T,U,\n"
         "docs,2023-09-01,2023-09-30,,150,,d,annualised_rate,,exact,1,stated,T,U,\n"
         "docs,2023-10-01,2023-10-31,,2,,1,ratio_to,docs 2023-07-01/2023-07-31,exact,1,"
         "stated,T,U,\n",
         ES_NO_DAY);
    ck_assert_uint_eq(points.n, 3);
    ck_assert_uint_eq(points.left_out, 1);
    ck_assert_double_eq_tol(points.y[0], 120.0, 1e-12); /* 60 in six months */
    ck_assert_double_eq_tol(points.y[1], 132.0, 1e-12);
    ck_assert_double_eq(points.y[2], 150.0);
    ck_assert_double_eq_tol(points.t_years[0], es_years_of_day(es_day(2023, 4, 1) + 0.5),
                            1e-12);
}
END_TEST

START_TEST(only_what_was_known_counts)
{
    take("[series people]\nnature = stock\nfeed = people\n",
         "people,2023-06-30,2023-06-30,2023-07-05,100,,p,stock,,exact,1,stated,T,U,\n"
         "people,2024-06-30,2024-06-30,2024-07-05,200,,p,stock,,exact,1,stated,T,U,\n",
         es_day(2024, 1, 1));
    ck_assert_uint_eq(points.n, 1);
    ck_assert_double_eq(points.y[0], 100.0);
}
END_TEST

static const char series[] = "[series people]\nnature = stock\nfeed = people\n";
static const char rows[] =
    "people,2024-06-30,2024-06-30,,200,,p,stock,,exact,1,stated,T,"
    "U,\n";

START_TEST(a_model_of_the_project_is_a_formula_of_t_with_a_start)
{
    const char *ini =
        es_arena_print(arena,
                       "%s[model own]\nformula = K*(1 - exp(-r*t))\n"
                       "start = K=20M,r=1\norigin = 2020-01-01\n"
                       "[model line]\nformula = a + b*t\nstart = a=1;b=0,5\n",
                       series);
    ck_assert_msg(open_project(ini, rows) == ES_OK, "%s", err.message);
    ck_assert_uint_eq(project.models, 2);
    const struct es_formula_model *own = es_project_model(&project, "own");
    ck_assert_str_eq(own->formula, "K*(1 - exp(-r*t))");
    ck_assert_int_eq(own->origin_day, es_day(2020, 1, 1));
    ck_assert_int_eq(es_project_model(&project, "line")->origin_day, es_day(2000, 1, 1));
    ck_assert_ptr_null(es_project_model(&project, "other"));
}
END_TEST

START_TEST(faults_of_a_model_have_their_place)
{
    static const struct {
        const char *ini, *message;
        enum es_fault_code code;
    } cases[] = {
        {"[model own]\nformula = K*ex(t)\nstart = K=1\n", "unknown function \"ex\"",
         ES_FAULT_E305},
        {"[model own]\nformula = K*exp(r*t)\nstart = K=1\n", "no start for r",
         ES_FAULT_E305},
        {"[model own]\nformula = K*exp(r*t)\nstart = K=1,r\n", "is not NAME=NUMBER",
         ES_FAULT_E305},
        {"[model own]\nformula = 2*t\nstart = K=1\n", "no parameter", ES_FAULT_E305},
        {"[model own]\nstart = K=1\n", "does not say its formula", ES_FAULT_E307},
        {"[model own]\nformula = K*t\n", "does not say its start", ES_FAULT_E307},
        {"[model own]\nformula = K*t\nstart = K=1\nstrat = K=2\n", "unknown key",
         ES_FAULT_E303},
        {"[model gompertz]\nformula = K*t\nstart = K=1\n", "has a model \"gompertz\"",
         ES_FAULT_E304},
        {"[model Own]\nformula = K*t\nstart = K=1\n", "cannot be called", ES_FAULT_E305},
        {"[modle own]\nformula = K*t\nstart = K=1\n", "unknown section", ES_FAULT_E302},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *ini = es_arena_print(arena, "%s%s", series, cases[i].ini);
        ck_assert_int_eq(open_project(ini, rows), ES_ERR_PROJECT);
        ck_assert_uint_eq(faults.n, 1);
        ck_assert_int_eq(faults.at[0].code, cases[i].code);
        ck_assert_int_ge(faults.at[0].line, 4);
        ck_assert_msg(strstr(faults.at[0].message, cases[i].message) != NULL, "%s",
                      faults.at[0].message);
        ck_assert_ptr_null(strchr(faults.at[0].message, '\n'));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("points");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, a_stock_has_its_levels_at_noon_of_their_day);
    tcase_add_test(tests, a_flow_has_its_pace_per_year_in_the_middle_of_each_window);
    tcase_add_test(tests, only_what_was_known_counts);
    tcase_add_test(tests, a_model_of_the_project_is_a_formula_of_t_with_a_start);
    tcase_add_test(tests, faults_of_a_model_have_their_place);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

/* Scenarios of a project: the draws that a build leaves, and what a target takes. */
#include "folder.h"

#include "essor/store.h"
#include "project/whatif.h"

#include <math.h>

#define PROJECTS ESSOR_SOURCE_DIR "/tests/cli/projects"

static struct es_project project;
static struct es_solutions solutions;

/* A project of the transcripts, whose store is made in the test's own folder. */
static void open_project(const char *name)
{
    struct es_faults faults;
    const char *path = es_arena_print(arena, PROJECTS "/%s", name);
    ck_assert_msg(es_project_open(path, &project, &faults, arena, &err) == ES_OK, "%s",
                  err.message);
    project.directory = folder;
}

/* All series, as far as what-if needs. */
static void solve_far(void)
{
    const struct es_solve_options options = {
        .as_of_day = ES_NO_DAY,
        .horizon_day = es_whatif_far_day(&project, project.as_of_day)};
    ck_assert_msg(
        es_project_solve(&project, NULL, 0, &options, &solutions, arena, &err) == ES_OK,
        "%s", err.message);
}

/* What a build does after it has answered all series. */
static enum es_status remember(void)
{
    const char *name[8];
    struct es_whatif_names names = {name, 0, project.as_of_day};
    struct es_store *store;
    for (size_t i = 0; i < solutions.n; i++) {
        if (solutions.at[i].engine == ES_ENGINE_SPARSE) {
            name[names.n++] = solutions.at[i].series->id;
        }
    }
    ES_TRY(es_store_open(in_folder("essor.db"), &store, &err));
    const enum es_status status = es_whatif_remember(&project, &names, 0, store, &err);
    es_store_close(store);
    return status;
}

static int horizon(void)
{
    return es_horizon_day(project.as_of_day, project.horizon_years);
}

static bool recall(const struct es_series *series, int as_of_day,
                   struct es_whatif *whatif)
{
    return es_whatif_recall(&project, series, as_of_day, horizon(), whatif, arena);
}

/* A store of 160 MB already, here by the draws of a series that is no more. */
START_TEST(no_draws_are_left_where_the_store_is_large_without)
{
    struct es_whatif kept;
    struct es_store *store;
    struct es_solved other = {.series = "gone", .key = "any", .size = 160000000};
    open_project("aims");
    solve_far();
    other.content = es_arena_array(arena, other.size, 1);
    ck_assert_ptr_nonnull(other.content);
    ck_assert_int_eq(es_store_open(in_folder("essor.db"), &store, &err), ES_OK);
    ck_assert_int_eq(es_store_put_solved(store, &other, &err), ES_OK);
    es_store_close(store);
    ck_assert_int_eq(remember(), ES_OK);
    ck_assert(!recall(&project.series[1], project.as_of_day, &kept));
    es_solutions_close(&solutions);
}
END_TEST

START_TEST(draws_are_recalled_as_they_were_and_only_for_the_same_problem)
{
    struct es_whatif kept, solved;
    open_project("aims");
    const struct es_series *series = &project.series[1];
    ck_assert(!recall(series, project.as_of_day, &kept));
    ck_assert_int_ne(access(in_folder("essor.db"), F_OK), 0);
    solve_far();
    ck_assert_int_eq(remember(), ES_OK);
    ck_assert(recall(series, project.as_of_day, &kept));
    ck_assert_int_eq(es_whatif_open(&project, es_solutions_find(&solutions, series),
                                    horizon(), &solved, arena, &err),
                     ES_OK);
    const struct es_outlook *a = kept.base.outlook, *b = solved.base.outlook;
    ck_assert_uint_eq(a->draws, b->draws);
    ck_assert_uint_eq(a->months, b->months);
    ck_assert_int_eq(a->first_month, b->first_month);
    ck_assert_mem_eq(a->cumulated, b->cumulated,
                     a->draws * (a->months + 1) * sizeof(double));
    ck_assert_mem_eq(kept.base.ceiling, solved.base.ceiling, a->draws * sizeof(double));
    ck_assert(!recall(series, project.as_of_day - 1, &kept));
    project.seed++;
    ck_assert(!recall(series, project.as_of_day, &kept));
    es_solutions_close(&solutions);
}
END_TEST

START_TEST(draws_that_were_damaged_are_not_recalled)
{
    struct es_whatif kept;
    struct es_store *store;
    struct es_solved solved;
    char key[65] = "";
    open_project("aims");
    const struct es_series *series = &project.series[1];
    solve_far();
    ck_assert_int_eq(remember(), ES_OK);
    ck_assert(recall(series, project.as_of_day, &kept));
    ck_assert_int_eq(es_store_open(in_folder("essor.db"), &store, &err), ES_OK);
    ck_assert_int_eq(es_whatif_key(&project, series, project.as_of_day, key, &err),
                     ES_OK);
    ck_assert_int_eq(es_store_get_solved(store, series->id, key, &solved, arena, &err),
                     ES_OK);
    ck_assert_uint_gt(solved.size, 10000);
    ((unsigned char *)solved.content)[solved.size / 2] ^= 1;
    ck_assert_int_eq(es_store_put_solved(store, &solved, &err), ES_OK);
    ck_assert(!recall(series, project.as_of_day, &kept));
    solved.size = 20; /* less than what stands before them */
    ck_assert_int_eq(es_store_put_solved(store, &solved, &err), ES_OK);
    ck_assert(!recall(series, project.as_of_day, &kept));
    es_store_close(store);
    es_solutions_close(&solutions);
}
END_TEST

START_TEST(dense_series_leave_nothing_in_the_store)
{
    struct es_whatif kept;
    open_project("regular");
    solve_far();
    ck_assert_int_eq(remember(), ES_OK);
    for (size_t i = 0; i < project.series_count; i++) {
        ck_assert(!recall(&project.series[i], project.as_of_day, &kept));
    }
    es_solutions_close(&solutions);
}
END_TEST

/* What is needed is the least amount that has the probability, to 1 in 1000. */
START_TEST(what_it_takes_has_the_probability_and_a_little_less_has_not)
{
    static const double chances[] = {0.3, 0.5, 0.8};
    static const enum es_change_kind kinds[] = {ES_CHANGE_GROWTH, ES_CHANGE_SLOPE,
                                                ES_CHANGE_CEILING};
    open_project("regular");
    solve_far();
    const struct es_solution *solution = &solutions.at[1];
    struct es_target target = solution->target[0];
    target.deadline_day = es_day(2024, 6, 30);
    for (size_t i = 0; i < 3; i++) {
        struct es_whatif whatif;
        struct es_needed needed;
        ck_assert_int_eq(
            es_whatif_open(&project, solution, horizon(), &whatif, arena, &err), ES_OK);
        ck_assert_int_eq(es_whatif_needed(&whatif, &target, chances[i], &needed, &err),
                         ES_OK);
        const double amounts[] = {needed.growth, needed.slope, needed.ceiling};
        for (int k = 0; k < 3; k++) {
            for (int less = 0; less < 2; less++) {
                struct es_change change = {.kind = kinds[k],
                                           .from_day = ES_NO_DAY,
                                           .until_day = ES_NO_DAY,
                                           .text = "",
                                           .amount = amounts[k] * (less ? 0.99 : 1.0)};
                const struct es_scenario scenario = {.change = &change, .n = 1};
                struct es_whatif_answer answer;
                ck_assert_int_eq(
                    es_whatif_ask(&whatif, &target, &scenario, 1, 1, &answer, &err),
                    ES_OK);
                ck_assert(less ? answer.target.p_by_deadline < chances[i]
                               : answer.target.p_by_deadline >= chances[i]);
            }
        }
    }
    es_solutions_close(&solutions);
}
END_TEST

START_TEST(answers_do_not_depend_on_the_number_of_threads)
{
    enum { N = 7 };
    struct es_change change[N];
    struct es_scenario scenario[N];
    struct es_whatif_answer one[N], many[N];
    struct es_whatif whatif;
    open_project("regular");
    solve_far();
    const struct es_solution *solution = &solutions.at[1];
    for (size_t i = 0; i < N; i++) {
        change[i] = (struct es_change){.kind = ES_CHANGE_GROWTH,
                                       .from_day = ES_NO_DAY,
                                       .until_day = ES_NO_DAY,
                                       .text = "",
                                       .amount = 0.7 + 0.1 * (double)i};
        scenario[i] = (struct es_scenario){.change = &change[i], .n = 1};
    }
    ck_assert_int_eq(es_whatif_open(&project, solution, horizon(), &whatif, arena, &err),
                     ES_OK);
    const struct es_target *target = &solution->target[0];
    ck_assert_int_eq(es_whatif_ask(&whatif, target, scenario, N, 1, one, &err), ES_OK);
    ck_assert_int_eq(es_whatif_ask(&whatif, target, scenario, N, 4, many, &err), ES_OK);
    for (size_t i = 0; i < N; i++) {
        ck_assert_double_eq(one[i].target.p_by_deadline, many[i].target.p_by_deadline);
        ck_assert_double_eq(one[i].value.q50, many[i].value.q50);
        ck_assert(i == 0 ||
                  one[i].target.p_by_deadline >= one[i - 1].target.p_by_deadline);
    }
    es_solutions_close(&solutions);
}
END_TEST

/* A ceiling changes a draw by what the draw itself comes to: those that stand for all
 * must keep their own paths. */
START_TEST(few_draws_stand_for_all)
{
    struct es_whatif all, few;
    struct es_whatif_answer of_all, of_few;
    struct es_change change = {.kind = ES_CHANGE_CEILING,
                               .from_day = ES_NO_DAY,
                               .until_day = ES_NO_DAY,
                               .text = ""};
    const struct es_scenario scenario = {.change = &change, .n = 1};
    open_project("regular");
    solve_far();
    for (size_t s = 0; s < solutions.n; s++) {
        const struct es_target *target = &solutions.at[s].target[0];
        change.amount = 1.3 * target->level;
        ck_assert_int_eq(
            es_whatif_open(&project, &solutions.at[s], horizon(), &all, arena, &err),
            ES_OK);
        few = all;
        ck_assert_int_eq(es_whatif_thin(&few, 400, arena, &err), ES_OK);
        ck_assert_uint_eq(few.base.outlook->draws, 400);
        ck_assert_int_eq(es_whatif_ask(&all, target, &scenario, 1, 1, &of_all, &err),
                         ES_OK);
        ck_assert_int_eq(es_whatif_ask(&few, target, &scenario, 1, 1, &of_few, &err),
                         ES_OK);
        ck_assert_double_eq_tol(of_few.target.p_by_deadline, of_all.target.p_by_deadline,
                                0.05);
        ck_assert_double_eq_tol(of_few.target.p_never, of_all.target.p_never, 0.05);
        ck_assert_double_eq_tol(of_few.value.q90 / of_all.value.q90, 1.0, 0.05);
    }
    es_solutions_close(&solutions);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("whatif");
    TCase *cases = tcase_create("projects");
    tcase_add_checked_fixture(cases, folder_open, folder_close);
    tcase_set_timeout(cases, 280); /* seconds, on a busy machine */
    tcase_add_test(cases, no_draws_are_left_where_the_store_is_large_without);
    tcase_add_test(cases, draws_are_recalled_as_they_were_and_only_for_the_same_problem);
    tcase_add_test(cases, draws_that_were_damaged_are_not_recalled);
    tcase_add_test(cases, dense_series_leave_nothing_in_the_store);
    tcase_add_test(cases, what_it_takes_has_the_probability_and_a_little_less_has_not);
    tcase_add_test(cases, few_draws_stand_for_all);
    tcase_add_test(cases, answers_do_not_depend_on_the_number_of_threads);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}

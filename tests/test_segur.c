/* The project that ships: every figure readable and sourced, every exclusion in its
 * place, and what each series is fitted to. */
#include "essor/file.h"
#include "essor/project.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DIRECTORY ESSOR_SOURCE_DIR "/examples/segur"

static struct es_arena *arena;
static struct es_project project;
static struct es_faults faults;

static void open_project(void)
{
    struct es_error err = {.message = ""};
    ck_assert_int_eq(es_arena_open(&arena, &err), ES_OK);
    const enum es_status status =
        es_project_open(DIRECTORY, &project, &faults, arena, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
}

static void close_project(void)
{
    es_arena_close(arena);
}

START_TEST(figures_targets_and_settings_are_read_without_a_fault)
{
    ck_assert_uint_eq(faults.n, 0);
    ck_assert_uint_eq(project.figures.n, 437);
    ck_assert_uint_eq(project.targets.n, 11);
    ck_assert_uint_eq(project.series_count, 8);
    ck_assert_uint_eq(project.charts, 14);
}
END_TEST

/* Importing into the project then changes only the lines that are new. */
START_TEST(figures_file_is_in_the_form_that_import_writes)
{
    char directory[] = "/tmp/essor-segur-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(directory));
    char *path, *written, *shipped;
    size_t written_size, shipped_size;
    ck_assert_ptr_nonnull(path = es_arena_print(arena, "%s/figures.csv", directory));
    ck_assert_int_eq(es_figures_write(path, &project.figures, NULL), ES_OK);
    ck_assert_int_eq(es_file_read(path, 1 << 20, &written, &written_size, arena, NULL),
                     ES_OK);
    ck_assert_int_eq(es_file_read(DIRECTORY "/figures.csv", 1 << 20, &shipped,
                                  &shipped_size, arena, NULL),
                     ES_OK);
    ck_assert_uint_eq(written_size, shipped_size);
    ck_assert_mem_eq(written, shipped, shipped_size);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(directory), 0);
}
END_TEST

START_TEST(as_of_date_is_that_of_the_newest_figure)
{
    int day;
    ck_assert(es_day_parse("2025-02-27", &day));
    ck_assert_int_eq(project.as_of_day, day);
}
END_TEST

START_TEST(every_figure_names_a_source_that_a_reader_can_look_up)
{
    for (size_t i = 0; i < project.figures.n; i++) {
        const struct es_figure *figure = &project.figures.at[i];
        const char *const texts[] = {figure->source_title, figure->source_url,
                                     figure->note};
        ck_assert_msg(*figure->source_title != '\0', "%s", figure->id);
        ck_assert_msg(*figure->source_url == '\0' ||
                          strncmp(figure->source_url, "http", 4) == 0,
                      "%s", figure->id);
        for (size_t k = 0; k < 3; k++) {
            ck_assert_msg(strstr(texts[k], "seed") == NULL &&
                              strstr(texts[k], "Seed") == NULL,
                          "%s", figure->id);
            ck_assert_msg(strstr(texts[k], ".txt") == NULL, "%s", figure->id);
        }
    }
}
END_TEST

START_TEST(no_figure_is_published_before_its_window_ends)
{
    for (size_t i = 0; i < project.figures.n; i++) {
        const struct es_figure *figure = &project.figures.at[i];
        ck_assert_msg(figure->published_day == ES_NO_DAY ||
                          figure->published_day >= figure->to_day,
                      "%s", figure->id);
    }
}
END_TEST

static const struct es_figure *figure_of_id(const char *id)
{
    for (size_t i = 0; i < project.figures.n; i++) {
        if (strcmp(project.figures.at[i].id, id) == 0) {
            return &project.figures.at[i];
        }
    }
    return NULL;
}

START_TEST(every_exclusion_names_a_figure_that_its_series_would_take)
{
    for (size_t s = 0; s < project.series_count; s++) {
        const struct es_series *series = &project.series[s];
        for (size_t i = 0; i < series->exclusions; i++) {
            const struct es_exclusion *exclusion = &series->exclusion[i];
            const struct es_figure *figure = figure_of_id(exclusion->figure);
            ck_assert_msg(figure != NULL, "%s", exclusion->figure);
            ck_assert_ptr_eq(es_project_series(&project, figure->series), series);
            ck_assert_ptr_eq(es_project_exclusion(series, figure), exclusion);
            ck_assert_uint_ge(strlen(exclusion->reason), 20);
        }
    }
}
END_TEST

/* But for the other senders, for which none was published. */
START_TEST(every_series_has_its_target)
{
    for (size_t s = 0; s < project.series_count; s++) {
        const struct es_series *series = &project.series[s];
        struct es_target *target;
        size_t n;
        if (strcmp(series->id, "autres") == 0) {
            continue;
        }
        ck_assert_int_eq(es_project_targets(&project, series, &target, &n, arena, NULL),
                         ES_OK);
        ck_assert_uint_ge(n, 1);
        ck_assert_str_eq(target[0].id, series->main_target);
        ck_assert_int_eq(target[0].per,
                         series->nature == ES_FLOW_SERIES ? ES_EACH_YEAR : ES_PER_NONE);
    }
}
END_TEST

/* How many figures of a series meet each fate at the as-of date. */
static void count_uses(const char *id, size_t count[ES_REPEATED + 1])
{
    struct es_reading *reading;
    size_t n;
    memset(count, 0, (ES_REPEATED + 1) * sizeof count[0]);
    ck_assert_int_eq(es_project_readings(&project, es_project_series(&project, id),
                                         ES_NO_DAY, &reading, &n, arena, NULL),
                     ES_OK);
    for (size_t i = 0; i < n; i++) {
        const struct es_figure *figure = &project.figures.at[reading[i].figure];
        ck_assert_msg(reading[i].use != ES_NOT_TAKEN, "%s: %s", figure->id,
                      reading[i].reason);
        count[reading[i].use]++;
    }
}

/* Counted by hand in the file. */
static const struct {
    const char *series;
    size_t used, excluded, repeated;
} fates[] = {
    {"total", 22, 12, 8},    {"ville", 6, 1, 1},   {"biologie", 6, 1, 4},
    {"radiologie", 4, 1, 3}, {"hopital", 4, 1, 3}, {"activation", 35, 17, 5},
    {"dmp1", 35, 5, 4},
};

START_TEST(each_figure_is_used_or_left_out_for_a_known_reason)
{
    for (size_t i = 0; i < sizeof fates / sizeof fates[0]; i++) {
        size_t count[ES_REPEATED + 1];
        count_uses(fates[i].series, count);
        ck_assert_msg(count[ES_USED] == fates[i].used &&
                          count[ES_EXCLUDED] == fates[i].excluded &&
                          count[ES_REPEATED] == fates[i].repeated,
                      "%s: %zu used, %zu excluded, %zu repeated", fates[i].series,
                      count[ES_USED], count[ES_EXCLUDED], count[ES_REPEATED]);
        ck_assert_uint_eq(count[ES_UNKNOWN_YET] + count[ES_SUPERSEDED], 0);
    }
}
END_TEST

/* The barometer's value of a date, as the series reads it. */
static double barometer(const char *date)
{
    const struct es_series *series = es_project_series(&project, "activation");
    int day;
    ck_assert(es_day_parse(date, &day));
    for (size_t i = 0; i < project.figures.n; i++) {
        const struct es_figure *figure = &project.figures.at[i];
        struct es_observation observation;
        if (strcmp(figure->series, "mes_activation_barometer_as_published") == 0 &&
            figure->from_day == day) {
            ck_assert_int_eq(
                es_project_observe(&project, series, figure, &observation, NULL), ES_OK);
            ck_assert_int_eq(observation.measure, ES_LEVEL);
            return observation.centre;
        }
    }
    return -1.0;
}

/* Tolerance: 1 profile. */
START_TEST(barometer_is_read_as_millions_in_between_and_as_percent_outside)
{
    ck_assert_double_eq_tol(barometer("2022-12-31"), 0.12 * 68.4e6, 1.0);
    ck_assert_double_eq_tol(barometer("2023-08-01"), 9.2e6, 1.0);
    ck_assert_double_eq_tol(barometer("2024-01-01"), 10.8e6, 1.0);
    ck_assert_double_eq_tol(barometer("2024-03-01"), 0.167 * 68.4e6, 1.0);
}
END_TEST

int main(void)
{
    TCase *segur = tcase_create("segur");
    tcase_add_checked_fixture(segur, open_project, close_project);
    tcase_add_test(segur, figures_targets_and_settings_are_read_without_a_fault);
    tcase_add_test(segur, figures_file_is_in_the_form_that_import_writes);
    tcase_add_test(segur, as_of_date_is_that_of_the_newest_figure);
    tcase_add_test(segur, every_figure_names_a_source_that_a_reader_can_look_up);
    tcase_add_test(segur, no_figure_is_published_before_its_window_ends);
    tcase_add_test(segur, every_exclusion_names_a_figure_that_its_series_would_take);
    tcase_add_test(segur, every_series_has_its_target);
    tcase_add_test(segur, each_figure_is_used_or_left_out_for_a_known_reason);
    tcase_add_test(segur,
                   barometer_is_read_as_millions_in_between_and_as_percent_outside);

    Suite *suite = suite_create("segur");
    suite_add_tcase(suite, segur);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Every code of a fault is explained, by an example that has that fault. */
#include "folder.h"

#include "essor/intake.h"
#include "essor/project.h"

static bool about(void *context, const char *series, struct es_series_facts *facts)
{
    (void)context;
    *facts = (struct es_series_facts){.kind = ES_WINDOW_TOTAL,
                                      .nature = ES_FLOW_SERIES,
                                      .unit = "documents",
                                      .launch_day = ES_NO_DAY};
    return strcmp(series, "docs") == 0;
}

/* The faults of an example, read as its name says. */
static void read_example(const struct es_explanation *lesson, struct es_faults *faults)
{
    const char *path = file_of(lesson->file, lesson->example, strlen(lesson->example));
    if (strcmp(lesson->file, "essor.ini") == 0) {
        struct es_project project;
        static const char header[] =
            "series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,"
            "qualifier,quoted_step,date_basis,source_title,source_url,note\n";
        (void)file_of("figures.csv", header, strlen(header));
        ck_assert_int_ne(es_project_open(folder, &project, faults, arena, &err), ES_OK);
        return;
    }
    struct es_intake *intake;
    const struct es_reading_style style = {
        .about = about,
        .series = strstr(lesson->example, "series,") ? NULL : "docs",
        .published_day = ES_NO_DAY};
    const bool table = strcmp(lesson->file, "table.csv") == 0;
    ck_assert_int_eq(es_intake_open(path, table ? &style : NULL, &intake, arena, &err),
                     ES_OK);
    (void)es_intake_check(intake, faults, &err);
    es_intake_close(intake);
}

START_TEST(every_code_is_explained_and_its_example_has_that_fault)
{
    struct es_explanation lesson;
    size_t n = 0, told = 0;
    for (; es_fault_explain(n, &lesson); n++) {
        struct es_faults faults = {.at = NULL};
        ck_assert_msg(lesson.text != NULL && strlen(lesson.text) > 40,
                      "%s is not explained", lesson.code);
        ck_assert_ptr_nonnull(lesson.example);
        if (lesson.file == NULL) {
            told++;
            continue;
        }
        read_example(&lesson, &faults);
        ck_assert_msg(faults.n == 1, "%s: %zu faults, as %s", lesson.code, faults.n,
                      faults.n > 0 ? faults.at[faults.n - 1].message : "");
        ck_assert_msg(faults.at[0].code == (enum es_fault_code)n,
                      "the example of %s has another fault: %s", lesson.code,
                      faults.at[0].message);
    }
    ck_assert_uint_eq(n, ES_FAULT_E307 + 1);
    ck_assert_uint_le(told, 4); /* those of bytes that no terminal shows */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explain");
    TCase *tests = tcase_create("explain");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_add_test(tests, every_code_is_explained_and_its_example_has_that_fault);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

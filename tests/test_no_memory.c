/* The k-th allocation fails, for every k: an error or the whole result, never a crash. */
#include "folder.h"
#include "workbook.h"

#include "essor/audit.h"
#include "essor/formula.h"
#include "essor/import.h"
#include "essor/intake.h"
#include "essor/store.h"

#include <errno.h>
#include <stdbool.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#if defined(SANITIZED) || !defined(__GLIBC__)
#define REPLACED 0 /* a sanitizer has its own allocator */
#else
#define REPLACED 1
#endif

static long countdown; /* allocations until one fails; 0: none does */
static bool failed;

#if REPLACED
static bool fails(void)
{
    if (countdown == 0 || --countdown > 0) {
        return false;
    }
    failed = true;
    errno = ENOMEM;
    return true;
}

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}
#endif

enum { ROWS = 1200, FEW = 40 };
static const char *curve_path, *csv_path, *broken_path, *out_path, *store_path;
static const char *table_path, *book_path;

/* A file whose figures fill several blocks of memory, and one with faults. */
static void make_files(void)
{
    folder_open();
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    (void)fputs(
        "series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,"
        "qualifier,quoted_step,date_basis,source_title,source_url,note\n",
        out);
    for (int i = 0; i < ROWS; i++) {
        (void)fprintf(out,
                      "s%d,2023-07-01,2023-07-31,,%d,,docs,stock,,about,10,stated,T,U,"
                      "a note that takes some room in memory\n",
                      i, i);
    }
    ck_assert_int_eq(fclose(out), 0);
    csv_path = file_of("good.csv", text, size);
    memset(text + size - 120, '"', 1);
    memset(text + size / 2, 'x', 200);
    broken_path = file_of("broken.csv", text, size);
    free(text);
    out_path = in_folder("out.csv");
    store_path = in_folder("essor.db");
}

/* Runs a task with the k-th allocation failing, for k = 1, 2, ... until none fails. The
 * task gets an arena of its own. */
static void sweep(enum es_status (*task)(struct es_arena *own), enum es_status expected)
{
    for (long k = 1; REPLACED; k++) {
        struct es_arena *own;
        ck_assert_int_eq(es_arena_open(&own, &err), ES_OK);
        failed = false;
        countdown = k;
        const enum es_status status = task(own);
        countdown = 0;
        es_arena_close(own);
        ck_assert_msg(status == expected || failed, "%ld: %s", k, err.message);
        if (!failed) {
            return;
        }
    }
    (void)printf("skipped: the sanitizer's allocator does not fail\n");
}

static enum es_status read_good(struct es_arena *own)
{
    struct es_figures figures = {NULL, 77};
    struct es_faults faults;
    const enum es_status status = es_figures_read(csv_path, &figures, &faults, own, &err);
    countdown = 0;
    ck_assert_uint_eq(figures.n, status == ES_OK ? ROWS : 77);
    return status;
}

static enum es_status read_broken(struct es_arena *own)
{
    struct es_figures figures = {NULL, 77};
    struct es_faults faults = {NULL, 0, 0};
    enum es_status status = es_figures_read(broken_path, &figures, &faults, own, &err);
    bool named = true;
    for (size_t i = 0; i < faults.n && status == ES_FINDING; i++) {
        char *text = NULL;
        if (es_fault_print(&faults.at[i], &text, own, &err) != ES_OK) {
            status = ES_ERR_MEMORY;
        }
        named = named && (text == NULL || strstr(text, "broken.csv") != NULL);
    }
    countdown = 0;
    ck_assert(named);
    ck_assert_uint_eq(figures.n, 77);
    return status;
}

/* Two columns of numbers, a formula of them, and its task. */
static enum es_status read_curve(struct es_arena *own)
{
    static const size_t columns[] = {0, 1};
    static const char *const names[] = {"x", "y"};
    static const char formula_text[] = "a*exp(-(b + log(x)*(x + 1))) + a/(x*b)";
    struct es_grid *grid;
    struct es_faults faults;
    struct es_numbers numbers = {.n = 77};
    struct es_formula *formula;
    struct es_named_value *start;
    struct es_task task = {.n = 77};
    struct es_unknown *unknown;
    size_t starts;
    enum es_status status = es_grid_read(curve_path, &grid, &faults, own, &err);
    if (status == ES_OK) {
        status = es_grid_take(grid, columns, 2, &numbers, &faults, own, &err);
    }
    const bool whole = numbers.n == (status == ES_OK ? 3 : 77);
    const struct es_columns_of data = {numbers.n, 2, names, numbers.value};
    if (status == ES_OK) {
        status = es_formula_read(formula_text, &data, &formula, own, &err);
    }
    if (status == ES_OK) {
        status = es_named_values_read("a=1,b=2", &start, &starts, own, &err);
    }
    if (status == ES_OK) {
        status = es_task_of_formula(formula, numbers.value[1], start, starts, &task,
                                    &unknown, own, &err);
    }
    countdown = 0;
    ck_assert(whole);
    ck_assert_uint_eq(task.n, status == ES_OK ? 3 : 77);
    return status;
}

START_TEST(a_curve_is_read_whole_or_not_at_all)
{
    static const char text[] = "x,y\n1,2\n2,3\n3,5\n";
    curve_path = file_of("curve.csv", text, strlen(text));
    sweep(read_curve, ES_OK);
}
END_TEST

START_TEST(reading_gives_all_figures_or_none)
{
    sweep(read_good, ES_OK);
    sweep(read_broken, ES_FINDING);
}
END_TEST

static struct es_figures sample;

static enum es_status write_sample(struct es_arena *own)
{
    (void)own;
    const enum es_status status = es_figures_write(out_path, &sample, &err);
    countdown = 0;
    struct es_figures found;
    struct es_faults faults;
    ck_assert_int_eq(es_figures_read(out_path, &found, &faults, arena, &err), ES_OK);
    ck_assert_uint_eq(found.n, ROWS); /* the old file or the new one, both are whole */
    return status;
}

/* A dry run: a text of another encoding, a workbook, and figures that are known. */
static enum es_status rehearse(struct es_arena *own)
{
    struct es_import_result result;
    const char *const files[] = {table_path, book_path};
    const struct es_import_job job = {
        .directory = folder,
        .file = files,
        .files = 2,
        .style = {.has_kind = true, .kind = ES_STOCK, .published_day = ES_NO_DAY},
        .dry_run = true};
    result.added = 77;
    const enum es_status status = es_project_import(&job, &result, own, &err);
    countdown = 0;
    ck_assert_msg(status != ES_OK || result.added == 3, "%d %zu: %s", failed,
                  result.added, err.message);
    return status;
}

static enum es_status store_sample(struct es_arena *own)
{
    struct es_store *store = NULL;
    struct es_figures found = {NULL, 77};
    enum es_status status = es_store_open(store_path, &store, &err);
    if (status == ES_OK) {
        status = es_store_put_figures(store, &sample, NULL, &err);
    }
    if (status == ES_OK) {
        status = es_store_get_figures(store, &found, own, &err);
    }
    es_store_close(store);
    countdown = 0;
    ck_assert_uint_eq(found.n, status == ES_OK ? FEW : 77);
    return status;
}

static void read_sample(void)
{
    struct es_faults faults;
    ck_assert_int_eq(es_figures_read(csv_path, &sample, &faults, arena, &err), ES_OK);
}

START_TEST(an_import_is_whole_or_fails)
{
    static const char table[] =
        "s\xe9rie;date;valeur\nville;01/04/2023;1 234,5\n"
        "ville;31/12/2023;1,5 M\n";
    static const struct part parts[] = {
        BOOK(""),
        BOOK_RELATIONS,
        BOOK_STYLES,
        {"xl/sharedStrings.xml", "<sst><si><t>date</t></si><si><t>ville</t></si></sst>"},
        BOOK_SHEET(1,
                   "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row>"
                   "<c s=\"1\"><v>45169</v></c><c><v>1.5</v></c></row>")};
    (void)file_of("essor.ini", "[project]\nname = P\n", 19);
    table_path = file_of("table.csv", table, sizeof table - 1);
    book_path = in_folder("book.xlsx");
    ck_assert_int_eq(make_book(book_path, parts, sizeof parts / sizeof parts[0]), 0);
    sweep(rehearse, ES_OK);
}
END_TEST

START_TEST(writing_does_all_or_nothing)
{
    read_sample();
    ck_assert_int_eq(es_figures_write(out_path, &sample, &err), ES_OK);
    sweep(write_sample, ES_OK);
    struct es_figures found;
    struct es_faults faults;
    ck_assert_int_eq(es_figures_read(out_path, &found, &faults, arena, &err), ES_OK);
    ck_assert_uint_eq(found.n, ROWS);
}
END_TEST

START_TEST(the_store_stays_whole)
{
    read_sample();
    sample.n = FEW;
    sweep(store_sample, ES_OK);
    struct es_store *store;
    long long rows = 0;
    ck_assert_int_eq(es_store_open(store_path, &store, &err), ES_OK);
    ck_assert_int_eq(es_store_check(store, &err), ES_OK);
    ck_assert_int_eq(es_store_count(store, "figure", &rows, &err), ES_OK);
    ck_assert_int_eq(rows, REPLACED ? FEW : 0);
    es_store_close(store);
}
END_TEST

static struct es_project segur;

static enum es_status audit_segur(struct es_arena *own)
{
    static const struct es_audit_options how = {.as_of_day = ES_NO_DAY, .jobs = 1};
    struct es_audit audit = {.n = 77};
    const enum es_status status =
        es_project_audit(&segur, NULL, 0, &how, &audit, own, &err);
    countdown = 0;
    ck_assert(status == ES_OK ? audit.n > 0 : audit.n == 77);
    return status;
}

START_TEST(an_audit_is_whole_or_nothing)
{
    struct es_faults faults;
    ck_assert_int_eq(
        es_project_open(ESSOR_SOURCE_DIR "/examples/segur", &segur, &faults, arena, &err),
        ES_OK);
    sweep(audit_segur, ES_OK);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("no_memory");
    TCase *tests = tcase_create("no_memory");
    tcase_add_checked_fixture(tests, make_files, folder_close);
    tcase_set_timeout(tests, 200.0);
    tcase_add_test(tests, a_curve_is_read_whole_or_not_at_all);
    tcase_add_test(tests, reading_gives_all_figures_or_none);
    tcase_add_test(tests, writing_does_all_or_nothing);
    tcase_add_test(tests, an_import_is_whole_or_fails);
    tcase_add_test(tests, the_store_stays_whole);
    tcase_add_test(tests, an_audit_is_whole_or_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

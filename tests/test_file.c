#include "folder.h"

#include "essor/file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const char *path;

static void open_folder(void)
{
    folder_open();
    path = in_folder("figures.csv");
}

static int count_entries(void)
{
    int n = 0;
    DIR *listing = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(listing);
    return n;
}

START_TEST(what_is_written_reads_back_with_its_length)
{
    const char bytes[] = "a\0b\n";
    ck_assert_int_eq(es_file_write(path, bytes, sizeof bytes - 1, &err), ES_OK);
    char *text;
    size_t size;
    ck_assert_int_eq(es_file_read(path, 100, &text, &size, arena, &err), ES_OK);
    ck_assert_uint_eq(size, sizeof bytes - 1);
    ck_assert_mem_eq(text, bytes, sizeof bytes); /* with the NUL behind it */
}
END_TEST

START_TEST(an_empty_file_is_an_empty_text)
{
    ck_assert_int_eq(es_file_write(path, "", 0, &err), ES_OK);
    char *text;
    size_t size = 7;
    ck_assert_int_eq(es_file_read(path, 100, &text, &size, arena, &err), ES_OK);
    ck_assert_uint_eq(size, 0);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(replacing_keeps_the_mode_and_leaves_nothing_beside)
{
    ck_assert_int_eq(es_file_write(path, "old", 3, &err), ES_OK);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(es_file_write(path, "newer", 5, &err), ES_OK);
    struct stat info;
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0640);
    ck_assert_int_eq(info.st_size, 5);
    ck_assert_int_eq(count_entries(), 1);
}
END_TEST

START_TEST(a_file_at_the_limit_is_read_and_one_byte_more_is_refused)
{
    static char bytes[200001];
    memset(bytes, 'x', sizeof bytes);
    ck_assert_int_eq(es_file_write(path, bytes, sizeof bytes, &err), ES_OK);
    char *text = NULL;
    size_t size = 0;
    ck_assert_int_eq(es_file_read(path, sizeof bytes - 1, &text, &size, arena, &err),
                     ES_ERR_DATA);
    ck_assert_ptr_null(text);
    ck_assert_int_eq(es_file_read(path, sizeof bytes, &text, &size, arena, &err), ES_OK);
    ck_assert_uint_eq(size, sizeof bytes);
}
END_TEST

START_TEST(a_missing_file_and_a_folder_are_named_in_the_message)
{
    char *text = NULL;
    size_t size;
    ck_assert_int_eq(es_file_read(path, 100, &text, &size, arena, &err), ES_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, path));
    ck_assert_int_eq(es_file_read(folder, 100, &text, &size, arena, &err), ES_ERR_IO);
    ck_assert_ptr_null(text);
}
END_TEST

START_TEST(a_write_that_fails_leaves_the_old_content)
{
    char inside[160];
    ck_assert_int_eq(es_file_write(path, "old", 3, &err), ES_OK);
    (void)snprintf(inside, sizeof inside, "%s/x", path); /* a file is not a folder */
    ck_assert_int_eq(es_file_write(inside, "new", 3, &err), ES_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, inside));

    (void)snprintf(inside, sizeof inside, "%s/taken", folder);
    ck_assert_int_eq(mkdir(inside, 0777), 0);
    ck_assert_int_eq(es_file_write(inside, "new", 3, &err), ES_ERR_IO);
    ck_assert_int_eq(count_entries(), 2); /* the file and the folder, nothing temporary */
}
END_TEST

START_TEST(a_disk_without_room_leaves_the_old_content_and_nothing_beside)
{
    static char large[5000];
    ck_assert_int_eq(es_file_write(path, "old", 3, &err), ES_OK);
    ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    const struct rlimit limit = {1000, 1000}; /* of this test's own process */
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(es_file_write(path, large, sizeof large, &err), ES_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "File too large"));
    ck_assert_int_eq(count_entries(), 1);
    char *text;
    size_t size;
    ck_assert_int_eq(es_file_read(path, 100, &text, &size, arena, &err), ES_OK);
    ck_assert_str_eq(text, "old");
}
END_TEST

START_TEST(adopting_takes_the_place_of_the_old_file)
{
    char made[160];
    (void)snprintf(made, sizeof made, "%s/made.png", folder);
    ck_assert_int_eq(es_file_write(path, "old", 3, &err), ES_OK);
    ck_assert_int_eq(es_file_write(made, "newer", 5, &err), ES_OK);
    ck_assert_int_eq(es_file_adopt(made, path, &err), ES_OK);
    ck_assert_int_eq(count_entries(), 1);
    char *text;
    size_t size;
    ck_assert_int_eq(es_file_read(path, 100, &text, &size, arena, &err), ES_OK);
    ck_assert_str_eq(text, "newer");
    ck_assert_int_eq(es_file_adopt(made, path, &err), ES_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, made));
}
END_TEST

START_TEST(a_name_without_a_folder_is_written_here)
{
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(es_file_write("plain", "x", 1, &err), ES_OK);
    ck_assert_int_eq(access("plain", R_OK), 0);
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file");
    TCase *tests = tcase_create("file");
    tcase_add_checked_fixture(tests, open_folder, folder_close);
    tcase_add_test(tests, what_is_written_reads_back_with_its_length);
    tcase_add_test(tests, an_empty_file_is_an_empty_text);
    tcase_add_test(tests, replacing_keeps_the_mode_and_leaves_nothing_beside);
    tcase_add_test(tests, a_file_at_the_limit_is_read_and_one_byte_more_is_refused);
    tcase_add_test(tests, a_missing_file_and_a_folder_are_named_in_the_message);
    tcase_add_test(tests, a_write_that_fails_leaves_the_old_content);
    tcase_add_test(tests, a_disk_without_room_leaves_the_old_content_and_nothing_beside);
    tcase_add_test(tests, adopting_takes_the_place_of_the_old_file);
    tcase_add_test(tests, a_name_without_a_folder_is_written_here);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

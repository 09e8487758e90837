/* folder.h: a folder of its own for each test, with files made in it. */
#ifndef ESSOR_TESTS_FOLDER_H
#define ESSOR_TESTS_FOLDER_H

#include "essor/arena.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];
static struct es_arena *arena;
static struct es_error err;

static inline void folder_open(void)
{
    (void)strcpy(folder, "/tmp/essor-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(es_arena_open(&arena, &err), ES_OK);
    err = (struct es_error){ES_OK, ""};
}

static inline void folder_close(void)
{
    es_arena_close(arena);
    DIR *listing = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        char name[400];
        (void)snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        (void)remove(name);
    }
    (void)closedir(listing);
    ck_assert_int_eq(rmdir(folder), 0);
}

/* The path of a file in the folder. */
static inline const char *in_folder(const char *name)
{
    const char *path = es_arena_print(arena, "%s/%s", folder, name);
    ck_assert_ptr_nonnull(path);
    return path;
}

/* A file with that content; returns its path. */
static inline const char *file_of(const char *name, const char *bytes, size_t size)
{
    const char *path = in_folder(name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

/* The path of a shared data file, or NULL, with a note, where it is absent. */
static inline const char *shared_file(const char *name)
{
    const char *shared = getenv("ESSOR_SHARED");
    const char *path =
        shared != NULL ? es_arena_print(arena, "%s/%s", shared, name)
                       : es_arena_print(arena, "%s/../shared/%s", ESSOR_SOURCE_DIR, name);
    if (access(path, R_OK) != 0) {
        (void)printf("skipped: no %s\n", path);
        return NULL;
    }
    return path;
}

/* Runs the tests of one suite; what main returns. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

#endif

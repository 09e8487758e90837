#define _XOPEN_SOURCE 700 /* nftw */

/*
 * verify.c: whether the outputs of a project are what essor makes of it, by making all of
 * them again in a temporary folder.
 */
#include "essor/chart.h"
#include "essor/file.h"
#include "essor/hash.h"
#include "essor/probe.h"
#include "project/build.h"
#include "project/manifest.h"

#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How far apart numbers of two machines may be, of themselves. */
static const double TOLERANCE = 1e-9;
enum { LONGEST_OUTPUT = 1 << 30, OPEN_FOLDERS = 8 };

struct verification {
    const struct es_project *project;
    const struct es_build_options *options;
    struct es_check_report *report;
    struct es_manifest kept, fresh;
    const char *root; /* of what was made anew */
    struct es_arena *arena;
};

static void tell(const struct verification *check, enum es_build_event_kind kind,
                 const char *path, const char *why)
{
    if (check->options->tell != NULL) {
        check->options->tell(check->options->context,
                             &(struct es_build_event){kind, path, why, 0, 0});
    }
}

/* Reads a number where one stands; false where not, or where it touches a word. */
static bool take_number(const char **text, double *number)
{
    char *end;
    if (**text != '-' && (**text < '0' || **text > '9')) {
        return false;
    }
    *number = strtod(*text, &end);
    if (end == *text) {
        return false;
    }
    *text = end;
    return true;
}

/* Whether two texts are the same but for the last digits of their numbers. */
static bool is_close(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        double x, y;
        const char *p = a, *q = b;
        if (take_number(&p, &x) && take_number(&q, &y)) {
            if (fabs(x - y) > TOLERANCE * fmax(fabs(x), fabs(y))) {
                return false;
            }
            a = p;
            b = q;
        } else if (*a++ != *b++) {
            return false;
        }
    }
    return *a == *b;
}

static bool ends_with(const char *path, const char *ending)
{
    const size_t length = strlen(path), size = strlen(ending);
    return length >= size && strcmp(path + length - size, ending) == 0;
}

/* Whether the file is still what its own build made of it. */
static bool is_untouched(const struct verification *check, const char *path,
                         const char *bytes, size_t size)
{
    const char *made = es_manifest_hash(&check->kept, path);
    char hash[ES_HASH_TEXT];
    es_hash_bytes(bytes, size, hash);
    return made != NULL && strcmp(made, hash) == 0;
}

/* What distinguishes the file that is there from the one made anew; NULL: nothing that
 * counts. */
static enum es_status compare(struct verification *check, const char *path,
                              const char **how, struct es_arena *arena,
                              struct es_error *err)
{
    char *there, *fresh, *a, *b;
    size_t size_a, size_b;
    ES_GIVEN(there, es_arena_print(arena, "%s/%s", check->project->directory, path), err);
    ES_GIVEN(fresh, es_arena_print(arena, "%s/%s", check->root, path), err);
    *how = "it is missing";
    if (access(there, F_OK) != 0) {
        return ES_OK;
    }
    ES_TRY(es_file_read(there, LONGEST_OUTPUT, &a, &size_a, arena, err));
    ES_TRY(es_file_read(fresh, LONGEST_OUTPUT, &b, &size_b, arena, err));
    *how = NULL;
    if (size_a == size_b && memcmp(a, b, size_a) == 0) {
        return ES_OK;
    }
    const bool elsewhere = check->report->no_pixels || check->report->numbers_only;
    if (elsewhere && !is_untouched(check, path, a, size_a)) {
        *how = "it was changed since it was made";
        return ES_OK;
    }
    if (ends_with(path, ".png")) {
        *how = check->report->no_pixels ? NULL : "its pixels differ";
        if (*how == NULL) {
            tell(check, ES_BUILD_SKIPPED, path, "another machine draws other pixels");
        }
        return ES_OK;
    }
    const bool close = check->report->numbers_only && strlen(a) == size_a &&
                       strlen(b) == size_b && is_close(a, b);
    *how = close ? NULL : "its content differs";
    return ES_OK;
}

static enum es_status compare_outputs(struct verification *check, struct es_error *err)
{
    for (size_t i = 0; i < check->fresh.outputs; i++) {
        const char *path = check->fresh.output[i].path, *how = NULL;
        struct es_arena *arena;
        ES_TRY(es_arena_open(&arena, err));
        const enum es_status status = compare(check, path, &how, arena, err);
        es_arena_close(arena);
        ES_TRY(status);
        check->report->same += how == NULL;
        if (how != NULL) {
            check->report->differing++;
            tell(check, ES_BUILD_DIFFERS, path, how);
        }
    }
    return ES_OK;
}

/* Outputs that nothing asks for any more, and a manifest of other inputs. */
static enum es_status compare_manifests(struct verification *check, struct es_error *err)
{
    const struct es_manifest *kept = &check->kept, *fresh = &check->fresh;
    for (size_t i = 0; i < kept->outputs; i++) {
        if (es_manifest_hash(fresh, kept->output[i].path) == NULL) {
            check->report->differing++;
            tell(check, ES_BUILD_DIFFERS, kept->output[i].path,
                 "it is of something that is no more");
        }
    }
    const char *how = NULL;
    if (!check->report->no_pixels) {
        ES_TRY(compare(check, "out/manifest.json", &how, check->arena, err));
    } else if (strcmp(kept->fingerprint, fresh->fingerprint) != 0 ||
               strcmp(kept->engine, fresh->engine) != 0 ||
               kept->as_of_day != fresh->as_of_day) {
        how = "it is of other inputs";
    }
    if (how != NULL) {
        check->report->differing++;
        tell(check, ES_BUILD_DIFFERS, "out/manifest.json", how);
    }
    return ES_OK;
}

static int remove_one(const char *path, const struct stat *status, int type,
                      struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    (void)remove(path);
    return 0;
}

static enum es_status make_and_compare(struct verification *check, struct es_error *err)
{
    struct es_build_options how = *check->options;
    struct es_build_report built;
    char *kept, *fresh;
    how.tell = NULL;
    how.dry_run = false;
    ES_GIVEN(
        kept,
        es_arena_print(check->arena, "%s/out/manifest.json", check->project->directory),
        err);
    ES_GIVEN(fresh, es_arena_print(check->arena, "%s/out/manifest.json", check->root),
             err);
    ES_TRY(es_manifest_read(kept, &check->kept, check->arena, err));
    ES_TRY(es_build_below(check->project, check->root, &how, &built, check->arena, err));
    ES_TRY(es_manifest_read(fresh, &check->fresh, check->arena, err));
    check->report->numbers_only =
        strcmp(check->kept.numbers_machine, check->fresh.numbers_machine) != 0;
    check->report->no_pixels =
        check->report->numbers_only ||
        strcmp(check->kept.pictures_machine, check->fresh.pictures_machine) != 0;
    ES_TRY(compare_outputs(check, err));
    return compare_manifests(check, err);
}

enum es_status es_project_check(const struct es_project *project,
                                const struct es_build_options *options,
                                struct es_check_report *report, struct es_arena *arena,
                                struct es_error *err)
{
    const char *below = getenv("TMPDIR");
    struct verification check = {
        .project = project, .options = options, .report = report, .arena = arena};
    char *root;
    *report = (struct es_check_report){.same = 0};
    ES_GIVEN(root,
             es_arena_print(arena, "%s/essor-check-XXXXXX",
                            below != NULL && below[0] == '/' ? below : "/tmp"),
             err);
    if (mkdtemp(root) == NULL) {
        return es_fail(err, ES_ERR_IO, "cannot make a folder for the check: %s",
                       strerror(errno));
    }
    check.root = root;
    const enum es_status status = make_and_compare(&check, err);
    (void)nftw(root, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    ES_TRY(status);
    return report->differing > 0 ? ES_FINDING : ES_OK;
}

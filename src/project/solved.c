/*
 * solved.c: the draws of sparse series in the store, since fitting them takes seconds.
 *
 * Kept are the draws as they are asked, not the fits: what comes after the fits may look
 * at other series. So the key of a series holds the fingerprints of all that share its
 * whole.
 */
#include "project/whatif.h"

#include "essor/hash.h"
#include "essor/store.h"
#include "project/index.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MARK UINT64_C(0x646576006c6f7301) /* "solved", version 1 */

enum { AT_ONCE = 8 /* series */ };

/* What stands before the ceilings [draws] and the paths [draws][months + 1]. */
struct head {
    uint64_t mark, check; /* of what follows the head */
    int64_t nature, as_of_day, first_month;
    uint64_t months, draws;
};

static size_t doubles_of(const struct head *head)
{
    return head->draws * (head->months + 2);
}

static uint64_t check_of(const struct head *head, const double values[])
{
    uint64_t hash = es_hash_number(es_hash_number(0, head->months), head->draws);
    for (size_t i = 0; i < doubles_of(head); i++) {
        uint64_t word;
        memcpy(&word, &values[i], sizeof word);
        hash = es_hash_number(hash, word);
    }
    return hash;
}

/* Makes of a key one that depends on another series too. */
static enum es_status add_to_key(const struct es_project *project,
                                 const struct es_series *other, int as_of_day,
                                 char key[ES_HASH_TEXT], struct es_error *err)
{
    const int far = es_whatif_far_day(project, as_of_day);
    char text[2 * ES_HASH_TEXT], print[ES_HASH_TEXT] = "none";
    const enum es_status status =
        es_project_fingerprint(project, other, as_of_day, far, print, err);
    (void)snprintf(text, sizeof text, "%s %s", key, print);
    es_hash_bytes(text, strlen(text), key);
    return status;
}

enum es_status es_whatif_key(const struct es_project *project,
                             const struct es_series *series, int as_of_day,
                             char key[ES_HASH_TEXT], struct es_error *err)
{
    const struct es_series *whole = es_project_whole(project, series);
    const struct es_places parts = es_index_parts(project, whole->id);
    es_hash_bytes(series->id, strlen(series->id), key);
    for (size_t i = 0; i <= parts.n; i++) {
        const struct es_series *other =
            i < parts.n ? &project->series[parts.at[i]] : whole;
        const enum es_status status = add_to_key(project, other, as_of_day, key, err);
        if (status != ES_OK && (status != ES_ERR_DATA || other == series)) {
            return status;
        }
    }
    return ES_OK;
}

static char *store_path(const struct es_project *project, struct es_arena *arena)
{
    return es_arena_print(arena, "%s/essor.db", project->directory);
}

/* The outlook and the ceilings in some bytes; false if they are not what was written. */
static bool unpack(const struct es_solved *solved, struct es_outlook *outlook,
                   double **ceiling)
{
    struct head head;
    if (solved->content == NULL || solved->size < sizeof head) {
        return false;
    }
    memcpy(&head, solved->content, sizeof head);
    const size_t left = (solved->size - sizeof head) / sizeof(double);
    if (head.mark != MARK || head.draws == 0 || head.months > left || head.draws > left ||
        doubles_of(&head) != left) {
        return false;
    }
    unsigned char *bytes =
        solved->content; /* as aligned as whatever an arena hands out */
    double *values = (void *)(bytes + sizeof head);
    *ceiling = values;
    *outlook = (struct es_outlook){.nature = (enum es_nature)head.nature,
                                   .as_of_day = (int)head.as_of_day,
                                   .first_month = (int)head.first_month,
                                   .months = head.months,
                                   .draws = head.draws,
                                   .cumulated = values + head.draws};
    return check_of(&head, values) == head.check;
}

static enum es_status read_solved(const struct es_project *project,
                                  const struct es_series *series, int as_of_day,
                                  struct es_solved *solved, struct es_arena *arena)
{
    struct es_store *store;
    char *path, *key;
    ES_GIVEN(path, store_path(project, arena), NULL);
    ES_GIVEN(key, es_arena_array(arena, ES_HASH_TEXT, 1), NULL);
    if (access(path, F_OK) != 0) {
        return ES_ERR_IO;
    }
    ES_TRY(es_whatif_key(project, series, as_of_day, key, NULL));
    ES_TRY(es_store_open(path, &store, NULL));
    const enum es_status status =
        es_store_get_solved(store, series->id, key, solved, arena, NULL);
    es_store_close(store);
    return status;
}

bool es_whatif_recall(const struct es_project *project, const struct es_series *series,
                      int as_of_day, int horizon_day, struct es_whatif *whatif,
                      struct es_arena *arena)
{
    struct es_solved solved;
    struct es_solution *solution = es_arena_array(arena, 1, sizeof *solution);
    double *ceiling;
    if (solution == NULL ||
        read_solved(project, series, as_of_day, &solved, arena) != ES_OK) {
        return false; /* whatever it is, the figures are still there */
    }
    solution->series = series;
    solution->engine = ES_ENGINE_SPARSE;
    return unpack(&solved, &solution->fit.outlook, &ceiling) &&
           es_whatif_begin(project, solution, ceiling, horizon_day, whatif, arena,
                           NULL) == ES_OK;
}

static enum es_status pack(const struct es_solution *solution, struct es_solved *solved,
                           struct es_arena *arena, struct es_error *err)
{
    const struct es_outlook *outlook = &solution->fit.outlook;
    struct head head = {.mark = MARK,
                        .nature = outlook->nature,
                        .as_of_day = outlook->as_of_day,
                        .first_month = outlook->first_month,
                        .months = outlook->months,
                        .draws = outlook->draws};
    const size_t n = doubles_of(&head);
    double *values, *known;
    unsigned char *bytes;
    ES_TRY(es_whatif_known_ceilings(solution, &known, arena, err));
    ES_NEW(arena, values, n, err);
    ES_NEW(arena, bytes, sizeof head + n * sizeof *values, err);
    memcpy(values, known, head.draws * sizeof *values);
    memcpy(values + head.draws, outlook->cumulated, (n - head.draws) * sizeof *values);
    head.check = check_of(&head, values);
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + sizeof head, values, n * sizeof *values);
    solved->content = bytes;
    solved->size = sizeof head + n * sizeof *values;
    return ES_OK;
}

static enum es_status put_one(const struct es_project *project, struct es_store *store,
                              const struct es_solution *solution, double *room,
                              struct es_error *err)
{
    char key[ES_HASH_TEXT];
    struct es_solved solved = {.series = solution->series->id, .key = key};
    struct es_arena *arena;
    ES_TRY(
        es_whatif_key(project, solution->series, solution->problem.as_of_day, key, err));
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = pack(solution, &solved, arena, err);
    *room -= (double)solved.size;
    if (status == ES_OK && *room >= 0.0) {
        status = es_store_put_solved(store, &solved, err);
    }
    es_arena_close(arena);
    return status;
}

/* The series whose draws are not there: name[names->n]. */
static enum es_status list_missing(const struct es_project *project,
                                   const struct es_whatif_names *names,
                                   struct es_store *store, const char *name[], size_t *n,
                                   struct es_error *err)
{
    *n = 0;
    for (size_t i = 0; i < names->n; i++) {
        const struct es_series *series = es_project_series(project, names->name[i]);
        char key[ES_HASH_TEXT];
        bool has;
        ES_TRY(es_whatif_key(project, series, names->as_of_day, key, err));
        ES_TRY(es_store_has_solved(store, series->id, key, &has, err));
        if (!has) {
            name[(*n)++] = series->id;
        }
    }
    return ES_OK;
}

/* What a store may still take of draws: none where the answers alone fill it. */
static enum es_status find_room(struct es_store *store, double *room,
                                struct es_error *err)
{
    int64_t bytes;
    ES_TRY(es_store_size(store, &bytes, err));
    *room = ES_DRAWS_ROOM - (double)bytes;
    return ES_OK;
}

/* Solves the named series and puts their draws. */
static enum es_status put_some(const struct es_project *project,
                               const struct es_whatif_names *missing,
                               const struct es_solve_options *options,
                               struct es_store *store, double *room, struct es_error *err)
{
    struct es_solutions far = {.n = 0};
    struct es_arena *arena;
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status =
        es_project_solve(project, missing->name, missing->n, options, &far, arena, err);
    for (size_t i = 0; i < missing->n && status == ES_OK; i++) {
        const struct es_solution *solution =
            es_solutions_find(&far, es_project_series(project, missing->name[i]));
        if (solution->status == ES_OK) {
            status = put_one(project, store, solution, room, err);
        }
    }
    es_solutions_close(&far);
    es_arena_close(arena);
    return status;
}

/* A few at a time, so that however many there are, only their draws are in memory. */
static enum es_status put_missing(const struct es_project *project,
                                  const struct es_whatif_names *missing,
                                  const struct es_solve_options *options,
                                  struct es_store *store, struct es_error *err)
{
    double room;
    ES_TRY(find_room(store, &room, err));
    for (size_t i = 0; i < missing->n && room > 0.0; i += AT_ONCE) {
        const size_t left = missing->n - i;
        const struct es_whatif_names some = {
            missing->name + i, left < AT_ONCE ? left : AT_ONCE, missing->as_of_day};
        ES_TRY(put_some(project, &some, options, store, &room, err));
    }
    return ES_OK;
}

enum es_status es_whatif_remember(const struct es_project *project,
                                  const struct es_whatif_names *names, size_t jobs,
                                  struct es_store *store, struct es_error *err)
{
    const struct es_solve_options options = {
        .as_of_day = names->as_of_day,
        .horizon_day = es_whatif_far_day(project, names->as_of_day),
        .jobs = jobs};
    struct es_arena *arena;
    size_t n = 0;
    ES_TRY(es_arena_open(&arena, err));
    const char **name = es_arena_array(arena, names->n, sizeof *name);
    enum es_status status = name == NULL
                                ? es_no_memory(err)
                                : list_missing(project, names, store, name, &n, err);
    if (status == ES_OK && n > 0) {
        const struct es_whatif_names missing = {name, n, names->as_of_day};
        status = put_missing(project, &missing, &options, store, err);
    }
    es_arena_close(arena);
    return status;
}

/* The draws of one series, if they are those that its figures would give now. */
static enum es_status take_one(const struct es_project *project,
                               const struct es_series *series, int as_of_day,
                               struct es_store *from, struct es_store *into, double *room,
                               struct es_error *err)
{
    char key[ES_HASH_TEXT];
    bool known = false;
    struct es_solved solved = {.content = NULL};
    struct es_arena *arena;
    if (es_whatif_key(project, series, as_of_day, key, err) != ES_OK) {
        return ES_OK; /* it has no figures any more */
    }
    ES_TRY(es_store_has_solved(into, series->id, key, &known, err));
    if (known) {
        return ES_OK;
    }
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status =
        es_store_get_solved(from, series->id, key, &solved, arena, err);
    *room -= (double)solved.size;
    if (status == ES_OK && solved.content != NULL && *room >= 0.0) {
        status = es_store_put_solved(into, &solved, err);
    }
    es_arena_close(arena);
    return status;
}

enum es_status es_whatif_take(const struct es_project *project, int as_of_day,
                              struct es_store *from, struct es_store *into,
                              struct es_error *err)
{
    struct es_arena *arena;
    const char **name;
    double room;
    size_t n = 0;
    ES_TRY(find_room(into, &room, err));
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = es_store_list_solved(from, &name, &n, arena, err);
    for (size_t i = 0; i < n && status == ES_OK && room > 0.0; i++) {
        const struct es_series *series = es_project_series(project, name[i]);
        if (series != NULL) {
            status = take_one(project, series, as_of_day, from, into, &room, err);
        }
    }
    es_arena_close(arena);
    return status;
}

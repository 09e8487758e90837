#include "folder.h"

#include "essor/intake.h"
#include "essor/store.h"

#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

static struct es_store *store;
static const char *path;

static void store_folder_open(void)
{
    folder_open();
    store = NULL;
    path = in_folder("essor.db");
}

static void open_store(void)
{
    const enum es_status status = es_store_open(path, &store, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
}

static void close_store(void)
{
    es_store_close(store);
    store = NULL;
}

static long long count(const char *table)
{
    long long rows = -1;
    ck_assert_int_eq(es_store_count(store, table, &rows, &err), ES_OK);
    return rows;
}

/* Runs SQL on the file as another program would. */
static void outside(const char *sql)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    char *message = NULL;
    (void)sqlite3_exec(db, sql, NULL, NULL, &message);
    ck_assert_msg(message == NULL, "%s", message);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

/* The first column of the first row, as text. */
static const char *ask_outside(const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    const char *kept = es_arena_copy(arena, text == NULL ? "NULL" : text);
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(db);
    return kept;
}

static struct es_figure sample(const char *id, int version)
{
    return (struct es_figure){.id = id,
                              .version = version,
                              .series = "dmp_docs_ville",
                              .zone = "",
                              .from_day = es_day(2023, 7, 1),
                              .to_day = es_day(2023, 7, 31),
                              .published_day = ES_NO_DAY,
                              .value = 9.2e6,
                              .value_hi = NAN,
                              .unit = "documents",
                              .kind = ES_MONTHLY_RATE,
                              .ref = "",
                              .qualifier = ES_ABOUT,
                              .quoted_step = 1e5,
                              .basis = ES_PUBLISHED,
                              .source_title = "T",
                              .source_url = "U",
                              .note = ""};
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void same_figure(const struct es_figure *a, const struct es_figure *b)
{
    ck_assert_str_eq(a->id, b->id);
    ck_assert_int_eq(a->version, b->version);
    ck_assert_str_eq(a->series, b->series);
    ck_assert_str_eq(a->zone, b->zone);
    ck_assert_int_eq(a->from_day, b->from_day);
    ck_assert_int_eq(a->to_day, b->to_day);
    ck_assert_int_eq(a->published_day, b->published_day);
    ck_assert(same_number(a->value, b->value) && same_number(a->value_hi, b->value_hi));
    ck_assert_str_eq(a->unit, b->unit);
    ck_assert_int_eq(a->kind, b->kind);
    ck_assert_str_eq(a->ref, b->ref);
    ck_assert_int_eq(a->qualifier, b->qualifier);
    ck_assert(same_number(a->quoted_step, b->quoted_step));
    ck_assert_int_eq(a->basis, b->basis);
    ck_assert_str_eq(a->source_title, b->source_title);
    ck_assert_str_eq(a->source_url, b->source_url);
    ck_assert_str_eq(a->note, b->note);
}

static size_t put(const struct es_figure figure[], size_t n)
{
    size_t added = 999;
    const struct es_figures figures = {(struct es_figure *)(uintptr_t)figure, n};
    const enum es_status status = es_store_put_figures(store, &figures, &added, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
    return added;
}

static struct es_figures get(void)
{
    struct es_figures figures;
    const enum es_status status = es_store_get_figures(store, &figures, arena, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
    return figures;
}

START_TEST(a_new_store_is_empty_and_marked_as_ours)
{
    open_store();
    ck_assert_int_eq(count("figure"), 0);
    ck_assert_int_eq(count("run"), 0);
    ck_assert_int_eq(es_store_check(store, &err), ES_OK);
    close_store();
    ck_assert_str_eq(ask_outside("PRAGMA application_id"), "1702065010"); /* "essr" */
    ck_assert_str_eq(ask_outside("PRAGMA user_version"), "5");
    ck_assert_str_eq(ask_outside("PRAGMA journal_mode"), "wal");
    ck_assert_str_eq(
        ask_outside("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' "
                    "AND name NOT LIKE 'sqlite_%' AND strict = 0"),
        "0");
}
END_TEST

START_TEST(figures_come_back_by_id_and_version)
{
    open_store();
    struct es_figure figure[] = {sample("b", 2), sample("a", 1), sample("b", 1)};
    figure[0].value = 0.1 + 0.2;
    figure[1].value_hi = 12e6;
    figure[1].qualifier = ES_RANGE;
    figure[1].published_day = es_day(2023, 9, 13);
    ck_assert_uint_eq(put(figure, 3), 3);
    close_store();
    open_store();
    const struct es_figures found = get();
    ck_assert_uint_eq(found.n, 3);
    same_figure(&found.at[0], &figure[1]);
    same_figure(&found.at[1], &figure[2]);
    same_figure(&found.at[2], &figure[0]);
    close_store();
    ck_assert_str_eq(ask_outside("SELECT count(*) FROM figure WHERE value_hi IS NULL AND "
                                 "published IS NULL"),
                     "2");
}
END_TEST

START_TEST(figures_that_are_there_stay_as_they_are)
{
    open_store();
    struct es_figure figure[] = {sample("a", 1), sample("a", 2)};
    ck_assert_uint_eq(put(figure, 1), 1);
    figure[0].value = 1.0;
    ck_assert_uint_eq(put(figure, 2), 1);
    ck_assert_uint_eq(put(figure, 2), 0);
    const struct es_figures found = get();
    ck_assert_uint_eq(found.n, 2);
    ck_assert(found.at[0].value == 9.2e6);
    close_store();
}
END_TEST

START_TEST(a_batch_with_a_figure_that_cannot_be_is_refused_whole)
{
    open_store();
    struct es_figure figure[] = {sample("a", 1),
                                 sample("b", 0)}; /* versions begin at 1 */
    size_t added = 7;
    ck_assert_int_eq(
        es_store_put_figures(store, &(struct es_figures){figure, 2}, &added, &err),
        ES_ERR_STORE);
    ck_assert_uint_eq(added, 7);
    figure[1] = sample("b", 1);
    figure[1].value = NAN;
    ck_assert_int_eq(
        es_store_put_figures(store, &(struct es_figures){figure, 2}, NULL, &err),
        ES_ERR_STORE);
    ck_assert_int_eq(count("figure"), 0);
    ck_assert_uint_eq(put(figure, 1), 1); /* the store goes on */
    close_store();
}
END_TEST

START_TEST(hostile_texts_come_back_byte_for_byte)
{
    static const char hostile[] =
        "`touch pwned`\"; system('touch pwned') #'); DROP TABLE "
        "figure; --\x01\x1b[31m\r\n\t\u202e\U0001f600\xff";
    open_store();
    struct es_figure figure = sample(hostile, 1);
    figure.series = figure.zone = figure.unit = figure.ref = hostile;
    figure.source_title = figure.source_url = figure.note = hostile;
    ck_assert_uint_eq(put(&figure, 1), 1);
    const struct es_figures found = get();
    ck_assert_uint_eq(found.n, 1);
    same_figure(&found.at[0], &figure);
    ck_assert_int_eq(es_store_check(store, &err), ES_OK);
    close_store();
}
END_TEST

static const struct es_target_answer never = {
    .p_reached = 0.0,
    .p_by_deadline = 0.25,
    .p_never = 0.75,
    .horizon_day = 23000,
    .date = {20000.5, INFINITY, INFINITY},
    .date_if_reached = {19000.0, 20000.0, 21000.0},
    .required = {1.5, 2.5, INFINITY},
    .current = {1.0, 2.0, 3.0},
    .state = ES_TARGET_AT_RISK,
    .above_limit = true};

/* A run of one series with two periods, one target and two artefacts. */
static enum es_status put_sample_run(const char *second_path)
{
    struct es_period period[2] = {{.from_day = 19000, .to_day = 19030, .mean = 5.0},
                                  {.from_day = 19031, .to_day = 19060, .mean = INFINITY}};
    for (int k = 0; k < ES_QUANTILES; k++) {
        period[0].quantile[k] = k;
        period[1].quantile[k] = k < 12 ? 10.0 * k : INFINITY;
    }
    const struct es_target target = {.id = "t",
                                     .series = "ville",
                                     .level = 5e7,
                                     .per = ES_EACH_YEAR,
                                     .deadline_day = ES_NO_DAY,
                                     .source_title = "T",
                                     .source_url = "U",
                                     .note = ""};
    const struct es_note note = {"k1", "ville", period, 2, &target, &never, 1};
    const char *const keys[] = {"k1", "of a series that failed"};
    const struct es_artefact artefact[] = {{"out/a.png", "1f"}, {second_path, "2f"}};
    const struct es_run run = {20000, UINT64_MAX - 1, "abc", "0.1.0",
                               "2026-01-02T03:04:05Z"};
    ES_TRY(es_store_put_notes(store, &note, 1, &err));
    return es_store_put_run(store, &run, keys, 2, artefact, 2, &err);
}

START_TEST(a_run_keeps_forecasts_answers_and_artefacts)
{
    open_store();
    ck_assert_int_eq(put_sample_run("out/b.png"), ES_OK);
    ck_assert_int_eq(put_sample_run("out/b.png"), ES_OK);
    ck_assert_int_eq(count("run"), 2);
    ck_assert_int_eq(count("note"), 1);
    ck_assert_int_eq(count("forecast"), 2);
    ck_assert_int_eq(count("target"), 1);
    ck_assert_int_eq(count("answer"), 1);
    ck_assert_int_eq(count("artefact"), 4);
    ck_assert_int_eq(es_store_check(store, &err), ES_OK);
    close_store();
    ck_assert_str_eq(ask_outside("SELECT printf('%d %s', seed, as_of) FROM run"),
                     "-2 2024-10-04");
    /* Quantiles in order: k is the place of the level, and infinity is no number. */
    ck_assert_str_eq(ask_outside("SELECT printf('%g %g %g %g', q025, q50, q75, q975) "
                                 "FROM forecast WHERE mean = 5"),
                     "0 6 9 12");
    ck_assert_str_eq(
        ask_outside("SELECT mean IS NULL AND q975 IS NULL AND q90 = 110 FROM "
                    "forecast WHERE period_from = '2022-02-08'"),
        "1");
    ck_assert_str_eq(
        ask_outside(
            "SELECT date_q10 = 20000.5 AND date_q50 IS NULL AND required_q50 = 2.5 "
            "AND required_q90 IS NULL AND current_q90 = 3 AND state = 'at risk' AND "
            "above_limit = 1 AND date_if_reached_q90 = 21000 FROM answer"),
        "1");
}
END_TEST

START_TEST(a_note_comes_back_as_it_was_put)
{
    struct es_note note;
    struct es_run run;
    const char **key;
    size_t keys = 0;
    bool found;
    open_store();
    ck_assert_int_eq(es_store_last_run(store, &run, &key, &keys, &found, arena, &err),
                     ES_OK);
    ck_assert(!found);
    ck_assert_int_eq(put_sample_run("out/b.png"), ES_OK);
    ck_assert_int_eq(es_store_last_run(store, &run, &key, &keys, &found, arena, &err),
                     ES_OK);
    ck_assert(found);
    ck_assert_uint_eq(keys, 1);
    ck_assert_str_eq(key[0], "k1");
    ck_assert_uint_eq(run.seed, UINT64_MAX - 1);
    ck_assert_int_eq(es_store_get_note(store, "k2", &note, &found, arena, &err), ES_OK);
    ck_assert(!found);
    ck_assert_int_eq(es_store_get_note(store, "k1", &note, &found, arena, &err), ES_OK);
    ck_assert(found);
    ck_assert_str_eq(note.series, "ville");
    ck_assert_uint_eq(note.periods, 2);
    ck_assert_int_eq(note.period[1].to_day, 19060);
    ck_assert_double_eq(note.period[1].quantile[3], 30.0);
    ck_assert(isnan(note.period[1].mean)); /* no number is kept for infinity */
    ck_assert_uint_eq(note.targets, 1);
    ck_assert_double_eq(note.target[0].level, 5e7);
    ck_assert_int_eq(note.target[0].deadline_day, ES_NO_DAY);
    ck_assert_double_eq(note.answer[0].p_never, 0.75);
    ck_assert_double_eq(note.answer[0].date.q10, 20000.5);
    ck_assert(isinf(note.answer[0].date.q90));
    ck_assert_double_eq(note.answer[0].required.q50, 2.5);
    ck_assert_int_eq(note.answer[0].state, ES_TARGET_AT_RISK);
    ck_assert(note.answer[0].above_limit);
    close_store();
}
END_TEST

START_TEST(a_run_that_fails_leaves_no_trace)
{
    open_store();
    ck_assert_int_eq(put_sample_run("out/a.png"), ES_ERR_STORE); /* one path twice */
    ck_assert_int_eq(count("run"), 0);
    ck_assert_int_eq(count("artefact"), 0);
    ck_assert_int_eq(put_sample_run("out/b.png"), ES_OK);
    close_store();
}
END_TEST

START_TEST(only_known_tables_are_counted)
{
    long long rows = 5;
    open_store();
    ck_assert_int_eq(es_store_count(store, "sqlite_schema", &rows, &err),
                     ES_ERR_ARGUMENT);
    ck_assert_int_eq(es_store_count(store, "figure; DROP TABLE figure", &rows, &err),
                     ES_ERR_ARGUMENT);
    ck_assert_int_eq(rows, 5);
    close_store();
}
END_TEST

/* Opening must fail with a word of the reason, and leave the file as it was. */
static void refused(const char *reason)
{
    struct stat before, after;
    ck_assert_int_eq(stat(path, &before), 0);
    ck_assert_int_eq(es_store_open(path, &store, &err), ES_ERR_STORE);
    ck_assert_msg(strstr(err.message, reason) != NULL, "%s", err.message);
    ck_assert_ptr_nonnull(strstr(err.message, path));
    ck_assert_ptr_null(store);
    ck_assert_int_eq(stat(path, &after), 0);
    ck_assert_int_eq(before.st_size, after.st_size);
    ck_assert_int_eq(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

START_TEST(files_that_are_not_ours_are_refused_and_left_alone)
{
    static char text[5000];
    memset(text, 'x', sizeof text);
    (void)file_of("essor.db", text, sizeof text);
    refused("not an essor store");
    ck_assert_int_eq(remove(path), 0);
    outside("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    refused("another program");
    ck_assert_str_eq(ask_outside("SELECT x FROM t"), "1");
}
END_TEST

/* A store as version 2 made it: what each run was answered, run by run. */
START_TEST(runs_of_an_older_store_become_notes)
{
    extern const char es_text_schema[], es_text_imports[];
    struct es_run run;
    struct es_note note;
    const char **key;
    size_t keys;
    bool found;
    outside(es_text_schema);
    outside(es_text_imports);
    outside(
        "INSERT INTO run VALUES (7, '2024-01-31', 1, 'abc', '0.1.0', "
        "'2024-02-01T00:00:00Z')");
    outside(
        "INSERT INTO forecast (run, series, period_from, period_to, mean, q50) VALUES "
        "(7, 'ville', '2024-02-01', '2024-02-29', 5.5, 5)");
    outside(
        "INSERT INTO target VALUES (7, 'ville', 't', 100, 'year', NULL, 'T', 'U', 'N')");
    outside(
        "INSERT INTO answer (run, series, target, p_never, date_q50, state, "
        "above_limit) VALUES (7, 'ville', 't', 0.25, 20000, 'likely', 0)");
    open_store();
    ck_assert_int_eq(es_store_check(store, &err), ES_OK);
    ck_assert_int_eq(es_store_last_run(store, &run, &key, &keys, &found, arena, &err),
                     ES_OK);
    ck_assert(found);
    ck_assert_uint_eq(keys, 1);
    ck_assert_int_eq(es_store_get_note(store, key[0], &note, &found, arena, &err), ES_OK);
    ck_assert(found);
    ck_assert_str_eq(note.series, "ville");
    ck_assert_uint_eq(note.periods, 1);
    ck_assert_double_eq(note.period[0].mean, 5.5);
    ck_assert_uint_eq(note.targets, 1);
    ck_assert_double_eq(note.answer[0].p_never, 0.25);
    ck_assert_double_eq(note.answer[0].date.q50, 20000.0);
    ck_assert_int_eq(note.answer[0].state, ES_TARGET_ON_COURSE); /* "likely" then */
    close_store();
}
END_TEST

START_TEST(a_newer_store_is_refused_and_left_alone)
{
    open_store();
    close_store();
    outside("PRAGMA user_version = 6");
    refused("newer essor");
}
END_TEST

START_TEST(a_store_without_a_version_is_refused)
{
    outside("CREATE TABLE figure (id); PRAGMA application_id = 1702065010");
    refused("no version");
}
END_TEST

START_TEST(a_reference_to_nothing_is_damage)
{
    open_store();
    ck_assert_int_eq(put_sample_run("out/b.png"), ES_OK);
    close_store();
    outside("PRAGMA foreign_keys = OFF; DELETE FROM run");
    open_store();
    ck_assert_int_eq(es_store_check(store, &err), ES_ERR_STORE);
    close_store();
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error)
{
    ck_assert_int_eq(es_store_open(in_folder("none/essor.db"), &store, &err),
                     ES_ERR_STORE);
    ck_assert_ptr_nonnull(strstr(err.message, "none/essor.db"));
    ck_assert_ptr_null(store);
}
END_TEST

START_TEST(a_name_that_sqlite_would_interpret_is_a_file)
{
    static const char *const names[] = {":memory:", "file:x?mode=memory"};
    ck_assert_int_eq(chdir(folder), 0);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(es_store_open(names[i], &store, &err), ES_OK);
        close_store();
        ck_assert_int_eq(access(names[i], R_OK), 0);
    }
    ck_assert_int_eq(es_store_open("", &store, &err), ES_ERR_STORE);
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

/* A store of three hundred figures whose file is then spoilt from byte `at` on. */
static void spoil(long at, const char *bytes, size_t size)
{
    struct es_figure figure[300];
    for (int i = 0; i < 300; i++) {
        figure[i] = sample(es_arena_print(arena, "id-%d", i), 1);
    }
    open_store();
    ck_assert_uint_eq(put(figure, 300), 300);
    close_store();
    FILE *file = fopen(path, "r+b");
    ck_assert_int_eq(fseek(file, at, SEEK_SET), 0);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

/* Whether some call tells that the store is damaged; none may crash. */
static void damage_is_told(void)
{
    enum es_status status = es_store_open(path, &store, &err);
    struct es_figures figures;
    if (status == ES_OK) {
        status = es_store_get_figures(store, &figures, arena, &err);
    }
    if (status == ES_OK) {
        status = es_store_check(store, &err);
    }
    close_store();
    ck_assert_int_eq(status, ES_ERR_STORE);
    ck_assert_msg(strstr(err.message, "damaged") || strstr(err.message, "not an essor"),
                  "%s", err.message);
}

START_TEST(damage_is_told_wherever_it_is)
{
    static char noise[2048];
    for (size_t i = 0; i < sizeof noise; i++) {
        noise[i] = (char)(i * 37 + 11);
    }
    for (int page = 0; page < 12; page++) {
        spoil(4096L * page, noise, sizeof noise);
        damage_is_told();
        ck_assert_int_eq(remove(path), 0);
    }
}
END_TEST

START_TEST(a_truncated_store_is_told)
{
    spoil(0, "S", 1);
    ck_assert_int_eq(truncate(path, 4096L * 8), 0);
    damage_is_told();
}
END_TEST

START_TEST(a_word_that_essor_never_writes_is_damage)
{
    open_store();
    const struct es_figure figure = sample("a", 1);
    ck_assert_uint_eq(put(&figure, 1), 1);
    close_store();
    static const char *const changes[] = {"UPDATE figure SET kind = 'guess'",
                                          "UPDATE figure SET kind = 'stock', "
                                          "observed_to = 'yesterday'"};
    for (size_t i = 0; i < 2; i++) {
        outside(changes[i]);
        struct es_figures figures = {NULL, 5};
        open_store();
        ck_assert_int_eq(es_store_get_figures(store, &figures, arena, &err),
                         ES_ERR_STORE);
        ck_assert_uint_eq(figures.n, 5);
        close_store();
    }
}
END_TEST

START_TEST(the_shared_observations_come_back_from_the_store)
{
    const char *csv = shared_file("data/mes/observations.csv");
    if (csv == NULL) {
        return;
    }
    struct es_figures figures;
    struct es_faults faults;
    ck_assert_int_eq(es_figures_read(csv, &figures, &faults, arena, &err), ES_OK);
    open_store();
    ck_assert_uint_eq(put(figures.at, figures.n), 437);
    const struct es_figures found = get();
    ck_assert_uint_eq(found.n, 437);
    size_t same = 0;
    for (size_t i = 0; i < found.n; i++) {
        for (size_t j = 0; j < figures.n; j++) {
            if (strcmp(found.at[i].id, figures.at[j].id) == 0) {
                same_figure(&found.at[i], &figures.at[j]);
                same++;
            }
        }
    }
    ck_assert_uint_eq(same, 437);
    close_store();
}
END_TEST

enum { BATCH = 20 };

/* Stores batch after batch and acknowledges each by its number, until killed. */
static void import_forever(int first, int pipe_end)
{
    open_store();
    for (int batch = first;; batch++) {
        struct es_figure figure[BATCH];
        for (int i = 0; i < BATCH; i++) {
            figure[i] = sample(es_arena_print(arena, "f-%06d", batch * BATCH + i), 1);
        }
        if (put(figure, BATCH) != BATCH ||
            write(pipe_end, &batch, sizeof batch) != sizeof batch) {
            _exit(1);
        }
    }
}

/* One child that is killed; returns the last batch that it acknowledged. */
static int kill_an_import(int first, useconds_t after)
{
    int ends[2], batch, last = first - 1;
    ck_assert_int_eq(pipe(ends), 0);
    const pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        (void)close(ends[0]);
        import_forever(first, ends[1]);
    }
    (void)close(ends[1]);
    if (read(ends[0], &batch, sizeof batch) == sizeof batch) { /* it is under way */
        last = batch;
    }
    (void)usleep(after);
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    while (read(ends[0], &batch, sizeof batch) == sizeof batch) {
        last = batch;
    }
    (void)close(ends[0]);
    return last;
}

START_TEST(no_acknowledged_figure_is_lost_to_a_kill)
{
    int next = 0, acknowledged = 0;
    for (int i = 0; i < 20; i++) {
        const int last = kill_an_import(next, (useconds_t)(700 * (i % 9)));
        acknowledged = (last + 1) * BATCH;
        open_store();
        ck_assert_int_eq(es_store_check(store, &err), ES_OK);
        const struct es_figures found = get();
        ck_assert_uint_ge(found.n, (size_t)acknowledged);
        ck_assert_uint_eq(found.n % BATCH, 0); /* whole batches only */
        for (int k = 0; k < acknowledged; k++) {
            ck_assert_str_eq(found.at[k].id, es_arena_print(arena, "f-%06d", k));
        }
        next = (int)(found.n / BATCH);
        close_store();
    }
    ck_assert_int_gt(acknowledged, 0);
}
END_TEST

START_TEST(two_writers_wait_for_each_other)
{
    open_store();
    const pid_t child = fork();
    ck_assert_int_ge(child, 0);
    struct es_figure figure = sample("x", 1);
    if (child == 0) {
        store = NULL; /* a connection must not cross a fork */
        open_store();
        for (int i = 0; i < 50; i++) {
            figure.id = es_arena_print(arena, "child-%d", i);
            if (put(&figure, 1) != 1) {
                _exit(1);
            }
        }
        _exit(0);
    }
    for (int i = 0; i < 50; i++) {
        figure.id = es_arena_print(arena, "parent-%d", i);
        ck_assert_uint_eq(put(&figure, 1), 1);
    }
    int state;
    ck_assert_int_eq(waitpid(child, &state, 0), child);
    ck_assert_int_eq(state, 0);
    ck_assert_int_eq(count("figure"), 100);
    close_store();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store");
    TCase *tests = tcase_create("store");
    tcase_add_checked_fixture(tests, store_folder_open, folder_close);
    tcase_set_timeout(tests, 120.0);
    tcase_add_test(tests, a_new_store_is_empty_and_marked_as_ours);
    tcase_add_test(tests, figures_come_back_by_id_and_version);
    tcase_add_test(tests, figures_that_are_there_stay_as_they_are);
    tcase_add_test(tests, a_batch_with_a_figure_that_cannot_be_is_refused_whole);
    tcase_add_test(tests, hostile_texts_come_back_byte_for_byte);
    tcase_add_test(tests, a_run_keeps_forecasts_answers_and_artefacts);
    tcase_add_test(tests, a_note_comes_back_as_it_was_put);
    tcase_add_test(tests, a_run_that_fails_leaves_no_trace);
    tcase_add_test(tests, only_known_tables_are_counted);
    tcase_add_test(tests, files_that_are_not_ours_are_refused_and_left_alone);
    tcase_add_test(tests, runs_of_an_older_store_become_notes);
    tcase_add_test(tests, a_newer_store_is_refused_and_left_alone);
    tcase_add_test(tests, a_store_without_a_version_is_refused);
    tcase_add_test(tests, a_reference_to_nothing_is_damage);
    tcase_add_test(tests, a_folder_that_is_not_there_is_an_error);
    tcase_add_test(tests, a_name_that_sqlite_would_interpret_is_a_file);
    tcase_add_test(tests, damage_is_told_wherever_it_is);
    tcase_add_test(tests, a_truncated_store_is_told);
    tcase_add_test(tests, a_word_that_essor_never_writes_is_damage);
    tcase_add_test(tests, the_shared_observations_come_back_from_the_store);
    tcase_add_test(tests, no_acknowledged_figure_is_lost_to_a_kill);
    tcase_add_test(tests, two_writers_wait_for_each_other);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

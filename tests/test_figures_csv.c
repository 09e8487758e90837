#include "folder.h"

#include "essor/intake.h"

#include <math.h>
#include <signal.h>
#include <sys/wait.h>

#define HEADER                                                                           \
    "series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,"           \
    "qualifier,quoted_step,date_basis,source_title,source_url,note\n"
#define ROW "s,2023-07-01,2023-07-31,2023-09-13,150,,docs,stock,,about,10,stated,T,U,N\n"

static struct es_figures figures;
static struct es_faults faults;

static enum es_status read_text(const char *text)
{
    figures = (struct es_figures){0};
    return es_figures_read(file_of("f.csv", text, strlen(text)), &figures, &faults, arena,
                           &err);
}

static void read_good(const char *text, size_t n)
{
    const enum es_status status = read_text(text);
    ck_assert_msg(status == ES_OK, "%s", err.message);
    ck_assert_uint_eq(figures.n, n);
}

static void fault_is(size_t i, enum es_fault_code code, int line, int column)
{
    ck_assert_uint_lt(i, faults.n);
    ck_assert_msg(faults.at[i].code == code && faults.at[i].line == line &&
                      faults.at[i].column == column,
                  "%d:%d: %s", faults.at[i].line, faults.at[i].column,
                  faults.at[i].message);
}

/* The one fault of a row, in line 2. */
static void row_fault(const char *row, enum es_fault_code code, int column,
                      const char *hint)
{
    ck_assert_int_eq(read_text(es_arena_print(arena, HEADER "%s\n", row)), ES_FINDING);
    fault_is(0, code, 2, column);
    ck_assert_uint_eq(faults.n, 1);
    ck_assert_str_eq(faults.at[0].hint, hint);
    ck_assert_uint_eq(figures.n, 0);
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
    ck_assert(a->value == b->value);
    ck_assert(a->value_hi == b->value_hi || (isnan(a->value_hi) && isnan(b->value_hi)));
    ck_assert_str_eq(a->unit, b->unit);
    ck_assert_int_eq(a->kind, b->kind);
    ck_assert_str_eq(a->ref, b->ref);
    ck_assert_int_eq(a->qualifier, b->qualifier);
    ck_assert(a->quoted_step == b->quoted_step);
    ck_assert_int_eq(a->basis, b->basis);
    ck_assert_str_eq(a->source_title, b->source_title);
    ck_assert_str_eq(a->source_url, b->source_url);
    ck_assert_str_eq(a->note, b->note);
}

/* Writes the figures and reads them again; they must be the same. */
static void round_trip(void)
{
    const struct es_figures before = figures;
    const char *path = in_folder("again.csv");
    ck_assert_int_eq(es_figures_write(path, &before, &err), ES_OK);
    struct es_figures after;
    const enum es_status status = es_figures_read(path, &after, &faults, arena, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
    ck_assert_uint_eq(after.n, before.n);
    for (size_t i = 0; i < before.n; i++) {
        same_figure(&before.at[i], &after.at[i]);
    }
}

START_TEST(a_row_becomes_a_figure)
{
    read_good(HEADER
              "s,2023-07-01,2023-07-31,,9.2,12,docs,share_of,w,range,1e-1,inferred,"
              "T,U,\"N, \"\"n\"\"\"\n",
              1);
    const struct es_figure *figure = &figures.at[0];
    ck_assert_str_eq(figure->series, "s");
    ck_assert_str_eq(figure->zone, "");
    ck_assert_int_eq(figure->version, 1);
    ck_assert_int_eq(figure->from_day, es_day(2023, 7, 1));
    ck_assert_int_eq(figure->to_day, es_day(2023, 7, 31));
    ck_assert_int_eq(figure->published_day, ES_NO_DAY);
    ck_assert(figure->value == 9.2 && figure->value_hi == 12.0);
    ck_assert_int_eq(figure->kind, ES_SHARE_OF);
    ck_assert_str_eq(figure->ref, "w");
    ck_assert_int_eq(figure->qualifier, ES_RANGE);
    ck_assert(figure->quoted_step == 0.1);
    ck_assert_int_eq(figure->basis, ES_INFERRED);
    ck_assert_str_eq(figure->note, "N, \"n\"");
    ck_assert_int_eq(figure->line, 2);
    round_trip();
}
END_TEST

START_TEST(columns_may_stand_in_any_order)
{
    read_good(
        "note,value,version,series,observed_to,observed_from,published,value_hi,unit,"
        "kind,ref,qualifier,quoted_step,date_basis,source_title,source_url,id,zone\n"
        "N,150,3,s,2023-07-31,2023-07-01,,,docs,stock,,about,10,stated,T,U,my-id,75\n",
        1);
    ck_assert_str_eq(figures.at[0].id, "my-id");
    ck_assert_int_eq(figures.at[0].version, 3);
    ck_assert_str_eq(figures.at[0].zone, "75");
    ck_assert_str_eq(figures.at[0].note, "N");
    round_trip();
}
END_TEST

START_TEST(a_file_with_a_header_only_has_no_figures)
{
    read_good(HEADER, 0);
    round_trip();
}
END_TEST

START_TEST(a_number_that_is_none_gets_a_hint)
{
    static const char *const cases[][2] = {
        {"12O", "letter O where a zero is expected? 120"},
        {"l2", "letter l or I where a one is expected? 12"},
        {"\"12,5\"", "a decimal point is expected: 12.5"},
        {"\"9,200,000\"", "no separators between thousands: 9200000"},
        {"9 200 000", "no blanks between digits: 9200000"},
        {"9\u202f200\u00a0000", "no blanks between digits: 9200000"},
        {"\"1 234,5\"", "no blanks, and a decimal point: 1234.5"},
        {"\"46,5\u202f%\"", "a percentage stands without its sign: 46.5"},
        {"\u22125", "a minus sign is written -: -5"},
        {"9.2M", "write the number out: 9.2e6"},
        {"11111111111111111111111111111111111111111O", ""}, /* too long to be a slip */
        {"lots", ""},
        {"nan", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        row_fault(es_arena_print(arena,
                                 "s,2023-07-01,2023-07-31,,%s,,docs,stock,,about,10,"
                                 "stated,T,U,N",
                                 cases[i][0]),
                  ES_FAULT_E203, 26, cases[i][1]);
    }
    row_fault("s,2023-07-01,2023-07-31,,1e999,,docs,stock,,about,10,stated,T,U,N",
              ES_FAULT_E204, 26, "");
}
END_TEST

START_TEST(a_date_that_is_none_gets_a_hint)
{
    static const char *const cases[][2] = {
        {"1.2.2022", "day, month, year? write 2022-02-01"},
        {"2022-02-30", "2022-02 has 28 days"},
        {"2022-13-01", "months go from 01 to 12"},
        {"2022-09", "a day is needed: 2022-09-01 or another"},
        {"12345-01-01", "year, month and day, as in 2023-09-13"},
        {"2022_01_01", "year, month and day, as in 2023-09-13"},
        {"1-2-3-4", "year, month and day, as in 2023-09-13"},
        {"sept. 2022", "year, month and day, as in 2023-09-13"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        row_fault(es_arena_print(arena,
                                 "s,%s,2023-07-31,,1,,docs,stock,,about,10,stated,T,U,N",
                                 cases[i][0]),
                  ES_FAULT_E202, 3, cases[i][1]);
    }
}
END_TEST

START_TEST(a_word_that_is_not_known_gets_the_nearest_or_all)
{
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,stok,,about,10,stated,T,U,N",
              ES_FAULT_E205, 34, "did you mean \"stock\"?");
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,stock,,environ,10,stated,T,U,N",
              ES_FAULT_E205, 41, "one of exact, about, at_least, at_most, nearly, range");
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,stock,,about,10,state,T,U,N",
              ES_FAULT_E205, 50, "did you mean \"stated\"?");
}
END_TEST

START_TEST(fields_must_agree_with_each_other)
{
    row_fault("s,2023-07-31,2023-07-01,,1,,docs,stock,,about,10,stated,T,U,N",
              ES_FAULT_E206, 14, "");
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,stock,,range,10,stated,T,U,N",
              ES_FAULT_E207, 28, "");
    row_fault("s,2023-07-01,2023-07-31,,1,2,docs,stock,,about,10,stated,T,U,N",
              ES_FAULT_E207, 28, "is the qualifier \"range\"?");
    row_fault("s,2023-07-01,2023-07-31,,3,2,docs,stock,,range,10,stated,T,U,N",
              ES_FAULT_E204, 28, "");
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,stock,,about,-1,stated,T,U,N",
              ES_FAULT_E204, 47, "");
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,share_of,,about,1,stated,T,U,N",
              ES_FAULT_E209, 43, "");
    row_fault(",2023-07-01,2023-07-31,,1,,docs,stock,,about,1,stated,T,U,N",
              ES_FAULT_E201, 1, "");
}
END_TEST

START_TEST(an_empty_file_and_an_empty_word_are_one_fault_each)
{
    ck_assert_int_eq(read_text(""), ES_FINDING);
    ck_assert_uint_eq(faults.n, 1);
    fault_is(0, ES_FAULT_E101, 0, 0);
    ck_assert_ptr_nonnull(strstr(err.message, "f.csv: the file is empty"));
    row_fault("s,2023-07-01,2023-07-31,,1,,docs,,,about,10,stated,T,U,N", ES_FAULT_E201,
              34, "");
}
END_TEST

START_TEST(a_long_word_is_quoted_short)
{
    char word[200];
    memset(word, 'w', sizeof word);
    word[199] = '\0';
    ck_assert_int_eq(
        read_text(es_arena_print(
            arena, HEADER "s,2023-07-01,2023-07-31,,1,,docs,%s,,about,10,stated,T,U,N\n",
            word)),
        ES_FINDING);
    ck_assert_str_eq(
        faults.at[0].message,
        "the kind \"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww...\" is not known");
    ck_assert_int_eq(faults.at[0].width, 199);
}
END_TEST

START_TEST(every_fault_is_reported_and_nothing_is_read)
{
    ck_assert_int_eq(
        read_text(HEADER ROW "s,2023-02-30,x,,1O,,,stok,,about,,stated,T,U,N\n" ROW
                             "t,2023-07-01,2023-07-31,,1,,d,stock,,about,1,stated,T,U\n"),
        ES_FINDING);
    static const enum es_fault_code codes[] = {
        ES_FAULT_E202, ES_FAULT_E202, ES_FAULT_E203, ES_FAULT_E201,
        ES_FAULT_E205, ES_FAULT_E201, ES_FAULT_E208, ES_FAULT_E103};
    ck_assert_uint_eq(faults.n, sizeof codes / sizeof codes[0]);
    for (size_t i = 0; i < faults.n; i++) {
        ck_assert_int_eq(faults.at[i].code, codes[i]);
    }
    ck_assert_int_eq(faults.at[6].line, 4); /* repeats line 2 */
    ck_assert_ptr_nonnull(strstr(faults.at[6].message, "line 2"));
    ck_assert_uint_eq(figures.n, 0);
    ck_assert_ptr_nonnull(strstr(err.message, "f.csv:3:3"));
}
END_TEST

START_TEST(faults_of_the_header_name_the_column)
{
    ck_assert_int_eq(read_text("serie,observed_from,observed_to,published,value,value,"
                               "value_hi,kind,ref,qualifier,quoted_step,date_basis,"
                               "source_title,source_url,note,colour\n"),
                     ES_FINDING);
    ck_assert_uint_eq(faults.n, 4);
    fault_is(0, ES_FAULT_E110, 1, 1);
    ck_assert_str_eq(faults.at[0].message, "the column \"unit\" is missing");
    fault_is(1, ES_FAULT_E111, 1, 1);
    ck_assert_str_eq(faults.at[1].hint, "did you mean \"series\"?");
    fault_is(2, ES_FAULT_E112, 1, 49);
    fault_is(3, ES_FAULT_E111, 1, 135);
}
END_TEST

START_TEST(a_missing_column_adds_no_faults_of_its_cells)
{
    ck_assert_int_eq(
        read_text("series,observed_from,observed_to,published,value,unit,kind,ref,"
                  "qualifier,quoted_step,date_basis,source_title,source_url,note\n"
                  "s,2023-07-01,2023-07-31,,1,docs,stock,,range,1,stated,T,U,N\n"),
        ES_FINDING);
    ck_assert_uint_eq(faults.n, 1);
    fault_is(0, ES_FAULT_E110, 1, 1);
}
END_TEST

START_TEST(a_made_id_depends_on_source_and_window_but_not_on_the_value)
{
    read_good(HEADER ROW, 1);
    const char *id = figures.at[0].id;
    ck_assert_int_eq(strncmp(id, "s-202307-", 9), 0);
    ck_assert_uint_eq(strlen(id), 15);
    ck_assert_uint_eq(strspn(id + 9, "0123456789abcdef"), 6);

    read_good(HEADER "s,2023-07-01,2023-07-31,,999,,x,stock,,exact,1,stated,T,U,\n", 1);
    ck_assert_str_eq(figures.at[0].id, id);
    read_good(HEADER "s,2023-07-01,2023-07-30,,150,,docs,stock,,about,1,stated,T,U,N\n",
              1);
    ck_assert_str_ne(figures.at[0].id, id);
    read_good(HEADER "s,2023-07-01,2023-07-31,,150,,docs,stock,,about,1,stated,T2,U,N\n",
              1);
    ck_assert_str_ne(figures.at[0].id, id);
}
END_TEST

START_TEST(rows_with_one_made_id_are_numbered_in_their_order)
{
    read_good(HEADER ROW
              "s,2023-07-01,2023-07-31,,140,,docs,stock,,about,10,stated,T,U,N\n"
              "s,2023-07-01,2023-07-31,,160,,docs,stock,,about,10,stated,T,U,N\n",
              3);
    const char *id = figures.at[0].id;
    ck_assert_str_eq(figures.at[1].id, es_arena_print(arena, "%s-2", id));
    ck_assert_str_eq(figures.at[2].id, es_arena_print(arena, "%s-3", id));
    round_trip();
}
END_TEST

#define WITH_ID "id,version," HEADER

START_TEST(an_id_may_have_versions_but_each_only_once)
{
    read_good(WITH_ID "x,1," ROW "x,2," ROW, 2);
    ck_assert_int_eq(figures.at[1].version, 2);
    ck_assert_int_eq(read_text(WITH_ID "x,1," ROW "y,1," ROW "x,1," ROW), ES_FINDING);
    ck_assert_uint_eq(faults.n, 1);
    fault_is(0, ES_FAULT_E208, 4, 1);
    ck_assert_str_eq(faults.at[0].message, "version 1 of \"x\" is on line 2 already");
    ck_assert_int_eq(read_text(WITH_ID "x,0," ROW "y,1.5," ROW "z,one," ROW), ES_FINDING);
    ck_assert_uint_eq(faults.n, 3);
    fault_is(0, ES_FAULT_E204, 2, 3);
    fault_is(1, ES_FAULT_E204, 3, 3);
    fault_is(2, ES_FAULT_E203, 4, 3);
}
END_TEST

/* Puts what is not known of `given` behind the known figures, as an import does; returns
 * how many that are. */
static size_t put_behind(const struct es_figures *before, const struct es_figures *given)
{
    struct es_known *known;
    struct es_figure *all = es_arena_array(arena, before->n + given->n, sizeof *all);
    struct es_figures merged = {all, before->n};
    ck_assert_int_eq(es_known_open(false, &known, &err), ES_OK);
    for (size_t i = 0; i < before->n; i++) {
        all[i] = before->at[i];
        ck_assert_int_eq(es_known_add(known, &all[i], &err), ES_OK);
    }
    ck_assert_uint_eq(es_known_count(known), before->n);
    for (size_t i = 0; i < given->n; i++) {
        enum es_novelty novelty;
        struct es_figure figure = given->at[i];
        ck_assert_int_eq(es_known_judge(known, &figure, &novelty, arena, &err), ES_OK);
        if (novelty != ES_KNOWN_ALREADY) {
            ck_assert_int_eq(es_known_add(known, &figure, &err), ES_OK);
            all[merged.n++] = figure;
        }
    }
    es_known_close(known);
    figures = merged;
    return merged.n - before->n;
}

/* Merges a text into one of one row. */
static size_t merge(const char *known_text, const char *given_text)
{
    read_good(known_text, 1);
    const struct es_figures known = figures;
    ck_assert_int_eq(read_text(given_text), ES_OK);
    const struct es_figures given = figures;
    return put_behind(&known, &given);
}

START_TEST(merging_what_is_there_adds_nothing)
{
    ck_assert_uint_eq(merge(HEADER ROW, HEADER ROW), 0);
    ck_assert_uint_eq(figures.n, 1);
    ck_assert_int_eq(figures.at[0].version, 1);
}
END_TEST

#define CORRECTED                                                                        \
    "s,2023-07-01,2023-07-31,2023-10-01,140,,docs,stock,,about,10,stated,T,U,N\n"
#define OTHER "t,2023-07-01,2023-07-31,,7,,docs,stock,,about,1,stated,T,U,N\n"

START_TEST(a_corrected_figure_becomes_the_next_version)
{
    ck_assert_uint_eq(merge(HEADER ROW, HEADER OTHER CORRECTED), 2);
    ck_assert_uint_eq(figures.n, 3);
    ck_assert_str_eq(figures.at[1].series, "t");
    ck_assert_int_eq(figures.at[1].version, 1);
    ck_assert_str_eq(figures.at[2].id, figures.at[0].id);
    ck_assert_int_eq(figures.at[2].version, 2);
    ck_assert(figures.at[0].value == 150.0 && figures.at[2].value == 140.0);
    round_trip();

    /* Neither version comes in again. */
    const struct es_figures known = figures;
    ck_assert_int_eq(read_text(HEADER CORRECTED), ES_OK);
    const struct es_figures given = figures;
    ck_assert_uint_eq(put_behind(&known, &given), 0);
    ck_assert_uint_eq(figures.n, 3);
}
END_TEST

/* A reason is no content: the correction without it is the one with it. */
START_TEST(the_reason_of_a_correction_makes_no_difference)
{
    static const char *const notes[] = {"", "N", "N [of 2023]"};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        read_good(HEADER ROW, 1);
        struct es_figure bare = figures.at[0], told = bare;
        bare.note = notes[i];
        told.note = es_note_reason(notes[i], "source [corrected]", arena);
        ck_assert_str_ne(bare.note, told.note);
        ck_assert_uint_eq(
            put_behind(&(struct es_figures){&told, 1}, &(struct es_figures){&bare, 1}),
            0);
        ck_assert_str_eq(es_note_reason(told.note, "source [corrected]", arena),
                         told.note);
    }
}
END_TEST

/* 3 000 figures of a month and a series: some of the made ids are the same by chance. */
START_TEST(figures_whose_made_ids_clash_are_told_apart)
{
    enum { MANY = 30000 };
    struct es_figure *zone = es_arena_array(arena, MANY, sizeof *zone);
    read_good(HEADER ROW, 1);
    for (size_t i = 0; i < MANY; i++) {
        zone[i] = figures.at[0];
        zone[i].zone = es_arena_print(arena, "zone %zu", i);
        zone[i].id = es_figure_make_id(&zone[i], arena);
    }
    const struct es_figures given = {zone, MANY}, none = {NULL, 0};
    ck_assert_uint_eq(put_behind(&none, &given), MANY);
    size_t numbered = 0;
    for (size_t i = 0; i < MANY; i++) {
        ck_assert_int_eq(figures.at[i].version, 1);
        numbered += strcmp(figures.at[i].id, zone[i].id) != 0;
    }
    ck_assert_uint_gt(numbered, 5); /* 27 expected: 30000^2 / 2 / 16^6 */
    const struct es_figures known = figures;
    ck_assert_uint_eq(put_behind(&known, &given), 0);
}
END_TEST

START_TEST(merging_into_nothing_keeps_versions)
{
    read_good(WITH_ID "x,2," ROW "x,4," CORRECTED, 2);
    const struct es_figures given = figures, none = {NULL, 0};
    ck_assert_uint_eq(put_behind(&none, &given), 2);
    same_figure(&figures.at[0], &given.at[0]);
    same_figure(&figures.at[1], &given.at[1]);
}
END_TEST

START_TEST(hostile_texts_read_back_as_they_were)
{
    read_good(HEADER
              "\"`touch pwned`\"\"; system('touch pwned') #\",2023-07-01,2023-07-31,,"
              "1,,=1+1,stock,-@,about,1,stated,\"a\r\nb\tc\",' --; DROP TABLE,"
              "\"\u00e9\U0001f600 , \"\n",
              1);
    ck_assert_str_eq(figures.at[0].series, "`touch pwned`\"; system('touch pwned') #");
    ck_assert_str_eq(figures.at[0].unit, "=1+1");
    ck_assert_str_eq(figures.at[0].note, "\u00e9\U0001f600 , ");
    round_trip();
}
END_TEST

START_TEST(numbers_read_back_to_the_last_bit)
{
    read_good(
        HEADER
        "s,2023-07-01,2023-07-31,,0.30000000000000004,1.7976931348623157e308,d,stock,,"
        "range,2.2250738585072014e-308,stated,T,U,N\n",
        1);
    round_trip();
}
END_TEST

START_TEST(the_shared_observations_read_and_write_without_loss)
{
    const char *path = shared_file("data/mes/observations.csv");
    if (path == NULL) {
        return;
    }
    const enum es_status status = es_figures_read(path, &figures, &faults, arena, &err);
    ck_assert_msg(status == ES_OK, "%s", err.message);
    ck_assert_uint_eq(figures.n, 437);
    round_trip();

    const struct es_figures first = figures;
    ck_assert_uint_eq(put_behind(&first, &first), 0);
    ck_assert_uint_eq(figures.n, 437);
}
END_TEST

/* Writes one of two contents again and again until it is killed. */
static void write_forever(const char *path)
{
    struct es_figure row[2000];
    for (size_t i = 0; i < 2000; i++) {
        row[i] = figures.at[0];
        row[i].id = es_arena_print(arena, "id-%zu", i);
    }
    for (size_t n = 1000;; n = 3000 - n) {
        (void)es_figures_write(path, &(struct es_figures){row, n}, &err);
    }
}

START_TEST(a_killed_writer_leaves_a_whole_file)
{
    read_good(HEADER ROW, 1);
    const char *path = in_folder("killed.csv");
    ck_assert_int_eq(es_figures_write(path, &figures, &err), ES_OK);
    for (int i = 0; i < 20; i++) {
        const pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            write_forever(path);
        }
        (void)usleep(5000 + 3700 * (useconds_t)(i % 7));
        ck_assert_int_eq(kill(child, SIGKILL), 0);
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        struct es_figures found;
        const enum es_status status = es_figures_read(path, &found, &faults, arena, &err);
        ck_assert_msg(status == ES_OK, "%s", err.message);
        ck_assert_msg(found.n == 1 || found.n == 1000 || found.n == 2000, "%zu", found.n);
    }
}
END_TEST

#define TARGETS "id,series,level,per,deadline,source_title,source_url,note\n"

START_TEST(targets_are_read)
{
    static const char text[] = TARGETS
        "total-2023,total,250000000,year,2023-12-31,T,U,N\n"
        "half,activation,34200000,none,,T,U,\n"
        "pace,ville,1e6,month,2025-01-31,,,\n";
    struct es_targets targets;
    ck_assert_int_eq(es_targets_read(file_of("t.csv", text, strlen(text)), &targets,
                                     &faults, arena, &err),
                     ES_OK);
    ck_assert_uint_eq(targets.n, 3);
    ck_assert_str_eq(targets.at[0].id, "total-2023");
    ck_assert(targets.at[0].level == 250e6);
    ck_assert_int_eq(targets.at[0].per, ES_EACH_YEAR);
    ck_assert_int_eq(targets.at[0].deadline_day, es_day(2023, 12, 31));
    ck_assert_int_eq(targets.at[1].per, ES_PER_NONE);
    ck_assert_int_eq(targets.at[1].deadline_day, ES_NO_DAY);
    ck_assert_int_eq(targets.at[2].per, ES_EACH_MONTH);
    ck_assert_int_eq(targets.at[2].line, 4);
}
END_TEST

START_TEST(faults_of_targets_are_reported)
{
    static const char text[] = TARGETS
        "a,total,0,year,2023-12-31,T,U,N\n"
        "b,total,1,yearly,31/12/2023,T,U,N\n"
        "c,total,1,year,,,,\nc,,1,year,,,,\nc,x,1,none,,,,\n";
    struct es_targets targets = {NULL, 7};
    ck_assert_int_eq(es_targets_read(file_of("t.csv", text, strlen(text)), &targets,
                                     &faults, arena, &err),
                     ES_FINDING);
    ck_assert_uint_eq(targets.n, 7); /* untouched */
    ck_assert_uint_eq(faults.n, 5);
    fault_is(0, ES_FAULT_E204, 2, 9);
    fault_is(1, ES_FAULT_E205, 3, 11);
    ck_assert_str_eq(faults.at[1].hint, "did you mean \"year\"?");
    fault_is(2, ES_FAULT_E202, 3, 18);
    fault_is(3, ES_FAULT_E201, 5, 3);
    fault_is(4, ES_FAULT_E208, 6, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("figures_csv");
    TCase *tests = tcase_create("figures_csv");
    tcase_add_checked_fixture(tests, folder_open, folder_close);
    tcase_set_timeout(tests, 60.0);
    tcase_add_test(tests, a_row_becomes_a_figure);
    tcase_add_test(tests, columns_may_stand_in_any_order);
    tcase_add_test(tests, a_file_with_a_header_only_has_no_figures);
    tcase_add_test(tests, a_number_that_is_none_gets_a_hint);
    tcase_add_test(tests, a_date_that_is_none_gets_a_hint);
    tcase_add_test(tests, a_word_that_is_not_known_gets_the_nearest_or_all);
    tcase_add_test(tests, fields_must_agree_with_each_other);
    tcase_add_test(tests, an_empty_file_and_an_empty_word_are_one_fault_each);
    tcase_add_test(tests, a_long_word_is_quoted_short);
    tcase_add_test(tests, every_fault_is_reported_and_nothing_is_read);
    tcase_add_test(tests, faults_of_the_header_name_the_column);
    tcase_add_test(tests, a_missing_column_adds_no_faults_of_its_cells);
    tcase_add_test(tests, a_made_id_depends_on_source_and_window_but_not_on_the_value);
    tcase_add_test(tests, rows_with_one_made_id_are_numbered_in_their_order);
    tcase_add_test(tests, an_id_may_have_versions_but_each_only_once);
    tcase_add_test(tests, merging_what_is_there_adds_nothing);
    tcase_add_test(tests, a_corrected_figure_becomes_the_next_version);
    tcase_add_test(tests, the_reason_of_a_correction_makes_no_difference);
    tcase_add_test(tests, figures_whose_made_ids_clash_are_told_apart);
    tcase_add_test(tests, merging_into_nothing_keeps_versions);
    tcase_add_test(tests, hostile_texts_read_back_as_they_were);
    tcase_add_test(tests, numbers_read_back_to_the_last_bit);
    tcase_add_test(tests, the_shared_observations_read_and_write_without_loss);
    tcase_add_test(tests, a_killed_writer_leaves_a_whole_file);
    tcase_add_test(tests, targets_are_read);
    tcase_add_test(tests, faults_of_targets_are_reported);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}

/* Sentences of tests/data/phrases.tsv and the figures they state. Values are compared to
 * a relative 1e-12: they come from decimal texts. */
#include "essor/number.h"
#include "essor/phrase.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 14, REFUSED_COLUMNS = 5, LONGEST_LINE = 1000 };
enum column {
    LANGUAGE,
    CONTEXT,
    PUBLISHED,
    TEXT,
    KIND,
    FROM,
    TO,
    VALUE,
    VALUE_HI,
    UNIT,
    QUALIFIER,
    STEP,
    BASIS,
    REF
};

/* What the caller of each context knows. */
static const struct {
    const char *name, *series, *unit, *whole;
    enum es_nature nature;
    int launch_year, launch_month, launch_day;
} contexts[] = {
    {"total", "dmp_docs_total", "documents", "", ES_FLOW_SERIES, 2022, 2, 3},
    {"ville", "dmp_docs_ville", "documents", "dmp_docs_total", ES_FLOW_SERIES, 2022, 2,
     3},
    {"biologie", "dmp_docs_biologie", "documents", "dmp_docs_total", ES_FLOW_SERIES, 2022,
     2, 3},
    {"radiologie", "dmp_docs_radiologie", "documents", "dmp_docs_total", ES_FLOW_SERIES,
     2022, 2, 3},
    {"hopital", "dmp_docs_hopital", "documents", "dmp_docs_total", ES_FLOW_SERIES, 2022,
     2, 3},
    {"activation", "mes_profiles_activated", "profiles", "", ES_STOCK_SERIES, 2022, 2, 3},
    {"dmp1", "dmp1_opened", "files", "", ES_STOCK_SERIES, 2011, 1, 1},
};

static struct es_phrase_context context_of(const char *cell[])
{
    struct es_phrase_context context = es_phrase_context_empty();
    context.language = strcmp(cell[LANGUAGE], "fr") == 0 ? ES_PHRASE_FR : ES_PHRASE_EN;
    for (size_t i = 0; i < sizeof contexts / sizeof contexts[0]; i++) {
        if (strcmp(cell[CONTEXT], contexts[i].name) == 0) {
            context.series = contexts[i].series;
            context.unit = contexts[i].unit;
            context.whole = contexts[i].whole;
            context.has_nature = true;
            context.nature = contexts[i].nature;
            context.launch_day = es_day(contexts[i].launch_year, contexts[i].launch_month,
                                        contexts[i].launch_day);
        }
    }
    (void)es_day_parse(cell[PUBLISHED], &context.published_day);
    return context;
}

static const char *const refusals[] = {
#define NAME_OF(name, meaning) #name,
    ES_REFUSAL_LIST(NAME_OF)
#undef NAME_OF
};

/* The figure in the columns of the file. */
static void print_figure(const struct es_phrase *phrase, char text[LONGEST_LINE])
{
    const struct es_figure *figure = &phrase->figure;
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    char value[ES_NUMBER_TEXT], high[ES_NUMBER_TEXT], step[ES_NUMBER_TEXT];
    if (phrase->refusal != ES_UNDERSTOOD) {
        (void)snprintf(text, LONGEST_LINE, "refuse:%s (%s)",
                       refusals[phrase->refusal] + strlen("ES_"), phrase->why);
        return;
    }
    es_day_format(figure->from_day, from);
    es_day_format(figure->to_day, to);
    es_number_format(value, figure->value);
    es_number_format(high, figure->value_hi);
    es_number_format(step, figure->quoted_step);
    (void)snprintf(
        text, LONGEST_LINE, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s",
        es_kind_name(figure->kind), from, to, value, *high != '\0' ? high : "-",
        figure->unit, es_qualifier_name(figure->qualifier), step,
        es_basis_name(figure->basis), *figure->ref != '\0' ? figure->ref : "-");
}

struct tally {
    int figures, right, refused, wrong;
    int refusals, kept, for_another_reason;
};

static void count_figure(struct tally *tally, const char *cell[],
                         const struct es_phrase *phrase)
{
    char wanted[LONGEST_LINE] = "", got[LONGEST_LINE];
    for (int i = KIND; i <= REF; i++) {
        const size_t used = strlen(wanted);
        (void)snprintf(wanted + used, sizeof wanted - used, "%s%s", i > KIND ? "\t" : "",
                       cell[i]);
    }
    print_figure(phrase, got);
    const bool right = strcmp(wanted, got) == 0;
    const bool refused = phrase->refusal != ES_UNDERSTOOD;
    tally->figures++;
    tally->right += right;
    tally->refused += refused;
    tally->wrong += !right && !refused;
    if (!right) {
        (void)fprintf(stderr, "%s\n  wanted %s\n  got    %s\n", cell[TEXT], wanted, got);
    }
}

static void count_refusal(struct tally *tally, const char *cell[],
                          const struct es_phrase *phrase)
{
    char got[LONGEST_LINE];
    print_figure(phrase, got);
    const size_t length = strlen(cell[KIND]);
    tally->refusals++;
    tally->kept += phrase->refusal != ES_UNDERSTOOD;
    if (strncmp(got, cell[KIND], length) != 0 || got[length] != ' ') {
        tally->for_another_reason++;
        (void)fprintf(stderr, "%s\n  wanted %s\n  got    %s\n", cell[TEXT], cell[KIND],
                      got);
    }
}

/* Cuts a line at its tabs; how many cells. */
static int cut(char *line, const char *cell[COLUMNS])
{
    int n = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at != NULL && n < COLUMNS;) {
        cell[n++] = at;
        at = strchr(at, '\t');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    return n;
}

static struct tally read_file(void)
{
    FILE *file = fopen(ESSOR_SOURCE_DIR "/tests/data/phrases.tsv", "r");
    struct tally tally = {0};
    char line[LONGEST_LINE];
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file) != NULL) {
        const char *cell[COLUMNS] = {NULL};
        const int n = cut(line, cell);
        if (n < REFUSED_COLUMNS || strcmp(cell[0], "language") == 0) {
            continue;
        }
        struct es_arena *arena;
        struct es_phrase phrase;
        ck_assert(es_arena_open(&arena, NULL) == ES_OK);
        const struct es_phrase_context context = context_of(cell);
        const enum es_status status =
            es_phrase_read(cell[TEXT], &context, &phrase, arena, NULL);
        ck_assert(status == (phrase.refusal == ES_UNDERSTOOD ? ES_OK : ES_FINDING));
        if (n == COLUMNS) {
            count_figure(&tally, cell, &phrase);
        } else {
            count_refusal(&tally, cell, &phrase);
        }
        es_arena_close(arena);
    }
    (void)fclose(file);
    return tally;
}

START_TEST(of_the_phrases_most_are_right_and_none_is_wrong)
{
    const struct tally tally = read_file();
    (void)fprintf(stderr,
                  "%d figures: %d right, %d refused, %d wrong; %d refusals, %d kept\n",
                  tally.figures, tally.right, tally.refused, tally.wrong, tally.refusals,
                  tally.kept);
    ck_assert_int_ge(tally.figures, 280);
    ck_assert_int_ge(tally.refusals, 30);
    ck_assert_int_eq(tally.wrong, 0);
    ck_assert_int_eq(tally.kept, tally.refusals);
    ck_assert_int_eq(tally.for_another_reason, 0);
    ck_assert(tally.right >= 0.95 * tally.figures);
}
END_TEST

static enum es_refusal refusal_of(const char *text,
                                  const struct es_phrase_context *context)
{
    struct es_arena *arena;
    struct es_phrase phrase;
    struct es_error err;
    ck_assert(es_arena_open(&arena, NULL) == ES_OK);
    const enum es_status status = es_phrase_read(text, context, &phrase, arena, &err);
    ck_assert_int_eq(status == ES_OK, phrase.refusal == ES_UNDERSTOOD);
    if (status != ES_OK) {
        ck_assert_ptr_nonnull(strstr(err.message, phrase.why));
    }
    es_arena_close(arena);
    return phrase.refusal;
}

START_TEST(the_words_that_led_to_each_part_are_named)
{
    struct es_arena *arena;
    struct es_phrase phrase;
    const struct es_phrase_context context = es_phrase_context_empty();
    ck_assert(es_arena_open(&arena, NULL) == ES_OK);
    ck_assert(es_phrase_read("En mars 2023, environ 10 millions de documents mensuels",
                             &context, &phrase, arena, NULL) == ES_OK);
    ck_assert_int_eq(phrase.language, ES_PHRASE_FR);
    ck_assert_str_eq(phrase.words[ES_PART_KIND], "mensuels");
    ck_assert_str_eq(phrase.words[ES_PART_WINDOW], "mars 2023");
    ck_assert_str_eq(phrase.words[ES_PART_VALUE], "10 millions");
    ck_assert_str_eq(phrase.words[ES_PART_UNIT], "documents");
    ck_assert_str_eq(phrase.words[ES_PART_QUALIFIER], "environ");
    ck_assert_str_eq(phrase.words[ES_PART_REF], "");
    ck_assert_str_eq(phrase.words[ES_PART_IGNORED], "En ... , ... de");
    es_arena_close(arena);
}
END_TEST

START_TEST(a_cell_takes_its_date_and_unit_from_its_row)
{
    struct es_arena *arena;
    struct es_phrase phrase;
    struct es_phrase_context context = es_phrase_context_empty();
    ck_assert(es_arena_open(&arena, NULL) == ES_OK);
    context.unit = "documents";
    context.has_nature = true;
    context.nature = ES_FLOW_SERIES;
    context.from_day = es_day(2023, 8, 1);
    context.to_day = es_day(2023, 8, 31);
    ck_assert(es_phrase_read("plus de 12 M", &context, &phrase, arena, NULL) == ES_OK);
    ck_assert_int_eq(phrase.figure.kind, ES_WINDOW_TOTAL);
    ck_assert_int_eq(phrase.figure.from_day, context.from_day);
    ck_assert_int_eq(phrase.figure.qualifier, ES_AT_LEAST);
    ck_assert_str_eq(phrase.figure.unit, "documents");
    context.has_kind = true;
    context.kind = ES_MONTHLY_RATE;
    ck_assert(es_phrase_read("plus de 12 M", &context, &phrase, arena, NULL) == ES_OK);
    ck_assert_int_eq(phrase.figure.kind, ES_MONTHLY_RATE);
    ck_assert_str_eq(phrase.figure.unit, "documents per month");
    es_arena_close(arena);
}
END_TEST

START_TEST(a_stated_kind_must_fit_the_words)
{
    struct es_phrase_context context = es_phrase_context_empty();
    context.has_kind = true;
    context.kind = ES_STOCK;
    ck_assert_int_eq(refusal_of("14 % des médecins au 1er mars 2023", &context),
                     ES_NO_KIND);
    ck_assert_int_eq(refusal_of("2 M de documents par mois en mars 2023", &context),
                     ES_NO_KIND);
    ck_assert_int_eq(refusal_of("142 M de documents au 31 août 2023", &context),
                     ES_UNDERSTOOD);
    context.kind = ES_PERCENT;
    ck_assert_int_eq(refusal_of("14 documents au 31 août 2023", &context), ES_NO_KIND);
}
END_TEST

START_TEST(a_number_that_the_languages_read_apart_needs_the_language)
{
    struct es_phrase_context context = es_phrase_context_empty();
    context.unit = "documents";
    context.published_day = es_day(2023, 9, 20);
    ck_assert_int_eq(refusal_of("12.5 %", &context), ES_UNDERSTOOD); /* English only */
    ck_assert_int_eq(refusal_of("1.234 %", &context), ES_TWO_LANGUAGES);
    ck_assert_int_eq(refusal_of("1.234.567", &context), ES_UNDERSTOOD);
    context.has_kind = true;
    context.kind = ES_STOCK;
    ck_assert_int_eq(refusal_of("1,234.5", &context), ES_UNDERSTOOD);
    ck_assert_int_eq(refusal_of("1,234", &context), ES_TWO_LANGUAGES);
}
END_TEST

START_TEST(hostile_texts_are_refused)
{
    const struct es_phrase_context context = es_phrase_context_empty();
    char text[3000];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert_int_eq(refusal_of(text, &context), ES_TOO_LONG);
    for (size_t i = 0; i + 1 < sizeof text; i += 2) {
        memcpy(text + i, "1 ", 2);
    }
    text[1000] = '\0';
    ck_assert_int_eq(refusal_of(text, &context), ES_TOO_LONG); /* 500 words */
    ck_assert_int_eq(refusal_of("12 \xff", &context), ES_TOO_LONG);
    memset(text, '9', 1000);
    ck_assert_int_eq(refusal_of(text, &context), ES_BAD_NUMBER); /* 1 000 digits */
    ck_assert_int_eq(refusal_of("\x1b[31m12 documents", &context), ES_UNKNOWN_WORD);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("phrase");
    TCase *cases = tcase_create("sentences");
    tcase_add_test(cases, of_the_phrases_most_are_right_and_none_is_wrong);
    tcase_add_test(cases, the_words_that_led_to_each_part_are_named);
    tcase_add_test(cases, a_cell_takes_its_date_and_unit_from_its_row);
    tcase_add_test(cases, a_stated_kind_must_fit_the_words);
    tcase_add_test(cases, a_number_that_the_languages_read_apart_needs_the_language);
    tcase_add_test(cases, hostile_texts_are_refused);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

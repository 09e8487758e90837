#include "cli/options.h"

#include "essor/intake.h"
#include "essor/json.h"
#include "essor/number.h"
#include "essor/phrase.h"
#include "essor/window.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

static const char *const refusals[] = {
#define REFUSAL_NAME(name, meaning) [name] = #name,
    ES_REFUSAL_LIST(REFUSAL_NAME)
#undef REFUSAL_NAME
};

/* What is read, and what is known beside it. */
struct request {
    struct es_phrase_context context;
    struct es_project project;
    const struct es_series *of; /* NULL without project, or for a series that it lacks */
    struct es_phrase phrase;
};

/* The series of figures that feeds a series of the project first. */
static const char *fed_by(const struct es_series *series)
{
    return series->feeds > 0 ? series->feed[0].series : series->id;
}

/* The figures' own unit, without "per month": the last that is no percentage. */
static enum es_status find_unit(struct session *session, struct request *request)
{
    const struct es_figures *figures = &request->project.figures;
    struct es_phrase_context *context = &request->context;
    for (size_t i = figures->n; i > 0; i--) {
        const struct es_figure *figure = &figures->at[i - 1];
        const bool plain = figure->kind != ES_SHARE_OF && figure->kind != ES_PERCENT &&
                           figure->kind != ES_RATIO_TO;
        if (!plain || strcmp(figure->series, context->series) != 0) {
            continue;
        }
        const char *per = strstr(figure->unit, " per ");
        const size_t length =
            per != NULL ? (size_t)(per - figure->unit) : strlen(figure->unit);
        ES_GIVEN(context->unit, es_arena_copy_n(session->arena, figure->unit, length),
                 session->error);
        return ES_OK;
    }
    if (request->of != NULL && request->of->unit[ES_EN] != NULL) {
        context->unit = request->of->unit[ES_EN];
    }
    return ES_OK;
}

/* What the project says of the series. */
static enum es_status use_series(struct session *session, struct request *request)
{
    struct es_phrase_context *context = &request->context;
    const struct es_series *series = request->of;
    if (series != NULL) {
        const bool own_name = strcmp(series->id, context->series) == 0;
        context->series = own_name ? fed_by(series) : context->series;
        context->has_nature = true;
        context->nature = series->nature;
        context->launch_day = series->launch_day;
        const struct es_series *whole =
            series->whole != NULL ? es_project_series(&request->project, series->whole)
                                  : NULL;
        context->whole = whole != NULL ? fed_by(whole) : "";
    }
    return find_unit(session, request);
}

/* A project is needed only where --project names it, or --add. */
static enum es_status use_project(struct session *session, struct request *request)
{
    const struct options *options = &session->options;
    char *path;
    ES_GIVEN(path, es_arena_print(session->arena, "%s/essor.ini", options->project),
             session->error);
    const bool asked = options->add || strcmp(options->project, ".") != 0;
    if (access(path, F_OK) != 0 && !asked) {
        return ES_OK;
    }
    ES_TRY(cli_check_project(session));
    ES_TRY(cli_open_project(session, &request->project));
    if (options->series == NULL) {
        return ES_OK;
    }
    request->of = es_project_series(&request->project, options->series);
    return use_series(session, request);
}

static enum es_status use_date(struct session *session, struct es_phrase_context *context)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT] = "it takes a date, as in 2023-09 or \"sept. 2023\"";
    const char *text = session->options.date;
    if (text == NULL) {
        return ES_OK;
    }
    const enum es_window_status status = es_window_parse(text, &style, reading, rule);
    if (status != ES_WINDOW_GOOD) {
        return es_fail(session->error, ES_ERR_ARGUMENT, "--date cannot be \"%s\"; %s",
                       text, status == ES_WINDOW_DOUBTFUL ? "it has two readings" : rule);
    }
    context->from_day = reading[0].from_day;
    context->to_day = reading[0].to_day;
    return ES_OK;
}

static enum es_status use_options(struct session *session, struct request *request)
{
    const struct options *options = &session->options;
    struct es_phrase_context *context = &request->context;
    if (options->language != NULL) {
        const bool french = strcmp(options->language, "fr") == 0;
        context->language = french ? ES_PHRASE_FR : ES_PHRASE_EN;
    }
    if (options->kind != NULL) {
        context->has_kind = es_kind_parse(options->kind, &context->kind);
    }
    context->published_day = options->published_day;
    context->unit = options->unit != NULL ? options->unit : context->unit;
    context->launch_day =
        options->launch_day != ES_NO_DAY ? options->launch_day : context->launch_day;
    return use_date(session, context);
}

/* Of several series that feed the one asked for, the figure goes to one that has figures
 * of its kind. */
static void settle_series(const struct session *session, struct request *request)
{
    const struct es_figures *figures = &request->project.figures;
    const struct es_series *of = request->of;
    struct es_figure *figure = &request->phrase.figure;
    const bool free = of != NULL && strcmp(session->options.series, of->id) == 0;
    for (size_t k = 0; free && k < of->feeds; k++) {
        for (size_t i = 0; i < figures->n; i++) {
            if (figures->at[i].kind == figure->kind &&
                strcmp(figures->at[i].series, of->feed[k].series) == 0) {
                figure->series = of->feed[k].series;
                return;
            }
        }
    }
}

/* A line of what was understood, with the words that led to it. */
static void print_part(struct session *session, const char *name, const char *value,
                       const char *words)
{
    if (*words == '\0') {
        (void)fprintf(session->out, "%-12s %s\n", name, value);
    } else {
        (void)fprintf(session->out, "%-12s %-34s \"%s\"\n", name, value, words);
    }
}

static enum es_status print_window(struct session *session,
                                   const struct es_phrase *phrase)
{
    const struct es_figure *figure = &phrase->figure;
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT];
    char *window;
    es_day_format(figure->from_day, from);
    es_day_format(figure->to_day, to);
    const bool day = figure->from_day == figure->to_day;
    ES_GIVEN(window,
             es_arena_print(session->arena, "%s%s%s, %s", from, day ? "" : " to ",
                            day ? "" : to, es_basis_name(figure->basis)),
             session->error);
    const char *words = phrase->words[ES_PART_WINDOW];
    const bool published = figure->basis == ES_PUBLISHED && *words == '\0';
    print_part(session, "window", window, published ? "--published" : words);
    return ES_OK;
}

static enum es_status print_phrase(struct session *session,
                                   const struct es_phrase *phrase)
{
    const struct es_figure *figure = &phrase->figure;
    const char *const *words = phrase->words;
    char value[ES_NUMBER_TEXT], high[ES_NUMBER_TEXT], step[ES_NUMBER_TEXT];
    es_number_format(value, figure->value);
    es_number_format(high, figure->value_hi);
    es_number_format(step, figure->quoted_step);
    if (*figure->series != '\0') {
        print_part(session, "series", figure->series, "");
    }
    print_part(session, "kind", es_kind_name(figure->kind), words[ES_PART_KIND]);
    ES_TRY(print_window(session, phrase));
    print_part(session, "value", value, words[ES_PART_VALUE]);
    if (*high != '\0') {
        print_part(session, "value_hi", high, "");
    }
    print_part(session, "unit", figure->unit, words[ES_PART_UNIT]);
    print_part(session, "qualifier", es_qualifier_name(figure->qualifier),
               words[ES_PART_QUALIFIER]);
    print_part(session, "quoted_step", step, "");
    if (*figure->ref != '\0') {
        print_part(session, "ref", figure->ref, words[ES_PART_REF]);
    }
    if (*words[ES_PART_IGNORED] != '\0') {
        print_part(session, "not used", "", words[ES_PART_IGNORED]);
    }
    return ES_OK;
}

/* The text that the library gives to what words led to. */
static json_t *words_json(const struct es_phrase *phrase)
{
    const char *const *words = phrase->words;
    return json_pack("{ss ss ss ss ss ss ss}", "kind", words[ES_PART_KIND], "window",
                     words[ES_PART_WINDOW], "value", words[ES_PART_VALUE], "unit",
                     words[ES_PART_UNIT], "qualifier", words[ES_PART_QUALIFIER], "ref",
                     words[ES_PART_REF], "not_used", words[ES_PART_IGNORED]);
}

static json_t *figure_json(const struct es_figure *figure)
{
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT], published[ES_DAY_TEXT];
    es_day_format(figure->from_day, from);
    es_day_format(figure->to_day, to);
    es_day_format(figure->published_day, published);
    return json_pack(
        "{ss ss ss ss so so ss ss ss ss so ss}", "series", figure->series,
        "observed_from", from, "observed_to", to, "published", published, "value",
        es_json_number(figure->value), "value_hi", es_json_number(figure->value_hi),
        "unit", figure->unit, "kind", es_kind_name(figure->kind), "ref", figure->ref,
        "qualifier", es_qualifier_name(figure->qualifier), "quoted_step",
        es_json_number(figure->quoted_step), "date_basis", es_basis_name(figure->basis));
}

static enum es_status print_json(struct session *session, const struct es_phrase *phrase,
                                 size_t added)
{
    char name[32] = "";
    const char *text = session->options.argument[0];
    if (phrase->refusal == ES_UNDERSTOOD) {
        return cli_write_json(session,
                              json_pack("{ss so so sI}", "text", text, "figure",
                                        figure_json(&phrase->figure), "words",
                                        words_json(phrase), "added", (json_int_t)added));
    }
    (void)snprintf(name, sizeof name, "%s", refusals[phrase->refusal] + strlen("ES_"));
    for (char *at = name; *at != '\0'; at++) {
        *at = (char)tolower((unsigned char)*at);
    }
    return cli_write_json(session,
                          json_pack("{ss sn ss ss ss}", "text", text, "figure", "refused",
                                    name, "why", phrase->why, "hint", phrase->hint));
}

static enum es_status add(struct session *session, struct es_phrase *phrase,
                          size_t *added)
{
    const struct options *options = &session->options;
    struct es_figure *figure = &phrase->figure;
    size_t total = 0;
    if (options->series == NULL) {
        return es_fail(session->error, ES_ERR_ARGUMENT,
                       "--add needs --series NAME: which series is it a figure of?");
    }
    figure->version = 1;
    figure->source_title = options->source_title != NULL ? options->source_title : "";
    figure->source_url = options->source_url != NULL ? options->source_url : "";
    figure->note = options->note != NULL ? options->note : options->argument[0];
    const struct es_figures given = {figure, 1};
    ES_TRY(cli_add_figures(session, &given, added, &total));
    if (!options->json) {
        cli_say(session, "%zu figure%s added; the project has %zu", *added,
                *added == 1 ? "" : "s", total);
    }
    return ES_OK;
}

static enum es_status run(struct session *session)
{
    struct request request = {.context = es_phrase_context_empty()};
    const struct options *options = &session->options;
    size_t added = 0;
    request.context.series = options->series != NULL ? options->series : "";
    ES_TRY(use_project(session, &request));
    ES_TRY(use_options(session, &request));
    const enum es_status status =
        es_phrase_read(options->argument[0], &request.context, &request.phrase,
                       session->arena, session->error);
    if (status != ES_OK) {
        const bool told = status == ES_FINDING && options->json;
        return told && print_json(session, &request.phrase, 0) != ES_OK ? ES_ERR_MEMORY
                                                                        : status;
    }
    settle_series(session, &request);
    if (options->add) {
        ES_TRY(add(session, &request.phrase, &added));
    }
    return options->json ? print_json(session, &request.phrase, added)
                         : print_phrase(session, &request.phrase);
}

static const char *const languages[] = {"fr", "en", NULL};
static const char *const kinds[] = {
#define KIND_NAME(name, text, meaning) text,
    ES_KIND_LIST(KIND_NAME)
#undef KIND_NAME
        NULL};
static const struct option options[] = {
    {"series", OPTION_TEXT, "SERIES", "series of the figure",
     offsetof(struct options, series), NULL},
    {"language", OPTION_CHOICE, "CODE", "fr or en (default: whichever understands it)",
     offsetof(struct options, language), languages},
    {"published", OPTION_DAY, "DATE", "day of publication: the date, where none is said",
     offsetof(struct options, published_day), NULL},
    {"date", OPTION_TEXT, "WINDOW", "the date, where none is said, as in \"sept. 2023\"",
     offsetof(struct options, date), NULL},
    {"kind", OPTION_CHOICE, "KIND", "the kind, where the words do not tell",
     offsetof(struct options, kind), kinds},
    {"unit", OPTION_TEXT, "WORDS", "what is counted, where the words do not tell",
     offsetof(struct options, unit), NULL},
    {"launch", OPTION_DAY, "DATE", "day of \"since the launch\"",
     offsetof(struct options, launch_day), NULL},
    {"source-title", OPTION_TEXT, "TEXT", "where it was read",
     offsetof(struct options, source_title), NULL},
    {"source-url", OPTION_TEXT, "URL", "the same, as an address",
     offsetof(struct options, source_url), NULL},
    {"note", OPTION_TEXT, "TEXT", "your own words (default: the sentence)",
     offsetof(struct options, note), NULL},
    {"add", OPTION_FLAG, NULL, "put it into the project: figures.csv and the store",
     offsetof(struct options, add), NULL},
    OPTION_JSON,
};
static const char *const examples[] = {
    "essor figure \"Plus de 12 millions de documents par mois à l'été 2023\"",
    "essor figure \"One in five insured people has activated a profile\" --published "
    "2024-10-07",
    "essor --project mine figure \"+200 000 par mois en septembre 2023\" --series "
    "activation --add",
    NULL};

const struct command cli_figure = {
    .name = "figure",
    .arguments = "TEXT",
    .summary = "The figure that a sentence states, and the words that led to it",
    .details =
        "\nTEXT is a sentence in French or English about one number. What is not "
        "understood is\nnamed, and nothing is invented: exit status 1. \"5 fois plus "
        "que\" and \"five times\nmore than\" mean five times as much. With a project, "
        "its series give nature, launch,\nunit and whole.\n",
    .option = options,
    .options = sizeof options / sizeof options[0],
    .example = examples,
    .least = 1,
    .most = 1,
    .run = run,
};

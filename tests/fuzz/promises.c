#include "promises.h"

#include "essor/amount.h"
#include "essor/intake.h"
#include "essor/phrase.h"
#include "essor/window.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

int check_amount(uint64_t bits, const char *text)
{
    struct es_amount reading[2];
    const enum es_decimal decimal = (enum es_decimal)(bits % 3);
    const enum es_amount_status status = es_amount_parse(text, decimal, reading);
    if (es_amount_span(text) > strlen(text)) {
        return -1;
    }
    if (status == ES_AMOUNT_DOUBTFUL) {
        return reading[0].value == reading[1].value ? -1 : 0;
    }
    if (status != ES_AMOUNT_GOOD || reading[0].missing) {
        return 0;
    }
    const int range =
        isnan(reading[0].value_hi) || reading[0].value < reading[0].value_hi;
    return isfinite(reading[0].value) && reading[0].step >= 0.0 && range ? 0 : -1;
}

static int check_days(int from, int to)
{
    return from <= to && from > -800000 && to < 3000000 ? 0 : -1;
}

int check_window(uint64_t bits, const char *text)
{
    const struct es_window_style style = {(enum es_day_order)(bits % 3),
                                          (enum es_serial)(bits / 3 % 3)};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT] = "";
    switch (es_window_parse(text, &style, reading, rule)) {
    case ES_WINDOW_IMPOSSIBLE:
        return rule[0] != '\0' && memchr(rule, '\0', sizeof rule) != NULL ? 0 : -1;
    case ES_WINDOW_DOUBTFUL:
        return check_days(reading[0].from_day, reading[0].to_day) |
               check_days(reading[1].from_day, reading[1].to_day);
    case ES_WINDOW_GOOD:
        return check_days(reading[0].from_day, reading[0].to_day);
    case ES_WINDOW_BAD:
        break;
    }
    return 0;
}

static struct es_phrase_context draw_context(uint64_t bits)
{
    struct es_phrase_context context = es_phrase_context_empty();
    context.language = (enum es_phrase_language)(bits % 3);
    context.series = bits & 4 ? "docs" : "";
    context.unit = bits & 8 ? "documents" : "";
    context.whole = bits & 16 ? "all_docs" : "";
    context.has_nature = (bits & 32) != 0;
    context.nature = bits & 64 ? ES_FLOW_SERIES : ES_STOCK_SERIES;
    context.launch_day = bits & 128 ? es_day(2022, 2, 3) : ES_NO_DAY;
    context.published_day = bits & 256 ? es_day(2024, 2, 29) : ES_NO_DAY;
    context.has_kind = (bits & 7680) == 0;
    context.kind = (enum es_kind)(bits >> 20) % ES_KIND_COUNT;
    return context;
}

static int check_figure(const struct es_figure *figure)
{
    const int ratio = figure->kind == ES_RATIO_TO || figure->kind == ES_SHARE_OF;
    const int range = (figure->qualifier == ES_RANGE) == !isnan(figure->value_hi);
    return isfinite(figure->value) && figure->quoted_step > 0.0 &&
                   *figure->unit != '\0' && figure->kind < ES_KIND_COUNT &&
                   figure->qualifier < ES_QUALIFIER_COUNT && range &&
                   (!ratio || *figure->ref != '\0' || figure->kind == ES_SHARE_OF)
               ? check_days(figure->from_day, figure->to_day)
               : -1;
}

int check_phrase(uint64_t bits, const char *text)
{
    const struct es_phrase_context context = draw_context(bits);
    struct es_arena *arena;
    struct es_phrase phrase;
    if (es_arena_open(&arena, NULL) != ES_OK) {
        return 0;
    }
    const enum es_status status = es_phrase_read(text, &context, &phrase, arena, NULL);
    const int kept = status == ES_OK ? check_figure(&phrase.figure)
                                     : (phrase.refusal != ES_UNDERSTOOD ? 0 : -1);
    es_arena_close(arena);
    return kept;
}

check_text *find_check(const char *subject)
{
    static const struct {
        const char *name;
        check_text *check;
    } checks[] = {
        {"amount", check_amount}, {"window", check_window}, {"phrase", check_phrase}};
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (strcmp(checks[i].name, subject) == 0) {
            return checks[i].check;
        }
    }
    return NULL;
}

static bool about(void *context, const char *series, struct es_series_facts *facts)
{
    const bool level = series[0] == 'v';
    (void)context;
    *facts =
        (struct es_series_facts){.kind = level ? ES_STOCK : ES_WINDOW_TOTAL,
                                 .nature = level ? ES_STOCK_SERIES : ES_FLOW_SERIES,
                                 .unit = "documents",
                                 .whole = "all",
                                 .launch_day = level ? es_day(2022, 2, 3) : ES_NO_DAY};
    return true;
}

/* A file being read. */
struct reading {
    const char *broken; /* the promise, once there is one */
    size_t taken;
};

static void promise(struct reading *reading, bool kept, const char *words)
{
    if (!kept && reading->broken == NULL) {
        reading->broken = words;
    }
}

static enum es_status take(void *context, const struct es_figure *figure,
                           struct es_error *err)
{
    struct reading *reading = context;
    const bool range = figure->qualifier == ES_RANGE;
    (void)err;
    reading->taken++;
    promise(reading, isfinite(figure->value), "a value is a number");
    promise(reading, figure->id[0] != '\0' && figure->series[0] != '\0',
            "figures have names");
    promise(reading, figure->from_day <= figure->to_day, "windows end after they begin");
    promise(reading, figure->quoted_step >= 0.0, "steps are not negative");
    promise(reading, range == !isnan(figure->value_hi), "ranges alone have an upper end");
    return ES_OK;
}

static void check_faults(struct reading *reading, const struct es_faults *faults,
                         struct es_arena *arena)
{
    for (size_t i = 0; i < faults->n; i++) {
        char *text;
        const struct es_fault *fault = &faults->at[i];
        promise(reading, es_fault_print(fault, &text, arena, NULL) == ES_OK,
                "faults can be shown");
        promise(reading, fault->line == 0 || fault->column >= 1, "faults have a place");
        promise(reading, i == 0 || faults->at[i - 1].line <= fault->line,
                "faults are in order");
    }
}

static void read_twice(struct reading *reading, struct es_intake *intake,
                       struct es_arena *arena)
{
    struct es_faults faults = {.at = NULL};
    const enum es_status status = es_intake_check(intake, &faults, NULL);
    promise(reading, status == ES_OK || status == ES_FINDING, "files are good or faulty");
    promise(reading, (status == ES_OK) == (faults.n == 0), "good files have no faults");
    check_faults(reading, &faults, arena);
    if (status == ES_OK) {
        promise(reading, es_intake_each(intake, take, reading, NULL) == ES_OK,
                "good files are read");
        promise(reading, reading->taken == es_intake_count(intake),
                "every figure is handed out");
    }
}

const char *check_file(const char *path, size_t how, struct es_arena *arena)
{
    struct reading reading = {.broken = NULL};
    struct es_intake *intake;
    const struct es_reading_style style = {.published_day = ES_NO_DAY,
                                           .about = about,
                                           .decimal = (enum es_decimal)(how % 3),
                                           .order = (enum es_day_order)(how / 3 % 3)};
    if (es_intake_open(path, how % 7 == 0 ? NULL : &style, &intake, arena, NULL) !=
        ES_OK) {
        return "what can be opened is understood or at fault";
    }
    read_twice(&reading, intake, arena);
    es_intake_close(intake);
    return reading.broken;
}

#include "essor/change.h"

#include "essor/date.h"
#include "essor/quantity.h"
#include "essor/suggest.h"
#include "essor/window.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 120, MOST_IN_GRID = 1000 };
#define DAYS_PER_MONTH 30.4375
#define MOST_TIMES 100.0

/* A change: its names, and what would be right. */
static const struct word {
    const char *name;
    enum es_change_kind kind;
    const char *right;
} words[] = {
    {"growth", ES_CHANGE_GROWTH, "growth=x1.2, growth=+20% or growth=0.8..1.6:0.1"},
    {"croissance", ES_CHANGE_GROWTH,
     "croissance=x1,2, croissance=+20% or croissance=0,8..1,6:0,1"},
    {"ceiling", ES_CHANGE_CEILING, "ceiling=150M or ceiling=12M/month"},
    {"plafond", ES_CHANGE_CEILING, "plafond=150M or plafond=12M/mois"},
    {"delay", ES_CHANGE_DELAY, "delay=6m, delay=90d or delay=1y"},
    {"retard", ES_CHANGE_DELAY, "retard=6m, retard=90j or retard=1a"},
    {"pause", ES_CHANGE_PAUSE, "pause=2026-01..2026-06"},
    {"wave", ES_CHANGE_WAVE, "wave=2026-03:+30M/year:12m (start, height, duration)"},
    {"vague", ES_CHANGE_WAVE, "vague=2026-03:+30M/an:12m (start, height, duration)"},
    {"slope", ES_CHANGE_SLOPE, "slope=+200000/month"},
    {"pente", ES_CHANGE_SLOPE, "pente=+200000/mois"},
    {"strike", ES_CHANGE_STRIKE, "strike=2026-01-10..2026-01-20 or, for a part, ...:40%"},
    {"grève", ES_CHANGE_STRIKE, "grève=2026-01-10..2026-01-20 or, for a part, ...:40%"},
    {"greve", ES_CHANGE_STRIKE, "greve=2026-01-10..2026-01-20 or, for a part, ...:40%"},
};
enum { WORDS = sizeof words / sizeof words[0] };

/* A text that is read, and what it is read for. */
struct reader {
    const char *text; /* as it was written */
    const struct word *word;
    const struct es_change_style *style;
    struct es_change_grid *grid;
    struct es_error *err;
};

static enum es_status refuse(const struct reader *reader, const char *why)
{
    return es_fail(reader->err, ES_ERR_ARGUMENT, "\"%s\" %s; write %s", reader->text, why,
                   reader->word->right);
}

static const struct word *find_word(const char *text, size_t length)
{
    for (size_t i = 0; i < WORDS; i++) {
        if (strlen(words[i].name) == length &&
            strncmp(words[i].name, text, length) == 0) {
            return &words[i];
        }
    }
    return NULL;
}

static enum es_status refuse_word(const char *text, size_t length, struct es_error *err)
{
    char name[LONGEST];
    const char *names[WORDS];
    for (size_t i = 0; i < WORDS; i++) {
        names[i] = words[i].name;
    }
    (void)snprintf(name, sizeof name, "%.*s", (int)length, text);
    const char *near = es_suggest(name, names, WORDS);
    return near != NULL
               ? es_fail(err, ES_ERR_ARGUMENT,
                         "there is no change \"%s\"; did you mean \"%s\"?", name, near)
               : es_fail(err, ES_ERR_ARGUMENT,
                         "there is no change \"%s\"; there are growth, ceiling, delay, "
                         "pause, wave, slope and strike",
                         name);
}

static bool read_window(const char *text, struct es_window *window)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    if (es_window_parse(text, &style, reading, rule) != ES_WINDOW_GOOD) {
        return false;
    }
    *window = reading[0];
    return true;
}

/* "x1.2", "1.2", "+20%"; but not "20%" or "+0.2", which have two readings. */
static bool read_factor(const char *text, double *factor)
{
    struct es_amount amount;
    if (!es_quantity_amount(text, &amount) || amount.percent != (amount.sign != 0)) {
        return false;
    }
    *factor = amount.percent
                  ? 1.0 + (amount.sign < 0 ? -1.0 : 1.0) * fabs(amount.value) / 100.0
                  : amount.value;
    return *factor > 0.0 && *factor <= MOST_TIMES;
}

/* What a pace is counted in, per year: 1 or 12; 0 where it is no such unit. */
static double times_a_year(const char *unit)
{
    static const struct {
        const char *name;
        double times;
    } units[] = {{"year", 1.0},   {"an", 1.0},    {"y", 1.0},
                 {"month", 12.0}, {"mois", 12.0}, {"m", 12.0}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(unit, units[i].name) == 0) {
            return units[i].times;
        }
    }
    return 0.0;
}

/* "+30M/year": per year where it is per time. `per`: whether it must, may or must not be.
 */
enum per { PER_NEVER, PER_PERHAPS, PER_ALWAYS };
static bool read_volume(const char *text, enum per per, double *value)
{
    const char *slash = strchr(text, '/');
    const double times = slash != NULL ? times_a_year(slash + 1) : 1.0;
    char number[LONGEST];
    struct es_amount amount;
    if ((slash == NULL && per == PER_ALWAYS) || (slash != NULL && per == PER_NEVER) ||
        times == 0.0) {
        return false;
    }
    (void)snprintf(number, sizeof number, "%.*s",
                   (int)(slash != NULL ? slash - text : (ptrdiff_t)strlen(text)), text);
    if (!es_quantity_amount(number, &amount) || amount.percent || amount.times) {
        return false;
    }
    *value = times * (amount.sign < 0 ? -fabs(amount.value) : amount.value);
    return true;
}

/* "6m", "90 jours", "1 an": whole months and days. */
static bool read_duration(const char *text, double *months, double *days)
{
    static const struct {
        const char *name;
        double months, days;
    } units[] = {{"m", 1.0, 0.0},      {"mois", 1.0, 0.0},    {"month", 1.0, 0.0},
                 {"months", 1.0, 0.0}, {"y", 12.0, 0.0},      {"year", 12.0, 0.0},
                 {"years", 12.0, 0.0}, {"a", 12.0, 0.0},      {"an", 12.0, 0.0},
                 {"ans", 12.0, 0.0},   {"d", 0.0, 1.0},       {"day", 0.0, 1.0},
                 {"days", 0.0, 1.0},   {"j", 0.0, 1.0},       {"jour", 0.0, 1.0},
                 {"jours", 0.0, 1.0},  {"w", 0.0, 7.0},       {"week", 0.0, 7.0},
                 {"weeks", 0.0, 7.0},  {"semaine", 0.0, 7.0}, {"semaines", 0.0, 7.0}};
    char *unit;
    const long count = strtol(text, &unit, 10);
    unit += es_blank_span(unit);
    if (*text < '0' || *text > '9' || count < 1 || count > 10000) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(unit, units[i].name) == 0) {
            *months = units[i].months * (double)count;
            *days = units[i].days * (double)count;
            return true;
        }
    }
    return false;
}

static int later(int day, double months, double days)
{
    const int month = es_month_of_day(day), place = day - es_month_first_day(month);
    const int first = es_month_first_day(month + (int)months);
    const int length = es_month_first_day(month + (int)months + 1) - first;
    return first + (place < length ? place : length - 1) + (int)days;
}

static enum es_status read_delay(const struct reader *reader, const char *value)
{
    struct es_change *change = &reader->grid->first;
    double months, days;
    if (!read_duration(value, &months, &days)) {
        return refuse(reader, "is no delay");
    }
    const int from =
        change->from_day == ES_NO_DAY ? reader->style->as_of_day + 1 : change->from_day;
    change->from_day = from;
    change->until_day = later(from, months, days);
    return ES_OK;
}

static enum es_status read_pause(const struct reader *reader, const char *value)
{
    struct es_change *change = &reader->grid->first;
    struct es_window window;
    if (change->from_day != ES_NO_DAY) {
        return refuse(reader, "has its dates already, and takes no @");
    }
    if (!read_window(value, &window)) {
        return refuse(reader, reader->word->kind == ES_CHANGE_PAUSE ? "is no pause"
                                                                    : "is no strike");
    }
    change->from_day = window.from_day;
    change->until_day = window.to_day + 1;
    return ES_OK;
}

/* A pause in which a share of the volume is missing; all of it if none is given. */
static enum es_status read_strike(const struct reader *reader, char *value)
{
    struct es_change *change = &reader->grid->first;
    char *share = strchr(value, ':');
    change->amount = 1.0;
    if (share != NULL) {
        *share++ = '\0';
        if (!es_share_parse(share, &change->amount) || !(change->amount > 0.0)) {
            return refuse(reader, "has no share above 0 and up to 100% behind its colon");
        }
    }
    return read_pause(reader, value);
}

static enum es_status read_wave(const struct reader *reader, char *value)
{
    struct es_change *change = &reader->grid->first;
    char *height = strchr(value, ':'), *length = NULL;
    struct es_window window;
    double months, days;
    if (height != NULL) {
        *height++ = '\0';
        length = strchr(height, ':');
    }
    if (length == NULL) {
        return refuse(reader, "is no wave");
    }
    *length++ = '\0';
    const bool flow = reader->style->nature == ES_FLOW_SERIES;
    if (!read_window(value, &window) || !read_duration(length, &months, &days) ||
        !read_volume(height, flow ? PER_ALWAYS : PER_NEVER, &change->amount)) {
        return flow ? refuse(reader, "is no wave of a flow")
                    : es_fail(reader->err, ES_ERR_ARGUMENT,
                              "\"%s\" is no wave of a stock, whose height is a level; "
                              "write %s=2026-03:+3M:12m",
                              reader->text, reader->word->name);
    }
    change->start_day = window.from_day;
    change->days = months * DAYS_PER_MONTH + days;
    return ES_OK;
}

/* One amount of a change that may be one of a grid. */
static bool read_one(const struct reader *reader, const char *value, double *amount)
{
    const bool flow = reader->style->nature == ES_FLOW_SERIES;
    switch (reader->word->kind) {
    case ES_CHANGE_GROWTH:
        return read_factor(value, amount);
    case ES_CHANGE_CEILING:
        return read_volume(value, flow ? PER_PERHAPS : PER_NEVER, amount) &&
               *amount > 0.0;
    default:
        return read_volume(value, PER_ALWAYS, amount);
    }
}

/* "0.8..1.6:0.1", each end as an amount of its own. */
static enum es_status read_grid(const struct reader *reader, char *value)
{
    struct es_change_grid *grid = reader->grid;
    char *to = strstr(value, ".."), *step = to != NULL ? strchr(to, ':') : NULL;
    double last;
    if (to == NULL) {
        return read_one(reader, value, &grid->first.amount)
                   ? ES_OK
                   : refuse(reader, "cannot be read, or has two readings");
    }
    if (step == NULL) {
        return refuse(reader, "has no step");
    }
    *to = *step = '\0';
    if (!read_one(reader, value, &grid->first.amount) ||
        !read_one(reader, to + 2, &last) || !read_one(reader, step + 1, &grid->step)) {
        return refuse(reader, "is no grid");
    }
    const double steps = (last - grid->first.amount) / grid->step;
    if (!(steps >= 0.0) || steps > MOST_IN_GRID - 1) {
        return refuse(reader, "has no values, or more than 1000");
    }
    grid->count = (size_t)floor(steps + 1e-9) + 1;
    return ES_OK;
}

static enum es_status read_value(const struct reader *reader, char *value)
{
    switch (reader->word->kind) {
    case ES_CHANGE_DELAY:
        return read_delay(reader, value);
    case ES_CHANGE_PAUSE:
        return read_pause(reader, value);
    case ES_CHANGE_STRIKE:
        return read_strike(reader, value);
    case ES_CHANGE_WAVE:
        return read_wave(reader, value);
    default:
        return read_grid(reader, value);
    }
}

enum es_status es_change_read(const char *text, const struct es_change_style *style,
                              struct es_change_grid *grid, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_change_grid made = {.count = 1};
    struct reader reader = {.text = text, .style = style, .grid = &made, .err = err};
    const size_t length = strcspn(text, "=");
    struct es_window from;
    char *value;
    reader.word = find_word(text, length);
    if (reader.word == NULL) {
        return refuse_word(text, length, err);
    }
    if (text[length] != '=' || strlen(text) >= LONGEST) {
        return refuse(&reader, "has no value");
    }
    made.first.kind = reader.word->kind;
    made.first.from_day = made.first.until_day = ES_NO_DAY;
    ES_GIVEN(made.first.text, es_arena_copy(arena, text), err);
    ES_GIVEN(value, es_arena_copy(arena, text + length + 1), err);
    char *at = strchr(value, '@');
    if (at != NULL) {
        *at = '\0';
        if (!read_window(at + 1, &from)) {
            return refuse(&reader, "has no date behind its @");
        }
        made.first.from_day = from.from_day;
    }
    ES_TRY(read_value(&reader, value));
    if (made.first.from_day != ES_NO_DAY && made.first.from_day <= style->as_of_day) {
        return refuse(&reader, "begins in what is known already");
    }
    *grid = made;
    return ES_OK;
}

/* The name of a change's word, as it was written. */
static int name_length(const char *text)
{
    return (int)strcspn(text, "=");
}

enum es_status es_change_at(const struct es_change_grid *grid, size_t i,
                            struct es_change *change, struct es_arena *arena,
                            struct es_error *err)
{
    struct es_change made = grid->first;
    if (grid->count > 1) {
        const char *date = strchr(made.text, '@');
        const bool growth = made.kind == ES_CHANGE_GROWTH;
        const bool slope = made.kind == ES_CHANGE_SLOPE;
        made.amount += grid->step * (double)i;
        ES_GIVEN(made.text,
                 es_arena_print(arena, "%.*s=%s%.10g%s%s", name_length(made.text),
                                made.text, growth ? "x" : "", made.amount,
                                slope ? "/year" : "", date != NULL ? date : ""),
                 err);
    }
    *change = made;
    return ES_OK;
}

#include "project/keys.h"

#include "essor/number.h"
#include "essor/project.h"
#include "essor/quantity.h"
#include "essor/window.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_ID = 40, MOST_WORDS = 20 };

/* The years that priors may speak of. */
#define FIRST_YEAR 1900.0
#define LAST_YEAR 2200.0

/* What would be right, by type. */
static const char *const rights[] = {
    [ES_KEY_TEXT] = "a text in UTF-8",
    [ES_KEY_TEXTS] = "a text in UTF-8",
    [ES_KEY_ID] = "a name of at most 40 characters among a-z, 0-9, _ and -",
    [ES_KEY_IDS] = "names of series with blanks between, as in: ville biologie",
    [ES_KEY_CHART] = es_chart_kind_list,
    [ES_KEY_NATURE] = "flow (a volume per time) or stock (a level)",
    [ES_KEY_ENGINE] = "dense (regular points) or sparse (figures of all kinds)",
    [ES_KEY_LANGUAGES] = "fr, en, or both with a blank between, the main one first",
    [ES_KEY_DAY] = "a date like 2023-09-30, 30/09/2023 or sept. 2023, with one reading",
    [ES_KEY_START] = "a date like 2022-02-03 or 3 février 2022, with one reading",
    [ES_KEY_COUNT] = "a whole number from 1 to 50",
    [ES_KEY_SEED] = "a whole number from 0 to 9007199254740992",
    [ES_KEY_QUANTITY] = "a number above 0, as in 250000000, 250M or 1.2bn",
    [ES_KEY_SHARE] = "a share above 0 and up to 1, as in 15% or 0.15",
    [ES_KEY_MIDPOINT] = "a year between 1900 and 2200, as in 2024.5",
    [ES_KEY_LN_YEARS] = "a number of years above 0, as in 4 or 2.5",
    [ES_KEY_SD] = "a number above 0, as in 0.5",
    [ES_KEY_FEED] =
        "SERIES [as KIND] [x FACTOR] [from DATE] [to DATE], each at most once",
    [ES_KEY_EXCLUDE] = "FIGURE_ID: reason",
    [ES_KEY_KNOWN] = "FIGURE_ID: reason",
    [ES_KEY_CHANGE] = "a change, as in growth=+20%",
};

bool es_key_repeats(enum es_key_type type)
{
    return type == ES_KEY_FEED || type == ES_KEY_EXCLUDE || type == ES_KEY_KNOWN ||
           type == ES_KEY_CHANGE;
}

bool es_id_is_valid(const char *text)
{
    const size_t length = strlen(text);
    return length > 0 && length <= LONGEST_ID &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

static int language_of(const char *suffix)
{
    for (int language = ES_FR; language <= ES_EN; language++) {
        if (strcmp(suffix, es_language_code((enum es_language)language)) == 0) {
            return language;
        }
    }
    return -1;
}

const struct es_key *es_key_find(const struct es_key keys[], size_t n, const char *name,
                                 int *language)
{
    *language = -1;
    for (size_t i = 0; i < n; i++) {
        const size_t length = strlen(keys[i].name);
        if (strcmp(name, keys[i].name) == 0) {
            return &keys[i];
        }
        if (keys[i].type == ES_KEY_TEXTS && strncmp(name, keys[i].name, length) == 0 &&
            name[length] == '_' && language_of(name + length + 1) >= 0) {
            *language = language_of(name + length + 1);
            return &keys[i];
        }
    }
    return NULL;
}

/* The words of a value, copied; 0 when there are none or too many. */
static size_t split_words(struct es_ini *ini, const char *value, const char *words[])
{
    size_t n = 0;
    for (const char *at = value + strspn(value, " \t"); *at != '\0'; n++) {
        const size_t length = strcspn(at, " \t");
        char *word = n < MOST_WORDS ? es_arena_copy_n(ini->arena, at, length) : NULL;
        if (word == NULL) {
            ini->exhausted |= n < MOST_WORDS;
            return 0;
        }
        words[n] = word;
        at += length + strspn(at + length, " \t");
    }
    return n;
}

static bool read_texts(int language, const char *value, const char *texts[2])
{
    if (language >= 0) {
        texts[language] = value;
        return true;
    }
    texts[ES_FR] = texts[ES_FR] != NULL ? texts[ES_FR] : value;
    texts[ES_EN] = texts[ES_EN] != NULL ? texts[ES_EN] : value;
    return true;
}

static bool read_ids(struct es_ini *ini, const char *value, struct es_chart_order *chart)
{
    const char **ids = es_arena_array(ini->arena, MOST_WORDS, sizeof *ids);
    if (ids == NULL) {
        ini->exhausted = true;
        return false;
    }
    chart->series = ids;
    chart->n = split_words(ini, value, ids);
    return chart->n > 0;
}

static bool read_chart(const char *value, const struct es_chart_kind **kind)
{
    *kind = es_chart_kind_find(value);
    return *kind != NULL;
}

static bool read_nature(const char *value, enum es_nature *nature)
{
    *nature = strcmp(value, "stock") == 0 ? ES_STOCK_SERIES : ES_FLOW_SERIES;
    return strcmp(value, "stock") == 0 || strcmp(value, "flow") == 0;
}

static bool read_engine(const char *value, enum es_engine *engine)
{
    const bool dense = strcmp(value, "dense") == 0;
    *engine = dense ? ES_ENGINE_DENSE : ES_ENGINE_SPARSE;
    return dense || strcmp(value, "sparse") == 0;
}

static bool read_languages(struct es_ini *ini, const char *value,
                           struct es_project *project)
{
    const char *words[MOST_WORDS];
    const size_t n = split_words(ini, value, words);
    if (n < 1 || n > 2 || (n == 2 && strcmp(words[0], words[1]) == 0)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const int language = language_of(words[i]);
        if (language < 0) {
            return false;
        }
        project->language[i] = (enum es_language)language;
    }
    project->languages = n;
    return true;
}

static bool read_whole_number(const char *value, double low, double high, double *number)
{
    return es_number_parse(value, number) == ES_NUMBER_GOOD && *number >= low &&
           *number <= high && floor(*number) == *number;
}

static bool read_count(const char *value, int *count)
{
    double number;
    const bool good = read_whole_number(value, 1.0, 50.0, &number);
    *count = good ? (int)number : *count;
    return good;
}

static bool read_seed(const char *value, uint64_t *seed)
{
    double number;
    const bool good = read_whole_number(value, 0.0, 9007199254740992.0, &number);
    *seed = good ? (uint64_t)number : *seed;
    return good;
}

static bool read_midpoint(const char *value, double *t_years)
{
    double year;
    const bool good = es_number_parse(value, &year) == ES_NUMBER_GOOD &&
                      year >= FIRST_YEAR && year <= LAST_YEAR;
    *t_years = good ? year - 2000.0 : *t_years;
    return good;
}

/* The first or the last day of a date as people write it. */
static bool read_day(const char *value, bool first, int *day)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    const bool good = es_window_parse(value, &style, reading, rule) == ES_WINDOW_GOOD;
    *day = !good ? *day : first ? reading[0].from_day : reading[0].to_day;
    return good;
}

static bool read_above_zero(const char *value, double *number)
{
    double read;
    const bool good = es_quantity_parse(value, &read) && read > 0.0;
    *number = good ? read : *number;
    return good;
}

static bool read_ln_years(const char *value, double *ln_years)
{
    double years;
    const bool good = read_above_zero(value, &years);
    *ln_years = good ? log(years) : *ln_years;
    return good;
}

/* One "word value" pair of a feed. */
static bool read_feed_part(const char *word, const char *value, struct es_feed *feed)
{
    if (strcmp(word, "as") == 0 && !feed->has_kind) {
        feed->has_kind = true;
        return es_kind_parse(value, &feed->kind);
    }
    if (strcmp(word, "x") == 0 && feed->factor == 1.0) {
        return read_above_zero(value, &feed->factor);
    }
    if (strcmp(word, "from") == 0 && feed->from_day == ES_NO_DAY) {
        return read_day(value, true, &feed->from_day);
    }
    if (strcmp(word, "to") == 0 && feed->to_day == ES_NO_DAY) {
        return read_day(value, false, &feed->to_day);
    }
    return false;
}

/* Room for one more of a list whose entries were counted beforehand is not known here, so
 * a list doubles; the old copy stays in the arena. */
static void *extend(struct es_ini *ini, const void *list, size_t n, size_t size)
{
    if (n > 0 && (n & (n - 1)) != 0) {
        return (unsigned char *)(uintptr_t)list + n * size;
    }
    unsigned char *grown = es_arena_array(ini->arena, n == 0 ? 1 : 2 * n, size);
    if (grown == NULL) {
        ini->exhausted = true;
        return NULL;
    }
    if (n > 0) {
        memcpy(grown, list, n * size);
    }
    return grown + n * size;
}

static bool is_feed_word(const char *word)
{
    return strcmp(word, "as") == 0 || strcmp(word, "x") == 0 ||
           strcmp(word, "from") == 0 || strcmp(word, "to") == 0;
}

/* The words up to the next one of a feed, as in "from sept. 2023 to"; NULL if there are
 * none. `*i` moves behind them. */
static const char *join_words(struct es_ini *ini, const char *const words[], size_t n,
                              size_t *i)
{
    const char *joined = NULL;
    for (; *i < n && !is_feed_word(words[*i]); (*i)++) {
        joined = joined == NULL ? words[*i]
                                : es_arena_print(ini->arena, "%s %s", joined, words[*i]);
        if (joined == NULL) {
            ini->exhausted = true;
            return NULL;
        }
    }
    return joined;
}

static bool read_feed(struct es_ini *ini, const char *value, struct es_series *series)
{
    const char *words[MOST_WORDS];
    const size_t n = split_words(ini, value, words);
    if (n == 0) {
        return false;
    }
    struct es_feed feed = {
        .series = words[0], .factor = 1.0, .from_day = ES_NO_DAY, .to_day = ES_NO_DAY};
    for (size_t i = 1; i < n;) {
        const char *word = words[i++], *part = join_words(ini, words, n, &i);
        if (part == NULL || !read_feed_part(word, part, &feed)) {
            return false;
        }
    }
    struct es_feed *slot = extend(ini, series->feed, series->feeds, sizeof *slot);
    if (slot != NULL) {
        *slot = feed;
        series->feed = slot - series->feeds;
        series->feeds++;
    }
    return true;
}

static bool read_exclusion(struct es_ini *ini, const struct es_ini_entry *entry,
                           const struct es_exclusion **list, size_t *n)
{
    const char *colon = strchr(entry->value, ':');
    if (colon == NULL || colon == entry->value || colon[1] == '\0') {
        return false;
    }
    const char *reason = colon + 1 + strspn(colon + 1, " \t");
    const char *id =
        es_arena_copy_n(ini->arena, entry->value, (size_t)(colon - entry->value));
    struct es_exclusion *slot = extend(ini, *list, *n, sizeof *slot);
    if (id == NULL || slot == NULL) {
        ini->exhausted = true;
        return true;
    }
    *slot = (struct es_exclusion){.figure = id, .reason = reason, .line = entry->line};
    *list = slot - *n;
    ++*n;
    return *reason != '\0';
}

static bool read_exclusion_of(struct es_ini *ini, const struct es_ini_entry *entry,
                              struct es_series *series)
{
    return read_exclusion(ini, entry, &series->exclusion, &series->exclusions);
}

static bool read_known(struct es_ini *ini, const struct es_ini_entry *entry,
                       struct es_project *project)
{
    return read_exclusion(ini, entry, &project->known, &project->knowns);
}

static bool read_change(struct es_ini *ini, const char *value,
                        struct es_scenario_order *order)
{
    const char **slot = extend(ini, order->change, order->n, sizeof *slot);
    if (slot != NULL) {
        *slot = value;
        order->change = slot - order->n;
        order->n++;
    }
    return *value != '\0';
}

static bool read_value(struct es_ini *ini, const struct es_key *key, int language,
                       const struct es_ini_entry *entry, void *place, void *object)
{
    const char *value = entry->value;
    switch (key->type) {
    case ES_KEY_TEXT:
        *(const char **)place = value;
        return true;
    case ES_KEY_TEXTS:
        return read_texts(language, value, place);
    case ES_KEY_ID:
        *(const char **)place = value;
        return *value != '\0';
    case ES_KEY_IDS:
        return read_ids(ini, value, object);
    case ES_KEY_CHART:
        return read_chart(value, place);
    case ES_KEY_NATURE:
        return read_nature(value, place);
    case ES_KEY_ENGINE:
        return read_engine(value, place);
    case ES_KEY_LANGUAGES:
        return read_languages(ini, value, object);
    case ES_KEY_DAY:
        return read_day(value, false, place);
    case ES_KEY_START:
        return read_day(value, true, place);
    case ES_KEY_COUNT:
        return read_count(value, place);
    case ES_KEY_SEED:
        return read_seed(value, place);
    case ES_KEY_QUANTITY:
    case ES_KEY_SD:
        return read_above_zero(value, place);
    case ES_KEY_SHARE:
        return es_share_parse(value, place) && *(double *)place > 0.0;
    case ES_KEY_MIDPOINT:
        return read_midpoint(value, place);
    case ES_KEY_LN_YEARS:
        return read_ln_years(value, place);
    case ES_KEY_FEED:
        return read_feed(ini, value, object);
    case ES_KEY_EXCLUDE:
        return read_exclusion_of(ini, entry, object);
    case ES_KEY_KNOWN:
        return read_known(ini, entry, object);
    case ES_KEY_CHANGE:
        return read_change(ini, value, object);
    }
    return false;
}

bool es_key_read(struct es_ini *ini, const struct es_key *key, int language,
                 const struct es_ini_entry *entry, void *object)
{
    void *place = (unsigned char *)object + key->offset;
    if (read_value(ini, key, language, entry, place, object)) {
        return true;
    }
    if (!ini->exhausted) {
        es_ini_fault(ini, ES_FAULT_E305, entry->line, entry->value, rights[key->type],
                     "%s cannot be \"%s\"", entry->key, entry->value);
    }
    return false;
}

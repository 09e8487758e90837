#include "render/phrase.h"

#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ES_CHART_TEXT(id, fr, en)                                                        \
    _Static_assert(sizeof(fr) > 1 && sizeof(en) > 1, "a text is missing: " #id);
#include "render/report_live.def"
#include "render/report_texts.def"
#include "render/texts.def"
#undef ES_CHART_TEXT

const char *es_phrase_plain(const struct es_speech *speech, enum es_chart_text id)
{
    static const char *const texts[][2] = {
#define ES_CHART_TEXT(id, fr, en) {fr, en},
#include "render/report_live.def"
#include "render/report_texts.def"
#include "render/texts.def"
#undef ES_CHART_TEXT
    };
    return texts[id][speech->language];
}

static const char *keep(struct es_speech *speech, char *text)
{
    speech->no_memory = speech->no_memory || text == NULL;
    return text == NULL ? "" : text;
}

static const char *copy(struct es_speech *speech, const char *text)
{
    return keep(speech, es_arena_copy(speech->arena, text));
}

static const char *value_of(const char *name, size_t length, const struct es_slot slot[],
                            size_t slots)
{
    for (size_t i = 0; i < slots; i++) {
        if (strlen(slot[i].name) == length && memcmp(slot[i].name, name, length) == 0) {
            return slot[i].value;
        }
    }
    return "";
}

const char *es_phrase(struct es_speech *speech, enum es_chart_text id,
                      const struct es_slot slot[], size_t slots)
{
    const char *text = es_phrase_plain(speech, id);
    size_t room = strlen(text) + 1;
    for (size_t i = 0; i < slots; i++) { /* no text names a place more than twice */
        room += 2 * strlen(slot[i].value);
    }
    char *out = es_arena_array(speech->arena, room, 1);
    if (out == NULL) {
        return keep(speech, NULL);
    }
    size_t n = 0;
    while (*text != '\0') {
        const size_t run = strcspn(text, "{");
        memcpy(out + n, text, run);
        n += run;
        text += run;
        if (*text == '{') {
            const size_t length = strcspn(text, "}") - 1;
            const char *value = value_of(text + 1, length, slot, slots);
            memcpy(out + n, value, strlen(value));
            n += strlen(value);
            text += length + 2;
        }
    }
    return out;
}

const char *es_phrase_count(struct es_speech *speech, size_t n, bool capital)
{
    if (n < 1 || n > 8) {
        return keep(speech, es_arena_print(speech->arena, "%zu", n));
    }
    const char *word =
        es_phrase_plain(speech, (enum es_chart_text)(ES_TXT_ONE + (int)n - 1));
    char *text = es_arena_copy(speech->arena, word);
    if (text != NULL && capital) {
        text[0] = (char)(text[0] - 'a' + 'A');
    }
    return keep(speech, text);
}

static const char *quantity(struct es_speech *speech, double value, int digits)
{
    char text[ES_TEXT_SIZE];
    es_text_quantity(text, value, digits, speech->language);
    return copy(speech, text);
}

static const char *signed_by(struct es_speech *speech, const char *text)
{
    return speech->sign == NULL ? text : es_phrase_join(speech, text, "", speech->sign);
}

void es_phrase_of_unit(struct es_speech *speech, const char *unit)
{
    speech->sign = unit[0] == '%' ? es_phrase_plain(speech, ES_TXT_PERCENT_SIGN) : NULL;
}

const char *es_phrase_quantity(struct es_speech *speech, double value)
{
    return signed_by(speech, quantity(speech, value, 3));
}

const char *es_phrase_rough(struct es_speech *speech, double value)
{
    return signed_by(speech, quantity(speech, value, 2));
}

/* Thousands, millions, milliards: ends of different scales each keep their own. */
static int scale_of(double value)
{
    return value >= 1e9 ? 3 : value >= 1e6 ? 2 : value >= 1e4 ? 1 : 0;
}

const char *es_phrase_range(struct es_speech *speech, double low, double high)
{
    char text[2 * ES_TEXT_SIZE];
    if (scale_of(low) != scale_of(high)) {
        return ES_SAY(speech, SPAN, {"from", es_phrase_rough(speech, low)},
                      {"to", es_phrase_rough(speech, high)});
    }
    es_text_range(text, low, high, 2, speech->language);
    return signed_by(speech, copy(speech, text));
}

const char *es_phrase_percent(struct es_speech *speech, double share)
{
    char text[ES_TEXT_SIZE];
    es_text_percent(text, share, speech->language);
    return copy(speech, text);
}

/* The copy of a text whose spaces must not become line ends. */
static const char *unbroken(struct es_speech *speech, const char *text)
{
    char wide[2 * ES_TEXT_SIZE];
    size_t n = 0;
    for (; *text != '\0' && n + 3 < sizeof wide; text++) {
        if (*text == ' ') {
            memcpy(wide + n, "\u00a0", 2);
            n += 2;
        } else {
            wide[n++] = *text;
        }
    }
    wide[n] = '\0';
    return copy(speech, wide);
}

const char *es_phrase_month(struct es_speech *speech, double day)
{
    char text[ES_TEXT_SIZE];
    es_text_month(text, (int)floor(day), speech->language);
    return unbroken(speech, text);
}

const char *es_phrase_long_month(struct es_speech *speech, double day)
{
    char text[ES_TEXT_SIZE];
    es_text_long_month(text, (int)floor(day), speech->language);
    return unbroken(speech, text);
}

const char *es_phrase_long_day(struct es_speech *speech, int day)
{
    char text[ES_TEXT_SIZE];
    es_text_long_day(text, day, speech->language);
    return unbroken(speech, text);
}

/* The year that a day ends, or 0. */
static int year_ended(double day)
{
    int year, month, date;
    es_day_split((int)floor(day), &year, &month, &date);
    return month == 12 && date == 31 ? year : 0;
}

static const char *with_year(struct es_speech *speech, enum es_chart_text id, int year)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", year);
    const struct es_slot slot[] = {{"year", text}};
    return es_phrase(speech, id, slot, 1);
}

const char *es_phrase_when(struct es_speech *speech, double day)
{
    const int year = year_ended(day);
    return year != 0 ? with_year(speech, ES_TXT_END_OF_YEAR, year)
                     : es_phrase_long_month(speech, day);
}

const char *es_phrase_when_short(struct es_speech *speech, double day)
{
    const int year = year_ended(day);
    return year != 0 ? with_year(speech, ES_TXT_END_OF_YEAR_SHORT, year)
                     : es_phrase_month(speech, day);
}

const char *es_phrase_dates(struct es_speech *speech, double from, double to,
                            int horizon_day)
{
    int year, month, date;
    es_day_split(horizon_day, &year, &month, &date);
    if (!isfinite(from)) {
        return with_year(speech, ES_TXT_LATER_THAN, year);
    }
    return ES_SAY(speech, SPAN, {"from", es_phrase_month(speech, from)},
                  {"to", isfinite(to) ? es_phrase_month(speech, to)
                                      : with_year(speech, ES_TXT_YEAR_OR_LATER, year)});
}

const char *es_phrase_from_to(struct es_speech *speech, int from_day, int to_day)
{
    int year, last_year, month, date;
    es_day_split(to_day, &last_year, &month, &date);
    es_day_split(from_day, &year, &month, &date);
    return ES_SAY(speech, FROM_TO,
                  {"from", year == last_year ? es_text_month_name(month, speech->language)
                                             : es_phrase_month(speech, from_day)},
                  {"to", es_phrase_month(speech, to_day)});
}

/* Whether French elides "de" before the word: a vowel, or a vowel with its accent. */
static bool begins_with_vowel(const char *word)
{
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "A", "E", "I",
                                         "O", "U", "é", "è", "ê", "É", "à", "â",
                                         "î", "ô", "œ", "Œ", "È", "Ê", "À"};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        if (strncmp(word, vowels[i], strlen(vowels[i])) == 0) {
            return true;
        }
    }
    return false;
}

static const char *amount(struct es_speech *speech, const char *number, const char *unit)
{
    if (unit[0] == '%') {
        return keep(speech, es_arena_print(speech->arena, "%s%s%s", number,
                                           es_phrase_plain(speech, ES_TXT_PERCENT_SIGN),
                                           unit + 1));
    }
    const size_t length = strlen(number);
    const char last = length > 0 ? number[length - 1] : '\0';
    const bool noun = last == 'M' || last == 'd'; /* million, milliard */
    const char *joint = speech->language != ES_FR || !noun ? " "
                        : begins_with_vowel(unit)          ? " d’"
                                                           : " de ";
    return keep(speech, es_arena_print(speech->arena, "%s%s%s", number, joint, unit));
}

const char *es_phrase_amount(struct es_speech *speech, double value, const char *unit)
{
    return amount(speech, quantity(speech, value, 3), unit);
}

const char *es_phrase_rough_amount(struct es_speech *speech, double value,
                                   const char *unit)
{
    return amount(speech, quantity(speech, value, 2), unit);
}

/* A pace is what the charts show; what is measured otherwise says so. */
static const char *each(const struct es_speech *speech, const struct es_target *target)
{
    static const enum es_chart_text texts[2][3] = {
        {ES_TXT_A_MONTH, ES_TXT_A_MONTH_OF_TWELVE, ES_TXT_A_MONTH_OF_A_YEAR},
        {ES_TXT_A_YEAR, ES_TXT_IN_TWELVE_MONTHS, ES_TXT_IN_A_YEAR}};
    return target->per == ES_PER_NONE
               ? ""
               : es_phrase_plain(speech,
                                 texts[target->per == ES_EACH_YEAR][target->measured]);
}

const char *es_phrase_target(struct es_speech *speech, const struct es_target *target,
                             const char *unit)
{
    const char *per = each(speech, target);
    return keep(speech,
                es_arena_print(speech->arena, "%s%s",
                               es_phrase_amount(speech, target->level, unit), per));
}

bool es_phrase_is_plural(const struct es_speech *speech, const char *subject)
{
    return speech->language == ES_FR &&
           (strncasecmp(subject, "Les ", 4) == 0 || strncasecmp(subject, "Des ", 4) == 0);
}

const char *es_phrase_begin(struct es_speech *speech, const char *subject)
{
    char *text = es_arena_copy(speech->arena, subject);
    if (text == NULL) {
        return keep(speech, text);
    }
    unsigned char *letter = (unsigned char *)text;
    if (letter[0] >= 'a' && letter[0] <= 'z') {
        letter[0] = (unsigned char)(letter[0] - 'a' + 'A');
    } else if (letter[0] == 0xc3 && letter[1] >= 0xa0 && letter[1] <= 0xbe &&
               letter[1] != 0xb7) {
        letter[1] = (unsigned char)(letter[1] - 0x20); /* é to É */
    }
    return keep(speech, text);
}

const char *es_phrase_inside(struct es_speech *speech, const char *subject)
{
    static const char *const articles[] = {"La ", "Le ", "Les ", "L’", "L'", "The "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        if (strncmp(subject, articles[i], strlen(articles[i])) == 0) {
            char *text = es_arena_copy(speech->arena, subject);
            if (text != NULL) {
                text[0] = (char)(text[0] - 'A' + 'a');
            }
            return keep(speech, text);
        }
    }
    return subject;
}

const char *es_phrase_about(struct es_speech *speech, enum es_chart_text id,
                            const char *subject, const struct es_slot more[], size_t n)
{
    static const struct {
        const char *name;
        enum es_chart_text one, many;
    } words[] = {
        {"has", ES_TXT_HAS, ES_TXT_HAVE},
        {"should", ES_TXT_SHOULD_ONE, ES_TXT_SHOULD_MANY},
        {"is", ES_TXT_IS_ONE, ES_TXT_IS_MANY},
        {"its", ES_TXT_ITS, ES_TXT_THEIR},
        {"must", ES_TXT_MUST_ONE, ES_TXT_MUST_MANY},
        {"goes", ES_TXT_GOES_ONE, ES_TXT_GOES_MANY},
        {"will_pass", ES_TXT_WILL_PASS_ONE, ES_TXT_WILL_PASS_MANY},
        {"would_pass", ES_TXT_WOULD_PASS_ONE, ES_TXT_WOULD_PASS_MANY},
        {"would_be", ES_TXT_WOULD_BE_ONE, ES_TXT_WOULD_BE_MANY},
        {"follows", ES_TXT_FOLLOWS_ONE, ES_TXT_FOLLOWS_MANY},
    };
    enum { WORDS = sizeof words / sizeof *words };
    const bool many = es_phrase_is_plural(speech, subject);
    struct es_slot slot[WORDS + 2 + ES_MORE_SLOTS] = {
        {"subject", es_phrase_begin(speech, subject)},
        {"inside", es_phrase_inside(speech, subject)}};
    for (size_t i = 0; i < WORDS; i++) {
        slot[i + 2] = (struct es_slot){
            words[i].name, es_phrase_plain(speech, many ? words[i].many : words[i].one)};
    }
    if (n > 0) {
        memcpy(slot + WORDS + 2, more, n * sizeof *more);
    }
    return es_phrase(speech, id, slot, WORDS + 2 + n);
}

const char *es_phrase_join(struct es_speech *speech, const char *left,
                           const char *between, const char *right)
{
    const bool both = left[0] != '\0' && right[0] != '\0';
    return keep(speech, es_arena_print(speech->arena, "%s%s%s", left, both ? between : "",
                                       right));
}

const char *es_phrase_months(struct es_speech *speech, double months)
{
    char text[ES_TEXT_SIZE];
    const double whole = round(fabs(months));
    const bool years = whole >= 36.0;
    es_text_number(text, years ? whole / 12.0 : whole, years && whole < 120.0,
                   speech->language);
    return whole == 1.0 ? es_phrase_plain(speech, ES_TXT_ONE_MONTH)
           : years      ? ES_SAY(speech, N_YEARS, {"n", text})
                        : ES_SAY(speech, N_MONTHS, {"n", text});
}

const char *es_phrase_signed(struct es_speech *speech, double value)
{
    const char *text = es_phrase_rough(speech, value);
    return value > 0.0 ? es_phrase_join(speech, "+", "", text) : text;
}

const char *es_phrase_factor(struct es_speech *speech, double factor)
{
    char text[ES_TEXT_SIZE];
    if (factor > 100.0) {
        return ">\u00a0100";
    }
    /* "1,0" would say that nothing is lacking */
    const bool whole =
        factor >= 9.95 || (factor > 1.5 && fabs(factor - round(factor)) < 0.05);
    const int decimals = factor > 1.0 && factor < 1.095 ? 2 : whole ? 0 : 1;
    es_text_number(text, factor, decimals, speech->language);
    return copy(speech, text);
}

const char *es_phrase_times(struct es_speech *speech, double factor)
{
    return ES_SAY(speech, TIMES, {"factor", es_phrase_factor(speech, factor)});
}

const char *es_phrase_of(struct es_speech *speech, const char *text)
{
    return speech->language != ES_FR
               ? text
               : keep(speech,
                      es_arena_print(speech->arena, "%s%s",
                                     begins_with_vowel(text) ? "d’" : "de ", text));
}

size_t es_phrase_source_count(const char *sources)
{
    size_t n = sources[0] != '\0';
    for (const char *at = strchr(sources, ';'); at != NULL; at = strchr(at + 1, ';')) {
        n++;
    }
    return n;
}

const char *es_phrase_sources(struct es_speech *speech, const char *sources,
                              size_t keep_n)
{
    const size_t n = es_phrase_source_count(sources);
    const char *end = sources;
    for (size_t i = 0; i < keep_n; i++) {
        end = i > 0 ? end + 1 : end;
        end += strcspn(end, ";");
    }
    size_t length = (size_t)(end - sources);
    while (length > 0 && strchr(" .", sources[length - 1]) != NULL) {
        length--; /* and the no-break space before a semicolon */
    }
    if (length > 1 && memcmp(sources + length - 2, "\u00a0", 2) == 0) {
        length -= 2;
    }
    const char *list = keep(speech, es_arena_copy_n(speech->arena, sources, length));
    char rest[24];
    (void)snprintf(rest, sizeof rest, "%zu", n - keep_n);
    if (n - keep_n == 1) {
        list = ES_SAY(speech, AND_ONE_OTHER, {"list", list});
    } else if (n > keep_n) {
        list = ES_SAY(speech, AND_OTHERS, {"list", list}, {"n", rest});
    }
    return n > 1 ? ES_SAY(speech, SOURCES, {"list", list})
                 : ES_SAY(speech, SOURCE, {"list", list});
}

/* phrase.h: the texts of the charts by language, and how they are filled. */
#ifndef ESSOR_RENDER_PHRASE_H
#define ESSOR_RENDER_PHRASE_H

#include "essor/arena.h"
#include "essor/chart.h"
#include "essor/target.h"
#include "essor/text.h"

enum es_chart_text {
#define ES_CHART_TEXT(id, fr, en) ES_TXT_##id,
#include "render/report_live.def"
#include "render/report_texts.def"
#include "render/texts.def"
#undef ES_CHART_TEXT
    ES_CHART_TEXTS
};

/* The value of {name} in a text. */
struct es_slot {
    const char *name;
    const char *value;
};

/* Where phrases come from and go to. */
struct es_speech {
    enum es_language language;
    struct es_arena *arena;
    bool no_memory;   /* once true, phrases are empty */
    const char *sign; /* what quantities carry, as a percent sign; NULL: nothing */
};

/* The text as it is. */
const char *es_phrase_plain(const struct es_speech *speech, enum es_chart_text id);

/* The text with its places filled; values are not looked into. */
const char *es_phrase(struct es_speech *speech, enum es_chart_text id,
                      const struct es_slot slot[], size_t slots);

/* ES_SAY(speech, ID, {"name", value}, ...) */
#define ES_SAY(speech, id, ...)                                                          \
    es_phrase((speech), ES_TXT_##id, (const struct es_slot[]){__VA_ARGS__},              \
              sizeof((const struct es_slot[]){__VA_ARGS__}) / sizeof(struct es_slot))

/* 1..8 in words, digits beyond; with a capital at the start of a sentence. */
const char *es_phrase_count(struct es_speech *speech, size_t n, bool capital);

/* The sign that quantities carry if they are of this unit: that of "% of projects". */
void es_phrase_of_unit(struct es_speech *speech, const char *unit);

/* "120 M"; rough: two digits, for the ends of intervals. */
const char *es_phrase_quantity(struct es_speech *speech, double value);
const char *es_phrase_rough(struct es_speech *speech, double value);

/* "7 %", "avr. 2025", "avril 2025", "13 septembre 2023"; month and year do not part. */
const char *es_phrase_percent(struct es_speech *speech, double share);
const char *es_phrase_month(struct es_speech *speech, double day);
const char *es_phrase_long_month(struct es_speech *speech, double day);
const char *es_phrase_long_day(struct es_speech *speech, int day);

/* "180 à 375 M". */
const char *es_phrase_range(struct es_speech *speech, double low, double high);

/* A last day of a year as "fin 2023", any other day as its month. */
const char *es_phrase_when(struct es_speech *speech, double day);
const char *es_phrase_when_short(struct es_speech *speech, double day);

/* "120 M de documents", "950 documents", "12 M d’activations". */
const char *es_phrase_amount(struct es_speech *speech, double value, const char *unit);
const char *es_phrase_rough_amount(struct es_speech *speech, double value,
                                   const char *unit);

/* The same with " par an" or " en une année civile" for a flow, by what the target counts
 * and how it is measured. */
const char *es_phrase_target(struct es_speech *speech, const struct es_target *target,
                             const char *unit);

/* "avr. 2024 à juin 2026"; a date that is infinite is after the horizon: "avr. 2024 à
 * 2034 ou après", "après 2034". */
const char *es_phrase_dates(struct es_speech *speech, double from, double to,
                            int horizon_day);

/* "de janv. à juin 2024", "from Nov 2023 to Apr 2024". */
const char *es_phrase_from_to(struct es_speech *speech, int from_day, int to_day);

/* Whether a French subject takes a plural verb: "Les hôpitaux". English texts avoid the
 * question. */
bool es_phrase_is_plural(const struct es_speech *speech, const char *subject);

/* A sentence on a subject: {subject} begins it, {inside} stands within it, and {has},
 * {should}, {is}, {its}, {holds}, {must}, {goes}, {will_pass}, {would_pass} agree with
 * its number. At most ES_MORE_SLOTS further places. */
enum { ES_MORE_SLOTS = 8 };
const char *es_phrase_about(struct es_speech *speech, enum es_chart_text id,
                            const char *subject, const struct es_slot more[], size_t n);
#define ES_SAY_OF(speech, id, subject, ...)                                              \
    es_phrase_about(                                                                     \
        (speech), ES_TXT_##id, (subject), (const struct es_slot[]){__VA_ARGS__},         \
        sizeof((const struct es_slot[]){__VA_ARGS__}) / sizeof(struct es_slot))

/* Texts one after the other; with `between` where both sides have something. */
const char *es_phrase_join(struct es_speech *speech, const char *left,
                           const char *between, const char *right);

/* "1 mois", "15 mois", "2 ans"; "one month": a length of time to the nearest month, in
 * years from three on. */
const char *es_phrase_months(struct es_speech *speech, double months);

/* French "de" before a text: "d’un mois", "de 3 mois"; English texts as they are. */
const char *es_phrase_of(struct es_speech *speech, const char *text);

/* "+12 M", "−3 M", "0". */
const char *es_phrase_signed(struct es_speech *speech, double value);

/* "× 4,8", "× > 100": a factor in two digits. */
const char *es_phrase_times(struct es_speech *speech, double factor);
const char *es_phrase_factor(struct es_speech *speech, double factor);

/* The subject at the beginning of a sentence: with a capital. */
const char *es_phrase_begin(struct es_speech *speech, const char *subject);

/* The subject within a sentence: its article without the capital. */
const char *es_phrase_inside(struct es_speech *speech, const char *subject);

/* As many of the sources, which " ; " or "; " separates, as `first` and their number
 * allow. */
const char *es_phrase_sources(struct es_speech *speech, const char *sources, size_t keep);
size_t es_phrase_source_count(const char *sources);

#endif

#include "essor/phrase.h"

#include "essor/utf8.h"
#include "intake/phrase_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_WHY = 300 };

struct es_phrase_context es_phrase_context_empty(void)
{
    return (struct es_phrase_context){.series = "",
                                      .unit = "",
                                      .whole = "",
                                      .launch_day = ES_NO_DAY,
                                      .published_day = ES_NO_DAY,
                                      .from_day = ES_NO_DAY,
                                      .to_day = ES_NO_DAY};
}

bool es_sense_refuse(struct es_sense *sense, enum es_refusal refusal, const char *format,
                     ...)
{
    char why[LONGEST_WHY];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(why, sizeof why, format, args);
    va_end(args);
    const char *kept = es_arena_copy(sense->arena, why);
    sense->lost = sense->lost || kept == NULL;
    sense->phrase->refusal = refusal;
    sense->phrase->why = kept != NULL ? kept : "";
    return false;
}

/* The bytes of the text from a mark to another, both included, as they may be shown. */
static const char *slice(struct es_sense *sense, size_t first, size_t last)
{
    const struct es_lexemes *lexemes = sense->marks->lexemes;
    const struct es_mark *end = &sense->marks->at[last];
    const struct es_lexeme *from = &lexemes->at[sense->marks->at[first].first];
    const struct es_lexeme *to = &lexemes->at[end->first + end->n - 1];
    const char *shown = es_utf8_shown(lexemes->source + from->offset,
                                      to->offset + to->length - from->offset,
                                      ES_LEXEME_SOURCE, sense->arena);
    sense->lost = sense->lost || shown == NULL;
    return shown != NULL ? shown : "";
}

const char *es_sense_quote(struct es_sense *sense, size_t first, size_t n)
{
    return slice(sense, first, first + n - 1);
}

bool es_sense_use(struct es_sense *sense, enum es_mark_type type,
                  enum es_phrase_part part)
{
    bool used = false;
    for (size_t i = 0; i < sense->marks->n; i++) {
        struct es_mark *mark = &sense->marks->at[i];
        if (mark->type == type && mark->part == ES_NO_MARK) {
            mark->part = (int)part;
            used = true;
        }
    }
    return used;
}

/* A word of the caller's unit or series is no stranger. */
static bool is_of_caller(const struct es_sense *sense, const struct es_mark *mark)
{
    const char *const names[] = {sense->context->unit, sense->context->series,
                                 sense->context->whole};
    const char *word = sense->marks->lexemes->at[mark->first].text;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct es_lexemes own;
        if (!es_lexemes_read(names[i], &own)) {
            continue;
        }
        for (size_t k = 0; k < own.n; k++) {
            if (strcmp(own.at[k].text, word) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Takes the caller's own words, and says all those that are unknown. */
static bool check_words(struct es_sense *sense)
{
    const char *unknown = NULL;
    for (size_t i = 0; i < sense->marks->n; i++) {
        struct es_mark *mark = &sense->marks->at[i];
        if (mark->type != MARK_UNKNOWN) {
            continue;
        }
        if (is_of_caller(sense, mark)) {
            mark->type = MARK_FILLER;
            continue;
        }
        unknown =
            es_arena_print(sense->arena, "%s%s\"%.60s\"", unknown != NULL ? unknown : "",
                           unknown != NULL ? ", " : "", es_sense_quote(sense, i, 1));
        sense->lost = sense->lost || unknown == NULL;
    }
    return unknown == NULL ||
           es_sense_refuse(sense, ES_UNKNOWN_WORD, "not understood: %s", unknown);
}

static bool check_sense(struct es_sense *sense)
{
    const int refused = es_marks_find(sense->marks, 0, MARK_REFUSE);
    return refused == ES_NO_MARK ||
           es_sense_refuse(sense, ES_NOT_A_FIGURE, "\"%s\": %s, which is no figure",
                           es_sense_quote(sense, (size_t)refused, 1),
                           sense->marks->at[refused].text);
}

static bool says_nothing(const struct es_mark *mark)
{
    return mark->type == MARK_FILLER || mark->type == MARK_ASIDE ||
           mark->type == MARK_EVENT || mark->type == MARK_STATE ||
           mark->type == MARK_LINK || mark->type == MARK_NOUN ||
           mark->type == MARK_ARTICLE;
}

/* "Un médecin envoie 12 documents": what one of many does. */
static bool is_of_one(const struct es_sense *sense, size_t at)
{
    const struct es_mark *mark = &sense->marks->at[at];
    const struct es_mark *next = at + 1 < sense->marks->n ? mark + 1 : NULL;
    return mark->type == MARK_ARTICLE && next != NULL && next->type == MARK_NOUN &&
           next->number == (int)NOUN_ACTOR;
}

/* A word that has a meaning, and had none here, may change what the text says. */
static bool check_leftovers(struct es_sense *sense)
{
    for (size_t i = 0; i < sense->marks->n; i++) {
        struct es_mark *mark = &sense->marks->at[i];
        if (mark->part != ES_NO_MARK) {
            continue;
        }
        if (!says_nothing(mark) || is_of_one(sense, i)) {
            return es_sense_refuse(sense, ES_UNKNOWN_WORD, "not understood there: \"%s\"",
                                   es_sense_quote(sense, i, 1));
        }
        mark->part = ES_PART_IGNORED;
    }
    return true;
}

/* The words of a part: stretches of marks, with dots between. */
static const char *gather(struct es_sense *sense, enum es_phrase_part part)
{
    const struct es_marks *marks = sense->marks;
    const char *words = "";
    for (size_t i = 0; i < marks->n; i++) {
        size_t last = i;
        if (marks->at[i].part != (int)part) {
            continue;
        }
        while (last + 1 < marks->n && marks->at[last + 1].part == (int)part) {
            last++;
        }
        const char *more =
            es_arena_print(sense->arena, "%s%s%s", words, *words != '\0' ? " ... " : "",
                           slice(sense, i, last));
        sense->lost = sense->lost || more == NULL;
        words = more != NULL ? more : "";
        i = last;
    }
    return words;
}

static const char *hint_of(enum es_refusal refusal)
{
    switch (refusal) {
    case ES_NO_WINDOW:
        return "add a date, as in \"en août 2023\", or give the day of publication";
    case ES_NO_KIND:
        return "say \"par mois\", \"en rythme annuel\", since when, or give the kind";
    case ES_NO_UNIT:
        return "name what is counted, or the series";
    case ES_NO_REFERENCE:
        return "say \"sur un an\" or \"par rapport à juillet 2023\", and name the series";
    case ES_TWO_NUMBERS:
    case ES_TWO_WINDOWS:
        return "give one figure at a time";
    case ES_BAD_NUMBER:
    case ES_DOUBTFUL_NUMBER:
        return "French has a decimal comma, English a decimal point";
    default:
        return "";
    }
}

/* Reads the text in one language. */
static enum es_status read_in(const struct es_lexemes *lexemes,
                              const struct es_phrase_context *context,
                              enum es_phrase_language language, struct es_phrase *phrase,
                              struct es_arena *arena, struct es_error *err)
{
    struct es_sense sense = {.context = context, .phrase = phrase, .arena = arena};
    ES_NEW(arena, sense.marks, 1, err);
    ES_NEW(arena, sense.marks->at, lexemes->n, err);
    *phrase = (struct es_phrase){.why = "", .hint = "", .language = language};
    phrase->figure = (struct es_figure){.id = "",
                                        .series = context->series,
                                        .zone = "",
                                        .published_day = context->published_day,
                                        .value_hi = NAN,
                                        .unit = "",
                                        .ref = "",
                                        .source_title = "",
                                        .source_url = "",
                                        .note = ""};
    es_marks_read(lexemes, language, context->published_day, sense.marks);
    if (check_sense(&sense) && check_words(&sense) && es_sense_number(&sense) &&
        es_sense_when(&sense) && es_sense_figure(&sense)) {
        (void)check_leftovers(&sense);
    }
    phrase->hint = hint_of(phrase->refusal);
    for (int part = 0; part < ES_PHRASE_PARTS; part++) {
        phrase->words[part] = gather(&sense, (enum es_phrase_part)part);
    }
    return sense.lost ? es_no_memory(err) : ES_OK;
}

static bool same_figure(const struct es_figure *a, const struct es_figure *b)
{
    return a->kind == b->kind && a->from_day == b->from_day && a->to_day == b->to_day &&
           a->value == b->value && isnan(a->value_hi) == isnan(b->value_hi) &&
           a->qualifier == b->qualifier;
}

/* How far a refused reading came: the one that understood more has the better message. */
static int progress(const struct es_phrase *phrase)
{
    return phrase->refusal == ES_UNDERSTOOD ? 2 : phrase->refusal != ES_UNKNOWN_WORD;
}

static enum es_status read_any(const struct es_lexemes *lexemes,
                               const struct es_phrase_context *context,
                               struct es_phrase *phrase, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_phrase french, english;
    ES_TRY(read_in(lexemes, context, ES_PHRASE_FR, &french, arena, err));
    ES_TRY(read_in(lexemes, context, ES_PHRASE_EN, &english, arena, err));
    *phrase = progress(&english) > progress(&french) ? english : french;
    const bool both = french.refusal == ES_UNDERSTOOD && english.refusal == ES_UNDERSTOOD;
    const bool doubt =
        phrase->refusal == ES_UNDERSTOOD &&
        (french.refusal == ES_DOUBTFUL_NUMBER || english.refusal == ES_DOUBTFUL_NUMBER);
    if (doubt || (both && !same_figure(&french.figure, &english.figure))) {
        phrase->refusal = ES_TWO_LANGUAGES;
        phrase->why = "it says different things in French and in English";
        phrase->hint = "state the language";
    }
    return ES_OK;
}

enum es_status es_phrase_read(const char *text, const struct es_phrase_context *context,
                              struct es_phrase *phrase, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_lexemes *lexemes;
    ES_NEW(arena, lexemes, 1, err);
    if (!es_lexemes_read(text, lexemes)) {
        *phrase = (struct es_phrase){.refusal = ES_TOO_LONG,
                                     .why = "it is too long, or not UTF-8",
                                     .hint = "give one sentence"};
        for (int part = 0; part < ES_PHRASE_PARTS; part++) {
            phrase->words[part] = "";
        }
    } else if (context->language == ES_PHRASE_ANY) {
        ES_TRY(read_any(lexemes, context, phrase, arena, err));
    } else {
        ES_TRY(read_in(lexemes, context, context->language, phrase, arena, err));
    }
    return phrase->refusal == ES_UNDERSTOOD
               ? ES_OK
               : es_fail(err, ES_FINDING, "%s%s%s", phrase->why,
                         *phrase->hint != '\0' ? "; " : "", phrase->hint);
}

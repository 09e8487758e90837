#include "intake/phrase_marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *pattern;
    enum es_mark_type type;
    int number;
    const char *text;
};

#define ES_WORDS(pattern, type, number, text) {pattern, type, number, text},
static const struct entry french[] = {
#include "intake/phrase_fr.def"
};
static const struct entry english[] = {
#include "intake/phrase_en.def"
};
#undef ES_WORDS

enum { FRENCH = sizeof french / sizeof french[0] };
enum { ENGLISH = sizeof english / sizeof english[0] };
enum { FIRST_BARE_YEAR = 1900, LAST_BARE_YEAR = 2099 };

struct table {
    const struct entry *entry;
    size_t n;
};

static struct table table_of(enum es_phrase_language language)
{
    return language == ES_PHRASE_FR ? (struct table){french, FRENCH}
                                    : (struct table){english, ENGLISH};
}

char es_marks_point(const struct es_marks *marks)
{
    return marks->language == ES_PHRASE_FR ? ',' : '.';
}

int es_marks_find(const struct es_marks *marks, size_t at, enum es_mark_type type)
{
    for (size_t i = at; i < marks->n; i++) {
        if (marks->at[i].type == type) {
            return (int)i;
        }
    }
    return ES_NO_MARK;
}

/* A number of one lexeme: digits, or a word of the table. */
static bool read_count(const struct es_lexeme *lexeme, const struct table *table,
                       struct es_numeral *numeral)
{
    if (lexeme->type == ES_LEX_DIGITS) {
        return lexeme->length <= 3 && es_numeral_read(lexeme->text, numeral) > 0;
    }
    for (size_t i = 0; i < table->n; i++) {
        const struct entry *entry = &table->entry[i];
        const bool number = (entry->type == MARK_NUMBER || entry->type == MARK_ARTICLE) &&
                            strchr(entry->pattern, ' ') == NULL;
        if (number &&
            es_lexeme_is_among(entry->pattern, strlen(entry->pattern), lexeme->text)) {
            return es_numeral_read(entry->text, numeral) > 0;
        }
    }
    return false;
}

/* A pattern being matched; `numeral` is what stands at its #. */
struct matching {
    const struct es_lexemes *lexemes;
    const struct table *table;
    struct es_numeral *numeral;
};

static bool takes(const struct matching *matching, const char *element, size_t length,
                  size_t at)
{
    if (at >= matching->lexemes->n) {
        return false;
    }
    const struct es_lexeme *lexeme = &matching->lexemes->at[at];
    return length == 1 && *element == '#'
               ? read_count(lexeme, matching->table, matching->numeral)
               : es_lexeme_is_among(element, length, lexeme->text);
}

/* The end of the match or 0; one level for each element, of which there are less than 10.
 */
static size_t match(const struct matching *matching, const char *pattern, size_t at)
{
    pattern += strspn(pattern, " ");
    const size_t size = strcspn(pattern, " ");
    if (size == 0) {
        return at;
    }
    const bool optional = size > 1 && pattern[size - 1] == '?';
    if (takes(matching, pattern, optional ? size - 1 : size, at)) {
        const size_t end = match(matching, pattern + size, at + 1);
        if (end > 0) {
            return end;
        }
    }
    return optional ? match(matching, pattern + size, at) : 0;
}

/* The longest entry at the place; of equally long ones the first of the table. */
static bool read_words(const struct es_marks *marks, size_t at, struct es_mark *mark)
{
    const struct table table = table_of(marks->language);
    *mark = (struct es_mark){.type = MARK_UNKNOWN, .n = 1, .text = ""};
    size_t longest = 0;
    for (size_t i = 0; i < table.n; i++) {
        struct es_numeral numeral = {.groups = 0};
        const struct matching matching = {marks->lexemes, &table, &numeral};
        const size_t end = match(&matching, table.entry[i].pattern, at);
        if (end > at + longest) {
            longest = end - at;
            *mark = (struct es_mark){.type = table.entry[i].type,
                                     .number = table.entry[i].number,
                                     .text = table.entry[i].text,
                                     .n = longest,
                                     .numeral = numeral};
        }
    }
    if (mark->type == MARK_NUMBER || mark->type == MARK_ARTICLE) {
        (void)es_numeral_read(mark->text, &mark->numeral);
    }
    return longest > 0;
}

/* How many lexemes the bytes from one on are. */
static size_t count_lexemes(const struct es_lexemes *lexemes, size_t at, size_t bytes)
{
    const size_t end = lexemes->at[at].offset + bytes;
    size_t n = 0;
    while (at + n < lexemes->n && lexemes->at[at + n].offset < end) {
        n++;
    }
    return n;
}

static bool read_number(const struct es_marks *marks, size_t at, struct es_mark *mark)
{
    const struct es_lexeme *lexeme = &marks->lexemes->at[at];
    if (lexeme->type != ES_LEX_DIGITS) {
        return false;
    }
    *mark = (struct es_mark){.type = MARK_NUMBER, .n = 1, .text = ""};
    const size_t bytes =
        es_numeral_read(marks->lexemes->source + lexeme->offset, &mark->numeral);
    mark->n = bytes > 0 ? count_lexemes(marks->lexemes, at, bytes) : 1;
    return true;
}

/* "2000 pharmacies": a year of the calendar unless something counted follows. */
static bool is_bare_year(const struct es_marks *marks, size_t at)
{
    const struct es_lexeme *lexeme = &marks->lexemes->at[at];
    const long year = strtol(lexeme->text, NULL, 10);
    struct es_mark next = {.type = MARK_UNKNOWN};
    if (year < FIRST_BARE_YEAR || year > LAST_BARE_YEAR) {
        return false;
    }
    if (at + 1 < marks->lexemes->n) {
        (void)read_words(marks, at + 1, &next);
    }
    return next.type != MARK_NOUN && next.type != MARK_SCALE &&
           next.type != MARK_PERCENT && next.type != MARK_TIMES && next.type != MARK_PER;
}

/* "may" and "march" are verbs too: a month without a year needs a word before it. */
static bool follows_preposition(const struct es_marks *marks, size_t at)
{
    static const char words[] =
        "en|in|of|de|d|depuis|since|a|au|by|on|le|du|fin|debut|mi";
    return at > 0 &&
           es_lexeme_is_among(words, sizeof words - 1, marks->lexemes->at[at - 1].text);
}

static bool read_date(const struct es_marks *marks, size_t at, int near_day,
                      struct es_mark *mark)
{
    const enum es_day_order order =
        marks->language == ES_PHRASE_FR ? ES_DAY_FIRST : ES_ORDER_UNKNOWN;
    const struct es_lexeme *lexeme = &marks->lexemes->at[at];
    *mark = (struct es_mark){.type = MARK_DATE, .text = ""};
    mark->n = es_window_scan(marks->lexemes, at, order, near_day, &mark->found);
    const bool alone = mark->n == 1 && lexeme->type == ES_LEX_DIGITS;
    return mark->n > 0 && (!alone || is_bare_year(marks, at)) &&
           (!mark->found.near || follows_preposition(marks, at));
}

/* At each place the longest of words, a number and a date; of equally long ones the last
 * of these. */
static struct es_mark read_mark(const struct es_marks *marks, size_t at, int near_day)
{
    struct es_mark words, date, number;
    struct es_mark *best = &words;
    const bool known = read_words(marks, at, &words);
    if (read_number(marks, at, &number) && number.n >= words.n) {
        best = &number;
    }
    const bool dated = read_date(marks, at, near_day, &date);
    if (dated &&
        (date.n > best->n || (date.n == best->n && (best == &number || !known)))) {
        best = &date;
    }
    best->first = at;
    best->part = ES_NO_MARK;
    return *best;
}

/* The sum or product of two numbers in letters, as in "vingt-deux", "deux cents"; 0 if
 * they are no number together. */
static long join(long first, long second)
{
    const bool tens = first % 10 == 0 && first >= 20 && first < 100;
    const bool long_tens = first == 60 || first == 80; /* "soixante-douze" */
    if (second == 100 && first >= 2 && first <= 9) {
        return first * second;
    }
    const bool fits = (first % 100 == 0 && first > 0 && second < 100) ||
                      (tens && second < 10) || (long_tens && second > 10 && second < 17);
    return fits ? first + second : 0;
}

static bool is_in_letters(const struct es_mark *mark)
{
    return mark->type == MARK_NUMBER && *mark->text != '\0' &&
           strchr(mark->text, '.') == NULL;
}

/* Joins a number in letters with the one before it. */
static bool join_last(struct es_marks *marks, const struct es_mark *mark)
{
    struct es_mark *last = marks->n > 0 ? &marks->at[marks->n - 1] : NULL;
    char digits[24];
    if (last == NULL || !is_in_letters(last) || !is_in_letters(mark)) {
        return false;
    }
    const long joined = join(strtol(last->numeral.digits, NULL, 10),
                             strtol(mark->numeral.digits, NULL, 10));
    if (joined == 0) {
        return false;
    }
    (void)snprintf(digits, sizeof digits, "%ld", joined);
    (void)es_numeral_read(digits, &last->numeral);
    last->number = mark->number;
    last->n += mark->n;
    return true;
}

void es_marks_read(const struct es_lexemes *lexemes, enum es_phrase_language language,
                   int near_day, struct es_marks *marks)
{
    marks->lexemes = lexemes;
    marks->language = language;
    marks->n = 0;
    for (size_t at = 0; at < lexemes->n;) {
        const struct es_mark mark = read_mark(marks, at, near_day);
        at += mark.n;
        if (!join_last(marks, &mark)) {
            marks->at[marks->n++] = mark;
        }
    }
}

/* phrase_number.c: the number of a text: plain, with a scale, a range, a share in words
 * or a factor. */
#include "intake/phrase_parts.h"

#include <math.h>
#include <string.h>

enum { LARGEST_OF = 1000, FINEST_SHARE = 5 };

/* One number with what follows it. */
struct part {
    double value;
    int power, place; /* of ten: scale, last digit */
    bool percent, half;
    size_t end; /* marks */
};

static const struct es_mark *mark_at(const struct es_sense *sense, size_t i)
{
    static const struct es_mark none = {.type = MARK_UNKNOWN};
    return i < sense->marks->n ? &sense->marks->at[i] : &none;
}

static bool is_number(const struct es_mark *mark)
{
    return mark->type == MARK_NUMBER || mark->type == MARK_ARTICLE;
}

static bool is_link(const struct es_mark *mark, enum es_link link)
{
    return mark->type == MARK_LINK && mark->number == (int)link;
}

/* Numbers in letters have a decimal point in every language. */
static char point_of(const struct es_sense *sense, const struct es_mark *mark)
{
    return *mark->text != '\0' ? '.' : es_marks_point(sense->marks);
}

/* "1.234" in a French text is a thousand to some and little more than one to others; so
 * is "1,234 documents", since things that are counted have no thousandths. */
static bool is_doubtful(const struct es_sense *sense, const struct es_mark *mark,
                        const struct part *part)
{
    const struct es_numeral *numeral = &mark->numeral;
    const char point = es_marks_point(sense->marks);
    const enum es_mark_type next = mark_at(sense, part->end)->type;
    const bool counted = part->power == 0 && !part->percent && next != MARK_TIMES;
    const bool other = numeral->mark[1] != point && point == ',';
    return *mark->text == '\0' && numeral->groups == 2 && numeral->length[1] == 3 &&
           numeral->mark[1] != ' ' && (other || (counted && numeral->mark[1] == point));
}

/* "Un million et demi", "one and a half million". */
static void take_half(const struct es_sense *sense, struct part *part)
{
    if (!part->half && mark_at(sense, part->end)->type == MARK_HALF) {
        part->half = true;
        part->end++;
    }
}

/* The number at a mark, its scale and its percent sign. */
static bool read_part(struct es_sense *sense, size_t at, int power, struct part *part)
{
    const struct es_mark *mark = mark_at(sense, at);
    const char point = point_of(sense, mark);
    *part = (struct part){.power = power, .end = at + 1};
    take_half(sense, part);
    if (*mark->text != '\0' && is_link(mark_at(sense, part->end), LINK_OF) &&
        mark_at(sense, part->end + 1)->type == MARK_SCALE) {
        part->end++; /* "une dizaine de millions" */
    }
    while (mark_at(sense, part->end)->type == MARK_SCALE) {
        part->power += mark_at(sense, part->end++)->number;
    }
    take_half(sense, part);
    part->percent = mark_at(sense, part->end)->type == MARK_PERCENT;
    part->end += part->percent ? 1 : 0;
    if (is_doubtful(sense, mark, part)) {
        return es_sense_refuse(sense, ES_DOUBTFUL_NUMBER,
                               "\"%s\" may have thousands or decimals",
                               es_sense_quote(sense, at, 1));
    }
    if (es_numeral_value(&mark->numeral, point, part->power, &part->value) !=
        ES_AMOUNT_GOOD) {
        return es_sense_refuse(sense, ES_BAD_NUMBER, "the number \"%s\" cannot be read",
                               es_sense_quote(sense, at, 1));
    }
    const bool rounded = part->power == 0 && !part->percent;
    const int own = es_numeral_place(&mark->numeral, point, rounded);
    part->place = part->power + (mark->number > 0 ? mark->number : own);
    part->value += part->half ? 0.5 * es_power_of_ten(part->power) : 0.0;
    return true;
}

static void state(struct es_stated *stated, const struct part *part, size_t first)
{
    *stated = (struct es_stated){.form = part->percent ? STATED_SHARE : STATED_PLAIN,
                                 .value = part->value,
                                 .value_hi = NAN,
                                 .step = es_power_of_ten(part->place) *
                                         (part->half ? 0.5 : 1.0),
                                 .first = first,
                                 .end = part->end};
}

/* Whether the number ends with a digit that rounding does not leave. */
static bool is_written_out(const struct es_mark *mark, const struct part *part)
{
    const size_t length = strlen(mark->numeral.digits);
    return part->place == 0 && part->power == 0 && !part->percent &&
           *mark->text == '\0' && mark->numeral.digits[length - 1] != '0';
}

/* Where a second number of a range stands, after "à", "and" or a dash; 0 if none. */
static size_t find_second(const struct es_sense *sense, size_t first, size_t end)
{
    const struct es_mark *link = mark_at(sense, end);
    const struct es_mark *before =
        mark_at(sense, first > 0 ? first - 1 : sense->marks->n);
    const bool between = is_link(before, LINK_BETWEEN);
    const bool joins = is_link(link, LINK_TO) || is_link(link, LINK_DASH) ||
                       (is_link(link, LINK_AND) && between);
    return joins && mark_at(sense, end + 1)->type == MARK_NUMBER ? end + 1 : 0;
}

/* "3 to 5 million": the first number takes scale and percent from the second. */
static bool state_range(struct es_sense *sense, size_t first, size_t second,
                        struct es_stated *stated)
{
    struct part one, two;
    if (!read_part(sense, second, 0, &two) || !read_part(sense, first, 0, &one)) {
        return false;
    }
    if (one.power == 0 && !one.percent && !read_part(sense, first, two.power, &one)) {
        return false;
    }
    one.percent = two.percent;
    state(stated, &one, first);
    stated->value_hi = two.value;
    stated->step = es_power_of_ten(one.place > two.place ? one.place : two.place);
    stated->end = two.end;
    return one.value < two.value ||
           es_sense_refuse(sense, ES_BAD_NUMBER, "a range goes from less to more");
}

/* A share in words, rounded as the press does. */
static void state_share(struct es_stated *stated, double part, double whole,
                        const size_t marks[2])
{
    const double finest = 100.0 / whole;
    *stated = (struct es_stated){.form = STATED_SHARE,
                                 .value = round(1000.0 * part / whole) / 10.0,
                                 .value_hi = NAN,
                                 .step = finest < FINEST_SHARE ? finest : FINEST_SHARE,
                                 .first = marks[0],
                                 .end = marks[1]};
}

/* "Un document de santé sur deux": where the second number stands; 0 if it is no such
 * share. */
static size_t find_whole(const struct es_sense *sense, size_t at)
{
    size_t i = at + 1;
    while (mark_at(sense, i)->type == MARK_NOUN ||
           mark_at(sense, i)->type == MARK_FILLER ||
           mark_at(sense, i)->type == MARK_EVENT || is_link(mark_at(sense, i), LINK_OF)) {
        i++;
    }
    const enum es_mark_type after = mark_at(sense, i + 2)->type;
    const bool alone =
        after != MARK_SCALE && after != MARK_PERCENT && after != MARK_TIMES;
    return is_link(mark_at(sense, i), LINK_ON) && alone &&
                   mark_at(sense, i + 1)->type == MARK_NUMBER
               ? i + 1
               : 0;
}

/* Reads "un sur deux"; 0 marks taken, without a refusal, if it is none. */
static bool read_share(struct es_sense *sense, size_t at, struct es_stated *stated)
{
    const size_t whole_at = find_whole(sense, at);
    double part, whole;
    if (whole_at == 0 ||
        es_numeral_value(&mark_at(sense, at)->numeral, '.', 0, &part) != ES_AMOUNT_GOOD ||
        es_numeral_value(&mark_at(sense, whole_at)->numeral, '.', 0, &whole) !=
            ES_AMOUNT_GOOD) {
        return false;
    }
    const size_t marks[2] = {at, whole_at + 1};
    if (!(part >= 1.0 && part < whole && whole <= LARGEST_OF)) {
        return false;
    }
    state_share(stated, part, whole, marks);
    sense->marks->at[whole_at - 1].part = ES_PART_VALUE;
    return true;
}

/* "Divisé par trois", to six digits. */
static void invert(struct es_stated *stated)
{
    const double digits = es_power_of_ten(6 + (int)ceil(log10(stated->value)) - 1);
    stated->value = round(digits / stated->value) / digits;
    stated->step = es_power_of_ten((int)floor(log10(stated->value)));
}

/* The word of comparison after "fois" or "twice": more by default, a fraction for less.
 */
static void take_comparison(struct es_sense *sense, struct es_stated *stated)
{
    const struct es_mark *next = mark_at(sense, stated->end);
    const bool bound = next->type == MARK_QUALIFIER;
    if (next->type != MARK_MORE && next->type != MARK_LESS && !bound) {
        return;
    }
    struct es_mark *used = &sense->marks->at[stated->end++];
    const bool less =
        used->type == MARK_LESS || (bound && used->number == (int)ES_AT_MOST);
    if (less) {
        invert(stated);
    }
    used->part = ES_PART_KIND;
    if (bound && strcmp(used->text, "than") == 0) {
        used->type = MARK_THAN;
    }
}

/* "cinq fois plus", "multiplié par dix", "divisé par deux", "doublé". */
static bool state_ratio(struct es_sense *sense, size_t at, size_t first,
                        struct es_stated *stated)
{
    struct part part;
    if (!read_part(sense, at, 0, &part)) {
        return false;
    }
    state(stated, &part, first);
    stated->form = STATED_RATIO;
    stated->step = es_power_of_ten(es_numeral_place(
        &mark_at(sense, at)->numeral, point_of(sense, mark_at(sense, at)), false));
    stated->end += mark_at(sense, stated->end)->type == MARK_TIMES ? 1 : 0;
    if (mark_at(sense, first)->type == MARK_DIVIDE) {
        invert(stated);
    }
    take_comparison(sense, stated);
    return part.value > 0.0 ||
           es_sense_refuse(sense, ES_BAD_NUMBER, "a ratio is above 0");
}

/* "Half as many" is a ratio, not half more. */
static void take_equal(struct es_sense *sense, struct es_stated *stated)
{
    const struct es_mark *next = mark_at(sense, stated->end);
    if (next->type == MARK_MORE && strcmp(next->text, "as") == 0) {
        sense->marks->at[stated->end++].part = ES_PART_KIND;
        stated->form = STATED_RATIO;
        stated->value /= 100.0;
        stated->step /= 100.0;
    }
}

static void state_factor(struct es_sense *sense, size_t at, struct es_stated *stated)
{
    *stated = (struct es_stated){.form = STATED_RATIO,
                                 .value = mark_at(sense, at)->number,
                                 .value_hi = NAN,
                                 .step = 1.0,
                                 .first = at,
                                 .end = at + 1};
    take_comparison(sense, stated);
}

/* A number at a mark. False with stated->end at 0 where there is none, or refused. */
static bool read_number(struct es_sense *sense, size_t at, struct es_stated *stated)
{
    const struct es_mark *mark = mark_at(sense, at);
    const enum es_mark_type next = mark_at(sense, at + 1)->type;
    struct part part;
    if (read_share(sense, at, stated)) {
        return true;
    }
    if (mark->type == MARK_ARTICLE && next != MARK_SCALE && next != MARK_HALF) {
        return false;
    }
    if (next == MARK_TIMES) {
        return state_ratio(sense, at, at, stated);
    }
    if (!read_part(sense, at, 0, &part)) {
        return false;
    }
    const size_t second = find_second(sense, at, part.end);
    if (second > 0) {
        return state_range(sense, at, second, stated);
    }
    state(stated, &part, at);
    stated->to_last_digit = is_written_out(mark, &part);
    return true;
}

static bool read_stated(struct es_sense *sense, size_t at, struct es_stated *stated)
{
    const struct es_mark *mark = mark_at(sense, at);
    double part;
    *stated = (struct es_stated){.end = 0};
    switch (mark->type) {
    case MARK_NUMBER:
    case MARK_ARTICLE:
        return read_number(sense, at, stated);
    case MARK_MULTIPLY:
    case MARK_DIVIDE:
        return is_number(mark_at(sense, at + 1)) &&
               state_ratio(sense, at + 1, at, stated);
    case MARK_FACTOR:
        state_factor(sense, at, stated);
        return true;
    case MARK_FRACTION: {
        const size_t marks[2] = {at, at + 1};
        part = mark->text[0] - '0';
        state_share(stated, part, mark->number, marks);
        take_equal(sense, stated);
        return true;
    }
    default:
        return false;
    }
}

/* A sign directly before the number. */
static void take_sign(struct es_sense *sense, struct es_stated *stated)
{
    if (stated->first == 0) {
        return;
    }
    struct es_mark *sign = &sense->marks->at[stated->first - 1];
    const struct es_mark *mark = mark_at(sense, stated->first);
    const bool minus =
        is_link(sign, LINK_DASH) && sense->marks->lexemes->at[mark->first].glued;
    if (sign->type == MARK_PLUS || minus) {
        stated->sign = minus ? -1 : 1;
        sign->part = ES_PART_VALUE;
    }
}

bool es_sense_number(struct es_sense *sense)
{
    bool found = false;
    for (size_t at = 0; at < sense->marks->n; at++) {
        struct es_stated next;
        if (!read_stated(sense, at, &next)) {
            if (sense->phrase->refusal != ES_UNDERSTOOD) {
                return false;
            }
            continue;
        }
        if (found) {
            return es_sense_refuse(
                sense, ES_TWO_NUMBERS, "a figure has one number, and \"%s\" is another",
                es_sense_quote(sense, next.first, next.end - next.first));
        }
        found = true;
        sense->stated = next;
        at = next.end - 1;
    }
    if (!found) {
        return es_sense_refuse(sense, ES_NO_NUMBER, "there is no number");
    }
    struct es_stated *stated = &sense->stated;
    take_sign(sense, stated);
    for (size_t i = stated->first; i < stated->end; i++) {
        struct es_mark *mark = &sense->marks->at[i];
        const bool counted = mark->type == MARK_NOUN || mark->type == MARK_FILLER ||
                             mark->type == MARK_EVENT;
        mark->part = counted || mark->part != ES_NO_MARK ? mark->part : ES_PART_VALUE;
    }
    return true;
}

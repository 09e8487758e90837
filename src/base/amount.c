#include "essor/amount.h"

#include "base/numeral.h"

#include <math.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 80 };

/* What stands around a number; exact case where a letter could mean something else. */
struct mark {
    const char *text;
    int meaning;
};

static const struct mark scales[] = {
    {"k", 3},        {"K", 3},       {"M", 6},        {"Md", 9},        {"Mds", 9},
    {"Mrd", 9},      {"bn", 9},      {"G", 9},        {"milliards", 9}, {"milliard", 9},
    {"millions", 6}, {"million", 6}, {"milliers", 3}, {"mille", 3},     {"thousand", 3},
};
enum { BILLION = 9 };

static const struct mark bounds[] = {
    {"<=", ES_BOUND_BELOW},
    {"<", ES_BOUND_BELOW},
    {"\xe2\x89\xa4", ES_BOUND_BELOW},
    {">=", ES_BOUND_ABOVE},
    {">", ES_BOUND_ABOVE},
    {"\xe2\x89\xa5", ES_BOUND_ABOVE},
    {"~", ES_BOUND_AROUND},
    {"\xe2\x89\x88", ES_BOUND_AROUND},
};

static const struct mark signs[] = {{"+", 1}, {"-", -1}, {"\xe2\x88\x92", -1}};

static const char *const missing[] = {
    "n.d.",         "n.d",  "nd",  "n/d",          "n.a.", "n/a",
    "na",           "n.c.", "n.c", "nc",           "-",    "\xe2\x80\x93",
    "\xe2\x80\x94", "..",   "...", "\xe2\x80\xa6", "null", "#n/a"};

static const char *const dashes[] = {"-",  "\xe2\x80\x93", "\xe2\x80\x94",
                                     "..", "\xc3\xa0",     "to"};

/* A text being read. */
struct reader {
    const char *at;
    enum es_decimal decimal;
};

static void skip_blanks(struct reader *reader)
{
    size_t blank;
    while ((blank = es_blank_span(reader->at)) > 0) {
        reader->at += blank;
    }
}

/* The meaning of the first mark that begins the rest, which is taken; else `otherwise`.
 */
static int take_mark(struct reader *reader, const struct mark marks[], size_t n,
                     int otherwise)
{
    for (size_t i = 0; i < n; i++) {
        const size_t length = strlen(marks[i].text);
        if (strncmp(reader->at, marks[i].text, length) == 0) {
            reader->at += length;
            return marks[i].meaning;
        }
    }
    return otherwise;
}

static bool take_text(struct reader *reader, const char *text)
{
    const struct mark mark = {text, 1};
    return take_mark(reader, &mark, 1, 0) != 0;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The power of ten of the word or letter after a number, which is taken; 0 if none. */
static int take_scale(struct reader *reader)
{
    struct reader ahead = *reader;
    skip_blanks(&ahead);
    size_t length = 0;
    while (is_letter(ahead.at[length])) {
        length++;
    }
    int power = 0;
    for (size_t i = 0; i < sizeof scales / sizeof scales[0] && power == 0; i++) {
        const bool word = strlen(scales[i].text) > 3;
        const bool same = word ? strncasecmp(ahead.at, scales[i].text, length) == 0
                               : strncmp(ahead.at, scales[i].text, length) == 0;
        power = same && length == strlen(scales[i].text) ? scales[i].meaning : 0;
    }
    const bool billion = strncasecmp(ahead.at, "billions", length) == 0 && length >= 7;
    power = billion && reader->decimal == ES_DECIMAL_POINT ? BILLION : power;
    if (power != 0) {
        reader->at = ahead.at + length;
    }
    return power;
}

/* One number with its scale: what a range has twice. */
struct part {
    struct es_numeral numeral;
    int power; /* of ten */
};

static bool take_part(struct reader *reader, struct part *part)
{
    const size_t length = es_numeral_read(reader->at, &part->numeral);
    reader->at += length;
    part->power = length > 0 ? take_scale(reader) : 0;
    return length > 0;
}

/* The second number of a range, after a dash or "to". */
static bool take_second(struct reader *reader, struct part *second)
{
    struct reader ahead = *reader;
    skip_blanks(&ahead);
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        if (take_text(&ahead, dashes[i])) {
            skip_blanks(&ahead);
            const bool there = take_part(&ahead, second);
            *reader = there ? ahead : *reader;
            return there;
        }
    }
    return false;
}

/* All that was found, before its signs are given a meaning. */
struct found {
    struct part first, second;
    bool range;
    struct es_amount frame; /* bound, sign, percent, times */
};

static bool take_all(struct reader *reader, struct found *found)
{
    struct es_amount *frame = &found->frame;
    frame->bound = (enum es_bound)take_mark(
        reader, bounds, sizeof bounds / sizeof bounds[0], ES_BOUND_NONE);
    skip_blanks(reader);
    frame->sign = take_mark(reader, signs, sizeof signs / sizeof signs[0], 0);
    skip_blanks(reader);
    frame->times = take_text(reader, "x") || take_text(reader, "\xc3\x97");
    skip_blanks(reader);
    if (!take_part(reader, &found->first)) {
        return false;
    }
    found->range = take_second(reader, &found->second);
    skip_blanks(reader);
    frame->percent = !frame->times && take_text(reader, "%");
    if (!frame->percent && !frame->times) {
        frame->times = take_text(reader, "x") || take_text(reader, "\xc3\x97");
    }
    skip_blanks(reader);
    return *reader->at == '\0';
}

/* The power of ten of its last digit. */
static int last_place(const struct part *part, char decimal,
                      const struct es_amount *frame)
{
    const bool rounded = part->power == 0 && !frame->percent && !frame->times;
    return part->power + es_numeral_place(&part->numeral, decimal, rounded);
}

static enum es_amount_status fill_range(const struct found *found, char decimal,
                                        struct es_amount *amount)
{
    struct part first = found->first;
    if (first.power == 0) { /* "3 to 5 M" */
        first.power = found->second.power;
    }
    const struct part *second = &found->second;
    enum es_amount_status status =
        es_numeral_value(&first.numeral, decimal, first.power, &amount->value);
    if (status == ES_AMOUNT_GOOD) {
        status =
            es_numeral_value(&second->numeral, decimal, second->power, &amount->value_hi);
    }
    if (status != ES_AMOUNT_GOOD) {
        return status;
    }
    const int one = last_place(&first, decimal, amount);
    const int two = last_place(second, decimal, amount);
    amount->step = es_power_of_ten(one > two ? one : two);
    const bool rises = amount->value < amount->value_hi;
    const bool plain = amount->sign == 0 && amount->bound == ES_BOUND_NONE;
    return rises && plain ? ES_AMOUNT_GOOD : ES_AMOUNT_BAD;
}

/* The amount, if `decimal` is its decimal sign. */
static enum es_amount_status fill(const struct found *found, char decimal,
                                  struct es_amount *amount)
{
    *amount = found->frame;
    amount->value_hi = NAN;
    if (found->range) {
        return fill_range(found, decimal, amount);
    }
    const enum es_amount_status status = es_numeral_value(
        &found->first.numeral, decimal, found->first.power, &amount->value);
    if (status == ES_AMOUNT_GOOD) {
        amount->value *= amount->sign < 0 ? -1.0 : 1.0;
        amount->step = es_power_of_ten(last_place(&found->first, decimal, amount));
    }
    return status;
}

/* Reads with each decimal sign; two good and different readings are a doubt. */
static enum es_amount_status weigh(const struct found *found, struct es_amount reading[2])
{
    struct es_amount point, comma;
    const enum es_amount_status with_point = fill(found, '.', &point);
    const enum es_amount_status with_comma = fill(found, ',', &comma);
    if (with_point != ES_AMOUNT_GOOD && with_comma != ES_AMOUNT_GOOD) {
        return with_point == ES_AMOUNT_BAD ? with_comma : with_point;
    }
    const bool both = with_point == with_comma;
    if (!both || point.value == comma.value) {
        reading[0] = with_point == ES_AMOUNT_GOOD ? point : comma;
        return ES_AMOUNT_GOOD;
    }
    const bool decimal_point = fabs(point.value) < fabs(comma.value);
    reading[0] = decimal_point ? point : comma;
    reading[1] = decimal_point ? comma : point;
    return ES_AMOUNT_DOUBTFUL;
}

static bool is_missing(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        if (strlen(missing[i]) == length && strncasecmp(text, missing[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static size_t length_without_blanks(const char *text)
{
    size_t length = 0, blank;
    for (size_t i = 0; text[i] != '\0'; i += blank > 0 ? blank : 1) {
        blank = es_blank_span(text + i);
        length = blank > 0 ? length : i + 1;
    }
    return length;
}

enum es_amount_status es_amount_parse(const char *text, enum es_decimal decimal,
                                      struct es_amount reading[2])
{
    struct reader reader = {text, decimal};
    struct found found = {.range = false};
    if (strlen(text) > LONGEST) {
        return ES_AMOUNT_BAD;
    }
    skip_blanks(&reader);
    if (is_missing(reader.at, length_without_blanks(reader.at))) {
        reading[0] = (struct es_amount){
            .value = NAN, .value_hi = NAN, .step = NAN, .missing = true};
        return ES_AMOUNT_GOOD;
    }
    if (!take_all(&reader, &found)) {
        return ES_AMOUNT_BAD;
    }
    if (decimal == ES_DECIMAL_UNKNOWN) {
        return weigh(&found, reading);
    }
    struct es_amount amount;
    const enum es_amount_status status =
        fill(&found, decimal == ES_DECIMAL_POINT ? '.' : ',', &amount);
    if (status == ES_AMOUNT_GOOD) {
        reading[0] = amount;
    }
    return status;
}

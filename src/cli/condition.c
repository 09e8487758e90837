#include "cli/condition.h"

#include "essor/date.h"
#include "essor/number.h"
#include "essor/quantity.h"
#include "essor/suggest.h"
#include "essor/window.h"

#include <math.h>
#include <string.h>

enum { NAMES = CONDITION_SHIFT + 1, SIGNS = IS_OTHER + 1 };
static const char *const names[NAMES] = {"p", "never", "median", "state", "shift"};
static const char *const signs[SIGNS] = {
    [IS_BELOW] = "<",     [IS_AT_MOST] = "<=", [IS_ABOVE] = ">",
    [IS_AT_LEAST] = ">=", [IS_EQUAL] = "=",    [IS_OTHER] = "!="};

/* Pieces of a condition, blanks around them dropped. */
enum { LONGEST_PIECE = 64 };
struct pieces {
    char name[LONGEST_PIECE], sign[LONGEST_PIECE], value[LONGEST_PIECE];
};

static enum es_status refuse(const struct condition *condition, struct es_error *err,
                             const char *why)
{
    return es_fail(err, ES_ERR_ARGUMENT, "--fail-if cannot be \"%s\"; %s",
                   condition->text, why);
}

/* The next `length` bytes without blanks at either end; false if they are too many. */
static bool cut(const char *from, size_t length, char piece[LONGEST_PIECE])
{
    while (length > 0 && *from == ' ') {
        from++;
        length--;
    }
    while (length > 0 && from[length - 1] == ' ') {
        length--;
    }
    if (length >= LONGEST_PIECE) {
        return false;
    }
    memcpy(piece, from, length);
    piece[length] = '\0';
    return true;
}

static bool take_apart(const char *text, struct pieces *pieces)
{
    const size_t name = strcspn(text, "<>=!");
    const size_t sign = strspn(text + name, "<>=!");
    const char *value = text + name + sign;
    return sign > 0 && cut(text, name, pieces->name) &&
           cut(text + name, sign, pieces->sign) &&
           cut(value, strlen(value), pieces->value) && pieces->value[0] != '\0';
}

static int find(const char *word, const char *const words[], int n)
{
    int found = -1;
    for (int i = 0; i < n && found < 0; i++) {
        found = strcmp(word, words[i]) == 0 ? i : -1;
    }
    return found;
}

static enum es_status read_state(const char *value, struct condition *condition,
                                 struct es_error *err)
{
    const char *states[ES_TARGET_STATES];
    for (int i = 0; i < ES_TARGET_STATES; i++) {
        states[i] = es_target_state_name((enum es_target_state)i);
    }
    const int found = find(value, states, ES_TARGET_STATES);
    if (found < 0) {
        const char *meant = es_suggest(value, states, ES_TARGET_STATES);
        return es_fail(err, ES_ERR_ARGUMENT,
                       "--fail-if cannot be \"%s\"; %s%s%sstates are reached, ahead, on "
                       "course, at risk, out of reach and missed",
                       condition->text, meant != NULL ? "is it \"" : "",
                       meant != NULL ? meant : "", meant != NULL ? "\"? " : "");
    }
    condition->state = (enum es_target_state)found;
    return condition->comparison == IS_EQUAL || condition->comparison == IS_OTHER
               ? ES_OK
               : refuse(condition, err, "a state is compared with = or !=");
}

static enum es_status read_day(const char *value, struct condition *condition,
                               struct es_error *err)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    switch (es_window_parse(value, &style, reading, rule)) {
    case ES_WINDOW_GOOD:
        condition->value = es_window_day(&reading[0]);
        return ES_OK;
    case ES_WINDOW_IMPOSSIBLE:
        return refuse(condition, err, rule);
    case ES_WINDOW_DOUBTFUL:
        return refuse(condition, err, "the date has two readings; write 2026-12-31");
    case ES_WINDOW_BAD:
        break;
    }
    return refuse(condition, err,
                  "median takes a date, as in median>2026-12-31 or median>fin 2026");
}

static enum es_status read_share(const char *value, struct condition *condition,
                                 struct es_error *err)
{
    if (es_share_parse(value, &condition->value) && condition->value >= 0.0 &&
        condition->value <= 1.0) {
        return ES_OK;
    }
    return refuse(condition, err,
                  "p and never take a share between 0 and 1, as in p<0.5 or p<50%");
}

/* "6m", "-1y" as months. */
static enum es_status read_months(const char *value, struct condition *condition,
                                  struct es_error *err)
{
    char number[LONGEST_PIECE];
    const size_t length = strlen(value);
    const char unit = value[length - 1];
    double count;
    if (length > 1 && (unit == 'm' || unit == 'y') && cut(value, length - 1, number) &&
        es_number_parse(number, &count) == ES_NUMBER_GOOD) {
        condition->value = unit == 'y' ? 12.0 * count : count;
        return ES_OK;
    }
    return refuse(condition, err,
                  "shift takes months or years, as in shift>6m or shift<-1y");
}

static enum es_status read_value(const char *value, struct condition *condition,
                                 struct es_error *err)
{
    switch (condition->name) {
    case CONDITION_STATE:
        return read_state(value, condition, err);
    case CONDITION_MEDIAN:
        return read_day(value, condition, err);
    case CONDITION_SHIFT:
        return read_months(value, condition, err);
    case CONDITION_P:
    case CONDITION_NEVER:
        break;
    }
    return read_share(value, condition, err);
}

enum es_status condition_read(const char *text, struct condition *condition,
                              struct es_error *err)
{
    struct pieces pieces;
    *condition = (struct condition){.text = text};
    if (!take_apart(text, &pieces)) {
        return refuse(condition, err,
                      "it takes a name, a comparison and a value, as in p<0.5");
    }
    const int name = find(pieces.name, names, NAMES);
    const int sign = find(pieces.sign, signs, SIGNS);
    if (name < 0) {
        return refuse(condition, err, "it begins with p, never, median, state or shift");
    }
    if (sign < 0) {
        return refuse(condition, err, "comparisons are <, <=, >, >=, = and !=");
    }
    condition->name = (enum condition_name)name;
    condition->comparison = (enum comparison)sign;
    return read_value(pieces.value, condition, err);
}

static bool compare(double found, enum comparison comparison, double value)
{
    switch (comparison) {
    case IS_BELOW:
        return found < value;
    case IS_AT_MOST:
        return found <= value;
    case IS_ABOVE:
        return found > value;
    case IS_AT_LEAST:
        return found >= value;
    case IS_EQUAL:
        return found == value;
    case IS_OTHER:
        break;
    }
    return found != value;
}

enum es_status condition_check(const struct condition *condition,
                               const struct es_target *target,
                               const struct es_target_answer *answer, bool *meets,
                               struct es_error *err)
{
    double found = NAN;
    switch (condition->name) {
    case CONDITION_P:
        if (isnan(answer->p_by_deadline)) {
            return es_fail(err, ES_ERR_ARGUMENT,
                           "--fail-if \"%s\" asks for P(by the deadline), but the target "
                           "%s of %s has none; give one with --by",
                           condition->text, target->id, target->series);
        }
        found = answer->p_by_deadline;
        break;
    case CONDITION_NEVER:
        found = answer->p_never;
        break;
    case CONDITION_MEDIAN:
        found = floor(answer->date.q50);
        break;
    case CONDITION_STATE:
        *meets =
            (answer->state == condition->state) == (condition->comparison == IS_EQUAL);
        return ES_OK;
    case CONDITION_SHIFT:
        return refuse(condition, err, "essor build compares with another time");
    }
    *meets = compare(found, condition->comparison, condition->value);
    return ES_OK;
}

enum es_status condition_check_move(const struct condition *condition,
                                    const struct es_move *move, bool *meets,
                                    struct es_error *err)
{
    const struct es_stand *now = move->now;
    *meets = false;
    if (condition->name == CONDITION_STATE) {
        return refuse(condition, err, "essor target judges by states");
    }
    if (now == NULL) {
        return ES_OK;
    }
    const double found = condition->name == CONDITION_P        ? now->p_by_deadline
                         : condition->name == CONDITION_NEVER  ? now->p_never
                         : condition->name == CONDITION_MEDIAN ? now->median_day
                                                               : move->shift_months;
    *meets = !isnan(found) && compare(found, condition->comparison, condition->value);
    return ES_OK;
}

/* From what a check found to a finding: words, rows, standing, suggestions. */
#include "project/audit_desk.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *sentence, *reason;
} texts[] = {
#define ES_TEXT(name, sentence, reason) [name] = {sentence, reason},
#include "audit_texts.def"
#undef ES_TEXT
};

static const struct {
    const char *name;
    enum es_severity severity;
    const char *compares;
} checks[] = {
#define ES_CHECK(symbol, name, severity, compares) [symbol] = {name, severity, compares},
    ES_AUDIT_LIST(ES_CHECK)
#undef ES_CHECK
};

const char *es_audit_check_name(enum es_audit_check check)
{
    return checks[check].name;
}

const char *es_audit_check_compares(enum es_audit_check check)
{
    return checks[check].compares;
}

const char *es_severity_name(enum es_severity severity)
{
    static const char *const names[] = {
#define ES_NAME(symbol, name) [symbol] = name,
        ES_SEVERITY_LIST(ES_NAME)};
    return names[severity];
}

const char *es_standing_name(enum es_standing standing)
{
    static const char *const names[] = {ES_STANDING_LIST(ES_NAME)
#undef ES_NAME
    };
    return names[standing];
}

const char *es_audit_words(const struct es_desk *desk, enum es_audit_text text,
                           const char *const arg[ES_AUDIT_ARGS], bool reason)
{
    const char *words = reason ? texts[text].reason : texts[text].sentence;
    const char *made = "";
    while (made != NULL && *words != '\0') {
        const size_t plain = strcspn(words, "{");
        const bool place = words[plain] == '{';
        const char *filled = place ? arg[words[plain + 1] - '1'] : "";
        made = filled == NULL ? NULL
                              : es_arena_print(desk->arena, "%s%.*s%s", made, (int)plain,
                                               words, filled);
        words += plain + (place ? strlen("{1}") : 0);
    }
    return made;
}

const char *es_say_amount(const struct es_desk *desk, double amount)
{
    char text[ES_TEXT_SIZE];
    es_text_quantity(text, amount, 4, ES_EN);
    return es_arena_copy(desk->arena, text);
}

const char *es_say_factor(const struct es_desk *desk, double factor)
{
    return es_arena_print(desk->arena, "x%.3g", factor);
}

const char *es_say_day(const struct es_desk *desk, int day)
{
    char text[ES_DAY_TEXT];
    es_day_format(day, text);
    return es_arena_copy(desk->arena, text);
}

const char *es_say_more_rows(const struct es_desk *desk, size_t n)
{
    return es_arena_print(desk->arena, "%zu more row%s", n, n == 1 ? "" : "s");
}

const char *es_say_claim(const struct es_desk *desk, const struct es_claim *claim)
{
    static const char *const qualifiers[] = {
        [ES_EXACT] = "",         [ES_ABOUT] = "",         [ES_AT_LEAST] = "over ",
        [ES_AT_MOST] = "under ", [ES_NEARLY] = "nearly ", [ES_RANGE] = ""};
    static const char *const units[] = {
        [ES_CLAIM_LEVEL] = "",        [ES_CLAIM_GAIN] = "",
        [ES_CLAIM_PACE] = " a month", [ES_CLAIM_RATIO] = " times",
        [ES_CLAIM_SHARE] = " %",      [ES_CLAIM_PERCENT] = " %",
        [ES_CLAIM_COUNT] = ""};
    char number[ES_TEXT_SIZE], high[ES_TEXT_SIZE] = "", from[ES_DAY_TEXT],
                               to[ES_DAY_TEXT];
    const struct es_figure *figure = es_claim_figure(desk, claim);
    const double scale = claim->per_year ? 12.0 : 1.0;
    es_text_quantity(number, claim->printed * scale, 4, ES_EN);
    if (figure->qualifier == ES_RANGE) {
        es_text_quantity(high, claim->printed * scale * figure->value_hi / figure->value,
                         4, ES_EN);
    }
    es_day_format(claim->from_day, from);
    es_day_format(claim->to_day, to);
    const bool day = claim->from_day == claim->to_day;
    return es_arena_print(
        desk->arena, "%s%s%s%s%s %s%s%s%s%s", qualifiers[figure->qualifier], number,
        *high != '\0' ? " to " : "", high,
        claim->per_year ? " a year" : units[claim->what], day ? "on " : "(", from,
        day ? "" : " to ", day ? "" : to, day ? "" : ")");
}

static void put_row(const struct es_claim *list[], size_t *n,
                    const struct es_claim *claim)
{
    for (size_t i = 0; i < *n; i++) {
        if (list[i] == claim) {
            return;
        }
    }
    if (claim != NULL && *n < ES_AUDIT_MOST_ROWS) {
        list[(*n)++] = claim;
    }
}

void es_suspect(struct es_discovery *found, const struct es_claim *claim)
{
    put_row(found->suspect, &found->suspects, claim);
}

void es_witness(struct es_discovery *found, const struct es_claim *claim)
{
    put_row(found->witness, &found->witnesses, claim);
}

static bool says_the_same(const struct es_claim *a, const struct es_claim *b)
{
    return es_claims_same_window(a, b) && a->printed == b->printed &&
           strcmp(a->subject, b->subject) == 0;
}

static bool speaks_against(const struct es_discovery *found, const struct es_claim *claim)
{
    for (size_t i = 0; i < found->witnesses; i++) {
        if (says_the_same(found->witness[i], claim)) {
            return true;
        }
    }
    return false;
}

/* Rows that say word for word what a suspect says are in doubt as well, unless they speak
 * against one. */
static void join_siblings(const struct es_desk *desk, struct es_discovery *found)
{
    for (size_t i = 0; i < found->suspects; i++) {
        const struct es_claim *suspect = found->suspect[i];
        const struct es_subject *subject = es_desk_subject(desk, suspect->subject);
        for (size_t k = 0; k < subject->n; k++) {
            struct es_claim *other = &subject->claim[k];
            if (says_the_same(other, suspect) && !speaks_against(found, other)) {
                other->doubted |= suspect->doubted;
                es_suspect(found, other);
            }
        }
    }
}

static bool is_known(const struct es_desk *desk, const struct es_figure *figure)
{
    for (size_t i = 0; i < desk->project->knowns; i++) {
        if (strcmp(desk->project->known[i].figure, figure->id) == 0) {
            return true;
        }
    }
    return false;
}

/* How many of the claims are excluded, or known; *known tells whether any is the latter.
 */
static size_t settled_among(const struct es_desk *desk,
                            const struct es_claim *const list[], size_t n, bool *known,
                            struct es_audit_row row[])
{
    size_t settled = 0;
    for (size_t i = 0; i < n; i++) {
        const struct es_figure *figure = es_claim_figure(desk, list[i]);
        const bool excluded = list[i]->series != NULL &&
                              es_project_exclusion(list[i]->series, figure) != NULL;
        const bool noted = !excluded && is_known(desk, figure);
        row[i] = (struct es_audit_row){.figure = list[i]->figure,
                                       .settled = excluded || noted};
        *known |= noted;
        settled += row[i].settled;
    }
    return settled;
}

static enum es_standing standing_of(const struct es_desk *desk,
                                    const struct es_discovery *found,
                                    struct es_audit_row row[])
{
    bool suspect_known = false, witness_known = false;
    const size_t suspects =
        settled_among(desk, found->suspect, found->suspects, &suspect_known, row);
    const size_t witnesses = settled_among(desk, found->witness, found->witnesses,
                                           &witness_known, row + found->suspects);
    for (size_t i = 0; i < found->suspects; i++) {
        row[i].suspect = true;
    }
    if (found->standing != ES_OPEN) {
        return found->standing;
    }
    if (found->suspects > 0 && suspects == found->suspects) {
        return suspect_known ? ES_NOTED : ES_LEFT_OUT;
    }
    if (found->witnesses > 0 && witnesses == found->witnesses) {
        return witness_known ? ES_NOTED : ES_LEFT_OUT;
    }
    return ES_OPEN;
}

/* A line for each row in doubt that nothing speaks of yet. */
static enum es_status suggest(const struct es_desk *desk,
                              const struct es_discovery *found,
                              struct es_audit_finding *finding, struct es_error *err)
{
    const char **lines, *reason;
    ES_NEW(desk->arena, lines, found->suspects, err);
    ES_GIVEN(reason, es_audit_words(desk, found->text, found->arg, true), err);
    for (size_t i = 0; i < found->suspects && finding->standing == ES_OPEN; i++) {
        if (finding->row[i].settled) {
            continue;
        }
        const bool used = found->suspect[i]->series != NULL &&
                          checks[found->check].severity != ES_REMARK;
        ES_GIVEN(lines[finding->suggestions],
                 es_arena_print(desk->arena, "%s = %s: %s", used ? "exclude" : "known",
                                es_claim_figure(desk, found->suspect[i])->id, reason),
                 err);
        finding->suggestions++;
    }
    finding->suggestion = lines;
    return ES_OK;
}

static enum es_status make_room(struct es_desk *desk, struct es_error *err)
{
    if (desk->audit->n < desk->room) {
        return ES_OK;
    }
    struct es_audit_finding *grown;
    desk->room = desk->room == 0 ? 64 : 2 * desk->room;
    ES_NEW(desk->arena, grown, desk->room, err);
    if (desk->audit->n > 0) {
        memcpy(grown, desk->audit->finding, desk->audit->n * sizeof *grown);
    }
    desk->audit->finding = grown;
    return ES_OK;
}

enum es_status es_desk_report(struct es_desk *desk, struct es_discovery *found,
                              struct es_error *err)
{
    struct es_audit_row *row;
    ES_TRY(make_room(desk, err));
    join_siblings(desk, found);
    struct es_audit_finding *finding = &desk->audit->finding[desk->audit->n];
    ES_NEW(desk->arena, row, found->suspects + found->witnesses, err);
    *finding = (struct es_audit_finding){
        .check = found->check,
        .severity = checks[found->check].severity,
        .standing = standing_of(desk, found, row),
        .series = found->suspects > 0 ? found->suspect[0]->subject : found->arg[0],
        .row = row,
        .rows = found->suspects + found->witnesses,
        .size_sd = found->size_sd,
        .shift_days = NAN};
    ES_GIVEN(finding->sentence, es_audit_words(desk, found->text, found->arg, false),
             err);
    ES_TRY(suggest(desk, found, finding, err));
    desk->audit->n++;
    return ES_OK;
}

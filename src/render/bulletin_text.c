#include "render/bulletin.h"

#include "essor/date.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *plain_times(struct es_speech *speech, double factor)
{
    char text[ES_TEXT_SIZE];
    es_text_number(text, factor, factor < 9.95 ? 1 : 0, speech->language);
    const char *copy = es_arena_copy(speech->arena, text);
    speech->no_memory = speech->no_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

static bool is_ahead(const struct es_bulletin_row *row)
{
    const int deadline = row->series.target[0].deadline_day;
    return deadline != ES_NO_DAY && deadline > row->series.outlook->as_of_day;
}

static bool is_reached(const struct es_bulletin_row *row)
{
    return row->series.answer[0].state == ES_TARGET_REACHED;
}

static struct es_bulletin_cell ratio_cell(struct es_speech *speech,
                                          const struct es_bulletin_row *row)
{
    if (is_reached(row)) {
        return (struct es_bulletin_cell){es_phrase_plain(speech, ES_TXT_HELD),
                                         row->amount_text, true};
    }
    return (struct es_bulletin_cell){es_phrase_times(speech, 1.0 / row->share),
                                     row->amount_text, false};
}

static struct es_bulletin_cell required_cell(struct es_speech *speech,
                                             const struct es_bulletin_row *row)
{
    const struct es_target_span *span = &row->series.answer[0].required;
    if (is_reached(row) || !is_ahead(row) || isnan(span->q50)) {
        return (struct es_bulletin_cell){"\u2013", "", true};
    }
    if (!isfinite(span->q50)) {
        return (struct es_bulletin_cell){es_phrase_plain(speech, ES_TXT_OUT_OF_REACH), "",
                                         false};
    }
    const char *between =
        ES_SAY(speech, SPAN, {"from", plain_times(speech, span->q10)},
               {"to", isfinite(span->q90) ? plain_times(speech, span->q90) : "∞"});
    if (span->q50 <= 1.0) {
        return (struct es_bulletin_cell){es_phrase_plain(speech, ES_TXT_NOT_NEEDED),
                                         between, true};
    }
    return (struct es_bulletin_cell){es_phrase_times(speech, span->q50), between, false};
}

static struct es_bulletin_cell date_cell(struct es_speech *speech,
                                         const struct es_bulletin_row *row)
{
    const struct es_target_answer *answer = &row->series.answer[0];
    if (is_reached(row)) {
        if (es_sheet_passed_unseen(&row->series)) {
            return (struct es_bulletin_cell){
                es_phrase_plain(speech, ES_TXT_ALREADY),
                ES_SAY(speech, BEFORE,
                       {"when", es_phrase_month(speech, row->series.first_day)}),
                true};
        }
        const bool dated = isfinite(answer->date.q50);
        return (struct es_bulletin_cell){
            es_phrase_plain(speech, ES_TXT_ALREADY),
            dated ? ES_SAY(speech, ALREADY_SINCE,
                           {"when", es_phrase_month(speech, answer->date.q50)})
                  : "",
            true};
    }
    if (isfinite(answer->date.q50)) {
        return (struct es_bulletin_cell){es_phrase_month(speech, answer->date.q50),
                                         es_phrase_dates(speech, answer->date.q10,
                                                         answer->date.q90,
                                                         answer->horizon_day),
                                         false};
    }
    const char *horizon = es_phrase_month(speech, answer->horizon_day);
    return (struct es_bulletin_cell){
        ES_SAY(speech, NOT_BEFORE, {"when", horizon}),
        ES_SAY(speech, WITH_CHANCE,
               {"share", es_phrase_percent(speech, 1.0 - answer->p_never)}),
        false};
}

static struct es_bulletin_cell chance_cell(struct es_speech *speech,
                                           const struct es_bulletin_row *row)
{
    const struct es_target_answer *answer = &row->series.answer[0];
    const int deadline = row->series.target[0].deadline_day;
    if (deadline == ES_NO_DAY || isnan(answer->p_by_deadline)) {
        return (struct es_bulletin_cell){
            "\u2013", es_phrase_plain(speech, ES_TXT_NO_DEADLINE), true};
    }
    const double p = answer->p_by_deadline;
    const char *past = p >= 0.95   ? es_phrase_plain(speech, ES_TXT_MET)
                       : p <= 0.05 ? es_phrase_plain(speech, ES_TXT_MISSED)
                                   : "";
    const bool settled = !is_ahead(row) && past[0] != '\0';
    return (struct es_bulletin_cell){settled ? past : es_phrase_percent(speech, p),
                                     es_phrase_when_short(speech, deadline),
                                     is_reached(row)};
}

/* Held by the middle estimate, but not beyond doubt. */
static bool is_probable(const struct es_bulletin_row *row)
{
    return !is_reached(row) && row->share >= 1.0;
}

static struct es_bulletin_cell verdict_cell(struct es_speech *speech,
                                            struct es_bulletin_row *row)
{
    static const struct {
        enum es_chart_text word;
        enum es_bulletin_sign sign;
    } verdicts[ES_TARGET_STATES] = {
        [ES_TARGET_REACHED] = {ES_TXT_STATE_REACHED, ES_SIGN_REACHED},
        [ES_TARGET_AHEAD] = {ES_TXT_STATE_AHEAD, ES_SIGN_LIKELY},
        [ES_TARGET_ON_COURSE] = {ES_TXT_STATE_ON_COURSE, ES_SIGN_LIKELY},
        [ES_TARGET_AT_RISK] = {ES_TXT_STATE_AT_RISK, ES_SIGN_OPEN},
        [ES_TARGET_OUT_OF_REACH] = {ES_TXT_STATE_OUT_OF_REACH, ES_SIGN_BEHIND},
        [ES_TARGET_MISSED] = {ES_TXT_STATE_MISSED, ES_SIGN_BEHIND},
    };
    const enum es_target_state state = row->series.answer[0].state;
    row->sign = verdicts[state].sign;
    return (struct es_bulletin_cell){es_phrase_plain(speech, verdicts[state].word), "",
                                     false};
}

static void fill_row(struct es_speech *speech, struct es_bulletin_row *row)
{
    const struct es_target *target = &row->series.target[0];
    const double current = row->series.answer[0].current.q50;
    row->share = current / target->level;
    row->share_low = row->series.answer[0].current.q10 / target->level;
    row->share_high = row->series.answer[0].current.q90 / target->level;
    row->share_text = es_phrase_percent(speech, row->share);
    row->amount_text =
        ES_SAY(speech, OUT_OF, {"value", es_phrase_quantity(speech, current)},
               {"target", es_phrase_quantity(speech, target->level)});
    row->cell[ES_COLUMN_RATIO] = ratio_cell(speech, row);
    row->cell[ES_COLUMN_REQUIRED] = required_cell(speech, row);
    row->cell[ES_COLUMN_DATE] = date_cell(speech, row);
    row->cell[ES_COLUMN_CHANCE] = chance_cell(speech, row);
    row->cell[ES_COLUMN_VERDICT] = verdict_cell(speech, row);
}

static enum es_status check_row(const struct es_chart_series *series,
                                struct es_error *err)
{
    if (series->targets == 0 || series->outlook == NULL) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s: a row of a bulletin needs a target",
                       series->id);
    }
    if (!isfinite(series->answer[0].current.q50) || !(series->target[0].level > 0.0)) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "%s: the present value or the target is no number", series->id);
    }
    return ES_OK;
}

enum es_status es_bulletin_measure(struct es_sheet *sheet,
                                   const struct es_bulletin *bulletin,
                                   struct es_bulletin_data *data, struct es_error *err)
{
    if (bulletin->n < 1 || bulletin->n > ES_BULLETIN_ROWS) {
        return es_fail(err, ES_ERR_ARGUMENT, "a bulletin has 1 to %d rows, not %zu",
                       ES_BULLETIN_ROWS, bulletin->n);
    }
    *data = (struct es_bulletin_data){.n = bulletin->n,
                                      .subject = bulletin->subject,
                                      .sources = bulletin->sources,
                                      .one_unit = true};
    ES_TRY(es_sheet_clean(sheet, &data->subject, err));
    ES_TRY(es_sheet_clean(sheet, &data->sources, err));
    for (size_t i = 0; i < data->n; i++) {
        struct es_bulletin_row *row = &data->row[i];
        ES_TRY(check_row(&bulletin->series[i], err));
        ES_TRY(es_sheet_series(sheet, &bulletin->series[i], &row->series, err));
        es_phrase_of_unit(&sheet->speech, row->series.unit);
        fill_row(&sheet->speech, row);
        sheet->speech.sign = NULL;
        const bool flow = row->series.outlook->nature == ES_FLOW_SERIES;
        data->any_flow = data->any_flow || flow;
        data->any_stock = data->any_stock || !flow;
        data->any_required = data->any_required || (is_ahead(row) && !is_reached(row));
        data->one_unit =
            data->one_unit && strcmp(row->series.unit, data->row[0].series.unit) == 0;
    }
    return ES_OK;
}

/* Whether a row is further from its target: below it by the middle estimate, then by
 * share or, where both may have passed, by the odds that they have. */
static bool is_further(const struct es_bulletin_row *a, const struct es_bulletin_row *b)
{
    if (is_reached(a) != is_reached(b)) {
        return is_reached(b);
    }
    return is_probable(a) && is_probable(b)
               ? a->series.answer[0].p_reached < b->series.answer[0].p_reached
               : a->share < b->share;
}

static const struct es_bulletin_row *worst_row(const struct es_bulletin_data *data)
{
    const struct es_bulletin_row *worst = &data->row[0];
    for (size_t i = 1; i < data->n; i++) {
        worst = is_further(&data->row[i], worst) ? &data->row[i] : worst;
    }
    return worst;
}

/* How many targets are reached beyond doubt, and how many by the middle estimate only. */
static const struct es_bulletin_row *first_held(const struct es_bulletin_data *data,
                                                size_t *held, size_t *probable)
{
    const struct es_bulletin_row *first = NULL;
    *held = *probable = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (is_reached(&data->row[i])) {
            first = first == NULL ? &data->row[i] : first;
            ++*held;
        }
        *probable += is_probable(&data->row[i]);
    }
    return first;
}

/* What depends on whether the name is singular or plural. */
static const char *finding(struct es_speech *speech, enum es_chart_text id,
                           const struct es_bulletin_row *row, const char *name,
                           const struct es_slot more[], size_t n)
{
    const bool many = es_phrase_is_plural(speech, row->series.subject);
    struct es_slot slot[12] = {
        {"name", name},
        {"share", row->share_text},
        {"holds", es_phrase_plain(speech, many ? ES_TXT_HOLDS_MANY : ES_TXT_HOLDS_ONE)},
        {"is", es_phrase_plain(speech, many ? ES_TXT_IS_MANY : ES_TXT_IS_ONE)},
        {"its", es_phrase_plain(speech, many ? ES_TXT_THEIR : ES_TXT_ITS)},
        {"has", es_phrase_plain(speech, many ? ES_TXT_HAVE : ES_TXT_HAS)},
        {"chance", es_phrase_percent(speech, row->series.answer[0].p_reached)},
        {"hers", es_phrase_plain(speech, many ? ES_TXT_HERS_MANY : ES_TXT_HERS_ONE)},
    };
    if (n > 0) {
        memcpy(slot + 8, more, n * sizeof *more);
    }
    return es_phrase(speech, id, slot, 8 + n);
}

/* The first half of the title: how many hold their target. */
static const char *count_held(struct es_speech *speech,
                              const struct es_bulletin_data *data)
{
    size_t held, probable;
    const struct es_bulletin_row *first = first_held(data, &held, &probable);
    /* what is left after a probable row is told of it, if that is the only one left */
    const bool told = held + probable == data->n && probable == 1;
    const struct es_slot slot[] = {
        {"held", es_phrase_count(speech, held, true)},
        {"all", es_phrase_count(speech, data->n, false)},
        {"likely", es_phrase_count(speech, held + probable, false)},
        {"subject", data->subject},
    };
    if (held == 1 && data->n > 1) {
        return finding(speech,
                       probable > 0 ? ES_TXT_BULLETIN_ONE_SURE : ES_TXT_BULLETIN_ONE,
                       first, es_phrase_begin(speech, first->series.subject), slot, 4);
    }
    return es_phrase(speech,
                     held == data->n ? ES_TXT_BULLETIN_ALL
                     : held == 0
                         ? probable > 0 ? ES_TXT_BULLETIN_NONE_SURE : ES_TXT_BULLETIN_NONE
                     : probable > 0 && !told ? ES_TXT_BULLETIN_SOME_PROBABLY
                                             : ES_TXT_BULLETIN_SOME,
                     slot, 4);
}

const char *es_bulletin_title(struct es_speech *speech,
                              const struct es_bulletin_data *data)
{
    const struct es_bulletin_row *worst = worst_row(data);
    if (data->n == 1) {
        return finding(speech,
                       is_probable(worst) ? ES_TXT_BULLETIN_SINGLE_CHANCE
                                          : ES_TXT_BULLETIN_SINGLE,
                       worst, es_phrase_begin(speech, worst->series.subject), NULL, 0);
    }
    const char *text = count_held(speech, data);
    if (is_reached(worst)) {
        return text;
    }
    const struct es_slot more[] = {{"finding", text}};
    return finding(speech,
                   is_probable(worst) ? ES_TXT_BULLETIN_CHANCE : ES_TXT_BULLETIN_WORST,
                   worst, es_phrase_inside(speech, worst->series.subject), more, 1);
}

const char *es_bulletin_subtitle(struct es_speech *speech,
                                 const struct es_bulletin_data *data, int as_of_day)
{
    const struct es_slot slot[] = {{"unit", data->row[0].series.unit},
                                   {"day", es_phrase_long_day(speech, as_of_day)}};
    const bool mixed = (data->any_flow && data->any_stock) || !data->one_unit;
    return es_phrase(speech,
                     mixed            ? ES_TXT_BULLETIN_MIXED
                     : data->any_flow ? ES_TXT_BULLETIN_FLOW
                                      : ES_TXT_BULLETIN_STOCK,
                     slot, 2);
}

const char *es_bulletin_reading(struct es_speech *speech,
                                const struct es_bulletin_data *data)
{
    const struct es_bulletin_row *row = worst_row(data);
    const struct es_target *target = &row->series.target[0];
    es_phrase_of_unit(speech, row->series.unit);
    const char *current = es_phrase_quantity(speech, row->series.answer[0].current.q50);
    speech->sign = NULL;
    const struct es_slot more[] = {
        {"current", current},
        {"target", es_phrase_target(speech, target, row->series.unit)}};
    return finding(speech, ES_TXT_BULLETIN_READING, row,
                   es_phrase_inside(speech, row->series.subject), more, 2);
}

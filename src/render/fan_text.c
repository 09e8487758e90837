#include "render/fan.h"

#include "essor/date.h"

#include <math.h>
#include <string.h>

/* The month that the last row speaks for: a stock's end of month is the next one's first
 * day. */
static double last_month_day(const struct es_fan_data *data)
{
    return es_fan_last_row(data)->day - 0.5;
}

static const char *untargeted_title(struct es_speech *speech,
                                    const struct es_fan_data *data, bool plural)
{
    const struct es_fan_row *row = es_fan_last_row(data);
    return ES_SAY(speech, FAN_NO_TARGET,
                  {"subject", es_phrase_begin(speech, data->series.subject)},
                  {"should", es_phrase_plain(speech, plural ? ES_TXT_SHOULD_MANY
                                                            : ES_TXT_SHOULD_ONE)},
                  {"value", es_phrase_amount(speech, row->q[ES_FAN_Q50], data->unit)},
                  {"when", es_phrase_long_month(speech, last_month_day(data))},
                  {"low", es_phrase_rough(speech, row->q[ES_FAN_Q10])},
                  {"high", es_phrase_rough(speech, row->q[ES_FAN_Q90])});
}

/* Which sentence the answer calls for; *when and *chance go into it. */
static enum es_chart_text title_of(const struct es_fan_data *data, double *when,
                                   double *chance)
{
    const struct es_target *target = &data->series.target[0];
    const struct es_target_answer *answer = &data->series.answer[0];
    const int as_of_day = (int)data->as_of - 1;
    *when = answer->date.q50;
    *chance = 1.0 - answer->p_never;
    if (answer->above_limit) {
        return data->flat ? ES_TXT_FAN_STAYS_BELOW : ES_TXT_FAN_ABOVE_LIMIT;
    }
    if (es_sheet_passed_unseen(&data->series)) {
        *when = data->series.first_day;
        return ES_TXT_FAN_REACHED_BEFORE;
    }
    if (answer->state == ES_TARGET_REACHED && isfinite(answer->date.q50)) {
        return ES_TXT_FAN_REACHED;
    }
    if (target->deadline_day != ES_NO_DAY && target->deadline_day > as_of_day &&
        answer->p_by_deadline >= 0.75) {
        *when = target->deadline_day;
        *chance = answer->p_by_deadline;
        return ES_TXT_FAN_LIKELY;
    }
    if (answer->date.q50 <= as_of_day) {
        *chance = answer->p_reached;
        return ES_TXT_FAN_PROBABLY;
    }
    if (isfinite(answer->date.q50)) {
        return ES_TXT_FAN_EVEN;
    }
    *when = answer->horizon_day;
    return *chance < 0.01 ? ES_TXT_FAN_HARDLY : ES_TXT_FAN_UNLIKELY;
}

const char *es_fan_title(struct es_speech *speech, const struct es_fan_data *data)
{
    const bool plural = es_phrase_is_plural(speech, data->series.subject);
    if (data->series.targets == 0) {
        return untargeted_title(speech, data, plural);
    }
    double when, chance;
    const enum es_chart_text id = title_of(data, &when, &chance);
    const struct es_slot slot[] = {
        {"subject", es_phrase_begin(speech, data->series.subject)},
        {"has", es_phrase_plain(speech, plural ? ES_TXT_HAVE : ES_TXT_HAS)},
        {"its", es_phrase_plain(speech, plural ? ES_TXT_THEIR : ES_TXT_ITS)},
        {"cannot", es_phrase_plain(speech, plural ? ES_TXT_CAN_MANY : ES_TXT_CAN_ONE)},
        {"target", es_phrase_target(speech, &data->series.target[0], data->series.unit)},
        {"when", isfinite(when) ? es_phrase_when(speech, when) : ""},
        {"chance", es_phrase_percent(speech, chance)},
        {"stays", es_phrase_plain(speech, plural ? ES_TXT_STAYS_MANY : ES_TXT_STAYS_ONE)},
        {"value",
         es_phrase_amount(speech, es_fan_last_row(data)->q[ES_FAN_Q50], data->unit)},
        {"level", es_phrase_quantity(speech, data->series.target[0].level)},
    };
    return es_phrase(speech, id, slot, sizeof slot / sizeof *slot);
}

const char *es_fan_subtitle(struct es_speech *speech, const struct es_fan_data *data,
                            int as_of_day)
{
    const size_t n = data->fan->families;
    const char *model =
        n > 1 ? ES_SAY(speech, MODEL_MANY, {"n", es_phrase_count(speech, n, false)})
              : es_phrase_plain(speech,
                                data->fan->line ? ES_TXT_MODEL_DENSE : ES_TXT_MODEL_ONE);
    const char *label = data->series.label;
    if (data->series.sublabel[0] != '\0') {
        char *joined =
            es_arena_print(speech->arena, "%s, %s", label, data->series.sublabel);
        speech->no_memory = speech->no_memory || joined == NULL;
        label = joined != NULL ? joined : label;
    }
    const struct es_slot slot[] = {{"label", label},
                                   {"unit", data->series.unit},
                                   {"model", model},
                                   {"day", es_phrase_long_day(speech, as_of_day)}};
    return es_phrase(speech,
                     data->series.outlook->nature == ES_FLOW_SERIES
                         ? ES_TXT_FAN_SUBTITLE_FLOW
                         : ES_TXT_FAN_SUBTITLE_STOCK,
                     slot, 4);
}

const char *es_fan_reading(struct es_speech *speech, const struct es_fan_data *data)
{
    const struct es_fan_row *row = es_fan_last_row(data);
    const double low = row->q[ES_FAN_Q10], high = row->q[ES_FAN_Q90];
    const bool narrow =
        strcmp(es_phrase_rough(speech, low), es_phrase_rough(speech, high)) == 0;
    if (strcmp(es_phrase_quantity(speech, low), es_phrase_quantity(speech, high)) == 0) {
        return ES_SAY(speech, FAN_READING_NARROW,
                      {"when", es_phrase_long_month(speech, last_month_day(data))},
                      {"value", es_phrase_amount(speech, high, data->unit)});
    }
    return ES_SAY(
        speech, FAN_READING, {"when", es_phrase_long_month(speech, last_month_day(data))},
        {"low", narrow ? es_phrase_quantity(speech, low) : es_phrase_rough(speech, low)},
        {"high", narrow ? es_phrase_amount(speech, high, data->unit)
                        : es_phrase_rough_amount(speech, high, data->unit)});
}

static const char *join(struct es_speech *speech, const char *list, bool more,
                        enum es_chart_text id)
{
    if (!more) {
        return list;
    }
    char *text = es_arena_print(speech->arena, "%s%s%s", list,
                                list[0] != '\0' ? ", " : "", es_phrase_plain(speech, id));
    speech->no_memory = speech->no_memory || text == NULL;
    return text == NULL ? "" : text;
}

const char *es_fan_marks(struct es_speech *speech, const struct es_fan_data *data)
{
    bool window = false, derived = false, bound = false;
    for (size_t i = 0; i < data->fan->points && !data->fan->line; i++) {
        const struct es_chart_point *point = &data->fan->point[i];
        window = window || !es_fan_is_point(point);
        derived = derived || point->derived;
        bound = bound || es_fan_bound(point) != 0;
    }
    const char *list = join(speech, "", window, ES_TXT_MARK_WINDOW);
    list = join(speech, list, derived, ES_TXT_MARK_DERIVED);
    list = join(speech, list, bound, ES_TXT_MARK_BOUND);
    list = join(speech, list, es_fan_shows_curves(data), ES_TXT_MARK_CURVES);
    list = join(speech, list, es_fan_draws_pace(data), ES_TXT_MARK_PACE);
    list = join(speech, list, es_fan_draws_dots(data), ES_TXT_MARK_RAW);
    return list[0] == '\0' ? "" : ES_SAY(speech, MARKS, {"list", list});
}

static const char *with_qualifier(struct es_speech *speech,
                                  const struct es_chart_point *point)
{
    const char *value =
        point->means == ES_CHART_SHARE   ? es_phrase_percent(speech, point->value)
        : point->means == ES_CHART_RATIO ? es_phrase_factor(speech, point->value)
                                         : es_phrase_quantity(speech, point->value);
    switch (point->qualifier) {
    case ES_AT_LEAST:
        return ES_SAY(speech, MORE_THAN, {"value", value});
    case ES_AT_MOST:
        return ES_SAY(speech, LESS_THAN, {"value", value});
    case ES_NEARLY:
        return ES_SAY(speech, NEARLY, {"value", value});
    default:
        return value;
    }
}

/* "janv." of "janv. 2024" where both months are of the same year. */
static const char *window_start(struct es_speech *speech,
                                const struct es_chart_point *point)
{
    int from_year, to_year, month, date;
    es_day_split(point->to_day, &to_year, &month, &date);
    es_day_split(point->from_day, &from_year, &month, &date);
    return from_year == to_year ? es_text_month_name(month, speech->language)
                                : es_phrase_month(speech, point->from_day);
}

const char *es_fan_figure(struct es_speech *speech, const struct es_chart_point *point)
{
    const char *value = with_qualifier(speech, point);
    if (es_fan_is_point(point)) {
        const double day = (point->from_day + point->to_day) / 2.0;
        return ES_SAY(speech, LAST_AT, {"value", value},
                      {"when", es_phrase_month(speech, day)});
    }
    return ES_SAY(speech, LAST_OVER, {"value", value},
                  {"from", window_start(speech, point)},
                  {"to", es_phrase_month(speech, point->to_day)});
}

const char *es_fan_aside(struct es_speech *speech, const struct es_chart_point *point)
{
    const char *when =
        es_fan_is_point(point)
            ? es_phrase_month(speech, (point->from_day + point->to_day) / 2.0)
            : ES_SAY(speech, SPAN, {"from", window_start(speech, point)},
                     {"to", es_phrase_month(speech, point->to_day)});
    const struct es_slot slot[] = {{"value", with_qualifier(speech, point)},
                                   {"when", when}};
    return es_phrase(speech,
                     point->means == ES_CHART_GAIN    ? ES_TXT_FIGURE_GAIN
                     : point->means == ES_CHART_SHARE ? ES_TXT_FIGURE_SHARE
                                                      : ES_TXT_FIGURE_RATIO,
                     slot, 2);
}

const char *es_fan_target_label(struct es_speech *speech, const struct es_fan_data *data,
                                size_t i)
{
    const struct es_target *target = &data->series.target[i];
    const char *value = es_phrase_quantity(speech, data->level[i]);
    if (target->deadline_day == ES_NO_DAY) {
        return ES_SAY(speech, TARGET_IS, {"value", value});
    }
    return ES_SAY(speech, TARGET_BY, {"value", value},
                  {"when", es_phrase_when_short(speech, target->deadline_day)});
}

const char *es_fan_never(struct es_speech *speech, const struct es_fan_data *data)
{
    const struct es_target_answer *answer = &data->series.answer[0];
    if (!(answer->p_never >= 0.005)) {
        return "";
    }
    return ES_SAY(speech, NEVER_BEFORE,
                  {"share", es_phrase_percent(speech, answer->p_never)},
                  {"when", es_phrase_month(speech, answer->horizon_day)});
}

const char *es_fan_events(struct es_speech *speech, const struct es_fan_data *data)
{
    const char *list = "";
    for (size_t i = 0; i < data->events; i++) {
        const char *one =
            ES_SAY(speech, LAST_AT, {"value", data->event[i].label},
                   {"when", es_phrase_month(speech, data->event[i].from_day)});
        const char *joined =
            es_arena_print(speech->arena, "%s%s%s", list, *list != '\0' ? "; " : "", one);
        speech->no_memory = speech->no_memory || joined == NULL;
        list = joined != NULL ? joined : "";
    }
    return *list != '\0' ? ES_SAY(speech, EVENTS, {"list", list}) : "";
}

const char *es_fan_influence(struct es_speech *speech, const struct es_fan_data *data)
{
    const struct es_verdict *verdict = data->series.verdict;
    if (verdict == NULL || verdict->influences == 0 || data->series.targets == 0) {
        return "";
    }
    const struct es_influence *first = &verdict->influence[0];
    if (es_sheet_passed_unseen(&data->series) &&
        first->date.q50 < data->series.first_day) {
        return ""; /* before or after, nobody saw it */
    }
    for (size_t i = 0; i < data->fan->points; i++) {
        const struct es_chart_point *point = &data->fan->point[i];
        if (point->observation != first->observation) {
            continue;
        }
        if (!isfinite(first->date.q50) && !isfinite(data->series.answer[0].date.q50)) {
            return ""; /* it moves odds, not a date */
        }
        return isfinite(first->date.q50)
                   ? ES_SAY(speech, INFLUENCE, {"figure", es_fan_figure(speech, point)},
                            {"when", es_phrase_long_month(speech, first->date.q50)})
                   : ES_SAY(speech, INFLUENCE_NEVER,
                            {"figure", es_fan_figure(speech, point)},
                            {"when", es_phrase_long_month(
                                         speech, data->series.answer[0].horizon_day)});
    }
    return "";
}

const char *es_fan_ceiling(struct es_speech *speech, const struct es_fan_data *data)
{
    const struct es_verdict *verdict = data->series.verdict;
    if (verdict == NULL || data->flat) {
        return "";
    }
    if (!verdict->ceiling_determined) {
        return es_phrase_plain(speech, ES_TXT_CEILING_UNKNOWN);
    }
    return ES_SAY(
        speech, CEILING_KNOWN, {"low", es_phrase_rough(speech, verdict->ceiling_q10)},
        {"high", es_phrase_rough_amount(speech, verdict->ceiling_q90, data->unit)});
}

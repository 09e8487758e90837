/* note_row.h: the columns of what a note holds, but for the note itself. */
#ifndef ESSOR_STORE_NOTE_ROW_H
#define ESSOR_STORE_NOTE_ROW_H

#define ES_FORECAST_ROW                                                                  \
    "period_from, period_to, mean, q025, q10, q20, q25, q30, q40, q50, q60, q70, q75, "  \
    "q80, q90, q975"

#define ES_TARGET_ROW                                                                    \
    "id, level, per, measure, deadline, source_title, source_url, note_text"

#define ES_ANSWER_ROW                                                                    \
    "target, p_reached, p_by_deadline, p_never, horizon, date_q10, date_q50, date_q90, " \
    "date_if_reached_q10, date_if_reached_q50, date_if_reached_q90, required_q10, "      \
    "required_q50, required_q90, current_q10, current_q50, current_q90, "                \
    "required_pace_q10, required_pace_q50, required_pace_q90, present_pace_q10, "        \
    "present_pace_q50, present_pace_q90, state, p_state, above_limit"

#endif

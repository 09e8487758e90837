#include "store/note_row.h"
#include "store/store.h"

#include <math.h>
#include <string.h>

#define SPAN "?,?,?,"

static enum es_status insert_forecast(struct es_db *db, int64_t id,
                                      const struct es_note *note, struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO forecast (note, " ES_FORECAST_ROW
                          ") "
                          "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < note->periods; i++) {
        const struct es_period *period = &note->period[i];
        es_db_put_whole(&insert, id);
        es_db_put_day(&insert, period->from_day);
        es_db_put_day(&insert, period->to_day);
        es_db_put_number(&insert, period->mean);
        for (int k = 0; k < ES_QUANTILES; k++) {
            es_db_put_number(&insert, period->quantile[k]);
        }
        (void)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

static enum es_status insert_targets(struct es_db *db, int64_t id,
                                     const struct es_note *note, struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO target (note, " ES_TARGET_ROW
                          ") "
                          "VALUES (?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < note->targets; i++) {
        const struct es_target *target = &note->target[i];
        es_db_put_whole(&insert, id);
        es_db_put_text(&insert, target->id);
        es_db_put_number(&insert, target->level);
        es_db_put_text(&insert, es_per_name(target->per));
        es_db_put_text(&insert, es_measured_name(target->measured));
        es_db_put_day(&insert, target->deadline_day);
        es_db_put_text(&insert, target->source_title);
        es_db_put_text(&insert, target->source_url);
        es_db_put_text(&insert, target->note);
        (void)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

static void put_span(struct es_statement *insert, const struct es_target_span *span)
{
    es_db_put_number(insert, span->q10);
    es_db_put_number(insert, span->q50);
    es_db_put_number(insert, span->q90);
}

static enum es_status insert_answers(struct es_db *db, int64_t id,
                                     const struct es_note *note, struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO answer (note, " ES_ANSWER_ROW
                          ") "
                          "VALUES (?,?,?,?,?,?," SPAN SPAN SPAN SPAN SPAN SPAN "?,?,?)");
    for (size_t i = 0; i < note->targets; i++) {
        const struct es_target_answer *answer = &note->answer[i];
        es_db_put_whole(&insert, id);
        es_db_put_text(&insert, note->target[i].id);
        es_db_put_number(&insert, answer->p_reached);
        es_db_put_number(&insert, answer->p_by_deadline);
        es_db_put_number(&insert, answer->p_never);
        es_db_put_day(&insert, answer->horizon_day);
        put_span(&insert, &answer->date);
        put_span(&insert, &answer->date_if_reached);
        put_span(&insert, &answer->required);
        put_span(&insert, &answer->current);
        put_span(&insert, &answer->required_pace);
        put_span(&insert, &answer->present_pace);
        es_db_put_text(&insert, es_target_state_name(answer->state));
        es_db_put_number(&insert, answer->p_state);
        es_db_put_whole(&insert, answer->above_limit ? 1 : 0);
        (void)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

/* The id of a note that was not there, or 0. */
static enum es_status insert_note(struct es_db *db, const struct es_note *note,
                                  int64_t *id, struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT OR IGNORE INTO note (key, series) VALUES (?,?)");
    es_db_put_text(&insert, note->key);
    es_db_put_text(&insert, note->series);
    const int added = es_db_write(&insert);
    ES_TRY(es_db_finish(&insert, err));
    *id = 0;
    return added > 0 ? es_db_ask(db, "SELECT last_insert_rowid()", id, err) : ES_OK;
}

static enum es_status put_note(struct es_db *db, const struct es_note *note,
                               struct es_error *err)
{
    int64_t id = 0;
    ES_TRY(insert_note(db, note, &id, err));
    if (id == 0) {
        return ES_OK;
    }
    ES_TRY(insert_forecast(db, id, note, err));
    ES_TRY(insert_targets(db, id, note, err));
    return insert_answers(db, id, note, err);
}

enum es_status es_store_put_notes(struct es_store *store, const struct es_note note[],
                                  size_t n, struct es_error *err)
{
    ES_TRY(es_db_begin(&store->db, err));
    enum es_status status = ES_OK;
    for (size_t i = 0; i < n && status == ES_OK; i++) {
        status = put_note(&store->db, &note[i], err);
    }
    return es_db_end(&store->db, status, err);
}

static enum es_status find_note(struct es_db *db, const char *key, int64_t *id,
                                size_t *periods, size_t *targets, struct es_error *err)
{
    struct es_statement select = es_db_prepare(
        db,
        "SELECT id, (SELECT count(*) FROM forecast WHERE note = note.id), "
        "(SELECT count(*) FROM answer WHERE note = note.id) FROM note WHERE key = ?");
    es_db_put_text(&select, key);
    *id = 0;
    if (es_db_next(&select)) {
        *id = es_db_take_whole(&select);
        *periods = (size_t)es_db_take_whole(&select);
        *targets = (size_t)es_db_take_whole(&select);
    }
    return es_db_finish(&select, err);
}

static enum es_status take_forecast(struct es_db *db, int64_t id,
                                    struct es_period period[], size_t n,
                                    struct es_error *err)
{
    struct es_statement select = es_db_prepare(
        db,
        "SELECT period_from, period_to, mean, q025, q10, q20, q25, q30, q40, q50, q60, "
        "q70, q75, q80, q90, q975 FROM forecast WHERE note = ? "
        "ORDER BY period_from, period_to");
    es_db_put_whole(&select, id);
    for (size_t i = 0; i < n && es_db_next(&select); i++) {
        period[i].from_day = es_db_take_day(&select);
        period[i].to_day = es_db_take_day(&select);
        period[i].mean = es_db_take_number(&select);
        for (int k = 0; k < ES_QUANTILES; k++) {
            period[i].quantile[k] = es_db_take_number(&select);
        }
    }
    return es_db_finish(&select, err);
}

/* Where a word stands among the states; a word that no essor wrote marks the statement.
 */
static enum es_target_state take_state(struct es_statement *select)
{
    const char *word = es_db_take_text(select);
    for (int i = 0; i < ES_TARGET_STATES; i++) {
        if (strcmp(es_target_state_name((enum es_target_state)i), word) == 0) {
            return (enum es_target_state)i;
        }
    }
    es_db_damaged(select);
    return ES_TARGET_MISSED;
}

static struct es_target_span take_span(struct es_statement *select, double nothing)
{
    double q[3];
    for (int i = 0; i < 3; i++) {
        q[i] = es_db_take_number(select);
        q[i] = isnan(q[i]) ? nothing : q[i];
    }
    return (struct es_target_span){q[0], q[1], q[2]};
}

static void take_answer(struct es_statement *select, struct es_target_answer *answer)
{
    answer->p_reached = es_db_take_number(select);
    answer->p_by_deadline = es_db_take_number(select);
    answer->p_never = es_db_take_number(select);
    answer->horizon_day = es_db_take_day(select);
    answer->date = take_span(select, INFINITY);
    answer->date_if_reached = take_span(select, (double)NAN);
    answer->required = take_span(select, (double)NAN);
    answer->current = take_span(select, (double)NAN);
    answer->required_pace = take_span(select, (double)NAN);
    answer->present_pace = take_span(select, (double)NAN);
    answer->state = take_state(select);
    answer->p_state = es_db_take_number(select);
    answer->above_limit = es_db_take_whole(select) != 0;
}

/* A target without its source, which only a file tells. */
static bool take_target(struct es_statement *select, const char *series,
                        struct es_target *target, struct es_arena *arena)
{
    target->id = es_arena_copy(arena, es_db_take_text(select));
    target->series = series;
    target->level = es_db_take_number(select);
    if (!es_per_parse(es_db_take_text(select), &target->per)) {
        es_db_damaged(select);
    }
    if (!es_measured_parse(es_db_take_text(select), &target->measured)) {
        es_db_damaged(select);
    }
    target->deadline_day = es_db_take_day(select);
    target->source_title = target->source_url = target->note = "";
    return target->id != NULL;
}

static enum es_status take_answers(struct es_db *db, int64_t id, const char *series,
                                   struct es_target target[],
                                   struct es_target_answer answer[], size_t n,
                                   struct es_arena *arena, struct es_error *err)
{
    struct es_statement select = es_db_prepare(
        db,
        "SELECT target.id, level, per, measure, deadline, p_reached, p_by_deadline, "
        "p_never, horizon, date_q10, date_q50, date_q90, date_if_reached_q10, "
        "date_if_reached_q50, date_if_reached_q90, required_q10, required_q50, "
        "required_q90, current_q10, current_q50, current_q90, required_pace_q10, "
        "required_pace_q50, required_pace_q90, present_pace_q10, present_pace_q50, "
        "present_pace_q90, state, p_state, above_limit "
        "FROM answer JOIN target ON target.note = answer.note AND "
        "target.id = answer.target WHERE answer.note = ? ORDER BY target.id");
    es_db_put_whole(&select, id);
    bool lost = false;
    for (size_t i = 0; i < n && es_db_next(&select); i++) {
        lost = !take_target(&select, series, &target[i], arena) || lost;
        take_answer(&select, &answer[i]);
    }
    ES_TRY(es_db_finish(&select, err));
    return lost ? es_no_memory(err) : ES_OK;
}

static enum es_status take_series(struct es_db *db, int64_t id, const char **series,
                                  struct es_arena *arena, struct es_error *err)
{
    struct es_statement select =
        es_db_prepare(db, "SELECT series FROM note WHERE id = ?");
    es_db_put_whole(&select, id);
    *series = es_db_next(&select) ? es_arena_copy(arena, es_db_take_text(&select)) : NULL;
    ES_TRY(es_db_finish(&select, err));
    return *series == NULL ? es_no_memory(err) : ES_OK;
}

enum es_status es_store_get_note(struct es_store *store, const char *key,
                                 struct es_note *note, bool *found,
                                 struct es_arena *arena, struct es_error *err)
{
    int64_t id = 0;
    size_t periods = 0, targets = 0;
    struct es_period *period;
    struct es_target *target;
    struct es_target_answer *answer;
    struct es_note read = {.key = key};
    ES_TRY(find_note(&store->db, key, &id, &periods, &targets, err));
    *found = id != 0;
    if (!*found) {
        return ES_OK;
    }
    ES_NEW(arena, period, periods, err);
    ES_NEW(arena, target, targets, err);
    ES_NEW(arena, answer, targets, err);
    ES_TRY(take_series(&store->db, id, &read.series, arena, err));
    ES_TRY(take_forecast(&store->db, id, period, periods, err));
    ES_TRY(
        take_answers(&store->db, id, read.series, target, answer, targets, arena, err));
    read.period = period;
    read.periods = periods;
    read.target = target;
    read.answer = answer;
    read.targets = targets;
    *note = read;
    return ES_OK;
}

enum es_status es_store_has_note(struct es_store *store, const char *key, bool *found,
                                 struct es_error *err)
{
    struct es_statement select =
        es_db_prepare(&store->db, "SELECT 1 FROM note WHERE key = ?");
    es_db_put_text(&select, key);
    *found = es_db_next(&select);
    return es_db_finish(&select, err);
}

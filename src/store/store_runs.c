#include "store/store.h"

#define SPAN "?,?,?,"

/* A seed is unsigned, SQLite's numbers are not: the same bits. */
static int64_t signed_bits(uint64_t seed)
{
    return seed <= INT64_MAX ? (int64_t)seed : -1 - (int64_t)(UINT64_MAX - seed);
}

static enum es_status insert_run(struct es_db *db, const struct es_run *run, int64_t *id,
                                 struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db,
                      "INSERT INTO run (as_of, seed, inputs_hash, engine_version, "
                      "finished_at) VALUES (?,?,?,?,?)");
    es_db_put_day(&insert, run->as_of_day);
    es_db_put_whole(&insert, signed_bits(run->seed));
    es_db_put_text(&insert, run->inputs_hash);
    es_db_put_text(&insert, run->engine_version);
    es_db_put_text(&insert, run->finished_at);
    (void)es_db_write(&insert);
    ES_TRY(es_db_finish(&insert, err));
    return es_db_ask(db, "SELECT last_insert_rowid()", id, err);
}

static enum es_status insert_forecast(struct es_db *db, int64_t run,
                                      const struct es_run_series *series,
                                      struct es_error *err)
{
    struct es_statement insert = es_db_prepare(
        db,
        "INSERT INTO forecast (run, series, period_from, period_to, mean, q025, q10, "
        "q20, q25, q30, q40, q50, q60, q70, q75, q80, q90, q975) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < series->periods; i++) {
        const struct es_period *period = &series->period[i];
        es_db_put_whole(&insert, run);
        es_db_put_text(&insert, series->series);
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

static enum es_status insert_targets(struct es_db *db, int64_t run,
                                     const struct es_run_series *series,
                                     struct es_error *err)
{
    struct es_statement insert = es_db_prepare(
        db,
        "INSERT INTO target (run, series, id, level, per, measure, deadline, "
        "source_title, source_url, note) VALUES (?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < series->targets; i++) {
        const struct es_target *target = &series->target[i];
        es_db_put_whole(&insert, run);
        es_db_put_text(&insert, series->series);
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

static enum es_status insert_answers(struct es_db *db, int64_t run,
                                     const struct es_run_series *series,
                                     struct es_error *err)
{
    struct es_statement insert = es_db_prepare(
        db,
        "INSERT INTO answer (run, series, target, p_reached, p_by_deadline, p_never, "
        "horizon, date_q10, date_q50, date_q90, date_if_reached_q10, "
        "date_if_reached_q50, date_if_reached_q90, required_q10, required_q50, "
        "required_q90, current_q10, current_q50, current_q90, required_pace_q10, "
        "required_pace_q50, required_pace_q90, present_pace_q10, present_pace_q50, "
        "present_pace_q90, state, p_state, above_limit) "
        "VALUES (?,?,?,?,?,?,?," SPAN SPAN SPAN SPAN SPAN SPAN "?,?,?)");
    for (size_t i = 0; i < series->targets; i++) {
        const struct es_target_answer *answer = &series->answer[i];
        es_db_put_whole(&insert, run);
        es_db_put_text(&insert, series->series);
        es_db_put_text(&insert, series->target[i].id);
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

static enum es_status insert_artefacts(struct es_db *db, int64_t run,
                                       const struct es_artefact artefacts[], size_t n,
                                       struct es_error *err)
{
    struct es_statement insert =
        es_db_prepare(db, "INSERT INTO artefact (run, path, hash) VALUES (?,?,?)");
    for (size_t i = 0; i < n; i++) {
        es_db_put_whole(&insert, run);
        es_db_put_text(&insert, artefacts[i].path);
        es_db_put_text(&insert, artefacts[i].hash);
        (void)es_db_write(&insert);
    }
    return es_db_finish(&insert, err);
}

static enum es_status insert_series(struct es_db *db, int64_t run,
                                    const struct es_run_series *series,
                                    struct es_error *err)
{
    ES_TRY(insert_forecast(db, run, series, err));
    ES_TRY(insert_targets(db, run, series, err));
    return insert_answers(db, run, series, err);
}

enum es_status es_store_put_run(struct es_store *store, const struct es_run *run,
                                const struct es_run_series series[], size_t series_count,
                                const struct es_artefact artefacts[],
                                size_t artefact_count, struct es_error *err)
{
    struct es_db *db = &store->db;
    int64_t id = 0;
    ES_TRY(es_db_begin(db, err));
    enum es_status status = insert_run(db, run, &id, err);
    for (size_t i = 0; i < series_count && status == ES_OK; i++) {
        status = insert_series(db, id, &series[i], err);
    }
    if (status == ES_OK) {
        status = insert_artefacts(db, id, artefacts, artefact_count, err);
    }
    return es_db_end(db, status, err);
}

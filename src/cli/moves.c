#include "cli/moves.h"

#include "cli/table.h"

#include "essor/json.h"
#include "essor/text.h"
#include "essor/window.h"
#include "essor/words.h"

#include <jansson.h>
#include <math.h>
#include <unistd.h>

static enum es_status path_of(struct session *session, const struct es_project *project,
                              char **path)
{
    ES_GIVEN(*path,
             es_arena_print(session->arena, "%s/out/targets.json", project->directory),
             session->error);
    return ES_OK;
}

/* A date as people write it, which names no file. */
static bool is_date(const char *text, int *day)
{
    const struct es_window_style style = {.order = ES_ORDER_UNKNOWN};
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    if (access(text, F_OK) == 0 ||
        es_window_parse(text, &style, reading, rule) != ES_WINDOW_GOOD) {
        return false;
    }
    *day = es_window_day(&reading[0]);
    return true;
}

enum es_status moves_open(struct moves *moves, struct session *session,
                          const struct es_project *project)
{
    const char *with = session->options.compare;
    int day;
    char *last;
    *moves = (struct moves){.known = true};
    if (with != NULL && is_date(with, &day)) {
        return es_stands_at(project, day, session->options.jobs, &moves->before,
                            session->arena, session->error);
    }
    if (with != NULL) {
        return es_stands_read(with, &moves->before, session->arena, session->error);
    }
    ES_TRY(path_of(session, project, &last));
    moves->known = es_stands_read(last, &moves->before, session->arena, NULL) == ES_OK;
    return ES_OK;
}

enum es_status moves_find(struct moves *moves, struct session *session,
                          const struct es_project *project)
{
    struct es_stands now;
    char *path;
    if (!moves->known) {
        return ES_OK;
    }
    ES_TRY(path_of(session, project, &path));
    ES_TRY(es_stands_read(path, &now, session->arena, session->error));
    return es_moves_find(&moves->before, &now, &moves->at, &moves->n, session->arena,
                         session->error);
}

/* "+3.2 months", "into the horizon", "new". */
static void say_shift(const struct es_move *move, char text[ES_TEXT_SIZE])
{
    const double months = move->shift_months;
    if (isnan(months)) {
        (void)snprintf(text, ES_TEXT_SIZE, "%s", move->now != NULL ? "new" : "gone");
    } else if (isinf(months)) {
        (void)snprintf(text, ES_TEXT_SIZE, "%s",
                       months > 0.0 ? "out of sight" : "into sight");
    } else {
        (void)snprintf(text, ES_TEXT_SIZE, "%+.1f months", months + 0.0);
    }
}

static const struct es_stand *either(const struct es_move *move)
{
    return move->now != NULL ? move->now : move->before;
}

static void put_moment(struct table *table, const struct es_stand *stand)
{
    if (stand == NULL) {
        table_text(table, "");
    } else {
        table_moment(table, stand->median_day, stand->horizon_day);
    }
}

static void put_row(struct table *table, const struct es_move *move)
{
    char shift[ES_TEXT_SIZE];
    const struct es_stand *before = move->before, *now = move->now;
    say_shift(move, shift);
    table_text(table, either(move)->series);
    table_text(table, either(move)->target);
    put_moment(table, before);
    put_moment(table, now);
    table_text(table, shift);
    table_share(table, before != NULL ? before->p_by_deadline : (double)NAN);
    table_share(table, now != NULL ? now->p_by_deadline : (double)NAN);
    table_share(table, before != NULL ? before->p_never : (double)NAN);
    table_share(table, now != NULL ? now->p_never : (double)NAN);
}

static const struct column columns[] = {
    {"series", "series", false},        {"target", "target", false},
    {"before", "median_before", false}, {"now", "median_now", false},
    {"shift", "shift", true},           {"P(by) before", "p_by_deadline_before", true},
    {"now", "p_by_deadline_now", true}, {"P(never) before", "p_never_before", true},
    {"now", "p_never_now", true},
};

enum es_status moves_print(const struct moves *moves, struct session *session)
{
    const bool all = session->options.compare != NULL;
    size_t shown = 0;
    struct table *table =
        table_open(session, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < moves->n; i++) {
        if (all || moves->at[i].moved) {
            put_row(table, &moves->at[i]);
            shown++;
        }
    }
    if (shown == 0) {
        return moves->known && all ? cli_write(session, "There is no target.\n") : ES_OK;
    }
    return session->options.markdown ? table_markdown(table) : table_print(table);
}

enum es_status moves_judge(const struct moves *moves, struct session *session,
                           const struct condition *condition)
{
    size_t failed = 0;
    for (size_t i = 0; i < moves->n; i++) {
        bool meets;
        ES_TRY(condition_check_move(condition, &moves->at[i], &meets, session->error));
        if (meets) {
            char shift[ES_TEXT_SIZE];
            say_shift(&moves->at[i], shift);
            cli_say(session, "%s, %s: %s (shift: %s)", either(&moves->at[i])->series,
                    either(&moves->at[i])->target, condition->text, shift);
            failed++;
        }
    }
    return failed == 0
               ? ES_OK
               : es_fail(session->error, ES_FINDING, "%zu of %zu target%s fail%s", failed,
                         moves->n, moves->n == 1 ? "" : "s", failed == 1 ? "s" : "");
}

static json_t *stand_json(const struct es_stand *stand)
{
    return stand == NULL
               ? json_null()
               : json_pack("{so so so}", "median", es_json_moment(stand->median_day),
                           "p_by_deadline", es_json_number(stand->p_by_deadline),
                           "p_never", es_json_number(stand->p_never));
}

json_t *moves_json(const struct moves *moves)
{
    json_t *list = json_array();
    for (size_t i = 0; i < moves->n; i++) {
        const struct es_move *move = &moves->at[i];
        (void)json_array_append_new(
            list,
            json_pack("{ss ss so so so sb}", "series", either(move)->series, "target_id",
                      either(move)->target, "before", stand_json(move->before), "now",
                      stand_json(move->now), "shift_months",
                      es_json_number(move->shift_months), "moved", (int)move->moved));
    }
    return list;
}

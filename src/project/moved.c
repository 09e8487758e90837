#include "essor/moved.h"

#include "essor/file.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

enum { LONGEST_TABLE = 256 << 20 };

static const double DAYS_PER_MONTH = 365.25 / 12.0, LEAST_SHARE = 0.005;

static double number_of(json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static bool take_stand(json_t *row, struct es_stand *stand, struct es_arena *arena)
{
    const char *series = json_string_value(json_object_get(row, "series"));
    const char *target = json_string_value(json_object_get(row, "target_id"));
    const char *horizon = json_string_value(json_object_get(row, "horizon"));
    const char *median =
        json_string_value(json_object_get(json_object_get(row, "date"), "q50"));
    int day;
    if (series == NULL || target == NULL || horizon == NULL ||
        !es_day_parse(horizon, &stand->horizon_day) ||
        (median != NULL && !es_day_parse(median, &day))) {
        return false;
    }
    stand->series = es_arena_copy(arena, series);
    stand->target = es_arena_copy(arena, target);
    stand->median_day = median != NULL ? (double)day : (double)INFINITY;
    stand->p_by_deadline = number_of(json_object_get(row, "p_by_deadline"));
    stand->p_never = number_of(json_object_get(row, "p_never"));
    return stand->series != NULL && stand->target != NULL;
}

static bool take_stands(json_t *root, struct es_stands *stands, struct es_arena *arena)
{
    json_t *rows = json_object_get(root, "targets");
    const char *as_of = json_string_value(json_object_get(root, "as_of"));
    const size_t n = json_array_size(rows);
    stands->at = es_arena_array(arena, n, sizeof *stands->at);
    bool good = json_is_array(rows) && stands->at != NULL && as_of != NULL &&
                es_day_parse(as_of, &stands->as_of_day);
    for (stands->n = 0; good && stands->n < n; stands->n++) {
        good = take_stand(json_array_get(rows, stands->n), &stands->at[stands->n], arena);
    }
    return good;
}

enum es_status es_stands_read(const char *path, struct es_stands *stands,
                              struct es_arena *arena, struct es_error *err)
{
    char *text;
    size_t size;
    ES_TRY(es_file_read(path, LONGEST_TABLE, &text, &size, arena, err));
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    const bool good = root != NULL && take_stands(root, stands, arena);
    json_decref(root);
    return good ? ES_OK
                : es_fail(err, ES_ERR_DATA,
                          "%s is no targets.json that essor build wrote", path);
}

static enum es_status take_solutions(const struct es_solutions *solutions,
                                     struct es_stands *stands, struct es_arena *arena,
                                     struct es_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < solutions->n; i++) {
        n += solutions->at[i].status == ES_OK ? solutions->at[i].targets : 0;
    }
    ES_NEW(arena, stands->at, n, err);
    stands->as_of_day = solutions->as_of_day;
    for (size_t i = 0; i < solutions->n; i++) {
        const struct es_solution *solution = &solutions->at[i];
        for (size_t k = 0; solution->status == ES_OK && k < solution->targets; k++) {
            const struct es_target_answer *answer = &solution->answer[k];
            struct es_stand *stand = &stands->at[stands->n++];
            *stand = (struct es_stand){.series = solution->series->id,
                                       .median_day = floor(answer->date.q50),
                                       .horizon_day = answer->horizon_day,
                                       .p_by_deadline = answer->p_by_deadline,
                                       .p_never = answer->p_never};
            ES_GIVEN(stand->target, es_arena_copy(arena, solution->target[k].id), err);
        }
    }
    return ES_OK;
}

enum es_status es_stands_at(const struct es_project *project, int as_of_day, size_t jobs,
                            struct es_stands *stands, struct es_arena *arena,
                            struct es_error *err)
{
    const struct es_solve_options how = {
        .as_of_day = as_of_day, .horizon_day = ES_NO_DAY, .jobs = jobs};
    struct es_solutions solutions = {.n = 0};
    *stands = (struct es_stands){.n = 0};
    enum es_status status =
        es_project_solve(project, NULL, 0, &how, &solutions, arena, err);
    if (status == ES_OK) {
        status = take_solutions(&solutions, stands, arena, err);
    }
    es_solutions_close(&solutions);
    return status;
}

static const struct es_stand *find(const struct es_stands *stands,
                                   const struct es_stand *like)
{
    for (size_t i = 0; i < stands->n; i++) {
        if (strcmp(stands->at[i].series, like->series) == 0 &&
            strcmp(stands->at[i].target, like->target) == 0) {
            return &stands->at[i];
        }
    }
    return NULL;
}

static double shift_of(const struct es_stand *before, const struct es_stand *now)
{
    if (isinf(before->median_day) && isinf(now->median_day)) {
        return 0.0;
    }
    return (now->median_day - before->median_day) / DAYS_PER_MONTH;
}

/* Whether a share changed; one that appears or goes did. */
static bool differs(double before, double now)
{
    return isnan(before) != isnan(now) || fabs(now - before) >= LEAST_SHARE;
}

static struct es_move judge(const struct es_stand *before, const struct es_stand *now)
{
    struct es_move move = {
        .before = before, .now = now, .shift_months = (double)NAN, .moved = true};
    if (before != NULL && now != NULL) {
        move.shift_months = shift_of(before, now);
        move.moved = move.shift_months != 0.0 ||
                     differs(before->p_by_deadline, now->p_by_deadline) ||
                     differs(before->p_never, now->p_never);
    }
    return move;
}

enum es_status es_moves_find(const struct es_stands *before, const struct es_stands *now,
                             struct es_move **move, size_t *n, struct es_arena *arena,
                             struct es_error *err)
{
    struct es_move *found;
    size_t count = 0;
    ES_NEW(arena, found, before->n + now->n, err);
    for (size_t i = 0; i < now->n; i++) {
        found[count++] = judge(find(before, &now->at[i]), &now->at[i]);
    }
    for (size_t i = 0; i < before->n; i++) {
        if (find(now, &before->at[i]) == NULL) {
            found[count++] = judge(&before->at[i], NULL);
        }
    }
    *move = found;
    *n = count;
    return ES_OK;
}

/*
 * fingerprint.c: all that the solution of a series depends on, as one hash.
 *
 * What is hashed is the problem as it is posed, so a change that does not reach the
 * engine, such as another label or a remark on a figure, changes no fingerprint.
 */
#include "essor/project.h"

#include "essor/hash.h"
#include "project/pose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_number(FILE *out, const char *name, double value)
{
    (void)fprintf(out, "%s %a\n", name, value); /* all of its bits */
}

static void put_observation(FILE *out, const struct es_observation *seen, size_t commons)
{
    (void)fprintf(out, "figure %d %d %d %d %d %a %a %a\n", (int)seen->measure,
                  seen->from_day, seen->to_day, seen->ref_from_day, seen->ref_to_day,
                  seen->centre, seen->sd_log, seen->date_sd_days);
    for (size_t k = 0; seen->common != NULL && k < commons; k++) {
        put_number(out, "common", seen->common[k]);
    }
}

/* What is to come; its text is a seed. */
static void put_events(FILE *out, const struct es_events *events)
{
    for (size_t i = 0; i < events->n; i++) {
        const struct es_change *change = &events->change[i];
        (void)fprintf(out, "event %zu:%s %d %d %d %d %a %a %a %a\n", strlen(change->text),
                      change->text, (int)change->kind, change->from_day,
                      change->until_day, change->start_day, change->days, change->amount,
                      change->amount_sd_log, change->start_sd_days);
    }
}

static void put_problem(FILE *out, const struct es_project *project,
                        const struct es_series *series,
                        const struct es_sparse_problem *problem)
{
    (void)fprintf(out, "essor " ESSOR_VERSION "\nseries %zu %s\nseed %llu\n",
                  strlen(problem->name), problem->name,
                  (unsigned long long)problem->seed);
    (void)fprintf(
        out, "nature %d\nengine %d\nlaunch %d\nas_of %d\nhorizon %d\ndraws %zu %zu\n",
        (int)problem->nature, (int)series->engine, problem->launch_day,
        problem->as_of_day, problem->horizon_day, problem->draws_per_family,
        es_dense_draws(project, series));
    put_number(out, "ceiling", problem->ceiling);
    put_number(out, "ceiling_sd_log", problem->ceiling_sd_log);
    put_number(out, "limit", problem->limit);
    for (int k = 0; k < ES_SPARSE_PARAMS; k++) {
        put_number(out, "prior", problem->prior.mean[k]);
        put_number(out, "sd", problem->prior.sd[k]);
    }
    for (size_t i = 0; i < problem->gaps; i++) {
        (void)fprintf(out, "gap %d %d %a\n", problem->gap[i].from_day,
                      problem->gap[i].until_day, problem->gap[i].left);
    }
    for (size_t i = 0; i < problem->n; i++) {
        put_observation(out, &problem->observation[i], problem->commons);
    }
}

static bool has_share(const struct es_sparse_problem *problem)
{
    bool found = false;
    for (size_t i = 0; i < problem->n && !found; i++) {
        found = problem->observation[i].measure == ES_SHARE;
    }
    return found;
}

static enum es_status hash_problem(const struct es_project *project,
                                   const struct es_solution *posed, const char *whole,
                                   char hash[ES_HASH_TEXT], struct es_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return es_no_memory(err);
    }
    if (posed->problem.n > 0) {
        put_problem(out, project, posed->series, &posed->problem);
    }
    if (whole != NULL) {
        put_events(out, &posed->events);
        (void)fprintf(out, "whole %s\n", has_share(&posed->problem) ? whole : "");
    }
    const bool broken = ferror(out) != 0;
    const bool closed = fclose(out) == 0;
    if (!broken && closed) {
        es_hash_bytes(text, size, hash);
    }
    free(text);
    return broken || !closed ? es_no_memory(err) : ES_OK;
}

/*
 * The posed problem's arena is its own: only the hash stays. Without `whole` it is that
 * of a whole for its parts, whose shares are of what was, before anything that is to
 * come.
 */
static enum es_status pose_and_hash(const struct es_project *project,
                                    struct es_solution *posed, const char *whole,
                                    char hash[ES_HASH_TEXT], struct es_error *err)
{
    ES_TRY(es_arena_open(&posed->arena, err));
    enum es_status status = es_project_pose(project, posed->problem.as_of_day,
                                            posed->problem.horizon_day, posed);
    if (status == ES_OK || posed->events.n > 0) {
        const enum es_status hashed = hash_problem(project, posed, whole, hash, err);
        status = hashed != ES_OK ? hashed : status;
    }
    es_arena_close(posed->arena);
    return status == ES_OK ? ES_OK : es_fail(err, status, "%s", posed->error.message);
}

enum es_status es_project_fingerprint(const struct es_project *project,
                                      const struct es_series *series, int as_of_day,
                                      int horizon_day, char hash[ES_HASH_TEXT],
                                      struct es_error *err)
{
    char whole[ES_HASH_TEXT] = "none", made[ES_HASH_TEXT];
    const struct es_series *of =
        series->whole != NULL ? es_project_series(project, series->whole) : NULL;
    struct es_solution posed = {.series = of};
    posed.problem.as_of_day = as_of_day;
    posed.problem.horizon_day = horizon_day;
    if (of != NULL &&
        pose_and_hash(project, &posed, NULL, whole, NULL) == ES_ERR_MEMORY) {
        return es_no_memory(err);
    }
    posed.series = series;
    posed.problem.as_of_day = as_of_day;
    posed.problem.horizon_day = horizon_day;
    const enum es_status status = pose_and_hash(project, &posed, whole, made, err);
    if (status == ES_OK || posed.events.n > 0) {
        memcpy(hash, made, sizeof made);
    }
    return status;
}

#include "project/build_keys.h"

#include "project/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text that is hashed when it is complete. */
struct ledger {
    FILE *out;
    char *text;
    size_t size;
};

static enum es_status open_ledger(struct ledger *ledger, struct es_error *err)
{
    *ledger = (struct ledger){.text = NULL};
    ledger->out = open_memstream(&ledger->text, &ledger->size);
    return ledger->out == NULL ? es_no_memory(err) : ES_OK;
}

static enum es_status close_ledger(struct ledger *ledger, char hash[ES_HASH_TEXT],
                                   struct es_error *err)
{
    const bool broken = ferror(ledger->out) != 0;
    const bool lost = fclose(ledger->out) != 0 || broken;
    if (!lost) {
        es_hash_bytes(ledger->text, ledger->size, hash);
    }
    free(ledger->text);
    return lost ? es_no_memory(err) : ES_OK;
}

/* With its length, so that no two lists of texts look alike. */
static void put_text(FILE *out, const char *text)
{
    (void)fprintf(out, "%zu:%s\n", strlen(text), text);
}

static void put_targets(FILE *out, const struct es_project *project,
                        const struct es_series *series)
{
    put_text(out, series->main_target != NULL ? series->main_target : "");
    const struct es_places of = es_index_targets(project, series->id);
    for (size_t i = 0; i < of.n; i++) {
        const struct es_target *target = &project->targets.at[of.at[i]];
        put_text(out, target->id);
        (void)fprintf(out, "%a %s %s %d\n", target->level, es_per_name(target->per),
                      es_measured_name(target->measured), target->deadline_day);
    }
}

/* Of a rest without figures there is nothing to hash: it is what the others leave. */
static enum es_status put_fingerprint(FILE *out, const struct es_project *project,
                                      const struct es_series *series, int as_of_day,
                                      int horizon_day, struct es_error *err)
{
    const struct es_series *whole = es_project_whole(project, series);
    const bool is_rest = whole->rest != NULL && strcmp(whole->rest, series->id) == 0;
    char hash[ES_HASH_TEXT] = "none";
    const enum es_status status =
        es_project_fingerprint(project, series, as_of_day, horizon_day, hash, err);
    put_text(out, hash);
    return status == ES_ERR_DATA && is_rest ? ES_OK : status;
}

/* A whole and its parts that add up to it are answered together. */
static enum es_status put_family(FILE *out, const struct es_project *project,
                                 const struct es_series *series, int as_of_day,
                                 int horizon_day, struct es_error *err)
{
    const struct es_series *whole = es_project_whole(project, series);
    for (size_t i = 0; whole->rest != NULL && i < project->series_count; i++) {
        const struct es_series *other = &project->series[i];
        if (es_project_whole(project, other) == whole &&
            put_fingerprint(out, project, other, as_of_day, horizon_day, err) ==
                ES_ERR_MEMORY) {
            return es_no_memory(err);
        }
    }
    put_text(out, whole->rest != NULL ? whole->rest : "");
    return ES_OK;
}

enum es_status es_series_key(const struct es_project *project,
                             const struct es_series *series, int as_of_day,
                             int horizon_day, char key[ES_HASH_TEXT],
                             struct es_error *err)
{
    struct ledger ledger;
    char made[ES_HASH_TEXT];
    ES_TRY(open_ledger(&ledger, err));
    enum es_status status =
        put_fingerprint(ledger.out, project, series, as_of_day, horizon_day, err);
    if (status == ES_OK) {
        status = put_family(ledger.out, project, series, as_of_day, horizon_day, err);
    }
    (void)fprintf(ledger.out, "%a\n", series->limit);
    put_targets(ledger.out, project, series);
    const enum es_status closed = close_ledger(&ledger, made, err);
    if (status != ES_OK || closed != ES_OK) {
        return status != ES_OK ? status : closed;
    }
    memcpy(key, made, sizeof made);
    return ES_OK;
}

/* What a chart quotes of a figure. */
static void put_figure(FILE *out, const struct es_figure *figure)
{
    (void)fprintf(out, "%d %d %d %d %a %a %d %d\n", figure->version, figure->from_day,
                  figure->to_day, figure->published_day, figure->value, figure->value_hi,
                  (int)figure->kind, (int)figure->qualifier);
    put_text(out, figure->id);
    put_text(out, figure->zone);
    put_text(out, figure->source_title);
}

static void put_series(FILE *out, const struct es_series *series,
                       enum es_language language)
{
    put_text(out, series->id);
    put_text(out, series->label[language]);
    put_text(out, series->sublabel[language]);
    put_text(out, series->subject[language]);
    put_text(out, series->unit[language]);
    (void)fprintf(out, "%a\n", series->ceiling);
}

static enum es_status put_readings(FILE *out, const struct es_project *project,
                                   const struct es_series *series, int as_of_day,
                                   struct es_error *err)
{
    struct es_arena *arena;
    struct es_reading *reading;
    size_t n = 0;
    ES_TRY(es_arena_open(&arena, err));
    const enum es_status status =
        es_project_readings(project, series, as_of_day, &reading, &n, arena, err);
    for (size_t i = 0; status == ES_OK && i < n; i++) {
        (void)fprintf(out, "%d ", (int)reading[i].use); /* maps show what no curve uses */
        put_figure(out, &project->figures.at[reading[i].figure]);
    }
    es_arena_close(arena);
    return status;
}

/* What a chart marks, at its place. */
static enum es_status put_events(FILE *out, const struct es_project *project,
                                 const struct es_series *series, int as_of_day,
                                 enum es_language language, struct es_error *err)
{
    struct es_arena *arena;
    struct es_event_use *use;
    size_t n = 0;
    ES_TRY(es_arena_open(&arena, err));
    const enum es_status status =
        es_project_events(project, series, as_of_day, &use, &n, arena, err);
    for (size_t i = 0; status == ES_OK && i < n; i++) {
        put_text(out, use[i].order->label[language]);
        (void)fprintf(out, "%d %d %d\n", (int)use[i].state, use[i].from_day,
                      use[i].until_day);
    }
    es_arena_close(arena);
    return status;
}

/* The scenarios of a series, which its what-if chart shows. */
static void put_scenarios(FILE *out, const struct es_project *project,
                          const struct es_series *series, enum es_language language)
{
    for (size_t i = 0; i < project->scenarios; i++) {
        const struct es_scenario_order *order = &project->scenario[i];
        if (strcmp(order->series, series->id) != 0) {
            continue;
        }
        put_text(out, order->label[language]);
        (void)fprintf(out, "%a %a\n", order->wave_sd_log, order->wave_sd_days);
        for (size_t k = 0; k < order->n; k++) {
            put_text(out, order->change[k]);
        }
    }
}

static enum es_status hash_texts(const struct es_project *project,
                                 const struct es_chart_task *task, int as_of_day,
                                 char hash[ES_HASH_TEXT], struct es_error *err)
{
    struct ledger ledger;
    enum es_status status = ES_OK;
    ES_TRY(open_ledger(&ledger, err));
    (void)fprintf(ledger.out, "essor " ESSOR_VERSION " %d\n", as_of_day);
    put_text(ledger.out, task->kind->name);
    put_text(ledger.out, es_language_code(task->language));
    put_text(ledger.out, task->subject != NULL && task->subject[task->language] != NULL
                             ? task->subject[task->language]
                             : "");
    for (size_t i = 0; i < project->colours; i++) {
        put_text(ledger.out, project->colour[i].name);
        (void)fprintf(ledger.out, "%06x\n", project->colour[i].rgb);
    }
    for (size_t i = 0; i < task->n && status == ES_OK; i++) {
        put_series(ledger.out, task->series[i], task->language);
        put_scenarios(ledger.out, project, task->series[i], task->language);
        status = put_readings(ledger.out, project, task->series[i], as_of_day, err);
        status = status != ES_OK ? status
                                 : put_events(ledger.out, project, task->series[i],
                                              as_of_day, task->language, err);
    }
    const enum es_status closed = close_ledger(&ledger, hash, err);
    return status != ES_OK ? status : closed;
}

enum es_status es_chart_key(const struct es_project *project,
                            const struct es_chart_task *task,
                            const char *const series_key[], int as_of_day,
                            struct es_chart_key *key, struct es_error *err)
{
    struct ledger ledger;
    ES_TRY(open_ledger(&ledger, err));
    for (size_t i = 0; i < task->n; i++) {
        put_text(ledger.out, series_key[i]);
    }
    ES_TRY(close_ledger(&ledger, key->numbers, err));
    return hash_texts(project, task, as_of_day, key->texts, err);
}

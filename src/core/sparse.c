#include "essor/sparse.h"

#include "essor/date.h"
#include "essor/hash.h"
#include "essor/parallel.h"
#include "paths.h"

#include <math.h>
#include <string.h>

const char *const es_family_names[ES_FAMILIES] = {
    "exponential_saturation", "gompertz", "log_logistic", "logistic",
    "mirrored_gompertz",      "richards",
};

enum {
    TRIES = 4000,            /* proposals of importance resampling */
    ENOUGH_EFFECTIVE = 1500, /* effective size that needs no second round */
    MORE_TRIES = 8000,       /* proposals of that round */
    LEAST_EFFECTIVE = 200,   /* and below which the ensemble takes over */
    SWEEPS = 1500,           /* of the ensemble */
    FEW_FIGURES =
        16,      /* figures of a stock, up to which every density follows the curve */
    REFINED = 2, /* draws before the second resampling, for each after it */
};

/* Importance resampling; a second time from where the first found the draws if it is
 * thin; and the ensemble where it still is. */
static enum es_status sample_density(const struct es_density *density,
                                     const struct es_mode *mode, size_t n,
                                     gsl_rng *random, struct es_family_fit *fit,
                                     struct es_draws *draws, struct es_arena *arena,
                                     struct es_error *err)
{
    fit->sampler = ES_IMPORTANCE;
    ES_TRY(es_sample_importance(density, mode, TRIES, n, random, draws, arena, err));
    if (draws->effective_size > 0.0 && draws->effective_size < ENOUGH_EFFECTIVE) {
        const struct es_mode found =
            es_sample_moments(draws, es_param_count(density->linear->model));
        /* Dear densities are asked no oftener than the first time. */
        const size_t tries = density->local == NULL ? MORE_TRIES : TRIES;
        struct es_draws again;
        ES_TRY(
            es_sample_importance(density, &found, tries, n, random, &again, arena, err));
        *draws = again.effective_size > draws->effective_size ? again : *draws;
    }
    if (draws->effective_size < LEAST_EFFECTIVE) {
        fit->sampler = ES_ENSEMBLE;
        return es_sample_ensemble(density, mode, SWEEPS, n, random, draws, arena, err);
    }
    return ES_OK;
}

/*
 * Draws of one family. One linearisation serves a flow; a stock sums months of
 * discrepancy, so there it follows the curve: in every density where figures are few, in
 * a second resampling where they are many and tell the curve closely.
 */
static enum es_status sample(const struct es_linear *linear, const struct es_mode *mode,
                             gsl_rng *random, struct es_family_fit *fit,
                             struct es_arena *arena, struct es_error *err)
{
    const bool stock = linear->latent->problem->nature == ES_STOCK_SERIES;
    const bool few = linear->n <= FEW_FIGURES;
    struct es_density fixed = {.linear = linear}, following = {.linear = linear};
    struct es_draws draws;
    if (stock) {
        ES_TRY(
            es_linear_open(linear->latent, linear->model, &following.local, arena, err));
    }
    const bool twice = stock && !few;
    ES_TRY(sample_density(twice ? &fixed : &following, mode,
                          (twice ? REFINED : 1) * fit->draws, random, fit, &draws, arena,
                          err));
    if (twice) {
        ES_TRY(es_sample_refine(&following, &draws, fit->draws, random, arena, err));
    }
    fit->effective_size = draws.effective_size;
    fit->draw = draws.at;
    return ES_OK;
}

static gsl_rng *random_for(const struct es_latent *latent, const char *model,
                           const char *purpose, uint64_t *seed)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (random != NULL) {
        *seed = es_seed(purpose, es_seed(model, latent->problem->seed));
        gsl_rng_set(random, (unsigned long)(*seed & 0xffffffffUL));
    }
    return random;
}

static enum es_status fit_family(const struct es_latent *latent, const char *name,
                                 struct es_family_fit *fit, struct es_arena *arena,
                                 struct es_error *err)
{
    struct es_mode mode = {0};
    *fit = (struct es_family_fit){.model = es_model_find(name),
                                  .draws = latent->problem->draws_per_family};
    ES_TRY(es_linear_open(latent, fit->model, &fit->linear, arena, err));
    ES_TRY(es_mode_find(fit->linear, &mode, err));
    memcpy(fit->mode, mode.params, sizeof fit->mode);
    fit->log_posterior = mode.log_posterior;
    uint64_t seed;
    gsl_rng *random = random_for(latent, name, "parameters", &seed);
    if (random == NULL) {
        return es_no_memory(err);
    }
    const enum es_status status = sample(fit->linear, &mode, random, fit, arena, err);
    gsl_rng_free(random);
    return status;
}

/* One family's work, in an arena of its own. */
struct family_task {
    const struct es_latent *latent;
    const char *name;
    struct es_family_fit fit;
    struct es_arena *arena;
    enum es_status status;
    struct es_error error;
};

static void fit_task(void *context, size_t i)
{
    struct family_task *task = (struct family_task *)context + i;
    task->status = es_arena_open(&task->arena, &task->error);
    if (task->status == ES_OK) {
        task->status =
            fit_family(task->latent, task->name, &task->fit, task->arena, &task->error);
    }
}

/* The families that fit, in order; one that does not is left out. */
static enum es_status fit_families(const struct es_latent *latent,
                                   struct es_sparse_fit *fit, struct es_arena *arena,
                                   struct es_error *err)
{
    const char *only = latent->problem->model;
    struct family_task task[ES_FAMILIES] = {0};
    size_t tasks = 0;
    for (size_t i = 0; i < ES_FAMILIES; i++) {
        if (only == NULL || strcmp(only, es_family_names[i]) == 0) {
            task[tasks++] =
                (struct family_task){.latent = latent, .name = es_family_names[i]};
        }
    }
    if (tasks == 0) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s: no family of curves is called \"%s\"",
                       latent->problem->name, only);
    }
    es_parallel_for(tasks, latent->problem->jobs, fit_task, task);
    for (size_t i = 0; i < tasks; i++) {
        es_arena_join(arena, task[i].arena);
        if (task[i].status == ES_OK) {
            fit->family[fit->families++] = task[i].fit;
        }
    }
    return fit->families > 0 ? ES_OK
                             : es_fail(err, task[0].status, "%s", task[0].error.message);
}

/* Where a family's path begins among random numbers: each has a stream of its own, so
 * that it is the same however far it and the others lead. */
struct stream {
    gsl_rng *random;
    uint64_t family;
    size_t path;
};

static gsl_rng *begin(const struct stream *stream, const char *purpose)
{
    const uint64_t seed = es_seed(purpose, stream->family + stream->path);
    gsl_rng_set(stream->random, (unsigned long)(seed & 0xffffffffUL));
    return stream->random;
}

/* One path; one that misses its figures is drawn again with directions of its own. */
static enum es_status draw_path(const struct es_paths *paths, const double params[],
                                size_t whole_draw, const struct stream *stream,
                                double cumulated[], struct es_error *err)
{
    enum es_met met =
        es_paths_draw(paths, params, whole_draw, begin(stream, "first"), cumulated);
    if (met == ES_MISSED) {
        struct es_arena *arena;
        struct es_paths own;
        ES_TRY(es_arena_open(&arena, err));
        if (es_paths_relinearise(paths->linear, params, &own, arena, NULL) == ES_OK) {
            met = es_paths_draw(&own, params, whole_draw, begin(stream, "again"),
                                cumulated);
        }
        es_arena_close(arena);
    }
    return met != ES_NO_CURVE ? ES_OK
                              : es_fail(err, ES_ERR_DEFECT, "%s: a draw has no curve",
                                        paths->linear->latent->problem->name);
}

enum es_status es_draw_paths(const struct es_sparse_fit *fit, size_t family,
                             struct es_outlook *outlook, struct es_arena *arena,
                             struct es_error *err)
{
    const struct es_family_fit *made = &fit->family[family];
    const struct es_latent *latent = made->linear->latent;
    const struct es_outlook *whole = latent->problem->whole;
    struct es_paths paths;
    struct stream stream;
    ES_TRY(es_paths_open(made->linear, &paths, arena, err));
    stream.random = random_for(latent, made->model->name, "paths", &stream.family);
    if (stream.random == NULL) {
        return es_no_memory(err);
    }
    enum es_status status = ES_OK;
    for (size_t i = 0; i < made->draws && status == ES_OK; i++) {
        const size_t d = i * fit->families + family;
        stream.path = i;
        status = draw_path(&paths, made->draw[i], whole != NULL ? d % whole->draws : 0,
                           &stream, outlook->cumulated + d * (outlook->months + 1), err);
    }
    gsl_rng_free(stream.random);
    return status;
}

/* One family's paths; the draws of families interleave, so no two touch the same. */
struct path_task {
    const struct es_sparse_fit *fit;
    struct es_outlook *outlook;
    enum es_status status[ES_FAMILIES];
    struct es_error error[ES_FAMILIES];
};

static void path_task(void *context, size_t i)
{
    struct path_task *task = context;
    struct es_arena *arena = NULL;
    task->status[i] = es_arena_open(&arena, &task->error[i]);
    if (task->status[i] == ES_OK) {
        task->status[i] =
            es_draw_paths(task->fit, i, task->outlook, arena, &task->error[i]);
    }
    es_arena_close(arena);
}

static enum es_status draw_all_paths(struct es_sparse_fit *fit, size_t jobs,
                                     struct es_error *err)
{
    struct path_task task = {.fit = fit, .outlook = &fit->outlook};
    es_parallel_for(fit->families, jobs, path_task, &task);
    for (size_t i = 0; i < fit->families; i++) {
        if (task.status[i] != ES_OK) {
            return es_fail(err, task.status[i], "%s", task.error[i].message);
        }
    }
    return ES_OK;
}

/* The curve of a mode, without discrepancy, as es_outlook_shown shows paths. */
static void draw_curve(const struct es_family_fit *family, double shown[])
{
    const struct es_latent *latent = family->linear->latent;
    struct es_curve curve;
    (void)es_latent_place(latent, family->model, family->mode, &curve);
    const bool flow = latent->problem->nature == ES_FLOW_SERIES;
    for (size_t i = 0; i < latent->months; i++) {
        const double start = es_month_first_day(latent->first_month + (int)i);
        const double end = es_month_first_day(latent->first_month + (int)i + 1);
        shown[i] = es_curve_at(&curve, es_years_of_day(flow ? 0.5 * (start + end) : end));
    }
}

enum es_status es_sparse_fit(const struct es_sparse_problem *problem,
                             struct es_sparse_fit *fit, struct es_arena *arena,
                             struct es_error *err)
{
    struct es_latent *latent;
    ES_TRY(es_latent_open(problem, &latent, arena, err));
    struct es_sparse_fit made = {.prior = latent->prior};
    ES_TRY(fit_families(latent, &made, arena, err));
    made.outlook = (struct es_outlook){
        .nature = problem->nature,
        .as_of_day = problem->as_of_day,
        .first_month = latent->first_month,
        .months = latent->months,
        .draws = problem->draws_per_family * made.families,
    };
    ES_NEW(arena, made.outlook.cumulated, made.outlook.draws * (latent->months + 1), err);
    ES_NEW(arena, made.curve, made.families * latent->months, err);
    ES_TRY(draw_all_paths(&made, problem->jobs, err));
    for (size_t i = 0; i < made.families; i++) {
        draw_curve(&made.family[i], made.curve + i * latent->months);
    }
    *fit = made;
    return ES_OK;
}

/* Many pictures in few processes: starting gnuplot takes as long as drawing. */
#include "essor/chart.h"

#include "essor/parallel.h"
#include "render/gnuplot.h"
#include "render/picture.h"
#include "render/script.h"

#include <stdlib.h>
#include <unistd.h>

enum { MOST_IN_ONE = 32, SECONDS_EACH = 2 };

struct batch {
    struct es_picture_order **order; /* [n] */
    size_t n;
    struct es_picture_file *file; /* [n] */
};

struct batches {
    struct batch *batch;
};

/* Each chart finds gnuplot as it would alone; names are quoted, as folders may be called
 * anything. */
static enum es_status write_commands(const struct batch *batch, size_t first,
                                     const char **text, struct es_arena *arena,
                                     struct es_error *err)
{
    struct es_script script = {.arena = arena};
    for (size_t i = first; i < batch->n; i++) {
        const struct es_picture_order *order = batch->order[i];
        char folder[PATH_MAX];
        if (order->status != ES_OK || realpath(order->directory, folder) == NULL) {
            continue; /* alone it will say why */
        }
        const char *out = es_arena_print(arena, "%s/%s", folder, batch->file[i].name);
        const char *source = es_arena_print(arena, "%s/%s.gp", folder, order->stem);
        if (out == NULL || source == NULL) {
            return es_no_memory(err);
        }
        es_script_print(&script, "reset session\n%sOUT = ",
                        order->kind == ES_PICTURE_SVG ? "SVG = 1\n" : "");
        es_script_quote(&script, out);
        es_script_print(&script, "\nload ");
        es_script_quote(&script, source);
        es_script_print(&script, "\nunset output\n");
    }
    return es_script_end(&script, text, err);
}

/* Draws what is left in one process and puts in place what came of it; *first becomes the
 * first chart that did not, which is drawn alone for its own message. */
static enum es_status draw_rest(struct batch *batch, size_t *first, struct es_error *err)
{
    struct es_gnuplot_limits limits = es_gnuplot_default_limits;
    struct es_arena *arena;
    const char *commands;
    limits.wall_seconds += SECONDS_EACH * (unsigned)(batch->n - *first);
    limits.cpu_seconds += SECONDS_EACH * (unsigned)(batch->n - *first);
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = write_commands(batch, *first, &commands, arena, err);
    if (status == ES_OK) {
        (void)es_gnuplot_load(commands, &limits, NULL); /* the pictures tell */
    }
    es_arena_close(arena);
    for (; status == ES_OK && *first < batch->n; ++*first) {
        struct es_picture_order *order = batch->order[*first];
        if (order->status == ES_OK &&
            es_picture_adopt(&batch->file[*first], NULL) != ES_OK) {
            order->status = es_gnuplot_render(order->directory, order->stem, order->kind,
                                              &order->error);
            ++*first;
            break;
        }
    }
    for (size_t i = *first; i < batch->n; i++) { /* cut short with the process */
        es_picture_drop(&batch->file[i]);
    }
    return status;
}

static enum es_status draw_batch(struct batch *batch, struct es_error *err)
{
    for (size_t i = 0; i < batch->n; i++) {
        struct es_picture_order *order = batch->order[i];
        order->status = es_picture_name(order->directory, order->stem, order->kind,
                                        &batch->file[i], &order->error);
    }
    for (size_t first = 0; first < batch->n;) {
        ES_TRY(draw_rest(batch, &first, err));
    }
    return ES_OK;
}

static void draw_one(void *context, size_t i)
{
    struct batch *batch = &((struct batches *)context)->batch[i];
    struct es_error err = {.status = ES_OK};
    const enum es_status status = draw_batch(batch, &err);
    for (size_t k = 0; status != ES_OK && k < batch->n; k++) {
        batch->order[k]->status = status;
        batch->order[k]->error = err;
    }
}

enum es_status es_gnuplot_render_all(struct es_picture_order order[], size_t n,
                                     size_t jobs, struct es_arena *arena,
                                     struct es_error *err)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t cores = jobs > 0 ? jobs : processors > 0 ? (size_t)processors : 1;
    const size_t rounds = (n + cores * MOST_IN_ONE - 1) / (cores * MOST_IN_ONE);
    const size_t most = rounds * cores, count = most < n ? most : n;
    struct batches work;
    ES_NEW(arena, work.batch, count, err);
    for (size_t i = 0; i < count; i++) { /* in turn: neighbours take equally long */
        struct batch *batch = &work.batch[i];
        ES_NEW(arena, batch->order, n / count + 1, err);
        ES_NEW(arena, batch->file, n / count + 1, err);
        for (size_t k = i; k < n; k += count) {
            batch->order[batch->n++] = &order[k];
        }
    }
    es_parallel_for(count, cores, draw_one, &work);
    return ES_OK;
}

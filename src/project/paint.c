/* From the scripts of charts to their pictures. */
#include "essor/parallel.h"
#include "essor/project.h"

#include <stdio.h>
#include <unistd.h>

enum { MOST_ORDERS = 2 }; /* of a chart: PNG and SVG */

struct painting {
    struct es_chart_drawn *drawn;
    struct es_picture_order *order;
    struct es_chart_drawn **of; /* [orders] */
    size_t orders;
};

static bool wants(const struct es_chart_task *task, enum es_picture kind)
{
    return (task->pictures & ES_PICTURE_BIT(kind)) != 0 ||
           (task->pictures == 0 && kind == ES_PICTURE_PNG);
}

static void add_order(struct painting *painting, struct es_chart_drawn *drawn,
                      enum es_picture kind)
{
    painting->of[painting->orders] = drawn;
    painting->order[painting->orders++] = (struct es_picture_order){
        .directory = drawn->task->directory, .stem = drawn->task->stem, .kind = kind};
}

static enum es_status finish_vectors(const struct es_chart_task *task,
                                     struct es_error *err)
{
    struct es_arena *arena;
    ES_TRY(es_arena_open(&arena, err));
    enum es_status status = es_chart_svg_finish(task->directory, task->stem, arena, err);
    if (status == ES_OK && wants(task, ES_PICTURE_PDF)) {
        status = es_gnuplot_render(task->directory, task->stem, ES_PICTURE_PDF, err);
    }
    if (!wants(task, ES_PICTURE_SVG)) { /* only the PDF needed it */
        const char *path =
            es_arena_print(arena, "%s/%s.svg", task->directory, task->stem);
        if (path != NULL) {
            (void)unlink(path);
        }
    }
    es_arena_close(arena);
    return status;
}

static void finish_one(void *context, size_t i)
{
    struct es_chart_drawn *drawn = &((struct painting *)context)->drawn[i];
    const bool vector =
        wants(drawn->task, ES_PICTURE_SVG) || wants(drawn->task, ES_PICTURE_PDF);
    if (drawn->status == ES_OK && vector) {
        drawn->status = finish_vectors(drawn->task, &drawn->error);
    }
}

enum es_status es_project_paint(struct es_chart_drawn drawn[], size_t n, size_t jobs,
                                struct es_arena *arena, struct es_error *err)
{
    struct painting painting = {.drawn = drawn};
    ES_NEW(arena, painting.order, MOST_ORDERS * n, err);
    ES_NEW(arena, painting.of, MOST_ORDERS * n, err);
    for (size_t i = 0; i < n; i++) {
        const struct es_chart_task *task = drawn[i].task;
        if (drawn[i].status == ES_OK && wants(task, ES_PICTURE_PNG)) {
            add_order(&painting, &drawn[i], ES_PICTURE_PNG);
        }
        if (drawn[i].status == ES_OK &&
            (wants(task, ES_PICTURE_SVG) || wants(task, ES_PICTURE_PDF))) {
            add_order(&painting, &drawn[i], ES_PICTURE_SVG);
        }
    }
    ES_TRY(es_gnuplot_render_all(painting.order, painting.orders, jobs, arena, err));
    for (size_t i = 0; i < painting.orders; i++) {
        if (painting.order[i].status != ES_OK) {
            painting.of[i]->status = painting.order[i].status;
            painting.of[i]->error = painting.order[i].error;
        }
    }
    es_parallel_for(n, jobs, finish_one, &painting);
    return ES_OK;
}

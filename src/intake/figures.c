/* figures.c: a canonical file as figures in memory. */
#include "essor/intake.h"

#include <string.h>

/* Figures on their way into the arena. */
struct keeping {
    struct es_figure *figure;
    size_t n;
    const struct es_figure *last; /* its texts often come again */
    struct es_arena *arena;
};

/* The text of the figure before where it is the same, else a copy. */
static const char *keep_text(struct keeping *keeping, const char *text, const char *last)
{
    if (text[0] == '\0') {
        return "";
    }
    return last != NULL && strcmp(text, last) == 0 ? last
                                                   : es_arena_copy(keeping->arena, text);
}

static enum es_status keep(void *context, const struct es_figure *figure,
                           struct es_error *err)
{
    struct keeping *keeping = context;
    struct es_figure *kept = &keeping->figure[keeping->n++];
    const struct es_figure *last = keeping->last;
    *kept = *figure;
#define KEEP(field)                                                                      \
    ES_GIVEN(kept->field,                                                                \
             keep_text(keeping, figure->field, last == NULL ? NULL : last->field), err)
    KEEP(id);
    KEEP(series);
    KEEP(zone);
    KEEP(unit);
    KEEP(ref);
    KEEP(source_title);
    KEEP(source_url);
    KEEP(note);
#undef KEEP
    keeping->last = kept;
    return ES_OK;
}

static enum es_status read_all(struct es_intake *intake, struct es_figures *figures,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err)
{
    struct keeping keeping = {.arena = arena};
    ES_TRY(es_intake_check(intake, faults, err));
    ES_NEW(arena, keeping.figure, es_intake_count(intake), err);
    ES_TRY(es_intake_each(intake, keep, &keeping, err));
    *figures = (struct es_figures){keeping.figure, keeping.n};
    return ES_OK;
}

enum es_status es_figures_read(const char *path, struct es_figures *figures,
                               struct es_faults *faults, struct es_arena *arena,
                               struct es_error *err)
{
    struct es_intake *intake;
    ES_TRY(es_intake_open(path, NULL, &intake, arena, err));
    const enum es_status status = read_all(intake, figures, faults, arena, err);
    es_intake_close(intake);
    return status;
}

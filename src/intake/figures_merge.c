#include "essor/intake.h"
#include "intake/identity.h"

#include <stdlib.h>
#include <string.h>

/* Drops the given figures whose content is there already under the same id. The rest keep
 * their order in the array; returns how many. */
static size_t drop_known(struct es_figure_entry entry[], size_t n)
{
    qsort(entry, n, sizeof *entry, es_entry_by_content);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct es_figure *last = kept > 0 ? entry[kept - 1].figure : NULL;
        const bool repeats = entry[i].given && last != NULL &&
                             strcmp(last->id, entry[i].figure->id) == 0 &&
                             es_figure_compare(last, entry[i].figure) == 0;
        if (!repeats) {
            entry[kept++] = entry[i];
        }
    }
    return kept;
}

/* Known figures keep their versions; a given one comes after all that are there. */
static void number_versions(struct es_figure_entry entry[], size_t n)
{
    qsort(entry, n, sizeof *entry, es_entry_by_id);
    const char *id = "";
    int newest = 0;
    for (size_t i = 0; i < n; i++) {
        struct es_figure *figure = entry[i].figure;
        newest = strcmp(id, figure->id) == 0 ? newest : 0;
        id = figure->id;
        if (entry[i].given && figure->version <= newest) {
            figure->version = newest + 1;
        }
        newest = figure->version > newest ? figure->version : newest;
    }
}

static int by_order(const void *a, const void *b)
{
    const struct es_figure_entry *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

enum es_status es_figures_merge(const struct es_figures *known,
                                const struct es_figures *given, struct es_figures *merged,
                                size_t *added, struct es_arena *arena,
                                struct es_error *err)
{
    const size_t all = known->n + given->n;
    struct es_figure *copy, *result;
    struct es_figure_entry *entry;
    ES_NEW(arena, copy, all, err);
    ES_NEW(arena, result, all, err);
    ES_NEW(arena, entry, all, err);
    for (size_t i = 0; i < all; i++) {
        const bool is_given = i >= known->n;
        copy[i] = is_given ? given->at[i - known->n] : known->at[i];
        entry[i] = (struct es_figure_entry){&copy[i], i, is_given};
        if (copy[i].id[0] == '\0') {
            ES_GIVEN(copy[i].id, es_figure_make_id(&copy[i], arena), err);
        }
    }
    const size_t n = drop_known(entry, all);
    number_versions(entry, n);
    qsort(entry, n, sizeof *entry, by_order);
    for (size_t i = 0; i < n; i++) {
        result[i] = *entry[i].figure;
    }
    *merged = (struct es_figures){result, n};
    *added = n - known->n;
    return ES_OK;
}

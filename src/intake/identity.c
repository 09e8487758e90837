#include "intake/identity.h"

#include "essor/hash.h"

#include <math.h>
#include <string.h>

static int compare_ints(int a, int b)
{
    return (a > b) - (a < b);
}

/* NAN equals NAN and comes last. */
static int compare_numbers(double a, double b)
{
    if (isnan(a) || isnan(b)) {
        return (isnan(a) != 0) - (isnan(b) != 0);
    }
    return (a > b) - (a < b);
}

static int compare_texts(const struct es_figure *a, const struct es_figure *b)
{
    const char *const pairs[][2] = {
        {a->series, b->series},
        {a->zone, b->zone},
        {a->unit, b->unit},
        {a->ref, b->ref},
        {a->source_title, b->source_title},
        {a->source_url, b->source_url},
        {a->note, b->note},
    };
    int order = 0;
    for (size_t i = 0; order == 0 && i < sizeof pairs / sizeof pairs[0]; i++) {
        order = strcmp(pairs[i][0], pairs[i][1]);
    }
    return order;
}

int es_figure_compare(const struct es_figure *a, const struct es_figure *b)
{
    const int parts[] = {
        compare_ints(a->from_day, b->from_day),
        compare_ints(a->to_day, b->to_day),
        compare_ints(a->published_day, b->published_day),
        compare_numbers(a->value, b->value),
        compare_numbers(a->value_hi, b->value_hi),
        compare_ints((int)a->kind, (int)b->kind),
        compare_ints((int)a->qualifier, (int)b->qualifier),
        compare_numbers(a->quoted_step, b->quoted_step),
        compare_ints((int)a->basis, (int)b->basis),
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i] != 0) {
            return parts[i];
        }
    }
    return compare_texts(a, b);
}

const char *es_figure_make_id(const struct es_figure *figure, struct es_arena *arena)
{
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT], hash[ES_HASH_TEXT];
    es_day_format(figure->from_day, from);
    es_day_format(figure->to_day, to);
    /* U+001F stands in no field, so that no two lists of fields read the same. */
    const char *key =
        es_arena_print(arena, "%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s",
                       figure->series, figure->zone, from, to, es_kind_name(figure->kind),
                       figure->ref, figure->source_title, figure->source_url);
    if (key == NULL) {
        return NULL;
    }
    es_hash_bytes(key, strlen(key), hash);
    return es_arena_print(arena, "%s-%.4s%.2s-%.6s", figure->series, from, from + 5,
                          hash);
}

static int by_order(const struct es_figure_entry *a, const struct es_figure_entry *b)
{
    return (a->order > b->order) - (a->order < b->order);
}

int es_entry_by_content(const void *a, const void *b)
{
    const struct es_figure_entry *x = a, *y = b;
    const int id = strcmp(x->figure->id, y->figure->id);
    const int content = id != 0 ? id : es_figure_compare(x->figure, y->figure);
    return content != 0 ? content : by_order(x, y);
}

int es_entry_by_version(const void *a, const void *b)
{
    const struct es_figure_entry *x = a, *y = b;
    const int id = strcmp(x->figure->id, y->figure->id);
    const int version =
        id != 0 ? id : compare_ints(x->figure->version, y->figure->version);
    return version != 0 ? version : by_order(x, y);
}

int es_entry_by_id(const void *a, const void *b)
{
    const struct es_figure_entry *x = a, *y = b;
    const int id = strcmp(x->figure->id, y->figure->id);
    return id != 0 ? id : by_order(x, y);
}

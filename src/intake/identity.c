#include "intake/identity.h"

#include "essor/hash.h"
#include "essor/intake.h"

#include <math.h>
#include <string.h>

static uint64_t hash_value(uint64_t hash, double value)
{
    uint64_t bits = 0;
    const double same = value + 0.0; /* -0 is 0 */
    if (!isnan(value)) {
        memcpy(&bits, &same, sizeof bits);
    }
    return es_hash_number(es_hash_number(hash, isnan(value) ? 1u : 0u), bits);
}

uint64_t es_figure_content(const struct es_figure *figure)
{
    const int numbers[] = {figure->from_day,       figure->to_day,
                           figure->published_day,  (int)figure->kind,
                           (int)figure->qualifier, (int)figure->basis};
    const double values[] = {figure->value, figure->value_hi, figure->quoted_step};
    const char *const texts[] = {figure->series, figure->zone,         figure->unit,
                                 figure->ref,    figure->source_title, figure->source_url,
                                 figure->note};
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        hash = es_hash_number(hash, (uint64_t)(int64_t)numbers[i]);
    }
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        hash = hash_value(hash, values[i]);
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        hash = es_hash_text(hash, texts[i]);
    }
    return hash;
}

uint64_t es_figure_key(const struct es_figure *figure)
{
    uint64_t hash =
        es_hash_number((uint64_t)figure->kind, (uint64_t)(int64_t)figure->from_day);
    hash = es_hash_number(hash, (uint64_t)(int64_t)figure->to_day);
    hash = es_hash_text(es_hash_text(hash, figure->series), figure->zone);
    hash = es_hash_text(hash, figure->ref);
    return es_hash_text(es_hash_text(hash, figure->source_title), figure->source_url);
}

const char *es_figure_make_id(const struct es_figure *figure, struct es_arena *arena)
{
    char from[ES_DAY_TEXT], to[ES_DAY_TEXT], hash[ES_HASH_TEXT];
    es_day_format(figure->from_day, from);
    es_day_format(figure->to_day, to);
    const char *const parts[] = {figure->series,
                                 figure->zone,
                                 from,
                                 to,
                                 es_kind_name(figure->kind),
                                 figure->ref,
                                 figure->source_title,
                                 figure->source_url};
    enum { PARTS = sizeof parts / sizeof parts[0], TAIL = sizeof "-202308-bc60cb" };
    size_t length[PARTS], all = 0;
    for (size_t i = 0; i < PARTS; i++) {
        length[i] = strlen(parts[i]);
        all += length[i] + 1;
    }
    char *key = es_arena_array(arena, all, 1), *id = NULL;
    if (key != NULL) {
        id = es_arena_array(arena, length[0] + TAIL, 1);
    }
    if (id == NULL) {
        return NULL;
    }
    char *at = key;
    for (size_t i = 0; i < PARTS; i++) {
        memcpy(at, parts[i], length[i]);
        at += length[i];
        *at++ = '\x1f'; /* stands in no field, so that no two lists read the same */
    }
    es_hash_bytes(key, all - 1, hash);
    memcpy(id, parts[0], length[0]);
    at = id + length[0];
    *at++ = '-';
    memcpy(at, from, 4);
    memcpy(at + 4, from + 5, 2);
    at[6] = '-';
    memcpy(at + 7, hash, 6);
    return id;
}

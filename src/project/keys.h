/* keys.h: the keys of a section as a table, and the values they take. */
#ifndef ESSOR_PROJECT_KEYS_H
#define ESSOR_PROJECT_KEYS_H

#include "project/ini.h"

#include <stdbool.h>
#include <stddef.h>

/* What a key holds, and where it goes. */
enum es_key_type {
    ES_KEY_TEXT,      /* const char * */
    ES_KEY_TEXTS,     /* const char *[2]; also written key_fr, key_en */
    ES_KEY_ID,        /* const char *, [a-z0-9_-], at most 40 */
    ES_KEY_IDS,       /* struct es_chart_order, its series */
    ES_KEY_CHART,     /* const struct es_chart_kind * */
    ES_KEY_NATURE,    /* enum es_nature */
    ES_KEY_ENGINE,    /* enum es_engine */
    ES_KEY_LANGUAGES, /* struct es_project, its languages */
    ES_KEY_DAY,       /* int: the last day of a date */
    ES_KEY_START,     /* int: the first day of a date */
    ES_KEY_COUNT,     /* int, 1 to 50 */
    ES_KEY_SEED,      /* uint64_t */
    ES_KEY_QUANTITY,  /* double above 0 */
    ES_KEY_SHARE,     /* double above 0, to 1 */
    ES_KEY_MIDPOINT,  /* double, years since 2000 from a decimal year */
    ES_KEY_LN_YEARS,  /* double, logarithm of a number of years */
    ES_KEY_SD,        /* double above 0 */
    ES_KEY_FEED,      /* struct es_series, its feeds; repeated */
    ES_KEY_EXCLUDE,   /* struct es_series, its exclusions; repeated */
    ES_KEY_KNOWN,     /* struct es_project, its known oddities; repeated */
    ES_KEY_CHANGE     /* struct es_scenario_order, its changes; repeated */
};

struct es_key {
    const char *name;
    enum es_key_type type;
    size_t offset;
};

/* Whether the key may stand more than once in a section. */
bool es_key_repeats(enum es_key_type type);

/* The key of that name (for texts also with _fr or _en, then *language is set, else -1),
 * or NULL. */
const struct es_key *es_key_find(const struct es_key keys[], size_t n, const char *name,
                                 int *language);

/* Reads the value of an entry into `object`; false after a fault has been recorded. */
bool es_key_read(struct es_ini *ini, const struct es_key *key, int language,
                 const struct es_ini_entry *entry, void *object);

/* Whether a text is an id. */
bool es_id_is_valid(const char *text);

#endif

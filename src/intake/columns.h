/* columns.h: the columns of a canonical figure file, in the order that essor writes. */
#ifndef ESSOR_INTAKE_COLUMNS_H
#define ESSOR_INTAKE_COLUMNS_H

/* Name, and whether reading needs it (see fields.h). */
#define ES_FIGURE_COLUMNS(X)                                                             \
    X(COLUMN_ID, "id", ES_COLUMN_FREE)                                                   \
    X(COLUMN_VERSION, "version", ES_COLUMN_FREE)                                         \
    X(COLUMN_SERIES, "series", ES_COLUMN_FILLED)                                         \
    X(COLUMN_ZONE, "zone", ES_COLUMN_FREE)                                               \
    X(COLUMN_FROM, "observed_from", ES_COLUMN_FILLED)                                    \
    X(COLUMN_TO, "observed_to", ES_COLUMN_FILLED)                                        \
    X(COLUMN_PUBLISHED, "published", ES_COLUMN_EMPTY)                                    \
    X(COLUMN_VALUE, "value", ES_COLUMN_FILLED)                                           \
    X(COLUMN_VALUE_HI, "value_hi", ES_COLUMN_EMPTY)                                      \
    X(COLUMN_UNIT, "unit", ES_COLUMN_FILLED)                                             \
    X(COLUMN_KIND, "kind", ES_COLUMN_FILLED)                                             \
    X(COLUMN_REF, "ref", ES_COLUMN_EMPTY)                                                \
    X(COLUMN_QUALIFIER, "qualifier", ES_COLUMN_FILLED)                                   \
    X(COLUMN_STEP, "quoted_step", ES_COLUMN_FILLED)                                      \
    X(COLUMN_BASIS, "date_basis", ES_COLUMN_FILLED)                                      \
    X(COLUMN_TITLE, "source_title", ES_COLUMN_EMPTY)                                     \
    X(COLUMN_URL, "source_url", ES_COLUMN_EMPTY)                                         \
    X(COLUMN_NOTE, "note", ES_COLUMN_EMPTY)

enum es_figure_column {
#define COLUMN_ENUMERATOR(column, name, need) column,
    ES_FIGURE_COLUMNS(COLUMN_ENUMERATOR)
#undef COLUMN_ENUMERATOR
        COLUMN_COUNT
};

#endif

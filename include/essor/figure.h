/*
 * figure.h: a figure, one number as one source gives it.
 *
 * Figures are never overwritten. A correction is a new version of the same id with its
 * own publication date, so that any past state of knowledge can be rebuilt.
 */
#ifndef ESSOR_FIGURE_H
#define ESSOR_FIGURE_H

#include "essor/date.h"
#include "essor/error.h"

#include <stdbool.h>
#include <stddef.h>

/* What a number says: name in files, meaning. */
#define ES_KIND_LIST(X)                                                                  \
    X(ES_STOCK, "stock", "level at a date")                                              \
    X(ES_WINDOW_TOTAL, "window_total", "sum over the window")                            \
    X(ES_MONTHLY_RATE, "monthly_rate", "volume per month during the window")             \
    X(ES_ANNUALISED_RATE, "annualised_rate",                                             \
      "volume per year at the pace of the window")                                       \
    X(ES_GROWTH_PER_MONTH, "growth_per_month", "new units per month over the window")    \
    X(ES_SHARE_OF, "share_of", "percent of the series in ref")                           \
    X(ES_RATIO_TO, "ratio_to", "value divided by the one named in ref")                  \
    X(ES_PERCENT, "percent", "any other percentage")                                     \
    X(ES_COUNT, "count", "people or things seen during the window")

enum es_kind {
#define ES_KIND_ENUMERATOR(name, text, meaning) name,
    ES_KIND_LIST(ES_KIND_ENUMERATOR)
#undef ES_KIND_ENUMERATOR
        ES_KIND_COUNT
};

/* How exact the source is about the number. */
#define ES_QUALIFIER_LIST(X)                                                             \
    X(ES_EXACT, "exact", "to the last digit")                                            \
    X(ES_ABOUT, "about", "rounded")                                                      \
    X(ES_AT_LEAST, "at_least", "more than; by less than one step")                       \
    X(ES_AT_MOST, "at_most", "less than; by less than one step")                         \
    X(ES_NEARLY, "nearly", "just below")                                                 \
    X(ES_RANGE, "range", "from value to value_hi")

enum es_qualifier {
#define ES_QUALIFIER_ENUMERATOR(name, text, meaning) name,
    ES_QUALIFIER_LIST(ES_QUALIFIER_ENUMERATOR)
#undef ES_QUALIFIER_ENUMERATOR
        ES_QUALIFIER_COUNT
};

/* How the window is known, with the standard deviation of its place, in days. */
#define ES_BASIS_LIST(X)                                                                 \
    X(ES_STATED, "stated", 0.0, "the source gives the window")                           \
    X(ES_PRESENTED, "presented", 3.0, "day of a press event")                            \
    X(ES_PUBLISHED, "published", 10.0, "only a publication date")                        \
    X(ES_INFERRED, "inferred", 30.0, "worked out by the collector")

enum es_basis {
#define ES_BASIS_ENUMERATOR(name, text, sd_days, meaning) name,
    ES_BASIS_LIST(ES_BASIS_ENUMERATOR)
#undef ES_BASIS_ENUMERATOR
        ES_BASIS_COUNT
};

struct es_figure {
    const char *id;     /* stable, unique but for versions */
    int version;        /* 1, 2, ... */
    const char *series; /* the source's series, for example "dmp_docs_ville" */
    const char *zone;   /* "" for the whole */
    int from_day;       /* window, both ends included */
    int to_day;
    int published_day; /* ES_NO_DAY if unknown */
    double value;      /* plain units: 9200000; percent for shares */
    double value_hi;   /* NAN but for a range */
    const char *unit;
    enum es_kind kind;
    const char *ref; /* "" where the kind needs none */
    enum es_qualifier qualifier;
    double quoted_step; /* size of the last digit given */
    enum es_basis basis;
    const char *source_title;
    const char *source_url;
    const char *note;
    int line; /* where it stands in its file; 0 if nowhere */
};

struct es_figures {
    struct es_figure *at;
    size_t n;
};

/* Names as files write them, and back; false if the name is unknown. */
const char *es_kind_name(enum es_kind kind);
const char *es_qualifier_name(enum es_qualifier qualifier);
const char *es_basis_name(enum es_basis basis);
bool es_kind_parse(const char *name, enum es_kind *kind);
bool es_qualifier_parse(const char *name, enum es_qualifier *qualifier);
bool es_basis_parse(const char *name, enum es_basis *basis);
double es_basis_sd_days(enum es_basis basis);

/* Whether the figure was known on a day: published by then or, where the publication date
 * is unknown, observed by then. */
bool es_figure_known(const struct es_figure *figure, int as_of_day);

/* The day of knowledge that es_figure_known compares with. */
int es_figure_known_day(const struct es_figure *figure);

/*
 * What a figure says of the true number, as a log-normal error: its centre, in the
 * figure's unit, and the standard deviation of its logarithm.
 *
 * "More than 12 M" quoted to the million means 12 to 13 M, so the centre is 12.5 M;
 * "nearly 10 M" means 9 to 10 M. The step is taken as at most a quarter of the value. A
 * range has its middle and its width as step. The error is that of rounding (step / sqrt
 * 12), with at least 0.3 % for an exact figure and 3 % for any other.
 */
void es_figure_reading(const struct es_figure *figure, double *centre, double *sd_log);

#endif

#include "essor/figure.h"

#include <math.h>
#include <string.h>

static const char *const kinds[] = {
#define NAME(symbol, text, meaning) [symbol] = text,
    ES_KIND_LIST(NAME)
#undef NAME
};

static const char *const qualifiers[] = {
#define NAME(symbol, text, meaning) [symbol] = text,
    ES_QUALIFIER_LIST(NAME)
#undef NAME
};

static const char *const bases[] = {
#define NAME(symbol, text, sd_days, meaning) [symbol] = text,
    ES_BASIS_LIST(NAME)
#undef NAME
};

/* The index of a name, or -1. */
static int position(const char *name, const char *const names[], int n)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(name, names[i]) == 0) {
            return i;
        }
    }
    return -1;
}

const char *es_kind_name(enum es_kind kind)
{
    return kinds[kind];
}

const char *es_qualifier_name(enum es_qualifier qualifier)
{
    return qualifiers[qualifier];
}

const char *es_basis_name(enum es_basis basis)
{
    return bases[basis];
}

bool es_kind_parse(const char *name, enum es_kind *kind)
{
    const int found = position(name, kinds, ES_KIND_COUNT);
    if (found >= 0) {
        *kind = (enum es_kind)found;
    }
    return found >= 0;
}

bool es_qualifier_parse(const char *name, enum es_qualifier *qualifier)
{
    const int found = position(name, qualifiers, ES_QUALIFIER_COUNT);
    if (found >= 0) {
        *qualifier = (enum es_qualifier)found;
    }
    return found >= 0;
}

bool es_basis_parse(const char *name, enum es_basis *basis)
{
    const int found = position(name, bases, ES_BASIS_COUNT);
    if (found >= 0) {
        *basis = (enum es_basis)found;
    }
    return found >= 0;
}

double es_basis_sd_days(enum es_basis basis)
{
    static const double sd[] = {
#define SD(symbol, text, sd_days, meaning) [symbol] = (sd_days),
        ES_BASIS_LIST(SD)
#undef SD
    };
    return sd[basis];
}

int es_figure_known_day(const struct es_figure *figure)
{
    return figure->published_day != ES_NO_DAY ? figure->published_day : figure->to_day;
}

bool es_figure_known(const struct es_figure *figure, int as_of_day)
{
    return es_figure_known_day(figure) <= as_of_day;
}

/* Errors that no rounding step explains: other definitions, slips, late corrections. */
#define LEAST_SD_EXACT 0.003
#define LEAST_SD_OTHER 0.03

void es_figure_reading(const struct es_figure *figure, double *centre, double *sd_log)
{
    double step = fmin(figure->quoted_step, figure->value / 4.0);
    double middle = figure->value;
    switch (figure->qualifier) {
    case ES_AT_LEAST:
        middle += step / 2.0;
        break;
    case ES_AT_MOST:
    case ES_NEARLY:
        middle -= step / 2.0;
        break;
    case ES_RANGE:
        step = figure->value_hi - figure->value;
        middle += step / 2.0;
        break;
    default:
        break;
    }
    const double least = figure->qualifier == ES_EXACT ? LEAST_SD_EXACT : LEAST_SD_OTHER;
    *centre = middle;
    *sd_log = middle > 0.0 ? hypot(step / sqrt(12.0) / middle, least) : least;
}

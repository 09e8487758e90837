/*
 * observation.h: what a figure says of a path, ready for an engine.
 *
 * Every series is a cumulated path C(t): documents sent since the start for a flow, the
 * level for a stock. Each figure is an operator on C, with a log-normal error.
 */
#ifndef ESSOR_OBSERVATION_H
#define ESSOR_OBSERVATION_H

#include <stddef.h>

/* What is counted: documents sent (a volume per time) or profiles activated (a level). */
enum es_nature { ES_FLOW_SERIES, ES_STOCK_SERIES };

enum es_measure {
    ES_LEVEL,     /* C at the middle of the last day of the window (stocks only) */
    ES_SUM,       /* C gained over the window */
    ES_PER_MONTH, /* the same, per month of the window (es_months_in_window) */
    ES_PER_YEAR,  /* twelve times that */
    ES_SHARE,     /* C gained over the window, divided by that of the whole (0..1) */
    ES_RATIO      /* C gained per month, divided by that over the reference window */
};

struct es_observation {
    enum es_measure measure;
    int from_day; /* window, both ends included */
    int to_day;
    int ref_from_day; /* reference window of a ratio */
    int ref_to_day;
    double centre; /* in the unit of the series; a plain fraction for shares, ratios */
    double sd_log; /* of the error of ln centre */
    double date_sd_days;  /* of the place of the window */
    size_t figure;        /* index of the figure it comes from, for messages */
    const double *common; /* [commons] what one sd of each error that figures have in
                             common does to ln centre; NULL: it has none */
};

#endif

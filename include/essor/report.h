/*
 * report.h: the briefing page: everything that a project knows, on one page.
 *
 * The page is one HTML file that asks for nothing else: charts are inline SVG with the
 * numbers behind them, texts are in one language. Every text that is not the program's
 * own is escaped, and a policy in the page forbids whatever it does not need.
 */
#ifndef ESSOR_REPORT_H
#define ESSOR_REPORT_H

#include "essor/chart.h"

/* What gnuplot drew, and what the chart wrote beside it. */
struct es_report_chart {
    const char *id;     /* "fan-ville", one of its kind on the page */
    const char *series; /* id of the one that it shows; NULL: several */
    const char *svg;    /* for wide screens and paper */
    const char *narrow; /* the same for telephones */
    const char *words;  /* its .txt: finding, subtitle, a sentence in each further line */
    const char *table;  /* its .csv: the numbers drawn */
};

/* What became of a figure. */
enum es_report_use {
    ES_REPORT_USED,
    ES_REPORT_EXCLUDED, /* by the project, with a reason */
    ES_REPORT_REPEATED, /* the same from another source is used */
    ES_REPORT_NEWER,    /* there is a later version */
    ES_REPORT_LATER,    /* published after the as-of date */
    ES_REPORT_UNREAD    /* it says nothing of the series */
};

struct es_report_figure {
    const struct es_figure *figure;
    enum es_report_use use;
    const char *reason; /* of an exclusion */
};

/* What the page can change: draws that lead further than the horizon, because growth may
 * be faster, and what each of them grows towards. */
struct es_report_futures {
    const struct es_outlook *outlook; /* NULL: nothing can be changed */
    const double *ceiling;            /* [draws] */
    double limit;                     /* that nothing passes; INFINITY */
};

struct es_report_series {
    struct es_chart_series chart;
    struct es_report_futures futures;
    const struct es_report_figure *figure; /* [figures] in the order of time */
    size_t figures;
};

/* The audit: how many findings there are of each standing, and the sentences of those
 * that are open or agree. */
struct es_report_audit {
    size_t open, excluded, known, read, once;
    const char *const *open_sentence; /* [open] */
    const char *const *agreement;     /* [agreements] */
    size_t agreements;
};

/* A file that the page was made from. */
struct es_report_input {
    const char *name;
    const char *sha256;
};

struct es_report {
    const char *name; /* of the project */
    enum es_language language;
    int as_of_day, horizon_day;
    const char *fingerprint;         /* of all inputs and the version */
    struct es_report_series *series; /* [n] those that could be fitted */
    size_t n;
    const struct es_report_chart *chart; /* [charts] that of several series first */
    size_t charts;
    const struct es_report_input *input;
    size_t inputs;
    struct es_report_audit audit;
};

/* The page; ES_ERR_TOOL where a font is missing or an SVG holds what gnuplot does not
 * write. */
enum es_status es_report_html(const struct es_report *report, char **text,
                              struct es_arena *arena, struct es_error *err);

/* The same without charts, as Markdown. */
enum es_status es_report_markdown(const struct es_report *report, char **text,
                                  struct es_arena *arena, struct es_error *err);

/* Its numbers, one in a row: series,item,name,from,to,value. */
enum es_status es_report_csv(const struct es_report *report, char **text,
                             struct es_arena *arena, struct es_error *err);

#endif

/*
 * chart.h: the data of a chart in, gnuplot script, numbers, alternative text and PNG out.
 *
 * Each kind of chart is one template in plots/ and one function here. The script is
 * self-contained: data blocks inside, runnable by hand.
 */
#ifndef ESSOR_CHART_H
#define ESSOR_CHART_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/figure.h"
#include "essor/outlook.h"
#include "essor/target.h"
#include "essor/text.h"
#include "essor/verdict.h"

/* What every chart knows of its series; texts already in the chart's language. */
struct es_chart_series {
    const char *id;
    const char *label;    /* "Médecine de ville" */
    const char *sublabel; /* "tous documents", may be "" */
    const char *subject;  /* of a sentence: "La médecine de ville", "radiology" */
    const char *unit;     /* "documents", "profils activés" */
    const char *sources;  /* "DNS, 13 sept. 2023 ; Klesia, 6 févr. 2024" */
    const struct es_outlook *outlook;
    const struct es_target *target; /* [targets]; the first is the one of the title */
    const struct es_target_answer *answer;
    size_t targets;
    const struct es_verdict *verdict;
    int first_day; /* the first that a figure speaks of */
};

/* What the value of a point is. */
enum es_chart_value {
    ES_CHART_SHOWN, /* annual pace or level, as the chart */
    ES_CHART_GAIN,  /* new units a month */
    ES_CHART_SHARE, /* 0..1 of the whole */
    ES_CHART_RATIO  /* times another window */
};

/* A figure as the fan draws it, on the scale of the chart (annual pace, or level). */
struct es_chart_point {
    int from_day; /* window, both ends included */
    int to_day;
    double value;                /* as quoted: "more than 18 M" stands at 18 M */
    double low, high;            /* one standard error either side, figure's own error */
    enum es_qualifier qualifier; /* at_least, at_most and nearly get an arrow instead */
    bool derived;                /* read through another series (a share), drawn hollow */
    size_t observation;          /* its index in the verdict */
    enum es_chart_value means;
};

/* Something known beside the figures: a wave to come, a strike, another definition. */
struct es_chart_event {
    const char *label;
    int from_day, until_day; /* the same for a moment */
};

struct es_fan {
    struct es_chart_series series;
    const struct es_chart_point *point;
    size_t points;
    const struct es_chart_point *other; /* figures that have no place on the scale */
    size_t others;
    bool line; /* a full series: the points are drawn as a line, and the last as a mark */
    const double
        *curve; /* [families][outlook->months] fitted curves, as es_outlook_shown */
    size_t families;
    const struct es_chart_event *event;
    size_t events;
};

struct es_bulletin {
    const char *subject; /* what the rows are, for the title and subtitle */
    const struct es_chart_series *series; /* one row each */
    size_t n;
    const char *sources;
};

/* How and where. */
enum es_picture { ES_PICTURE_PNG, ES_PICTURE_SVG, ES_PICTURE_PDF };
enum { ES_PICTURES = 3 };
#define ES_PICTURE_BIT(kind) (1u << (unsigned)(kind))
extern const char *const es_picture_names[ES_PICTURES]; /* "png", "svg", "pdf" */

/* The kinds that a list names, with commas or spaces between; false for another name. */
bool es_pictures_read(const char *list, unsigned *pictures);

/* A colour that a project changes, by its name in palette.def in small letters. */
struct es_theme_colour {
    const char *name;
    unsigned rgb; /* 0xRRGGBB */
};

/* Whether the colours of a project have the names of colours and can be read: those of
 * texts and series with a contrast of at least 4.5 on the paper. ES_ERR_ARGUMENT says
 * which one. */
enum es_status es_theme_check(const struct es_theme_colour colour[], size_t n,
                              struct es_error *err);

struct es_chart_style {
    enum es_language language;
    int as_of_day;
    const char *fingerprint; /* of the inputs, 12 hexadecimal digits */
    const char *directory;   /* charts go to directory/stem.{gp,png,csv,txt} */
    const char *stem;        /* "fan-ville"; made of [a-z0-9-] by the caller */
    int width, height;       /* in pixels before scaling; 0: 1600 x 900 */
    double scale;            /* 0: 2 */
    bool bare;               /* without title, notes and sources: they stand beside it */
    bool dark;               /* light on dark; colours are then not changed */
    const struct es_theme_colour *colour; /* [colours] changed */
    size_t colours;
};

/*
 * Each writes stem.gp, stem.csv and stem.txt; the PNG comes from es_gnuplot_render.
 *
 * *replaced, which may be NULL, becomes the number of characters that cannot be drawn and
 * were left out or became "?". ES_ERR_ARGUMENT for an outlook without draws or months,
 * more than ES_FAMILIES curves, or a bulletin without 1 to 8 rows that each have a
 * target; ES_ERR_TOOL if the font is missing; ES_ERR_IO if a file cannot be written.
 */
enum es_status es_chart_fan(const struct es_fan *fan, const struct es_chart_style *style,
                            size_t *replaced, struct es_arena *arena,
                            struct es_error *err);
enum es_status es_chart_bulletin(const struct es_bulletin *bulletin,
                                 const struct es_chart_style *style, size_t *replaced,
                                 struct es_arena *arena, struct es_error *err);

/* When the first target of a series is reached, as the distribution of the draws' dates.
 */
enum es_status es_chart_delay(const struct es_chart_series *series,
                              const struct es_chart_style *style, size_t *replaced,
                              struct es_arena *arena, struct es_error *err);

/* Whether the present pace of each series is enough for its first target: gains of a year
 * against those required. The furthest first; as many rows as the height takes. */
enum es_status es_chart_pace(const struct es_bulletin *rows,
                             const struct es_chart_style *style, size_t *replaced,
                             struct es_arena *arena, struct es_error *err);

/* A figure and what the fit has in its place, on the scale of the chart. */
struct es_chart_residual {
    int day;
    double observed, fitted;
};

struct es_residuals_chart {
    struct es_chart_series series; /* needs no outlook */
    const struct es_chart_residual *at;
    size_t n; /* in the order of time */
};

/* Whether the fit holds: what it leaves in time, against a normal law, against itself
 * before, and fitted against observed. ES_ERR_ARGUMENT for fewer than four figures. */
enum es_status es_chart_residuals(const struct es_residuals_chart *residuals,
                                  const struct es_chart_style *style, size_t *replaced,
                                  struct es_arena *arena, struct es_error *err);

/* Whether the figures follow a logistic curve: ln F/(1-F), F relative to the verdict's
 * ceiling, is a straight line if they do (Fisher and Pry 1971,
 * doi:10.1016/S0040-1625(71)80005-7). ES_ERR_ARGUMENT without a ceiling above 0. */
enum es_status es_chart_fisher_pry(const struct es_fan *fan,
                                   const struct es_chart_style *style, size_t *replaced,
                                   struct es_arena *arena, struct es_error *err);

/* Which figure carries the answer: the verdict's influences, the strongest first, as
 * many as the height takes. ES_ERR_ARGUMENT without a target or influences. */
enum es_status es_chart_influence(const struct es_fan *fan,
                                  const struct es_chart_style *style, size_t *replaced,
                                  struct es_arena *arena, struct es_error *err);

/* Every series at a glance, each on a scale of its own. */
struct es_small_chart {
    const char *subject; /* what the series are */
    const struct es_fan *panel;
    size_t n; /* 1 to ES_CHART_PANELS */
    const char *sources;
};
enum { ES_CHART_PANELS = 40 };

enum es_status es_chart_small(const struct es_small_chart *small,
                              const struct es_chart_style *style, size_t *replaced,
                              struct es_arena *arena, struct es_error *err);

/* The same draws, had growth been another. */
struct es_chart_scenario {
    const char *label; /* "Croissance +50 %" */
    const struct es_outlook *outlook;
    const struct es_target_answer *answer; /* of the first target; NULL without one */
};
enum { ES_CHART_SCENARIOS = 4 };

struct es_whatif_chart {
    struct es_fan fan; /* series and figures; its outlook and answer are as things are */
    const struct es_chart_scenario *scenario; /* [n] the first is as things are */
    size_t n;                                 /* 2 to ES_CHART_SCENARIOS */
    bool named; /* by the project: not only faster or slower growth */
};

enum es_status es_chart_whatif(const struct es_whatif_chart *whatif,
                               const struct es_chart_style *style, size_t *replaced,
                               struct es_arena *arena, struct es_error *err);

/* The label of growth times a rate: "Croissance +50 %", "Present growth" for 1. */
enum es_status es_chart_growth_label(enum es_language language, double rate,
                                     const char **label, struct es_arena *arena,
                                     struct es_error *err);

/* A forecast made on an earlier day, on the scale of the chart. */
struct es_chart_forecast {
    int as_of_day;
    const double (*row)[4]; /* [n] day, then 10, 50 and 90 % */
    size_t n;
};
enum { ES_CHART_FORECASTS = 8 };

struct es_backtest_chart {
    struct es_fan fan; /* series and figures; needs no outlook */
    const struct es_chart_forecast *forecast;
    size_t n;              /* 1 to ES_CHART_FORECASTS */
    size_t tested, inside; /* later figures, and those within their 80 % interval */
};

enum es_status es_chart_backtest(const struct es_backtest_chart *backtest,
                                 const struct es_chart_style *style, size_t *replaced,
                                 struct es_arena *arena, struct es_error *err);

/* The newest figure of a zone. */
struct es_chart_zone {
    const char *code; /* of a département: "75", "2A", "971" */
    double value;
    int day;
};

struct es_map_chart {
    const char *id;
    const char *label, *sublabel, *unit;
    const char *sources;
    const struct es_chart_zone *zone;
    size_t n;
    bool percent; /* values are percentages */
};

/* Where in France: a tile for each of the 101 départements. ES_ERR_ARGUMENT for none or
 * for a code that is no département's. */
enum es_status es_chart_map(const struct es_map_chart *map,
                            const struct es_chart_style *style, size_t *replaced,
                            struct es_arena *arena, struct es_error *err);

/*
 * Runs gnuplot on directory/stem.gp and puts directory/stem.png or .svg in its place once
 * it has been checked: signature, size and end of a PNG, end of an SVG. ES_ERR_TOOL with
 * gnuplot's own words if it fails, takes too long or writes something else; the old
 * picture is then left alone. A PDF is made by rsvg-convert of stem.svg, which must be
 * there.
 */
enum es_status es_gnuplot_render(const char *directory, const char *stem,
                                 enum es_picture kind, struct es_error *err);

/* One of many pictures, and what became of it. */
struct es_picture_order {
    const char *directory, *stem;
    enum es_picture kind; /* PNG or SVG */
    enum es_status status;
    struct es_error error;
};

/*
 * The same for many, in as many processes of gnuplot as there are jobs (0: processors).
 * The bytes are those of one process each. A chart that fails says so in its order and
 * leaves the others done.
 */
enum es_status es_gnuplot_render_all(struct es_picture_order order[], size_t n,
                                     size_t jobs, struct es_arena *arena,
                                     struct es_error *err);

/* Makes of gnuplot's stem.svg one for everybody: title and description are those of
 * stem.txt, and the heavier weight is named as browsers do. */
enum es_status es_chart_svg_finish(const char *directory, const char *stem,
                                   struct es_arena *arena, struct es_error *err);

/* What draws, which every picture depends on. */
struct es_drawing_tools {
    const char *gnuplot; /* path; NULL: it is not installed */
    const char *version; /* "gnuplot 5.4 patchlevel 4"; "" without gnuplot */
    struct {
        const char *name; /* "Inter SemiBold" */
        const char *path; /* NULL: it is not installed */
        const char *hash; /* SHA-256 of the file; "" */
        const char *package;
    } font[3];
    const char *templates; /* SHA-256 of the templates inside essor */
};
enum es_status es_drawing_tools_find(struct es_drawing_tools *tools,
                                     struct es_arena *arena, struct es_error *err);

/* The SHA-256 of a small picture drawn here: where it differs between two machines, so
 * may the pixels of charts. hash[65]. ES_ERR_TOOL if it cannot be drawn. */
enum es_status es_pictures_probe(char hash[65], struct es_error *err);

/* A name as a file name: [a-z0-9-] kept, accents dropped, anything else "-"; a name that
 * is changed gets six digits of its hash, so that two names never share a file. */
enum es_status es_chart_stem(const char *kind, const char *name, char **stem,
                             struct es_arena *arena, struct es_error *err);

#endif

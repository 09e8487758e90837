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

/* A figure as the fan draws it, on the scale of the chart (annual pace, or level). */
struct es_chart_point {
    int from_day; /* window, both ends included */
    int to_day;
    double value;                /* as quoted: "more than 18 M" stands at 18 M */
    double low, high;            /* one standard error either side, figure's own error */
    enum es_qualifier qualifier; /* at_least, at_most and nearly get an arrow instead */
    bool derived;                /* read through another series (a share), drawn hollow */
    size_t observation;          /* its index in the verdict */
};

struct es_fan {
    struct es_chart_series series;
    const struct es_chart_point *point;
    size_t points;
    bool line; /* a full series: the points are drawn as a line, and the last as a mark */
    const double
        *curve; /* [families][outlook->months] fitted curves, as es_outlook_shown */
    size_t families;
};

struct es_bulletin {
    const char *subject; /* what the rows are, for the title and subtitle */
    const struct es_chart_series *series; /* one row each */
    size_t n;
    const char *sources;
};

/* How and where. */
struct es_chart_style {
    enum es_language language;
    int as_of_day;
    const char *fingerprint; /* of the inputs, 12 hexadecimal digits */
    const char *directory;   /* charts go to directory/stem.{gp,png,csv,txt} */
    const char *stem;        /* "fan-ville"; made of [a-z0-9-] by the caller */
    int width, height;       /* in pixels before scaling; 0: 1600 x 900 */
    double scale;            /* 0: 2 */
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

/*
 * Runs gnuplot on directory/stem.gp and puts directory/stem.png in its place once its
 * signature, end and size have been checked. ES_ERR_TOOL with gnuplot's own words if it
 * fails, takes too long or writes something else; the old PNG is then left alone.
 */
enum es_status es_gnuplot_render(const char *directory, const char *stem,
                                 struct es_error *err);

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

/* A name as a file name: [a-z0-9-] kept, accents dropped, anything else "-"; a name that
 * is changed gets six digits of its hash, so that two names never share a file. */
enum es_status es_chart_stem(const char *kind, const char *name, char **stem,
                             struct es_arena *arena, struct es_error *err);

#endif

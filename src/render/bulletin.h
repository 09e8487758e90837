/* bulletin.h: the sentences and cells of a bulletin, before they are placed. */
#ifndef ESSOR_RENDER_BULLETIN_H
#define ESSOR_RENDER_BULLETIN_H

#include "render/sheet.h"

enum { ES_BULLETIN_ROWS = 8 };

/* How a row is drawn: colour and sign. */
enum es_bulletin_sign {
    ES_SIGN_REACHED,
    ES_SIGN_LIKELY,
    ES_SIGN_OPEN,
    ES_SIGN_BEHIND,
    ES_SIGNS
};

/* A cell: a value and a smaller line below it. */
struct es_bulletin_cell {
    const char *value;
    const char *below;
    bool faint; /* nothing to worry about */
};

enum es_bulletin_column {
    ES_COLUMN_RATIO,
    ES_COLUMN_REQUIRED,
    ES_COLUMN_DATE,
    ES_COLUMN_CHANCE,
    ES_COLUMN_VERDICT,
    ES_COLUMNS
};

struct es_bulletin_row {
    struct es_chart_series series; /* its texts clean */
    double share;                  /* current over target */
    double share_low, share_high;  /* its 80 % interval */
    const char *share_text;        /* "21 %" */
    const char *amount_text;       /* "25 M sur 120 M" */
    struct es_bulletin_cell cell[ES_COLUMNS];
    enum es_bulletin_sign sign;
};

struct es_bulletin_data {
    struct es_bulletin_row row[ES_BULLETIN_ROWS];
    size_t n;
    const char *subject, *sources;
    bool any_flow, any_stock;
    bool any_required; /* some deadline lies ahead of a target that is not reached */
    bool one_unit;
};

enum es_status es_bulletin_measure(struct es_sheet *sheet,
                                   const struct es_bulletin *bulletin,
                                   struct es_bulletin_data *data, struct es_error *err);

const char *es_bulletin_title(struct es_speech *speech,
                              const struct es_bulletin_data *data);
const char *es_bulletin_subtitle(struct es_speech *speech,
                                 const struct es_bulletin_data *data, int as_of_day);
const char *es_bulletin_reading(struct es_speech *speech,
                                const struct es_bulletin_data *data);

/* Lays the texts out and writes the script's data; what is left is the template. */
enum es_status es_bulletin_lay_out(struct es_sheet *sheet,
                                   const struct es_bulletin_data *data,
                                   struct es_error *err);

#endif

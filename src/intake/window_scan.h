/* window_scan.h: the date that stands at a place of a text. */
#ifndef ESSOR_INTAKE_WINDOW_SCAN_H
#define ESSOR_INTAKE_WINDOW_SCAN_H

#include "essor/window.h"
#include "intake/lexeme.h"

struct es_window_found {
    enum es_window_status status; /* never ES_WINDOW_BAD */
    struct es_window reading[2];
    char rule[ES_RULE_TEXT];
    bool near; /* without a year: the last one that began by `near_day` */
};

/* The longest date that begins at lexeme `at`; returns how many lexemes it has, 0 with
 * *found untouched if there is none. A date may lack its year unless `near_day` is
 * ES_NO_DAY. */
size_t es_window_scan(const struct es_lexemes *lexemes, size_t at,
                      enum es_day_order order, int near_day,
                      struct es_window_found *found);

#endif

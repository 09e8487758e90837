/* kinds.h: the kinds of charts by themselves, so that tests can lay them out unwritten.
 */
#ifndef ESSOR_RENDER_KINDS_H
#define ESSOR_RENDER_KINDS_H

#include "render/sheet.h"

extern const struct es_sheet_kind es_kind_fan;        /* struct es_fan */
extern const struct es_sheet_kind es_kind_bulletin;   /* struct es_bulletin */
extern const struct es_sheet_kind es_kind_whatif;     /* struct es_whatif_chart */
extern const struct es_sheet_kind es_kind_pace;       /* struct es_bulletin */
extern const struct es_sheet_kind es_kind_delay;      /* struct es_chart_series */
extern const struct es_sheet_kind es_kind_small;      /* struct es_small_chart */
extern const struct es_sheet_kind es_kind_backtest;   /* struct es_backtest_chart */
extern const struct es_sheet_kind es_kind_residuals;  /* struct es_residuals_chart */
extern const struct es_sheet_kind es_kind_fisher_pry; /* struct es_fan */
extern const struct es_sheet_kind es_kind_influence;  /* struct es_fan */
extern const struct es_sheet_kind es_kind_map;        /* struct es_map_chart */

#endif

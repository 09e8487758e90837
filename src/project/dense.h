/* dense.h: the dense engine on a project's own series. */
#ifndef ESSOR_PROJECT_DENSE_H
#define ESSOR_PROJECT_DENSE_H

#include "essor/project.h"

/* The points of a problem's figures; n is 0 where there are none. */
enum es_status es_dense_grid_make(const struct es_sparse_problem *problem,
                                  struct es_dense_grid *grid, struct es_arena *arena,
                                  struct es_error *err);

/*
 * Forecasts the grid of solution->dense and draws the outlook, fit.outlook: what was seen
 * is the same in every draw.
 */
enum es_status es_dense_solve(struct es_solution *solution, size_t draws,
                              struct es_error *err);

/* A series of days is drawn so many days ahead, and stands still after: ES_ERR_ARGUMENT
 * where its outlook, made for growth that is faster, leads further. */
enum es_status es_dense_check_reach(const struct es_solution *solution,
                                    struct es_error *err);

/* The first n points of the solution's grid as the engine sees them, and `reach` more. */
struct es_dense_series es_dense_series_of(const struct es_solution *solution, size_t n,
                                          size_t reach);

/* Whether regressions on the points determine a ceiling: solution->verdict. */
enum es_status es_dense_judge(struct es_solution *solution, struct es_error *err);

#endif

#include "essor/project.h"

enum es_status es_project_months(const struct es_solution *solution, size_t months,
                                 struct es_period **period, struct es_arena *arena,
                                 struct es_error *err)
{
    const struct es_outlook *outlook = &solution->fit.outlook;
    const int first = es_month_of_day(solution->problem.as_of_day) + 1;
    double *scratch;
    struct es_period *made;
    ES_NEW(arena, scratch, outlook->draws, err);
    ES_NEW(arena, made, months, err);
    for (size_t i = 0; i < months; i++) {
        const struct es_observation month = {
            .measure = outlook->nature == ES_STOCK_SERIES ? ES_LEVEL : ES_SUM,
            .from_day = es_month_first_day(first + (int)i),
            .to_day = es_month_first_day(first + (int)i + 1) - 1};
        es_outlook_period(outlook, &month, NULL, scratch, &made[i]);
    }
    *period = made;
    return ES_OK;
}

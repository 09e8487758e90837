#include "essor/project.h"

enum es_status es_project_months(const struct es_solution *solution, size_t months,
                                 struct es_period **period, struct es_arena *arena,
                                 struct es_error *err)
{
    const struct es_outlook *outlook = &solution->fit.outlook;
    const int first = es_month_of_day(solution->problem.as_of_day) + 1;
    double *scratch;
    struct es_observation *month;
    struct es_period *made;
    ES_NEW(solution->arena, scratch, ES_PERIODS_AT_ONCE * outlook->draws, err);
    ES_NEW(solution->arena, month, months, err);
    ES_NEW(arena, made, months, err);
    for (size_t i = 0; i < months; i++) {
        month[i] = (struct es_observation){
            .measure = outlook->nature == ES_STOCK_SERIES ? ES_LEVEL : ES_SUM,
            .from_day = es_month_first_day(first + (int)i),
            .to_day = es_month_first_day(first + (int)i + 1) - 1};
    }
    es_outlook_periods(outlook, month, months, NULL, scratch, made);
    *period = made;
    return ES_OK;
}

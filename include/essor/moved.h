/* moved.h: target dates and probabilities of a project, against those of another time. */
#ifndef ESSOR_MOVED_H
#define ESSOR_MOVED_H

#include "essor/project.h"

/* How a target stood. */
struct es_stand {
    const char *series, *target; /* ids */
    double median_day;           /* INFINITY: not within the horizon */
    int horizon_day;
    double p_by_deadline; /* NAN without a deadline */
    double p_never;
};

struct es_stands {
    struct es_stand *at;
    size_t n;
    int as_of_day;
};

/* Those of a targets.json that a build wrote. ES_ERR_IO if it cannot be read, ES_ERR_DATA
 * if it is no such file. */
enum es_status es_stands_read(const char *path, struct es_stands *stands,
                              struct es_arena *arena, struct es_error *err);

/* Those that the project's figures gave on another date. */
enum es_status es_stands_at(const struct es_project *project, int as_of_day, size_t jobs,
                            struct es_stands *stands, struct es_arena *arena,
                            struct es_error *err);

/* One target at both times. */
struct es_move {
    const struct es_stand *before, *now; /* NULL: it was not there then, is not now */
    double shift_months; /* of the median, later counts up; infinite where it left or came
                            into the horizon, 0 where it is beyond both times, NAN for a
                            target that is new or gone */
    bool moved;          /* by a day, or a probability by half a percent */
};

/* In the order of now, then what is gone. */
enum es_status es_moves_find(const struct es_stands *before, const struct es_stands *now,
                             struct es_move **move, size_t *n, struct es_arena *arena,
                             struct es_error *err);

#endif

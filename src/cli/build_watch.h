/* build_watch.h: what people and programs see of a build on its way. */
#ifndef ESSOR_CLI_BUILD_WATCH_H
#define ESSOR_CLI_BUILD_WATCH_H

#include "cli/cli.h"

#include <pthread.h>
#include <stdbool.h>

/* On a terminal one line that tells how far it is and how long it will take, after half a
 * second; elsewhere a line for each finished artefact, or a JSON object. */
struct build_watch {
    struct session *session;
    pthread_mutex_t lock; /* several threads tell */
    bool terminal;
    double started; /* seconds of a clock that only runs forward */
    struct {
        size_t done, total;
    } series, charts;
    bool shown;
};

void build_watch_open(struct build_watch *watch, struct session *session);
void build_watch_tell(void *context, const struct es_build_event *event);

/* Takes the line away, before anything else is said. */
void build_watch_wipe(struct build_watch *watch);
void build_watch_close(struct build_watch *watch, enum es_status status);

#endif

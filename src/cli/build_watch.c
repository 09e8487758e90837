#include "cli/build_watch.h"

#include <jansson.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const double PATIENCE_SECONDS = 0.5;

static const char *const names[] = {
    [ES_BUILD_PLANNED] = "would make", [ES_BUILD_ANSWERED] = "answered",
    [ES_BUILD_MADE] = "made",          [ES_BUILD_FAILED] = "failed",
    [ES_BUILD_LEFT] = "left",          [ES_BUILD_PRUNED] = "removed",
    [ES_BUILD_DIFFERS] = "differs",    [ES_BUILD_SKIPPED] = "skipped",
    [ES_BUILD_TAKEN] = "took"};

static double now_seconds(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void build_watch_open(struct build_watch *watch, struct session *session,
                      const struct es_project *project)
{
    *watch = (struct build_watch){.session = session,
                                  .terminal = isatty(fileno(session->err)) == 1 &&
                                              !session->options.json_log,
                                  .started = now_seconds(),
                                  .total = project->series_count};
    (void)pthread_mutex_init(&watch->lock, NULL);
}

/* How far it is, over the line of before. */
static void show(struct build_watch *watch)
{
    const double spent = now_seconds() - watch->started;
    if (spent < PATIENCE_SECONDS || watch->done == 0 || watch->done > watch->total) {
        return;
    }
    const double left =
        spent / (double)watch->done * (double)(watch->total - watch->done);
    (void)fprintf(watch->session->err, "\r%zu of %zu series, %.0f s left\x1b[K",
                  watch->done, watch->total, left);
    (void)fflush(watch->session->err);
    watch->shown = true;
}

static void wipe(struct build_watch *watch)
{
    if (watch->shown) {
        (void)fputs("\r\x1b[K", watch->session->err);
        watch->shown = false;
    }
}

static void log_json(const struct build_watch *watch, const char *event, const char *path,
                     const char *why)
{
    json_t *line = json_pack("{ss ss? ss?}", "event", event, "path", path, "why", why);
    char *text = line != NULL ? json_dumps(line, JSON_COMPACT) : NULL;
    if (text != NULL) {
        (void)fprintf(watch->session->err, "%s\n", text);
    }
    free(text);
    json_decref(line);
}

/* Whether the event is told in words; why only where that is the point. */
static void say(const struct build_watch *watch, const struct es_build_event *event)
{
    const bool reasons =
        event->kind == ES_BUILD_PLANNED || event->kind == ES_BUILD_DIFFERS ||
        event->kind == ES_BUILD_SKIPPED || event->kind == ES_BUILD_FAILED;
    (void)fprintf(watch->session->err, "%s %s%s%s\n", names[event->kind], event->path,
                  reasons ? ": " : "", reasons ? event->why : "");
}

void build_watch_tell(void *context, const struct es_build_event *event)
{
    struct build_watch *watch = context;
    const bool finished = event->kind == ES_BUILD_ANSWERED ||
                          event->kind == ES_BUILD_MADE || event->kind == ES_BUILD_TAKEN;
    (void)pthread_mutex_lock(&watch->lock);
    watch->done += event->kind == ES_BUILD_ANSWERED;
    if (watch->session->options.json_log) {
        log_json(watch, names[event->kind], event->path, event->why);
    } else if (watch->terminal && finished) {
        show(watch);
    } else if (event->kind != ES_BUILD_ANSWERED) {
        wipe(watch);
        say(watch, event);
    }
    (void)pthread_mutex_unlock(&watch->lock);
}

void build_watch_close(struct build_watch *watch, enum es_status status)
{
    wipe(watch);
    if (watch->session->options.json_log) {
        log_json(watch, status == ES_OK ? "done" : "ended", NULL,
                 status == ES_OK ? NULL : watch->session->error->message);
    }
    (void)pthread_mutex_destroy(&watch->lock);
}

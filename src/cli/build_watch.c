#include "cli/build_watch.h"

#include <jansson.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const double PATIENCE_SECONDS = 0.5;

static const char *const names[] = {
    [ES_BUILD_BEGUN] = "begun",       [ES_BUILD_PLANNED] = "would make",
    [ES_BUILD_ANSWERED] = "answered", [ES_BUILD_MADE] = "made",
    [ES_BUILD_FAILED] = "failed",     [ES_BUILD_LEFT] = "left",
    [ES_BUILD_PRUNED] = "removed",    [ES_BUILD_DIFFERS] = "differs",
    [ES_BUILD_SKIPPED] = "skipped",   [ES_BUILD_TAKEN] = "took"};

static double now_seconds(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void build_watch_open(struct build_watch *watch, struct session *session)
{
    *watch = (struct build_watch){.session = session,
                                  .terminal = isatty(fileno(session->err)) == 1 &&
                                              !session->options.json_log,
                                  .started = now_seconds()};
    (void)pthread_mutex_init(&watch->lock, NULL);
}

/* How far it is, over the line of before; a chart takes about as long as a series. */
static void show(struct build_watch *watch)
{
    const size_t done = watch->series.done + watch->charts.done;
    const size_t total = watch->series.total + watch->charts.total;
    const double spent = now_seconds() - watch->started;
    if (spent < PATIENCE_SECONDS || done == 0 || done > total) {
        return;
    }
    FILE *err = watch->session->err;
    (void)fprintf(err, "\r%zu of %zu series, ", watch->series.done, watch->series.total);
    if (watch->charts.total > 0) {
        (void)fprintf(err, "%zu of %zu charts, ", watch->charts.done,
                      watch->charts.total);
    }
    (void)fprintf(err, "%.0f s left\x1b[K",
                  spent / (double)done * (double)(total - done));
    (void)fflush(err);
    watch->shown = true;
}

/* What an event says of how far it is. Tables come when all charts are done. */
static void count(struct build_watch *watch, const struct es_build_event *event)
{
    if (event->kind == ES_BUILD_BEGUN) {
        watch->series.total = event->series;
        watch->charts.total = event->charts;
        watch->started = now_seconds();
    } else if (event->kind == ES_BUILD_ANSWERED) {
        watch->series.done++;
    } else if ((event->kind == ES_BUILD_MADE || event->kind == ES_BUILD_FAILED) &&
               watch->charts.done < watch->charts.total) {
        watch->charts.done++;
    }
}

void build_watch_wipe(struct build_watch *watch)
{
    if (watch->shown) {
        (void)fputs("\r\x1b[K", watch->session->err);
        watch->shown = false;
    }
}

static void print_line(const struct build_watch *watch, json_t *line)
{
    char *text = line != NULL ? json_dumps(line, JSON_COMPACT) : NULL;
    if (text != NULL) {
        (void)fprintf(watch->session->err, "%s\n", text);
    }
    free(text);
    json_decref(line);
}

static void log_json(const struct build_watch *watch, const char *event, const char *path,
                     const char *why)
{
    json_t *line = json_pack("{ss ss? ss?}", "event", event, "path", path, "why", why);
    print_line(watch, line);
}

static void log_begun(const struct build_watch *watch, const struct es_build_event *event)
{
    print_line(watch,
               json_pack("{ss sI sI}", "event", names[event->kind], "series",
                         (json_int_t)event->series, "charts", (json_int_t)event->charts));
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

static void tell(struct build_watch *watch, const struct es_build_event *event)
{
    const bool progress =
        event->kind == ES_BUILD_BEGUN || event->kind == ES_BUILD_ANSWERED;
    const bool finished =
        progress || event->kind == ES_BUILD_MADE || event->kind == ES_BUILD_TAKEN;
    if (watch->session->options.json_log) {
        if (event->kind == ES_BUILD_BEGUN) {
            log_begun(watch, event);
        } else {
            log_json(watch, names[event->kind], event->path, event->why);
        }
    } else if (watch->terminal && finished) {
        show(watch);
    } else if (!progress) {
        build_watch_wipe(watch);
        say(watch, event);
    }
}

void build_watch_tell(void *context, const struct es_build_event *event)
{
    struct build_watch *watch = context;
    (void)pthread_mutex_lock(&watch->lock);
    count(watch, event);
    tell(watch, event);
    (void)pthread_mutex_unlock(&watch->lock);
}

void build_watch_close(struct build_watch *watch, enum es_status status)
{
    build_watch_wipe(watch);
    if (watch->session->options.json_log) {
        log_json(watch, status == ES_OK ? "done" : "ended", NULL,
                 status == ES_OK ? NULL : watch->session->error->message);
    }
    (void)pthread_mutex_destroy(&watch->lock);
}

#include "essor/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

struct queue {
    atomic_size_t next;
    size_t count;
    void (*work)(void *context, size_t i);
    void *context;
};

static void *drain(void *argument)
{
    struct queue *queue = argument;
    size_t i;
    while ((i = atomic_fetch_add(&queue->next, 1)) < queue->count) {
        queue->work(queue->context, i);
    }
    return NULL;
}

static size_t thread_count(size_t count, size_t jobs)
{
    if (jobs == 0) {
        const long processors = sysconf(_SC_NPROCESSORS_ONLN);
        jobs = processors > 0 ? (size_t)processors : 1;
    }
    jobs = jobs < count ? jobs : count;
    return jobs < MOST_THREADS ? jobs : MOST_THREADS;
}

void es_parallel_for(size_t count, size_t jobs, void (*work)(void *context, size_t i),
                     void *context)
{
    struct queue queue = {.count = count, .work = work, .context = context};
    atomic_init(&queue.next, 0);

    pthread_t helpers[MOST_THREADS];
    size_t started = 0;
    const size_t wanted = thread_count(count, jobs);
    while (started + 1 < wanted &&
           pthread_create(&helpers[started], NULL, drain, &queue) == 0) {
        started++;
    }
    (void)drain(&queue);
    for (size_t i = 0; i < started; i++) {
        (void)pthread_join(helpers[i], NULL);
    }
}

#define _GNU_SOURCE
#include "tk_aside.h"
#include "tk_threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/// How long it is waited between two looks at the interrupt flag, in nanoseconds.
#define PATIENCE 5000000

typedef struct aside {
    void (*work)(void *);
    void (*release)(void *);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool done, abandoned;
} aside;

/// How many threads work on for nobody.
static _Atomic int abandoned_count;

static void free_aside(aside *a) {
    a->release(a->context);
    pthread_cond_destroy(&a->changed);
    pthread_mutex_destroy(&a->lock);
    free(a);
}

static void *run(void *argument) {
    aside *a = argument;
    a->work(a->context);
    pthread_mutex_lock(&a->lock);
    a->done = true;
    bool abandoned = a->abandoned;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
    if (abandoned) {
        free_aside(a);
        abandoned_count--;
    }
    return NULL;
}

/// Libraries must not be taken down under a thread that still computes in them.
static void leave_at_once(int status, void *unused) {
    (void)unused;
    if (abandoned_count == 0) return;
    fflush(NULL);
    _exit(status);
}

static void watch_exit(void) { on_exit(leave_at_once, NULL); }

/// Waits until the work is done; false if it was interrupted before.
static bool await(aside *a) {
    pthread_mutex_lock(&a->lock);
    while (!a->done && !tk_interrupted()) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += PATIENCE;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&a->changed, &a->lock, &until);
    }
    bool done = a->done;
    if (!done) {
        a->abandoned = true;
        abandoned_count++;
    }
    pthread_mutex_unlock(&a->lock);
    return done;
}

static tk_status run_here(aside *a) {
    a->work(a->context);
    free_aside(a);
    return TK_OK;
}

tk_status tk_run_aside(void (*work)(void *), void (*release)(void *), void *context) {
    static pthread_once_t watched = PTHREAD_ONCE_INIT;
    aside *a = malloc(sizeof *a);
    if (!a) {
        release(context);
        return TK_MEMORY;
    }
    *a = (aside){.work = work, .release = release, .context = context};
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->changed, NULL);
    pthread_once(&watched, watch_exit);
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, a) != 0) return run_here(a);
    if (!await(a)) {
        pthread_detach(thread);
        return TK_INTERRUPTED;
    }
    pthread_join(thread, NULL);
    free_aside(a);
    return TK_OK;
}

#include "tk_threads.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define MOST_THREADS 64
/// How often to look again before sleeping: some 20 µs, which is what waking a thread costs.
#define SPINS 1500

/// What the pool works on; one at a time, guarded by `busy`.
static struct {
    tk_task task;
    const void *context;
    int64_t count;
    /// Whether an interrupt leaves it alone.
    bool whole;
    _Atomic int64_t next;
    _Atomic int status;
    /// Whether workers may join, and how many have. One that comes late finds it closed and touches nothing else, so
    /// that nobody waits for a thread that was not needed.
    _Atomic bool open;
    _Atomic int joined;
} work;

static pthread_mutex_t busy = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t begun = PTHREAD_COND_INITIALIZER;
static pthread_cond_t ended = PTHREAD_COND_INITIALIZER;
/// Counts the pieces of work; workers wait for it to change.
static _Atomic unsigned generation;
/// How many workers take part in this piece of work: those with a smaller number.
static _Atomic int invited;
static _Atomic int started;
static _Atomic int wanted;
static _Thread_local bool inside;
static const volatile int *_Atomic interrupt_flag;

static inline void rest(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

void tk_set_interrupt_flag(const volatile int *flag) { interrupt_flag = flag; }

bool tk_interrupted(void) {
    const volatile int *flag = interrupt_flag;
    return flag && *flag;
}

int tk_threads(void) {
    int count = wanted;
    if (count > 0) return count;
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    count = online < 1 ? 1 : online > MOST_THREADS ? MOST_THREADS : (int)online;
    wanted = count;
    return count;
}

void tk_set_threads(int count) { wanted = count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : count; }

static void raise_status(tk_status status) {
    int seen = work.status;
    while (status > seen && !atomic_compare_exchange_weak(&work.status, &seen, status)) {}
}

/// Takes tasks until none is left.
static void take_part(void) {
    inside = true;
    for (;;) {
        int64_t index = atomic_fetch_add(&work.next, 1);
        if (index >= work.count) break;
        tk_status status = !work.whole && tk_interrupted() ? TK_INTERRUPTED : work.task(work.context, index);
        if (status != TK_OK) raise_status(status);
        if (status == TK_INTERRUPTED) break;
    }
    inside = false;
}

static unsigned await_work(unsigned seen) {
    for (int i = 0; i < SPINS; i++) {
        unsigned now = generation;
        if (now != seen) return now;
        rest();
    }
    pthread_mutex_lock(&gate);
    while (generation == seen) pthread_cond_wait(&begun, &gate);
    unsigned now = generation;
    pthread_mutex_unlock(&gate);
    return now;
}

static void *worker(void *argument) {
    int number = (int)((uintptr_t)argument % MOST_THREADS);
    unsigned seen = (unsigned)((uintptr_t)argument / MOST_THREADS);
    for (;;) {
        seen = await_work(seen);
        atomic_fetch_add(&work.joined, 1);
        if (work.open && number < invited) take_part();
        if (atomic_fetch_sub(&work.joined, 1) == 1 && !work.open) {
            pthread_mutex_lock(&gate);
            pthread_cond_signal(&ended);
            pthread_mutex_unlock(&gate);
        }
    }
    return NULL;
}

/// Starts what workers are missing; a thread that can't be started is done without.
static void start_workers(int count) {
    while (started < count) {
        pthread_t thread;
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        // A worker is told the generation at its birth, so that it neither misses nor repeats a piece of work.
        uintptr_t birth = (uintptr_t)generation * MOST_THREADS + (uintptr_t)started;
        int failed = pthread_create(&thread, &attributes, worker, (void *)birth);
        pthread_attr_destroy(&attributes);
        if (failed) return;
        started++;
    }
}

static void await_workers(void) {
    work.open = false;
    for (int i = 0; i < SPINS && work.joined > 0; i++) rest();
    if (work.joined == 0) return;
    pthread_mutex_lock(&gate);
    while (work.joined > 0) pthread_cond_wait(&ended, &gate);
    pthread_mutex_unlock(&gate);
}

static tk_status run_here(int64_t count, tk_task task, const void *context, bool whole) {
    tk_status worst = TK_OK;
    for (int64_t i = 0; i < count; i++) {
        if (!whole && tk_interrupted()) return TK_INTERRUPTED;
        tk_status status = task(context, i);
        if (status > worst) worst = status;
    }
    return worst;
}

static tk_status run(int64_t count, tk_task task, const void *context, bool whole) {
    int threads = tk_threads();
    if (count <= 1 || threads == 1 || inside) return run_here(count, task, context, whole);
    if (pthread_mutex_trylock(&busy) != 0) return run_here(count, task, context, whole);
    start_workers(threads - 1);
    work.task = task;
    work.context = context;
    work.count = count;
    work.whole = whole;
    work.next = 0;
    work.status = TK_OK;
    invited = threads - 1;
    work.open = true;
    pthread_mutex_lock(&gate);
    generation++;
    pthread_cond_broadcast(&begun);
    pthread_mutex_unlock(&gate);
    take_part();
    await_workers();
    tk_status status = work.status;
    pthread_mutex_unlock(&busy);
    return status;
}

tk_status tk_parallel(int64_t count, tk_task task, const void *context) { return run(count, task, context, false); }

tk_status tk_parallel_whole(int64_t count, tk_task task, const void *context) {
    return run(count, task, context, true);
}

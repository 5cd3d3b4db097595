#include "tk_memory.h"
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

/// The least size of a buffer: one line of the cache, which is also how buffers are aligned.
#define LINE ((size_t)64)
/// From this size on, buffers begin at a huge page and ask for more of them.
#define HUGE_PAGE ((size_t)1 << 21)
/// Four sizes for each power of two, so that at most a fifth of a buffer is unused.
#define CLASSES 256

typedef struct kept {
    struct kept *next;
} kept;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static kept *free_lists[CLASSES];
static size_t budget, used, idle;

// MARK: The budget

/// The number in a file of one number, or `SIZE_MAX` where there is none (as for `max`).
static size_t read_number(const char *path) {
    unsigned long long value = 0;
    FILE *file = fopen(path, "re");
    if (!file) return SIZE_MAX;
    int found = fscanf(file, "%llu", &value);
    fclose(file);
    return found == 1 ? (size_t)value : SIZE_MAX;
}

static size_t available_memory(void) {
    char line[256];
    unsigned long long kilobytes = 0;
    FILE *file = fopen("/proc/meminfo", "re");
    if (!file) return (size_t)1 << 32;
    bool found = false;
    while (!found && fgets(line, sizeof line, file))
        found = sscanf(line, "MemAvailable: %llu kB", &kilobytes) == 1;
    fclose(file);
    return found ? (size_t)kilobytes * 1024 : (size_t)1 << 32;
}

/// The least `memory.max` from the process's own control group (version 2) up to the root.
static size_t group_limit(char *group) {
    size_t least = SIZE_MAX;
    char path[1400];
    for (;;) {
        snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", group);
        size_t limit = read_number(path);
        if (limit < least) least = limit;
        char *slash = strrchr(group, '/');
        if (!slash) return least;
        *slash = 0;
    }
}

static size_t control_group_limit(void) {
    char line[1200];
    size_t least = read_number("/sys/fs/cgroup/memory/memory.limit_in_bytes");
    FILE *file = fopen("/proc/self/cgroup", "re");
    if (!file) return least;
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "0::", 3) != 0) continue;
        line[strcspn(line, "\n")] = 0;
        size_t limit = group_limit(line + 3);
        if (limit < least) least = limit;
    }
    fclose(file);
    return least;
}

/// With the lock held.
static void find_budget(void) {
    if (budget) return;
    size_t least = available_memory(), group = control_group_limit();
    if (group < least) least = group;
    struct rlimit space;
    if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur < least) least = space.rlim_cur;
    budget = least / 5 * 4;
}

// MARK: Buffers

/// The class of a size and the bytes that its buffers have: the next of 4/4, 5/4, 6/4, 7/4 of a power of two.
static int size_class(size_t bytes, size_t *rounded) {
    if (bytes < LINE) bytes = LINE;
    int power = 63 - __builtin_clzll(bytes);
    size_t step = (size_t)1 << (power - 2);
    size_t steps = (bytes + step - 1) / step;
    *rounded = steps * step;
    return power * 4 + (int)(steps - 4);
}

/// With the lock held: gives kept buffers back to the system.
static void drop_idle(void) {
    for (int i = 0; i < CLASSES; i++) {
        while (free_lists[i]) {
            kept *buffer = free_lists[i];
            free_lists[i] = buffer->next;
            free(buffer);
        }
    }
    idle = 0;
}

static void *fresh(size_t bytes) {
    void *buffer = NULL;
    if (posix_memalign(&buffer, bytes >= HUGE_PAGE ? HUGE_PAGE : LINE, bytes) != 0) return NULL;
    if (bytes >= HUGE_PAGE) madvise(buffer, bytes & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
    return buffer;
}

/// With the lock held.
static bool take(size_t bytes) {
    find_budget();
    if (bytes > budget || used > budget - bytes) return false;
    if (idle > budget - bytes - used) drop_idle();
    used += bytes;
    return true;
}

void *tk_allocate(size_t bytes) {
    if (bytes > SIZE_MAX / 4) return NULL;
    size_t rounded;
    int class = size_class(bytes, &rounded);
    pthread_mutex_lock(&lock);
    if (!take(rounded)) {
        pthread_mutex_unlock(&lock);
        return NULL;
    }
    kept *buffer = free_lists[class];
    if (buffer) {
        free_lists[class] = buffer->next;
        idle -= rounded;
    }
    pthread_mutex_unlock(&lock);
    if (buffer) return buffer;
    void *made = fresh(rounded);
    if (!made) tk_discharge(rounded);
    return made;
}

void tk_release(void *buffer, size_t bytes) {
    if (!buffer) return;
    size_t rounded;
    int class = size_class(bytes, &rounded);
    pthread_mutex_lock(&lock);
    used -= rounded;
    // At most a quarter of the budget lies idle; the rest goes back to the system at once.
    bool keep = idle + rounded <= budget / 4;
    if (keep) {
        kept *head = buffer;
        head->next = free_lists[class];
        free_lists[class] = head;
        idle += rounded;
    }
    pthread_mutex_unlock(&lock);
    if (!keep) free(buffer);
}

// MARK: Counting

bool tk_charge(size_t bytes) {
    pthread_mutex_lock(&lock);
    bool taken = take(bytes);
    pthread_mutex_unlock(&lock);
    return taken;
}

void tk_discharge(size_t bytes) {
    pthread_mutex_lock(&lock);
    used -= bytes;
    pthread_mutex_unlock(&lock);
}

void tk_drop_idle(void) {
    pthread_mutex_lock(&lock);
    drop_idle();
    pthread_mutex_unlock(&lock);
}

size_t tk_memory_budget(void) {
    pthread_mutex_lock(&lock);
    find_budget();
    size_t bytes = budget;
    pthread_mutex_unlock(&lock);
    return bytes;
}

size_t tk_memory_used(void) {
    pthread_mutex_lock(&lock);
    size_t bytes = used;
    pthread_mutex_unlock(&lock);
    return bytes;
}

void tk_set_memory_budget(size_t bytes) {
    pthread_mutex_lock(&lock);
    budget = bytes;
    if (used + idle > budget) drop_idle();
    pthread_mutex_unlock(&lock);
}

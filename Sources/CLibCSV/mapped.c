#include "CLibCSV.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/// Files that can be mapped at once.
#define MOST_FILES 64

typedef struct mapped_file {
    /// 0 while the place is free. Written last when a file is mapped, and first when it goes: the handler reads it.
    _Atomic(uintptr_t) start;
    _Atomic(size_t) count;
    atomic_bool cut;
} mapped_file;

static mapped_file files[MOST_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static size_t page_size;

static mapped_file *file_around(uintptr_t address) {
    for (int i = 0; i < MOST_FILES; i++) {
        uintptr_t start = atomic_load(&files[i].start);
        if (start && address >= start && address - start < atomic_load(&files[i].count)) return &files[i];
    }
    return NULL;
}

/// The system raises SIGBUS where a mapped file has no bytes any more. Zeros take their place up to the file's end, so
/// that the reading goes on to where it is refused; a bus error of any other origin ends the program as it always does.
static void on_bus_error(int number, siginfo_t *info, void *context) {
    (void)context;
    int before = errno;
    uintptr_t address = (uintptr_t)info->si_addr, page = address & ~((uintptr_t)page_size - 1);
    mapped_file *file = file_around(address);
    if (file) {
        size_t rest = atomic_load(&file->start) + atomic_load(&file->count) - page;
        void *zeros = mmap((void *)page, rest, PROT_READ, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (zeros == MAP_FAILED) file = NULL;
        else atomic_store(&file->cut, true);
    }
    if (!file) signal(number, SIG_DFL);
    errno = before;
}

static void catch_bus_errors(void) {
    if (page_size) return;
    page_size = (size_t)sysconf(_SC_PAGESIZE);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGBUS, &action, NULL);
}

static mapped_file *free_place(void) {
    for (int i = 0; i < MOST_FILES; i++)
        if (!atomic_load(&files[i].start)) return &files[i];
    errno = EMFILE;
    return NULL;
}

const void *tcsv_map(int descriptor, size_t count) {
    pthread_mutex_lock(&lock);
    catch_bus_errors();
    mapped_file *file = free_place();
    void *start = file ? mmap(NULL, count, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
    if (start != MAP_FAILED) {
        madvise(start, count, MADV_SEQUENTIAL);
        atomic_store(&file->cut, false);
        atomic_store(&file->count, count);
        atomic_store(&file->start, (uintptr_t)start);
    }
    pthread_mutex_unlock(&lock);
    return start == MAP_FAILED ? NULL : start;
}

bool tcsv_was_cut(const void *start) {
    mapped_file *file = file_around((uintptr_t)start);
    return file && atomic_load(&file->cut);
}

void tcsv_unmap(const void *start) {
    pthread_mutex_lock(&lock);
    mapped_file *file = file_around((uintptr_t)start);
    if (file) {
        size_t count = atomic_load(&file->count);
        atomic_store(&file->start, 0);
        munmap((void *)start, count);
    }
    pthread_mutex_unlock(&lock);
}

#include "tk_signals.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tk_threads.h"

// An int, since the virtual machine reads it as one; written by the handler and by the session alone.
static volatile int flag;
static volatile sig_atomic_t presses;
static struct timespec first_press;

/// Seconds in which what runs may stop by itself: presses until then are impatience, and count as one.
#define GRACE 1.0

static double seconds_since_first_press(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - first_press.tv_sec) + (double)(now.tv_nsec - first_press.tv_nsec) / 1e9;
}

static void interrupted(int signal) {
    (void)signal;
    if (!flag) {
        clock_gettime(CLOCK_MONOTONIC, &first_press);
        presses = 1;
        flag = 1;
        return;
    }
    if (seconds_since_first_press() < GRACE) return;
    presses += 1;
    if (presses == 2) {
        static const char text[] = "\nstopping; press Ctrl-C once more to leave at once\n";
        if (write(STDERR_FILENO, text, sizeof text - 1) < 0) return;
    }
    if (presses > 2) _exit(130);
}

int *tk_catch_signals(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupted;
    sigaction(SIGINT, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    tk_set_interrupt_flag(&flag);
    return (int *)&flag;
}

#include "tk_signals.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "tk_threads.h"

// An int, since the virtual machine reads it as one; written by the handler and by the session alone.
static volatile int flag;
static volatile sig_atomic_t presses;

static void interrupted(int signal) {
    (void)signal;
    if (!flag) presses = 0;
    flag = 1;
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

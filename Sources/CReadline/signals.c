#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
enum { caught_count = sizeof caught / sizeof caught[0] };
static struct sigaction before[caught_count];
static int ends[2] = {-1, -1};

static void pass_on(int signal) {
    int saved = errno;
    unsigned char byte = (unsigned char)signal;
    if (write(ends[1], &byte, 1) < 0) { /* the pipe is full: enough signals wait in it */ }
    errno = saved;
}

static void make_pipe(void) {
    if (ends[0] >= 0 || pipe(ends) != 0) return;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
}

void catch_signals(void) {
    make_pipe();
    struct sigaction action = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
    for (int i = 0; i < caught_count; i++) {
        sigaction(caught[i], NULL, &before[i]);
        // What whoever started the program does not want to be heard stays unheard, such as SIGHUP under nohup.
        if (before[i].sa_handler != SIG_IGN) sigaction(caught[i], &action, NULL);
    }
}

void release_signals(void) {
    for (int i = 0; i < caught_count; i++) sigaction(caught[i], &before[i], NULL);
}

int signal_descriptor(void) { return ends[0]; }

int take_signal(void) {
    unsigned char byte;
    return read(ends[0], &byte, 1) == 1 ? byte : 0;
}

void stop_here(void) {
    static const int asked[] = {SIGTSTP, SIGCONT};
    struct sigaction usual = {.sa_handler = SIG_DFL}, ours[2];
    for (int i = 0; i < 2; i++) sigaction(asked[i], &usual, &ours[i]);
    // To this thread: one that is sent to the process may reach another thread, and this one would go on meanwhile.
    // The other processes of the group had theirs from the terminal.
    raise(SIGTSTP);
    for (int i = 0; i < 2; i++) sigaction(asked[i], &ours[i], NULL);
}

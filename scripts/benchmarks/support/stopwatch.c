/// stopwatch RUNS PROGRAM [ARGUMENT…]
/// Starts PROGRAM so many times and prints the median of the seconds from its start to its end. Its output is dropped.
/// A shell cannot measure this: starting a process costs it as long as what is to be measured.
#include "clock.h"
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

static double run(char **command, const posix_spawn_file_actions_t *silence) {
    pid_t child;
    int status;
    double start = seconds_now();
    if (posix_spawn(&child, command[0], silence, NULL, command, environ) != 0) return -1;
    if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return -1;
    return seconds_now() - start;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int count, char **arguments) {
    int runs = count > 2 ? atoi(arguments[1]) : 0;
    if (runs < 1) {
        fprintf(stderr, "usage: stopwatch RUNS PROGRAM [ARGUMENT...]\n");
        return 64;
    }
    posix_spawn_file_actions_t silence;
    posix_spawn_file_actions_init(&silence);
    posix_spawn_file_actions_addopen(&silence, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&silence, 2, "/dev/null", O_WRONLY, 0);

    double *times = malloc((size_t)runs * sizeof *times);
    if (!times) return 1;
    for (int i = 0; i < runs; i++) {
        times[i] = run(arguments + 2, &silence);
        if (times[i] < 0) {
            fprintf(stderr, "stopwatch: %s failed\n", arguments[2]);
            return 1;
        }
    }
    qsort(times, (size_t)runs, sizeof *times, by_size);
    printf("%.6f\n", times[runs / 2]);
}

/// Runs a program and writes the most memory that it held, in bytes, as the last line of a file:
///   peak FILE PROGRAM ARGUMENTS
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count < 3) return 64;
    pid_t child = fork();
    if (child == 0) {
        execvp(arguments[2], arguments + 2);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) return 71;
    FILE *file = fopen(arguments[1], "a");
    if (!file) return 73;
    // Linux counts kilobytes.
    fprintf(file, "%ld\n", usage.ru_maxrss * 1024);
    fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}

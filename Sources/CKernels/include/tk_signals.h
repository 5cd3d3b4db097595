/// Ctrl-C and closed pipes.
#ifndef TK_SIGNALS_H
#define TK_SIGNALS_H

/// Lets Ctrl-C set a flag instead of ending the program, and ignores SIGPIPE: writing to a closed pipe then fails
/// like any other write. Gives the flag, which kernels poll too; it has no other home. Where what runs has not stopped a
/// second later, another press says how to leave, and one more leaves with status 130.
int *tk_catch_signals(void);

#endif

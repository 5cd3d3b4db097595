/// Signals while a text is read: they come as bytes of a pipe, so that none is lost between a look and a wait,
/// whichever thread they are delivered to.
#ifndef TENON_CREADLINE_SIGNALS_H
#define TENON_CREADLINE_SIGNALS_H

/// Catches them until `release_signals`, which puts back what was there.
void catch_signals(void);
void release_signals(void);

/// The end of the pipe to wait at; -1 if there is none.
int signal_descriptor(void);

/// The next signal that came; 0 if none did.
int take_signal(void);

/// Stops the program as Ctrl-Z asks, and comes back when it goes on; at once where nobody could make it go on. The
/// SIGCONT is not passed on.
void stop_here(void);

#endif

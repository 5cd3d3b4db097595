/// Work that can't be stopped, such as one call into LAPACK, on a thread of its own.
#ifndef TENON_TK_ASIDE_H
#define TENON_TK_ASIDE_H
#include "tk_core.h"

/// Runs `work` on `context` and waits for it, with an eye on the interrupt flag. If that is set, gives
/// `TK_INTERRUPTED` at once and leaves the work to end by itself: nobody may look at what it was given any more.
/// `release` is called once in either case, when the work has ended.
tk_status tk_run_aside(void (*work)(void *), void (*release)(void *), void *context);

#endif

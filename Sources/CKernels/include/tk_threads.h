/// The one pool of threads. Work is cut at boundaries that depend on its size alone, so results have the same bits
/// whatever the number of threads.
#ifndef TENON_TK_THREADS_H
#define TENON_TK_THREADS_H
#include "tk_core.h"

/// Does part `index` of a piece of work.
typedef tk_status (*tk_task)(const void *context, int64_t index);

/// Runs tasks 0..<count on the pool and waits for all. Runs them here if there is one, if the pool is busy or if
/// this is a task itself. Polls the interrupt flag before each. Gives the largest status of any task.
tk_status tk_parallel(int64_t count, tk_task task, const void *context);

/// The same for work that is done whole once it is begun: an interrupt does not stop it.
tk_status tk_parallel_whole(int64_t count, tk_task task, const void *context);

/// How many threads work at once: the number of cores that are online, unless set.
int tk_threads(void);
/// Sets the number of threads, from 1 on; more than 64 count as 64.
void tk_set_threads(int count);

/// Names the flag that an interrupt sets; kernels stop soon after it is not 0. Null for none.
void tk_set_interrupt_flag(const volatile int *flag);
bool tk_interrupted(void);

#endif
